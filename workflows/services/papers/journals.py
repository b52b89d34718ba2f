"""Keeping a case's journal by hand: letters, calls and notes that did not come about in Rammesag."""

import re
from datetime import date
from uuid import UUID

from db.session import transaction
from workflows.access.actor import Actor
from workflows.access.permissions import Permission
from workflows.clock import now, today
from workflows.errors import InputError
from workflows.processes.sealing import must_not_tell
from workflows.services.casework.sight import require_in_case
from workflows.services.running.stepping import begin, lock_case
from workflows.vocabulary import Direction, EventKind

HOW_KLE = "Skriv KLE-nummeret som »27.69.40 G01«."


def add_entry(case_id: UUID, *, direction: Direction, theme: str, parties: str, entered_on: date, actor: Actor) -> None:
    """Make an entry in the journal (offentlighedsloven § 15). Raises InputError for what is missing."""
    errors = []
    if not theme.strip():
        errors.append(("theme", "Skriv, hvad det handler om."))
    if not parties.strip():
        errors.append(("parties", "Skriv, hvem det er fra eller til."))
    if entered_on > today():
        errors.append(("entered_on", "Datoen ligger i fremtiden."))
    if errors:
        raise InputError(errors)
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.CASE_JOURNAL)
        must_not_tell(step, theme, field="theme")
        must_not_tell(step, parties, field="parties")
        step.journal(direction, theme.strip(), parties.strip(), entered_on=entered_on)


def set_kle(case_id: UUID, *, kle: str, actor: Actor) -> None:
    """Set the case's KLE number. Raises InputError when it has not the form `27.69.40 G01`."""
    if kle and not is_kle(kle):
        raise InputError([("kle", HOW_KLE)])
    with transaction() as session:
        step = begin(session, lock_case(session, case_id), now(), actor)
        require_in_case(step, Permission.CASE_JOURNAL)
        step.case.kle = kle
        step.note(EventKind.CORRECTED, f"KLE-nummer: {kle or 'fjernet'}")


def is_kle(text: str) -> bool:
    """Whether a text has the form of a KLE number: `HH.GG.EE`, and an action facet (a letter, two digits)."""
    return re.fullmatch(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}( [A-ZÆØÅ][0-9]{2})?", text) is not None
