"""An emergency brake from the list to its follow-up, in a real browser, with the runner at work behind it."""

from collections.abc import Callable

import pytest

from tests.stories.pages.visitor import Visitor, words
from tests.stories.test_closing_in_chromium import says

pytestmark = pytest.mark.browser

CASE = "Nødbremse for Bostedet Skovkanten"
OMAR = "omar@gladsaxe.example"
CHARLOTTE = "charlotte@sekretariat-hovedstaden.example"
SECRETARIAT = "Fælleskommunalt sekretariat for det specialiserede socialområde"
COMMITTEE = "Embedsmandsudvalget for Socialområdet og Specialundervisning"
TASK_FORCE = "Den permanente taskforce"
TODAY = "2-3-2026"
TABLE = (
    "År\tPladser\tBelægning\tBudget\tResultat\n"
    "2023\t12\t98,5\t18.810.000\t120.000\n"
    "2024\t12\t83,33\t18.810.000\t-1.900.000\n"
    "2025\t12\t66,67\t18.810.000\t-4.100.000\n"
)
LOWER = "Lavere budgetteret belægningsprocent"


def test_a_brake_is_taken_from_the_list_to_its_follow_up(visitor: Callable[..., Visitor]) -> None:
    person = visitor()
    put_the_offer_on_the_list(person.log_in(CHARLOTTE, acting_for=SECRETARIAT))
    open_the_case(person.log_in(OMAR))
    nominate(person)
    assess(person.log_in(CHARLOTTE, acting_for=COMMITTEE))
    map_the_offer(person.act_for(TASK_FORCE))
    recommend(person)
    treat(person.act_for(COMMITTEE))
    decide(person.act_for("KKR Hovedstaden"))
    plan_the_follow_up(person.act_for(SECRETARIAT))
    tell_the_status(person.log_in(OMAR))


def put_the_offer_on_the_list(charlotte: Visitor) -> None:
    charlotte.page.goto("/administration/mest-specialiserede/hovedstaden-2019-2020/nyt")
    charlotte.fill("Tilbuddets navn", "Skovkanten").fill("Begrundelse", "Opfylder kriterierne.")
    charlotte.page.get_by_label("Registreret tilbud").select_option(label="Bostedet Skovkanten, Gladsaxe Kommune")
    charlotte.press("Sæt på listen").told("Skovkanten står på listen.")


def open_the_case(omar: Visitor) -> None:
    omar.page.goto("/sager/opret/noedbremse/")
    assert "14. april 2026 og 13. oktober 2026" in omar.text
    omar.choose("Tilbud", "Bostedet Skovkanten")
    omar.fill("Hvorfor er tilbuddets eksistens truet?", "Tre kommuner har opsagt pladser.")
    omar.press("Opret sagen").told("Sagen er oprettet.")


def nominate(omar: Visitor) -> None:
    omar.open_task("Indstil tilbuddet")
    omar.page.get_by_text("Indsæt fra regneark eller CSV").click()
    omar.fill("Tabel fra et regneark", TABLE).press("Hent ind i tabellen")
    omar.page.locator("#resultat img").nth(1).wait_for()
    assert omar.page.get_by_label("Resultat, række 3").input_value() == "-4.100.000"
    assert shows_a_picture(omar)

    omar.fill("Tilbuddets økonomi i ord", "Underskuddet vokser.")
    for measure in ("Lukning af pladser", "Besparelser", "Organisatoriske ændringer: samdrift med andre tilbud"):
        omar.fill(measure, "Overvejet og fundet utilstrækkeligt.")
    omar.choose("Hvornår skal indstillingen behandles?", "Akut, den kan ikke vente")
    omar.fill("Hvorfor kan den ikke vente til næste faste møde?", "Medarbejderne siger op.")
    omar.page.locator("#result-content li", has_text="fælles ledelse").wait_for()
    omar.fill("Organisatoriske ændringer: fælles ledelse", "Prøvet.")
    omar.page.locator("#result-content").get_by_text("Alt er udfyldt").wait_for()
    omar.press("Send indstillingen").told("Indstillingen er sendt til Embedsmandsudvalget")


def shows_a_picture(someone: Visitor) -> bool:
    """Whether the browser has drawn the plots, and didn't refuse them."""
    drawn = someone.page.locator("#resultat img").evaluate_all("all => all.every(one => one.naturalWidth > 100)")
    return bool(drawn)


