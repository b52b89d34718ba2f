"""What the form of a closing account begins from: the version before it, else what is registered."""

from collections.abc import Mapping
from typing import Any

from web.forms.closing_parts import amount_of, amounts_of, signed
from workflows.rules.agreement_types import DistributionKey


def start_of(facts: Mapping[str, Any], *, unit: bool, region: bool) -> dict[str, Any]:
    """The fields by name; `unit` and `region` tell whether the other offers of these are shown."""
    typed: Mapping[str, Any] = facts["typed"] or {}
    closing = facts["closing"]
    last_day = closing.last_day or closing.decided_on
    auditor = facts["auditor"]
    return {
        "year": typed.get("year", last_day.year),
        "months": typed.get("months", last_day.month),
        "lines": {key: amounts_of(line) for key, line in typed.get("lines", {}).items()},
        "carried_forward_offer": signed(amount_of(typed.get("carried_forward_offer"))),
        "carried_forward_central": signed(amount_of(typed.get("carried_forward_central"))),
        "key": _key_rows(facts, typed),
        "own_basis": amount_of(typed.get("own_basis")) or facts["offer"].tariff_basis,
        "unit_others": _others(facts, typed, "unit_others") if unit else [],
        "region_others": _others(facts, typed, "region_others") if region else [],
        "closing_year_turnover": amount_of(typed.get("closing_year_turnover")),
        "waived": typed.get("waived", False),
        "note": typed.get("note", ""),
        "auditor_id": str(auditor.id) if auditor else "",
    }


def _key_rows(facts: Mapping[str, Any], typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    before = {row["organisation_id"]: amounts_of(row) for row in typed.get("key", [])}
    rows = []
    for row in facts["rows"]:
        registered = {"year_minus_2": row.year_minus_2, "year_minus_1": row.year_minus_1}
        if facts["key"] is DistributionKey.PERCENT:
            registered = {}
        identity = str(row.organisation_id)
        rows.append({"organisation_id": identity, **before.get(identity, registered)})
    return rows


def _others(facts: Mapping[str, Any], typed: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    if name in typed:
        return [{"name": row["name"], **amounts_of(row)} for row in typed[name]]
    same_unit = name == "unit_others"
    wanted = same_unit or facts["part_of_unit"]
    found = [one for one in facts["others"] if not wanted or one.same_unit is same_unit]
    return [{"name": one.name, "basis": one.basis} for one in found]
