"""Entering an account: the shape of what is typed, and the rows it is kept in."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from db.models.closing import AccountRow, ClosingAccount
from workflows.processes.reading import Amount, Answers, NotNegative
from workflows.rules.account_form import LINES, LineAmounts
from workflows.vocabulary import AccountKind, AccountRowKind


class LineAnswer(Answers):
    """Budget and account of one line, in kroner."""

    budget: Amount = Decimal(0)
    account: Amount = Decimal(0)


class KeyAnswer(Answers):
    """What one party bought in the two years of the key: kroner, days, or a percentage set by hand."""

    organisation_id: UUID
    year_minus_2: NotNegative = Decimal(0)
    year_minus_1: NotNegative = Decimal(0)


class OtherAnswer(Answers):
    """Another offer with its tariff basis, and its accumulated result where known."""

    name: Annotated[str, Field(min_length=1)]
    basis: NotNegative
    accumulated: Amount | None = None


class AccountAnswers(Answers):
    """A whole account as it is typed."""

    year: Annotated[int, Field(ge=2007, le=2100)]
    months: Annotated[int, Field(ge=0, le=12)]
    lines: dict[str, LineAnswer]
    carried_forward_offer: Amount = Decimal(0)
    carried_forward_central: Amount = Decimal(0)
    key: list[KeyAnswer] = []
    own_basis: NotNegative | None = None
    unit_others: list[OtherAnswer] = []
    region_others: list[OtherAnswer] = []
    closing_year_turnover: NotNegative | None = None
    waived: bool = False
    note: str = ""
    seen_warnings: bool = False
    auditor_id: UUID | None = None

    def amounts(self) -> dict[str, LineAmounts]:
        """The lines by key."""
        return {key: LineAmounts(line.budget, line.account) for key, line in self.lines.items()}


def new_account(
    case_id: UUID, kind: AccountKind, version: int, answers: AccountAnswers, *, by: UUID, at: datetime
) -> ClosingAccount:
    """The rows of an account as entered; the result is computed by the step that follows."""
    return ClosingAccount(
        case_id=case_id,
        kind=kind,
        version=version,
        year=answers.year,
        months_in_operation=answers.months,
        carried_forward_offer=answers.carried_forward_offer,
        carried_forward_central=answers.carried_forward_central,
        own_basis=answers.own_basis,
        closing_year_turnover=answers.closing_year_turnover,
        note=answers.note,
        result={},
        entered_at=at,
        entered_by_id=by,
        waived=answers.waived,
        rows=[*_lines(answers), *_keys(answers), *_others(answers)],
    )


def _lines(answers: AccountAnswers) -> list[AccountRow]:
    return [
        AccountRow(
            kind=AccountRowKind.LINE,
            position=position,
            line=line.key,
            budget=answers.lines[line.key].budget,
            account=answers.lines[line.key].account,
        )
        for position, line in enumerate(LINES)
        if line.key in answers.lines
    ]


def _keys(answers: AccountAnswers) -> list[AccountRow]:
    return [
        AccountRow(
            kind=AccountRowKind.KEY,
            position=position,
            organisation_id=row.organisation_id,
            year_minus_2=row.year_minus_2,
            year_minus_1=row.year_minus_1,
        )
        for position, row in enumerate(answers.key)
    ]


def _others(answers: AccountAnswers) -> list[AccountRow]:
    kinds = {AccountRowKind.UNIT_OTHER: answers.unit_others, AccountRowKind.REGION_OTHER: answers.region_others}
    return [
        AccountRow(kind=kind, position=position, name=row.name, basis=row.basis, accumulated=row.accumulated)
        for kind, rows in kinds.items()
        for position, row in enumerate(rows)
    ]


def rows_of(account: ClosingAccount, kind: AccountRowKind) -> list[AccountRow]:
    """The rows of a kind, in their order."""
    return [row for row in account.rows if row.kind is kind]


def typed_again(account: ClosingAccount) -> Mapping[str, Any]:
    """An account in the form in which it was typed, to begin the next version from."""
    return {
        "year": account.year,
        "months": account.months_in_operation,
        "lines": {
            row.line: {"budget": f"{row.budget:f}", "account": f"{row.account:f}"}
            for row in rows_of(account, AccountRowKind.LINE)
        },
        "carried_forward_offer": f"{account.carried_forward_offer:f}",
        "carried_forward_central": f"{account.carried_forward_central:f}",
        "key": [
            {
                "organisation_id": str(row.organisation_id),
                "year_minus_2": f"{row.year_minus_2:f}",
                "year_minus_1": f"{row.year_minus_1:f}",
            }
            for row in rows_of(account, AccountRowKind.KEY)
        ],
        "own_basis": _text(account.own_basis),
        "unit_others": [_other(row) for row in rows_of(account, AccountRowKind.UNIT_OTHER)],
        "region_others": [_other(row) for row in rows_of(account, AccountRowKind.REGION_OTHER)],
        "closing_year_turnover": _text(account.closing_year_turnover),
        "waived": account.waived,
        "note": account.note,
    }


def _other(row: AccountRow) -> dict[str, str | None]:
    return {"name": row.name, "basis": f"{row.basis:f}", "accumulated": _text(row.accumulated)}


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
