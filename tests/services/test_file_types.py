"""What kind of file some bytes are, and what a file may be called."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import Refused
from workflows.services.papers.file_types import (
    CSV,
    DOCX,
    LONGEST_NAME,
    ODS,
    ODT,
    TEXT,
    TYPES,
    XLSX,
    clean_name,
    media_type,
)

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def package(*parts: str, first: tuple[str, str] | None = None) -> bytes:
    """A zip file with these parts; `first` is the name and text of one that is stored as it is, before them."""
    into = BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as made:
        if first:
            made.writestr(first[0], first[1], ZIP_STORED)
        for part in parts:
            made.writestr(part, "indhold")
    return into.getvalue()


WORD = package("[Content_Types].xml", "word/document.xml")
SHEET = package("[Content_Types].xml", "xl/workbook.xml")
OPEN_TEXT = package("content.xml", first=("mimetype", ODT))
OPEN_SHEET = package("content.xml", first=("mimetype", ODS))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("regnskab.pdf", PDF, "application/pdf"),
        ("REGNSKAB.PDF", PDF, "application/pdf"),
        ("plan.png", PNG, "image/png"),
        ("foto.jpeg", JPEG, "image/jpeg"),
        ("foto.jpg", JPEG, "image/jpeg"),
        ("notat.docx", WORD, DOCX),
        ("budget.xlsx", SHEET, XLSX),
        ("notat.odt", OPEN_TEXT, ODT),
        ("budget.ods", OPEN_SHEET, ODS),
        ("notat.txt", "Belægningen er på 93 %.\r\n".encode(), TEXT),
        ("tal.csv", "måned;belægning\n1;93".encode("cp1252"), CSV),
        ("tal.txt", "måned\tbelægning\r\n1\t93".encode("utf-16"), TEXT),
    ],
)
def test_what_an_office_sends_is_taken(name, content, expected):
    assert media_type(name, content) == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("regnskab.pdf", b"MZ\x90\0"),
        ("regnskab.pdf", b"<script>alert(1)</script>"),
        ("foto.png", JPEG),
        ("notat.docx", SHEET),
        ("notat.docx", package("word/document.xml")),
        ("notat.docx", b"PK\x03\x04 og ikke mere"),
        ("notat.odt", OPEN_SHEET),
        ("notat.odt", package("content.xml", first=("mimetype", f"{ODT}-template"))),
        ("notat.txt", b"PK\x03\x04"),
        ("notat.txt", b"tekst\0tekst"),
        ("notat.txt", b"\x81\x8d"),
        ("notat.txt", PDF),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, content):
    with pytest.raises(Refused, match="som navnet siger"):
        media_type(name, content)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("notat.docx", package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "makroer"),
        ("budget.xlsm", package("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "makroer"),
        ("låst.docx", OLD, "låst med en adgangskode"),
        ("notat.doc", OLD, "ældre Office-format"),
    ],
)
def test_a_file_that_could_be_saved_in_another_way_is_told_how(name, content, told):
    with pytest.raises(Refused, match=told):
        media_type(name, content)


@pytest.mark.parametrize("name", ["side.html", "tegning.svg", "makro.docm", "arkiv.zip", "program.exe", "uden"])
def test_other_kinds_of_files_are_refused_whatever_they_hold(name):
    with pytest.raises(Refused, match="er af en type, der ikke kan vedhæftes"):
        media_type(name, PDF)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Regnskab 2025.pdf", "Regnskab 2025.pdf"),
        ("C:\\Users\\anne\\Regnskab.PDF", "Regnskab.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("fil\u202efdp.exe.pdf", "filfdp.exe.pdf"),
        ("linje\nskift\x00.pdf", "linjeskift.pdf"),
        ('a<b>:"c|?*.pdf', "abc.pdf"),
        ("A\u030arsregnskab.pdf", "Årsregnskab.pdf"),
        (".pdf", "bilag.pdf"),
        ("", "bilag"),
    ],
)
def test_a_name_is_kept_without_folders_and_hidden_signs(given_name, kept):
    assert clean_name(given_name) == kept


@given(st.text(), st.sampled_from(sorted(TYPES)))
def test_a_clean_name_is_short_plain_and_stays_clean(stem, ending):
    name = clean_name(stem + ending)

    assert name.endswith(ending)
    assert len(name) <= LONGEST_NAME + len(ending)
    assert not set(name) & set('/\\<>:"|?*\0\n\r')
    assert clean_name(name) == name
