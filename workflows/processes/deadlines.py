"""The deadlines of a case: by its agreement, kept with their explanation, replaced when what they count from moves."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import uuid4

from db.models.case import CaseDeadline
from workflows.errors import InputError
from workflows.processes.step import Step
from workflows.rules.calendar import Pause
from workflows.rules.deadlines import Deadline, deadline, deadline_rules, term_deadline


def deadline_of(step: Step, rule: str, start: date, paused: Sequence[Pause] = ()) -> Deadline | None:
    """The deadline of a rule by the agreement of the case; none where the agreement sets no date.

    A rule of election terms is counted from the term's first day; one of working days can have stood still.
    """
    return counted_deadline(step.case.agreement_id, rule, start, step.closed_days, paused)


def counted_deadline(
    agreement: str, rule: str, start: date, closed: Mapping[date, str], paused: Sequence[Pause] = ()
) -> Deadline | None:
    """The deadline of a rule by an agreement and the closed days given; none where the agreement sets no date."""
    try:
        if deadline_rules().counts_from_term(rule):
            return term_deadline(agreement=agreement, rule=rule, term_start=start, extra_closed=closed)
        return deadline(agreement=agreement, rule=rule, start=start, extra_closed=closed, paused=paused)
    except InputError:
        return None


def keep_deadline(step: Step, rule: str, start: date, paused: Sequence[Pause] = ()) -> CaseDeadline | None:
    """The deadline of a rule in this case: the row that stands, or a new one that replaces another.

    None where the agreement sets no date; a row that stood has then lapsed. When a clock stands still, let its
    deadline lapse, and keep it anew with the pauses.
    """
    known = standing_deadline(step, rule)
    if known is not None and known.start == start:
        return known
    found = deadline_of(step, rule, start, paused)
    row = None if found is None else _row(step, found, known)
    if row is not None:
        step.session.add(row)
    if known is not None:
        _set_aside(step, known, row)
    step.deadlines[rule] = row
    return row


def recount_deadline(step: Step, rule: str, paused: Sequence[Pause] = ()) -> CaseDeadline | None:
    """The standing deadline counted anew from its day, after the closed days have changed.

    Where it moves, a new row replaces it, and the old one keeps its explanation; else the row stands.
    """
    known = standing_deadline(step, rule)
    found = None if known is None else deadline_of(step, rule, known.start, paused)
    if known is None or found is None or not moves(known, found):
        return known
    row = _row(step, found, known)
    step.session.add(row)
    _set_aside(step, known, row)
    step.deadlines[rule] = row
    return row


def moves(known: CaseDeadline, found: Deadline) -> bool:
    """Whether a deadline counted anew falls on other days than it did."""
    return (found.date, found.last_working_day) != (known.due_on, known.last_working_day)


def lapse_deadline(step: Step, rule: str) -> None:
    """Let the deadline of a rule count no more, and none in its place."""
    known = standing_deadline(step, rule)
    if known is not None:
        _set_aside(step, known, None)
        step.deadlines[rule] = None


def _set_aside(step: Step, known: CaseDeadline, row: CaseDeadline | None) -> None:
    if row is None:
        known.lapsed = True
    else:
        step.session.flush()
        known.replaced_by_id = row.id


def standing_deadline(step: Step, rule: str) -> CaseDeadline | None:
    """The deadline of a rule that counts now, as computed before."""
    return step.deadlines.get(rule)


def _row(step: Step, found: Deadline, known: CaseDeadline | None) -> CaseDeadline:
    return CaseDeadline(
        id=uuid4(),
        case_id=step.case.id,
        rule_id=found.rule_id,
        label=found.label,
        start=found.start,
        due_on=found.date,
        last_working_day=found.last_working_day,
        explanation=found.explanation,
        source=found.source,
        computed_at=step.now,
        met_on=known.met_on if known else None,
    )
