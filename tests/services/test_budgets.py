"""What a step and a list cost: statements, commits, and the indexes that lists stand on."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from db.models.case import NO_DEADLINE, Case, CaseParty, Task, Timer
from db.models.organisation import BodyMember, Organisation
from db.models.work import Job
from db.session import transaction
from tests.closing_walk import EXAMPLE_1, EXAMPLE_2, EXAMPLE_3, ClosingWalk, Figures
from tests.snapshots import connected
from tests.statements import asked
from workflows.clock import now
from workflows.errors import NotFound
from workflows.services.casework import task_scopes
from workflows.services.casework.cases import list_cases
from workflows.services.casework.inbox import inbox
from workflows.services.running import jobs
from workflows.services.running.cursors import Cursor
from workflows.services.running.timers import due_timers
from workflows.vocabulary import CaseStatus, JobStatus, Party, TaskStatus

MOST = 15
"""Statements of a completed task: any task, however much it sets going. Only opening a hearing takes more."""
OPENING = 33
FEW = ("510", "561", "1083")
"""Haderslev, Esbjerg and the region, which is looked up beside the municipalities. Named: the same in each run."""
CASES = 2000
FULL_SCAN = re.compile(r"SCAN \w+$", re.MULTILINE)
"""SQLite's word for reading a table from end to end without an index."""


class Counting(ClosingWalk):
    """A walk that counts the statements and commits of each of its tasks."""

    def __init__(self, offer: str = "Bofællesskabet Åbrinken") -> None:
        super().__init__(offer)
        self.counted: dict[str, list[tuple[int, int]]] = {}

    def complete(self, task, answers, actor):
        with asked() as seen:
            super().complete(task, answers, actor)
        self.counted.setdefault(task.element_id, []).append((len(seen.statements), seen.commits))


def of_its_own(clock) -> Counting:
    """Each member answers, a change is told, and both accounts are sent."""
    walk = Counting().opened()
    for task in walk.open("task_answer_hearing"):
        walk.complete(task, {"position": "no_objection"}, walk.doer(task))
    walk.concluded().decided().enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()
    walk.follow("change").follow("final").enter("final", EXAMPLE_1).endorse().treat_final()
    return walk.send_final()


def in_a_unit_with_every_round(clock) -> Counting:
    """The body objects, the decision is dated before it, and each account is sent back and made again."""
    walk = Counting("Botilbuddet Fjordglimt").opened()
    clock.forward(days=8)
    walk.answered().concluded(should_close="no").do("task_state_consequences", {"text": "Et tab."})
    walk.concluded("task_conclude_consequences").decided(date(2026, 3, 3))
    walk.enter("provisional", EXAMPLE_2).treat_provisional(taken_note=False)
    walk.enter("provisional", EXAMPLE_2).treat_provisional().send_provisional().follow("replace")
    walk.enter("provisional", EXAMPLE_2).treat_provisional().send_provisional().follow("final")
    walk.enter("final", EXAMPLE_2).endorse(endorsed=False).enter("final", EXAMPLE_2, waived=True).endorse()
    return walk.treat_final().send_final()


def by_occupancy_days_with_a_buyer_from_another_region(clock) -> Counting:
    """syddanmark-2016."""
    clock.set(date(2016, 5, 2))
    walk = Counting("Botilbuddet Bøgelunden").opened().heard().decided()
    walk.enter("provisional", OF_2016).send_provisional().follow("final")
    return walk.enter("final", OF_2016).send_final()


def decided_under_another_agreement(clock) -> Counting:
    """Expected in 2016 and decided in 2026, when the agreement gives a committee its part."""
    clock.set(date(2016, 12, 12))
    walk = Counting("Botilbuddet Bøgelunden").opened().heard()
    clock.set(date(2026, 3, 4))
    return walk.decided(date(2026, 3, 2))


