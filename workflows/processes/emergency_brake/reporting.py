"""The task force's report and recommendation: whether the offer shall be available, and with which measures."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from db.models.case import Task
from workflows.errors import InputError
from workflows.processes.emergency_brake.facts import (
    body,
    brake_of,
    buyers,
    know_users,
    must_be_ahead,
    regime_of,
    who,
    yes_no,
)
from workflows.processes.emergency_brake.measuring import (
    FinanceGiven,
    MeasureGiven,
    Worked,
    check_measures,
    measures_kept,
    notice_months,
    worked_out,
)
from workflows.processes.emergency_brake.nominating import YearGiven, keep_years
from workflows.processes.emergency_brake.report_paper import report_paper
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import EventKind, Party

Text = Annotated[str, Field(min_length=1)]


class Report(Answers):
    """The report as the task force writes it; `attention_points` has one text for each point of the mandate."""

    situation: Text
    economy: Text
    alternatives: Text
    summary: Text
    available: bool
    reasons: Text
    measures: tuple[MeasureGiven, ...] = ()
    finance: FinanceGiven | None = None
    attention_points: tuple[str, ...] = ()
    knowledge: str = ""
    economy_rows: tuple[YearGiven, ...] | None = None
    hearing: Literal["hold", "depart"] | None = None
    hearing_deadline: Day | None = None
    departure_reason: str = ""


@answers_to("task_write_report")
def write_report(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep a version of the report, with what each measure costs each municipality.

    Raises InputError for measures and figures that can't stand, a point of attention without an answer, and an
    extended notice on which it is not said whether the buyers are heard. Rule: hovedstaden-2019-2020, 9.1 and 9.2.
    """
    at_once, brake = AtOnce(), brake_of(step)
    given = at_once.read(Report, answers)
    with at_once:
        know_users(step, [row.organisation_id for row in given.finance.usage] if given.finance else [])
    with at_once:
        _check_attention(step, given)
    with at_once:
        check_measures(step, given.measures, at_once)
    with at_once:
        _check_closing(step, given)
    effects, together, hear = _reckoned(step, given, at_once)
    at_once.tell()
    version = brake.report.get("version", 0) + 1
    brake.measures = measures_kept(step, given.measures, effects)
    told = given.model_dump(mode="json", exclude={"measures", "economy_rows", "hearing", "hearing_deadline"})
    brake.report = {
        **told,
        "version": version,
        "together_request": together.request if together else {},
        "together_effect": together.effect if together else {},
        "written_by": who(step),
        "written_on": step.today.isoformat(),
    }
    return hear


def _reckoned(
    step: Step, given: Report, at_once: AtOnce
) -> tuple[list[Worked | None], Worked | None, Mapping[str, object]]:
    """What each measure costs, what they cost together, and whether the buyers are heard on them."""
    effects: list[Worked | None] = []
    together: Worked | None = None
    hear: Mapping[str, object] = {}
    with at_once:
        effects, together = worked_out(step, given.finance, given.measures)
    with at_once:
        if given.economy_rows is not None:
            keep_years(step, given.economy_rows, fewest=1)
    with at_once:
        hear = _hear(step, given)
    return effects, together, hear


def _check_attention(step: Step, given: Report) -> None:
    points = brake_of(step).assessment.get("attention_points", ())
    errors = [
        (f"attention_points[{number}]", "Skriv, hvad afdækningen siger om punktet.")
        for number in range(len(points))
        if number >= len(given.attention_points) or not given.attention_points[number]
    ]
    if len(given.attention_points) > len(points):
        errors.append(("attention_points", "Der er flere svar end opmærksomhedspunkter."))
    if errors:
        raise InputError(errors)


def _check_closing(step: Step, given: Report) -> None:
    """An offer that is closed is not available henceforth: the decision would say both."""
    chosen = [tool for one in given.measures if one.tool and (tool := regime_of(step).tool(one.tool))]
    for tool in chosen:
        if given.available and tool.closes:
            raise InputError([("available", f"»{tool.name}« lukker tilbuddet. Svar nej, eller foreslå ikke tiltaget.")])


def _hear(step: Step, given: Report) -> Mapping[str, object]:
    """Whether the buyers are now heard on a longer notice; a hearing that was held on the same length stands."""
    brake, months, heard = brake_of(step), notice_months(given.measures), buyers(step)
    if months is None or not heard:
        brake.hearing = {}
        return {"hear_buyers": "no"}
    if brake.hearing.get("months") == months and brake.hearing.get("text"):
        return {"hear_buyers": "no"}
    if given.hearing is None:
        raise InputError([("hearing", "Vælg, om brugerkommunerne høres, før opsigelsesvarslet bliver længere.")])
    if given.hearing == "depart":
        return _depart(step, given, months)
    if given.hearing_deadline is None:
        raise InputError([("hearing_deadline", "Sæt en frist for høringssvarene.")])
    must_be_ahead(given.hearing_deadline, step, "hearing_deadline")
    brake.hearing = {"mode": "hold", "months": months, "set_by": who(step)}
    deadline = given.hearing_deadline
    step.note(EventKind.STEP, f"Svar på høringen senest {date_in_words(deadline)}, sat af {who(step)}")
    return {
        "hear_buyers": "yes",
        "hearing_members": [str(one.id) for one in heard],
        "hearing_deadline": deadline.isoformat(),
    }


def _depart(step: Step, given: Report, months: int) -> Mapping[str, object]:
    """No hearing: a departure where the agreement recommends one, and told as that."""
    if not given.departure_reason:
        raise InputError([("departure_reason", "Skriv, hvorfor brugerkommunerne ikke høres.")])
    point = regime_of(step).hearing
    told = f"Brugerkommunerne høres ikke om det længere opsigelsesvarsel: {given.departure_reason}"
    if point.value:
        told = f"Taskforcen fraviger aftalens anbefaling om at høre brugerkommunerne først: {given.departure_reason}"
    brake_of(step).hearing = {"mode": "depart", "months": months, "reason": told}
    step.note(EventKind.STEP, told, source=point.source)
    return {"hear_buyers": "no"}


@operation("emergency_brake.issue_report")
def issue_report(step: Step, _data: Data) -> Mapping[str, object]:
    """Lay the report and the recommendation before the body that treats it."""
    brake, committee = brake_of(step), body(step, Party.ADMINISTRATIVE_BODY)
    step.issue(lambda envelope: report_paper(step, envelope), to=[committee], issuer=body(step, Party.TASK_FORCE))
    outcome = "fortsat være til rådighed" if brake.report["available"] else "ikke fortsat være til rådighed"
    point = regime_of(step).recommendation
    step.note(EventKind.DOCUMENT_SENT, f"Taskforcens indstilling: Tilbuddet skal {outcome}", source=point.source)
    return {"recommendation": "adopted", "treated": yes_no(brake.course.get("treated", True))}
