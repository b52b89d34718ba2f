"""The course of a case on its diagrams, also when a part of it is run again by itself."""

from datetime import date

import pytest

from tests.closing_walk import EXAMPLE_1
from tests.takeover_walk import TakeoverWalk
from workflows.errors import NotFound
from workflows.services.casework.courses import course, diagram_xml
from workflows.services.closing.corrections import replace_final_account
from workflows.services.running.runner import work_once


@pytest.fixture
def again(walk_to):
    """A final account that was sent and is being made again."""
    walk = walk_to("settled")
    replace_final_account(walk.case_id, reason="Forkert afskrivning.", actor=walk.operator)
    return walk


def states(walk, process: str) -> dict[str, str]:
    parts = {part.process: part for part in course(walk.case_id, walk.operator).parts}
    return {step.id: step.state for step in parts[process].steps}


def test_what_the_closing_went_through_stays_passed_while_its_final_account_is_made_again(again):
    closing = states(again, "closing")

    assert closing["task_record_decision"] == closing["end_account_settled"] == "passed"
    assert closing["task_state_consequences"] == "unused"
    assert states(again, "hearing")["service_close_hearing"] == "passed"
    assert states(again, "closing_provisional_account")["task_send_provisional_account"] == "passed"


def test_the_case_stands_in_the_final_account_and_in_no_other_part(again):
    shown = course(again.case_id, again.operator)

    assert [part.process for part in shown.parts if part.is_current] == ["closing_final_account"]
    assert states(again, "closing_final_account")["task_enter_final_account"] == "current"
    assert [one.label for one in shown.ahead]


def test_what_is_done_twice_is_counted_twice(again):
    again.enter("final", EXAMPLE_1).endorse().treat_final().send_final()
    work_once()

    parts = {part.process: part for part in course(again.case_id, again.operator).parts}
    times = {step.id: step.times for step in parts["closing_final_account"].steps}
    assert (times["task_enter_final_account"], times["task_send_final_account"]) == (2, 2)
    assert again.case.standing == "Endeligt regnskab sendt"


def test_the_drawing_of_what_has_been_passed_can_be_seen(again):
    assert b"task_record_decision" in diagram_xml(again.case_id, "closing", again.operator)
    with pytest.raises(NotFound):
        diagram_xml(again.case_id, "takeover", again.operator)


def test_a_step_whose_date_has_passed_is_overdue_and_so_is_the_step_that_called_its_diagram(walk_to, clock):
    walk = walk_to("decided")
    clock.set(date(2026, 6, 3))

    late = {
        step.id: step.overdue_since
        for part in course(walk.case_id, walk.operator).parts
        for step in part.steps
        if step.overdue_since
    }

    assert late == {
        "task_enter_provisional_account": date(2026, 6, 2),
        "call_provisional_account": date(2026, 6, 2),
    }


def test_nothing_is_overdue_on_the_day_itself(walk_to, clock):
    walk = walk_to("decided")
    clock.set(date(2026, 6, 2))

    assert not [step for part in course(walk.case_id, walk.operator).parts for step in part.steps if step.overdue_since]


def test_after_the_councils_first_decision_comes_the_declaration_and_not_the_agreement(seeded):
    walk = TakeoverWalk().opened().recommended()

    ahead = [one.label for one in course(walk.case_id, walk.municipality).ahead]

    assert "Meddel overtagelsen til regionsrådet" in ahead
    assert "Udsted aftalen" not in ahead


def test_after_the_councils_approval_of_the_terms_comes_the_agreement(seeded):
    walk = TakeoverWalk().prepared().stated().accepted()

    ahead = [one.label for one in course(walk.case_id, walk.municipality).ahead]

    assert "Udsted aftalen" in ahead
    assert "Meddel overtagelsen til regionsrådet" not in ahead
