"""The secretariat's pages of organisations, bodies and closed days."""

from datetime import date

import pytest

from db.models.organisation import Organisation
from tests import factories
from tests.web.browse import Browse
from workflows.vocabulary import OrganisationKind

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def secretariat(browse: Browse) -> Browse:
    browse.log_in(factories.post(organisation_row=factories.secretariat()))
    return browse


def region(name: str = "Region Syddanmark", code: str = "1083") -> Organisation:
    return factories.organisation(name, code=code, kind=OrganisationKind.REGION, region_code=code)


def test_organisations_are_found_by_name_and_region(secretariat: Browse) -> None:
    region()
    factories.organisation("Ærø Kommune", code="492")
    factories.organisation("Aarhus Kommune", code="751", region_code="1082")

    page = secretariat.get("admin_organisations.index", text="ærø", region_code="1083", on="2-3-2026")

    assert page.rows("Organisationer") == [["Ærø Kommune", "492", "Kommune", "Region Syddanmark", "fra 1. jan. 2007"]]


def test_a_list_without_answers_shows_those_of_today_on_every_page(secretariat: Browse) -> None:
    factories.organisation("Ribe Kommune", valid_to=date(2006 + 1, 12, 31))
    for _ in range(25):
        factories.organisation()

    first = secretariat.get("admin_organisations.index")
    last = first.follow("Næste side")

    assert "26 organisationer" in first.text
    assert "26 organisationer" in last.text
    assert len(last.rows("Organisationer")) == 1
    assert "Første side" in last.links()


def test_a_search_that_finds_nothing_says_what_to_do(secretariat: Browse) -> None:
    page = secretariat.get("admin_organisations.index", text="findesikke")

    assert "Ingen organisationer" in page.text


def test_a_filter_that_cannot_be_read_filters_nothing(secretariat: Browse) -> None:
    factories.organisation("Kolding Kommune")

    page = secretariat.get("admin_organisations.index", on="i morgen", kind="klub", page="sidste", text="Kolding")

    assert [row[0] for row in page.rows("Organisationer")] == ["Kolding Kommune"]


def test_an_organisation_is_created_after_its_faults_are_mended(secretariat: Browse) -> None:
    region()
    form = secretariat.get("admin_organisations.new")

    faulty = form.send(
        "Opret organisation", kind="municipality", name="Nyby Kommune", code="6", region_code="1083", status=422
    )
    shown = faulty.send("Opret organisation", code="999")

    assert set(faulty.errors()) == {"code"}
    assert (faulty.value("name"), faulty.value("code")) == ("Nyby Kommune", "6")
    assert shown.heading == "Nyby Kommune"
    assert "Nyby Kommune er oprettet." in shown.messages


def test_an_empty_form_names_what_is_missing(secretariat: Browse) -> None:
    form = secretariat.get("admin_organisations.new")

    faulty = form.send("Opret organisation", valid_from=" ", valid_to="31-02-2027", status=422)

    assert set(faulty.errors()) == {"kind", "name", "code", "valid_from", "valid_to"}
    assert faulty.errors()["valid_to"] == "Datoen findes ikke i kalenderen: februar 2027 har 28 dage."
    assert faulty.value("valid_to") == "31-02-2027"


def test_name_and_address_are_corrected(secretariat: Browse) -> None:
    region()
    kolding = factories.organisation("Kolding Komune")
    page = secretariat.get("admin_organisations.show", organisation_id=kolding.id)

    shown = page.follow("Ret").send("Gem rettelsen", name="Kolding Kommune", address="Akseltorv 1\n6000 Kolding")

    assert shown.heading == "Kolding Kommune"
    assert "Akseltorv 1" in shown.text


def test_an_organisation_ends_with_a_successor(secretariat: Browse) -> None:
    old, successor = region("Region Sjælland", "1085"), region("Region Østdanmark", "1086")
    post = factories.post(factories.person("Grete Prøve"), old)
    page = secretariat.get("admin_organisations.show", organisation_id=old.id)

    ended = page.follow("Ophør").send("Gem slutdagen", last_day="31-12-2026", successor_id=str(successor.id))

    assert "1. jan. 2007 – 31. dec. 2026" in ended.text
    taken_over = secretariat.get("admin_organisations.show", organisation_id=successor.id)
    assert taken_over.rows("Roller i Region Østdanmark") == [
        ["Grete Prøve", post.role.label, "fra 1. jan. 2027", "Kommende"]
    ]


