"""What the pages of a re-evaluation's tasks show."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.case import Task
from db.models.offer import Offer
from db.models.organisation import Organisation
from workflows.processes.pages import facts_for
from workflows.processes.reevaluation.demand import demand_for
from workflows.processes.reevaluation.evaluating import evaluation_of
from workflows.processes.reevaluation.facts import (
    answered,
    criteria,
    evaluations,
    questionnaire,
    reevaluation_of,
    regime_of,
    task_force_name,
)
from workflows.processes.step import Step
from workflows.rules.agreements import run_out
from workflows.vocabulary import OfferStanding


def subject(step: Step) -> dict[str, Any]:
    """What every page of the case shows."""
    return {
        "reevaluation": reevaluation_of(step),
        "agreement": step.agreement,
        "expired": run_out(step.agreement, step.today),
        "regime": regime_of(step),
        "criteria": criteria(step),
        "task_force": task_force_name(step),
        "today": step.today,
    }


@facts_for("task_answer_questionnaire")
def questionnaire_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The listed offers that are asked about."""
    return {**subject(step), "offers": [row for row in evaluations(step) if row.standing is OfferStanding.LISTED]}


def evaluated(step: Step) -> dict[str, Any]:
    """The offers with the demand for each, and what the municipalities proposed."""
    rows = questionnaire(step)
    return {
        "evaluations": evaluations(step),
        "demand": {row.id: demand_for(step, row) for row in evaluations(step)},
        "asked": len(rows),
        "answered": len(answered(rows)),
        "answers": rows,
        "proposals": [(row.organisation.name, one) for row in rows for one in row.proposals],
    }


@facts_for("task_select_offers", "task_evaluate_offer", "task_propose_list", "task_adopt_list")
def evaluation_facts(step: Step, task: Task) -> Mapping[str, Any]:
    """The offers, the demand, and for one evaluation its own offer."""
    own: dict[str, Any] = {}
    if task.element_id == "task_evaluate_offer":
        own = {"evaluation": evaluation_of(step, task.item), "duties": regime_of(step).duties}
    if task.element_id == "task_select_offers":
        own = {"registered": _registered(step)}
    return {**subject(step), **evaluated(step), **own}


def _registered(step: Step) -> list[Offer]:
    """The offers of the region's operators that are registered, so that one can be chosen."""
    code = step.agreement.region_code
    found = select(Offer).join(Organisation, Organisation.id == Offer.operator_id)
    of_region = found.where((Organisation.region_code == code) | (Organisation.code == code))
    return list(step.session.scalars(of_region.options(joinedload(Offer.operator)).order_by(Offer.name)))