def assess(committee: Visitor) -> None:
    committee.open_task("Vurdér indstillingen").fill("Mødedato", TODAY)
    for asked in (
        "Efterspørgslen efter tilbuddet",
        "Alternativer i regionen",
        "Alternativer uden for regionen",
        "Tilbuddets karakter",
    ):
        committee.fill(asked, "Vurderet på mødet.")
    committee.choose("Konklusion", "Indstillingen sendes videre til den permanente taskforce")
    committee.fill("Fokusområde, række 1", "Økonomien")
    committee.press("Registrér vurderingen").told("Indstillingen er sendt videre")


def map_the_offer(task_force: Visitor) -> None:
    task_force.open_task("Planlæg afdækningen")
    task_force.fill("Opgave, række 1", "Gennemgå regnskabet").fill("Senest, række 1", "1-4-2026")
    task_force.press("Fordel opgaverne").told("Opgaverne er fordelt")
    task_force.open_task("Gennemgå regnskabet").fill("Det har I fundet", "Udgifterne falder ikke med belægningen.")
    task_force.press("Registrér afdækningen").told("Afdækningen er registreret")
    task_force.open_task("Indhent dokumentation og data")
    task_force.choose("Er der brug for flere oplysninger?", "Nej, vi har det, vi skal bruge").press("Gå videre")
    task_force.open_task("Følg op: Økonomien").fill("Det viser afdækningen", "Et varigt fald.")
    task_force.choose("Er fokusområdet belyst?", "Ja").press("Registrér opfølgningen").told("fulgt op: Økonomien")


def recommend(task_force: Visitor) -> None:
    task_force.open_task("Skriv rapport og indstilling")
    for asked in ("Tilbuddets situation", "Tilbuddets økonomi", "Alternativer", "Sammenfatning", "Begrundelse"):
        task_force.fill(asked, "Behovet fortsætter, og viden findes ikke andre steder.")
    task_force.choose("Skal tilbuddet fremover være til rådighed i regionen?", "Ja")
    measure = task_force.page.locator("section.measure", has_text=LOWER)
    measure.get_by_label("Foreslå tiltaget").check()
    measure.get_by_label("Hvordan bruges tiltaget her?").fill("Taksten regnes på færre belagte pladser.")
    measure.get_by_label("Ny budgetteret belægning").fill("80")
    shows_the_effect(task_force)
    assert shows_a_picture(task_force)
    task_force.press("Send rapport og indstilling").told("Rapporten og indstillingen er sendt videre.")


def shows_the_effect(someone: Visitor) -> None:
    """What the measure costs; the operator bears what the others don't."""
    rows = someone.rows(f"Betaling pr. år: {LOWER}, kroner")

    assert rows["Københavns Kommune"] == ["4.950.000", "5.878.125", "+928.125"]
    assert rows["Gladsaxe Kommune (driftsherren)"] == ["8.910.000", "7.053.750", "-1.856.250"]


def treat(committee: Visitor) -> None:
    committee.open_task("Tag stilling til indstillingen")
    shows_the_effect(committee)
    committee.fill("Mødedato", TODAY).choose("Konklusion", "Indstillingen tiltrædes")
    committee.press("Registrér behandlingen").told("Indstillingen er tiltrådt")


def decide(kkr: Visitor) -> None:
    kkr.open_task("Registrér beslutningen").fill("Mødedato", TODAY).choose("Beslutning", "Indstillingen følges")
    kkr.press("Registrér beslutningen").told("Beslutningen er registreret")


def plan_the_follow_up(secretariat: Visitor) -> None:
    secretariat.open_task("Fastsæt opfølgning")
    for day in secretariat.page.locator("#follow_ups input[name$=due_on]").all():
        day.fill("1-9-2026")
    secretariat.press("Fastsæt opfølgningen").told("Datoerne er sat")


def tell_the_status(omar: Visitor) -> None:
    omar.open_task(f"Gør rede for status: {LOWER}").choose("Status", "I gang")
    omar.fill("Hvor langt er I?", "Taksten er regnet om.").press("Send status").told("Status er sendt")
    omar.open_case(CASE)

    assert "Særlige tiltag iværksættes" in omar.text
    assert words(omar.page.locator("#opfoelgning tbody tr", has_text=LOWER).inner_text()).endswith(
        "Taksten er regnet om."
    )
    says(omar.pdf("Indstilling af tilbud"), "Bostedet Skovkanten", "66,67", "Medarbejderne siger op.")
    says(omar.pdf("Beslutning om særlige tiltag"), LOWER, "928.125")
