"""At the same time, in real threads: exactly one wins where one may, and both where both may."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import func, select

from db.models.case import Case, DiagramVersion, Task
from db.models.document import Delivery, Document
from db.session import reading, transaction
from tests.brake_walk import HOVEDSTADEN_SECRETARIAT, ReevaluationWalk, criteria_entered
from tests.closing_walk import ClosingWalk, person
from tests.referral_walk import ReferralWalk
from tests.takeover_walk import TakeoverWalk
from workflows.errors import InputError, Refused, TaskNotOpen
from workflows.services.casework.calling_off import call_off
from workflows.services.casework.tasks import complete_task
from workflows.services.emergency_brake.specialised_lists import add_entry, current_list
from workflows.services.papers.documents import open_document, render_document
from workflows.services.running.stepping import begin, lock_case
from workflows.services.running.timers import due_timers, fire
from workflows.vocabulary import CaseStatus, EventKind, TaskStatus

DECISION = {
    "outcome": "close",
    "decided_on": "2026-03-02",
    "last_day": "2026-06-30",
    "consequences_for_others": True,
}


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What calls give or raise that begin at the same moment, each in its thread."""
    barrier, outcomes = Barrier(len(calls)), [None] * len(calls)

    def run(number: int, call: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            outcomes[number] = call()
        except Exception as error:  # What a thread raises is its outcome.
            outcomes[number] = error

    threads = [Thread(target=run, args=numbered) for numbered in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def refusals(outcomes) -> list[type]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]


def test_of_two_who_complete_a_task_at_once_one_is_told_that_it_is_done(walk_to):
    walk = walk_to("heard")
    task = walk.task("task_record_decision")
    people = walk.operator, person("byraad@vejle.example", "630")

    outcomes = at_once(
        *(lambda who=who: complete_task(task.id, revision=task.revision, answers=DECISION, actor=who) for who in people)
    )

    assert refusals(outcomes) == [TaskNotOpen]
    assert len(walk.documents("closing_notice")) == 1
    assert len([event for event in walk.events if event.kind is EventKind.TASK_DONE]) == 25
    assert walk.waits_for == {"task_enter_provisional_account"}


def test_members_answer_a_hearing_at_the_same_time(walk_to):
    walk = walk_to("opened")
    tasks = walk.open("task_answer_hearing")[:4]

    outcomes = at_once(
        *(
            lambda task=task: complete_task(
                task.id, revision=1, answers={"position": "no_objection"}, actor=walk.doer(task)
            )
            for task in tasks
        )
    )

    assert outcomes == [walk.case_id] * 4
    assert len(walk.open("task_answer_hearing")) == 19
    assert len(walk.journal) == len({entry.position for entry in walk.journal})


def test_a_timer_that_two_runners_fire_at_once_fires_once(walk_to, clock):
    walk = walk_to("decided")
    clock.set(date(2026, 5, 3))
    (timer_id,) = due_timers()

    outcomes = at_once(lambda: fire(timer_id), lambda: fire(timer_id), lambda: fire(timer_id))

    assert sorted(outcomes) == [False, False, True]
    assert len(walk.notices) == 1


def test_a_timer_and_a_person_meet_in_one_case(walk_to, clock):
    """The hearing's deadline passes while the last member answers: one of the two closes it."""
    walk = walk_to("opened")
    clock.set(date(2026, 3, 31))
    (last_day, *_others) = due_timers()
    task = walk.open("task_answer_hearing")[0]

    outcomes = at_once(
        lambda: fire(last_day),
        lambda: complete_task(task.id, revision=1, answers={"position": "no_objection"}, actor=walk.doer(task)),
    )

    walk.fire()
    assert refusals(outcomes) == [TaskNotOpen]
    assert len(walk.documents("hearing_summary")) == 1
    assert walk.waits_for == {"task_conclude_hearing"}


def test_calling_off_and_deciding_at_once_ends_with_the_case_called_off(walk_to):
    walk = walk_to("heard")
    task = walk.task("task_record_decision")

    outcomes = at_once(
        lambda: complete_task(task.id, revision=1, answers=DECISION, actor=walk.operator),
        lambda: call_off(walk.case_id, reason="Byrådet har fundet midlerne.", actor=walk.operator),
    )

    assert refusals(outcomes) in ([], [TaskNotOpen])
    assert walk.case.status is CaseStatus.CALLED_OFF
    assert not walk.open()
    assert not walk.timers


def test_the_first_two_cases_of_a_year_are_opened_at_once(seeded):
    walks = [ClosingWalk("Bofællesskabet Åbrinken"), ClosingWalk("Dagtilbuddet Broen")]

    outcomes = at_once(*(walk.opened for walk in walks))

    assert refusals(outcomes) == []
    assert sorted(walk.case.number for walk in walks) == ["2026-0001", "2026-0002"]
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(DiagramVersion)) == 1


