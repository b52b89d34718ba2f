"""What a measure costs each municipality: before and after, from an empty offer to a full one, with the trace."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction

from workflows.rules.emergency_brake.financing import Financing, Terms, changed_by, check_financing
from workflows.rules.emergency_brake.payments import Payment, paid, payments_at
from workflows.rules.emergency_brake.toolbox import CALCULATION_NAMES
from workflows.rules.money import danish_amount, format_amount, two_decimals
from workflows.rules.trace import Trace, TraceStep

SCENARIOS = (0, 25, 50, 75, 100)
"""The occupancies in percent for which an effect is shown, beside today's."""
MILLIONTH = 1_000_000
ASSUMPTION = (
    "Tilbuddets udgifter er de samme, uanset hvor mange pladser der er i brug. Hver kommunes del af de brugte døgn er "
    "som i dag. Det, som andre ikke betaler, bærer driftsherren."
)


@dataclass(frozen=True)
class Change:
    """One party's payment in kroner a year before and after."""

    party: str
    operator: bool
    before: Decimal
    after: Decimal

    @property
    def difference(self) -> Decimal:
        """What the measure costs the party; below nought where it saves."""
        return self.after - self.before


@dataclass(frozen=True)
class ScenarioEffect:
    """The effect when so many percent of the places are in use; the parts add up to the basis, before and after."""

    occupancy: Decimal
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Effect:
    """Tariffs a day and place are rounded to øre for showing only; amounts are computed from exact values."""

    tariff_before: Decimal
    tariff_after: Decimal
    today: ScenarioEffect
    scenarios: tuple[ScenarioEffect, ...]
    trace: tuple[TraceStep, ...]


def effect_of(financing: Financing, measures: Sequence[Terms], *, source: str) -> Effect:
    """What measures together cost each municipality in a year.

    Raises InputError for figures or terms that cannot stand, with the path `finance…` or `measures[i]…`.
    Rule: hovedstaden-2019-2020, 9.2 describes the measures in words; the formulas are the plain reading of it.

    >>> from workflows.rules.emergency_brake.financing import User
    >>> from workflows.rules.emergency_brake.toolbox import Calculation
    >>> offer = Financing(
    ...     Decimal(7300000), 10, 365, Decimal(100), (User("Driftsherre", 365, operator=True), User("Køber", 2555))
    ... )
    >>> lower = Terms(Calculation.LOWER_OCCUPANCY, occupancy=Decimal(80))
    >>> effect = effect_of(offer, [lower], source="hovedstaden-2019-2020, 9.2")
    >>> effect.tariff_before, effect.tariff_after, effect.today.changes[1].difference
    (Decimal('2000.00'), Decimal('2500.00'), Decimal('1277500'))
    """
    check_financing(financing)
    after = financing
    for number, terms in enumerate(measures):
        after = changed_by(after, terms, f"measures[{number}]")
    trace = Trace(source)
    _trace_tariff("tariff_before", financing, trace)
    _trace_tariff("tariff_after", after, trace)
    buyers = [one for one in payments_at(after, None) if one.party != after.operator]
    _trace_objective(after, buyers, trace)
    _trace_guarantees(after, buyers, trace)
    _trace_payments(financing, after, buyers, trace)
    _trace_rest(financing, after, trace)
    trace.note(ASSUMPTION)
    return Effect(
        tariff_before=two_decimals(financing.tariff),
        tariff_after=two_decimals(after.tariff),
        today=_scenario(financing, after, None),
        scenarios=tuple(_scenario(financing, after, percent) for percent in SCENARIOS),
        trace=tuple(trace.steps),
    )


def _scenario(before: Financing, after: Financing, percent: int | None) -> ScenarioEffect:
    part = None if percent is None else Fraction(percent, 100)
    was, will_be = paid(before, part), paid(after, part)
    today = two_decimals(Fraction(100 * before.days_used, before.capacity))
    return ScenarioEffect(
        occupancy=today if percent is None else Decimal(percent),
        changes=tuple(
            Change(party, party == after.operator, was.get(party, Decimal(0)), will_be[party])
            for party in after.parties
        ),
    )


def _trace_tariff(step: str, financing: Financing, trace: Trace) -> None:
    formula = "basis ÷ (pladser × dage × budgetteret belægning)"
    figures = {
        "basis": format_amount(financing.basis),
        "pladser": str(financing.places),
        "dage": str(financing.days_in_year),
        "budgetteret belægning": f"{format_amount(financing.occupancy)} %",
    }
    if financing.objective_percent:
        formula = "basis × (100 % − objektiv del) ÷ (pladser × dage × budgetteret belægning)"
        figures["objektiv del"] = f"{format_amount(financing.objective_percent)} %"
    trace.add(step, formula, figures, format_amount(two_decimals(financing.tariff)))


