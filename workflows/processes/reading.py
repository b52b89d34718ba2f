"""Reading a task's answers: their shape is checked here, in the user's words; the rules come after, or along."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from decimal import Decimal
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    create_model,
    model_validator,
)
from pydantic.fields import FieldInfo

from workflows.errors import InputError, Refused
from workflows.rules.money import NotAnAmount, parse_amount
from workflows.rules.unfinished import Unfinished

Shape = TypeVar("Shape", bound="Answers")


AS_FAR_AS_IT_GOES = {"as_far_as_it_goes": True}


class Answers(BaseModel):
    """The answers of one task; unknown names are errors, text is trimmed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    @model_validator(mode="wrap")
    @classmethod
    def _as_far_as_it_goes(cls, given: Any, strict: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        """The answers without those that can't be read, where these are told elsewhere."""
        try:
            found: Self = strict(given)
        except ValidationError as invalid:
            if info.context is not AS_FAR_AS_IT_GOES or not isinstance(given, Mapping):
                raise
            wrong = {str(error["loc"][0]) for error in invalid.errors() if error["loc"]}
            readable = {name: value for name, value in given.items() if name not in wrong}
            found = _lenient(cls).model_validate(readable, context=info.context)
            for name in wrong:
                found.__dict__.pop(name, None)
        return found

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            if name in type(self).model_fields:
                raise Unread(name)
            return super().__getattr__(name)


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
    at_once = AtOnce()
    given = at_once.read(shape, answers)
    at_once.tell()
    return given


def told_with_rule(refusal: Refused) -> str:
    """What a refusal says, with the paragraph that it rests on."""
    return f"{refusal.message} ({refusal.rule})" if refusal.rule else refusal.message


def _read(shape: type[Shape], answers: Mapping[str, Any]) -> Shape:
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


class Unread(Exception):
    """A rule asks for an answer that is missing or can't be read: the rule says nothing then."""


class AtOnce:
    """Tells what is wrong with the shape of answers and what the rules say of them all at once.

    A rule is asked in `with at_once:`; what it refuses is noted, and the next one is asked. One that needs an answer
    which can't be read says nothing.
    """

    def __init__(self) -> None:
        self._errors: list[tuple[str, str]] = []
        self._refusals: list[Refused] = []
        self._finished = True

    def read(self, shape: type[Shape], answers: Mapping[str, Any]) -> Shape:
        """The answers in their shape; those that can't be read are noted, and are Unread in what is given."""
        self._finished = not isinstance(answers, Unfinished)
        try:
            return _read(shape, answers)
        except InputError as invalid:
            self._errors += invalid.errors
            return shape.model_validate(answers, context=AS_FAR_AS_IT_GOES)

    def note(self, errors: Iterable[tuple[str, str]]) -> None:
        """Note what is wrong, each with the path of its field."""
        self._errors += errors

    def refuse(self, field: str, message: str, *, when: Callable[[], object]) -> None:
        """Note a sentence at a field when the condition holds; one that asks for an answer that is Unread does not."""
        with self:
            if when():
                self._errors.append((field, message))

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _tb: TracebackType | None
    ) -> bool:
        if isinstance(error, InputError):
            self._errors += error.errors
        elif isinstance(error, Refused) and kind is Refused:
            self._refusals.append(error)
        else:
            return isinstance(error, Unread)
        return True

    def tell(self) -> None:
        """Raise InputError with all that was found, if anything was; also when the answers are not to be taken.

        A refusal that stands alone is raised as it is.
        """
        if len(self._refusals) == 1 and not self._errors and self._finished:
            raise self._refusals[0]
        refused = [(one.field or "", told_with_rule(one)) for one in self._refusals]
        if self._errors or refused or not self._finished:
            raise InputError(list(dict.fromkeys([*self._errors, *refused])))


@cache
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
