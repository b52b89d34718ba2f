"""Notices: what a step leaves to be told. Each person whom it concerns is told afterwards, in a job."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from db.models.notice import Notice
from workflows.access.grants import GRANTS
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.vocabulary import NoticeKind, Party, Role


@dataclass(frozen=True)
class Told:
    """What is told. `key` names it, so that nobody is told twice; `roles` and `persons` narrow who is told.

    `comment_id` is what has been written, `about_person_id` whom it tells of; both are where its message leads.
    `actor_id` is whose act it is, who is not told; `mailed=False` keeps it out of every mail.
    """

    kind: NoticeKind
    text: str
    key: str
    case_id: UUID | None = None
    task_id: UUID | None = None
    roles: frozenset[Role] | None = None
    persons: tuple[UUID, ...] | None = None
    actor_id: UUID | None = None
    mailed: bool = True
    comment_id: UUID | None = None
    about_person_id: UUID | None = None


def notices(told: Told, organisation_ids: Iterable[UUID], moment: datetime) -> list[Notice]:
    """A notice to each organisation. Every row names the same columns, so that they are written in one statement."""
    return [
        Notice(
            id=uuid4(),
            key=told.key,
            kind=told.kind,
            case_id=told.case_id,
            task_id=told.task_id,
            comment_id=told.comment_id,
            about_person_id=told.about_person_id,
            organisation_id=organisation_id,
            roles=sorted(told.roles) if told.roles is not None else None,
            person_ids=[str(one) for one in told.persons] if told.persons is not None else None,
            actor_id=told.actor_id,
            text=told.text,
            mailed=told.mailed,
            told_at=moment,
        )
        for organisation_id in organisation_ids
    ]


def roles_for(element_id: str, lane: Party | None = None) -> frozenset[Role]:
    """The roles that may do a task of the diagrams, in one lane or in any."""
    grants = GRANTS[TASK_PERMISSIONS[element_id]]
    return frozenset(grant.role for grant in grants if lane in (None, grant.party))
