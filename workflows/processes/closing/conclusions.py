"""What bodies and the auditor conclude: on the closing itself, on the accounts."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from db.models.case import Task
from db.models.closing import ClosingAccount, Treatment
from workflows.processes.closing.facts import closing_of, decided_on, flow_of, latest_accounts, yes_no
from workflows.processes.operations import answers_to
from workflows.processes.reading import Answers, AtOnce, Day, read_answers
from workflows.processes.step import Step
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import AccountKind, Direction, EventKind

Text = Annotated[str, Field(min_length=1)]
NOT_HELD = "Mødet har ikke været holdt endnu. Skriv datoen for mødet."
TAKEN_NOTE, SENT_BACK = "Taget til efterretning", "Sendt tilbage"


class ShouldClose(StrEnum):
    YES = "yes"
    NO = "no"


class HearingConclusion(Answers):
    """A body's conclusion on the closing, at a meeting."""

    meeting_on: Day
    should_close: ShouldClose
    text: Text


class AccountTreatment(Answers):
    """A body's treatment of an account, at a meeting; sent back it needs a reason."""

    meeting_on: Day
    taken_note: bool
    text: str = ""


class ConsequencesStated(Answers):
    """The economic consequences of letting the offer go on."""

    text: Text


class Endorsed(Answers):
    """The auditor's answer: the statement when endorsed, the reason when sent back."""

    endorsed: bool
    text: Text


@answers_to("task_conclude_hearing", "task_conclude_consequences")
def conclude_hearing(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Record what the body concludes on the closing. The decision stays the operator's."""
    at_once = AtOnce()
    given = at_once.read(HearingConclusion, answers)
    at_once.refuse("meeting_on", NOT_HELD, when=lambda: given.meeting_on > step.today)
    at_once.tell()
    conclusion = "Tilbuddet kan lukke" if given.should_close is ShouldClose.YES else "Tilbuddet bør ikke lukke"
    _treat(step, task, given.meeting_on, conclusion, given.text)
    step.note(
        EventKind.STEP,
        f"{_body_name(step, task)} den {date_in_words(given.meeting_on)}: {conclusion}. {given.text}",
        source=flow_of(step).hearing.source,
    )
    return {"should_close": given.should_close.value}


@answers_to("task_state_consequences")
def state_consequences(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what continuing the offer would mean economically (syddanmark-2025-2026, bilag 4)."""
    given = read_answers(ConsequencesStated, answers)
    closing_of(step).consequences_of_continuing = given.text
    step.journal(Direction.INTERNAL, "Redegørelse for følgerne af at fortsætte", step.operator().name)
    return {}


@answers_to("task_treat_provisional_account")
def treat_provisional_account(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Record the business committee's treatment; only after it are the affected municipalities told."""
    return {"taken_note": yes_no(_treat_account(step, task, AccountKind.PROVISIONAL, answers))}


@answers_to("task_treat_final_account")
def treat_final_account(step: Step, task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Record the body's treatment of the final account."""
    return {"accepted": yes_no(_treat_account(step, task, AccountKind.FINAL, answers))}


def _treat_account(step: Step, task: Task, kind: AccountKind, answers: Mapping[str, Any]) -> bool:
    at_once = AtOnce()
    given = at_once.read(AccountTreatment, answers)
    no_reason = "Skriv, hvorfor regnskabet sendes tilbage."
    at_once.refuse("text", no_reason, when=lambda: not given.taken_note and not given.text)
    at_once.refuse("meeting_on", NOT_HELD, when=lambda: given.meeting_on > step.today)
    too_early = "Mødet ligger før beslutningen om at lukke. Skriv datoen for mødet."
    at_once.refuse("meeting_on", too_early, when=lambda: given.meeting_on < decided_on(step))
    at_once.tell()
    account = latest_accounts(step)[kind]
    conclusion = TAKEN_NOTE if given.taken_note else SENT_BACK
    _treat(step, task, given.meeting_on, conclusion, given.text, account)
    if given.taken_note:
        account.treated_on = given.meeting_on
    words = f"{kind.label} behandlet den {date_in_words(given.meeting_on)}: {conclusion}. {given.text}"
    step.note(EventKind.STEP, words.strip())
    return given.taken_note


def _treat(
    step: Step, task: Task, meeting_on: date, conclusion: str, text: str, account: ClosingAccount | None = None
) -> None:
    step.session.add(
        Treatment(
            case_id=step.case.id,
            body_id=task.organisation_id,
            matter=task.element_id,
            account_id=account.id if account else None,
            meeting_on=meeting_on,
            conclusion=conclusion,
            text=text,
        )
    )


@answers_to("task_endorse_account")
def endorse_account(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the auditor's endorsement of the final account, or the reason why it is sent back."""
    given = read_answers(Endorsed, answers)
    account = latest_accounts(step)[AccountKind.FINAL]
    assert step.actor is not None
    account.endorsement = given.text
    if given.endorsed:
        account.endorsed_on = step.today
        account.endorsed_by = step.actor.name
        words = f"Endeligt lukkeregnskab påtegnet af {step.actor.name}, {step.actor.organisation_name}"
    else:
        words = f"{step.actor.organisation_name} har sendt regnskabet tilbage: {given.text}"
    step.note(EventKind.STEP, words, source=flow_of(step).audit.source)
    step.journal(Direction.IN, "Revisionspåtegning", step.actor.organisation_name)
    return {"endorsed": yes_no(given.endorsed)}


def _body_name(step: Step, task: Task) -> str:
    return next(row.organisation.name for row in step.parties if row.organisation_id == task.organisation_id)
