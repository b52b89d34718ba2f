"""The task force's mapping report and recommendation."""

from workflows.documents.emergency_brake import BrakeReport, DataCollected, Finding
from workflows.documents.envelope import Envelope
from workflows.processes.emergency_brake.development import accounts_plot, occupancy_plot
from workflows.processes.emergency_brake.facts import (
    bodies,
    body,
    brake_of,
    cited,
    focus_areas,
    kept_reference,
    mapping_tasks,
    named,
    next_meeting_of,
    regime_of,
    shown_offer,
    years,
)
from workflows.processes.emergency_brake.mapping import requests_of
from workflows.processes.emergency_brake.measures_shown import no_hearing, shown_hearing, shown_measures, together
from workflows.processes.hearing import answered_on
from workflows.processes.step import Step
from workflows.vocabulary import Party


def report_paper(step: Step, envelope: Envelope) -> BrakeReport:
    """What the mapping has found, area by area and focus area by focus area, and what is recommended."""
    brake, regime = brake_of(step), regime_of(step)
    committee, told = body(step, Party.ADMINISTRATIVE_BODY), brake.report
    brake.report = {**told, "document": named(envelope, BrakeReport.kind)}
    return BrakeReport(
        envelope=envelope,
        offer=shown_offer(step),
        bodies=bodies(step),
        body=committee.name,
        summary=told["summary"],
        mandate=kept_reference(brake.assessment["document"]),
        mapping=_mapped(step),
        focus_areas=tuple(Finding(row.text, row.finding) for row in focus_areas(step)),
        occupancy=occupancy_plot(years(step)),
        available=told["available"],
        reasons=told["reasons"],
        measures=shown_measures(step),
        rules=cited(regime.mapping, regime.recommendation, regime.terms),
        meeting=next_meeting_of(step, Party.ADMINISTRATIVE_BODY),
        accounts=accounts_plot(years(step)),
        together=together(step),
        attention_points=tuple(
            Finding(point, text)
            for point, text in zip(brake.assessment.get("attention_points", ()), told["attention_points"], strict=True)
        ),
        collected=_collected(step),
        hearing=shown_hearing(step),
        no_hearing=no_hearing(step),
        asked_for="; ".join(brake.missing),
        region=regime.region.why if brake.course["region"] else "",
        knowledge=told["knowledge"],
    )


def _mapped(step: Step) -> tuple[Finding, ...]:
    """The three areas of the report, and each piece of the mapping with who did it."""
    told = brake_of(step).report
    done = [row for row in mapping_tasks(step) if row.finding and row.done_by]
    return (
        Finding("Situation", told["situation"]),
        Finding("Økonomi", told["economy"]),
        Finding("Alternativer", told["alternatives"]),
        *(Finding(row.title, row.finding, row.done_by.name) for row in done if row.done_by),
    )


def _collected(step: Step) -> tuple[DataCollected, ...]:
    return tuple(
        DataCollected(
            what="; ".join(request.items),
            source=answer.organisation.name,
            received=answered_on(answer),
        )
        for request, answers in reversed(requests_of(step))
        for answer in answers
    )
