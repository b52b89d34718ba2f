"""Sealing what a case knows of a citizen, with the key of the acting municipality.

What is sealed names its key, so that it is read also when another municipality has come to act in the case.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID, uuid4

import orjson
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models.case import Case
from db.models.document import Document
from db.models.organisation import Organisation
from db.models.sealed import Citizen as CitizenRow
from db.models.sealed import OrganisationKey
from db.sealing import KEYRING, CannotUnseal, DataKey, key_named_in, opened_with, sealed_with
from workflows.clock import now
from workflows.errors import Refused
from workflows.vocabulary import Party

SEALED = "sealed"
"""The one name in a JSON column whose content is sealed."""
DOCUMENT_DATA = "document.data"
DOCUMENT_PDF = "document.pdf"


class CaseInHand(Protocol):
    """What sealing needs to know of the step in which something is sealed or read."""

    session: Session
    case: Case
    known: dict[Any, Any]

    def organisation(self, party: Party, /) -> Organisation | None:
        """The one organisation that has this part in the case, or none yet."""


@dataclass(frozen=True)
class Citizen:
    """A citizen in clear. Never printed: the values do not show in a traceback."""

    name: str = field(repr=False)
    cpr: str = field(repr=False)
    """Ten digits, as `rules.cpr.checked_cpr` gives them."""
    address: str = field(default="", repr=False)
    """As on an envelope, a line for each of its lines."""
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


CPR_IN_TEXT = re.compile(r"(?<![0-9])[0-9]{6}[ -]?[0-9]{4}(?![0-9])", re.ASCII)
FIELDS = ("name", "cpr", "address", "phone", "email")


# --- text, data and bytes of a case


def seal(step: CaseInHand, column: str, text: str) -> bytes:
    """Seal a text of the case; `column` is where it is kept, e.g. `referral.report`.

    Raises NoMasterKey.
    """
    return seal_bytes(step, column, text.encode())


def unseal(step: CaseInHand, column: str, sealed: bytes) -> str:
    """The text that was sealed for this case and column. Raises NoMasterKey and CannotUnseal."""
    return unseal_bytes(step, column, sealed).decode()


def seal_data(step: CaseInHand, column: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Data of a JSON column, sealed as a whole. Raises NoMasterKey."""
    return {SEALED: b64encode(seal_bytes(step, column, orjson.dumps(dict(value)))).decode()}


