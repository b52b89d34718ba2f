"""What an account would give, before it is sent: the same computation as the step's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.case import Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.documents.account import Account, AmountChange
from workflows.documents.steps import StepGroup, grouped
from workflows.errors import NotFound
from workflows.processes.closing.computing import compute
from workflows.processes.closing.entry import AccountAnswers
from workflows.processes.closing.papers import shown_account
from workflows.processes.reading import read_answers
from workflows.rules.account_form import LINES, Remark
from workflows.services.running.stepping import begin

RESULT = (
    ("accumulated", "Akkumuleret resultat"),
    ("own_share", "Egenfinansiering"),
    ("to_distribute", "Til fordeling"),
)


@dataclass(frozen=True)
class AccountPreview:
    """The result of what has been typed so far, with what is odd in it."""

    account: Account
    explanation: str
    remarks: list[Remark]


def preview_account(task_id: UUID, answers: Mapping[str, Any], actor: Actor) -> AccountPreview:
    """Compute an account without keeping anything.

    Raises InputError with the path of each field that keeps it from being computed, NotFound for others' tasks.
    """
    with reading() as session:
        task = session.scalars(
            select(Task)
            .where(Task.id == task_id, Task.organisation_id == actor.organisation_id)
            .options(joinedload(Task.case))
        ).one_or_none()
        if task is None:
            raise NotFound("Opgaven findes ikke.")
        step = begin(session, task.case, now(), actor)
        given = read_answers(AccountAnswers, answers)
        computed = compute(step, given)
        shown = shown_account(step, given, computed)
        return AccountPreview(shown, computed.result.explanation, computed.remarks)


def steps_of(account: Account) -> list[StepGroup]:
    """How an account's result came about, gathered for reading."""
    return grouped(account.result["trace"])  # type: ignore[arg-type]


def differences(before: Account, after: Account) -> list[AmountChange]:
    """What has changed from one account to another: each line, what was carried forward, the result."""
    old = {line.key: line.account for line in before.lines}
    new = {line.key: line.account for line in after.lines}
    rows = [_change(line.label, old.get(line.key), new.get(line.key)) for line in LINES if line.key in old | new]
    rows.append(_change("Overført fra tidligere år", before.carried_forward, after.carried_forward))
    rows += [_change(label, _result(before, name), _result(after, name)) for name, label in RESULT]
    return rows


def _result(account: Account, name: str) -> Decimal:
    return Decimal(str(account.result[name]))


def _change(label: str, before: Decimal | None, after: Decimal | None) -> AmountChange:
    old, new = before or Decimal(0), after or Decimal(0)
    return AmountChange(label, old, new, new - old)
