"""What counting a deadline anew needs beside its rule and the closed days, when the closed days change."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from workflows.processes.step import Step
from workflows.rules.calendar import Pause


@dataclass(frozen=True)
class Recount:
    """How the deadline of one rule is counted anew."""

    pauses: Callable[[Session, Collection[UUID]], Mapping[UUID, Sequence[Pause]]]
    """The times in which its clock stood still, in each of some cases."""
    data: Callable[[Step], Mapping[str, object]]
    """What the diagram reads of the date, after it has been counted anew."""


RECOUNTS: dict[str, Recount] = {}
"""By rule. The others have no pauses, and the diagram works out their dates itself."""

TOLD = frozenset({"closing.notice", "complaint"})
"""The rules whose date has been told in a notice or a decision, and stays as it was told."""
