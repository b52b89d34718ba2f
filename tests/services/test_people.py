"""People, their posts over time, and their access."""

from datetime import date

import pytest

from db.models.person import LoginSession
from db.session import transaction
from tests import factories
from workflows.access.actor import Actor
from workflows.errors import NotAllowed, Refused
from workflows.services.people import links, people, sessions
from workflows.services.people.people import NewPost
from workflows.vocabulary import OrganisationKind, Role

pytestmark = pytest.mark.usefixtures("database", "clock")

TODAY = date(2026, 3, 2)


@pytest.fixture
def officer() -> Actor:
    return factories.actor(factories.secretariat())


def test_a_person_is_created_with_the_first_role(officer: Actor) -> None:
    kolding = factories.organisation("Kolding Kommune")

    person_id = people.create_person(
        name=" Karen Askov ",
        email=" Karen@Kolding.example ",
        post=NewPost(kolding.id, Role.DIRECTOR, TODAY),
        actor=officer,
    )

    person = people.get_person(person_id)
    assert (person.name, person.email, person.password_hash) == ("Karen Askov", "karen@kolding.example", None)
    assert [(post.organisation.name, post.role) for post in person.posts] == [("Kolding Kommune", Role.DIRECTOR)]


def test_only_the_secretariat_gives_roles() -> None:
    kolding = factories.organisation()
    director = factories.actor(kolding, Role.DIRECTOR)

    with pytest.raises(NotAllowed):
        people.add_post(director.person_id, NewPost(kolding.id, Role.ACCOUNTANT, TODAY), actor=director)


def test_two_people_cannot_log_in_with_one_address(officer: Actor) -> None:
    factories.person("Lars Birkemose", email="lars@vejen.example")
    other = factories.person()

    with pytest.raises(Refused, match="Lars Birkemose") as refusal:
        people.change_person(other.id, name="Lars", email="LARS@vejen.example", actor=officer)

    assert refusal.value.field == "email"


@pytest.mark.parametrize("email", ["lars", "lars@vejen", "lars birk@vejen.example", "@vejen.example"])
def test_an_address_looks_like_one(officer: Actor, email: str) -> None:
    with pytest.raises(Refused) as refusal:
        people.change_person(officer.person_id, name="Lars", email=email, actor=officer)

    assert refusal.value.field == "email"


def test_one_person_may_have_roles_in_several_organisations(officer: Actor) -> None:
    committee, forum = factories.body("Forretningsudvalget"), factories.body("Socialdirektørforum")

    for body in (committee, forum):
        people.add_post(officer.person_id, NewPost(body.id, Role.BODY_SECRETARY, TODAY), actor=officer)

    held = people.held_on(people.get_person(officer.person_id), TODAY)
    assert [place.organisation.name for place in held] == [
        "Forretningsudvalget",
        "Fælleskommunalt Socialsekretariat",
        "Socialdirektørforum",
    ]


def test_a_role_belongs_in_its_kind_of_organisation(officer: Actor) -> None:
    kolding = factories.organisation()

    for role in (Role.AUDITOR, Role.BODY_SECRETARY, Role.SECRETARIAT_OFFICER):
        with pytest.raises(Refused, match="Sagsbehandler") as refusal:
            people.add_post(officer.person_id, NewPost(kolding.id, role, TODAY), actor=officer)
        assert refusal.value.field == "role"


def test_every_kind_of_organisation_has_a_role() -> None:
    assert set(people.ROLES_BY_KIND) == set(OrganisationKind)
    assert {role for roles in people.ROLES_BY_KIND.values() for role in roles} == set(Role)


def test_a_role_does_not_overlap_itself_but_may_be_taken_up_again(officer: Actor) -> None:
    kolding = factories.organisation()
    post = factories.post(organisation_row=kolding, valid_to=date(2025, 12, 31))
    again = NewPost(kolding.id, post.role, TODAY)

    people.add_post(post.person_id, again, actor=officer)
    with pytest.raises(Refused):
        people.add_post(post.person_id, again, actor=officer)

    assert len(people.get_person(post.person_id).posts) == 2


def test_a_role_lies_within_the_life_of_the_organisation(officer: Actor) -> None:
    old = factories.organisation(valid_to=date(2026, 12, 31))

    for period in ((date(2027, 1, 1), None), (TODAY, date(2027, 1, 1))):
        with pytest.raises(Refused) as refusal:
            people.add_post(officer.person_id, NewPost(old.id, Role.DIRECTOR, *period), actor=officer)
        assert refusal.value.field == "valid_from"


def test_an_ended_role_is_kept_with_its_period(officer: Actor) -> None:
    post = factories.post()

    people.end_post(post.id, last_day=TODAY, actor=officer)

    person = people.get_person(post.person_id)
    assert [kept.valid_to for kept in person.posts] == [TODAY]
    assert people.held_on(person, date(2026, 3, 3)) == []


def test_a_role_that_has_not_begun_is_taken_back(officer: Actor) -> None:
    post = factories.post(valid_from=date(2026, 5, 1))

    people.end_post(post.id, last_day=TODAY, actor=officer)

    assert people.get_person(post.person_id).posts == []


def test_a_role_does_not_end_before_it_began(officer: Actor) -> None:
    post = factories.post()

    with pytest.raises(Refused):
        people.end_post(post.id, last_day=date(2015, 12, 31), actor=officer)


def test_closing_the_access_ends_logins_and_links(officer: Actor) -> None:
    post = factories.post()
    with transaction() as session:
        token = sessions.start(session, post.person_id, device="Prøve")
    link = people.hand_out_link(post.person_id, actor=officer)

    people.deactivate_person(post.person_id, actor=officer)
    people.reactivate_person(post.person_id, actor=officer)

    assert sessions.resume(token) is None
    with pytest.raises(Refused):
        links.owner(link)
    with transaction() as session:
        assert session.query(LoginSession).filter_by(person_id=post.person_id, ended_at=None).count() == 0


def test_one_cannot_close_ones_own_access(officer: Actor) -> None:
    with pytest.raises(Refused):
        people.deactivate_person(officer.person_id, actor=officer)


def test_a_link_sets_the_first_password(officer: Actor) -> None:
    post = factories.post()

    token = people.hand_out_link(post.person_id, actor=officer)

    links.use_link(token, "grøn cykel over broen")
    assert people.get_person(post.person_id).password_hash is not None


def test_people_are_found_by_the_organisation_and_role_of_today(officer: Actor) -> None:
    kolding = factories.organisation("Kolding Kommune")
    present = factories.post(organisation_row=kolding, role=Role.ACCOUNTANT)
    factories.post(organisation_row=kolding, role=Role.ACCOUNTANT, valid_to=date(2025, 12, 31))
    factories.post(organisation_row=kolding, role=Role.DIRECTOR)

    found = people.list_people(organisation_id=kolding.id, role=Role.ACCOUNTANT)

    assert [person.id for person in found.rows] == [present.person_id]


def test_people_are_found_by_name_and_access(officer: Actor) -> None:
    closed = factories.person("Åse Lynge", active=False)

    assert [person.id for person in people.list_people(text="åse", active=False).rows] == [closed.id]
    assert people.list_people(text="åse", active=True).total == 0
