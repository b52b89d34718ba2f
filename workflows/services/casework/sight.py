"""What an organisation may see and do in one case: asked by every page of it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from db.models.attachment import Attachment
from db.models.case import Case, CaseParty, Task
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.visibility import SIGHT, Aspect, aspects
from workflows.errors import NotAllowed, NotFound
from workflows.processes.attaching import given_files
from workflows.processes.step import Step
from workflows.vocabulary import Party


@dataclass(frozen=True)
class Sight:
    """A case with its parties loaded, the parts that the actor's organisation has in it, and what these open."""

    case: Case
    parties: frozenset[Party]
    aspects: frozenset[Aspect]


def see_case(session: Session, case_id: UUID, actor: Actor, *, needs: Aspect = Aspect.STANDING) -> Sight:
    """The case as far as the actor's organisation may see it.

    Raises NotFound when the organisation has no part in it that opens `needs`.
    """
    found = select(Case).where(Case.id == case_id)
    case = session.scalars(found.options(selectinload(Case.parties).joinedload(CaseParty.organisation))).one_or_none()
    ours = {one.party for one in case.parties if one.organisation_id == actor.organisation_id} if case else set()
    seen = aspects(ours)
    if case is None or needs not in seen:
        raise NotFound("Sagen findes ikke, eller I er ikke part i den.")
    return Sight(case, frozenset(ours), seen)


def has_part(actor: Actor, parties: Collection[Party]) -> ColumnElement[bool]:
    """Whether the organisation has one of these parts in the case, as a condition of a select."""
    return exists().where(
        CaseParty.case_id == Case.id,
        CaseParty.organisation_id == actor.organisation_id,
        CaseParty.party.in_(parties),
    )


def require_in_case(step: Step, permission: Permission) -> None:
    """Let on only who has the permission by the organisation's part in the case.

    Raises NotFound when it has none, NotAllowed when the role does not give it.
    """
    assert step.actor is not None
    parties = {row.party for row in step.parties if row.organisation_id == step.actor.organisation_id}
    if not parties:
        raise NotFound("Sagen findes ikke.")
    if not allows(permission, actor=step.actor, parties=parties):
        raise NotAllowed(f"Din rolle giver ikke adgang til at {permission.label[0].lower()}{permission.label[1:]}.")


def seen_files(actor: Actor) -> Select[Attachment]:
    """The files that an organisation may see: its own, and all that were given in cases whose documents it sees."""
    seeing = [party for party, opened in SIGHT.items() if Aspect.ALL_DOCUMENTS in opened]
    ours = exists().where(
        CaseParty.case_id == Attachment.case_id,
        CaseParty.organisation_id == actor.organisation_id,
        CaseParty.party.in_(seeing),
    )
    given = and_(given_files(), ours)
    found = select(Attachment).join(Task, Task.id == Attachment.task_id)
    return found.where(or_(Attachment.organisation_id == actor.organisation_id, given))
