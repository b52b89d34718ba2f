"""What the pages of a takeover's tasks show: the round, the rules, the figures, the terms, the checklist."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from db.models.case import Task
from db.models.offer import Offer
from db.models.takeover import TakeoverAccount
from workflows.documents.account import AmountChange
from workflows.documents.takeover_parts import Term, TransferData
from workflows.documents.takeover_share import TakeoverShare
from workflows.errors import NotFound
from workflows.processes.deadlines import standing_deadline
from workflows.processes.decision import decisions_on
from workflows.processes.lookups import next_meeting
from workflows.processes.pages import facts_for
from workflows.processes.request import answers_to_request
from workflows.processes.step import Step
from workflows.processes.takeover.agreement import terms_shown
from workflows.processes.takeover.calling_off import withdrawal_of
from workflows.processes.takeover.checklists import OWNERS, items_of
from workflows.processes.takeover.data import DATA_ITEMS
from workflows.processes.takeover.facts import (
    council_of,
    declaration_deadline,
    departures_told,
    latest_account,
    municipality_of,
    offers_of,
    regime_of,
    region_of,
    regional_council_of,
    takeover_of,
    window_of,
)
from workflows.processes.takeover.figures import follows_of, is_negotiated, shares_shown, transfer_shown, typed_share
from workflows.processes.takeover.preparation import DECLARATION
from workflows.processes.takeover.settlement import balance_of, current_settlement, lines_of, payment_of
from workflows.processes.takeover.terms import APPROVAL
from workflows.vocabulary import Party, TakeoverFigures


@dataclass(frozen=True)
class FollowsView:
    """What follows one offer: the amount in kroner (none while it is not agreed), and why."""

    offer: str
    follows: Decimal | None
    carried_on: Decimal | None
    """What calculation T leaves in the region; none where it was not made."""
    negotiated: bool
    """Whether the agreement prints no formula, so that calculation T is there to compare with."""
    reason: str
    warnings: tuple[tuple[str, str], ...]
    """Cell and sentence, where the accounts contradict themselves."""


@dataclass(frozen=True)
class FiguresView:
    """Figures of the region for a screen."""

    account: TakeoverAccount
    follows: tuple[FollowsView, ...]
    shares: tuple[TakeoverShare, ...]
    transfer: TransferData | None


@dataclass(frozen=True)
class TermsView(FiguresView):
    """A version of the region's terms for a screen."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class SettlementView(FiguresView):
    """A settlement for a screen: the terms against the final accounts."""

    lines: tuple[AmountChange, ...]
    balance: Decimal
    payment: str


def figures_view(account: TakeoverAccount) -> FiguresView:
    """Figures as they were stated and computed."""
    return FiguresView(account, _follows(account), shares_shown(account), transfer_shown(account))


def terms_view(account: TakeoverAccount) -> TermsView:
    """The terms as they were stated and computed."""
    return TermsView(account, _follows(account), shares_shown(account), transfer_shown(account), terms_shown(account))


def settlement_view(step: Step) -> SettlementView:
    """The settlement that stands, against the terms."""
    account = current_settlement(step)
    balance = balance_of(step)
    return SettlementView(
        account,
        _follows(account),
        shares_shown(account),
        None,
        lines_of(step),
        balance,
        payment_of(step, balance),
    )


def _follows(account: TakeoverAccount) -> tuple[FollowsView, ...]:
    return tuple(
        FollowsView(
            offer=row["offer"],
            follows=follows_of(row),
            carried_on=Decimal(row["result"]["carried_on"]) if row["result"] else None,
            negotiated=is_negotiated(row),
            reason=row["share_reason"],
            warnings=tuple((one["path"], one["message"]) for one in row["result"]["warnings"]) if row["result"] else (),
        )
        for row in account.shares
    )


def subject(step: Step) -> dict[str, Any]:
    """What every page of a takeover knows."""
    takeover = takeover_of(step)
    return {
        "takeover": takeover,
        "offers": offers_of(step),
        "municipality": municipality_of(step),
        "region": region_of(step),
        "council": council_of(step),
        "regional_council": regional_council_of(step),
        "agreement": step.agreement,
        "regime": regime_of(step),
        "window": window_of(step),
        "checks": takeover.checks,
        "departures": departures_told(step),
        "withdrawal": withdrawal_of(step),
    }


@facts_for("task_ask_for_data")
def data_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """What can be asked for, and what has been answered so far."""
    return {**subject(step), "data_items": list(DATA_ITEMS.items()), "earlier": _answers(step)}


def _answers(step: Step) -> list[Any]:
    try:
        return list(answers_to_request(step, "takeover_data"))
    except NotFound:
        return []


