"""The region's terms and the takeover agreement, as documents."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from db.models.case import Task
from db.models.document import Document
from db.models.takeover import TakeoverAccount
from workflows.documents.envelope import DeadlineShown, DocumentReference, Envelope, RuleCited
from workflows.documents.formats import begyndelse
from workflows.documents.takeover import Signatory, TakeoverAgreement, TakeoverTerms
from workflows.documents.takeover_parts import Term, TransferData, Treated
from workflows.processes.decision import decider_name, decisions_on
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, read_answers
from workflows.processes.step import Step, reference
from workflows.processes.takeover.facts import (
    cited,
    departures_told,
    municipality_of,
    regime_of,
    region_of,
    shown_offers,
    shown_parties,
    takeover_of,
)
from workflows.processes.takeover.figures import shares_shown, transfer_shown
from workflows.processes.takeover.papers import current_terms, economy_of
from workflows.rules.calendar import last_working_day
from workflows.vocabulary import EventKind, Party

SIGNATURES = "signatures"
_REFERENCE = TypeAdapter(DocumentReference)
HOW_TO_ANSWER = (
    "Svar i Rammesag: acceptér vilkårene, skriv, hvad der ønskes ændret, eller træk overtagelsen tilbage. "
    "Aftalen er først indgået, når både kommunalbestyrelsen og regionsrådet har godkendt den."
)


class Signatures(Answers):
    """Who signs the agreement; a name that is not known leaves an open line."""

    municipality_signs: str = ""
    municipality_title: str = ""
    region_signs: str = ""
    region_title: str = ""


def issue_terms_document(step: Step, account: TakeoverAccount) -> None:
    """Issue the terms to the municipality; a later version takes the number and names the one that it replaces."""
    known = documents_of(step, "takeover_terms", "takeover_declaration")
    declaration = known.get("takeover_declaration")
    document = step.issue(
        lambda envelope: _terms(step, account, reference(declaration) if declaration else None, envelope),
        to=[municipality_of(step)],
        issuer=region_of(step),
        replaces=known.get("takeover_terms"),
    )
    account.document = _REFERENCE.dump_python(reference(document), mode="json")


@answers_to("task_issue_agreement")
def name_signatories(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Take the names of those who sign; the agreement is issued in the same step."""
    step.known[SIGNATURES] = read_answers(Signatures, answers)
    return {}


@operation("takeover.issue_agreement")
def issue_agreement(step: Step, _data: Data) -> None:
    """Issue the agreement to both parties and the secretariat."""
    step.issue(
        lambda envelope: _agreement(step, step.known[SIGNATURES], envelope),
        to=[municipality_of(step), region_of(step), *step.organisations(Party.SECRETARIAT)],
        issuer=municipality_of(step),
    )
    step.note(EventKind.DOCUMENT_SENT, "Aftalen er sendt til begge parter", source=regime_of(step).right.source)


def documents_of(step: Step, *kinds: str) -> dict[str, Document]:
    """The documents of these kinds that no later version has replaced, by kind."""
    later = aliased(Document)
    found = select(Document).where(
        Document.case_id == step.case.id, Document.kind.in_(kinds), ~exists().where(later.replaces_id == Document.id)
    )
    return {row.kind: row for row in step.session.scalars(found.order_by(Document.number))}


def _terms(
    step: Step, account: TakeoverAccount, declaration: DocumentReference | None, envelope: Envelope
) -> TakeoverTerms:
    assert account.takeover_on is not None
    return TakeoverTerms(
        envelope=envelope,
        offers=shown_offers(step),
        parties=shown_parties(step),
        takeover_on=account.takeover_on,
        shares=shares_shown(account),
        transfer=transfer_shown(account) or TransferData(),
        terms=terms_shown(account),
        how_to_answer=HOW_TO_ANSWER,
        rules=_rules(step),
        answer_by=_answer_by(step, account),
        availability=account.availability,
        changes=account.remarks,
        declaration=declaration,
        departures=departures_told(step),
    )


def terms_shown(account: TakeoverAccount) -> tuple[Term, ...]:
    """The terms in words: what follows each offer, what the region has stated, the duty to supply."""
    share = economy_of(account)
    duty = account.supply_duty
    return (
        *((Term("Andel af over- eller underskud", share),) if share else ()),
        *(Term(row["heading"], row["text"]) for row in account.terms),
        *((Term("Leverandørforpligtelse", duty),) if duty else ()),
    )


def _answer_by(step: Step, account: TakeoverAccount) -> DeadlineShown | None:
    day = account.answer_by
    if day is None:
        return None
    working = last_working_day(day, step.closed_days)
    source = regime_of(step).procedure.source
    return DeadlineShown("Svar på vilkårene", day, working, "Fristen er sat af regionen; aftalen sætter ingen.", source)


def _rules(step: Step) -> tuple[RuleCited, ...]:
    rules = regime_of(step)
    points = (rules.right, rules.share, rules.availability, rules.supply_duty, rules.property_value)
    return cited(*points, rules.employees_after_agreement, rules.procedure)


def _agreement(step: Step, signed: Signatures, envelope: Envelope) -> TakeoverAgreement:
    account = current_terms(step)
    approvals = tuple(
        Treated(begyndelse(decider_name(one.body)), one.meeting_on, one.conclusion)
        for one in decisions_on(step, "takeover_approval")
    )
    return TakeoverAgreement(
        envelope=envelope,
        offers=shown_offers(step),
        parties=shown_parties(step),
        takeover_on=takeover_of(step).takeover_on,
        approvals=approvals,
        shares=shares_shown(account),
        transfer=transfer_shown(account) or TransferData(),
        terms=terms_shown(account),
        signatories=(
            Signatory(municipality_of(step).name, signed.municipality_signs, signed.municipality_title),
            Signatory(region_of(step).name, signed.region_signs, signed.region_title),
        ),
        rules=_rules(step),
        terms_document=_REFERENCE.validate_python(account.document),
        availability=account.availability,
        departures=departures_told(step),
    )
