"""The accounts of a closing: entered, computed, laid before bodies, endorsed, sent."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from db.models.case import Task
from db.models.closing import AccountRow, ClosingAccount
from workflows.errors import InputError
from workflows.processes.closing.computing import Computed, compute, organisations_by_id
from workflows.processes.closing.entry import AccountAnswers, new_account, typed_again
from workflows.processes.closing.facts import flow_of, latest_accounts
from workflows.processes.closing.papers import kept_result, shown_account
from workflows.processes.deadlines import standing_deadline
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import AtOnce, read_answers
from workflows.processes.step import Step
from workflows.vocabulary import AccountKind, AccountRowKind, EventKind, OrganisationKind, Party

KINDS = {
    "task_enter_provisional_account": AccountKind.PROVISIONAL,
    "task_enter_operator_account": AccountKind.FINAL,
    "task_enter_final_account": AccountKind.FINAL,
}
SEEN_WARNINGS = "Se advarslerne ved tallene, og sæt kryds, når de er rigtige alligevel."


@answers_to(*KINDS)
def enter_account(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep a new version of the account as it was entered; the next operation computes it.

    Raises InputError for figures that can't stand, and for warnings that nobody has looked at.
    """
    at_once = AtOnce()
    given = at_once.read(AccountAnswers, answers)
    with at_once:
        computed = compute(step, given)
        if computed.remarks and not given.seen_warnings:
            at_once.note((remark.path, remark.message) for remark in computed.remarks)
            at_once.note([("seen_warnings", SEEN_WARNINGS)])
    with at_once:
        if task.element_id == "task_enter_final_account" and flow_of(step).audit.value:
            _appoint_auditor(step, given)
    at_once.tell()
    kind = KINDS[task.element_id]
    assert step.actor is not None
    before = latest_accounts(step).get(kind)
    version = before.version + 1 if before else 1
    account = new_account(step.case.id, kind, version, given, by=step.actor.person_id, at=step.now)
    step.session.add(account)
    latest_accounts(step)[kind] = account
    return {}


def _appoint_auditor(step: Step, answers: AccountAnswers) -> None:
    chosen = organisations_by_id(step, {answers.auditor_id}).get(answers.auditor_id) if answers.auditor_id else None
    if chosen is None or chosen.kind is not OrganisationKind.AUDIT_FIRM:
        raise InputError([("auditor_id", "Vælg den revisor, der skal påtegne regnskabet.")])
    if step.organisation(Party.AUDITOR) is not chosen:
        step.release(Party.AUDITOR)
        step.involve(Party.AUDITOR, [chosen])


@operation("closing.compute_provisional_account")
def compute_provisional_account(step: Step, _data: Data) -> None:
    """Compute the provisional account and keep its result; the deadline for making it is met."""
    keep_result(step, AccountKind.PROVISIONAL)
    deadline = standing_deadline(step, "closing.provisional_account")
    if deadline is not None and deadline.met_on is None:
        deadline.met_on = step.today


@operation("closing.compute_final_account")
def compute_final_account(step: Step, _data: Data) -> None:
    """Compute the final account and keep its result."""
    keep_result(step, AccountKind.FINAL)


def keep_result(step: Step, kind: AccountKind) -> ClosingAccount:
    """Compute the latest account of a kind, and keep with it the result, the shares and what documents show of it."""
    account = latest_accounts(step)[kind]
    answers = read_answers(AccountAnswers, typed_again(account))
    computed = compute(step, answers)
    account.result = kept_result(shown_account(step, answers, computed))
    account.rows += _shares(computed)
    step.note(
        EventKind.STEP,
        f"{kind.label} (version {account.version}) beregnet: {computed.result.explanation}",
        source=computed.result.trace[0].source,
    )
    return account


def _shares(computed: Computed) -> list[AccountRow]:
    return [
        AccountRow(
            kind=AccountRowKind.SHARE,
            position=position,
            organisation_id=computed.parties[share.party].id,
            percent=share.percent,
            distributed=share.distributed,
            total=share.total,
        )
        for position, share in enumerate(computed.result.shares)
    ]


def load_figures(step: Step, account: ClosingAccount) -> None:
    """Load the rows of an account."""
    rows = select(AccountRow).where(AccountRow.account_id == account.id).order_by(AccountRow.position)
    set_committed_value(account, "rows", list(step.session.scalars(rows)))
