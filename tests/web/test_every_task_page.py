"""The page of every task: it works without scripts, says why with its paragraph, and tells all faults at once."""

from dataclasses import dataclass, field

import lxml.html
import pytest
from flask import Flask

from db.sealing import hold_master_keys
from tests.closing_walk import ClosingWalk
from tests.conftest import MASTER_KEY, START, Clock
from tests.snapshots import put_back
from tests.stories.reachable import NEEDS_SCRIPTS
from tests.stories.test_accessibility_of_tasks import WALKS
from tests.web.browse import Browse
from tests.web.faulty import FaultySender
from tests.web.pages.task import act_as
from web.forms.task_forms import FORMS

WITHOUT_A_RULE = {
    "task_answer_request": "one party asks another; what is asked stands on the page",
    "task_complete_municipal_checklist": "each point of the list has its own source",
    "task_complete_regional_checklist": "each point of the list has its own source",
    "task_decide": "the law decides where the agreement names no rules of its own",
    "task_discuss_frame": "the two parties' own agreement asks for it",
    "task_errand": "given by a party beside the process",
    "task_record_information": "what was missing is told on the page",
    "task_record_statement": "the citizen is heard by law",
    "task_record_statement_at_centre": "the citizen is heard by law",
    "task_supply_information": "what is missing is told on the page",
    "task_update_agreement": "the two parties' own agreement asks for it",
}
"""Tasks beside which no words of an agreement stand, and what they rest on."""
NOTHING_TO_GET_WRONG = frozenset(
    {"task_errand", "task_issue_agreement", "task_send_final_account", "task_send_provisional_account"}
)
"""Tasks that any answer does, an empty one too."""


@dataclass
class Seen:
    """What was seen of each task while cases were walked."""

    pages: dict[str, lxml.html.HtmlElement] = field(default_factory=dict)
    """As a client without scripts gets them."""
    faults: dict[str, list[str]] = field(default_factory=dict)
    """What is not told, or is lost, when the form is sent with faults in it."""


@pytest.fixture
def seen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Filled in while cases are walked."""
    seen = Seen()
    complete = ClosingWalk.complete

    def looked_at(walk, task, answers, actor):
        if task.element_id not in seen.pages:
            browse = Browse(app)
            act_as(browse, actor)
            page = browse.client.get(f"/opgaver/{task.id}").data
            seen.pages[task.element_id] = lxml.html.document_fromstring(page)
            if task.element_id not in NOTHING_TO_GET_WRONG:
                seen.faults[task.element_id] = FaultySender(browse, task.id).faults(monkeypatch)
        complete(walk, task, answers, actor)

    monkeypatch.setattr(ClosingWalk, "complete", looked_at)
    return seen


def _needs_scripts(page: lxml.html.HtmlElement) -> bool:
    (form,) = page.xpath("//form[@data-task]")
    sends = form.xpath(".//*[contains(@class, 'task-actions')]//button[@type='submit' and not(@formaction)]")
    return form.get("method") != "post" or len(sends) != 1 or bool(page.xpath(NEEDS_SCRIPTS))


def _says_why(page: lxml.html.HtmlElement) -> bool:
    return bool(page.xpath("//aside//summary[contains(., 'Hvorfor skal det gøres?')]/..//*[@class='source']"))


def test_every_task_is_done_without_scripts_says_why_and_tells_all_that_is_wrong_at_once(
    seen, fresh_field, clock: Clock
):
    for walk in WALKS:
        fresh_field()
        walk(clock)

    assert set(seen.pages) == set(FORMS)
    assert [name for name, page in seen.pages.items() if _needs_scripts(page)] == []
    silent = {name for name, page in seen.pages.items() if not _says_why(page)}
    assert sorted(silent) == sorted(WITHOUT_A_RULE)
    assert {name: faults for name, faults in seen.faults.items() if faults} == {}


@pytest.fixture
def fresh_field(migrated_file, files, seeds, clock: Clock):
    """Connects a database with the field in it, another one each time, on the first day."""
    hold_master_keys(MASTER_KEY)

    def connected_anew() -> None:
        clock.set(START)
        put_back(files.connect(migrated_file), seeds)

    return connected_anew
