"""Strict reading of a JSON object from outside: every fault found, each with the path of its field."""

import json
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import NoReturn

from workflows.errors import InputError
from workflows.rules.money import NotAnAmount, parse_amount

Faults = list[tuple[str, str]]
"""Each fault as the path of its field and a sentence in Danish."""

MISSING = "Feltet mangler."
UNKNOWN = "Ukendt felt."


def read_object(text: str) -> dict[str, object]:
    """Read one JSON object.

    Raises InputError with the path "" when the text is not JSON, not an object, names a key twice at
    any depth, or holds text that is not valid Unicode.
    """
    try:
        # No contract takes a number: it is read only for its field to refuse it, as a float of any length.
        value = json.loads(text, object_pairs_hook=_without_twins, parse_constant=_refuse_constant, parse_int=float)
    except json.JSONDecodeError as error:
        raise _whole(f"Det er ikke gyldig JSON: linje {error.lineno}, tegn {error.colno}.") from error
    except RecursionError as error:
        raise _whole("Det er ikke gyldig JSON: strukturen er indlejret for dybt.") from error
    if not isinstance(value, dict):
        raise _whole("Der skal stå ét JSON-objekt.")
    _refuse_broken_text(value)
    return value


class Fields:
    """The fields of one JSON object, read one by one; faults are gathered in a list that is shared."""

    def __init__(self, values: Mapping[str, object], faults: Faults, path: str = "") -> None:
        self.values = values
        self.faults = faults
        self.path = path
        self.known: set[str] = set()

    def path_of(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def fault(self, name: str, message: str) -> None:
        self.faults.append((self.path_of(name), message))

    def text(self, name: str) -> str | None:
        """A text that is not blank; required."""
        value = self._value(name, required=True)
        if value is None:
            return None
        if not isinstance(value, str):
            self.fault(name, "Skal være tekst.")
            return None
        if not value.strip():
            self.fault(name, "Må ikke være tom.")
            return None
        return value

    def choice(self, name: str, allowed: Collection[str]) -> str | None:
        """One of the allowed words; required."""
        value = self._value(name, required=True)
        if value is None:
            return None
        if isinstance(value, str) and value in allowed:
            return value
        self.fault(name, f"Skal være en af: {', '.join(allowed)}.")
        return None

    def amount(self, name: str, *, negative: bool = False, required: bool = True) -> Decimal | None:
        """An amount of kroner as a decimal string; nought or more unless `negative`."""
        value = self._value(name, required=required)
        if value is None:
            return None
        try:
            if not isinstance(value, str):
                raise NotAnAmount(value)
            amount = parse_amount(value)
        except NotAnAmount:
            self.fault(name, 'Skal være et beløb skrevet som tekst, f.eks. "1234.50".')
            return None
        if amount < 0 and not negative:
            self.fault(name, "Må ikke være negativt.")
            return None
        return amount

    def flag(self, name: str) -> bool:
        """True or false; false when left out."""
        value = self._value(name, required=False)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fault(name, "Skal være true eller false.")
        return False

    def child(self, name: str) -> "Fields":
        """The fields of a nested object; required. Without it, a reader that finds and reports nothing."""
        value = self._value(name, required=True)
        if isinstance(value, dict):
            return Fields(value, self.faults, self.path_of(name))
        if value is not None:
            self.fault(name, "Skal være et objekt.")
        return Fields({}, [], self.path_of(name))

    def items(self, name: str) -> list["Fields"] | None:
        """The objects of a list; none when it is left out or is not a list."""
        value = self._value(name, required=False)
        if value is None:
            return None
        if not isinstance(value, list):
            self.fault(name, "Skal være en liste.")
            return None
        return [self._item(f"{name}[{index}]", item) for index, item in enumerate(value)]

    def refuse_unknown(self) -> None:
        """Fault every field that has not been asked for."""
        for name in self.values:
            if name not in self.known:
                self.fault(name, UNKNOWN)

    def _item(self, name: str, item: object) -> "Fields":
        if isinstance(item, dict):
            return Fields(item, self.faults, self.path_of(name))
        self.fault(name, "Skal være et objekt.")
        return Fields({}, [], self.path_of(name))

    def _value(self, name: str, *, required: bool) -> object | None:
        self.known.add(name)
        if name not in self.values:
            if required:
                self.fault(name, MISSING)
            return None
        value = self.values[name]
        if value is None:
            self.fault(name, "Må ikke være null.")
        return value


def _whole(message: str) -> InputError:
    return InputError([("", message)])


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, value in pairs:
        if name in fields:
            raise _whole("Et felt står to gange i samme objekt.")
        fields[name] = value
    return fields


def _refuse_constant(name: str) -> NoReturn:
    raise _whole(f"Det er ikke gyldig JSON: {name}.")


def _refuse_broken_text(value: object) -> None:
    """Half a surrogate pair is no character; it could be neither shown nor written."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, str) and any("\ud800" <= char <= "\udfff" for char in item):
            raise _whole("Det er ikke gyldig JSON: teksten er ikke gyldig Unicode.")
