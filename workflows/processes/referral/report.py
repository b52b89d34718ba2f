"""The assessment report: what it must hold, its sending, and the clock that starts with its receipt."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator

from db.models.case import Task
from workflows.documents.envelope import Contact, Envelope
from workflows.documents.formats import dato
from workflows.documents.referral import AssessmentReport
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import AtOnce, Day
from workflows.processes.referral.agreements import collaboration_of, terms_of
from workflows.processes.referral.answers import PersonalAnswers
from workflows.processes.referral.clocks import clock_sentence, due_of, shown_deadline, start_clock
from workflows.processes.referral.facts import (
    centre_of,
    cited,
    keep_texts,
    municipality_of,
    part_of,
    referral_of,
    regime_of,
    shown_citizen,
)
from workflows.processes.step import Step
from workflows.rules.referral.collaboration import decider
from workflows.rules.referral.report import advice_faults, missing_parts
from workflows.vocabulary import EventKind, Law, Party, TargetGroup


def _chosen(value: object) -> object:
    """Nothing chosen in a form is nothing."""
    return None if value == "" else value


class Report(PersonalAnswers):
    """The report as it is typed; what it must hold is checked by the rule that names each missing part."""

    purpose: str = ""
    goals: str = ""
    expected_effect: str = ""
    law: Annotated[Law | None, BeforeValidator(_chosen)] = None
    paragraph: str = ""
    target_group: Annotated[TargetGroup | None, BeforeValidator(_chosen)] = None
    author_name: str = ""
    author_title: str = ""
    author_phone: str = ""
    author_email: str = ""
    efforts: list[str] = []
    advice_agreed_with: str = ""
    advice_agreed_on: Day | None = None


@answers_to("task_write_assessment")
def write_report(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the report.

    Raises InputError with a sentence for each required part that is missing, and for advice on concrete efforts that
    has not been agreed with the acting municipality. Rule: hovedstaden-2019-2020, 8.4.
    """
    at_once = AtOnce()
    given = at_once.read(Report, answers)
    texts = {name: str(value) for name, value in given.model_dump(mode="json").items() if isinstance(value, str)}
    at_once.note(missing_parts(texts))
    with at_once:
        at_once.note(advice_faults("\n".join(given.efforts), given.advice_agreed_with, _agreed_on(given)))
    at_once.refuse(
        "advice_agreed_on",
        "Datoen ligger i fremtiden.",
        when=lambda: given.advice_agreed_on is not None and given.advice_agreed_on > step.today,
    )
    at_once.tell()
    referral_of(step).law = given.law
    kept = {**texts, "efforts": [one for one in given.efforts if one.strip()], "advice_agreed_on": _agreed_on(given)}
    keep_texts(step, "report", kept)
    return {}


def _agreed_on(given: Report) -> str:
    return given.advice_agreed_on.isoformat() if given.advice_agreed_on else ""


@operation("referral.send_report")
def send_report(step: Step, _data: Data) -> Mapping[str, object]:
    """Send the report to the acting municipality. It has received it today, whatever day of the week it is.

    The clock starts, and it is settled who decides. Rule: hovedstaden-2019-2020, 8.1.
    """
    referral = referral_of(step)
    referral.reported_on = referral.received_on = step.today
    _settle_decider(step, step.today)
    data = start_clock(step)
    step.issue(lambda envelope: _report(step, envelope), to=[municipality_of(step)], issuer=centre_of(step))
    decision = regime_of(step).decision
    due_on = due_of(step)
    due = f"; afgørelsen træffes senest {dato(due_on)}" if due_on else ""
    step.note(
        EventKind.DOCUMENT_SENT, f"Udredningsrapporten er modtaget af handlekommunen{due}", source=decision.source
    )
    step.note(EventKind.STEP, referral.decider_why, source=decision.source)
    return {**data, "decider": "centre" if referral.decider is Party.CENTRE else "municipality"}


def _settle_decider(step: Step, day: date) -> None:
    referral = referral_of(step)
    agreement = collaboration_of(step, referral, day)
    assert referral.law is not None
    group = reported_group(step)
    found = decider(terms_of(agreement), group, referral.law, day, common=regime_of(step).decision.source)
    referral.collaboration_id = agreement.id if agreement else None
    referral.decider, referral.decider_why = found.party, found.why
    referral.clock_counts = agreement is None or found.party is not Party.CENTRE or agreement.keeps_deadline


def reported_group(step: Step) -> TargetGroup:
    """What the citizen's impairment concerns, as the report says."""
    value = part_of(step, "report")["target_group"]
    return next(group for group in TargetGroup if group.value == value)


def _report(step: Step, envelope: Envelope) -> AssessmentReport:
    referral, report = referral_of(step), part_of(step, "report")
    contact = referral.contact
    assert referral.law is not None
    return AssessmentReport(
        envelope=envelope,
        citizen=shown_citizen(step, to_citizen=False),
        inquired_on=referral.inquired_on,
        target_group=reported_group(step).label,
        purpose=report["purpose"],
        goals=report["goals"],
        expected_effect=report["expected_effect"],
        law=referral.law.label,
        paragraph=report["paragraph"],
        author=Contact(report["author_name"], report["author_title"], report["author_phone"], report["author_email"]),
        received=step.today,
        deadline=shown_deadline(step),
        deadline_note=clock_sentence(step),
        rules=cited(regime_of(step).report, regime_of(step).decision),
        efforts=tuple(report["efforts"]),
        advice_agreed=_agreed(report),
        renewed_because=part_of(step, "evaluation")["change"],
        municipal_contact=Contact(contact["name"], "", contact["phone"], contact["email"]) if contact else None,
    )


def _agreed(report: Mapping[str, Any]) -> str:
    """With whom in the acting municipality the advice was agreed, and when."""
    if not report["efforts"]:
        return ""
    return f"Aftalt med {report['advice_agreed_with']} den {dato(report['advice_agreed_on'])}."
