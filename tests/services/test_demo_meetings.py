"""The demonstration's meetings: one held, with minutes, and one to come, with its agenda."""

from datetime import date

from tests.closing_walk import person
from workflows.clock import today
from workflows.services.demonstration import demo_closing, demo_meetings
from workflows.services.meetings.pages import list_meetings, show_meeting
from workflows.vocabulary import MeetingPaper


def test_one_is_held_with_minutes_and_one_is_to_come_with_an_agenda(seeded, clock):
    clock.set(date(2026, 11, 30))
    demo_closing.fill()

    demo_meetings.fill()

    sdf, fu = person(*demo_meetings.SDF), person(*demo_meetings.FU)
    held = next(row for row in list_meetings(sdf)[0] if row.held_on == today())
    coming = list_meetings(fu)[0][0]
    assert (held.agenda, held.minutes, held.points) == (1, 1, 3)
    assert (coming.held_on, coming.agenda, coming.minutes) == (date(2026, 12, 3), 1, None)
    assert show_meeting(held.id, sdf).latest(MeetingPaper.MINUTES) is not None
    assert [item.treatment for item in show_meeting(coming.id, fu).items] == ["", "Til efterretning", ""]
