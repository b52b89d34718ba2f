"""What kind of file some bytes are: told by their content, and only kinds that an office sends are known."""

import unicodedata
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from workflows.errors import Refused

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
TEXT = "text/plain"
CSV = "text/csv"

TYPES = {
    ".pdf": PDF,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".odt": ODT,
    ".ods": ODS,
    ".txt": TEXT,
    ".csv": CSV,
}
"""The type that a name promises."""
CALLED: dict[str | None, str] = {
    PDF: "en PDF",
    PNG: "et billede (png)",
    JPEG: "et billede (jpg)",
    DOCX: "et Word-dokument (docx)",
    XLSX: "et Excel-ark (xlsx)",
    ODT: "et OpenDocument-dokument (odt)",
    ODS: "et OpenDocument-ark (ods)",
    TEXT: "tekst",
    CSV: "tekst med kolonner (csv)",
}
"""What a type is called to who chose the file."""
KNOWN = "PDF, Word (docx), Excel (xlsx), OpenDocument (odt, ods), billeder (png, jpg) og tekst (txt, csv)"
LONGEST_NAME = 120
_SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_ODF_MARK = b"mimetype"
_ODF_AT = 30
"""OpenDocument begins with an entry of that name, stored as it is, with the type as its content."""
_NOT_IN_NAMES = set('<>:"|?*')


def media_type(name: str, content: bytes) -> str:
    """The type of a file. Raises Refused when its content is of no kind that is taken, or not what its name says."""
    promised = TYPES.get(PurePosixPath(name).suffix.lower())
    if promised is None:
        raise Refused(f"»{name}« er af en type, der ikke kan vedhæftes. Brug {KNOWN}.", field="file")
    found = _type_of(content)
    if found != (TEXT if promised == CSV else promised):
        raise Refused(
            f"Indholdet af »{name}« er {CALLED.get(found, 'noget andet')} og ikke {CALLED[promised]}, "
            "som navnet siger. Åbn filen i det program, den er lavet i, og gem den derfra.",
            field="file",
        )
    return promised


def _type_of(content: bytes) -> str | None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _odf(content) or _office(content)
    return TEXT if _is_text(content) else None


def _odf(content: bytes) -> str | None:
    stored = content[_ODF_AT + len(_ODF_MARK) :]
    if content[_ODF_AT : _ODF_AT + len(_ODF_MARK)] != _ODF_MARK:
        return None
    return next((kind for kind in (ODT, ODS) if stored.startswith(kind.encode() + b"PK")), None)


def _office(content: bytes) -> str | None:
    """Word or Excel by the parts of the package; one with macros is neither."""
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = set(package.namelist())
    except BadZipFile:
        return None
    if "[Content_Types].xml" not in parts or any(part.endswith("vbaProject.bin") for part in parts):
        return None
    if "word/document.xml" in parts:
        return DOCX
    return XLSX if "xl/workbook.xml" in parts else None


def _is_text(content: bytes) -> bool:
    """Whether the bytes read as text in UTF-8, or as older Danish programs write it."""
    for encoding in ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f" for sign in text)
    return False


def clean_name(name: str) -> str:
    """A file's name without folders, hidden signs or signs that other systems do not take; never empty."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    visible = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in _NOT_IN_NAMES)
    stem, dot, ending = " ".join(visible.split()).rpartition(".")
    if not dot:
        return ending[:LONGEST_NAME] or "bilag"
    return f"{stem.strip('. ')[:LONGEST_NAME] or 'bilag'}.{ending[:10].lower()}"
