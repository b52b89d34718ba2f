"""The work list and the timers of a case are those of its process, at every step."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from db.models.case import NO_DEADLINE, Case, Task, Timer
from db.session import reading
from tests.closing_walk import STAGES, ClosingWalk
from workflows.clock import now, today
from workflows.engine.runner import Running
from workflows.services.casework.inbox import inbox
from workflows.services.running.stepping import begin, load
from workflows.vocabulary import Party, TaskStatus


def process(walk) -> Running:
    with reading() as session:
        case = session.scalars(select(Case).where(Case.id == walk.case_id).options(undefer(Case.process_state))).one()
        return load(begin(session, case, now(), None))


@pytest.mark.parametrize("stage", STAGES)
def test_rows_are_those_of_the_process(walk_to, stage):
    walk = walk_to(stage)

    running = process(walk)
    with reading() as session:
        timers = {row.engine_id: (row.element_id, row.due_at) for row in session.scalars(select(Timer))}

    assert {task.engine_id for task in walk.open()} == {task.engine_id for task in running.open_tasks()}
    assert timers == {one.engine_id: (one.element_id, one.due_at) for one in running.waiting_timers()}


@pytest.mark.parametrize(
    ("stage", "element", "party"),
    [
        ("heard", "task_record_decision", Party.OPERATOR),
        ("laid", "task_treat_provisional_account", Party.BUSINESS_COMMITTEE),
        ("entered", "task_endorse_account", Party.AUDITOR),
        ("endorsed", "task_treat_final_account", Party.HEARING_BODY),
    ],
)
def test_a_task_waits_for_the_organisation_that_stands_for_its_lane(walk_to, stage, element, party):
    walk = walk_to(stage)

    task = walk.task(element)

    assert (task.lane, task.organisation_id) == (party, walk.party(party).id)


def test_each_member_has_a_row_of_its_own(walk_to):
    walk = walk_to("opened")

    members = {organisation.id for organisation in walk.parties(Party.HEARING_MEMBER)}

    assert {task.organisation_id for task in walk.open("task_answer_hearing")} == members
    assert len(members) == 23


def test_an_ended_row_keeps_when_it_ended_and_how(walk_to, clock):
    walk = walk_to("opened")
    clock.set(today() + timedelta(days=29))
    walk.fire()

    rows = walk.tasks("task_answer_hearing")

    assert {(row.status, row.ended_at) for row in rows} == {(TaskStatus.WITHDRAWN, now())}


def test_an_ended_case_has_neither_tasks_nor_timers(walk_to):
    walk = walk_to("settled")

    with reading() as session:
        assert session.scalars(select(Timer)).all() == []
        assert session.scalars(select(Task).where(Task.status == TaskStatus.OPEN)).all() == []
    assert (walk.case.standing, walk.case.ended_on) == ("Regnskab afsluttet", date(2026, 3, 2))


def test_the_standing_tells_whom_the_case_waits_for(walk_to):
    standing = walk_to("opened").case.standing

    assert "Besvar høringen" in standing
    assert "23" in standing


def test_what_is_due_first_stands_on_top_of_the_work_list(walk_to):
    walk = walk_to("decided")
    ClosingWalk("Dagtilbuddet Broen").opened()

    rows = inbox(walk.operator).rows

    assert [(row.label, row.due_on) for row in rows] == [
        ("Besvar høringen", date(2026, 3, 30)),
        ("Indtast foreløbigt lukkeregnskab", date(2026, 6, 2)),
    ]


def test_a_task_without_a_deadline_stands_last_and_shows_none(walk_to):
    walk = walk_to("heard")
    ClosingWalk("Dagtilbuddet Broen").opened()

    assert walk.task("task_record_decision").due_on == NO_DEADLINE
    assert [row.due_on for row in inbox(walk.operator).rows] == [date(2026, 3, 30), None]
