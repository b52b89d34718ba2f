"""A closing from the first thought to the sent final account, in a real browser, with the runner at work behind it.

The figures are those of syddanmark-2025-2026, bilag 5, example 1.
"""

import io
import json
import subprocess
from collections.abc import Callable

import pikepdf
import pytest

from tests.closing_walk import ClosingWalk
from tests.stories.pages.visitor import Visitor, words

pytestmark = pytest.mark.browser

CASE = "Lukning af Bofællesskabet Åbrinken"
ANNE = "anne@vejle.example"
BIRGIT = "birgit@socialsekretariatet.example"
KOLDING = "direktoer@kolding.example"
AUDITOR = "revisor@bakkelund.example"
SDF = "Socialdirektørforum (SDF)"
FU = "Forretningsudvalget (FU)"
TODAY = "2-3-2026"

LINES = {
    "Indtægter på ydelser": ("8.581.000", "4.400.000"),
    "Personaleomkostninger": ("7.037.000", "6.500.000"),
    "Borgerrelaterede omkostninger": ("160.000", "85.000"),
    "Administrationsomkostninger": ("382.000", "279.000"),
    "Kompetenceudvikling": ("50.000", "0"),
    "Ejendomsomkostninger": ("422.000", "298.000"),
    "Afskrivninger": ("457.000", "381.000"),
    "Finansieringsudgifter/-indtægter": ("73.000", "61.000"),
}
FIGURES = {
    "Årets resultat": "underskud 3.204.000 kr.",
    "Akkumuleret": "underskud 3.656.000 kr.",
    "Driftsherrens egenfinansiering, højst": "429.050 kr.",
    "Til fordeling": "underskud 3.226.950 kr.",
}
TOTALS = {"Vejle Kommune": "-2783852", "Kolding Kommune": "-523289", "Fredericia Kommune": "-348859"}
"""What each party bears; the source is 1 kr. short at the operator, who takes the rounding remainder."""


def test_a_closing_is_taken_from_its_opening_to_the_sent_final_account(visitor: Callable[..., Visitor]) -> None:
    person = visitor()
    open_the_case(person.log_in(ANNE))
    register_the_hearing(person.log_in(BIRGIT, acting_for=SDF))
    record_the_decision(person.log_in(ANNE))
    enter_the_provisional_account(person)
    treat(person.log_in(BIRGIT, acting_for=FU), "Registrér udvalgets behandling")
    send_the_provisional_account(person.log_in(ANNE))
    the_municipality_reads_its_letter(person.log_in(KOLDING))
    enter_the_final_account(person.log_in(ANNE))
    the_operator_sees_who_opened(person)
    endorse(person.log_in(AUDITOR))
    treat(person.log_in(BIRGIT, acting_for=SDF), "Registrér organets behandling")
    send_the_final_account(person.log_in(ANNE))


def test_an_account_is_entered_without_scripts(visitor: Callable[..., Visitor]) -> None:
    ClosingWalk().opened().heard().decided(last_day="2026-10-31")
    anne = visitor(java_script_enabled=False).log_in(ANNE).open_task("Indtast foreløbigt lukkeregnskab")

    type_example_1(anne)
    anne.press("Beregn")
    shows_example_1(anne)
    anne.press("Gem kladde").told("Kladden er gemt")
    anne.open_task("Indtast foreløbigt lukkeregnskab")

    assert anne.page.get_by_label("Personaleomkostninger, regnskab").input_value() == "6.500.000"
    shows_example_1(anne)
    anne.press(f"Send til {FU}").told(f"Regnskabet er sendt til {FU}.")


