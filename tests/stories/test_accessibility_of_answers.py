"""Pages that only come as an answer, held against WCAG 2.2 AA: what was refused, is asked once more, or is drawn."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.stories.axe import DESK, examine, faults, too_wide
from tests.stories.reachable import share_login
from tests.web.browse import Browse
from tests.web.pages.task import act_as
from workflows.services.casework import inbox
from workflows.services.demonstration.demo_users import actor
from workflows.services.extracts import ordering

pytestmark = pytest.mark.browser

ANNE = ("anne@vejle.example", "630")
COMMITTEE = ("birgit@socialsekretariatet.example", "fu-syddanmark")
SECRETARIAT = ("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")


@pytest.fixture
def page(chromium: Browser, demonstration: str) -> Iterator[Page]:
    context = chromium.new_context(viewport=DESK, base_url=demonstration, locale="da-DK")
    yield context.new_page()
    context.close()


def log_in(app: Flask, page: Page, user: tuple[str, str]) -> None:
    browse = Browse(app)
    act_as(browse, actor(user))
    share_login(browse, page)


def pressed(page: Page, path: str, button: str) -> list[str]:
    """What is wrong with the page that a button leads to."""
    page.goto(path)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()
    return [*faults(page), *too_wide(page)]


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("/sager/opret/lukning/", "Opret sagen"),
        ("/profil/fravaer/nyt", "Gem fraværet"),
        ("/profil/adgangskode", "Skift adgangskode"),
    ],
)
def test_a_form_that_is_refused_is_accessible(app, page, path, button):
    log_in(app, page, ANNE)

    assert pressed(page, path, button) == []
    assert page.get_by_text("Der er noget at rette").is_visible()


def test_what_is_asked_before_all_of_a_list_is_taken_is_accessible(app, page, monkeypatch):
    monkeypatch.setattr(inbox, "PAGE", 1)
    log_in(app, page, ANNE)
    page.goto("/opgaver?liste=vores")
    page.get_by_label("Hvilke").select_option("alle")

    page.get_by_role("button", name="Læg tilbage").click()

    assert page.locator("h1").inner_text().endswith("?")
    assert [*faults(page), *too_wide(page)] == []


def test_a_long_list_that_is_being_drawn_is_accessible(app, page, monkeypatch):
    monkeypatch.setattr(ordering, "AT_ONCE", 1)
    log_in(app, page, SECRETARIAT)

    found = examine(page, "/sager/liste.xlsx")

    assert page.locator("progress").is_visible()
    assert found == []


def test_a_page_that_opens_for_another_of_ones_organisations_is_accessible(app, page):
    log_in(app, page, COMMITTEE)

    found = examine(page, "/administration/")

    assert page.get_by_role("button", name="Åbn som Fælleskommunalt Socialsekretariat").is_visible()
    assert found == []


def test_a_form_that_came_after_its_login_is_accessible(app, page):
    log_in(app, page, ANNE)
    page.goto("/sager/opret/lukning/")
    page.get_by_label("Begrundelse for lukningen").fill("Belægningen falder.")
    page.context.clear_cookies()

    page.get_by_role("button", name="Opret sagen").click()

    assert page.locator("h1").inner_text() == "Du var logget af"
    assert [*faults(page), *too_wide(page)] == []
