"""After the decision: knowledge is kept, the closing is opened, and each measure and duty is followed up on its day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from db.models.case import Case, Task
from db.models.closing import Closing
from db.models.emergency_brake import BrakeFollowUp
from db.models.organisation import Organisation
from workflows.errors import InputError
from workflows.processes.assigned import ASSIGNED, Assignment
from workflows.processes.attaching import TAKES_FILES, attached_to, journal_files
from workflows.processes.emergency_brake.facts import (
    add,
    body,
    brake_of,
    follow_ups,
    item_of,
    measures,
    must_be_ahead,
    offer_of,
    regime_of,
    who,
    yes_no,
)
from workflows.processes.emergency_brake.follow_up_paper import follow_up_paper
from workflows.processes.emergency_brake.following_answers import (
    Assessed,
    ClosingLinked,
    FollowUpGiven,
    FollowUpPlan,
    Knowledge,
    Reported,
)
from workflows.processes.lookups import by_ids
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import AtOnce, read_answers
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import CaseStatus, Direction, EventKind, NoticeKind, Party

KNOWLEDGE = "knowledge"
TAKES_FILES.update({"task_agree_on_knowledge", "task_report_follow_up"})


@answers_to("task_agree_on_knowledge")
def agree_on_knowledge(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what is agreed on the offer's knowledge as it closes. Rule: hovedstaden-2019-2020, 9.1."""
    at_once = AtOnce()
    given = at_once.read(Knowledge, answers)
    at_once.refuse("agreed_on", "Datoen ligger i fremtiden.", when=lambda: given.agreed_on > step.today)
    found: Mapping[UUID, Organisation] = {}
    with at_once:
        found = by_ids(step.session, given.agreed_with)
        if not found or len(found) < len(set(given.agreed_with)):
            raise InputError([("agreed_with", "Vælg dem, aftalen er indgået med.")])
    at_once.tell()
    names = sorted(organisation.name for organisation in found.values())
    brake_of(step).knowledge = {**given.model_dump(mode="json"), "agreed_with_names": names}
    source = regime_of(step).knowledge.source
    step.note(EventKind.STEP, f"Aftalt med {', '.join(names)}, hvordan viden bevares", source=source)
    step.journal(Direction.IN, "Aftale om at bevare viden", step.operator().name)
    journal_files(step, attached_to(step, task), step.operator().name)
    return {}


def closings_of_offer(step: Step) -> list[Case]:
    """The closings of the offer that are running or have been carried through, the latest first."""
    found = select(Case).join(Closing, Closing.case_id == Case.id).where(Closing.offer_id == offer_of(step).id)
    kept = found.where(Case.status != CaseStatus.CALLED_OFF)
    return list(step.session.scalars(kept.order_by(Case.opened_at.desc())))


