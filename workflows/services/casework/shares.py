"""What an organisation bears or receives by closings and takeovers: its own figures, as they were told to it or by it.

A buyer's share stands in the letters delivered to it, an operator's in the accounts that it has made. What a takeover
gives the municipality and the region stands in the region's terms and in the settlement, sent to the municipality. A
case that was called off has no effect any longer; one that has ended is told of for a year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from db.models.case import Case
from db.models.closing import AccountRow, ClosingAccount
from db.models.document import Delivery, Document
from db.models.takeover import Takeover, TakeoverAccount
from db.session import reading
from workflows.access.actor import Actor
from workflows.clock import today
from workflows.documents.formats import kroner
from workflows.processes.takeover.figures import follows_of
from workflows.services.casework.sight import has_part
from workflows.vocabulary import AccountKind, AccountRowKind, CaseStatus, Labelled, Party, TakeoverFigures

LETTER = "share_letter"
FOLLOWS = "Resultat, der følger tilbuddet"
SETTLED = "Afregning af overtagelse"
PARTIES = (Party.MUNICIPALITY, Party.REGION)
DOCUMENTS = {TakeoverFigures.TERMS: "takeover_terms", TakeoverFigures.SETTLEMENT: "takeover_settlement"}
TOLD_FOR = timedelta(days=365)
"""How long after its end a case is told of."""


class Stage(Labelled):
    """How sure an amount is."""

    EXPECTED = "expected", "Forventet"
    PROVISIONAL = "provisional", "Foreløbigt"
    FINAL = "final", "Endeligt"


ACCOUNTS = {
    AccountKind.PROVISIONAL: (Stage.PROVISIONAL, "Foreløbigt lukkeregnskab"),
    AccountKind.FINAL: (Stage.FINAL, "Endeligt lukkeregnskab"),
}


@dataclass(frozen=True)
class OwnShareRow:
    """The latest on the organisation's own share of a case, in kroner: negative is to be paid, or a deficit taken over.

    `what` is the account that it is of, `source` the paragraph; `document_id` is none where only the case has it.
    """

    case_id: UUID
    case_number: str
    case_title: str
    document_id: UUID | None
    stage: Stage
    what: str
    source: str
    total: Decimal
    told_at: datetime
    in_words: str
    """The amount in words that no sign can blur."""


@dataclass(frozen=True)
class OwnMoney:
    """All that is at stake for an organisation, the newest first."""

    rows: list[OwnShareRow]

    def total(self, *stages: Stage) -> Decimal:
        """What the rows of some stages come to, of all without any: negative is to be paid."""
        return sum((row.total for row in self.rows if not stages or row.stage in stages), Decimal(0))


def own_money(actor: Actor, day: date | None = None) -> OwnMoney:
    """One row for each case in which the organisation has a share; never another's figures."""
    told = _told(day or today())
    with reading() as session:
        found = [*_letters(session, actor, told), *_accounts(session, actor, told), *_takeovers(session, actor, told)]
    latest = {row.case_id: row for row in sorted(found, key=lambda one: one.told_at)}
    return OwnMoney(sorted(latest.values(), key=lambda one: (one.told_at, one.case_number), reverse=True))


def _told(day: date) -> ColumnElement[bool]:
    return (Case.status != CaseStatus.CALLED_OFF) & or_(Case.ended_on.is_(None), Case.ended_on > day - TOLD_FOR)


def _letters(session: Session, actor: Actor, told: ColumnElement[bool]) -> Iterable[OwnShareRow]:
    """The letters on the share of one that buys."""
    figures = (
        Document.data["final"].as_boolean(),
        Document.data["share"]["total"].as_string(),
        Document.data["rules"][0]["source"].as_string(),
    )
    found = (
        select(Case, Document.id, Document.issued_at, *figures)
        .join(Case, Case.id == Document.case_id)
        .where(Document.kind == LETTER, _has_got(actor), told)
        .order_by(Document.issued_at, Document.number, Document.version)
    )
    for case, document_id, issued_at, final, total, source in session.execute(found):
        share = Decimal(total)
        told_as = _Told(*ACCOUNTS[AccountKind.FINAL if final else AccountKind.PROVISIONAL], _to_pay(share))
        yield _row(case, document_id, told_as, source or "", share, issued_at)


def _has_got(actor: Actor) -> ColumnElement[bool]:
    delivered = select(Delivery.document_id).where(
        Delivery.organisation_id == actor.organisation_id, Delivery.delivered_at.is_not(None)
    )
    return Document.id.in_(delivered)


