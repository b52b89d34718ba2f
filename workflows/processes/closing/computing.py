"""From an account's figures to its result: the one way, for the preview on screen and for the step itself."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from db.models.offer import OfferSale
from db.models.organisation import Organisation
from workflows.errors import InputError
from workflows.processes.closing.entry import AccountAnswers, KeyAnswer, OtherAnswer
from workflows.processes.closing.facts import closing_of, decided_on, flow_of, offer_of
from workflows.processes.lookups import by_ids
from workflows.processes.step import Step
from workflows.rules.account_form import LineGroup, Remark, remarks, total, year_remark
from workflows.rules.agreement_types import AccountRounds, DistributionKey, OutsideBuyer
from workflows.rules.closing.account import ClosingAccount
from workflows.rules.closing.compute import closing_account
from workflows.rules.closing.inputs import ClosingAccountInput, KeyPart, OtherOffer
from workflows.rules.closing.manual import RuleByHand, manual_closing_account
from workflows.vocabulary import OfferStructure


@dataclass(frozen=True)
class Computed:
    """A computed account; `parties` tells which organisation each party of the result is."""

    result: ClosingAccount
    parties: dict[str, Organisation]
    remarks: list[Remark]


def distribution_key(step: Step) -> DistributionKey:
    """What the buyers' parts are measured in by the agreement's rule, or by the secretariat's."""
    closing = closing_of(step)
    if closing.manual_key is not None:
        return DistributionKey(closing.manual_key)
    if set_by_hand(step):
        return DistributionKey.TURNOVER
    return step.agreement.closing_rule(
        operator_kind=step.operator().kind,
        structure=closing.structure,
        closed_by_authority=closing.closed_by_authority,
    ).key


def set_by_hand(step: Step) -> bool:
    """Whether own share and key are set for this case: no rule is at hand, or KKR has recommended others."""
    return flow_of(step).account_rounds.value is AccountRounds.MANUAL or closing_of(step).manual_key is not None


def of_whole_unit(step: Step) -> bool:
    """Whether the account is that of the whole economic unit; by a rule set by hand it is the offer's own."""
    return closing_of(step).structure is OfferStructure.PART_OF_UNIT and not set_by_hand(step)


def check(step: Step, answers: AccountAnswers) -> list[Remark]:
    """What is wrong or odd in the figures before anything is computed."""
    basis = _expected_basis(step, answers)
    found = remarks(answers.amounts(), months=answers.months, expected_basis=basis)
    last_day = closing_of(step).last_day
    return [*found, *(year_remark(answers.year, last_day) if last_day else [])]


def _expected_basis(step: Step, answers: AccountAnswers) -> Decimal:
    offer = offer_of(step)
    if of_whole_unit(step):
        own = answers.own_basis if answers.own_basis is not None else offer.tariff_basis
        return own + sum((other.basis for other in answers.unit_others), Decimal(0))
    return offer.tariff_basis


def compute(step: Step, answers: AccountAnswers) -> Computed:
    """The account of the closing from what was typed.

    Raises InputError with the path of each field that keeps it from being computed.
    """
    found = check(step, answers)
    stopping = [(remark.path, remark.message) for remark in found if remark.stops]
    if stopping:
        raise InputError(stopping)
    parts, parties = _parts(step, answers.key)
    result = _by_hand(step, answers, parts) if set_by_hand(step) else closing_account(_inputs(step, answers, parts))
    return Computed(result, parties, found)


def _inputs(step: Step, answers: AccountAnswers, parts: tuple[KeyPart, ...]) -> ClosingAccountInput:
    closing = closing_of(step)
    days = distribution_key(step) is DistributionKey.OCCUPANCY_DAYS
    return ClosingAccountInput(
        agreement=step.case.agreement_id,
        operator_kind=step.operator().kind,
        structure=closing.structure,
        basis=_basis(step, answers),
        revenue=total(answers.amounts(), LineGroup.REVENUE, "account"),
        costs=total(answers.amounts(), LineGroup.COSTS, "account"),
        carried_forward=answers.carried_forward_offer + answers.carried_forward_central,
        closed_by_authority=closing.closed_by_authority,
        waived=answers.waived,
        turnover=None if days else parts,
        occupancy_days=parts if days else None,
        unit_others=_others(answers.unit_others),
        region_others=_others(answers.region_others),
        closing_year_turnover=answers.closing_year_turnover,
    )


