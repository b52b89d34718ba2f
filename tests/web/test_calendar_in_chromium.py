"""The calendar in a real browser: a table where there is room, the list on a phone, and by the keyboard alone."""

import re

import pytest
import time_machine

from tests.closing_walk import ClosingWalk
from tests.conftest import START
from tests.snapshots import connected, put_back
from tests.web.browse import Browse
from workflows.clock import COPENHAGEN

pytestmark = pytest.mark.browser
JUNE = "/frister?maaned=2026-06"
ACCOUNT = re.compile("^Foreløbigt lukkeregnskab")


@pytest.fixture
def decided(database, seeds):
    """A closing whose provisional account is due on 2 June 2026, and a clock that runs."""
    with time_machine.travel(START.replace(tzinfo=COPENHAGEN), tick=True):
        put_back(connected(), seeds)
        yield ClosingWalk().opened().heard().decided()


@pytest.fixture
def opened(app, live, chromium, decided):
    """Opens the calendar of the operator in a browser without JavaScript, as wide as asked."""
    contexts = []

    def open_page(width: int):
        browse = Browse(app)
        browse.log_in(decided.operator)
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, base_url=live, java_script_enabled=False
        )
        contexts.append(context)
        cookie = browse.client.get_cookie("rammesag")
        context.add_cookies([{"name": "rammesag", "value": cookie.value, "url": live}])
        page = context.new_page()
        page.goto(JUNE)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_where_there_is_room_the_month_is_a_table(opened):
    page = opened(1280)

    assert page.get_by_role("columnheader", name="mandag").is_visible()
    assert page.get_by_role("rowheader", name="Uge 23").is_visible()
    assert page.get_by_role("table").count() == 1


def test_a_phone_shows_the_list_and_nothing_twice(opened):
    page = opened(390)

    assert page.get_by_role("columnheader", name="mandag").count() == 0
    assert page.get_by_role("link", name=ACCOUNT).count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_one_goes_from_the_month_to_the_deadline_and_its_case_by_the_keyboard(opened, decided):
    page = opened(1280)
    deadline = page.get_by_role("link", name=ACCOUNT)
    for _ in range(40):
        page.keyboard.press("Tab")
        if deadline.evaluate("link => link === document.activeElement"):
            break

    page.keyboard.press("Enter")
    page.wait_for_url("**/frister/*-*")

    assert page.get_by_role("heading", level=1).inner_text() == "Foreløbigt lukkeregnskab"
    assert page.get_by_role("link", name="Se sagen").get_attribute("href") == f"/sager/{decided.case_id}"
