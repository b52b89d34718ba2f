"""How a hearing stands: everyone who was asked in one table, counted, filtered, in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.document import Document
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.access.visibility import Aspect
from workflows.clock import today
from workflows.errors import NotFound
from workflows.rules.hearing import Standing
from workflows.services.casework.sight import Sight, see_case
from workflows.services.hearings.asked import (
    AskedRow,
    Round,
    RoundKind,
    asked_again,
    next_reminder,
    rounds_of,
    rows_of,
)
from workflows.vocabulary import Labelled

ANSWERED = (Standing.ANSWERED, Standing.LATE)


class Shown(Labelled):
    """Which of those who were asked are shown."""

    ALL = "alle", "Alle"
    ANSWERED = "svaret", "Har svaret"
    LATE = "for-sent", "Svaret efter fristen"
    MISSING = "mangler", "Mangler at svare"
    SILENT = "tavse", "Svarede ikke inden fristen"
    AGAINST = "imod", "Er imod"
    UNREAD = "ulaest", "Har ikke åbnet brevet"
    REMINDED = "mindet", "Er mindet om fristen"


class Order(Labelled):
    """How they are sorted."""

    NAME = "navn", "Navn"
    STANDING = "status", "Hvem der mangler først"
    ANSWERED = "svar", "Seneste svar først"
    POSITION = "standpunkt", "Standpunkt"


FILTERS: Mapping[Shown, Callable[[AskedRow], bool]] = {
    Shown.ALL: lambda _row: True,
    Shown.ANSWERED: lambda row: row.standing in ANSWERED,
    Shown.LATE: lambda row: row.standing is Standing.LATE,
    Shown.MISSING: lambda row: row.standing not in ANSWERED,
    Shown.SILENT: lambda row: row.standing is Standing.SILENT,
    Shown.AGAINST: lambda row: row.against,
    Shown.REMINDED: lambda row: row.reminded_at is not None,
    Shown.UNREAD: lambda row: row.opened_at is None,
}
KEYS: Mapping[Order, Callable[[AskedRow], Any]] = {
    Order.NAME: lambda _row: 0,
    Order.STANDING: lambda row: row.standing in ANSWERED,
    Order.ANSWERED: lambda row: -row.answered_at.timestamp() if row.answered_at else 0,
    Order.POSITION: lambda row: (not row.position, row.position),
}


@dataclass(frozen=True)
class Note:
    """The latest note of a hearing's answers, with its version; `outdated` when answers have come in since."""

    document_id: UUID
    number: str
    version: int
    ready: bool
    outdated: bool


@dataclass(frozen=True)
class Group:
    """Those who share a standpoint, in the note on the page."""

    position: str
    rows: list[AskedRow]


@dataclass(frozen=True)
class Matrix:
    """A round of asking; `everyone` are all who were asked, `rows` those who are shown, in the order chosen."""

    case_id: UUID
    case_number: str
    case_title: str
    round: Round
    rounds: list[Round]
    everyone: list[AskedRow]
    rows: list[AskedRow]
    shown: Shown
    order: Order
    reminds_itself: datetime | None
    letter_number: str | None
    note: Note | None
    may_remind: bool
    may_record: bool
    counts: Mapping[Shown, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """How many have answered, in time or not."""
        return self.counts[Shown.ANSWERED]

    @property
    def choices(self) -> Mapping[Shown, int]:
        """What can be shown here, with how many there are of each; a standpoint is taken in hearings only."""
        taken = self.round.kind is RoundKind.HEARING
        return {one: count for one, count in self.counts.items() if taken or one is not Shown.AGAINST}

    @property
    def open(self) -> bool:
        """Whether answers are still awaited."""
        return any(row.standing is Standing.AWAITED for row in self.everyone)

    @property
    def to_remind(self) -> list[AskedRow]:
        """Those from whom an answer is awaited."""
        return [row for row in self.everyone if row.standing is Standing.AWAITED]

    @property
    def groups(self) -> list[Group]:
        """The answers by standpoint, those with most words first; the silent are not in it."""
        given = [row for row in self.everyone if row.standing in ANSWERED]
        names = list(dict.fromkeys(row.position for row in sorted(given, key=lambda row: not row.text)))
        return [Group(name, [row for row in given if row.position == name]) for name in names]

    @property
    def silent(self) -> list[AskedRow]:
        """Those who have not answered."""
        return [row for row in self.everyone if row.standing not in ANSWERED]


@dataclass(frozen=True)
class NotAsked:
    """A case in which nobody has been asked so far."""

    case_id: UUID
    case_number: str
    case_title: str


def not_asked(case_id: UUID, actor: Actor) -> NotAsked | None:
    """The case, while nobody has been asked in it. Raises NotFound as `follow_hearing` does."""
    with reading() as session:
        case = see_case(session, case_id, actor, needs=Aspect.HEARING).case
        if case.sealed:
            raise NotFound("Der er ikke spurgt nogen i sagen.")
        return None if rounds_of(session, case) else NotAsked(case.id, case.number, case.title)


def follow_hearing(
    case_id: UUID,
    actor: Actor,
    *,
    round_id: UUID | None = None,
    shown: Shown = Shown.ALL,
    order: Order = Order.NAME,
) -> Matrix:
    """How a round of asking stands, by default the latest.

    Raises NotFound for those who do not run it, for a case about a citizen, and where nobody has been asked.
    """
    with reading() as session:
        sight = see_case(session, case_id, actor, needs=Aspect.HEARING)
        rounds = [] if sight.case.sealed else rounds_of(session, sight.case)
        chosen = next((one for one in rounds if round_id in (None, one.id)), None)
        if chosen is None:
            raise NotFound("Der er ikke spurgt nogen i sagen.")
        return _matrix(session, sight, actor, rounds, chosen, shown, order)


def _matrix(
    session: Session, sight: Sight, actor: Actor, rounds: list[Round], chosen: Round, shown: Shown, order: Order
) -> Matrix:
    case = sight.case
    everyone = rows_of(session, case, chosen, today())
    return Matrix(
        case_id=case.id,
        case_number=case.number,
        case_title=case.title,
        round=chosen,
        rounds=rounds,
        everyone=everyone,
        rows=sorted(filter(FILTERS[shown], everyone), key=KEYS[order]),
        shown=shown,
        order=order,
        reminds_itself=next_reminder(session, case, chosen),
        letter_number=session.scalar(select(Document.number).where(Document.id == chosen.letter_id)),
        note=_note(session, chosen, everyone),
        may_remind=allows(Permission.HEARING_RUN, actor=actor, parties=sight.parties),
        may_record=not asked_again(chosen, rounds)
        and allows(Permission.ANSWER_RECORD, actor=actor, parties=sight.parties),
        counts={one: sum(map(FILTERS[one], everyone)) for one in Shown},
    )


def _note(session: Session, chosen: Round, everyone: list[AskedRow]) -> Note | None:
    found = session.scalars(select(Document).where(Document.id == chosen.summary_id)).one_or_none()
    if found is None:
        return None
    latest = max((row.answered_at for row in everyone if row.answered_at), default=None)
    outdated = latest is not None and latest > found.issued_at
    return Note(found.id, found.number, found.version, found.rendered_at is not None, outdated)
