"""Who sees a meeting and its papers, and who keeps its agenda: asked by every page of meetings."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from db.models.organisation import BodyMember, Meeting, Organisation
from db.session import lock_row
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.errors import NotAllowed, NotFound
from workflows.vocabulary import OrganisationKind

UNKNOWN = "Mødet findes ikke, eller I sidder ikke i organet."


@dataclass(frozen=True)
class MeetingSight:
    """A meeting and who holds it; `keeps` when the actor is the one who keeps its agenda and its minutes."""

    meeting: Meeting
    body: Organisation
    keeps: bool


def meets(actor: Actor) -> ColumnElement[bool]:
    """Whether a meeting is the organisation's own, or of a body where it has a seat that day or is the secretariat."""
    seat = exists().where(
        BodyMember.body_id == Meeting.body_id,
        BodyMember.organisation_id == actor.organisation_id,
        BodyMember.valid_from <= Meeting.held_on,
        or_(BodyMember.valid_to.is_(None), BodyMember.valid_to >= Meeting.held_on),
    )
    own = or_(Meeting.body_id == actor.organisation_id, seat)
    if actor.organisation_kind is not OrganisationKind.SECRETARIAT:
        return own
    region = select(Organisation.region_code).where(Organisation.id == actor.organisation_id).scalar_subquery()
    served = select(Organisation.id).where(
        Organisation.kind == OrganisationKind.BODY, Organisation.region_code == region
    )
    return or_(own, Meeting.body_id.in_(served))


def see_meeting(session: Session, meeting_id: UUID, actor: Actor) -> MeetingSight:
    """The meeting as far as the actor may see it. Raises NotFound for those without a seat, or a role that sees it."""
    found = select(Meeting, Organisation).join(Organisation, Organisation.id == Meeting.body_id)
    row = session.execute(found.where(Meeting.id == meeting_id, meets(actor))).one_or_none()
    if row is None or not allows(Permission.MEETING_SEE, actor=actor):
        raise NotFound(UNKNOWN)
    meeting, body = row
    return MeetingSight(meeting, body, keeps(meeting, actor))


def keeps(meeting: Meeting, actor: Actor) -> bool:
    """Whether the actor is the body's secretary, or the council's."""
    return meeting.body_id == actor.organisation_id and allows(Permission.MEETING_KEEP, actor=actor)


def hold_meeting(session: Session, meeting_id: UUID, actor: Actor) -> MeetingSight:
    """The meeting, held for a change of its agenda until the transaction ends.

    Raises NotFound for who may not see it, NotAllowed for who does not keep it.
    """
    sight = see_meeting(session, meeting_id, actor)
    if not sight.keeps:
        raise NotAllowed("Kun organets sekretær fører dagsorden og referat.")
    session.scalars(lock_row(select(Meeting).where(Meeting.id == meeting_id))).one()
    return sight
