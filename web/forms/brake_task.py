"""What the forms of an emergency brake's tasks share, and those of a re-evaluation: tables of texts, boxes to tick."""

from collections.abc import Sequence
from typing import Any

from wtforms import FieldList, SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from web.forms.regime_task import RegimeTask
from web.forms.rows import Row, filled, rows_of, tables_in
from web.forms.task_form import LONG
from workflows.services.papers.plots import ShownPlot, show_plot

SHORT = Length(max=300)


class ListTask(RegimeTask):
    """A task with tables of texts in it."""

    def field_at(self, path: str) -> Any | None:
        """The field of a path; that of a row of one text is its text."""
        return super().field_at(path) or (super().field_at(f"{path}.text") if path.endswith("]") else None)

    def put_error(self, name: str | None, text: str) -> None:
        """As in other forms; a table that was left empty has the rows back with which it began."""
        super().put_error(name, text)
        for rows in tables_in(self):
            if rows.min_entries and not rows.entries:
                rows.last_index = -1
                for row in self.start().get(rows.name) or [None] * rows.min_entries:
                    rows.append_entry(row)
        self.prepare()


class BrakeTask(ListTask):
    """A task of an emergency brake: above its fields stands which offer it is about, and in which agreement."""

    about = "brake_tasks/about.html"

    def plots(self) -> list[ShownPlot]:
        """The offer's economy over the years."""
        return [show_plot(self.facts[name]) for name in ("occupancy_plot", "accounts_plot") if self.facts[name]]


class TextPart(Row):
    """A row of one text."""

    text = TextAreaField("Tekst", [LONG])


def texts_of(label: str, *, least: int = 1) -> FieldList:
    """A table of texts, each a row; the label is also that of each text."""
    part = type("LabelledText", (TextPart,), {"text": TextAreaField(label, [LONG])})
    return rows_of(part, label, least=least)


def texts(rows: Any) -> list[str]:
    """The texts that are filled in."""
    return [row.text.data.strip() for row in filled(rows)]


def as_rows(given: Sequence[str]) -> list[dict[str, str]]:
    """Texts as a table of them begins."""
    return [{"text": text} for text in given]


def boxes(label: str, *, description: str = "") -> SelectMultipleField:
    """Several of some choices, each a box to tick."""
    return SelectMultipleField(
        label,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
        description=description,
    )


def yes(value: Any) -> bool | None:
    """A choice of yes or no, as the services take it; none while it is not made."""
    return {"yes": True, "no": False}.get(value)
