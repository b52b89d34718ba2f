"""What is told when a takeover departs from what the agreement has, or passes the last day for it."""

from datetime import date

from workflows.rules.dates_text import date_in_words
from workflows.rules.deadlines import deadline
from workflows.rules.takeover.regimes import Regime
from workflows.rules.takeover.terms import Window


def late_transfer(found: Window, takeover_on: date) -> str:
    """What is told of a takeover planned after the last day for it: it is marked, and the case goes on.

    Rule: serviceloven §§ 186–187; hovedstaden-2019-2020, 4.10 tells of a takeover that was still in dialogue.
    """
    return (
        f"Overtagelsen skal ske senest den {date_in_words(found.transfer.date)}; "
        f"dagen er sat til den {date_in_words(takeover_on)}. "
        "Det mærkes på sagen, men overtagelsen falder ikke bort, når den er meddelt i tide: "
        "dialogen med regionen fortsætter."
    )


def missed_transfer(found: Window) -> str:
    """What is told when the last day for the takeover has passed without it."""
    return (
        f"Overtagelsen skulle være sket senest den {date_in_words(found.transfer.date)} og er ikke sket. "
        "Det mærkes på sagen, men overtagelsen falder ikke bort: "
        "den er meddelt i tide, og dialogen mellem kommunen og regionen fortsætter."
    )


def council_departure(rules: Regime, *, told_on: date, council_on: date) -> str:
    """What is told when the request went out before the council treated it; empty when nothing departs.

    Rule: hovedstaden-2019-2020, 4.10.
    """
    if not rules.council_first.value or told_on >= council_on:
        return ""
    return (
        f"Anmodningen er fra den {date_in_words(told_on)}, og kommunalbestyrelsen har først behandlet sagen den "
        f"{date_in_words(council_on)}. Det er en afvigelse: {_clause(rules.council_first.why)}"
    )


def request_due(agreement: str, rules: Regime, takeover_on: date) -> date:
    """The last day to make the request for a takeover on a day. Only where the agreement sets one."""
    return deadline(agreement=agreement, rule=rules.request_rule.value, start=takeover_on).date


def request_departure(rules: Regime, *, told_on: date, due: date) -> str:
    """What is told when the request comes later than the agreement has it; empty when it comes in time."""
    if told_on <= due:
        return ""
    return (
        f"Anmodningen kommer efter den {date_in_words(due)}. Det er en afvigelse fra det, aftalen fastlægger: "
        f"{_clause(rules.request_rule.why)} Sagen fortsætter."
    )


def turn_of_year_departure(rules: Regime, takeover_on: date) -> str:
    """What is told of a takeover that is not at a turn of year where it normally is; else empty."""
    if not rules.turn_of_year.value or (takeover_on.month, takeover_on.day) == (1, 1):
        return ""
    why = _clause(rules.turn_of_year.why)
    return f"Overtagelsen den {date_in_words(takeover_on)} er ikke ved et årsskifte. Det er en afvigelse: {why}"


def _clause(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
