"""What a file that somebody gave says, for the search: plain text, PDF, Word, Excel and OpenDocument, within limits.

Files come from anybody, so no more is unpacked, read or kept than the limits say, no entity of an XML is resolved, and
a file that can't be read says nothing. A scanned page has no text; no letters are guessed from pictures.
"""

import logging
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from lxml import etree

MOST_SIGNS = 200_000
"""Signs that are kept of a file; the index of the search looks through no more."""
MOST_PAGES = 300
MOST_UNPACKED = 20 * 1024**2
"""Bytes that one part of a package may unpack to."""
PARTS = {
    "officedocument.wordprocessingml": re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml"),
    "officedocument.spreadsheetml": re.compile(r"xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml"),
    "oasis.opendocument": re.compile(r"content\.xml"),
}
"""The parts of a package in which its words stand, by what its type is called."""
BREAKS = {"p", "br", "tab", "si", "c", "h", "table-cell"}
"""Elements after which a word has ended."""
NUMBERS = {"v", "f"}
"""Values and formulas of Excel: numbers of cells, and numbers of shared texts, which are no words."""


def text_of_file(media_type: str, content: bytes) -> str:
    """The words of a file in one line; nothing where it holds none that can be read."""
    if media_type.startswith("text/"):
        return _plain(content)[:MOST_SIGNS]
    if media_type == "application/pdf":
        return _short(_pdf(content))
    parts = next((parts for kind, parts in PARTS.items() if kind in media_type), None)
    return _short(_package(content, parts)) if parts else ""


def _plain(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _short(pieces: Iterator[str]) -> str:
    """The pieces in one line, until there are enough of them."""
    found: list[str] = []
    length = 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length > 2 * MOST_SIGNS:
            break
    visible = "".join(sign if sign.isprintable() else " " for sign in "".join(found))
    return " ".join(visible.split())[:MOST_SIGNS]


# --- packages


def _package(content: bytes, parts: re.Pattern[str]) -> Iterator[str]:
    try:
        with ZipFile(BytesIO(content)) as package:
            for one in package.infolist():
                if parts.fullmatch(one.filename) and one.file_size <= MOST_UNPACKED:
                    with package.open(one) as part:
                        yield from _xml(part.read(MOST_UNPACKED))
    except (BadZipFile, etree.XMLSyntaxError, NotImplementedError, RuntimeError, EOFError):
        return


def _xml(part: bytes) -> Iterator[str]:
    found = etree.iterparse(BytesIO(part), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for _event, element in found:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if element.text and name not in NUMBERS:
            yield element.text
        if name in BREAKS:
            yield " "
        if element.tail and element.tail.strip():
            yield element.tail
        element.clear()


# --- PDF


def _pdf(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # It tells of what is broken in the words of the file, which may be about a citizen.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        for page in islice(PdfReader(BytesIO(content)).pages, MOST_PAGES):
            yield page.extract_text()
            yield " "
    except (
        PyPdfError,
        DependencyError,
        ValueError,
        KeyError,
        IndexError,
        AttributeError,
        TypeError,
        NotImplementedError,
    ):
        # A broken file, one with a password, or one that is not built as the format says.
        return
