"""What each document of a takeover says. Figures: syddanmark-2025-2026, bilag 14, example 1, in kroner."""

from typing import Any

import pytest

from tests.documents.conftest import pages_of, printed, sample, text_of
from workflows.documents.render import render
from workflows.rules.calc_takeover import calc_takeover_share


def test_a_data_request_says_what_is_asked_for_and_that_nothing_is_decided(text):
    told = text("takeover_data_request")

    assert "Kolding Kommune overvejer at overtage Bostedet Åbrinken fra Region Syddanmark" in told
    assert "Der er ikke truffet beslutning om at overtage" in told
    assert "Svar senest 16. marts 2026" in told
    assert all(item in told for item in sample("takeover_data_request")["items"])


@pytest.mark.parametrize(
    ("kind", "body", "meeting"),
    [
        ("takeover_recommendation_municipal", "Byrådet i Kolding Kommune", "Møde den 15. juni 2026"),
        ("takeover_recommendation_regional", "Regionsrådet i Region Syddanmark", "Mødedato er ikke fastsat"),
    ],
)
def test_a_council_paper_on_a_takeover_follows_the_usual_order(kind, body, meeting, text):
    told = text(kind)
    order = ["Resumé", "Indstilling", "Sagsfremstilling", "Lovgrundlag", "Økonomi", "Høring", "Bilag"]
    places = [told.index(f" {heading} ", told.index(meeting)) for heading in order]

    assert told.index(body) < told.index(meeting) < places[0]
    assert places == sorted(places)


def test_the_municipal_council_sees_what_goes_along(text):
    told = text("takeover_recommendation_municipal")

    assert "Lån i ejendommen −18.250.000 I alt 12.400.000" in told
    assert "Pædagoger 22 19,5" in told
    assert "Fredericia Kommune 5 5" in told
    assert "Meddelelse til regionsrådet senest 1. januar 2028" in told


def test_a_paper_lists_its_own_annexes_among_the_enclosures():
    data = sample("takeover_recommendation_municipal") | {"enclosures": []}

    told = text_of(render("takeover_recommendation_municipal", data))

    assert (
        "Bilag – Oplysninger om det, der følger med (sidst i dokumentet) – Beregning af over- eller underskud" in told
    )


def test_a_declaration_is_given_within_its_deadline(text):
    told = text("takeover_declaration")

    assert "Byrådet i Kolding Kommune besluttede den 15. juni 2026, at Kolding Kommune overtager" in told
    assert "Overtages den 1. januar 2027 Meddelelsen er givet den 18. juni 2026" in told
    assert "Den skal være givet senest den 1. januar 2028" in told


def test_a_declaration_told_before_it_was_issued_bears_the_day_it_was_told():
    data = sample("takeover_declaration") | {"declared_on": "2026-06-16"}

    assert "Meddelelsen er givet den 16. juni 2026" in text_of(render("takeover_declaration", data))


@pytest.mark.parametrize(
    "figure",
    [
        "Bostedet Åbrinken 20.000.000 20.000.000 20.500.000 −500.000 −500.000 −1.000.000 −5 %",
        "Bostedet Fjordbo 20.000.000 20.500.000 20.000.000 500.000 500.000 1.000.000",
        "Aktivitetscentret Sletten 40.000.000 38.000.000 40.000.000 −2.000.000 −2.500.000 −4.500.000 −11,25 %",
        "I alt 80.000.000 78.500.000 80.500.000 −2.000.000 −2.500.000 −4.500.000 −5,63 %",
        "Følger med Bostedet Åbrinken: 20.000.000 af et budget på 80.000.000 −1.125.000",
        "Videreføres i regionens øvrige enheder −3.375.000",
        "enhedens budget ÷ budget i alt × akkumuleret resultat i",
    ],
)
@pytest.mark.parametrize("kind", ["takeover_terms", "takeover_agreement", "takeover_recommendation_regional"])
def test_the_share_that_follows_is_shown_unit_by_unit(kind, figure, text):
    assert figure in text(kind)


def test_new_terms_tell_what_has_changed(text):
    told = text("takeover_terms")

    assert "Den erstatter SAG-2026-0021-D04, version 1, af 17. august 2026" in told
    assert "Ændringer siden forrige version Fristen for adgang" in told
    assert "Leverandørforpligtelse Forpligtelsen følger med tilbuddet" in told


def with_contradicting_accounts() -> dict[str, Any]:
    data = sample("takeover_terms")
    share = data["shares"][0]
    share["request"]["units"][2]["accumulated"] = "-4400000"
    share["units"][2]["accumulated"] = "-4400000"
    share["result"] = calc_takeover_share(share["request"])
    return data


