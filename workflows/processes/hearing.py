"""A hearing: one question to all members of a body or to others that it concerns, answers, reminders, silence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from db.models.case import Task
from db.models.closing import Hearing, HearingAnswer
from db.models.document import Document
from db.models.organisation import Meeting, Organisation
from db.models.reevaluation import QuestionnaireAnswer
from db.models.request import RequestAnswer
from workflows.clock import COPENHAGEN
from workflows.documents.closing import HearingAnswer as AnswerShown
from workflows.documents.envelope import Document as DocumentContent
from workflows.documents.envelope import Envelope
from workflows.errors import NotFound, TaskNotOpen
from workflows.processes.attaching import GivenFile, journal_files
from workflows.processes.lookups import by_ids, next_meeting
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.pages import facts_for
from workflows.processes.reading import Answers, AtOnce
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.rules.hearing import Standing, standing
from workflows.vocabulary import Direction, EventKind, HearingPosition, NoticeKind, Party

Letter = Callable[[Step, Hearing, Envelope], DocumentContent]
Summary = Callable[[Step, Hearing, tuple[AnswerShown, ...], Envelope], DocumentContent]
LETTERS: dict[str, Letter] = {}
"""The hearing letter of each process."""
SUMMARIES: dict[str, Summary] = {}
"""The summary of the answers of each process."""


def hearing_body(step: Step) -> Organisation:
    """The body that hears. Raises LookupError for a case without one."""
    body = step.organisation(Party.HEARING_BODY)
    if body is None:
        raise LookupError(f"{step.case.process}: no body hears")
    return body


def members_of_body(step: Step) -> str:
    """Those who are heard where it is the members of the body, as an address names them."""
    return f"Medlemmerne af {hearing_body(step).name}"


@dataclass(frozen=True)
class Heard:
    """What a process hears about, and how; the texts are those of the task's page.

    `told` are facts in pairs, label and value. `remarks` says when an answer needs words. `positions` are the
    answers to choose from, each with its label. `reasons` are points of the agreement: each has `why` and `source`.
    `body` gets the summary; `issuer` sends the letter and the summary; `group` names those who are heard.
    """

    question: Callable[[Step], str]
    told: Callable[[Step], Sequence[tuple[str, str | date]]]
    reasons: Callable[[Step], Sequence[Any]]
    remarks: str
    positions: Mapping[HearingPosition, str]
    body: Callable[[Step], Organisation] = hearing_body
    issuer: Callable[[Step], Organisation] = Step.operator
    group: Callable[[Step], str] = members_of_body


STATUS: Mapping[Standing, Literal["answered", "late", "silent"]] = {
    Standing.ANSWERED: "answered",
    Standing.LATE: "late",
    Standing.SILENT: "silent",
}
"""How the note of a hearing that has closed words it."""
HEARD: dict[str, Heard] = {}
"""By process."""


def heard_in(step: Step) -> Heard:
    """What the step's process hears about."""
    return HEARD[step.case.process]


class HearingAnswers(Answers):
    """A member's answer."""

    position: HearingPosition
    text: str = ""


@operation("hearing.send")
def send(step: Step, data: Data) -> None:
    """Open the hearing for all members and send them the letter."""
    ids = data["hearing_members"]
    assert isinstance(ids, list)
    heard = heard_in(step)
    body = heard.body(step)
    members = _members(step, ids)
    step.involve(Party.HEARING_MEMBER, members)
    deadline = date.fromisoformat(str(data["hearing_deadline"]))
    hearing = Hearing(id=uuid4(), case_id=step.case.id, body_id=body.id, sent_on=step.today, deadline=deadline)
    hearing.answers = [HearingAnswer(organisation_id=one.id) for one in members]
    step.session.add(hearing)
    # A deadline within a week is reminded of in the same step, before the hearing can be read back.
    step.known[Hearing] = hearing
    hearing.letter = step.issue(
        lambda envelope: LETTERS[step.case.process](step, hearing, envelope),
        to=members,
        issuer=heard.issuer(step),
        group=heard.group(step),
    )
    step.note(EventKind.DOCUMENT_SENT, f"Høringsbrev sendt: {heard.group(step)} ({len(members)})")


