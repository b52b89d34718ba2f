"""Addresses of static files that change with their content, so that a browser may keep them for long."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

ONE_YEAR = 365 * 24 * 3600
STATIC = Path(__file__).parent / "static"


@cache
def fingerprint(filename: str) -> str:
    """Eight signs that stand for the file's content.

    Raises FileNotFoundError when there is no such file.
    """
    return hashlib.sha256((STATIC / filename).read_bytes()).hexdigest()[:8]


def init_assets(app: Flask) -> None:
    """Let `url_for('static', filename=…)` carry the fingerprint."""

    def add_fingerprint(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values.setdefault("v", fingerprint(values["filename"]))

    app.url_defaults(add_fingerprint)
