"""An offer's economy, year by year: typed in a table, or taken from a spreadsheet or a CSV file."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from flask_wtf.file import FileField
from wtforms import TextAreaField

from web.forms.brake_task import BrakeTask
from web.forms.changes import taken_in
from web.forms.closing_parts import given, plain
from web.forms.fields import AmountField, NumberField, PercentField
from web.forms.rows import Row, filled, rows_of
from web.forms.task_form import faults_on
from workflows.services.emergency_brake.emergency_brakes import read_economy
from workflows.services.emergency_brake.shown import economy_plots
from workflows.services.papers.plots import ShownPlot

LARGEST_TABLE = 200_000
"""In bytes; a table of some years is far smaller."""
FIGURES = ("occupancy", "budget", "result")


class YearPart(Row):
    """One year."""

    year = NumberField("År")
    places = NumberField("Pladser")
    occupancy = PercentField("Belægning")
    budget = AmountField("Budget")
    result = AmountField("Resultat")

    @property
    def blank(self) -> bool:
        """Whether nothing is typed in the row but the year that stood there."""
        rest = [field for field in self if field.short_name != "year"]
        return all(field.data is None and not (field.raw_data or [""])[0].strip() for field in rest)


class EconomyTask(BrakeTask):
    """A task with the table of years, and the box in which a table is pasted."""

    pasted: ClassVar[str] = "economy_text"
    """What the button that takes the table in asks for."""

    economy_rows = rows_of(YearPart, "Økonomi år for år", most=30, least=1)
    economy_text = TextAreaField(
        "Tabel fra et regneark",
        description="Kopiér cellerne med overskrifterne År, Pladser, Belægning, Budget og Resultat.",
    )
    economy_file = FileField("Eller en CSV-fil", description="Med de samme overskrifter, adskilt af semikolon.")

    def change_rows(self, add: str | None, remove: str | None) -> None:
        """Add or take away a row; or take in the table that is pasted or sent as a file, in place of the rows."""
        if add != self.pasted:
            super().change_rows(add, remove)
            return
        with faults_on(self):
            rows = read_economy(self._table())
            self._take(rows)
            self.economy_text.data = ""
            taken_in(self.economy_rows.name, f"{len(rows)} år er hentet ind i tabellen.")

    def _table(self) -> str:
        if not self.economy_file.data:
            return self.economy_text.data or ""
        content = self.economy_file.data.stream.read(LARGEST_TABLE)
        try:
            return str(content, "utf-8-sig")
        except UnicodeDecodeError:
            # What a Danish spreadsheet writes when it saves CSV.
            return str(content, "cp1252", "replace")

    def _take(self, rows: Sequence[Mapping[str, str]]) -> None:
        self.economy_rows.entries, self.economy_rows.last_index = [], -1
        for row in rows[: self.economy_rows.max_entries]:
            entry = self.economy_rows.append_entry()
            for name, text in row.items():
                _read(entry.form[name], text)

    def economy_answers(self) -> list[dict[str, Any]]:
        """The years as the service takes them."""
        return [
            given(year=row.year.data, places=row.places.data, **{name: plain(row[name].data) for name in FIGURES})
            for row in filled(self.economy_rows)
        ]

    @property
    def pasting(self) -> bool:
        """Whether a table is being pasted, so that its box stands open."""
        return bool(self.economy_text.errors or self.economy_text.data)

    def plots(self) -> list[ShownPlot]:
        """The economy as pictures, as far as it can be read."""
        years = [entry.form for entry in self.economy_rows if entry.form.year.data]
        return economy_plots(
            **{name: {row.year.data: row[name].data for row in years if row[name].data is not None} for name in FIGURES}
        )


def _read(field: Any, text: str) -> None:
    """Put a figure of a table into a field; one that does not fit there is told at the field."""
    value = Decimal(text)
    if not isinstance(field, NumberField):
        field.data = value
        return
    field.data = int(value)
    if value != field.data or value < 0:
        field.raw_data = [text.replace(".", ",")]
        field.errors = ["Skriv et helt tal, der ikke er negativt."]


def year_rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """The years that are kept, as the table begins with them."""
    return [{name: getattr(row, name) for name in ("year", "places", *FIGURES)} for row in rows]
