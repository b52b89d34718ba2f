"""The text of one of our own PDFs, read back from its pages.

It reads what WeasyPrint writes: two bytes a glyph, and a table from glyph to text in each font.
"""

import re
from io import BytesIO
from typing import Any

GLYPH_TO_TEXT = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
MAPPINGS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)


def words(pdf: Any) -> list[str]:
    """The words of an open pikepdf.Pdf, page by page, in the order they are drawn."""
    return " ".join(_page_text(page) for page in pdf.pages).split()


def text_of(pdf: bytes) -> str:
    """What one of our documents says, in one line; nothing where the bytes are no PDF."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            return " ".join(words(opened))
    except pikepdf.PdfError:
        return ""


def attached(pdf: Any) -> dict[str, bytes]:
    """The files that an open pikepdf.Pdf carries, by name."""
    return {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}


def _page_text(page: Any) -> str:
    import pikepdf

    found = page.obj.get("/Resources", {}).get("/Font", {})
    fonts = {name: _glyphs(font) for name, font in found.items() if "/ToUnicode" in font}
    glyphs: dict[bytes, str] = {}
    text: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        match str(instruction.operator):
            case "Tf":
                glyphs = fonts.get(str(instruction.operands[0]), {})
            case "Tj" | "TJ":
                text.append(_drawn(instruction.operands[0], glyphs))
            case "ET":
                text.append(" ")
    return "".join(text)


def _drawn(operand: Any, glyphs: dict[bytes, str]) -> str:
    import pikepdf

    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    return "".join(glyphs.get(codes[at : at + 2], "") for at in range(0, len(codes), 2))


def _glyphs(font: Any) -> dict[bytes, str]:
    table = b"".join(MAPPINGS.findall(font.ToUnicode.read_bytes()))
    return {
        bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for glyph, text in GLYPH_TO_TEXT.findall(table)
    }
