"""A process is started, moved by answers, and ends."""

from datetime import datetime
from decimal import Decimal

import pytest

from tests.engine.support import FUNCTIONS, NEW_YEAR, Calls, Walk, diagram
from workflows.engine.errors import EngineError
from workflows.engine.runner import Running
from workflows.engine.script_engine import ScriptEngine
from workflows.errors import Refused, TaskNotOpen


def test_an_open_task_says_who_does_what_by_when():
    walk = Walk(diagram("report"), decided_on="2026-01-31", published_on="2026-06-01")

    [task] = walk.running.open_tasks()

    assert (task.element_id, task.label, task.lane) == ("task_report", "Indberet", "Driftsherre")
    assert task.documentation == "Skriv årets tal."
    assert task.properties == {"due": "2026-05-01", "rule": "report.due"}
    assert task.data == {"decided_on": "2026-01-31", "published_on": "2026-06-01"}
    assert task.item is None


def test_a_task_is_completed_once():
    walk = Walk(diagram("agreement"))
    task = walk.task("task_propose")
    walk.answer("task_propose")

    with pytest.raises(TaskNotOpen, match="allerede udført"):
        walk.running.complete(task.engine_id, {}, NEW_YEAR)

    assert walk.open == ["task_answer_municipality", "task_answer_region"]
    assert walk.running.state()


@pytest.mark.parametrize("engine_id", ["", "not an id", "00000000-0000-0000-0000-000000000000"])
def test_a_task_that_never_was_is_not_open(engine_id):
    with pytest.raises(TaskNotOpen):
        Walk(diagram("agreement")).running.complete(engine_id, {}, NEW_YEAR)


def test_a_step_that_is_not_a_persons_cannot_be_completed():
    walk = Walk(diagram("report"), decided_on="2026-01-31", published_on="2026-06-01")
    [timer, *_] = walk.running.waiting_timers()

    with pytest.raises(TaskNotOpen):
        walk.running.complete(timer.engine_id, {}, NEW_YEAR)


def test_the_course_names_each_element_as_often_as_it_was_passed():
    walk = Walk(diagram("rounds"))

    walk.answer("task_round", more=True)
    walk.answer("task_round", more=False)

    assert walk.running.passed == [
        "start_rounds",
        *("task_round", "gateway_more"),
        *("task_round", "gateway_more", "end_rounds"),
    ]
    assert walk.running.ended
    assert walk.running.end_event == "end_rounds"
    assert walk.running.current == []


def test_while_the_process_runs_it_stands_somewhere_and_has_no_end():
    walk = Walk(diagram("agreement"))
    walk.answer("task_propose")
    walk.answer("task_answer_region", region="yes")

    assert walk.running.current == ["task_answer_municipality", "gateway_both_answered"]
    assert not walk.running.ended
    assert walk.running.end_event is None


def test_a_terminating_end_withdraws_what_is_open():
    walk = Walk(diagram("withdrawal"))

    walk.answer("task_withdraw")

    assert walk.open == []
    assert walk.running.ended
    assert walk.running.end_event == "end_withdrawn"


def test_a_cancelled_process_leaves_nothing_open_anywhere():
    walk = Walk(
        diagram("consultation", "consultation/consultation.bpmn", "shared/hearing_round.bpmn"),
        members=["Odense", "Vejle"],
        due_on="2026-03-01",
        slow_on="2026-02-01",
    )

    walk.cancel()
    walk.at("2027-01-01")

    assert (walk.open, walk.due, walk.calls.made) == ([], {}, [])
    assert walk.running.ended
    assert walk.running.end_event is None


def test_an_operation_reads_the_data_and_gives_more():
    def turn(data):
        return {"turns": data.get("turns", 0) + 1, "enough": data.get("turns") == 2}

    walk = Walk(diagram("treadmill"), {"treadmill.turn": turn})

    assert walk.running.passed.count("service_turn") == 3
    assert walk.running.end_event == "end_stopped"


def test_an_operation_is_given_its_parameters_worked_out():
    walk = Walk(diagram("report"), decided_on="2026-01-31", published_on="2026-06-01")
    walk.at("2026-04-02")
    assert walk.calls.made == [("report.remind", {"which": "first"})]