def test_municipalities_go_over_to_the_region_that_comes_after_theirs(secretariat: Browse) -> None:
    old, successor = region("Region Sjælland", "1085"), region("Region Østdanmark", "1086")
    greve = factories.organisation("Greve Kommune", region_code="1085")
    form = secretariat.get("admin_organisations.ending", organisation_id=old.id)
    assert form.soup.select_one("input[name=moved_ids]").has_attr("checked")

    alone = form.send("Gem slutdagen", status=422, last_day="31-12-2026")
    assert "Vælg den region" in alone.errors()["successor_id"]
    form.send("Gem slutdagen", last_day="31-12-2026", successor_id=str(successor.id))

    shown = secretariat.get("admin_organisations.show", organisation_id=greve.id)
    assert [row[0] for row in shown.rows("Region over tid")] == ["Region Sjælland", "Region Østdanmark"]


def test_a_body_has_its_members_and_meetings(secretariat: Browse) -> None:
    forum, vejen = factories.body("Socialdirektørforum (SDF)"), factories.organisation("Vejen Kommune")
    page = secretariat.get("admin_bodies.index").follow("Socialdirektørforum (SDF)")

    with_member = page.follow("Nyt medlem").send("Tilføj medlemmet", organisation_id=str(vejen.id))
    form = with_member.follow("Nye mødedatoer")
    faulty = form.send("Tilføj mødedatoerne", days="20-3-2026\n31. februar 2026", status=422)
    shown = faulty.send("Tilføj mødedatoerne", days="19. juni 2026\n20-3-2026\n", place="Vejle")

    assert faulty.errors()["days"] == "Linje 2: Datoen findes ikke i kalenderen: februar 2026 har 28 dage."
    assert faulty.value("days").strip() == "20-3-2026\n31. februar 2026"
    assert [row[:2] for row in shown.rows("Kommende møder")] == [
        ["20. marts 2026", "Vejle"],
        ["19. juni 2026", "Vejle"],
    ]
    assert shown.rows("1 plads")[0][:3] == ["Vejen Kommune", "fra 2. mar. 2026", "Gælder"]
    assert secretariat.get("admin_bodies.index").rows("Organer") == [
        ["Socialdirektørforum (SDF)", "1", "20. marts 2026"]
    ]
    assert forum.name in shown.heading


def test_a_meeting_is_taken_out_and_a_seat_ends(secretariat: Browse) -> None:
    forum = factories.body()
    factories.meeting(forum, date(2026, 6, 19))
    factories.seat(forum, factories.organisation("Vejen Kommune"))

    page = secretariat.get("admin_bodies.show", body_id=forum.id)
    without = page.send("Fjern mødet 19. juni 2026")
    ended = without.follow("Afslut medlemskabet for Vejen Kommune").send("Afslut medlemskabet", last_day="31-3-2026")

    assert "Der er ingen mødedatoer." in without.text
    assert ended.rows("1 plads")[0][:3] == ["Vejen Kommune", "1. jan. 2016 – 31. mar. 2026", "Gælder"]


def test_a_day_that_has_passed_is_no_new_meeting(secretariat: Browse) -> None:
    forum = factories.body()

    form = secretariat.get("admin_meetings.new", organisation_id=forum.id)
    faulty = form.send("Tilføj mødedatoerne", days="1-3-2026", status=422)

    assert "er gået" in faulty.errors()["days"]


def test_closed_days_are_added_and_removed(secretariat: Browse) -> None:
    vejle = factories.organisation("Vejle Kommune")
    form = secretariat.get("admin_closed_days.index").follow("Nye lukkedage")

    shown = form.send(
        "Tilføj lukkedagene",
        organisation_id=str(vejle.id),
        first="28-12-2026",
        last="30-12-2026",
        reason="Rådhuset lukket",
    )
    fewer = shown.follow("Fjern lukkedagen 30. december 2026").send("Fjern lukkedagen")

    assert "3 lukkedage er tilføjet. Ingen løbende frister er flyttet." in shown.messages
    assert [row[:2] for row in fewer.rows("Lukkedage")] == [
        ["29. december 2026", "Rådhuset lukket"],
        ["28. december 2026", "Rådhuset lukket"],
    ]
    assert secretariat.get("admin_closed_days.index").rows("Organisationer med egne lukkedage") == [
        ["Vejle Kommune", "2"]
    ]


def test_a_closed_day_has_a_reason(secretariat: Browse) -> None:
    vejle = factories.organisation()
    form = secretariat.get("admin_closed_days.new", organisation_id=vejle.id)

    faulty = form.send("Tilføj lukkedagene", first="28-12-2026", status=422)

    assert set(faulty.errors()) == {"reason"}
    assert faulty.value("organisation_id") == str(vejle.id)
