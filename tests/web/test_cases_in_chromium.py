"""Cases in a real browser: the drawing of the course, documents on their way, advice while one answers, phones."""

from datetime import date

import pytest
import time_machine
from sqlalchemy import update

from db.models.case import Task
from db.session import transaction
from tests.closing_walk import ClosingWalk, person
from tests.conftest import START
from tests.snapshots import connected, put_back
from tests.web.browse import Browse
from tests.web.pages.case import KOLDING, VEJLE
from workflows.clock import COPENHAGEN
from workflows.services.running.runner import work_once

pytestmark = pytest.mark.browser


@pytest.fixture
def field(database, seeds):
    """A database with the field in it, and a clock that runs from a day of the agreement."""
    with time_machine.travel(START.replace(tzinfo=COPENHAGEN), tick=True):
        put_back(connected(), seeds)
        yield database


@pytest.fixture
def page(field, chromium, live):
    """A page; nothing may be refused by the content policy or fail in a script."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=live)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def go(app, live, page):
    """Opens an address as one of the demonstration's people."""

    def gone(who, endpoint, **values):
        browse = Browse(app)
        browse.log_in(person(*who))
        cookie = browse.client.get_cookie("rammesag")
        page.context.add_cookies([{"name": "rammesag", "value": cookie.value, "url": live}])
        page.goto(browse.address(endpoint, **values))

    return gone


def test_the_drawing_opens_where_the_case_stands_and_marks_its_steps(page, go):
    go(VEJLE, "cases.show", case_id=ClosingWalk().opened().case_id)

    here = page.locator('.djs-element.here[data-element-id="task_answer_hearing"]')
    here.wait_for()
    assert page.get_by_role("tab", name="Høring").get_attribute("aria-selected") == "true"
    assert page.locator('.djs-element.passed[data-element-id="service_send_hearing"]').count() == 1
    assert page.locator('.djs-element.ahead[data-element-id="service_close_hearing"]').count() == 1
    assert page.locator(".diagram-sign--here").inner_text() != ""
    assert page.locator(".bjs-powered-by").is_visible()


def test_the_parts_are_tabs_that_the_keyboard_moves_between(page, go):
    go(VEJLE, "cases.show", case_id=ClosingWalk().opened().case_id)
    page.get_by_role("tab", name="Høring").focus()

    page.keyboard.press("ArrowRight")

    page.locator('[data-element-id="task_enter_provisional_account"]').wait_for()
    assert page.get_by_role("tab", name="Foreløbigt lukkeregnskab").get_attribute("aria-selected") == "true"
    assert page.get_by_role("tabpanel").count() == 1


def test_zooming_changes_the_drawing_and_the_whole_can_be_seen_again(page, go):
    go(VEJLE, "cases.show", case_id=ClosingWalk().opened().case_id)
    step = page.locator('[data-element-id="task_answer_hearing"] .djs-visual').first
    step.wait_for()
    before = step.bounding_box()["width"]

    page.get_by_role("button", name="Zoom ind").click()
    larger = step.bounding_box()["width"]
    page.get_by_role("button", name="Vis hele diagrammet").click()

    assert larger > before
    assert step.bounding_box()["width"] == pytest.approx(before, rel=0.02)


def test_without_scripts_the_steps_of_every_part_are_told(field, chromium, live, app):
    walk = ClosingWalk().opened()
    context = chromium.new_context(base_url=live, java_script_enabled=False)
    browse = Browse(app)
    browse.log_in(person(*VEJLE))
    context.add_cookies([{"name": "rammesag", "value": browse.client.get_cookie("rammesag").value, "url": live}])
    page = context.new_page()

    page.goto(f"/sager/{walk.case_id}")

    assert page.get_by_role("list", name="Trin i Endeligt lukkeregnskab").is_visible()
    assert page.get_by_role("list", name="Trin i Høring").get_by_text("Besvar høringen").is_visible()
    assert not page.get_by_role("button", name="Zoom ind").first.is_visible()
    context.close()


def test_a_document_on_its_way_appears_by_itself(page, go):
    walk = ClosingWalk().opened()
    go(KOLDING, "cases.show", case_id=walk.case_id)
    assert page.get_by_text("Dannes …").first.is_visible()

    work_once()

    page.get_by_role("link", name="Åbn og kvittér Høringsbrev").wait_for()
    page.get_by_text("Dannes …").first.wait_for(state="detached")


def test_what_an_answer_leads_to_is_told_while_one_answers(page, go):
    go(VEJLE, "closing.open_form")

    page.get_by_label("Tilbud", exact=True).select_option(label="Bofællesskabet Åbrinken")
    page.get_by_text("Tilbuddet er selvstændigt").wait_for()
    page.get_by_label("Forventet dato for beslutningen").fill("01-05-2026")
    page.get_by_text("Rammeaftale 2025-2026 for Syddanmark gælder for sagen.").wait_for()
    page.get_by_role("group", name="Flyttes tilbuddet").get_by_label("Ja").check()

    page.get_by_text("Så er det ikke en lukning").wait_for()
    assert page.get_by_label("Forventet dato for beslutningen").input_value() == "01-05-2026"


@pytest.mark.parametrize("endpoint", ["cases.index", "home.index", "documents.index", "closing.open_form"])
def test_a_list_fits_a_phone(page, go, endpoint):
    ClosingWalk().opened()
    page.set_viewport_size({"width": 360, "height": 740})

    go(VEJLE, endpoint)

    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("endpoint", ["cases.show", "cases.history", "journal.index", "calling_off.form"])
def test_a_case_fits_a_phone(page, go, endpoint):
    walk = ClosingWalk().opened()
    page.set_viewport_size({"width": 360, "height": 740})

    go(VEJLE, endpoint, case_id=walk.case_id)

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_an_overdue_step_has_a_frame_a_sign_and_a_word_of_its_own(page, go, field):
    walk = ClosingWalk().opened()
    with transaction() as session:
        session.execute(update(Task).values(due_on=date(2026, 2, 27)))

    go(VEJLE, "cases.show", case_id=walk.case_id)

    page.locator('.djs-element.overdue[data-element-id="task_answer_hearing"]').wait_for()
    assert page.locator(".diagram-overdue").inner_text() == "! Overskredet"
    assert page.locator(".legend-overdue:visible").inner_text() == "! og rød ramme: fristen er overskredet"
