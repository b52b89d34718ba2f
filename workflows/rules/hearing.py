"""How an answer to a hearing, a request or a questionnaire stands to its deadline."""

from datetime import date

from workflows.vocabulary import Labelled


class Standing(Labelled):
    """How one of those who were asked stands."""

    AWAITED = "awaited", "Afventes"
    ANSWERED = "answered", "Svaret"
    LATE = "late", "Svaret efter fristen"
    SILENT = "silent", "Har ikke svaret"


def standing(*, answered_on: date | None, deadline: date, today: date, closed: bool = False) -> Standing:
    """The day of the deadline is in time. Who is silent is so from the day after, or when nothing more is awaited.

    >>> standing(answered_on=date(2026, 3, 30), deadline=date(2026, 3, 30), today=date(2026, 4, 7)).value
    'answered'
    >>> standing(answered_on=None, deadline=date(2026, 3, 30), today=date(2026, 3, 30)).value
    'awaited'
    """
    if answered_on is not None:
        return Standing.ANSWERED if answered_on <= deadline else Standing.LATE
    return Standing.SILENT if closed or today > deadline else Standing.AWAITED