def _members(step: Step, ids: list[str]) -> list[Organisation]:
    found = by_ids(step.session, [UUID(one) for one in ids])
    return sorted(found.values(), key=lambda organisation: organisation.name)


@answers_to("task_answer_hearing")
def answer(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep one member's answer.

    Raises InputError when remarks or an objection have no text, TaskNotOpen when the deadline has passed.
    """
    given = _given(step, answers)
    hearing = current_hearing(step)
    if step.today > hearing.deadline:
        raise TaskNotOpen(
            f"Fristen for at svare var den {date_in_words(hearing.deadline)}. Sagen fortsætter uden jeres svar."
        )
    _keep(step, answer_by(step, task.organisation_id), given)
    return {}


def answer_from_outside(
    step: Step, task: Task, answers: Mapping[str, Any], received_on: date, files: Sequence[GivenFile]
) -> None:
    """Keep an answer that came in by letter or at a meeting on that day, also one that came too late.

    `task` is the one with which the member was asked; the files are kept by who calls.
    Raises as the member's own answer does, but for the deadline.
    """
    given = _given(step, answers)
    row = answer_by(step, task.organisation_id)
    row.received_on = received_on
    _keep(step, row, given)
    journal_files(step, files, row.organisation.name, entered_on=received_on)


def answer_by(step: Step, organisation_id: UUID) -> HearingAnswer:
    """The row of one who is heard in the latest hearing. Raises NotFound for others."""
    rows = answers_of(step, current_hearing(step))
    found = next((one for one in rows if one.organisation_id == organisation_id), None)
    if found is None:
        raise NotFound("Organisationen er ikke hørt i sagen.")
    return found


def _given(step: Step, answers: Mapping[str, Any]) -> HearingAnswers:
    at_once = AtOnce()
    given = at_once.read(HearingAnswers, answers)
    not_given = "Vælg et af de svar, der kan gives."
    at_once.refuse("position", not_given, when=lambda: given.position not in heard_in(step).positions)
    no_words = "Skriv jeres bemærkninger."
    at_once.refuse("text", no_words, when=lambda: given.position is not HearingPosition.NO_OBJECTION and not given.text)
    at_once.tell()
    return given


def _keep(step: Step, row: HearingAnswer, given: HearingAnswers) -> None:
    assert step.actor is not None
    row.position, row.text = given.position, given.text
    row.answered_at, row.answered_by_id = step.now, step.actor.person_id
    step.journal(Direction.IN, "Høringssvar", row.organisation.name, entered_on=row.received_on)


@operation("hearing.remind")
def remind(step: Step, _data: Data) -> None:
    """Remind the members that have not answered, unless they got the letter today: then the deadline is short."""
    hearing = current_hearing(step)
    if hearing.sent_on == step.today:
        return
    silent = [row for row in answers_of(step, hearing) if row.position is None]
    for row in silent:
        row.reminded_at = step.now
    text = f"Husk at svare på høringen i sag {step.case.number} senest {date_in_words(hearing.deadline)}."
    step.tell(
        [row.organisation for row in silent],
        text,
        key=f"hearing:{hearing.id}:reminder",
        kind=NoticeKind.DEADLINE_NEAR,
        task="task_answer_hearing",
    )
    step.note(EventKind.REMINDED, f"{len(silent)} høringsparter er mindet om fristen")


@operation("hearing.close")
def close(step: Step, _data: Data) -> None:
    """Close the hearing and lay the collected answers before the body."""
    hearing = current_hearing(step)
    hearing.closed_on = step.today
    collect(step, hearing, replaces=None)
    rows = answers_of(step, hearing)
    answered = sum(1 for row in rows if row.position is not None)
    step.note(EventKind.STEP, f"Høringen er afsluttet: {answered} af {len(rows)} har svaret")


def collect(step: Step, hearing: Hearing, *, replaces: Document | None) -> Document:
    """Issue the note of the answers, by standpoint and with the silent named, to the body."""
    heard = heard_in(step)
    order = list(heard.positions)[::-1]
    rows = sorted(answers_of(step, hearing), key=lambda row: order.index(row.position) if row.position else len(order))
    shown = tuple(_shown(step, hearing, row, heard.positions) for row in rows)
    hearing.summary = step.issue(
        lambda envelope: SUMMARIES[step.case.process](step, hearing, shown, envelope),
        to=[heard.body(step)],
        issuer=heard.issuer(step),
        replaces=replaces,
    )
    return hearing.summary


def current_hearing(step: Step) -> Hearing:
    """The latest hearing of the case, read once in a step. Raises NotFound where there has been none."""
    if Hearing not in step.known:
        step.known[Hearing] = _latest(step)
    hearing: Hearing | None = step.known[Hearing]
    if hearing is None:
        raise NotFound("Der har ikke været en høring i sagen.")
    return hearing


def _latest(step: Step) -> Hearing | None:
    """The latest hearing, and with it its answers and the body's next meeting: who asks for one asks for all."""
    of_case = select(Hearing.id).where(Hearing.case_id == step.case.id)
    latest = of_case.order_by(Hearing.sent_on.desc(), Hearing.closed_on.is_not(None)).limit(1).scalar_subquery()
    meetings = select(func.min(Meeting.held_on)).where(
        Meeting.body_id == Hearing.body_id, Meeting.held_on >= Hearing.deadline
    )
    found = select(Hearing, HearingAnswer, meetings.correlate(Hearing).scalar_subquery()).outerjoin(HearingAnswer)
    rows = step.session.execute(found.where(Hearing.id == latest).options(joinedload(HearingAnswer.organisation))).all()
    if not rows:
        return None
    hearing, _, meeting = rows[0]
    answers = [answer for _, answer, _ in rows if answer is not None]
    step.known[hearing.id] = sorted(answers, key=lambda row: row.organisation.name)
    step.known[Meeting, hearing.id] = meeting
    return hearing


def answers_of(step: Step, hearing: Hearing) -> list[HearingAnswer]:
    """One row for each member, by name; read with the hearing."""
    answers: list[HearingAnswer] = step.known[hearing.id]
    return answers


def meeting_after(step: Step, hearing: Hearing) -> date | None:
    """The body's first meeting on the day of the deadline or later, as far as it is planned."""
    if (Meeting, hearing.id) not in step.known:
        planned = next_meeting(step.session, hearing.body_id, hearing.deadline)
        step.known[Meeting, hearing.id] = planned.held_on if planned else None
    meeting: date | None = step.known[Meeting, hearing.id]
    return meeting


def answered_on(row: HearingAnswer | RequestAnswer | QuestionnaireAnswer) -> date | None:
    """The day on which an answer was given, or came in where it was registered for who was asked."""
    return row.received_on or (row.answered_at.astimezone(COPENHAGEN).date() if row.answered_at else None)


def _shown(step: Step, hearing: Hearing, row: HearingAnswer, positions: Mapping[HearingPosition, str]) -> AnswerShown:
    answered = answered_on(row)
    found = standing(answered_on=answered, deadline=hearing.deadline, today=step.today, closed=True)
    return AnswerShown(
        member=row.organisation.name,
        status=STATUS[found],
        position=positions[row.position] if row.position else "",
        received=answered,
        text=row.text,
        outside=row.received_on is not None,
    )


@facts_for("task_answer_hearing")
def question_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The question, what is told of the matter, and the answers to choose from."""
    heard, hearing = heard_in(step), current_hearing(step)
    return {
        "question": heard.question(step),
        "told": heard.told(step),
        "reasons": heard.reasons(step),
        "remarks": heard.remarks,
        "positions": heard.positions,
        "body": heard.body(step).name,
        "hearing": hearing,
    }
