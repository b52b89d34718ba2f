"""The offers of a round, changed until the regional council has been told."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from db.models.offer import Offer
from db.session import reading
from tests.closing_walk import person
from tests.takeover_walk import TakeoverWalk
from workflows.errors import InputError, NotAllowed, Refused
from workflows.services.takeover.offers import change_offers, offers_of_round

ANNE = ("anne@vejle.example", "630")
ENGDRAGET, AASIDEN = "Botilbuddet Engdraget", "Dagtilbuddet Åsiden"


def ids(*names: str) -> list[UUID]:
    with reading() as session:
        found = dict(session.execute(select(Offer.name, Offer.id).where(Offer.name.in_(names))).all())
    return [found[name] for name in names]


def test_an_offer_is_added_to_the_open_round_and_another_left_out(seeded):
    walk = TakeoverWalk().opened()
    anne = person(*ANNE)

    change_offers(walk.case_id, ids(ENGDRAGET, AASIDEN), reason="Dagtilbuddet hører med.", actor=anne)
    assert offers_of_round(walk.case_id, anne) == ids(ENGDRAGET, AASIDEN)
    assert walk.case.title == f"Overtagelse af {ENGDRAGET} og {AASIDEN}"

    change_offers(walk.case_id, ids(AASIDEN), reason="Kun dagtilbuddet.", actor=anne)
    assert offers_of_round(walk.case_id, anne) == ids(AASIDEN)
    assert any("Kun dagtilbuddet." in event.text for event in walk.events)


def test_an_added_offer_is_asked_for_in_the_terms(seeded):
    walk = TakeoverWalk().opened().asked().delivered()
    change_offers(walk.case_id, ids(ENGDRAGET, AASIDEN), reason="Begge.", actor=person(*ANNE))
    walk.recommended().decided().declared()

    shares = walk.facts("task_state_terms")["typed"]["shares"]

    assert [len(share["units"]) for share in shares] == [3, 0]


def test_the_checks_hold_for_an_added_offer_too(seeded):
    walk = TakeoverWalk().opened()

    with pytest.raises(InputError) as fault:
        change_offers(walk.case_id, ids(ENGDRAGET, "Afdeling Vadehuset"), reason="Begge.", actor=person(*ANNE))

    ((path, message),) = fault.value.errors
    assert path == "offer_ids[1]"
    assert "ligger i Tønder Kommune" in message
    with pytest.raises(InputError):
        change_offers(walk.case_id, [], reason="Ingen.", actor=person(*ANNE))


def test_the_offers_are_fixed_when_the_regional_council_has_been_told(seeded):
    walk = TakeoverWalk().opened(date(2028, 1, 1)).recommended().decided().declared()

    with pytest.raises(Refused) as refusal:
        change_offers(walk.case_id, ids(AASIDEN), reason="Kun den.", actor=person(*ANNE))

    assert refusal.value.rule == "syddanmark-2025-2026, bilag 14"


def test_a_change_has_a_reason_and_is_the_municipalitys(seeded):
    walk = TakeoverWalk().opened()

    with pytest.raises(Refused):
        change_offers(walk.case_id, ids(AASIDEN), reason=" ", actor=person(*ANNE))
    with pytest.raises(NotAllowed):
        change_offers(
            walk.case_id, ids(AASIDEN), reason="Nej.", actor=person("gitte@region-syddanmark.example", "1083")
        )
