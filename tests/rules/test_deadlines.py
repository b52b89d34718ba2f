"""Every deadline of the agreements and the law, and how it explains itself."""

import doctest
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import InputError
from workflows.rules import deadlines, deadlines_text
from workflows.rules.calendar import NO_EXTRA_CLOSED, Pause, closure, last_working_day
from workflows.rules.dates_text import long_date
from workflows.rules.deadlines import Deadline, deadline, deadline_rules, reminder_date, term_deadline
from workflows.vocabulary import AgreementId

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples/dates_deadlines.toml").read_text("utf-8"))["case"]
HOVEDSTADEN = AgreementId.HOVEDSTADEN_2019_2020
SYDDANMARK = AgreementId.SYDDANMARK_2025_2026
FROM_AN_EVENT = [
    (agreement, rule.id)
    for rule in deadline_rules().rules
    for agreement in rule.sources
    if not rule.counts_from_term and rule.id != "takeover.steps"
]
IN_WORKING_DAYS = [one for one in FROM_AN_EVENT if deadline_rules().find(*one).counts_working_days]
DAYS = st.dates(date(2006, 1, 1), date(2090, 12, 31))


def compute(agreement: str, rule: str, start: date) -> Deadline:
    if deadline_rules().counts_from_term(rule):
        return term_deadline(agreement=agreement, rule=rule, term_start=start)
    return deadline(agreement=agreement, rule=rule, start=start)


def error_of(agreement: str, rule: str, start: date = date(2026, 3, 30)) -> tuple[str, str]:
    with pytest.raises(InputError) as refused:
        deadline(agreement=agreement, rule=rule, start=start)
    (error,) = refused.value.errors
    return error


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: f"{case['rule']} {case['agreement']} {case['start']}")
def test_a_deadline_falls_where_the_agreement_says(case):
    found = compute(case["agreement"], case["rule"], case["start"])

    assert found.date == case["date"]
    assert found.last_working_day == case["last_working_day"]
    assert [each.date for each in found.skipped] == case.get("skipped", [])
    assert list(found.dates) == case.get("dates", [])
    assert found.source == case["source"]


def test_every_rule_of_every_agreement_has_a_worked_example():
    shipped = {(rule.id, agreement) for rule in deadline_rules().rules for agreement in rule.sources}

    assert {(case["rule"], case["agreement"]) for case in EXAMPLES} == shipped


def test_an_agreement_has_one_rule_of_each_name():
    every = [*deadline_rules().rules, *deadline_rules().dateless]
    named = Counter((rule.id, agreement) for rule in every for agreement in rule.sources)

    assert set(named.values()) == {1}


def test_a_source_is_a_paragraph_of_the_agreement_itself_or_of_the_law():
    for rule in [*deadline_rules().rules, *deadline_rules().dateless]:
        for agreement, source in rule.sources.items():
            assert source.startswith(f"{agreement}, ") or "loven § " in source or "loven §§ " in source


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: f"{case['rule']} {case['agreement']} {case['start']}")
def test_a_deadline_explains_itself(case):
    found = compute(case["agreement"], case["rule"], case["start"])

    assert f"({found.source})." in found.explanation
    assert long_date(found.date) in found.explanation
    assert long_date(found.last_working_day) in found.explanation
    for each in found.skipped:
        assert f"{long_date(each.date)} ({each.why})" in found.explanation
    for day in found.dates:
        assert long_date(day) in found.explanation or f"er {day.year}." in found.explanation


def test_the_explanation_of_working_days_can_be_read_aloud():
    found = deadline(agreement=HOVEDSTADEN, rule="referral.decision", start=date(2026, 4, 8))

    assert found.explanation == (
        "Når sagen er fuldt oplyst, træffer handlekommunen afgørelse inden for 15 arbejdsdage efter modtaget "
        "udredning (hovedstaden-2019-2020, 8.1). Udredningen er modtaget onsdag den 8. april 2026. "
        "Dagen selv tælles ikke med; der tælles 15 arbejdsdage fra torsdag den 9. april 2026. "
        "6 dage springes over: lørdag den 11. april 2026 (Lørdag), søndag den 12. april 2026 (Søndag), "
        "lørdag den 18. april 2026 (Lørdag), søndag den 19. april 2026 (Søndag), "
        "lørdag den 25. april 2026 (Lørdag) og søndag den 26. april 2026 (Søndag). "
        "Fristen er onsdag den 29. april 2026. Det er en arbejdsdag."
    )


