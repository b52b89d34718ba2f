"""One step of one case: what the operations of a process work on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case, CaseDeadline, CaseEvent, CaseParty
from db.models.document import Delivery, Document, JournalEntry
from db.models.offer import Offer
from db.models.organisation import ClosedDay, Organisation
from db.models.work import Job
from workflows.access.actor import Actor
from workflows.clock import COPENHAGEN
from workflows.documents.canonical import data_hash
from workflows.documents.envelope import Document as DocumentContent
from workflows.documents.envelope import DocumentReference, Envelope, to_data
from workflows.documents.kinds import KINDS
from workflows.processes.envelopes import envelope_of
from workflows.processes.notices import Told, notices, roles_for
from workflows.processes.sealing import DOCUMENT_DATA, kept_data
from workflows.processes.standing import CALENDAR, STANDS, parties_and_what_binds
from workflows.rules.agreement_types import Agreement
from workflows.rules.agreements import agreement
from workflows.vocabulary import Direction, EventKind, NoticeKind, Party


@dataclass
class Step:
    """The case, who acts (nobody when a timer does), and the moment.

    All that a step changes is added to the session and committed with the state of the process.
    """

    session: Session
    case: Case
    now: datetime
    actor: Actor | None = None
    subject: Any = None
    """The row that a process keeps beside its case, e.g. `Closing`; loaded once."""
    offer: Offer | None = None
    tasks: set[str] = field(default_factory=set)
    """The tasks that were open as the step began and have not been done in it, by their ids in the engine."""
    timers: Mapping[str, datetime] = field(default_factory=dict)
    """When each timer is due that waited as the step began, by its id in the engine."""
    known: dict[Any, Any] = field(default_factory=dict)
    """What a process has read or made in this step, so that it is not read again."""
    _parties: list[CaseParty] | None = None
    _closed_days: Mapping[date, str] | None = None
    _deadlines: dict[str, CaseDeadline | None] | None = None
    _has_errands: bool = False
    _position: int = 0

    @property
    def today(self) -> date:
        """The date of the step in Denmark."""
        return self.now.astimezone(COPENHAGEN).date()

    @property
    def agreement(self) -> Agreement:
        """The rule set of the case."""
        return agreement(self.case.agreement_id)

    # --- parties

    @property
    def parties(self) -> list[CaseParty]:
        """All parties of the case with their organisations."""
        if self._parties is None:
            self._parties = self._read_parties()
        return self._parties

    def _read_parties(self) -> list[CaseParty]:
        rows = self.session.execute(parties_and_what_binds(self.case.id)).all()
        parties = list(dict.fromkeys(party for party, *_ in rows))
        self._has_errands = any(errand for *_, errand in rows)
        if any(party.party in CALENDAR for party in parties):
            self._closed_days = {day: reason for _, day, reason, *_ in rows if day is not None}
            self._deadlines = {row.rule_id: row for _, _, _, row, _ in rows if row is not None}
        return parties

    @property
    def has_errands(self) -> bool:
        """Whether tasks beside the process were open as the parties were read."""
        return bool(self.parties) and self._has_errands

    @property
    def deadlines(self) -> dict[str, CaseDeadline | None]:
        """The deadlines of the case that count now, by rule."""
        if self._parties is None:
            self._parties = self._read_parties()
        if self._deadlines is None:
            found = select(CaseDeadline).where(CaseDeadline.case_id == self.case.id, STANDS)
            self._deadlines = {row.rule_id: row for row in self.session.scalars(found)}
        return self._deadlines

    @property
    def closed_days(self) -> Mapping[date, str]:
        """Day and reason of each day on which the one that the deadlines bind is closed beside the public holidays."""
        bound = self.organisations(*CALENDAR)
        if self._closed_days is None:
            of_bound = ClosedDay.organisation_id.in_([organisation.id for organisation in bound])
            found = select(ClosedDay.day, ClosedDay.reason).where(of_bound)
            self._closed_days = {row.day: row.reason for row in self.session.execute(found)}
        return self._closed_days

    def organisations(self, *parties: Party) -> list[Organisation]:
        """The organisations that have one of these parts in the case, each once, by name."""
        found = {row.organisation_id: row.organisation for row in self.parties if row.party in parties}
        return sorted(found.values(), key=lambda organisation: organisation.name)

    def organisation(self, party: Party) -> Organisation | None:
        """The one organisation that has this part, or none yet."""
        found = self.organisations(party)
        return found[0] if found else None

    def operator(self) -> Organisation:
        """The operator of the offer."""
        return self.organisations(Party.OPERATOR)[0]

    def involve(self, party: Party, organisations: Iterable[Organisation]) -> None:
        """Give organisations a part in the case, unless they have it."""
        present = {(row.party, row.organisation_id) for row in self.parties}
        for organisation in organisations:
            if (party, organisation.id) not in present:
                row = CaseParty(
                    case_id=self.case.id,
                    party=party,
                    organisation_id=organisation.id,
                    organisation=organisation,
                )
                self.session.add(row)
                self.parties.append(row)

    def release(self, party: Party) -> None:
        """Take a part in the case from whoever has it, e.g. an auditor that is replaced."""
        for row in [row for row in self.parties if row.party is party]:
            self.parties.remove(row)
            self.session.delete(row)

    # --- what happened

    def note(self, kind: EventKind, text: str, *, source: str | None = None, element: str | None = None) -> None:
        """Write a line in the history of the case."""
        self._position += 1
        self.session.add(
            CaseEvent(
                case_id=self.case.id,
                kind=kind,
                happened_at=self.now,
                position=self._position,
                person_id=self.actor.person_id if self.actor else None,
                organisation_id=self.actor.organisation_id if self.actor else None,
                element_id=element,
                text=text,
                source=source,
            )
        )

    def journal(
        self,
        direction: Direction,
        theme: str,
        parties: str,
        *,
        document_id: UUID | None = None,
        entered_on: date | None = None,
    ) -> None:
        """Make an entry in the journal of the case (offentlighedsloven § 15)."""
        self.case.entries_made += 1
        self.session.add(
            JournalEntry(
                case_id=self.case.id,
                position=self.case.entries_made,
                entered_on=entered_on or self.today,
                direction=direction,
                theme=theme,
                parties=parties,
                document_id=document_id,
            )
        )

    def tell(
        self,
        organisations: Iterable[Organisation],
        text: str,
        *,
        key: str,
        kind: NoticeKind = NoticeKind.CASE_MESSAGE,
        task: str | None = None,
    ) -> None:
        """Leave a message with organisations; `key` names what is told, so that nobody hears it twice.

        `task` is the user task it is about: then those are told who may do it.
        """
        roles = roles_for(task) if task else None
        actor_id = self.actor.person_id if self.actor else None
        told = Told(kind, text, f"{self.case.id}:{key}", self.case.id, roles=roles, actor_id=actor_id)
        self.session.add_all(notices(told, [organisation.id for organisation in organisations], self.now))

    # --- documents

    def issue(
        self,
        content: Callable[[Envelope], DocumentContent],
        *,
        to: Sequence[Organisation],
        issuer: Organisation,
        group: str = "",
        replaces: Document | None = None,
        unit: str = "",
    ) -> Document:
        """Issue a document: keep its data, order its bytes, and put it on its way to each receiver.

        `group` names many receivers in the address window. A document that replaces another takes its
        number and the next version.
        """
        if replaces is None:
            self.case.documents_issued += 1
        envelope = envelope_of(
            self.case,
            self.agreement,
            issuer=issuer,
            to=to,
            issued=self.today,
            contact=self._signer(issuer),
            replaces=reference(replaces) if replaces else None,
            group=group,
            unit=unit,
        )
        document = self._document(content(envelope), issuer, replaces)
        self.order(f"render:{document.id}", "render_document", {"document_id": str(document.id)})
        receivers = group or ", ".join(organisation.name for organisation in to) or issuer.name
        self.journal(Direction.OUT, document.title, receivers, document_id=document.id)
        self.send(document, to)
        return document

    def _document(self, content: DocumentContent, issuer: Organisation, replaces: Document | None) -> Document:
        data = kept_data(self, DOCUMENT_DATA, to_data(content))
        document = Document(
            id=uuid4(),
            case_id=self.case.id,
            kind=content.kind,
            number=content.envelope.number,
            version=content.envelope.version,
            replaces_id=replaces.id if replaces else None,
            title=KINDS[content.kind].title,
            issued_at=self.now,
            issuer_id=issuer.id,
            data=data,
            data_hash=data_hash(data),
        )
        self.session.add(document)
        return document

    def _signer(self, issuer: Organisation) -> str:
        """Who answers questions: the person who acts for the issuer, else the issuer itself."""
        own = self.actor is not None and self.actor.organisation_id == issuer.id
        return self.actor.name if self.actor and own else issuer.name

    def send(self, document: Document, to: Sequence[Organisation]) -> None:
        """Put a document on its way to receivers: one outbox row for each. They are told when its bytes are there."""
        if document.rendered_at:
            self.tell(to, document.title, key=f"document:{document.id}", kind=NoticeKind.DOCUMENT_RECEIVED)
        self.session.add_all(
            Delivery(
                document_id=document.id,
                organisation_id=organisation.id,
                sent_at=self.now,
                delivered_at=self.now if document.rendered_at else None,
            )
            for organisation in to
        )

    def order(self, key: str, kind: str, payload: Mapping[str, Any]) -> None:
        """Order a job, to be done once after this step has been committed."""
        self.session.add(Job(key=key, kind=kind, case_id=self.case.id, payload=dict(payload), run_after=self.now))


def reference(document: Document) -> DocumentReference:
    """How one document names another."""
    issued = document.issued_at.astimezone(COPENHAGEN).date()
    return DocumentReference(document.number, document.version, document.title, issued)
