"""Work without a mouse, without scripts, and with something forgotten: every way leads to the same end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from db.models.case import Task
from db.session import reading
from tests.stories.axe import DESK, faults, too_wide
from tests.stories.reachable import share_login
from tests.web.browse import Browse
from tests.web.pages.task import act_as
from workflows.services.demonstration.demo_users import actor
from workflows.services.demonstration.seeding import DEMO_PASSWORD
from workflows.vocabulary import TaskStatus

pytestmark = pytest.mark.browser

ANNE, GITTE = ("anne@vejle.example", "630"), ("gitte@region-syddanmark.example", "1083")
KOLDING, ESBJERG = ("direktoer@kolding.example", "621"), ("direktoer@esbjerg.example", "561")
BIRGIT = ("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
TORBEN, RIKKE = ("torben@viborg.example", "791"), ("rikke@fjordager.example", "kommunikationscenter-fjordager")
OMAR = ("omar@gladsaxe.example", "159")
MANY_STOPS = 60

# Where the keyboard is: what the place is called, whether one sees that one is there, and whether anything covers it.
STOP = """async () => {
  await Promise.all(document.getAnimations().map((one) => one.finished));
  while (document.querySelector(".htmx-request")) await new Promise((done) => setTimeout(done, 20));
  // What an answer leads to comes in above, and can push the place out of sight; the next key brings it back.
  document.activeElement.scrollIntoView({ block: "nearest", behavior: "instant" });
  const one = document.activeElement, label = one.labels?.[0];
  const drawn = ["radio", "checkbox"].includes(one.type) ? getComputedStyle(label, "::before") : getComputedStyle(one);
  const { x, y, width, bottom } = one.getBoundingClientRect();
  const middle = (Math.max(y, 0) + Math.min(bottom, innerHeight)) / 2;
  const there = document.elementFromPoint(x + width / 2, middle);
  return {
    name: (label?.innerText ?? one.getAttribute("aria-label") ?? one.innerText).trim(),
    marked: drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2,
    bare: there === one || one.contains(there) || label?.contains(there) || false,
    y: y + scrollY,
    within: one.closest("main form, main, body").tagName,
  };
}"""


@dataclass
class Keyboard:
    """Somebody who has only a keyboard, and sees where they are."""

    page: Page
    stops: list[dict[str, Any]] = field(default_factory=list)

    def tab(self) -> str:
        """Go to the next place, which must be seen to be there; gives its name."""
        self.page.keyboard.press("Tab")
        stop: dict[str, Any] = self.page.evaluate(STOP)
        assert stop["marked"], f"one does not see that one is at {stop}"
        assert stop["bare"], f"something covers {stop}"
        self.stops.append(stop)
        return str(stop["name"])

    def to(self, name: str) -> "Keyboard":
        """Tab on to the place of this name."""
        passed = []
        while len(passed) < MANY_STOPS:
            passed.append(self.tab())
            if passed[-1] == name:
                return self
        raise AssertionError(f"the keyboard does not come to {name!r}: {passed}")

    def press(self, *keys: str) -> "Keyboard":
        """Press keys where one is."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text: str) -> "Keyboard":
        """Type where one is."""
        self.page.keyboard.type(text)
        return self

    def goes_down_the_form(self) -> bool:
        """Whether each place of the form stood below the one before, or beside it."""
        heights = [stop["y"] for stop in self.stops if stop["within"] == "FORM"]
        return len(heights) > 1 and all(later > before - 60 for before, later in pairwise(heights))


@pytest.fixture
def opened(app: Flask, chromium: Browser, demonstration: str) -> Iterator[Callable[..., Page]]:
    """Opens a browser of a user of the demonstration; no script may fail on its pages."""
    contexts, failed = [], []

    def of(user: tuple[str, str] | None = None, **options: Any) -> Page:
        context = chromium.new_context(**({"viewport": DESK} | options), base_url=demonstration, locale="da-DK")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: failed.append(str(error)))
        if user:
            browse = Browse(app)
            act_as(browse, actor(user))
            share_login(browse, page)
        return page

    yield of
    for context in contexts:
        context.close()
    assert failed == []


def address(element: str, user: tuple[str, str]) -> str:
    """The page of an open task of the user's organisation."""
    with reading() as session:
        found = select(Task.id).where(
            Task.element_id == element,
            Task.status == TaskStatus.OPEN,
            Task.organisation_id == actor(user).organisation_id,
        )
        return f"/opgaver/{session.scalars(found.limit(1)).one()}"


def test_a_task_is_done_by_the_keyboard_alone(opened):
    page = opened(KOLDING)
    page.goto(address("task_answer_hearing", KOLDING))
    keyboard = Keyboard(page)

    assert keyboard.tab() == "Gå til sidens indhold"
    keyboard.press("Enter").to("Ingen bemærkninger").press("Space", "ArrowDown")
    keyboard.to("Bemærkninger").type("Vi har to borgere i tilbuddet.")
    keyboard.to("Send høringssvar").press("Enter")

    page.locator(".alert-success", has_text="Høringssvaret er sendt").wait_for()
    assert "Hovedmenu" not in {stop["name"] for stop in keyboard.stops}
    assert keyboard.goes_down_the_form()


