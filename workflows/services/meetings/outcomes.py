"""What comes of a point: concluded, noted, discussed only, or withdrawn; and what members had against it."""

from collections.abc import Sequence
from uuid import UUID

from db.session import transaction
from workflows.access.actor import Actor
from workflows.errors import InputError, Refused
from workflows.services.meetings.agenda import ItemStatus, shown_items, standing_item
from workflows.services.meetings.dissents import MOST, Dissent, DissentKind, dissents_of
from workflows.services.meetings.holding import (
    held_point,
    meeting_named,
    must_be_open,
    note_in_case,
)
from workflows.vocabulary import PointOutcome


def conclude_point(item_id: UUID, outcome: PointOutcome, text: str, actor: Actor) -> UUID:
    """Keep what came of a point without a case, in words where something was concluded; gives the meeting.

    Raises Refused for a case's point, which its own task concludes, and for one that was postponed or withdrawn.
    """
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        if item.task_id is not None:
            raise Refused("Beslutningen registreres med sagens egen opgave.")
        if outcome is PointOutcome.WITHDRAWN or item.outcome is PointOutcome.WITHDRAWN or item.postponed_to_id:
            raise Refused("Punktet er udsat eller udgået og kan ikke konkluderes på dette møde.")
        if outcome is PointOutcome.CONCLUDED and not text.strip():
            raise Refused("Skriv, hvad der blev konkluderet.", field="conclusion")
        item.outcome, item.conclusion = outcome, text.strip()
        return sight.meeting.id


def withdraw_point(item_id: UUID, reason: str, actor: Actor) -> UUID:
    """Let a point be withdrawn: it stays in the minutes with the reason, and a case is free for another meeting.

    Gives the meeting. Raises Refused for a point that has been treated, and for no reason.
    """
    if not reason.strip():
        raise Refused("Skriv, hvorfor punktet udgår.", field="reason")
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        must_be_open(session, item, sight)
        item.outcome, item.conclusion = PointOutcome.WITHDRAWN, reason.strip()
        if item.case_id is not None:
            told = f"Udgået af dagsordenen for {meeting_named(sight)}: {reason.strip()}"
            note_in_case(session, item.case_id, actor, told)
        return sight.meeting.id


def reopen_point(item_id: UUID, actor: Actor) -> UUID:
    """Undo what was noted or withdrawn; gives the meeting. Raises Refused where a case stands on another agenda now."""
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        if item.outcome is None:
            raise Refused("Der er ikke noteret noget til punktet, som kan fortrydes.")
        if item.task is not None and standing_item(session, item.task) is not None:
            raise Refused("Sagen står nu på dagsordenen for et andet møde.")
        item.outcome, item.conclusion, item.dissents = None, "", []
        if item.case_id is not None:
            note_in_case(session, item.case_id, actor, f"Igen på dagsordenen for {meeting_named(sight)}")
        return sight.meeting.id


def keep_dissents(item_id: UUID, dissents: Sequence[Dissent], actor: Actor) -> UUID:
    """Keep what members had against a point's conclusion, in place of what was kept before; gives the meeting.

    Raises Refused for a point that has not been treated at the meeting and for too many, InputError for one without a
    name and for a minority statement without words.
    """
    _must_be_whole(dissents)
    with transaction() as session:
        item, sight = held_point(session, item_id, actor)
        (shown,) = shown_items(session, sight.meeting, [item])
        if shown.status is not ItemStatus.CONCLUDED:
            raise Refused("Registrér først, hvad der blev konkluderet på punktet.")
        if list(dissents) == dissents_of(item):
            return sight.meeting.id
        item.dissents = [{"who": one.who, "kind": one.kind.value, "text": one.text} for one in dissents]
        if item.case_id is not None:
            told = "; ".join(one.told for one in dissents) or "ingen længere"
            note_in_case(session, item.case_id, actor, f"Forbehold og mindretal på {meeting_named(sight)}: {told}")
        return sight.meeting.id


def _must_be_whole(dissents: Sequence[Dissent]) -> None:
    if len(dissents) > MOST:
        raise Refused(f"Der kan højst stå {MOST} til et punkt.")
    faults = [(f"dissents[{at}].who", "Skriv, hvem det er.") for at, one in enumerate(dissents) if not one.who]
    faults += [
        (f"dissents[{at}].text", "Skriv mindretallets udtalelse.")
        for at, one in enumerate(dissents)
        if one.kind is DissentKind.MINORITY and not one.text
    ]
    if faults:
        raise InputError(faults)
