"""KKR may recommend another model when a region closes a standalone offer (syddanmark-2025-2026, bilag 5)."""

from decimal import Decimal

import pytest

from tests.closing_walk import EXAMPLE_3, ClosingWalk, person
from tests.web.pages.case import SECRETARIAT, acting, case_page
from workflows.vocabulary import AccountKind

REGION = ("gitte@region-syddanmark.example", "1083")
LINK = "Registrér KKR's anbefaling"
RECOMMENDED = {"own_share_percent": "5", "key": "turnover", "reason": "KKR har anbefalet det på mødet i maj."}


@pytest.fixture
def regional(seeded):
    return ClosingWalk("Botilbuddet Kløverbakken", by=person(*REGION)).opened().heard().decided()


def test_the_account_follows_what_kkr_recommends(browse, regional):
    page = case_page(browse, regional.case_id, SECRETARIAT).page.follow(LINK)

    page.send("Registrér anbefalingen", **RECOMMENDED)
    regional.enter("provisional", EXAMPLE_3)

    account = regional.account(AccountKind.PROVISIONAL)
    assert account.result["model"] == "M"
    assert account.result["own_share"] == "1000000"
    assert account.result["to_distribute"] == "-500000"
    assert all("KKR" in step["source"] for step in account.result["trace"])
    assert sum(Decimal(share["total"]) for share in account.result["shares"]) == Decimal("-1500000")


def test_a_recommendation_without_a_reason_is_asked_for_one(browse, regional):
    page = acting(browse, SECRETARIAT).get("recommendations.form", case_id=regional.case_id)

    page = page.send("Registrér anbefalingen", status=422, **{**RECOMMENDED, "reason": ""})

    assert "Skriv, hvad reglen bygger på." in page.text


def test_kkr_has_no_say_in_a_municipal_closing(browse, seeded):
    municipal = ClosingWalk().opened()

    assert LINK not in case_page(browse, municipal.case_id, SECRETARIAT).page.text
    acting(browse, SECRETARIAT).get("recommendations.form", status=409, case_id=municipal.case_id)


def test_the_operator_does_not_record_the_recommendation(browse, regional):
    assert LINK not in case_page(browse, regional.case_id, REGION).page.text
