"""Deciding a referral: by the acting municipality, or by the centre where a collaboration agreement says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator

from db.models.case import Task
from db.models.referral import Referral
from workflows.documents.formats import kroner
from workflows.errors import InputError
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import AtOnce, Day, NotNegative
from workflows.processes.referral.agreements import collaboration_of, frame_left_of, read_with_agreement, terms_of
from workflows.processes.referral.answers import PersonalAnswers
from workflows.processes.referral.clocks import has_clock, start_clock
from workflows.processes.referral.facts import keep_texts, municipality_of, referral_of, regime_of
from workflows.processes.referral.missing import ask_for, check_missing
from workflows.processes.referral.report import reported_group
from workflows.processes.step import Step
from workflows.rules.referral.collaboration import DELEGATION, EXAMPLES, decider
from workflows.rules.referral.party_hearing import ADVERSE, EXEMPTIONS, must_be_settled
from workflows.vocabulary import EventKind, Financing, Law, MissingFrom, Party, ReferralOutcome


def _chosen(value: object) -> object:
    """Nothing chosen or typed in a form is nothing."""
    return None if value == "" else value


class NextStep(StrEnum):
    DECIDE = "decide"
    HEARING = "hearing"
    MISSING = "missing"
    MUNICIPALITY = "municipality"


class Deciding(PersonalAnswers):
    """What is done now, with the fields that belong to it; the others stay empty."""

    next_step: NextStep
    outcome: Annotated[ReferralOutcome | None, BeforeValidator(_chosen)] = None
    service: str = ""
    law: Annotated[Law | None, BeforeValidator(_chosen)] = None
    paragraph: str = ""
    extent: str = ""
    period_from: Day | None = None
    period_to: Day | None = None
    refused: str = ""
    reasons: str = ""
    financing: Annotated[Financing | None, BeforeValidator(_chosen)] = None
    expected_cost: Annotated[NotNegative | None, BeforeValidator(_chosen)] = None
    exemption: Annotated[str | None, BeforeValidator(_chosen)] = None
    exemption_reason: str = ""
    follow_up_on: Day | None = None
    intended: Annotated[ReferralOutcome | None, BeforeValidator(_chosen)] = None
    information: str = ""
    hearing_deadline: Day | None = None
    missing_from: Annotated[MissingFrom | None, BeforeValidator(_chosen)] = None
    missing: str = ""
    wanted_by: Day | None = None


@dataclass(frozen=True)
class _Needed:
    field: str
    message: str


ALWAYS = (
    _Needed("service", "Skriv, hvilken ydelse afgørelsen gælder."),
    _Needed("law", "Vælg den lov, afgørelsen er truffet efter."),
    _Needed("paragraph", "Skriv den bestemmelse, afgørelsen er truffet efter, fx § 112."),
    _Needed("reasons", "Skriv begrundelsen: de hovedhensyn, der har været bestemmende, og de faktiske oplysninger."),
)
"""forvaltningsloven §§ 22–24."""
GRANTED = (
    _Needed("extent", "Skriv, hvor meget der bevilges."),
    _Needed("period_from", "Vælg den dag, bevillingen gælder fra."),
)


PARTLY = (_Needed("refused", "Skriv, hvad der ikke bevilges."),)
NEEDED = {
    ReferralOutcome.GRANT: (*ALWAYS, *GRANTED),
    ReferralOutcome.PARTLY: (*ALWAYS, *GRANTED, *PARTLY),
    ReferralOutcome.REFUSE: ALWAYS,
}


@answers_to("task_decide_referral", "task_decide_at_centre")
def decide_referral(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Decide, hear the citizen, ask for what is missing, or pass the case on to the municipality.

    Raises InputError for a decision without its parts, and for an adverse one when the citizen has neither been heard
    nor an exemption is recorded (forvaltningsloven § 19); for a centre also when the decision is not delegated to it.
    """
    at_once = AtOnce()
    given = at_once.read(Deciding, answers)
    at_centre = task.element_id == "task_decide_at_centre"
    if at_centre and step.subject is None:
        read_with_agreement(step)
    with at_once:
        _check_step(step, given, at_once, at_centre=at_centre)
    at_once.tell()
    if given.next_step is NextStep.MISSING:
        ask_for(step, given)
        return {"next_step": "missing", "result": "missing"}
    if given.next_step is NextStep.HEARING:
        _open_hearing(step, given)
        return {"next_step": "hearing"}
    if given.next_step is NextStep.MUNICIPALITY:
        return {"next_step": "municipality", "result": "passed_on"}
    _keep_decision(step, given)
    return {"next_step": "decide"}


def _check_step(step: Step, given: Deciding, at_once: AtOnce, *, at_centre: bool) -> None:
    if given.next_step is NextStep.MISSING:
        check_missing(step, given, at_once)
    elif given.next_step is NextStep.HEARING:
        _check_hearing(step, given, at_once)
    elif given.next_step is NextStep.DECIDE:
        _check_decision(step, given, at_once, at_centre=at_centre)
    elif not at_centre:
        raise InputError([("next_step", "Sagen er allerede hos kommunen.")])


