"""In what the agreements differ when a regional offer is taken over; read from `regimes.toml`."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from workflows.errors import InputError
from workflows.rules.agreement_types import Body, Stated, Value
from workflows.vocabulary import AgreementId


class Discussion(StrEnum):
    """What the agreement says of a discussion in a joint body before the municipality decides."""

    BEFORE_OR_INFORMED = "before_or_informed"
    MAY_DISCUSS = "may_discuss"
    NOT_STATED = "not_stated"


class ShareBy(StrEnum):
    """How the share of the result that follows the offer is found."""

    BY_RULE = "by_rule"
    NEGOTIATED = "negotiated"


@dataclass(frozen=True)
class Regime:
    """The points in which takeovers differ between agreements.

    A text is empty where the agreement says nothing on the point; a rule is the id of a deadline, or empty.
    """

    right: Stated[bool]
    """Once in each election term, for offers located in the municipality."""
    body: Body
    """The joint body that may discuss the takeover, or is told of it."""
    discussion: Stated[Discussion]
    body_informed: Stated[bool]
    """The body is told afterwards when it has not discussed the takeover."""
    council_first: Stated[bool]
    """The council treats the request before the region works out its terms."""
    request_rule: Stated[str]
    steps_rule: Stated[str]
    turn_of_year: Stated[bool]
    """The takeover normally takes place on 1 January."""
    share: Stated[ShareBy]
    declaration_in_agreement: Stated[bool]
    availability: Stated[str]
    """How far the offer stays open to the other municipalities."""
    supply_duty: Stated[str]
    property_value: Stated[str]
    """Which value of the property goes into the tariff."""
    employees_after_agreement: Stated[bool]
    """Employees can be given binding notice only after the final agreement."""
    procedure: Stated[str]
    small_operator: Stated[bool]
    """Attention to how few offers the region can run sustainably."""


@cache
def regime(agreement_id: str) -> Regime:
    """How an agreement treats a takeover. Raises InputError on `agreement` for an unknown one."""
    known = _regimes()
    if agreement_id not in known:
        raise InputError([("agreement", f"Ukendt rammeaftale. Skal være en af: {', '.join(AgreementId)}.")])
    return known[agreement_id]


@cache
def _regimes() -> Mapping[str, Regime]:
    data = tomllib.loads(Path(__file__).with_name("regimes.toml").read_text(encoding="utf-8"))
    return {word.value: _regime(word, data[word.value]) for word in AgreementId}


def _regime(word: AgreementId, rows: Mapping[str, Any]) -> Regime:
    def stated(point: str, kind: Callable[[Any], Value]) -> Stated[Value]:
        row = rows[point]
        source = row["source"] if "source" in row else f"{word.value}, {row['paragraph']}"
        return Stated(kind(row["value"]), source, row["why"])

    return Regime(
        right=stated("right", bool),
        body=Body(**rows["body"]),
        discussion=stated("discussion", Discussion),
        body_informed=stated("body_informed", bool),
        council_first=stated("council_first", bool),
        request_rule=stated("request_rule", str),
        steps_rule=stated("steps_rule", str),
        turn_of_year=stated("turn_of_year", bool),
        share=stated("share", ShareBy),
        declaration_in_agreement=stated("declaration_in_agreement", bool),
        availability=stated("availability", str),
        supply_duty=stated("supply_duty", str),
        property_value=stated("property_value", str),
        employees_after_agreement=stated("employees_after_agreement", bool),
        procedure=stated("procedure", str),
        small_operator=stated("small_operator", bool),
    )
