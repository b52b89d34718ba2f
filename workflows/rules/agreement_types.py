"""What is known of a framework agreement: its period, its bodies, its rules for closing or taking over an offer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from workflows.errors import InputError, Refused
from workflows.vocabulary import AgreementId, OfferCategory, OfferStructure, OrganisationKind

Value = TypeVar("Value")

NO_RULE = "reglerne står i et bilag, der ikke er til stede, og fordelingen fastsættes af sekretariatet."


class HearingForm(StrEnum):
    """What must happen in the administrative body before the operator decides."""

    BODY_HEARING = "body_hearing"
    BODY_TREATMENT = "body_treatment"
    NOTIFY_ONLY = "notify_only"


class ToldTo(StrEnum):
    """Who is told: all municipalities of the region and other buyers, or those it affects."""

    REGION = "region"
    AFFECTED = "affected"


class AccountRounds(StrEnum):
    """Which accounts a closing ends in."""

    PROVISIONAL_AND_FINAL = "provisional_and_final"
    OPERATOR_BEARS = "operator_bears"
    MANUAL = "manual"


class OutsideBuyer(StrEnum):
    """By what a buyer from another region pays.

    With OPERATOR_UNLESS_CONTRACT its part of a deficit is the operator's, unless its contract names
    the agreement's principles.
    """

    OPERATOR_UNLESS_CONTRACT = "operator_unless_contract"
    CONTRACT = "contract"
    AGREEMENT = "agreement"


class DistributionKey(StrEnum):
    """What the buyers' parts are measured in; PERCENT only where the secretariat sets them by hand."""

    TURNOVER = "turnover"
    OCCUPANCY_DAYS = "occupancy_days"
    PERCENT = "percent"
    NONE = "none"


class Method(StrEnum):
    """How an accumulated result is passed on."""

    BUYERS = "buyers"
    REGION_OFFERS = "region_offers"
    REGION_UNITS = "region_units"
    OPERATOR = "operator"


class OwnShareOf(StrEnum):
    """What the own share of a surplus is a percentage of; of a deficit it is always the basis."""

    BASIS = "basis"
    CLOSING_YEAR_TURNOVER = "closing_year_turnover"


class NoteWhen(StrEnum):
    """When a note belongs in the trace."""

    ALWAYS = "always"
    SURPLUS = "surplus"
    REMAINING_OFFERS = "remaining_offers"


@dataclass(frozen=True)
class Body:
    """A body of the agreement's administration, with the code of its organisation."""

    code: str
    name: str


@dataclass(frozen=True)
class Stated(Generic[Value]):
    """What an agreement says on one point: the value, the full citation, and a sentence for a screen."""

    value: Value
    source: str
    why: str


@dataclass(frozen=True)
class ClosingFlow:
    """The points in which the closing of an offer differs between agreements.

    The three deadlines are rule ids of the deadlines, or "" where the agreement sets no date.
    """

    hearing: Stated[HearingForm]
    told_to: Stated[ToldTo]
    account_only_with_consequences: Stated[bool]
    """No account is made, and the business committee is not told, when no one else is affected."""
    account_rounds: Stated[AccountRounds]
    business_committee_first: Stated[bool]
    """The provisional account is treated by the business committee before it is sent."""
    body_treats_final: Stated[bool]
    audit: Stated[bool]
    notice_deadline: Stated[str]
    provisional_deadline: Stated[str]
    final_deadline: Stated[str]
    outside_buyer: Stated[OutsideBuyer]
    transition_planning: Stated[bool]


@dataclass(frozen=True)
class Note:
    """A reservation that the trace carries."""

    when: NoteWhen
    text: str
    source: str


@dataclass(frozen=True)
class Elsewhere:
    """From where on what another offer is given is post-regulated there, in percent of its basis."""

    limit_percent: Decimal
    source: str


