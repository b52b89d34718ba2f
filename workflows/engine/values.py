"""Task data: text, whole numbers, yes/no and lists of text. Money and everything else lives in tables."""

from collections.abc import Mapping
from keyword import iskeyword

from workflows.engine.errors import EngineError
from workflows.engine.limits import MAX_ENTRIES, MAX_TEXT_LENGTH

_KINDS = "text, whole numbers, yes/no, nothing and lists of text"

Scalar = str | int | bool | None
Value = Scalar | list[str]


def checked(values: Mapping[str, object], giver: str) -> dict[str, Value]:
    """A copy of the values that may become task data; EngineError names the giver and the first bad one."""
    return {_checked_name(name, giver): _checked_value(name, value, giver) for name, value in values.items()}


def _checked_name(name: object, giver: str) -> str:
    if not isinstance(name, str) or not name.isidentifier() or name.startswith("_") or iskeyword(name):
        raise EngineError(f"{giver} gave {name!r}, which is not the name of a variable")
    return name


def _checked_value(name: str, value: object, giver: str) -> Value:
    if isinstance(value, list):
        if len(value) > MAX_ENTRIES:
            raise EngineError(f"{giver} gave {name} {len(value)} entries; {MAX_ENTRIES} is the most")
        return [_checked_text(name, entry, giver) for entry in value]
    if isinstance(value, str):
        return _checked_text(name, value, giver)
    if value is None or (isinstance(value, int) and abs(value) < 2**53):
        return value
    raise EngineError(f"{giver} gave {name} a {type(value).__name__}; task data hold {_KINDS}")


def _checked_text(name: str, value: object, giver: str) -> str:
    if not isinstance(value, str):
        raise EngineError(f"{giver} gave {name} a list with a {type(value).__name__}; task data hold {_KINDS}")
    if len(value) > MAX_TEXT_LENGTH:
        raise EngineError(f"{giver} gave {name} a text of {len(value)} characters; {MAX_TEXT_LENGTH} is the most")
    return str(value)
