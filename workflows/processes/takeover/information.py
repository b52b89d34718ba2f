"""What is told of a takeover to those who are not asked: the joint body, other municipalities, all who were told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from db.models.organisation import Organisation
from workflows.documents.envelope import Envelope
from workflows.documents.envelope import Offer as OfferShown
from workflows.documents.formats import begyndelse, dato, opremsning
from workflows.documents.takeover import Outcome, TakeoverInformation
from workflows.processes.decision import Outcome as Decided
from workflows.processes.decision import decider_name, decisions_on
from workflows.processes.operations import Data, operation
from workflows.processes.step import Step
from workflows.processes.takeover.facts import (
    cited,
    council_of,
    departures_told,
    end_as,
    municipality_of,
    names_of,
    next_window_of,
    regime_of,
    shown_offers,
    shown_parties,
    takeover_of,
    window_of,
)
from workflows.processes.takeover.papers import current_terms
from workflows.processes.takeover.preparation import DECLARATION
from workflows.processes.takeover.terms import APPROVAL
from workflows.processes.telling import everyone_told, references_told
from workflows.vocabulary import EventKind, NoticeKind, Party, TakeoverOutcome


def inform(
    step: Step,
    outcome: Outcome,
    to: Sequence[Organisation],
    *,
    on: date,
    by: str,
    reasons: str,
    consequences: str,
    group: str = "",
    ends: bool = False,
) -> None:
    """Issue what is told; `ends` where what has been issued no longer has effect."""
    rules, offers = regime_of(step), _offers_told(step, outcome)
    issued = references_told(step) if ends else ()

    def content(envelope: Envelope) -> TakeoverInformation:
        return TakeoverInformation(
            envelope=envelope,
            offers=offers,
            parties=shown_parties(step),
            outcome=outcome,
            on=on,
            by=by,
            reasons=reasons,
            consequences=consequences,
            rules=cited(rules.right, *((rules.availability,) if not ends else ())),
            takeover_on=None if ends else takeover_of(step).takeover_on,
            availability="" if ends else rules.availability.value,
            issued=issued,
            departures=() if ends else departures_told(step),
        )

    step.issue(content, to=to, issuer=municipality_of(step), group=group)


def _offers_told(step: Step, outcome: Outcome) -> tuple[OfferShown, ...]:
    """The offers, with who runs them now.

    The economic unit stays with the region; what the new operator makes of an offer is not reported yet.
    """
    offers = shown_offers(step)
    if outcome != "taken_over":
        return offers
    return tuple(replace(offer, operator=municipality_of(step).name, structure="") for offer in offers)


def tell_all(step: Step, outcome: Outcome, *, on: date, by: str, reasons: str) -> None:
    """Tell all who were told of the takeover that nothing comes of it, the council that got a paper among them."""
    if receivers := everyone_told(step):
        inform(
            step,
            outcome,
            receivers,
            on=on,
            by=by,
            reasons=reasons,
            consequences=(
                f"De udsendte dokumenter i sagen har ikke længere virkning. Regionen driver fortsat {names_of(step)}."
            ),
            group="Alle, der er orienteret om overtagelsen",
            ends=True,
        )


@operation("takeover.inform_body")
def inform_body(step: Step, _data: Data) -> None:
    """Tell the joint body, which has not treated the takeover, so that the agreement can be adjusted.

    Rule: midtjylland-2017, 14.1.
    """
    takeover, rules = takeover_of(step), regime_of(step)
    assert takeover.council_on is not None
    inform(
        step,
        "declared",
        step.organisations(Party.DISCUSSING_BODY),
        on=takeover.council_on,
        by=begyndelse(council_of(step)),
        reasons=takeover.reasons,
        consequences=rules.declaration_in_agreement.why,
    )
    step.note(EventKind.DOCUMENT_SENT, f"{rules.body.name} er orienteret", source=rules.body_informed.source)


@operation("takeover.tell_stopped")
def tell_stopped(step: Step, _data: Data) -> None:
    """Tell those who were told that the municipality does not go on."""
    reasons = takeover_of(step).recommendation["presentation"]
    tell_all(step, "withdrawn", on=step.today, by=municipality_of(step).name, reasons=reasons)


@operation("takeover.tell_declined")
def tell_declined(step: Step, _data: Data) -> Mapping[str, object]:
    """Tell those who were told that the municipal council does not take over."""
    end_as(step, TakeoverOutcome.COUNCIL_DECLINED)
    _tell_refusal(step, DECLARATION)
    return {"preparation": "declined"}


@operation("takeover.miss_declaration")
def miss_declaration(step: Step, _data: Data) -> None:
    """The regional council was not told in time: the case ends, and the next window is named.

    Rule: serviceloven §§ 186–187.
    """
    found, coming = window_of(step), next_window_of(step)
    text = (
        f"Overtagelsen er ikke meddelt senest den {dato(found.declaration.date)}, og muligheden i {found.term.label} "
        f"er bortfaldet. Næste mulighed er {coming.term.label}: {coming.sentence}."
    )
    end_as(step, TakeoverOutcome.TOO_LATE)
    told = {one.id: one for one in (municipality_of(step), *step.organisations(Party.SECRETARIAT))}
    step.tell(
        told.values(), f"Sag {step.case.number}: {text}", key="takeover:too late", kind=NoticeKind.DEADLINE_PASSED
    )
    step.note(EventKind.ESCALATED, text, source=found.declaration.source)
    tell_all(step, "too_late", on=found.declaration.date, by=municipality_of(step).name, reasons=text)


@operation("takeover.tell_refused")
def tell_refused(step: Step, _data: Data) -> Mapping[str, object]:
    """Tell those who were told that one of the councils has not approved the agreement."""
    end_as(step, TakeoverOutcome.REFUSED)
    _tell_refusal(step, APPROVAL)
    return {"agreement": "refused"}


def _tell_refusal(step: Step, matter: str) -> None:
    """Who said no, at which meeting (the latest where both did) and why."""
    refusals = [one for one in decisions_on(step, matter) if one.outcome == Decided.REFUSED]
    by = begyndelse(opremsning([decider_name(one.body) for one in refusals]))
    reasons = "\n".join(one.text for one in refusals)
    tell_all(step, "refused", on=refusals[-1].meeting_on, by=by, reasons=reasons)


@operation("takeover.tell_withdrawn")
def tell_withdrawn(step: Step, _data: Data) -> None:
    """Tell those who were told that the municipality has withdrawn after seeing the terms."""
    withdraw(step, current_terms(step).answer_text, step.today)


def withdraw(step: Step, reason: str, day: date) -> None:
    """The municipality withdraws; all who were told are told, and the round is not used."""
    end_as(step, TakeoverOutcome.WITHDRAWN)
    tell_all(step, "withdrawn", on=day, by=municipality_of(step).name, reasons=reason)