def unseal_data(step: CaseInHand, column: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The data that were sealed in a JSON column. Raises NoMasterKey and CannotUnseal."""
    if set(kept) != {SEALED}:
        raise CannotUnseal(f"What stands at {step.case.id}|{column} was not sealed.")
    data: dict[str, Any] = orjson.loads(unseal_bytes(step, column, b64decode(kept[SEALED])))
    return data


def seal_bytes(step: CaseInHand, column: str, content: bytes) -> bytes:
    """Seal the bytes of a file of the case. Raises NoMasterKey."""
    acting = step.organisation(Party.ACTING_MUNICIPALITY)
    if acting is None:
        raise LookupError(f"The case {step.case.number} has no acting municipality whose key could seal it.")
    return seal_for(step.session, acting.id, step.case.id, column, content)


def unseal_bytes(step: CaseInHand, column: str, sealed: bytes) -> bytes:
    """The bytes that were sealed for this case and column. Raises NoMasterKey and CannotUnseal."""
    return unseal_for(step.session, step.case.id, column, sealed)


# --- what every case keeps, sealed when the case is


def kept_data(step: CaseInHand, column: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """Data of a JSON column as the case keeps them: sealed when it is about a citizen."""
    return seal_data(step, column, value) if step.case.sealed else dict(value)


def read_data(step: CaseInHand, column: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Data that a case keeps, in clear."""
    return unseal_data(step, column, kept) if step.case.sealed else dict(kept)


def kept_bytes(step: CaseInHand, column: str, content: bytes) -> bytes:
    """The bytes of a file as the case keeps them."""
    return seal_bytes(step, column, content) if step.case.sealed else content


def read_bytes(step: CaseInHand, column: str, kept: bytes) -> bytes:
    """The bytes of a file that a case keeps, in clear."""
    return unseal_bytes(step, column, kept) if step.case.sealed else kept


def kept_text(step: CaseInHand, column: str, text: str) -> str:
    """A text as the case keeps it in a column for text."""
    return b64encode(seal(step, column, text)).decode() if step.case.sealed else text


def read_text(step: CaseInHand, column: str, kept: str) -> str:
    """A text that a case keeps in a column for text, in clear."""
    return unseal(step, column, b64decode(kept)) if step.case.sealed else kept


def kept_digest(step: CaseInHand, digest: str) -> str:
    """The digest of a file as the case keeps it: keyed when it is about a citizen, so that no guess is confirmed."""
    return KEYRING.lookups(f"{step.case.id}|{digest}")[0] if step.case.sealed else digest


def document_data(step: CaseInHand, document: Document) -> dict[str, Any]:
    """What a document of the case was made from, in clear."""
    return read_data(step, DOCUMENT_DATA, document.data)


# --- the citizen


def keep_citizen(step: CaseInHand, citizen: Citizen) -> None:
    """Keep who the case is about, in place of what was known before. Raises NoMasterKey."""
    acting = step.organisation(Party.ACTING_MUNICIPALITY)
    row = _citizen_row(step) or CitizenRow(case_id=step.case.id)
    sealed = {name: seal(step, f"citizen.{name}", getattr(citizen, name)) for name in FIELDS}
    assert acting is not None
    row.organisation_id = acting.id
    row.cpr_lookup = KEYRING.lookups(citizen.cpr)[0]
    for name, value in sealed.items():
        setattr(row, name, value)
    step.session.add(row)
    step.known[CitizenRow] = row


def citizen_of(step: CaseInHand) -> Citizen:
    """Who the case is about, in clear. Raises LookupError when nobody was kept."""
    row = _citizen_row(step)
    if row is None:
        raise LookupError(f"The case {step.case.number} is about no citizen.")
    return Citizen(**{name: unseal(step, f"citizen.{name}", getattr(row, name)) for name in FIELDS})


def about(cpr: str) -> Select[UUID]:
    """The cases about the citizen with these ten digits, by id. Raises NoMasterKey."""
    return select(CitizenRow.case_id).where(CitizenRow.cpr_lookup.in_(KEYRING.lookups(cpr)))


def must_not_tell(step: CaseInHand, text: str, *, field: str) -> None:
    """Keep the citizen's name and number out of what is read without a look: the journal, the history, messages.

    Raises Refused, at the field named.
    """
    if not step.case.sealed:
        return
    row = _citizen_row(step)
    names = {citizen_of(step).name.casefold()} if row else set()
    plain = " ".join(text.casefold().split())
    if CPR_IN_TEXT.search(plain) or any(name in plain for name in names if name):
        raise Refused("Skriv det uden borgerens navn og CPR-nummer: teksten kan læses uden opslag.", field=field)


def _citizen_row(step: CaseInHand) -> CitizenRow | None:
    if CitizenRow not in step.known:
        found = select(CitizenRow).where(CitizenRow.case_id == step.case.id)
        step.known[CitizenRow] = step.session.scalars(found).one_or_none()
    row: CitizenRow | None = step.known[CitizenRow]
    return row


# --- keys


def seal_for(session: Session, organisation_id: UUID, case_id: UUID | None, column: str, content: bytes) -> bytes:
    """Seal with the key of an organisation; it is made the first time. Raises NoMasterKey."""
    return sealed_with(_key_in_use(session, organisation_id), _place(case_id, column), content)


def unseal_for(session: Session, case_id: UUID | None, column: str, sealed: bytes) -> bytes:
    """What was sealed with any organisation's key in that place. Raises NoMasterKey and CannotUnseal."""
    return opened_with(_key(session, key_named_in(sealed)), _place(case_id, column), sealed)


def _place(case_id: UUID | None, column: str) -> str:
    return f"{case_id or '-'}|{column}"


def _key_in_use(session: Session, organisation_id: UUID) -> DataKey:
    """The key by which an organisation seals now; known to the session, for another transaction may yet be undone."""
    known: dict[UUID, DataKey] = session.info.setdefault("keys in use", {})
    if organisation_id not in known:
        found = select(OrganisationKey).where(
            OrganisationKey.organisation_id == organisation_id, OrganisationKey.retired_at.is_(None)
        )
        latest = found.order_by(OrganisationKey.made_at.desc(), OrganisationKey.id).limit(1)
        row = session.scalars(latest).one_or_none()
        known[organisation_id] = _unwrapped(row) if row else _new_key(session, organisation_id)
    return known[organisation_id]


def know_key(session: Session, row: OrganisationKey) -> None:
    """Take an organisation's key in use that was read along with something else, so that it is not read again."""
    session.info.setdefault("keys in use", {})[row.organisation_id] = _unwrapped(row)


def _new_key(session: Session, organisation_id: UUID) -> DataKey:
    key, wrapped = KEYRING.new_key(uuid4(), organisation_id)
    session.add(OrganisationKey(id=key.id, organisation_id=organisation_id, wrapped=wrapped, made_at=now()))
    return key


def _key(session: Session, key_id: UUID) -> DataKey:
    known: dict[UUID, DataKey] = session.info.get("keys in use", {})
    made_here = next((key for key in known.values() if key.id == key_id), None)
    if found := made_here or KEYRING.unwrapped(key_id):
        return found
    row = session.get(OrganisationKey, key_id)
    if row is None:
        raise CannotUnseal(f"The key {key_id} is not in the database.")
    return _unwrapped(row)


def _unwrapped(row: OrganisationKey) -> DataKey:
    return KEYRING.unwrapped(row.id) or KEYRING.unwrap(row.id, row.organisation_id, row.wrapped)
