"""The inquiry: which rules it falls under, the centre's evaluation, and what follows at once."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import func, select

from db.models.case import Task
from db.models.organisation import Organisation
from db.models.referral import Referral
from workflows.documents.referral import ReferralNotice
from workflows.errors import InputError
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import AtOnce, Day
from workflows.processes.referral.agreements import collaboration_of, terms_of
from workflows.processes.referral.answers import PersonalAnswers
from workflows.processes.referral.facts import (
    CITIZEN,
    centre_of,
    cited,
    keep_texts,
    municipality_of,
    part_of,
    referral_of,
    regime_of,
    shown_citizen,
)
from workflows.processes.sealing import about, citizen_of
from workflows.processes.step import Step
from workflows.rules.calendar import add_working_days
from workflows.rules.dates_text import date_in_words
from workflows.rules.referral.collaboration import EXAMPLES, REPLACES, may_continue
from workflows.rules.referral.reassessment import Reassessment, reassessment
from workflows.rules.referral.regimes import run_out
from workflows.vocabulary import Direction, EventKind, InquirySource, TargetGroup

Text = Annotated[str, Field(min_length=1)]
CONTACT_WORKING_DAYS = 5
"""When the municipality is reminded to name a contact person; the agreement sets no date."""


class Outcome(StrEnum):
    START = "start"
    DECLINE = "decline"
    CONTINUE = "continue"


class Evaluation(PersonalAnswers):
    """The centre's concrete evaluation of an inquiry."""

    outcome: Outcome
    reason: Text
    last_assessed_on: Day | None = None
    situation_changed: bool = False
    change_reason: str = ""
    granted_on: Day | None = None
    grant_reference: str = ""
    follow_up_on: Day | None = None


@operation("referral.find_rules")
def find_rules(step: Step, _data: Data) -> None:
    """Say which rules the case follows, and tell the party that has not made the inquiry of it."""
    referral, regime = referral_of(step), regime_of(step)
    step.note(EventKind.STEP, f"Sagen følger {step.agreement.title}. {regime.course.why}", source=regime.course.source)
    if late := run_out(step.agreement, referral.inquired_on):
        step.note(EventKind.STEP, late, source=step.agreement.id.value)
    if referral.collaboration_id is not None:
        step.note(EventKind.STEP, "Kommunen har en samarbejdsaftale med centret; den går forud.", source=REPLACES)
    by = CITIZEN if referral.source is InquirySource.CITIZEN else _inquirer(step).name
    step.journal(Direction.IN, "Henvendelse om udredning", by, entered_on=referral.inquired_on)
    centre, municipality = centre_of(step), municipality_of(step)
    if referral.source is not InquirySource.CENTRE:
        text = f"Der er kommet en henvendelse om udredning fra {referral.source.label.lower()}, sag {step.case.number}."
        step.tell([centre], text, key="inquiry")
    if referral.source is not InquirySource.MUNICIPALITY:
        text = f"{centre.name} har fået en henvendelse om udredning af en af jeres borgere, sag {step.case.number}."
        step.tell([municipality], text, key="inquiry")


def _inquirer(step: Step) -> Organisation:
    return centre_of(step) if referral_of(step).source is InquirySource.CENTRE else municipality_of(step)