def test_an_operation_cannot_change_the_data_behind_our_back():
    def turn(data):
        data["enough"] = True

    with pytest.raises(TypeError, match="mappingproxy"):
        Walk(diagram("treadmill"), {"treadmill.turn": turn})


REFUSAL = Refused("Det kan ikke lade sig gøre.", rule="syddanmark-2025-2026, bilag 5")


@pytest.mark.parametrize("error", [REFUSAL, KeyError("basis"), ZeroDivisionError(), NameError("script")])
def test_what_an_operation_raises_comes_out_unchanged(error):
    def turn(data):
        raise error

    with pytest.raises(type(error)) as raised:
        Walk(diagram("treadmill"), {"treadmill.turn": turn})

    assert raised.value is error
    assert raised.traceback[-1].name == "turn"


def test_what_a_function_of_an_expression_raises_comes_out_unchanged():
    def deadline(decided_on):
        raise REFUSAL

    with pytest.raises(Refused) as raised:
        Running.start(
            diagram("report"),
            operations={},
            functions={**FUNCTIONS, "deadline": deadline},
            data={"decided_on": "2026-01-31"},
            now=NEW_YEAR,
        )

    assert raised.value is REFUSAL


def test_after_a_failed_step_the_half_moved_state_cannot_be_kept():
    class Failing(Calls):
        def __getitem__(self, name):
            def operation(data, **parameters):
                raise REFUSAL

            return operation

    walk = Walk(diagram("report"), Failing(), decided_on="2026-01-31", published_on="2026-06-01")
    with pytest.raises(Refused):
        walk.at("2026-04-02")

    with pytest.raises(EngineError, match="go back"):
        walk.running.state()
    with pytest.raises(EngineError, match="go back"):
        walk.running.run(NEW_YEAR)


def test_an_operation_that_is_not_bound_is_named():
    with pytest.raises(EngineError, match=r"service_turn: there is no operation 'treadmill.turn'"):
        Walk(diagram("treadmill"), {})


def test_a_variable_that_is_not_set_is_named_with_its_element():
    walk = Walk(diagram("rounds"))
    with pytest.raises(EngineError, match="gateway_more: 'more == false': the variable 'more' is not set"):
        walk.answer("task_round")


@pytest.mark.parametrize(
    "value",
    [Decimal("1"), 1.5, {"a": 1}, ["a", 1], ("a",), b"a", datetime(2026, 1, 1), 2**53, "a" * 2001, ["a"] * 501],
)
def test_money_and_other_large_things_are_not_task_data(value):
    with pytest.raises(EngineError, match="answer"):
        Walk(diagram("rounds")).answer("task_round", more=True, answer=value)


@pytest.mark.parametrize("name", ["__class__", "two words", "", "lambda", "_hidden"])
def test_only_plain_words_name_task_data(name):
    with pytest.raises(EngineError, match="not the name of a variable"):
        Walk(diagram("rounds"), **{name: "x"})


def test_an_answer_that_is_not_allowed_leaves_the_task_open():
    walk = Walk(diagram("rounds"))
    with pytest.raises(EngineError):
        walk.answer("task_round", more=1.5)
    walk.answer("task_round", more=False)
    assert walk.running.ended


def test_an_operation_may_not_give_money_to_the_task_data():
    with pytest.raises(EngineError, match=r"treadmill.turn gave result a Decimal"):
        Walk(diagram("treadmill"), Calls(turn={"result": Decimal("-3656000")}))


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(EngineError, match="time zone"):
        Walk(diagram("rounds"), now=datetime(2026, 1, 1))


def test_scripts_services_and_unchecked_expressions_are_refused_by_the_engine_itself():
    engine = ScriptEngine({}, {})
    [task] = Walk(diagram("rounds")).running._ready_user_tasks()

    with pytest.raises(EngineError, match="task_round: a script was refused"):
        engine.execute(task, "import os")
    with pytest.raises(EngineError, match="task_round: a service was refused"):
        engine.call_service(task, operation_name="os.system")
    with pytest.raises(EngineError, match="checked by SpiffWorkflow"):
        engine.validate("1")
