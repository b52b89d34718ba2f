"""The search: what somebody may see of what holds their words, kind by kind, what fits best first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from db.models.case import Case
from db.search import SEARCH, found, found_inside
from db.session import reading
from workflows.access.actor import Actor
from workflows.processes.sealing import CPR_IN_TEXT
from workflows.services.casework.cases import visible_cases
from workflows.services.casework.task_scopes import has_few_cases
from workflows.services.search.sight import may_find
from workflows.services.search.words import Term, excerpt, inside_words, marked, terms_of
from workflows.vocabulary import AgreementId, Process, SearchKind

FEW = 5
"""How many of each kind stand beside each other."""
PAGE = 20
MOST = 1000
"""The newest that are weighed of one kind; the search says so when there are more."""
OF_CASES = (SearchKind.CASE, SearchKind.JOURNAL, SearchKind.DOCUMENT, SearchKind.ATTACHMENT)
"""The kinds that belong to a case, and can be narrowed by what the case is about."""
NAMED = (SearchKind.CASE, SearchKind.ATTACHMENT, SearchKind.OFFER, SearchKind.ORGANISATION)
"""The kinds whose titles are names; those of documents and journal entries say of what kind they are."""
Parts = list[tuple[str, bool]]


@dataclass(frozen=True)
class Asked:
    """What is looked for, and among what. Days are both included."""

    text: str
    kind: SearchKind | None = None
    process: Process | None = None
    agreement: AgreementId | None = None
    first: date | None = None
    last: date | None = None
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether only what belongs to certain cases is looked for."""
        return bool(self.process or self.agreement or self.first or self.last)


@dataclass(frozen=True)
class Hit:
    """Something found: its title and what stands around the words, in parts that say which are the words."""

    kind: SearchKind
    id: UUID
    title: Parts
    excerpt: Parts
    day: date
    case_id: UUID | None
    case_number: str
    case_title: str
    process: Process | None


@dataclass(frozen=True)
class Group:
    """What was found of one kind. `total` counts no further than MOST, and then there are `more`."""

    kind: SearchKind
    hits: list[Hit]
    total: int
    more: bool
    page: int
    pages: int


@dataclass(frozen=True)
class Found:
    """The groups in which something was found. `personal`: what was typed looks like a CPR number."""

    groups: list[Group] = field(default_factory=list)
    personal: bool = False

    @property
    def total(self) -> int:
        """How many were found of all kinds."""
        return sum(group.total for group in self.groups)


def search(asked: Asked, actor: Actor) -> Found:
    """What the actor's organisation may see of what holds every word that was typed.

    Where there is nothing, the titles that hold them within their words: Danish puts words together.

    Nothing is looked for by a CPR number: what tells of a citizen is found elsewhere, by a look that is kept.
    """
    terms = terms_of(asked.text)
    if CPR_IN_TEXT.search(asked.text):
        return Found(personal=True)
    kinds = [asked.kind] if asked.kind else list(SearchKind)
    if asked.narrowed:
        kinds = [kind for kind in kinds if kind in OF_CASES]
    if not terms:
        return Found()
    with reading() as session:
        wide = not has_few_cases(session, actor)
        groups = [_group(session, kind, terms, asked, actor, to_the_end=wide) for kind in kinds]
        if not any(group.hits for group in groups) and (inside := inside_words(terms)):
            named = [kind for kind in kinds if kind in NAMED]
            groups = [_group(session, kind, inside, asked, actor, to_the_end=wide) for kind in named]
    return Found([group for group in groups if group.hits])


def case_by_number(number: str, actor: Actor) -> UUID | None:
    """The case that has exactly the number typed, where the actor's organisation may see it."""
    typed = number.strip()
    if not typed:
        return None
    exactly = visible_cases(actor).where(Case.number == typed).with_only_columns(Case.id)
    with reading() as session:
        return session.scalars(exactly).one_or_none()


def _group(
    session: Session, kind: SearchKind, terms: Sequence[Term], asked: Asked, actor: Actor, *, to_the_end: bool
) -> Group:
    size = PAGE if asked.kind else FEW
    newest = _newest(session, kind, terms, asked, actor, to_the_end).subquery()
    best = select(newest, func.count().over().label("total")).order_by(newest.c.score, newest.c.id.desc())
    shown = best.limit(size).offset((asked.page - 1) * size).subquery()
    # Only here is what an entry says read, for the few that are shown: a document says a lot.
    wanted = (
        select(SEARCH, shown.c.total, Case.number, Case.title.label("case_title"), Case.process, Case.sealed)
        .join(shown, shown.c.id == SEARCH.c.id)
        .outerjoin(Case, Case.id == SEARCH.c.case_id)
        .order_by(shown.c.score, shown.c.id.desc())
    )
    rows = session.execute(wanted).all()
    total = rows[0].total if rows else 0
    return Group(
        kind=kind,
        hits=[_hit(kind, row, list(terms)) for row in rows],
        total=min(total, MOST),
        more=total > MOST,
        page=asked.page,
        pages=-(-min(total, MOST) // size),
    )


def _newest(
    session: Session, kind: SearchKind, terms: Sequence[Term], asked: Asked, actor: Actor, to_the_end: bool
) -> Select[*tuple[object, ...]]:
    """The newest entries that may be seen, with how well each fits; weighing all there are would take too long."""
    ways = [[(way.words, way.goes_on) for way in term.ways] for term in terms]
    if any(way.inside for term in terms for way in term.ways):
        matched, order, score = found_inside(ways)
    else:
        matched, order, score = found(session.get_bind().dialect.name, kind.value, ways, to_the_end=to_the_end)
    matched = matched.add_columns(score.label("score")).where(SEARCH.c.kind == kind.value, may_find(kind, actor))
    if asked.process or asked.agreement:
        about = select(Case.id).where(Case.id == SEARCH.c.case_id)
        if asked.process:
            about = about.where(Case.process == asked.process.value)
        if asked.agreement:
            about = about.where(Case.agreement_id == asked.agreement.value)
        matched = matched.where(about.correlate(SEARCH).exists())
    if asked.first:
        matched = matched.where(SEARCH.c.day >= asked.first)
    if asked.last:
        matched = matched.where(SEARCH.c.day <= asked.last)
    return matched.order_by(order.desc()).limit(MOST + 1)


def _hit(kind: SearchKind, row: Row[*tuple[object, ...]], terms: list[Term]) -> Hit:
    title, process = row.title, Process(row.process) if row.process else None
    if kind is SearchKind.CASE and row.sealed and process:
        title = f"{row.title} {process.label}"
    return Hit(
        kind=kind,
        id=row.row_id,
        title=marked(title, terms),
        excerpt=marked(excerpt(row.text, terms), terms),
        day=row.day,
        case_id=row.case_id,
        case_number=row.number or "",
        case_title="" if row.sealed else row.case_title or "",
        process=process,
    )
