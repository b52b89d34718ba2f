"""Collaboration agreements between one municipality and one or more centres: they replace the common rules.

What an agreement says is data (hovedstaden-2019-2020, 8.9, 8.10 give examples); what follows from it is counted here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from workflows.errors import Refused
from workflows.rules.calendar import add_months
from workflows.vocabulary import Competence, Law, Party, TargetGroup

REPLACES = "hovedstaden-2019-2020, 8.1 ii"
DELEGATION = "hovedstaden-2019-2020, 8.9"
EXAMPLES = "hovedstaden-2019-2020, 8.10"
EXAMPLE_PERCENT = Decimal(7)
"""The percentage of the source's second example."""
NOT_BY_SERVICELOVEN = (
    "Kommuner kan som udgangspunkt ikke overlade afgørelser efter serviceloven til andre. Vælg lov om "
    "specialundervisning for voksne, eller skriv den særlige hjemmel."
)


@dataclass(frozen=True)
class Delegated:
    """What a centre may do in the municipality's place, for one target group by one law.

    `legal_ground` is the particular ground on which a decision by serviceloven is delegated all the same.
    """

    competence: Competence
    target_group: TargetGroup
    law: Law
    legal_ground: str = ""


@dataclass(frozen=True)
class Terms:
    """What a collaboration agreement says, and for how long."""

    valid_from: date
    valid_to: date | None
    competences: tuple[Delegated, ...]

    def in_force_on(self, day: date) -> bool:
        """Whether the agreement is in force on the day, both ends included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Decider:
    """Who decides, and why, in a sentence for a screen."""

    party: Party
    why: str
    source: str


@dataclass(frozen=True)
class Growth:
    """How inquiries have risen against the number that the frame was set by.

    `percent` is the rise with one decimal; `passed` when it is more than what the agreement sets.
    """

    inquiries: int
    base: int
    percent: Decimal
    limit: Decimal
    passed: bool


def check_competences(competences: Iterable[Delegated]) -> None:
    """Let a delegation stand. Raises Refused for a decision by serviceloven without a ground of its own."""
    for number, one in enumerate(competences):
        if one.competence is Competence.DECIDE and one.law is Law.SERVICELOVEN and not one.legal_ground.strip():
            raise Refused(NOT_BY_SERVICELOVEN, rule=DELEGATION, field=f"competences[{number}].legal_ground")


def decider(terms: Terms | None, target_group: TargetGroup, law: Law, day: date, *, common: str) -> Decider:
    """Who decides a case of a target group by a law on a day.

    `common` is where the framework agreement says that the acting municipality does.
    """
    municipality = Party.ACTING_MUNICIPALITY
    if terms is None or not terms.in_force_on(day):
        return Decider(municipality, "Der er ingen samarbejdsaftale; handlekommunen træffer afgørelsen.", common)
    found = _competence(terms, Competence.DECIDE, target_group, law)
    if found is None:
        why = (
            f"Samarbejdsaftalen overlader ikke afgørelser efter {law.label} for denne målgruppe til centret; "
            "handlekommunen træffer afgørelsen."
        )
        return Decider(municipality, why, EXAMPLES)
    if law is Law.SERVICELOVEN and not found.legal_ground.strip():
        why = (
            "Afgørelser efter serviceloven kan som udgangspunkt ikke overlades til centret; handlekommunen afgør sagen."
        )
        return Decider(municipality, why, DELEGATION)
    why = f"Samarbejdsaftalen overlader afgørelser efter {law.label} for denne målgruppe til centret."
    return Decider(Party.CENTRE, f"{why} Hjemmel: {found.legal_ground}" if found.legal_ground else why, DELEGATION)


def may_continue(terms: Terms | None, target_group: TargetGroup, day: date) -> bool:
    """Whether the centre may go on with an effort that the municipality granted before and approved to continue.

    Rule: hovedstaden-2019-2020, 8.10, example 1.
    """
    if terms is None or not terms.in_force_on(day):
        return False
    return any(_competence(terms, Competence.CONTINUE, target_group, law) for law in Law)


def _competence(terms: Terms, competence: Competence, target_group: TargetGroup, law: Law) -> Delegated | None:
    wanted = (competence, target_group, law)
    return next((one for one in terms.competences if (one.competence, one.target_group, one.law) == wanted), None)


def agreement_year(valid_from: date, day: date) -> tuple[date, date]:
    """The year of an agreement in which a day lies: its first and last day, counted from when it began.

    >>> agreement_year(date(2024, 4, 1), date(2026, 2, 1))
    (datetime.date(2025, 4, 1), datetime.date(2026, 3, 31))
    """
    years = 0
    while add_months(valid_from, 12 * (years + 1)) <= day:
        years += 1
    return add_months(valid_from, 12 * years), add_months(valid_from, 12 * (years + 1)) - timedelta(days=1)


def growth(inquiries: int, base: int, limit: Decimal) -> Growth:
    """How inquiries have risen; `base` must be above zero, `limit` is a percentage.

    Rule: hovedstaden-2019-2020, 8.10, example 2: more than the percentage, so that exactly it is not.

    >>> growth(107, 100, Decimal(7)).passed, growth(108, 100, Decimal(7)).passed
    (False, True)
    """
    if base <= 0:
        raise ValueError("the number that a frame was set by is above zero")
    exact = Decimal(100 * (inquiries - base)) / base
    return Growth(
        inquiries=inquiries,
        base=base,
        percent=exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP),
        limit=limit,
        passed=100 * (inquiries - base) > limit * base,
    )


def left_of_frame(frame: Decimal, used: Sequence[Decimal]) -> Decimal:
    """What is left of a year's frame in kroner; negative when more has been granted than there was."""
    return frame - sum(used, Decimal(0))
