"""The citizen heard before an adverse decision (forvaltningsloven § 19)."""

from collections.abc import Mapping
from typing import Any

from db.models.case import Task
from workflows.documents.envelope import Envelope, RuleCited
from workflows.documents.formats import dato
from workflows.documents.referral import PartyHearing
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import AtOnce, Day
from workflows.processes.referral.answers import PersonalAnswers
from workflows.processes.referral.facts import CITIZEN, decider_of, keep_texts, part_of, referral_of, shown_citizen
from workflows.processes.step import Step
from workflows.rules.referral.party_hearing import EXEMPTIONS, SOURCE
from workflows.vocabulary import Direction, EventKind

RULE = (
    "En part, der ikke kan antages at kende væsentlige oplysninger, som går parten imod, høres over dem, før "
    "afgørelsen træffes."
)


class Statement(PersonalAnswers):
    """What the citizen has answered, and when; or that the deadline passed in silence."""

    answered: bool
    received_on: Day | None = None
    text: str = ""


@operation("referral.send_party_hearing")
def send_party_hearing(step: Step, _data: Data) -> None:
    """Send the citizen what the decision will rest on, with a deadline to comment."""
    issuer, deadline = decider_of(step), referral_of(step).hearing_deadline
    assert deadline is not None
    step.issue(lambda envelope: _letter(step, envelope), to=[], issuer=issuer, group=CITIZEN)
    step.note(EventKind.DOCUMENT_SENT, f"Partshøring sendt til borgeren; svarfrist {dato(deadline)}", source=SOURCE)


def _letter(step: Step, envelope: Envelope) -> PartyHearing:
    hearing, deadline = part_of(step, "hearing"), referral_of(step).hearing_deadline
    assert deadline is not None
    return PartyHearing(
        envelope=envelope,
        citizen=shown_citizen(step, to_citizen=True),
        intended=hearing["intended"],
        information=hearing["information"],
        deadline=deadline,
        how_to_answer=f"Send dine bemærkninger til {decider_of(step).name}.",
        rules=(RuleCited(RULE, SOURCE),),
    )


@answers_to("task_record_statement", "task_record_statement_at_centre")
def record_statement(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what the citizen has answered, or that nothing came.

    Raises InputError for an answer without words or with an impossible day, and for silence before the deadline.
    """
    at_once = AtOnce()
    given = at_once.read(Statement, answers)
    _check_statement(step, given, at_once)
    referral = referral_of(step)
    if given.answered:
        step.journal(Direction.IN, "Svar på partshøring", CITIZEN, entered_on=given.received_on or step.today)
    referral.hearing_closed_on = step.today
    keep_texts(step, "hearing", {**part_of(step, "hearing"), "statement": given.text if given.answered else ""})
    step.note(EventKind.STEP, "Borgeren har svaret på partshøringen" if given.answered else "Borgeren har ikke svaret")
    return {}


def _check_statement(step: Step, given: Statement, at_once: AtOnce) -> None:
    sent, deadline = referral_of(step).hearing_sent_on, referral_of(step).hearing_deadline
    assert sent is not None
    assert deadline is not None
    no_words = "Skriv, hvad borgeren har svaret."
    at_once.refuse("text", no_words, when=lambda: given.answered and not given.text)
    at_once.refuse(
        "received_on",
        f"Vælg en dag fra {dato(sent)} til i dag.",
        when=lambda: given.answered and not sent <= (given.received_on or step.today) <= step.today,
    )
    at_once.refuse(
        "answered",
        f"Borgeren kan svare til og med {dato(deadline)}. Vent, eller registrér svaret, når det kommer.",
        when=lambda: not given.answered and step.today <= deadline,
    )
    at_once.tell()


def heard_in_words(step: Step) -> str:
    """How the citizen was heard, or why not, as the letter and the pages say it; empty when it was not needed."""
    referral = referral_of(step)
    if referral.hearing_closed_on is not None and referral.hearing_sent_on is not None:
        answered = bool(part_of(step, "hearing").get("statement"))
        came = "Dine bemærkninger indgår i afgørelsen." if answered else "Der er ikke kommet bemærkninger."
        return f"Du blev hørt den {dato(referral.hearing_sent_on)}. {came}"
    if referral.exemption is None:
        return ""
    exemption = EXEMPTIONS[referral.exemption]
    reason = part_of(step, "decision")["exemption_reason"]
    return f"Du er ikke hørt, før afgørelsen blev truffet: {exemption.to_citizen} ({exemption.source}). {reason}"
