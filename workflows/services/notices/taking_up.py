"""Taking up what steps have left to be told: new tasks and notices. A job is ordered for those of each case.

Tasks that have ended are met on the same way, and what had been told of them is settled.

A step writes nothing more for it than the rows that it writes anyway, so that it costs the one who acts nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Task
from db.models.notice import Notice
from db.models.work import Job
from db.session import reading, transaction
from workflows.clock import now
from workflows.processes.notices import Told, notices, roles_for
from workflows.services.notices.followed import gone_on
from workflows.services.notices.settling import settle_ended
from workflows.services.notices.spreading import SPREAD
from workflows.services.people.standing_in import away_today
from workflows.vocabulary import NoticeKind, TaskStatus

AT_ONCE = 500
"""How many are taken up in one transaction."""

_UNTOLD = select(Task).where(Task.told_at.is_(None))
_WAITING = select(Notice).where(Notice.taken_up_at.is_(None))


def take_up() -> None:
    """Order the jobs that tell the persons; each task and each notice is taken up by one worker, once."""
    with reading() as session:
        # Looking before locking, so that an idle worker never holds SQLite's write lock.
        nothing = not session.scalars(_UNTOLD.with_only_columns(Task.id).limit(1)).all()
        if nothing and not session.scalars(_WAITING.with_only_columns(Notice.id).limit(1)).all():
            return
    with transaction() as session:
        moment = now()
        told = _of_tasks(session, moment)
        left = _WAITING.order_by(Notice.told_at, Notice.id).limit(AT_ONCE).with_for_update(skip_locked=True)
        _order(session, [*session.scalars(left), *told], moment)


def _of_tasks(session: Session, moment: datetime) -> list[Notice]:
    tasks = list(session.scalars(_UNTOLD.order_by(Task.id).limit(AT_ONCE).with_for_update(skip_locked=True)))
    for task in tasks:
        task.told_at = moment
    session.flush()
    opened = [task for task in tasks if task.status is TaskStatus.OPEN]
    settle_ended(session, [task.id for task in tasks if task not in opened], moment)
    told = [
        one
        for task in opened
        for news in (_opened(task), *_of_stand_in(session, task))
        for one in notices(news, [task.organisation_id], task.opened_at)
    ]
    told += gone_on(session, opened, moment)
    session.add_all(told)
    return told


def _of_stand_in(session: Session, task: Task) -> Iterator[Told]:
    """One who is away has been given a task: for who stands in."""
    given = [task.assignee_id] if task.assignee_id else []
    for away in away_today(session, given, task.organisation_id).values():
        if away.stand_in_id is None:
            continue
        yield replace(
            _opened(task),
            text=f"{task.label}. Den står til {away.name}, der er væk. Du er stedfortræder.",
            key=f"task:{task.id}:stand_in",
            persons=(away.stand_in_id,),
        )


def _opened(task: Task) -> Told:
    """A task has been opened: for the one person who has it, or for those who may do it."""
    return Told(
        kind=NoticeKind.TASK_GIVEN if task.assignee_id else NoticeKind.TASK_OPENED,
        text=task.label,
        key=f"task:{task.id}",
        case_id=task.case_id,
        task_id=task.id,
        roles=roles_for(task.element_id, task.lane),
        persons=(task.assignee_id,) if task.assignee_id else None,
        actor_id=task.opened_by_id,
    )


def _order(session: Session, left: Iterable[Notice], moment: datetime) -> None:
    by_case: dict[UUID | None, list[str]] = {}
    for notice in left:
        notice.taken_up_at = moment
        by_case.setdefault(notice.case_id, []).append(str(notice.id))
    session.add_all(
        Job(key=f"notices:{ids[0]}", kind=SPREAD, case_id=case_id, payload={"notices": ids}, run_after=moment)
        for case_id, ids in by_case.items()
    )