def open_the_case(anne: Visitor) -> None:
    anne.page.goto("/sager/opret/lukning/")
    anne.select("Tilbud", "Bofællesskabet Åbrinken")
    anne.choose("Flyttes tilbuddet", "Nej").choose("Er tilbuddet lukket af", "Nej")
    anne.choose("Forventes lukningen", "Ja")
    anne.fill("Forventet dato for beslutningen", TODAY)
    anne.fill("Begrundelse for lukningen", "Belægningen er faldet tre år i træk.")
    anne.page.get_by_text("Rammeaftale 2025-2026 for Syddanmark gælder for sagen.").wait_for()
    anne.press("Opret sagen").told("Sagen er oprettet")

    assert "Afventer høringsparterne: Besvar høringen (23 mangler)" in anne.text


def register_the_hearing(sdf: Visitor) -> None:
    sdf.open_case(CASE)
    sdf.page.get_by_role("link", name="Registrér høringssvar").click()
    for answer in sdf.page.get_by_label("Svar fra").all():
        answer.select_option(label="Ingen bemærkninger")
    sdf.press("Registrér svarene").told("23 høringssvar er registreret.")

    sdf.open_task("Registrér organets konklusion").fill("Mødedato", TODAY)
    sdf.choose("Konklusion", "Tilbuddet kan lukke").fill("Konklusionen i ord", "SDF tager lukningen til efterretning.")
    sdf.press("Registrér konklusionen").told("Vejle Kommune kan nu registrere sin beslutning.")


def record_the_decision(anne: Visitor) -> None:
    anne.open_task("Registrér beslutningen").choose("Beslutning", "Tilbuddet lukker")
    anne.fill("Beslutningsdato", TODAY).fill("Sidste dag i drift", "31. oktober 2026")
    anne.press("Registrér beslutningen").told("handlekommunerne er varslet om lukningen")

    assert "2. juni 2026" in anne.text, (
        "the provisional account is due 3 months after the decision (bilag 4, table 4.1)"
    )


def enter_the_provisional_account(anne: Visitor) -> None:
    anne.open_task("Indtast foreløbigt lukkeregnskab")
    assert anne.page.get_by_label("Måneder i drift").input_value() == "10"
    type_example_1(anne)
    anne.press("Beregn")
    anne.page.locator("#result-content .key-figures").get_by_text("3.226.950").wait_for()

    shows_example_1(anne)
    assert words(anne.page.locator("#sum-costs_budget").inner_text()) == "8.581.000"
    assert words(anne.page.locator("#sum-costs_account").inner_text()) == "7.604.000"
    assert anne.page.get_by_label("Kolding Kommune, 2024").input_value() == "1.430.070"
    anne.press(f"Send til {FU}").told(f"Regnskabet er sendt til {FU}.")


def type_example_1(anne: Visitor) -> None:
    """Line by line, as Danes write amounts."""
    for line, (budget, account) in LINES.items():
        anne.fill(f"{line}, budget", budget).fill(f"{line}, regnskab", account)
    anne.fill("Overført på tilbuddet, beløb i kroner", "452.000").choose("Overført på tilbuddet", "Underskud")


def shows_example_1(someone: Visitor) -> None:
    """Own share, what is distributed and each party's part, as the screen says them."""
    shares = someone.rows("Fordeling")

    assert someone.figures() == FIGURES
    assert shares["Vejle Kommune (driftsherre, inkl. egenfinansiering)"] == [
        "72,97 %",
        "-2.354.802 kr.",
        "-2.783.852 kr.",
    ]
    assert shares["Kolding Kommune"] == ["16,22 %", "-523.289 kr.", "-523.289 kr."]
    assert shares["Fredericia Kommune"] == ["10,81 %", "-348.859 kr.", "-348.859 kr."]
    assert shares["I alt"][-1] == "-3.656.000 kr."


def treat(secretary: Visitor, task: str) -> None:
    secretary.open_task(task)
    shows_example_1(secretary)
    secretary.fill("Mødedato", TODAY).choose("Konklusion", "Taget til efterretning")
    secretary.press("Registrér behandlingen").told("Vejle Kommune kan nu sende regnskabet til de berørte kommuner.")