@answers_to("task_evaluate_inquiry")
def evaluate_inquiry(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the centre's evaluation: start an assessment, decline, or go on with an effort that was granted before.

    Raises InputError for a start within 12 running months when nothing has changed significantly, and for an effort
    that no collaboration agreement lets the centre go on with. Rule: hovedstaden-2019-2020, 8.1, 8.1 iii, 8.10.
    """
    at_once = AtOnce()
    given = at_once.read(Evaluation, answers)
    referral = referral_of(step)
    with at_once:
        _check_day(step, "last_assessed_on", given.last_assessed_on)
        referral.last_assessed_on = latest(given.last_assessed_on, last_assessment(step))
        if given.outcome is Outcome.START:
            _check_window(step, given)
    with at_once:
        if given.outcome is Outcome.CONTINUE:
            _check_continuing(step, given, at_once)
    at_once.tell()
    referral.evaluated_on = step.today
    referral.started = given.outcome is Outcome.START
    referral.granted_before_on = given.granted_on if given.outcome is Outcome.CONTINUE else None
    referral.next_follow_up_on = given.follow_up_on
    keep_texts(
        step,
        "evaluation",
        {"reason": given.reason, "change": given.change_reason, "grant": given.grant_reference},
    )
    return {"inquiry": given.outcome.value}


def _check_day(step: Step, field: str, day: date | None) -> None:
    if day is not None and day > step.today:
        raise InputError([(field, "Datoen ligger i fremtiden.")])


def latest(*days: date | None) -> date | None:
    """The latest of the days that are known."""
    return max((day for day in days if day is not None), default=None)


def last_assessment(step: Step) -> date | None:
    """The day of the citizen's latest assessment report in another case of the same municipality."""
    other = select(func.max(Referral.reported_on)).where(
        Referral.case_id.in_(about(citizen_of(step).cpr)),
        Referral.case_id != step.case.id,
        Referral.municipality_id == referral_of(step).municipality_id,
    )
    return step.session.scalars(other).one()


def window_of(step: Step, last: date | None) -> Reassessment | None:
    """What the twelve months say; none where the agreement has no such rule, or nothing is known before."""
    if last is None or not regime_of(step).reassessment.value:
        return None
    return reassessment(step.case.agreement_id, last, step.today)


def _check_window(step: Step, given: Evaluation) -> None:
    window = window_of(step, referral_of(step).last_assessed_on)
    if window is None or not window.within:
        return
    if not given.situation_changed:
        message = (
            f"{window.explanation} Sæt kryds ved, at borgerens situation er væsentligt ændret, hvis den er det; "
            "ellers sættes udredningen som udgangspunkt ikke i gang."
        )
        raise InputError([("situation_changed", message)])
    if not given.change_reason:
        raise InputError([("change_reason", "Skriv, hvad der er væsentligt ændret i borgerens situation.")])
    step.note(
        EventKind.STEP,
        "Udredningen sættes i gang inden for 12 løbende måneder: borgerens situation er væsentligt ændret",
        source=window.source,
    )


def _check_continuing(step: Step, given: Evaluation, at_once: AtOnce) -> None:
    terms = terms_of(collaboration_of(step, referral_of(step), step.today))
    if not may_continue(terms, target_group_of(step), step.today):
        message = "Samarbejdsaftalen lader ikke centret fortsætte en indsats for denne målgruppe. Vælg noget andet."
        raise InputError([("outcome", message)])
    with at_once:
        _check_day(step, "granted_on", given.granted_on)
    not_granted = "Skriv, hvornår kommunen bevilgede indsatsen."
    at_once.refuse("granted_on", not_granted, when=lambda: given.granted_on is None)
    at_once.refuse(
        "grant_reference",
        "Skriv, hvilken bevilling indsatsen hviler på, fx kommunens sagsnummer.",
        when=lambda: not given.grant_reference,
    )


def target_group_of(step: Step) -> TargetGroup:
    """What the citizen's impairment concerns, as the inquiry says."""
    value = part_of(step, "inquiry")["target_group"]
    return next(group for group in TargetGroup if group.value == value)


@operation("referral.decline_inquiry")
def decline_inquiry(step: Step, _data: Data) -> None:
    """Tell the citizen that no assessment is started, and why; the municipality gets a copy."""
    issue_notice(
        step,
        "Der sættes ikke en udredning i gang",
        f"{centre_of(step).name} sætter ikke en udredning i gang.",
        part_of(step, "evaluation")["reason"],
        "Du kan henvende dig igen, hvis din situation ændrer sig væsentligt.",
    )
    step.note(EventKind.STEP, "Henvendelsen fører ikke til en udredning", source=regime_of(step).own_inquiry.source)


@operation("referral.continue_effort")
def continue_effort(step: Step, _data: Data) -> Mapping[str, object]:
    """Go on with an effort that the municipality granted before, by the collaboration agreement."""
    referral = referral_of(step)
    granted = referral.granted_before_on
    assert granted is not None
    text = (
        f"{centre_of(step).name} fortsætter den indsats, som {municipality_of(step).name} bevilgede den "
        f"{date_in_words(granted)}, uden en ny udredning."
    )
    issue_notice(step, "Indsatsen fortsætter", text)
    step.note(EventKind.STEP, "Centret fortsætter en indsats, som kommunen har bevilget", source=EXAMPLES)
    return {"follow_up_on": follow_up_day(step)}


def follow_up_day(step: Step) -> str:
    """The day of the next follow-up as the work list reads it; empty when none is planned."""
    day = referral_of(step).next_follow_up_on
    return day.isoformat() if day else ""


def issue_notice(step: Step, subject: str, *paragraphs: str) -> None:
    """Issue a message of the centre to the citizen, with a copy to the acting municipality."""
    own_inquiry = regime_of(step).own_inquiry
    step.issue(
        lambda envelope: ReferralNotice(
            envelope=envelope,
            citizen=shown_citizen(step, to_citizen=True),
            subject=subject,
            paragraphs=paragraphs,
            rules=cited(own_inquiry) if own_inquiry.value else (),
        ),
        to=[municipality_of(step)],
        issuer=centre_of(step),
        group=CITIZEN,
    )


@operation("referral.start_assessment")
def start_assessment(step: Step, _data: Data) -> Mapping[str, object]:
    """Start the assessment, and settle when the municipality is reminded of its contact person."""
    contact = regime_of(step).contact_person
    step.note(EventKind.STEP, "Udredningen er sat i gang", source=regime_of(step).course.source)
    if not contact.value:
        return {"contact_reminder_on": None}
    reminder, _ = add_working_days(step.today, CONTACT_WORKING_DAYS, step.closed_days)
    return {"contact_reminder_on": reminder.isoformat()}
