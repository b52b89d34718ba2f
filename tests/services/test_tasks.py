"""Doing a task: once, by who may, on what one has seen; a draft, a colleague."""

import pytest

from tests.closing_walk import EXAMPLE_1, colleague, person
from workflows.errors import InputError, NotAllowed, NotFound, Refused, TaskNotOpen
from workflows.processes.operations import ANSWERS
from workflows.rules.unfinished import Unfinished
from workflows.services.casework.handing_over import colleagues, hand_over
from workflows.services.casework.tasks import complete_task, keep_draft
from workflows.vocabulary import EventKind, Role, TaskStatus

DECISION = {
    "outcome": "close",
    "decided_on": "2026-03-02",
    "last_day": "2026-06-30",
    "consequences_for_others": True,
}


@pytest.fixture
def heard(walk_to):
    """A closing that waits for the operator's decision."""
    return walk_to("heard")


def decide(walk, actor=None, revision: int = 1, answers=DECISION):
    task = walk.tasks("task_record_decision")[0]
    return complete_task(task.id, revision=revision, answers=answers, actor=actor or walk.operator)


def test_a_task_can_be_completed_once(heard):
    other = person("byraad@vejle.example", "630")
    decide(heard)

    with pytest.raises(TaskNotOpen, match="ikke sendt"):
        decide(heard, other)

    done = [event for event in heard.events if event.element_id == "task_record_decision"]
    assert {event.person_id for event in done} == {heard.operator.person_id}
    assert len(heard.documents("closing_notice")) == 1


def test_a_completed_task_tells_who_did_it_when_and_for_whom(heard, clock):
    clock.forward(hours=3)

    decide(heard)

    task = heard.tasks("task_record_decision")[0]
    (event,) = [event for event in heard.events if event.kind is EventKind.TASK_DONE and event.text == task.label]
    assert (task.status, task.ended_by_id) == (TaskStatus.DONE, heard.operator.person_id)
    assert event.happened_at == task.ended_at
    assert event.organisation_id == heard.operator.organisation_id


def test_answers_that_their_form_does_not_let_through_are_never_taken(heard, monkeypatch):
    with pytest.raises(InputError):
        decide(heard, answers=Unfinished(DECISION))
    # Not even where what reads them forgets to ask.
    monkeypatch.setitem(ANSWERS, "task_record_decision", lambda step, task, answers: {})
    with pytest.raises(InputError):
        decide(heard, answers=Unfinished(DECISION))

    assert heard.waits_for == {"task_record_decision"}


def test_answers_to_an_older_state_of_a_task_are_refused_in_words(heard):
    keep_draft(heard.task("task_record_decision").id, revision=1, draft={"outcome": "close"}, actor=heard.operator)

    with pytest.raises(TaskNotOpen, match="ændret, siden du åbnede"):
        decide(heard)

    assert heard.waits_for == {"task_record_decision"}


def test_answers_that_cannot_stand_change_nothing(heard):
    before = heard.case.process_state

    with pytest.raises(InputError, match="last_day"):
        decide(heard, answers={**DECISION, "last_day": None})

    assert (heard.case.process_state, heard.closing.decided_on) == (before, None)
    assert heard.task("task_record_decision").revision == 1


def test_unknown_answers_are_named(heard):
    with pytest.raises(InputError, match="decidedon: Feltet kendes ikke"):
        decide(heard, answers={**DECISION, "decidedon": "2026-03-02"})


def test_a_task_of_another_organisation_is_not_there(heard):
    with pytest.raises(NotFound):
        decide(heard, person("direktoer@kolding.example", "621"))


def test_a_role_that_gives_no_right_is_told_so(heard):
    with pytest.raises(NotAllowed, match="registrere driftsherrens beslutning"):
        decide(heard, person("oekonomi@vejle.example", "630"))


def test_a_person_acts_with_the_roles_of_the_organisation_they_act_for(heard):
    anne_elsewhere = person("anne@vejle.example", "630")
    stranger = person("gitte@region-syddanmark.example", "1083")

    with pytest.raises(NotFound):
        decide(heard, stranger)
    decide(heard, anne_elsewhere)


def test_a_draft_is_kept_with_its_task_and_gone_when_it_is_done(heard):
    task = heard.task("task_record_decision")

    revision = keep_draft(task.id, revision=1, draft={"outcome": "close"}, actor=heard.operator)
    kept = heard.task("task_record_decision")
    decide(heard, revision=revision)

    assert (kept.draft, kept.revision) == ({"outcome": "close"}, 2)
    assert heard.tasks("task_record_decision")[0].draft is None


def test_a_draft_on_an_older_draft_is_refused(heard):
    task = heard.task("task_record_decision")
    keep_draft(task.id, revision=1, draft={"outcome": "close"}, actor=heard.operator)

    with pytest.raises(TaskNotOpen):
        keep_draft(task.id, revision=1, draft={"outcome": "continue"}, actor=heard.operator)

    assert heard.task("task_record_decision").draft == {"outcome": "close"}


def test_a_handed_over_task_is_done_by_the_colleague_alone(heard):
    task = heard.task("task_record_decision")
    steen = person("byraad@vejle.example", "630")

    hand_over(task.id, revision=1, to_person_id=steen.person_id, reason="Ferie.", actor=heard.operator)

    with pytest.raises(NotAllowed, match="givet til en kollega"):
        decide(heard, revision=2)
    decide(heard, steen, revision=2)
    (event,) = [event for event in heard.events if event.kind is EventKind.HANDED_OVER]
    assert event.text == "»Registrér beslutningen« er givet til Steen Vadgaard: Ferie."


def test_a_task_is_handed_only_to_those_who_may_do_it(heard):
    task, ulla = heard.task("task_record_decision"), person("oekonomi@vejle.example", "630")

    names = [one.name for one in colleagues(task.id)]

    assert names == ["Anne Holmgaard", "Mikkel Toftager", "Steen Vadgaard"]
    with pytest.raises(Refused, match="kollega"):
        hand_over(task.id, revision=1, to_person_id=ulla.person_id, reason="Ferie.", actor=heard.operator)


def test_a_withdrawn_task_takes_no_answers(walk_to):
    walk = walk_to("laid").treat_provisional(taken_note=False)
    old = walk.tasks("task_enter_provisional_account")[0]
    accountant = colleague(old.organisation_id, {Role.ACCOUNTANT})

    with pytest.raises(TaskNotOpen):
        complete_task(old.id, revision=2, answers={}, actor=accountant)

    walk.enter("provisional", EXAMPLE_1)
    assert walk.waits_for == {"task_treat_provisional_account"}
