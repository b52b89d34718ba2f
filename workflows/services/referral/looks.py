"""Looks at a citizen's data, for the two parties of the case only: who, when, for whom, at what and why is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, CaseParty
from db.models.sealed import Look
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import now, today
from workflows.errors import NotAllowed, NotFound, ReasonNeeded, Refused
from workflows.processes.sealing import Citizen, about, citizen_of, seal_for, unseal_for
from workflows.processes.step import Step
from workflows.rules.cpr import NotACpr, checked_cpr, masked
from workflows.services.running.stepping import begin
from workflows.vocabulary import CaseStatus, Party

HOLDS = timedelta(minutes=30)
"""How long more of a case may be seen for a reason that was given."""
TWO_PARTIES = frozenset({Party.CENTRE, Party.ACTING_MUNICIPALITY})
"""Those whose people may see who a case is about."""
MOST_WORDS = 500
LOOK_REASON = "look.reason"
SENT = "Sendt til organisationen"
SEARCH = "Søgning på CPR-nummer"
NOT_THERE = "Sagen findes ikke, eller I er ikke part i den."


@dataclass(frozen=True)
class MaskedCitizen:
    """As much of a citizen as a page shows without a reason: initials, and the number without its last four digits."""

    name: str
    cpr: str


@dataclass(frozen=True)
class FoundCase:
    """A case found by the citizen's number."""

    id: UUID
    number: str
    title: str
    standing: str
    status: CaseStatus


def show_citizen(case_id: UUID, actor: Actor) -> MaskedCitizen:
    """Who a case is about, masked. Raises NotFound for all but the two parties."""
    with reading() as session:
        citizen = citizen_of(seen_by_party(session, case_id, actor))
        return MaskedCitizen(initials(citizen.name), masked(citizen.cpr))


def initials(name: str) -> str:
    """The first letter of each name: `A.M.H.`"""
    return "".join(f"{word[0].upper()}." for word in name.split())


def look(case_id: UUID, *, what: str, reason: str, actor: Actor) -> Citizen:
    """Who a case is about, in clear; `what` says what is looked at, in words that tell nothing of the citizen.

    The look is kept in the same transaction, and the reason holds for half an hour.
    Raises Refused without a reason, NotFound for all but the two parties, and NotAllowed without the role.
    """
    given = _checked(reason)
    with transaction() as session:
        step = seen_by_party(session, case_id, actor)
        require(step, Permission.CITIZEN_SEE)
        keep_look(session, actor, what=what, reason=given, case_id=case_id, holds=True)
        return citizen_of(step)


@contextmanager
def looking(case_id: UUID, *, what: str, actor: Actor) -> Iterator[Step]:
    """A step in which more of a case may be unsealed for the reason that holds; the look is kept when the block ends.

    Raises ReasonNeeded when no reason holds, and NotFound for all but the two parties.
    """
    with transaction() as session:
        step = seen_by_party(session, case_id, actor)
        look_on(step, what)
        yield step


def look_on(step: Step, what: str) -> None:
    """Keep that the actor sees more of the case for the reason that holds. Raises ReasonNeeded when none does."""
    assert step.actor is not None
    held = held_look(step.session, step.case.id, step.actor)
    if held is None:
        raise ReasonNeeded(step.case.id)
    reason = unseal_for(step.session, step.case.id, LOOK_REASON, held.reason).decode()
    keep_look(step.session, step.actor, what=what, reason=reason, case_id=step.case.id)


def look_on_file(step: Step, what: str, *, sent: bool) -> None:
    """Keep that the actor opens a document or an attachment. To others than the two parties, its sending is the reason.

    Raises ReasonNeeded when one of the two parties has no reason that holds.
    """
    assert step.actor is not None
    if sent and not parts_in(step) & TWO_PARTIES:
        keep_look(step.session, step.actor, what=what, reason=SENT, case_id=step.case.id)
    else:
        look_on(step, what)


