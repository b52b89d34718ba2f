"""The region's figures for a takeover as they are typed: the accounts of the units, and what goes along."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from workflows.processes.reading import Amount, Answers, Day, NotNegative

Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]


class UnitAnswers(Answers):
    """One unit of the economic unit, as the approved accounts give it; a surplus is positive."""

    name: Text
    budget: NotNegative
    revenue: NotNegative
    costs: NotNegative
    year_result: Amount
    carried_forward: Amount
    accumulated: Amount


class ShareAnswers(Answers):
    """The economic unit that an offer comes from, and what is agreed where the share is negotiated."""

    offer_id: UUID
    economic_unit: str = ""
    year: Annotated[int, Field(ge=2007, le=2100)] | None = None
    units: list[UnitAnswers] = []
    taken_over: str = ""
    total_accumulated: Amount | None = None
    agreed_share: Amount | None = None
    share_reason: str = ""


class HoldingAnswers(Answers):
    """An asset (positive) or a liability (negative)."""

    label: Text
    amount: Amount
    explanation: str = ""


class StaffAnswers(Answers):
    """A group of employees that goes along."""

    group: Text
    employees: Count
    full_time: NotNegative | None = None


class UsersAnswers(Answers):
    """What an acting municipality has in the offers."""

    municipality: Text
    places: Count
    users: Count


class ContractAnswers(Answers):
    """A contract that is running."""

    party: Text
    subject: Text
    ends: Day | None = None
    remarks: str = ""


class TransferAnswers(Answers):
    """What goes along with the offers."""

    holdings: list[HoldingAnswers] = []
    property_value: NotNegative | None = None
    property_note: str = ""
    staff: list[StaffAnswers] = []
    civil_servants: str = ""
    pensions: str = ""
    users: list[UsersAnswers] = []
    contracts: list[ContractAnswers] = []
    remarks: str = ""
