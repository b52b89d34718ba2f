"""The checklist of the transfer: what each party sees to before the offers change hands, and by when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.case import Task
from db.models.takeover import TakeoverItem
from workflows.errors import InputError
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day, Unread
from workflows.processes.step import Step
from workflows.processes.takeover.facts import municipality_of, region_of, takeover_of
from workflows.rules.dates_text import date_in_words
from workflows.rules.takeover.checklist import checklist
from workflows.vocabulary import EventKind, NoticeKind, Party

OWNERS = {
    "task_complete_municipal_checklist": Party.MUNICIPALITY,
    "task_complete_regional_checklist": Party.REGION,
}
ITEMS = "takeover items"
LAST_DAYS = 7
NOT_NOTIFIED = "Det er ikke registreret, at medarbejderne er varslet, så tjeklisten er ikke åbnet."


class ItemAnswer(Answers):
    """A point of the list: done on a day, or left out for the reason in the note."""

    id: UUID
    done_on: Day | None = None
    note: str = ""


class ChecklistAnswers(Answers):
    """The points that are ticked with the task; those that were ticked before can be left out."""

    items: list[ItemAnswer] = []


@operation("takeover.open_checklist")
def open_checklist(step: Step, _data: Data) -> None:
    """Make the list when the employees have been given notice: each point with its owner and its last day."""
    takeover = takeover_of(step)
    rows = [
        TakeoverItem(
            case_id=step.case.id,
            position=position,
            label=point.label,
            owner=point.owner,
            due_on=point.due(takeover.takeover_on, step.today),
            source=point.source,
            skipped=False,
            note="",
        )
        for position, point in enumerate(checklist())
    ]
    step.session.add_all(rows)
    step.known[ITEMS] = rows


def items_of(step: Step, owner: Party | None = None) -> list[TakeoverItem]:
    """The points of the list in their order, of one owner or of both; read once in a step."""
    if ITEMS not in step.known:
        found = select(TakeoverItem).where(TakeoverItem.case_id == step.case.id)
        step.known[ITEMS] = list(step.session.scalars(found.order_by(TakeoverItem.position)))
    rows: list[TakeoverItem] = step.known[ITEMS]
    return [row for row in rows if owner in (None, row.owner)]


def is_open(item: TakeoverItem) -> bool:
    """Whether a point is neither done nor left out."""
    return item.done_on is None and not item.skipped


def tick(step: Step, item: TakeoverItem, *, done_on: date | None, note: str, path: str = "") -> None:
    """Mark a point as done on a day, as left out for the reason in the note, or as open again.

    Raises InputError for a day in the future.
    """
    if done_on is not None and done_on > step.today:
        raise InputError([(f"{path}done_on", "Datoen ligger i fremtiden. Sæt kryds, når punktet er udført.")])
    assert step.actor is not None
    item.done_on, item.note = done_on, note
    item.skipped = done_on is None and bool(note)
    item.ticked_by_id = None if is_open(item) else step.actor.person_id


@answers_to(*OWNERS)
def complete_checklist(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Tick what is left of one's own points; the task is done when none is open.

    Raises InputError for a point that is not one's own, a day in the future, or points that are still open.
    """
    at_once = AtOnce()
    given = at_once.read(ChecklistAnswers, answers)
    own = {item.id: item for item in items_of(step, OWNERS[task.element_id])}
    with at_once:
        for index, one in enumerate(given.items):
            with at_once:
                _tick_own(step, own, one, f"items[{index}].")
    with at_once:
        _must_be_done(own, given)
    at_once.tell()
    step.note(EventKind.STEP, f"{task.label}: alle {len(own)} punkter er udført eller udgået")
    return {}


def _tick_own(step: Step, own: Mapping[UUID, TakeoverItem], one: ItemAnswer, path: str) -> None:
    if one.id not in own:
        raise InputError([(f"{path}id", "Punktet er ikke på jeres del af listen.")])
    tick(step, own[one.id], done_on=one.done_on, note=one.note, path=path)


def _is_answered(one: ItemAnswer) -> bool:
    try:
        return bool(one.done_on or one.note)
    except Unread:
        return True


def _must_be_done(own: Mapping[UUID, TakeoverItem], given: ChecklistAnswers) -> None:
    """Refuse points that nothing is answered on; one that is answered wrong is told of at its own field."""
    answered = {one.id for one in given.items if _is_answered(one)}
    still_open = [item.label for item in own.values() if is_open(item) and item.id not in answered]
    if still_open:
        told = (
            f"Disse punkter er ikke udført: {'; '.join(still_open)}. Sæt en dato, eller skriv, hvorfor punktet udgår."
        )
        raise InputError([("items", told)])


@operation("takeover.remind_checklist_first")
def remind_checklist_first(step: Step, _data: Data) -> None:
    """Remind both parties a month before the takeover of what is open, unless the next reminder is due as well."""
    if (takeover_of(step).takeover_on - step.today).days > LAST_DAYS:
        _remind(step, "first")


@operation("takeover.remind_checklist_last")
def remind_checklist_last(step: Step, _data: Data) -> None:
    """Remind both parties a week before the takeover of what is open, unless the day has come."""
    if step.today < takeover_of(step).takeover_on:
        _remind(step, "last")


def _remind(step: Step, which: str) -> None:
    takeover, day = takeover_of(step), takeover_of(step).takeover_on
    if takeover.employees_notified_on is None:
        text = f"Sag {step.case.number}: tilbuddet overtages den {date_in_words(day)}. {NOT_NOTIFIED}"
        step.tell([region_of(step)], text, key=f"takeover:notice:{which}", kind=NoticeKind.DEADLINE_NEAR)
        step.note(EventKind.REMINDED, f"{region_of(step).name}: {NOT_NOTIFIED}")
    for party, organisation in ((Party.MUNICIPALITY, municipality_of(step)), (Party.REGION, region_of(step))):
        missing = [item for item in items_of(step, party) if is_open(item)]
        if missing:
            text = f"Sag {step.case.number}: tilbuddet overtages den {date_in_words(day)}. {_open_points(missing)}"
            step.tell([organisation], text, key=f"takeover:checklist:{which}", kind=NoticeKind.DEADLINE_NEAR)
            step.note(EventKind.REMINDED, f"{organisation.name}: {_open_points(missing)}")


def escalate_open_points(step: Step) -> None:
    """Tell both parties and the secretariat of what is open on the day of the takeover."""
    missing = [item for item in items_of(step) if is_open(item)]
    notified = takeover_of(step).employees_notified_on is not None
    if missing or not notified:
        said = _open_points(missing) if notified else NOT_NOTIFIED
        told = {one.id: one for one in (municipality_of(step), region_of(step), *step.organisations(Party.SECRETARIAT))}
        text = f"Sag {step.case.number}: overtaget i dag. {said}"
        step.tell(told.values(), text, key="takeover:checklist:open", kind=NoticeKind.DEADLINE_PASSED)
        step.note(EventKind.ESCALATED, f"På overtagelsesdagen: {said}")


def _open_points(items: Sequence[TakeoverItem]) -> str:
    return "Et punkt på tjeklisten er åbent." if len(items) == 1 else f"{len(items)} punkter på tjeklisten er åbne."
