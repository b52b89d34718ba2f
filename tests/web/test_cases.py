"""The list of cases."""

from datetime import date, datetime
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from openpyxl import load_workbook

from tests.closing_walk import ClosingWalk, person
from tests.referral_walk import ReferralWalk
from tests.takeover_walk import TakeoverWalk
from tests.web.pages.case import KOLDING, ODENSE, SDF, SECRETARIAT, STRANGER, VEJLE, acting
from workflows.services.casework import cases

RUNNING, ENDED = "Sager i gang", "Afsluttede sager"


def test_a_case_in_the_list_says_where_it_stands_and_what_waits(browse, seeded):
    ClosingWalk().opened().heard().decided()

    row = acting(browse, VEJLE).get("cases.index").rows(RUNNING)[0]

    assert row == [
        "Lukning af Bofællesskabet Åbrinken Lukning af tilbud · 2026-0001 · oprettet 2. marts 2026 "
        "Rammeaftale 2025-2026 for Syddanmark",
        "Afventer driftsherren: Indtast foreløbigt lukkeregnskab",
        "1 opgave 2. juni 2026",
        "I gang",
    ]


def test_a_case_that_waits_for_others_counts_nothing(browse, seeded):
    ClosingWalk().opened().heard().decided()

    row = acting(browse, ODENSE).get("cases.index").rows(RUNNING)[0]

    assert row[2] == "–"


def test_ended_cases_stand_apart(browse, settled):
    page = acting(browse, KOLDING).get("cases.index")

    assert "Ingen sager i gang" in page.text
    assert page.follow("Afsluttede").rows(ENDED)[0][3] == "Afsluttet"


def test_one_without_cases_is_told_what_will_stand_here(browse, seeded):
    ClosingWalk().opened()

    page = acting(browse, STRANGER).get("cases.index")

    assert "Ingen sager i gang" in page.text
    assert "Ingen afsluttede sager" in page.follow("Afsluttede").text


def test_a_case_leads_to_its_page(browse, seeded):
    walk = ClosingWalk().opened()

    page = acting(browse, VEJLE).get("cases.index").follow("Lukning af Bofællesskabet Åbrinken")

    assert page.path == browse.address("cases.show", case_id=walk.case_id)


def test_pages_of_the_list_leave_no_case_out(browse, seeded, monkeypatch):
    """All three are opened at one moment, so the moment alone does not tell where the list goes on."""
    offers = ("Bofællesskabet Åbrinken", "Dagtilbuddet Broen", "Botilbuddet Fjordglimt")
    for offer in offers:
        ClosingWalk(offer).opened()
    monkeypatch.setattr(cases, "PAGE", 2)

    first = acting(browse, SECRETARIAT).get("cases.index")
    second = first.follow("Næste side")

    names = [row[0].split(" Lukning af tilbud")[0] for page in (first, second) for row in page.rows(RUNNING)]
    assert sorted(names) == sorted(f"Lukning af {offer}" for offer in offers)
    assert "Første side" in second.links()


@pytest.mark.parametrize("cursor", ["i-går", "2026-03-02T09:00:00+00:00_1", "9999_" + str(UUID(int=0))])
def test_a_place_in_the_list_that_is_none_is_not_found(browse, seeded, cursor):
    acting(browse, VEJLE).get("cases.index", fra=cursor, status=404)


def test_only_those_who_may_are_offered_to_open_a_case(browse, seeded):
    assert "Opret sag" in acting(browse, VEJLE).get("cases.index").links()
    assert "Opret sag" not in acting(browse, SDF).get("cases.index").links()


def test_cases_of_several_kinds_say_what_they_are_and_are_chosen_by_it(browse, seeded):
    ClosingWalk().opened()
    TakeoverWalk().opened()
    page = acting(browse, VEJLE).get("cases.index")
    assert len(page.rows(RUNNING)) == 2
    assert "Overtagelse af regionalt tilbud (1)" in page.text

    (row,) = browse.get("cases.index", art="takeover").rows(RUNNING)

    assert row[0].startswith("Overtagelse af Botilbuddet Engdraget Overtagelse af regionalt tilbud · 2026-0002")
    home = browse.get("home.index")
    assert home.follow("Lukning af tilbud (1)").rows(RUNNING)[0][0].startswith("Lukning af Bofællesskabet Åbrinken")
    assert "Overtagelse af regionalt tilbud · 2026-0002" in browse.get("inbox.index").text


def test_the_list_is_narrowed_in_the_address_by_agreement_part_and_deadline(browse, seeded, clock):
    ClosingWalk().opened().heard().decided()
    page = acting(browse, VEJLE).get("cases.index")
    kolding, odense = person(*KOLDING).organisation_id, person(*ODENSE).organisation_id

    assert len(browse.get("cases.index", aftale="syddanmark-2025-2026", organisation=kolding).rows(RUNNING)) == 1
    assert "Ingen sager passer" in browse.get("cases.index", aftale="midtjylland-2017").text
    assert "Ingen sager passer" in browse.get("cases.index", organisation=uuid4()).text
    assert "Ingen sager passer" in browse.get("cases.index", frist="30-dage").text
    clock.set(date(2026, 6, 5))
    late = acting(browse, VEJLE).get("cases.index", frist="overskredet", organisation=odense)
    assert late.rows(RUNNING) != page.rows(RUNNING)
    assert late.value("frist") == "overskredet"


def test_ended_cases_are_narrowed_by_how_they_ended(browse, settled):
    acting(browse, VEJLE)

    assert len(browse.open("/sager/?vis=afsluttede&status=closed").rows(ENDED)) == 1
    assert "Ingen sager passer" in browse.open("/sager/?vis=afsluttede&status=called_off").text


@pytest.mark.parametrize("endpoint", ["cases.extract", "inbox.extract"])
def test_a_list_is_drawn_to_excel_as_it_is_filtered(browse, walk_to, clock, endpoint):
    walk_to("decided")
    clock.set(date(2026, 6, 5))
    acting(browse, VEJLE)
    asked = {"art": "closing", "frist": "overskredet"} if endpoint == "cases.extract" else {"liste": "vores"}

    everything = drawn(browse, endpoint, **asked)
    nothing = drawn(browse, endpoint, **asked | {"aftale": "midtjylland-2017"})

    (row,) = everything
    assert "2026-0001" in row
    assert datetime(2026, 6, 2) in row
    assert nothing == []


def test_a_citizens_case_is_drawn_without_its_title(browse, seeded):
    walk = ReferralWalk().opened()
    browse.log_in(walk.centre)

    assert [row[1] for row in drawn(browse, "cases.extract")] == ["Sag om en borger"]
    assert {row[8] for row in drawn(browse, "inbox.extract", liste="vores")} == {"Sag om en borger"}


def test_strangers_draw_nothing(browse, walk_to):
    walk_to("decided")
    acting(browse, STRANGER)

    assert drawn(browse, "cases.extract") == []
    assert drawn(browse, "inbox.extract", liste="alle") == []


def drawn(browse, endpoint, **asked):
    """The rows of the first sheet."""
    with browse.client.get(browse.address(endpoint, **asked)) as answer:
        sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
