"""The share of an economic unit's accumulated result that follows an offer to the one who takes it over."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from workflows.errors import InputError
from workflows.rules.agreements import agreement
from workflows.rules.money import format_amount, format_percent, two_decimals, whole_kroner
from workflows.rules.takeover.checks import Contradiction, contradictions, faults_of
from workflows.rules.takeover.inputs import TakeoverShareInput
from workflows.rules.trace import Trace, TraceStep


@dataclass(frozen=True, kw_only=True)
class TakeoverShare:
    """What follows the offer and what is carried on; together the total, always, in the measure of the input."""

    percent_of_budget: str
    """The total accumulated result in percent of the total budget, with two decimals."""
    follows: Decimal
    """In whole units of the input."""
    carried_on: Decimal
    warnings: tuple[Contradiction, ...]
    trace: tuple[TraceStep, ...]


def takeover_share(inputs: TakeoverShareInput) -> TakeoverShare:
    """Divide an economic unit's accumulated result when one of its units is taken over.

    The taken-over unit's part of the total cost budget, times the total accumulated result, follows it, rounded
    to whole units of the input; the rest is carried on. The unit's own result plays no part, and no limit of
    5 % does. Figures that contradict each other are warned of and used as they are given.
    Raises InputError with every fault of the figures, or on `agreement` when it is unknown.

    Rule: syddanmark-2025-2026, bilag 14; the other agreements print no formula, and the trace says so.
    """
    rule = agreement(inputs.agreement).takeover_share
    faults = faults_of(inputs)
    if faults:
        raise InputError(faults)
    trace = Trace(rule.formula_source)
    percent_of_budget = _percent_of_budget(inputs, trace)
    follows = _follows(inputs, trace)
    carried_on = _carried_on(inputs, follows, trace)
    for note in rule.notes:
        trace.note(note.text, source=note.source)
    return TakeoverShare(
        percent_of_budget=percent_of_budget,
        follows=follows,
        carried_on=carried_on,
        warnings=contradictions(inputs),
        trace=tuple(trace.steps),
    )


def as_json(share: TakeoverShare) -> dict[str, object]:
    """The share in the form of the contract for `calc takeover-share`."""
    return {
        "percent_of_budget": share.percent_of_budget,
        "follows": format_amount(share.follows),
        "carried_on": format_amount(share.carried_on),
        "warnings": [asdict(warning) for warning in share.warnings],
        "trace": [asdict(step) for step in share.trace],
    }


def _percent_of_budget(inputs: TakeoverShareInput, trace: Trace) -> str:
    budgets = {unit.name: format_amount(unit.budget) for unit in inputs.units}
    trace.add("total_budget", "alle enheders budget lagt sammen", budgets, format_amount(inputs.total_budget))
    percent = format_percent(inputs.total_accumulated, inputs.total_budget)
    trace.add(
        "percent_of_budget",
        "100 × akkumuleret resultat i alt ÷ budget i alt, afrundet til to decimaler",
        {
            "akkumuleret resultat i alt": format_amount(inputs.total_accumulated),
            "budget i alt": format_amount(inputs.total_budget),
        },
        percent,
    )
    return percent


def _follows(inputs: TakeoverShareInput, trace: Trace) -> Decimal:
    unit = inputs.unit_taken_over
    follows = whole_kroner(Fraction(inputs.total_accumulated) * Fraction(unit.budget) / inputs.total_budget)
    trace.add(
        "follows",
        "enhedens budget ÷ budget i alt × akkumuleret resultat i alt, afrundet til hele tal",
        {
            "enhed": unit.name,
            "enhedens budget": format_amount(unit.budget),
            "budget i alt": format_amount(inputs.total_budget),
            "akkumuleret resultat i alt": format_amount(inputs.total_accumulated),
        },
        format_amount(follows),
    )
    return follows


def _carried_on(inputs: TakeoverShareInput, follows: Decimal, trace: Trace) -> Decimal:
    carried_on = two_decimals(Fraction(inputs.total_accumulated) - Fraction(follows))
    trace.add(
        "carried_on",
        "akkumuleret resultat i alt − det, der følger med",
        {
            "akkumuleret resultat i alt": format_amount(inputs.total_accumulated),
            "det, der følger med": format_amount(follows),
        },
        format_amount(carried_on),
    )
    return carried_on
