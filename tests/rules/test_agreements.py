from datetime import date

import pytest

from workflows.errors import InputError, Refused
from workflows.rules.agreement_types import AccountRounds, DistributionKey, HearingForm, OutsideBuyer, ToldTo
from workflows.rules.agreements import agreement, all_agreements, in_force, latest_known, run_out
from workflows.vocabulary import AgreementId, OfferCategory, OfferStructure, OrganisationKind

MUNICIPALITY, REGION = OrganisationKind.MUNICIPALITY, OrganisationKind.REGION
STANDALONE, PART_OF_UNIT = OfferStructure.STANDALONE, OfferStructure.PART_OF_UNIT


def test_all_five_agreements_are_known_oldest_first():
    assert [known.id for known in all_agreements()] == [
        "syddanmark-2016",
        "midtjylland-2017",
        "sjaelland-2018-2019",
        "hovedstaden-2019-2020",
        "syddanmark-2025-2026",
    ]


def test_an_unknown_agreement_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="syddanmark-2025-2026"):
        agreement("nordjylland-2020")


@pytest.mark.parametrize(
    ("region", "day", "expected"),
    [
        ("1083", date(2025, 1, 1), AgreementId.SYDDANMARK_2025_2026),
        ("1083", date(2026, 12, 31), AgreementId.SYDDANMARK_2025_2026),
        ("1083", date(2016, 12, 31), AgreementId.SYDDANMARK_2016),
        ("1082", date(2017, 6, 1), AgreementId.MIDTJYLLAND_2017),
        ("1085", date(2019, 12, 31), AgreementId.SJAELLAND_2018_2019),
        ("1084", date(2019, 1, 1), AgreementId.HOVEDSTADEN_2019_2020),
    ],
)
def test_an_agreement_is_in_force_from_its_first_day_to_its_last(region, day, expected):
    found = in_force(region, day)

    assert found is not None
    assert found.id is expected


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("1083", date(2017, 1, 1)),
        ("1083", date(2027, 1, 1)),
        ("1081", date(2025, 6, 1)),
        ("1084", date(2018, 12, 31)),
    ],
)
def test_a_region_has_no_agreement_outside_the_known_periods(region, day):
    assert in_force(region, day) is None


@pytest.mark.parametrize(
    ("region", "day", "expected"),
    [
        ("1084", date(2026, 11, 22), AgreementId.HOVEDSTADEN_2019_2020),
        ("1085", date(2026, 11, 22), AgreementId.SJAELLAND_2018_2019),
        ("1083", date(2020, 1, 1), AgreementId.SYDDANMARK_2016),
        ("1083", date(2025, 1, 1), AgreementId.SYDDANMARK_2025_2026),
    ],
)
def test_where_no_agreement_is_in_force_the_last_that_began_is_the_latest_known(region, day, expected):
    known = latest_known(region, day)
    assert known is not None
    assert known.id is expected


def test_before_a_regions_first_agreement_none_is_known():
    assert latest_known("1084", date(2018, 12, 31)) is None


def test_an_agreement_that_has_run_out_says_until_when_it_was_in_force():
    known = agreement("hovedstaden-2019-2020")

    assert run_out(known, date(2020, 12, 31)) == ""
    assert "31. december 2020" in run_out(known, date(2021, 1, 1))


def test_only_hovedstaden_calls_its_rules_recommendations():
    assert [known.id for known in all_agreements() if known.recommendations] == ["hovedstaden-2019-2020"]


@pytest.mark.parametrize(
    ("agreement_id", "body"),
    [
        ("syddanmark-2025-2026", "sdf-syddanmark"),
        ("midtjylland-2017", "dassos-midtjylland"),
        ("hovedstaden-2019-2020", "embedsmandsudvalg-hovedstaden"),
    ],
)
def test_each_region_has_its_own_administrative_body(agreement_id, body):
    assert agreement(agreement_id).hearing_body.code == body


