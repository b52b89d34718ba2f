"""Offers, economic units, and what buyers bought."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from db.models.organisation import Organisation
from db.session import reading
from tests import factories
from workflows.access.actor import Actor
from workflows.errors import NotAllowed, Refused
from workflows.services.register import offers, sales
from workflows.services.register.offers import OfferDetails
from workflows.services.register.sales import SaleEntry
from workflows.vocabulary import OfferStructure

pytestmark = pytest.mark.usefixtures("database", "clock")


@pytest.fixture
def officer() -> Actor:
    return factories.actor(factories.secretariat())


def details(operator: Organisation, **values: Any) -> OfferDetails:
    usual = OfferDetails(
        operator_id=operator.id,
        located_in_id=None,
        name="Bofællesskabet Prøven",
        legal_basis="serviceloven § 107",
        places=8,
        tariff=Decimal("2950.50"),
        tariff_basis=Decimal(8_581_000),
        structure=OfferStructure.STANDALONE,
        clearly_reported=True,
        unit_id=None,
        category=None,
        longer_notice_months=None,
        valid_from=date(2020, 1, 1),
        valid_to=None,
    )
    return replace(usual, **values)


def test_an_offer_is_kept_as_it_was_entered(officer: Actor) -> None:
    vejle = factories.organisation("Vejle Kommune")

    offer_id = offers.create_offer(details(vejle, longer_notice_months=6, located_in_id=vejle.id), actor=officer)

    offer = offers.get_offer(offer_id)
    assert (offer.operator.name, offer.tariff, offer.longer_notice_months) == ("Vejle Kommune", Decimal("2950.50"), 6)


def test_only_the_secretariat_keeps_offers() -> None:
    vejle = factories.organisation()

    with pytest.raises(NotAllowed):
        offers.create_offer(details(vejle), actor=factories.actor(vejle))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("places", -1),
        ("tariff", Decimal("-0.01")),
        ("tariff_basis", Decimal("100.001")),
        ("longer_notice_months", 0),
        ("name", "  "),
        ("legal_basis", ""),
        ("valid_to", date(2019, 12, 31)),
        ("structure", OfferStructure.PART_OF_UNIT),
    ],
)
def test_an_offer_that_cannot_be_is_refused_at_its_field(officer: Actor, field: str, value: object) -> None:
    vejle = factories.organisation()

    with pytest.raises(Refused) as refusal:
        offers.create_offer(details(vejle, **{field: value}), actor=officer)

    assert refusal.value.field == ("unit_id" if field == "structure" else field)


def test_an_economic_unit_has_one_operator(officer: Actor) -> None:
    vejle, kolding = factories.organisation(), factories.organisation()
    unit_id = offers.create_unit(operator_id=kolding.id, name="Kolding Bosteder", actor=officer)
    in_unit = details(kolding, structure=OfferStructure.PART_OF_UNIT, unit_id=unit_id)

    offer_id = offers.create_offer(in_unit, actor=officer)
    with pytest.raises(Refused) as refusal:
        offers.change_offer(offer_id, replace(in_unit, operator_id=vejle.id), actor=officer)

    assert refusal.value.field == "unit_id"
    [view] = offers.list_units()
    assert [offer.id for offer in view.offers] == [offer_id]


def test_an_operator_names_a_unit_once(officer: Actor) -> None:
    kolding = factories.organisation()
    offers.create_unit(operator_id=kolding.id, name="Bosteder", actor=officer)

    with pytest.raises(Refused):
        offers.create_unit(operator_id=kolding.id, name=" Bosteder ", actor=officer)


def test_the_operator_is_a_municipality_or_a_region(officer: Actor) -> None:
    with pytest.raises(Refused) as refusal:
        offers.create_offer(details(factories.body()), actor=officer)

    assert refusal.value.field == "operator_id"


def test_offers_are_found_by_operator_region_and_day() -> None:
    vejle = factories.organisation()
    open_one = factories.offer(vejle, name="Åbrinken")
    factories.offer(vejle, name="Lukket", valid_to=date(2025, 12, 31))
    factories.offer(factories.organisation(region_code="1082"), name="Hedelyng")

    found = offers.list_offers(operator_id=vejle.id, region_code="1083", on=date(2026, 1, 1))

    assert [offer.id for offer in found.rows] == [open_one.id]
    assert [offer.name for offer in offers.list_offers(text="åbrink").rows] == ["Åbrinken"]


def entry(buyer: Organisation, year: int, turnover: int | str, days: int = 0, **values: Any) -> SaleEntry:
    return SaleEntry(buyer.id, year, Decimal(turnover), days, **values)


def test_sales_of_the_years_take_the_place_of_what_was_kept(officer: Actor) -> None:
    offer, kolding, vejen = factories.offer(), factories.organisation("Kolding"), factories.organisation("Vejen")
    for year in (2023, 2024, 2025):
        factories.sale(offer, vejen, year, 100)

    new = [entry(kolding, 2024, "1430070.50", 485), entry(kolding, 2025, 715_035), entry(vejen, 2025, 0)]
    sales.save_sales(offer.id, (2024, 2025), new, actor=officer)

    with reading() as session:
        kept = sales.sales_of_years(session, offer.id, (2023, 2024, 2025))
        assert [(row.buyer.name, row.year, row.turnover, row.occupancy_days) for row in kept] == [
            ("Kolding", 2024, Decimal("1430070.50"), 485),
            ("Kolding", 2025, Decimal(715_035), 0),
            ("Vejen", 2023, Decimal(100), 0),
        ]


def test_a_buyer_stands_once_in_a_year(officer: Actor) -> None:
    offer, kolding = factories.offer(), factories.organisation("Kolding Kommune")

    with pytest.raises(Refused, match="Kolding Kommune"):
        sales.save_sales(offer.id, (2025,), [entry(kolding, 2025, 1), entry(kolding, 2025, 2)], actor=officer)

    assert sales.sales_in(offer.id, (2025,)) == []


def test_a_buyer_is_an_authority_that_existed_in_the_year(officer: Actor) -> None:
    offer = factories.offer()
    ended = factories.organisation(valid_to=date(2024, 12, 31))

    sales.save_sales(offer.id, (2024,), [entry(ended, 2024, 1)], actor=officer)
    for buyer in (ended, factories.audit_firm()):
        with pytest.raises(Refused):
            sales.save_sales(offer.id, (2025,), [entry(buyer, 2025, 1)], actor=officer)


@pytest.mark.parametrize(("turnover", "days"), [("-1", 0), ("1", -1), ("0.001", 0)])
def test_figures_below_zero_or_below_an_oere_are_refused(officer: Actor, turnover: str, days: int) -> None:
    offer, kolding = factories.offer(), factories.organisation()

    with pytest.raises(Refused):
        sales.save_sales(offer.id, (2025,), [entry(kolding, 2025, turnover, days)], actor=officer)


def test_only_a_buyer_from_another_region_has_a_contract_that_names_the_agreement(officer: Actor) -> None:
    offer = factories.offer(factories.organisation(region_code="1083"))
    inside, outside = factories.organisation("Kolding"), factories.organisation("Horsens", region_code="1082")

    new = [entry(buyer, 2025, 1, contract_names_agreement=True) for buyer in (inside, outside)]
    sales.save_sales(offer.id, (2025,), new, actor=officer)

    kept = {row.buyer.name: row.contract_names_agreement for row in sales.sales_in(offer.id, (2025,))}
    assert kept == {"Kolding": False, "Horsens": True}


def test_the_table_of_sales_adds_up_each_year() -> None:
    offer, kolding, vejen = factories.offer(), factories.organisation("Kolding"), factories.organisation("Vejen")
    factories.sale(offer, kolding, 2024, 70)
    factories.sale(offer, vejen, 2024, 30)
    factories.sale(offer, vejen, 2025, 50)

    table = sales.sales_table(offer.id)

    assert (table.years, table.turnover) == ([2024, 2025], {2024: Decimal(100), 2025: Decimal(50)})
    assert [(line.buyer.name, sorted(line.of_year)) for line in table.lines] == [
        ("Kolding", [2024]),
        ("Vejen", [2024, 2025]),
    ]
