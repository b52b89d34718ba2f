"""What makes a document archivable and accessible, as far as pikepdf can see it (PDF/A-3a, tagged)."""

import json
import subprocess
from io import BytesIO

import pikepdf
import pytest

from tests.documents.conftest import KINDS_WITH_SAMPLE, pages_of, printed, sample
from workflows.documents.kinds import ACCOUNT, KINDS, SHARES
from workflows.documents.pages import html
from workflows.rules.calc_closing import calc_closing_account
from workflows.rules.calc_takeover import calc_takeover_share

WITH_ACCOUNT = [kind for kind in KINDS_WITH_SAMPLE if KINDS[kind].attached == ACCOUNT]
WITH_SHARES = [kind for kind in KINDS_WITH_SAMPLE if KINDS[kind].attached == SHARES]


def test_the_file_declares_pdf_a_3a_and_nothing_else(opened):
    with opened.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert not [key for key in metadata if "pdfuaid" in key]


def test_the_file_has_an_output_intent_for_its_colours(opened):
    (intent,) = opened.Root.OutputIntents

    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()


def test_the_title_is_set_and_shown(opened, kind):
    assert opened.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(opened.docinfo["/Title"]) in pages_of(printed(kind))[0]


def test_the_document_is_danish_and_marked(opened):
    assert str(opened.Root.Lang) == "da"
    assert opened.Root.MarkInfo.Marked is True


def test_the_structure_tree_has_headings_paragraphs_and_table_cells(opened, kind):
    tags = _tags(opened.Root.StructTreeRoot.K)

    assert tags.count("/H1") == 1
    assert {"/H2", "/P", "/Table", "/TR", "/TH", "/TD"} <= set(tags)


def test_every_piece_of_text_is_marked_for_the_structure(opened):
    for page in opened.pages:
        marked = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            marked += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
            assert marked or operator not in {"Tj", "TJ"}


def test_all_fonts_are_ours_and_embedded(opened):
    descriptors = [
        font.DescendantFonts[0].FontDescriptor for page in opened.pages for font in page.Resources["/Font"].values()
    ]

    assert descriptors
    assert all("/FontFile2" in descriptor for descriptor in descriptors)
    assert {str(descriptor.FontFamily) for descriptor in descriptors} == {"IBM Plex Sans"}


def test_the_dates_in_the_file_are_the_date_of_issue(opened, kind):
    day = sample(kind)["envelope"]["issued"].replace("-", "")

    assert str(opened.docinfo["/CreationDate"]) == f"D:{day}"
    assert str(opened.docinfo["/ModDate"]) == f"D:{day}"


def test_a_space_that_keeps_words_together_is_read_as_a_space():
    read = subprocess.run(
        ["pdftotext", "-", "-"], input=printed("provisional_account"), capture_output=True, check=True
    ).stdout.decode()

    assert "3.656.000\N{NO-BREAK SPACE}kr." in html("provisional_account", sample("provisional_account"))
    assert "Underskud 3.656.000 kr." in read
    assert "\N{NO-BREAK SPACE}" not in read


@pytest.mark.parametrize("kind", WITH_ACCOUNT)
def test_an_account_goes_along_as_data_that_compute_to_the_same(kind):
    with pikepdf.open(BytesIO(printed(kind))) as pdf:
        (spec,) = pdf.Root.AF
        attached = pdf.attachments["lukkeregnskab.json"].get_file()
        content = json.loads(attached.read_bytes())

    assert spec.AFRelationship == "/Data"
    assert attached.mime_type == "application/json"
    assert content["number"] == sample(kind)["envelope"]["number"]
    assert calc_closing_account(content["account"]["request"]) == content["account"]["result"]


@pytest.mark.parametrize("kind", WITH_SHARES)
def test_a_share_that_follows_goes_along_as_data_that_compute_to_the_same(kind):
    with pikepdf.open(BytesIO(printed(kind))) as pdf:
        content = json.loads(pdf.attachments["overtagelsesandel.json"].get_file().read_bytes())

    assert content["shares"]
    assert all(calc_takeover_share(share["request"]) == share["result"] for share in content["shares"])


def test_a_document_without_figures_to_compute_carries_no_files():
    for kind in [each for each in KINDS_WITH_SAMPLE if KINDS[each].attached is None]:
        with pikepdf.open(BytesIO(printed(kind))) as pdf:
            assert not pdf.attachments


def _tags(element) -> list[str]:
    if isinstance(element, pikepdf.Array):
        return [tag for kid in element for tag in _tags(kid)]
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return []
    return [str(element.S), *_tags(element.get("/K", pikepdf.Array()))]
