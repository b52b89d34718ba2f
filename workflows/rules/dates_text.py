"""How a date is written in Danish: everywhere in the same words, the month always in letters."""

from datetime import date

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def date_in_words(day: date) -> str:
    """A date as sentences tell it.

    >>> date_in_words(date(2026, 3, 14))
    '14. marts 2026'
    """
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """A date where a table has no room for the month's whole name; months of up to four letters stand in full.

    >>> short_date(date(2026, 9, 4)), short_date(date(2026, 6, 4))
    ('4. sep. 2026', '4. juni 2026')
    """
    month = MONTHS[day.month - 1]
    return f"{day.day}. {month if len(month) <= 4 else f'{month[:3]}.'} {day.year}"


def period_in_words(first: date, last: date) -> str:
    """A period in short: one day by itself, the year once where it is the same.

    >>> period_in_words(date(2026, 3, 2), date(2026, 3, 8)), period_in_words(date(2026, 3, 2), date(2026, 3, 2))
    ('2. marts – 8. marts 2026', '2. marts 2026')
    >>> period_in_words(date(2026, 12, 28), date(2027, 1, 3))
    '28. december 2026 – 3. januar 2027'
    """
    if first == last:
        return date_in_words(first)
    begins = date_in_words(first) if first.year != last.year else f"{first.day}. {MONTHS[first.month - 1]}"
    return f"{begins} – {date_in_words(last)}"


def typed_date(day: date) -> str:
    """A date as it stands in a field, to be typed over.

    >>> typed_date(date(2026, 3, 14))
    '14-03-2026'
    """
    return f"{day:%d-%m-%Y}"


def long_date(day: date) -> str:
    """A date with its day of the week.

    >>> long_date(date(2026, 2, 28))
    'lørdag den 28. februar 2026'
    """
    return f"{WEEKDAYS[day.weekday()]} den {date_in_words(day)}"


def month_name(day: date) -> str:
    """The month of a date, as a sentence begins.

    >>> month_name(date(2026, 2, 28))
    'Februar 2026'
    """
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"
