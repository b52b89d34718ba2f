"""What the pages of a closing's tasks show: the hearing, the accounts, the key, the rules behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.case import Task
from db.models.closing import ClosingAccount, Hearing, Treatment
from db.models.offer import Offer, OfferSale
from db.models.organisation import Organisation
from workflows.documents.account import Account, AmountChange
from workflows.processes.closing.accounts import KINDS, load_figures
from workflows.processes.closing.computing import distribution_key, key_years, of_whole_unit, set_by_hand
from workflows.processes.closing.conclusions import SENT_BACK
from workflows.processes.closing.entry import typed_again
from workflows.processes.closing.facts import (
    affected,
    closing_of,
    decided_on,
    flow_of,
    latest_accounts,
    offer_of,
    operator_council,
)
from workflows.processes.closing.moved_key import is_of, moved_key
from workflows.processes.closing.papers import line_differences, share_differences, shown_again
from workflows.processes.hearing import answers_of, current_hearing
from workflows.processes.pages import facts_for
from workflows.processes.step import Step
from workflows.rules.agreement_types import DistributionKey, HearingForm
from workflows.vocabulary import AccountKind, OrganisationKind, Party


@dataclass(frozen=True)
class AccountView:
    """An account for a screen: the figures and the result; `explanation` says why this model applies."""

    kind: AccountKind
    version: int
    account: Account
    explanation: str
    note: str
    line_differences: tuple[AmountChange, ...] = ()
    share_differences: tuple[AmountChange, ...] = ()


@dataclass(frozen=True)
class KeyRow:
    """A party of the key with what it bought in the two years, as registered on the offer."""

    organisation_id: UUID
    name: str
    operator: bool
    outside: bool
    year_minus_2: Decimal
    year_minus_1: Decimal


def view_of(account: ClosingAccount, before: ClosingAccount | None = None) -> AccountView:
    """An account as entered and computed; with the differences to an earlier one."""
    shown = shown_again(account)
    earlier = shown_again(before) if before else None
    return AccountView(
        kind=account.kind,
        version=account.version,
        account=shown,
        explanation=account.result["explanation"],
        note=account.note,
        line_differences=line_differences(earlier, shown) if earlier else (),
        share_differences=share_differences(earlier, shown) if earlier else (),
    )


def _subject(step: Step) -> dict[str, Any]:
    closing, offer, flow = closing_of(step), offer_of(step), flow_of(step)
    return {
        "closing": closing,
        "offer": offer,
        "operator": step.operator(),
        "agreement": step.agreement,
        "flow": flow,
        "council": operator_council(step.operator()),
        "moved_key": moved_key(step),
    }


@facts_for("task_conclude_hearing", "task_conclude_consequences", "task_state_consequences")
def hearing_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The question, and what the members of the body have answered."""
    hearing = current_hearing(step)
    return {**_subject(step), "hearing": hearing, "answers": answers_of(step, hearing)}


