"""Somebody leaves with tasks in hand: they go back to the organisation, and the cases tell of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.models.notice import Message, Notice
from db.models.person import Post
from db.session import reading
from tests import factories
from tests.closing_walk import ClosingWalk, person
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.services.casework.handing_over import grants_of
from workflows.services.casework.holding import take
from workflows.services.people import people
from workflows.services.people.absences import Period, enter_absence
from workflows.services.people.absences_shown import absences_of
from workflows.services.people.leaving import tasks_held
from workflows.services.running.runner import work_once

ACCOUNT = "task_enter_provisional_account"


@pytest.fixture
def taken(walk_to) -> ClosingWalk:
    """A closing whose account its operator's accountant has taken to enter."""
    walk = walk_to("decided")
    task = walk.task(ACCOUNT)
    take(task.id, walk.doer(task))
    return walk


@pytest.fixture
def officer(taken) -> Actor:
    return factories.actor(factories.secretariat())


def holder(walk: ClosingWalk) -> Actor:
    return walk.doer(walk.task(ACCOUNT))


def posts(person: Actor) -> list[Post]:
    return people.get_person(person.person_id).posts


def told(walk: ClosingWalk) -> list[str]:
    return [event.text for event in walk.events if event.text.startswith("»") and "kan ikke længere" in event.text]


def test_the_tasks_of_one_who_is_shut_out_go_back(taken, officer):
    person = holder(taken)
    (held,) = tasks_held(person.person_id)
    assert (held.organisation, held.number) == (taken.offer.operator.name, 1)

    people.deactivate_person(person.person_id, actor=officer)

    assert taken.task(ACCOUNT).assignee_id is None
    assert told(taken) == [f"»{taken.task(ACCOUNT).label}«: {person.name} kan ikke længere udføre den"]
    assert tasks_held(person.person_id) == []


def test_a_role_that_has_ended_lets_go_of_its_tasks_at_once(taken, officer):
    person = holder(taken)

    for post in posts(person):
        people.end_post(post.id, last_day=today() - timedelta(days=1), actor=officer)

    assert taken.task(ACCOUNT).assignee_id is None


def test_a_role_that_will_end_lets_go_on_the_day_after(taken, officer, clock):
    person, last_day = holder(taken), today() + timedelta(days=3)
    for post in posts(person):
        people.end_post(post.id, last_day=last_day, actor=officer)

    clock.set(last_day)
    work_once()
    assert taken.task(ACCOUNT).assignee_id == person.person_id
    clock.set(last_day + timedelta(days=1))
    work_once()
    assert taken.task(ACCOUNT).assignee_id is None


def test_a_role_that_is_prolonged_keeps_its_tasks(taken, officer, clock):
    person, last_day = holder(taken), today() + timedelta(days=3)
    for post in posts(person):
        people.end_post(post.id, last_day=last_day, actor=officer)
        people.end_post(post.id, last_day=date(2099, 1, 1), actor=officer)

    clock.set(last_day + timedelta(days=1))
    work_once()

    assert taken.task(ACCOUNT).assignee_id == person.person_id


def test_another_role_that_may_do_it_keeps_the_task(taken, officer):
    person = holder(taken)
    able = {grant.role for grant in grants_of(taken.task(ACCOUNT))}
    kept = next(post for post in posts(person) if post.role in able)

    for post in posts(person):
        if post.id != kept.id:
            people.end_post(post.id, last_day=today() - timedelta(days=1), actor=officer)

    assert taken.task(ACCOUNT).assignee_id == person.person_id


def covered() -> tuple[Actor, Actor]:
    """One who is away, and who stands in."""
    away, anne = person("sagsbehandler@vejle.example", "630"), person("anne@vejle.example", "630")
    days = today(), today() + timedelta(days=20)
    enter_absence(away.person_id, Period(anne.person_id, None, *days), actor=away)
    return away, anne


def messages(someone: Actor) -> list[str]:
    work_once()
    work_once()
    with reading() as session:
        found = select(Notice.text).join(Message, Message.notice_id == Notice.id)
        return list(session.scalars(found.where(Message.person_id == someone.person_id)))


def test_a_stand_in_who_leaves_stands_in_no_longer_and_the_one_away_is_told(taken, officer):
    away, anne = covered()

    people.deactivate_person(anne.person_id, actor=officer)

    (absence,) = absences_of(away.person_id)
    assert absence.stand_in is None
    assert absence.changes[-1].changed_by == officer.name
    assert any("har ikke længere en af rollerne. Vælg en anden." in text for text in messages(away))


def test_a_stand_in_whose_roles_end_stands_in_until_the_day_after(taken, officer, clock):
    away, anne = covered()
    last_day = today() + timedelta(days=3)
    for post in posts(anne):
        people.end_post(post.id, last_day=last_day, actor=officer)

    clock.set(last_day)
    work_once()
    assert absences_of(away.person_id)[0].stand_in == anne.name
    clock.set(last_day + timedelta(days=1))
    work_once()
    (absence,) = absences_of(away.person_id)
    assert (absence.stand_in, absence.changes[-1].changed_by) == (None, "Rammesag")


def test_a_stand_in_who_keeps_one_of_the_roles_goes_on(taken, officer):
    away, anne = covered()
    roles = {post.role for post in posts(away)}

    for post in posts(anne):
        if post.role not in roles:
            people.end_post(post.id, last_day=today() - timedelta(days=1), actor=officer)

    assert absences_of(away.person_id)[0].stand_in == anne.name
