"""The secretariat's pages of offers, economic units and buyers."""

from typing import Any

import pytest

from db.models.organisation import Organisation
from tests import factories
from tests.web.browse import Browse, Page

pytestmark = pytest.mark.usefixtures("clock")

OFFER = {
    "name": "Bofællesskabet Åbrinken",
    "legal_basis": "serviceloven § 107",
    "places": "8",
    "tariff": "2.950,50",
    "tariff_basis": "8.581.000",
    "structure": "standalone",
    "valid_from": "1-1-2020",
}


@pytest.fixture
def secretariat(browse: Browse) -> Browse:
    browse.log_in(factories.post(organisation_row=factories.secretariat()))
    return browse


def facts(page: Page) -> dict[str, str]:
    """The facts of a page by their label."""
    return {
        " ".join(term.get_text().split()): " ".join(str(term.find_next("dd").get_text()).replace("\xa0", " ").split())
        for term in page.soup.select("dl dt")
    }


def grid(row: int, buyer: Organisation, **figures: Any) -> dict[str, str]:
    """The answers of one row of the grid."""
    return {f"rows-{row}-{name}": str(value) for name, value in {"buyer_id": buyer.id, **figures}.items()}


def test_an_offer_is_created_with_danish_amounts(secretariat: Browse) -> None:
    vejle = factories.organisation("Vejle Kommune")
    form = secretariat.get("admin_offers.new")

    shown = form.send("Opret tilbud", operator_id=str(vejle.id), longer_notice_months="6", **OFFER)

    assert shown.heading == "Bofællesskabet Åbrinken"
    told = facts(shown)
    assert told["Driftsherre"] == "Vejle Kommune"
    assert told["Takst pr. døgn"] == "2.950,50 kr."
    assert told["Beregningsgrundlag"] == "8.581.000 kr."
    assert told["Længere varsel"] == "6 måneder"


def test_a_fault_in_one_field_loses_none_of_the_others(secretariat: Browse) -> None:
    vejle = factories.organisation()
    form = secretariat.get("admin_offers.new")

    faulty = form.send(
        "Opret tilbud",
        operator_id=str(vejle.id),
        **(OFFER | {"tariff": "to tusind", "structure": "part_of_unit", "places": ""}),
        status=422,
    )
    without_unit = faulty.send("Opret tilbud", tariff="2950", places="8", status=422)

    assert set(faulty.errors()) == {"tariff", "places"}
    assert faulty.value("tariff") == "to tusind"
    assert without_unit.errors()["unit_id"] == "Vælg den økonomiske enhed, som tilbuddet er en del af."
    assert without_unit.value("tariff_basis") == "8.581.000"


def test_an_offer_is_changed(secretariat: Browse) -> None:
    offer = factories.offer(factories.organisation("Vejle Kommune"), name="Åbrinken")
    page = secretariat.get("admin_offers.show", offer_id=offer.id)

    form = page.follow("Ret")
    shown = form.send("Gem rettelsen", places="9", valid_to="31-12-2026", clearly_reported=None)

    assert form.value("tariff_basis") == "8.581.000"
    told = facts(shown)
    assert (told["Pladser"], told["I drift"]) == ("9", "1. jan. 2016 – 31. dec. 2026")
    assert told["Tydeligt indberettet som selvstændigt"] == "Nej"


def test_an_economic_unit_is_created_and_chosen(secretariat: Browse) -> None:
    vejle = factories.organisation("Vejle Kommune")
    offer = factories.offer(vejle, name="Åbrinken")
    units = secretariat.get("admin_offers.new_unit").send("Opret enhed", operator_id=str(vejle.id), name="Botilbud Øst")

    form = secretariat.get("admin_offers.edit", offer_id=offer.id)
    [unit] = [str(option["value"]) for option in form.soup.select("#unit_id option") if "Botilbud Øst" in option.text]
    form.send("Gem rettelsen", structure="part_of_unit", unit_id=unit)

    assert units.rows("Økonomiske enheder") == [["Botilbud Øst", "Vejle Kommune", "Ingen endnu"]]
    assert secretariat.get("admin_offers.units").rows("Økonomiske enheder")[0][2] == "Åbrinken"


