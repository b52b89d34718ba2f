"""What the pages of an emergency brake's tasks show."""

from calendar import isleap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from db.models.case import Task
from db.models.offer import OfferSale
from db.models.organisation import Meeting, Organisation
from workflows.processes.attaching import attached_to
from workflows.processes.decision import decisions_on
from workflows.processes.emergency_brake.deciding import MATTER
from workflows.processes.emergency_brake.development import accounts_plot, occupancy_plot
from workflows.processes.emergency_brake.facts import (
    bodies,
    body,
    brake_of,
    buyers,
    focus_areas,
    follow_ups,
    item_of,
    mapping_tasks,
    measures,
    offer_of,
    presupposed_of,
    regime_of,
    years,
)
from workflows.processes.emergency_brake.following import closings_of_offer, reported_follow_ups, subjects
from workflows.processes.emergency_brake.mapping import ASKED_KINDS, requests_of
from workflows.processes.emergency_brake.measures_shown import shown_hearing, shown_measures, together
from workflows.processes.emergency_brake.members import members_of_task_force
from workflows.processes.hearing import answers_of, current_hearing, heard_in
from workflows.processes.lookups import existing, municipalities_of
from workflows.processes.pages import facts_for
from workflows.processes.step import Step
from workflows.rules.agreements import run_out
from workflows.rules.emergency_brake.nomination import meeting_for
from workflows.rules.money import two_decimals
from workflows.vocabulary import OrganisationKind, Party


@dataclass(frozen=True)
class UsageRow:
    """A party's days in the offer in the latest year that is registered."""

    organisation_id: UUID
    name: str
    operator: bool
    days: int


@dataclass(frozen=True)
class Finance:
    """What is registered of the offer's financing; `occupancy` is what its tariff was budgeted by, in percent."""

    year: int
    tariff_basis: Decimal
    places: int
    occupancy: Decimal
    days_in_year: int
    usage: tuple[UsageRow, ...]


def subject(step: Step) -> dict[str, Any]:
    """What every page of the case shows."""
    rows = years(step)
    return {
        "brake": brake_of(step),
        "offer": offer_of(step),
        "operator": step.operator(),
        "agreement": step.agreement,
        "expired": run_out(step.agreement, step.today),
        "regime": regime_of(step),
        "bodies": bodies(step),
        "rows": rows,
        "occupancy_plot": occupancy_plot(rows) if rows else None,
        "accounts_plot": accounts_plot(rows) if rows else None,
        "today": step.today,
    }


@facts_for("task_set_up_course")
def set_up_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The bodies of the region that can be chosen."""
    found = select(Organisation).where(
        Organisation.kind == OrganisationKind.BODY,
        Organisation.region_code == step.agreement.region_code,
        existing(step.today),
    )
    return {**subject(step), "bodies_to_choose": step.session.scalars(found.order_by(Organisation.name)).all()}


@facts_for("task_nominate")
def nominate_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """What must be answered, and the fixed meetings."""
    days = fixed_meetings(step, body(step, Party.TASK_FORCE).id) if regime_of(step).meetings.value else []
    return {
        **subject(step),
        "presupposed": presupposed_of(step),
        "fixed_meetings": days,
        "meeting_on": meeting_for(days, step.today),
    }


def fixed_meetings(step: Step, body_id: UUID) -> list[date]:
    """The body's meetings to come."""
    planned = select(Meeting.held_on).where(Meeting.body_id == body_id, Meeting.held_on > step.today)
    return list(step.session.scalars(planned.order_by(Meeting.held_on)))


