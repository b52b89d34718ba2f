"""The errands of each kind of user, as short as the pages let them be: which links, which fields, what is read."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.walks.counted import Counted

User = tuple[str, str]
ANNE, GITTE = ("anne@vejle.example", "630"), ("gitte@region-syddanmark.example", "1083")
KOLDING, REVISOR = ("direktoer@kolding.example", "621"), ("revisor@bakkelund.example", "bakke-lund-revision")
BIRGIT = ("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
SIGNE = ("signe@koebenhavns.example", "taskforce-hovedstaden")
RIKKE, YASMIN = ("rikke@fjordager.example", "kommunikationscenter-fjordager"), ("yasmin@gladsaxe.example", "159")


@dataclass(frozen=True)
class Errand:
    """Who wants what, and the way there."""

    who: str
    user: User | None
    """E-mail and organisation; none for a citizen."""
    wants: str
    way: Callable[[Counted], object]
    start: str = "/"


def _answer_a_hearing(one: Counted) -> None:
    one.follow("Besvar høringen").choose("Jeres svar", "Bør ikke lukke")
    one.type("Bemærkninger", "Der er ikke andre tilbud til målgruppen.").press("Send høringssvar")
    one.sees("Høringssvaret er sendt")


def _see_where_a_case_stands(one: Counted) -> None:
    one.follow("Lukning af Dagtilbuddet Broen").sees("Her står sagen")
    one.unfold("Sådan er fristen beregnet").sees("Datoen blev valgt, da sagen blev oprettet")


def _give_to_a_colleague(one: Counted) -> None:
    one.follow("Svar på vilkårene").follow("Giv opgaven videre")
    one.choose("Kollega", "Dorte Kirkeby").type("Hvorfor?", "Jeg holder ferie.").press("Giv opgaven videre")
    one.sees("Opgaven er givet til")


def _find_own_share(one: Counted) -> None:
    one.sees("Penge på spil for jer")
    one.click(one.page.get_by_role("link", name="Åbn brevet om Lukning af Bofællesskabet Åbrinken"))


def _see_what_is_late(one: Counted) -> None:
    one.sees("Overskredet og nært forestående")


def _see_how_long_steps_take(one: Counted) -> None:
    one.follow("Ledelse").follow("Tid pr. trin").sees("Dage, som aftalernes frister giver, og dage, det tog")


def _take_the_dates_to_excel(one: Counted) -> None:
    one.follow("Ledelse")
    with one.page.expect_download():
        one.click(one.page.get_by_role("link", name="Hent som Excel"))


def _find_a_document(one: Counted) -> None:
    one.search("Strandengen").press("Søg i Rammesag").sees("Varsel om lukning")


def _register_answers(one: Counted) -> None:
    one.follow("Sager").follow("Lukning af Dagtilbuddet Broen").follow("Registrér høringssvar")
    one.select("Svar fra Assens Kommune", "Ingen bemærkninger")
    one.select("Svar fra Billund Kommune", "Ingen bemærkninger").press("Registrér svarene")
    one.sees("registreret")


def _record_a_treatment(one: Counted) -> None:
    one.select("Du handler for", "Forretningsudvalget (FU)").press("Skift")
    one.follow("Registrér udvalgets behandling").type("Mødedato", "2-3-2026")
    one.choose("Konklusion", "Taget til efterretning").press("Registrér behandlingen")
    one.sees("Behandlingen er registreret")


def _map_an_offer(one: Counted) -> None:
    one.follow("Alternativer i og uden for regionen").type("Det har I fundet", "To tilbud har ledige pladser.")
    one.press("Registrér afdækningen").sees("Afdækningen er registreret")


FIGURES = (
    "Afdeling Vadehuset\t12.000.000\t11.500.000\t11.700.000\t-200.000\t0\t-200.000\n"
    "Afdeling Klitten\t9.000.000\t8.800.000\t9.000.000\t-200.000\t0\t-200.000\n"
)


def _deliver_figures(one: Counted) -> None:
    one.follow("Indtast regnskabstal for enheden").paste("Enhed, række 1", FIGURES).sees("2 rækker er sat ind")
    one.type("Enhedens akkumulerede resultat i alt", "-400.000").press("Send tallene til kommunen")
    one.sees("Tallene er sendt")


def _write_a_report(one: Counted) -> None:
    one.follow("Skriv og send rapporten")
    one.type("Formål", "At følge en samtale på arbejdet.").type("Mål", "At deltage i møder uden tolk.")
    one.type("Forventet effekt af den kompenserende indsats", "Borgeren bliver i sit job.")
    one.choose("Målgruppe", "Hørelse").choose("Foreslået lovgrundlag", "Serviceloven")
    one.type("Navn", "Rikke Solbjerg").type("Telefon", "70 10 20 30").press("Send rapporten til kommunen")
    one.sees("Rapporten er sendt")


def _decide(one: Counted) -> None:
    one.follow("Vurdér, om sagen er fuldt oplyst").choose("Er sagen fuldt oplyst?", "Ja").press("Registrér vurderingen")
    one.choose("Hvad skal der ske nu?", "Træf afgørelsen").choose("Afgørelse", "Bevilget")
    one.type("Ydelse", "Instruktion i høreapparat").select("Lov", "Serviceloven").type("Bestemmelse", "§ 112")
    one.type("Omfang", "10 timer").type("Bevilget fra", "16-3-2026")
    one.type("Begrundelse", "Borgeren kan ikke følge en samtale uden.").press("Registrér")
    one.sees("Afgørelsen er truffet")


def _endorse(one: Counted) -> None:
    one.follow("Påtegn regnskabet").choose("Resultat af gennemgangen", "Regnskabet påtegnes")
    one.type("Påtegning", "Regnskabet er rigtigt.").press("Send til driftsherren").sees("Påtegningen er sendt")


def _ask_a_centre(one: Counted) -> None:
    one.select("Hvilket kommunikationscenter", "Kommunikationscenter Fjordager (opdigtet)")
    one.select("Hvilken kommune bor du i?", "Gladsaxe Kommune").choose("Hvad har du brug for hjælp til?", "Hørelse")
    one.type("Hvad er svært for dig?", "Jeg kan ikke høre i telefonen.").type("Navn", "Vibeke Prøve")
    one.type("CPR-nummer", "070761-4285").press("Send henvendelsen").sees("Din henvendelse er sendt")


ERRANDS = (
    Errand("Driftsherre", ANNE, "udføre min mest hastende opgave", _answer_a_hearing),
    Errand("Driftsherre", ANNE, "se, hvor en sag står, og hvorfor datoen er, som den er", _see_where_a_case_stands),
    Errand("Driftsherre", ANNE, "give en opgave til en kollega", _give_to_a_colleague),
    Errand("Køberkommune", KOLDING, "besvare en høring", _answer_a_hearing),
    Errand("Køberkommune", KOLDING, "finde egen andel af et lukkeregnskab", _find_own_share),
    Errand("Socialdirektør", KOLDING, "se, hvor lang tid trinnene tager mod reglen", _see_how_long_steps_take),
    Errand("Socialdirektør", KOLDING, "hente de nære frister som Excel", _take_the_dates_to_excel),
    Errand("Sekretariat", BIRGIT, "finde et dokument på et ord i det", _find_a_document),
    Errand("Sekretariat", BIRGIT, "se, hvilke frister der er overskredet", _see_what_is_late),
    Errand("Sekretariat", BIRGIT, "registrere høringssvar, der er kommet udenom", _register_answers),
    Errand("Udvalgets sekretær", BIRGIT, "registrere udvalgets behandling", _record_a_treatment),
    Errand("Medlem af taskforcen", SIGNE, "udføre en afdækning", _map_an_offer),
    Errand("Region", GITTE, "aflevere regnskabstal for en enhed", _deliver_figures),
    Errand("Kommunikationscenter", RIKKE, "skrive og sende rapporten", _write_a_report),
    Errand("Handlekommune", YASMIN, "afgøre en sag", _decide),
    Errand("Revisor", REVISOR, "påtegne et endeligt regnskab", _endorse),
    Errand("Borger", None, "henvende sig til et center", _ask_a_centre, start="/henvendelse"),
)
