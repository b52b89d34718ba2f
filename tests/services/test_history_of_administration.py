"""The history of what is administered: who changed what, from what to what, in the same transaction."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select, text

from db.models.history import AdministrativeChange, ChangeSubject
from db.models.organisation import Organisation
from db.session import reading, transaction
from tests import factories
from tests.sealed import everything_kept
from tests.services.test_budgets import FULL_SCAN, plan
from tests.snapshots import connected
from tests.statements import asked
from workflows.clock import now
from workflows.errors import NotAllowed, Refused
from workflows.services.calendar.closed_days import add_closed_days
from workflows.services.calendar.meetings import set_agenda_closing
from workflows.services.demonstration.seeding import seed_reference
from workflows.services.people import people
from workflows.services.people.admission import admit
from workflows.services.people.links import use_link
from workflows.services.register import bodies, organisations, sales
from workflows.services.register.administering import administering, by_command
from workflows.services.register.history import Asked, administrative_history, history_of
from workflows.vocabulary import ChangeKind, OrganisationKind, Role

REGION = "1083"


@pytest.fixture
def secretariat(database, clock):
    factories.organisation("Region Syddanmark", code=REGION, kind=OrganisationKind.REGION)
    return factories.actor(factories.secretariat(), person_row=factories.person("Birgit Prøve"))


def renamed(organisation, name, actor):
    organisations.change_organisation(organisation.id, name=name, address="", region_code=REGION, actor=actor)


def told(act):
    return {(one.label, one.before, one.after) for change in act.changes for one in change.fields}


def number_of_changes():
    with reading() as session:
        return session.scalar(select(func.count()).select_from(AdministrativeChange))


def test_the_old_name_of_an_organisation_stays_in_its_history(secretariat, clock):
    kommune = factories.organisation("Gammelby Kommune")
    clock.forward(minutes=1)

    renamed(kommune, "Nyby Kommune", secretariat)

    act = history_of(kommune.id).acts[0]
    assert act.who == "Birgit Prøve, Fælleskommunalt Socialsekretariat"
    assert told(act) == {("Navn", "Gammelby Kommune", "Nyby Kommune")}
    assert act.changes[0].kind is ChangeKind.CHANGED


def test_a_seat_stands_in_the_history_of_the_body_and_of_its_member(secretariat, clock):
    body, member = factories.body(), factories.organisation("Kolding Kommune")
    clock.forward(minutes=1)

    bodies.add_member(body.id, member.id, valid_from=date(2026, 4, 1), valid_to=None, actor=secretariat)

    for subject in (body, member):
        change = history_of(subject.id).acts[0].changes[0]
        assert (change.what, change.name) == ("Plads i organ", "Socialdirektørforum – Kolding Kommune")
        assert change.kind is ChangeKind.CREATED


def test_what_was_removed_tells_what_it_was(secretariat, clock):
    body = factories.body()
    bodies.add_meetings(body.id, [date(2026, 5, 5)], place="Fredericia", actor=secretariat)
    meeting = bodies.get_body(body.id).meetings[0]
    clock.forward(minutes=1)

    bodies.remove_meeting(meeting.id, actor=secretariat)

    act = history_of(body.id).acts[0]
    assert act.changes[0].kind is ChangeKind.REMOVED
    assert ("Sted", "Fredericia", "") in told(act)


def test_closed_days_that_are_added_at_once_are_one_act(secretariat, clock):
    kommune = factories.organisation()
    clock.forward(minutes=1)

    add_closed_days(kommune.id, first=date(2026, 12, 24), last=date(2026, 12, 31), reason="Jul", actor=secretariat)

    act = history_of(kommune.id).acts[0]
    assert [change.name[-17:] for change in act.changes] == [f"{day}. december 2026" for day in (28, 29, 30)]


def test_what_is_flushed_in_turns_is_one_act(secretariat, clock):
    body = factories.body()
    clock.forward(minutes=1)
    with administering(secretariat) as session:
        for name in ("Første navn", "Andet navn"):
            session.get_one(Organisation, body.id).name = name
            session.flush()
            clock.forward(minutes=1)

    act = history_of(body.id).acts[0]
    assert [(one.fields[0].before, one.fields[0].after) for one in act.changes] == [
        ("Socialdirektørforum", "Første navn"),
        ("Første navn", "Andet navn"),
    ]


def test_the_days_before_an_agenda_closes_are_changed_in_place(secretariat, clock):
    body = factories.body()
    set_agenda_closing(body.id, 10, actor=secretariat)
    clock.forward(minutes=1)
    set_agenda_closing(body.id, 14, actor=secretariat)

    assert told(history_of(body.id).acts[0]) == {("Dage før mødet", "10", "14")}


def test_saving_sales_that_are_as_before_changes_nothing(secretariat, clock):
    operator = factories.organisation()
    offer = factories.offer(operator)
    entry = sales.SaleEntry(operator.id, 2025, Decimal(1000), 10)
    sales.save_sales(offer.id, [2025], [entry], actor=secretariat)
    clock.forward(minutes=1)
    before = number_of_changes()

    sales.save_sales(offer.id, [2025], [entry], actor=secretariat)
    assert number_of_changes() == before
    sales.save_sales(offer.id, [2025], [sales.SaleEntry(operator.id, 2025, Decimal(1200), 10)], actor=secretariat)

    assert told(history_of(offer.id).acts[0]) == {("Omsætning", "1.000 kr.", "1.200 kr.")}


def test_what_is_refused_leaves_no_history(secretariat):
    body, member = factories.body(), factories.organisation()
    factories.seat(body, member)
    before = number_of_changes()

    with pytest.raises(Refused):
        bodies.add_member(body.id, member.id, valid_from=date(2026, 4, 1), valid_to=None, actor=secretariat)

    assert number_of_changes() == before


def test_a_password_link_is_told_of_without_its_secret(secretariat):
    anna = factories.person("Anna Prøve")

    token = people.hand_out_link(anna.id, actor=secretariat)
    use_link(token, "hestesko paraply sydvest")

    changes = [change for act in history_of(anna.id).acts for change in act.changes]
    assert {change.what for change in changes} == {"Engangslink til adgangskode", "Person"}
    kept = [held for table, _, held in everything_kept() if table.startswith("administrative_change")]
    assert not [held for held in kept if token in held or "argon2" in held]


def test_the_command_line_is_named(database, clock):
    with by_command("db seed") as session:
        seed_reference(session)
    admit(name="Første Prøve", email="foerste@proeve.example", organisation_code="461", role=Role.CASEWORKER)

    actor = factories.actor(factories.secretariat())
    shown = administrative_history(Asked(table="post"), actor=actor).acts
    seeded = administrative_history(Asked(table="organisation"), actor=actor).acts
    assert "Kommandolinjen: user add" in [act.who for act in shown]
    assert "Kommandolinjen: db seed" in {act.who for act in seeded}


def test_a_change_that_nobody_has_spoken_for_is_rammesags_own(database, clock):
    kommune = factories.organisation("Gammelby Kommune")
    with transaction() as session:
        session.add(kommune)
        kommune.name = "Nyby Kommune"

    assert {act.who for act in history_of(kommune.id).acts} == {"Rammesag"}


def test_the_whole_history_is_filtered_and_paged(secretariat, clock):
    other = factories.actor(factories.secretariat(), person_row=factories.person("Carl Prøve"))
    kommune = factories.organisation()
    for number in range(60):
        clock.forward(minutes=1)
        renamed(kommune, f"Navn {number} Kommune", other if number % 2 else secretariat)

    mine = Asked(table="organisation", person_id=secretariat.person_id, subject=str(kommune.id))
    first = administrative_history(Asked(subject=str(kommune.id)), actor=secretariat)
    rest = administrative_history(Asked(subject=str(kommune.id)), actor=secretariat, cursor=first.cursor)
    assert len(first.acts) == 50
    assert len(rest.acts) == 11
    assert rest.cursor is None
    assert len(administrative_history(mine, actor=secretariat).acts) == 30
    assert administrative_history(Asked(last=date(2026, 3, 1)), actor=secretariat).acts == []


def test_only_the_secretariat_reads_the_whole_history(database, clock):
    with pytest.raises(NotAllowed):
        administrative_history(Asked(), actor=factories.actor())


@pytest.fixture
def long_history(secretariat):
    """A few thousand changes, of as many organisations, by two people; one organisation has a few of them."""
    subject, other, moment = factories.organisation(), factories.person("Carl Prøve"), now()
    changes = [
        {
            "id": uuid4(),
            "changed_at": moment - timedelta(minutes=number),
            "person_id": secretariat.person_id if number % 50 == 0 else other.id,
            "origin": "",
            "kind": ChangeKind.CHANGED,
            "about": "organisation" if number % 2 else "meeting",
            "row_id": uuid4(),
            "names": ["Prøve"],
            "fields": [],
            "reason": "",
        }
        for number in range(3000)
    ]
    subjects = [
        {
            "change_id": change["id"],
            "subject": str(subject.id if number % 300 == 0 else change["row_id"]),
            "changed_at": change["changed_at"],
        }
        for number, change in enumerate(changes)
    ]
    with connected().begin() as connection:
        connection.execute(insert(AdministrativeChange), changes)
        connection.execute(insert(ChangeSubject), [{"id": uuid4(), **row} for row in subjects])
    with connected().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return secretariat, subject


READ = {
    "of one subject": (lambda _actor, subject: history_of(subject.id), "ix_administrative_change_subject_history"),
    "of everything": (
        lambda actor, _subject: administrative_history(Asked(), actor=actor),
        "ix_administrative_change_at",
    ),
    "by one person": (
        lambda actor, _subject: administrative_history(Asked(person_id=actor.person_id), actor=actor),
        "ix_administrative_change_person",
    ),
}


@pytest.mark.parametrize("name", READ)
def test_a_long_history_is_read_by_its_index(long_history, name):
    read, index = READ[name]

    with asked() as seen:
        read(*long_history)

    plans = "\n".join(plan(one, seen.parameters[one]) for one in seen.selects if "administrative_change" in one)
    assert index in plans, plans
    assert not FULL_SCAN.search(plans), plans
    assert len(seen.statements) <= 2
