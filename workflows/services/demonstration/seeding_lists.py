"""Fills in the agreements' lists of most specialised offers, and for a demonstration who sits in the task forces."""

import tomllib
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.organisation import Organisation
from db.models.person import Person
from db.models.specialised_list import SpecialisedOffer, TaskForceMember
from workflows.vocabulary import Labelled, SpecialisedArea, TaskForceSeat

FILE = Path(__file__).resolve().parents[3] / "db" / "seeds" / "most_specialised.toml"


def seed_lists(session: Session) -> None:
    """Add the lists as the agreements print them; a list that has rows already is left alone."""
    for row in _read()["lists"]:
        agreement = row["agreement"]
        if session.scalar(select(SpecialisedOffer.id).filter_by(agreement_id=agreement).limit(1)) is not None:
            continue
        session.add_all(
            SpecialisedOffer(
                agreement_id=agreement,
                name=offer["name"],
                target_group=offer.get("target_group", ""),
                area=_word(SpecialisedArea, offer["area"]) if "area" in offer else None,
                valid_from=row["valid_from"],
                reason=row["reason"],
            )
            for offer in row["offers"]
        )


def seed_task_forces(session: Session, codes: dict[str, Organisation]) -> None:
    """Give the demonstration's people their seats in the task forces; their posts are seeded with them."""
    for row in _read()["members"]:
        person = session.scalars(select(Person).where(Person.email == row["email"])).one()
        body = codes[row["body"]]
        kept = select(TaskForceMember.id).filter_by(body_id=body.id, person_id=person.id)
        if session.scalar(kept) is None:
            session.add(
                TaskForceMember(
                    body_id=body.id,
                    person_id=person.id,
                    organisation_id=codes[row["from"]].id,
                    area=_word(SpecialisedArea, row["area"]),
                    seat=_word(TaskForceSeat, row["seat"]),
                    valid_from=body.valid_from,
                )
            )


def _word(words: type[Labelled], value: str) -> Any:
    return {word.value: word for word in words}[value]


def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
