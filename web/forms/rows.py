"""Tables of rows in a form: as many as somebody needs, added and taken away with buttons."""

from collections.abc import Iterable, Iterator
from typing import Any

from wtforms import FieldList, FormField

from web.forms.closing_parts import SubForm

MOST_ROWS = 100


class Row(SubForm):
    """One row of a table."""

    @property
    def blank(self) -> bool:
        """Whether nothing is typed in the row; hidden fields don't count."""
        return not any(_filled(field) for field in self if field.type != "HiddenField")


def rows_of(part: type[SubForm], label: str = "", *, most: int = MOST_ROWS, least: int = 0) -> FieldList:
    """A table of rows; `least` empty ones stand from the beginning."""
    return FieldList(FormField(part), label=label, max_entries=most, min_entries=least)


def filled(rows: Any) -> Iterator[Any]:
    """The rows in which something is typed. The others are left out of the form, so that a fault finds its row."""
    rows.entries = [entry for entry in rows.entries if not entry.form.blank]
    return (entry.form for entry in rows.entries)


def change_rows(form: Iterable[Any], add: str | None, remove: str | None) -> None:
    """Add an empty row to the table named `add`, and take away the row named `remove`, as a button asks."""
    for rows in tables_in(form):
        if rows.name == add and len(rows.entries) < (rows.max_entries or MOST_ROWS):
            rows.append_entry()
        rows.entries = [entry for entry in rows.entries if entry.name != remove]


def tables_in(form: Iterable[Any]) -> Iterator[Any]:
    """Every table of a form, those within rows of another table too."""
    for field in form:
        if isinstance(field, FieldList):
            yield field
            for entry in field.entries:
                yield from tables_in(getattr(entry, "form", ()))
        elif isinstance(field, FormField):
            yield from tables_in(field.form)


def fault_at(form: Iterable[Any], field: Any, text: str) -> None:
    """Show a sentence at a field, and with the tables that it stands in: a list does not look into its rows again."""
    field.errors = [*field.errors, text]
    for table in tables_in(form):
        if field.name.startswith(f"{table.name}-"):
            table.errors = [*table.errors, {field.name: [text]}]


def _filled(field: Any) -> bool:
    if hasattr(field, "entries"):
        return any(_filled(entry) for entry in field.entries)
    if hasattr(field, "form"):
        return any(_filled(one) for one in field.form)
    if field.raw_data:
        return bool(str(field.raw_data[0]).strip())
    return bool(field.data)
