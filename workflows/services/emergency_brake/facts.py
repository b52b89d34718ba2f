"""The facts of an emergency brake for its case page, as far as the organisation may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models.case import Case
from db.models.closing import Treatment
from db.models.emergency_brake import BrakeFollowUp, MappingTask
from db.models.request import Request, RequestAnswer
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import LISTED, Aspect
from workflows.clock import now
from workflows.documents.measures import HearingResult, Measure, MeasureEffect
from workflows.documents.plots import Plot
from workflows.processes.emergency_brake.development import accounts_plot, occupancy_plot
from workflows.processes.emergency_brake.facts import (
    brake_of,
    focus_areas,
    follow_ups,
    mapping_tasks,
    offer_of,
    regime_of,
    years,
)
from workflows.processes.emergency_brake.kept import FocusArea
from workflows.processes.emergency_brake.mapping import requests_of
from workflows.processes.emergency_brake.measures_shown import shown_hearing, shown_measures, together
from workflows.processes.step import Step
from workflows.rules.agreements import run_out
from workflows.rules.emergency_brake.regimes import POINTS
from workflows.services.casework.sight import has_part, see_case
from workflows.services.running.stepping import begin


@dataclass(frozen=True)
class TreatmentRow:
    """A body's treatment at a meeting."""

    body: str
    meeting_on: date
    conclusion: str
    text: str


@dataclass(frozen=True)
class RuleRow:
    """What the agreement says on one point, and where."""

    text: str
    source: str


@dataclass(frozen=True)
class BrakeInside:
    """What those see who work with the case: the nomination, the mapping, the recommendation, the follow-up.

    The dictionaries hold what each step has told, by the names of its answers.
    """

    concern: str
    nomination: dict[str, Any]
    assessment: dict[str, Any]
    report: dict[str, Any]
    treatments: list[TreatmentRow]
    missing: list[str]
    region_view: dict[str, Any]
    knowledge: dict[str, Any]
    occupancy_plot: Plot | None
    accounts_plot: Plot | None
    focus_areas: list[FocusArea]
    mapping_tasks: list[MappingTask]
    requests: list[tuple[Request, list[RequestAnswer]]]
    measures: tuple[Measure, ...]
    together: MeasureEffect | None
    hearing: HearingResult | None
    follow_ups: list[BrakeFollowUp]


@dataclass(frozen=True)
class BrakeView:
    """What an emergency brake is about; `inside` is none for those who only follow where it stands.

    `decision` is empty until one is taken; `course` says who does what, and by whom it was set up, if by anyone.
    """

    offer: str
    operator: str
    legal_basis: str
    places: int
    expired: str
    rules: list[RuleRow]
    course: dict[str, Any]
    meeting_on: date | None
    decision: dict[str, Any]
    closing_case_id: UUID | None
    """The closing that followed, for those who see that case, too."""
    closing_number: str
    inside: BrakeInside | None


def show_brake(case_id: UUID, actor: Actor) -> BrakeView:
    """The facts of an emergency brake. Raises NotFound for a case that the organisation is not part of."""
    with reading() as session:
        sight = see_case(session, case_id, actor)
        step = begin(session, sight.case, now(), actor)
        brake, offer, regime = brake_of(step), offer_of(step), regime_of(step)
        stated = [getattr(regime, point) for point in POINTS]
        meeting = brake.nomination.get("meeting_on")
        return BrakeView(
            offer=offer.name,
            operator=step.operator().name,
            legal_basis=offer.legal_basis,
            places=offer.places,
            expired=run_out(step.agreement, step.today),
            rules=[RuleRow(one.why, one.source) for one in stated],
            course=brake.course,
            meeting_on=date.fromisoformat(meeting) if meeting else None,
            decision=brake.decision,
            closing_case_id=brake.closing_case_id if _sees(session, brake.closing_case_id, actor) else None,
            closing_number=_number(session, brake.closing_case_id),
            inside=_inside(step) if Aspect.ALL_DOCUMENTS in sight.aspects else None,
        )


def _number(session: Session, case_id: UUID | None) -> str:
    found = session.scalars(select(Case.number).where(Case.id == case_id)).one_or_none() if case_id else None
    return found or ""


def _sees(session: Session, case_id: UUID | None, actor: Actor) -> bool:
    found = select(Case.id).where(Case.id == case_id, has_part(actor, LISTED))
    return case_id is not None and session.scalar(found) is not None


def _inside(step: Step) -> BrakeInside:
    brake, rows = brake_of(step), years(step)
    return BrakeInside(
        concern=brake.concern,
        nomination=brake.nomination,
        assessment=brake.assessment,
        report=brake.report,
        treatments=_treatments(step),
        missing=brake.missing,
        region_view=brake.region_view,
        knowledge=brake.knowledge,
        occupancy_plot=occupancy_plot(rows) if rows else None,
        accounts_plot=accounts_plot(rows) if rows else None,
        focus_areas=focus_areas(step),
        mapping_tasks=mapping_tasks(step),
        requests=requests_of(step),
        measures=shown_measures(step),
        together=together(step) if brake.report else None,
        hearing=shown_hearing(step),
        follow_ups=follow_ups(step),
    )


def _treatments(step: Step) -> list[TreatmentRow]:
    found = select(Treatment).where(Treatment.case_id == step.case.id).options(joinedload(Treatment.body))
    rows = step.session.scalars(found.order_by(Treatment.meeting_on))
    return [TreatmentRow(row.body.name, row.meeting_on, row.conclusion, row.text) for row in rows]
