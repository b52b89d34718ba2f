"""A mistyped day of a declaration put right: seen first, told in the history, and sent anew."""

from datetime import date

import pytest

from tests.closing_walk import ClosingWalk, person
from tests.takeover_walk import TakeoverWalk
from workflows.errors import InputError, NotAllowed, NotFound, Refused
from workflows.services.takeover.corrections import correct_declaration, declared_days, preview_declaration
from workflows.vocabulary import EventKind

WHY = "Datoen var læst forkert."
MAY_2028 = date(2028, 5, 1)


@pytest.fixture
def declared(seeded, clock):
    """A takeover that the regional council was told of on 2 March 2026, and corrected later in the month."""
    walk = TakeoverWalk().prepared()
    clock.set(date(2026, 3, 23))
    return walk


@pytest.fixture
def in_hovedstaden(seeded, clock):
    """A request by the agreement that has the council treat it first, and a day for it."""
    walk = TakeoverWalk("Botilbuddet Lindegården").opened(date(2028, 1, 1)).recommended().decided().declared()
    clock.set(date(2026, 3, 23))
    return walk


def correct(walk, *, declared_on=None, takeover_on=None, reason=WHY, by=None):
    days = {
        "declared_on": declared_on or walk.takeover.declared_on,
        "takeover_on": takeover_on or walk.takeover.takeover_on,
    }
    return correct_declaration(walk.case_id, **days, reason=reason, actor=by or walk.municipality)


def test_corrected_days_are_told_and_the_declaration_is_sent_anew(declared):
    old = declared.document("takeover_declaration")

    correct(declared, declared_on=date(2026, 3, 5), takeover_on=MAY_2028)

    assert (declared.takeover.declared_on, declared.takeover.takeover_on) == (date(2026, 3, 5), MAY_2028)
    assert declared.deadline("takeover.declaration").met_on == date(2026, 3, 5)
    (told,) = declared.told(EventKind.CORRECTED)
    assert WHY in told
    assert "Meddelt regionsrådet: 2. marts 2026 → 5. marts 2026" in told
    assert "Overtagelsesdag: 1. januar 2028 → 1. maj 2028" in told
    first, second = declared.documents("takeover_declaration")
    assert second.replaces_id == old.id == first.id
    assert second.data["takeover_on"] == "2028-05-01"


def test_a_correction_is_seen_before_it_is_made_and_changes_nothing_until_then(in_hovedstaden):
    days = {"declared_on": date(2026, 3, 1), "takeover_on": date(2029, 5, 1)}

    seen = preview_declaration(in_hovedstaden.case_id, **days, actor=in_hovedstaden.municipality)

    assert [(one.before, one.after) for one in seen.shifts] == [
        (date(2026, 3, 2), date(2026, 3, 1)),
        (date(2028, 1, 1), date(2029, 5, 1)),
        (date(2027, 1, 1), date(2028, 1, 1)),
    ]
    assert ["ikke ved et årsskifte" in text or "først behandlet" in text for text in seen.come] == [True, True]
    assert "senest den 1. januar 2029" in seen.late
    assert seen.sent_anew
    assert in_hovedstaden.takeover.departures == []
    assert in_hovedstaden.takeover.declared_on == date(2026, 3, 2)


def test_a_departure_that_was_a_mistype_is_taken_back(in_hovedstaden):
    correct(in_hovedstaden, declared_on=date(2026, 3, 1), takeover_on=MAY_2028)
    assert {one["key"] for one in in_hovedstaden.takeover.departures} == {"council_first", "turn_of_year"}

    seen = preview_declaration(
        in_hovedstaden.case_id,
        declared_on=date(2026, 3, 2),
        takeover_on=date(2028, 1, 1),
        actor=in_hovedstaden.municipality,
    )
    correct(in_hovedstaden, declared_on=date(2026, 3, 2), takeover_on=date(2028, 1, 1))

    assert len(seen.gone) == 2
    assert in_hovedstaden.takeover.departures == []
    assert not in_hovedstaden.takeover.transfer_missed


def test_a_declaration_is_not_corrected_into_one_that_came_too_late(declared, clock):
    clock.set(date(2028, 1, 20))

    with pytest.raises(InputError) as refusal:
        correct(declared, declared_on=date(2028, 1, 2))

    ((path, told),) = refusal.value.errors
    assert path == "declared_on"
    assert "1. januar 2028" in told


def test_the_day_of_the_takeover_is_the_regions_once_it_has_stated_its_terms(declared):
    declared.stated()

    assert "regionens vilkår" in declared_days(declared.case_id, declared.municipality).takeover_stands
    with pytest.raises(Refused, match="regionens vilkår"):
        correct(declared, takeover_on=MAY_2028)
    correct(declared, declared_on=date(2026, 3, 5))
    assert declared.takeover.declared_on == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("days", "reason", "told"),
    [
        ({"declared_on": date(2026, 3, 5)}, " ", "hvorfor"),
        ({}, WHY, "samme som før"),
    ],
)
def test_a_correction_needs_a_reason_and_something_to_correct(declared, days, reason, told):
    with pytest.raises(Refused, match=told):
        correct(declared, reason=reason, **days)


def test_nothing_is_corrected_before_the_declaration_or_in_the_case_of_another_process(seeded):
    walk, closing = TakeoverWalk().opened(), ClosingWalk().opened()

    with pytest.raises(Refused, match="ikke meddelt"):
        declared_days(walk.case_id, walk.municipality)
    secretariat = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
    with pytest.raises(NotFound):
        declared_days(closing.case_id, secretariat)


def test_the_region_and_those_without_a_part_correct_nothing(declared):
    with pytest.raises(NotAllowed):
        correct(declared, declared_on=date(2026, 3, 5), by=person("gitte@region-syddanmark.example", "1083"))
    with pytest.raises(NotFound):
        correct(declared, declared_on=date(2026, 3, 5), by=person("torben@viborg.example", "791"))
