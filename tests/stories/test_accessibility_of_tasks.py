"""The page of every task held against WCAG 2.2 AA while cases are walked, in a real browser."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.brake_walk import CLOSE, EXTENDED, REGIONAL, SJAELLAND, BrakeWalk, ReevaluationWalk, criteria_entered, later
from tests.closing_walk import ClosingWalk
from tests.conftest import Clock
from tests.processes.test_brake_paths import linked
from tests.processes.test_closing_paths import borne_by_the_operator, settled_by_hand, settled_with_every_round
from tests.processes.test_takeover_paths import with_every_round
from tests.referral_walk import DECIDES, FRAME, ReferralWalk, collaborate
from tests.services.test_collaboration_agreements import NUMBERS, frame_case, inquire
from tests.snapshots import Snapshot, connected, put_back
from tests.stories.axe import DESK, examine
from tests.stories.conftest import MONDAY
from tests.stories.reachable import share_login
from tests.web.browse import Browse
from tests.web.pages.task import act_as
from web.forms.task_forms import FORMS
from workflows.services.casework.errands import give_errand

pytestmark = pytest.mark.browser


def a_brake_that_ends_in_closing(clock: Clock) -> None:
    """Mapped with data asked for, buyers heard of a longer notice, closed with its knowledge kept, and followed up."""
    walk = BrakeWalk().opened().nominated().assessed().planned().data_asked().data_answered()
    walk.enough_data().pieces_done().focus_followed()
    walk.reported(CLOSE, EXTENDED, available=False, hearing="hold", hearing_deadline=later(28))
    walk.do_all("task_answer_hearing", {"position": "no_objection"})
    walk.do("task_conclude_buyer_hearing", {"outcome": "keep", "text": "Ingen er imod."})
    linked(walk.treated().decided().knowledge_agreed()).followed_up()


def a_regional_brake(clock: Clock) -> None:
    """The region takes part in the decision."""
    walk = BrakeWalk(REGIONAL).opened().nominated().assessed().mapped().reported().treated()
    walk.region_viewed("remarks", "Regionen bærer en del selv.")


def a_task_forces_procedure(clock: Clock) -> None:
    """sjaelland-2018-2019: the secretariat sets the course up."""
    clock.set(date(2018, 9, 3))
    BrakeWalk(SJAELLAND).opened().set_up()


def a_reevaluation(clock: Clock) -> None:
    """Demand asked for, all evaluated, the list adopted."""
    walk = ReevaluationWalk()
    criteria_entered(walk.secretariat)
    walk.opened().answered().selected().evaluated().proposed().adopted()


def a_referral_that_the_municipality_decides(clock: Clock) -> None:
    """An errand is done beside it; something is missing from both, the citizen is heard, and the effort is followed."""
    walk = ReferralWalk().opened().started()
    errand = give_errand(
        walk.case_id,
        title="Send audiogrammet",
        text="Det fra i fjor.",
        organisation_id=walk.municipality_org.id,
        person_id=None,
        due_on=None,
        actor=walk.centre,
    )
    walk.complete(next(task for task in walk.open() if task.id == errand), {}, walk.municipality)
    walk.named().reported().missing("citizen").recorded().missing("centre")
    walk.do("task_supply_information", {"supplied": True, "text": "Vedlagt."})
    walk.informed().heard().do("task_record_statement", {"answered": True, "text": "Ja."})
    walk.decided().do("task_follow_effort", {"next_step": "end", "on": "2026-03-02", "text": "Slut."})


def a_referral_that_the_centre_decides(clock: Clock) -> None:
    """By a collaboration agreement, whose frame is discussed when it grows."""
    collaborate(DECIDES, **FRAME)
    walk = ReferralWalk().opened().started().named().reported().heard("task_decide_at_centre")
    walk.do("task_record_statement_at_centre", {"answered": True, "text": "Ja."}).decided("task_decide_at_centre")
    for number in NUMBERS[1:3]:
        inquire(number)
    frame_case().do("task_discuss_frame", {"discussed_on": "2026-03-02", "text": "Rammen hæves."})


WALKS: tuple[Callable[[Clock], object], ...] = (
    settled_with_every_round,
    borne_by_the_operator,
    settled_by_hand,
    with_every_round,
    a_brake_that_ends_in_closing,
    a_regional_brake,
    a_task_forces_procedure,
    a_reevaluation,
    a_referral_that_the_municipality_decides,
    a_referral_that_the_centre_decides,
)


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    context = chromium.new_context(viewport=DESK, base_url=server, locale="da-DK")
    yield context.new_page()
    context.close()


@pytest.fixture
def found(app: Flask, page: Page, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The faults of each task's page, filled in while cases are walked: a page is examined before it is completed."""
    found: dict[str, list[str]] = {}
    complete = ClosingWalk.complete

    def examined(walk, task, answers, actor):
        if task.element_id not in found:
            browse = Browse(app)
            act_as(browse, actor)
            share_login(browse, page)
            found[task.element_id] = examine(page, f"/opgaver/{task.id}")
        complete(walk, task, answers, actor)

    monkeypatch.setattr(ClosingWalk, "complete", examined)
    return found


def test_no_task_is_inaccessible(found, fresh, seeds: Snapshot):
    for walk in WALKS:
        with time_machine.travel(MONDAY, tick=True) as traveller:
            fresh()
            put_back(connected(), seeds)
            walk(Clock(traveller))

    assert set(found) == set(FORMS)
    assert "\n".join(fault for faults in found.values() for fault in faults) == ""
