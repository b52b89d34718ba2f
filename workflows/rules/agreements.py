"""The five framework agreements as dated data: which are known, and which was in force when."""

from datetime import date
from functools import cache

from workflows.errors import InputError
from workflows.rules import agreement_files
from workflows.rules.agreement_types import Agreement
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import AgreementId


@cache
def agreement(agreement_id: str) -> Agreement:
    """The agreement with that id. Raises InputError on `agreement` when there is none."""
    known = {word.value: word for word in AgreementId}
    if agreement_id not in known:
        raise InputError([("agreement", f"Ukendt rammeaftale. Skal være en af: {', '.join(known)}.")])
    return agreement_files.read(known[agreement_id])


def all_agreements() -> tuple[Agreement, ...]:
    """All agreements, the oldest first."""
    return tuple(sorted(map(agreement, AgreementId), key=lambda known: known.in_force_from))


def in_force(region_code: str, day: date) -> Agreement | None:
    """The agreement that a region has on a day; none when there is none at hand."""
    found = [known for known in all_agreements() if known.region_code == region_code and known.in_force_on(day)]
    return found[0] if found else None


def latest_known(region_code: str, day: date) -> Agreement | None:
    """The agreement in force in a region on a day, else the last one at hand that began before it.

    None when none had begun. A case that rests on an agreement that has run out says so.
    """
    begun = [known for known in all_agreements() if known.region_code == region_code and known.in_force_from <= day]
    return in_force(region_code, day) or (begun[-1] if begun else None)


def run_out(known: Agreement, day: date) -> str:
    """A sentence on an agreement that is no longer in force on a day, for cases that rest on it; empty while it is.

    >>> run_out(agreement("hovedstaden-2019-2020"), date(2020, 12, 31))
    ''
    """
    if day <= known.in_force_to:
        return ""
    return (
        f"{known.title} gjaldt til og med {date_in_words(known.in_force_to)}. Rammesag kender ingen senere rammeaftale "
        "for regionen, så sagen følger den."
    )