def of_a_region(clock) -> Counting:
    """The region's other offers take part."""
    walk = Counting("Botilbuddet Kløverbakken").opened().heard().decided()
    return walk.enter("provisional", EXAMPLE_3).treat_provisional().send_provisional()


def borne_by_the_operator(clock) -> Counting:
    """hovedstaden-2019-2020, with a plan of the transition."""
    clock.set(date(2019, 5, 1))
    walk = Counting("Botilbuddet Mosehuset").opened().decided()
    walk.do("task_plan_transition", {"text": "Borgerne flytter i august."})
    return walk.enter("operator", OF_2019, seen_warnings=True)


def closed_by_an_authority(clock) -> Counting:
    """The operator bears the result; the statement goes to the buyers."""
    walk = Counting().opened(closed_by_authority=True, authority="Socialtilsyn Syd").heard().decided()
    return walk.enter("operator", EXAMPLE_1)


def continued(clock) -> Counting:
    """All who were told of the closing are told that the offer goes on."""
    return Counting().opened().heard().decided(outcome="continue")


OF_2016 = Figures({"revenue": ("9400000", "6000000"), "staff": ("9400000", "7470000")})
OF_2019 = Figures({"revenue": ("9000000", "6000000"), "staff": ("9000000", "7250000")})
WALKS = (
    of_its_own,
    in_a_unit_with_every_round,
    by_occupancy_days_with_a_buyer_from_another_region,
    decided_under_another_agreement,
    of_a_region,
    borne_by_the_operator,
    closed_by_an_authority,
    continued,
)


@pytest.mark.parametrize("walked", WALKS, ids=lambda walk: walk.__name__)
def test_a_completed_task_asks_little_of_the_database_and_commits_once(seeded, clock, walked):
    counted = walked(clock).counted

    over = {(element, count) for element, counts in counted.items() for count, _ in counts if count > MOST}
    assert counted
    assert over == set()
    assert {commits for counts in counted.values() for _, commits in counts} == {1}


def test_opening_a_hearing_takes_as_many_statements_for_all_members_as_for_few(seeded):
    for_all = statements_of_opening("Bofællesskabet Åbrinken")
    with transaction() as session:
        others = select(Organisation.id).where(Organisation.code.not_in(FEW))
        session.execute(
            delete(BodyMember).where(BodyMember.organisation_id.in_(others), BodyMember.body_id == sdf(session))
        )

    assert statements_of_opening("Dagtilbuddet Broen") == for_all
    assert for_all <= OPENING


@pytest.fixture
def crowded(seeded):
    """A few thousand cases, most of them of others, and as many tasks, timers and jobs."""
    walk = ClosingWalk()
    mine, other = walk.offer.operator_id, walk.organisation("791").id
    rows = [_rows(number, mine if number % 20 == 0 else other) for number in range(CASES)]
    with connected().begin() as connection:
        for model in (Case, CaseParty, Task, Timer, Job):
            connection.execute(insert(model), [row[model] for row in rows])
    with connected().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return walk.operator


def _rows(number: int, organisation_id):
    case_id, moment = uuid4(), now() - timedelta(minutes=number)
    ended = number % 3 == 0
    return {
        Case: {
            "id": case_id,
            "number": f"2026-{number:05}",
            "process": "closing",
            "agreement_id": "syddanmark-2025-2026",
            "title": f"Lukning af tilbud {number}",
            "opened_at": moment,
            "status": CaseStatus.CLOSED if ended else CaseStatus.RUNNING,
            "ended_on": date(2026, 3, 1) if ended else None,
            "diagram_hash": "",
            "process_state": "x" * 1000,
        },
        CaseParty: {"case_id": case_id, "party": Party.OPERATOR, "organisation_id": organisation_id},
        Task: {
            "case_id": case_id,
            "engine_id": str(number),
            "element_id": "task_record_decision",
            "label": "Registrér beslutningen",
            "process": "closing",
            "agreement_id": "syddanmark-2025-2026",
            "case_number": f"2026-{number:05}",
            "lane": Party.OPERATOR,
            "organisation_id": organisation_id,
            "due_on": NO_DEADLINE,
            "status": TaskStatus.DONE if ended else TaskStatus.OPEN,
            "opened_at": moment,
            "ended_at": moment if ended else None,
        },
        Timer: {
            "case_id": case_id,
            "engine_id": str(number),
            "element_id": "timer_hearing_due",
            "due_at": now() + timedelta(days=number - 5),
        },
        Job: {
            "kind": "render_document",
            "key": str(number),
            "case_id": case_id,
            "payload": {},
            "status": JobStatus.DONE if number > 5 else JobStatus.WAITING,
            "run_after": moment,
        },
    }


