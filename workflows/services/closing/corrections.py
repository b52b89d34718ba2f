"""Mistakes put right: a date corrected, a sent final account replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.documents.closing import Correction, WordChange
from workflows.documents.envelope import Envelope
from workflows.documents.formats import dato
from workflows.errors import Refused
from workflows.processes.closing.decision import bind_agreement, bind_open_tasks
from workflows.processes.closing.facts import affected, closing_of, shown_offer
from workflows.processes.closing.moved_key import moved_key
from workflows.processes.closing.opening import regime_data
from workflows.processes.closing.sending import latest_document
from workflows.processes.step import Step, reference
from workflows.services.casework.sight import require_in_case
from workflows.services.closing.moved_deadlines import Moved, move_deadlines, moved_by
from workflows.services.running.stepping import begin, load, lock_case, restart, save
from workflows.vocabulary import CaseStatus, EventKind


@dataclass(frozen=True)
class DatePreview:
    """What a corrected decision date would change.

    `agreement` is the title of another rule set, or empty; `moved_key` says that the account's key is of other years
    then and must be made again, or is empty.
    """

    before: date
    after: date
    moved: list[Moved]
    agreement: str
    moved_key: str


def decision_date(case_id: UUID, actor: Actor) -> date:
    """The date of the decision as it stands. Raises Refused when there is none to correct."""
    with reading() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.CASE_CORRECT)
        return _standing_date(step)


def preview_decision_date(case_id: UUID, decided_on: date, actor: Actor) -> DatePreview:
    """What a corrected decision date would move, with how each new date comes about; nothing is kept.

    Raises Refused as the correction does.
    """
    # Nothing is flushed: the correction is made on what was read, and forgotten.
    with reading() as session, session.no_autoflush:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.CASE_CORRECT)
        before, agreement = _check_date(step, decided_on), step.agreement
        bind_agreement(step, decided_on)
        changed = step.agreement.title if step.agreement is not agreement else ""
        return DatePreview(before, decided_on, moved_by(step, decided_on), changed, moved_key(step, decided_on))


def correct_decision_date(case_id: UUID, *, decided_on: date, reason: str, actor: Actor) -> list[Moved]:
    """Correct the date of the decision by a new entry; deadlines, timers and the work list follow.

    Gives what has moved. Raises Refused when there is no decision yet, no reason, or no agreement for the date.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor datoen rettes.", field="reason")
    with transaction() as session:
        case = lock_case(session, case_id)
        step = begin(session, case, now(), actor)
        require_in_case(step, Permission.CASE_CORRECT)
        before = _check_date(step, decided_on)
        bind_agreement(step, decided_on)
        bind_open_tasks(step)
        moved = moved_by(step, decided_on)
        closing_of(step).decided_on = decided_on
        process = load(step)
        process.set_data({"decided_on": decided_on.isoformat(), **regime_data(step)})
        move_deadlines(step, process, decided_on)
        process.run(step.now)
        _tell(step, before, decided_on, reason.strip(), moved)
        save(step, process)
        return moved


def _standing_date(step: Step) -> date:
    if step.case.status is not CaseStatus.RUNNING:
        raise Refused("Sagen er afsluttet, og datoen kan ikke rettes.", field="decided_on")
    before = closing_of(step).decided_on
    if before is None:
        raise Refused("Der er ikke registreret en beslutning endnu.", field="decided_on")
    return before


def _check_date(step: Step, decided_on: date) -> date:
    before = _standing_date(step)
    if decided_on > step.today:
        raise Refused("Datoen ligger i fremtiden.", field="decided_on")
    if decided_on == before:
        raise Refused("Datoen er den samme som før.", field="decided_on")
    return before


def _tell(step: Step, before: date, after: date, reason: str, moved: list[Moved]) -> None:
    dates = "; ".join(f"{one.label}: {dato(one.before)} → {_day(one.after)}" for one in moved)
    key = moved_key(step, after)
    consequences = ". ".join(one for one in (dates, key) if one)
    step.note(
        EventKind.CORRECTED,
        f"Beslutningsdatoen er rettet fra {dato(before)} til {dato(after)}: "
        f"{reason.rstrip('.')}. {consequences}".strip(),
    )
    if key:
        step.tell([step.operator()], f"Sag {step.case.number}: {key}", key=f"moved_key:{after.isoformat()}:{step.now}")
    notice = latest_document(step, "closing_notice")
    if notice is not None and (receivers := affected(step)):
        items = (
            WordChange("Beslutningsdato", dato(before), dato(after)),
            *(WordChange(one.label, dato(one.before), _day(one.after)) for one in moved),
        )
        step.issue(
            lambda envelope: _correction(step, notice, reason, items, consequences, envelope),
            to=receivers,
            issuer=step.operator(),
        )


def _day(day: date | None) -> str:
    return "ingen frist" if day is None else dato(day)


def _correction(
    step: Step, corrected: Any, reason: str, items: tuple[WordChange, ...], consequences: str, envelope: Envelope
) -> Correction:
    return Correction(
        envelope=envelope,
        offer=shown_offer(step),
        corrected=reference(corrected),
        mistake=reason,
        items=items,
        moved=(),
        consequences=consequences or "Rettelsen flytter ingen frister.",
    )


def require_replaceable(case_id: UUID, actor: Actor) -> None:
    """Let on when the case ended with a final account that can be made again; raises Refused otherwise."""
    with reading() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.CASE_CORRECT)
        _require_final_account(step)


def _require_final_account(step: Step) -> None:
    if step.case.status is not CaseStatus.CLOSED or latest_document(step, "final_account") is None:
        raise Refused("Kun et sendt endeligt lukkeregnskab i en afsluttet sag kan laves om.")


def replace_final_account(case_id: UUID, *, reason: str, actor: Actor) -> None:
    """Take a sent final account up again: a new version is entered, endorsed, treated and sent.

    Raises Refused without a reason, or unless the case ended with a final account.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor regnskabet laves om.", field="reason")
    with transaction() as session:
        case = lock_case(session, case_id)
        step = begin(session, case, now(), actor)
        require_in_case(step, Permission.CASE_CORRECT)
        _require_final_account(step)
        case.status, case.ended_on = CaseStatus.RUNNING, None
        step.note(EventKind.CORRECTED, f"Det endelige lukkeregnskab laves om: {reason.strip()}")
        decided_on = closing_of(step).decided_on
        assert decided_on is not None
        data: Mapping[str, object] = {"decided_on": decided_on.isoformat(), **regime_data(step)}
        save(step, restart(step, "closing", "closing_final_account", data, load(step).passed))
