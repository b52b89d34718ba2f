"""Errands: tasks beside the process, which no diagram opens. They end with the case; the engine never sees them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from db.models.case import Task
from db.models.errand import Errand
from workflows.processes.attaching import TAKES_FILES
from workflows.processes.operations import answers_to
from workflows.processes.pages import facts_for
from workflows.processes.sealing import kept_text, read_text
from workflows.processes.step import Step
from workflows.vocabulary import EventKind, TaskStatus

ERRAND = "task_errand"
TEXT, NOTE = "errand.text", "errand.note"
TAKES_FILES.add(ERRAND)


def errand_of(step: Step, task: Task) -> Errand:
    """What is asked for in an errand, with who asks for it."""
    loaded = joinedload(Errand.organisation), joinedload(Errand.person)
    return step.session.scalars(select(Errand).where(Errand.task_id == task.id).options(*loaded)).one()


@answers_to(ERRAND)
def carried_out(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the note of what came of it; the one who asked is told."""
    errand = errand_of(step, task)
    errand.note = kept_text(step, NOTE, str(answers.get("note") or "").strip())
    if errand.organisation_id != task.organisation_id:
        step.tell([errand.organisation], f"»{task.label}« er udført.", key=f"errand:{task.id}")
    return {}


@facts_for(ERRAND)
def errand_facts(step: Step, task: Task) -> Mapping[str, Any]:
    """What is to be done, and who asks for it."""
    errand = errand_of(step, task)
    return {
        "text": read_text(step, TEXT, errand.text),
        "asked_by": errand.organisation.name,
        "asked_by_person": errand.person.name,
    }


def end_errands(step: Step) -> None:
    """Let the open errands of a case that ends fall away; each stands in the history."""
    if not step.has_errands:
        return
    ended = (
        update(Task)
        .where(Task.case_id == step.case.id, Task.engine_id.is_(None), Task.status == TaskStatus.OPEN)
        .values(status=TaskStatus.WITHDRAWN, ended_at=step.now, told_at=None)
        .returning(Task.label)
    )
    for label in sorted(step.session.scalars(ended)):
        step.note(EventKind.ERRAND_CALLED_OFF, f"»{label}« er bortfaldet: sagen er slut.", element=ERRAND)
