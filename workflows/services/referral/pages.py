"""What the case page of a referral shows: to the two parties, to the payer its economy, and the texts for a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import Case
from db.models.collaboration import FrameDiscussion
from db.models.referral import Referral
from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.clock import now
from workflows.errors import NotFound
from workflows.processes.referral.clocks import clock_of, clock_sentence
from workflows.processes.referral.facts import missing_sentence, pauses_of, referral_of, regime_of, texts_of
from workflows.processes.referral.frame import discussion_of, growth_of
from workflows.processes.referral.pages import PauseView, pause_view
from workflows.processes.step import Step
from workflows.rules.referral.clock import PAUSE_RULE, ClockState
from workflows.rules.referral.collaboration import Growth
from workflows.rules.referral.party_hearing import EXEMPTIONS
from workflows.rules.referral.regimes import Regime, run_out
from workflows.services.casework.sight import see_case
from workflows.services.referral.looks import looking
from workflows.services.running.stepping import begin
from workflows.vocabulary import Party

TEXTS = "Sagens tekster om borgeren"


@dataclass(frozen=True)
class Economy:
    """What a granted service is expected to cost and who pays; nothing of the citizen."""

    payer: str
    financing: str
    expected_cost: Decimal | None
    period_from: date | None
    period_to: date | None
    decided_on: date | None


@dataclass(frozen=True)
class PauseShown:
    """A time in which the clock stood still, and why; without what was missing."""

    why: str
    first_day: date
    last_day: date | None
    wanted_by: date


@dataclass(frozen=True)
class HearingShown:
    """How the citizen was heard, or why not; without the words."""

    sent_on: date | None
    deadline: date | None
    closed_on: date | None
    exemption: str


@dataclass(frozen=True)
class ReferralShown:
    """A referral for its two parties, without anything of the citizen."""

    centre: str
    municipality: str
    payer: str
    source: str
    inquired_on: date
    regime: Regime
    rules_note: str
    contact: Mapping[str, Any] | None
    reported_on: date | None
    received_on: date | None
    decider_why: str
    clock: ClockState | None
    clock_why: str
    pause_rule: str
    pauses: list[PauseShown]
    hearing: HearingShown
    outcome: str
    complaint_by: date | None
    economy: Economy
    waited_days: int
    """What the citizen has waited since the inquiry, to the decision or until today; pauses are part of it."""
    next_follow_up_on: date | None
    effort_ended_on: date | None


@dataclass(frozen=True)
class FrameShown:
    """The discussion of a frame."""

    year_from: date
    growth: Growth
    discussed_on: date | None
    text: str
    frame_amount: Decimal | None


@dataclass(frozen=True)
class ReferralTexts:
    """All that is written of the citizen in a referral, in clear."""

    inquiry: Mapping[str, Any] = field(repr=False)
    evaluation: Mapping[str, Any] = field(repr=False)
    report: Mapping[str, Any] = field(repr=False)
    hearing: Mapping[str, Any] = field(repr=False)
    decision: Mapping[str, Any] = field(repr=False)
    follow_ups: list[Mapping[str, Any]] = field(repr=False)
    pauses: list[PauseView] = field(repr=False)


def is_frame(case_id: UUID, actor: Actor) -> bool:
    """Whether a case of the process is the discussion of a frame. Raises NotFound as the case's page does."""
    with reading() as session:
        return not see_case(session, case_id, actor).case.sealed


def referral_shown(case_id: UUID, actor: Actor) -> ReferralShown:
    """A referral as its two parties see it without a reason. Raises NotFound for others, the payer too."""
    with reading() as session:
        step = _seen(session, case_id, actor, needs=Aspect.PARTIES, of=Referral)
        return _shown(step)


def _seen(
    session: Session, case_id: UUID, actor: Actor, *, needs: Aspect, of: type[Referral] | type[FrameDiscussion]
) -> Step:
    case: Case = see_case(session, case_id, actor, needs=needs).case
    if session.scalars(select(of.id).where(of.case_id == case.id)).one_or_none() is None:
        raise NotFound("Sagen er af en anden slags.")
    return begin(session, case, now(), actor)


def _shown(step: Step) -> ReferralShown:
    referral = referral_of(step)
    economy = _economy(step)
    return ReferralShown(
        centre=step.organisations(Party.CENTRE)[0].name,
        municipality=step.organisations(Party.ACTING_MUNICIPALITY)[0].name,
        payer=economy.payer,
        source=referral.source.label,
        inquired_on=referral.inquired_on,
        regime=regime_of(step),
        rules_note=run_out(step.agreement, referral.inquired_on),
        contact=referral.contact,
        reported_on=referral.reported_on,
        received_on=referral.received_on,
        decider_why=referral.decider_why,
        clock=clock_of(step),
        clock_why=clock_sentence(step),
        pause_rule=PAUSE_RULE,
        pauses=_pauses(step),
        hearing=_hearing(referral),
        outcome=referral.outcome.label if referral.outcome else "",
        complaint_by=referral.complaint_by,
        economy=economy,
        waited_days=((referral.decided_on or step.today) - referral.inquired_on).days,
        next_follow_up_on=referral.next_follow_up_on,
        effort_ended_on=referral.effort_ended_on,
    )


def _pauses(step: Step) -> list[PauseShown]:
    return [
        PauseShown(missing_sentence(one.missing_from), one.first_day, one.last_day, one.wanted_by)
        for one in pauses_of(step)
    ]


def _hearing(referral: Referral) -> HearingShown:
    exemption = EXEMPTIONS.get(referral.exemption or "")
    return HearingShown(
        referral.hearing_sent_on,
        referral.hearing_deadline,
        referral.hearing_closed_on,
        f"{exemption.label} ({exemption.source})" if exemption else "",
    )


def economy_shown(case_id: UUID, actor: Actor) -> Economy:
    """What a referral costs and who pays, for the parties and the payer. Raises NotFound for others."""
    with reading() as session:
        return _economy(_seen(session, case_id, actor, needs=Aspect.ECONOMY, of=Referral))


def _economy(step: Step) -> Economy:
    referral = referral_of(step)
    payers = step.organisations(Party.PAYING_MUNICIPALITY) or step.organisations(Party.ACTING_MUNICIPALITY)
    return Economy(
        payer=payers[0].name,
        financing=referral.financing.label if referral.financing else "",
        expected_cost=referral.expected_cost,
        period_from=referral.period_from,
        period_to=referral.period_to,
        decided_on=referral.decided_on,
    )


def frame_shown(case_id: UUID, actor: Actor) -> FrameShown:
    """The discussion of a frame, for its parties. Raises NotFound for others."""
    with reading() as session:
        discussion = discussion_of(_seen(session, case_id, actor, needs=Aspect.PARTIES, of=FrameDiscussion))
        return FrameShown(
            discussion.year_from,
            growth_of(discussion),
            discussion.discussed_on,
            discussion.text,
            discussion.frame_amount,
        )


def referral_texts(case_id: UUID, actor: Actor) -> ReferralTexts:
    """All texts of a referral, for a reason that holds; the look is kept.

    Raises ReasonNeeded when no reason holds, and NotFound for all but the two parties.
    """
    with looking(case_id, what=TEXTS, actor=actor) as step:
        referral_of(step)
        texts = texts_of(step)
        return ReferralTexts(
            inquiry=texts["inquiry"],
            evaluation=texts.get("evaluation", {}),
            report=texts.get("report", {}),
            hearing=texts.get("hearing", {}),
            decision=texts.get("decision", {}),
            follow_ups=texts.get("effort", []),
            pauses=[pause_view(step, pause) for pause in pauses_of(step)],
        )
