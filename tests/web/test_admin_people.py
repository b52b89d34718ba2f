"""The secretariat's pages of people: roles, access, one-time links."""

from urllib.parse import urlsplit

import pytest

from tests import factories
from tests.web.browse import Browse
from workflows.vocabulary import Role

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def secretariat(browse: Browse) -> Browse:
    browse.log_in(factories.post(factories.person("Birgit Prøve"), factories.secretariat()))
    return browse


def test_a_person_is_created_and_told_to_have_no_password_yet(secretariat: Browse) -> None:
    kolding = factories.organisation("Kolding Kommune")
    form = secretariat.get("admin_people.new", organisation_id=kolding.id)

    shown = form.send("Opret person", name="Karen Askov", email="karen@kolding.example", role="director")

    assert shown.heading == "Karen Askov"
    assert [row[:4] for row in shown.rows("Roller")] == [
        ["Kolding Kommune", "Socialdirektør", "fra 2. mar. 2026", "Gælder"]
    ]
    assert "Mangler adgangskode" in shown.text


def test_a_role_that_does_not_fit_is_said_at_the_field_and_nothing_typed_is_lost(secretariat: Browse) -> None:
    kolding = factories.organisation("Kolding Kommune")
    form = secretariat.get("admin_people.new")

    faulty = form.send(
        "Opret person",
        name="Karen Askov",
        email="karen@kolding.example",
        organisation_id=str(kolding.id),
        role="auditor",
        status=422,
    )

    assert "I Kolding Kommune kan man være" in faulty.errors()["role"]
    assert any("Der er noget at rette" in message for message in faulty.messages)
    assert [faulty.value(name) for name in ("name", "email", "organisation_id")] == [
        "Karen Askov",
        "karen@kolding.example",
        str(kolding.id),
    ]


def test_a_person_gets_a_role_in_another_organisation_and_ends_one(secretariat: Browse) -> None:
    person = factories.person("Karen Askov")
    factories.post(person, factories.body("Forretningsudvalget"))
    factories.body("Socialdirektørforum")
    page = secretariat.get("admin_people.show", person_id=person.id)

    form = page.follow("Ny rolle")
    [forum] = [
        str(option["value"]) for option in form.soup.select("#organisation_id option") if "direktør" in option.text
    ]
    two = form.send("Giv rollen", organisation_id=forum, role="body_secretary")
    ended = two.follow("Afslut Udvalgssekretær i Forretningsudvalget").send("Afslut rollen", last_day="1-3-2026")

    assert [row[0] for row in two.rows("Roller")] == ["Forretningsudvalget", "Socialdirektørforum"]
    assert [row[3] for row in ended.rows("Roller")] == ["Ophørt", "Gælder"]


def test_the_link_is_shown_once_and_sets_the_password(secretariat: Browse) -> None:
    person = factories.post(factories.person("Karen Askov")).person
    page = secretariat.get("admin_people.show", person_id=person.id)

    handed_out = page.send("Lav engangslink")
    link = handed_out.soup.select_one("#link").get_text()
    chosen = secretariat.open(urlsplit(link).path).send(
        "Gem adgangskoden", password="grøn cykel over broen", repeated="grøn cykel over broen"
    )

    assert handed_out.heading == "Engangslink til Karen Askov"
    assert link.startswith("http://localhost/engangslink/")
    assert chosen.path != urlsplit(link).path
    again = secretariat.get("admin_people.show", person_id=person.id)
    assert link not in again.text
    assert "Åben" in again.text


def test_access_is_closed_and_opened_again(secretariat: Browse) -> None:
    person = factories.post().person
    page = secretariat.get("admin_people.show", person_id=person.id)

    closed = page.send("Luk adgangen")
    opened = closed.send("Åbn adgangen")

    assert "Lukket" in closed.text
    assert "Luk adgangen" in opened.text


def test_ones_own_access_has_no_button_to_close_it(secretariat: Browse) -> None:
    page = secretariat.get("admin_people.index", text="Birgit").follow("Birgit Prøve")

    assert "Luk adgangen" not in page.text


def test_people_are_listed_with_the_roles_of_today(secretariat: Browse) -> None:
    person = factories.person("Karen Askov", email="karen@kolding.example")
    kolding = factories.organisation("Kolding Kommune")
    for role in (Role.DIRECTOR, Role.ACCOUNTANT):
        factories.post(person, kolding, role=role)

    page = secretariat.get("admin_people.index", organisation_id=str(kolding.id), role="director", access="open")

    assert page.rows("Personer") == [
        [
            "Karen Askov",
            "karen@kolding.example",
            "Kolding Kommune: Økonomimedarbejder, Socialdirektør",
            "Mangler adgangskode",
        ]
    ]


def test_name_and_address_are_corrected(secretariat: Browse) -> None:
    factories.person(email="lars@vejen.example")
    person = factories.person("Karen Asgov", email="karen@kolding.example")
    form = secretariat.get("admin_people.edit", person_id=person.id)

    faulty = form.send("Gem rettelsen", name="Karen Askov", email="lars@vejen.example", status=422)
    shown = faulty.send("Gem rettelsen", email="karen@kolding.example")

    assert "bruger allerede den e-mail" in faulty.errors()["email"]
    assert shown.heading == "Karen Askov"
