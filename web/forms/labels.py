"""The words of fields by the names they were sent with, for a page that no longer has its form."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from wtforms import BooleanField, FieldList, FormField
from wtforms.fields.core import UnboundField

from web.forms.base import Form
from web.forms.changes import ASKED, is_answer
from web.forms.closing_parts import SignedField, SignedPart

CARRIED = frozenset({"csrf_token", "revision", "file", "attachment", *ASKED})
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CHOSEN = "Valgt på listen"
"""What is told of something chosen from a list that is no longer at hand."""


def with_labels(typed: Iterable[tuple[str, str]], sent: Iterable[str]) -> list[tuple[str, str]]:
    """What was typed, by name, as pairs of label and text; the label is empty where the form can't be told.

    A choice is told by its own label.

    `sent` is every name that came, those of empty fields too. A form is told by its fields: of all forms that have
    each of these, those with the fewest others.
    """
    told = _told_by(frozenset(name.partition("-")[0] for name in sent) - CARRIED)
    return [
        (_only(_label_in(fields, name) for fields in told), _only(_said(fields, name, text) for fields in told) or text)
        for name, text in typed
        if is_answer(name)
    ]


def _told_by(names: frozenset[str]) -> list[dict[str, UnboundField]]:
    found = [fields for fields in (_fields(form) for form in _forms(Form)) if names <= fields.keys()]
    fewest = min(map(len, found), default=0)
    return [fields for fields in found if len(fields) == fewest]


def _only(labels: Iterable[str]) -> str:
    different = set(labels)
    return different.pop() if len(different) == 1 else ""


def _forms(kind: type[Form]) -> Iterator[type[Form]]:
    for form in kind.__subclasses__():
        yield form
        yield from _forms(form)


def _fields(form: type[Any]) -> dict[str, UnboundField]:
    declared = {name: getattr(form, name) for name in dir(form) if not name.startswith("_")}
    return {name: field for name, field in declared.items() if isinstance(field, UnboundField)}


def _label_in(fields: dict[str, UnboundField], name: str) -> str:
    first, *rest = name.split("-")
    return _label(fields[first], rest) if first in fields else ""


def _label(field: UnboundField, rest: list[str]) -> str:
    """The label of a field, or of the one within it that the rest of the name leads to."""
    own = next((one for one in field.args if isinstance(one, str)), field.kwargs.get("label") or "")
    if issubclass(field.field_class, FieldList):
        within = _label(field.args[0], rest[1:]) if rest and rest[0].isdecimal() else ""
        in_table = within and hasattr(next(iter(field.args[0].args), None), "blank")
        return f"{within}, række {int(rest[0]) + 1}" if in_table else within or own
    if issubclass(field.field_class, SignedField) or not issubclass(field.field_class, FormField) or not rest:
        return own
    within = _label_in(_fields(field.args[0]), "-".join(rest))
    return f"{own}: {within}" if own and within else own or within


def _said(fields: dict[str, UnboundField], name: str, text: str) -> str:
    """What was chosen, in the words of the choice; what was typed, as it is."""
    field = _leaf(fields, name.split("-"))
    if field is None:
        return text
    if issubclass(field.field_class, BooleanField):
        return "Ja"
    choices = field.kwargs.get("choices")
    labels = dict(choices.items() if isinstance(choices, dict) else choices or ())
    return str(labels.get(text) or (CHOSEN if ID.fullmatch(text) else text))


def _leaf(fields: dict[str, UnboundField], path: list[str]) -> UnboundField | None:
    """The field that was sent under a name, within rows and parts."""
    first, *rest = path
    field = fields.get(first)
    if field is not None and issubclass(field.field_class, FieldList) and rest:
        field, rest = field.args[0], rest[1:]
    if field is None or not rest:
        return field
    if issubclass(field.field_class, SignedField):
        return _fields(SignedPart).get(rest[0])
    return _leaf(_fields(field.args[0]), rest) if issubclass(field.field_class, FormField) else None
