"""What each document of a referral says, and to whom (hovedstaden-2019-2020, 8.1 and 8.4)."""

import pytest

from tests.documents.conftest import pages_of, printed, sample, text_of
from workflows.documents.render import render

TO_THE_CITIZEN = ["party_hearing", "referral_decision", "referral_notice"]
REFERRAL = ["assessment_report", "missing_information", *TO_THE_CITIZEN]


def test_an_assessment_report_has_all_that_it_must_have(text):
    told = text("assessment_report")
    order = ["Formål", "Mål", "Forventet effekt af den kompenserende indsats", "Forslag til lovgivningsmæssig ramme"]
    places = [told.index(f" {heading} ") for heading in order]

    assert places == sorted(places)
    assert "Lov om specialundervisning for voksne, § 1" in told
    assert "Navn Ida Toft, Audiologopæd Telefon 12 34 56 44 E-mail ida.toft@nordsund.example" in told


def test_advice_is_given_least_intrusive_first_and_only_by_agreement(text):
    told = text("assessment_report")

    assert "Vejledningen er aftalt med Ballerup Kommune" in told
    assert "Den mindst indgribende indsats står først. 1. Vejledning af pårørende" in told


def test_a_report_without_a_deadline_says_why():
    note = "Aftalen sætter ingen frist for afgørelsen."
    data = sample("assessment_report") | {"deadline": None, "deadline_note": note, "efforts": []}

    told = text_of(render("assessment_report", data))

    assert f"Kommunens afgørelse {note}" in told
    assert "Vejledning om konkrete indsatser" not in told


def test_who_lacks_information_says_that_the_clock_stands_still_by_a_rule_of_its_own(text):
    told = text("missing_information")

    assert "Hvor mange timer om ugen undervisningen skønnes at kræve." in told
    assert "Send oplysningerne senest 23. marts 2020" in told
    assert "står stille fra den 9. marts 2020, og til oplysningerne er modtaget" in told
    assert "er der 10 arbejdsdage tilbage" in told
    assert "ikke en regel i aftalen" in told


def test_where_no_clock_runs_none_stands_still():
    data = sample("missing_information")
    data |= {"stands_still_from": None, "deadline": None, "days_left": None, "wanted_by": None}

    told = text_of(render("missing_information", data))

    assert "står stille" not in told
    assert "Fristen for afgørelsen" not in told


def test_one_day_left_is_one_day():
    data = sample("missing_information") | {"days_left": 1}

    assert "er der 1 arbejdsdag tilbage" in text_of(render("missing_information", data))


def test_the_citizen_is_asked_as_a_citizen():
    data = sample("missing_information") | {"to_citizen": True}

    told = text_of(render("missing_information", data))

    assert "Vi beder dig om at sende dem" in told
    assert "Sådan svarer du" in told
    assert "Kopi til: Kommunikationscenter Nordsund" in told
    assert "Skovduevej 12" in told


def test_a_party_hearing_tells_the_information_the_deadline_and_the_rule(text):
    told = text("party_hearing")

    assert "overvejer at give dig delvist afslag" in told
    assert "Svar senest 30. marts 2020" in told
    assert "Udredningen viser, at du har størst udbytte" in told
    assert "forvaltningsloven § 19" in told


def test_a_party_hearing_before_a_refusal_says_so():
    data = sample("party_hearing") | {"intended": "refuse"}

    assert "overvejer at give dig helt afslag" in text_of(render("party_hearing", data))


def test_a_decision_states_the_decision_first_then_reasons_and_rules_then_the_complaint(text):
    told = text("referral_decision")
    order = [
        "Du bevilges undervisning på hold", "Begrundelse", "Regler, afgørelsen bygger på", "Partshøring",
        "Sådan klager du", "Klag senest 30. april 2020",
    ]  # fmt: skip
    places = [told.index(part) for part in order]

    assert places == sorted(places)
    assert "Omfang 2 timer om ugen Periode 14. april – 30. september 2020" in told


def test_a_refusal_says_what_is_refused_and_grants_nothing():
    refused = {"outcome": "refuse", "decision": "Du får ikke eneundervisning.", "extent": "", "period": ""}

    told = text_of(render("referral_decision", sample("referral_decision") | refused))

    assert "Afslag Du får ikke eneundervisning." in told
    assert "Afslaget gælder Undervisning i tale og sprog på hold" in told
    assert "Omfang" not in told
    assert "Sådan klager du" in told


@pytest.mark.parametrize("kind", TO_THE_CITIZEN)
def test_a_letter_to_the_citizen_has_the_citizen_in_the_window(kind):
    first = pages_of(printed(kind))[0]

    assert "Birgit Holmelund" in first
    assert "Skovduevej 12, 1. tv." in first
    assert "Modtagere" not in first


@pytest.mark.parametrize("kind", ["referral_decision", "referral_notice"])
def test_the_centre_is_named_as_one_who_gets_a_copy(kind, text):
    assert "Kopi til: Kommunikationscenter Nordsund" in text(kind)


@pytest.mark.parametrize("kind", REFERRAL)
def test_the_title_of_a_document_names_no_citizen(kind, opened):
    assert not {"Birgit", "Holmelund", "140352"} & set(str(opened.docinfo["/Title"]).split())
    assert "Holmelund" not in str(opened.docinfo.get("/Subject", ""))


@pytest.mark.parametrize("kind", ["assessment_report", "missing_information"])
def test_between_authorities_the_number_is_masked(kind, text):
    assert "140352-****" in text(kind)
    assert "140352-1234" not in text(kind)
