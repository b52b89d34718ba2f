"""Mistakes put right: a date corrected, a closing called off, a sent final account replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.models.case import CaseDeadline
from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission, allows
from workflows.clock import now
from workflows.documents.closing import Correction, WordChange
from workflows.documents.envelope import Envelope
from workflows.documents.formats import dato
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.processes.closing.decision import bind_agreement, tell_called_off
from workflows.processes.closing.facts import affected, closing_of, shown_offer
from workflows.processes.closing.opening import regime_data
from workflows.processes.closing.sending import latest_document
from workflows.processes.step import Step, reference
from workflows.services.expressions import deadline_of
from workflows.services.stepping import begin, load, lock_case, restart, save
from workflows.services.worklist import keep_deadline, open_rows
from workflows.vocabulary import CaseStatus, EventKind

DECISION_RULES = ("closing.provisional_account", "closing.final_account")


@dataclass(frozen=True)
class Moved:
    """A deadline that a correction moves."""

    label: str
    before: date
    after: date
    explanation: str


def preview_decision_date(case_id: UUID, decided_on: date, actor: Actor) -> list[Moved]:
    """Which deadlines a corrected decision date would move, with how each new date comes about."""
    with reading() as session:
        case = lock_case(session, case_id)
        step = begin(session, case, now(), actor)
        require_in_case(step, Permission.CASE_CORRECT)
        return _moved(step, decided_on)


def _moved(step: Step, decided_on: date) -> list[Moved]:
    moved = []
    for row in _deadlines(step):
        found = deadline_of(step, row.rule_id, decided_on)
        if found is not None and found.date != row.due_on:
            moved.append(Moved(row.label, row.due_on, found.date, found.explanation))
    return moved


def _deadlines(step: Step) -> list[CaseDeadline]:
    return list(
        step.session.scalars(
            select(CaseDeadline).where(
                CaseDeadline.case_id == step.case.id,
                CaseDeadline.rule_id.in_(DECISION_RULES),
                CaseDeadline.replaced_by_id.is_(None),
            )
        )
    )


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
        moved = _moved(step, decided_on)
        closing_of(step).decided_on = decided_on
        _move_rows(step, decided_on)
        process = load(step)
        process.set_data({"decided_on": decided_on.isoformat(), **regime_data(step)})
        process.run(step.now)
        _tell(step, before, decided_on, reason.strip(), moved)
        save(step, process)
        return moved


def _check_date(step: Step, decided_on: date) -> date:
    if step.case.status is not CaseStatus.RUNNING:
        raise Refused("Sagen er afsluttet, og datoen kan ikke rettes.", field="decided_on")
    before = closing_of(step).decided_on
    if before is None:
        raise Refused("Der er ikke registreret en beslutning endnu.", field="decided_on")
    if decided_on > step.today:
        raise Refused("Datoen ligger i fremtiden.", field="decided_on")
    if decided_on == before:
        raise Refused("Datoen er den samme som før.", field="decided_on")
    return before


def _move_rows(step: Step, decided_on: date) -> None:
    for row in _deadlines(step):
        kept = keep_deadline(step, row.rule_id, decided_on)
        for task in open_rows(step):
            if task.deadline_id == row.id and kept is not None:
                task.deadline_id, task.due_on = kept.id, kept.due_on


def _tell(step: Step, before: date, after: date, reason: str, moved: list[Moved]) -> None:
    consequences = "; ".join(f"{one.label}: {dato(one.before)} → {dato(one.after)}" for one in moved)
    step.note(
        EventKind.CORRECTED,
        f"Beslutningsdatoen er rettet fra {dato(before)} til {dato(after)}: {reason}. {consequences}".strip(),
    )
    notice = latest_document(step, "closing_notice")
    if notice is not None and (receivers := affected(step)):
        items = (
            WordChange("Beslutningsdato", dato(before), dato(after)),
            *(WordChange(one.label, dato(one.before), dato(one.after)) for one in moved),
        )
        step.issue(
            lambda envelope: _correction(step, notice, reason, items, consequences, envelope),
            to=receivers,
            issuer=step.operator(),
        )


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


def call_off(case_id: UUID, *, reason: str, actor: Actor) -> None:
    """Call a closing off; all who were told of it are told. The record stays.

    Raises Refused without a reason, or when the case has ended.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor lukningen opgives.", field="reason")
    with transaction() as session:
        case = lock_case(session, case_id)
        step = begin(session, case, now(), actor)
        require_in_case(step, Permission.CASE_CALL_OFF)
        if case.status is not CaseStatus.RUNNING:
            raise Refused("Sagen er allerede afsluttet.")
        process = load(step)
        process.cancel()
        tell_called_off(step, reason.strip(), step.today)
        case.status = CaseStatus.CALLED_OFF
        case.ended_on = step.today
        step.note(EventKind.CALLED_OFF, reason.strip())
        save(step, process)


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
        if case.status is not CaseStatus.CLOSED or latest_document(step, "final_account") is None:
            raise Refused("Kun et sendt endeligt lukkeregnskab i en afsluttet sag kan laves om.")
        case.status, case.ended_on = CaseStatus.RUNNING, None
        step.note(EventKind.CORRECTED, f"Det endelige lukkeregnskab laves om: {reason.strip()}")
        decided_on = closing_of(step).decided_on
        assert decided_on is not None
        data: Mapping[str, object] = {"decided_on": decided_on.isoformat(), **regime_data(step)}
        save(step, restart(step, "closing", "closing_final_account", data))


def require_in_case(step: Step, permission: Permission) -> None:
    """Let on only who has the permission by the organisation's part in the case.

    Raises NotFound when it has none, NotAllowed when the role does not give it.
    """
    assert step.actor is not None
    parties = {row.party for row in step.parties if row.organisation_id == step.actor.organisation_id}
    if not parties:
        raise NotFound("Sagen findes ikke.")
    if not allows(permission, actor=step.actor, parties=parties):
        raise NotAllowed(f"Din rolle giver ikke adgang til at {permission.label[0].lower()}{permission.label[1:]}.")
