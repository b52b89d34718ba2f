"""The secretariat's pages: who may open them, what an empty system shows, agreements and access."""

import pytest

from tests import factories
from tests.web.browse import Browse
from workflows.access.grants import GRANTS, SYSTEM_GRANTS
from workflows.rules.agreements import all_agreements
from workflows.vocabulary import AgreementId, OrganisationKind

LISTS = [
    "admin.index",
    "admin.access",
    "admin_organisations.index",
    "admin_people.index",
    "admin_bodies.index",
    "admin_offers.index",
    "admin_offers.units",
    "admin_centres.index",
    "admin_closed_days.index",
    "admin_agreements.index",
]
FORMS = [
    "admin_organisations.new",
    "admin_people.new",
    "admin_offers.new",
    "admin_offers.new_unit",
    "admin_closed_days.new",
]


@pytest.fixture
def secretariat(browse: Browse) -> Browse:
    browse.log_in(factories.post(organisation_row=factories.secretariat()))
    return browse


@pytest.mark.parametrize("endpoint", LISTS + FORMS)
def test_the_secretariat_opens_every_page_of_an_empty_system(secretariat: Browse, endpoint: str) -> None:
    assert secretariat.get(endpoint).heading


@pytest.mark.parametrize("endpoint", LISTS + FORMS)
def test_a_director_opens_none_of_them(browse: Browse, endpoint: str) -> None:
    browse.log_in(factories.post(organisation_row=factories.organisation()))

    assert browse.get(endpoint, status=403).heading == "Du har ikke adgang"


def test_the_front_page_leads_to_all_that_is_kept(secretariat: Browse) -> None:
    links = secretariat.get("admin.index").links()

    assert set(links) == {
        "Organisationer",
        "Personer",
        "Organer og møder",
        "Tilbud",
        "De mest specialiserede tilbud",
        "Kommunikationscentre",
        "Lukkedage",
        "Fravær",
        "Rammeaftaler",
        "Historik",
        "Adgang",
    }
    assert secretariat.get("admin.index").follow("Tilbud").heading == "Tilbud"


def test_the_access_page_names_every_permission(secretariat: Browse) -> None:
    page = secretariat.get("admin.access")

    in_case = {row[0] for row in page.rows("I en sag")}
    in_system = {row[0] for row in page.rows("I systemet")}
    assert in_case == {permission.label for permission in GRANTS}
    assert in_system == {permission.label for permission in SYSTEM_GRANTS}


def test_the_access_page_says_for_whom_a_permission_is(secretariat: Browse) -> None:
    rows = secretariat.get("admin.access").rows("I en sag")

    assert ["Indtaste lukkeregnskab", "Driftsherre", "Økonomimedarbejder"] in rows
    assert ["Besvare høring", "Høringspart", "Sagsbehandler, Socialdirektør"] in rows


def test_the_agreements_stand_with_the_newest_first_and_the_one_in_force(secretariat: Browse) -> None:
    rows = secretariat.get("admin_agreements.index").rows("Rammeaftaler")

    assert rows[0] == ["Rammeaftale 2025-2026 for Syddanmark", "1. jan. 2025", "31. dec. 2026", "I kraft"]
    assert [row[3] for row in rows[1:]] == ["Udløbet"] * 4


@pytest.mark.parametrize("agreement", all_agreements(), ids=lambda agreement: agreement.id.value)
def test_an_agreement_is_shown_with_bodies_and_paragraphs(secretariat: Browse, agreement: object) -> None:
    page = secretariat.get("admin_agreements.show", agreement_id=agreement.id.value)  # type: ignore[attr-defined]

    assert page.heading == agreement.title  # type: ignore[attr-defined]
    assert agreement.hearing_body.name in page.text  # type: ignore[attr-defined]
    for flow in agreement.flows.values():  # type: ignore[attr-defined]
        assert flow.hearing.source in page.text
        assert flow.hearing.why in page.text


def test_the_distribution_of_a_standalone_municipal_offer_is_told_with_its_paragraph(secretariat: Browse) -> None:
    page = secretariat.get("admin_agreements.show", agreement_id=AgreementId.SYDDANMARK_2025_2026.value)

    [row] = [row for row in page.rows("Fordeling") if row[0] == "Kommune, selvstændigt tilbud"]
    assert row[1:5] == ["C1", "Køberne", "Takstbaseret omsætning", "5 %"]
    assert row[6] == "syddanmark-2025-2026, bilag 5"


def test_categories_are_shown_apart_where_the_agreement_tells_them_apart(secretariat: Browse) -> None:
    page = secretariat.get("admin_agreements.show", agreement_id=AgreementId.SYDDANMARK_2016.value)

    [hearing, *_] = page.rows("Lukning: Højt specialiseret tilbud med regional betydning")
    [told, *_] = page.rows("Lukning: Lokalt tilbud")
    assert (hearing[1], told[1]) == ("Høring i organet", "Besked, ingen høring")


def test_an_agreement_without_rules_at_hand_says_so(secretariat: Browse) -> None:
    page = secretariat.get("admin_agreements.show", agreement_id=AgreementId.SJAELLAND_2018_2019.value)

    assert any("bilag, der ikke er til stede" in message for message in page.messages)


def test_an_unknown_agreement_is_not_found(secretariat: Browse) -> None:
    secretariat.get("admin_agreements.show", agreement_id="nordjylland-2026", status=404)


def test_an_officer_who_acts_for_a_body_must_change_to_the_secretariat(browse: Browse) -> None:
    office, forum = factories.secretariat(), factories.body()
    officer = factories.person()
    factories.post(officer, office)
    browse.log_in(factories.post(officer, forum))

    browse.get("admin.index", status=403)

    assert forum.kind is OrganisationKind.BODY
