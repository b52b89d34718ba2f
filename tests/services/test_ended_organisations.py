"""An organisation that ends with cases in hand: they are finished in its name, and nothing new is begun in it."""

from datetime import date
from uuid import UUID

import pytest

from db.models.organisation import Organisation
from db.models.person import Person
from db.session import reading
from tests import factories
from tests.closing_walk import EXAMPLE_1, ClosingWalk
from workflows.access.actor import Actor
from workflows.access.grants import GRANTS, allows
from workflows.access.permissions import Permission
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.clock import today
from workflows.errors import NotAllowed, Refused
from workflows.services.closing.closings import open_closing
from workflows.services.people import people
from workflows.services.people.sessions import actor_in, choices_on, posts_on
from workflows.services.register.succession import end_organisation
from workflows.vocabulary import Role

LAST_DAY = date(2026, 4, 30)


@pytest.fixture
def decided(walk_to) -> ClosingWalk:
    """A closing that waits for its operator."""
    return walk_to("decided")


@pytest.fixture
def officer(decided) -> Actor:
    return factories.actor(factories.secretariat())


@pytest.fixture
def merged(decided, officer, clock) -> Organisation:
    """The day after the operator has become part of another municipality."""
    successor = factories.organisation("Ny Kommune")
    end_organisation(operator_of(decided), last_day=LAST_DAY, successor_id=successor.id, actor=officer)
    clock.set(date(2026, 5, 1))
    return successor


def operator_of(walk: ClosingWalk) -> UUID:
    return walk.offer.operator_id


def acting(walk: ClosingWalk) -> Actor | None:
    """Who worked for the operator, acting for it today."""
    with reading() as session:
        person = session.get_one(Person, walk.operator.person_id)
        held = [one for one in posts_on(session, person.id, today()) if one.organisation_id == operator_of(walk)]
        return actor_in(person, held)


def test_the_cases_of_an_ended_organisation_are_finished_in_its_name(decided, merged):
    actor = acting(decided)
    with reading() as session:
        names = [one.name for one in choices_on(session, decided.operator.person_id, today())]

    assert actor is not None
    assert actor.ended
    assert {merged.name, decided.offer.operator.name} <= set(names)
    element = "task_enter_provisional_account"
    assert actor.roles & {grant.role for grant in GRANTS[TASK_PERMISSIONS[element]]}
    decided.complete(decided.task(element), decided.typed(element, EXAMPLE_1), actor)
    assert element not in decided.waits_for


def test_an_ended_organisation_begins_no_case(decided, merged):
    actor = acting(decided)

    assert actor is not None
    assert allows(Permission.CLOSING_OPEN, actor=decided.operator)
    assert not allows(Permission.CLOSING_OPEN, actor=actor)
    with pytest.raises(NotAllowed):
        open_closing({}, actor)


def test_nobody_acts_for_an_ended_organisation_without_a_case(database, clock):
    post = factories.post(organisation_row=factories.organisation(valid_to=LAST_DAY))
    clock.set(date(2026, 5, 1))

    with reading() as session:
        assert posts_on(session, post.person_id, today()) == []


def test_an_organisation_with_cases_in_hand_does_not_end_without_a_successor(decided, officer):
    with pytest.raises(Refused, match="er part i 1 sag i gang") as refusal:
        end_organisation(operator_of(decided), last_day=LAST_DAY, successor_id=None, actor=officer)
    assert refusal.value.field == "successor_id"


def test_those_of_the_successor_are_let_in_to_finish_a_case(decided, merged, officer):
    newcomer = factories.person("Ny Kollega")
    post = people.NewPost(operator_of(decided), Role.CASEWORKER, today())
    gone = factories.organisation(valid_to=LAST_DAY)

    people.add_post(newcomer.id, post, actor=officer)

    with reading() as session:
        assert [one.organisation_id for one in posts_on(session, newcomer.id, today())] == [operator_of(decided)]
    with pytest.raises(Refused, match="findes ikke i hele perioden"):
        people.add_post(newcomer.id, people.NewPost(gone.id, Role.CASEWORKER, today()), actor=officer)
