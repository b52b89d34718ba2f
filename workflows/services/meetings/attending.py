"""Who was at a meeting: the body's members with a seat that day, as its minutes tell it, and others by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from db.models.meeting import MeetingDocument
from db.models.organisation import Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.documents.meetings import Attended
from workflows.errors import NotAllowed, Refused
from workflows.processes.lookups import members_of
from workflows.services.meetings.sight import MeetingSight, see_meeting
from workflows.vocabulary import Labelled, MeetingPaper, OrganisationKind


class Attendance(Labelled):
    """Whether a member was there."""

    PRESENT = "present", "Til stede"
    APOLOGIES = "apologies", "Afbud"
    ABSENT = "absent", "Udeblevet uden afbud"


ATTENDANCE: Mapping[Attendance, Literal["present", "apologies", "absent"]] = {
    Attendance.PRESENT: "present",
    Attendance.APOLOGIES: "apologies",
    Attendance.ABSENT: "absent",
}


@dataclass(frozen=True)
class Seat:
    """A member of the body with a seat that day, whether it was there, and who came or sent apologies for it."""

    organisation_id: UUID
    name: str
    attendance: Attendance | None = None
    person: str = ""


@dataclass(frozen=True)
class Attending:
    """What is told of one member."""

    attendance: Attendance
    person: str = ""


@dataclass(frozen=True)
class MinutesBegun:
    """What the minutes say beside the points, as the latest version has it."""

    seats: list[Seat] = field(default_factory=list)
    others: tuple[str, ...] = ()
    remarks: str = ""


def seated(session: Session, sight: MeetingSight) -> list[Organisation]:
    """The organisations with a seat in the body on the day of the meeting; a council has no such members."""
    if sight.body.kind is not OrganisationKind.BODY:
        return []
    return members_of(session, sight.body.id, sight.meeting.held_on)


def begin_minutes(meeting_id: UUID, actor: Actor) -> MinutesBegun:
    """What is known before the minutes are written. Raises NotFound, and NotAllowed for who does not keep them."""
    with reading() as session:
        sight = see_meeting(session, meeting_id, actor)
        if not sight.keeps:
            raise NotAllowed("Kun organets sekretær fører dagsorden og referat.")
        data = _latest_minutes(session, meeting_id)
        told = {one["organisation_id"]: one for one in data.get("attendance", ())}
        seats = [_seat(one, told.get(str(one.id))) for one in seated(session, sight)]
        return MinutesBegun(seats, tuple(data.get("present", ())), data.get("remarks", ""))


def _latest_minutes(session: Session, meeting_id: UUID) -> Mapping[str, Any]:
    of_kind = MeetingDocument.meeting_id == meeting_id, MeetingDocument.kind == MeetingPaper.MINUTES
    found = select(MeetingDocument).where(*of_kind).order_by(MeetingDocument.version.desc()).limit(1)
    row = session.scalars(found.options(undefer(MeetingDocument.data))).first()
    return row.data if row else {}


def _seat(member: Organisation, told: Mapping[str, Any] | None) -> Seat:
    if told is None:
        return Seat(member.id, member.name)
    return Seat(member.id, member.name, Attendance(told["attendance"]), told["person"])


def attended(members: Sequence[Organisation], told: Mapping[UUID, Attending]) -> tuple[Attended, ...]:
    """What the minutes tell of the members, by name; those of whom nothing is told are left out.

    Raises Refused for one without a seat that day.
    """
    if told.keys() - {one.id for one in members}:
        raise Refused("En af dem har ikke sæde i organet den dag. Åbn siden igen.")
    return tuple(
        Attended(str(one.id), one.name, ATTENDANCE[told[one.id].attendance], told[one.id].person)
        for one in members
        if one.id in told
    )
