"""Rows of cases with a task each, for lists of thousands: written at once, no process behind them."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from db.models.case import Case, CaseParty, Task
from workflows.clock import now, today
from workflows.vocabulary import AgreementId, Party, Priority, Process, TaskStatus

ELEMENTS = {
    Process.CLOSING: ("task_record_decision", Party.OPERATOR),
    Process.TAKEOVER: ("task_declare_takeover", Party.MUNICIPALITY),
    Process.EMERGENCY_BRAKE: ("task_nominate", Party.OPERATOR),
}


def rows_of_case(number: int, organisation_id: UUID, seen_by_id: UUID) -> dict[type, list[dict[str, Any]]]:
    """A case of an organisation that another sees all of, with one open task: a mixture that depends on the number."""
    case_id, process = uuid4(), list(ELEMENTS)[number % 3]
    element, lane = ELEMENTS[process]
    agreement = list(AgreementId)[number % 5].value
    of_case = {"process": process.value, "agreement_id": agreement}
    case = {
        "id": case_id,
        "number": f"2025-{number:06}",
        "title": f"Sag {number}",
        "opened_at": now() - timedelta(minutes=number),
        "diagram_hash": "",
        "process_state": "x",
    }
    task = {
        "case_id": case_id,
        "engine_id": "1",
        "element_id": element,
        "label": "Opgave",
        "lane": lane,
        "organisation_id": organisation_id,
        "municipality_id": organisation_id,
        "case_number": case["number"],
        "priority": list(Priority)[min(number % 10, 2)],
        "due_on": today() + timedelta(days=number * 7919 % 400 - 50),
        "status": TaskStatus.OPEN,
        "opened_at": case["opened_at"],
    }
    parties = ((lane, organisation_id), (Party.SECRETARIAT, seen_by_id))
    return {
        Case: [case | of_case],
        CaseParty: [{"case_id": case_id, "party": party, "organisation_id": one} for party, one in parties],
        Task: [task | of_case],
    }
