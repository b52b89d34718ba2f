"""Taking, laying back, giving and prioritising tasks: by whom, what is told of it, and who was first."""

import pytest

from tests.closing_walk import person
from tests.services.test_concurrency import at_once, refusals
from workflows.errors import NotAllowed, NotFound, Refused, TaskNotOpen
from workflows.services.casework.handing_over import hand_over
from workflows.services.casework.holding import prioritise, release, take, with_each
from workflows.vocabulary import EventKind, Priority

DECISION = "task_record_decision"


@pytest.fixture
def heard(walk_to):
    """A closing that waits for Vejle's decision."""
    return walk_to("heard")


@pytest.fixture
def mikkel(heard):
    return person("sagsbehandler@vejle.example", "630")


@pytest.fixture
def ulla(heard):
    return person("oekonomi@vejle.example", "630")


def told(walk, kind):
    return [event.text for event in walk.events if event.kind is kind]


def test_a_task_is_taken_and_laid_back_and_the_history_says_so(heard, mikkel):
    task = heard.task(DECISION)

    take(task.id, mikkel)
    taken = heard.task(DECISION).assignee_id
    release(task.id, mikkel)

    assert (taken, heard.task(DECISION).assignee_id) == (mikkel.person_id, None)
    assert told(heard, EventKind.TASK_TAKEN) == told(heard, EventKind.TASK_RELEASED) == [f"»{task.label}«"]


def test_of_two_who_take_a_task_at_once_one_has_it_and_the_other_is_told_by_whom(heard, mikkel):
    task, anne = heard.task(DECISION), heard.operator

    outcomes = at_once(lambda: take(task.id, anne), lambda: take(task.id, mikkel))

    holder = {one.person_id: one.name for one in (anne, mikkel)}[heard.task(DECISION).assignee_id]
    assert refusals(outcomes) == [Refused]
    assert [str(one) for one in outcomes if one] == [f"»{task.label}« er taget af {holder}."]
    assert len(told(heard, EventKind.TASK_TAKEN)) == 1


def test_a_role_that_may_not_do_a_task_takes_none(heard, ulla):
    with pytest.raises(NotAllowed):
        take(heard.task(DECISION).id, ulla)


def test_a_task_of_another_organisation_is_not_there_to_be_taken(heard):
    with pytest.raises(NotFound):
        take(heard.task(DECISION).id, person("direktoer@kolding.example", "621"))


def test_a_colleagues_task_is_not_laid_back_for_her(heard, mikkel):
    take(heard.task(DECISION).id, heard.operator)

    with pytest.raises(Refused, match="står til Anne Holmgaard"):
        release(heard.task(DECISION).id, mikkel)


def test_a_task_done_meanwhile_is_told_by_whom(heard, mikkel):
    task = heard.task(DECISION)
    heard.decided()

    with pytest.raises(TaskNotOpen, match=f"imens udført af {heard.operator.name}"):
        take(task.id, mikkel)


def test_who_may_hand_a_task_over_may_prioritise_it(heard, ulla):
    task = heard.task(DECISION)

    prioritise(task.id, Priority.URGENT, ulla)
    prioritise(task.id, Priority.URGENT, ulla)

    assert heard.task(DECISION).priority is Priority.URGENT
    assert told(heard, EventKind.PRIORITISED) == [f"»{task.label}«: haster, før normal"]


def test_an_auditor_prioritises_her_own_task_and_nobody_elses(walk_to):
    walk = walk_to("entered")
    auditor = person("revisor@bakkelund.example", "bakke-lund-revision")

    prioritise(walk.task("task_endorse_account").id, Priority.HIGH, auditor)

    assert walk.task("task_endorse_account").priority is Priority.HIGH
    with pytest.raises(NotFound):
        prioritise(walk.task("task_endorse_account").id, Priority.HIGH, walk.operator)


def test_several_are_taken_each_by_itself(walk_to):
    walk = walk_to("opened")
    tasks = walk.open("task_answer_hearing")
    anne = walk.operator
    (own,) = [task.id for task in tasks if task.organisation_id == anne.organisation_id]
    mikkel = person("sagsbehandler@vejle.example", "630")
    take(own, mikkel)

    outcomes = with_each([task.id for task in tasks], lambda task_id: take(task_id, anne), anne)

    assert [(one.case_number, one.refusal) for one in outcomes] == [
        ("2026-0001", f"»{tasks[0].label}« er taget af Mikkel Toftager.")
    ]


def test_a_task_taken_after_one_chose_whom_to_give_it_stays(heard, mikkel):
    task, steen = heard.task(DECISION), person("byraad@vejle.example", "630")
    take(task.id, mikkel)
    giving = {"revision": None, "to_person_id": steen.person_id, "reason": "Ferie", "actor": heard.operator}

    with pytest.raises(Refused, match="imens taget af Mikkel Toftager"):
        hand_over(task.id, seen={task.id: None}, **giving)
    hand_over(task.id, seen={task.id: mikkel.person_id}, **giving)

    assert heard.task(DECISION).assignee_id == steen.person_id
    assert told(heard, EventKind.HANDED_OVER) == [f"»{task.label}« er givet til {steen.name}: Ferie"]
