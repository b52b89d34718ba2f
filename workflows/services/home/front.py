"""The front page of an organisation: what waits for it, what its cases mean, whom it waits for, its money and its post.

As many statements for many cases as for few: each part is read for all its rows at once, and shows no more than a few.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case as when
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models.case import NO_DEADLINE, Case, CaseParty, Task
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.documents.formats import dato
from workflows.services.casework.case_kinds import all_kinds, kinds_in
from workflows.services.casework.cases import visible_cases
from workflows.services.casework.shares import OwnMoney, OwnShareRow, own_money
from workflows.services.casework.task_scopes import Tally, is_open
from workflows.services.home.awaited import Awaited, awaited
from workflows.services.home.meanings import meaning
from workflows.services.home.stakes import GrantedServices, Unsettled, granted_services, unsettled
from workflows.services.home.subjects import subjects
from workflows.services.home.visits import visit_front_page
from workflows.services.overview.scope import Asker, Scope, asker
from workflows.services.papers.document_lists import Arrived, arrived_documents
from workflows.services.running.standing import WAITED_FOR
from workflows.vocabulary import CaseStatus, OrganisationKind, Party, Process

FEW = 5
LOOKED_AT = 200
"""Tasks with a day among which the most pressing cases are found."""
BEARING = (OrganisationKind.MUNICIPALITY, OrganisationKind.REGION)


@dataclass(frozen=True)
class OwnTask:
    """A task that others wait for the organisation to do."""

    id: UUID
    label: str
    case_id: UUID
    case_number: str
    case_title: str
    process: Process
    due_on: date | None


@dataclass(frozen=True)
class CaseInWords:
    """A case as one would tell of it: what it is about, where it stands, what it means for the organisation."""

    id: UUID
    number: str
    title: str
    about: str
    stands: str
    means: str


@dataclass(frozen=True)
class FrontPage:
    """All that concerns the organisation, in short. `before` is the person's last visit, none at the first."""

    before: datetime | None
    tasks: list[OwnTask]
    open: int
    late: int
    cases: list[CaseInWords]
    running: Mapping[Process, Tally]
    awaited: list[Awaited]
    money: OwnMoney
    unsettled: list[Unsettled]
    """Closings that can give it a part of their result, and have not told it a figure."""
    granted: GrantedServices | None
    can_bear: bool
    """Whether it is of a kind that can bear or receive a share."""
    documents: Arrived

    @property
    def all_running(self) -> Tally:
        """How many running cases concern it."""
        return all_kinds(self.running)


def front_page(actor: Actor, login_id: UUID) -> FrontPage:
    """What the person sees first in the organisation; notes the visit."""
    before = visit_front_page(actor, login_id)
    money = own_money(actor)
    with reading() as session:
        number, late = _counted(session, actor)
        who = asker(session, actor, Scope())
        waited_for = awaited(session, who, most=FEW + 1)
        return FrontPage(
            before=before,
            tasks=_tasks(session, actor),
            open=number,
            late=late,
            cases=_cases(session, who, money, [one.case_id for one in waited_for]),
            running=kinds_in(session, actor, (CaseStatus.RUNNING,)),
            awaited=waited_for,
            money=money,
            unsettled=unsettled(session, who, [one.case_id for one in money.rows], most=FEW + 1),
            granted=granted_services(session, actor),
            can_bear=actor.organisation_kind in BEARING,
            documents=arrived_documents(session, actor, since=before, most=FEW),
        )


def _own(actor: Actor) -> Any:
    return (Task.organisation_id == actor.organisation_id) & (is_open())


def _counted(session: Session, actor: Actor) -> tuple[int, int]:
    late = func.coalesce(func.sum(when((Task.due_on < today(), 1), else_=0)), 0)
    number, too_late = session.execute(select(func.count(), late).where(_own(actor))).one()
    return number, too_late


def _tasks(session: Session, actor: Actor) -> list[OwnTask]:
    found = select(Task, Case).join(Case, Case.id == Task.case_id).where(_own(actor))
    return [
        OwnTask(task.id, task.label, case.id, case.number, case.title, Process(case.process), _due(task.due_on))
        for task, case in session.execute(found.order_by(Task.due_on, Task.id).limit(FEW))
    ]


