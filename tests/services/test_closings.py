"""A closing under each agreement, walked through the services to its end, with every amount on the way."""

from datetime import date
from decimal import Decimal

import pytest

from tests.closing_walk import EXAMPLE_1, EXAMPLE_2, EXAMPLE_3, EXAMPLE_4, ClosingWalk, Figures, person
from workflows.processes.closing.entry import rows_of
from workflows.rules.closing.manual import SOURCE
from workflows.vocabulary import AccountKind, AccountRowKind, CaseStatus, OfferStructure, Party

EXAMPLES = {
    "example 1": (
        "Bofællesskabet Åbrinken",
        EXAMPLE_1,
        {"model": "C1", "accumulated": "-3656000", "own_share": "429050", "to_distribute": "-3226950"},
        {"Vejle Kommune": -2_783_852, "Kolding Kommune": -523_289, "Fredericia Kommune": -348_859},
        {},
    ),
    "example 2": (
        "Botilbuddet Fjordglimt",
        EXAMPLE_2,
        {"model": "C2", "accumulated": "-5000000", "own_share": "3000000", "to_distribute": "-666666.67"},
        {"Vejle Kommune": -3_220_000, "Kolding Kommune": -280_000, "Esbjerg Kommune": -166_667},
        {"Botilbuddet Højvang": -1_333_333},
    ),
    "example 3": (
        "Botilbuddet Kløverbakken",
        EXAMPLE_3,
        {"model": "C3", "accumulated": "-1500000", "own_share": "0", "to_distribute": "-1500000"},
        {"Region Syddanmark": -1, "Assens Kommune": 0, "Middelfart Kommune": 0, "Odense Kommune": 0},
        {
            "Afdeling Egely": -155_844,
            "Afdeling Lindely": -311_688,
            "Afdeling Vadehuset": -428_571,
            "Botilbuddet Engdraget": -155_844,
            "Dagtilbuddet Åsiden": -155_844,
            "Kommunikationscenter Strandengen": -97_403,
            "Specialbørnehjemmet Havrekær": -194_805,
        },
    ),
    "example 4": (
        "Afdeling Egely",
        EXAMPLE_4,
        {"model": "C4", "accumulated": "-4000000", "own_share": "3000000", "to_distribute": "-1000000"},
        {"Region Syddanmark": 1, "Fredericia Kommune": 0, "Vejle Kommune": 0},
        {
            "økonomisk enhed": -3_000_000,
            "Afdeling Vadehuset": -360_656,
            "Botilbuddet Engdraget": -131_148,
            "Botilbuddet Kløverbakken": -131_148,
            "Dagtilbuddet Åsiden": -131_148,
            "Kommunikationscenter Strandengen": -81_967,
            "Specialbørnehjemmet Havrekær": -163_934,
        },
    ),
}
"""syddanmark-2025-2026, bilag 5, the source's four examples on the demonstration's offers."""
OPERATOR_BEARS = Figures({"revenue": ("9000000", "6000000"), "staff": ("9000000", "7250000")}, carried_forward="250000")


def kroner(amounts: dict[str, int]) -> dict[str, Decimal]:
    return {name: Decimal(amount) for name, amount in amounts.items()}


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_syddanmark_end_in_a_sent_final_account(seeded, example):
    offer, figures, result, shares, carried_on = EXAMPLES[example]
    walk = ClosingWalk(offer).opened().heard().decided()
    walk.enter("provisional", figures).treat_provisional().send_provisional()

    walk.follow("final").enter("final", figures).endorse().treat_final().send_final()

    for kind in AccountKind:
        assert result.items() <= walk.account(kind).result.items()
        assert walk.shares(kind) == kroner(shares)
        assert {row["name"]: Decimal(row["amount"]) for row in walk.account(kind).result["carried_on"]} == kroner(
            carried_on
        )
    assert (walk.case.status, walk.case.standing) == (CaseStatus.CLOSED, "Regnskab afsluttet")


@pytest.mark.parametrize("example", EXAMPLES)
def test_documents_say_what_the_account_says(seeded, example):
    offer, figures, _result, shares, _carried_on = EXAMPLES[example]
    walk = ClosingWalk(offer).opened().heard().decided()
    walk.enter("provisional", figures).treat_provisional().send_provisional()

    printed = walk.document("provisional_account").data["account"]["result"]
    letters = {
        letter.data["share"]["party"]: letter.data["share"]["total"] for letter in walk.documents("share_letter")
    }

    assert {row["party"]: Decimal(row["total"]) for row in printed["shares"]} == kroner(shares)
    buyers = {name: amount for name, amount in shares.items() if name != walk.operator.organisation_name}
    assert {name: Decimal(amount) for name, amount in letters.items()} == kroner(buyers)


def test_the_parts_of_example_1_are_those_of_the_source(seeded):
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1)

    shares = rows_of(walk.account(AccountKind.PROVISIONAL), AccountRowKind.SHARE)

    assert [(share.percent, share.distributed) for share in shares] == [
        ("72.97", Decimal(-2_354_802)),
        ("10.81", Decimal(-348_859)),
        ("16.22", Decimal(-523_289)),
    ]