def test_buyers_are_entered_in_a_grid_of_two_years(secretariat: Browse) -> None:
    vejle = factories.organisation("Vejle Kommune")
    kolding = factories.organisation("Kolding Kommune")
    horsens = factories.organisation("Horsens Kommune", region_code="1082")
    offer = factories.offer(vejle)
    page = secretariat.get("admin_offers.show", offer_id=offer.id)

    shown = page.follow("Ret købere og omsætning").send(
        "Gem købernes tal",
        **grid(0, vejle, turnover_first="5.362.763", days_first="1.818", turnover_last="4.290.210"),
        **grid(1, kolding, turnover_last="715.035,50"),
        **grid(2, horsens, turnover_first="100", names_agreement="y"),
    )

    rows = shown.rows("Købernes omsætning i kroner og døgn pr. år")
    assert rows == [
        ["Horsens Kommune", "100", "0", "–", "–", "Ja"],
        ["Kolding Kommune", "–", "–", "715.035,50", "0", "Samme region"],
        ["Vejle Kommune (driftsherre)", "5.362.763", "1.818", "4.290.210", "0", "Samme region"],
        ["I alt", "5.362.863", "", "5.005.245,50", "", ""],
    ]


def test_the_grid_is_of_the_two_years_before_this_one_until_others_are_chosen(secretariat: Browse) -> None:
    offer, kolding = factories.offer(), factories.organisation("Kolding Kommune")
    factories.sale(offer, kolding, 2014, 500, occupancy_days=365)

    usual = secretariat.get("admin_offers.edit_sales", offer_id=offer.id)
    older = secretariat.get("admin_offers.edit_sales", offer_id=offer.id, year=2015)

    assert usual.value("year") == "2025"
    assert usual.value("rows-0-buyer_id") == ""
    assert [older.value(f"rows-0-{name}") for name in ("buyer_id", "turnover_first", "days_first")] == [
        str(kolding.id),
        "500",
        "365",
    ]


def test_figures_without_a_buyer_and_a_bad_amount_are_said_at_their_fields(secretariat: Browse) -> None:
    offer, kolding = factories.offer(), factories.organisation()
    form = secretariat.get("admin_offers.edit_sales", offer_id=offer.id)

    answers = {"rows-0-turnover_last": "100", **grid(1, kolding, turnover_last="mange")}
    faulty = form.send("Gem købernes tal", **answers, status=422)

    assert faulty.errors() == {
        "rows-0-buyer_id": "Vælg køberen til tallene.",
        "rows-1-turnover_last": "Skriv beløbet med tal, fx 1.234.567 eller 1.234.567,89.",
    }
    assert (faulty.value("rows-0-turnover_last"), faulty.value("rows-1-turnover_last")) == ("100", "mange")


def test_a_buyer_that_stands_twice_is_said_above_the_grid(secretariat: Browse) -> None:
    offer, kolding = factories.offer(), factories.organisation("Kolding Kommune")
    form = secretariat.get("admin_offers.edit_sales", offer_id=offer.id)

    answers = grid(0, kolding, turnover_last="100") | grid(1, kolding, turnover_last="200")
    faulty = form.send("Gem købernes tal", **answers, status=422)

    assert any("Kolding Kommune står to gange" in message for message in faulty.messages)
    assert faulty.value("rows-1-turnover_last") == "200"


def test_buyers_are_pasted_from_a_spreadsheet_and_the_paste_is_undone(secretariat: Browse) -> None:
    offer, kolding = factories.offer(), factories.organisation("Kolding Kommune")
    form = secretariat.get("admin_offers.edit_sales", offer_id=offer.id)

    cells = "Kolding\t1.234.567,50\t365\t2.000\t12\nIngen steder\t1\t1\t1\t1"
    pasted = form.send("Sæt ind i tabellen", **{"paste_box-rows": cells})

    assert [pasted.value(f"rows-0-{name}") for name in ("buyer_id", "turnover_first", "days_last")] == [
        str(kolding.id),
        "1.234.567,50",
        "12",
    ]
    assert pasted.errors() == {"rows-1-buyer_id": "Vælg en af mulighederne."}
    assert "1.234.568,50" in pasted.text
    assert pasted.send("Fortryd").value("rows-0-turnover_first") == ""


def test_offers_are_found_by_name_and_operator(secretariat: Browse) -> None:
    vejle = factories.organisation("Vejle Kommune")
    factories.offer(vejle, name="Åbrinken")
    factories.offer(name="Hedelyng")

    page = secretariat.get("admin_offers.index", text="åbrinken", operator_id=str(vejle.id))

    assert page.rows("Tilbud") == [
        ["Åbrinken", "Vejle Kommune", "serviceloven § 107", "Selvstændigt", "12", "1.960 kr."]
    ]
