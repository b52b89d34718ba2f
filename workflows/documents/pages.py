"""A document's kept data, set in its template: the HTML that the press prints."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workflows.documents import figures, formats
from workflows.documents.canonical import data_hash
from workflows.documents.kinds import KINDS
from workflows.documents.places import FONTS, TEMPLATES
from workflows.documents.steps import grouped
from workflows.rules.dates_text import MONTHS

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
TOGETHER = (
    re.compile(r"(?<=\d) (?=kr\.|mio\.|%|pct\.|døgn\b)"),
    re.compile(rf"(?<=\d\.) (?={'|'.join(MONTHS)})"),
    re.compile(r"(?<=§) (?=\d)|(?<=\bstk\.) (?=\d)|(?<=\bnr\.) (?=\d)|(?<=\bbilag) (?=\d)|(?<=\bversion) (?=\d)"),
    re.compile(r" (?=[^\s<>]{1,7}</(?:p|li|h1|h2)>)"),
)
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def html(kind: str, data: Mapping[str, object]) -> str:
    """The page of one document.

    Text from the data is escaped and never read as markup or as a template. Raises KeyError for an unknown
    kind, and jinja2.UndefinedError or TypeError for a field that the template asks for and the data lack.
    """
    template = environment().get_template(KINDS[kind].template)
    return _bound(template.render(_printable(data), kind=kind, data_hash=data_hash(data)))


@cache
def environment() -> Environment:
    """The templates with their filters; undefined names are errors."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for write in (
        formats.dato, formats.kroner, formats.tal, formats.procent, formats.fortegn, formats.resultat,
        formats.talt, formats.afsnit, formats.sum_af, formats.minus, formats.opremsning, formats.begyndelse,
        figures.plotadresse, figures.alttekst, figures.plottabel, figures.betalingsplot, figures.scenarieplot,
    ):  # fmt: skip
        templates.filters[write.__name__] = write
    templates.filters["samlet"] = grouped
    return templates


def _bound(page: str) -> str:
    """What belongs together stays on one line; no paragraph ends with one short word on a line of its own."""
    head, body = page.split("<body", 1)
    for apart in TOGETHER:
        body = apart.sub(NO_BREAK_SPACE, body)
    return f"{head}<body{body}"


def _printable(value: object) -> object:
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\t", " ")
        return "".join(_printable_character(each) for each in text)
    if isinstance(value, Mapping):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_printable(inner) for inner in value]
    return value


def _printable_character(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\n" or (ord(character) in _characters() and not category.startswith("C")):
        return character
    return "" if category == "Cf" else REPLACEMENT


@cache
def _characters() -> frozenset[int]:
    """The characters that the documents' font can print; PDF/A allows no others."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(FONTS / "IBMPlexSans-Regular.ttf") as font:
        return frozenset(font.getBestCmap())
