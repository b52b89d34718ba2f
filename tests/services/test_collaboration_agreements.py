"""Collaboration agreements: entered and ended, seen by their parties, and what they do in a case."""

from datetime import date
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from db.models.collaboration import FrameDiscussion
from db.models.referral import Referral
from db.session import reading
from tests.closing_walk import colleague, person
from tests.referral_walk import (
    CONTINUES,
    DECIDES,
    FRAME,
    HERNING_CENTRE,
    ReferralWalk,
    collaborate,
    kroner,
    payer,
)
from workflows.errors import InputError, NotAllowed, NotFound, Refused
from workflows.services.referral.collaboration_agreements import (
    end_agreement,
    keep_agreement,
    list_agreements,
    show_agreement,
)
from workflows.services.referral.pages import frame_shown, is_frame
from workflows.vocabulary import Party, Role

NUMBERS = ["6804529183", "7103611234", "6505551114", "6912480002", "7208390007"]
"""Replacement numbers of invented citizens."""


def discussions() -> int:
    with reading() as session:
        return session.scalars(select(func.count(FrameDiscussion.id))).one()


# --- entering, seeing, ending


def test_an_agreement_is_seen_by_its_parties_and_the_secretariats(seeded):
    agreement = collaborate(DECIDES, CONTINUES, **FRAME)
    walk = ReferralWalk()
    secretariat = person("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")

    for actor in (walk.municipality, walk.centre, secretariat):
        assert [one.id for one in list_agreements(actor)] == [agreement.id]
    assert list_agreements(payer()) == []
    with pytest.raises(NotFound):
        show_agreement(agreement.id, payer())
    shown = show_agreement(agreement.id, walk.centre)
    assert [one.competence.value for one in shown.agreement.competences] == ["decide", "continue"]
    assert (shown.frame_left, shown.may_change) == (kroner(100_000), False)


def test_only_the_municipality_and_the_secretariat_enter_an_agreement(seeded):
    walk = ReferralWalk()
    given = {
        "municipality_id": str(walk.municipality_org.id),
        "centre_ids": [str(walk.centre_org.id)],
        "valid_from": "2026-01-01",
        "keeps_deadline": True,
    }
    for actor in (payer(), walk.centre):
        with pytest.raises(NotAllowed):
            keep_agreement(given, actor)


def test_decisions_by_serviceloven_are_not_delegated(seeded):
    with pytest.raises(Refused, match="serviceloven") as refused:
        collaborate(DECIDES | {"law": "serviceloven"})

    assert refused.value.rule == "hovedstaden-2019-2020, 8.9"


def test_a_percentage_needs_a_number_to_rise_from(seeded):
    with pytest.raises(InputError) as missing:
        collaborate(DECIDES, growth_percent="7")

    assert [path for path, _ in missing.value.errors] == ["base_inquiries"]


def test_a_municipality_and_a_centre_have_one_agreement_at_a_time(seeded):
    agreement = collaborate(DECIDES)
    with pytest.raises(Refused, match="allerede en samarbejdsaftale"):
        collaborate(CONTINUES, valid_from="2026-06-01")

    end_agreement(agreement.id, valid_to=date(2026, 5, 31), actor=ReferralWalk().municipality)

    assert collaborate(CONTINUES, valid_from="2026-06-01").id != agreement.id
    with pytest.raises(Refused, match="slutter allerede"):
        end_agreement(agreement.id, valid_to=date(2026, 7, 1), actor=ReferralWalk().municipality)


def test_one_agreement_can_be_with_several_centres(seeded):
    other = ReferralWalk(HERNING_CENTRE)
    both = [str(other.centre_org.id), str(ReferralWalk().centre_org.id)]

    agreement = collaborate(DECIDES, centre_ids=both)

    assert [one.id for one in list_agreements(other.centre)] == [agreement.id]
    assert other.opened().started().reported().waits_for == {"task_name_contact", "task_decide_at_centre"}


# --- in a case


