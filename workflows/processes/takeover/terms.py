"""The region's terms, the municipality's answer, and the agreement when both councils have approved."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from db.models.case import Task
from db.models.takeover import TakeoverAccount
from workflows.errors import InputError
from workflows.processes.decision import MATTERS, Matter, Outcome
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Answers, AtOnce, Day, read_answers
from workflows.processes.step import Step
from workflows.processes.takeover.agreement import issue_terms_document
from workflows.processes.takeover.facts import (
    depart,
    latest_account,
    municipality_of,
    regime_of,
    region_of,
    takeover_of,
)
from workflows.processes.takeover.figure_answers import ShareAnswers, TransferAnswers
from workflows.processes.takeover.figures import checked_shares, keep_account
from workflows.processes.takeover.papers import approval_paper, current_terms, regional_paper
from workflows.processes.takeover.transfers import mark_if_late
from workflows.rules.dates_text import date_in_words
from workflows.rules.takeover.departures import turn_of_year_departure
from workflows.vocabulary import Direction, EventKind, TakeoverFigures

APPROVAL = "takeover_approval"
Text = Annotated[str, Field(min_length=1)]


class TermAnswers(Answers):
    """One of the terms, in words."""

    heading: Text
    text: Text


class Terms(Answers):
    """The region's terms; `changes` says what is new in a later version."""

    takeover_on: Day
    shares: list[ShareAnswers]
    transfer: TransferAnswers = TransferAnswers()
    terms: list[TermAnswers] = []
    availability: str = ""
    supply_duty: str = ""
    answer_by: Day | None = None
    changes: str = ""
    seen_warnings: bool = False


class Answer(StrEnum):
    """What the municipality answers to the terms."""

    ACCEPT = "accept"
    CHANGES = "changes"
    WITHDRAW = "withdraw"


class TermsAnswered(Answers):
    """The municipality's answer; changes and withdrawal have a text."""

    answer: Answer
    text: str = ""


@answers_to("task_state_terms")
def state_terms(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep a version of the region's terms, with calculation T where the units are stated.

    Raises InputError for figures that can't stand, contradictions that nobody has looked at, a takeover that is not to
    come, and a later version that does not say what is new.
    """
    at_once = AtOnce()
    given = at_once.read(Terms, answers)
    before = latest_account(step, TakeoverFigures.TERMS)
    _check(step, given, before, at_once)
    computed = checked_shares(step, given, at_once, agreed=True)
    at_once.tell()
    keep_account(
        step,
        TakeoverFigures.TERMS,
        computed,
        transfer=given.transfer.model_dump(mode="json"),
        terms=[one.model_dump() for one in given.terms],
        takeover_on=given.takeover_on,
        availability=given.availability,
        supply_duty=given.supply_duty,
        answer_by=given.answer_by,
        remarks=given.changes,
    )
    takeover, rules = takeover_of(step), regime_of(step)
    takeover.takeover_on = given.takeover_on
    mark_if_late(step)
    depart(step, "turn_of_year", turn_of_year_departure(rules, given.takeover_on), rules.turn_of_year.source)
    return {"takeover_on": given.takeover_on.isoformat()}


def _check(step: Step, given: Terms, before: TakeoverAccount | None, at_once: AtOnce) -> None:
    at_once.refuse("takeover_on", "Vælg en dag efter i dag.", when=lambda: given.takeover_on <= step.today)
    at_once.refuse(
        "answer_by",
        "Vælg en dag efter i dag, eller lad feltet stå tomt.",
        when=lambda: given.answer_by is not None and given.answer_by <= step.today,
    )
    nothing_new = "Skriv, hvad der er nyt i forhold til de tidligere vilkår."
    at_once.refuse("changes", nothing_new, when=lambda: before is not None and not given.changes)


@operation("takeover.issue_terms")
def issue_terms(step: Step, _data: Data) -> Mapping[str, object]:
    """Issue the terms to the municipality; a later version replaces the one before."""
    account = current_terms(step)
    issue_terms_document(step, account)
    step.note(
        EventKind.DOCUMENT_SENT,
        f"{region_of(step).name} har fremsat vilkår (version {account.version})",
        source=regime_of(step).procedure.source,
    )
    return {"terms_answer_by": account.answer_by.isoformat() if account.answer_by else ""}


@answers_to("task_answer_terms")
def answer_terms(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the municipality's answer to the terms.

    Raises InputError for changes or a withdrawal without a text.
    """
    given = read_answers(TermsAnswered, answers)
    if given.answer is not Answer.ACCEPT and not given.text:
        message = "Skriv, hvad I ønsker ændret." if given.answer is Answer.CHANGES else "Skriv, hvorfor I trækker jer."
        raise InputError([("text", message)])
    account = current_terms(step)
    account.answer, account.answer_text, account.answered_on = given.answer.value, given.text, step.today
    municipality = municipality_of(step).name
    step.journal(Direction.IN, f"Svar på vilkårene, version {account.version}", municipality)
    said = {
        Answer.ACCEPT: "accepterer vilkårene",
        Answer.CHANGES: f"ønsker ændringer: {given.text}",
        Answer.WITHDRAW: f"trækker sig: {given.text}",
    }[given.answer]
    step.note(EventKind.STEP, f"{municipality} {said}")
    agreed = {Answer.WITHDRAW: {"agreement": "withdrawn"}}.get(given.answer, {})
    return {"terms_answer": given.answer.value, **agreed}


@operation("takeover.lay_before_councils")
def lay_before_councils(step: Step, _data: Data) -> Mapping[str, object]:
    """Lay the agreement before both councils at the same time, each with its own paper."""
    municipality, region = municipality_of(step), region_of(step)
    step.issue(lambda envelope: approval_paper(step, envelope), to=[municipality], issuer=municipality)
    step.issue(lambda envelope: regional_paper(step, envelope), to=[region], issuer=region)
    deciders = [str(municipality.id), str(region.id)]
    return {"decision_matter": APPROVAL, "deciders": deciders, "decision_due": ""}


@operation("takeover.conclude_agreement")
def conclude_agreement(step: Step, _data: Data) -> Mapping[str, object]:
    """Both councils have approved: the agreement binds, and nobody withdraws any more."""
    takeover, rules = takeover_of(step), regime_of(step)
    takeover.agreed_on = step.today
    day = date_in_words(takeover.takeover_on)
    text = f"Aftalen om overtagelse den {day} er indgået. Kommunen kan ikke længere trække sig."
    step.note(EventKind.STEP, text, source=rules.right.source)
    return {"agreement": "agreed"}


MATTERS["takeover", APPROVAL] = Matter(
    title="Aftale om overtagelse",
    question="Godkender rådet aftalen om overtagelse på de vilkår, som kommunen har accepteret?",
    outcomes={
        Outcome.APPROVED: "Aftalen godkendes",
        Outcome.CHANGES: "Vilkårene skal ændres",
        Outcome.REFUSED: "Aftalen godkendes ikke",
    },
)
