"""The accounts of a closing: entered, computed, laid before bodies, endorsed, sent."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import selectinload

from db.models.case import CaseDeadline, Task
from db.models.closing import AccountShare, ClosingAccount
from workflows.errors import InputError
from workflows.processes.closing.computing import Computed, compute
from workflows.processes.closing.entry import AccountAnswers, new_account, typed_again
from workflows.processes.closing.facts import closing_of, flow_of
from workflows.processes.lookups import by_ids
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import read_answers
from workflows.processes.step import Step
from workflows.rules.closing.account import as_json
from workflows.vocabulary import AccountKind, EventKind, OrganisationKind, Party

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
    given = read_answers(AccountAnswers, answers)
    computed = compute(step, given)
    if computed.remarks and not given.seen_warnings:
        warnings = [(remark.path, remark.message) for remark in computed.remarks]
        raise InputError([*warnings, ("seen_warnings", SEEN_WARNINGS)])
    kind = KINDS[task.element_id]
    if task.element_id == "task_enter_final_account" and flow_of(step).audit.value:
        _appoint_auditor(step, given)
    assert step.actor is not None
    account = new_account(step.case.id, kind, _next_version(step, kind), given, by=step.actor.person_id, at=step.now)
    step.session.add(account)
    closing_of(step).waived = given.waived
    return {}


def _appoint_auditor(step: Step, answers: AccountAnswers) -> None:
    found = by_ids(step.session, [answers.auditor_id] if answers.auditor_id else [])
    chosen = next(iter(found.values()), None)
    if chosen is None or chosen.kind is not OrganisationKind.AUDIT_FIRM:
        raise InputError([("auditor_id", "Vælg den revisor, der skal påtegne regnskabet.")])
    if step.organisation(Party.AUDITOR) is not chosen:
        step.release(Party.AUDITOR)
        step.involve(Party.AUDITOR, [chosen])


def _next_version(step: Step, kind: AccountKind) -> int:
    latest = select(func.max(ClosingAccount.version)).where(
        ClosingAccount.case_id == step.case.id, ClosingAccount.kind == kind
    )
    return (step.session.scalars(latest).one() or 0) + 1


@operation("closing.compute_provisional_account")
def compute_provisional_account(step: Step, _data: Data) -> None:
    """Compute the provisional account and keep its result; the deadline for making it is met."""
    keep_result(step, AccountKind.PROVISIONAL)
    step.session.execute(
        update(CaseDeadline)
        .where(
            CaseDeadline.case_id == step.case.id,
            CaseDeadline.rule_id == "closing.provisional_account",
            CaseDeadline.met_on.is_(None),
        )
        .values(met_on=step.today)
    )


@operation("closing.compute_final_account")
def compute_final_account(step: Step, _data: Data) -> None:
    """Compute the final account and keep its result."""
    keep_result(step, AccountKind.FINAL)


def keep_result(step: Step, kind: AccountKind) -> tuple[ClosingAccount, Computed]:
    """Compute the latest account of a kind and keep result and shares with it."""
    account = latest_account(step, kind)
    assert account is not None
    computed = computed_again(step, account)
    account.result = result_of(computed)
    account.shares = _shares(computed)
    step.note(
        EventKind.STEP,
        f"{kind.label} (version {account.version}) beregnet: {computed.result.explanation}",
        source=computed.result.trace[0].source,
    )
    return account, computed


def computed_again(step: Step, account: ClosingAccount) -> Computed:
    """An account computed from its kept figures."""
    typed = {**typed_again(account), "waived": closing_of(step).waived}
    return compute(step, read_answers(AccountAnswers, typed))


def result_of(computed: Computed) -> dict[str, Any]:
    """The result as it is kept: the contract's form, with why this model applies."""
    return {**as_json(computed.result), "explanation": computed.result.explanation}


def _shares(computed: Computed) -> list[AccountShare]:
    return [
        AccountShare(
            position=position,
            organisation_id=computed.parties[share.party].id,
            percent=share.percent,
            distributed=share.distributed,
            total=share.total,
        )
        for position, share in enumerate(computed.result.shares)
    ]


def latest_account(step: Step, kind: AccountKind, *, before: int | None = None) -> ClosingAccount | None:
    """The latest version of an account with its rows, or the latest before a version."""
    found = select(ClosingAccount).where(ClosingAccount.case_id == step.case.id, ClosingAccount.kind == kind)
    if before is not None:
        found = found.where(ClosingAccount.version < before)
    rows = found.order_by(ClosingAccount.version.desc()).limit(1)
    loaded = rows.options(
        selectinload(ClosingAccount.lines),
        selectinload(ClosingAccount.keys),
        selectinload(ClosingAccount.others),
        selectinload(ClosingAccount.shares),
    )
    return step.session.scalars(loaded).one_or_none()
