"""The seeds: every body that an agreement names is there, and the demonstration can walk every closing."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.base import Base
from db.models.offer import Offer
from db.models.organisation import BodyMember, Meeting, Organisation
from db.models.person import Person, Post
from db.session import reading, transaction
from workflows.processes import lookups
from workflows.rules.agreements import all_agreements
from workflows.services.demonstration import seeding
from workflows.services.people import passwords
from workflows.services.register import sales
from workflows.services.register.organisations import find_organisation
from workflows.vocabulary import OfferStructure, OrganisationKind, Role

SPRING = date(2026, 3, 2)


@pytest.fixture
def seeded(database: str) -> Iterator[Session]:
    """A session in a database with both kinds of seeds."""
    with transaction() as session:
        seeding.seed_reference(session)
        seeding.seed_demo(session)
    with reading() as session:
        yield session


def offer(session: Session, name: str) -> Offer:
    return session.scalars(select(Offer).where(Offer.name == name)).one()


def turnover(session: Session, name: str, years: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """Each buyer's turnover in the two years."""
    found: dict[str, list[int]] = {}
    for sale in sales.sales_of_years(session, offer(session, name).id, years):
        found.setdefault(sale.buyer.name, []).append(int(sale.turnover))
    return {buyer: (first, last) for buyer, (first, last) in found.items()}


def test_every_body_and_secretariat_of_an_agreement_is_there(seeded: Session) -> None:
    for agreement in all_agreements():
        named = [agreement.hearing_body, agreement.business_committee, agreement.secretariat, agreement.kkr]
        for body in filter(None, named):
            row = find_organisation(seeded, body.code, agreement.in_force_from)
            secretariat = body is agreement.secretariat
            assert row.name == body.name
            assert row.kind is (OrganisationKind.SECRETARIAT if secretariat else OrganisationKind.BODY)
            assert row.region_code == agreement.region_code


def test_seeding_twice_changes_nothing(seeded: Session) -> None:
    def rows(session: Session) -> dict[str, int]:
        tables = Base.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}

    before = rows(seeded)
    seeded.close()
    with transaction() as session:
        seeding.seed_reference(session)
        seeding.seed_demo(session)

    with reading() as session:
        assert rows(session) == before


@pytest.mark.parametrize(
    ("code", "municipalities"), [("1081", 11), ("1082", 19), ("1083", 22), ("1084", 29), ("1085", 17)]
)
def test_each_region_has_its_municipalities(seeded: Session, code: str, municipalities: int) -> None:
    number = select(func.count()).where(
        Organisation.region_code == code, Organisation.kind == OrganisationKind.MUNICIPALITY
    )

    assert seeded.scalar(number) == municipalities


def test_region_oestdanmark_takes_over_from_two_regions_in_2027(seeded: Session) -> None:
    for code in ("1084", "1085"):
        assert find_organisation(seeded, code, date(2026, 12, 31)).valid_to == date(2026, 12, 31)

    assert find_organisation(seeded, "1086", date(2027, 1, 1)).name == "Region Østdanmark"


def test_sdf_is_the_22_municipalities_and_the_region(seeded: Session) -> None:
    forum = find_organisation(seeded, "sdf-syddanmark", SPRING)
    members = lookups.members_of(seeded, forum.id, SPRING)

    kinds = [member.kind for member in members]
    assert (kinds.count(OrganisationKind.MUNICIPALITY), kinds.count(OrganisationKind.REGION)) == (22, 1)
    assert {member.region_code for member in members} == {"1083"}


