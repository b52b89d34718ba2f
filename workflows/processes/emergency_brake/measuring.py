"""The measures of a report: as they are given, checked, and worked out for each municipality."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import Field

from db.models.organisation import Organisation
from workflows.errors import InputError
from workflows.processes.emergency_brake.facts import regime_of
from workflows.processes.emergency_brake.kept import Measure, measure_kept
from workflows.processes.lookups import by_ids
from workflows.processes.reading import Amount, Answers, AtOnce, NotNegative
from workflows.processes.step import Step
from workflows.rules.emergency_brake.effects import (
    assumptions,
    effect_as_json,
    effect_of,
    request_as_json,
)
from workflows.rules.emergency_brake.financing import Financing, Terms, User
from workflows.rules.emergency_brake.toolbox import EXTENDED_NOTICE, Calculation

Text = Annotated[str, Field(min_length=1)]


class Usage(Answers):
    """A municipality's days in the offer in the year."""

    organisation_id: UUID
    days: int


class FinanceGiven(Answers):
    """The figures from which a measure's effect is worked out; `occupancy` is budgeted, in percent."""

    year: int
    tariff_basis: Amount
    places: int
    occupancy: Amount
    days_in_year: int
    usage: tuple[Usage, ...]


class Weight(Answers):
    organisation_id: UUID
    weight: NotNegative


class Guaranteed(Answers):
    organisation_id: UUID
    places: Amount


class Contribution(Answers):
    organisation_id: UUID
    amount: Amount


class MeasureGiven(Answers):
    """A measure from the toolbox, or another with a name of its own."""

    tool: str = ""
    name: str = ""
    description: Text
    terms: str = ""
    notice_months: Annotated[int, Field(ge=1, le=36)] | None = None
    calculation: Calculation | None = None
    occupancy: Amount | None = None
    objective_percent: Amount | None = None
    key_name: str = ""
    key: tuple[Weight, ...] = ()
    places: tuple[Guaranteed, ...] = ()
    contributions: tuple[Contribution, ...] = ()


@dataclass(frozen=True)
class Worked:
    """A calculation as it is kept: what went in, and what came out."""

    request: dict[str, Any]
    effect: dict[str, Any]


def check_measures(step: Step, given: Sequence[MeasureGiven], at_once: AtOnce) -> None:
    """Refuse a measure without a name, one that stands twice, and an extended notice without length."""
    for number, one in enumerate(given):
        with at_once:
            at_once.note(_faults_of_measure(step, one, given[:number], f"measures[{number}]"))


def _faults_of_measure(
    step: Step, one: MeasureGiven, before: Sequence[MeasureGiven], path: str
) -> list[tuple[str, str]]:
    regime, errors = regime_of(step), []
    if one.tool and regime.tool(one.tool) is None:
        errors.append((f"{path}.tool", "Vælg et tiltag fra værktøjskassen, eller beskriv et andet."))
    if one.tool and one.tool in [other.tool for other in before]:
        errors.append((f"{path}.tool", "Tiltaget står to gange."))
    if not one.tool and not one.name:
        errors.append((f"{path}.name", "Giv tiltaget et navn."))
    if one.tool == EXTENDED_NOTICE and one.notice_months is None:
        errors.append((f"{path}.notice_months", "Skriv, hvor mange måneder opsigelsesvarslet skal være."))
    calculation = calculation_of(step, one)
    if calculation and calculation in [calculation_of(step, other) for other in before]:
        errors.append((f"{path}.calculation", "To tiltag ændrer betalingen på samme måde. Saml dem i ét."))
    return errors


def calculation_of(step: Step, one: MeasureGiven) -> Calculation | None:
    """How a measure changes what is paid: by the toolbox, or as a free one says."""
    tool = regime_of(step).tool(one.tool) if one.tool else None
    return tool.calculation if tool else one.calculation


def notice_months(given: Iterable[MeasureGiven]) -> int | None:
    """The longest notice period that the measures propose, in months; none where they propose none."""
    return max((one.notice_months for one in given if one.notice_months), default=None)


