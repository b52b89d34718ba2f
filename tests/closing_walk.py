"""A closing walked from task to task through the ordinary services, as its users would.

    walk = ClosingWalk("Bofællesskabet Åbrinken").opened().heard().decided()
    walk.enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()

Needs the fixture `seeded`: the field, and a clock that stands still. Each task is done by someone of the organisation
that has it, with a role that may do it. What a step leaves behind is read through the properties.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Self
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from db.models.case import Case, CaseDeadline, CaseEvent, CaseParty, Task, Timer
from db.models.closing import Closing, ClosingAccount
from db.models.document import Delivery, Document, JournalEntry
from db.models.notice import Notice
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.person import Person, Post
from db.models.work import Incident, Job
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import GRANTS
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.clock import COPENHAGEN, now, today
from workflows.processes.closing.entry import rows_of
from workflows.services.casework.hearings import record_answers
from workflows.services.casework.taskpage import show_task
from workflows.services.casework.tasks import complete_task
from workflows.services.closing.closings import open_closing
from workflows.services.running.runner import work_once
from workflows.services.running.stepping import begin, load
from workflows.services.running.timers import due_timers, fire
from workflows.vocabulary import AccountKind, AccountRowKind, NoticeKind, OrganisationKind, Party, Role, TaskStatus

AUDITOR = "bakke-lund-revision"
SAID = (NoticeKind.CASE_MESSAGE, NoticeKind.DEADLINE_NEAR, NoticeKind.DEADLINE_PASSED)
"""The kinds of messages that a process words itself."""


@dataclass(frozen=True)
class Figures:
    """An account as it is typed. `lines` are budget and account of each line."""

    lines: Mapping[str, tuple[str, str]]
    carried_forward: str = "0"
    months: int = 10
    own_basis: str | None = None
    with_others: bool = True
    extra: Mapping[str, Any] = field(default_factory=dict)

    def with_line(self, line: str, budget: str, spent: str) -> "Figures":
        """The same account with one line changed."""
        return replace(self, lines={**self.lines, line: (budget, spent)})


EXAMPLE_1 = Figures(
    {
        "revenue": ("8581000", "4400000"),
        "staff": ("7037000", "6500000"),
        "citizens": ("160000", "85000"),
        "administration": ("382000", "279000"),
        "competence": ("50000", "0"),
        "property": ("422000", "298000"),
        "depreciation": ("457000", "381000"),
        "interest": ("73000", "61000"),
    },
    carried_forward="-452000",
)
"""syddanmark-2025-2026, bilag 5, example 1."""
EXAMPLE_2 = Figures(
    {"revenue": ("60000000", "50000000"), "staff": ("60000000", "54000000")},
    carried_forward="-1000000",
    own_basis="20000000",
)
EXAMPLE_3 = Figures({"revenue": ("20000000", "10000000"), "staff": ("20000000", "12500000")}, carried_forward="1000000")
EXAMPLE_4 = Figures(
    {"revenue": ("60000000", "50000000"), "staff": ("60000000", "56000000")},
    carried_forward="2000000",
    own_basis="20000000",
)


STAGES = ("opened", "heard", "decided", "laid", "sent", "followed", "entered", "endorsed", "settled")
"""How far example 1 can be walked: the account laid before the committee, sent, followed, the final one entered …"""


def walked_to(stage: str) -> "ClosingWalk":
    """Example 1 walked from its opening to a stage, today."""
    walk = ClosingWalk().opened()
    steps = {
        "heard": walk.heard,
        "decided": walk.decided,
        "laid": lambda: walk.enter("provisional", EXAMPLE_1),
        "sent": lambda: walk.treat_provisional().send_provisional(),
        "followed": lambda: walk.follow("final"),
        "entered": lambda: walk.enter("final", EXAMPLE_1),
        "endorsed": walk.endorse,
        "settled": lambda: walk.treat_final().send_final(),
    }
    for name in STAGES[1 : STAGES.index(stage) + 1]:
        steps[name]()
    return walk


def person(email: str, code: str) -> Actor:
    """Someone of the demonstration, acting for the organisation with that code."""
    with reading() as session:
        found = (
            select(Person, Organisation, Post.role)
            .join(Post, Post.person_id == Person.id)
            .join(Organisation, Organisation.id == Post.organisation_id)
            .where(Person.email == email, Organisation.code == code)
        )
        rows = session.execute(found).all()
    who, organisation, _role = rows[0]
    return _actor(who, organisation, {role for _, _, role in rows})


def colleague(organisation_id: UUID, roles: set[Role]) -> Actor:
    """Someone who has one of the roles in the organisation."""
    with reading() as session:
        held = select(Post).where(Post.organisation_id == organisation_id)
        posts = list(session.scalars(held.options(joinedload(Post.person), joinedload(Post.organisation))))
    chosen = next(post for post in sorted(posts, key=lambda post: post.person.email) if post.role in roles)
    own = {post.role for post in posts if post.person_id == chosen.person_id}
    return _actor(chosen.person, chosen.organisation, own)


def _actor(who: Person, organisation: Organisation, roles: set[Role]) -> Actor:
    return Actor(who.id, who.name, organisation.id, organisation.name, organisation.kind, frozenset(roles))


class ClosingWalk:
    """One closing on its way."""

    def __init__(self, offer: str = "Bofællesskabet Åbrinken", *, by: Actor | None = None) -> None:
        """`by` opens the case; a caseworker of the operator unless it is given."""
        with reading() as session:
            self.offer = session.scalars(
                select(Offer).where(Offer.name == offer).options(joinedload(Offer.operator))
            ).one()
        self.operator = by or colleague(self.offer.operator_id, {Role.CASEWORKER})
        self.case_id = UUID(int=0)

    @classmethod
    def of(cls, case_id: UUID) -> Self:
        """The walk of a closing that is on its way."""
        with reading() as session:
            offers = select(Offer.name).join(Closing, Closing.offer_id == Offer.id)
            walk = cls(session.scalars(offers.where(Closing.case_id == case_id)).one())
        walk.case_id = case_id
        return walk

    # --- steps

    def opened(self, **answers: Any) -> Self:
        """Open the case; by default a decision is expected today and has consequences for others."""
        usual = {
            "offer_id": str(self.offer.id),
            "moving_or_merging": False,
            "consequences_for_others": True,
            "expected_decision_on": today().isoformat(),
            "hearing_deadline": (today() + timedelta(days=28)).isoformat(),
            "category": self.offer.category,
            "reasons": "Belægningen er faldet tre år i træk.",
        }
        self.case_id = open_closing(usual | answers, self.operator)
        return self

    def heard(self, *, should_close: str = "yes") -> Self:
        """All members answer, and the body concludes."""
        return self.answered().concluded(should_close=should_close)

    def answered(self) -> Self:
        """All members answer that they have no objection."""
        answers = {task.organisation_id: {"position": "no_objection"} for task in self.open("task_answer_hearing")}
        body = self.party(Party.HEARING_BODY)
        record_answers(self.case_id, answers, colleague(body.id, {Role.BODY_SECRETARY}))
        return self

    def concluded(self, element: str = "task_conclude_hearing", *, should_close: str = "yes") -> Self:
        """The body concludes on the closing at a meeting today."""
        conclusion = {"meeting_on": today().isoformat(), "should_close": should_close, "text": "Drøftet i organet."}
        return self.do(element, conclusion)

    def decided(self, on: date | None = None, **answers: Any) -> Self:
        """The operator decides to close; today, unless another day is given."""
        usual = {
            "outcome": "close",
            "decided_on": (on or today()).isoformat(),
            "last_day": (today() + timedelta(days=90)).isoformat(),
            "consequences_for_others": True,
        }
        return self.do("task_record_decision", usual | answers)

    def enter(self, kind: str, figures: Figures, **answers: Any) -> Self:
        """Enter an account: `provisional`, `final` or `operator`, with the key as it is registered."""
        element = f"task_enter_{kind}_account"
        typed = self.typed(element, figures)
        if kind == "final" and self.facts(element)["needs_auditor"]:
            typed["auditor_id"] = str(self.organisation(AUDITOR).id)
        return self.do(element, typed | answers)

    def treat_provisional(self, *, taken_note: bool = True) -> Self:
        """The business committee treats the provisional account."""
        return self.do("task_treat_provisional_account", _treatment(taken_note))

    def send_provisional(self) -> Self:
        """The operator sends it to the affected municipalities."""
        return self.do("task_send_provisional_account", {})

    def follow(self, next_step: str, **answers: Any) -> Self:
        """What the operator does while the final account is awaited."""
        return self.do("task_follow_account", {"next_step": next_step, "text": "Der er sket noget."} | answers)

    def endorse(self, *, endorsed: bool = True) -> Self:
        """The auditor answers."""
        return self.do("task_endorse_account", {"endorsed": endorsed, "text": "Gennemgået efter god revisionsskik."})

    def treat_final(self, *, taken_note: bool = True) -> Self:
        """The body treats the final account."""
        return self.do("task_treat_final_account", _treatment(taken_note))

    def send_final(self) -> Self:
        """The operator sends it to the affected municipalities."""
        return self.do("task_send_final_account", {})

    def fire(self) -> Self:
        """The timers that are due by now fire; no document is made."""
        for timer_id in due_timers():
            fire(timer_id)
        return self

    def work(self) -> Self:
        """The runner works what is due: timers, and the documents that wait to be made."""
        work_once()
        return self

    def do(self, element: str, answers: Mapping[str, Any]) -> Self:
        """Complete the one open task of an element, by someone who may."""
        task = self.task(element)
        self.complete(task, answers, self.doer(task))
        return self

    def complete(self, task: Task, answers: Mapping[str, Any], actor: Actor) -> None:
        """Complete one open task; the one place where the walk does so."""
        complete_task(task.id, revision=task.revision, answers=answers, actor=actor)

    def doer(self, task: Task) -> Actor:
        """Someone of the task's organisation who may do it."""
        grants = GRANTS[TASK_PERMISSIONS[task.element_id]]
        return colleague(task.organisation_id, {grant.role for grant in grants if grant.party is task.lane})

    # --- what an account starts from

    def facts(self, element: str) -> Mapping[str, Any]:
        """What the page of an open task knows."""
        task = self.task(element)
        return show_task(task.id, self.doer(task)).facts

    def typed(self, element: str, figures: Figures) -> dict[str, Any]:
        """The answers of an account's form, with the key and the other offers as they are registered."""
        facts = self.facts(element)
        others = facts["others"] if figures.with_others else []
        unit = facts["part_of_unit"]
        typed: dict[str, Any] = {
            "year": self.closing.last_day.year,
            "months": figures.months,
            "lines": {key: {"budget": budget, "account": spent} for key, (budget, spent) in figures.lines.items()},
            "carried_forward_offer": figures.carried_forward,
            "key": [
                {
                    "organisation_id": str(row.organisation_id),
                    "year_minus_2": f"{row.year_minus_2:f}",
                    "year_minus_1": f"{row.year_minus_1:f}",
                }
                for row in facts["rows"]
            ],
            "own_basis": figures.own_basis,
            "unit_others": [_other(one) for one in others if one.same_unit] if unit else [],
            "region_others": [_other(one) for one in others if not one.same_unit] if facts["regional"] else [],
            "note": "Forventet forløb.",
        }
        return typed | dict(figures.extra)

    # --- where the case stands

    @property
    def case(self) -> Case:
        """The case with its state."""
        with reading() as session:
            return session.scalars(
                select(Case).where(Case.id == self.case_id).options(undefer(Case.process_state))
            ).one()

    @property
    def closing(self) -> Closing:
        """The facts of the closing."""
        with reading() as session:
            return session.scalars(select(Closing).where(Closing.case_id == self.case_id)).one()

    def tasks(self, element: str | None = None) -> list[Task]:
        """All rows of the work list, done and withdrawn ones too."""
        with reading() as session:
            found = select(Task).where(Task.case_id == self.case_id).options(joinedload(Task.organisation))
            rows = session.scalars(found.order_by(Task.opened_at, Task.id))
            return [row for row in rows if element in (None, row.element_id)]

    def open(self, element: str | None = None) -> list[Task]:
        """The open tasks."""
        return [task for task in self.tasks(element) if task.status is TaskStatus.OPEN]

    def task(self, element: str) -> Task:
        """The one open task of an element."""
        found = self.open(element)
        assert len(found) == 1, f"{element}: {len(found)}; open are {[task.element_id for task in self.open()]}"
        return found[0]

    @property
    def waits_for(self) -> set[str]:
        """The elements of the open tasks."""
        return {task.element_id for task in self.open()}

    @property
    def passed(self) -> list[str]:
        """The elements of the diagrams passed so far, and in the end where the process stands."""
        with reading() as session:
            case = session.scalars(
                select(Case).where(Case.id == self.case_id).options(undefer(Case.process_state))
            ).one()
            running = load(begin(session, case, now(), None))
        return [*running.passed, *running.current]

    def documents(self, kind: str | None = None) -> list[Document]:
        """The documents with their data and deliveries, in the order of their numbers."""
        with reading() as session:
            found = select(Document).where(Document.case_id == self.case_id)
            loaded = found.options(
                undefer(Document.data), selectinload(Document.deliveries).joinedload(Delivery.organisation)
            )
            rows = session.scalars(loaded.order_by(Document.number, Document.version))
            return [row for row in rows if kind in (None, row.kind)]

    def document(self, kind: str) -> Document:
        """The latest version of the one document of a kind."""
        found = self.documents(kind)
        assert len({row.number for row in found}) == 1, [row.number for row in found]
        return found[-1]

    def receivers(self, kind: str) -> set[str]:
        """The names of those to whom the latest document of a kind was sent."""
        return {one.organisation.name for one in self.documents(kind)[-1].deliveries}

    def account(self, kind: AccountKind) -> ClosingAccount:
        """The latest version of an account, with its rows."""
        with reading() as session:
            found = select(ClosingAccount).where(ClosingAccount.case_id == self.case_id, ClosingAccount.kind == kind)
            latest = found.options(selectinload(ClosingAccount.rows)).order_by(ClosingAccount.version.desc()).limit(1)
            return session.scalars(latest).one()

    def shares(self, kind: AccountKind) -> dict[str, Any]:
        """What each party bears or receives by the rows of the latest account, by name."""
        with reading() as session:
            names = dict(session.execute(select(Organisation.id, Organisation.name)).all())
        shares = rows_of(self.account(kind), AccountRowKind.SHARE)
        return {names[share.organisation_id]: share.total for share in shares}

    @property
    def deadlines(self) -> list[CaseDeadline]:
        """All deadlines of the case, in the order in which they were computed."""
        with reading() as session:
            found = select(CaseDeadline).where(CaseDeadline.case_id == self.case_id)
            return list(session.scalars(found.order_by(CaseDeadline.computed_at, CaseDeadline.due_on)))

    def deadline(self, rule: str) -> CaseDeadline:
        """The deadline of a rule that counts now."""
        rows = [row for row in self.deadlines if row.rule_id == rule]
        (found,) = [row for row in rows if row.replaced_by_id is None and not row.lapsed]
        return found

    @property
    def timers(self) -> dict[str, date]:
        """The timers that wait: the Danish day on which each is due, by element."""
        with reading() as session:
            rows = session.scalars(select(Timer).where(Timer.case_id == self.case_id))
            return {row.element_id: row.due_at.astimezone(COPENHAGEN).date() for row in rows}

    @property
    def notices(self) -> list[tuple[str, str]]:
        """The messages left so far but for those of a task or a document: receiver and text, in order."""
        with reading() as session:
            found = (
                select(Organisation.name, Notice.text)
                .join(Organisation, Organisation.id == Notice.organisation_id)
                .where(Notice.case_id == self.case_id, Notice.kind.in_(SAID))
                .order_by(Notice.told_at, Organisation.name)
            )
            return [(name, text) for name, text in session.execute(found)]

    @property
    def told_of_the_end(self) -> set[str]:
        """Who has been told that the case has ended."""
        with reading() as session:
            found = select(Organisation.name).join(Notice, Notice.organisation_id == Organisation.id)
            ended = found.where(Notice.case_id == self.case_id, Notice.kind == NoticeKind.CASE_ENDED)
            return set(session.scalars(ended))

    @property
    def events(self) -> list[CaseEvent]:
        """The history, oldest first."""
        with reading() as session:
            found = select(CaseEvent).where(CaseEvent.case_id == self.case_id)
            return list(session.scalars(found.order_by(CaseEvent.happened_at, CaseEvent.position)))

    @property
    def journal(self) -> list[JournalEntry]:
        """The journal by position."""
        with reading() as session:
            found = select(JournalEntry).where(JournalEntry.case_id == self.case_id)
            return list(session.scalars(found.order_by(JournalEntry.position)))

    @property
    def incidents(self) -> list[Incident]:
        """The incidents of the case, the oldest first."""
        with reading() as session:
            found = select(Incident).where(Incident.case_id == self.case_id)
            return list(session.scalars(found.order_by(Incident.happened_at)))

    @property
    def jobs(self) -> list[Job]:
        """The jobs of the case."""
        with reading() as session:
            return list(session.scalars(select(Job).where(Job.case_id == self.case_id)))

    # --- who is who

    def party(self, party: Party) -> Organisation:
        """The one organisation that has a part in the case."""
        (found,) = self.parties(party)
        return found

    def parties(self, party: Party) -> list[Organisation]:
        """The organisations that have a part in the case, by name."""
        with reading() as session:
            found = select(Organisation).join(CaseParty, CaseParty.organisation_id == Organisation.id)
            wanted = found.where(CaseParty.case_id == self.case_id, CaseParty.party == party)
            return list(session.scalars(wanted.order_by(Organisation.name)))

    def organisation(self, code: str) -> Organisation:
        """The organisation with that code today."""
        with reading() as session:
            rows = session.scalars(select(Organisation).where(Organisation.code == code))
            return next(row for row in rows if row.exists_on(today()))

    @property
    def buyers(self) -> list[Actor]:
        """The director of each affected municipality, by its name."""
        kinds = (OrganisationKind.MUNICIPALITY, OrganisationKind.REGION)
        return [colleague(one.id, {Role.DIRECTOR}) for one in self.parties(Party.BUYER) if one.kind in kinds]


def _treatment(taken_note: bool) -> dict[str, Any]:
    return {"meeting_on": today().isoformat(), "taken_note": taken_note, "text": "Behandlet i udvalget."}


def _other(row: Any) -> dict[str, str]:
    return {"name": row.name, "basis": f"{row.basis:f}"}
