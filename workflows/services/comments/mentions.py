"""Who is mentioned in a text by @ and name."""

import re
from collections.abc import Mapping
from uuid import UUID

AT = re.compile(r"(?<!\S)@(?=\w)|(?<=[(»\"'])@(?=\w)")
"""An @ that begins a word; the one within an e-mail address does not."""
WORD = re.compile(r"\w+")


def mentioned(text: str, people: Mapping[UUID, str]) -> tuple[set[UUID], list[str]]:
    """Those of some people who are named after an @, by whole name or by a first name that only one has.

    Gives besides the words after an @ that name nobody.
    """
    found: set[UUID] = set()
    nobody: list[str] = []
    for at in AT.finditer(text):
        rest = text[at.end() :]
        meant = _by_name(rest, people) or _by_first_name(rest, people)
        found |= meant
        if not meant:
            nobody.append(_first_word(rest))
    return found, nobody


def _by_name(rest: str, people: Mapping[UUID, str]) -> set[UUID]:
    """Those with the longest of the names that the text goes on with."""
    fits = {one: name for one, name in people.items() if _begins_with(rest, name)}
    longest = max((len(name) for name in fits.values()), default=0)
    return {one for one, name in fits.items() if len(name) == longest}


def _by_first_name(rest: str, people: Mapping[UUID, str]) -> set[UUID]:
    said = _first_word(rest).casefold()
    fits = {one for one, name in people.items() if _first_word(name).casefold() == said}
    return fits if len(fits) == 1 else set()


def _begins_with(rest: str, name: str) -> bool:
    return rest.casefold().startswith(name.casefold()) and not WORD.match(rest[len(name) :])


def _first_word(text: str) -> str:
    found = WORD.match(text)
    return found.group() if found else ""
