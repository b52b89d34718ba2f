"""Between the provisional and the final account: significant changes, and what comes next."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from db.models.case import Task
from workflows.documents.account import AmountChange
from workflows.documents.closing import SignificantChange
from workflows.documents.envelope import Envelope
from workflows.errors import InputError
from workflows.processes.closing.facts import affected, cited, closing_of, flow_of, latest_accounts, shown_offer
from workflows.processes.closing.sending import latest_document
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Amount, Answers, read_answers
from workflows.processes.step import Step, reference
from workflows.vocabulary import AccountKind, EventKind, Party


class NextStep(StrEnum):
    CHANGE = "change"
    REPLACE = "replace"
    FINAL = "final"


class Following(Answers):
    """What the operator does while the final account is awaited."""

    next_step: NextStep
    text: str = ""
    expected_result: Amount | None = None


@answers_to("task_follow_account")
def follow_account(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Take the next step. A change and a new version of a sent account need a reason."""
    given = read_answers(Following, answers)
    if given.next_step is not NextStep.FINAL and not given.text:
        raise InputError([("text", "Skriv, hvad der er ændret, og hvorfor.")])
    closing = closing_of(step)
    closing.change_reason = given.text
    closing.change_expected = given.expected_result
    if given.next_step is NextStep.REPLACE:
        step.note(EventKind.CORRECTED, f"Det foreløbige lukkeregnskab laves om: {given.text}")
    return {"next_step": given.next_step.value}


@operation("closing.notify_change")
def notify_change(step: Step, _data: Data) -> None:
    """Tell the business committee and the affected municipalities of a significant change."""
    flow = flow_of(step)
    receivers = affected(step)
    if flow.business_committee_first.value:
        receivers = [*step.organisations(Party.BUSINESS_COMMITTEE), *receivers]
    step.issue(lambda envelope: _change(step, envelope), to=receivers, issuer=step.operator())
    step.note(
        EventKind.DOCUMENT_SENT,
        f"Væsentlig ændring meddelt {len(receivers)} modtagere: {closing_of(step).change_reason}",
        source=flow.account_rounds.source,
    )


def _change(step: Step, envelope: Envelope) -> SignificantChange:
    closing, flow = closing_of(step), flow_of(step)
    account = latest_accounts(step)[AccountKind.PROVISIONAL]
    document = latest_document(step, "provisional_account")
    assert document is not None
    return SignificantChange(
        envelope=envelope,
        offer=shown_offer(step),
        account=reference(document),
        reason=closing.change_reason,
        changes=_moved(Decimal(account.result["accumulated"]), closing.change_expected),
        share_changes=(),
        rules=cited(flow.account_rounds),
    )


def _moved(before: Decimal, after: Decimal | None) -> tuple[AmountChange, ...]:
    if after is None:
        return ()
    return (AmountChange("Akkumuleret resultat", before, after, after - before),)
