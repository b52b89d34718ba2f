"""Bodies: who sits in them, and when they meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session, joinedload

from db.models.meeting import AgendaItem, MeetingDocument, MeetingFile
from db.models.organisation import BodyMember, ClosedDay, Meeting, Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.errors import NotFound, Refused
from workflows.processes.lookups import next_meeting
from workflows.rules.calendar import closure
from workflows.rules.dates_text import date_in_words
from workflows.services.register.administering import administering, in_order, must_administer, overlapping, valid_on
from workflows.services.register.listing import alphabetical, found
from workflows.vocabulary import OrganisationKind

MEMBER_KINDS = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.REGION})
MEETING_KINDS = MEMBER_KINDS | {OrganisationKind.BODY}


@dataclass(frozen=True)
class BodySummary:
    """A body with the number of its members and its next meeting, as of a day."""

    body: Organisation
    members: int
    next_meeting: Meeting | None


@dataclass(frozen=True)
class BodyView:
    """A body with every seat it has had and all its meetings, the latest first."""

    body: Organisation
    seats: list[BodyMember]
    meetings: list[Meeting]


@dataclass(frozen=True)
class SeatView:
    """A seat that an organisation has or has had in a body."""

    body: Organisation
    valid_from: date
    valid_to: date | None


def list_bodies(on: date) -> list[BodySummary]:
    """The bodies that exist on the day, by name."""
    statement = (
        select(Organisation)
        .where(
            Organisation.kind == OrganisationKind.BODY,
            valid_on(Organisation.valid_from, Organisation.valid_to, on),
        )
        .order_by(alphabetical(Organisation.name))
    )
    with reading() as session:
        return [
            BodySummary(body, _number_of_members(session, body.id, on), next_meeting(session, body.id, on))
            for body in session.scalars(statement)
        ]


def get_body(body_id: UUID) -> BodyView:
    """One body with seats and meetings. Raises NotFound."""
    with reading() as session:
        body = _body(session, body_id)
        seats = session.scalars(
            select(BodyMember)
            .join(BodyMember.organisation)
            .where(BodyMember.body_id == body_id)
            .options(joinedload(BodyMember.organisation))
            .order_by(alphabetical(Organisation.name), BodyMember.valid_from)
        )
        meetings = session.scalars(select(Meeting).where(Meeting.body_id == body_id).order_by(Meeting.held_on.desc()))
        return BodyView(body, list(seats), list(meetings))


def seats_of(organisation_id: UUID) -> list[SeatView]:
    """Every seat that an organisation has had, by the body's name."""
    statement = (
        select(BodyMember, Organisation)
        .join(Organisation, Organisation.id == BodyMember.body_id)
        .where(BodyMember.organisation_id == organisation_id)
        .order_by(alphabetical(Organisation.name), BodyMember.valid_from)
    )
    with reading() as session:
        return [SeatView(body, seat.valid_from, seat.valid_to) for seat, body in session.execute(statement)]


def get_seat(seat_id: UUID) -> BodyMember:
    """One seat with the organisation that has it. Raises NotFound."""
    with reading() as session:
        seat = session.get(BodyMember, seat_id, options=[joinedload(BodyMember.organisation)])
        if seat is None:
            raise NotFound("Pladsen findes ikke.")
        return seat


def add_member(body_id: UUID, organisation_id: UUID, *, valid_from: date, valid_to: date | None, actor: Actor) -> None:
    """Give an organisation a seat in the body for a period.

    Raises Refused for anything but a municipality or region, for one that does not exist when the period
    begins, and for one that has a seat in that period already.
    """
    must_administer(actor)
    in_order(valid_from, valid_to)
    with administering(actor) as session:
        body = _body(session, body_id)
        member = found(session, Organisation, organisation_id, "Organisationen")
        if member.kind not in MEMBER_KINDS:
            raise Refused("Kun kommuner og regioner kan have plads i et organ.", field="organisation_id")
        if not member.exists_on(valid_from):
            raise Refused(f"{member.name} findes ikke, når perioden begynder.", field="valid_from")
        held = select(BodyMember.id).where(
            BodyMember.body_id == body_id,
            BodyMember.organisation_id == organisation_id,
            overlapping(BodyMember.valid_from, BodyMember.valid_to, valid_from, valid_to),
        )
        if session.scalar(held) is not None:
            raise Refused(f"{member.name} har allerede plads i {body.name} i perioden.", field="organisation_id")
        session.add(
            BodyMember(body_id=body_id, organisation_id=organisation_id, valid_from=valid_from, valid_to=valid_to)
        )


def end_member(seat_id: UUID, *, last_day: date, actor: Actor) -> None:
    """End a seat on `last_day`; one that has not begun by then is taken back."""
    must_administer(actor)
    with administering(actor) as session:
        seat = found(session, BodyMember, seat_id, "Pladsen")
        if seat.valid_from <= last_day:
            seat.valid_to = last_day
        elif seat.valid_from > today():
            session.delete(seat)
        else:
            raise Refused("Pladsen kan ikke ophøre, før den begyndte.", field="last_day")


