"""Cases that hang together, and who follows a case: both only as far as one may see."""

import pytest
from sqlalchemy import select, update

from db.models.case import CaseParty
from db.models.emergency_brake import EmergencyBrake
from db.models.notice import Message, Notice
from db.models.offer import Offer
from db.models.person import Person, Post
from db.models.related import CaseLink
from db.session import reading, transaction
from tests.brake_walk import BrakeWalk
from tests.closing_walk import ClosingWalk, person
from workflows.clock import today
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.services.casework.calling_off import call_off
from workflows.services.casework.case_filters import CaseFilter
from workflows.services.casework.cases import list_cases
from workflows.services.casework.errands import give_errand
from workflows.services.casework.following import follow, followers_of, follows, stop_following
from workflows.services.casework.related import cases_to_link, link_cases, related_cases, unlink_cases
from workflows.services.running.runner import work_once
from workflows.vocabulary import CaseLinkKind, EventKind, NoticeKind

KOLDING = ("direktoer@kolding.example", "621")
SECRETARIAT = ("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
STRANGER = ("torben@viborg.example", "791")


@pytest.fixture
def two(seeded):
    """Two closings of Vejle, about different offers."""
    return ClosingWalk().opened(), ClosingWalk("Dagtilbuddet Broen").opened()


def seen(walk, actor) -> list[tuple[str, str]]:
    return [(row.number, row.how) for row in related_cases(walk.case_id, actor)]


def test_a_link_is_shown_on_both_cases_each_in_its_own_words(two):
    first, second = two

    link_cases(second.case_id, number=first.case.number, kind=CaseLinkKind.FOLLOWS, actor=second.operator)

    assert seen(second, second.operator) == [(first.case.number, "Følger af")]
    assert seen(first, second.operator) == [(second.case.number, "Har ført til")]


def test_a_case_that_one_may_not_see_is_not_shown_with_another(two):
    first, second = two
    link_cases(second.case_id, number=first.case.number, kind=CaseLinkKind.OTHER, actor=second.operator)
    kolding = person(*KOLDING)
    with transaction() as session:
        session.query(CaseParty).where(
            CaseParty.case_id == second.case_id, CaseParty.organisation_id == kolding.organisation_id
        ).delete()

    assert seen(first, kolding) == []
    with pytest.raises(NotFound):
        related_cases(second.case_id, kolding)


def test_the_history_tells_of_the_link_and_not_of_the_other_case(two):
    first, second = two

    link_cases(second.case_id, number=first.case.number, kind=CaseLinkKind.REPLACES, actor=second.operator)

    (event,) = [event for event in second.events if event.kind is EventKind.LINKED]
    assert event.text == "Knyttet til en anden sag: erstatter"
    assert not [event for event in first.events if event.kind is EventKind.LINKED]


def test_a_link_that_is_taken_away_stays_as_a_trace(two):
    first, second = two
    link_cases(second.case_id, number=first.case.number, kind=CaseLinkKind.OTHER, actor=second.operator)
    (row,) = related_cases(first.case_id, first.operator)

    unlink_cases(row.link_id, case_id=first.case_id, actor=first.operator)

    assert seen(first, first.operator) == seen(second, second.operator) == []
    with reading() as session:
        assert session.scalars(select(CaseLink.ended_by_id)).one() == first.operator.person_id
    with pytest.raises(NotFound):
        unlink_cases(row.link_id, case_id=first.case_id, actor=first.operator)


@pytest.mark.parametrize("number", ["2026-9999", "", "2026-0001"])
def test_a_number_that_is_none_and_the_case_itself_are_refused(two, number):
    with pytest.raises(Refused) as refused:
        link_cases(two[0].case_id, number=number, kind=CaseLinkKind.OTHER, actor=two[0].operator)

    assert refused.value.field == "number"


def test_the_same_two_are_linked_once_whichever_way(two):
    first, second = two
    link_cases(second.case_id, number=first.case.number, kind=CaseLinkKind.OTHER, actor=second.operator)

    with pytest.raises(Refused):
        link_cases(first.case_id, number=second.case.number, kind=CaseLinkKind.FOLLOWS, actor=first.operator)


def test_who_does_not_keep_the_case_can_not_link_it(two):
    first, second = two

    with pytest.raises(NotAllowed):
        cases_to_link(second.case_id, person(*KOLDING))
    with pytest.raises(NotAllowed):
        link_cases(second.case_id, number=first.case.number, kind=CaseLinkKind.OTHER, actor=person(*KOLDING))
    with pytest.raises(NotFound):
        link_cases(second.case_id, number=first.case.number, kind=CaseLinkKind.OTHER, actor=person(*STRANGER))


def test_cases_about_one_offer_and_about_one_economic_unit_find_each_other(two):
    first, second = two
    assert seen(first, first.operator) == []
    with transaction() as session:
        unit = session.scalars(select(Offer.unit_id).where(Offer.unit_id.is_not(None)).limit(1)).one()
        both = Offer.id.in_([first.offer.id, second.offer.id])
        session.execute(update(Offer).where(both).values(unit_id=unit))
    call_off(second.case_id, reason="Vi begynder forfra.", actor=second.operator)
    again = ClosingWalk("Dagtilbuddet Broen").opened()

    assert seen(second, second.operator) == [
        (again.case.number, "Om samme tilbud"),
        (first.case.number, "Om et tilbud i samme økonomiske enhed"),
    ]


def test_the_brake_that_led_to_a_closing_and_the_closing_find_each_other(seeded):
    closing = ClosingWalk().opened()
    brake = BrakeWalk().opened()
    with transaction() as session:
        session.execute(update(EmergencyBrake).values(closing_case_id=closing.case_id))
        session.add(
            CaseParty(
                case_id=brake.case_id,
                party=next(row.party for row in brake_parties(session, closing)),
                organisation_id=closing.operator.organisation_id,
            )
        )

    assert seen(closing, closing.operator) == [(brake.case.number, "Følger af nødbremsen i")]
    assert seen(brake, closing.operator) == [(closing.case.number, "Nødbremsen førte til")]


def brake_parties(session, closing):
    return session.scalars(
        select(CaseParty).where(
            CaseParty.case_id == closing.case_id, CaseParty.organisation_id == closing.operator.organisation_id
        )
    ).all()


# --- following


def followers(walk):
    with reading() as session:
        return followers_of(session, [walk.case_id]).get(walk.case_id, {})


def test_a_followed_case_stands_in_ones_own_list_until_one_stops(two):
    first, _ = two
    kolding = person(*KOLDING)

    follow(first.case_id, kolding)
    follow(first.case_id, kolding)

    assert [row.id for row in list_cases(kolding, CaseFilter(followed=True)).rows] == [first.case_id]
    assert follows(first.case_id, kolding)
    assert followers(first) == {kolding.person_id: kolding.organisation_id}
    assert list_cases(person(*SECRETARIAT), CaseFilter(followed=True)).rows == []
    stop_following(first.case_id, kolding)
    assert list_cases(kolding, CaseFilter(followed=True)).rows == []
    assert followers(first) == {}


def test_nobody_follows_a_case_that_they_may_not_see(two):
    with pytest.raises(NotFound):
        follow(two[0].case_id, person(*STRANGER))


def test_following_ends_when_the_organisation_has_no_part_any_more(two):
    first, _ = two
    kolding = person(*KOLDING)
    follow(first.case_id, kolding)
    with transaction() as session:
        session.query(CaseParty).where(
            CaseParty.case_id == first.case_id, CaseParty.organisation_id == kolding.organisation_id
        ).delete()

    assert followers(first) == {}
    assert list_cases(kolding, CaseFilter(followed=True)).rows == []


def test_following_ends_with_the_role(two):
    first, _ = two
    kolding = person(*KOLDING)
    follow(first.case_id, kolding)
    with transaction() as session:
        session.execute(update(Post).where(Post.person_id == kolding.person_id).values(valid_to=today().replace(day=1)))

    assert followers(first) == {}


def test_followers_are_told_when_the_process_goes_on_and_not_of_errands_or_their_own_acts(two, clock):
    first, _ = two
    secretariat = person(*SECRETARIAT)
    for who in (person(*KOLDING), secretariat, first.operator):
        follow(first.case_id, who)
    news()

    first.heard()
    clock.forward(hours=1)
    first.decided()
    after_the_step = news()
    give_errand(
        first.case_id,
        title="Send brevet",
        text="",
        organisation_id=secretariat.organisation_id,
        person_id=None,
        due_on=None,
        actor=first.operator,
    )

    assert {name for name, text in after_the_step if "Indtast foreløbigt lukkeregnskab" in text} == {
        secretariat.name,
        person(*KOLDING).name,
    }
    assert news() == after_the_step


def news() -> list[tuple[str, str]]:
    """Who has been told that a case has gone on, and how, after the work behind the screens."""
    work_once()
    work_once()
    with reading() as session:
        found = (
            select(Person.name, Notice.text)
            .join(Message, Message.person_id == Person.id)
            .join(Notice, Notice.id == Message.notice_id)
            .where(Message.kind == NoticeKind.FOLLOWED_CASE)
        )
        return sorted((name, text) for name, text in session.execute(found))
