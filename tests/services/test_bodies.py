"""Who sits in a body on a day, and when it meets."""

from datetime import date

import pytest

from db.models.meeting import MeetingDocument
from db.session import reading
from tests import factories
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.processes import lookups
from workflows.services.register import bodies
from workflows.vocabulary import MeetingPaper

pytestmark = pytest.mark.usefixtures("database", "clock")

TODAY = date(2026, 3, 2)


@pytest.fixture
def officer() -> Actor:
    return factories.actor(factories.secretariat())


def members(body_id: object, day: date) -> list[str]:
    with reading() as session:
        return [row.name for row in lookups.members_of(session, body_id, day)]  # type: ignore[arg-type]


def test_a_body_has_the_members_of_the_day() -> None:
    forum = factories.body()
    factories.seat(forum, factories.organisation("Vejen Kommune"), valid_to=date(2026, 3, 1))
    factories.seat(forum, factories.organisation("Ærø Kommune"))
    factories.seat(forum, factories.organisation("Assens Kommune"), valid_from=date(2026, 3, 3))

    assert members(forum.id, date(2026, 3, 1)) == ["Vejen Kommune", "Ærø Kommune"]
    assert members(forum.id, TODAY) == ["Ærø Kommune"]
    assert members(forum.id, date(2026, 3, 3)) == ["Assens Kommune", "Ærø Kommune"]


def test_an_organisation_that_has_ended_is_no_member() -> None:
    forum = factories.body()
    factories.seat(forum, factories.organisation("Region Sjælland", valid_to=date(2026, 12, 31)))

    assert members(forum.id, date(2027, 1, 1)) == []


def test_the_next_meeting_may_be_on_the_day_itself() -> None:
    forum = factories.body()
    for day in (date(2026, 1, 16), TODAY, date(2026, 6, 19)):
        factories.meeting(forum, day)

    with reading() as session:
        on_the_day = lookups.next_meeting(session, forum.id, TODAY)
        day_after = lookups.next_meeting(session, forum.id, date(2026, 3, 3))
        none = lookups.next_meeting(session, forum.id, date(2026, 6, 20))

    assert (on_the_day.held_on, day_after.held_on, none) == (TODAY, date(2026, 6, 19), None)


def test_the_list_of_bodies_shows_members_and_next_meeting() -> None:
    forum = factories.body("Socialdirektørforum (SDF)")
    factories.seat(forum, factories.organisation())
    factories.meeting(forum, date(2026, 3, 20))

    [row] = bodies.list_bodies(TODAY)

    assert (row.body.name, row.members) == ("Socialdirektørforum (SDF)", 1)
    assert row.next_meeting is not None
    assert row.next_meeting.held_on == date(2026, 3, 20)


def test_an_organisation_has_one_seat_at_a_time(officer: Actor) -> None:
    forum, vejen = factories.body(), factories.organisation("Vejen Kommune")
    factories.seat(forum, vejen, valid_to=date(2026, 6, 30))

    with pytest.raises(Refused, match="Vejen Kommune") as refusal:
        bodies.add_member(forum.id, vejen.id, valid_from=date(2026, 6, 30), valid_to=None, actor=officer)
    bodies.add_member(forum.id, vejen.id, valid_from=date(2026, 7, 1), valid_to=None, actor=officer)

    assert refusal.value.field == "organisation_id"
    assert len(bodies.get_body(forum.id).seats) == 2
    assert [seat.body.id for seat in bodies.seats_of(vejen.id)] == [forum.id, forum.id]


def test_only_municipalities_and_regions_sit_in_bodies(officer: Actor) -> None:
    with pytest.raises(Refused):
        bodies.add_member(
            factories.body().id, factories.audit_firm().id, valid_from=TODAY, valid_to=None, actor=officer
        )


def test_only_a_body_has_members(officer: Actor) -> None:
    vejen = factories.organisation()

    with pytest.raises(NotFound):
        bodies.add_member(vejen.id, factories.organisation().id, valid_from=TODAY, valid_to=None, actor=officer)


