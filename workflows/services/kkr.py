"""KKR's recommendation of another model for the closing of a regional standalone offer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from db.session import transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.errors import Refused
from workflows.processes.closing.decision import keep_rule
from workflows.processes.closing.facts import closing_of
from workflows.processes.step import Step
from workflows.rules.agreement_types import Method
from workflows.rules.closing.manual import KKR_SOURCE
from workflows.services.corrections import require_in_case
from workflows.services.stepping import begin, lock_case
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


def may_recommend(step: Step) -> bool:
    """Whether KKR may recommend another model for this closing."""
    closing = closing_of(step)
    rules = step.agreement.closing_rules
    rule = rules.get((step.operator().kind, closing.structure))
    return rule is not None and rule.method is Method.REGION_OFFERS and not closing.closed_by_authority


def _check(step: Step) -> None:
    if not may_recommend(step):
        raise Refused(ONLY_REGIONAL, rule="syddanmark-2025-2026, bilag 5")
    if step.case.status is not CaseStatus.RUNNING:
        raise Refused("Sagen er afsluttet.")
