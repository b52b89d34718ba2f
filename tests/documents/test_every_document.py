"""What every document says, whatever it is about."""

import re

from tests.documents.conftest import pages_of, printed, sample

TECHNICAL = re.compile(r"\b(?:None|True|False|null|undefined)\b|\.\.(?!\.)| [.,;](?= )|\(\)")


def test_every_page_bears_case_number_date_and_page_number(kind):
    envelope = sample(kind)["envelope"]
    pages = pages_of(printed(kind))

    for number, page in enumerate(pages, start=1):
        assert envelope["case_number"] in page
        assert f"{envelope['number']}, version {envelope['version']}" in page
        assert f"Side {number} af {len(pages)}" in page


def test_a_document_names_its_sender_and_its_agreement(kind, text):
    envelope = sample(kind)["envelope"]

    assert envelope["sender"]["name"] in text(kind)
    assert envelope["agreement"]["title"] in text(kind)


def test_no_document_shows_what_belongs_to_the_program(kind, text):
    assert TECHNICAL.findall(text(kind)) == []