def test_a_seat_ends_on_its_last_day_and_a_coming_one_is_taken_back(officer: Actor) -> None:
    forum = factories.body()
    present = factories.seat(forum, factories.organisation("Vejen Kommune"))
    coming = factories.seat(forum, factories.organisation("Ærø Kommune"), valid_from=date(2026, 4, 1))

    for seat in (present, coming):
        bodies.end_member(seat.id, last_day=TODAY, actor=officer)

    assert [(seat.organisation.name, seat.valid_to) for seat in bodies.get_body(forum.id).seats] == [
        ("Vejen Kommune", TODAY)
    ]


def test_meetings_are_set_for_days_to_come_and_once_a_day(officer: Actor) -> None:
    forum = factories.body()
    bodies.add_meetings(forum.id, [date(2026, 4, 17), TODAY], place="Vejle", actor=officer)

    for day in (date(2026, 3, 1), TODAY):
        with pytest.raises(Refused) as refusal:
            bodies.add_meetings(forum.id, [date(2026, 5, 1), day], place="", actor=officer)
        assert refusal.value.field == "days"

    assert [row.held_on for row in bodies.get_body(forum.id).meetings] == [date(2026, 4, 17), TODAY]


def test_a_meeting_that_was_held_stays(officer: Actor) -> None:
    forum = factories.body()
    held, coming = factories.meeting(forum, date(2026, 1, 16)), factories.meeting(forum, date(2026, 6, 19))

    bodies.remove_meeting(coming.id, actor=officer)
    with pytest.raises(Refused):
        bodies.remove_meeting(held.id, actor=officer)

    assert [row.id for row in bodies.get_body(forum.id).meetings] == [held.id]


def test_a_coming_meeting_is_moved(officer: Actor) -> None:
    forum = factories.body()
    held, coming = factories.meeting(forum, date(2026, 1, 16)), factories.meeting(forum, date(2026, 6, 19))
    taken = factories.meeting(forum, date(2026, 6, 26))

    assert bodies.change_meeting(coming.id, held_on=date(2026, 6, 22), place="Vejle ", actor=officer) == []

    assert [(row.held_on, row.place) for row in bodies.get_body(forum.id).meetings][1] == (date(2026, 6, 22), "Vejle")
    for meeting, day in ((held, date(2026, 7, 1)), (coming, taken.held_on), (coming, date(2026, 1, 1))):
        with pytest.raises(Refused) as refusal:
            bodies.change_meeting(meeting.id, held_on=day, place="", actor=officer)
        assert refusal.value.field == "held_on"


def test_a_meeting_whose_agenda_is_published_keeps_its_day(officer: Actor) -> None:
    forum = factories.body()
    coming = factories.meeting(forum, date(2026, 6, 19))
    factories.kept(
        MeetingDocument(
            meeting_id=coming.id,
            kind=MeetingPaper.AGENDA,
            version=1,
            issued_at=now(),
            issued_by_id=officer.person_id,
            data={},
            data_hash="",
            parts=0,
        )
    )

    bodies.change_meeting(coming.id, held_on=coming.held_on, place="Odense", actor=officer)
    with pytest.raises(Refused, match="offentliggjort en dagsorden"):
        bodies.change_meeting(coming.id, held_on=date(2026, 6, 22), place="Odense", actor=officer)

    assert bodies.get_meeting(coming.id).place == "Odense"


def test_only_the_secretariat_sets_meetings() -> None:
    forum = factories.body()

    with pytest.raises(NotAllowed):
        bodies.add_meetings(forum.id, [TODAY], place="", actor=factories.actor(factories.organisation()))


def test_a_meeting_on_a_closed_day_is_taken_and_pointed_out(officer: Actor) -> None:
    forum = factories.body()
    factories.closed_day(forum, date(2026, 8, 19), "Personaledag")

    days = [date(2026, 4, 3), date(2026, 8, 19), date(2026, 8, 20)]
    told = bodies.add_meetings(forum.id, days, place="", actor=officer)

    assert told == [
        "Den 3. april 2026 er lukket (Langfredag). Er datoen rigtig?",
        "Den 19. august 2026 er lukket (Personaledag). Er datoen rigtig?",
    ]