class Effects:
    """The effects of a report's measures on the figures given; organisations are shown by name."""

    def __init__(self, step: Step, finance: FinanceGiven, given: Sequence[MeasureGiven]) -> None:
        self._step = step
        self._names = self._read_names(finance, given)
        self._financing = self._financed(finance)

    def of(self, *measures: MeasureGiven) -> Worked:
        """What measures cost each municipality, together. Raises InputError on `finance…` and `measures[i]…`."""
        terms = [self._terms(one) for one in measures]
        source = regime_of(self._step).effect.source
        effect = effect_of(self._financing, terms, source=source)
        return Worked(
            request={
                **request_as_json(self._financing, terms),
                "assumptions": list(assumptions(self._financing, terms)),
            },
            effect=effect_as_json(effect),
        )

    def _read_names(self, finance: FinanceGiven, given: Sequence[MeasureGiven]) -> dict[UUID, str]:
        rows: list[Any] = [*finance.usage]
        for one in given:
            rows += [*one.key, *one.places, *one.contributions]
        known: dict[UUID, Organisation] = {row.organisation_id: row.organisation for row in self._step.parties}
        missing = {row.organisation_id for row in rows} - known.keys()
        found = known | by_ids(self._step.session, missing) if missing else known
        if unknown := {row.organisation_id for row in rows} - found.keys():
            raise InputError([("finance.usage", f"{len(unknown)} af kommunerne findes ikke.")])
        return {key: organisation.name for key, organisation in found.items()}

    def _financed(self, finance: FinanceGiven) -> Financing:
        operator = self._step.operator()
        days = {self._names[row.organisation_id]: row.days for row in finance.usage}
        if len(days) < len(finance.usage):
            raise InputError([("finance.usage", "En kommune står to gange.")])
        users = [User(operator.name, days.pop(operator.name, 0), operator=True)]
        users += [User(name, number) for name, number in sorted(days.items())]
        return Financing(
            basis=finance.tariff_basis,
            places=finance.places,
            days_in_year=finance.days_in_year,
            occupancy=finance.occupancy,
            users=tuple(users),
        )

    def _terms(self, one: MeasureGiven) -> Terms:
        calculation = calculation_of(self._step, one)
        assert calculation is not None

        def named(rows: Iterable[Any], field: str) -> dict[str, Decimal]:
            return {self._names[row.organisation_id]: getattr(row, field) for row in rows}

        return Terms(
            calculation=calculation,
            occupancy=one.occupancy,
            objective_percent=one.objective_percent,
            key_name=one.key_name,
            key=named(one.key, "weight"),
            places=named(one.places, "places"),
            contributions=named(one.contributions, "amount"),
        )


def worked_out(
    step: Step, finance: FinanceGiven | None, given: Sequence[MeasureGiven]
) -> tuple[list[Worked | None], Worked | None]:
    """The effect of each measure that changes what is paid, and of several together.

    Raises InputError where the figures are missing, or where figures or terms can't stand.
    """
    paying = [one for one in given if calculation_of(step, one)]
    if not paying:
        return [None for _ in given], None
    if finance is None:
        raise InputError([("finance", "Udfyld tallene, så tiltagenes virkning for kommunerne kan regnes ud.")])
    effects = Effects(step, finance, paying)
    each: list[Worked | None] = []
    for number, one in enumerate(given):
        each.append(_at(number, effects, one) if calculation_of(step, one) else None)
    return each, effects.of(*paying) if len(paying) > 1 else None


def _at(number: int, effects: Effects, one: MeasureGiven) -> Worked:
    """The effect of the measure that stands as number so and so; its errors are told there."""
    try:
        return effects.of(one)
    except InputError as invalid:
        errors = [(path.replace("measures[0]", f"measures[{number}]"), told) for path, told in invalid.errors]
        raise InputError(errors) from None


def measures_kept(step: Step, given: Sequence[MeasureGiven], effects: Sequence[Worked | None]) -> list[dict[str, Any]]:
    """The measures as they are kept with the report."""
    return [
        measure_kept(
            Measure(
                id=str(uuid4()),
                tool=one.tool,
                name=_name(step, one),
                description=one.description,
                terms=_terms_in_words(one),
                given=one.model_dump(mode="json"),
                request=worked.request if worked else {},
                effect=worked.effect if worked else {},
            )
        )
        for one, worked in zip(given, effects, strict=True)
    ]


def _name(step: Step, one: MeasureGiven) -> str:
    tool = regime_of(step).tool(one.tool) if one.tool else None
    return one.name or (tool.name if tool else "")


def _terms_in_words(one: MeasureGiven) -> str:
    notice = f"Opsigelsesvarslet bliver løbende måned plus {one.notice_months} måneder." if one.notice_months else ""
    return " ".join(filter(None, (notice, one.terms)))
