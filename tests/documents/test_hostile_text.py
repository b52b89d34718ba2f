"""Text from people is text: never markup, never a template, never an address that is fetched."""

from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from tests.documents.conftest import sample, text_of
from workflows.documents.kinds import KINDS
from workflows.documents.press import _own_files_only
from workflows.documents.render import render

HOSTILE = (
    '</title><script>alert(1)</script><img src="file:///etc/passwd"><img src="http://127.0.0.1/x.png">'
    "<link rel=attachment href=file:///etc/passwd>{{ 7 * 7 }}{% include 'shared/page.css' %}"
    '"><meta name="rammesagnumber" content="FALSK">'
)


def with_text(value: Any, text: str) -> Any:
    """The data with the text put into every free-text field."""
    if isinstance(value, dict):
        return {
            key: text + inner if key in FREE and inner and isinstance(inner, str) else with_text(inner, text)
            for key, inner in value.items()
        }
    return [with_text(inner, text) for inner in value] if isinstance(value, list) else value


FREE = {
    "name", "unit", "reasons", "economy", "case_title", "decided_by", "receiver_group", "target_group", "text",
    "position", "label", "explanation", "how_to_answer", "organisation", "who", "statement", "auditor", "subject",
    "purpose", "summary", "presentation", "conclusion", "remarks", "availability", "economic_unit", "pensions", "group",
    "information", "missing", "decision", "service", "period", "heard", "authority", "how",
    "concern", "description", "area", "answer", "measure", "what", "caption", "model", "committee", "task_force", "by",
}  # fmt: skip


@cache
def printed_with_hostile_text(kind: str) -> bytes:
    return render(kind, with_text(sample(kind), HOSTILE))


def test_hostile_text_is_printed_as_it_stands(kind):
    told = text_of(printed_with_hostile_text(kind)).replace(" ", "")

    assert "<script>alert(1)</script>" in told
    assert "{{7*7}}" in told
    assert "49{" not in told


def test_hostile_text_changes_nothing_in_the_file(kind):
    with pikepdf.open(BytesIO(printed_with_hostile_text(kind))) as pdf:
        assert str(pdf.docinfo["/rammesagnumber"]) == sample(kind)["envelope"]["number"]
        assert len(pdf.attachments) == (1 if KINDS[kind].attached else 0)
        assert not any("/Annots" in page for page in pdf.pages)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1/", "data:text/css,x", "rammesag:../../wsgi.py"]
)
def test_a_template_can_fetch_nothing_but_its_stylesheet_and_plots(address):
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    page = f'<html lang="da"><img alt="" src="{address}">'

    with pytest.raises(FatalURLFetchingError, match="asked for"):
        HTML(string=page, url_fetcher=_own_files_only()).write_pdf()


def test_characters_that_the_font_cannot_print_are_replaced():
    data = sample("called_off")
    data["reason"] = "Slut\x00\x0b nu \U0001f600 her\u202e og\u200b der\r\nNy linje\tmed afstand"
    data["envelope"]["sender"]["name"] = "Vejle\x07 Kommune"

    pdf = render("called_off", data)

    assert "Slut\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} nu \N{REPLACEMENT CHARACTER} her og der" in text_of(
        pdf
    )
    assert "Ny linje med afstand" in text_of(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"


def test_letters_with_loose_accents_are_joined():
    data = sample("called_off")
    data["reason"] = "A\u030aret er slut"

    assert "Året er slut" in text_of(render("called_off", data))
