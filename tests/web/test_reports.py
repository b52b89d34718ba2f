"""The report of a case is issued to the organisation that asks for it."""

import pytest
from sqlalchemy import select

from db.models.case import CaseDeadline
from db.session import transaction
from tests.closing_walk import ClosingWalk
from tests.web.pages.case import KOLDING, VEJLE, acting, case_page
from workflows.processes.standing import STANDS

REPORT = "Dan sagsrapport"


@pytest.fixture
def heard(seeded):
    return ClosingWalk().opened().heard()


def test_the_operator_asks_for_a_report_and_gets_it_among_the_documents(browse, heard):
    page = case_page(browse, heard.case_id, VEJLE).page.send(REPORT)

    report = heard.document("case_report")
    assert page.messages == ["Sagsrapporten dannes nu. Den står under sagens dokumenter om lidt."]
    assert report.data["course"][0]["kind"] == "Sag oprettet"
    assert {party["organisation"] for party in report.data["parties"]} >= {"Vejle Kommune", "Kolding Kommune"}
    assert [decision["body"] for decision in report.data["decisions"]] == ["Socialdirektørforum (SDF)"]


def test_a_buyer_has_no_report_to_ask_for(browse, heard):
    assert REPORT not in case_page(browse, heard.case_id, KOLDING).page.text

    acting(browse, KOLDING).post("reports.issue", {}, status=403, case_id=heard.case_id)

    assert heard.documents("case_report") == []


def test_the_report_has_the_operators_decision_beside_the_bodies(browse, heard):
    heard.decided()

    case_page(browse, heard.case_id, VEJLE).page.send(REPORT)

    bodies = [decision["body"] for decision in heard.document("case_report").data["decisions"]]
    assert bodies == ["Socialdirektørforum (SDF)", "Kommunalbestyrelsen i Vejle Kommune"]


def test_a_deadline_that_counts_no_more_is_told_as_such(browse, heard):
    heard.decided()
    with transaction() as session:
        row = session.scalars(select(CaseDeadline).where(CaseDeadline.case_id == heard.case_id, STANDS)).first()
        row.lapsed = True
        label = row.label

    case_page(browse, heard.case_id, VEJLE).page.send(REPORT)

    deadlines = heard.document("case_report").data["deadlines"]
    assert {each["status"] for each in deadlines if each["label"] == label} == {"set_aside"}
