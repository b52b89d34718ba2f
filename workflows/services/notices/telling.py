"""Telling people what concerns them, from any service, within its transaction.

    notify(session, NoticeKind.TASK_GIVEN, persons={person_id: organisation_id}, case=case, task=task,
           text="»Indtast regnskab« er givet til dig af Anne.", key=f"given:{task.id}:{task.revision}", actor=actor)
    notify_organisations(session, NoticeKind.CASE_MESSAGE, [organisation_id], case=case, text="…", key="…",
                         element="task_answer_hearing")

Within a step of a process it is `step.tell(…)`. All three write a notice: a moment later, after the commit,
each person has a message in the page, and by mail as the person has chosen. The one who acts is never told, nor is
anybody without a role in the organisation, or whose organisation may not see the case. `key` names what is told: the
same key tells nobody twice. `text` stands in the page only, never in a mail; it must hold nothing of a citizen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from db.models.case import Case, Task
from db.models.notice import Notice
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.processes.notices import Told, notices, roles_for
from workflows.services.running.once import insert_all_once
from workflows.vocabulary import NoticeKind, Role


def notify(
    session: Session,
    kind: NoticeKind,
    *,
    persons: Mapping[UUID, UUID],
    case: Case | None,
    text: str,
    key: str,
    task: Task | None = None,
    comment_id: UUID | None = None,
    actor: Actor | None = None,
) -> None:
    """Tell some people, each by the organisation for which it concerns them."""
    told = Told(
        kind,
        text,
        f"{case.id}:{key}" if case else key,
        case.id if case else None,
        task.id if task else None,
        actor_id=_id(actor),
        comment_id=comment_id,
    )
    for organisation_id in sorted(set(persons.values())):
        some = tuple(sorted(person for person, where in persons.items() if where == organisation_id))
        _leave(session, replace(told, persons=some), [organisation_id], now())


def notify_organisations(
    session: Session,
    kind: NoticeKind,
    organisation_ids: Iterable[UUID],
    *,
    case: Case | None,
    text: str,
    key: str,
    element: str | None = None,
    roles: frozenset[Role] | None = None,
    actor: Actor | None = None,
    mailed: bool = True,
    comment_id: UUID | None = None,
    about_person_id: UUID | None = None,
) -> None:
    """Tell everybody in some organisations, or those with one of the roles, or who may do the user task `element`."""
    told = Told(
        kind,
        text,
        f"{case.id}:{key}" if case else key,
        case.id if case else None,
        roles=roles_for(element) if element else roles,
        actor_id=_id(actor),
        mailed=mailed,
        comment_id=comment_id,
        about_person_id=about_person_id,
    )
    _leave(session, told, organisation_ids, now())


def _leave(session: Session, told: Told, organisation_ids: Iterable[UUID], moment: datetime) -> None:
    insert_all_once(session, Notice, [_values(one) for one in notices(told, organisation_ids, moment)])


def _values(notice: Notice) -> dict[str, object]:
    return {name: getattr(notice, name) for name in WRITTEN}


WRITTEN = (
    "id",
    "key",
    "kind",
    "case_id",
    "task_id",
    "comment_id",
    "about_person_id",
    "organisation_id",
    "roles",
    "person_ids",
    "actor_id",
    "text",
    "mailed",
    "told_at",
)


def _id(actor: Actor | None) -> UUID | None:
    return actor.person_id if actor else None
