"""The facts of a takeover for its case page, each as far as the organisation may see."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.clock import now
from workflows.processes.step import Step
from workflows.processes.takeover.calling_off import Withdrawal, withdrawal_of
from workflows.processes.takeover.facts import (
    accounts_of,
    departures_told,
    municipality_of,
    next_window_of,
    offers_of,
    regime_of,
    region_of,
    takeover_of,
    window_of,
)
from workflows.processes.takeover.pages import (
    FiguresView,
    SettlementView,
    TermsView,
    figures_view,
    settlement_view,
    terms_view,
)
from workflows.rules.agreement_types import Stated
from workflows.rules.takeover.regimes import Regime
from workflows.rules.takeover.terms import Window
from workflows.services.casework.sight import Sight, see_case
from workflows.services.closing.facts import RuleRow
from workflows.services.running.stepping import begin
from workflows.services.takeover.takeover_checklists import ChecklistRow, checklist_rows
from workflows.vocabulary import TakeoverFigures, TakeoverOutcome


@dataclass(frozen=True)
class OfferRow:
    """An offer of the round."""

    name: str
    legal_basis: str
    places: int
    unit: str


@dataclass(frozen=True)
class TakeoverFacts:
    """What a takeover is about, and how far it has come.

    Checks and departures are those of the registration and of the course; figures, terms, settlement and checklist
    are only there for the parties and the secretariat.
    """

    municipality: str
    region: str
    offers: list[OfferRow]
    window: Window
    takeover_on: date
    reasons: str
    agreement_note: str
    body: str
    discussed_on: date | None
    discussion: str
    council_on: date | None
    declared_on: date | None
    declared_before: bool
    transfer_missed: bool
    next_window: Window | None
    """The next chance, where the regional council was not told in time."""
    agreed_on: date | None
    employees_notified_on: date | None
    taken_over_on: date | None
    agreement_updated_on: date | None
    agreement_update: str
    outcome: TakeoverOutcome | None
    checks: list[dict[str, str]]
    departures: tuple[str, ...]
    rules: list[RuleRow]
    withdrawal: Withdrawal
    figures: FiguresView | None
    terms: list[TermsView]
    """Every version, the latest first."""
    settlement: SettlementView | None
    checklist: list[ChecklistRow]


def takeover_facts(case_id: UUID, actor: Actor) -> TakeoverFacts:
    """The facts of a takeover. Raises NotFound when the organisation has no part in the case."""
    with reading() as session:
        sight = see_case(session, case_id, actor)
        step = begin(session, sight.case, now(), actor)
        return _facts(step, sight)


def _facts(step: Step, sight: Sight) -> TakeoverFacts:
    full = Aspect.ACCOUNTS in sight.aspects
    takeover, rules = takeover_of(step), regime_of(step)
    return TakeoverFacts(
        municipality=municipality_of(step).name,
        region=region_of(step).name,
        offers=_offers(step),
        window=window_of(step),
        takeover_on=takeover.takeover_on,
        reasons=takeover.reasons,
        agreement_note=takeover.agreement_note,
        body=rules.body.name,
        discussed_on=takeover.discussed_on,
        discussion=takeover.discussion if full else "",
        council_on=takeover.council_on,
        declared_on=takeover.declared_on,
        declared_before=takeover.declared_before,
        transfer_missed=takeover.transfer_missed,
        next_window=next_window_of(step) if takeover.outcome is TakeoverOutcome.TOO_LATE else None,
        agreed_on=takeover.agreed_on,
        employees_notified_on=takeover.employees_notified_on,
        taken_over_on=takeover.taken_over_on,
        agreement_updated_on=takeover.agreement_updated_on,
        agreement_update=takeover.agreement_update,
        outcome=takeover.outcome,
        checks=takeover.checks if full else [],
        departures=departures_told(step) if full else (),
        rules=_rules(rules),
        withdrawal=withdrawal_of(step),
        figures=_figures(step) if full else None,
        terms=_terms(step) if full else [],
        settlement=_settlement(step) if full else None,
        checklist=checklist_rows(step, sight.parties) if full else [],
    )


def _offers(step: Step) -> list[OfferRow]:
    return [
        OfferRow(offer.name, offer.legal_basis, offer.places, offer.unit.name if offer.unit else "")
        for offer in offers_of(step)
    ]


def _rules(rules: Regime) -> list[RuleRow]:
    """What the agreement says on each point."""
    points: list[Stated[Any]] = [
        point for point in (getattr(rules, one.name) for one in fields(rules)) if isinstance(point, Stated)
    ]
    return [RuleRow(point.why, point.source) for point in points]


def _figures(step: Step) -> FiguresView | None:
    rows = accounts_of(step, TakeoverFigures.DATA)
    return figures_view(rows[-1]) if rows else None


def _terms(step: Step) -> list[TermsView]:
    return [terms_view(row) for row in reversed(accounts_of(step, TakeoverFigures.TERMS))]


def _settlement(step: Step) -> SettlementView | None:
    return settlement_view(step) if accounts_of(step, TakeoverFigures.SETTLEMENT) else None
