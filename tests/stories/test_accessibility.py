"""Every page of the demonstration held against WCAG 2.2 AA, for each kind of user, in a real browser.

A page is examined in the browser when it is the first of its kind, or has something on it that stands nowhere on the
pages examined so far: what all pages share need not be examined for everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.stories.axe import DESK, PHONES, examine, faults
from tests.stories.reachable import Kind, Reachable, Reached, share_login
from tests.web.browse import Browse
from tests.web.pages.task import act_as
from workflows.services.demonstration.demo_users import actor

pytestmark = pytest.mark.browser

USERS = {
    "an operator": ("anne@vejle.example", "630"),
    "a region": ("gitte@region-syddanmark.example", "1083"),
    "another region": ("kirsten@region-midtjylland.example", "1082"),
    "a municipality that takes over": ("torben@viborg.example", "791"),
    "the secretariat": ("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark"),
    "a secretariat with task force": ("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden"),
    "the secretary of a committee": ("birgit@socialsekretariatet.example", "fu-syddanmark"),
    "the secretary of officials": ("charlotte@sekretariat-hovedstaden.example", "embedsmandsudvalg-hovedstaden"),
    "the secretary of politicians": ("charlotte@sekretariat-hovedstaden.example", "kkr-hovedstaden"),
    "the secretary of a task force": ("charlotte@sekretariat-hovedstaden.example", "taskforce-hovedstaden"),
    "a member of a task force": ("signe@koebenhavns.example", "taskforce-hovedstaden"),
    "an operator in difficulties": ("pernille@naestved.example", "370"),
    "a director": ("direktoer@kolding.example", "621"),
    "an auditor": ("revisor@bakkelund.example", "bakke-lund-revision"),
    "a centre": ("rikke@fjordager.example", "kommunikationscenter-fjordager"),
    "the head of a centre": ("torben@fjordager.example", "kommunikationscenter-fjordager"),
    "an acting municipality": ("yasmin@gladsaxe.example", "159"),
    "a municipality that pays": ("jonas@herlev.example", "163"),
}
ON_PHONES = {
    "home.index",
    "inbox.index",
    "calendar.index",
    "cases.index",
    "cases.show",
    "tasks.show",
    "closing.open_form",
}
"""Pages that look otherwise on a phone: lists that stack, and the most used forms."""
PUBLIC = ("/login", "/glemt-adgangskode", "/tilgaengelighed", "/henvendelse", "/henvendelse/kvittering", "/ventetider")

SEARCHED = ("/soeg", "/soeg?q=kommune", "/soeg?q=lukning&art=case")
"""Pages that the box at the top leads to, and no link."""


@pytest.fixture(scope="module")
def reachable(app: Flask, demonstration: str) -> Reachable:
    return Reachable(app)


@dataclass
class Examined:
    """What was held against the criteria so far."""

    kinds: set[Kind] = field(default_factory=set)
    shapes: set[tuple[str, ...]] = field(default_factory=set)

    def is_new(self, reached: Reached) -> bool:
        """Whether the page shows anything that was not examined; from now on it was."""
        new = reached.kind not in self.kinds or not reached.shape <= self.shapes
        self.kinds.add(reached.kind)
        self.shapes |= reached.shape
        return new


@pytest.fixture(scope="module")
def examined() -> Examined:
    return Examined()


@pytest.fixture
def page(chromium: Browser, demonstration: str) -> Iterator[Page]:
    """A browser at a desk; no script may fail, and nothing be refused by the content policy."""
    context = chromium.new_context(viewport=DESK, base_url=demonstration, locale="da-DK")
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    context.close()
    assert failed == []


def log_in(app: Flask, page: Page, user: str) -> Browse:
    """Let the user be logged in, in the browser and beside it."""
    browse = Browse(app)
    act_as(browse, actor(USERS[user]))
    share_login(browse, page)
    return browse


@pytest.mark.parametrize("user", USERS)
def test_no_page_is_inaccessible_to(user, app, page, reachable, examined):
    browse = log_in(app, page, user)

    reached = [one for one in reachable.by(browse, "/", *SEARCHED) if examined.is_new(one)]

    assert "\n".join(fault for one in reached for fault in examine(page, one.path)) == ""


def test_no_page_is_inaccessible_without_a_login(app, page, reachable, examined):
    reached = [one for one in reachable.by(Browse(app), *PUBLIC) if examined.is_new(one)]

    assert "\n".join(fault for one in reached for fault in examine(page, one.path)) == ""


def test_no_page_is_inaccessible_on_a_phone(app, page, reachable):
    browse = log_in(app, page, "an operator")
    narrow = {"width": PHONES[0], "height": 800}

    found = []
    for reached in reachable.by(browse, "/"):
        if reached.kind[0] in ON_PHONES:
            page.set_viewport_size(narrow)
            found += examine(page, reached.path)
    page.set_viewport_size(narrow)
    page.get_by_role("button", name="Menu").click()

    assert "\n".join((*found, *faults(page))) == ""
