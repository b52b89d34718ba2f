"""The checklist of a transfer: seen, ticked point by point, points added and dates moved."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.takeover import TakeoverItem
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.visibility import Aspect
from workflows.clock import now
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.processes.step import Step
from workflows.processes.takeover.checklists import items_of, tick
from workflows.rules.dates_text import date_in_words
from workflows.services.casework.sight import require_in_case, see_case
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import CaseStatus, EventKind, Party

OWNERS = (Party.MUNICIPALITY, Party.REGION)


@dataclass(frozen=True)
class ChecklistRow:
    """A point of the list; `may_tick` when it is the actor's own organisation's and the actor may tick it."""

    id: UUID
    label: str
    owner: Party
    due_on: date
    done_on: date | None
    skipped: bool
    note: str
    source: str
    late: bool
    may_tick: bool


def checklist_of(case_id: UUID, actor: Actor) -> list[ChecklistRow]:
    """The points of the list, in order; none before the agreement. Raises NotFound for others' cases."""
    with reading() as session:
        sight = see_case(session, case_id, actor, needs=Aspect.ACCOUNTS)
        return checklist_rows(begin(session, sight.case, now(), actor), sight.parties)


def checklist_rows(step: Step, parties: Set[Party]) -> list[ChecklistRow]:
    """The points of the list as an organisation with these parts in the case sees them."""
    assert step.actor is not None
    may = allows(Permission.TAKEOVER_CHECKLIST, actor=step.actor, parties=parties)
    running = step.case.status is CaseStatus.RUNNING
    return [_row(item, step, may=running and may and item.owner in parties) for item in items_of(step)]


def _row(item: TakeoverItem, step: Step, *, may: bool) -> ChecklistRow:
    return ChecklistRow(
        id=item.id,
        label=item.label,
        owner=item.owner,
        due_on=item.due_on,
        done_on=item.done_on,
        skipped=item.skipped,
        note=item.note,
        source=item.source,
        late=item.done_on is None and not item.skipped and item.due_on < step.today,
        may_tick=may,
    )


def tick_checklist_item(case_id: UUID, item_id: UUID, *, done_on: date | None, note: str, actor: Actor) -> None:
    """Mark a point of one's own as done on a day; without a day as left out for the reason in the note, or as open.

    Raises InputError for a day in the future, NotFound and NotAllowed for others' points, Refused when the case has
    ended.
    """
    with transaction() as session:
        step = _held(session, case_id, actor)
        item = _item(step, item_id)
        tick(step, item, done_on=done_on, note=note.strip())
        said = "udført" if item.done_on else "udgår" if item.skipped else "åbnet igen"
        step.note(EventKind.STEP, f"Tjeklisten: {item.label}: {said}. {item.note}".strip())


def set_item_due(case_id: UUID, item_id: UUID, *, due_on: date, actor: Actor) -> None:
    """Move the last day of a point of one's own. Raises as ticking does."""
    with transaction() as session:
        step = _held(session, case_id, actor)
        item = _item(step, item_id)
        before, item.due_on = item.due_on, due_on
        step.note(EventKind.STEP, f"Tjeklisten: {item.label}: {date_in_words(before)} → {date_in_words(due_on)}")


def add_checklist_item(case_id: UUID, *, label: str, owner: Party, due_on: date, actor: Actor) -> UUID:
    """Add a point for one of the parties; gives its id.

    Raises Refused without a text, for another owner, or before the agreement; NotAllowed for those who have no list.
    """
    if not label.strip():
        raise Refused("Skriv, hvad der skal gøres.", field="label")
    if owner not in OWNERS:
        raise Refused("Vælg kommunen eller regionen.", field="owner")
    with transaction() as session:
        step = _held(session, case_id, actor)
        items = items_of(step)
        if not items:
            raise Refused("Tjeklisten bliver oprettet, når aftalen er indgået.")
        item = TakeoverItem(
            case_id=step.case.id,
            position=items[-1].position + 1,
            label=label.strip(),
            owner=owner,
            due_on=due_on,
            source="",
            skipped=False,
            note="",
        )
        session.add(item)
        step.note(EventKind.STEP, f"Tjeklisten: nyt punkt til {owner.label.lower()}en: {item.label}")
        session.flush()
        return item.id


def _held(session: Session, case_id: UUID, actor: Actor) -> Step:
    step = begin(session, lock_case(session, case_id), now(), actor)
    require_in_case(step, Permission.TAKEOVER_CHECKLIST)
    if step.case.status is not CaseStatus.RUNNING:
        raise Refused("Sagen er afsluttet, og tjeklisten kan ikke ændres.")
    return step


def _item(step: Step, item_id: UUID) -> TakeoverItem:
    """The actor's own point. Raises NotFound, or NotAllowed for a point of the other party."""
    assert step.actor is not None
    found = select(TakeoverItem).where(TakeoverItem.id == item_id, TakeoverItem.case_id == step.case.id)
    item = step.session.scalars(found).one_or_none()
    if item is None:
        raise NotFound("Punktet findes ikke på tjeklisten.")
    owners = {row.party for row in step.parties if row.organisation_id == step.actor.organisation_id}
    if item.owner not in owners:
        raise NotAllowed("Punktet er den anden parts.")
    return item
