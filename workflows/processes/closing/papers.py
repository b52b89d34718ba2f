"""Accounts as documents: the form's lines, the key, the calculation, and what has changed since the last one."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from pydantic import TypeAdapter

from db.models.closing import ClosingAccount
from workflows.documents.account import (
    Account,
    AccountTotals,
    AmountChange,
    LabelledAmount,
    OwnShare,
    Turnover,
    TurnoverRow,
    UnitOther,
)
from workflows.documents.account import AccountLine as LineShown
from workflows.processes.closing.computing import Computed, distribution_key, key_years, of_whole_unit
from workflows.processes.closing.entry import AccountAnswers
from workflows.processes.closing.facts import closing_of, offer_of
from workflows.processes.step import Step
from workflows.rules.account_form import LINES, LineAmounts, LineGroup, total
from workflows.rules.agreement_types import DistributionKey
from workflows.rules.closing.account import as_json
from workflows.rules.money import format_amount

_ACCOUNT = TypeAdapter(Account)


def shown_account(step: Step, answers: AccountAnswers, computed: Computed) -> Account:
    """The account as documents and screens show it."""
    unit = of_whole_unit(step)
    own = answers.own_basis if answers.own_basis is not None else offer_of(step).tariff_basis
    others = tuple(UnitOther(other.name, other.basis) for other in answers.unit_others) if unit else ()
    result = as_json(computed.result)
    return Account(
        year=answers.year,
        months=answers.months,
        scope="Hele den økonomiske enhed" if unit else offer_of(step).name,
        lines=_lines(answers.amounts()),
        totals=_totals(answers.amounts()),
        carried_forward=answers.carried_forward_offer + answers.carried_forward_central,
        carried_forward_parts=(
            LabelledAmount("Overført på tilbuddet", answers.carried_forward_offer),
            LabelledAmount("Hensat centralt", answers.carried_forward_central),
        ),
        request=_request(step, answers, computed, own),
        result=result,
        turnover=_turnover(step, answers, computed),
        unit_others=others,
        unit_basis=own + sum((other.basis for other in others), Decimal(0)) if unit else None,
        explanation=computed.result.explanation,
    )


def kept_result(shown: Account) -> dict[str, Any]:
    """An account as it is kept: the result in the contract's form, why, and what documents show beside it."""
    beside = _ACCOUNT.dump_python(shown, mode="json")
    return {**beside.pop("result"), "explanation": shown.explanation, "shown": beside}


def shown_again(account: ClosingAccount) -> Account:
    """A kept account as documents and screens show it."""
    result = {name: value for name, value in account.result.items() if name not in ("explanation", "shown")}
    return _ACCOUNT.validate_python({**account.result["shown"], "result": result})


def _lines(amounts: Mapping[str, LineAmounts]) -> tuple[LineShown, ...]:
    nothing = LineAmounts(Decimal(0), Decimal(0))
    return tuple(
        LineShown(line.key, line.label, amounts[line.key].budget, amounts[line.key].account, line.group.value)
        for line in LINES
        if line.key in amounts and (line.key != "inventory_sale" or amounts[line.key] != nothing)
    )


def _totals(amounts: Mapping[str, LineAmounts]) -> AccountTotals:
    revenue, costs = LineGroup.REVENUE, LineGroup.COSTS
    figures = {
        (group, column): total(amounts, group, column) for group in (revenue, costs) for column in ("budget", "account")
    }
    return AccountTotals(
        revenue_budget=figures[revenue, "budget"],
        revenue_account=figures[revenue, "account"],
        costs_budget=figures[costs, "budget"],
        costs_account=figures[costs, "account"],
        result_budget=figures[revenue, "budget"] - figures[costs, "budget"],
        result_account=figures[revenue, "account"] - figures[costs, "account"],
    )


def _turnover(step: Step, answers: AccountAnswers, computed: Computed) -> Turnover | None:
    key = distribution_key(step)
    if not answers.key or key is DistributionKey.NONE:
        return None
    percents = {share.party: share.percent for share in computed.result.shares}
    names = {organisation.id: name for name, organisation in computed.parties.items()}
    operator = step.operator().id
    rows = tuple(
        TurnoverRow(
            party=names[row.organisation_id],
            operator=row.organisation_id == operator,
            year_minus_2=row.year_minus_2,
            year_minus_1=row.year_minus_1,
            percent=Decimal(percents.get(names[row.organisation_id], "0")),
        )
        for row in answers.key
    )
    return Turnover(measure=MEASURES[key], years=key_years(step), rows=rows)


