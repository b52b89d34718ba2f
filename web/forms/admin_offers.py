"""Offers, economic units, and the grid of what buyers bought."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from wtforms import BooleanField, FieldList, FormField, RadioField, SelectField, StringField
from wtforms.validators import Length

from web.forms.admin import Choices, Filled, FilterForm, id_or_none, text_or_none
from web.forms.base import Form
from web.forms.fields import AmountField, DateField, NumberField, word_in, words
from web.forms.rows import Row, change_rows
from workflows.clock import today
from workflows.services.register.offers import OfferDetails
from workflows.services.register.sales import SaleEntry
from workflows.vocabulary import OfferCategory, OfferStructure

EMPTY_ROWS = 3
MOST_ROWS = 120


class OfferFilter(FilterForm):
    """Which offers to list; without an answer those in operation today."""

    text = StringField("Navn eller lovgrundlag", [Length(max=100)])
    operator_id = SelectField("Driftsherre", coerce=id_or_none)
    region_code = SelectField("Region", coerce=text_or_none)
    on = DateField("I drift den", default=today, description="Tom: alle, også lukkede.")


class OfferForm(Form):
    """Everything that is kept of an offer but its sales."""

    name = StringField("Navn", [Filled("Skriv tilbuddets navn."), Length(max=200)])
    operator_id = SelectField("Driftsherre", [Filled("Vælg en driftsherre.")], coerce=id_or_none)
    located_in_id = SelectField("Ligger i", coerce=id_or_none)
    legal_basis = StringField(
        "Lovgrundlag",
        [Filled("Skriv lovgrundlaget."), Length(max=200)],
        description="Paragraffer, fx serviceloven §§ 107, 108.",
    )
    places = NumberField("Pladser", [Filled("Skriv antallet af pladser.")])
    tariff = AmountField("Takst", [Filled("Skriv taksten.")], description="Pr. døgn og plads.")
    tariff_basis = AmountField(
        "Beregningsgrundlag for taksten",
        [Filled("Skriv beregningsgrundlaget.")],
        description="Årets omkostningsbudget, som taksten er beregnet af.",
    )
    structure = RadioField(
        "Økonomi",
        [Filled("Vælg tilbuddets økonomi.")],
        choices=words(OfferStructure),
        coerce=word_in(OfferStructure),
    )
    clearly_reported = BooleanField(
        "Indberetningen viser tydeligt, at tilbuddet er selvstændigt",
        default=True,
        description="Ellers regnes det som del af en økonomisk enhed (syddanmark-2025-2026, bilag 5).",
    )
    unit_id = SelectField("Økonomisk enhed", coerce=id_or_none)
    category = SelectField(
        "Kategori",
        choices=words(OfferCategory, empty="Ingen"),
        coerce=word_in(OfferCategory),
        description="Bruges kun af syddanmark-2016.",
    )
    longer_notice_months = NumberField(
        "Længere varsel", description="Måneder, når der er aftalt længere varsel end aftalens eget."
    )
    valid_from = DateField("I drift fra", [Filled("Skriv, fra hvilken dag tilbuddet er i drift.")])
    valid_to = DateField("I drift til og med")

    def details(self) -> OfferDetails:
        """The answers as the service takes them."""
        fields = (name for name in self.data if name != "csrf_token")
        return OfferDetails(**{name: self.data[name] for name in fields})


class UnitForm(Form):
    """An economic unit to create."""

    operator_id = SelectField("Driftsherre", [Filled("Vælg en driftsherre.")], coerce=id_or_none)
    name = StringField("Navn", [Filled("Skriv enhedens navn."), Length(max=200)])


class SaleRow(Row):
    """What one buyer bought in two years."""

    buyer_id = SelectField("Køber", coerce=id_or_none)
    turnover_first = AmountField("Omsætning")
    days_first = NumberField("Døgn")
    turnover_last = AmountField("Omsætning")
    days_last = NumberField("Døgn")
    names_agreement = BooleanField("Kontrakten nævner aftalen")

    def figures(self) -> Iterator[tuple[int, Decimal, int]]:
        """Turnover and days of each of the two years, the first being 0."""
        yield 0, self.turnover_first.data or Decimal(0), self.days_first.data or 0
        yield 1, self.turnover_last.data or Decimal(0), self.days_last.data or 0

    def validate(self, extra_validators: Any = None) -> bool:
        """A row of figures names its buyer."""
        valid = bool(super().validate(extra_validators))
        if self.buyer_id.data is None and any(turnover or days for _, turnover, days in self.figures()):
            self.buyer_id.errors = [*self.buyer_id.errors, "Vælg køberen til tallene."]
            return False
        return valid


class SalesForm(Form):
    """The grid of buyers and two years, with some empty rows at the end."""

    rows = FieldList(FormField(SaleRow), max_entries=MOST_ROWS)

    def prepare(self, years: Sequence[int], buyers: Choices) -> None:
        """Add empty rows and choices, and say in every label which year it belongs to."""
        if not self.is_submitted():
            for _ in range(EMPTY_ROWS):
                self.rows.append_entry()
        self.years = tuple(years)
        self.buyers = buyers
        self._fit()

    def _fit(self) -> None:
        for entry in self.rows:
            row = entry.form
            row.buyer_id.choices = self.buyers
            for which, year in zip(("first", "last"), self.years, strict=True):
                row[f"turnover_{which}"].label.text = f"Omsætning {year}"
                row[f"days_{which}"].label.text = f"Døgn {year}"

    def change_rows(self, add: str | None, remove: str | None) -> None:
        """Add an empty row of a buyer, or take one away, as a button asks."""
        change_rows(self, add, remove)
        self._fit()

    def entries(self, years: Sequence[int]) -> list[SaleEntry]:
        """The answers as the service takes them; rows without a buyer are left out."""
        return [
            SaleEntry(row.buyer_id.data, years[which], turnover, days, bool(row.names_agreement.data))
            for row in (entry.form for entry in self.rows)
            if row.buyer_id.data is not None
            for which, turnover, days in row.figures()
        ]


def sale_rows(sales: Sequence[Any], years: Sequence[int]) -> list[dict[str, Any]]:
    """The grid's rows of what is kept: one for each buyer, in the order given."""
    rows: dict[UUID, dict[str, Any]] = {}
    for sale in sales:
        row = rows.setdefault(sale.buyer_id, {"buyer_id": sale.buyer_id, "names_agreement": False})
        which = "first" if sale.year == years[0] else "last"
        row[f"turnover_{which}"], row[f"days_{which}"] = sale.turnover, sale.occupancy_days
        row["names_agreement"] = row["names_agreement"] or sale.contract_names_agreement
    return list(rows.values())
