"""Fills a database with what the field has (organisations, bodies, meetings), and with a demonstration.

What is there already stays as it is, so both can be run again. The data lie in `db/seeds/`.
"""

import csv
import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.collaboration import CentreSubscription
from db.models.offer import EconomicUnit, Offer, OfferSale
from db.models.organisation import BodyMember, Meeting, Organisation
from db.models.person import Person, Post
from workflows.services.demonstration.seeding_lists import seed_lists, seed_task_forces
from workflows.services.people import passwords
from workflows.vocabulary import Labelled, OfferCategory, OfferStructure, OrganisationKind, Role

SEEDS = Path(__file__).resolve().parents[3] / "db" / "seeds"
DEMO_PASSWORD = "rammesag-demo-2026"  # noqa: S105 - meant to be known
FROM_THE_START = date(2007, 1, 1)
"""The municipalities and regions of today began on this day."""

Word = TypeVar("Word", bound=Labelled)

_AUTHORITIES = (OrganisationKind.MUNICIPALITY, OrganisationKind.REGION)
_PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def seed_reference(session: Session) -> None:
    """Add municipalities, regions, the agreements' bodies and secretariats, seats, meeting dates and centres."""
    _seed_authorities(session)
    data = _read("bodies.toml")
    for kind, key in ((OrganisationKind.BODY, "bodies"), (OrganisationKind.SECRETARIAT, "secretariats")):
        for row in data[key]:
            _organisation(session, row["code"], row["name"], kind, row["region_code"])
    codes = _by_code(session)
    for body in data["bodies"]:
        _seed_seats(session, codes[body["code"]], _members(body, codes))
    for row in data["meetings"]:
        _seed_meetings(session, codes[row["body"]], row["dates"], row["place"])
    _seed_centres(session, "centres")
    seed_lists(session)


def seed_demo(session: Session) -> None:
    """Add invented people for every part in a closing, and invented offers under each agreement.

    Needs `seed_reference` first. Everyone logs in with DEMO_PASSWORD.
    """
    people = _read("people.toml")
    for firm in people["firms"]:
        _organisation(session, firm["code"], firm["name"], OrganisationKind.AUDIT_FIRM, None)
    _seed_centres(session, "demo")
    codes = _by_code(session)
    password_hash = passwords.hashed(DEMO_PASSWORD)
    for row in [*people["people"], *_directors(people["directors"])]:
        _seed_person(session, row, codes, password_hash, people["posts_from"])
    seed_task_forces(session, codes)
    offers = _read("offers.toml")
    units = {
        (row["operator"], row["name"]): _unit(session, codes[row["operator"]], row["name"]) for row in offers["units"]
    }
    for row in offers["offers"]:
        _seed_offer(session, row, codes, units)


def demo_users() -> list[tuple[str, str, str]]:
    """E-mail, name and what they show, of the few demonstration users named at start-up."""
    people = _read("people.toml")
    everyone = [*people["people"], *_directors(people["directors"])]
    return [(row["email"], row["name"], row["shows"]) for row in everyone if "shows" in row]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((SEEDS / name).read_text(encoding="utf-8"))


def _word(words: type[Word], value: str) -> Word:
    return {word.value: word for word in words}[value]


