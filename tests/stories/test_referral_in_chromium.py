"""A referral from the citizen's own inquiry to the letter with the decision, in a real browser."""

import subprocess
from collections.abc import Callable

import pytest

from tests.referral_walk import CPR, NAME, TELLING
from tests.stories.pages.visitor import Visitor, words

pytestmark = pytest.mark.browser

CENTRE = "Kommunikationscenter Fjordager (opdigtet)"
CASE = f"Henvisning til {CENTRE}"
RIKKE = "rikke@fjordager.example"
YASMIN = "yasmin@gladsaxe.example"
PHONE = {"width": 390, "height": 844}


def test_a_referral_is_taken_from_the_citizens_inquiry_to_the_letter(visitor: Callable[..., Visitor]) -> None:
    citizen, person = visitor(viewport=PHONE), visitor()
    addresses = addresses_of(citizen, person)
    the_citizen_asks(citizen)
    the_centre_starts_an_assessment(person.log_in(RIKKE))
    the_centre_sends_its_report(person)
    the_municipality_grants(person.log_in(YASMIN))
    the_letter_says_what_the_citizen_gets(person)
    the_texts_are_read_after_a_reason(person.log_in(RIKKE))

    for someone in (citizen, person):
        forget_refusals(someone)
    assert any("/henvendelse" in address for address in addresses)
    assert [word for word in TELLING for address in addresses if word.casefold() in address.casefold()] == []


def addresses_of(*visitors: Visitor) -> list[str]:
    """All addresses that the browsers ask for from now on."""
    asked: list[str] = []
    for someone in visitors:
        someone.page.on("request", lambda request: asked.append(request.url))
    return asked


def the_citizen_asks(citizen: Visitor) -> None:
    citizen.page.goto("/login")
    citizen.page.get_by_role("link", name="Henvend dig til et kommunikationscenter").click()
    citizen.press("Send henvendelsen")
    citizen.page.get_by_role("link", name="CPR-nummer: Skriv CPR-nummeret.").click()
    assert citizen.page.evaluate("document.activeElement.id") == "cpr", "a fault leads to its field"

    citizen.page.keyboard.type(CPR)
    citizen.select("Hvilket kommunikationscenter vil du henvende dig til?", CENTRE)
    citizen.select("Hvilken kommune bor du i?", "Gladsaxe Kommune")
    citizen.choose("Hvad har du brug for hjælp til?", "Tale, sprog og stemme")
    citizen.fill("Hvad er svært for dig?", "Jeg har afasi og kan ikke tale i telefon.")
    citizen.fill("Navn", NAME).fill("Adresse (frivilligt)", "Tjørnevangen 4\n2860 Søborg")
    citizen.press("Send henvendelsen").told(f"Din henvendelse er sendt til {CENTRE}.")

    assert "HK-" in citizen.text
    assert fits(citizen), "nothing is wider than the phone"


def the_centre_starts_an_assessment(rikke: Visitor) -> None:
    rikke.open_task("Vurdér henvendelsen")
    assert "Jeg har afasi og kan ikke tale i telefon." in rikke.text
    rikke.choose("Hvad beslutter centret?", "Sæt en udredning i gang")
    rikke.fill("Begrundelse", "Vanskelighederne er nye.")
    rikke.press("Registrér vurderingen").told("Udredningen er sat i gang.")


def the_centre_sends_its_report(rikke: Visitor) -> None:
    rikke.open_task("Skriv og send rapporten")
    rikke.fill("Formål", "Afklare følgerne").fill("Mål", "Kan føre en samtale\nKan læse en avis")
    rikke.fill("Forventet effekt af den kompenserende indsats", "Deltager i samtaler")
    rikke.choose("Foreslået lovgrundlag", "Lov om specialundervisning for voksne")
    rikke.press("Send rapporten til kommunen").page.get_by_text("Rapporten mangler navnet").first.wait_for()
    rikke.fill("Navn", "Rikke Solbjerg").fill("Telefon", "70 10 20 30")
    rikke.press("Send rapporten til kommunen").told("Rapporten er sendt til Gladsaxe Kommune.")


def the_municipality_grants(yasmin: Visitor) -> None:
    yasmin.open_task("Oplys en fast kontaktperson").fill("Kontaktpersonens navn", "Yasmin Ebbesen")
    yasmin.fill("Telefon", "39 57 50 00").press("Oplys kontaktpersonen").told("Kontaktpersonen er oplyst")
    yasmin.open_task("Vurdér, om sagen er fuldt oplyst")
    yasmin.page.get_by_text("Se udredningsrapporten").click()
    assert "Kan læse en avis" in yasmin.text
    assert "senest 23. marts 2026" in yasmin.text, "15 working days after 2 March (hovedstaden-2019-2020, 8.1)"
    yasmin.choose("Er sagen fuldt oplyst?", "Ja").press("Registrér vurderingen").told("Sagen er fuldt oplyst.")

    yasmin.open_task("Træf afgørelse").choose("Hvad skal der ske nu?", "Træf afgørelsen")
    assert not yasmin.page.get_by_text("Svarfrist for borgeren").is_visible()
    yasmin.choose("Afgørelse", "Bevilget").fill("Ydelse", "undervisning i tale")
    yasmin.select("Lov", "Lov om specialundervisning for voksne").fill("Bestemmelse", "§ 1")
    yasmin.fill("Omfang", "12 lektioner").fill("Bevilget fra", "2-3-2026")
    yasmin.fill("Begrundelse", "Udredningen viser, at undervisning kan hjælpe.")
    yasmin.press("Registrér").told("Afgørelsen er truffet, og brevet til borgeren er dannet.")


def the_letter_says_what_the_citizen_gets(yasmin: Visitor) -> None:
    yasmin.open_case(CASE)
    assert "Afgjort i tide" in yasmin.text
    assert NAME not in yasmin.text

    letter = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=yasmin.pdf("Afgørelse"), capture_output=True, check=True
    )
    text = words(letter.stdout.decode())
    for said in (NAME, "Du får bevilget undervisning i tale.", "12 lektioner", "kan hjælpe", "klage"):
        assert said in text


def the_texts_are_read_after_a_reason(rikke: Visitor) -> None:
    rikke.open_case(CASE).page.get_by_role("link", name="Læs sagens tekster om borgeren").click()
    rikke.page.get_by_role("heading", level=1, name="Sagens tekster om borgeren").wait_for()
    assert "Kan læse en avis" in rikke.text
    rikke.open_case(CASE).page.get_by_role("link", name="Opslag", exact=True).click()
    assert "Opgaven »Skriv og send rapporten«" in rikke.text
    assert fits(rikke)


def forget_refusals(someone: Visitor) -> None:
    """The browser notes an answer that could not be taken as a fault; here they are part of the story."""
    someone.faults[:] = [fault for fault in someone.faults if "status of 422" not in fault]


def fits(someone: Visitor) -> bool:
    """Whether the page needs no scrolling sideways."""
    fitting = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    return bool(someone.page.evaluate(fitting))
