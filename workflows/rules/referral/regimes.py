"""What each framework agreement says of referrals to communication centres."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from workflows.errors import Refused
from workflows.rules.agreement_types import Agreement, Stated, Value
from workflows.rules.agreements import all_agreements, latest_known
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import AgreementId

FILE = Path(__file__).with_name("regimes.toml")


class Course(StrEnum):
    """By what a referral runs."""

    COMMON_RULES = "common_rules"
    NO_RULES = "no_rules"
    """The agreement names the centres and sets no rules: the case runs by the law alone."""
    REFUSED = "refused"


@dataclass(frozen=True)
class Regime:
    """The points in which referrals differ between agreements.

    `reassessment` and `decision` are rule ids of the deadlines, or "" where the agreement sets none.
    """

    course: Stated[Course]
    own_inquiry: Stated[bool]
    reassessment: Stated[str]
    decision: Stated[str]
    contact_person: Stated[bool]
    report: Stated[bool]
    advice: Stated[bool]
    coordination: Stated[bool]
    collaboration: Stated[bool]
    waiting_times: Stated[bool]


@cache
def regime(agreement_id: str) -> Regime:
    """The regime of an agreement.

    Raises Refused, on `municipality_id`, under an agreement that has no rules for referrals and covers no centres.
    """
    points = _file()[agreement_id]

    def stated(point: str, kind: Callable[[Any], Value]) -> Stated[Value]:
        return _stated(points[point], kind, agreement_id)

    course = stated("course", Course)
    if course.value is Course.REFUSED:
        raise Refused(course.why, rule=course.source, field="municipality_id")
    return Regime(
        course=course,
        own_inquiry=stated("own_inquiry", bool),
        reassessment=stated("reassessment", str),
        decision=stated("decision", str),
        contact_person=stated("contact_person", bool),
        report=stated("report", bool),
        advice=stated("advice", bool),
        coordination=stated("coordination", bool),
        collaboration=stated("collaboration", bool),
        waiting_times=stated("waiting_times", bool),
    )


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _course(agreement_id: str) -> Course:
    return Course(_file()[agreement_id]["course"]["value"])


def _stated(row: Mapping[str, Any], kind: Callable[[Any], Value], agreement_id: str) -> Stated[Value]:
    return Stated(kind(row["value"]), f"{agreement_id}, {row['paragraph']}", row["why"])


def agreement_for(region_code: str, municipality: str, day: date) -> Agreement:
    """The agreement of a municipality's region on a day, or the last one at hand that ran before it.

    Raises Refused on `municipality_id` when none is at hand, or when the one at hand has no referrals.
    """
    found = latest_known(region_code, day)
    if found is None:
        raise Refused(
            f"Rammesag kender ingen rammeaftale for {municipality}s region på dagen. Henvisningen kan ikke oprettes.",
            field="municipality_id",
        )
    regime(found.id.value)
    return found


def regions_with_referrals(day: date) -> list[str]:
    """The regions whose agreement on a day, or the last one at hand, lets referrals run, by code."""
    latest = {one.region_code: latest_known(one.region_code, day) for one in all_agreements()}
    return sorted(code for code, found in latest.items() if found and _course(found.id.value) is not Course.REFUSED)


def run_out(agreement: Agreement, day: date) -> str:
    """The sentence that a case carries when its agreement has run out; empty while it is in force.

    >>> from workflows.rules.agreements import agreement
    >>> run_out(agreement("hovedstaden-2019-2020"), date(2020, 12, 31))
    ''
    """
    if agreement.in_force_on(day):
        return ""
    return (
        f"{agreement.title} gjaldt til og med {date_in_words(agreement.in_force_to)}. Der er ingen senere rammeaftale "
        "i Rammesag for regionen, og sagen føres efter den."
    )


def known_regimes() -> frozenset[str]:
    """The agreements that the file speaks of: all of them."""
    return frozenset(AgreementId(one).value for one in _file())