def _check_decision(step: Step, given: Deciding, at_once: AtOnce, *, at_centre: bool) -> None:
    if given.outcome is None:
        raise InputError([("outcome", "Vælg, om der bevilges, bevilges delvist eller gives afslag.")])
    for one in NEEDED[given.outcome]:
        with at_once:
            if not getattr(given, one.field):
                at_once.note([(one.field, one.message)])
    at_once.refuse(
        "period_to",
        "Perioden slutter, før den begynder.",
        when=lambda: given.period_from and given.period_to and given.period_to < given.period_from,
    )
    with at_once:
        at_once.note(_hearing_faults(referral_of(step), given))
    with at_once:
        if at_centre and given.law is not None:
            at_once.note(_competence_faults(step, given))


def _hearing_faults(referral: Referral, given: Deciding) -> list[tuple[str, str]]:
    assert given.outcome is not None
    if not must_be_settled(given.outcome) or referral.hearing_closed_on is not None:
        return []
    if given.exemption not in EXEMPTIONS:
        message = (
            "Afgørelsen går borgeren imod. Send først en partshøring, eller vælg, hvorfor borgeren ikke skal høres "
            "(forvaltningsloven § 19)."
        )
        return [("exemption", message)]
    if not given.exemption_reason:
        return [("exemption_reason", "Skriv, hvorfor undtagelsen gælder i denne sag.")]
    return []


def _competence_faults(step: Step, given: Deciding) -> list[tuple[str, str]]:
    """What keeps the centre from this decision: another law than is delegated, or more than is left of the frame."""
    referral, law = referral_of(step), given.law
    assert law is not None
    agreement = collaboration_of(step, referral, step.today)
    found = decider(terms_of(agreement), reported_group(step), law, step.today, common=DELEGATION)
    if found.party is not Party.CENTRE:
        return [("law", f"{found.why} Giv sagen til kommunen.")]
    left = frame_left_of(step, agreement) if agreement else None
    cost = given.expected_cost or Decimal(0)
    if left is None or given.outcome is ReferralOutcome.REFUSE or cost <= left:
        return []
    message = f"Der er {kroner(left)} tilbage af årets ramme. Giv sagen til kommunen, eller ret beløbet ({EXAMPLES})."
    return [("expected_cost", message)]


NOT_OF: Mapping[ReferralOutcome, Mapping[str, Any]] = {
    ReferralOutcome.GRANT: {"refused": ""},
    ReferralOutcome.PARTLY: {},
    ReferralOutcome.REFUSE: {
        "extent": "",
        **dict.fromkeys(("period_from", "period_to", "financing", "expected_cost", "follow_up_on")),
    },
}
"""What a decision of this kind has none of, though it may have been typed before the outcome was chosen."""


def _keep_decision(step: Step, given: Deciding) -> None:
    referral = referral_of(step)
    assert given.outcome is not None
    given = given.model_copy(update=NOT_OF[given.outcome])
    referral.outcome, referral.decided_on, referral.law = given.outcome, step.today, given.law
    referral.period_from, referral.period_to = given.period_from, given.period_to
    referral.financing, referral.expected_cost = given.financing, given.expected_cost
    referral.next_follow_up_on = given.follow_up_on
    if given.outcome in ADVERSE and referral.hearing_closed_on is None:
        referral.exemption = given.exemption
    fields = ("service", "paragraph", "extent", "refused", "reasons", "exemption_reason")
    keep_texts(step, "decision", {name: getattr(given, name) for name in fields})


def _check_hearing(step: Step, given: Deciding, at_once: AtOnce) -> None:
    not_adverse = "Vælg den afgørelse, du overvejer: delvis bevilling eller afslag."
    at_once.refuse("intended", not_adverse, when=lambda: given.intended not in ADVERSE)
    nothing = "Skriv de oplysninger, borgeren skal kunne udtale sig om."
    at_once.refuse("information", nothing, when=lambda: not given.information)
    at_once.refuse(
        "hearing_deadline",
        "Vælg en frist efter i dag, som giver borgeren tid til at svare.",
        when=lambda: given.hearing_deadline is None or given.hearing_deadline <= step.today,
    )


def _open_hearing(step: Step, given: Deciding) -> None:
    assert given.intended is not None
    referral = referral_of(step)
    referral.hearing_sent_on, referral.hearing_deadline = step.today, given.hearing_deadline
    referral.hearing_closed_on = None
    hearing = {"intended": given.intended.value, "information": given.information, "statement": ""}
    keep_texts(step, "hearing", hearing)


@operation("referral.pass_on")
def pass_on(step: Step, _data: Data) -> Mapping[str, object]:
    """Pass the decision on to the acting municipality, which has the competence at all times.

    Where no deadline counted at the centre, the municipality's begins today. Rule: hovedstaden-2019-2020, 8.1.
    """
    referral = referral_of(step)
    referral.decider = Party.ACTING_MUNICIPALITY
    referral.decider_why = "Centret har givet sagen til handlekommunen, som træffer afgørelsen."
    if not referral.clock_counts:
        referral.clock_counts, referral.received_on = True, step.today
    data = start_clock(step)
    municipality = municipality_of(step)
    text = f"Centret har givet afgørelsen i sag {step.case.number} til jer."
    step.tell([municipality], text, key=f"passed_on:{step.case.revision}")
    source = regime_of(step).decision.source if has_clock(step) else None
    step.note(EventKind.STEP, referral.decider_why, source=source)
    return {**data, "decider": "municipality"}
