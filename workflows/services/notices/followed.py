"""Telling those who follow a case that it has gone on: when the process has opened a task in it.

They are found after the step, so that it costs the one who acts nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, Task
from db.models.notice import Notice
from workflows.processes.notices import Told, notices
from workflows.services.casework.following import followers_of
from workflows.vocabulary import NoticeKind


def gone_on(session: Session, tasks: Sequence[Task], moment: datetime) -> list[Notice]:
    """A notice to the followers of each case in which the process has opened one of these tasks.

    What was opened in the meantime is one piece of news, of whoever acted last; errands beside the process are none.
    """
    latest = {task.case_id: task for task in sorted(tasks, key=_opened) if task.engine_id}
    followers = followers_of(session, latest)
    if not followers:
        return []
    standing = _standing(session, followers)
    told: list[Notice] = []
    for case_id, follow in followers.items():
        task = latest[case_id]
        for organisation_id, persons in _by_organisation(follow).items():
            what = Told(
                kind=NoticeKind.FOLLOWED_CASE,
                text=f"Sagen er gået videre. {standing[case_id]}.",
                key=f"{case_id}:followed:{task.id}",
                case_id=case_id,
                persons=persons,
                actor_id=task.opened_by_id,
            )
            told += notices(what, [organisation_id], moment)
    return told


def _opened(task: Task) -> datetime:
    return task.opened_at


def _standing(session: Session, case_ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(session.execute(select(Case.id, Case.standing).where(Case.id.in_(case_ids))).all())


def _by_organisation(followers: dict[UUID, UUID]) -> dict[UUID, tuple[UUID, ...]]:
    found: dict[UUID, tuple[UUID, ...]] = {}
    for person, organisation in followers.items():
        found[organisation] = (*found.get(organisation, ()), person)
    return found
