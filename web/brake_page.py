"""What the page of an emergency brake's case shows: the service's facts with their pictures, dates and files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workflows.access.actor import Actor
from workflows.services.emergency_brake.facts import BrakeInside, BrakeView, show_brake
from workflows.services.emergency_brake.shown import ShownEffect, ShownMeasure, show_effect, show_measures
from workflows.services.papers.attachments import AttachmentRow, attachments_of
from workflows.services.papers.plots import ShownPlot, show_plot

DUES = {
    "nomination_due": "Indstilling",
    "assessment_due": "Vurdering",
    "report_due": "Rapport og indstilling",
    "treatment_due": "Behandling",
    "decision_due": "Beslutning",
}
CONCLUDED = {
    "measures": "Særlige tiltag iværksættes",
    "closes": "Tilbuddet skal ikke fortsat være til rådighed i regionen",
    "none": "Der iværksættes ingen særlige tiltag",
    "sent_back": "Sagen er sendt tilbage",
}


@dataclass(frozen=True)
class DateSet:
    """A day in the case that no agreement sets, and who set it."""

    label: str
    day: date
    set_by: str


@dataclass(frozen=True)
class BrakePage:
    """The facts; what is drawn and listed is empty for those who only follow where the case stands."""

    view: BrakeView
    dates: list[DateSet]
    decided: str
    decided_on: date | None
    plots: list[ShownPlot]
    measures: list[ShownMeasure]
    together: ShownEffect | None
    files: list[AttachmentRow]


def brake_page(case_id: UUID, actor: Actor) -> BrakePage:
    """The page's facts. Raises NotFound for a case that the organisation is not part of."""
    view = show_brake(case_id, actor)
    inside, decision = view.inside, view.decision
    return BrakePage(
        view=view,
        dates=sorted(_dates(view), key=lambda one: (one.day, one.label)),
        decided=CONCLUDED[decision["concluded"]] if decision else "",
        decided_on=date.fromisoformat(decision["decided_on"]) if decision else None,
        plots=_plots(inside) if inside else [],
        measures=show_measures(inside.measures) if inside else [],
        together=show_effect("alle tiltag tilsammen", inside.together) if inside and inside.together else None,
        files=attachments_of(case_id, actor) if inside else [],
    )


def _plots(inside: BrakeInside) -> list[ShownPlot]:
    return [show_plot(plot) for plot in (inside.occupancy_plot, inside.accounts_plot) if plot]


def _dates(view: BrakeView) -> Iterator[DateSet]:
    """What lies ahead: steps with a date, pieces of the mapping, answers to requests, follow-ups."""
    assessed = bool(view.inside and view.inside.assessment)
    if view.meeting_on and not view.decision and not assessed:
        yield DateSet("Taskforcens faste møde", view.meeting_on, "Sekretariatet")
    dues = view.course.get("dues", {})
    for name, day in dues.items():
        yield DateSet(DUES[name], date.fromisoformat(day), view.course["set_by"])
    if view.inside is None:
        return
    told = view.inside.assessment
    if told.get("report_due") and "report_due" not in dues:
        yield DateSet(DUES["report_due"], date.fromisoformat(told["report_due"]), told["report_due_set_by"])
    for piece in view.inside.mapping_tasks:
        if piece.done_at is None:
            yield DateSet(f"Afdækning: {piece.title}", piece.due_on, piece.set_by.name)
    for asked, _answers in view.inside.requests:
        if asked.closed_on is None:
            yield DateSet("Svar på anmodning om oplysninger", asked.deadline, "Taskforcen")
    for row in view.inside.follow_ups:
        if row.assessed_on is None:
            yield DateSet(f"Opfølgning: {row.title}", row.due_on, row.set_by.name)
