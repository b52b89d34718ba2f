"""KKR's recommendation of another model for the closing of a regional standalone offer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.case import Case
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import NotFound, Refused
from workflows.processes.closing.decision import keep_rule
from workflows.processes.closing.facts import closing_of
from workflows.processes.step import Step
from workflows.rules.closing.manual import KKR_SOURCE
from workflows.services.casework.sight import require_in_case
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import CaseStatus, EventKind

ONLY_REGIONAL = "KKR kan kun anbefale en anden model, når en region lukker et selvstændigt tilbud."


def record_recommendation(case_id: UUID, answers: Mapping[str, Any], actor: Actor) -> None:
    """Record the own share and the key that KKR recommends in place of the agreement's rule.

    `answers` are own_share_percent, key and reason, as where the secretariat sets a rule. Raises InputError,
    NotAllowed, and Refused where the agreement gives KKR no such say. Rule: syddanmark-2025-2026, bilag 5.
    """
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.CLOSING_RULE_SET)
        _check(step)
        keep_rule(step, answers)
        closing = closing_of(step)
        text = f"KKR anbefaler egenandel {closing.manual_rate} % og en anden nøgle: {closing.manual_reason}"
        step.note(EventKind.STEP, text, source=KKR_SOURCE)


def require_recommendable(case_id: UUID, actor: Actor) -> None:
    """Raises NotFound, NotAllowed, or Refused in words, where a recommendation can't be recorded."""
    with reading() as session:
        case = session.scalars(select(Case).where(Case.id == case_id)).one_or_none()
        if case is None:
            raise NotFound("Sagen findes ikke.")
        step = begin(session, case, now(), actor)
        require_in_case(step, Permission.CLOSING_RULE_SET)
        _check(step)


def _check(step: Step) -> None:
    closing = closing_of(step)
    may = step.agreement.kkr_may_recommend(
        operator_kind=step.operator().kind,
        structure=closing.structure,
        closed_by_authority=closing.closed_by_authority,
    )
    if not may:
        raise Refused(ONLY_REGIONAL, rule="syddanmark-2025-2026, bilag 5")
    if step.case.status is not CaseStatus.RUNNING:
        raise Refused("Sagen er afsluttet.")
