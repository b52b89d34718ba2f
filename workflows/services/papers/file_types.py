"""What kind of file some bytes are: told by their content, and only kinds that an office sends are known."""

import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection
from io import BytesIO
from itertools import count
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
CALLED = {
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
SAVE_AGAIN = "Åbn filen i det program, den er lavet i, og gem den derfra."
WHY_NOT = {
    "old": "er i et ældre Office-format eller låst med en adgangskode. Gem den uden kode som docx, xlsx eller PDF.",
    "macros": "indeholder makroer (små programmer). Gem den uden makroer som docx, xlsx eller PDF.",
}
"""What is said of content that could be taken if it were saved in another way."""
LONGEST_NAME = 120
_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    # Old Office files, and new ones that are locked with a password.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old"),
)
_OLD_OFFICE = {".doc", ".xls", ".docm", ".xlsm"}
_ODF_MARK = b"mimetype"
_ODF_AT = 30
"""OpenDocument begins with an entry of that name, stored as it is, with the type as its content."""
_NOT_IN_NAMES = set('<>:"|?*')


def media_type(name: str, content: bytes) -> str:
    """The type of a file. Raises Refused when its content is of no kind that is taken, or not what its name says."""
    ending = PurePosixPath(name).suffix.lower()
    promised, found = TYPES.get(ending), _type_of(content)
    if found in WHY_NOT and (promised is not None or ending in _OLD_OFFICE):
        raise Refused(f"»{name}« {WHY_NOT[found]}", field="file")
    if promised is None:
        raise Refused(f"»{name}« er af en type, der ikke kan vedhæftes. Brug {KNOWN}.", field="file")
    if found != (TEXT if promised == CSV else promised):
        raise Refused(
            f"Indholdet af »{name}« er {CALLED.get(found, 'noget andet')} og ikke {CALLED[promised]}, "
            f"som navnet siger. {SAVE_AGAIN}",
            field="file",
        )
    return promised


def _type_of(content: bytes) -> str:
    """The type of the content, a key of `WHY_NOT`, or nothing for what is not known."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _odf(content) or _office(content)
    return TEXT if _is_text(content) else ""


def _odf(content: bytes) -> str | None:
    stored = content[_ODF_AT + len(_ODF_MARK) :]
    if content[_ODF_AT : _ODF_AT + len(_ODF_MARK)] != _ODF_MARK:
        return None
    return next((kind for kind in (ODT, ODS) if stored.startswith(kind.encode() + b"PK")), None)


def _office(content: bytes) -> str:
    """Word or Excel by the parts of the package; one with macros is neither."""
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = set(package.namelist())
    except BadZipFile:
        return ""
    if "[Content_Types].xml" not in parts:
        return ""
    if any(part.endswith("vbaProject.bin") for part in parts):
        return "macros"
    if "word/document.xml" in parts:
        return DOCX
    return XLSX if "xl/workbook.xml" in parts else ""


def _is_text(content: bytes) -> bool:
    """Whether the bytes read as text in UTF-8, or as older Danish programs write it."""
    # Excel and Notepad save »Unicode text« in UTF-16, with a mark before it.
    unicode_text = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    encodings = ("utf-16",) if unicode_text else ("utf-8", "cp1252")
    for encoding in encodings:
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
    return f"{stem.strip('. ')[:LONGEST_NAME].strip('. ') or 'bilag'}.{ending[:10].lower()}"


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, numbered as »budget (2).csv« where others are called the same, however it is written."""
    known = {one.casefold() for one in taken}
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    tried = (f"{stem} ({number}){dot}{ending}" for number in count(2))
    return name if name.casefold() not in known else next(one for one in tried if one.casefold() not in known)
