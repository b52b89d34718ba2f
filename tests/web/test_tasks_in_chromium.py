"""Tasks in a real browser: the result and the draft while one types, what matters shown, phones and the keyboard."""

import pytest
import time_machine

from tests.closing_walk import EXAMPLE_1, ClosingWalk
from tests.conftest import START
from tests.snapshots import connected, put_back
from tests.takeover_walk import TakeoverWalk
from tests.web.browse import Browse
from tests.web.pages.task import act_as, typed_lines
from workflows.clock import COPENHAGEN

pytestmark = pytest.mark.browser

ACCOUNT = "task_enter_provisional_account"


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
def open_task(app, live, page):
    """Opens the open task of an element as somebody who may do it."""

    def opened(walk, element):
        task = walk.open(element)[0]
        browse = Browse(app)
        act_as(browse, walk.doer(task))
        cookie = browse.client.get_cookie("rammesag")
        page.context.add_cookies([{"name": "rammesag", "value": cookie.value, "url": live}])
        page.goto(f"/opgaver/{task.id}")
        return task

    return opened


def type_example_1(page):
    for name, value in typed_lines(EXAMPLE_1).items():
        if name.endswith("-sign"):
            page.locator(f"input[name={name}][value={value}]").check()
        else:
            page.locator(f"#{name}").fill(value)


def test_the_result_and_the_sums_follow_what_is_typed(page, open_task):
    open_task(ClosingWalk().opened().heard().decided(), ACCOUNT)

    type_example_1(page)

    page.locator("#result-short").get_by_text("3.226.950").wait_for()
    assert page.locator("#sum-costs_account").inner_text() == "7.604.000"
    assert "523.289" in page.locator("#result-content").inner_text()


def test_a_draft_is_kept_while_one_types_and_the_account_is_sent_after_it(page, open_task):
    walk = ClosingWalk().opened().heard().decided()
    task = open_task(walk, ACCOUNT)

    type_example_1(page)
    page.get_by_text("Kladde gemt kl.").wait_for()
    page.locator("#note").fill("Forventet forløb.")
    page.get_by_role("button", name="Send til Forretningsudvalget (FU)").click()

    page.wait_for_url(f"**/sager/{walk.case_id}")
    assert walk.waits_for == {"task_treat_provisional_account"}
    assert task.revision < walk.tasks(ACCOUNT)[0].revision


def test_sending_waits_for_a_draft_on_its_way(page, open_task):
    walk = ClosingWalk().opened()
    open_task(walk, "task_answer_hearing")

    def answer_late(route):
        kept = route.fetch()
        page.wait_for_timeout(600)
        route.fulfill(response=kept)

    page.route("**/kladde", answer_late)

    page.get_by_label("Ingen bemærkninger").check()
    page.get_by_role("button", name="Gem kladde").click()
    page.get_by_role("button", name="Send høringssvar").click()

    page.wait_for_url(f"**/sager/{walk.case_id}")
    assert len(walk.open("task_answer_hearing")) == 22


def test_only_what_matters_for_the_answers_is_shown(page, open_task):
    open_task(ClosingWalk().opened().heard(), "task_record_decision")
    last_day, why_not = page.get_by_label("Sidste dag i drift"), page.get_by_label("Hvorfor ikke?")

    before = last_day.is_visible()
    page.get_by_label("Tilbuddet lukker").check()
    closing = (last_day.is_visible(), why_not.is_visible())
    page.get_by_label("Nej").check()

    assert (before, closing, why_not.is_visible()) == (False, (True, False), True)


def test_enter_in_an_amount_computes_and_sends_nothing(page, open_task):
    walk = ClosingWalk("Botilbuddet Fjordglimt").opened().heard().decided()
    open_task(walk, ACCOUNT)

    page.locator("#lines-revenue-budget").fill("60.000.000")
    page.locator("#lines-staff-budget").fill("60.000.000")
    page.locator("#lines-staff-budget").press("Enter")
    page.wait_for_url("**/beregn#resultat")

    assert page.locator("#unit_others-0-name").input_value() == "Botilbuddet Højvang"
    assert walk.waits_for == {ACCOUNT}


def test_the_form_of_an_account_fits_a_phone(page, open_task):
    page.set_viewport_size({"width": 360, "height": 740})
    open_task(ClosingWalk("Afdeling Egely").opened().heard().decided(), ACCOUNT)

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    budget, account = (page.locator(f"#lines-staff-{column}").bounding_box() for column in ("budget", "account"))
    assert budget["y"] == account["y"]


PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def paste(page, field, text):
    """Paste a text that was copied elsewhere into a field."""
    page.locator(f"[name='{field}']").evaluate(PASTE, text)


def test_cells_pasted_into_a_table_fill_it_and_are_added_up_while_one_types(open_task, page):
    open_task(TakeoverWalk().opened().asked(), "task_deliver_figures")
    table = "shares-0-units"

    paste(page, f"{table}-0-budget", "1.000.000\t500\n2.000,50\t\n\t")

    page.get_by_text("2 rækker er sat ind.").wait_for()
    page.locator(".table-change:focus").wait_for()
    total = page.locator(f"#{table} [data-sum=budget]")
    assert total.inner_text() == "1.002.000,50"
    page.locator(f"[name='{table}-2-budget']").fill("−2.000,5")
    assert total.inner_text() == "1.000.000"
    page.locator(f"[name='{table}-2-budget']").fill("to tusind")
    assert total.inner_text() == "kan ikke læses"
    page.get_by_role("button", name="Fortryd").click()
    page.get_by_text("Ændringen er fortrudt.").wait_for()
    assert page.locator(f"[name='{table}-0-budget']").input_value() == ""


def test_a_date_is_read_back_in_full_when_it_is_typed(open_task, page):
    open_task(TakeoverWalk().opened(), "task_ask_for_data")

    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Svarfrist").fill("14. april")
    page.get_by_label("Svarfrist").press("Tab")

    page.get_by_text("tirsdag den 14. april 2026").wait_for()
    assert page.get_by_label("Svarfrist").input_value() == "14-04-2026"
