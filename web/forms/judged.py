"""Forms whose answers a service reads: what their fields and what the rules refuse is told at once."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from typing import Any, ClassVar

from wtforms import FieldList

from web.forms.base import Form
from web.forms.closing_parts import SignedField
from web.forms.rows import fault_at
from workflows.rules.unfinished import UNREAD, Unfinished


class JudgedForm(Form):
    """A form whose answers go to a service by their names; faults come back by path and stand at their fields."""

    aliases: ClassVar[Mapping[str, str]] = {}
    """Fields by the name that the rules have for them."""

    own_faults: Set[str] = frozenset()
    """The names of the fields that could not stand before any rule was asked."""

    def answers(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        raise NotImplementedError

    def is_judged(self, *more: Any) -> bool:
        """Whether the answers, right or wrong, are to be held against the rules: not while only to be shown again."""
        return self.validate(*more) or bool(self.errors)

    def answers_so_far(self) -> dict[str, Any]:
        """The answers; where the form has faults of its own, as far as they go, and never to be taken."""
        if not self.errors:
            return self.answers()
        self.own_faults = {field.name for field in _leaves(self) if field.errors}
        answers = Unfinished(self.answers())
        names = {field: path for path, field in self.aliases.items()}
        for field in self:
            for path in _unread_in(field, (names.get(field.name, field.name),)):
                _mark(answers, path)
        return answers

    def put_error(self, name: str | None, text: str) -> None:
        """Show a sentence at the field or the table of that path; above the form when there is none.

        A field that says already why it can't be read, or that it is empty, says no more.
        """
        field = self.field_at(name or "") or self.table_at(name or "")
        if field is None:
            super().put_error(None, text)
        elif field.name not in self.own_faults:
            fault_at(self, field, text)

    def field_at(self, path: str) -> Any | None:
        """The field of a path such as `key[1].year_minus_1`; none when the form has no such field."""
        field = self._at(path)
        if isinstance(field, SignedField):
            return field.form.amount
        return None if hasattr(field, "entries") or hasattr(field, "form") else field

    def table_at(self, path: str) -> Any | None:
        """The table of a path such as `shares[0].units`; none when the form has no such table."""
        field = self._at(path)
        return field if isinstance(field, FieldList) else None

    def _at(self, path: str) -> Any | None:
        first, *rest = re.findall(r"\w+", path) or [""]
        field: Any = self._fields.get(self.aliases.get(first, first))
        for part in rest:
            inner = getattr(field, "entries", None) if part.isdigit() else getattr(field, "form", None)
            field = _inner(inner, part)
        return field


def _inner(fields: Any, part: str) -> Any | None:
    if fields is None:
        return None
    if part.isdigit():
        return fields[int(part)] if int(part) < len(fields) else None
    return next((field for field in fields if field.short_name == part), None)


def _parts(field: Any) -> Iterable[Any]:
    return getattr(field, "entries", None) or getattr(field, "form", None) or ()


def _leaves(fields: Iterable[Any]) -> Iterator[Any]:
    for field in fields:
        if hasattr(field, "entries") or hasattr(field, "form"):
            yield from _leaves(_parts(field))
        else:
            yield field


def _unread_in(field: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The paths of what can't be read; a field that nobody asks for any longer tells no fault."""
    if isinstance(field, SignedField):
        if field.form.amount.process_errors:
            yield path
    elif hasattr(field, "entries"):
        for number, entry in enumerate(field.entries):
            yield from _unread_in(entry, (*path, number))
    elif hasattr(field, "form"):
        for one in field.form:
            yield from _unread_in(one, (*path, one.short_name))
    elif field.process_errors and field.errors:
        yield path


def _mark(answers: Any, path: tuple[str | int, ...]) -> None:
    """Put the mark of what can't be read where the answer would stand; what is left out of the answers stays out."""
    *way, last = path
    with suppress(LookupError, TypeError):
        for part in way:
            answers = answers[part]
        answers[last] = UNREAD
