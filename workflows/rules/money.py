"""Amounts of kroner: strict reading, exact arithmetic, one rounding, one way of writing.

Rules compute with `Fraction`, so that nothing is rounded on the way; an amount is rounded once, when
it is a result, and is a `Decimal` from then on.
"""

import re
from decimal import Decimal
from fractions import Fraction

Exact = Decimal | Fraction | int

AMOUNT = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,2})?", re.ASCII)


class NotAnAmount(ValueError):
    """The text is not an amount in the form of the contract."""


def parse_amount(text: str) -> Decimal:
    """Read an amount of kroner written as `-?[0-9]{1,13}(\\.[0-9]{1,2})?`; minus nought is nought.

    Raises NotAnAmount for anything else: spaces, digits of other scripts, exponents, underscores.
    """
    if not AMOUNT.fullmatch(text):
        raise NotAnAmount(text)
    return Decimal(text) or Decimal(0)


def whole_kroner(value: Exact) -> Decimal:
    """Round to whole kroner, halves away from zero.

    >>> whole_kroner(Fraction(-1, 2))
    Decimal('-1')
    """
    return Decimal(_scaled(value, 1))


def two_decimals(value: Exact) -> Decimal:
    """Round to whole øre, halves away from zero.

    >>> two_decimals(Fraction(-2000000, 3))
    Decimal('-666666.67')
    """
    return Decimal(f"{_scaled(value, 100)}E-2")


def format_amount(value: Exact) -> str:
    """Write an amount exactly: no decimals when it is whole, else two, or as many more as it has.

    Raises ValueError when the value has no finite decimal form.

    >>> format_amount(Decimal("429050.00")), format_amount(Fraction(-25, 2)), format_amount(Decimal("-0"))
    ('429050', '-12.50', '0')
    """
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    decimals = _decimals_of(exact)
    digits = f"{abs(exact.numerator) * 10**decimals // exact.denominator:0{decimals + 1}d}"
    return f"{'-' if exact < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"


def format_percent(part: Exact, whole: Exact) -> str:
    """Write part ÷ whole in percent with two decimals, halves up; "0.00" when the whole is nought.

    >>> format_percent(9652973, 13228148)
    '72.97'
    """
    if not whole:
        return "0.00"
    return str(two_decimals(100 * Fraction(part) / Fraction(whole)))


def danish_amount(value: Exact) -> str:
    """Write an amount for a sentence that a person reads.

    >>> danish_amount(Decimal("-3226950.5"))
    '-3.226.950,50'
    """
    whole, _, decimals = format_amount(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if whole == "-0" else ""
    return f"{sign}{grouped},{decimals}" if decimals else grouped


def _scaled(value: Exact, units: int) -> int:
    """The value counted in parts of a krone, `units` to the krone, rounded half away from zero."""
    exact = Fraction(value) * units
    magnitude = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return magnitude if exact >= 0 else -magnitude


def _decimals_of(exact: Fraction) -> int:
    """How many decimals it takes to write the number exactly, at least two."""
    decimals, rest = 2, 100 % exact.denominator
    while rest:
        if decimals > exact.denominator.bit_length() + 2:
            raise ValueError(f"{exact} has no finite decimal form")
        decimals, rest = decimals + 1, rest * 10 % exact.denominator
    return decimals