@pytest.mark.parametrize("code", ["sdf-syddanmark", "fu-syddanmark"])
def test_the_bodies_of_syddanmark_meet_in_every_quarter(seeded: Session, code: str) -> None:
    body = find_organisation(seeded, code, SPRING)
    days = list(seeded.scalars(select(Meeting.held_on).where(Meeting.body_id == body.id)))

    quarters = [(day.year, (day.month - 1) // 3) for day in days]
    assert all(quarters.count((year, quarter)) >= 2 for year in (2025, 2026, 2027) for quarter in range(4))
    assert all(day.weekday() < 5 for day in days)


def test_every_member_that_can_be_heard_has_someone_to_answer(seeded: Session) -> None:
    heard = set(seeded.scalars(select(BodyMember.organisation_id)))
    directors = set(seeded.scalars(select(Post.organisation_id).where(Post.role == Role.DIRECTOR)))

    assert heard <= directors


def test_one_demo_login_can_do_all_that_an_operator_does(seeded: Session) -> None:
    anne = seeded.scalars(select(Person).where(Person.email == "anne@vejle.example")).one()
    roles = set(seeded.scalars(select(Post.role).where(Post.person_id == anne.id)))

    assert roles == {Role.CASEWORKER, Role.ACCOUNTANT, Role.COUNCIL_SECRETARY}
    assert passwords.matches(seeding.DEMO_PASSWORD, anne.password_hash)


def test_every_agreements_bodies_have_a_secretary_and_every_secretariat_an_officer(seeded: Session) -> None:
    bodies_and_secretariats = (OrganisationKind.BODY, OrganisationKind.SECRETARIAT, OrganisationKind.AUDIT_FIRM)
    wanted = set(seeded.scalars(select(Organisation.id).where(Organisation.kind.in_(bodies_and_secretariats))))

    assert wanted <= set(seeded.scalars(select(Post.organisation_id)))


def test_the_demo_users_named_at_start_up_exist(seeded: Session) -> None:
    people = {(person.email, person.name) for person in seeded.scalars(select(Person))}
    named = seeding.demo_users()

    assert {(email, name) for email, name, _ in named} <= people
    assert 6 <= len(named) <= 14
    assert all(shows for _, _, shows in named)


def test_no_two_demo_people_have_one_name(seeded: Session) -> None:
    names = list(seeded.scalars(select(Person.name)))

    assert len(set(names)) == len(names)


def test_example_1_has_the_agreements_own_figures(seeded: Session) -> None:
    """syddanmark-2025-2026, bilag 5, example 1: basis and turnover of the two years before the decision."""
    assert offer(seeded, "Bofællesskabet Åbrinken").tariff_basis == Decimal(8_581_000)
    assert turnover(seeded, "Bofællesskabet Åbrinken", (2024, 2025)) == {
        "Vejle Kommune": (5_362_763, 4_290_210),
        "Kolding Kommune": (1_430_070, 715_035),
        "Fredericia Kommune": (715_035, 715_035),
    }


def test_example_2_has_its_bases_and_a_third_of_the_turnover_with_the_operator(seeded: Session) -> None:
    """syddanmark-2025-2026, bilag 5, example 2: 20 and 40 million; 33 % of the turnover is the operator's."""
    closing, remaining = offer(seeded, "Botilbuddet Fjordglimt"), offer(seeded, "Botilbuddet Højvang")
    bought = turnover(seeded, "Botilbuddet Fjordglimt", (2024, 2025))

    assert (closing.tariff_basis, remaining.tariff_basis) == (Decimal(20_000_000), Decimal(40_000_000))
    assert closing.unit_id == remaining.unit_id
    assert sum(bought["Vejle Kommune"]) * 100 == 33 * sum(map(sum, bought.values()))


def test_the_region_has_a_standalone_offer_and_a_unit_besides_others(seeded: Session) -> None:
    """syddanmark-2025-2026, bilag 5, examples 3 and 4."""
    region = find_organisation(seeded, "1083", SPRING)
    offers = list(seeded.scalars(select(Offer).where(Offer.operator_id == region.id)))
    standalone = [row for row in offers if row.structure is OfferStructure.STANDALONE]
    bases_of_units = [
        {row.tariff_basis for row in offers if row.unit_id == unit} for unit in {row.unit_id for row in offers}
    ]

    assert Decimal(20_000_000) in {row.tariff_basis for row in standalone}
    assert len(standalone) >= 2
    assert {Decimal(20_000_000), Decimal(40_000_000)} in bases_of_units
    assert len(bases_of_units) >= 4


@pytest.mark.parametrize(
    ("region_code", "years"),
    [("1083", (2014, 2015)), ("1082", (2015, 2016)), ("1084", (2018, 2019)), ("1085", (2016, 2017))],
)
def test_each_older_agreement_has_an_offer_with_sales_in_its_years(
    seeded: Session, region_code: str, years: tuple[int, int]
) -> None:
    offers = seeded.scalars(
        select(Offer)
        .join(Organisation, Organisation.id == Offer.operator_id)
        .where(Organisation.region_code == region_code)
    ).all()

    sold = [sales.sales_of_years(seeded, row.id, years) for row in offers]

    assert any({sale.year for sale in of_offer} == set(years) for of_offer in sold)
    assert all(sale.occupancy_days for of_offer in sold for sale in of_offer)


def test_some_buyers_are_from_another_region(seeded: Session) -> None:
    bought = sales.sales_of_years(seeded, offer(seeded, "Dagtilbuddet Broen").id, (2025,))

    outside = {sale.buyer.name: sale.contract_names_agreement for sale in bought if sale.buyer.region_code != "1083"}
    assert outside == {"Horsens Kommune": True, "Hedensted Kommune": False}