WALKS: dict[str, tuple[tuple[str, str], str, tuple[str, ...], str, str, str, str]] = {
    "a takeover": (
        *(ANNE, "task_answer_terms"),
        *(("Vi accepterer vilkårene", "Space", "ArrowDown"), "Begrundelse", "Overtag også inventaret."),
        *("Send svaret", "Ønskerne er sendt til regionen"),
    ),
    "an emergency brake": (
        *(OMAR, "task_answer_request"),
        *((), "Jeres svar", "Belægningen er 80 procent."),
        *("Send svaret", "Svaret er sendt til"),
    ),
    "a referral": (
        *(RIKKE, "task_evaluate_inquiry"),
        *(("Sæt en udredning i gang", "Space"), "Begrundelse", "Synet er blevet dårligere."),
        *("Registrér vurderingen", "Udredningen er sat i gang"),
    ),
}
"""By process: who, which task, what is chosen with which keys, the field with its text, the button, what is told."""


@pytest.mark.parametrize("process", WALKS)
def test_a_task_of_each_process_is_done_by_the_keyboard_alone(process, opened):
    user, element, chosen, name, text, button, told = WALKS[process]
    page = opened(user)
    page.goto(address(element, user))
    keyboard = Keyboard(page)

    if chosen:
        keyboard.to(chosen[0]).press(*chosen[1:])
    keyboard.to(name).type(text).to(button).press("Enter")

    page.locator(".alert-success", has_text=told).wait_for()
    assert keyboard.goes_down_the_form()


def test_a_case_is_opened_by_the_keyboard_alone(opened):
    page = opened(GITTE)
    page.goto("/sager/opret/lukning/")
    keyboard = Keyboard(page)

    keyboard.to("Tilbud").type("Afdeling Lindely")
    keyboard.to("Ja").press("ArrowDown").to("Ja").press("ArrowDown")
    keyboard.to("Forventet dato for beslutningen").type("1-6-2026")
    keyboard.to("Ja").press("Space").to("Begrundelse for lukningen").type("Belægningen falder.")
    keyboard.to("Opret sagen").press("Enter")

    page.get_by_role("heading", level=1, name="Lukning af Afdeling Lindely").wait_for()
    assert keyboard.goes_down_the_form()


FORMS: dict[str, tuple[tuple[str, str] | None, str]] = {
    "a login": (None, "/login"),
    "an inquiry by a citizen": (None, "/henvendelse"),
    "a closing": (GITTE, "/sager/opret/lukning/"),
    "a takeover": (ANNE, "/sager/opret/overtagelse/"),
    "a referral": (RIKKE, "/sager/opret/henvisning/"),
    "a search for a citizen": (RIKKE, "/borgere"),
    "a password": (ANNE, "/profil/adgangskode"),
    "a person": (BIRGIT, "/administration/personer/ny"),
    "an offer": (BIRGIT, "/administration/tilbud/nyt"),
    "an account with rows": (GITTE, "task_deliver_figures"),
    "a report": (RIKKE, "task_write_assessment"),
    "a checklist": (TORBEN, "task_complete_municipal_checklist"),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_is_missing_is_said_at_once_and_leads_to_its_field(form, opened):
    user, path = FORMS[form]
    page = opened(user)
    page.goto(address(path, user) if user and path.startswith("task_") else path)

    page.locator("main .form-actions .button-primary").press("Enter")

    summary = page.locator(".error-summary")
    summary.wait_for()
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    for link in summary.get_by_role("link").all():
        link.press("Enter")
        assert page.evaluate("`#${document.activeElement.id}`") == link.get_attribute("href")
    assert [*faults(page), *too_wide(page)] == []


def test_a_task_is_done_on_a_phone_without_scripts(opened):
    page = opened(java_script_enabled=False, viewport={"width": 390, "height": 800})
    email, _ = ESBJERG
    page.goto("/login")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Log på").click()

    page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Mine opgaver").click()
    page.get_by_role("link", name="Besvar høringen").first.click()
    page.get_by_label("Bør ikke lukke").check()
    page.get_by_role("textbox", name="Bemærkninger").fill("Der er ikke andre tilbud til målgruppen.")
    page.get_by_role("button", name="Send høringssvar").click()

    page.get_by_text("Høringssvaret er sendt").wait_for()
    assert page.get_by_role("list", name="Trin i Høring").is_visible()


def test_a_case_is_opened_without_scripts(opened):
    page = opened(GITTE, java_script_enabled=False)
    page.goto("/sager/opret/lukning/")

    page.get_by_label("Tilbud", exact=True).select_option(label="Afdeling Vadehuset")
    for question in ("Flyttes tilbuddet", "Er tilbuddet lukket", "Forventes lukningen"):
        page.get_by_role("group", name=question).get_by_label("Nej").check()
    page.get_by_label("Forventet dato for beslutningen").fill("1-6-2026")
    page.get_by_label("Begrundelse for lukningen").fill("Belægningen falder.")
    page.get_by_role("button", name="Opret sagen").click()

    page.get_by_role("heading", level=1, name="Lukning af Afdeling Vadehuset").wait_for()


def test_nothing_foldable_is_lost_on_paper(opened):
    page = opened(ANNE)
    page.goto("/sager/")
    page.get_by_role("link", name="Lukning af Dagtilbuddet Broen").click()
    page.wait_for_url("**/sager/*-*")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert not page.get_by_role("navigation", name="Hovedmenu").is_visible()
    assert not page.get_by_role("link", name="Åbn opgaven").is_visible()
    assert page.locator("main .deadline .details-text").first.is_visible()
    assert page.locator("table").first.evaluate("one => getComputedStyle(one).display") == "table"
