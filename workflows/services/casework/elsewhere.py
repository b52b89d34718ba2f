"""For which of one's own organisations a case or a task can be seen."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from db.models.case import CaseParty, Task
from db.models.person import Person
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.visibility import LISTED
from workflows.clock import today
from workflows.services.people.sessions import actor_in, posts_on
from workflows.vocabulary import Party


def actors_of(person_id: UUID) -> list[Actor]:
    """The person acting for each organisation in which there is a role today, by name."""
    with reading() as session:
        person, posts = session.get_one(Person, person_id), posts_on(session, person_id, today())
        organisations = dict.fromkeys(post.organisation_id for post in posts)
        held = ([post for post in posts if post.organisation_id == one] for one in organisations)
        return [actor for actor in (actor_in(person, theirs) for theirs in held) if actor is not None]


def following(actors: Sequence[Actor], case_id: UUID, permission: Permission | None = None) -> list[Actor]:
    """Those of the actors whose organisation follows the case, and who have the permission in it when one is named."""
    with reading() as session:
        rows = session.execute(select(CaseParty.organisation_id, CaseParty.party).where(CaseParty.case_id == case_id))
        parts: dict[UUID, set[Party]] = {}
        for organisation_id, party in rows:
            parts.setdefault(organisation_id, set()).add(party)
    found = [(actor, parts.get(actor.organisation_id, set())) for actor in actors]
    return [
        actor
        for actor, ours in found
        if ours & LISTED and (permission is None or allows(permission, actor=actor, parties=ours))
    ]


def having(actors: Sequence[Actor], task_id: UUID) -> list[Actor]:
    """Those of the actors whose organisation has the task."""
    with reading() as session:
        organisation_id = session.scalar(select(Task.organisation_id).where(Task.id == task_id))
    return [actor for actor in actors if actor.organisation_id == organisation_id]
