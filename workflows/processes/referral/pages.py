"""What the pages of a referral's tasks show: the clock, who decides and why, and the texts that the task rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from db.models.case import Case, Task
from db.models.collaboration import CollaborationAgreement
from db.models.referral import Referral, ReferralPause
from workflows.processes.pages import facts_for
from workflows.processes.referral.agreements import collaboration_of, frame_left, terms_of
from workflows.processes.referral.clocks import clock_of, clock_sentence
from workflows.processes.referral.facts import (
    centre_of,
    missing_sentence,
    municipality_of,
    open_pause,
    part_of,
    pauses_of,
    referral_of,
    regime_of,
    texts_of,
)
from workflows.processes.referral.frame import discussion_of, growth_of
from workflows.processes.referral.inquiry import last_assessment, latest, target_group_of, window_of
from workflows.processes.referral.missing import pause_texts
from workflows.processes.sealing import about, citizen_of
from workflows.processes.step import Step
from workflows.rules.cpr import masked
from workflows.rules.referral.clock import PAUSE_RULE
from workflows.rules.referral.collaboration import may_continue
from workflows.rules.referral.party_hearing import EXEMPTIONS
from workflows.rules.referral.regimes import run_out
from workflows.vocabulary import MissingFrom, Party, ReferralOutcome


@dataclass(frozen=True)
class PauseView:
    """A time in which the clock stood still; `missing` and `supplied` tell of the citizen."""

    missing_from: MissingFrom
    why: str
    first_day: date
    last_day: date | None
    wanted_by: date
    missing: str = field(repr=False)
    supplied: str = field(repr=False)


@dataclass(frozen=True)
class HearingView:
    """The party hearing; `information` and `statement` tell of the citizen."""

    sent_on: date
    deadline: date
    intended: ReferralOutcome
    information: str = field(repr=False)
    statement: str = field(repr=False)
    closed_on: date | None = None


@dataclass(frozen=True)
class FrameView:
    """The year's frame of a collaboration agreement, and what is left of it."""

    amount: Decimal
    left: Decimal


@dataclass(frozen=True)
class OtherReferral:
    """Another referral of the same citizen with the same municipality, which coordinates the efforts."""

    number: str
    title: str
    standing: str


def _common(step: Step) -> dict[str, Any]:
    referral = referral_of(step)
    citizen = citizen_of(step)
    return {
        "referral": referral,
        "centre": centre_of(step),
        "municipality": municipality_of(step),
        "payer": step.organisation(Party.PAYING_MUNICIPALITY),
        "agreement": step.agreement,
        "regime": regime_of(step),
        "rules_note": run_out(step.agreement, referral.inquired_on),
        "clock": clock_of(step),
        "clock_why": clock_sentence(step),
        "pause_rule": PAUSE_RULE,
        "pauses": [pause_view(step, pause) for pause in pauses_of(step)],
        "citizen": {"name": citizen.name, "cpr": masked(citizen.cpr)},
        "inquiry": {"target_group": target_group_of(step), "text": part_of(step, "inquiry")["text"]},
        "contact": referral.contact,
    }


def pause_view(step: Step, pause: ReferralPause) -> PauseView:
    """A pause with what is missing and what came, in clear."""
    texts, why = pause_texts(step, pause), missing_sentence(pause.missing_from)
    return PauseView(
        pause.missing_from, why, pause.first_day, pause.last_day, pause.wanted_by, texts["missing"], texts["supplied"]
    )


@facts_for("task_evaluate_inquiry")
def evaluation_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The inquiry, the citizen's latest assessment, and whether an effort may go on without a new one."""
    referral = referral_of(step)
    agreement = collaboration_of(step, referral, step.today)
    known = last_assessment(step)
    return {
        **_common(step),
        "collaboration": agreement,
        "last_assessed": known,
        "window": window_of(step, latest(known, referral.last_assessed_on)),
        "may_continue": may_continue(terms_of(agreement), target_group_of(step), step.today),
    }


@facts_for("task_name_contact")
def contact_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The case, without what it knows of the citizen's health."""
    common = _common(step)
    return {name: value for name, value in common.items() if name != "inquiry"}


@facts_for("task_write_assessment")
def report_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The inquiry, the evaluation, and the report as it was typed last."""
    return {**_common(step), "evaluation": part_of(step, "evaluation"), "report": part_of(step, "report")}


@facts_for(
    "task_check_case",
    "task_decide_referral",
    "task_record_statement",
    "task_decide_at_centre",
    "task_record_statement_at_centre",
)
def decision_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The report, the hearing, who decides and why, the frame, and the citizen's other referrals."""
    referral = referral_of(step)
    agreement = collaboration_of(step, referral, step.today)
    return {
        **_common(step),
        "collaboration": agreement,
        "decider": referral.decider_why,
        "report": part_of(step, "report"),
        "hearing": hearing_view(step),
        "exemptions": EXEMPTIONS,
        "frame": _frame(step, agreement),
        "others": other_referrals(step),
    }


def hearing_view(step: Step) -> HearingView | None:
    """The party hearing with its texts, in clear; none where there has been none."""
    referral, hearing = referral_of(step), part_of(step, "hearing")
    if referral.hearing_sent_on is None or referral.hearing_deadline is None:
        return None
    intended = next(one for one in ReferralOutcome if one.value == hearing["intended"])
    return HearingView(
        referral.hearing_sent_on,
        referral.hearing_deadline,
        intended,
        hearing["information"],
        hearing["statement"],
        referral.hearing_closed_on,
    )


def _frame(step: Step, agreement: CollaborationAgreement | None) -> FrameView | None:
    left = frame_left(step.session, agreement, step.today) if agreement else None
    if agreement is None or left is None or agreement.frame_amount is None:
        return None
    return FrameView(agreement.frame_amount, left)


def other_referrals(step: Step) -> list[OtherReferral]:
    """The citizen's other referrals with the same municipality, the newest first; told to the municipality alone."""
    if step.actor is None or step.actor.organisation_id != municipality_of(step).id:
        return []
    found = (
        select(Case.number, Case.title, Case.standing)
        .join(Referral, Referral.case_id == Case.id)
        .where(
            Case.id.in_(about(citizen_of(step).cpr)),
            Case.id != step.case.id,
            Referral.municipality_id == referral_of(step).municipality_id,
        )
        .order_by(Case.opened_at.desc(), Case.id)
    )
    return [OtherReferral(number, title, standing) for number, title, standing in step.session.execute(found)]


@facts_for("task_supply_information", "task_record_information")
def missing_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """What is missing, and since when the clock stands still."""
    pause = open_pause(step)
    assert pause is not None
    return {**_common(step), "report": part_of(step, "report"), "pause": pause_view(step, pause)}


@facts_for("task_follow_effort")
def effort_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """What was granted, the follow-ups so far, and the citizen's other referrals."""
    return {
        **_common(step),
        "decision": part_of(step, "decision"),
        "evaluation": part_of(step, "evaluation"),
        "follow_ups": texts_of(step).get("effort", []),
        "others": other_referrals(step),
    }


@facts_for("task_discuss_frame")
def frame_facts(step: Step, _task: Task) -> Mapping[str, Any]:
    """The collaboration agreement, and how far inquiries have risen."""
    discussion = discussion_of(step)
    return {
        "discussion": discussion,
        "collaboration": discussion.agreement,
        "growth": growth_of(discussion),
        "centres": step.organisations(Party.CENTRE),
        "municipality": municipality_of(step),
    }
