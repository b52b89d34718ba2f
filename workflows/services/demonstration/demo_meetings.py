"""The demonstration's meetings: one held today, at which bodies conclude, with minutes; and one that is coming."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.organisation import Meeting, Organisation
from db.session import reading
from workflows.clock import today
from workflows.services.calendar.meetings import set_agenda_closing
from workflows.services.demonstration.demo_users import actor, complete, open_task
from workflows.services.meetings.agenda import ItemStatus
from workflows.services.meetings.attending import Attendance, Attending, begin_minutes
from workflows.services.meetings.dissents import Dissent, DissentKind
from workflows.services.meetings.files import add_files
from workflows.services.meetings.keeping import PointAnswers, add_point, add_task, move_point
from workflows.services.meetings.outcomes import conclude_point, keep_dissents
from workflows.services.meetings.pages import show_meeting
from workflows.services.meetings.publishing import publish_agenda, publish_minutes
from workflows.services.papers.attachments import Upload
from workflows.services.register.bodies import add_meetings
from workflows.vocabulary import PointOutcome

SECRETARIAT = ("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
SDF = ("birgit@socialsekretariatet.example", "sdf-syddanmark")
FU = ("birgit@socialsekretariatet.example", "fu-syddanmark")
DAYS_BEFORE = 8
DATES = "Måned;Forslag\nJanuar;14.\nFebruar;4.\nMarts;4.\n"
CAME = {"630": "Karen Holm (formand)", "621": "Ole Friis", "1083": "Mette Krogh"}
"""Who came for a member, by the member's code; for the others somebody whose name is not told."""
EXCUSED = {"563": "", "492": "Lene Bak er syg"}
"""Those who sent apologies: who, and why."""
OTHERS = "Birgit Sandal, sekretariatet"


def fill() -> None:
    """Write the minutes of the meeting held today, and publish the agenda of the committee's next."""
    for code in (SDF, FU):
        set_agenda_closing(actor(code).organisation_id, DAYS_BEFORE, actor=actor(SECRETARIAT))
    _minutes_of_today()
    _agenda_of_the_committee()


def conclude_today(case_id: UUID, element: str, answers: Mapping[str, Any]) -> None:
    """Take a case to the body's meeting today, and let the body conclude there."""
    secretary = actor(SDF)
    add_task(_meeting_today(), open_task(case_id, element, secretary.organisation_id).id, secretary)
    publish_agenda(_meeting_today(), secretary)
    complete(case_id, element, SDF, {**answers, "meeting_on": today().isoformat()})


def _meeting_today() -> UUID:
    """The body's meeting today; it is set when the calendar has none."""
    found = _meetings(SDF, today())
    if not found or found[0].held_on != today():
        add_meetings(actor(SDF).organisation_id, [today()], place="Vejle", actor=actor(SECRETARIAT))
    return _meetings(SDF, today())[0].id


def _minutes_of_today() -> None:
    secretary, meeting_id = actor(SDF), _meeting_today()
    point = add_point(meeting_id, PointAnswers("Godkendelse af dagsordenen", speaking_minutes=5), secretary)
    for _ in show_meeting(meeting_id, secretary).items[1:]:
        move_point(point, up=True, actor=secretary)
    last = add_point(meeting_id, PointAnswers("Eventuelt"), secretary)
    conclude_point(point, PointOutcome.CONCLUDED, "Godkendt.", secretary)
    conclude_point(last, PointOutcome.DISCUSSED, "", secretary)
    _against_the_decision(meeting_id)
    publish_minutes(meeting_id, attending=_attending(meeting_id), others=OTHERS, remarks="", actor=secretary)


def _against_the_decision(meeting_id: UUID) -> None:
    """One member has a reservation on the first case that was concluded."""
    secretary = actor(SDF)
    items = show_meeting(meeting_id, secretary).items
    concluded = next(one for one in items if one.row.case_id and one.status is ItemStatus.CONCLUDED)
    reservation = Dissent("Kolding Kommune", DissentKind.RESERVATION, "Kommunen vil se det endelige regnskab først.")
    keep_dissents(concluded.row.id, [reservation], secretary)


def _attending(meeting_id: UUID) -> dict[UUID, Attending]:
    """All members were there, but for two that had sent apologies."""
    seats = begin_minutes(meeting_id, actor(SDF)).seats
    with reading() as session:
        codes = dict(session.execute(select(Organisation.id, Organisation.code)).all())
    return {one.organisation_id: _attended(codes[one.organisation_id]) for one in seats}


def _attended(code: str) -> Attending:
    if code in EXCUSED:
        return Attending(Attendance.APOLOGIES, EXCUSED[code])
    return Attending(Attendance.PRESENT, CAME.get(code, ""))


def _agenda_of_the_committee() -> None:
    secretary = actor(FU)
    meeting_id = _meetings(FU, today())[0].id
    add_point(meeting_id, PointAnswers("Godkendelse af dagsordenen", speaking_minutes=5), secretary)
    for ready in show_meeting(meeting_id, secretary).ready:
        add_task(meeting_id, ready.task_id, secretary)
    dates = add_point(
        meeting_id, PointAnswers("Mødedatoer i det kommende år", text="Sekretariatet foreslår datoer."), secretary
    )
    add_files(dates, [Upload("Mødedatoer.csv", DATES.encode())], (), secretary)
    publish_agenda(meeting_id, secretary)


def _meetings(who: tuple[str, str], first: date) -> list[Meeting]:
    """The meetings of a user's body from a day on, the nearest first."""
    found = select(Meeting).join(Organisation, Organisation.id == Meeting.body_id)
    with reading() as session:
        rows = session.scalars(found.where(Organisation.code == who[1], Meeting.held_on >= first))
        return sorted(rows, key=lambda meeting: meeting.held_on)
