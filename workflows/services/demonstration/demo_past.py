"""The demonstration's past: courses that began months ago, so that the overview has something to tell of time.

Each step is walked through the ordinary services on a day of its own; some are in time, some are late.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.case import Task
from db.session import reading
from workflows.clock import today
from workflows.services.casework.hearings import record_answers
from workflows.services.demonstration import demo_closing, demo_referral
from workflows.services.demonstration.demo_meetings import conclude_today
from workflows.services.demonstration.demo_users import actor, ago, complete
from workflows.vocabulary import HearingPosition, TaskStatus

VEJLE, REGION, SDF = demo_closing.VEJLE, demo_closing.REGION, demo_closing.SDF
FU = ("birgit@socialsekretariatet.example", "fu-syddanmark")
CENTRE, GLADSAXE = demo_referral.CENTRE, demo_referral.GLADSAXE


@dataclass(frozen=True)
class Past:
    """A referral of the past: how many days ago it came, and after how many more each step was done."""

    name: str
    cpr: str
    about: str
    came: int
    evaluated: int
    reported: int
    decided: int | None


REFERRALS = (
    Past("Gerda Lis Overmark", "6208521113", "hearing", came=150, evaluated=6, reported=24, decided=17),
    Past("Poul Erik Stjernholm", "7411602225", "sight", came=120, evaluated=12, reported=31, decided=20),
    Past("Inga Margit Toftdahl", "8005483331", "cognition", came=95, evaluated=4, reported=19, decided=26),
    Past("Kaj Henning Fuglsig", "6503714447", "hearing", came=80, evaluated=9, reported=22, decided=15),
    Past("Ebba Sofie Ringgaard", "6912561119", "sight", came=70, evaluated=15, reported=20, decided=None),
)
"""Gladsaxe is to decide within 15 working days; once it did not, and the last one waits beyond that."""
GRANT = {
    "next_step": "decide",
    "outcome": "grant",
    "service": "hjælpemiddel med instruktion",
    "law": "serviceloven",
    "paragraph": "§ 112",
    "extent": "ét hjælpemiddel og to timers instruktion",
    "reasons": "Udredningen viser, at hjælpemidlet afhjælper vanskelighederne i væsentlig grad.",
    "financing": "single",
    "expected_cost": "8200",
}


def fill() -> None:
    """Walk what has happened; the rest of the demonstration is there."""
    _account_sent()
    _account_near()
    for one in REFERRALS:
        _referred(one)


def _account_sent() -> None:
    """A closing whose provisional account was in time, and that now waits for its final account."""
    with ago(235):
        case_id = demo_closing.open_case(REGION, "Botilbuddet Kløverbakken", "Kommunerne har færre i målgruppen.")
    _heard(case_id, first=226, concluded=200)
    _decided(case_id, REGION, 192)
    with ago(116):
        revenue, costs = ("20000000", "10000000"), ("20000000", "12500000")
        account = demo_closing.account_of(case_id, revenue, costs, "1000000")
        complete(case_id, "task_enter_provisional_account", REGION, account)
    with ago(94) as day:
        treated = {"meeting_on": day.isoformat(), "taken_note": True, "text": "Taget til efterretning."}
        complete(case_id, "task_treat_provisional_account", FU, treated)
    with ago(90):
        complete(case_id, "task_send_provisional_account", REGION, {})


def _account_near() -> None:
    """A closing whose provisional account falls due within weeks."""
    with ago(130):
        case_id = demo_closing.open_case(VEJLE, "Botilbuddet Højvang", "Bygningen er nedslidt, pladser står tomme.")
    _heard(case_id, first=120, concluded=91)
    _decided(case_id, VEJLE, 72)


def _heard(case_id: UUID, *, first: int, concluded: int) -> None:
    """The members answer over some weeks, and the body concludes at its meeting."""
    with reading() as session:
        waiting = select(Task.organisation_id).where(Task.case_id == case_id, Task.status == TaskStatus.OPEN)
        members = list(session.scalars(waiting.order_by(Task.id)))
    for at, some in enumerate((members[::3], members[1::3], members[2::3])):
        with ago(first - 7 * at):
            _answer(case_id, some)
    with ago(concluded):
        conclude_today(case_id, "task_conclude_hearing", {"should_close": "yes", "text": "Taget til efterretning."})


def _answer(case_id: UUID, members: Sequence[UUID]) -> None:
    answers: dict[UUID, dict[str, Any]] = {one: {"position": HearingPosition.NO_OBJECTION} for one in members}
    record_answers(case_id, answers, actor(SDF))


def _decided(case_id: UUID, operator: tuple[str, str], days: int) -> None:
    with ago(days) as day:
        decision = {
            "outcome": "close",
            "decided_on": demo_closing.decision_day().isoformat(),
            "last_day": (day + timedelta(days=90)).isoformat(),
            "consequences_for_others": True,
        }
        complete(case_id, "task_record_decision", operator, decision)


def _referred(one: Past) -> None:
    """An inquiry, its evaluation, the report, and the decision where there is one."""
    with ago(one.came):
        case_id = demo_referral.opened(one.name, one.cpr, one.about, "Har brug for hjælp i hverdagen.")
    evaluated = one.came - one.evaluated
    with ago(evaluated):
        demo_referral.started(case_id)
    with ago(evaluated - 5):
        complete(case_id, "task_name_contact", GLADSAXE, {"name": "Yasmin Ebbesen", "phone": "39 57 50 00"})
    reported = evaluated - one.reported
    with ago(reported):
        demo_referral.reported(case_id, one.about, "serviceloven", "§ 112")
    if one.decided is None:
        return
    with ago(reported - 4):
        complete(case_id, "task_check_case", GLADSAXE, {"informed": True})
    with ago(reported - one.decided) as day:
        follow_up = (today() + timedelta(days=240)).isoformat()
        complete(
            case_id,
            "task_decide_referral",
            GLADSAXE,
            GRANT | {"period_from": day.isoformat(), "follow_up_on": follow_up},
        )
