"""The Danish words in which a deadline explains itself."""

from collections.abc import Sequence

PLURALS = {
    "måned": "måneder",
    "dag": "dage",
    "uge": "uger",
    "arbejdsdag": "arbejdsdage",
}


def amount(number: int, noun: str) -> str:
    """A number with its noun.

    >>> amount(1, "måned"), amount(15, "arbejdsdag")
    ('1 måned', '15 arbejdsdage')
    """
    return f"{number} {noun if number == 1 else PLURALS[noun]}"


def listed(words: Sequence[str], before_last: str = "og") -> str:
    """Words in a row.

    >>> listed(["1", "2", "3"]), listed(["1", "2"], "eller")
    ('1, 2 og 3', '1 eller 2')
    """
    return f" {before_last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
