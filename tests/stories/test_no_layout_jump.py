"""Nothing on a page moves while it is loaded: what somebody is about to press stays where it is."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.stories.axe import DESK, PHONES
from tests.stories.reachable import share_login
from tests.web.browse import Browse
from tests.web.pages.task import act_as
from workflows.services.demonstration.demo_users import actor

pytestmark = pytest.mark.browser

MOST = 0.01
"""Of the score that browsers give; 0.1 counts as good."""
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
OPERATOR, SECRETARIAT = (
    ("anne@vejle.example", "630"),
    ("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark"),
)
MAIN = {
    OPERATOR: ["/overblik/", "/opgaver", "/sager/", "/frister", "/dokumenter", "/sager/opret/lukning/"],
    SECRETARIAT: ["/administration/", "/opgaver"],
}


@pytest.fixture
def page(chromium: Browser, demonstration: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=demonstration, locale="da-DK")
    context.add_init_script(SHIFTS)
    yield context.new_page()
    context.close()


def shifted(page: Page, path: str) -> float:
    """How much moved on the page while it was loaded and a little after."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    return float(page.evaluate("window.shifted"))


@pytest.mark.parametrize("width", [DESK["width"], PHONES[0]])
@pytest.mark.parametrize("user", MAIN)
def test_no_main_page_moves_while_it_is_loaded(user, width, app: Flask, page: Page):
    browse = Browse(app)
    act_as(browse, actor(user))
    share_login(browse, page)
    page.set_viewport_size({"width": width, "height": 900})
    paths = list(MAIN[user])
    for listed in ("/sager/", "/opgaver"):
        found = browse.open(listed).links().values()
        paths += [path for path in found if path.count("-") >= 4][:1]

    moved = {path: shifted(page, path) for path in paths}

    assert {path: score for path, score in moved.items() if score >= MOST} == {}
