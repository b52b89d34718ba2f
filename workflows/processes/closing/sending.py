"""Accounts on their way: to the business committee first, to the body, to each affected municipality."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, undefer

from db.models.case import Task
from db.models.closing import ClosingAccount
from db.models.document import Document
from db.models.organisation import Organisation
from workflows.documents.closing import (
    Endorsement,
    FinalAccount,
    OperatorStatement,
    ProvisionalAccount,
    ShareLetter,
)
from workflows.documents.envelope import DeadlineShown, Envelope
from workflows.processes.closing.accounts import keep_result
from workflows.processes.closing.facts import (
    affected,
    cited,
    decided_on,
    flow_of,
    latest_accounts,
    shown_offer,
)
from workflows.processes.closing.papers import (
    line_differences,
    own_share,
    share_differences,
    shown_again,
)
from workflows.processes.deadlines import standing_deadline
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
    account = latest_accounts(step)[AccountKind.PROVISIONAL]
    before = latest_document(step, "provisional_account") if account.version > 1 else None
    return step.issue(
        lambda envelope: _provisional(step, account, envelope),
        to=to,
        issuer=step.operator(),
        replaces=before,
    )


@operation("closing.send_provisional_account")
def send_provisional_account(step: Step, _data: Data) -> None:
    """Send the provisional account to the affected municipalities, each with a letter on its own share."""
    sent = standing_documents(step, "provisional_account", "share_letter")
    document = next((one for one in sent if one.kind == "provisional_account"), None)
    if not flow_of(step).business_committee_first.value:
        document = issue_provisional(step, affected(step))
    else:
        assert document is not None
        step.send(document, affected(step))
    account = latest_accounts(step)[AccountKind.PROVISIONAL]
    account.sent_on = step.today
    _send_letters(step, account, document, sent)
    step.note(
        EventKind.DOCUMENT_SENT,
        f"Foreløbigt lukkeregnskab (version {account.version}) sendt til de berørte kommuner",
        source=flow_of(step).account_rounds.source,
    )


@operation("closing.issue_final_account")
def issue_final_account(step: Step, _data: Data) -> None:
    """Issue the final account with its endorsement, to the body that is to treat it."""
    sent = {one.kind: one for one in standing_documents(step, "provisional_account", "final_account")}
    body = step.organisations(Party.HEARING_BODY) if flow_of(step).body_treats_final.value else []
    step.issue(
        lambda envelope: _final(step, sent["provisional_account"], envelope),
        to=body,
        issuer=step.operator(),
        replaces=sent.get("final_account"),
    )


@operation("closing.send_final_account")
def send_final_account(step: Step, _data: Data) -> None:
    """Send the final account to the affected municipalities, each with a letter on its own share."""
    sent = standing_documents(step, "final_account", "share_letter")
    (document,) = [one for one in sent if one.kind == "final_account"]
    account = latest_accounts(step)[AccountKind.FINAL]
    step.send(document, affected(step))
    account.sent_on = step.today
    _send_letters(step, account, document, sent)
    step.note(
        EventKind.DOCUMENT_SENT,
        "Endeligt lukkeregnskab sendt til de berørte kommuner",
        source=flow_of(step).account_rounds.source,
    )


@operation("closing.issue_operator_statement")
def issue_operator_statement(step: Step, _data: Data) -> None:
    """Where the operator bears the result: compute it, and issue the statement to the buyers."""
    account = keep_result(step, AccountKind.FINAL)
    step.issue(
        lambda envelope: OperatorStatement(
            envelope=envelope,
            offer=shown_offer(step),
            decided_on=decided_on(step),
            reason=account.result["explanation"],
            account=shown_again(account),
            rules=cited(flow_of(step).account_rounds),
        ),
        to=affected(step),
        issuer=step.operator(),
    )
    account.sent_on = step.today


def _send_letters(step: Step, account: ClosingAccount, document: Document, sent: list[Document]) -> None:
    """One letter to each affected municipality that has a part in the distribution, in place of an earlier one."""
    final = account.kind is AccountKind.FINAL
    earlier = {one.data["share"]["party"]: one for one in sent if _is_letter(one, final=final)}
    for receiver in affected(step):
        if own_share(account.result, receiver.name) is not None:
            step.issue(
                lambda envelope, to=receiver: _letter(step, account, document, to, envelope),  # type: ignore[misc]
                to=[receiver],
                issuer=step.operator(),
                replaces=earlier.get(receiver.name),
            )


def _is_letter(document: Document, *, final: bool) -> bool:
    return document.kind == "share_letter" and bool(document.data["final"]) is final


def latest_document(step: Step, kind: str) -> Document | None:
    """The latest version of a kind of document of which the case has one."""
    return next(iter(standing_documents(step, kind)), None)


def standing_documents(step: Step, *kinds: str) -> list[Document]:
    """The documents of these kinds that no later version has replaced, with their data."""
    later = aliased(Document)
    found = select(Document).where(
        Document.case_id == step.case.id,
        Document.kind.in_(kinds),
        ~exists().where(later.replaces_id == Document.id),
    )
    return list(step.session.scalars(found.options(undefer(Document.data)).order_by(Document.number)))


def _due(step: Step) -> DeadlineShown | None:
    row = standing_deadline(step, "closing.provisional_account")
    if row is None:
        return None
    return DeadlineShown(row.label, row.due_on, row.last_working_day, row.explanation, row.source)


def _provisional(step: Step, account: ClosingAccount, envelope: Envelope) -> ProvisionalAccount:
    flow = flow_of(step)
    committee = step.agreement.business_committee
    return ProvisionalAccount(
        envelope=envelope,
        offer=shown_offer(step),
        decided_on=decided_on(step),
        body=committee.name if committee else "",
        due=_due(step),
        assumptions=account.note,
        account=shown_again(account),
        rules=cited(flow.account_rounds, flow.business_committee_first, flow.outside_buyer),
    )


def _final(step: Step, provisional: Document, envelope: Envelope) -> FinalAccount:
    flow, accounts = flow_of(step), latest_accounts(step)
    account = accounts[AccountKind.FINAL]
    before, shown = shown_again(accounts[AccountKind.PROVISIONAL]), shown_again(account)
    return FinalAccount(
        envelope=envelope,
        offer=shown_offer(step),
        decided_on=decided_on(step),
        body=step.agreement.hearing_body.name if flow.body_treats_final.value else "",
        account=shown,
        provisional=reference(provisional),
        line_differences=line_differences(before, shown),
        share_differences=share_differences(before, shown),
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
        account=shown_again(account),
        rules=cited(flow_of(step).account_rounds, flow_of(step).outside_buyer),
    )