def test_the_explanation_says_when_a_month_lacks_the_day():
    found = deadline(agreement=SYDDANMARK, rule="closing.provisional_account", start=date(2025, 11, 30))

    assert found.explanation.endswith(
        "Lukningen er besluttet søndag den 30. november 2025. Der regnes 3 måneder frem. "
        "Februar 2026 har ingen 30. dag; derfor gælder månedens sidste dag. "
        "Fristen er lørdag den 28. februar 2026. Dagen er lukket (Lørdag), men datoen flyttes ikke. "
        "Sidste arbejdsdag på eller før den er fredag den 27. februar 2026."
    )


def test_days_closed_by_the_organisation_move_a_count_of_working_days():
    closed = {date(2026, 4, 20): "Kommunen holder lukket"}

    found = deadline(agreement=HOVEDSTADEN, rule="referral.decision", start=date(2026, 3, 30), extra_closed=closed)

    assert found.date == date(2026, 4, 24)
    assert "mandag den 20. april 2026 (Kommunen holder lukket)" in found.explanation


def test_days_closed_by_the_organisation_move_the_last_working_day_but_not_the_deadline():
    closed = {date(2026, 2, 27): "Kommunen holder lukket"}

    found = deadline(agreement=SYDDANMARK, rule="invoice.payment", start=date(2026, 1, 31), extra_closed=closed)

    assert (found.date, found.last_working_day) == (date(2026, 2, 28), date(2026, 2, 26))


def test_the_clock_stands_still_while_information_is_missing():
    pause = Pause(date(2026, 4, 8), date(2026, 4, 14), "afventer lægelige oplysninger")

    found = deadline(agreement=HOVEDSTADEN, rule="referral.decision", start=date(2026, 3, 30), paused=[pause])

    assert found.date == date(2026, 4, 30)
    assert "(Fristen stod stille: afventer lægelige oplysninger)" in found.explanation


def test_a_plain_date_cannot_be_paused():
    pause = Pause(date(2026, 4, 8), date(2026, 4, 14), "afventer")

    with pytest.raises(ValueError, match="cannot be paused"):
        deadline(agreement=SYDDANMARK, rule="invoice.payment", start=date(2026, 4, 1), paused=[pause])


@pytest.mark.parametrize(
    "term_start",
    [date(2010, 1, 1), date(2016, 1, 1), date(2025, 1, 1), date(2026, 1, 2), date(2026, 2, 1)],
)
def test_a_term_begins_on_1_january_every_fourth_year_from_2014(term_start):
    with pytest.raises(InputError) as refused:
        term_deadline(agreement=HOVEDSTADEN, rule="takeover.declaration", term_start=term_start)

    assert [path for path, _ in refused.value.errors] == ["term_start"]


def test_a_rule_is_asked_with_the_kind_of_day_it_counts_from():
    path, message = error_of(HOVEDSTADEN, "takeover.transfer", date(2026, 1, 1))
    assert path == "from"
    assert "term_start" in message

    with pytest.raises(InputError) as refused:
        term_deadline(agreement=HOVEDSTADEN, rule="tariff.known", term_start=date(2026, 1, 1))
    assert [path for path, _ in refused.value.errors] == ["term_start"]


@pytest.mark.parametrize(
    ("agreement", "rule", "path", "said"),
    [
        ("fyn-2004", "complaint", "agreement", "Brug syddanmark-2016, midtjylland-2017"),
        (SYDDANMARK, "referral.dicision", "rule", "findes ikke. Brug agreement.conclusion"),
        (
            AgreementId.SJAELLAND_2018_2019,
            "closing.notice",
            "rule",
            "Brug complaint, takeover.declaration eller",
        ),
        (AgreementId.SYDDANMARK_2016, "closing.final_account", "rule", "efter årets regnskabsafslutning"),
        (SYDDANMARK, "closing.final_account", "rule", "sætter ingen dato"),
        (AgreementId.SYDDANMARK_2016, "closing.provisional_account", "rule", "hurtigst muligt"),
    ],
)
def test_a_rule_without_a_date_is_refused_in_words(agreement, rule, path, said):
    refused_path, message = error_of(agreement, rule)

    assert refused_path == path
    assert said in message


