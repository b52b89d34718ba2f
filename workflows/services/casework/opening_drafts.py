"""What a person has typed of a case that is not opened yet: one draft for each kind of case."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from db.models.opening_draft import OpeningDraft
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.processes.sealing import SEALED, seal_for, unseal_for
from workflows.vocabulary import Process

KEPT_FOR = timedelta(days=90)
"""Nobody goes on with an older one, and what tells of a citizen is not kept without need."""
ABOUT_A_CITIZEN = frozenset({Process.REFERRAL})

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class KeptDraft:
    """That there is a draft of a kind of case, and since when."""

    process: Process
    kept_at: datetime


@dataclass(frozen=True)
class Draft(KeptDraft):
    """A draft with the fields by name."""

    typed: Typed


def drafts_of(actor: Actor) -> list[KeptDraft]:
    """The drafts that the person has for the organisation, the latest first; nothing of what they say."""
    with reading() as session:
        kept = select(OpeningDraft.process, OpeningDraft.kept_at).where(_own(actor), _fresh())
        rows = session.execute(kept.order_by(OpeningDraft.kept_at.desc(), OpeningDraft.id))
        return [KeptDraft(Process(row.process), row.kept_at) for row in rows]


def draft_of(process: Process, actor: Actor) -> Draft | None:
    """The person's draft of that kind of case for the organisation."""
    with reading() as session:
        row = _row(session, process, actor, _fresh())
        return Draft(process, row.kept_at, _read(session, row)) if row else None


def keep_draft(process: Process, typed: Typed, actor: Actor) -> datetime:
    """Keep what is typed so far in place of what was kept before; gives the moment. What is too old goes.

    Raises NoMasterKey where the kind of case tells of a citizen and nothing can be sealed.
    """
    with transaction() as session:
        session.execute(delete(OpeningDraft).where(~_fresh()))
        row = _row(session, process, actor) or OpeningDraft(
            person_id=actor.person_id, organisation_id=actor.organisation_id, process=process.value
        )
        row.typed, row.kept_at = _kept(session, process, typed, actor), now()
        session.add(row)
        return row.kept_at


def drop_draft(process: Process, actor: Actor) -> None:
    """Let the draft go: the case is opened, or the person begins again."""
    with transaction() as session:
        session.execute(delete(OpeningDraft).where(_own(actor), OpeningDraft.process == process.value))


def _own(actor: Actor) -> ColumnElement[bool]:
    return (OpeningDraft.person_id == actor.person_id) & (OpeningDraft.organisation_id == actor.organisation_id)


def _fresh() -> ColumnElement[bool]:
    return OpeningDraft.kept_at >= now() - KEPT_FOR


def _row(session: Session, process: Process, actor: Actor, *more: ColumnElement[bool]) -> OpeningDraft | None:
    found = select(OpeningDraft).where(_own(actor), OpeningDraft.process == process.value, *more)
    return session.scalars(found).one_or_none()


def _kept(session: Session, process: Process, typed: Typed, actor: Actor) -> dict[str, Any]:
    fields = {name: list(values) for name, values in typed.items()}
    if process not in ABOUT_A_CITIZEN:
        return fields
    sealed = seal_for(session, actor.organisation_id, None, _place(actor.person_id), orjson.dumps(fields))
    return {SEALED: b64encode(sealed).decode()}


def _place(person_id: UUID) -> str:
    return f"opening_draft.typed|{person_id}"


def _read(session: Session, row: OpeningDraft) -> Typed:
    if Process(row.process) not in ABOUT_A_CITIZEN:
        return row.typed
    fields: Typed = orjson.loads(unseal_for(session, None, _place(row.person_id), b64decode(row.typed[SEALED])))
    return fields
