"""Three closings of the demonstration: in its hearing, before its account, and at the business committee."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.case import Task
from db.models.offer import Offer
from db.session import reading
from workflows.clock import today
from workflows.rules.account_form import LINES, LineGroup
from workflows.rules.agreements import agreement
from workflows.services.casework.hearings import record_answers
from workflows.services.casework.taskpage import show_task
from workflows.services.closing.closings import open_closing
from workflows.services.demonstration.demo_meetings import conclude_today
from workflows.services.demonstration.demo_users import actor, ago, complete, open_task
from workflows.vocabulary import AgreementId, HearingPosition, TaskStatus

VEJLE = ("anne@vejle.example", "630")
REGION = ("gitte@region-syddanmark.example", "1083")
SDF = ("birgit@socialsekretariatet.example", "sdf-syddanmark")
ODENSE_DIRECTOR = ("direktoer@odense.example", "461")
LATE = 100
"""Days; longer than the three months that there are for a provisional account."""


def fill() -> None:
    """Walk three closings; the organisations and people of the demonstration are there."""
    _case_in_hearing()
    _case_before_the_account()
    _case_at_the_committee()


def decision_day() -> date:
    """The day of a decision: today, or the last day of the demonstration's agreement when that is over."""
    return min(today(), agreement(AgreementId.SYDDANMARK_2025_2026.value).in_force_to)


def _case_in_hearing() -> None:
    case_id = open_case(VEJLE, "Dagtilbuddet Broen", "Belægningen er faldet tre år i træk, og bygningen er nedslidt.")
    complete(case_id, "task_answer_hearing", ODENSE_DIRECTOR, {"position": HearingPosition.NO_OBJECTION})


def _case_before_the_account() -> None:
    """Decided so long ago that its account is late."""
    with ago(LATE + 44):
        case_id = open_case(REGION, "Specialbørnehjemmet Havrekær", "Bygningen kan ikke længere bruges sikkert.")
    with ago(LATE + 30):
        _answer(case_id)
    with ago(LATE + 12):
        _conclude(case_id)
    with ago(LATE):
        _decide(case_id, REGION)


def _case_at_the_committee() -> None:
    reasons = "Kommunerne visiterer ikke længere til tilbuddet."
    with ago(58):
        case_id = open_case(REGION, "Kommunikationscenter Strandengen", reasons)
    with ago(43):
        _answer(case_id)
    _conclude(case_id)
    _decide(case_id, REGION)
    revenue, costs = ("12500000", "7450000"), ("12500000", "9120000")
    complete(case_id, "task_enter_provisional_account", REGION, account_of(case_id, revenue, costs, "380000"))


def open_case(operator: tuple[str, str], offer: str, reasons: str) -> UUID:
    """A closing of an offer that its operator opens today, with a hearing of three weeks."""
    answers = {
        "offer_id": str(_offer_id(offer)),
        "moving_or_merging": False,
        "consequences_for_others": True,
        "expected_decision_on": decision_day().isoformat(),
        "hearing_deadline": (today() + timedelta(days=21)).isoformat(),
        "reasons": reasons,
    }
    return open_closing(answers, actor(operator))


def _answer(case_id: UUID) -> None:
    """Let all members answer."""
    with reading() as session:
        waiting = select(Task.organisation_id).where(Task.case_id == case_id, Task.status == TaskStatus.OPEN)
        members = list(session.scalars(waiting))
    answers: dict[UUID, dict[str, Any]] = {one: {"position": HearingPosition.NO_OBJECTION} for one in members}
    answers[members[0]] = {"position": HearingPosition.AGAINST, "text": "Pladserne er de eneste i den del af regionen."}
    answers[members[1]] = {
        "position": HearingPosition.REMARKS,
        "text": "Flytningen bør aftales med den enkelte borger.",
    }
    record_answers(case_id, answers, actor(SDF))


def _conclude(case_id: UUID) -> None:
    """Let the body conclude at its meeting."""
    conclude_today(case_id, "task_conclude_hearing", {"should_close": "yes", "text": "Taget til efterretning."})


def _decide(case_id: UUID, operator: tuple[str, str]) -> None:
    """Let the operator decide."""
    decision = {
        "outcome": "close",
        "decided_on": decision_day().isoformat(),
        "last_day": (today() + timedelta(days=90)).isoformat(),
        "consequences_for_others": True,
    }
    complete(case_id, "task_record_decision", operator, decision)


def account_of(case_id: UUID, revenue: tuple[str, str], costs: tuple[str, str], carried: str) -> dict[str, Any]:
    """An account with one line of revenue and one of costs, and the key as it is registered."""
    facts = show_task(open_task(case_id, "task_enter_provisional_account").id, actor(REGION)).facts
    lines = {line.key: {"budget": "0", "account": "0"} for line in LINES}
    lines["revenue"] = {"budget": revenue[0], "account": revenue[1]}
    staff = next(line.key for line in LINES if line.group is LineGroup.COSTS)
    lines[staff] = {"budget": costs[0], "account": costs[1]}
    return {
        "year": (today() + timedelta(days=90)).year,
        "months": 8,
        "lines": lines,
        "carried_forward_offer": carried,
        "key": [
            {
                "organisation_id": str(row.organisation_id),
                "year_minus_2": f"{row.year_minus_2:f}",
                "year_minus_1": f"{row.year_minus_1:f}",
            }
            for row in facts["rows"]
        ],
        "region_others": [{"name": one.name, "basis": f"{one.basis:f}"} for one in facts["others"]],
        "seen_warnings": True,
    }


def _offer_id(name: str) -> UUID:
    with reading() as session:
        return session.scalars(select(Offer.id).where(Offer.name == name)).one()
