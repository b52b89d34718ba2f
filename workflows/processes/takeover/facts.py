"""The facts of a takeover that its operations share: the round, its offers, who takes over from whom, the rules."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.case import CaseDeadline
from db.models.offer import Offer
from db.models.organisation import Organisation
from db.models.takeover import Takeover, TakeoverAccount, TakeoverOffer
from workflows.documents.envelope import DeadlineShown, RuleCited
from workflows.documents.envelope import Offer as OfferShown
from workflows.documents.takeover_parts import TakeoverParties, Treated
from workflows.processes.deadlines import deadline_of, keep_deadline
from workflows.processes.step import Step
from workflows.rules.agreement_types import Stated
from workflows.rules.takeover.regimes import Regime, regime
from workflows.rules.takeover.terms import Term, Window, window
from workflows.vocabulary import EventKind, Party, TakeoverFigures, TakeoverOutcome

OFFERS = "takeover offers"
ACCOUNTS = "takeover accounts"


def takeover_of(step: Step) -> Takeover:
    """The round of the step's case; its offers are read with it."""
    if step.subject is None:
        found = (
            select(Takeover, TakeoverOffer)
            .join(TakeoverOffer, TakeoverOffer.case_id == Takeover.case_id)
            .where(Takeover.case_id == step.case.id)
            .options(joinedload(TakeoverOffer.offer).joinedload(Offer.unit))
            .order_by(TakeoverOffer.position)
        )
        rows = step.session.execute(found).all()
        step.subject = rows[0][0]
        step.known[OFFERS] = [offer for _, offer in rows]
    takeover: Takeover = step.subject
    return takeover


def rows_of(step: Step) -> list[TakeoverOffer]:
    """The offers of the round, as rows of the case."""
    takeover_of(step)
    rows: list[TakeoverOffer] = step.known[OFFERS]
    return rows


def offers_of(step: Step) -> list[Offer]:
    """The offers that are taken over, as the region runs them."""
    return [row.offer for row in rows_of(step)]


def accounts_of(step: Step, kind: TakeoverFigures) -> list[TakeoverAccount]:
    """The figures of a kind that the region has stated, the earliest first; all kinds are read at once."""
    if ACCOUNTS not in step.known:
        found = select(TakeoverAccount).where(TakeoverAccount.case_id == step.case.id)
        step.known[ACCOUNTS] = list(step.session.scalars(found.order_by(TakeoverAccount.version)))
    rows: list[TakeoverAccount] = step.known[ACCOUNTS]
    return [row for row in rows if row.kind is kind]


def latest_account(step: Step, kind: TakeoverFigures) -> TakeoverAccount | None:
    """The latest version of the figures of a kind, or none yet."""
    rows = accounts_of(step, kind)
    return rows[-1] if rows else None


def regime_of(step: Step) -> Regime:
    """How the agreement of the case treats a takeover."""
    return regime(step.case.agreement_id)


def window_of(step: Step) -> Window:
    """The window of the election term whose round is used."""
    return window(step.case.agreement_id, Term(takeover_of(step).term_start), step.closed_days)


def next_window_of(step: Step) -> Window:
    """The window of the next election term."""
    return window(step.case.agreement_id, Term(takeover_of(step).term_start).next, step.closed_days)


def municipality_of(step: Step) -> Organisation:
    """The municipality that takes over."""
    return step.organisations(Party.MUNICIPALITY)[0]


def region_of(step: Step) -> Organisation:
    """The region that runs the offers."""
    return step.organisations(Party.REGION)[0]


def council_of(step: Step) -> str:
    """The municipal council, in words."""
    return f"kommunalbestyrelsen i {municipality_of(step).name}"


def regional_council_of(step: Step) -> str:
    """The regional council, in words."""
    return f"regionsrådet i {region_of(step).name}"


