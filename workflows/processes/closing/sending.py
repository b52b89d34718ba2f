"""Accounts on their way: to the business committee first, to the body, to each affected municipality."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from db.models.case import CaseDeadline, Task
from db.models.closing import ClosingAccount
from db.models.document import Document
from db.models.organisation import Organisation
from workflows.documents.account import Account
from workflows.documents.closing import (
    Endorsement,
    FinalAccount,
    OperatorStatement,
    ProvisionalAccount,
    ShareLetter,
)
from workflows.documents.envelope import DeadlineShown, Envelope
from workflows.processes.closing.accounts import computed_again, keep_result, latest_account
from workflows.processes.closing.computing import Computed
from workflows.processes.closing.entry import AccountAnswers, typed_again
from workflows.processes.closing.facts import (
    affected,
    cited,
    decided_on,
    flow_of,
    shown_offer,
)
from workflows.processes.closing.papers import (
    line_differences,
    own_share,
    share_differences,
    shown_account,
)
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, read_answers
from workflows.processes.step import Step, reference
from workflows.vocabulary import AccountKind, EventKind, Party

PAYMENT = {
    -1: "Beløbet opkræves efter det endelige lukkeregnskab, når det har været behandlet.",
    0: "Der er intet at betale.",
    1: "Beløbet udbetales efter det endelige lukkeregnskab, når det har været behandlet.",
}


class SendAnswers(Answers):
    """What is asked before an account goes out: nothing but that it goes."""


@answers_to("task_send_provisional_account", "task_send_final_account")
def confirm_sending(_step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """The operator sends; there is nothing more to say."""
    read_answers(SendAnswers, answers)
    return {}


@operation("closing.lay_before_committee")
def lay_before_committee(step: Step, _data: Data) -> None:
    """Issue the provisional account and send it to the business committee, and to nobody else yet."""
    committee = step.organisations(Party.BUSINESS_COMMITTEE)
    issue_provisional(step, committee)
    names = ", ".join(organisation.name for organisation in committee)
    step.note(
        EventKind.DOCUMENT_SENT,
        f"Foreløbigt lukkeregnskab sendt til {names}",
        source=flow_of(step).business_committee_first.source,
    )


def issue_provisional(step: Step, to: list[Organisation]) -> Document:
    """Issue the provisional account; a later version takes the number and names the one it replaces."""
    account = latest_account(step, AccountKind.PROVISIONAL)
    assert account is not None
    computed = computed_again(step, account)
    before = latest_document(step, "provisional_account")
    return step.issue(
        lambda envelope: _provisional(step, account, computed, envelope),
        to=to,
        issuer=step.operator(),
        replaces=before,
    )


@operation("closing.send_provisional_account")
def send_provisional_account(step: Step, _data: Data) -> None:
    """Send the provisional account to the affected municipalities, each with a letter on its own share."""
    document = latest_document(step, "provisional_account")
    if not flow_of(step).business_committee_first.value:
        document = issue_provisional(step, affected(step))
    else:
        assert document is not None
        step.send(document, affected(step))
    account = latest_account(step, AccountKind.PROVISIONAL)
    assert account is not None
    account.sent_on = step.today
    _send_letters(step, account, document)
    step.note(
        EventKind.DOCUMENT_SENT,
        f"Foreløbigt lukkeregnskab (version {account.version}) sendt til de berørte kommuner",
        source=flow_of(step).account_rounds.source,
    )


@operation("closing.issue_final_account")
def issue_final_account(step: Step, _data: Data) -> None:
    """Issue the final account with its endorsement, to the body that is to treat it."""
    flow = flow_of(step)
    account = latest_account(step, AccountKind.FINAL)
    assert account is not None
    computed = computed_again(step, account)
    provisional = latest_account(step, AccountKind.PROVISIONAL)
    provisional_document = latest_document(step, "provisional_account")
    assert provisional is not None
    assert provisional_document is not None
    body = step.organisations(Party.HEARING_BODY) if flow.body_treats_final.value else []
    step.issue(
        lambda envelope: _final(step, account, computed, provisional, provisional_document, envelope),
        to=body,
        issuer=step.operator(),
        replaces=latest_document(step, "final_account"),
    )


@operation("closing.send_final_account")
def send_final_account(step: Step, _data: Data) -> None:
    """Send the final account to the affected municipalities, each with a letter on its own share."""
    document = latest_document(step, "final_account")
    account = latest_account(step, AccountKind.FINAL)
    assert document is not None
    assert account is not None
    step.send(document, affected(step))
    account.sent_on = step.today
    _send_letters(step, account, document)
    step.note(
        EventKind.DOCUMENT_SENT,
        "Endeligt lukkeregnskab sendt til de berørte kommuner",
        source=flow_of(step).account_rounds.source,
    )


@operation("closing.issue_operator_statement")
def issue_operator_statement(step: Step, _data: Data) -> None:
    """Where the operator bears the result: compute it, and issue the statement to the buyers."""
    account, computed = keep_result(step, AccountKind.FINAL)
    answers = read_answers(AccountAnswers, typed_again(account))
    shown = shown_account(step, answers, computed)
    step.issue(
        lambda envelope: OperatorStatement(
            envelope=envelope,
            offer=shown_offer(step),
            decided_on=decided_on(step),
            reason=computed.result.explanation,
            account=shown,
            rules=cited(flow_of(step).account_rounds),
        ),
        to=affected(step),
        issuer=step.operator(),
    )
    account.sent_on = step.today


def _send_letters(step: Step, account: ClosingAccount, document: Document) -> None:
    """One letter to each affected municipality that has a part in the distribution."""
    shown = _account_shown(step, account)
    kept = letters(step)
    for receiver in affected(step):
        if own_share(account.result, receiver.name) is not None:
            step.issue(
                lambda envelope, to=receiver: _letter(step, account, document, shown, to, envelope),  # type: ignore[misc]
                to=[receiver],
                issuer=step.operator(),
                replaces=kept.get((receiver.name, account.kind is AccountKind.FINAL)),
            )


def _account_shown(step: Step, account: ClosingAccount) -> Account:
    answers = read_answers(AccountAnswers, typed_again(account))
    return shown_account(step, answers, computed_again(step, account))


def letters(step: Step) -> dict[tuple[str, bool], Document]:
    """The latest letter to each municipality, for the provisional and for the final account."""
    found = select(Document).where(Document.case_id == step.case.id, Document.kind == "share_letter")
    rows = step.session.scalars(found.options(undefer(Document.data)).order_by(Document.version))
    return {(row.data["share"]["party"], bool(row.data["final"])): row for row in rows}


def latest_document(step: Step, kind: str) -> Document | None:
    """The latest version of a kind of document in the case."""
    found = select(Document).where(Document.case_id == step.case.id, Document.kind == kind)
    rows = found.order_by(Document.version.desc(), Document.issued_at.desc()).limit(1)
    return step.session.scalars(rows.options(undefer(Document.data))).one_or_none()


def _due(step: Step) -> DeadlineShown | None:
    row = step.session.scalars(
        select(CaseDeadline).where(
            CaseDeadline.case_id == step.case.id,
            CaseDeadline.rule_id == "closing.provisional_account",
            CaseDeadline.replaced_by_id.is_(None),
        )
    ).first()
    if row is None:
        return None
    return DeadlineShown(row.label, row.due_on, row.last_working_day, row.explanation, row.source)


def _provisional(step: Step, account: ClosingAccount, computed: Computed, envelope: Envelope) -> ProvisionalAccount:
    flow = flow_of(step)
    committee = step.agreement.business_committee
    answers = read_answers(AccountAnswers, typed_again(account))
    return ProvisionalAccount(
        envelope=envelope,
        offer=shown_offer(step),
        decided_on=decided_on(step),
        body=committee.name if committee else "",
        due=_due(step),
        assumptions=account.note,
        account=shown_account(step, answers, computed),
        rules=cited(flow.account_rounds, flow.business_committee_first, flow.outside_buyer),
    )


def _final(
    step: Step,
    account: ClosingAccount,
    computed: Computed,
    provisional: ClosingAccount,
    provisional_document: Document,
    envelope: Envelope,
) -> FinalAccount:
    flow = flow_of(step)
    answers = read_answers(AccountAnswers, typed_again(account))
    return FinalAccount(
        envelope=envelope,
        offer=shown_offer(step),
        decided_on=decided_on(step),
        body=step.agreement.hearing_body.name if flow.body_treats_final.value else "",
        account=shown_account(step, answers, computed),
        provisional=reference(provisional_document),
        line_differences=line_differences(provisional, account),
        share_differences=share_differences(provisional, account),
        endorsement=_endorsement(step, account),
        remarks=account.note,
        rules=cited(flow.audit, flow.body_treats_final),
    )


def _endorsement(step: Step, account: ClosingAccount) -> Endorsement | None:
    if account.endorsed_on is None:
        return None
    firm = step.organisation(Party.AUDITOR)
    return Endorsement(
        auditor=account.endorsed_by,
        title="Revisor",
        firm=firm.name if firm else "",
        signed_on=account.endorsed_on,
        statement=account.endorsement,
    )


def _letter(
    step: Step,
    account: ClosingAccount,
    document: Document,
    shown: Account,
    receiver: Organisation,
    envelope: Envelope,
) -> ShareLetter:
    share = own_share(account.result, receiver.name)
    assert share is not None
    sign = (share.total > 0) - (share.total < 0)
    return ShareLetter(
        envelope=envelope,
        offer=shown_offer(step),
        decided_on=decided_on(step),
        final=account.kind is AccountKind.FINAL,
        source=reference(document),
        share=share,
        payment=PAYMENT[sign],
        account=shown,
        rules=cited(flow_of(step).account_rounds, flow_of(step).outside_buyer),
    )
