"""Reminding those who have not answered, by hand: once a day each, in the history and as a message."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.session import transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import COPENHAGEN, now
from workflows.errors import Refused
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.services.casework.sight import require_in_case
from workflows.services.hearings.asked import Round, answers_of, round_of
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import EventKind


def remind_silent(case_id: UUID, round_id: UUID, actor: Actor, *, chosen: Collection[UUID] | None = None) -> list[str]:
    """Remind all who have not answered, or those chosen of them; gives their names.

    Raises NotFound and NotAllowed, and Refused when the time is over, the letter is of today, or nobody is left who
    was not reminded today.
    """
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.HEARING_RUN)
        asked = round_of(session, step.case, round_id)
        _must_be_open(asked, step.today)
        rows = [row for row in _silent(step, asked) if chosen is None or row.organisation_id in chosen]
        return _remind(step, asked, [row for row in rows if _reminded_on(row) != step.today])


def _must_be_open(asked: Round, today: date) -> None:
    if asked.closed or today > asked.deadline:
        raise Refused(f"Fristen den {date_in_words(asked.deadline)} er udløbet. Der kan ikke mindes om den mere.")
    if asked.sent_on == today:
        raise Refused("Brevet er sendt i dag. Vent til i morgen med at minde om det.")


def _silent(step: Step, asked: Round) -> list[Any]:
    table, of_round = answers_of(asked, step.case)
    found = select(table).where(of_round, table.answered_at.is_(None))
    rows = step.session.scalars(found.options(joinedload(table.organisation)))
    return sorted(rows, key=lambda row: row.organisation.name)


def _reminded_on(row: Any) -> date | None:
    return row.reminded_at.astimezone(COPENHAGEN).date() if row.reminded_at else None


def _remind(step: Step, asked: Round, rows: list[Any]) -> list[str]:
    if not rows:
        raise Refused("De, der mangler at svare, er allerede mindet om fristen i dag. Prøv igen i morgen.")
    assert step.actor is not None
    for row in rows:
        row.reminded_at, row.reminded_by_id = step.now, step.actor.person_id
    names = [row.organisation.name for row in rows]
    what = f"{asked.kind.label.lower()} i sag {step.case.number}"
    text = f"Husk at svare på {what} senest {date_in_words(asked.deadline)}: {asked.title}."
    key = f"{asked.kind}:{asked.id}:reminder:{step.today}"
    step.tell([row.organisation for row in rows], text, key=key)
    step.note(EventKind.REMINDED, f"{asked.title}: {', '.join(names)} er mindet om fristen af {step.actor.name}")
    return names
