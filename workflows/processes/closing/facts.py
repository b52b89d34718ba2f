"""The facts of a closing that its operations share: the row, the offer, the regime, how they are shown."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from db.models.closing import Closing, ClosingAccount, Treatment
from db.models.offer import Offer
from db.models.organisation import Organisation
from workflows.documents.envelope import DeadlineShown, RuleCited
from workflows.documents.envelope import Offer as OfferShown
from workflows.errors import NotFound
from workflows.processes.lookups import existing
from workflows.processes.step import Step
from workflows.rules.agreement_types import ClosingFlow, Stated
from workflows.rules.deadlines import Deadline
from workflows.vocabulary import AccountKind, OrganisationKind, Party


def closing_of(step: Step) -> Closing:
    """The closing of the step's case; read once in a step."""
    if step.subject is None:
        read_closing(step)
    closing: Closing = step.subject
    return closing


def read_closing(step: Step, *codes: str) -> None:
    """Read the closing, and with it its offer, its latest accounts, its first treatment, and organisations by code.

    Raises NotFound for the case of another process.
    """
    treated = select(func.min(Treatment.meeting_on)).where(Treatment.case_id == step.case.id).scalar_subquery()
    found = (
        select(Closing, Offer, ClosingAccount, Organisation, treated)
        .join(Offer, Offer.id == Closing.offer_id)
        .outerjoin(ClosingAccount, _latest())
        .outerjoin(Organisation, and_(Organisation.code.in_(codes), existing(step.today)))
        .where(Closing.case_id == step.case.id)
    )
    rows = step.session.execute(found).all()
    if not rows:
        raise NotFound(f"Sag {step.case.number} er ikke en lukkesag.")
    step.subject, step.offer, _, _, step.known[Treatment] = rows[0]
    step.known[ClosingAccount] = {account.kind: account for _, _, account, _, _ in rows if account is not None}
    step.known[Organisation] = {named.code: named for _, _, _, named, _ in rows if named is not None}


def _latest() -> ColumnElement[bool]:
    """The versions of the closing's accounts that no later one has replaced."""
    later = aliased(ClosingAccount)
    same = later.case_id == ClosingAccount.case_id, later.kind == ClosingAccount.kind
    replaced = exists().where(*same, later.version > ClosingAccount.version)
    return and_(ClosingAccount.case_id == Closing.case_id, ~replaced)


def first_treated_on(step: Step) -> date | None:
    """When a body treated the closing or one of its accounts first, before this step."""
    closing_of(step)
    day: date | None = step.known.get(Treatment)
    return day


def latest_accounts(step: Step) -> dict[AccountKind, ClosingAccount]:
    """The latest version of the closing's account of each kind, as far as there is one."""
    closing_of(step)
    accounts: dict[AccountKind, ClosingAccount] = step.known.setdefault(ClosingAccount, {})
    return accounts


def offer_of(step: Step) -> Offer:
    """The offer that closes."""
    closing_of(step)
    assert step.offer is not None
    return step.offer


def flow_of(step: Step) -> ClosingFlow:
    """The agreement's course of a closing, for the category of this offer and for who has closed it."""
    closing = closing_of(step)
    return step.agreement.closing_flow(closing.category, closed_by_authority=closing.closed_by_authority)


def operator_council(operator: Organisation) -> str:
    """Who decides for the operator, in words."""
    council = "regionsrådet" if operator.kind is OrganisationKind.REGION else "kommunalbestyrelsen"
    return f"{council} i {operator.name}"


def affected(step: Step) -> list[Organisation]:
    """The municipalities that buy places in the offer, without the operator."""
    operator = step.operator()
    return [buyer for buyer in step.organisations(Party.BUYER) if buyer.id != operator.id]


def shown_offer(step: Step) -> OfferShown:
    """The offer as a document shows it."""
    offer, closing = offer_of(step), closing_of(step)
    return OfferShown(
        name=offer.name,
        operator=step.operator().name,
        services=offer.legal_basis,
        target_group="",
        places=offer.places,
        structure=closing.structure.label,
    )


def shown_deadline(found: Deadline) -> DeadlineShown:
    """A deadline as a document shows it."""
    return DeadlineShown(found.label, found.date, found.last_working_day, found.explanation, found.source)


def cited(*stated: Stated[Any]) -> tuple[RuleCited, ...]:
    """What the agreement says on some points, as a document cites it."""
    return tuple(RuleCited(one.why, one.source) for one in stated)


def decided_on(step: Step) -> date:
    """The date of the operator's decision. Only after it has been recorded."""
    day = closing_of(step).decided_on
    assert day is not None
    return day


def yes_no(value: bool) -> str:
    """How yes and no are kept in the data of a process, where gateways and tables read them."""
    return "yes" if value else "no"


def economy(step: Step) -> str:
    """What is expected of the economy, in a sentence for letters."""
    if closing_of(step).consequences_for_others:
        return "Lukningen forventes at få økonomiske konsekvenser for de kommuner, der køber pladser i tilbuddet."
    return "Lukningen forventes ikke at få direkte økonomiske konsekvenser for andre end driftsherren."