def _basis(step: Step, answers: AccountAnswers) -> Decimal:
    """The closed offer's own basis: the budget's costs, or as typed where the lines are the whole unit's."""
    if of_whole_unit(step):
        return answers.own_basis if answers.own_basis is not None else offer_of(step).tariff_basis
    return total(answers.amounts(), LineGroup.COSTS, "budget")


def _others(rows: list[OtherAnswer]) -> tuple[OtherOffer, ...]:
    return tuple(OtherOffer(name=row.name, basis=row.basis, accumulated=row.accumulated) for row in rows)


def _by_hand(step: Step, answers: AccountAnswers, parts: tuple[KeyPart, ...]) -> ClosingAccount:
    """The account of the offer alone, by the rule that has been set for the case."""
    closing = closing_of(step)
    alone = replace(
        _inputs(step, answers, parts),
        structure=OfferStructure.STANDALONE,
        closed_by_authority=False,
        waived=False,
        unit_others=None,
        region_others=(),
        closing_year_turnover=None,
    )
    rule = RuleByHand(
        own_share_percent=Decimal(closing.manual_rate or "0"),
        key=distribution_key(step),
        reason=closing.manual_reason,
        recommended_by_kkr=flow_of(step).account_rounds.value is not AccountRounds.MANUAL,
    )
    return manual_closing_account(alone, rule)


def _parts(step: Step, rows: list[KeyAnswer]) -> tuple[tuple[KeyPart, ...], dict[str, Organisation]]:
    """The key by party, the operator always among them."""
    operator = step.operator()
    typed = {row.organisation_id: row for row in rows}
    organisations = organisations_by_id(step, typed.keys() | {operator.id})
    if unknown := typed.keys() - organisations.keys():
        raise InputError([("key", f"{len(unknown)} køber findes ikke.")])
    borne = _borne_by_operator(step, organisations)
    nothing = Decimal(0)
    order = [operator.id, *(one for one in typed if one != operator.id)]
    parts = tuple(
        KeyPart(
            party=organisations[one].name,
            year_minus_2=typed[one].year_minus_2 if one in typed else nothing,
            year_minus_1=typed[one].year_minus_1 if one in typed else nothing,
            operator=one == operator.id,
            borne_by_operator=one in borne,
        )
        for one in order
    )
    return parts, {organisation.name: organisation for organisation in organisations.values()}


def organisations_by_id(step: Step, ids: Set[UUID]) -> dict[UUID, Organisation]:
    """Organisations by id; those that have a part in the case are at hand."""
    parties = {row.organisation_id: row.organisation for row in step.parties if row.organisation_id in ids}
    others = ids - parties.keys()
    return {**parties, **by_ids(step.session, others)} if others else parties


def _borne_by_operator(step: Step, organisations: dict[UUID, Organisation]) -> set[UUID]:
    """Buyers from another region whose part the operator bears by the agreement."""
    if flow_of(step).outside_buyer.value is not OutsideBuyer.OPERATOR_UNLESS_CONTRACT:
        return set()
    region = step.agreement.region_code
    outside = {one for one, organisation in organisations.items() if organisation.region_code != region}
    return outside - _contracted(step) if outside else set()


def _contracted(step: Step) -> set[UUID]:
    """The buyers whose contract names the agreement's principles; read once in a step."""
    if OfferSale not in step.known:
        named = select(OfferSale.buyer_id).where(
            OfferSale.offer_id == offer_of(step).id, OfferSale.contract_names_agreement.is_(True)
        )
        step.known[OfferSale] = set(step.session.scalars(named))
    buyers: set[UUID] = step.known[OfferSale]
    return buyers


def key_years(step: Step) -> tuple[int, int]:
    """The two accounting years before the year of the decision."""
    return years_before(decided_on(step))


def years_before(day: date) -> tuple[int, int]:
    """The two accounting years before the year of a day."""
    return day.year - 2, day.year - 1
