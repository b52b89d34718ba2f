"""The operator's decision, and what it sets going: notice, transition, the rule set by hand."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import update

from db.models.case import Task
from workflows.documents.closing import CalledOff, ClosingNotice
from workflows.documents.envelope import Envelope
from workflows.documents.formats import begyndelse
from workflows.errors import InputError, Refused
from workflows.processes.closing.facts import (
    affected,
    cited,
    closing_of,
    decided_on,
    first_treated_on,
    flow_of,
    operator_council,
    read_closing,
    shown_deadline,
    shown_offer,
)
from workflows.processes.closing.opening import bind_bodies, bodies_of, regime_data
from workflows.processes.deadlines import deadline_of, keep_deadline
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import Amount, Answers, AtOnce, Day, read_answers
from workflows.processes.step import Step
from workflows.processes.telling import everyone_told, references_told
from workflows.rules.agreement_types import DistributionKey
from workflows.rules.agreements import in_force
from workflows.rules.closing.manual import SOURCE
from workflows.rules.dates_text import date_in_words
from workflows.rules.deadlines import Deadline
from workflows.vocabulary import Direction, EventKind, TaskStatus

Text = Annotated[str, Field(min_length=1)]


class Outcome(StrEnum):
    CLOSE = "close"
    CONTINUE = "continue"


class Decision(Answers):
    """What the operator's council has decided."""

    outcome: Outcome
    decided_on: Day
    last_day: Day | None = None
    consequences_for_others: bool | None = None
    consequences_reason: str = ""


class TransitionPlan(Answers):
    """How citizens move, planned with the buyer municipalities."""

    text: Text


class RuleByHand(Answers):
    """Own share in percent and key, set by the secretariat where the agreement's rule is not at hand."""

    own_share_percent: Amount
    key: DistributionKey
    reason: Text