def _accounts(session: Session, actor: Actor, told: ColumnElement[bool]) -> Iterable[OwnShareRow]:
    """What an operator bears by its own accounts; one that has not been sent yet is what it expects."""
    found = (
        select(Case, ClosingAccount, AccountRow.total)
        .join(ClosingAccount, ClosingAccount.case_id == Case.id)
        .join(AccountRow, AccountRow.account_id == ClosingAccount.id)
        .where(AccountRow.kind == AccountRowKind.SHARE, AccountRow.organisation_id == actor.organisation_id)
        .where(has_part(actor, (Party.OPERATOR,)), told)
        .order_by(ClosingAccount.entered_at, ClosingAccount.version)
    )
    for case, account, total in session.execute(found):
        stage, what = ACCOUNTS[account.kind]
        share = total or Decimal(0)
        told_as = _Told(stage if account.sent_on else Stage.EXPECTED, what, _borne(share))
        trace = account.result["trace"]
        yield _row(case, None, told_as, trace[-1]["source"] if trace else "", share, account.entered_at)


def _borne(share: Decimal) -> str:
    """What an operator has of its own account: it pays nobody, and nobody pays it."""
    if not share:
        return "Intet til jer selv"
    return f"I {'bærer selv' if share < 0 else 'beholder'} {kroner(abs(share))}"


def _takeovers(session: Session, actor: Actor, told: ColumnElement[bool]) -> Iterable[OwnShareRow]:
    """What follows the offers by the region's terms, and what remains to be paid by its settlement, as far as sent."""
    sent = _documents(session, actor, told)
    found = (
        select(Case, Takeover.region_id, TakeoverAccount)
        .join(Takeover, Takeover.case_id == Case.id)
        .join(TakeoverAccount, TakeoverAccount.case_id == Case.id)
        .where(has_part(actor, PARTIES), told)
        .where(TakeoverAccount.kind.in_((TakeoverFigures.TERMS, TakeoverFigures.SETTLEMENT)))
        .order_by(TakeoverAccount.entered_at, TakeoverAccount.version)
    )
    followed: dict[UUID, Decimal] = {}
    for case, region_id, account in session.execute(found):
        known = [amount for row in account.shares if (amount := follows_of(row)) is not None]
        follows = sum(known, Decimal(0))
        # What a deficit costs the municipality that takes it over, the region is rid of.
        gives = region_id == actor.organisation_id
        if account.kind is TakeoverFigures.TERMS:
            followed[case.id] = total = follows
            told_as = _Told(Stage.EXPECTED, FOLLOWS, _following(follows, gives=gives))
        else:
            total = follows - followed.get(case.id, Decimal(0))
            stage = Stage.FINAL if account.answer == "yes" else Stage.PROVISIONAL
            told_as = _Told(stage, SETTLED, _to_pay(-total if gives else total))
        document_id = sent.get((case.id, DOCUMENTS[account.kind]))
        if document_id and known:
            yield _row(case, document_id, told_as, _source(account), -total if gives else total, account.entered_at)


def _to_pay(total: Decimal) -> str:
    amount = kroner(abs(total))
    return f"{amount} at betale" if total < 0 else f"{amount} at få udbetalt" if total else "Intet at betale"


def _following(follows: Decimal, *, gives: bool) -> str:
    """A result that follows an offer to the one that takes it over, as the one or the other sees it."""
    if not follows:
        return "Intet følger med"
    which = "underskud" if follows < 0 else "overskud"
    return f"Et {which} på {kroner(abs(follows))} følger med {'fra' if gives else 'til'} jer"


def _documents(session: Session, actor: Actor, told: ColumnElement[bool]) -> Mapping[tuple[UUID, str], UUID]:
    """The latest document of a takeover's figures that the municipality has got or the region has issued."""
    found = (
        select(Document.case_id, Document.kind, Document.id)
        .join(Case, Case.id == Document.case_id)
        .where(Document.kind.in_(DOCUMENTS.values()), told)
        .where(or_(_has_got(actor), Document.issuer_id == actor.organisation_id), has_part(actor, PARTIES))
        .order_by(Document.issued_at, Document.version)
    )
    return {(case_id, kind): document_id for case_id, kind, document_id in session.execute(found)}


def _source(account: TakeoverAccount) -> str:
    """The paragraph of the calculation; none where the share was agreed without one."""
    traces = [row["result"]["trace"] for row in account.shares if row["result"] and row["result"]["trace"]]
    return str(traces[0][-1]["source"]) if traces else ""


@dataclass(frozen=True)
class _Told:
    """How sure an amount is, what it is of, and the amount in words."""

    stage: Stage
    what: str
    in_words: str


def _row(
    case: Case, document_id: UUID | None, told_as: _Told, source: str, total: Decimal, told_at: datetime
) -> OwnShareRow:
    return OwnShareRow(
        case_id=case.id,
        case_number=case.number,
        case_title=case.title,
        document_id=document_id,
        stage=told_as.stage,
        what=told_as.what,
        source=source,
        total=total,
        told_at=told_at,
        in_words=told_as.in_words,
    )