def _authority_rows() -> list[dict[str, str]]:
    with (SEEDS / "organisations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _seed_authorities(session: Session) -> None:
    for row in _authority_rows():
        _organisation(
            session,
            row["code"],
            row["name"],
            _word(OrganisationKind, row["kind"]),
            row["region_code"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )


def _organisation(
    session: Session,
    code: str,
    name: str,
    kind: OrganisationKind,
    region_code: str | None,
    *,
    valid_from: date = FROM_THE_START,
    valid_to: date | None = None,
) -> None:
    if session.scalar(select(Organisation.id).where(Organisation.code == code)) is None:
        session.add(
            Organisation(
                code=code,
                name=name,
                kind=kind,
                region_code=region_code,
                valid_from=valid_from,
                valid_to=valid_to,
            )
        )


def _by_code(session: Session) -> dict[str, Organisation]:
    # The first period of a code is the one that the seeds speak of.
    rows = session.scalars(select(Organisation).order_by(Organisation.valid_from.desc()))
    return {row.code: row for row in rows}


def _members(body: dict[str, Any], codes: dict[str, Organisation]) -> list[Organisation]:
    if "members" in body:
        return [codes[code] for code in body["members"]]
    kinds = _AUTHORITIES[:1] if body.get("without_region") else _AUTHORITIES
    return [row for row in codes.values() if row.region_code == body["members_of"] and row.kind in kinds]


def _seed_seats(session: Session, body: Organisation, members: list[Organisation]) -> None:
    seated = set(session.scalars(select(BodyMember.organisation_id).where(BodyMember.body_id == body.id)))
    session.add_all(
        BodyMember(body_id=body.id, organisation_id=member.id, valid_from=member.valid_from)
        for member in members
        if member.id not in seated
    )


def _seed_meetings(session: Session, body: Organisation, days: list[date], place: str) -> None:
    taken = set(session.scalars(select(Meeting.held_on).where(Meeting.body_id == body.id)))
    session.add_all(Meeting(body_id=body.id, held_on=day, place=place) for day in days if day not in taken)


def _seed_centres(session: Session, part: str) -> None:
    """Communication centres, with the municipalities that are known to subscribe."""
    data = _read("centres.toml")
    for row in data[part]:
        _organisation(session, row["code"], row["name"], OrganisationKind.CENTRE, row["region_code"])
    codes = _by_code(session)
    known = {(row.centre_id, row.municipality_id) for row in session.scalars(select(CentreSubscription))}
    session.add_all(
        CentreSubscription(
            centre_id=codes[row["code"]].id,
            municipality_id=codes[subscriber].id,
            valid_from=data["subscriptions_from"],
            source=data["source"],
        )
        for row in data[part]
        for subscriber in row["subscribers"]
        if (codes[row["code"]].id, codes[subscriber].id) not in known
    )


def _directors(names: dict[str, Any]) -> list[dict[str, Any]]:
    """One social director for each municipality and region; no two have the same name."""
    first, last, shows = names["first_names"], names["last_names"], names["shows"]
    return [
        {
            "name": f"{first[number % len(first)]} {last[number % len(last)]}",
            "email": f"direktoer@{_domain(row['name'])}",
            "posts": [{"in": row["code"], "roles": [Role.DIRECTOR]}],
            **({"shows": shows[row["code"]]} if row["code"] in shows else {}),
        }
        for number, row in enumerate(_authority_rows())
    ]


def _domain(organisation_name: str) -> str:
    """`kolding.example` for Kolding Kommune, `region-syddanmark.example` for the region."""
    name = organisation_name.lower().removesuffix(" kommune").removesuffix(" regionskommune")
    return re.sub(r"[^a-z0-9]+", "-", name.translate(_PLAIN_LETTERS)) + ".example"


def _seed_person(
    session: Session, row: dict[str, Any], codes: dict[str, Organisation], password_hash: str, start: date
) -> None:
    if session.scalar(select(Person.id).where(Person.email == row["email"])) is not None:
        return
    person = Person(name=row["name"], email=row["email"], password_hash=password_hash)
    session.add(person)
    session.flush()
    for post in row["posts"]:
        organisation = codes[post["in"]]
        first_day = max(start, organisation.valid_from)
        session.add_all(
            Post(
                person_id=person.id,
                organisation_id=organisation.id,
                role=_word(Role, role),
                valid_from=first_day,
            )
            for role in post["roles"]
        )


def _unit(session: Session, operator: Organisation, name: str) -> EconomicUnit:
    kept = session.scalar(select(EconomicUnit).filter_by(operator_id=operator.id, name=name))
    if kept is None:
        kept = EconomicUnit(operator_id=operator.id, name=name)
        session.add(kept)
        session.flush()
    return kept


def _seed_offer(
    session: Session,
    row: dict[str, Any],
    codes: dict[str, Organisation],
    units: dict[tuple[str, str], EconomicUnit],
) -> None:
    operator = codes[row["operator"]]
    if session.scalar(select(Offer.id).filter_by(operator_id=operator.id, name=row["name"])) is not None:
        return
    unit = units[row["operator"], row["unit"]] if "unit" in row else None
    offer = Offer(
        operator_id=operator.id,
        located_in_id=codes[row["located_in"]].id,
        name=row["name"],
        legal_basis=row["legal_basis"],
        places=row["places"],
        tariff=Decimal(row["tariff"]),
        tariff_basis=Decimal(row["tariff_basis"]),
        structure=_word(OfferStructure, row["structure"]),
        clearly_reported=row.get("clearly_reported", True),
        unit_id=unit.id if unit else None,
        category=_word(OfferCategory, row["category"]) if "category" in row else None,
        longer_notice_months=row.get("longer_notice_months"),
        valid_from=row.get("valid_from", date(2020, 1, 1)),
    )
    session.add(offer)
    session.flush()
    naming = set(row.get("contract_names_agreement", ()))
    session.add_all(_sale(offer.id, sale, codes, naming) for sale in row["sales"])


def _sale(offer_id: UUID, sale: list[Any], codes: dict[str, Organisation], naming: set[str]) -> OfferSale:
    buyer, year, turnover, days = sale
    return OfferSale(
        offer_id=offer_id,
        buyer_id=codes[buyer].id,
        year=year,
        turnover=Decimal(turnover),
        occupancy_days=days,
        contract_names_agreement=buyer in naming,
    )
