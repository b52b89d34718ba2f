"""A case that is not fully informed: what is missing is asked for, and the clock stands still until it is supplied."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Protocol

from db.models.case import Task
from db.models.referral import ReferralPause
from workflows.documents.envelope import Envelope
from workflows.documents.formats import dato
from workflows.documents.referral import MissingInformation
from workflows.errors import InputError
from workflows.processes.operations import Data, answers_to, operation
from workflows.processes.reading import AtOnce, Day, read_answers
from workflows.processes.referral.answers import PersonalAnswers
from workflows.processes.referral.clocks import (
    SOURCE,
    clock_of,
    clock_sentence,
    due_of,
    has_clock,
    shown_deadline,
    start_clock,
    stop_clock,
)
from workflows.processes.referral.facts import (
    CITIZEN,
    PAUSE_TEXTS,
    add_pause,
    centre_of,
    cited,
    decider_of,
    missing_sentence,
    open_pause,
    pauses_of,
    referral_of,
    regime_of,
    shown_citizen,
)
from workflows.processes.sealing import seal_data, unseal_data
from workflows.processes.step import Step
from workflows.vocabulary import Direction, EventKind, MissingFrom, Party

USUAL_DAYS = 14
"""How long there is to give what is missing, unless another day is asked for."""


class CheckedCase(PersonalAnswers):
    """Whether a case is fully informed, and else what is missing."""

    informed: bool
    missing_from: MissingFrom | None = None
    missing: str = ""
    wanted_by: Day | None = None


class Supplied(PersonalAnswers):
    """What the centre gives, or why it can't."""

    supplied: bool
    text: str = ""


class Recorded(PersonalAnswers):
    """What came from others, and when; or why the case goes on without it."""

    supplied: bool
    supplied_on: Day | None = None
    text: str = ""


