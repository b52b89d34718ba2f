"""What an operator must have considered itself, the toolbox of special measures, and the duties of a listed offer."""

from dataclasses import dataclass
from enum import StrEnum

EXTENDED_NOTICE = "extended_notice"
"""The measure on which the buyer municipalities are heard first."""


class Calculation(StrEnum):
    """How a measure changes what each municipality pays."""

    LOWER_OCCUPANCY = "lower_occupancy"
    OBJECTIVE_FINANCING = "objective_financing"
    PURCHASE_AGREEMENT = "purchase_agreement"
    SHARED_FINANCING = "shared_financing"


CALCULATION_NAMES = {
    Calculation.LOWER_OCCUPANCY: "Lavere budgetteret belægning",
    Calculation.OBJECTIVE_FINANCING: "Takst og objektiv finansiering",
    Calculation.PURCHASE_AGREEMENT: "Garanterede pladser",
    Calculation.SHARED_FINANCING: "Aftalte bidrag",
}
"""What a person reads where a measure is not from a toolbox."""


@dataclass(frozen=True)
class Presupposed:
    """Something that an operator must have considered before it nominates an offer."""

    key: str
    label: str


@dataclass(frozen=True)
class Tool:
    """A special measure of the toolbox, with what the agreement itself says for and against it, if anything."""

    key: str
    name: str
    note: str
    advantages: tuple[str, ...]
    drawbacks: tuple[str, ...]
    calculation: Calculation | None
    closes: bool


@dataclass(frozen=True)
class Duty:
    """What the agreement asks of an offer on the list."""

    key: str
    label: str
    text: str