def look_for_task(case_id: UUID, label: str, actor: Actor) -> None:
    """Keep that the actor sees what a task shows in order to do it, which is the reason; once while it holds."""
    what = f"Opgaven »{label}«"
    with reading() as session:
        if held_look(session, case_id, actor, what=what):
            return
    with transaction() as session:
        keep_look(session, actor, what=what, reason=f"Udfører opgaven »{label}«", case_id=case_id, holds=True)


def held_look(session: Session, case_id: UUID, actor: Actor, *, what: str | None = None) -> Look | None:
    """The actor's latest look at the case whose reason still holds, or at one thing in it."""
    found = select(Look).where(
        Look.case_id == case_id,
        Look.person_id == actor.person_id,
        Look.organisation_id == actor.organisation_id,
        Look.holds_until > now(),
    )
    if what is not None:
        found = found.where(Look.what == what)
    return session.scalars(found.order_by(Look.looked_at.desc(), Look.id).limit(1)).one_or_none()


def keep_look(
    session: Session, actor: Actor, *, what: str, reason: str, case_id: UUID | None, holds: bool = False
) -> None:
    """Write a look; its reason is sealed with the key of the organisation that looks."""
    session.add(
        Look(
            person_id=actor.person_id,
            organisation_id=actor.organisation_id,
            case_id=case_id,
            what=what,
            reason=seal_for(session, actor.organisation_id, case_id, LOOK_REASON, reason.encode()),
            looked_at=now(),
            holds_until=now() + HOLDS if holds else None,
        )
    )


def find_by_cpr(cpr: str, *, reason: str, actor: Actor) -> list[FoundCase]:
    """The cases about a citizen in which the actor's organisation is one of the two parties, the newest first.

    The search is a look at each of them, and is kept also when there is none.
    Raises Refused for a number or a reason that can't be used, and NotAllowed without the role.
    """
    if not allows(Permission.CITIZEN_SEARCH, actor=actor):
        raise NotAllowed("Din rolle giver ikke adgang til at søge på CPR-nummer.")
    try:
        number = checked_cpr(cpr, today=today())
    except NotACpr as wrong:
        raise Refused(wrong.message, field="cpr") from None
    given = _checked(reason)
    own = select(CaseParty.case_id).where(
        CaseParty.organisation_id == actor.organisation_id, CaseParty.party.in_(TWO_PARTIES)
    )
    with transaction() as session:
        found = select(Case).where(Case.id.in_(about(number)), Case.id.in_(own))
        cases = session.scalars(found.order_by(Case.opened_at.desc(), Case.id)).all()
        looked_at: list[UUID | None] = [case.id for case in cases] or [None]
        for case_id in looked_at:
            keep_look(session, actor, what=SEARCH, reason=given, case_id=case_id)
        return [FoundCase(one.id, one.number, one.title, one.standing, one.status) for one in cases]


def _checked(reason: str) -> str:
    given = " ".join(reason.split())
    if sum(letter.isalpha() for letter in given) < 3:
        raise Refused("Skriv med ord, hvorfor du har brug for oplysningerne.", field="reason")
    if len(given) > MOST_WORDS:
        raise Refused(f"Skriv grunden kortere, højst {MOST_WORDS} tegn.", field="reason")
    return given


def seen_by_party(session: Session, case_id: UUID, actor: Actor) -> Step:
    """A step on a case that is about a citizen, for its two parties. Raises NotFound for others."""
    case = session.get(Case, case_id)
    if case is None or not case.sealed:
        raise NotFound(NOT_THERE)
    step = begin(session, case, now(), actor)
    if not parts_in(step) & TWO_PARTIES:
        raise NotFound(NOT_THERE)
    return step


def parts_in(step: Step) -> set[Party]:
    """The parts that the actor's organisation has in the case."""
    assert step.actor is not None
    return {row.party for row in step.parties if row.organisation_id == step.actor.organisation_id}


def require(step: Step, permission: Permission) -> None:
    assert step.actor is not None
    if not allows(permission, actor=step.actor, parties=parts_in(step)):
        raise NotAllowed(f"Din rolle giver ikke adgang til at {permission.label[0].lower()}{permission.label[1:]}.")