def test_a_closing_without_consequences_for_others_ends_without_an_account(seeded):
    walk = ClosingWalk().opened(consequences_for_others=False).heard()

    walk.decided(consequences_for_others=False, consequences_reason="Alle pladser er købt af os selv.")

    assert walk.case.standing == "Lukket uden regnskab"
    assert "Forretningsudvalget (FU)" not in walk.receivers("possible_closing")
    assert not walk.timers


def test_a_highly_specialised_offer_of_2016_is_heard_and_shared_by_occupancy_days(seeded, clock):
    clock.set(date(2016, 5, 2))
    walk = ClosingWalk("Botilbuddet Bøgelunden").opened().heard().decided()
    figures = Figures({"revenue": ("9400000", "6000000"), "staff": ("9400000", "7470000")})

    walk.enter("provisional", figures)

    # 5 % of 9,400,000 is 470,000; the rest, 1,000,000, goes by 2920 / 1825 / 1825 / 730 of 7300 days.
    account = walk.account(AccountKind.PROVISIONAL)
    assert (account.result["model"], account.result["to_distribute"]) == ("C5", "-1000000")
    assert walk.shares(AccountKind.PROVISIONAL) == kroner(
        {
            # 400,000 of its own, 470,000 own share, and 100,000 for Horsens, whose contract does not name the rules.
            "Vejle Kommune": -970_000,
            "Fredericia Kommune": -250_000,
            "Kolding Kommune": -250_000,
            "Horsens Kommune": 0,
        }
    )


def test_under_the_agreement_of_2016_no_committee_body_or_auditor_treats_the_accounts(seeded, clock):
    clock.set(date(2016, 5, 2))
    walk = ClosingWalk("Botilbuddet Bøgelunden").opened().heard().decided()
    figures = Figures({"revenue": ("9400000", "6000000"), "staff": ("9400000", "7470000")})
    walk.enter("provisional", figures).send_provisional()

    walk.follow("final").enter("final", figures).send_final()

    assert walk.case.standing == "Regnskab afsluttet"
    assert walk.receivers("final_account") == {"Fredericia Kommune", "Horsens Kommune", "Kolding Kommune"}
    assert walk.parties(Party.BUSINESS_COMMITTEE) == walk.parties(Party.AUDITOR) == []


def test_a_cluster_offer_of_2016_is_told_to_all_but_not_heard(seeded, clock):
    clock.set(date(2016, 5, 2))
    walk = ClosingWalk("Botilbuddet Egehuset").opened()

    assert walk.waits_for == {"task_record_decision"}
    assert len(walk.documents("closing_message")[0].deliveries) == 21


def test_a_cluster_offer_of_2016_leaves_the_rest_of_its_centre_with_the_operator(seeded, clock):
    clock.set(date(2016, 5, 2))
    walk = ClosingWalk("Botilbuddet Egehuset").opened().decided()
    figures = Figures({"revenue": ("11600000", "8000000"), "staff": ("11600000", "9740000")}, own_basis="8500000")

    walk.enter("provisional", figures)

    # 5 % of the centre's 11,600,000 is 580,000; of 1,160,000 the rest of the centre carries 3.1 / 11.6.
    result = walk.account(AccountKind.PROVISIONAL).result
    assert (result["model"], result["to_distribute"]) == ("C5", "-850000")
    assert result["carried_on"] == [{"name": "Værkstedet Solsikken", "amount": "-310000"}]
    assert walk.shares(AccountKind.PROVISIONAL) == kroner({"Vejle Kommune": -1_120_909, "Fredericia Kommune": -309_091})


def test_a_local_offer_of_2016_has_no_rule_and_the_secretariat_sets_one(seeded, clock):
    clock.set(date(2016, 5, 2))
    walk = ClosingWalk("Værkstedet Solsikken").opened().decided()

    walk.do("task_set_rule", {"own_share_percent": "10", "key": "occupancy_days", "reason": "Aftalt i SDF."})
    walk.enter("provisional", Figures({"revenue": ("3100000", "2000000"), "staff": ("3100000", "2500000")}))

    assert walk.shares(AccountKind.PROVISIONAL) == kroner({"Vejle Kommune": -490_543, "Kolding Kommune": -9_457})
    assert {row["source"] for row in walk.account(AccountKind.PROVISIONAL).result["trace"]} == {SOURCE}


def test_in_sjaelland_the_rule_is_set_by_hand_and_marked_as_such(seeded, clock):
    clock.set(date(2018, 9, 3))
    walk = ClosingWalk("Botilbuddet Åhaven").opened().decided()
    walk.do("task_set_rule", {"own_share_percent": "5", "key": "turnover", "reason": "Efter møde den 27. august."})
    figures = Figures({"revenue": ("7500000", "5000000"), "staff": ("7500000", "6375000")})
    walk.enter("provisional", figures).send_provisional()

    walk.follow("final").enter("final", figures).send_final()

    account = walk.account(AccountKind.FINAL)
    assert {row["source"] for row in account.result["trace"]} == {SOURCE}
    assert "Efter møde den 27. august." in account.result["explanation"]
    assert walk.shares(AccountKind.FINAL) == kroner(
        {"Næstved Kommune": -963_243, "Faxe Kommune": -176_487, "Vordingborg Kommune": -235_270}
    )


