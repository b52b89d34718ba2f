"""Who of each party has worked in a case last: whom to turn to about it."""

from uuid import UUID

from sqlalchemy import func, select

from db.models.case import CaseEvent
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.services.casework.sight import see_case


def last_active(case_id: UUID, actor: Actor) -> dict[str, str]:
    """By the name of an organisation the one of its people who did something in the case last, and still logs in.

    Empty for who may not read the history, and in a case about a citizen. Raises NotFound for others' cases.
    """
    with reading() as session:
        sight = see_case(session, case_id, actor)
        if sight.case.sealed or Aspect.HISTORY not in sight.aspects:
            return {}
        found = (
            select(Organisation.name, Person.name)
            .select_from(CaseEvent)
            .join(Organisation, Organisation.id == CaseEvent.organisation_id)
            .join(Person, Person.id == CaseEvent.person_id)
            .where(CaseEvent.case_id == case_id, Person.active.is_(True))
            .group_by(Organisation.name, Person.name)
            .order_by(func.max(CaseEvent.happened_at), Person.name)
        )
        # The latest of each organisation comes last, and stays.
        return dict(session.execute(found).all())