def _cases(session: Session, who: Asker, money: OwnMoney, waited_for: Sequence[UUID]) -> list[CaseInWords]:
    """The most pressing running cases: those that wait for the organisation, those it waits for, then the newest."""
    actor = who.actor
    running = visible_cases(actor).where(Case.status == CaseStatus.RUNNING, *who.by_case(Case.id))
    newest = list(session.scalars(running.order_by(Case.opened_at.desc(), Case.id.desc()).limit(FEW)))
    ids = list(dict.fromkeys([*_pressing(session, actor), *waited_for, *(one.id for one in newest)]))[:FEW]
    found = {one.id: one for one in session.scalars(running.where(Case.id.in_(ids)))}
    cases = [found[one] for one in ids if one in found]
    parts, waiting, about = _parts(session, actor, ids), _waiting(session, actor, ids), subjects(session, cases)
    shares = {row.case_id: row for row in money.rows}
    return [
        CaseInWords(
            id=one.id,
            number=one.number,
            title=one.title,
            about=about[one.id],
            stands=_stands(one, waiting[one.id]),
            means=_means(Process(one.process), parts[one.id], shares.get(one.id)),
        )
        for one in cases
    ]


def _pressing(session: Session, actor: Actor) -> list[UUID]:
    """The cases in which the organisation has something to do by a day, the nearest day first."""
    dated = select(Task.case_id, Task.due_on).where(_own(actor), Task.due_on < NO_DEADLINE)
    first = dated.order_by(Task.due_on, Task.case_id).limit(LOOKED_AT).subquery()
    nearest = select(first.c.case_id).group_by(first.c.case_id).order_by(func.min(first.c.due_on), first.c.case_id)
    return list(session.scalars(nearest.limit(FEW)))


def _parts(session: Session, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, set[Party]]:
    found = select(CaseParty.case_id, CaseParty.party).where(CaseParty.organisation_id == actor.organisation_id)
    parts: defaultdict[UUID, set[Party]] = defaultdict(set)
    for case_id, party in session.execute(found.where(CaseParty.case_id.in_(ids))):
        parts[case_id].add(party)
    return parts


@dataclass(frozen=True)
class _Waiting:
    """Open tasks of one kind in a case."""

    ours: bool
    lane: Party
    label: str
    number: int
    due_on: date | None


def _waiting(session: Session, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, list[_Waiting]]:
    ours = when((Task.organisation_id == actor.organisation_id, 1), else_=0)
    found = (
        select(Task.case_id, ours, Task.lane, Task.label, func.count(), func.min(Task.due_on))
        .where(Task.case_id.in_(ids), is_open())
        .group_by(Task.case_id, ours, Task.lane, Task.label)
        .order_by(func.min(Task.due_on), Task.label)
    )
    waiting: defaultdict[UUID, list[_Waiting]] = defaultdict(list)
    for case_id, own, lane, label, number, due_on in session.execute(found):
        waiting[case_id].append(_Waiting(bool(own), lane, label, number, _due(due_on)))
    return waiting


def _stands(case: Case, waiting: Collection[_Waiting]) -> str:
    """Where a case stands, in a sentence: whom it waits for, the reader first."""
    ours = [one for one in waiting if one.ours]
    if ours:
        more = f" ({len(ours) - 1} mere)"
        return f"Den venter på jer: {ours[0].label}{_by(ours[0].due_on)}{more if len(ours) > 1 else ''}."
    if not waiting:
        return f"{case.standing}." if case.standing else ""
    return f"Den venter på {' og på '.join(_on_others(one) for one in waiting)}."


def _on_others(one: _Waiting) -> str:
    missing = f", {one.number} mangler" if one.number > 1 else ""
    return f"{WAITED_FOR[one.lane]} ({one.label}{_by(one.due_on)}{missing})"


def _by(due_on: date | None) -> str:
    """The day something is to be done by, or was; nothing where there is none."""
    if due_on is None:
        return ""
    return f", fristen var {dato(due_on)}" if due_on < today() else f" senest {dato(due_on)}"


def _means(process: Process, parts: Collection[Party], share: OwnShareRow | None) -> str:
    means = meaning(process, parts)
    if share is None:
        return means
    return f"{means} {share.stage.label}: {share.in_words[:1].lower()}{share.in_words[1:]}."


def _due(day: date) -> date | None:
    return None if day == NO_DEADLINE else day
