"""Notice periods (opsigelsesvarsler): the last day that is paid for when notice is given on a day."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from workflows.rules.calendar import NO_EXTRA_CLOSED
from workflows.rules.deadlines import Deadline, compute
from workflows.rules.deadlines_arithmetic import Circumstances
from workflows.rules.deadlines_table import Table, read_table


@cache
def notice_rules() -> Table:
    """The rules of `notice.toml`."""
    return read_table(Path(__file__).with_name("notice.toml"), field="kind", noun="Varslet")


def notice(*, agreement: str, kind: str, given: date, extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED) -> Deadline:
    """The last day paid for when notice of the given kind is given on `given`.

    For shelters, drug treatment and secured institutions `given` is the last day, and the answer. Raises
    InputError when the agreement has no notice of that kind, in words that say what it has instead.

    >>> notice(agreement="syddanmark-2025-2026", kind="residential", given=date(2026, 1, 14)).date
    datetime.date(2026, 3, 14)
    >>> notice(agreement="hovedstaden-2019-2020", kind="standard", given=date(2026, 1, 14)).date
    datetime.date(2026, 3, 2)
    """
    found = notice_rules().find(agreement, kind)
    return compute(notice_rules(), found, agreement, given, Circumstances(extra_closed), field="given")
