"""What buttons at a form's tables ask for before anything is kept: rows, pasted cells, the last change undone."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from flask import Flask, g, request
from werkzeug.datastructures import MultiDict
from wtforms import SelectField

from web.filters import beloeb
from web.forms.pasting import PARTS, Grid, carried_back, cells_of, paste
from web.forms.rows import fault_at, tables_in

ASKED = ("add", "remove", "paste", "undo", *PARTS)
"""What belongs to the buttons of tables, and is no answer."""
NOTHING_PASTED = "Indsæt først cellerne i feltet."
ChangedForm = TypeVar("ChangedForm", bound=Any)


@dataclass(frozen=True)
class Change:
    """What was just done to a table, told above it; `before` lets it be undone."""

    table: str
    told: list[str]
    before: str = ""


def is_answer(name: str) -> bool:
    """Whether what is sent under a name can be an answer, and not what a table's buttons send along."""
    return name.partition("-")[0] not in ASKED


def changed_form() -> "MultiDict[str, str] | None":
    """The form of this request with cells pasted, or as before; none when no button asks for that."""
    sent = MultiDict([one for one in request.form.items(multi=True) if is_answer(one[0])])
    if undo := request.form.get("undo"):
        return _undone(undo)
    if table := request.form.get("paste"):
        return _pasted(sent, table)
    if removed := request.form.get("remove"):
        _note(Change(removed.rpartition("-")[0], ["Rækken er fjernet."], _carried(sent)))
    return None


def taken_in(table: str, told: str) -> None:
    """Tell that a table was replaced by another, and let that be undone."""
    sent = MultiDict([one for one in request.form.items(multi=True) if is_answer(one[0])])
    _note(Change(table, [told], _carried(sent, table)))


def settle(form: Any) -> None:
    """After pasting: choices found by their words, and at each cell why it can't be read."""
    for field in _cells(form):
        if isinstance(field, SelectField) and field.raw_data:
            _choose(field, str(field.raw_data[0]))
        for fault in field.process_errors:
            fault_at(form, field, fault)


def with_rows_changed(make: Callable[..., ChangedForm]) -> ChangedForm:
    """The form of this request as a button at one of its tables asks; `make` makes it of what was sent."""
    sent = changed_form()
    form = make() if sent is None else make(formdata=sent)
    form.change_rows(request.form.get("add"), request.form.get("remove"))
    if sent is not None:
        settle(form)
    return form


def init_changes(app: Flask) -> None:
    """Let the tables of a page tell what was just done to them, and add up their columns."""
    app.jinja_env.globals.update(changed_in=_changed_in, sum_of=_sum_of)


def _changed_in(table: str) -> Change | None:
    change: Change | None = g.get("table_change")
    return change if change and change.table == table else None


def _sum_of(parts: Iterable[Any], name: str) -> str:
    """The sum of a column, as far as its figures can be read."""
    return beloeb(sum((Decimal(part[name].data) for part in parts if part[name].data is not None), Decimal(0)))


def _note(change: Change) -> None:
    g.table_change = change


def _undone(undo: str) -> "MultiDict[str, str] | None":
    try:
        table, before = json.loads(undo)
        fields = carried_back(before)
    except (ValueError, TypeError):
        return None
    _note(Change(str(table), ["Ændringen er fortrudt."]))
    return fields


def _pasted(sent: "MultiDict[str, str]", table: str) -> "MultiDict[str, str]":
    box, grid, at, column = (request.form.get(f"{part}-{table}", "") for part in PARTS)
    cells = cells_of(box)
    try:
        place = Grid.read(grid)
    except (ValueError, KeyError, TypeError):
        return sent
    if not cells:
        _note(Change(table, [NOTHING_PASTED]))
        return sent
    filled, told = paste(sent, place, cells, at, int(column) if column.isdecimal() else 0)
    _note(Change(table, told, _carried(sent, table)))
    return filled


def _carried(sent: "MultiDict[str, str]", table: str = "") -> str:
    kept = [one for one in sent.items(multi=True) if one[0] not in ("csrf_token", "revision")]
    return json.dumps([table or request.form.get("remove", "").rpartition("-")[0], kept], ensure_ascii=False)


def _cells(form: Iterable[Any]) -> Iterable[Any]:
    for table in tables_in(form):
        for entry in table.entries:
            yield from (field for field in getattr(entry, "form", ()) if not hasattr(field, "entries"))


def _choose(field: SelectField, typed: str) -> None:
    """Make the choice that has these words; of others the field says itself why they can't stand."""
    try:
        field.data = field.coerce(_by_words(field, typed))
    except ValueError:
        return
    field.process_errors = []


def _by_words(field: SelectField, typed: str) -> Any:
    values = {str(value): value for value, _ in _pairs(field.choices)}
    words = {str(label).casefold(): value for value, label in _pairs(field.choices)}
    short = {label.removesuffix(" kommune"): value for label, value in words.items()}
    return values.get(typed, words.get(typed.casefold(), short.get(typed.casefold(), typed)))


def _pairs(choices: Any) -> list[tuple[Any, Any]]:
    return list(choices.items()) if isinstance(choices, dict) else [(one[0], one[1]) for one in choices or ()]
