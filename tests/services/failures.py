"""An operation with an error, for the tests of what an error leaves behind."""

from tests.closing_walk import ClosingWalk, colleague
from workflows.access.actor import Actor
from workflows.processes.step import Step
from workflows.vocabulary import Party, Role

DECISION = {
    "outcome": "close",
    "decided_on": "2026-03-02",
    "last_day": "2026-06-30",
    "consequences_for_others": True,
}


class Broken(Exception):
    """What an operation raises that has an error."""


def failing(step: Step, _data: object) -> None:
    """An operation that has changed something before it fails."""
    step.case.title = "Halvt ændret"
    step.session.flush()
    raise Broken("the printer is on fire")


def secretariat(walk: ClosingWalk) -> Actor:
    """Someone who handles incidents."""
    return colleague(walk.party(Party.SECRETARIAT).id, {Role.SECRETARIAT_OFFICER})
