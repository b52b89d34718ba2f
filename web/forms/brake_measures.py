"""The measures of a report as a person types them: those of the toolbox, others, and the figures behind the effect."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from web.forms.brake_task import SHORT
from web.forms.closing_parts import SubForm, amount_of, given, plain
from web.forms.fields import AmountField, FigureField, NumberField, PercentField
from web.forms.rows import Row, filled, rows_of
from web.forms.task_form import LONG
from workflows.rules.emergency_brake.toolbox import CALCULATION_NAMES, EXTENDED_NOTICE, Calculation, Tool

SHARED = {
    Calculation.OBJECTIVE_FINANCING: ("key", "weight", "Nøgletal"),
    Calculation.PURCHASE_AGREEMENT: ("places", "places", "Garanterede pladser"),
    Calculation.SHARED_FINANCING: ("contributions", "amount", "Bidrag, kr. om året"),
}
"""Where each municipality has a figure of its own: the list, the figure, and what it is called."""


class SharePart(SubForm):
    """One municipality's figure."""

    organisation_id = HiddenField()
    number = FigureField("Tal")


class MeasurePart(Row):
    """A measure of the toolbox, or another one."""

    tool = HiddenField()
    chosen = BooleanField("Foreslå tiltaget")
    name = StringField("Tiltag", [SHORT])
    description = TextAreaField("Hvordan bruges tiltaget her?", [LONG])
    terms = TextAreaField("Vilkår", [LONG])
    notice_months = NumberField(
        "Nyt opsigelsesvarsel, måneder", description="Løbende måned plus dette antal måneder, 1 til 36."
    )
    calculation = SelectField("Ændrer tiltaget, hvad kommunerne betaler?", validate_choice=False)
    occupancy = PercentField("Ny budgetteret belægning", description="I procent; lavere end den nuværende.")
    objective_percent = PercentField("Andel, der finansieres objektivt", description="I procent af grundlaget.")
    key_name = StringField(
        "Fordelingsnøgle", [Length(max=300)], description="Fx antallet af borgere i målgruppen i hver kommune."
    )
    shares = FieldList(FormField(SharePart))

    @property
    def blank(self) -> bool:
        """Whether nothing is said of the measure."""
        told = (self.name, self.description, self.terms)
        return not any((field.data or "").strip() for field in told) and not self.calculation.data

    def calculated(self, tools: Mapping[str, Tool]) -> Calculation | None:
        """How the measure changes what is paid."""
        if self.tool.data:
            return tools[self.tool.data].calculation
        return Calculation(self.calculation.data) if self.calculation.data in list(Calculation) else None

    def named_shares(self) -> list[tuple[str, Any]]:
        """Each municipality's name with its fields."""
        return [(entry.form.number.label.text.rpartition(", ")[0], entry.form) for entry in self.shares]

    def filled_shares(self) -> list[Any]:
        """The municipalities with a figure."""
        return [entry.form for entry in self.shares if entry.form.number.data is not None]

    def answers(self, tools: Mapping[str, Tool]) -> dict[str, Any]:
        """The measure as the service takes it."""
        calculation, free = self.calculated(tools), not self.tool.data
        return {
            **given(
                tool=self.tool.data,
                name=self.name.data if free else None,
                description=self.description.data,
                terms=self.terms.data,
                notice_months=self.notice_months.data if free or self.tool.data == EXTENDED_NOTICE else None,
                calculation=calculation.value if calculation and free else None,
            ),
            **self._figures(calculation),
        }

    def _figures(self, calculation: Calculation | None) -> dict[str, Any]:
        if calculation is Calculation.LOWER_OCCUPANCY:
            return given(occupancy=plain(self.occupancy.data))
        if calculation is None:
            return {}
        rows, figure, _ = SHARED[calculation]
        shares = [
            given(organisation_id=one.organisation_id.data, **{figure: plain(one.number.data)})
            for one in self.filled_shares()
        ]
        objective = calculation is Calculation.OBJECTIVE_FINANCING
        own = given(objective_percent=plain(self.objective_percent.data), key_name=self.key_name.data)
        return {**(own if objective else {}), rows: shares}


class UsagePart(Row):
    """A party that uses the offer."""

    organisation_id = SelectField("Bruger", validate_choice=False)
    days = NumberField("Døgn i året")


class FinancePart(SubForm):
    """The figures from which the effect of a measure is worked out."""

    year = NumberField("År")
    tariff_basis = AmountField("Beregningsgrundlag for taksten")
    places = NumberField("Pladser")
    occupancy = PercentField("Budgetteret belægning")
    days_in_year = NumberField("Dage i året", description="365 eller 366.")
    usage = rows_of(UsagePart, "Brugte døgn")

    def answers(self) -> dict[str, Any]:
        """The figures as the service takes them."""
        return {
            **given(
                year=self.year.data,
                tariff_basis=plain(self.tariff_basis.data),
                places=self.places.data,
                occupancy=plain(self.occupancy.data),
                days_in_year=self.days_in_year.data,
            ),
            "usage": [
                given(organisation_id=row.organisation_id.data, days=row.days.data) for row in filled(self.usage)
            ],
        }


def measure_start(tool: str, parties: Sequence[str], earlier: Mapping[str, Any] | None) -> dict[str, Any]:
    """A measure as its fields begin: untouched, or as it stood in the report before."""
    told = earlier or {}
    shares = {
        row["organisation_id"]: amount_of(row[figure])
        for rows, figure, _ in SHARED.values()
        for row in told.get(rows) or ()
    }
    return {
        "tool": tool,
        "chosen": earlier is not None,
        **{
            name: told.get(name)
            for name in ("name", "description", "terms", "notice_months", "calculation", "key_name")
        },
        **{name: amount_of(told.get(name)) for name in ("occupancy", "objective_percent")},
        "shares": [{"organisation_id": one, "number": shares.get(one)} for one in parties],
    }


def finance_start(finance: Any, earlier: Mapping[str, Any] | None) -> dict[str, Any]:
    """The figures as they begin: as in the report before, else as they are registered."""
    if earlier:
        return {**earlier, **{name: amount_of(earlier[name]) for name in ("tariff_basis", "occupancy")}}
    usage = [{"organisation_id": str(row.organisation_id), "days": row.days} for row in finance.usage]
    names = ("year", "tariff_basis", "places", "occupancy", "days_in_year")
    return {**{name: getattr(finance, name) for name in names}, "usage": usage}


CALCULATIONS = {"": "Nej"} | {one.value: f"Ja: {name.lower()}" for one, name in CALCULATION_NAMES.items()}