@answers_to("task_link_closing")
def link_closing(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Link the closing of the offer, which is a case of its own, or say where it is treated.

    Raises InputError for another offer's case, and for neither.
    """
    given = read_answers(ClosingLinked, answers)
    source = regime_of(step).knowledge.source
    if given.closing_case_id is None and given.outside:
        step.note(EventKind.STEP, f"Lukningen behandles uden for Rammesag: {given.outside}", source=source)
        return {}
    chosen = next((case for case in closings_of_offer(step) if case.id == given.closing_case_id), None)
    if chosen is None:
        raise InputError([("closing_case_id", "Opret lukkesagen for tilbuddet, og vælg den her.")])
    brake_of(step).closing_case_id = chosen.id
    step.note(EventKind.STEP, f"Lukningen behandles i sag {chosen.number}", source=source)
    return {}


def subjects(step: Step) -> dict[str, str]:
    """What must be followed up: each measure, the offer's duties while it goes on, knowledge where it closes."""
    told = {f"measure:{row.id}": row.name for row in measures(step)}
    if brake_of(step).decision["concluded"] == "closes":
        return {**told, KNOWLEDGE: "Viden bevares"}
    return {**told, **{f"duty:{duty.key}": duty.label for duty in regime_of(step).duties}}


@answers_to("task_plan_follow_up")
def plan_follow_up(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Set the days on which measures and duties are followed up; who set them is kept.

    Raises InputError for a measure or a duty that is not followed up, and a day that has passed.
    Rule: hovedstaden-2019-2020, 9.4.
    """
    at_once, wanted = AtOnce(), subjects(step)
    given = at_once.read(FollowUpPlan, answers)
    with at_once:
        planned_for = [one.subject for one in given.follow_ups]
        missing = [title for subject, title in wanted.items() if subject not in planned_for]
        at_once.note(("follow_ups", f"Sæt en dato for »{title}«.") for title in missing)
    with at_once:
        for number, one in enumerate(given.follow_ups):
            _check_planned(step, one, wanted, at_once, f"follow_ups[{number}]")
    at_once.tell()
    planned = [(one.subject, one.title or wanted[one.subject], one.due_on) for one in given.follow_ups]
    add(step, BrakeFollowUp, [_row(step, *one) for one in planned])
    source = regime_of(step).follow_up.source
    step.note(EventKind.STEP, f"{len(planned)} datoer for opfølgning, sat af {who(step)}", source=source)
    return {}


def _check_planned(step: Step, one: FollowUpGiven, wanted: Mapping[str, str], at_once: AtOnce, path: str) -> None:
    with at_once:
        must_be_ahead(one.due_on, step, f"{path}.due_on")
    at_once.refuse(
        f"{path}.subject", "Vælg et tiltag eller et krav.", when=lambda: one.subject and one.subject not in wanted
    )
    at_once.refuse(f"{path}.title", "Skriv, hvad der følges op på.", when=lambda: not one.subject and not one.title)


def _row(step: Step, subject: str, title: str, due_on: date) -> BrakeFollowUp:
    assert step.actor is not None
    return BrakeFollowUp(
        id=uuid4(),
        case_id=step.case.id,
        subject=subject,
        title=title,
        text="",
        due_on=due_on,
        set_by_id=step.actor.person_id,
    )


@operation("emergency_brake.send_follow_up")
def send_follow_up(step: Step, _data: Data) -> Mapping[str, object]:
    """Tell where everything stands, and find what is followed up next: all that is due on the nearest day."""
    told = {
        one.id: one for one in [body(step, Party.ADMINISTRATIVE_BODY), body(step, Party.TASK_FORCE), step.operator()]
    }
    (secretariat,) = step.organisations(Party.SECRETARIAT)
    step.issue(lambda envelope: follow_up_paper(step, envelope), to=list(told.values()), issuer=secretariat)
    waiting = waiting_follow_ups(step)
    if not waiting:
        step.note(EventKind.STEP, "Der er ikke mere at følge op på", source=regime_of(step).follow_up.source)
        return {"more": "no"}
    due_on = waiting[0].due_on
    return {
        "more": "yes",
        "follow_ups": [str(row.id) for row in waiting if row.due_on == due_on],
        "follow_up_on": due_on.isoformat(),
    }


def waiting_follow_ups(step: Step) -> list[BrakeFollowUp]:
    """The follow-ups that the task force has not looked at yet, the nearest first."""
    return [row for row in follow_ups(step) if row.assessed_on is None]


def _follow_up(step: Step, item: str) -> Assignment:
    row: BrakeFollowUp = item_of(follow_ups(step), item)
    return Assignment(step.operator().id, None, f"Gør rede for status: {row.title}", row.due_on)


ASSIGNED["task_report_follow_up"] = _follow_up


@answers_to("task_report_follow_up")
def report_follow_up(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep where a measure or a duty stands, as the operator tells it."""
    given = read_answers(Reported, answers)
    assert step.actor is not None
    row: BrakeFollowUp = item_of(follow_ups(step), task.item)
    row.status, row.text = given.status, given.text
    row.reported_at, row.reported_by_id = step.now, step.actor.person_id
    step.journal(Direction.IN, f"Status: {row.title}", step.operator().name)
    journal_files(step, attached_to(step, task), step.operator().name)
    return {}


def reported_follow_ups(step: Step) -> list[BrakeFollowUp]:
    """What the operator has told of and the task force must look at."""
    return [row for row in waiting_follow_ups(step) if row.status is not None]


@answers_to("task_assess_follow_up")
def assess_follow_up(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Say of each what is done and what is followed up again, and when.

    Raises InputError unless each that was told of is answered once, and for a day that has passed.
    """
    at_once, again = AtOnce(), []
    given = at_once.read(Assessed, answers)
    rows = {row.id: row for row in reported_follow_ups(step)}
    with at_once:
        if sorted(map(str, rows)) != sorted(str(one.follow_up_id) for one in given.items):
            raise InputError([("items", "Tag stilling til hvert punkt.")])
    with at_once:
        for number, one in enumerate(given.items):
            with at_once:
                must_be_ahead(one.again_on, step, f"items[{number}].again_on")
    at_once.tell()
    for one in given.items:
        row = rows[one.follow_up_id]
        row.assessed_on = step.today
        if one.again_on is not None:
            again.append(_row(step, row.subject, row.title, one.again_on))
    add(step, BrakeFollowUp, again)
    done = len(given.items) - len(again)
    told = f"Fulgt op: {done} afsluttet, {len(again)} følges op igen. {given.text}".strip()
    step.note(EventKind.STEP, told, source=regime_of(step).follow_up.source)
    return {"more": yes_no(bool(waiting_follow_ups(step)))}


@operation("emergency_brake.remind_follow_up")
def remind_follow_up(step: Step, data: Data) -> None:
    """Remind the operator of what it has not told of yet."""
    silent = _silent(step, data)
    day = date.fromisoformat(str(data["follow_up_on"]))
    text = f"Husk at gøre rede for status senest {date_in_words(day)} i sag {step.case.number}: {_titles(silent)}."
    step.tell(
        [step.operator()],
        text,
        key=f"follow_up:{silent[0].id}:near",
        kind=NoticeKind.DEADLINE_NEAR,
        task="task_report_follow_up",
    )
    step.note(EventKind.REMINDED, f"Driftsherren er mindet om opfølgningen den {date_in_words(day)}")


@operation("emergency_brake.escalate_follow_up")
def escalate_follow_up(step: Step, data: Data) -> None:
    """Tell the secretariat what the operator has not told of in time."""
    silent = _silent(step, data)
    text = f"Driftsherren har ikke gjort rede for status i sag {step.case.number}: {_titles(silent)}."
    step.tell(
        step.organisations(Party.SECRETARIAT),
        text,
        key=f"follow_up:{silent[0].id}:passed",
        kind=NoticeKind.DEADLINE_PASSED,
    )
    step.note(EventKind.ESCALATED, f"Dagen for opfølgning er passeret: {_titles(silent)}")


def _silent(step: Step, data: Data) -> list[BrakeFollowUp]:
    ids = data["follow_ups"]
    assert isinstance(ids, list)
    return [row for row in follow_ups(step) if str(row.id) in ids and row.status is None]


def _titles(rows: Sequence[BrakeFollowUp]) -> str:
    return ", ".join(row.title for row in rows)
