"""What a file that somebody gave says, for the search: plain text, PDF, Word, Excel and OpenDocument, within limits.

Files come from anybody, so no more is unpacked, read or kept than the limits say, no entity of an XML is resolved, and
a file that can't be read says nothing. A scanned page has no text; no letters are guessed from pictures.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
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
HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)
SPACE = -180
"""A gap in a line of a PDF, in thousandths of the size of the letters, that parts two words."""


def text_of_file(media_type: str, content: bytes) -> str:
    """The words of a file in one line; nothing where it holds none that can be read."""
    if media_type.startswith("text/"):
        return _plain(content)[:MOST_SIGNS]
    if media_type == "application/pdf":
        return _short(_pdf(content))
    parts = next((parts for kind, parts in PARTS.items() if kind in media_type), None)
    return _short(_package(content, parts)) if parts else ""


def _plain(content: bytes) -> str:
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
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            for page in list(pdf.pages)[:MOST_PAGES]:
                yield from _page(page)
                yield " "
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError, NotImplementedError):
        # A broken file, one with a password, or one that is not built as the format says.
        return


def _page(page: Any) -> Iterator[str]:
    import pikepdf

    fonts = {name: _Font(font) for name, font in page.Resources.get("/Font", {}).items()}
    font: _Font | None = None
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "Tf":
            font = fonts.get(str(instruction.operands[0]))
        elif operator in ("Tj", "TJ", "'", '"') and font:
            yield "".join(_drawn(instruction.operands[-1], font))
        elif operator in ("ET", "T*", "Tm") or (operator in ("Td", "TD") and float(instruction.operands[1])):
            # Along a line letters are often placed one by one; the gap between words is a sign of its own then.
            yield " "


def _drawn(operand: Any, font: "_Font") -> Iterator[str]:
    import pikepdf

    for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(part, pikepdf.String):
            yield font.text(bytes(part))
        elif float(part) < SPACE:
            yield " "


class _Font:
    """How a font's codes are read: by its own table, else as Windows writes, as plain fonts do."""

    def __init__(self, font: Any) -> None:
        self.wide = str(font.get("/Subtype", "")) == "/Type0"
        table = font.get("/ToUnicode")
        self.signs = _signs(table.read_bytes()) if table is not None else {}

    def text(self, codes: bytes) -> str:
        """The text of some codes; what has no sign is left out."""
        width = 2 if self.wide else 1
        found = (int.from_bytes(codes[at : at + width], "big") for at in range(0, len(codes), width))
        return "".join(self.signs[code] if code in self.signs else self._usual(code) for code in found)

    def _usual(self, code: int) -> str:
        return "" if self.wide else bytes([code]).decode("cp1252", errors="ignore")


def _signs(table: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in CHARS.findall(table):
        codes = HEX.findall(block)
        found |= {int(code, 16): _utf16(text) for code, text in zip(codes[::2], codes[1::2], strict=False)}
    for block in RANGES.findall(table):
        for first, last, text, texts in RANGE.findall(block):
            found |= _range(int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF), text, texts)
    return found


def _range(first: int, last: int, text: bytes, texts: bytes) -> dict[int, str]:
    if texts:
        return {first + at: _utf16(one) for at, one in enumerate(HEX.findall(texts))}
    start = _utf16(text)
    return {code: start[:-1] + chr(ord(start[-1]) + code - first) for code in range(first, last + 1)} if start else {}


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", errors="ignore")
