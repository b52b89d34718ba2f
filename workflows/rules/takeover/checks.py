"""What must hold before a share can be computed, and which given figures contradict each other."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from workflows.rules.jsoninput import Faults
from workflows.rules.money import danish_amount
from workflows.rules.takeover.inputs import TakeoverShareInput, Unit


@dataclass(frozen=True)
class Contradiction:
    """A given figure that differs from what others come to; it is told and never corrected."""

    path: str
    message: str


def faults_of(inputs: TakeoverShareInput) -> Faults:
    """Everything that keeps the share from being computed; empty when nothing does."""
    faults: Faults = []
    names: set[str] = set()
    for index, unit in enumerate(inputs.units):
        if unit.name in names:
            faults.append((f"units[{index}].name", "Navnet står allerede på listen."))
        names.add(unit.name)
    if inputs.taken_over not in names:
        faults.append(("taken_over", "Skal være navnet på en af enhederne."))
    if inputs.total_budget <= 0:
        faults.append(("units", "Enhedernes budgetter skal tilsammen være større end nul."))
    return faults


def contradictions(inputs: TakeoverShareInput) -> tuple[Contradiction, ...]:
    """Every result of a unit, and the total, that is not what the other given figures come to."""
    found = [each for index, unit in enumerate(inputs.units) for each in _of_unit(f"units[{index}]", unit)]
    return (*found, *_of_total(inputs))


def _of_unit(path: str, unit: Unit) -> list[Contradiction]:
    year_result = Fraction(unit.revenue) - Fraction(unit.costs)
    accumulated = Fraction(unit.year_result) + Fraction(unit.carried_forward)
    return [
        *_compare(
            f"{path}.year_result",
            f"{unit.name}: årsresultatet",
            unit.year_result,
            "indtægter − omkostninger",
            year_result,
        ),
        *_compare(
            f"{path}.accumulated",
            f"{unit.name}: det akkumulerede resultat",
            unit.accumulated,
            "årsresultat + overførsel fra tidligere år",
            accumulated,
        ),
    ]


def _of_total(inputs: TakeoverShareInput) -> list[Contradiction]:
    accumulated = sum((Fraction(unit.accumulated) for unit in inputs.units), Fraction(0))
    return _compare(
        "total_accumulated",
        "I alt: det akkumulerede resultat",
        inputs.total_accumulated,
        "enhedernes akkumulerede resultater lagt sammen",
        accumulated,
    )


def _compare(path: str, cell: str, given: Decimal, formula: str, computed: Fraction) -> list[Contradiction]:
    difference = Fraction(given) - computed
    if not difference:
        return []
    message = (
        f"{cell} er {danish_amount(given)}, men {formula} giver {danish_amount(computed)}. "
        f"Forskellen er {danish_amount(difference)}. Intet er rettet."
    )
    return [Contradiction(path, message)]
