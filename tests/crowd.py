"""Thousands of cases at once, put into the tables without walking them: for what lists and sums cost."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, text

from db.models.case import Case, CaseDeadline, CaseParty, Task
from tests.snapshots import connected
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.vocabulary import AgreementId, CaseStatus, Party, Process, TaskStatus

AGREEMENTS = (AgreementId.SYDDANMARK_2025_2026, AgreementId.SYDDANMARK_2016)
MODELS = (Case, CaseParty, CaseDeadline, Task)


def crowd(cases: int, secretary: Actor, operator: Actor, *, every: int = 20, first: int = 0) -> None:
    """Running closings of a secretariat, each with a deadline, an open task and a done one; of `every` so manieth the
    operator is given, of the others it is the secretariat itself. Half of what is open is late."""
    with connected().begin() as connection:
        for start in range(first, first + cases, 2000):
            numbers = range(start, min(start + 2000, first + cases))
            rows = [_case(number, secretary, operator, number % every == 0) for number in numbers]
            for model in MODELS:
                connection.execute(insert(model), [row for one in rows for row in one[model]])
    with connected().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _case(number: int, secretary: Actor, operator: Actor, own: bool) -> dict[type, list[dict[str, Any]]]:
    case_id, due = uuid4(), today() + timedelta(days=number % 60 - 30)
    holder = operator if own else secretary
    parties = [(Party.SECRETARIAT, secretary), *([(Party.OPERATOR, operator)] if own else [])]
    case = {
        "id": case_id,
        "number": f"2026-{number:05}",
        "process": Process.CLOSING.value,
        "agreement_id": AGREEMENTS[number % 2].value,
        "title": f"Lukning {number}",
        "status": CaseStatus.RUNNING,
        "standing": "Afventer driftsherren: Indtast foreløbigt lukkeregnskab",
        "opened_at": now() - timedelta(minutes=number),
        "diagram_hash": "",
        "process_state": "x" * 1000,
    }
    return {
        Case: [case],
        CaseParty: [
            {"case_id": case_id, "party": party, "organisation_id": one.organisation_id} for party, one in parties
        ],
        CaseDeadline: [_deadline(case_id, due)],
        Task: [_task(case, holder, due, TaskStatus.OPEN), _task(case, holder, due, TaskStatus.DONE, number % 40)],
    }


def _deadline(case_id: Any, due: Any) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "case_id": case_id,
        "rule_id": "closing.provisional_account",
        "label": "Foreløbigt lukkeregnskab",
        "start": due - timedelta(days=92),
        "due_on": due,
        "last_working_day": due,
        "explanation": "",
        "source": "syddanmark-2025-2026, bilag 5",
        "computed_at": now(),
    }


def _task(case: dict[str, Any], holder: Actor, due: Any, status: TaskStatus, days: int = 0) -> dict[str, Any]:
    done = status is TaskStatus.DONE
    return {
        "id": uuid4(),
        "case_id": case["id"],
        "engine_id": status.value,
        "element_id": "task_enter_provisional_account",
        "label": "Indtast foreløbigt lukkeregnskab",
        "process": Process.CLOSING.value,
        "agreement_id": case["agreement_id"],
        "case_number": "",
        "lane": Party.OPERATOR,
        "organisation_id": holder.organisation_id,
        "due_on": due,
        "status": status,
        "opened_at": now() - timedelta(days=days),
        "ended_at": now() if done else None,
    }