def test_an_agreement_that_has_ended_no_longer_lets_the_centre_decide(seeded, clock):
    agreement = collaborate(DECIDES)
    walk = ReferralWalk().opened().started()
    end_agreement(agreement.id, valid_to=date(2026, 3, 9), actor=walk.municipality)
    clock.set(date(2026, 3, 10))

    assert "task_check_case" in walk.reported().waits_for
    assert "ingen samarbejdsaftale" in walk.referral.decider_why


def test_a_centre_grants_no_more_than_is_left_of_the_frame(seeded):
    collaborate(DECIDES, frame_amount="20000")
    ReferralWalk().opened().started().reported().decided("task_decide_at_centre")
    walk = ReferralWalk().opened(cpr=NUMBERS[1]).started().reported()

    assert walk.facts("task_decide_at_centre")["frame"].left == kroner(2000)
    with pytest.raises(InputError, match=r"Der er 2\.000 kr\. tilbage"):
        walk.decided("task_decide_at_centre")
    walk.decided("task_decide_at_centre", expected_cost="2000")


# --- growth


def inquire(number: str) -> ReferralWalk:
    return ReferralWalk().opened(cpr=number)


def test_the_frame_is_discussed_when_inquiries_pass_the_percentage_and_once_a_year(seeded, clock):
    agreement = collaborate(DECIDES, **FRAME)
    for number in NUMBERS[:2]:
        inquire(number)
    assert discussions() == 0

    for number in NUMBERS[2:4]:
        inquire(number)
    assert discussions() == 1

    clock.set(date(2027, 3, 1))
    for number in ("6111113336", "6212124447", "6310105558"):
        inquire(number)
    assert discussions() == 2
    assert show_agreement(agreement.id, ReferralWalk().centre).growth.passed


def frame_case() -> ReferralWalk:
    walk = ReferralWalk()
    with reading() as session:
        walk.case_id = session.scalars(select(FrameDiscussion.case_id)).one()
    return walk


def test_the_discussion_is_the_municipalitys_task_and_changes_the_frame(seeded):
    agreement = collaborate(DECIDES, **FRAME)
    for number in NUMBERS[:3]:
        inquire(number)
    walk = frame_case()
    assert walk.waits_for == {"task_discuss_frame"}
    assert [name for name, text in walk.notices if "steget med 50" in text] == [
        "Gladsaxe Kommune",
        walk.centre_org.name,
    ]

    walk.do("task_discuss_frame", {"discussed_on": "2026-03-02", "text": "Rammen hæves.", "frame_amount": "150000"})

    assert walk.case.standing == "Rammen drøftet"
    assert show_agreement(agreement.id, walk.centre).agreement.frame_amount == kroner(150_000)
    assert frame_shown(walk.case_id, walk.centre).text == "Rammen hæves."
    assert is_frame(walk.case_id, walk.centre)


def test_the_discussion_is_seen_by_the_parties_of_the_agreement_only(seeded):
    collaborate(DECIDES, **FRAME)
    for number in NUMBERS[:3]:
        inquire(number)
    walk = frame_case()

    assert frame_shown(walk.case_id, colleague(walk.municipality_org.id, {Role.DIRECTOR})).growth.inquiries == 3
    with pytest.raises(NotFound):
        frame_shown(walk.case_id, payer())
    assert walk.parties(Party.SECRETARIAT) == []


def test_inquiries_without_an_agreement_open_no_discussion(seeded):
    for number in NUMBERS:
        inquire(number)

    assert discussions() == 0


def test_inquiries_at_the_same_time_open_one_discussion(seeded):
    collaborate(DECIDES, **FRAME)
    for number in NUMBERS[:2]:
        inquire(number)
    begin = Barrier(2)

    def ask(number: str) -> None:
        begin.wait()
        inquire(number)

    both = [Thread(target=ask, args=(number,)) for number in NUMBERS[2:4]]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert discussions() == 1
    with reading() as session:
        assert session.scalars(select(func.count(Referral.id))).one() == 4