def add_meetings(body_id: UUID, days: Sequence[date], *, place: str, actor: Actor) -> list[str]:
    """Set meeting dates for the body or the council of a municipality or region; tells of those on closed days.

    Raises Refused for a day that has passed or is a meeting day already.
    """
    must_administer(actor)
    with administering(actor) as session:
        body = who_meets(session, body_id)
        taken = set(session.scalars(select(Meeting.held_on).where(Meeting.body_id == body_id)))
        for day in days:
            _check_meeting_day(body, day, taken)
            taken.add(day)
            session.add(Meeting(body_id=body_id, held_on=day, place=place.strip()))
        return _on_closed_days(session, body_id, days)


def _on_closed_days(session: Session, body_id: UUID, days: Sequence[date]) -> list[str]:
    rows = session.scalars(select(ClosedDay).where(ClosedDay.organisation_id == body_id, ClosedDay.day.in_(days)))
    own = {row.day: row.reason for row in rows}
    closed = [(day, closure(day, own)) for day in days]
    return [f"Den {date_in_words(day)} er lukket ({why}). Er datoen rigtig?" for day, why in closed if why]


def get_meeting(meeting_id: UUID) -> Meeting:
    """One meeting. Raises NotFound."""
    with reading() as session:
        return found(session, Meeting, meeting_id, "Mødet")


def change_meeting(meeting_id: UUID, *, held_on: date, place: str, actor: Actor) -> list[str]:
    """Move a coming meeting to another day, or elsewhere; its points go with it. Tells of a closed day.

    Raises Refused for one that has been held, for a day that has passed or is a meeting day already, and for another
    day once an agenda is published: its members have it with the day.
    """
    must_administer(actor)
    with administering(actor) as session:
        meeting = found(session, Meeting, meeting_id, "Mødet")
        if meeting.held_on < today():
            raise Refused("Mødet er holdt og kan ikke flyttes.", field="held_on")
        meeting.place = place.strip()
        if held_on == meeting.held_on:
            return []
        if _is_published(session, meeting_id):
            raise Refused(
                "Der er offentliggjort en dagsorden for mødet den dag. Sæt et nyt møde, og udsæt punkterne til det.",
                field="held_on",
            )
        others = select(Meeting.held_on).where(Meeting.body_id == meeting.body_id, Meeting.id != meeting_id)
        _check_meeting_day(who_meets(session, meeting.body_id), held_on, set(session.scalars(others)), field="held_on")
        meeting.held_on = held_on
        return _on_closed_days(session, meeting.body_id, [held_on])


def remove_meeting(meeting_id: UUID, *, actor: Actor) -> None:
    """Take a coming meeting out of the calendar, with files whose points were taken off; one that has been held stays.

    Raises Refused for one with points, and for one of which something is published.
    """
    must_administer(actor)
    with administering(actor) as session:
        meeting = found(session, Meeting, meeting_id, "Mødet")
        if meeting.held_on < today():
            raise Refused("Mødet er holdt og kan ikke fjernes.")
        if session.scalars(select(AgendaItem.id).where(_names(meeting_id)).limit(1)).first():
            raise Refused("Mødet har punkter på dagsordenen. Tag dem af, eller udsæt dem, før mødet fjernes.")
        if _is_published(session, meeting_id):
            raise Refused("Der er offentliggjort en dagsorden for mødet, så det kan ikke fjernes.")
        session.execute(delete(MeetingFile).where(MeetingFile.meeting_id == meeting_id))
        session.delete(meeting)


def _names(meeting_id: UUID) -> ColumnElement[bool]:
    """Whether a point stands on the meeting's agenda, or has been postponed to it."""
    return or_(AgendaItem.meeting_id == meeting_id, AgendaItem.postponed_to_id == meeting_id)


def _is_published(session: Session, meeting_id: UUID) -> bool:
    found_one = select(MeetingDocument.id).where(MeetingDocument.meeting_id == meeting_id).limit(1)
    return session.scalar(found_one) is not None


def _check_meeting_day(body: Organisation, day: date, taken: set[date], *, field: str = "days") -> None:
    if day < today():
        raise Refused(f"Den {date_in_words(day)} er gået. Mødedatoer sættes for kommende dage.", field=field)
    if day in taken:
        raise Refused(f"{body.name} har allerede et møde den {date_in_words(day)}.", field=field)
    if not body.exists_on(day):
        raise Refused(f"{body.name} findes ikke den {date_in_words(day)}.", field=field)


def who_meets(session: Session, organisation_id: UUID) -> Organisation:
    """A body, or a municipality or region whose council meets. Raises NotFound for others."""
    organisation = found(session, Organisation, organisation_id, "Organisationen")
    if organisation.kind not in MEETING_KINDS:
        raise NotFound("Organisationen holder ingen møder, der sættes i kalenderen.")
    return organisation


def _body(session: Session, body_id: UUID) -> Organisation:
    body = found(session, Organisation, body_id, "Organet")
    if body.kind is not OrganisationKind.BODY:
        raise NotFound("Organet findes ikke.")
    return body


def _number_of_members(session: Session, body_id: UUID, on: date) -> int:
    seats = select(func.count(BodyMember.id)).where(
        BodyMember.body_id == body_id, valid_on(BodyMember.valid_from, BodyMember.valid_to, on)
    )
    return session.scalar(seats) or 0