def test_a_form_that_is_sent_twice_opens_one_case(seeded):
    walks = [ClosingWalk(), ClosingWalk()]

    outcomes = at_once(*(walk.opened for walk in walks))

    assert refusals(outcomes) == [Refused]
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1


def test_those_who_open_cases_of_one_municipality_at_once_do_not_wait_for_each_other_in_a_ring(seeded):
    closings = [ClosingWalk("Bofællesskabet Åbrinken"), ClosingWalk("Dagtilbuddet Broen")]
    takeovers = [TakeoverWalk("Botilbuddet Engdraget"), TakeoverWalk("Botilbuddet Engdraget")]
    years = date(2028, 6, 1), date(2032, 6, 1)

    outcomes = at_once(
        *(walk.opened for walk in closings),
        *(lambda walk=walk, on=on: walk.opened(on) for walk, on in zip(takeovers, years, strict=True)),
    )

    assert refusals(outcomes) == []


def test_a_centre_and_a_municipality_that_open_a_referral_of_one_citizen_at_once_open_one(seeded):
    walks = [ReferralWalk(), ReferralWalk()]
    sides = walks[0].centre, walks[1].municipality

    outcomes = at_once(*(lambda walk=walk, by=by: walk.opened(by=by) for walk, by in zip(walks, sides, strict=True)))

    assert refusals(outcomes) == [Refused]
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1


def test_a_year_is_evaluated_in_one_case_also_when_two_open_it_at_once(seeded):
    walks = [ReevaluationWalk(), ReevaluationWalk()]
    criteria_entered(walks[0].secretariat)

    outcomes = at_once(*(walk.opened for walk in walks))

    assert refusals(outcomes) == [Refused]
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1


def test_an_offer_stands_on_the_list_once_also_when_two_enter_it_at_once(seeded):
    secretariat, day = person(*HOVEDSTADEN_SECRETARIAT), date(2026, 3, 2)
    entry = {"name": "Nyhuset", "area": "adults", "valid_from": day.isoformat(), "reason": "Opfylder kriterierne."}

    outcomes = at_once(*(lambda: add_entry("hovedstaden-2019-2020", entry, secretariat) for _ in range(3)))

    assert refusals(outcomes) == [InputError, InputError]
    names = [row.name for row in current_list("hovedstaden-2019-2020", day)]
    assert names.count("Nyhuset") == 1


def test_two_who_open_a_document_at_once_leave_one_receipt(walk_to):
    walk = walk_to("decided")
    notice = walk.document("closing_notice")
    with transaction() as session:
        render_document({"document_id": str(notice.id)})(session)
    kolding = person("direktoer@kolding.example", "621")

    outcomes = at_once(*(lambda: open_document(notice.id, kolding) for _ in range(3)))

    assert refusals(outcomes) == []
    assert len([event for event in walk.events if event.kind is EventKind.DOCUMENT_READ]) == 1


def test_a_receiver_who_is_added_while_the_bytes_are_made_is_not_left_out(walk_to):
    walk = walk_to("decided")
    notice = walk.document("closing_notice")
    keep = render_document({"document_id": str(notice.id)})

    with transaction() as session:
        step = begin(session, lock_case(session, walk.case_id), walk.case.opened_at, None)
        thread = Thread(target=lambda: in_transaction(keep))
        thread.start()
        step.send(session.get_one(Document, notice.id), [walk.organisation("791")])
        session.flush()
    thread.join()

    with reading() as session:
        delivered = session.scalars(select(Delivery.delivered_at).where(Delivery.document_id == notice.id)).all()
    assert len(delivered) == 3
    assert all(delivered)


def in_transaction(keep) -> None:
    with transaction() as session:
        keep(session)


@pytest.mark.parametrize("rounds", [5])
def test_the_work_list_is_whole_after_many_have_worked_at_once(walk_to, rounds):
    walk = walk_to("opened")

    for _ in range(rounds):
        tasks = walk.open("task_answer_hearing")[:3]
        twice = [task for task in tasks for _ in range(2)]
        outcomes = at_once(
            *(
                lambda task=task: complete_task(
                    task.id, revision=1, answers={"position": "no_objection"}, actor=walk.doer(task)
                )
                for task in twice
            )
        )
        assert refusals(outcomes) == [TaskNotOpen] * 3

    with reading() as session:
        done = select(func.count()).select_from(Task).where(Task.status == TaskStatus.DONE)
        assert session.scalar(done) == rounds * 3
    assert len(walk.open("task_answer_hearing")) == 23 - rounds * 3