def test_a_time_plan_has_no_date_after_its_last():
    path, message = error_of(AgreementId.SYDDANMARK_2016, "takeover.steps", date(2017, 1, 2))

    assert path == "from"
    assert "søndag den 1. januar 2017" in message


@pytest.mark.parametrize("start", [date(1, 1, 1), date(1899, 12, 31), date(2100, 12, 15), date(9999, 12, 31)])
def test_a_date_whose_calendar_is_not_known_is_refused(start):
    path, message = error_of(HOVEDSTADEN, "referral.decision", start)

    assert path == "from"
    assert "1900–2100" in message


@pytest.mark.parametrize(
    ("due", "days_before", "remind_on"),
    [
        (date(2026, 2, 28), 30, date(2026, 1, 28)),
        (date(2026, 2, 28), 7, date(2026, 2, 20)),
        (date(2028, 1, 1), 7, date(2027, 12, 23)),
        (date(2026, 4, 23), 7, date(2026, 4, 16)),
    ],
)
def test_a_reminder_goes_by_the_last_working_day(due, days_before, remind_on):
    assert reminder_date(due, days_before) == remind_on


def test_the_worked_examples_in_the_words_of_the_rules_hold():
    for module in (deadlines, deadlines_text):
        assert doctest.testmod(module).failed == 0


@given(rule=st.sampled_from(FROM_AN_EVENT), start=st.dates(date(2006, 1, 1), date(2094, 12, 31)))
def test_every_rule_answers_for_every_day_and_always_the_same(rule, start):
    agreement, rule_id = rule

    found = deadline(agreement=agreement, rule=rule_id, start=start)

    assert found == deadline(agreement=agreement, rule=rule_id, start=start, extra_closed=NO_EXTRA_CLOSED)
    assert found.last_working_day == last_working_day(found.date)
    assert long_date(found.date) in found.explanation
    assert "{" not in found.explanation
    assert not found.dates or found.date == min(day for day in found.dates if day >= start)


@given(start=st.dates(date(2006, 1, 1), date(2094, 12, 31)))
def test_a_complaint_can_be_made_on_a_working_day_at_least_four_weeks_on(start):
    found = deadline(agreement=HOVEDSTADEN, rule="complaint", start=start)

    assert found.date == found.last_working_day
    assert found.date == start + timedelta(days=28 + len(found.skipped))


@given(rule=st.sampled_from(FROM_AN_EVENT), start=DAYS, later=st.integers(0, 800))
def test_a_later_event_never_gives_an_earlier_deadline(rule, start, later):
    agreement, rule_id = rule
    first, second = (
        deadline(agreement=agreement, rule=rule_id, start=day) for day in (start, start + timedelta(days=later))
    )

    assert first.date <= second.date
    assert first.last_working_day <= second.last_working_day


@given(rule=st.sampled_from(IN_WORKING_DAYS), start=DAYS, closed=st.sets(st.integers(-5, 60), max_size=12))
def test_a_count_of_working_days_never_ends_on_a_closed_day_and_more_of_them_never_shorten_it(rule, start, closed):
    agreement, rule_id = rule
    own = {start + timedelta(days=after): "Rådhuset holder lukket" for after in closed}

    found = deadline(agreement=agreement, rule=rule_id, start=start, extra_closed=own)

    assert closure(found.date, own) is None
    assert found.last_working_day == found.date >= deadline(agreement=agreement, rule=rule_id, start=start).date
    assert {one.date for one in found.skipped} == {
        day for day in days_between(start, found.date) if closure(day, own) is not None
    }


@given(rule=st.sampled_from(FROM_AN_EVENT), start=DAYS, closed=st.sets(st.integers(-800, 2300), max_size=20))
def test_the_last_working_day_is_open_and_none_lies_between_it_and_the_deadline(rule, start, closed):
    agreement, rule_id = rule
    own = {start + timedelta(days=after): "Rådhuset holder lukket" for after in closed}

    found = deadline(agreement=agreement, rule=rule_id, start=start, extra_closed=own)

    assert closure(found.last_working_day, own) is None
    assert all(closure(day, own) for day in days_between(found.last_working_day, found.date))


def days_between(first: date, last: date) -> list[date]:
    """The days after the first, to and including the last."""
    return [first + timedelta(days=after) for after in range(1, (last - first).days + 1)]
