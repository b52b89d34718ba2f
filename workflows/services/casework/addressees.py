"""To whom one can turn in a case: the organisations that take part in it, and their people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models.person import Person, Post
from workflows.access.grants import GRANTS
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.errors import Refused
from workflows.processes.step import Step
from workflows.services.people.standing_in import Away, absences_from, by_person, concerning, name_of_receiver
from workflows.services.referral.looks import TWO_PARTIES
from workflows.vocabulary import Party, Role

TAKE_PART = tuple(party for party in Party if any(one.party is party for one in GRANTS[Permission.COMMENT_WRITE]))
"""The parts by which an organisation takes part in what is said and done beside the process."""


@dataclass(frozen=True)
class Addressee:
    """An organisation that one can turn to, with its first part in the case and those of its people who can answer."""

    organisation_id: UUID
    name: str
    party: Party
    people: dict[UUID, str] = field(default_factory=dict)
    away: dict[UUID, list[Away]] = field(default_factory=dict)
    """Those of them who are away today or later, each with the absences, the next first."""

    def named(self, person_id: UUID | None) -> str:
        """The organisation, and the one of its people who is meant, with who stands in today."""
        if person_id is None:
            return self.name
        return f"{self.name}: {name_of_receiver(self.people[person_id], self.away_on(person_id, today()))}"

    def away_on(self, person_id: UUID | None, *days: date) -> Away | None:
        """The absence of one of its people in which one of the days lies."""
        return concerning(self.away.get(person_id, ()), days) if person_id else None


def addressees(step: Step) -> list[Addressee]:
    """Those who take part in the case, each once, by name; in a case about a citizen its two parties."""
    parts = [party for party in TAKE_PART if not step.case.sealed or party in TWO_PARTIES]
    order = {party: number for number, party in enumerate(parts)}
    first: dict[UUID, tuple[str, Party]] = {}
    for row in sorted((row for row in step.parties if row.party in order), key=lambda row: order[row.party]):
        first.setdefault(row.organisation_id, (row.organisation.name, row.party))
    people = people_of(step, first)
    away = absences_from(step.session, first, step.today)
    found = [Addressee(one, name, party, people.get(one, {}), _of(away, one)) for one, (name, party) in first.items()]
    return sorted(found, key=lambda one: one.name)


def _of(away: Iterable[tuple[UUID | None, Away]], organisation_id: UUID) -> dict[UUID, list[Away]]:
    """The absences of each person that count in an organisation."""
    return by_person(one for place, one in away if place in (None, organisation_id))


def people_of(step: Step, organisation_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, str]]:
    """By organisation: those with a role there today that lets them read and answer, by name."""
    roles = [Role.CASEWORKER] if step.case.sealed else list(Role)
    found = (
        select(Post.organisation_id, Person.id, Person.name)
        .join(Person, Person.id == Post.person_id)
        .where(
            Post.organisation_id.in_(list(organisation_ids)),
            Post.role.in_(roles),
            Post.valid_from <= step.today,
            or_(Post.valid_to.is_(None), Post.valid_to >= step.today),
            Person.active.is_(True),
        )
        .order_by(Person.name, Person.id)
    )
    people: dict[UUID, dict[UUID, str]] = {}
    session: Session = step.session
    for organisation_id, person_id, name in session.execute(found):
        people.setdefault(organisation_id, {})[person_id] = name
    return people


def one_addressee(step: Step, organisation_id: UUID, person_id: UUID | None) -> Addressee:
    """The one that is turned to. Raises Refused for an organisation or a person that takes no part in the case."""
    chosen = next((one for one in addressees(step) if one.organisation_id == organisation_id), None)
    if chosen is None:
        raise Refused("Vælg en organisation, der er part i sagen.", field="to")
    if person_id is not None and person_id not in chosen.people:
        raise Refused(f"Vælg en person, der har en rolle hos {chosen.name}.", field="to")
    return chosen
