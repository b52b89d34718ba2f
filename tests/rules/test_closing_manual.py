from dataclasses import replace
from decimal import Decimal

import pytest

from workflows.errors import InputError
from workflows.rules.agreement_types import DistributionKey
from workflows.rules.closing.inputs import ClosingAccountInput, KeyPart
from workflows.rules.closing.manual import KKR_SOURCE, SOURCE, RuleByHand, manual_closing_account
from workflows.vocabulary import OfferStructure, OrganisationKind

OPERATOR = KeyPart(party="Nordby", operator=True, year_minus_2=Decimal(0), year_minus_1=Decimal("62.5"))
BUYER = KeyPart(party="Sønderby", year_minus_2=Decimal(0), year_minus_1=Decimal("37.5"))


FIGURES = ClosingAccountInput(
    agreement="sjaelland-2018-2019",
    operator_kind=OrganisationKind.MUNICIPALITY,
    structure=OfferStructure.STANDALONE,
    basis=Decimal(10000),
    revenue=Decimal(0),
    costs=Decimal(1325),
    carried_forward=Decimal(0),
    turnover=(OPERATOR, BUYER),
)
RULE = RuleByHand(Decimal("3.25"), DistributionKey.PERCENT, "Aftalt på mødet i marts.")


def compute(rule=RULE, **figures):
    return manual_closing_account(replace(FIGURES, **figures), rule)


def test_the_secretariats_own_share_and_percentages_are_followed():
    account = compute()

    assert (account.model, account.own_share, account.to_distribute) == ("M", 325, -1000)
    assert [(share.percent, share.total) for share in account.shares] == [("62.50", -950), ("37.50", -375)]


def test_every_step_says_that_the_secretariat_set_it():
    assert {step.source for step in compute().trace} == {SOURCE}


def test_the_explanation_carries_the_secretariats_reason():
    assert "Aftalt på mødet i marts." in compute().explanation


@pytest.mark.parametrize("key", [DistributionKey.TURNOVER, DistributionKey.OCCUPANCY_DAYS])
def test_turnover_and_days_need_not_add_up_to_a_hundred(key):
    parts = (OPERATOR, replace(BUYER, year_minus_1=Decimal("187.5")))

    account = compute(replace(RULE, key=key), **{"turnover": None, key.value: parts})

    assert account.operator_share.percent == "25.00"


@pytest.mark.parametrize(
    ("rule", "figures", "paths"),
    [
        (RULE, {"turnover": (OPERATOR, OPERATOR)}, ["percent"]),
        (replace(RULE, own_share_percent=Decimal("100.01")), {}, ["own_share_percent"]),
        (replace(RULE, own_share_percent=Decimal(-1), reason=" "), {}, ["own_share_percent", "reason"]),
        (replace(RULE, key=DistributionKey.NONE), {}, ["key"]),
        (replace(RULE, key=DistributionKey.TURNOVER), {"turnover": (BUYER,)}, ["turnover"]),
        (RULE, {"basis": Decimal(0)}, ["basis"]),
    ],
)
def test_faults_of_what_the_secretariat_sets_are_told(rule, figures, paths):
    with pytest.raises(InputError) as refused:
        compute(rule, **figures)

    assert [path for path, _ in refused.value.errors] == paths


def test_a_model_that_kkr_recommends_says_so_in_every_step() -> None:
    account = compute(
        RuleByHand(Decimal(5), DistributionKey.TURNOVER, "Køberne har aftalt det.", recommended_by_kkr=True),
        agreement="syddanmark-2025-2026",
        operator_kind=OrganisationKind.REGION,
        basis=Decimal(20000000),
        revenue=Decimal(10000000),
        costs=Decimal(12500000),
        carried_forward=Decimal(1000000),
        turnover=(
            KeyPart(party="Regionen", year_minus_2=Decimal(0), year_minus_1=Decimal(0), operator=True),
            KeyPart(party="Køber", year_minus_2=Decimal(4), year_minus_1=Decimal(6)),
        ),
    )

    assert {step.source for step in account.trace} == {KKR_SOURCE}
    assert account.shares[1].total == Decimal(-500000)
