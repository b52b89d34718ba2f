"""The page of an agreement: what is kept of it, each with its history, beside the rules that come with the program."""

import pytest

from tests.web.pages.case import KOLDING, SECRETARIAT, acting
from workflows.services.register.organisations import organisations_of
from workflows.vocabulary import OrganisationKind

OURS, LISTED = "syddanmark-2025-2026", "hovedstaden-2019-2020"


@pytest.fixture
def secretariat(browse, seeded):
    return acting(browse, SECRETARIAT)


def kept(page):
    return {row[0]: row[1] for row in page.rows("Det, sekretariatet vedligeholder")}


def test_the_page_leads_to_all_that_is_kept_of_the_agreement(secretariat):
    page = secretariat.get("admin_agreements.show", agreement_id=OURS)

    shown = kept(page)
    sdf = next(name for name in shown if "Socialdirektørforum" in name)
    assert "23 medlemmer" in shown[sdf]
    assert "dagsordenens lukning er ikke oplyst" in shown[sdf]
    assert page.follow(sdf).heading == sdf
    assert "Samarbejdsaftaler med kommunikationscentre" in shown


def test_an_agreement_with_a_list_leads_to_it(secretariat):
    page = secretariat.get("admin_agreements.show", agreement_id=LISTED)

    assert "på listen" in kept(page)["Listen over de mest specialiserede tilbud"]
    assert page.follow("Listen over de mest specialiserede tilbud")


def test_it_says_that_the_rules_come_with_the_program(secretariat):
    page = secretariat.get("admin_agreements.show", agreement_id=OURS)

    assert any("følger med Rammesag" in message for message in page.messages)


def test_what_is_changed_of_its_bodies_stands_in_its_history(secretariat):
    sdf = next(row for row in organisations_of([OrganisationKind.BODY]) if row.code == "sdf-syddanmark")
    secretariat.get("admin_meetings.agenda", organisation_id=sdf.id).send("Gem", days_before="12")

    page = secretariat.get("admin_agreements.show", agreement_id=OURS)

    assert "dagsordenen lukker 12 dage før mødet" in str(kept(page))
    assert "Dagsordenens lukning oprettet" in page.text


def test_it_is_the_secretariats(browse, seeded):
    acting(browse, KOLDING).get("admin_agreements.show", agreement_id=OURS, status=403)
