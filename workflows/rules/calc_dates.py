"""The two doors of dates: `calc deadline` and `calc notice`. A parsed JSON object in, a JSON object out."""

import re
from datetime import date

from workflows.errors import InputError
from workflows.rules.deadlines import Deadline, deadline, deadline_rules, term_deadline
from workflows.rules.deadlines_table import Table
from workflows.rules.jsoninput import Faults, Fields
from workflows.rules.notice import notice, notice_rules
from workflows.vocabulary import AgreementId

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EVENT, TERM = "from", "term_start"
INSTEAD_OF = {
    EVENT: "Reglen regnes fra valgperiodens begyndelse. Angiv »term_start« i stedet.",
    TERM: "Reglen regnes ikke fra en valgperiode. Angiv »from« i stedet.",
}


def calc_deadline(payload: dict[str, object]) -> dict[str, object]:
    """The deadline of a rule: `agreement`, `rule` and `from`, or `term_start` where it counts from a term.

    Raises InputError with every fault: missing, misspelt or malformed fields, a rule that the agreement lacks
    or that states no date, a `term_start` that begins no term.
    """
    faults: Faults = []
    fields = Fields(payload, faults)
    agreement = fields.choice("agreement", list(AgreementId))
    rule = fields.choice("rule", deadline_rules().ids())
    _find(faults, deadline_rules(), agreement, rule)
    name = _date_field(payload, rule)
    start = _date(fields, name)
    _refuse_other_date(fields, payload, rule, name)
    fields.refuse_unknown()
    if faults or agreement is None or rule is None or start is None:
        raise InputError(faults)
    if name == TERM:
        return _as_json(term_deadline(agreement=agreement, rule=rule, term_start=start))
    return _as_json(deadline(agreement=agreement, rule=rule, start=start))


def calc_notice(payload: dict[str, object]) -> dict[str, object]:
    """The last day paid for: `agreement`, `kind` and `given`, the day of the notice.

    Raises InputError with every fault: missing, misspelt or malformed fields, a kind of notice that the
    agreement lacks.
    """
    faults: Faults = []
    fields = Fields(payload, faults)
    agreement = fields.choice("agreement", list(AgreementId))
    kind = fields.choice("kind", notice_rules().ids())
    _find(faults, notice_rules(), agreement, kind)
    given = _date(fields, "given")
    fields.refuse_unknown()
    if faults or agreement is None or kind is None or given is None:
        raise InputError(faults)
    return _as_json(notice(agreement=agreement, kind=kind, given=given))


def _find(faults: Faults, table: Table, agreement: str | None, rule: str | None) -> None:
    if agreement is not None and rule is not None:
        try:
            table.find(agreement, rule)
        except InputError as missing:
            faults.extend(missing.errors)


def _date_field(payload: dict[str, object], rule: str | None) -> str:
    if rule is None:
        return TERM if TERM in payload and EVENT not in payload else EVENT
    return TERM if deadline_rules().counts_from_term(rule) else EVENT


def _refuse_other_date(fields: Fields, payload: dict[str, object], rule: str | None, name: str) -> None:
    other = EVENT if name == TERM else TERM
    if rule is not None and other in payload:
        fields.known.add(other)
        fields.fault(other, INSTEAD_OF[other])


def _date(fields: Fields, name: str) -> date | None:
    text = fields.text(name)
    if text is None:
        return None
    if not ISO_DATE.fullmatch(text):
        fields.fault(name, "Skriv datoen som ÅÅÅÅ-MM-DD, for eksempel 2026-03-30.")
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fields.fault(name, "Datoen findes ikke i kalenderen. Ret måneden eller dagen.")
        return None


def _as_json(found: Deadline) -> dict[str, object]:
    answer: dict[str, object] = {
        "date": found.date.isoformat(),
        "last_working_day": found.last_working_day.isoformat(),
        "explanation": found.explanation,
        "skipped": [{"date": each.date.isoformat(), "why": each.why} for each in found.skipped],
        "source": found.source,
    }
    if found.dates:
        answer["dates"] = [day.isoformat() for day in found.dates]
    return answer
