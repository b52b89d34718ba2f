"""A stand-in who leaves: the absences lose them, and those who are away are told to choose another."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.absence import Absence, AbsenceChange
from db.models.person import Person
from workflows.access.actor import Actor
from workflows.clock import now, today
from workflows.services.people.stand_ins import candidates_in
from workflows.services.people.telling_of_absence import tell_left_without
from workflows.services.register.administering import COMMAND_LINE


def let_go_of_stand_in(session: Session, person_id: UUID, actor: Actor | None) -> None:
    """Take a person out of the absences, now and to come, in which they have none of the roles any more."""
    found = select(Absence).where(
        Absence.stand_in_id == person_id, Absence.ended_at.is_(None), Absence.last_day >= today()
    )
    for row in session.scalars(found.order_by(Absence.first_day, Absence.id)).all():
        able = candidates_in(session, row.person_id, row.organisation_id, today(), today())
        if any(one.id == person_id for one in able):
            continue
        name = session.get_one(Person, person_id).name
        row.stand_in_id = None
        change = AbsenceChange(
            absence_id=row.id,
            changed_at=now(),
            changed_by_id=actor.person_id if actor and actor.person_id != COMMAND_LINE else None,
            text=f"Uden stedfortræder: {name} har ikke længere en af rollerne",
        )
        session.add(change)
        session.flush()
        tell_left_without(session, row, name, change)
