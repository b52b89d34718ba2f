"""Answers that are not whole yet: what else is wrong with them can be told, but they are never taken."""

from collections.abc import Mapping
from typing import Any


class Unfinished(dict[str, Any]):
    """Answers that their form does not let through."""


UNREAD: Mapping[str, bool] = {"unread": True}
"""Stands for what was typed and can't be read: no answer has this shape."""
