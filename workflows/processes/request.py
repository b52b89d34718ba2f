"""A request with a deadline: what some organisations are asked for, their answers, reminders, silence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import joinedload

from db.models.case import Task
from db.models.organisation import Organisation
from db.models.request import Request, RequestAnswer
from workflows.documents.envelope import Document as DocumentContent
from workflows.documents.envelope import Envelope
from workflows.errors import InputError, NotFound, TaskNotOpen
from workflows.processes.attaching import TAKES_FILES, GivenFile, attached_to, journal_files
from workflows.processes.collecting import order_note
from workflows.processes.lookups import by_ids
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.pages import facts_for
from workflows.processes.reading import Answers, read_answers
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import Direction, EventKind, NoticeKind, Party


@dataclass(frozen=True)
class Asked:
    """What is asked for in a process.

    `items` are sentences that the letter and the task's page list; `reasons` are points of the agreement for the
    page, each with `why` and `source`.
    """

    title: str
    items: Callable[[Step], tuple[str, ...]]
    issuer: Callable[[Step], Organisation]
    letter: Callable[[Step, Request, tuple[str, ...], Envelope], DocumentContent]
    reasons: Callable[[Step], Sequence[Any]] | None = None


REQUESTS: dict[tuple[str, str], Asked] = {}
"""By process and the matter's word."""
TAKES_FILES.add("task_answer_request")


class Answer(Answers):
    """An answer in words; files are added on the task's page."""

    text: str = ""


@operation("request.send")
def send(step: Step, data: Data) -> None:
    """Open the request and send it to all who are asked."""
    word, ids = str(data["request_matter"]), data["requested"]
    assert isinstance(ids, list)
    found = by_ids(step.session, [UUID(one) for one in ids])
    receivers = sorted(found.values(), key=lambda organisation: organisation.name)
    asked = REQUESTS[step.case.process, word]
    issuer, items = asked.issuer(step), asked.items(step)
    request = Request(
        id=uuid4(),
        case_id=step.case.id,
        matter=word,
        round=_next_round(step, word),
        title=asked.title,
        items=list(items),
        asked_by_id=issuer.id,
        asked_by=issuer,
        sent_on=step.today,
        deadline=date.fromisoformat(str(data["request_deadline"])),
    )
    rows = [RequestAnswer(organisation_id=one.id, organisation=one) for one in receivers]
    request.answers = rows
    step.session.add(request)
    step.known[_key(word)] = request, rows
    step.involve(Party.REQUESTED, receivers)
    letter = step.issue(lambda envelope: asked.letter(step, request, items, envelope), to=receivers, issuer=issuer)
    request.letter = letter
    step.note(EventKind.DOCUMENT_SENT, f"{asked.title} sendt til {', '.join(one.name for one in receivers)}")


def _next_round(step: Step, matter: str) -> ScalarSelect[int]:
    """One more than the last round, counted as the row is written: it need not be asked for first."""
    last = func.coalesce(func.max(Request.round), 0)
    return select(last + 1).where(Request.case_id == step.case.id, Request.matter == matter).scalar_subquery()