LISTS = {
    "my tasks": (inbox, {"ix_task_inbox", "ix_task_ours_holder"}),
    # By the time of opening, or by the organisation's part where the database thinks that it has few.
    "cases": (list_cases, {"ix_case_opened", "ix_case_party_organisation"}),
    "due timers": (lambda _actor: due_timers(), {"ix_timer_due"}),
    "ready jobs": (lambda _actor: jobs.take(), {"ix_job_ready"}),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_stand_on_their_indexes(crowded, name):
    show, indexes = LISTS[name]

    with asked() as seen:
        show(crowded)

    plans = [plan(one, seen.parameters[one]) for one in seen.selects if "ORDER BY" in one]
    assert len(plans) == 1
    assert any(index in plans[0] for index in indexes), plans[0]
    assert not FULL_SCAN.search(plans[0]), plans[0]


def test_a_list_of_cases_goes_on_where_it_stopped(crowded, database, monkeypatch):
    monkeypatch.setattr(task_scopes, "FEW_CASES", 10)
    place = list_cases(crowded).cursor

    with asked() as seen:
        following = list_cases(crowded, cursor=place)

    (found,) = [plan(one, seen.parameters[one]) for one in seen.selects if "ORDER BY" in one]
    goes_on = {
        "sqlite": r"ix_case_opened \(\(opened_at,id\)<\(\?,\?\)\)",
        "postgresql": r"ROW\(.*opened_at, .*id\) < ROW",
    }
    assert len(following.rows) == 50
    assert re.search(goes_on[database], found), found


NO_MOMENT = "2026-03-02T08:00:00_00000000-0000-0000-0000-000000000001"


@pytest.mark.parametrize("place", ["2026-03-02_x", NO_MOMENT, "x", "_"])
def test_a_place_that_is_none_is_not_found(place):
    with pytest.raises(NotFound):
        Cursor.read(place)


@pytest.mark.parametrize("name", ["my tasks", "cases"])
def test_a_list_never_loads_a_process(crowded, name):
    with asked() as seen:
        LISTS[name][0](crowded)

    assert seen.statements
    assert not [statement for statement in seen.statements if "process_state" in statement]


@pytest.mark.parametrize("name", ["my tasks", "cases"])
def test_a_list_takes_as_many_statements_for_many_rows_as_for_few(crowded, name):
    with asked() as seen:
        LISTS[name][0](crowded)

    assert len(seen.statements) <= 3


def statements_of_opening(offer: str) -> int:
    walk = ClosingWalk(offer)
    with asked() as seen:
        walk.opened()
    return len(seen.statements) - sum("number_series" in one or "diagram_version" in one for one in seen.statements)


def sdf(session: Session):
    return session.scalars(select(Organisation.id).where(Organisation.code == "sdf-syddanmark")).one()


def plan(statement: str, parameters) -> str:
    """How the database carries out a statement."""
    ask = "EXPLAIN QUERY PLAN " if connected().dialect.name == "sqlite" else "EXPLAIN "
    with connected().connect() as connection:
        rows = connection.exec_driver_sql(ask + statement.replace("FOR UPDATE SKIP LOCKED", ""), parameters)
        return "\n".join(str(row[-1]) for row in rows)
