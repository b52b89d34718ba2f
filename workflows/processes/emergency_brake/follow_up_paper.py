"""Where the measures and the offer's duties stand."""

from typing import Literal

from db.models.emergency_brake import BrakeFollowUp
from workflows.documents.emergency_brake import BrakeFollowUp as FollowUpShown
from workflows.documents.emergency_brake import FollowedUp
from workflows.documents.envelope import Envelope
from workflows.processes.emergency_brake.decision_papers import what_follows
from workflows.processes.emergency_brake.facts import (
    bodies,
    brake_of,
    cited,
    follow_ups,
    kept_reference,
    regime_of,
    shown_offer,
)
from workflows.processes.step import Step
from workflows.vocabulary import FollowUpStatus

_STATUS: dict[FollowUpStatus | None, Literal["not_begun", "under_way", "carried_out", "given_up"]] = {
    None: "not_begun",
    FollowUpStatus.NOT_BEGUN: "not_begun",
    FollowUpStatus.UNDER_WAY: "under_way",
    FollowUpStatus.CARRIED_OUT: "carried_out",
    FollowUpStatus.GIVEN_UP: "given_up",
}


def follow_up_paper(step: Step, envelope: Envelope) -> FollowUpShown:
    """The status of each measure and each duty, the latest of each."""
    rows = _latest(step)
    waiting = [row.due_on for row in follow_ups(step) if row.assessed_on is None]
    return FollowUpShown(
        envelope=envelope,
        offer=shown_offer(step),
        bodies=bodies(step),
        status_on=step.today,
        decision=kept_reference(brake_of(step).decision["document"]),
        conclusion=_conclusion(len(waiting), any(row.status for row in follow_ups(step))),
        measures=tuple(_followed(step, row) for row in rows if not row.subject.startswith("duty:")),
        duties=tuple(_followed(step, row) for row in rows if row.subject.startswith("duty:")),
        rules=cited(what_follows(regime_of(step), brake_of(step).decision["concluded"])),
        next_status=min(waiting, default=None),
    )


def _latest(step: Step) -> list[BrakeFollowUp]:
    """Each thing that is followed up, once: its next day, or where it ended."""
    latest: dict[tuple[str, str], BrakeFollowUp] = {}
    for row in follow_ups(step):
        known = latest.get((row.subject, row.title))
        if known is None or known.assessed_on is not None:
            latest[row.subject, row.title] = row
    return list(latest.values())


def _last_told(step: Step, row: BrakeFollowUp) -> BrakeFollowUp:
    """What was last told of the same thing, where the next day has not come."""
    told = [one for one in follow_ups(step) if one.status and (one.subject, one.title) == (row.subject, row.title)]
    return told[-1] if told else row


def _conclusion(waiting: int, reported: bool) -> str:
    if not waiting:
        return "Alle tiltag og krav er fulgt op."
    return f"{waiting} punkter følges op." if reported else f"Der er sat datoer for opfølgning på {waiting} punkter."


def _followed(step: Step, row: BrakeFollowUp) -> FollowedUp:
    told = _last_told(step, row)
    return FollowedUp(
        what=row.title,
        status=_STATUS[told.status],
        text=told.text,
        responsible=step.operator().name,
        due=row.due_on,
    )