@facts_for("task_assess_nomination")
def assess_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The nomination as it was sent."""
    return {**subject(step), "nomination": brake_of(step).nomination}


def _mapped(step: Step) -> dict[str, Any]:
    return {
        "focus_areas": focus_areas(step),
        "mapping_tasks": mapping_tasks(step),
        "requests": requests_of(step),
        "attention_points": brake_of(step).assessment.get("attention_points", []),
    }


@facts_for("task_plan_mapping", "task_request_data", "task_do_mapping", "task_follow_focus_area")
def mapping_facts(step: Step, task: Task) -> Mapping[str, Any]:
    """The mandate, who sits in the task force, whom data can be asked of, and what has come so far."""
    one: dict[str, tuple[str, Callable[[Step], Sequence[Any]]]] = {
        "task_do_mapping": ("mapping_task", mapping_tasks),
        "task_follow_focus_area": ("focus_area", focus_areas),
    }
    own = {}
    if task.element_id in one:
        name, rows = one[task.element_id]
        own = {name: item_of(rows(step), task.item), "attachments": attached_to(step, task)}
    return {
        **subject(step),
        **_mapped(step),
        **own,
        "members": members_of_task_force(step, body(step, Party.TASK_FORCE).id),
        "parties_to_ask": parties_to_ask(step) if task.element_id == "task_request_data" else [],
    }


def parties_to_ask(step: Step) -> list[Organisation]:
    """The operator, the buyers, the region's municipalities and the region, each once, the operator first."""
    region = select(Organisation).where(
        Organisation.kind.in_(ASKED_KINDS),
        or_(
            Organisation.region_code == step.agreement.region_code,
            Organisation.code == step.agreement.region_code,
        ),
        existing(step.today),
    )
    others = {one.id: one for one in [*buyers(step), *step.session.scalars(region)]}
    others.pop(step.operator().id, None)
    return [step.operator(), *sorted(others.values(), key=lambda one: one.name)]


@facts_for("task_write_report", "task_conclude_buyer_hearing", "task_treat_report", "task_state_region_view")
def report_facts(step: Step, task: Task) -> Mapping[str, Any]:
    """What the mapping has found, the toolbox, what is registered of the financing, and the latest report."""
    writing = task.element_id == "task_write_report"
    concluding = task.element_id == "task_conclude_buyer_hearing"
    return {
        **subject(step),
        **_mapped(step),
        "answers": answers_of(step, current_hearing(step)) if concluding else [],
        "positions": heard_in(step).positions,
        "toolbox": regime_of(step).toolbox,
        "buyers": buyers(step),
        "report": brake_of(step).report,
        "measures": measures(step),
        "shown_measures": shown_measures(step) if brake_of(step).report else (),
        "together": together(step) if brake_of(step).report else None,
        "hearing": shown_hearing(step),
        "finance": finance_of(step) if writing else None,
        "key_parties": municipalities_of(step.session, step.agreement.region_code, step.today) if writing else [],
        "sent_back": brake_of(step).decision.get("text", "") if writing else "",
    }


def finance_of(step: Step) -> Finance:
    """The offer's figures as they are registered, with each party's days in the latest year."""
    offer = offer_of(step)
    latest = select(OfferSale.year).where(OfferSale.offer_id == offer.id).order_by(OfferSale.year.desc()).limit(1)
    sales = select(OfferSale, Organisation).join(Organisation, Organisation.id == OfferSale.buyer_id)
    found = step.session.execute(
        sales.where(OfferSale.offer_id == offer.id, OfferSale.year == latest.scalar_subquery())
    ).all()
    year = found[0][0].year if found else step.today.year - 1
    days = 366 if isleap(year) else 365
    full = offer.places * days * offer.tariff
    rows = [UsageRow(one.id, one.name, one.id == offer.operator_id, sale.occupancy_days) for sale, one in found]
    return Finance(
        year=year,
        tariff_basis=offer.tariff_basis,
        places=offer.places,
        occupancy=two_decimals(100 * offer.tariff_basis / full) if full else Decimal(100),
        days_in_year=days,
        usage=tuple(sorted(rows, key=lambda row: (not row.operator, row.name))),
    )


@facts_for("task_agree_on_knowledge", "task_link_closing")
def closing_facts(step: Step, task: Task) -> Mapping[str, Any]:
    """The decision, those with whom it can be agreed, and the offer's closings."""
    return {
        **subject(step),
        "report": brake_of(step).report,
        "decision": brake_of(step).decision,
        "parties": parties_to_ask(step) if task.element_id == "task_agree_on_knowledge" else [],
        "closings": closings_of_offer(step),
        "attachments": attached_to(step, task),
    }


@facts_for("task_plan_follow_up", "task_report_follow_up", "task_assess_follow_up")
def follow_up_facts(step: Step, task: Task) -> Mapping[str, Any]:
    """What is followed up, and what has been told so far."""
    reporting = task.element_id == "task_report_follow_up"
    return {
        **subject(step),
        "decision": brake_of(step).decision,
        "decisions": decisions_on(step, MATTER),
        "subjects": subjects(step),
        "measures": measures(step),
        "shown_measures": shown_measures(step),
        "duties": regime_of(step).duties,
        "follow_ups": follow_ups(step),
        "follow_up": item_of(follow_ups(step), task.item) if reporting else None,
        "to_assess": reported_follow_ups(step),
        "attachments": attached_to(step, task) if reporting else [],
    }