def _trace_objective(after: Financing, buyers: Sequence[Payment], trace: Trace) -> None:
    """Each buyer's part of what is financed by the key; the operator's is in its rest."""
    whole_key = format_amount(sum(after.key.values(), Decimal(0)))
    for one in buyers:
        if after.key.get(one.party):
            figures = {
                "kommune": one.party,
                "objektiv del": f"{format_amount(after.objective_percent)} %",
                "basis": format_amount(after.basis),
                "kommunens tal": format_amount(after.key[one.party]),
                "nøglen i alt": whole_key,
            }
            formula = "objektiv del × basis × kommunens tal ÷ nøglen i alt"
            trace.add("objective_part", formula, figures, format_amount(two_decimals(one.objective)))


def _trace_guarantees(after: Financing, buyers: Sequence[Payment], trace: Trace) -> None:
    """The places that each buyer guarantees and nobody uses."""
    for one in buyers:
        if one.party in after.guaranteed:
            figures = {
                "kommune": one.party,
                "garanterede pladser": format_amount(after.guaranteed[one.party]),
                "egne døgn": format_amount(one.days),
                "dage": str(after.days_in_year),
            }
            formula = "garanterede pladser − egne døgn ÷ dage, dog højst kommunens del af de pladser, ingen bruger"
            trace.add("guaranteed_places", formula, figures, format_amount(two_decimals(one.unused_places)))


def _trace_payments(before: Financing, after: Financing, buyers: Sequence[Payment], trace: Trace) -> None:
    """How each buyer's payment after the measure comes about."""
    was = paid(before, None)
    formula = "takst efter × døgn + objektivt beløb + betaling for ubrugte pladser + bidrag, afrundet til hele kroner"
    for one in buyers:
        figures = {
            "kommune": one.party,
            "takst efter": _precise(after.tariff),
            "døgn": format_amount(one.days),
            "objektivt beløb": _precise(one.objective),
            "betaling for ubrugte pladser": _precise(one.guarantee),
            "bidrag": format_amount(one.contribution),
            "betaling før": format_amount(was.get(one.party, Decimal(0))),
        }
        trace.add("payment", formula, figures, format_amount(one.rounded))


def _precise(value: Fraction) -> str:
    """A figure as exactly as a payment in whole kroner needs it: what has no end is cut to six decimals."""
    return format_amount(Fraction(round(value * MILLIONTH), MILLIONTH))


def _trace_rest(before: Financing, after: Financing, trace: Trace) -> None:
    was, will_be = paid(before, None), paid(after, None)
    others = sum((amount for party, amount in will_be.items() if party != after.operator), Decimal(0))
    figures = {
        "basis": format_amount(after.basis),
        "de øvriges betaling": format_amount(others),
        "driftsherrens del før": format_amount(was[after.operator]),
    }
    trace.add("operator_rest", "basis − de øvriges betaling", figures, format_amount(will_be[after.operator]))


def assumptions(financing: Financing, measures: Sequence[Terms]) -> tuple[str, ...]:
    """What the calculation takes as given, in sentences."""
    told = [
        f"Beregningsgrundlag {danish_amount(financing.basis)} kr., {financing.places} pladser, budgetteret belægning "
        f"{danish_amount(financing.occupancy)} %, {danish_amount(financing.days_used)} brugte døgn.",
        ASSUMPTION,
    ]
    told += [f"Fordelingsnøgle: {terms.key_name}." for terms in measures if terms.key_name]
    return tuple(told)


def effect_as_json(effect: Effect) -> dict[str, object]:
    """The effect as it is kept: amounts as text, the trace with its labels."""
    return {
        "tariff_before": format_amount(effect.tariff_before),
        "tariff_after": format_amount(effect.tariff_after),
        "today": _scenario_as_json(effect.today),
        "scenarios": [_scenario_as_json(one) for one in effect.scenarios],
        "trace": [asdict(step) for step in effect.trace],
    }


def _scenario_as_json(scenario: ScenarioEffect) -> dict[str, object]:
    return {
        "occupancy": format_amount(scenario.occupancy),
        "changes": [
            {
                "party": one.party,
                "operator": one.operator,
                "before": format_amount(one.before),
                "after": format_amount(one.after),
            }
            for one in scenario.changes
        ],
    }


def request_as_json(financing: Financing, measures: Sequence[Terms]) -> dict[str, object]:
    """What went into the calculation, so that anyone can do it again."""
    return {
        "basis": format_amount(financing.basis),
        "places": financing.places,
        "days_in_year": financing.days_in_year,
        "occupancy": format_amount(financing.occupancy),
        "users": [asdict(user) for user in financing.users],
        "measures": [_terms_as_json(terms) for terms in measures],
    }


def _terms_as_json(terms: Terms) -> dict[str, object]:
    def amounts(given: Mapping[str, Decimal]) -> dict[str, str]:
        return {party: format_amount(value) for party, value in given.items()}

    return {
        "calculation": terms.calculation.value,
        "name": CALCULATION_NAMES[terms.calculation],
        "occupancy": None if terms.occupancy is None else format_amount(terms.occupancy),
        "objective_percent": None if terms.objective_percent is None else format_amount(terms.objective_percent),
        "key_name": terms.key_name,
        "key": amounts(terms.key),
        "places": amounts(terms.places),
        "contributions": amounts(terms.contributions),
    }
