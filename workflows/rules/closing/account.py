"""A computed closing account, and its form for other programs."""

from dataclasses import dataclass
from decimal import Decimal

from workflows.rules.money import format_amount
from workflows.rules.trace import TraceStep


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one party bears (negative) or receives, in kroner."""

    party: str
    operator: bool
    percent: str
    """The party's part of the key, with two decimals."""
    distributed: Decimal
    """Its part of what is distributed."""
    total: Decimal
    """The same, and for the operator the own share and the rounding remainder too."""


@dataclass(frozen=True, kw_only=True)
class CarriedOn:
    """What goes on to another offer or unit of the operator, in kroner."""

    name: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class ClosingAccount:
    """How the accumulated result of a closed offer is shared.

    The totals of the shares and the amounts carried on add up to `accumulated`, always.
    """

    model: str
    """C0–C5; M where the secretariat has set the rule."""
    year_result: Decimal
    accumulated: Decimal
    own_share: Decimal
    """The limit itself, as a magnitude, also when the result is smaller."""
    to_distribute: Decimal
    shares: tuple[Share, ...]
    carried_on: tuple[CarriedOn, ...]
    trace: tuple[TraceStep, ...]
    explanation: str
    """Why this model, and what came of it, in Danish."""

    @property
    def operator_share(self) -> Share:
        return next(share for share in self.shares if share.operator)


def as_json(account: ClosingAccount) -> dict[str, object]:
    """The account in the form of the contract for `calc closing-account`.

    There are no two figures in a closing account's input that can contradict each other, so that
    `warnings` is empty.
    """
    return {
        "model": account.model,
        "year_result": format_amount(account.year_result),
        "accumulated": format_amount(account.accumulated),
        "own_share": format_amount(account.own_share),
        "to_distribute": format_amount(account.to_distribute),
        "shares": [_share(share) for share in account.shares],
        "carried_on": [{"name": row.name, "amount": format_amount(row.amount)} for row in account.carried_on],
        "warnings": [],
        "trace": [_step(step) for step in account.trace],
    }


def _share(share: Share) -> dict[str, object]:
    return {
        "party": share.party,
        "operator": share.operator,
        "percent": share.percent,
        "distributed": format_amount(share.distributed),
        "total": format_amount(share.total),
    }


def _step(step: TraceStep) -> dict[str, object]:
    return {
        "step": step.step,
        "formula": step.formula,
        "inputs": dict(step.inputs),
        "value": step.value,
        "source": step.source,
    }
