"""The cases that concern one's organisation, and the page of each."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, requires
from web.case_pages import case_page
from web.extracts import drawn
from web.forms.cases import CaseListFilter, HistoryFilter
from web.openings import openings_for
from workflows.access.visibility import Aspect
from workflows.clock import today
from workflows.services.calendar.pages import case_plans
from workflows.services.casework.calling_off import may_call_off
from workflows.services.casework.case_kinds import case_kinds
from workflows.services.casework.cases import list_cases, show_case
from workflows.services.casework.contacts import last_active
from workflows.services.casework.courses import Course, CourseStep, Part, course, diagram_xml
from workflows.services.casework.following import follows
from workflows.services.casework.history import EventRow
from workflows.services.casework.history import history as history_of
from workflows.services.casework.related import related_cases
from workflows.services.comments.thread import open_questions
from workflows.services.overview.scope import organisations_to_choose
from workflows.services.papers.attachments import attachments_of
from workflows.vocabulary import ListExtracted

blueprint = Blueprint("cases", __name__, url_prefix="/sager")


@blueprint.get("/")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """The running cases, with `?vis=` those that have ended or that one follows, narrowed by what else is asked for."""
    actor, form, cursor = current_actor(), CaseListFilter(), request.args.get("fra")
    kinds = case_kinds(actor, status=form.of_the_tab)
    form.let_choose(organisations_to_choose(), kinds)
    found = list_cases(actor, form.asked, cursor=cursor)
    return render_template(
        "cases/index.html",
        found=found,
        form=form,
        any=bool(kinds or found.rows),
        next=url_for(".index", **form.address, fra=found.cursor) if found.cursor else None,
        first=url_for(".index", **form.address) if cursor else None,
        opens=bool(openings_for(actor)),
    )


@blueprint.get("/liste.xlsx")
@requires(LOGGED_IN)
def extract() -> ResponseReturnValue:
    """The list of cases with the same filter, as an Excel workbook."""
    return drawn(ListExtracted.CASES, CaseListFilter().asked)


@blueprint.get("/<uuid:case_id>")
@requires(LOGGED_IN)
def show(case_id: UUID) -> ResponseReturnValue:
    """Where a case stands, who has it, what happens next, and all that belongs to it."""
    actor = current_actor()
    shown = show_case(case_id, actor)
    passage = course(case_id, actor) if Aspect.COURSE in shown.aspects else Course([])
    page = case_page(shown.process)
    return render_template(
        "cases/show.html",
        here="cases.show",
        case=shown,
        page=page,
        facts=page.facts(case_id, actor),
        files=attachments_of(case_id, actor),
        followed=follows(case_id, actor),
        related=related_cases(case_id, actor),
        questions=open_questions(actor, case_id=case_id),
        plans=case_plans(case_id, actor, today()),
        calling_off=may_call_off(case_id, actor),
        parties=[(party, [name for _, name in rows]) for party, rows in groupby(shown.parties, key=itemgetter(0))],
        contacts=last_active(case_id, actor),
        parts=[_part_of(part) for part in passage.parts],
        ahead=passage.ahead,
        addresses={part.process: _drawing_of(case_id, part) for part in passage.parts},
    )


@blueprint.get("/<uuid:case_id>/dokumenter")
@requires(LOGGED_IN)
def documents(case_id: UUID) -> ResponseReturnValue:
    """The documents of the case alone, asked for again while some of them are being made."""
    actor = current_actor()
    return render_template("cases/documents.html", case=show_case(case_id, actor), files=attachments_of(case_id, actor))


@blueprint.get("/<uuid:case_id>/historik")
@requires(LOGGED_IN)
def history(case_id: UUID) -> ResponseReturnValue:
    """What happened in the case, a page at a time; what narrows it stands in the address."""
    shown = show_case(case_id, current_actor(), needs=Aspect.HISTORY)
    form, cursor = HistoryFilter(), request.args.get("fra")
    form.validate()
    found = history_of(case_id, current_actor(), form.wanted, cursor=cursor)
    form.choose_among(found)
    return render_template(
        "cases/history.html",
        here="cases.history",
        case=shown,
        form=form,
        events=[_entry_of(event) for event in found.rows],
        next=url_for(".history", case_id=case_id, **form.address, fra=found.cursor) if found.cursor else None,
        first=url_for(".history", case_id=case_id, **form.address) if cursor else None,
    )


@blueprint.get("/<uuid:case_id>/diagram/<process>.bpmn")
@requires(LOGGED_IN)
def diagram(case_id: UUID, process: str) -> ResponseReturnValue:
    """The drawing of one of the case's processes."""
    return Response(diagram_xml(case_id, process, current_actor()), content_type="application/xml; charset=utf-8")


def _drawing_of(case_id: UUID, part: Part) -> str:
    return url_for(".diagram", case_id=case_id, process=part.process)


@dataclass(frozen=True)
class TimelineEntry:
    """A line of the history, as the timeline shows it."""

    happened_at: datetime
    title: str
    text: str
    who: str
    source: str | None


def _entry_of(event: EventRow) -> TimelineEntry:
    who = ", ".join(name for name in (event.person, event.organisation) if name) or "Rammesag"
    return TimelineEntry(event.happened_at, event.kind.label, event.text, who, event.source)


@dataclass(frozen=True)
class StepShown:
    """A step of the course, as the list of steps shows it."""

    label: str
    state: str
    note: str
    element: str
    overdue_since: date | None


@dataclass(frozen=True)
class PartShown:
    """One diagram of the course, as the page shows it."""

    process: str
    label: str
    is_current: bool
    steps: list[StepShown]


def _part_of(part: Part) -> PartShown:
    return PartShown(part.process, part.label, part.is_current, [_step_of(step) for step in part.steps])


def _step_of(step: CourseStep) -> StepShown:
    return StepShown(
        label=step.label,
        state="done" if step.state == "passed" else step.state,
        note=f"{step.lane} · {step.times} gange" if step.times > 1 else step.lane,
        element=step.id,
        overdue_since=step.overdue_since,
    )