def test_nothing_is_distributed_in_midtjylland(seeded, clock):
    clock.set(date(2017, 3, 1))
    walk = ClosingWalk("Botilbuddet Hedelyng").opened().heard().decided()

    walk.enter("operator", OPERATOR_BEARS, seen_warnings=True)

    assert (walk.case.status, walk.case.standing) == (CaseStatus.CLOSED, "Driftsherren bærer resultatet")
    assert walk.account(AccountKind.FINAL).result["model"] == "C0"
    assert walk.shares(AccountKind.FINAL) == kroner(
        {"Viborg Kommune": -1_000_000, "Silkeborg Kommune": 0, "Skive Kommune": 0, "Kolding Kommune": 0}
    )
    assert walk.receivers("operator_statement") == {"Kolding Kommune", "Silkeborg Kommune", "Skive Kommune"}


def test_in_hovedstaden_the_transition_is_planned_and_the_operator_bears_all_costs(seeded, clock):
    clock.set(date(2019, 5, 1))
    walk = ClosingWalk("Botilbuddet Mosehuset").opened().decided()

    walk.do("task_plan_transition", {"text": "Borgerne flytter til Hvidovre og Ballerup i august."})
    walk.enter("operator", OPERATOR_BEARS, seen_warnings=True)

    assert walk.case.standing == "Driftsherren bærer resultatet"
    assert walk.closing.transition_plan == "Borgerne flytter til Hvidovre og Ballerup i august."
    assert walk.shares(AccountKind.FINAL)["Gladsaxe Kommune"] == Decimal(-1_000_000)
    assert "4.8" in walk.document("operator_statement").data["rules"][0]["source"]


def test_the_agreement_of_the_year_of_the_decision_counts_also_when_the_account_is_made_later(seeded, clock):
    clock.set(date(2026, 12, 14))
    walk = ClosingWalk().opened().heard().decided()

    clock.set(date(2027, 2, 1))
    walk.enter("provisional", EXAMPLE_1)

    assert walk.case.agreement_id == "syddanmark-2025-2026"
    assert walk.shares(AccountKind.PROVISIONAL)["Kolding Kommune"] == Decimal(-523_289)


def test_an_offer_that_is_not_clearly_reported_counts_as_part_of_a_unit(seeded):
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")

    walk = ClosingWalk("Bostedet Dalsminde", by=birgit).opened()

    assert walk.closing.structure is OfferStructure.PART_OF_UNIT
    assert any("fremgår ikke tydeligt" in event.text for event in walk.events)


def test_an_authority_that_closes_an_offer_leaves_the_deficit_with_the_operator(seeded):
    walk = ClosingWalk().opened(closed_by_authority=True, authority="Socialtilsyn Syd").heard().decided()

    walk.enter("operator", EXAMPLE_1)

    assert (walk.case.status, walk.case.standing) == (CaseStatus.CLOSED, "Driftsherren bærer resultatet")
    assert walk.account(AccountKind.FINAL).result["model"] == "C0"
    assert walk.shares(AccountKind.FINAL) == kroner(
        {"Vejle Kommune": -3_656_000, "Fredericia Kommune": 0, "Kolding Kommune": 0}
    )
    assert walk.receivers("operator_statement") == {"Fredericia Kommune", "Kolding Kommune"}
    (rule,) = walk.document("operator_statement").data["rules"]
    assert "Driftsherren bærer resultatet alene" in rule["text"]
    assert not walk.timers


def test_an_authority_that_closes_an_offer_of_2016_leaves_the_deficit_with_the_operator_too(seeded, clock):
    clock.set(date(2016, 5, 2))
    walk = ClosingWalk("Botilbuddet Egehuset").opened(closed_by_authority=True, authority="Socialtilsyn Syd").decided()

    assert walk.waits_for == {"task_enter_operator_account"}


def test_an_authority_that_closes_an_offer_without_consequences_for_others_needs_no_account(seeded):
    walk = ClosingWalk().opened(closed_by_authority=True, authority="Socialtilsyn Syd").heard()

    walk.decided(consequences_for_others=False, consequences_reason="Alle pladser er vores egne.")

    assert walk.case.standing == "Lukket uden regnskab"


def test_an_operator_may_waive_its_right_to_pass_a_deficit_on(seeded):
    walk = ClosingWalk().opened().heard().decided()

    walk.enter("provisional", EXAMPLE_1, waived=True)

    assert walk.shares(AccountKind.PROVISIONAL)["Vejle Kommune"] == Decimal(-3_656_000)