MEASURES: dict[DistributionKey, Literal["turnover", "occupancy_days", "percent"]] = {
    DistributionKey.TURNOVER: "turnover",
    DistributionKey.OCCUPANCY_DAYS: "occupancy_days",
    DistributionKey.PERCENT: "percent",
}


def _request(step: Step, answers: AccountAnswers, computed: Computed, own: Decimal) -> dict[str, object]:
    """What `calc closing-account` would be asked, so that anyone can compute the account again.

    Where own share and key are set for the case, they stand with it: no agreement's rule gives them.
    """
    closing = closing_of(step)
    names = {organisation.id: name for name, organisation in computed.parties.items()}
    amounts = answers.amounts()
    unit = of_whole_unit(step)
    asked: dict[str, object] = {
        "agreement": step.case.agreement_id,
        "operator_kind": step.operator().kind.value,
        "structure": closing.structure.value,
        "closed_by_authority": closing.closed_by_authority,
        "basis": format_amount(own if unit else total(amounts, LineGroup.COSTS, "budget")),
        "result": {
            "revenue": format_amount(total(amounts, LineGroup.REVENUE, "account")),
            "costs": format_amount(total(amounts, LineGroup.COSTS, "account")),
            "carried_forward": format_amount(answers.carried_forward_offer + answers.carried_forward_central),
        },
    }
    if closing.manual_key is not None:
        asked |= {"own_share_percent": closing.manual_rate, "key": closing.manual_key}
    if answers.key:
        days = distribution_key(step) is DistributionKey.OCCUPANCY_DAYS
        asked["occupancy_days" if days else "turnover"] = _key_rows(step, answers, names)
    if unit:
        asked["unit_others"] = [
            {"name": other.name, "basis": format_amount(other.basis)} for other in answers.unit_others
        ]
    if answers.region_others:
        asked["region_others"] = [_region_row(other) for other in answers.region_others]
    if answers.closing_year_turnover is not None:
        asked["closing_year_turnover"] = format_amount(answers.closing_year_turnover)
    return asked


def _key_rows(step: Step, answers: AccountAnswers, names: Mapping[Any, str]) -> list[dict[str, object]]:
    operator = step.operator().id
    return [
        {
            "party": names[row.organisation_id],
            "operator": row.organisation_id == operator,
            "year_minus_2": format_amount(row.year_minus_2),
            "year_minus_1": format_amount(row.year_minus_1),
        }
        for row in answers.key
    ]


def _region_row(other: Any) -> dict[str, object]:
    row = {"name": other.name, "basis": format_amount(other.basis)}
    if other.accumulated is not None:
        row["accumulated"] = format_amount(other.accumulated)
    return row


def line_differences(before: Account, after: Account) -> tuple[AmountChange, ...]:
    """What has changed in the account column, line by line, and in what was carried forward."""
    old = {row.key: row.account for row in before.lines}
    new = {row.key: row.account for row in after.lines}
    rows = [
        _change(line.label, old.get(line.key), new.get(line.key))
        for line in LINES
        if line.key in old or line.key in new
    ]
    rows.append(_change("Overført fra tidligere år", before.carried_forward, after.carried_forward))
    for name, label in (
        ("accumulated", "Akkumuleret resultat"),
        ("own_share", "Egenfinansiering"),
        ("to_distribute", "Til fordeling"),
    ):
        rows.append(_change(label, Decimal(str(before.result[name])), Decimal(str(after.result[name]))))
    return tuple(rows)


def share_differences(before: Account, after: Account) -> tuple[AmountChange, ...]:
    """What has changed in each party's total, and in what goes on to other offers."""
    old, new = _totals_by_party(before), _totals_by_party(after)
    parties = [*new, *(party for party in old if party not in new)]
    return tuple(_change(party, old.get(party), new.get(party)) for party in parties)


def _totals_by_party(account: Account) -> dict[str, Decimal]:
    shares: Any = account.result["shares"]
    carried_on: Any = account.result["carried_on"]
    totals = {row["party"]: Decimal(row["total"]) for row in shares}
    return totals | {f"Videreføres: {row['name']}": Decimal(row["amount"]) for row in carried_on}


def _change(label: str, before: Decimal | None, after: Decimal | None) -> AmountChange:
    old, new = before or Decimal(0), after or Decimal(0)
    return AmountChange(label, old, new, new - old)


def own_share(result: Mapping[str, Any], party: str) -> OwnShare | None:
    """One party's row of the distribution; none for a party that is not in the key."""
    for row in result["shares"]:
        if row["party"] == party:
            return OwnShare(
                party=party,
                operator=row["operator"],
                percent=Decimal(row["percent"]),
                distributed=Decimal(row["distributed"]),
                total=Decimal(row["total"]),
            )
    return None
