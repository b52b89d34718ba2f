"""The account's tables for every model of the calculation, with figures from the calculation itself."""

from typing import Any

import pytest

from tests.documents.conftest import sample, text_of
from workflows.documents.render import render
from workflows.rules.calc_closing import calc_closing_account

UNIT = {
    "structure": "part_of_unit",
    "basis": "20000000",
    "result": {"revenue": "50000000", "costs": "54000000", "carried_forward": "-1000000"},
    "unit_others": [{"name": "Bofællesskabet Egely", "basis": "40000000"}],
}


def account_text(**changed: Any) -> str:
    """The provisional account of the sample, computed again with another request."""
    data = sample("provisional_account")
    account = data["account"]
    account["request"] |= changed
    account["result"] = calc_closing_account(account["request"])
    if account["request"]["structure"] == "part_of_unit":
        account["unit_others"] = account["request"]["unit_others"]
        account["unit_basis"] = "60000000"
    return text_of(render("provisional_account", data))


def test_an_offer_in_a_unit_shows_the_unit_and_what_is_carried_on():
    told = account_text(**UNIT)

    assert "Bofællesskabet Egely 40.000.000" in told
    assert "Hele enheden 60.000.000" in told
    assert "(højst 5 % af enhedens beregningsgrundlag på 60.000.000 kr.) 3.000.000" in told
    assert "Videreføres: Bofællesskabet Egely −1.333.333" in told
    assert "Bæres af driftsherren før fordeling −3.000.000" in told
    assert "I alt −666.667 −5.000.000" in told


def test_a_surplus_in_a_unit_takes_the_own_share_of_the_turnover():
    surplus = {"revenue": "58000000", "costs": "54000000", "carried_forward": "1000000"}

    told = account_text(**UNIT | {"result": surplus, "closing_year_turnover": "58000000"})

    assert "(højst 5 % af enhedens takstbaserede omsætning i lukkeåret) 2.900.000" in told
    assert "Overskud 5.000.000 kr." in told


def test_a_regional_offer_is_carried_by_the_regions_other_offers():
    told = account_text(operator_kind="region", region_others=[{"name": "Specialcenter Nord", "basis": "30000000"}])

    assert "Videreføres: Specialcenter Nord −3.656.000 −3.656.000 I alt −3.656.000 −3.656.000" in told
    assert "Akkumuleret resultat −3.656.000 Til fordeling −3.656.000" in told
    assert "Driftsherrens egenfinansiering (højst" not in told


def test_what_a_region_distributes_and_what_stays_in_the_unit_add_up_to_the_result():
    others = [{"name": "Specialcenter Nord", "basis": "30000000"}, {"name": "Specialcenter Syd", "basis": "15000000"}]

    told = account_text(**UNIT | {"operator_kind": "region", "region_others": others})

    assert "Akkumuleret resultat −5.000.000 Bliver i den økonomiske enhed −3.000.000 Til fordeling −2.000.000" in told
    assert "Videreføres: økonomisk enhed −3.000.000 Videreføres: Specialcenter Nord −1.333.333 −1.333.333" in told
    assert "I alt −2.000.000 −5.000.000" in told


def test_a_regional_offer_in_a_unit_leaves_five_percent_in_the_unit():
    told = account_text(**UNIT | {"operator_kind": "region"})

    assert "Selvrisiko, der bliver i enheden" in told
    assert "Videreføres: økonomisk enhed −3.000.000" in told


def test_days_of_occupancy_are_named_as_the_key():
    data = sample("provisional_account")
    data["account"]["turnover"]["measure"] = "occupancy_days"

    told = text_of(render("provisional_account", data))

    assert "belægningsdøgn i de to regnskabsår før beslutningen" in told
    assert "2024, døgn" in told


def set_for_the_case():
    data = sample("provisional_account")
    data["account"]["result"]["model"] = "M"
    data["account"]["request"] |= {"own_share_percent": "3.25", "key": "percent"}
    return data


def test_an_own_share_set_for_the_case_is_told_in_its_own_percent():
    told = text_of(render("provisional_account", set_for_the_case()))

    assert "Driftsherrens egenfinansiering (3,25 % af beregningsgrundlaget" in told
    assert "højst 5 %" not in told


def test_percentages_set_for_the_case_are_not_called_turnover():
    data = set_for_the_case()
    data["account"]["turnover"]["measure"] = "percent"

    told = text_of(render("provisional_account", data))

    assert "Opgørelse over fordelingen: fastsat for denne sag" in told
    assert "2024, kr." not in told


def test_figures_that_contradict_each_other_are_shown():
    data = sample("provisional_account")
    data["account"]["result"]["warnings"] = [{"path": "result", "message": "Tallene er forskellige."}]

    told = text_of(render("provisional_account", data))

    assert "Tal, der ikke stemmer med hinanden Tallene er forskellige. (result)" in told


@pytest.mark.parametrize("field", ["year_result", "shares", "trace"])
def test_an_account_without_its_result_is_not_printed(field):
    from jinja2 import UndefinedError

    from workflows.documents.pages import html

    data = sample("provisional_account")
    del data["account"]["result"][field]

    with pytest.raises((UndefinedError, TypeError), match=f"{field}|Undefined"):
        html("provisional_account", data)