@answers_to("task_record_decision")
def record_decision(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the decision; the agreement of its year is the one that counts from here.

    Raises InputError for a decision in the future or without the day of closing, and Refused when no agreement
    is known for the year of the decision. Rule: syddanmark-2025-2026, bilag 5.
    """
    at_once = AtOnce()
    given = at_once.read(Decision, answers)
    in_future = "Datoen ligger i fremtiden. Registrér beslutningen, når den er truffet."
    at_once.refuse("decided_on", in_future, when=lambda: given.decided_on > step.today)
    with at_once:
        agreed = in_force(step.agreement.region_code, given.decided_on)
        read_closing(step, *(bodies_of(agreed).values() if agreed else ()))
    with at_once:
        if given.outcome is Outcome.CLOSE:
            _check_closing(step, given, at_once)
    with at_once:
        if given.outcome is Outcome.CLOSE and step.agreement.in_force_on(given.decided_on):
            _check_consequences(step, given)
    at_once.tell()
    closing_of(step).decided_on = given.decided_on
    if given.outcome is Outcome.CONTINUE:
        step.note(EventKind.STEP, f"{step.operator().name} har besluttet, at tilbuddet fortsætter")
        return {"closes": "no", "decided_on": given.decided_on.isoformat()}
    bind_agreement(step, given.decided_on)
    if len(step.tasks) > 1:  # The one that is being done is no longer listed.
        bind_open_tasks(step)
    _keep_closing(step, given)
    _note_departure(step, given.decided_on)
    step.note(
        EventKind.STEP, f"Lukning besluttet den {date_in_words(given.decided_on)}", element="task_record_decision"
    )
    step.journal(Direction.IN, "Beslutning om lukning", step.operator().name)
    return {"closes": "yes", "decided_on": given.decided_on.isoformat(), **regime_data(step)}


def _check_closing(step: Step, given: Decision, at_once: AtOnce) -> None:
    by_authority = closing_of(step).closed_by_authority
    no_last_day = "Skriv, hvilken dag tilbuddet er i drift sidste gang."
    at_once.refuse("last_day", no_last_day, when=lambda: given.last_day is None)
    at_once.refuse(
        "last_day",
        "Den sidste dag i drift ligger før beslutningen. Ret en af de to datoer.",
        when=lambda: given.last_day and given.last_day < given.decided_on and not by_authority,
    )


def _check_consequences(step: Step, given: Decision) -> None:
    """Where the agreement lets the accounts depend on it; it is known by the day of the decision."""
    if not flow_of(step).account_only_with_consequences.value:
        return
    if given.consequences_for_others is None:
        message = "Svar på, om lukningen får økonomiske konsekvenser for andre end jer."
        raise InputError([("consequences_for_others", message)])
    if not given.consequences_for_others and not given.consequences_reason:
        message = "Skriv, hvorfor lukningen ikke får konsekvenser for andre."
        raise InputError([("consequences_reason", message)])


def _keep_closing(step: Step, given: Decision) -> None:
    closing = closing_of(step)
    closing.last_day = given.last_day
    _check_consequences(step, given)
    if flow_of(step).account_only_with_consequences.value:
        closing.consequences_for_others = given.consequences_for_others
        closing.consequences_reason = given.consequences_reason


def bind_open_tasks(step: Step) -> None:
    """Let the work list find the open tasks of the case by the agreement that it follows now."""
    waiting = update(Task).where(Task.case_id == step.case.id, Task.status == TaskStatus.OPEN)
    step.session.execute(waiting.values(agreement_id=step.case.agreement_id))


def bind_agreement(step: Step, day: date) -> None:
    """Bind the case to the agreement in force on the day of the decision.

    Raises Refused when none is known. Rule: syddanmark-2025-2026, bilag 5 (the year of the decision).
    """
    current = step.agreement
    if current.in_force_on(day):
        return
    found = in_force(current.region_code, day)
    if found is None:
        raise Refused(
            f"Rammesag kender ingen rammeaftale for regionen, der gælder den {date_in_words(day)}. "
            f"Sagen følger {current.title}. Ret datoen, eller opgiv sagen.",
            rule=flow_of(step).account_rounds.source,
            field="decided_on",
        )
    step.case.agreement_id = found.id.value
    bind_bodies(step)
    step.note(EventKind.STEP, f"Beslutningen er truffet under {found.title}; sagen følger den herfra")


def _note_departure(step: Step, day: date) -> None:
    """A decision before the body's treatment departs from the agreement: noted, not refused."""
    if day == step.today:
        return  # No body can have treated it later than today.
    treated = first_treated_on(step)
    if treated is not None and day < treated:
        source = flow_of(step).hearing.source
        text = (
            f"Beslutningen er dateret før organets behandling den {date_in_words(treated)}; "
            "aftalen forudsætter den omvendte rækkefølge"
        )
        step.note(EventKind.STEP, text, source=source)


@operation("closing.notify_continuing")
def notify_continuing(step: Step, _data: Data) -> None:
    """Tell everyone who was told of the closing that the offer goes on."""
    reason = f"{begyndelse(operator_council(step.operator()))} har besluttet, at tilbuddet fortsætter."
    tell_called_off(step, reason, decided_on(step))


def tell_called_off(step: Step, reason: str, day: date) -> None:
    """Issue the message that nothing comes of the closing, to all who were told of it."""
    issued = references_told(step)
    if receivers := everyone_told(step):
        step.issue(
            lambda envelope: CalledOff(
                envelope=envelope,
                offer=shown_offer(step),
                decided_on=day,
                decided_by=operator_council(step.operator()),
                reason=reason,
                issued=issued,
                consequences="De udsendte dokumenter i sagen har ikke længere virkning.",
            ),
            to=receivers,
            issuer=step.operator(),
            group="Alle, der er orienteret om lukningen",
        )


@operation("closing.notify_closing")
def notify_closing(step: Step, _data: Data) -> None:
    """Give notice to the acting municipalities; the notice period is counted from today."""
    rule = flow_of(step).notice_deadline
    found = deadline_of(step, rule.value, step.today) if rule.value else None
    if found is not None:
        keep_deadline(step, rule.value, step.today)
    if receivers := affected(step):
        step.issue(lambda envelope: _closing_notice(step, found, envelope), to=receivers, issuer=step.operator())
    step.note(EventKind.DOCUMENT_SENT, "Varsel om lukning er sendt til handlekommunerne", source=rule.source)


def _closing_notice(step: Step, found: Deadline | None, envelope: Envelope) -> ClosingNotice:
    closing = closing_of(step)
    return ClosingNotice(
        envelope=envelope,
        offer=shown_offer(step),
        decided_on=decided_on(step),
        decided_by=operator_council(step.operator()),
        given=step.today,
        notice=shown_deadline(found) if found else None,
        reasons=closing.reasons,
        rules=cited(flow_of(step).notice_deadline, flow_of(step).account_rounds),
    )


@answers_to("task_plan_transition")
def plan_transition(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the plan of the transition (hovedstaden-2019-2020, 4.8)."""
    closing_of(step).transition_plan = read_answers(TransitionPlan, answers).text
    step.journal(Direction.INTERNAL, "Plan for overgangen", step.operator().name)
    return {}


@answers_to("task_set_rule")
def set_rule(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep own share and key as the secretariat sets them, marked as set by hand."""
    keep_rule(step, answers)
    closing = closing_of(step)
    step.note(
        EventKind.STEP,
        f"Egenandel {closing.manual_rate} % og nøgle er fastsat af sekretariatet: {closing.manual_reason}",
        source=SOURCE,
    )
    return {}


def keep_rule(step: Step, answers: Mapping[str, Any]) -> None:
    """Keep own share and key on the closing. Raises InputError for what can't be a rule."""
    at_once = AtOnce()
    given = at_once.read(RuleByHand, answers)
    no_percent = "Skriv en procent fra 0 til 100."
    at_once.refuse("own_share_percent", no_percent, when=lambda: not 0 <= given.own_share_percent <= 100)
    at_once.refuse("key", "Vælg, hvad der fordeles efter.", when=lambda: given.key is DistributionKey.NONE)
    at_once.tell()
    closing = closing_of(step)
    closing.manual_rate = f"{Decimal(given.own_share_percent).normalize():f}"
    closing.manual_key = given.key.value
    closing.manual_reason = given.reason
