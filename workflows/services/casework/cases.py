"""Cases as they are seen: lists, and the page of one case, each as far as the organisation may see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.models.case import NO_DEADLINE, Case, Task
from db.models.document import Document, JournalEntry
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.visibility import LISTED, Aspect
from workflows.clock import COPENHAGEN, today
from workflows.rules.agreements import agreement
from workflows.services.casework.case_filters import CaseFilter
from workflows.services.casework.deadlines import DeadlineRow, deadlines_of
from workflows.services.casework.sight import has_part, see_case
from workflows.services.casework.task_scopes import among_few
from workflows.services.casework.waiting import Waiting, waiting_in
from workflows.services.papers.document_lists import DocumentRow, list_documents
from workflows.services.running.cursors import Cursor, after
from workflows.vocabulary import CaseStatus, Direction, Party, Process, TaskStatus

PAGE = 50
AT_ONCE = 500
"""Cases that are read together where all of them are."""


@dataclass(frozen=True)
class CaseRow:
    """A case in a list. `waits_for_us` counts the open tasks of the actor's organisation."""

    id: UUID
    number: str
    title: str
    process: Process
    standing: str
    status: CaseStatus
    opened_on: date
    agreement: str
    waits_for_us: int
    next_due: date | None


@dataclass(frozen=True)
class CasePage:
    """A page of a list of cases; `cursor` leads to the next."""

    rows: list[CaseRow]
    cursor: str | None


def visible_cases(actor: Actor) -> Select[Case]:
    """The cases that stand in the organisation's list: the one function every list passes through."""
    return select(Case).where(has_part(actor, LISTED))


def listed_cases(session: Session, actor: Actor) -> Select[Case]:
    """The same for a list in its order: an organisation with few cases among many finds them by its own."""
    return visible_cases(actor).where(*among_few(session, actor, Case.id))


def list_cases(actor: Actor, asked: CaseFilter | None = None, *, cursor: str | None = None) -> CasePage:
    """The cases that concern the actor's organisation, as far as they are asked for, the newest first.

    Never loads a process. Raises NotFound for a cursor that is none.
    """
    with reading() as session:
        found = after(asked_for(session, actor, asked), Case.opened_at, Case.id, cursor)
        cases = list(session.scalars(found.order_by(Case.opened_at.desc(), Case.id.desc()).limit(PAGE + 1)))
        waiting = _waiting(session, [case.id for case in cases], actor)
    rows = [_row(case, waiting.get(case.id, (0, None))) for case in cases[:PAGE]]
    more = len(cases) > PAGE
    return CasePage(rows, str(Cursor(cases[PAGE - 1].opened_at, cases[PAGE - 1].id)) if more else None)


def every_case(session: Session, actor: Actor, asked: CaseFilter) -> Iterator[tuple[Case, CaseRow]]:
    """Every case of `list_cases` with its row, read a little at a time."""
    found = asked_for(session, actor, asked).order_by(Case.opened_at.desc(), Case.id.desc())
    parts = session.scalars(found.execution_options(yield_per=AT_ONCE)).partitions()
    for cases in parts:
        waiting = _waiting(session, [case.id for case in cases], actor)
        yield from ((case, _row(case, waiting.get(case.id, (0, None)))) for case in cases)


def asked_for(session: Session, actor: Actor, asked: CaseFilter | None) -> Select[Case]:
    """The cases of a list as it is filtered, in no order."""
    return listed_cases(session, actor).where(*(asked or CaseFilter()).conditions(actor, today()))


def _waiting(session: Session, case_ids: list[UUID], actor: Actor) -> dict[UUID, tuple[int, date | None]]:
    """Number of open tasks and the earliest deadline of the organisation in each case."""
    found = (
        select(Task.case_id, func.count(), func.min(Task.due_on))
        .where(
            Task.case_id.in_(case_ids),
            Task.organisation_id == actor.organisation_id,
            Task.status == TaskStatus.OPEN,
        )
        .group_by(Task.case_id)
        # Else SQLite looks through all open tasks of the organisation for those of some cases.
        .with_hint(Task, "INDEXED BY ix_task_case_id", "sqlite")
    )
    return {case_id: (count, None if due == NO_DEADLINE else due) for case_id, count, due in session.execute(found)}


def _row(case: Case, waiting: tuple[int, date | None]) -> CaseRow:
    count, due = waiting
    return CaseRow(
        id=case.id,
        number=case.number,
        title=case.title,
        process=Process(case.process),
        standing=case.standing,
        status=case.status,
        opened_on=case.opened_at.astimezone(COPENHAGEN).date(),
        agreement=agreement(case.agreement_id).title,
        waits_for_us=count,
        next_due=due,
    )


@dataclass(frozen=True)
class JournalRow:
    """An entry of the journal."""

    position: int
    entered_on: date
    direction: Direction
    theme: str
    parties: str
    document_number: str | None


@dataclass(frozen=True)
class CaseShown:
    """All that the actor's organisation may see of a case."""

    row: CaseRow
    kle: str
    process: str
    agreement_id: str
    ended_on: date | None
    sealed: bool
    """Whether the case is about a citizen."""
    revision: int
    aspects: frozenset[Aspect]
    permissions: frozenset[Permission]
    parties: list[tuple[Party, str]] = field(default_factory=list)
    waiting: Waiting = field(default_factory=Waiting)
    deadlines: list[DeadlineRow] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)
    journal: list[JournalRow] = field(default_factory=list)


def show_case(case_id: UUID, actor: Actor, *, needs: Aspect = Aspect.STANDING) -> CaseShown:
    """The page of a case. Raises NotFound when the organisation has no part in it that opens what is needed."""
    with reading() as session:
        sight = see_case(session, case_id, actor, needs=needs)
        case, seen = sight.case, sight.aspects
        waiting = _waiting(session, [case.id], actor)
        deadlines = deadlines_of(session, case) if Aspect.DEADLINES in seen else []
        return CaseShown(
            row=_row(case, waiting.get(case.id, (0, None))),
            kle=case.kle,
            process=case.process,
            agreement_id=case.agreement_id,
            ended_on=case.ended_on,
            sealed=case.sealed,
            revision=case.revision,
            aspects=seen,
            permissions=frozenset(one for one in Permission if allows(one, actor=actor, parties=sight.parties)),
            parties=_parties(case) if Aspect.PARTIES in seen else [],
            waiting=waiting_in(session, case, actor, seen, deadlines),
            deadlines=deadlines,
            documents=list_documents(session, actor, case_id=case.id, everything=Aspect.ALL_DOCUMENTS in seen),
            journal=_journal(session, case) if Aspect.JOURNAL in seen else [],
        )


def _parties(case: Case) -> list[tuple[Party, str]]:
    order = list(Party)
    rows = sorted(case.parties, key=lambda one: (order.index(one.party), one.organisation.name))
    return [(one.party, one.organisation.name) for one in rows]


def _journal(session: Session, case: Case) -> list[JournalRow]:
    found = (
        select(JournalEntry, Document.number)
        .outerjoin(Document, Document.id == JournalEntry.document_id)
        .where(JournalEntry.case_id == case.id)
        .order_by(JournalEntry.position)
    )
    return [
        JournalRow(entry.position, entry.entered_on, entry.direction, entry.theme, entry.parties, number)
        for entry, number in session.execute(found)
    ]
