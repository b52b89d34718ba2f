"""What somebody typed into the search, as terms: whole words, beginnings of words, and words in a row.

The forms of a Danish word are found by its beginning: `kommunerne` looks for words that begin with `kommun`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

MOST_TERMS = 10
LONGEST = 200
"""Signs of what is typed that are read."""
MOST_PLACES = 100
"""Places of a text among which the best one is shown."""
WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r'"[^"]*"|»[^«]*«|§|[^\s"§»«]+')
ENDINGS = (
    *("ernes", "erens", "erne", "eren", "enes", "ene", "ers", "ens", "ets"),
    *("er", "en", "et", "es", "e", "s"),
)
"""How Danish nouns, verbs and adjectives end, the longest first."""
SHORTEST_STEM = 3
SPELLINGS = (("æ", "ae"), ("ø", "oe"), ("å", "aa"))
"""How letters are written where a keyboard or an old name has not got them."""


@dataclass(frozen=True)
class Way:
    """One way of writing a term: its words in a row, and whether the last one may go on."""

    words: tuple[str, ...]
    goes_on: bool
    inside: bool = False
    """Whether it may stand in the middle of a word."""

    @property
    def pattern(self) -> str:
        """A regular expression of where it stands in a text."""
        end = "" if self.inside else r"\w*" if self.goes_on else r"(?!\w)"
        return ("" if self.inside else r"(?<!\w)") + r"[\W_]+".join(re.escape(word) for word in self.words) + end


@dataclass(frozen=True)
class Term:
    """Something that must stand there, in one of these ways."""

    ways: tuple[Way, ...]


def terms_of(typed: str) -> list[Term]:
    """The terms of what was typed; nothing typed has none. Signs between words mean nothing but the paragraph's."""
    found = dict.fromkeys(term for piece in _PIECE.findall(typed[:LONGEST]) for term in _terms(piece))
    return list(found)[:MOST_TERMS]


def inside_words(terms: list[Term]) -> list[Term]:
    """The same terms, as they may stand in the middle of words; none where one is too short to be looked for so."""
    longest = [max((len(word) for word in term.ways[0].words), default=0) for term in terms]
    if not terms or min(longest) < SHORTEST_STEM:
        return []
    return [Term(tuple(replace(way, inside=True) for way in term.ways)) for term in terms]


def marked(text: str, terms: list[Term]) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is what was looked for."""
    parts, at = [], 0
    for first, last in _places(text, terms):
        if first > at:
            parts.append((text[at:first], False))
        parts.append((text[first:last], True))
        at = last
    return [*parts, (text[at:], False)] if text[at:] else parts


def excerpt(text: str, terms: list[Term], *, before: int = 60, length: int = 220) -> str:
    """What stands around the first place where most of the terms stand together; empty where none does."""
    places = list(islice(_places(text, terms), MOST_PLACES))
    if not places:
        return ""
    first = max(places, key=lambda one: (_different(text, places, one[0], length - before), -one[0]))
    start, end = max(0, first[0] - before), min(len(text), first[0] - before + length)
    start = text.find(" ", start, first[0]) + 1 if start else 0
    if end < len(text):
        end = text.rfind(" ", first[1], end) if " " in text[first[1] : end] else end
    words = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{words}{' …' if end < len(text) else ''}"


def _different(text: str, places: list[tuple[int, int]], start: int, length: int) -> int:
    """How many different words of those looked for stand within so many signs."""
    return len({text[first:last].lower() for first, last in places if start <= first and last <= start + length})


def _places(text: str, terms: list[Term]) -> Iterator[tuple[int, int]]:
    if not terms:
        return iter(())
    patterns = sorted({way.pattern for term in terms for way in term.ways}, key=len, reverse=True)
    return (one.span() for one in re.finditer("|".join(patterns), text, re.IGNORECASE))


def _terms(piece: str) -> Iterator[Term]:
    if piece == "§":
        yield Term((Way(("paragraf",), goes_on=False),))
        return
    words = tuple(word.lower() for word in WORD.findall(piece))
    if not words:
        return
    together = piece[0] in '"»'
    if len(words) > 1 or together:
        goes_on = not together and words[-1].isalpha()
        yield Term(tuple(Way(way, goes_on) for way in _spellings(words)))
    elif words[0].isalpha():
        # By its stem: the ending of "broen" is no ø, and says nothing of Brøndby.
        yield Term(tuple(Way(way, goes_on=True) for way in _spellings((stem(words[0]),))))
    else:
        yield Term((Way(words, goes_on=False),))


def _spellings(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """As typed, and with æ, ø and å written by two letters, or two letters by one: each alone, and all at once."""
    ways = [words]
    for pairs in (SPELLINGS, tuple((two, one) for one, two in SPELLINGS)):
        ways += [_respelled(words, [pair]) for pair in pairs]
        ways.append(_respelled(words, pairs))
    return list(dict.fromkeys(ways))


def _respelled(words: tuple[str, ...], pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    for before, after in pairs:
        words = tuple(word.replace(before, after) for word in words)
    return words


def stem(word: str) -> str:
    """The beginning that the forms of a word share."""
    ending = next((one for one in ENDINGS if word.endswith(one) and len(word) - len(one) >= SHORTEST_STEM), "")
    left = word.removesuffix(ending)
    doubled = bool(ending) and len(left) > SHORTEST_STEM and any(a == b for a, b in pairwise(left[-2:]))
    return left[:-1] if doubled else left
