"""Being away: entered by the person or by the secretariat, with a period and perhaps a stand-in; never deleted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.absence import Absence, AbsenceChange
from db.models.organisation import Organisation
from db.models.person import Person
from db.session import lock_row
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import now, today
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.rules.dates_text import date_in_words, period_in_words
from workflows.services.people.absences_shown import NONE, counts_in
from workflows.services.people.stand_ins import candidates_in
from workflows.services.people.telling_of_absence import tell_left_alone, tell_no_longer, tell_stand_in
from workflows.services.register.administering import administering


@dataclass(frozen=True)
class Period:
    """An absence as it is entered. `organisation_id` is none for all of the person's organisations.

    `stand_in_id` is none when nobody stands in: an organisation can have one person only, or all of them away at once.
    """

    stand_in_id: UUID | None
    organisation_id: UUID | None
    first_day: date
    last_day: date


def enter_absence(person_id: UUID, period: Period, *, actor: Actor) -> UUID:
    """Enter that a person is away: the person's own, or the secretariat's for anybody; gives the absence's id.

    Raises NotAllowed for others, and Refused when the period cannot stand: it is over or in no order, another
    absence is in it, or the stand-in has none of the person's roles in it or is away too.
    """
    _must_be_own(person_id, actor)
    with administering(actor) as session:
        stand_in = _held(session, person_id, period)
        row = Absence(
            person_id=person_id,
            stand_in_id=period.stand_in_id,
            organisation_id=period.organisation_id,
            first_day=period.first_day,
            last_day=period.last_day,
        )
        session.add(row)
        session.flush()
        change = _note(session, row, actor, f"Indtastet: {_in_words(session, period, stand_in)}")
        tell_stand_in(session, row, change, actor=actor)
        tell_left_alone(session, row, change, actor=actor)
        return row.id


def change_absence(absence_id: UUID, period: Period, *, actor: Actor) -> None:
    """Change an absence that is not over, as `enter_absence` enters it."""
    with administering(actor) as session:
        row = _open(session, absence_id, actor)
        stand_in = _held(session, row.person_id, period, besides=absence_id, began=row.first_day)
        before, row.stand_in_id, row.organisation_id = row.stand_in_id, period.stand_in_id, period.organisation_id
        row.first_day, row.last_day = period.first_day, period.last_day
        change = _note(session, row, actor, f"Ændret: {_in_words(session, period, stand_in)}")
        if before != row.stand_in_id:
            tell_no_longer(session, row, before, change, actor=actor)
        tell_stand_in(session, row, change, actor=actor)
        tell_left_alone(session, row, change, actor=actor)


def end_absence(absence_id: UUID, *, actor: Actor) -> None:
    """Be back today: the absence ended yesterday. One that has not begun is taken back."""
    with administering(actor) as session:
        row = _open(session, absence_id, actor)
        if row.first_day < today():
            row.last_day = date.fromordinal(today().toordinal() - 1)
            what = f"Afsluttet: sidste dag blev {date_in_words(row.last_day)}"
        else:
            row.ended_at = now()
            what = "Taget tilbage" if row.first_day > today() else "Afsluttet, dagen det begyndte"
        tell_no_longer(session, row, row.stand_in_id, _note(session, row, actor, what), actor=actor)


def _must_be_own(person_id: UUID, actor: Actor) -> None:
    if person_id != actor.person_id and not allows(Permission.ADMINISTER, actor=actor):
        raise NotAllowed("Du kan kun indtaste dit eget fravær. Sekretariatet kan indtaste andres.")


def _open(session: Session, absence_id: UUID, actor: Actor) -> Absence:
    row: Absence | None = session.scalars(lock_row(select(Absence).where(Absence.id == absence_id))).one_or_none()
    if row is None:
        raise NotFound(NONE)
    _must_be_own(row.person_id, actor)
    if row.ended_at is not None or row.last_day < today():
        raise Refused("Fraværet er slut. Indtast et nyt, hvis der skal være et.")
    return row


def _held(
    session: Session, person_id: UUID, period: Period, *, besides: UUID | None = None, began: date | None = None
) -> str | None:
    """Hold the person and look whether the period can stand; gives the name of the one who stands in, if anybody."""
    session.execute(lock_row(select(Person.id).where(Person.id == person_id)))
    if period.last_day < period.first_day:
        raise Refused("Fraværet skal slutte efter, at det begynder.", field="last_day")
    if period.last_day < today():
        raise Refused("Fraværet er allerede slut. Skriv en dag fra i dag af.", field="last_day")
    if period.first_day < today() and period.first_day != began:
        raise Refused("Fraværet kan tidligst begynde i dag.", field="first_day")
    if _clashing(session, person_id, period, besides):
        raise Refused("Der er allerede et fravær i perioden. Ret det i stedet.", field="first_day")
    if period.stand_in_id is None:
        return None
    found = candidates_in(session, person_id, period.organisation_id, max(period.first_day, today()), period.last_day)
    names = {one.id: one.name for one in found}
    if period.stand_in_id not in names:
        raise Refused("Vælg en kollega, der har en af de samme roller samme sted i hele perioden.", field="stand_in_id")
    _must_be_there(session, period, names[period.stand_in_id])
    return names[period.stand_in_id]


def _must_be_there(session: Session, period: Period, name: str) -> None:
    """Refuse a stand-in who is away: nobody stands in for a stand-in, so two can't stand in for each other either."""
    days = counts_in(period.organisation_id, period.first_day, period.last_day)
    found = select(Absence).where(Absence.person_id == period.stand_in_id, *days).order_by(Absence.first_day).limit(1)
    if away := session.scalars(found).one_or_none():
        when = f"fra {date_in_words(away.first_day)} til {date_in_words(away.last_day)}"
        raise Refused(
            f"{name} er selv væk {when}, og den, der er stedfortræder for {name}, ser ikke også dine opgaver. "
            "Vælg en anden, eller del perioden i to fravær.",
            field="stand_in_id",
        )


def _clashing(session: Session, person_id: UUID, period: Period, besides: UUID | None) -> bool:
    found = select(Absence.id).where(
        Absence.person_id == person_id, *counts_in(period.organisation_id, period.first_day, period.last_day)
    )
    return any(one != besides for one in session.scalars(found))


def _note(session: Session, row: Absence, actor: Actor, text: str) -> AbsenceChange:
    change = AbsenceChange(absence_id=row.id, changed_at=now(), changed_by_id=actor.person_id, text=text)
    session.add(change)
    session.flush()
    return change


def _in_words(session: Session, period: Period, stand_in: str | None) -> str:
    where = "alle organisationer"
    if period.organisation_id is not None:
        where = session.get_one(Organisation, period.organisation_id).name
    who = f"stedfortræder {stand_in}" if stand_in else "uden stedfortræder"
    return f"{period_in_words(period.first_day, period.last_day)}, {where}, {who}"
