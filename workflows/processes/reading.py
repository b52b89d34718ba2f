"""Reading a task's answers: their shape is checked here, in the user's words; the rules come after, or along."""

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ParamSpec, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model
from pydantic.fields import FieldInfo

from workflows.errors import InputError
from workflows.rules.money import NotAnAmount, parse_amount

Shape = TypeVar("Shape", bound="Answers")
Asked = ParamSpec("Asked")
Found = TypeVar("Found")


class Answers(BaseModel):
    """The answers of one task; unknown names are errors, text is trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


def _amount(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        raise ValueError("amount")
    try:
        return parse_amount(value)
    except NotAnAmount:
        raise ValueError("amount") from None


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise ValueError("date")
    return date.fromisoformat(value)


Amount = Annotated[Decimal, BeforeValidator(_amount)]
"""Kroner as the contract writes them: `-452000`, `0.05`."""
NotNegative = Annotated[Amount, Field(ge=0)]
"""An amount that cannot be negative; it can be zero."""
Day = Annotated[date, BeforeValidator(_day)]
"""A date in ISO."""

MESSAGES = {
    "missing": "Udfyld feltet.",
    "extra_forbidden": "Feltet kendes ikke.",
    "string_too_short": "Udfyld feltet.",
    "too_short": "Der skal være mindst {min_length}.",
    "value_error": "Skriv feltet i den rigtige form.",
    "greater_than_equal": "Tallet skal være mindst {ge}.",
    "less_than_equal": "Tallet må højst være {le}.",
}
FALLBACK = "Værdien kan ikke bruges her."


def read_answers(shape: type[Shape], answers: Mapping[str, Any]) -> Shape:
    """The answers in their shape.

    Raises InputError with the path of each field that can't be used and a sentence in Danish.
    """
    try:
        return shape.model_validate(answers)
    except ValidationError as invalid:
        found = {_path(error["loc"]): error for error in invalid.errors()}
        # A list with one bad row counts as short by that row; then only the row is told of.
        wrong = {
            path: error
            for path, error in found.items()
            if error["type"] != "too_short" or not any(other.startswith(f"{path}[") for other in found)
        }
        raise InputError(
            [
                (path, MESSAGES.get(error["type"], FALLBACK).format_map(error.get("ctx", {})))
                for path, error in wrong.items()
            ]
        ) from None


class AtOnce:
    """Tells what is wrong with the shape of answers and what the rules say of them all at once."""

    def __init__(self) -> None:
        self._errors: list[tuple[str, str]] = []
        self._wrong: set[str] = set()

    def read(self, shape: type[Shape], answers: Mapping[str, Any]) -> Shape:
        """The answers in their shape; those that can't be read are noted, and none in what is given."""
        try:
            return read_answers(shape, answers)
        except InputError as invalid:
            self._errors += invalid.errors
            self._wrong |= {re.split(r"[.[]", path)[0] for path, _ in invalid.errors}
            readable = {name: value for name, value in answers.items() if name not in self._wrong}
            return _lenient(shape).model_validate(readable)

    def check(
        self, needs: Iterable[str], rule: Callable[Asked, Found], *args: Asked.args, **named: Asked.kwargs
    ) -> Found | None:
        """What a rule gives; none when it refuses, or when an answer that it needs can't be read."""
        if self._wrong.intersection(needs):
            return None
        try:
            return rule(*args, **named)
        except InputError as refused:
            self._errors += refused.errors
            return None

    def tell(self) -> None:
        """Raise InputError with all that was found, if anything was."""
        if self._errors:
            raise InputError(self._errors)


def _lenient(shape: type[Shape]) -> type[Shape]:
    """The shape with every answer left out that is not there."""
    fields: dict[str, Any] = {name: (info.annotation, _left_out(info)) for name, info in shape.model_fields.items()}
    return create_model(f"Lenient{shape.__name__}", __base__=shape, **fields)


def _left_out(info: FieldInfo) -> FieldInfo:
    lenient = copy(info)
    if lenient.is_required():
        lenient.default = None
    return lenient


def _path(location: tuple[int | str, ...]) -> str:
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path
