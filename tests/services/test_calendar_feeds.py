"""The calendar at a private address: who gets it, what it holds, and what it keeps to itself."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from db.models.calendar import CalendarAddress
from db.models.case import Task
from db.models.person import Person
from db.session import reading, transaction
from tests import factories
from tests.closing_walk import ClosingWalk, person
from tests.referral_walk import TELLING, ReferralWalk
from tests.statements import asked
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.errors import NotAllowed, NotFound
from workflows.services.calendar.calendar_addresses import actor_at, addresses_of, end_address, renew_address
from workflows.services.calendar.closed_days import add_closed_days
from workflows.services.calendar.feeds import Ways, feed

ADDRESS = "https://rammesag.example"
WAYS = Ways(case=lambda case_id: f"{ADDRESS}/sager/{case_id}", task=lambda task_id: f"{ADDRESS}/opgaver/{task_id}")


def token_of(actor: Actor) -> str:
    return renew_address(actor.person_id, actor.organisation_id)


def calendar(actor: Actor) -> Calendar:
    return read(token_of(actor))


def read(token: str, reminded: int = 0) -> Calendar:
    return Calendar.from_ical(feed(token, WAYS, reminded=reminded))


def events(actor: Actor) -> dict[str, dict]:
    return {str(event["uid"]): event for event in calendar(actor).walk("VEVENT")}


def event(actor: Actor, beginning: str):
    (found,) = [one for uid, one in events(actor).items() if uid.startswith(beginning)]
    return found


@pytest.fixture
def decided(walk_to) -> ClosingWalk:
    """A closing whose provisional account is due on 2 June 2026."""
    return walk_to("decided")


@pytest.fixture
def referral(seeded, clock) -> ReferralWalk:
    """A report received on Monday 2 March 2026; the last day to decide is 23 March."""
    return ReferralWalk().opened().started().named().reported()


# --- who gets it


def test_the_address_shows_the_dates_of_its_person_and_organisation(database, clock):
    anna, vejle, kolding = factories.person(), factories.organisation(), factories.organisation()
    factories.actor(vejle, person_row=anna)
    factories.actor(kolding, person_row=anna)

    token = renew_address(anna.id, kolding.id)

    assert (actor_at(token).person_id, actor_at(token).organisation_id) == (anna.id, kolding.id)


def test_only_a_hash_of_the_address_is_kept(database, clock):
    token = token_of(factories.actor())

    with reading() as session:
        (kept,) = session.scalars(select(CalendarAddress))
    assert token not in str(vars(kept))


def test_a_renewed_address_leads_nowhere(database, clock):
    anna = factories.actor()
    old, new = token_of(anna), token_of(anna)

    assert actor_at(new) == anna
    with pytest.raises(NotFound):
        actor_at(old)


@pytest.mark.parametrize("token", ["", "unknown", "%00", "x" * 5000])
def test_an_address_that_nobody_made_leads_nowhere(database, clock, token):
    with pytest.raises(NotFound):
        feed(token, WAYS)


def test_an_address_that_was_ended_leads_nowhere(database, clock):
    anna = factories.actor()
    token = token_of(anna)

    end_address(anna.person_id, anna.organisation_id)

    with pytest.raises(NotFound):
        actor_at(token)


def test_who_is_closed_out_is_closed_out_of_the_calendar_too(database, clock):
    anna = factories.actor()
    token = token_of(anna)
    with transaction() as session:
        session.get_one(Person, anna.person_id).active = False

    with pytest.raises(NotFound):
        actor_at(token)


def test_the_address_ends_with_the_role_in_the_organisation(database, clock):
    anna, elsewhere = factories.person(), factories.organisation()
    post = factories.post(anna, valid_to=date(2026, 3, 2))
    factories.post(anna, elsewhere)
    token = renew_address(anna.id, post.organisation_id)

    clock.set(date(2026, 3, 3))

    with pytest.raises(NotFound):
        actor_at(token)


def test_nobody_gets_an_address_for_an_organisation_without_a_role_there(database, clock):
    with pytest.raises(NotAllowed):
        renew_address(factories.actor().person_id, factories.organisation().id)


def test_ones_addresses_stand_by_organisation_with_their_last_use(database, clock):
    anna = factories.person()
    for name in ("Vejle Kommune", "Kolding Kommune"):
        factories.actor(factories.organisation(name), person_row=anna)
    kolding, vejle = addresses_of(anna.id)
    made = now()
    token = renew_address(anna.id, vejle.organisation_id)
    clock.forward(hours=2)
    actor_at(token)

    shown = [(one.organisation, one.made_at, one.last_used_at) for one in addresses_of(anna.id)]

    assert shown == [("Kolding Kommune", None, None), ("Vejle Kommune", made, now())]
    assert kolding.organisation == "Kolding Kommune"


def test_a_program_that_asks_all_the_time_seldom_writes(database, clock):
    token = token_of(factories.actor())
    actor_at(token)
    clock.forward(minutes=5)
    with asked() as soon:
        actor_at(token)
    clock.forward(minutes=5)
    with asked() as later:
        actor_at(token)

    assert [one for one in soon.statements if one.startswith("UPDATE")] == []
    assert len([one for one in later.statements if one.startswith("UPDATE")]) == 1


# --- what it holds


def test_a_deadline_is_an_event_of_a_whole_day_that_explains_itself(decided):
    deadline = event(decided.operator, f"deadline-{decided.case_id}-closing.provisional")

    assert (deadline.start, deadline.end) == (date(2026, 6, 2), date(2026, 6, 3))
    assert deadline["dtstart"].params["VALUE"] == "DATE"
    assert str(deadline["summary"]) == f"Foreløbigt lukkeregnskab – {decided.case.title}"
    assert "senest 3 måneder efter beslutningen" in str(deadline["description"])
    assert "I skal: Indtast foreløbigt lukkeregnskab." in str(deadline["description"])
    assert str(deadline["url"]) == f"https://rammesag.example/sager/{decided.case_id}"
    assert deadline["dtstamp"].dt == now().replace(microsecond=0)


def test_every_event_has_what_the_standard_asks_for(decided):
    found = events(decided.operator)

    assert len(found) == len(calendar(decided.operator).walk("VEVENT")) > 2
    assert all({"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(one) for one in found.values())
    assert {"VERSION", "PRODID"} <= set(calendar(decided.operator))


def test_a_date_that_moves_is_the_same_event(referral):
    before = event(referral.municipality, "deadline-")
    secretary = person("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
    day = date(2026, 3, 6)

    add_closed_days(referral.municipality_org.id, first=day, last=day, reason="Personaledag", actor=secretary)

    after = event(referral.municipality, "deadline-")
    assert (before["uid"], before.start) == (after["uid"], date(2026, 3, 23))
    assert after.start == date(2026, 3, 24)


def test_what_is_late_says_so_and_stays_until_it_is_done(decided, clock):
    clock.set(date(2027, 3, 1))

    deadline = event(decided.operator, f"deadline-{decided.case_id}-closing.provisional")

    assert str(deadline["summary"]).startswith("Overskredet: Foreløbigt lukkeregnskab")


def test_meetings_and_closed_days_are_there(database, clock):
    vejle = factories.organisation("Vejle Kommune")
    factories.meeting(vejle, date(2026, 4, 8), place="Rådhuset; 2. sal, lokale 4")
    factories.closed_day(vejle, date(2026, 5, 15), "Klemmedag")

    anna = factories.actor(vejle)

    assert str(event(anna, "meeting-")["location"]) == "Rådhuset; 2. sal, lokale 4"
    assert str(event(anna, "closed-")["summary"]) == "Vejle Kommune holder lukket"


# --- what it keeps to itself


def test_of_a_case_about_a_citizen_the_calendar_tells_number_and_kind_only(referral):
    for reader in (referral.municipality, referral.centre):
        written = feed(token_of(reader), WAYS).decode().replace("\r\n ", "")
        shown = [one for one in events(reader).values() if not str(one["uid"]).startswith("meeting-")]

        assert shown
        assert {str(one["summary"]).replace("Opgave", "Frist") for one in shown} == {
            f"Frist i sag {referral.case.number} (Henvisning til kommunikationscenter)"
        }
        assert not [word for word in TELLING if word.lower() in written.lower()]
        assert "udredning" not in written.lower()


def test_who_may_not_open_the_case_is_led_to_the_task(walk_to):
    walk = walk_to("entered")
    auditor = walk.doer(walk.task("task_endorse_account"))

    task = walk.task("task_endorse_account")
    with transaction() as session:
        session.get_one(Task, task.id).due_on = walk.case.opened_at.date()

    addresses = {str(one["url"]) for one in events(auditor).values() if "URL" in one}
    assert addresses == {f"{ADDRESS}/opgaver/{task.id}"}


# --- reminders


def test_a_program_is_asked_to_remind_of_what_is_to_be_done(decided, clock):
    def reminders(reminded: int) -> dict[str, list[timedelta]]:
        found = read(token_of(decided.operator), reminded).walk("VEVENT")
        return {str(one["uid"]): [alarm["trigger"].dt for alarm in one.walk("VALARM")] for one in found}

    deadline = f"deadline-{decided.case_id}-closing.provisional_account@rammesag"
    assert not any(reminders(0).values())
    assert reminders(1)[deadline] == [timedelta(hours=-15)]
    assert reminders(99)[deadline] == [timedelta(days=-14, hours=9)]
    assert not [uid for uid, alarms in reminders(1).items() if alarms and uid.startswith(("meeting", "closed"))]
    clock.set(date(2026, 6, 3))
    assert reminders(1)[deadline] == []


def test_a_calendar_takes_as_many_statements_for_many_cases_as_for_few(decided):
    token = token_of(decided.operator)
    read(token)
    with asked() as for_one:
        before = read(token)
    for offer in ("Dagtilbuddet Broen", "Botilbuddet Fjordglimt"):
        ClosingWalk(offer).opened().heard().decided()

    with asked() as for_all:
        after = read(token)

    assert len(after.walk("VEVENT")) > len(before.walk("VEVENT"))
    assert len(for_all.statements) == len(for_one.statements)
    assert not [one for one in for_all.statements if "process_state" in one]
