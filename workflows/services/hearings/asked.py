"""Those who were asked in a case, whatever it was: a hearing, a request, a questionnaire; and how each stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, aliased

from db.models.case import Case, Timer
from db.models.closing import Hearing, HearingAnswer
from db.models.document import Delivery
from db.models.organisation import Organisation
from db.models.person import Person
from db.models.reevaluation import QuestionnaireAnswer, Reevaluation
from db.models.request import Request, RequestAnswer
from workflows.clock import COPENHAGEN
from workflows.errors import NotFound
from workflows.processes.hearing import HEARD, answered_on
from workflows.rules.hearing import Standing, standing
from workflows.services.register.listing import alphabetical
from workflows.vocabulary import HearingPosition, Labelled


class RoundKind(Labelled):
    """What was asked."""

    HEARING = "hearing", "Høring"
    REQUEST = "request", "Anmodning"
    QUESTIONNAIRE = "questionnaire", "Spørgeskema"


REMINDERS = {
    RoundKind.HEARING: "timer_hearing_reminder",
    RoundKind.REQUEST: "timer_request_reminder",
    RoundKind.QUESTIONNAIRE: "timer_questionnaire_near",
}
"""The timer by which the process reminds the silent by itself."""


@dataclass(frozen=True)
class Round:
    """One time that some organisations were asked the same, with a deadline."""

    id: UUID
    kind: RoundKind
    title: str
    sent_on: date
    deadline: date
    closed: bool
    letter_id: UUID | None
    summary_id: UUID | None
    matter: str | None = None
    """Of a request: the process's word for what is asked, by which its rounds belong together."""


@dataclass(frozen=True)
class AskedRow:
    """One who was asked. `answered_by` is who answered, or who registered an answer that came on `received_on`."""

    organisation_id: UUID
    name: str
    standing: Standing
    delivered_at: datetime | None
    opened_at: datetime | None
    opened_by: str | None
    answered_at: datetime | None
    answered_by: str | None
    received_on: date | None
    position: str
    against: bool
    text: str
    reminded_at: datetime | None
    reminded_by: str | None


def rounds_of(session: Session, case: Case) -> list[Round]:
    """All times that others were asked in the case, the latest first."""
    hearings = session.execute(
        select(Hearing, Organisation.name)
        .join(Organisation, Organisation.id == Hearing.body_id)
        .where(Hearing.case_id == case.id)
        .order_by(Hearing.closed_on.is_not(None))
    )
    found = [_hearing(row, body) for row, body in hearings]
    requests = select(Request).where(Request.case_id == case.id).order_by(Request.round.desc())
    found += [_request(row) for row in session.scalars(requests)]
    found += [_questionnaire(case, row) for row in session.scalars(_questionnaires(case))]
    return sorted(found, key=lambda one: (one.sent_on, one.deadline), reverse=True)


def round_of(session: Session, case: Case, round_id: UUID) -> Round:
    """One time that others were asked. Raises NotFound, also in a case about a citizen."""
    found = next((one for one in rounds_of(session, case) if one.id == round_id), None)
    if found is None or case.sealed:
        raise NotFound("Der er ikke spurgt nogen i sagen.")
    return found


def asked_again(asked: Round, rounds: Iterable[Round]) -> bool:
    """Whether the same has been asked once more since; `rounds` are those of the case, the latest first."""
    alike = (one for one in rounds if (one.kind, one.matter) == (asked.kind, asked.matter))
    return next(alike, asked) != asked


def _hearing(row: Hearing, body: str) -> Round:
    closed = row.closed_on is not None
    title = f"Høring, samlet til {body}"
    return Round(row.id, RoundKind.HEARING, title, row.sent_on, row.deadline, closed, row.letter_id, row.summary_id)


def _request(row: Request) -> Round:
    closed = row.closed_on is not None
    title = row.title if row.round == 1 else f"{row.title}, {row.round}. gang"
    return Round(
        id=row.id,
        kind=RoundKind.REQUEST,
        title=title,
        sent_on=row.sent_on,
        deadline=row.deadline,
        closed=closed,
        letter_id=row.letter_id,
        summary_id=row.summary_id,
        matter=row.matter,
    )


def _questionnaires(case: Case) -> Any:
    asked = select(QuestionnaireAnswer.id).where(QuestionnaireAnswer.case_id == case.id).exists()
    return select(Reevaluation).where(Reevaluation.case_id == case.id, asked)


def _questionnaire(case: Case, row: Reevaluation) -> Round:
    sent_on = case.opened_at.astimezone(COPENHAGEN).date()
    kind = RoundKind.QUESTIONNAIRE
    return Round(row.id, kind, kind.label, sent_on, row.deadline, False, row.questionnaire_id, row.summary_id)


def answers_of(round_: Round, case: Case) -> tuple[Any, ColumnElement[bool]]:
    """The table in which the answers of a round stand, and which of its rows are the round's."""
    if round_.kind is RoundKind.HEARING:
        return HearingAnswer, HearingAnswer.hearing_id == round_.id
    if round_.kind is RoundKind.REQUEST:
        return RequestAnswer, RequestAnswer.request_id == round_.id
    return QuestionnaireAnswer, QuestionnaireAnswer.case_id == case.id


def rows_of(session: Session, case: Case, round_: Round, today: date) -> list[AskedRow]:
    """Everyone who was asked in a round, by name: one select."""
    table, of_round = answers_of(round_, case)
    opener, answerer, reminder = aliased(Person), aliased(Person), aliased(Person)
    sent = and_(Delivery.document_id == round_.letter_id, Delivery.organisation_id == table.organisation_id)
    found = (
        select(table, Organisation.name, Delivery, opener.name, answerer.name, reminder.name)
        .join(Organisation, Organisation.id == table.organisation_id)
        .outerjoin(Delivery, sent)
        .outerjoin(opener, opener.id == Delivery.opened_by_id)
        .outerjoin(answerer, answerer.id == table.answered_by_id)
        .outerjoin(reminder, reminder.id == table.reminded_by_id)
        .where(of_round)
        .order_by(alphabetical(Organisation.name))
    )
    positions = HEARD[case.process].positions if round_.kind is RoundKind.HEARING else {}
    return [_row(round_, positions, today, *row) for row in session.execute(found)]


def _row(
    round_: Round,
    positions: Mapping[Any, str],
    today: date,
    answer: Any,
    name: str,
    delivery: Delivery | None,
    opened_by: str | None,
    answered_by: str | None,
    reminded_by: str | None,
) -> AskedRow:
    position = getattr(answer, "position", None)
    return AskedRow(
        organisation_id=answer.organisation_id,
        name=name,
        standing=standing(answered_on=answered_on(answer), deadline=round_.deadline, today=today, closed=round_.closed),
        delivered_at=delivery.delivered_at if delivery else None,
        opened_at=delivery.opened_at if delivery else None,
        opened_by=opened_by,
        answered_at=answer.answered_at,
        answered_by=answered_by,
        received_on=answer.received_on,
        position=positions[position] if position else "",
        against=position is HearingPosition.AGAINST,
        text=answer.text,
        reminded_at=answer.reminded_at,
        reminded_by=reminded_by,
    )


def next_reminder(session: Session, case: Case, round_: Round) -> datetime | None:
    """When the process will remind the silent by itself; none when it has, or will not."""
    found = select(Timer.due_at).where(Timer.case_id == case.id, Timer.element_id == REMINDERS[round_.kind])
    return session.scalars(found.order_by(Timer.due_at)).first()
