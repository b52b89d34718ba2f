"""A takeover from its registration to the agreement, in a real browser, with the runner at work behind it.

The figures are those of syddanmark-2025-2026, bilag 14, example 1, in kroner as they are typed.
"""

from collections.abc import Callable

import pytest

from tests.stories.pages.visitor import Visitor, words
from tests.stories.test_closing_in_chromium import says

pytestmark = pytest.mark.browser

CASE = "Overtagelse af Botilbuddet Engdraget"
ANNE = "anne@vejle.example"
GITTE = "gitte@region-syddanmark.example"
TODAY = "2-3-2026"
CELLS = ("Budget", "Indtægter", "Omkostninger", "Årets resultat", "Overført", "Akkumuleret")
UNITS = {
    "Enhed 1": ("20.000", "20.000", "20.500", "-500", "-500", "-1.000"),
    "Enhed 2": ("20.000", "20.500", "20.000", "500", "500", "1.000"),
    "Enhed 3": ("40.000", "38.000", "40.000", "-2.000", "-2.500", "-4.500"),
}


def test_a_takeover_is_taken_from_its_registration_to_the_agreement(visitor: Callable[..., Visitor]) -> None:
    person = visitor()
    register(person.log_in(ANNE))
    ask_for_data(person)
    deliver_the_figures(person.log_in(GITTE))
    recommend_and_decide(person.log_in(ANNE))
    declare(person)
    state_the_terms(person.log_in(GITTE))
    accept_and_approve(person.log_in(ANNE))
    approve(person.log_in(GITTE))
    sign(person.log_in(ANNE))


def register(anne: Visitor) -> None:
    anne.page.goto("/sager/opret/overtagelse/")
    anne.choose("Tilbud, der overtages", "Botilbuddet Engdraget, Vejle Kommune")
    anne.fill("Ønsket overtagelsesdag", "1. januar 2028")
    anne.page.get_by_text("Vejle Kommune har ikke overtaget regionale tilbud i valgperioden 2026–2029.").wait_for()
    assert "Overtagelsen skal ske senest den 1. januar 2029" in anne.text
    anne.fill("Begrundelse", "Tilbuddet bruges mest af kommunens egne borgere.")
    anne.press("Registrér overtagelsen").told("Overtagelsen er registreret.")

    assert "Indtil både kommunalbestyrelsen og regionsrådet har godkendt aftalen" in anne.text


def ask_for_data(anne: Visitor) -> None:
    anne.open_task("Bed regionen om data").choose("Skal regionen bedes om data?", "Ja")
    anne.fill("Svarfrist", "23-3-2026")
    anne.press("Gå videre").told("Anmodningen er sendt til Region Syddanmark.")


def deliver_the_figures(gitte: Visitor) -> None:
    gitte.open_task("Besvar anmodningen").fill("Jeres svar", "Se tallene i Rammesag.")
    gitte.press("Send svaret").told("Svaret er sendt til Vejle Kommune.")

    gitte.open_task("Indtast regnskabstal for enheden")
    for number, (name, figures) in enumerate(UNITS.items(), start=1):
        gitte.fill(f"Enhed, række {number}", name)
        for cell, figure in zip(CELLS, figures, strict=True):
            gitte.fill(f"{cell}, række {number}", figure)
    gitte.page.get_by_label("Overtages, række 1").check()
    gitte.page.get_by_label("Enhedens akkumulerede resultat i alt").fill("-4.500")
    shows_example_1(gitte)
    gitte.press("Tilføj gruppe").fill("Gruppe, række 1", "Pædagoger")
    gitte.fill("Antal, række 1", "24")
    gitte.press("Send tallene til kommunen").told("Tallene er sendt til Vejle Kommune.")


def shows_example_1(someone: Visitor) -> None:
    """What follows the offer and what stays, computed while somebody types."""
    result = someone.page.locator("#result-content")
    result.get_by_text("underskud 1.125 kr.").first.wait_for()
    result.get_by_text("underskud 3.375 kr.").first.wait_for()
    assert "-5,63 %" in words(result.inner_text())


def recommend_and_decide(anne: Visitor) -> None:
    anne.open_task("Indstil til kommunalbestyrelsen")
    anne.page.get_by_text("Se regionens tal").click()
    assert "underskud 1.125 kr.; underskud 3.375 kr. bliver i regionen" in anne.text
    anne.choose("Hvad er næste skridt?", "Læg sagen frem for kommunalbestyrelsen i Vejle Kommune")
    for label in ("Resumé", "Indstilling", "Sagsfremstilling", "Økonomi"):
        anne.fill(label, f"{label} i ord.")
    anne.press("Gå videre").told("Indstillingen er lagt frem for rådet.")

    decide(anne, "Kommunen overtager")


def decide(someone: Visitor, outcome: str) -> None:
    someone.open_task("Registrér beslutningen på mødet")
    someone.fill("Mødedato", TODAY).choose("Beslutning", outcome)
    someone.press("Registrér beslutningen").told("Beslutningen er registreret")


def declare(anne: Visitor) -> None:
    anne.open_task("Meddel overtagelsen til regionsrådet").fill("Meddelt regionsrådet den", TODAY)
    anne.press("Send meddelelsen til regionsrådet").told("Overtagelsen er meddelt regionsrådet i Region Syddanmark.")


def state_the_terms(gitte: Visitor) -> None:
    gitte.open_task("Fremsæt overtagelsesvilkår")
    shows_example_1(gitte)
    assert gitte.page.get_by_label("Gruppe, række 1").input_value() == "Pædagoger"
    gitte.press("Send vilkårene til kommunen").told("Vilkårene er sendt til Vejle Kommune.")


def accept_and_approve(anne: Visitor) -> None:
    anne.open_task("Svar på vilkårene")
    assert "underskud 1.125 kr.; underskud 3.375 kr. bliver i regionen" in anne.text
    anne.choose("Jeres svar", "Vi accepterer vilkårene")
    anne.press("Send svaret").told("Nu skal begge råd godkende aftalen.")

    approve(anne)


def approve(someone: Visitor) -> None:
    decide(someone, "Aftalen godkendes")


def sign(anne: Visitor) -> None:
    anne.open_task("Udsted aftalen").fill("Underskriver for Vejle Kommune (frivilligt)", "Ida Borg")
    anne.press("Udsted aftalen").told("Aftalen er udstedt til begge parter.")

    anne.open_case(CASE)
    assert "begge råd er bundet af den" in anne.text
    agreement = anne.pdf("Aftale om overtagelse")
    says(agreement, "Botilbuddet Engdraget", "Ida Borg", "1. januar 2028", "-1.125", "-3.375", "-4.500")
