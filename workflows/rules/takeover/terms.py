"""Election terms, and the window for taking over in each of them; for any year, none is listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workflows.errors import InputError
from workflows.rules.calendar import NO_EXTRA_CLOSED
from workflows.rules.dates_text import date_in_words
from workflows.rules.deadlines import FIRST_TERM, YEARS_OF_TERM, Deadline, term_deadline

BEFORE_THE_RULE = (
    "Fristerne for overtagelse gælder fra valgperioden, der begynder den 1. januar 2014. Angiv en senere dag."
)


@dataclass(frozen=True)
class Term:
    """An election term of the municipal councils, from 1 January after the election; four years."""

    start: date

    @property
    def end(self) -> date:
        """The term's last day."""
        return date(self.start.year + YEARS_OF_TERM - 1, 12, 31)

    @property
    def label(self) -> str:
        """The term in words.

        >>> Term(date(2026, 1, 1)).label
        'valgperioden 2026–2029'
        """
        return f"valgperioden {self.start.year}–{self.end.year}"

    @property
    def next(self) -> "Term":
        """The term that follows."""
        return Term(date(self.start.year + YEARS_OF_TERM, 1, 1))


@dataclass(frozen=True)
class Window:
    """The last days to tell the regional council, and to take over, in one term; both days are in time."""

    term: Term
    declaration: Deadline
    transfer: Deadline

    @property
    def sentence(self) -> str:
        """Both days in words, for whoever must wait for this window."""
        told, over = date_in_words(self.declaration.date), date_in_words(self.transfer.date)
        return f"overtagelsen meddeles senest den {told}, og den sker senest den {over}"


def term_of(day: date) -> Term:
    """The election term in which a day lies.

    Raises InputError on `term_start` for a day before the first term with these rules.

    >>> term_of(date(2029, 12, 31)).start
    datetime.date(2026, 1, 1)
    """
    if day.year < FIRST_TERM:
        raise InputError([("term_start", BEFORE_THE_RULE)])
    return Term(date(day.year - (day.year - FIRST_TERM) % YEARS_OF_TERM, 1, 1))


def window(agreement_id: str, term: Term, extra_closed: Mapping[date, str] = NO_EXTRA_CLOSED) -> Window:
    """The deadlines of a term: told by 1 January of its third year, over by 1 January of its fourth.

    Raises InputError on `term_start` when the term does not begin on 1 January of 2014, 2018, 2022 …

    Rule: serviceloven §§ 186–187; `takeover.declaration` and `takeover.transfer` of the deadlines.
    """

    def counted(rule: str) -> Deadline:
        return term_deadline(agreement=agreement_id, rule=rule, term_start=term.start, extra_closed=extra_closed)

    return Window(term, counted("takeover.declaration"), counted("takeover.transfer"))
