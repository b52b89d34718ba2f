"""What the accounts of an economic unit would give, before they are sent: calculation T as the step's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.case import Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.documents.steps import StepGroup, grouped
from workflows.errors import NotFound
from workflows.processes.reading import Answers, read_answers
from workflows.processes.takeover.figure_answers import ShareAnswers
from workflows.processes.takeover.figures import ComputedShare, computed_shares
from workflows.rules.takeover.share import as_json
from workflows.services.running.stepping import begin


class SharesTyped(Answers):
    """The part of the answers that is computed."""

    shares: list[ShareAnswers]


@dataclass(frozen=True)
class SharePreview:
    """What follows one offer by what has been typed so far.

    `follows` is what calculation T gives, or what is agreed; none where neither is there. `warnings` are paths and
    sentences for the cells that contradict each other.
    """

    offer: str
    follows: Decimal | None
    carried_on: Decimal | None
    percent_of_budget: str
    computed: bool
    warnings: tuple[tuple[str, str], ...]
    trace: list[StepGroup] = field(default_factory=list)


def preview_shares(task_id: UUID, answers: Mapping[str, Any], actor: Actor) -> list[SharePreview]:
    """Compute the shares without keeping anything, in the order of the answers.

    Raises InputError with the path of each field that keeps them from being computed, NotFound for others' tasks.
    """
    with reading() as session:
        found = select(Task).where(Task.id == task_id, Task.organisation_id == actor.organisation_id)
        task = session.scalars(found.options(joinedload(Task.case))).one_or_none()
        if task is None:
            raise NotFound("Opgaven findes ikke.")
        step = begin(session, task.case, now(), actor)
        given = read_answers(SharesTyped, {"shares": answers.get("shares", [])})
        return [_preview(one) for one in computed_shares(step, given.shares, agreed=False, needed=False)]


def _preview(one: ComputedShare) -> SharePreview:
    return SharePreview(
        offer=one.offer.name,
        follows=one.follows,
        carried_on=one.share.carried_on if one.share else None,
        percent_of_budget=one.share.percent_of_budget if one.share else "",
        computed=one.share is not None,
        warnings=one.warnings,
        trace=grouped(as_json(one.share)["trace"]) if one.share else [],  # type: ignore[arg-type]
    )