def test_a_business_committee_treats_the_provisional_account_in_syddanmark_2025_only():
    with_committee = [known for known in all_agreements() if known.business_committee]

    assert [known.id for known in with_committee] == ["syddanmark-2025-2026"]
    assert with_committee[0].closing_flow().business_committee_first.value


def test_each_point_of_a_closing_cites_its_own_agreement_and_says_why():
    for known in all_agreements():
        for flow in (*known.flows.values(), known.authority_flow):
            for point in (flow if isinstance(flow, dict) else vars(flow)).values():
                assert point.source.startswith(f"{known.id.value}, ")
                assert point.why.endswith(".")


@pytest.mark.parametrize(
    ("agreement_id", "hearing", "told_to", "rounds"),
    [
        ("syddanmark-2025-2026", "body_hearing", "region", "provisional_and_final"),
        ("midtjylland-2017", "body_treatment", "affected", "operator_bears"),
        ("hovedstaden-2019-2020", "notify_only", "affected", "operator_bears"),
        ("sjaelland-2018-2019", "notify_only", "affected", "manual"),
    ],
)
def test_the_regimes_of_a_closing_differ(agreement_id, hearing, told_to, rounds):
    flow = agreement(agreement_id).closing_flow()

    assert (flow.hearing.value, flow.told_to.value, flow.account_rounds.value) == (hearing, told_to, rounds)


@pytest.mark.parametrize(
    ("category", "hearing", "told_to", "rounds"),
    [
        (
            OfferCategory.HIGHLY_SPECIALISED,
            HearingForm.BODY_HEARING,
            ToldTo.REGION,
            AccountRounds.PROVISIONAL_AND_FINAL,
        ),
        (OfferCategory.CLUSTER, HearingForm.NOTIFY_ONLY, ToldTo.REGION, AccountRounds.PROVISIONAL_AND_FINAL),
        (OfferCategory.LOCAL, HearingForm.NOTIFY_ONLY, ToldTo.AFFECTED, AccountRounds.MANUAL),
    ],
)
def test_syddanmark_2016_closes_each_category_in_its_own_way(category, hearing, told_to, rounds):
    flow = agreement("syddanmark-2016").closing_flow(category)

    assert (flow.hearing.value, flow.told_to.value, flow.account_rounds.value) == (hearing, told_to, rounds)


def test_nothing_is_passed_on_when_an_authority_has_closed_the_offer():
    """syddanmark-2025-2026, bilag 5: the deficit is the operator's alone."""
    known = agreement("syddanmark-2025-2026")

    usual, closed = known.closing_flow(), known.closing_flow(closed_by_authority=True)

    assert closed.account_rounds.value is AccountRounds.OPERATOR_BEARS
    asked = (closed.business_committee_first, closed.body_treats_final, closed.audit)
    assert [point.value for point in asked] == [False, False, False]
    assert (closed.hearing, closed.told_to, closed.notice_deadline) == (
        usual.hearing,
        usual.told_to,
        usual.notice_deadline,
    )


def test_a_rule_that_is_not_at_hand_is_set_by_hand_also_when_an_authority_has_closed_the_offer():
    for known, category in (("sjaelland-2018-2019", None), ("syddanmark-2016", OfferCategory.LOCAL)):
        flow = agreement(known).closing_flow(category, closed_by_authority=True)

        assert flow.account_rounds.value is AccountRounds.MANUAL


def test_only_two_agreements_speak_of_moving_or_merging():
    speaking = {known.id for known in all_agreements() if known.moving_or_merging.value}

    assert speaking == {"syddanmark-2025-2026", "midtjylland-2017"}
    silent = [known.moving_or_merging.why for known in all_agreements() if not known.moving_or_merging.value]
    assert all(why.startswith("Aftalen siger intet om flytning og sammenlægning.") for why in silent)


def test_syddanmark_2016_asks_for_the_category():
    with pytest.raises(Refused) as refused:
        agreement("syddanmark-2016").closing_flow()

    assert refused.value.field == "category"


def test_a_category_changes_nothing_where_the_agreement_knows_none():
    known = agreement("syddanmark-2025-2026")

    assert known.closing_flow(OfferCategory.LOCAL) == known.closing_flow()


