"""Reads an agreement from its file in `data/`."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from workflows.rules.agreement_types import (
    AccountRounds,
    Agreement,
    Body,
    ClosingFlow,
    ClosingRule,
    DistributionKey,
    Elsewhere,
    HearingForm,
    Method,
    Note,
    NoteWhen,
    OutsideBuyer,
    OwnShareOf,
    Stated,
    TakeoverShareRule,
    ToldTo,
    Value,
)
from workflows.vocabulary import AgreementId, Labelled, OfferCategory, OfferStructure, OrganisationKind

FOLDER = Path(__file__).parent / "data"

Cite = Callable[[str], str]
Rows = Mapping[str, Any]
Word = TypeVar("Word", bound=Labelled)
POINTS: dict[str, Callable[[Any], Any]] = {
    "hearing": HearingForm,
    "told_to": ToldTo,
    "account_only_with_consequences": bool,
    "account_rounds": AccountRounds,
    "business_committee_first": bool,
    "body_treats_final": bool,
    "audit": bool,
    "notice_deadline": str,
    "provisional_deadline": str,
    "final_deadline": str,
    "outside_buyer": OutsideBuyer,
    "transition_planning": bool,
}
"""The points of a course, and what their values are."""


def read(agreement_id: AgreementId) -> Agreement:
    """Read one agreement. A file that says too little or something unknown raises KeyError or ValueError."""
    data = tomllib.loads((FOLDER / f"{agreement_id.value}.toml").read_text(encoding="utf-8"))
    bodies = data["bodies"]

    def cite(paragraph: str) -> str:
        return f"{data['id']}, {paragraph}"

    return Agreement(
        id=_word(AgreementId, data["id"]),
        title=data["title"],
        region_code=data["region_code"],
        in_force_from=data["in_force_from"],
        in_force_to=data["in_force_to"],
        recommendations=data["recommendations"],
        hearing_body=Body(**bodies["hearing_body"]),
        business_committee=Body(**bodies["business_committee"]) if "business_committee" in bodies else None,
        secretariat=Body(**bodies["secretariat"]),
        kkr=Body(**bodies["kkr"]),
        moving_or_merging=_stated(data["moving_or_merging"], bool, cite),
        flows=_flows(data["flow"], cite),
        closing_rules=_closing_rules(data.get("closing_rules", []), cite),
        authority_rule=_authority_rule(data["closed_by_authority"], cite) if "closed_by_authority" in data else None,
        takeover_share=_takeover_share(data["takeover_share"], cite),
        authority_flow=_points(data.get("closed_by_authority", {}).get("flow", {}), cite),
    )


def _flows(rows: Rows, cite: Cite) -> dict[OfferCategory | None, ClosingFlow]:
    """One flow for all offers, or one for each category: what holds for any, and the category's own."""
    common = rows["any"]
    categories = [name for name in rows if name != "any"]
    if not categories:
        return {None: ClosingFlow(**_points(common, cite))}
    return {_word(OfferCategory, name): ClosingFlow(**_points({**common, **rows[name]}, cite)) for name in categories}


def _points(rows: Rows, cite: Cite) -> dict[str, Stated[Any]]:
    return {name: _stated(row, POINTS[name], cite) for name, row in rows.items()}


def _stated(row: Rows, kind: Callable[[Any], Value], cite: Cite) -> Stated[Value]:
    return Stated(kind(row["value"]), cite(row["paragraph"]), row["why"])


def _closing_rules(rows: Sequence[Rows], cite: Cite) -> dict[tuple[OrganisationKind, OfferStructure], ClosingRule]:
    return {
        (_word(OrganisationKind, kind), _word(OfferStructure, structure)): _closing_rule(row, cite)
        for row in rows
        for kind in row["operator_kinds"]
        for structure in row["structures"]
    }


def _closing_rule(row: Rows, cite: Cite) -> ClosingRule:
    elsewhere = row.get("elsewhere")
    return ClosingRule(
        model=row["model"],
        method=Method(row["method"]),
        key=DistributionKey(row["key"]),
        own_share_percent=Decimal(row["own_share_percent"]),
        surplus_own_share_of=OwnShareOf(row["surplus_own_share_of"]),
        may_waive=row["may_waive"],
        source=cite(row["paragraph"]),
        why=row["why"],
        notes=_notes(row.get("notes", []), cite),
        elsewhere=Elsewhere(Decimal(elsewhere["limit_percent"]), cite(elsewhere["paragraph"])) if elsewhere else None,
        outside_source=cite(row["outside_buyer_paragraph"]) if "outside_buyer_paragraph" in row else "",
    )


def _authority_rule(row: Rows, cite: Cite) -> ClosingRule:
    """The operator bears the result of an offer that an authority has closed."""
    source = cite(row["paragraph"])
    return ClosingRule(
        model="C0",
        method=Method.OPERATOR,
        key=DistributionKey(row["key"]),
        own_share_percent=Decimal(100),
        surplus_own_share_of=OwnShareOf.BASIS,
        may_waive=False,
        source=source,
        why=row["why"],
        notes=(Note(NoteWhen.ALWAYS, row["note"], source),) if row["note"] else (),
    )


def _takeover_share(row: Rows, cite: Cite) -> TakeoverShareRule:
    return TakeoverShareRule(formula_source=row["formula_source"], notes=_notes(row["notes"], cite))


def _notes(rows: Sequence[Rows], cite: Cite) -> tuple[Note, ...]:
    return tuple(Note(NoteWhen(row["when"]), row["text"], cite(row["paragraph"])) for row in rows)


def _word(kind: type[Word], value: str) -> Word:
    """The word of the vocabulary with that stored value."""
    return {word.value: word for word in kind}[value]