def shown_parties(step: Step) -> TakeoverParties:
    """Who takes over from whom, as a document names them."""
    return TakeoverParties(
        municipality=municipality_of(step).name,
        region=region_of(step).name,
        council=council_of(step),
        regional_council=regional_council_of(step),
    )


def shown_offers(step: Step) -> tuple[OfferShown, ...]:
    """The offers as a document shows them."""
    region = region_of(step).name
    return tuple(
        OfferShown(
            name=offer.name,
            operator=region,
            services=offer.legal_basis,
            target_group="",
            places=offer.places,
            structure=f"{offer.structure.label} ({offer.unit.name})" if offer.unit else offer.structure.label,
        )
        for offer in offers_of(step)
    )


def names_of(step: Step) -> str:
    """The offers' names in a sentence."""
    *first, last = (offer.name for offer in offers_of(step))
    return f"{', '.join(first)} og {last}" if first else last


def shown_deadline(row: CaseDeadline | None) -> DeadlineShown | None:
    """A deadline of the case as a document shows it."""
    if row is None:
        return None
    return DeadlineShown(row.label, row.due_on, row.last_working_day, row.explanation, row.source)


def declaration_deadline(step: Step) -> CaseDeadline:
    """The last day to tell the regional council."""
    row = keep_deadline(step, "takeover.declaration", takeover_of(step).term_start)
    assert row is not None
    return row


def transfer_deadline(step: Step) -> CaseDeadline:
    """The last day for the takeover."""
    row = keep_deadline(step, "takeover.transfer", takeover_of(step).term_start)
    assert row is not None
    return row


def request_deadline(step: Step) -> CaseDeadline | None:
    """The last day to make the request, where the agreement has one beside that of the declaration."""
    rule = regime_of(step).request_rule.value
    return keep_deadline(step, rule, takeover_of(step).takeover_on) if rule else None


def keep_own_steps(step: Step) -> CaseDeadline | None:
    """The next day of the agreement's own time plan, where it has one for this term.

    Rule: syddanmark-2016, Samspil og styring på det sociale område.
    """
    rule = regime_of(step).steps_rule.value
    found = deadline_of(step, rule, step.today) if rule else None
    if found is None or found.dates[-1] != window_of(step).transfer.date:
        return None
    return keep_deadline(step, rule, step.today)


def cited(*stated: Stated[Any]) -> tuple[RuleCited, ...]:
    """What the agreement says on some points, as a document cites it."""
    return tuple(RuleCited(one.why, one.source) for one in stated)


def discussions(step: Step) -> tuple[Treated, ...]:
    """What the joint body has said before the decision; nothing where it has not treated the takeover."""
    takeover = takeover_of(step)
    if takeover.discussed_on is None:
        return ()
    return (Treated(regime_of(step).body.name, takeover.discussed_on, takeover.discussion),)


def depart(step: Step, key: str, text: str, source: str) -> None:
    """Keep where the course departs from what the agreement has; an empty text takes an earlier one back."""
    takeover = takeover_of(step)
    before = [one for one in takeover.departures if one["key"] != key]
    same = [one for one in takeover.departures if one["key"] == key and one["text"] == text]
    if same:
        return
    takeover.departures = [*before, {"key": key, "text": text, "source": source}] if text else before
    if text:
        step.note(EventKind.STEP, text, source=source)


def departures_told(step: Step) -> tuple[str, ...]:
    """The departures in words, each with its paragraph."""
    return tuple(f"{one['text']} ({one['source']})" for one in takeover_of(step).departures)


def end_as(step: Step, outcome: TakeoverOutcome) -> None:
    """Keep what the takeover came to."""
    takeover_of(step).outcome = outcome


def iso(day: date | None) -> str:
    """A day as the data of a process hold it; empty for none."""
    return day.isoformat() if day else ""


def by_id(offers: Iterable[Offer]) -> Mapping[Any, Offer]:
    """Offers by their ids."""
    return {offer.id: offer for offer in offers}
