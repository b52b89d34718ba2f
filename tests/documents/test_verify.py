"""A document says what it is, and a difference is told."""

from io import BytesIO

import pikepdf

from tests.documents.conftest import KINDS_WITH_SAMPLE, printed, sample
from workflows.documents.canonical import data_hash
from workflows.documents.reading import words
from workflows.documents.render import render
from workflows.documents.verify import Identity, compare, identify


def test_a_document_says_its_number_version_and_data(kind):
    envelope = sample(kind)["envelope"]

    assert identify(printed(kind)) == Identity(kind, envelope["number"], envelope["version"], data_hash(sample(kind)))


def test_another_file_is_none_of_ours():
    other = BytesIO()
    pikepdf.new().save(other)

    assert identify(other.getvalue()) is None
    assert identify(b"%PDF-1.7 ikke et dokument") is None
    assert identify(b"") is None


def test_the_same_bytes_have_no_differences():
    assert compare(printed("final_account"), printed("final_account")) == []


def test_a_file_written_anew_differs_in_bytes_only():
    anew = BytesIO()
    with pikepdf.open(BytesIO(printed("final_account"))) as pdf:
        pdf.save(anew, object_stream_mode=pikepdf.ObjectStreamMode.disable)

    assert compare(printed("final_account"), anew.getvalue()) == ["Filernes bytes er forskellige."]


def test_changed_data_are_told_with_the_place_in_the_text():
    data = sample("provisional_account")
    data["account"]["lines"][1]["account"] = "6500001"

    differences = compare(printed("provisional_account"), render("provisional_account", data))

    assert differences[:3] == [
        "Filernes bytes er forskellige.",
        "Dokumentnummer, version eller datagrundlag er forskelligt.",
        "De vedhæftede data er forskellige.",
    ]
    assert "»6.500.000" in differences[3]
    assert "«6.500.001" in differences[3].replace("»", "«")


def test_text_that_goes_on_longer_is_told():
    data = sample("called_off")
    data["envelope"]["receivers"].append({"name": "Zonen Kommune", "address": []})

    *_, told = compare(printed("called_off"), render("called_off", data))

    assert "Zonen Kommune" in told


def test_the_text_is_read_back_as_it_was_written():
    for kind in KINDS_WITH_SAMPLE:
        with pikepdf.open(BytesIO(printed(kind))) as pdf:
            read = " ".join(words(pdf))
        assert sample(kind)["envelope"]["case_number"] in read
        assert sample(kind)["envelope"]["sender"]["name"] in read
