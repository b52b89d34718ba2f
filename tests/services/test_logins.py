"""Logging in: right and wrong passwords, the lock, how long a login lasts, one-time links."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.models.person import LoginSession, Person
from db.session import transaction
from tests import factories
from tests.factories import PASSWORD
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.services.people import links, logins, sessions
from workflows.services.people.admission import OPERATOR

NEW_PASSWORD = "kaktus blyant tordenvejr"

pytestmark = pytest.mark.usefixtures("database", "clock")


def log_in(person: Person, password: str = PASSWORD) -> str:
    return logins.log_in(person.email, password, device="Prøve")


def visit(token: str) -> sessions.Visit:
    found = sessions.resume(token)
    assert found is not None
    return found


def test_a_person_logs_in_and_acts_with_the_roles_of_one_organisation():
    post = factories.post(factories.person("Anna Prøve", password=True))

    found = visit(log_in(post.person))

    assert found.actor is not None
    assert (found.name, found.actor.organisation_name) == ("Anna Prøve", post.organisation.name)
    assert found.actor.roles == {post.role}


def test_the_e_mail_address_is_the_same_in_capitals():
    factories.person(password=True, email="anna@proeve.example")

    assert logins.log_in(" Anna@Proeve.example ", PASSWORD, device="")


@pytest.mark.parametrize("reason", ["wrong password", "no such person", "closed account", "no password yet"])
def test_a_stranger_cannot_tell_why_a_login_was_refused(reason):
    person = factories.person(password=reason != "no password yet", active=reason != "closed account")
    email = "ukendt@proeve.example" if reason == "no such person" else person.email

    with pytest.raises(Refused) as refused:
        logins.log_in(email, "forkert" if reason == "wrong password" else PASSWORD, device="")

    assert refused.value.message == logins.WRONG


def test_five_wrong_passwords_in_a_row_lock_the_account_for_five_minutes(clock):
    person = factories.person(password=True)
    for _ in range(logins.FAILURES_ALLOWED):
        with pytest.raises(Refused):
            log_in(person, "forkert")

    with pytest.raises(Refused) as while_locked:
        log_in(person)
    clock.forward(minutes=5, hours=0)

    assert while_locked.value.message == logins.WRONG
    assert visit(log_in(person))


def test_a_right_password_wipes_out_the_wrong_ones_before_it():
    person = factories.person(password=True)
    for password in ["forkert"] * 4 + [PASSWORD] + ["forkert"]:
        with nullcontext() if password == PASSWORD else pytest.raises(Refused):
            log_in(person, password)

    assert log_in(person)


def test_a_login_ends_after_an_hour_without_use(clock):
    token = log_in(factories.person(password=True))

    clock.forward(minutes=59)
    assert sessions.resume(token)
    clock.forward(minutes=59)
    assert sessions.resume(token)
    clock.forward(minutes=60)

    assert sessions.resume(token) is None


def test_a_login_ends_after_twelve_hours_of_use(clock):
    token = log_in(factories.person(password=True))

    for _ in range(23):
        clock.forward(minutes=31)
        assert sessions.resume(token)
    clock.forward(minutes=31)

    assert sessions.resume(token) is None


def test_a_login_ends_when_the_account_is_closed():
    person = factories.person(password=True)
    token = log_in(person)

    with transaction() as session:
        session.get_one(Person, person.id).active = False

    assert sessions.resume(token) is None


def test_the_token_is_not_kept():
    token = log_in(factories.person(password=True))

    with transaction() as session:
        kept = session.scalars(select(LoginSession.token_hash)).one()

    assert token not in kept
    assert sessions.resume(kept) is None


def test_a_post_gives_no_role_before_it_begins_nor_after_it_ends(clock):
    person = factories.person(password=True)
    factories.post(person, valid_from=date(2026, 3, 3), valid_to=date(2026, 3, 4))

    def acts_on(day: int) -> bool:
        clock.set(date(2026, 3, day))
        return visit(log_in(person)).actor is not None

    assert [acts_on(day) for day in (2, 3, 4, 5)] == [False, True, True, False]


def test_an_organisation_that_no_longer_exists_cannot_be_acted_for():
    person = factories.person(password=True)
    factories.post(person, factories.organisation(valid_to=date(2026, 3, 1)))

    assert visit(log_in(person)).choices == ()


def test_a_person_of_two_organisations_acts_for_one_at_a_time():
    person = factories.person(password=True)
    first = factories.post(person, factories.organisation("Aabenraa Kommune"))
    second = factories.post(person, factories.secretariat())
    token = log_in(person)

    before = visit(token).actor
    name = sessions.act_for(visit(token).session_id, second.organisation_id)
    after = visit(token).actor

    assert before is not None
    assert after is not None
    assert (before.organisation_id, before.roles) == (first.organisation_id, {first.role})
    assert (after.organisation_id, after.roles) == (second.organisation_id, {second.role})
    assert name == second.organisation.name


def test_the_next_login_acts_for_the_organisation_of_the_last_one(clock):
    person = factories.person(password=True)
    factories.post(person, factories.organisation("Aabenraa Kommune"))
    second = factories.post(person, factories.organisation("Vejle Kommune"))
    sessions.act_for(visit(log_in(person)).session_id, second.organisation_id)
    clock.forward(hours=20)

    actor = visit(log_in(person)).actor

    assert actor is not None
    assert actor.organisation_id == second.organisation_id


def test_nobody_acts_for_an_organisation_without_a_post_there():
    person = factories.person(password=True)
    factories.post(person)
    token = log_in(person)

    with pytest.raises(NotAllowed):
        sessions.act_for(visit(token).session_id, factories.organisation().id)


def test_a_person_ends_an_own_login_and_no_other():
    anna, bo = factories.person(password=True), factories.person(password=True)
    of_anna, of_bo = log_in(anna), log_in(bo)

    sessions.end(visit(of_anna).session_id, person_id=anna.id)
    with pytest.raises(NotFound):
        sessions.end(visit(of_bo).session_id, person_id=anna.id)

    assert sessions.resume(of_anna) is None
    assert sessions.resume(of_bo)


def test_a_new_password_ends_the_logins_on_other_devices():
    person = factories.person(password=True)
    here, elsewhere = log_in(person), log_in(person)

    logins.change_password(person.id, session_id=visit(here).session_id, current=PASSWORD, password=NEW_PASSWORD)

    assert sessions.resume(here)
    assert sessions.resume(elsewhere) is None
    assert log_in(person, NEW_PASSWORD)


def test_a_password_is_changed_only_by_one_who_knows_it():
    person = factories.person(password=True)
    session_id = visit(log_in(person)).session_id

    with pytest.raises(Refused) as refused:
        logins.change_password(person.id, session_id=session_id, current="forkert", password=NEW_PASSWORD)

    assert refused.value.field == "current_password"
    assert log_in(person)


def test_a_link_sets_a_password_once():
    person = factories.person()
    token = links.make_link(person.id, actor=OPERATOR)

    links.use_link(token, NEW_PASSWORD)
    with pytest.raises(Refused, match="Linket er brugt"):
        links.use_link(token, "en anden lang adgangskode")

    assert log_in(person, NEW_PASSWORD)


def test_a_link_holds_for_72_hours(clock):
    person = factories.person()
    token = links.make_link(person.id, actor=OPERATOR)

    clock.forward(hours=71)
    assert links.owner(token).email == person.email
    clock.forward(hours=1)

    with pytest.raises(Refused):
        links.owner(token)


def test_a_new_link_ends_the_one_before():
    person = factories.person()
    first = links.make_link(person.id, actor=OPERATOR)
    second = links.make_link(person.id, actor=OPERATOR)

    with pytest.raises(Refused):
        links.owner(first)

    assert links.owner(second)


def test_a_used_link_ends_logins_and_lifts_the_lock():
    person = factories.person(password=True)
    token = log_in(person)
    for _ in range(logins.FAILURES_ALLOWED):
        with pytest.raises(Refused):
            log_in(person, "forkert")

    links.use_link(links.make_link(person.id, actor=OPERATOR), NEW_PASSWORD)

    assert sessions.resume(token) is None
    assert log_in(person, NEW_PASSWORD)


def test_no_link_is_made_for_a_closed_account():
    person = factories.person(active=False)

    with pytest.raises(Refused):
        links.make_link(person.id, actor=OPERATOR)


def test_use_is_noted_once_a_minute_so_that_reading_seldom_writes(clock):
    person = factories.person(password=True)
    token = log_in(person)

    def noted() -> timedelta:
        (login,) = sessions.going_on(person.id)
        return login.last_seen_at - login.started_at

    clock.forward(minutes=0.5)
    sessions.resume(token)
    at_first = noted()
    clock.forward(minutes=0.5)
    sessions.resume(token)

    assert (at_first, noted()) == (timedelta(0), timedelta(minutes=1))
