"""Tasks for each entry of a list that is no organisation: whose they are, and what they are called."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workflows.processes.step import Step


@dataclass(frozen=True)
class Assignment:
    """Who has a task: the organisation, and the one person who may do it; `due` where it has a day of its own."""

    organisation_id: UUID
    person_id: UUID | None
    label: str
    due: date | None


ASSIGNED: dict[str, Callable[[Step, str], Assignment]] = {}
"""By user task: what an entry of its list stands for. The work list asks as it opens the task."""