def test_figures_that_contradict_each_other_are_told_with_their_cell():
    told = text_of(render("takeover_terms", with_contradicting_accounts()))

    assert "Aktivitetscentret Sletten: det akkumulerede resultat er -4.400.000, men" in told
    assert "(units[2].accumulated)" in told
    assert "I alt: det akkumulerede resultat er -4.500.000" in told


def test_an_agreement_has_the_approvals_and_a_line_for_each_party(text):
    told = text("takeover_agreement")

    assert "Byrådet i Kolding Kommune 26. oktober 2026 Godkendt" in told
    assert "For Kolding Kommune For Region Syddanmark" in told
    assert "Per Østerlund" in told
    assert "1. Parterne" in told


def test_the_signatures_never_stand_without_the_approvals():
    pages = pages_of(printed("takeover_agreement"))
    signed = [page for page in pages if "Dato og underskrift" in page]

    assert len(signed) == 1
    assert "Godkendelse og underskrift" in signed[0]


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("declared", "Byrådet i Kolding Kommune besluttede den 1. januar 2027, at Kolding Kommune overtager"),
        ("agreed", "Kolding Kommune og Region Syddanmark indgik den 1. januar 2027 aftale om"),
        ("taken_over", "Kolding Kommune overtog den 1. januar 2027 Bostedet Åbrinken"),
        ("withdrawn", "ikke at gå videre med overtagelsen af Bostedet Åbrinken. Region Syddanmark fortsætter"),
        ("refused", "sagde den 1. januar 2027 nej til, at Kolding Kommune overtager"),
        ("too_late", "Den er udløbet, uden at overtagelsen er meddelt regionsrådet"),
    ],
)
def test_the_others_are_told_whatever_came_of_the_takeover(outcome, sentence):
    data = sample("takeover_information") | {"outcome": outcome}

    told = text_of(render("takeover_information", data))

    assert sentence in told
    assert "Orienteringen kræver ikke svar" in told


def test_a_settlement_compares_line_by_line_and_says_who_pays(text):
    told = text("takeover_settlement")

    assert "185.000 kr. Beløbet betales af Region Syddanmark til Kolding Kommune" in told
    assert "Andel af akkumuleret resultat −1.125.000 −1.225.000 −100.000" in told
    assert "Lån i ejendommen −18.250.000 −18.250.000 0" in told


@pytest.mark.parametrize(
    ("balance", "sentence"),
    [("-1200", "1.200 kr. Beløbet betales af Kolding Kommune til Region Syddanmark"), ("0", "Der er intet at betale")],
)
def test_a_settlement_may_go_the_other_way_or_come_to_nothing(balance, sentence):
    data = sample("takeover_settlement") | {"balance": balance}

    assert sentence in text_of(render("takeover_settlement", data))


def test_a_negotiated_share_has_no_calculation_and_no_file():
    data = sample("takeover_terms") | {"shares": []}

    told = text_of(render("takeover_terms", data))

    assert "Sådan er andelen beregnet" not in told
    assert "overtagelsesandel.json" not in told
    assert "Over- eller underskud" not in told


def test_an_agreed_share_stands_everywhere_in_place_of_the_calculation_which_is_a_comparison():
    data = sample("takeover_agreement")
    agreed = {"follows": "-1000000", "carried_on": "-3500000", "standing": "agreed"}
    data |= {"shares": [share | agreed for share in data["shares"]]}

    summary, calculation = text_of(render("takeover_agreement", data)).split("Vejledende beregning: ")

    assert "−4.500.000 −1.000.000 −3.500.000" in summary
    assert "−1.125.000" not in summary
    assert "Andelen er aftalt. Til sammenligning står en vejledende beregning sidst i dokumentet" in summary
    assert "Parterne har aftalt, at underskud 1.000.000 kr. følger med. Beregningen er til sammenligning" in calculation
    assert "Vejledende fordeling af det akkumulerede resultat" in calculation


def test_a_share_kept_before_agreed_ones_were_told_apart_is_printed_as_it_was():
    data = sample("takeover_agreement")
    told_apart = {"follows", "carried_on", "standing"}
    data |= {
        "shares": [{key: kept for key, kept in share.items() if key not in told_apart} for share in data["shares"]]
    }

    assert text_of(render("takeover_agreement", data)) == text_of(
        render("takeover_agreement", sample("takeover_agreement"))
    )


def test_a_letter_that_nobody_signs_by_name_names_its_sender_once():
    data = sample("takeover_information")
    data["envelope"]["contact"]["name"] = data["envelope"]["sender"]["name"]

    told = text_of(render("takeover_information", data)).split("Med venlig hilsen")[1]

    assert told.count(data["envelope"]["sender"]["name"]) == 1
