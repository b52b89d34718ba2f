"""The settlement when the region's accounts are final: the share is computed anew and held against the terms."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from db.models.case import Task
from db.models.takeover import TakeoverAccount
from workflows.documents.account import AmountChange
from workflows.documents.envelope import Envelope
from workflows.documents.formats import kroner
from workflows.documents.takeover import TakeoverSettlement
from workflows.errors import InputError
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day, read_answers
from workflows.processes.step import Step, reference
from workflows.processes.takeover.agreement import documents_of
from workflows.processes.takeover.facts import (
    cited,
    latest_account,
    municipality_of,
    regime_of,
    region_of,
    shown_offers,
    shown_parties,
    takeover_of,
)
from workflows.processes.takeover.figure_answers import ShareAnswers
from workflows.processes.takeover.figures import checked_shares, follows_of, keep_account, shares_shown
from workflows.processes.takeover.papers import current_terms
from workflows.vocabulary import Direction, EventKind, TakeoverFigures

CELLS = {
    "budget": "budget",
    "revenue": "indtægter",
    "costs": "omkostninger",
    "year_result": "årsresultat",
    "carried_forward": "overført fra tidligere år",
    "accumulated": "akkumuleret resultat",
}


class Settlement(Answers):
    """The region's final figures."""

    approved_on: Day
    shares: list[ShareAnswers]
    remarks: str = ""
    seen_warnings: bool = False


class SettlementAnswered(Answers):
    """Whether the municipality agrees; a no says why."""

    agreed: Literal["yes", "no"]
    text: str = ""


@answers_to("task_state_settlement")
def state_settlement(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the final figures, with the share computed anew.

    Raises InputError for figures that can't stand, contradictions that nobody has looked at, and accounts that are not
    yet approved. Rule: syddanmark-2025-2026, bilag 14.
    """
    at_once = AtOnce()
    given = at_once.read(Settlement, answers)
    not_approved = "Regnskabet er ikke godkendt endnu. Afregn, når det er endeligt."
    at_once.refuse("approved_on", not_approved, when=lambda: given.approved_on > step.today)
    computed = checked_shares(step, given, at_once, agreed=True)
    at_once.tell()
    keep_account(
        step,
        TakeoverFigures.SETTLEMENT,
        computed,
        accounts_approved_on=given.approved_on,
        remarks=given.remarks,
    )
    return {}


@operation("takeover.issue_settlement")
def issue_settlement(step: Step, _data: Data) -> None:
    """Issue the settlement to the municipality: the terms against the final accounts, line by line."""
    account = current_settlement(step)
    known = documents_of(step, "takeover_settlement", "takeover_terms", "takeover_agreement")
    agreement = known.get("takeover_agreement")

    def content(envelope: Envelope) -> TakeoverSettlement:
        taken_over_on = takeover_of(step).taken_over_on
        assert taken_over_on is not None
        balance = balance_of(step)
        return TakeoverSettlement(
            envelope=envelope,
            offers=shown_offers(step),
            parties=shown_parties(step),
            taken_over_on=taken_over_on,
            terms_document=reference(known["takeover_terms"]),
            lines=lines_of(step),
            balance=balance,
            payment=payment_of(step, balance),
            shares=shares_shown(account),
            remarks=account.remarks,
            rules=cited(regime_of(step).share),
            agreement_document=reference(agreement) if agreement else None,
        )

    step.issue(content, to=[municipality_of(step)], issuer=region_of(step), replaces=known.get("takeover_settlement"))
    step.note(
        EventKind.DOCUMENT_SENT,
        f"Afregning (version {account.version}) sendt. {payment_of(step, balance_of(step))}",
        source=regime_of(step).share.source,
    )


@answers_to("task_answer_settlement")
def answer_settlement(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep whether the municipality agrees. Raises InputError for a no without a text."""
    given = read_answers(SettlementAnswered, answers)
    if given.agreed == "no" and not given.text:
        raise InputError([("text", "Skriv, hvad I ikke er enige i.")])
    account = current_settlement(step)
    account.answer, account.answer_text, account.answered_on = given.agreed, given.text, step.today
    step.journal(Direction.IN, f"Svar på afregningen, version {account.version}", municipality_of(step).name)
    return {"settled": given.agreed}


def current_settlement(step: Step) -> TakeoverAccount:
    """The settlement that stands. Only after the region has stated one."""
    account = latest_account(step, TakeoverFigures.SETTLEMENT)
    assert account is not None
    return account


def balance_of(step: Step) -> Decimal:
    """What remains to be settled in kroner: positive is paid by the region, negative by the municipality."""
    return _total(current_settlement(step)) - _total(current_terms(step))


def _total(account: TakeoverAccount) -> Decimal:
    return sum((follows_of(row) or Decimal(0) for row in account.shares), Decimal(0))


def payment_of(step: Step, balance: Decimal) -> str:
    """Who pays whom, in a sentence."""
    municipality, region = municipality_of(step).name, region_of(step).name
    if balance > 0:
        return f"{region} betaler {kroner(balance)} til {municipality}."
    if balance < 0:
        return f"{municipality} betaler {kroner(-balance)} til {region}."
    return "Der er intet at betale: det, der følger med, er det samme som i vilkårene."


def lines_of(step: Step) -> tuple[AmountChange, ...]:
    """The terms against the final accounts: every cell of the accounts, the totals, and what follows each offer."""
    before = {row["offer_id"]: row for row in current_terms(step).shares}
    return tuple(
        change
        for row in current_settlement(step).shares
        for change in [*_cells(before[row["offer_id"]], row), _follows(before[row["offer_id"]], row)]
    )


def _cells(before: Mapping[str, Any], after: Mapping[str, Any]) -> Sequence[AmountChange]:
    old, new = _units(before), _units(after)
    lines = [
        _change(f"{unit}: {label}", old.get(unit, {}).get(cell), new.get(unit, {}).get(cell))
        for unit in dict.fromkeys([*old, *new])
        for cell, label in CELLS.items()
    ]
    if old or new:
        lines.append(_change("I alt: akkumuleret resultat", _total_of(before), _total_of(after)))
    return lines


def _units(share: Mapping[str, Any]) -> dict[str, Mapping[str, str]]:
    return {unit["name"]: unit for unit in share["request"]["units"]} if share["request"] else {}


def _total_of(share: Mapping[str, Any]) -> str | None:
    return share["request"]["total_accumulated"] if share["request"] else None


def _follows(before: Mapping[str, Any], after: Mapping[str, Any]) -> AmountChange:
    old, new = follows_of(before) or Decimal(0), follows_of(after) or Decimal(0)
    return AmountChange(f"{after['offer']}: følger med tilbuddet", old, new, new - old)


def _change(label: str, before: str | None, after: str | None) -> AmountChange:
    old, new = Decimal(before or "0"), Decimal(after or "0")
    return AmountChange(label, old, new, new - old)
