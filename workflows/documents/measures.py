"""Special measures for an offer in trouble, what they cost each municipality, and the bodies that treat them.

Amounts are kroner; what a municipality pays is positive, and so is a rise of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from workflows.documents.account import AmountChange
from workflows.documents.envelope import DocumentReference


@dataclass(frozen=True)
class Bodies:
    """The names as the agreement has them, as they stand inside a sentence.

    `model` is the way of working together (`nødbremsemodellen`), `committee` who treats a nomination,
    `task_force` who maps it (`den permanente task force`), `decider` who decides in the end.
    """

    model: str
    committee: str
    task_force: str
    decider: str


@dataclass(frozen=True)
class Scenario:
    """What each municipality pays before and after a measure when so many percent of the places are in use."""

    occupancy: Decimal
    changes: tuple[AmountChange, ...]


@dataclass(frozen=True)
class MeasureEffect:
    """What a measure costs each municipality in a year.

    `changes` are at the occupancy to be expected, `scenarios` from empty to full. `request` and `result` are
    what went into the calculation and what came out, unchanged; the steps in `result["trace"]` are printed.
    """

    assumptions: tuple[str, ...]
    changes: tuple[AmountChange, ...]
    scenarios: tuple[Scenario, ...] = ()
    request: Mapping[str, object] = field(default_factory=dict)
    result: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """A special measure. `toolbox` is yes where it comes from the agreement's toolbox, no where it is another.

    Advantages and drawbacks are those that the agreement itself states; most have none.
    """

    name: str
    description: str
    toolbox: bool
    terms: str = ""
    advantages: tuple[str, ...] = ()
    drawbacks: tuple[str, ...] = ()
    effect: MeasureEffect | None = None


@dataclass(frozen=True)
class HearingResult:
    """The hearing of the buyer municipalities on an extended notice period, in short."""

    deadline: date
    asked: int
    answered: int
    text: str
    summary: DocumentReference | None = None