@facts_for("task_record_decision", "task_plan_transition", "task_set_rule")
def decision_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The closing, and the answers of the hearing where there was one."""
    heard = flow_of(step).hearing.value is not HearingForm.NOTIFY_ONLY
    found = step.session.scalars(select(Hearing.id).where(Hearing.case_id == step.case.id)).first()
    answers = answers_of(step, current_hearing(step)) if heard and found else []
    return {**_subject(step), "answers": answers}


@facts_for(*KINDS)
def entry_facts(step: Step, task: Task) -> Mapping[str, Any]:
    """What the form of an account starts from, and what it will be compared with."""
    kind = KINDS[task.element_id]
    latest = latest_accounts(step).get(kind)
    provisional = latest_accounts(step).get(AccountKind.PROVISIONAL) if kind is AccountKind.FINAL else None
    start = latest or provisional
    if start is not None:
        load_figures(step, start)
    by_hand = set_by_hand(step)
    return {
        **_subject(step),
        "kind": kind,
        "key": distribution_key(step),
        "years": key_years(step),
        "rows": _key_rows(step),
        "typed": _typed(step, start) if start else None,
        "others": _other_offers(step),
        "auditors": _auditors(step) if task.element_id == "task_enter_final_account" else [],
        "needs_auditor": task.element_id == "task_enter_final_account" and flow_of(step).audit.value,
        "auditor": step.organisation(Party.AUDITOR),
        "by_hand": by_hand,
        "part_of_unit": of_whole_unit(step),
        "regional": step.operator().kind is OrganisationKind.REGION,
        "may_waive": not by_hand and _may_waive(step),
        "provisional": view_of(provisional) if provisional else None,
        "sent_back": _sent_back(step, latest),
    }


def _typed(step: Step, start: ClosingAccount) -> Mapping[str, Any]:
    """What was typed before, without a key of years that do not count any more."""
    typed = typed_again(start)
    return typed if is_of(start, decided_on(step)) else {name: typed[name] for name in typed if name != "key"}


def _may_waive(step: Step) -> bool:
    closing = closing_of(step)
    return step.agreement.closing_rule(
        operator_kind=step.operator().kind,
        structure=closing.structure,
        closed_by_authority=closing.closed_by_authority,
    ).may_waive


def _sent_back(step: Step, latest: ClosingAccount | None) -> str:
    """Why the last version came back, in the words of who sent it; empty when it did not."""
    if latest is None:
        return ""
    sent_back = Treatment.account_id == latest.id, Treatment.conclusion == SENT_BACK
    text = step.session.scalars(select(Treatment.text).where(*sent_back)).first()
    return text or ("" if latest.endorsed_on else latest.endorsement)


def _key_rows(step: Step) -> list[KeyRow]:
    """The operator and each buyer, with what they bought in the two years of the key."""
    years = key_years(step)
    days = distribution_key(step) is DistributionKey.OCCUPANCY_DAYS
    sales = step.session.scalars(
        select(OfferSale).where(OfferSale.offer_id == offer_of(step).id, OfferSale.year.in_(years))
    )
    bought = {(sale.buyer_id, sale.year): Decimal(sale.occupancy_days) if days else sale.turnover for sale in sales}
    region = step.agreement.region_code
    operator = step.operator()
    return [
        KeyRow(
            organisation_id=one.id,
            name=one.name,
            operator=one.id == operator.id,
            outside=one.region_code != region and one.code != region,
            year_minus_2=bought.get((one.id, years[0]), Decimal(0)),
            year_minus_1=bought.get((one.id, years[1]), Decimal(0)),
        )
        for one in [operator, *affected(step)]
    ]


@dataclass(frozen=True)
class OtherOfferRow:
    """Another offer of the operator; `same_unit` when it shares the economic unit of the closing one."""

    name: str
    basis: Decimal
    same_unit: bool


def _other_offers(step: Step) -> list[OtherOfferRow]:
    offer = offer_of(step)
    found = select(Offer).where(Offer.operator_id == offer.operator_id, Offer.id != offer.id)
    return [
        OtherOfferRow(other.name, other.tariff_basis, offer.unit_id is not None and other.unit_id == offer.unit_id)
        for other in step.session.scalars(found.order_by(Offer.name))
        if other.valid_from <= step.today and (other.valid_to is None or other.valid_to >= step.today)
    ]


def _auditors(step: Step) -> list[Organisation]:
    found = select(Organisation).where(Organisation.kind == OrganisationKind.AUDIT_FIRM)
    return [one for one in step.session.scalars(found.order_by(Organisation.name)) if one.exists_on(step.today)]


@facts_for("task_treat_provisional_account", "task_send_provisional_account", "task_follow_account")
def provisional_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The provisional account, and who will get it."""
    account = latest_accounts(step)[AccountKind.PROVISIONAL]
    return {**_subject(step), "view": view_of(account), "receivers": affected(step)}


@facts_for("task_endorse_account", "task_treat_final_account", "task_send_final_account")
def final_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The final account with its differences to the provisional one, and who will get it."""
    account = latest_accounts(step)[AccountKind.FINAL]
    provisional = latest_accounts(step).get(AccountKind.PROVISIONAL)
    return {
        **_subject(step),
        "view": view_of(account, provisional),
        "receivers": affected(step),
        "endorsement": account.endorsement,
    }