@dataclass(frozen=True)
class ClosingRule:
    """One row of an agreement's decision table: how the result of a closed offer is shared."""

    model: str
    """C0–C5; M where the secretariat sets the rule."""
    method: Method
    key: DistributionKey
    """What the result is distributed by, or, where nothing is, whose parties are listed."""
    own_share_percent: Decimal
    surplus_own_share_of: OwnShareOf
    may_waive: bool
    """The operator may let post-regulation of a deficit be."""
    source: str
    why: str
    notes: tuple[Note, ...] = ()
    elsewhere: Elsewhere | None = None
    outside_source: str = ""
    """Where the agreement lets the operator bear the part of a buyer from another region."""


@dataclass(frozen=True)
class TakeoverShareRule:
    """What follows an offer that is taken over: where the formula is printed, and what must be said of it."""

    formula_source: str
    """Another agreement's paragraph where this one prints none."""
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Agreement:
    """A framework agreement: a rule set with a period of validity."""

    id: AgreementId
    title: str
    region_code: str
    in_force_from: date
    in_force_to: date
    recommendations: bool
    """The agreement calls its rules recommendations: a departure is a departure, not a breach."""
    hearing_body: Body
    business_committee: Body | None
    secretariat: Body
    kkr: Body
    moving_or_merging: Stated[bool]
    """Why moving or merging an offer is no closing; the value is whether the agreement itself speaks of it."""
    flows: Mapping[OfferCategory | None, ClosingFlow]
    closing_rules: Mapping[tuple[OrganisationKind, OfferStructure], ClosingRule]
    """Empty where the agreement's rules are not at hand."""
    authority_rule: ClosingRule | None
    takeover_share: TakeoverShareRule
    authority_flow: Mapping[str, Stated[Any]] = field(default_factory=dict)
    """The points of a course with accounts that are others when an authority has closed the offer."""

    def cite(self, paragraph: str) -> str:
        """A citation of one of the agreement's paragraphs."""
        return f"{self.id.value}, {paragraph}"

    def in_force_on(self, day: date) -> bool:
        return self.in_force_from <= day <= self.in_force_to

    def closing_flow(self, category: OfferCategory | None = None, *, closed_by_authority: bool = False) -> ClosingFlow:
        """How a closing runs; the category counts only where the agreement tells categories apart.

        Where accounts would be made for others, none are when an authority has closed the offer: the operator bears
        the result. Raises Refused when the agreement needs a category and none is given.
        """
        flow = self._flow_of(category)
        shared = flow.account_rounds.value is AccountRounds.PROVISIONAL_AND_FINAL
        return replace(flow, **self.authority_flow) if closed_by_authority and shared else flow

    def _flow_of(self, category: OfferCategory | None) -> ClosingFlow:
        if None in self.flows:
            return self.flows[None]
        if category is None:
            raise Refused(
                "Aftalen har forskellige regler for tilbuddets kategorier. Oplys tilbuddets kategori.",
                rule=self.id.value,
                field="category",
            )
        return self.flows[category]

    def kkr_may_recommend(
        self, *, operator_kind: OrganisationKind, structure: OfferStructure, closed_by_authority: bool
    ) -> bool:
        """Whether KKR may recommend another model: where a result is shared among a region's other offers.

        Rule: syddanmark-2025-2026, bilag 5 (a regional standalone offer).
        """
        rule = self.closing_rules.get((operator_kind, structure))
        return rule is not None and rule.method is Method.REGION_OFFERS and not closed_by_authority

    def closing_rule(
        self,
        *,
        operator_kind: OrganisationKind,
        structure: OfferStructure,
        closed_by_authority: bool = False,
    ) -> ClosingRule:
        """The row of the decision table for a closing.

        Raises InputError on `agreement` where the agreement's rules are not at hand.
        """
        if not self.closing_rules or not self.authority_rule:
            raise InputError([("agreement", f"{self.id.value} har ingen regel for lukkeregnskab: {NO_RULE}")])
        if closed_by_authority:
            return self.authority_rule
        return self.closing_rules[operator_kind, structure]