def send_the_provisional_account(anne: Visitor) -> None:
    anne.open_task("Send regnskabet til de berørte")
    shows_example_1(anne)
    anne.press("Send til 2 kommuner").told("Det foreløbige lukkeregnskab er sendt til de berørte kommuner.")

    anne.open_case(CASE)
    account = anne.pdf("Foreløbigt lukkeregnskab")
    says(account, "429.050", "3.226.950", "523.289", "348.859", "2.783.852", "3.656.000", "8.581.000", "7.604.000")
    holds_example_1(account)


def the_municipality_reads_its_letter(kolding: Visitor) -> None:
    kolding.open_case(CASE)
    unread = words(kolding.document("Kommunens andel").inner_text())
    letter = kolding.pdf("Kommunens andel")
    kolding.page.reload()
    read = words(kolding.document("Kommunens andel").inner_text())

    assert ("Ulæst" in unread, "Åbnet" in read) == (True, True)
    says(letter, "Kolding Kommune", "523.289")
    assert "348.859" not in kolding.text, "a municipality sees its own share and nobody else's in the case"


def enter_the_final_account(anne: Visitor) -> None:
    anne.open_task("Indberet ændring, eller gå videre").choose("Næste skridt", "Gå til det endelige regnskab")
    anne.press("Registrér næste skridt").told("Nu kan I indtaste det endelige regnskab.")

    anne.open_task("Indtast endeligt lukkeregnskab")
    assert anne.page.get_by_label("Personaleomkostninger, regnskab").input_value() == "6.500.000"
    anne.select("Revisor", "Bakke & Lund Revision")
    shows_example_1(anne)
    anne.press("Send til revisor").told("Regnskabet er sendt til revisor.")


def the_operator_sees_who_opened(anne: Visitor) -> None:
    anne.open_case(CASE)
    rows = anne.page.locator("#dokumenter tbody tr").filter(has_text="Kommunens andel").all()
    receipts = [words(row.locator("td").nth(1).text_content() or "") for row in rows]

    (of_kolding,) = [text for text in receipts if "Kolding Kommune" in text]
    (of_fredericia,) = [text for text in receipts if "Fredericia Kommune" in text]
    assert "1 modtager, åbnet af 1" in of_kolding
    assert "1 modtager, åbnet af 0" in of_fredericia


def endorse(auditor: Visitor) -> None:
    auditor.open_task("Påtegn regnskabet")
    shows_example_1(auditor)
    auditor.choose("Resultat af gennemgangen", "Regnskabet påtegnes")
    auditor.press("Send til driftsherren").told("Påtegningen er sendt til Vejle Kommune.")


def send_the_final_account(anne: Visitor) -> None:
    anne.open_task("Send regnskabet til de berørte")
    anne.press("Send til 2 kommuner").told("sagen er afsluttet")
    anne.page.goto("/sager/?vis=afsluttede")
    anne.page.get_by_role("link", name=CASE).click()

    account = anne.pdf("Endeligt lukkeregnskab med revisionspåtegning")
    assert "Afsluttet" in anne.text
    says(account, "429.050", "3.226.950", "523.289", "348.859", "2.783.852", "3.656.000", "Bakke & Lund Revision")
    holds_example_1(account)


def says(pdf: bytes, *texts: str) -> None:
    """The document can be read as text, and says each of these."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    text = words(read.stdout.decode())
    assert [one for one in texts if one not in text] == []


def holds_example_1(pdf: bytes) -> None:
    """The attached file gives the same amounts, so that an auditor can compute them again."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        attached = json.loads(document.attachments["lukkeregnskab.json"].get_file().read_bytes())
    result = attached["account"]["result"]

    assert (result["own_share"], result["to_distribute"]) == ("429050", "-3226950")
    assert (result["year_result"], result["accumulated"]) == ("-3204000", "-3656000")
    assert {share["party"]: share["total"] for share in result["shares"]} == TOTALS