@answers_to("task_check_case")
def check_case(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Whether the case is fully informed; if not, from whom something is missing, and what.

    Raises InputError when that is not said. Rule: hovedstaden-2019-2020, 8.1.
    """
    at_once = AtOnce()
    given = at_once.read(CheckedCase, answers)
    with at_once:
        if not given.informed:
            check_missing(step, given, at_once)
    at_once.tell()
    if given.informed:
        step.note(EventKind.STEP, "Sagen er fuldt oplyst", source=SOURCE if has_clock(step) else None)
        return {"informed": "yes"}
    ask_for(step, given)
    return {"informed": "no", "result": "missing"}


class Wanted(Protocol):
    """Answers that ask for what is missing."""

    @property
    def missing_from(self) -> MissingFrom | None: ...

    @property
    def missing(self) -> str: ...

    @property
    def wanted_by(self) -> date | None: ...


def check_missing(step: Step, given: Wanted, at_once: AtOnce) -> None:
    """Refuse to ask nobody, for nothing, or by a day that has passed."""
    nobody = "Vælg, hvem der skal give oplysningerne."
    at_once.refuse("missing_from", nobody, when=lambda: given.missing_from is None)
    at_once.refuse("missing", "Skriv, hvad der mangler.", when=lambda: not given.missing)
    at_once.refuse(
        "wanted_by",
        "Dagen skal ligge efter i dag.",
        when=lambda: given.wanted_by is not None and given.wanted_by <= step.today,
    )


def ask_for(step: Step, given: Wanted) -> None:
    """Keep what is missing, and from whom; the clock stands still from today."""
    assert given.missing_from is not None
    referral_of(step)  # The key that seals comes along.
    pause = ReferralPause(
        case_id=step.case.id,
        missing_from=given.missing_from,
        first_day=step.today,
        last_day=None,
        wanted_by=given.wanted_by or step.today + timedelta(days=USUAL_DAYS),
        supplied=None,
        texts=seal_data(step, PAUSE_TEXTS, {"missing": given.missing, "supplied": ""}),
    )
    add_pause(step, pause)


@operation("referral.pause_clock")
def pause_clock(step: Step, _data: Data) -> Mapping[str, object]:
    """Ask for what is missing, and let the clock stand still from today."""
    pause = open_pause(step)
    assert pause is not None
    state = clock_of(step)
    if pause.missing_from is not MissingFrom.OTHER:
        _ask(step, pause, state.left if state else None)
    stop_clock(step)
    where = f". {state.text}" if state else ""
    text = f"Sagen er ikke fuldt oplyst: {missing_sentence(pause.missing_from)}{where}"
    step.note(EventKind.CLOCK_PAUSED, text, source=SOURCE if state else None)
    by_centre = referral_of(step).decider is Party.CENTRE
    late = pause.wanted_by + timedelta(days=1)
    return {
        "asked": "centre" if by_centre or pause.missing_from is MissingFrom.CENTRE else "other",
        "information_due": pause.wanted_by.isoformat(),
        # Where the centre decides it waits itself; else the municipality takes it up when the day has passed.
        "information_late_on": None if by_centre else late.isoformat(),
    }


def _ask(step: Step, pause: ReferralPause, left: int | None) -> None:
    to_citizen, answer_to = pause.missing_from is MissingFrom.CITIZEN, decider_of(step).name
    deadline = shown_deadline(step)

    def letter(envelope: Envelope) -> MissingInformation:
        return MissingInformation(
            envelope=envelope,
            citizen=shown_citizen(step, to_citizen=to_citizen),
            to_citizen=to_citizen,
            missing=pause_texts(step, pause)["missing"],
            wanted_by=pause.wanted_by,
            stands_still_from=pause.first_day if deadline and left is not None and left >= 0 else None,
            clock_note="" if deadline else clock_sentence(step),
            rules=cited(regime_of(step).decision),
            deadline=deadline,
            days_left=left,
            how_to_answer=f"Send oplysningerne til {answer_to} senest {dato(pause.wanted_by)}.",
        )

    to = [] if to_citizen else [centre_of(step)]
    step.issue(letter, to=to, issuer=decider_of(step), group=CITIZEN if to_citizen else "")


def pause_texts(step: Step, pause: ReferralPause) -> dict[str, str]:
    """What is missing and what came, in clear."""
    return unseal_data(step, PAUSE_TEXTS, pause.texts)


@answers_to("task_supply_information")
def supply_information(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what the centre gives; it is received today. Raises InputError without words."""
    given = read_answers(Supplied, answers)
    if not given.text:
        message = "Skriv oplysningerne." if given.supplied else "Skriv, hvorfor oplysningerne ikke kan gives."
        raise InputError([("text", message)])
    _end_pause(step, step.today, given.supplied, given.text)
    return {}


@answers_to("task_record_information")
def record_information(step: Step, _task: Task, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep what came from the citizen or others, on the day it was there; or let the case go on without it.

    Raises InputError for a day before the information was asked for or in the future, and without words.
    """
    at_once = AtOnce()
    given = at_once.read(Recorded, answers)
    pause = open_pause(step)
    assert pause is not None
    with at_once:
        if not given.text:
            message = "Skriv, hvad der er kommet." if given.supplied else "Skriv, hvorfor sagen går videre uden."
            raise InputError([("text", message)])
    with at_once:
        if not pause.first_day <= _supplied_on(step, given) <= step.today:
            message = f"Vælg en dag fra {dato(pause.first_day)} til i dag. Sagen har ventet siden da."
            raise InputError([("supplied_on", message)])
    at_once.tell()
    _end_pause(step, _supplied_on(step, given), given.supplied, given.text)
    return {}


def _supplied_on(step: Step, given: Recorded) -> date:
    return given.supplied_on or step.today if given.supplied else step.today


def _end_pause(step: Step, day: date, supplied: bool, text: str) -> None:
    pause = open_pause(step)
    assert pause is not None
    pause.last_day, pause.supplied = day, supplied
    pause.texts = seal_data(step, PAUSE_TEXTS, {**pause_texts(step, pause), "supplied": text})
    if supplied:
        by = centre_of(step).name if pause.missing_from is MissingFrom.CENTRE else pause.missing_from.label
        step.journal(Direction.IN, "Manglende oplysninger", by, entered_on=day)


@operation("referral.resume_clock")
def resume_clock(step: Step, _data: Data) -> Mapping[str, object]:
    """Let the clock run again; the last day to decide moves by the working days it stood still."""
    data = start_clock(step)
    due = due_of(step)
    text = "Oplysningerne er kommet" if _latest_supplied(step) else "Sagen går videre uden oplysningerne"
    if due:
        text += f"; afgørelsen træffes senest {dato(due)}"
    step.note(EventKind.CLOCK_RESUMED, text, source=SOURCE if due else None)
    step.tell([decider_of(step)], f"{text}, sag {step.case.number}.", key=f"resumed:{step.case.revision}")
    return data


def _latest_supplied(step: Step) -> bool:
    return bool(pauses_of(step)[-1].supplied)
