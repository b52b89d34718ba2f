"""What is checked when a takeover is registered."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.takeover.registration import (
    EarlierRound,
    OfferToTakeOver,
    Registration,
    Verdict,
    checks,
    next_window,
)
from workflows.rules.takeover.terms import Term, term_of, window
from workflows.vocabulary import AgreementId

OFFER = OfferToTakeOver(
    name="Botilbuddet Engdraget", operator="Region Syddanmark", regional=True, located_in="Vejle Kommune"
)
USUAL = Registration(
    agreement="syddanmark-2025-2026",
    municipality="Vejle Kommune",
    offers=(OFFER,),
    takeover_on=date(2028, 1, 1),
    today=date(2026, 3, 2),
)
HOVEDSTADEN = replace(USUAL, agreement="hovedstaden-2019-2020", takeover_on=date(2021, 1, 1), today=date(2019, 6, 1))


def named(registration: Registration, name: str):
    return [one for one in checks(registration) if one.name == name]


def the(registration: Registration, name: str):
    (found,) = named(registration, name)
    return found


def refused(registration: Registration) -> set[str]:
    return {one.name for one in checks(registration) if one.verdict is Verdict.REFUSED}


def test_a_regional_offer_in_the_municipality_told_in_time_passes_every_check():
    assert {one.verdict for one in checks(USUAL)} == {Verdict.PASSED}


@pytest.mark.parametrize("agreement", list(AgreementId))
def test_every_check_has_a_sentence_and_a_paragraph_in_every_agreement(agreement):
    term = Term(date(2014, 1, 1))
    told_too_late = replace(USUAL, agreement=agreement.value, term=term, offers=(OFFER, replace(OFFER, regional=False)))

    for check in checks(told_too_late):
        assert check.message.endswith(".")
        assert check.source.startswith((agreement.value, "serviceloven"))
        assert check.field


def test_an_offer_that_a_municipality_runs_is_refused():
    municipal = replace(OFFER, operator="Kolding Kommune", regional=False)
    found = the(replace(USUAL, offers=(municipal,)), "regional")

    assert found.verdict is Verdict.REFUSED
    assert "Kolding Kommune" in found.message
    assert found.source == "syddanmark-2025-2026, bilag 14"
    assert found.field == "offer_ids[0]"


def test_an_offer_in_another_municipality_is_refused_with_its_place():
    found = the(replace(USUAL, offers=(replace(OFFER, located_in="Kolding Kommune"),)), "located")

    assert found.verdict is Verdict.REFUSED
    assert "ligger i Kolding Kommune" in found.message


def test_an_offer_whose_place_is_not_registered_is_refused():
    found = the(replace(USUAL, offers=(replace(OFFER, located_in=""),)), "located")

    assert found.verdict is Verdict.REFUSED
    assert "ikke registreret" in found.message


def test_one_round_may_cover_several_offers():
    other = replace(OFFER, name="Dagtilbuddet Åsiden")

    assert refused(replace(USUAL, offers=(OFFER, other))) == set()


def test_offers_of_two_regions_are_not_taken_over_in_one_case():
    other = replace(OFFER, name="Søhuset", operator="Region Midtjylland")

    assert refused(replace(USUAL, offers=(OFFER, other))) == {"one_region"}


def test_the_round_of_a_term_is_used_once():
    used = EarlierRound(case_number="2026-0001", open=False, taken_over=True, declared_on=date(2026, 5, 1))
    found = the(replace(USUAL, earlier=(used,)), "once")

    assert found.verdict is Verdict.REFUSED
    assert "2026-0001" in found.message
    assert "1. januar 2032" in found.message


def test_an_open_round_of_the_term_is_carried_on_in_its_own_case():
    running = EarlierRound(case_number="2026-0001", open=True, taken_over=False)

    assert refused(replace(USUAL, earlier=(running,))) == {"once"}


def test_a_round_that_was_withdrawn_does_not_use_the_right_and_is_told():
    withdrawn = EarlierRound(case_number="2026-0001", open=False, taken_over=False, declared_on=date(2026, 5, 1))
    found = named(replace(USUAL, earlier=(withdrawn,)), "once")

    assert [one.verdict for one in found] == [Verdict.NOTED, Verdict.PASSED]


@given(day=st.dates(min_value=date(2014, 1, 1), max_value=date(2080, 12, 31)), agreement=st.sampled_from(AgreementId))
def test_the_last_day_to_tell_is_in_time_and_the_day_after_names_the_next_window(day, agreement):
    term = term_of(day)
    last = window(agreement.value, term).declaration.date
    takeover = date(term.start.year + 3, 1, 1)
    on_the_day = replace(USUAL, agreement=agreement.value, term=term, takeover_on=takeover, today=last)
    day_after = replace(on_the_day, today=last + timedelta(days=1))

    assert the(on_the_day, "in_time").verdict is Verdict.PASSED
    late = the(day_after, "in_time")
    assert late.verdict is Verdict.REFUSED
    assert f"1. januar {last.year + 4}" in late.message
    assert f"1. januar {last.year + 5}" in late.message
    assert next_window(day_after).term == term.next


def test_a_window_that_has_passed_too_is_not_named():
    long_ago = replace(USUAL, term=Term(date(2014, 1, 1)), today=date(2026, 3, 2))

    assert next_window(long_ago).declaration.date == date(2028, 1, 1)


def test_the_regional_council_can_have_been_told_before_the_case_is_opened():
    rudersdal = replace(
        HOVEDSTADEN,
        term=Term(date(2014, 1, 1)),
        declared_on=date(2015, 12, 20),
        council_on=date(2015, 12, 1),
        takeover_on=date(2021, 1, 1),
    )

    assert refused(rudersdal) == set()
    assert the(rudersdal, "in_time").verdict is Verdict.PASSED


def test_a_missed_transfer_is_marked_and_explained_and_goes_on():
    rudersdal = replace(
        HOVEDSTADEN, term=Term(date(2014, 1, 1)), declared_on=date(2015, 12, 20), council_on=date(2015, 12, 1)
    )
    found = the(rudersdal, "transfer")

    assert found.verdict is Verdict.MARKED
    assert "1. januar 2017" in found.message
    assert "falder ikke bort" in found.message


def test_the_last_day_for_the_takeover_is_in_time():
    assert the(replace(USUAL, takeover_on=date(2029, 1, 1)), "transfer").verdict is Verdict.PASSED
    assert the(replace(USUAL, takeover_on=date(2029, 1, 2)), "transfer").verdict is Verdict.MARKED


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 1)])
def test_a_takeover_is_to_come(day):
    assert refused(replace(USUAL, takeover_on=day)) == {"transfer"}


def test_a_takeover_before_the_chosen_term_is_refused():
    assert refused(replace(USUAL, term=Term(date(2030, 1, 1)))) == {"transfer"}


def test_hovedstaden_wants_the_request_a_year_ahead_and_a_later_one_is_a_departure():
    in_time = replace(HOVEDSTADEN, takeover_on=date(2020, 1, 1), today=date(2019, 1, 1))
    late = replace(in_time, today=date(2019, 1, 2))

    assert the(in_time, "request").verdict is Verdict.PASSED
    found = the(late, "request")
    assert found.verdict is Verdict.DEPARTURE
    assert "afvigelse" in found.message
    assert "1. januar 2019" in found.message
    assert found.source == "hovedstaden-2019-2020, 4.10"
    assert refused(late) == set()


def test_a_takeover_in_the_middle_of_a_year_departs_from_hovedstadens_turn_of_year():
    found = the(replace(HOVEDSTADEN, takeover_on=date(2020, 7, 1)), "turn_of_year")

    assert found.verdict is Verdict.DEPARTURE
    assert named(HOVEDSTADEN, "turn_of_year") == []
    assert named(replace(USUAL, takeover_on=date(2028, 7, 1)), "turn_of_year") == []


def test_a_request_before_the_council_treated_it_departs_from_hovedstadens_order():
    told_first = replace(HOVEDSTADEN, declared_on=date(2019, 5, 1), council_on=date(2019, 5, 20))

    assert the(told_first, "council_first").verdict is Verdict.DEPARTURE
    assert named(replace(told_first, council_on=date(2019, 5, 1)), "council_first") == []
    assert named(replace(told_first, agreement="syddanmark-2025-2026"), "council_first") == []


def test_no_departure_is_called_a_breach():
    departing = replace(
        HOVEDSTADEN, takeover_on=date(2020, 7, 1), declared_on=date(2019, 5, 1), council_on=date(2019, 5, 20)
    )
    told = [one.message for one in checks(departing) if one.verdict is Verdict.DEPARTURE]

    assert len(told) == 3
    assert not any("brud" in message or "overtræd" in message for message in told)


def test_syddanmark_2016_minds_how_few_offers_the_region_can_run():
    found = the(
        replace(USUAL, agreement="syddanmark-2016", takeover_on=date(2017, 1, 1), today=date(2015, 9, 1)),
        "small_operator",
    )

    assert found.verdict is Verdict.NOTED
    assert "bæredygtigt" in found.message


def test_an_offer_that_is_being_closed_is_marked():
    closing = replace(OFFER, closing_case="2026-0007")

    assert the(replace(USUAL, offers=(closing,)), "closing").verdict is Verdict.MARKED


def test_an_offer_that_ends_before_the_takeover_is_refused():
    ending = replace(OFFER, valid_to=date(2027, 6, 30))

    assert refused(replace(USUAL, offers=(ending,))) == {"in_operation"}
