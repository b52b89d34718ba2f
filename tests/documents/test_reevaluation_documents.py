"""What the questionnaire, the evaluation and the list of the yearly re-evaluation say."""

import re

import pytest

from tests.documents.conftest import sample, text_of
from workflows.documents.places import TEMPLATES
from workflows.documents.render import render


def test_the_questionnaire_names_the_offers_the_criteria_and_the_deadline(text):
    told, data = text("reevaluation_questionnaire"), sample("reevaluation_questionnaire")

    assert "Svar senest 28. september 2026" in told
    assert all(offer["name"] in told for offer in data["offers"])
    assert all(f"{criterion['number']} {criterion['text']}" in told for criterion in data["criteria"])
    assert all(receiver["name"] in told for receiver in data["envelope"]["receivers"])


def test_a_year_without_the_question_of_demand_asks_for_contributions():
    told = text_of(render("reevaluation_questionnaire", sample("reevaluation_questionnaire") | {"demand": False}))

    assert "Vi beder kommunerne om bidrag til vurderingen" in told
    assert "hvilket behov" not in told


def test_criteria_that_nobody_has_entered_leave_no_empty_table():
    data = sample("reevaluation_questionnaire") | {"criteria": [], "offers": []}

    told = text_of(render("reevaluation_questionnaire", data))

    assert "Kriterier" not in told
    assert "Tilbud, der spørges om" not in told


def test_an_evaluation_goes_through_each_criterion_of_each_offer(text):
    told = text("reevaluation_evaluation")

    assert "Af 29 kommuner har 26 besvaret spørgeskemaet" in told
    assert "Bostedet Egelunden På listen i dag Opfylder kriterierne" in told
    assert "Pilehaven Nyt tilbud Opfylder ikke kriterierne" in told
    assert "Delvist opfyldt Otte kommuner mod tolv i 2019" in told
    assert "Københavns Kommune 6 7" in told


def test_an_evaluation_of_one_offer_bears_its_name():
    data = sample("reevaluation_evaluation")
    data["evaluations"] = data["evaluations"][:1]

    told = text_of(render("reevaluation_evaluation", data))

    assert "Vurdering af Bostedet Egelunden 2026" in told
    assert "har vurderet, om Bostedet Egelunden i 2026 opfylder" in told
    assert "Oversigt" not in told


def test_a_proposed_list_shows_what_stays_what_comes_and_what_goes(text):
    told = text("reevaluation_list")

    assert "Møde den 10. november 2026" in told
    assert "Forslag til listen over de mest specialiserede tilbud 2026" in told
    assert "Listen har 5 tilbud" in told
    assert told.index("Rehabilitering Øresund") < told.index("Tilbud, der udgår") < told.index("Centret ved Bækken")


def test_an_adopted_list_says_by_whom_and_from_when():
    adopted = {"adopted_on": "2026-11-10", "valid_from": "2027-01-01", "remarks": "Tiltrådt uden bemærkninger."}

    told = text_of(render("reevaluation_list", sample("reevaluation_list") | adopted))

    assert "De mest specialiserede tilbud 2026" in told
    assert "Tiltrådt af Embedsmandsudvalget for Socialområdet og Specialundervisning 10. november 2026" in told
    assert "Listen gælder fra 1. januar 2027" in told
    assert "Indstilling" not in told
    assert "Forslag" not in told


def test_a_list_that_nobody_leaves_has_no_table_of_those_who_go():
    data = sample("reevaluation_list")
    data["entries"] = [entry for entry in data["entries"] if entry["change"] != "removed"]

    assert "udgår" not in text_of(render("reevaluation_list", data)).split("Den foreslåede liste")[1]


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*/reevaluation*.html")), ids=lambda path: path.stem)
def test_no_template_names_one_regions_bodies_or_paragraphs(path):
    assert not re.search(r"KKR|Embedsmandsudvalg|Hovedstaden|seks kriterier", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["reevaluation_questionnaire", "reevaluation_evaluation", "reevaluation_list"])
def test_an_offer_whose_operator_is_not_registered_leaves_no_empty_field(kind):
    told = text_of(render(kind, without_operators(sample(kind))))

    assert "Ikke registreret" in told


def without_operators(data):
    """The data with the operator of each offer unknown."""
    if isinstance(data, dict):
        return {key: "" if key == "operator" else without_operators(kept) for key, kept in data.items()}
    return [without_operators(one) for one in data] if isinstance(data, list) else data
