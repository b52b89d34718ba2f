"""A long list drawn to Excel on the screen: how far it has come, and the file when it is ready."""

import pytest

from tests.closing_walk import person
from tests.crowd import crowd
from tests.web.pages.case import SECRETARIAT, VEJLE, acting
from workflows.services.extracts import ordering
from workflows.services.running.runner import work_once


@pytest.fixture
def long(browse, seeded, monkeypatch):
    """A browser of the secretariat, to which a list of more than ten rows is long."""
    monkeypatch.setattr(ordering, "AT_ONCE", 10)
    crowd(30, person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark"), person(*VEJLE))
    return acting(browse, SECRETARIAT)


def test_a_long_list_leads_to_a_page_that_says_how_far_it_has_come(long):
    page = long.open("/sager/liste.xlsx")

    assert page.heading == "Udtræk: Sager"
    assert "Rækkerne tælles." in page.text
    assert page.links()["Opdatér siden"] == page.path
    assert page.soup.select_one("progress")["value"] == "0"
    assert page.soup.select_one("[hx-get]")["hx-get"] == f"{page.path}/status"


def test_the_file_is_fetched_when_it_is_ready(long):
    page = long.open("/sager/liste.xlsx")
    work_once()

    ready = long.open(page.path)
    file = long.client.get(ready.links()["Hent som Excel"])

    assert "30 rækker" in ready.text
    assert not ready.soup.select("[hx-get]")
    assert file.headers["Content-Disposition"] == "attachment; filename=sager-2026-03-02.xlsx"
    assert long.get("extracts.index").rows("Dine udtræk")[0][2:4] == ["30", "Klar"]


def test_somebody_elses_extract_is_not_found(long, browse):
    address = long.open("/opgaver/liste.xlsx?liste=alle").path
    work_once()
    acting(browse, VEJLE)

    for path in (address, f"{address}/status", f"{address}/fil.xlsx"):
        assert browse.client.get(path).status_code == 404


def test_without_extracts_the_page_says_how_to_get_one(browse, seeded):
    page = acting(browse, VEJLE).get("profile.show").follow("Dine udtræk")

    assert "Du har ingen udtræk" in page.text
