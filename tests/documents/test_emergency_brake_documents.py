"""What each document of the emergency brake says, and that it says it for any agreement's bodies."""

import json
import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from tests.documents.conftest import pages_of, printed, sample, text_of
from workflows.documents.figures import alttekst, plottabel
from workflows.documents.places import TEMPLATES
from workflows.documents.render import render

KINDS = sorted(path.stem for path in (TEMPLATES / "emergency_brake").glob("*.html"))
OF_ONE_REGION = re.compile(r"KKR Hovedstaden|Embedsmandsudvalg|Hovedstaden|hovedstaden-|nødbrems", re.IGNORECASE)
BODIES_SET_UP = {
    "model": "taskforceproceduren",
    "committee": "Socialdirektørkredsen i Sjælland",
    "task_force": "taskforcen",
    "decider": "KKR Sjælland",
}


def figures_of(pdf: bytes) -> list[Any]:
    """The pictures' elements in the structure tree."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [
            str(element.Alt).replace("\N{NO-BREAK SPACE}", " ")
            for element in _elements(opened.Root.StructTreeRoot.K)
            if element.S == "/Figure"
        ]


def attached(kind: str, name: str) -> dict[str, Any]:
    with pikepdf.open(BytesIO(printed(kind))) as opened:
        return json.loads(opened.attachments[name].get_file().read_bytes())


def test_a_nomination_tells_the_concern_the_figures_and_what_the_operator_has_considered(text):
    told = text("brake_nomination")

    assert "Indstilling af Bostedet Egelunden efter nødbremsemodellen" in told
    assert "Region Hovedstaden er særligt bekymret for eksistensgrundlaget" in told
    assert "Egelunden 98,5 97 96,5 91 84,5 76 70" in told
    assert "2025 18.900.000 −3.870.000 Et beløb med minus er et underskud" in told
    assert all(one["measure"].split(":")[0] in told for one in sample("brake_nomination")["presupposed"])
    assert "ventes den behandlet på mødet den 14. april 2026" in told


def test_an_acute_nomination_says_why_it_cannot_wait():
    data = sample("brake_nomination") | {"acute_reason": "Socialtilsynet har givet tre måneders frist."}

    told = text_of(render("brake_nomination", data))

    assert "Indstillingen kan ikke vente" in told
    assert "Socialtilsynet har givet tre måneders frist" in told
    assert "ventes den behandlet på mødet" not in told


def test_a_plot_is_read_aloud_as_its_figures_tell():
    data = sample("brake_nomination")

    assert figures_of(printed("brake_nomination")) == [alttekst(data["occupancy"]), alttekst(data["accounts"])]
    assert "Egelunden falder fra 98,5 % (2019) til 70 % (2025)" in alttekst(data["occupancy"])


@pytest.mark.parametrize("kind", ["brake_nomination", "brake_report", "brake_kkr_recommendation", "brake_kkr_decision"])
def test_beside_each_plot_stands_its_table(kind):
    with pikepdf.open(BytesIO(printed(kind))) as opened:
        tags = [str(element.S) for element in _elements(opened.Root.StructTreeRoot.K)]

    figures = [at for at, tag in enumerate(tags) if tag == "/Figure"]
    assert figures
    assert all("/Table" in tags[at : at + 6] for at in figures)


def test_a_mandate_names_focus_areas_and_points_of_attention(text):
    told = text("brake_answer")

    assert "Mandat til afdækning af Bostedet Egelunden" in told
    assert "besluttede den 10. marts 2026 at sende indstillingen" in told
    assert "Fokusområder – Om antallet af pladser kan tilpasses" in told
    assert "Opmærksomhedspunkter – De ansattes kompetencer" in told


def test_a_nomination_that_is_turned_down_gives_the_reasons_and_no_mandate():
    none = {"focus_areas": [], "attention_points": [], "task_force_meeting": None, "report_due": None}
    data = sample("brake_answer") | none | {"outcome": "turned_down", "reasons": "Der er ledige pladser i to tilbud."}

    told = text_of(render("brake_answer", data))

    assert "Indstillingen af Bostedet Egelunden sendes ikke videre" in told
    assert "besluttede den 10. marts 2026 ikke at sende" in told
    assert "Begrundelse Der er ledige pladser i to tilbud" in told
    assert "Fokusområder" not in told
    assert "mødes" not in told


def test_a_data_request_says_what_is_asked_for_and_until_when(text):
    told = text("brake_data_request")

    assert "Svar senest 22. maj 2026" in told
    assert "Det beder vi om – antal borgere i målgruppen" in told
    assert "Modtagere Region Hovedstaden" in told


def test_the_report_answers_the_question_and_each_focus_area(text):
    told = text("brake_report")

    assert "Tilbuddet skal fortsat være til rådighed i regionen" in told
    assert "Særlige tiltag: Forlængede opsigelsesvarsler" in told
    for finding in sample("brake_report")["focus_areas"]:
        assert f"{finding['area']} {finding['text'].split('.')[0]}" in told
    assert "Ledige pladser i andre regioner Region Syddanmark Ikke modtaget" in told
    assert "7 af 8 kommuner har svaret" in told


def test_the_report_tells_what_each_municipality_pays_before_and_after(text):
    told = text("brake_report")

    assert "Region Hovedstaden 4.973.683 1.260.000 −3.713.683" in told
    assert "Københavns Kommune 5.968.421 7.560.000 +1.591.579" in told
    assert "I alt 18.900.000 18.900.000 0" in told
    assert "Københavns Kommune, efter tiltaget 1.417.500 3.577.500 5.737.500 7.897.500 10.057.500" in told


def test_advantages_and_drawbacks_are_shown_where_the_agreement_states_any():
    data = sample("brake_report")
    *_, other = data["measures"]

    told = text_of(render("brake_report", data | {"measures": [other], "together": None}))

    assert "Et andet tiltag end aftalens egne" in told
    assert "Fordele" not in told
    assert "Ulemper" not in told
    assert "Hvad tiltagene koster" not in told


def test_the_reports_figures_go_along_as_data():
    data, content = sample("brake_report"), attached("brake_report", "datagrundlag.json")

    assert content["number"] == data["envelope"]["number"]
    assert content["together"]["result"]["today"]["changes"][0]["party"] == "Region Hovedstaden"
    assert {name: content[name] for name in ("occupancy", "accounts", "measures", "together")} == {
        name: data[name] for name in ("occupancy", "accounts", "measures", "together")
    }


def test_a_recommendation_not_to_keep_the_offer_says_how_its_knowledge_is_kept():
    gone = {"available": False, "measures": [], "together": None, "hearing": None}
    data = sample("brake_report") | gone | {"knowledge": "To medarbejdere flytter med borgerne."}

    told = text_of(render("brake_report", data))

    assert "Tilbuddet skal ikke fortsat være til rådighed i regionen Ingen særlige tiltag" in told
    assert "Bevarelse af viden og kompetencer To medarbejdere flytter" in told
    assert "Høring" not in told


def test_buyers_are_heard_before_longer_notice_is_laid_on_them(text):
    told = text("brake_hearing_letter")

    assert "Foreslået varsel løbende måned plus seks måneder" in told
    assert "Svar senest 30. juni 2026" in told
    assert "bør høres, før de pålægges" in told


def test_the_hearings_summary_has_a_row_for_each_buyer(text):
    told = text("brake_hearing_summary")

    assert "Af 8 kommuner har 6 svaret inden fristen, 1 efter fristen, og 1 har ikke svaret" in told
    assert "Har ikke svaret (1) Helsingør Kommune." in told


def test_the_paper_to_the_deciding_body_follows_the_usual_order(text):
    told = text("brake_kkr_recommendation")
    meeting = told.index("Møde den 7. oktober 2026")
    order = ["Resumé", "Indstilling", "Sagsfremstilling", "Lovgrundlag", "Økonomi", "Høring", "Bilag"]
    places = [told.index(f" {heading} ", meeting) for heading in order]

    assert told.index("KKR Hovedstaden") < meeting < told.index("SAG-2026-0031, Bostedet Egelunden") < places[0]
    assert places == sorted(places)
    assert "Regionens deltagelse Region Hovedstaden er driftsherre" in told


def test_a_hearing_that_was_not_held_is_told_with_its_reason():
    data = sample("brake_kkr_recommendation") | {"hearing": None, "no_hearing": "Ingen kommune bruger tilbuddet."}

    assert "Der er ikke holdt høring. Ingen kommune bruger tilbuddet." in text_of(
        render("brake_kkr_recommendation", data)
    )


def test_the_decision_stands_first():
    front, *_ = pages_of(printed("brake_kkr_decision"))

    assert "KKR Hovedstaden besluttede den 7. oktober 2026 Tilbuddet skal fortsat være til rådighed" in front
    assert front.index("Beslutningen følger indstillingen") < front.index("Begrundelse")


def test_a_recommendation_that_is_not_followed_decides_nothing_of_the_offers_future():
    refused = {"available": None, "followed": False, "measures": [], "duties": [], "follow_up": []}

    told = text_of(render("brake_kkr_decision", sample("brake_kkr_decision") | refused))

    assert "besluttede den 7. oktober 2026 Der sættes ingen særlige tiltag i værk" in told
    assert "Beslutningen afviger fra indstillingen" in told
    assert "til rådighed i regionen" not in told


def test_the_status_shows_how_far_each_measure_and_duty_has_come(text):
    told = text("brake_followup")

    assert "Status for særlige tiltag for Bostedet Egelunden" in told
    assert "1. juli 2027" in told
    assert "Ikke begyndt" in told
    assert "Næste status gøres op den 12. oktober 2027" in told


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*/*brake*.html")), ids=lambda path: path.stem)
def test_no_template_names_one_regions_bodies_or_paragraphs(path):
    assert OF_ONE_REGION.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_bodies_are_those_that_the_secretariat_has_set_up(kind):
    data = sample(kind) | {"bodies": BODIES_SET_UP}
    words = f"{json.dumps({**data, 'bodies': {}}, ensure_ascii=False)} {kind}"

    told = text_of(render(kind, data))

    assert any(name in told or name.capitalize() in told for name in BODIES_SET_UP.values())
    assert [name for name in OF_ONE_REGION.findall(told) if name not in words] == []


def test_a_table_has_all_its_plots_figures_for_the_ear(text):
    table = plottabel(sample("brake_followup")["occupancy"])

    assert all(cell in text("brake_followup") for _, cells in table.rows for cell in cells)


def _elements(element: Any) -> list[Any]:
    if isinstance(element, pikepdf.Array):
        return [found for kid in element for found in _elements(kid)]
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return []
    return [element, *_elements(element.get("/K", pikepdf.Array()))]
