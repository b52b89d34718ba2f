"""A mistyped day of the declaration put right by a new entry: what it moves is seen first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.session import reading, transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now
from workflows.documents.formats import dato
from workflows.errors import InputError, NotFound, Refused
from workflows.processes.reading import AtOnce
from workflows.processes.step import Step
from workflows.processes.takeover.agreement import documents_of
from workflows.processes.takeover.declaration import (
    Declaration,
    check_days,
    departures_by,
    keep_days,
    send_declaration,
)
from workflows.processes.takeover.facts import accounts_of, regime_of, request_deadline, takeover_of, window_of
from workflows.rules.takeover.departures import late_transfer, request_due
from workflows.services.casework.sight import require_in_case
from workflows.services.running.stepping import begin, load, lock_case, save
from workflows.vocabulary import CaseStatus, EventKind, Process, TakeoverFigures

DECLARED, TAKEOVER = "Meddelt regionsrådet", "Overtagelsesdag"
IN_TERMS = "Overtagelsesdagen står nu i regionens vilkår. Ønsk den ændret, når I svarer på dem."


@dataclass(frozen=True)
class DeclaredDays:
    """The days as they stand; `takeover_stands` says why that of the takeover can't be corrected here, or is empty."""

    declared_on: date
    takeover_on: date
    takeover_stands: str


@dataclass(frozen=True)
class Shift:
    """A day that a correction moves."""

    label: str
    before: date
    after: date


@dataclass(frozen=True)
class CorrectionPreview:
    """What corrected days move, and what will be told: departures that come, those that go, a takeover that is late."""

    shifts: list[Shift]
    come: list[str]
    gone: list[str]
    late: str
    sent_anew: bool
    """The declaration is sent again, as a new version."""


def declared_days(case_id: UUID, actor: Actor) -> DeclaredDays:
    """The days of the declaration as they stand. Raises Refused when there are none to correct."""
    with reading() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        return _standing(step)


def preview_declaration(case_id: UUID, *, declared_on: date, takeover_on: date, actor: Actor) -> CorrectionPreview:
    """What corrected days move; nothing is kept. Raises InputError and Refused as the correction does."""
    with reading() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        return _preview(step, _checked(step, declared_on, takeover_on))


def correct_declaration(case_id: UUID, *, declared_on: date, takeover_on: date, reason: str, actor: Actor) -> None:
    """Correct the days of the declaration; deadlines and departures follow, and the declaration is sent anew.

    Raises InputError for days that can't stand, Refused without a reason, when nothing is declared yet, when the case
    has ended, and for the day of a takeover that the region has stated its terms for.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor datoerne rettes.", field="reason")
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        given = _checked(step, declared_on, takeover_on)
        seen = _preview(step, given)
        keep_days(step, given)
        process = load(step)
        process.set_data({"takeover_on": takeover_on.isoformat()})
        process.run(step.now)
        shifts = "; ".join(f"{one.label}: {dato(one.before)} → {dato(one.after)}" for one in seen.shifts)
        step.note(
            EventKind.CORRECTED, f"Meddelelsen til regionsrådet er rettet: {reason.strip().rstrip('.')}. {shifts}"
        )
        if sent := documents_of(step, "takeover_declaration"):
            send_declaration(step, replaces=sent["takeover_declaration"])
        save(step, process)


def _standing(step: Step) -> DeclaredDays:
    require_in_case(step, Permission.DECLARATION_CORRECT)
    if step.case.process != Process.TAKEOVER:
        raise NotFound(f"Sag {step.case.number} er ikke en sag om overtagelse.")
    takeover = takeover_of(step)
    if step.case.status is not CaseStatus.RUNNING:
        raise Refused("Sagen er afsluttet, og datoerne kan ikke rettes.")
    if takeover.declared_on is None:
        raise Refused("Overtagelsen er ikke meddelt regionsrådet endnu.")
    stands = IN_TERMS if accounts_of(step, TakeoverFigures.TERMS) else ""
    if takeover.agreed_on is not None:
        stands = f"Overtagelsesdagen står i aftalen af {dato(takeover.agreed_on)}, og begge råd er bundet af den."
    return DeclaredDays(takeover.declared_on, takeover.takeover_on, stands)


def _checked(step: Step, declared_on: date, takeover_on: date) -> Declaration:
    """The corrected days, of which one at least is another than before."""
    before = _standing(step)
    given = Declaration(declared_on=declared_on, takeover_on=takeover_on)
    if (declared_on, takeover_on) == (before.declared_on, before.takeover_on):
        raise Refused("Datoerne er de samme som før.", field="declared_on")
    if takeover_on != before.takeover_on and before.takeover_stands:
        raise Refused(before.takeover_stands, field="takeover_on")
    at_once = AtOnce()
    check_days(step, given, at_once)
    try:
        at_once.tell()
    except InputError as faults:
        # A day of the takeover that nobody corrects was right when it was set.
        kept = [one for one in faults.errors if one[0] != "takeover_on" or takeover_on != before.takeover_on]
        if kept:
            raise InputError(kept) from None
    return given


def _preview(step: Step, given: Declaration) -> CorrectionPreview:
    takeover, request = takeover_of(step), request_deadline(step)
    days = [
        Shift(DECLARED, takeover.declared_on or given.declared_on, given.declared_on),
        Shift(TAKEOVER, takeover.takeover_on, given.takeover_on),
    ]
    if request is not None:
        due = request_due(step.case.agreement_id, regime_of(step), given.takeover_on)
        days.append(Shift(request.label, request.due_on, due))
    before = {one["text"] for one in takeover.departures}
    after = {text for _, text, _ in departures_by(step, given) if text}
    counted = {key for key, _, _ in departures_by(step, given)}
    gone = [one["text"] for one in takeover.departures if one["key"] in counted and one["text"] not in after]
    found = window_of(step)
    return CorrectionPreview(
        shifts=[one for one in days if one.before != one.after],
        come=sorted(after - before),
        gone=gone,
        late=late_transfer(found, given.takeover_on) if given.takeover_on > found.transfer.date else "",
        sent_anew=bool(documents_of(step, "takeover_declaration")),
    )
