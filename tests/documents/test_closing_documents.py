"""What each document of a closing says. Figures: syddanmark-2025-2026, bilag 5, example 1."""

import pytest

from tests.documents.conftest import pages_of, printed, sample, text_of
from workflows.documents.render import render


def test_a_possible_closing_asks_for_no_answer(text):
    told = text("possible_closing")

    assert "Vejle Kommune overvejer at lukke Bostedet Lindely" in told
    assert "Der er ikke truffet beslutning om at lukke" in told
    assert "Orienteringen kræver ikke svar" in told
    assert "Efterspørgslen efter pladser i Bostedet Lindely er faldet" in told


def test_the_message_names_the_hearing_and_every_receiver(text):
    told = text("closing_message")

    assert "høring i Socialdirektørforum med svarfrist den 17. november 2025" in told
    assert all(receiver["name"] in told for receiver in sample("closing_message")["envelope"]["receivers"])


def test_a_hearing_letter_says_when_and_what_to_answer(text):
    told = text("hearing_letter")

    assert "Svar senest 16. november 2025" in told
    assert "Sidste arbejdsdag på eller før datoen er 14. november 2025" in told
    assert "at føre tilbuddet videre" in told


def test_a_council_paper_follows_the_usual_order(text):
    told = text("hearing_summary")
    order = ["Resumé", "Indstilling", "Sagsfremstilling", "Lovgrundlag", "Økonomi", "Høring", "Bilag"]
    places = [told.index(f" {heading} ", told.index("Møde den 3. december 2025")) for heading in order]

    assert told.index("Socialdirektørforum") < told.index("Møde den 3. december 2025") < places[0]
    assert places == sorted(places)


def test_the_hearing_note_counts_answers_groups_them_by_standpoint_and_names_the_silent(text):
    told = text("hearing_summary")
    counted = "Af 23 medlemmer har 17 svaret inden fristen, 1 efter fristen, og 5 har ikke svaret"

    assert counted in told
    assert "Har ikke svaret (5) Assens Kommune, " in told
    assert told.index("Bør ikke lukke (") < told.index("Kolding Kommune", told.index("Bør ikke lukke ("))
    assert "Varde Kommune (efter fristen)" in told


def test_a_notice_of_closing_shows_its_last_day_and_how_it_came_about(text):
    told = text("closing_notice")

    assert "Vejle Byråd besluttede den 14. januar 2026 at lukke Bostedet Lindely" in told
    assert "Varslet udløber 31. marts 2026" in told
    assert "Den løbende måned slutter lørdag den 31. januar 2026" in told


@pytest.mark.parametrize(
    "figure",
    [
        "Indtægter på ydelser 8.581.000 4.400.000",
        "Personaleomkostninger 7.037.000 6.500.000",
        "Afskrivninger 457.000 381.000",
        "Beregningsgrundlag/driftsomkostninger i alt 8.581.000 7.604.000",
        "Resultat (omsætning minus omkostninger) 0 −3.204.000",
        "Primo beholdning (tidligere års akkumulerede resultater) −452.000",
        "Akkumuleret resultat i alt −3.656.000",
        "(højst 5 % af beregningsgrundlaget på 8.581.000 kr.) 429.050",
        "Vejle Kommune (driftsherre) 5.362.763 4.290.210 72,97 %",
        "I alt 7.507.868 5.720.280",
        "Til fordeling −3.226.950",
        "Kolding Kommune 16,22 % −523.289 −523.289",
        "Vejle Kommune (driftsherre, inkl. egenfinansiering) 72,97 % −2.354.802 −2.783.852",
        "I alt −3.226.950 −3.656.000",
    ],
)
def test_the_provisional_account_has_the_forms_lines_and_figures(figure, text):
    assert figure in text("provisional_account")


def test_a_deficit_is_called_a_deficit(text):
    told = text("provisional_account")

    assert "Underskud 3.656.000 kr." in told
    assert "Et resultat med minus er et underskud" in told


def test_the_account_shows_how_each_amount_was_computed(text):
    told = text("provisional_account")

    assert "Sådan er beløbene beregnet" in told
    assert "5 % × basis" in told
    assert "til fordeling: −3.226.950; omsætning i alt: 13.228.148" in told
    assert "part: Kolding Kommune; partens omsætning: 2.145.105 −523.289" in told
    assert "syddanmark-2025-2026, bilag 5" in told


def test_the_final_account_compares_with_the_provisional_line_by_line(text):
    told = text("final_account")

    assert "Administrationsomkostninger 279.000 303.000 +24.000" in told
    assert "Kolding Kommune −523.289 −529.127 −5.838" in told
    assert "SAG-2026-0001-D06, version 1, af 12. marts 2026" in told


def test_the_final_account_carries_the_audit_endorsement(text):
    told = text("final_account")

    assert "Revisionspåtegning" in told
    assert "Nørreskov Revision, den 10. marts 2027" in told
    assert "Karen Rosendahl, statsautoriseret revisor" in told
    assert "Udgiften til revisionspåtegningen, 24.000 kr., er indregnet" in told


def test_a_reservation_of_the_auditor_is_printed():
    data = sample("final_account")
    data["endorsement"]["reservation"] = "Vi har ikke kunnet efterprøve varmeudgiften."

    told = text_of(render("final_account", data))

    assert "Forbehold Vi har ikke kunnet efterprøve varmeudgiften." in told


def test_a_share_letter_has_the_own_share_in_front_and_the_whole_after():
    front, *rest = pages_of(printed("share_letter"))

    assert "Kolding Kommunes andel af underskuddet 529.127 kr." in front
    assert "Beløbet betales til Vejle Kommune" in front
    assert "Fredericia" not in front
    assert "Fredericia Kommune 10,81 % −352.751 −352.751" in rest[0]


def test_a_share_of_a_surplus_is_paid_out():
    data = sample("share_letter")
    data["share"]["total"] = data["share"]["distributed"] = "1200"
    data["account"]["result"]["accumulated"] = "100000"

    told = text_of(render("share_letter", data))

    assert "andel af overskuddet 1.200 kr." in told
    assert "Beløbet udbetales af Vejle Kommune" in told


def test_a_change_is_shown_before_and_after(text):
    assert "Til fordeling −3.226.950 −3.262.950 −36.000" in text("significant_change")


def test_the_operators_statement_says_why_nothing_is_distributed(text):
    told = text("operator_statement")

    assert "Bæres af Vejle Kommune Underskud 3.656.000 kr." in told
    assert "Derfor fordeles resultatet ikke" in told
    assert "lukket af Socialtilsynet" in told


def test_a_closing_called_off_names_what_no_longer_has_effect(text):
    told = text("called_off")

    assert "opgive lukningen af Bostedet Lindely" in told
    assert "»Varsel om lukning«, SAG-2026-0001-D05, version 1, af 20. januar 2026" in told


def test_a_new_version_names_the_one_it_replaces(text):
    assert "Den erstatter SAG-2026-0001-D12, version 1, af 19. april 2027" in text("correction")


def test_a_correction_says_what_stood_and_what_moves(text):
    told = text("correction")

    assert "Dato for forbrugsafregning 30. september 2026 31. oktober 2026" in told
    assert "Fredericia Kommune −348.859 −352.751 −3.892" in told
