"""What given files say, for the search: read from PDF, Word, Excel and OpenDocument, and never more than the limits."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from weasyprint import HTML
from xlsxwriter import Workbook

from workflows.documents import file_text
from workflows.documents.file_text import text_of_file

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"


def package(**parts: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return file.getvalue()


def word(body: str) -> bytes:
    return package(**{"word/document.xml": f"<?xml version='1.0'?>{body}"})


def test_a_pdf_says_what_stands_on_its_pages():
    pdf = HTML(
        string="<p>Bofællesskabet Åbrinken lukker</p><p style='break-before: page'>Side to: øvrige</p>"
    ).write_pdf()

    assert text_of_file("application/pdf", pdf) == "Bofællesskabet Åbrinken lukker Side to: øvrige"


def test_a_pdf_cut_short_anywhere_neither_fails_nor_is_told_of_in_the_log(capfd):
    pdf = HTML(string="<p>Vagn Ditlev Østerlund</p>").write_pdf()

    for end in range(0, len(pdf), 97):
        text_of_file("application/pdf", pdf[:end])

    assert capfd.readouterr() == ("", "")


def test_a_word_that_is_divided_by_its_formatting_is_one():
    body = "<d><p><r><t>Kære </t></r><r><t>kom</t></r><r><t>mune</t></r></p><p><r><t>Næste</t></r></p></d>"

    assert text_of_file(WORD, word(body)) == "Kære kommune Næste"


def test_a_spreadsheet_says_its_words_and_not_its_numbers():
    file = BytesIO()
    with Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Takst pr. døgn")
        sheet.write_number(0, 1, 4718)

    assert text_of_file(EXCEL, file.getvalue()) == "Takst pr. døgn"


def test_an_opendocument_and_plain_text_are_read():
    assert (
        text_of_file(ODT, package(**{"content.xml": "<d><h>Notat</h><p>Om belægning</p></d>"})) == "Notat Om belægning"
    )
    assert text_of_file("text/plain", "Æble og ørred".encode("cp1252")) == "Æble og ørred"


@pytest.mark.parametrize("media_type", ["application/pdf", WORD, EXCEL, "image/png"])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04 broken", word("<d><p>open")[:80]])
def test_what_cannot_be_read_says_nothing(media_type, content):
    assert text_of_file(media_type, content) == ""


def test_no_entity_is_resolved():
    body = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/hostname">]><d><p>før &f; &a;</p></d>'

    assert text_of_file(WORD, word(body)) == "før"


def test_no_more_is_unpacked_or_kept_than_the_limits(monkeypatch):
    monkeypatch.setattr(file_text, "MOST_SIGNS", 10)
    assert text_of_file(WORD, word("<d><p>Et langt svar fra en kommune</p></d>")) == "Et langt s"

    monkeypatch.setattr(file_text, "MOST_UNPACKED", 100)
    assert text_of_file(WORD, word(f"<d><p>{'a' * 1000}</p></d>")) == ""
