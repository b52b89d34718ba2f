"""The one way to write a document's kept data as bytes, and its hash."""

import hashlib
import json
from collections.abc import Mapping


def canonical_json(data: Mapping[str, object]) -> bytes:
    """The data as JSON with sorted keys and no spaces, in UTF-8.

    Raises TypeError for anything but text, whole numbers, yes/no, null, lists and objects: a float
    has no one way of being written, and an amount is text.
    """
    _require_plain(data, "data")
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def data_hash(data: Mapping[str, object]) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(data)).hexdigest()


def _require_plain(value: object, path: str) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"{path}: a key that is not text: {key!r}")
            _require_plain(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _require_plain(inner, f"{path}[{index}]")
    elif value is not None and not isinstance(value, str | int):
        raise TypeError(f"{path}: {type(value).__name__} cannot be kept as a document's data")
