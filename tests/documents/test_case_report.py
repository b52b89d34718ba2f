"""The report of a case of any process."""

from tests.documents.conftest import sample, text_of
from workflows.documents.render import render


def test_a_case_report_tells_parties_course_deadlines_decisions_and_documents(text):
    told = text("case_report")

    assert "Køberkommune Kolding Kommune Per Aagaard" in told
    assert "14. januar 2026 Vejle Byråd Bostedet Lindely lukker den 31. oktober 2026." in told
    assert "Foreløbigt lukkeregnskab 14. april 2026 Overholdt" in told
    assert "Endeligt lukkeregnskab Ingen dato" in told
    assert "Sag oprettet" in told


def test_a_deadline_that_counts_no_more_is_told_as_such():
    data = sample("case_report")
    data["deadlines"][0] |= {"status": "set_aside", "done_on": None}

    assert "Høringssvar 16. november 2025 Gælder ikke længere" in text_of(render("case_report", data))


def test_a_report_without_contacts_has_no_column_for_them():
    data = sample("case_report")
    data["parties"] = [{**party, "contact": ""} for party in data["parties"]]

    assert "Part Organisation Driftsherre" in text_of(render("case_report", data))


def test_a_young_case_says_what_there_is_not_yet():
    data = sample("case_report") | {"decisions": [], "deadlines": [], "documents": [], "closed": None}

    told = text_of(render("case_report", data))

    assert "Der er ikke registreret beslutninger i sagen." in told
    assert "Der er ingen frister i sagen." in told
    assert "Der er ikke udstedt dokumenter i sagen." in told


def test_a_letter_to_a_citizen_alone_names_no_receiver():
    data = sample("case_report")
    data["documents"] = [data["documents"][0] | {"title": "Partshøring", "receivers": ""}]

    assert "Partshøring 6. oktober 2025 –" in text_of(render("case_report", data))