def test_only_syddanmark_2025_has_an_audit_and_a_date_for_the_provisional_account():
    flows = {known.id: flow for known in all_agreements() for flow in known.flows.values()}

    assert [known for known, flow in flows.items() if flow.audit.value] == ["syddanmark-2025-2026"]
    assert flows[AgreementId.SYDDANMARK_2025_2026].provisional_deadline.value == "closing.provisional_account"
    assert flows[AgreementId.SYDDANMARK_2016].final_deadline.value == "closing.final_account"


def test_only_in_syddanmark_2016_a_buyer_from_outside_may_fall_on_the_operator():
    outside = {known.id: flow.outside_buyer.value for known in all_agreements() for flow in known.flows.values()}

    assert outside == {
        "syddanmark-2016": OutsideBuyer.OPERATOR_UNLESS_CONTRACT,
        "midtjylland-2017": OutsideBuyer.AGREEMENT,
        "sjaelland-2018-2019": OutsideBuyer.CONTRACT,
        "hovedstaden-2019-2020": OutsideBuyer.CONTRACT,
        "syddanmark-2025-2026": OutsideBuyer.CONTRACT,
    }


def test_only_hovedstaden_plans_the_transition_with_the_buyers():
    planning = [
        known.id for known in all_agreements() for flow in known.flows.values() if flow.transition_planning.value
    ]

    assert planning == ["hovedstaden-2019-2020"]


@pytest.mark.parametrize(
    ("agreement_id", "kind", "structure", "model", "key"),
    [
        ("syddanmark-2025-2026", MUNICIPALITY, STANDALONE, "C1", DistributionKey.TURNOVER),
        ("syddanmark-2025-2026", MUNICIPALITY, PART_OF_UNIT, "C2", DistributionKey.TURNOVER),
        ("syddanmark-2025-2026", REGION, STANDALONE, "C3", DistributionKey.NONE),
        ("syddanmark-2025-2026", REGION, PART_OF_UNIT, "C4", DistributionKey.NONE),
        ("syddanmark-2016", REGION, STANDALONE, "C5", DistributionKey.OCCUPANCY_DAYS),
        ("syddanmark-2016", MUNICIPALITY, PART_OF_UNIT, "C5", DistributionKey.OCCUPANCY_DAYS),
        ("midtjylland-2017", REGION, PART_OF_UNIT, "C0", DistributionKey.NONE),
        ("hovedstaden-2019-2020", MUNICIPALITY, STANDALONE, "C0", DistributionKey.NONE),
    ],
)
def test_the_decision_table_names_model_and_key(agreement_id, kind, structure, model, key):
    rule = agreement(agreement_id).closing_rule(operator_kind=kind, structure=structure)

    assert (rule.model, rule.key) == (model, key)


@pytest.mark.parametrize("kind", [MUNICIPALITY, REGION])
def test_an_offer_closed_by_an_authority_is_the_operators_under_every_agreement_with_a_rule(kind):
    for known in all_agreements():
        if known.closing_rules:
            rule = known.closing_rule(operator_kind=kind, structure=STANDALONE, closed_by_authority=True)
            assert rule.model == "C0"


@pytest.mark.parametrize("by_authority", [True, False])
def test_sjaelland_has_no_rule_at_hand_and_says_so(by_authority):
    with pytest.raises(InputError, match="ikke er til stede") as refused:
        agreement("sjaelland-2018-2019").closing_rule(
            operator_kind=MUNICIPALITY, structure=STANDALONE, closed_by_authority=by_authority
        )

    assert [path for path, _ in refused.value.errors] == ["agreement"]


def test_only_a_municipal_operator_in_syddanmark_2025_may_waive_post_regulation():
    may_waive = {
        (known.id.value, kind)
        for known in all_agreements()
        for (kind, _), rule in known.closing_rules.items()
        if rule.may_waive
    }

    assert may_waive == {("syddanmark-2025-2026", MUNICIPALITY)}