@facts_for("task_deliver_figures")
def figures_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """What the form begins with: an empty account for each offer, or the figures delivered before."""
    return {**subject(step), "typed": {**_typed(step, TakeoverFigures.DATA)}, "earlier": _answers(step)}


@facts_for("task_prepare_recommendation", "task_record_discussion")
def recommendation_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The region's figures and answers, what the body has said, and what the council asked to have changed."""
    account = latest_account(step, TakeoverFigures.DATA)
    return {
        **subject(step),
        "figures": figures_view(account) if account else None,
        "answers": _answers(step),
        "body": regime_of(step).body.name,
        "body_meets_on": _body_meets_on(step),
        "typed": takeover_of(step).recommendation,
        "council_said": decisions_on(step, DECLARATION),
    }


def _body_meets_on(step: Step) -> date | None:
    """The next day on which the body can discuss the takeover: of the agreement's own plan, else its next meeting."""
    planned = standing_deadline(step, regime_of(step).steps_rule.value)
    if planned is not None and step.today <= planned.due_on < declaration_deadline(step).due_on:
        return planned.due_on
    body = step.organisation(Party.DISCUSSING_BODY)
    meeting = next_meeting(step.session, body.id, step.today) if body else None
    return meeting.held_on if meeting else None


@facts_for("task_declare_takeover", "task_issue_agreement", "task_notify_employees", "task_update_agreement")
def declaration_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The round with its deadlines, and the terms where there are any."""
    account = latest_account(step, TakeoverFigures.TERMS)
    return {**subject(step), "terms": terms_view(account) if account else None}


@facts_for("task_state_terms", "task_answer_terms")
def terms_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The terms so far, what the form begins with, and what was asked to have changed, by whom."""
    account = latest_account(step, TakeoverFigures.TERMS)
    rules, takeover = regime_of(step), takeover_of(step)
    start = {
        "takeover_on": takeover.takeover_on.isoformat(),
        "terms": account.terms if account else _own_terms(step),
        "availability": account.availability if account else rules.availability.value,
        "supply_duty": account.supply_duty if account else rules.supply_duty.value,
    }
    return {
        **subject(step),
        "terms": terms_view(account) if account else None,
        "version": account.version + 1 if account else 1,
        "typed": {**_typed(step, TakeoverFigures.TERMS, TakeoverFigures.DATA), **start},
        "wished": account.answer_text if account and account.answer == "changes" else "",
        "councils_said": decisions_on(step, APPROVAL),
    }


def _own_terms(step: Step) -> list[dict[str, str]]:
    """What the agreement says on points that belong in the terms."""
    rules = regime_of(step)
    points = (("Overdragelsen", rules.procedure.value), ("Ejendommens værdi", rules.property_value.value))
    return [{"heading": heading, "text": text} for heading, text in points if text]


@facts_for(*OWNERS)
def checklist_facts(step: Step, task: Task) -> Mapping[str, Any]:
    """The points of the list: one's own, and those of the other party."""
    own = OWNERS[task.element_id]
    return {
        **subject(step),
        "items": items_of(step, own),
        "others": [item for item in items_of(step) if item.owner is not own],
    }


@facts_for("task_state_settlement", "task_answer_settlement")
def settlement_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The terms, the settlement against them, and what the form begins with."""
    account = latest_account(step, TakeoverFigures.TERMS)
    assert account is not None
    before = latest_account(step, TakeoverFigures.SETTLEMENT)
    return {
        **subject(step),
        "terms": terms_view(account),
        "settlement": settlement_view(step) if before else None,
        "typed": _typed(step, TakeoverFigures.SETTLEMENT, TakeoverFigures.TERMS),
        "wished": before.answer_text if before and before.answer == "no" else "",
    }


def _typed(step: Step, *kinds: TakeoverFigures) -> dict[str, Any]:
    """The latest figures of the first kind that there are any of, as they were typed; else an empty form."""
    account = next((one for kind in kinds if (one := latest_account(step, kind)) is not None), None)
    known = {row["offer_id"]: typed_share(row) for row in account.shares} if account else {}
    shares = [known.get(str(offer.id)) or _empty_share(step, offer) for offer in offers_of(step)]
    return {"shares": shares, "transfer": account.transfer if account else {}}


def _empty_share(step: Step, offer: Offer) -> dict[str, Any]:
    return {
        "offer_id": str(offer.id),
        "economic_unit": offer.unit.name if offer.unit else offer.name,
        "year": step.today.year - 1,
        "units": [],
        "taken_over": offer.name,
        "total_accumulated": None,
        "agreed_share": None,
        "share_reason": "",
    }
