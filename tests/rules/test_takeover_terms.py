"""Election terms and their windows, for any year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import InputError
from workflows.rules.takeover.terms import Term, term_of, window
from workflows.vocabulary import AgreementId

AGREEMENTS = [known.value for known in AgreementId]
days = st.dates(min_value=date(2014, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("first_year", "told", "over"),
    [(2014, 2016, 2017), (2018, 2020, 2021), (2022, 2024, 2025), (2026, 2028, 2029), (2030, 2032, 2033)],
)
@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_a_takeover_is_told_in_the_third_year_of_a_term_and_over_in_the_fourth(agreement, first_year, told, over):
    found = window(agreement, Term(date(first_year, 1, 1)))

    assert found.declaration.date == date(told, 1, 1)
    assert found.transfer.date == date(over, 1, 1)


@given(day=days)
def test_every_day_lies_in_one_term_of_four_years(day):
    term = term_of(day)

    assert term.start <= day <= term.end
    assert (term.start.month, term.start.day) == (1, 1)
    assert term.end.year == term.start.year + 3
    assert term_of(term.start) == term_of(term.end) == term


@given(day=days)
def test_the_next_term_begins_where_this_one_ends(day):
    term = term_of(day)

    assert (term.next.start - term.end).days == 1
    assert term_of(term.next.start) == term.next


@given(day=days, agreement=st.sampled_from(AGREEMENTS))
def test_both_last_days_lie_in_the_term_a_year_apart(day, agreement):
    found = window(agreement, term_of(day))

    assert found.term.start < found.declaration.date < found.transfer.date <= found.term.end
    assert found.transfer.date.year == found.declaration.date.year + 1


def test_no_term_is_known_before_the_first_one_with_these_rules():
    with pytest.raises(InputError) as fault:
        term_of(date(2013, 12, 31))

    assert fault.value.errors[0][0] == "term_start"


def test_a_term_that_begins_on_another_day_is_refused():
    with pytest.raises(InputError) as fault:
        window(AGREEMENTS[0], Term(date(2017, 1, 1)))

    assert fault.value.errors[0][0] == "term_start"


def test_sjaellands_window_rests_on_the_law():
    found = window("sjaelland-2018-2019", Term(date(2018, 1, 1)))

    assert found.declaration.source == found.transfer.source == "serviceloven §§ 186–187"
