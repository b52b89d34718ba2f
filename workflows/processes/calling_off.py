"""How a case of each process is called off: who may, who is told, and in which words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from db.models.organisation import Organisation
from workflows.processes.step import Step
from workflows.processes.telling import everyone_told
from workflows.vocabulary import Process


def _nothing_against(_step: Step) -> None:
    return None


@dataclass(frozen=True)
class CallingOff:
    """The words for a page, and what happens.

    `tell` issues the message to those who were told of the case. `check` raises Refused when it is too late, or
    when the organisation of the step's actor isn't the one to do it.
    """

    action: str
    """What the button says, e.g. `Opgiv lukningen`."""
    when: str
    """When it is used, in a sentence."""
    done: str
    """What is told when it is done, in a sentence."""
    tell: Callable[[Step, str, date], None]
    told: Callable[[Step], list[Organisation]] = everyone_told
    check: Callable[[Step], None] = _nothing_against


CALLING_OFF: dict[Process, CallingOff] = {}
"""Processes that can be called off while they run; bound by each of them."""