@answers_to("task_answer_request")
def answer_request(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep one organisation's answer.

    Raises InputError for an answer with neither text nor files, TaskNotOpen when the deadline has passed.
    """
    assert task.matter is not None
    given = read_answers(Answer, answers)
    request, rows = _latest(step, task.matter)
    if step.today > request.deadline:
        raise TaskNotOpen(
            f"Fristen for at svare var den {date_in_words(request.deadline)}. Sagen fortsætter uden jeres svar."
        )
    (row,) = [one for one in rows if one.organisation_id == task.organisation_id]
    _keep(step, request, row, given, attached_to(step, task))
    return {}


def answer_from_outside(
    step: Step, task: Task, answers: Mapping[str, Any], received_on: date, files: Sequence[GivenFile]
) -> None:
    """Keep an answer that came in outside Rammesag on that day, also one that came too late.

    `task` is the one with which the organisation was asked; the files are kept by who calls.
    Raises InputError for an answer with neither text nor files.
    """
    assert task.matter is not None
    given = read_answers(Answer, answers)
    request, rows = _latest(step, task.matter)
    (row,) = [one for one in rows if one.organisation_id == task.organisation_id]
    row.received_on = received_on
    _keep(step, request, row, given, files)


def _keep(step: Step, request: Request, row: RequestAnswer, given: Answer, files: Sequence[object]) -> None:
    assert step.actor is not None
    if not given.text and not files:
        raise InputError([("text", "Skriv jeres svar, eller vedhæft det som fil.")])
    row.text, row.answered_at, row.answered_by_id = given.text, step.now, step.actor.person_id
    step.journal(Direction.IN, f"Svar: {request.title}", row.organisation.name, entered_on=row.received_on)
    journal_files(step, files, row.organisation.name, entered_on=row.received_on)


@operation("request.remind")
def remind(step: Step, data: Data) -> None:
    """Remind those that have not answered, unless they got the letter today: then the deadline is short."""
    request, rows = _latest(step, str(data["request_matter"]))
    if request.sent_on == step.today:
        return
    silent = [row for row in rows if row.answered_at is None]
    for row in silent:
        row.reminded_at = step.now
    text = f"Husk at svare i sag {step.case.number} senest {date_in_words(request.deadline)}: {request.title}."
    step.tell(
        [row.organisation for row in silent],
        text,
        key=f"request:{request.id}:reminder",
        kind=NoticeKind.DEADLINE_NEAR,
        task="task_answer_request",
    )
    step.note(EventKind.REMINDED, f"{request.title}: {', '.join(_names(silent))} er mindet om fristen")


@operation("request.close")
def close(step: Step, data: Data) -> Mapping[str, object]:
    """Close the request. Where someone was silent, the one who asked and the secretariat are told."""
    request, rows = _latest(step, str(data["request_matter"]))
    request.closed_on = step.today
    order_note(step, request.id)
    silent = [row for row in rows if row.answered_at is None]
    if silent:
        _tell_of_silence(step, request, silent)
    else:
        step.note(EventKind.STEP, f"{request.title}: alle har svaret")
    answered = len(rows) - len(silent)
    return {"request_answered": "all" if not silent else "some" if answered else "none"}


def _tell_of_silence(step: Step, request: Request, silent: list[RequestAnswer]) -> None:
    names = ", ".join(_names(silent))
    told = {one.id: one for one in [request.asked_by, *step.organisations(Party.SECRETARIAT)]}
    text = f"Fristen den {date_in_words(request.deadline)} er udløbet i sag {step.case.number}: {request.title}."
    step.tell(
        told.values(),
        f"{text} Disse har ikke svaret: {names}.",
        key=f"request:{request.id}:silence",
        kind=NoticeKind.DEADLINE_PASSED,
    )
    step.note(EventKind.ESCALATED, f"{request.title}: fristen er udløbet uden svar fra {names}")


def _names(rows: list[RequestAnswer]) -> list[str]:
    return [row.organisation.name for row in rows]


def current_request(step: Step, matter: str) -> Request:
    """The latest request on a matter, with who asked. Raises NotFound where there has been none."""
    return _latest(step, matter)[0]


def answers_to_request(step: Step, matter: str) -> list[RequestAnswer]:
    """One row for each who was asked in the latest round, by name. Raises NotFound where nobody was."""
    return _latest(step, matter)[1]


def _key(matter: str) -> tuple[str, str]:
    return "request", matter


def _latest(step: Step, matter: str) -> tuple[Request, list[RequestAnswer]]:
    """The latest request on a matter with its answers, read once in a step."""
    if _key(matter) not in step.known:
        of_matter = Request.case_id == step.case.id, Request.matter == matter
        latest = select(Request.id).where(*of_matter).order_by(Request.round.desc()).limit(1).scalar_subquery()
        joined = select(Request, RequestAnswer).join(RequestAnswer, RequestAnswer.request_id == Request.id)
        loaded = joined.options(joinedload(Request.asked_by), joinedload(RequestAnswer.organisation))
        found = step.session.execute(loaded.where(Request.id == latest)).all()
        if not found:
            raise NotFound("Der har ikke været en sådan anmodning i sagen.")
        rows = sorted((row for _, row in found), key=lambda row: row.organisation.name)
        step.known[_key(matter)] = found[0][0], rows
    kept: tuple[Request, list[RequestAnswer]] = step.known[_key(matter)]
    return kept


@facts_for("task_answer_request")
def request_facts(step: Step, task: Task) -> Mapping[str, Any]:
    """What is asked for, by whom and by when."""
    assert task.matter is not None
    request, asked = current_request(step, task.matter), REQUESTS[step.case.process, task.matter]
    reasons = asked.reasons(step) if asked.reasons else ()
    return {"request": request, "asked_by": request.asked_by.name, "reasons": reasons}
