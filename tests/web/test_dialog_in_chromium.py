"""The dialog in a real browser: names while one types @, by the keyboard alone, and on a phone."""

import os

import pytest
import time_machine

from tests.closing_walk import ClosingWalk
from tests.conftest import START
from tests.snapshots import connected, put_back
from tests.web.browse import Browse
from tests.web.pages.task import act_as
from workflows.clock import COPENHAGEN

pytestmark = pytest.mark.browser


@pytest.fixture
def walk(database, seeds):
    """A case in which several organisations take part."""
    with time_machine.travel(START.replace(tzinfo=COPENHAGEN), tick=True):
        put_back(connected(), seeds)
        yield ClosingWalk().opened()


@pytest.fixture(params=[1280, 390])
def page(request, walk, chromium, live, app):
    """The dialog, seen by Anne."""
    context = chromium.new_context(viewport={"width": request.param, "height": 900}, base_url=live)
    browse = Browse(app)
    act_as(browse, walk.operator)
    cookie = browse.client.get_cookie("rammesag")
    context.add_cookies([{"name": "rammesag", "value": cookie.value, "url": live}])
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"/sager/{walk.case_id}/dialog")
    yield page
    context.close()
    assert faults == []


def options(page) -> list[str]:
    return page.locator("[role=listbox] [role=option]:visible").all_inner_texts()


def test_names_are_offered_while_one_types_and_taken_by_the_keyboard(page):
    text = page.get_by_label("Skriv en kommentar eller et spørgsmål")
    text.click()
    page.keyboard.type("Spørg @thomas h")

    assert options(page) == ["Thomas Højlund Kolding Kommune"]
    assert text.get_attribute("aria-activedescendant") == page.locator("[aria-selected=true]").get_attribute("id")
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=f"{shots}/mention-{page.viewport_size['width']}.png")
    page.keyboard.press("Enter")
    page.keyboard.type("om det.")

    assert text.input_value() == "Spørg @Thomas Højlund om det."
    assert options(page) == []


def test_the_list_is_closed_by_escape_and_an_address_opens_none(page):
    text = page.get_by_label("Skriv en kommentar eller et spørgsmål")
    text.click()
    page.keyboard.type("@")
    assert len(options(page)) > 1

    page.keyboard.press("Escape")
    page.keyboard.type(" skriv til anne@vej")

    assert options(page) == []
    assert text.get_attribute("aria-activedescendant") is None
