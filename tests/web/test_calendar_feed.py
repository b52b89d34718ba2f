"""A calendar's private address: made, shown once, renewed and ended on one's profile; read without logging in."""

import pytest
from icalendar import Calendar

from tests import factories
from tests.closing_walk import ClosingWalk
from tests.web.browse import Browse, Page


@pytest.fixture
def decided(walk_to) -> ClosingWalk:
    """A closing whose provisional account is due on 2 June 2026."""
    return walk_to("decided")


@pytest.fixture
def anne(browse: Browse, decided) -> Browse:
    """Who works for the operator, and for nobody else."""
    browse.log_in(decided.operator)
    return browse


def make(browse: Browse, button: str = "Lav adresse") -> str:
    """The path of the address that is made by a button on the profile."""
    name = browse.get("profile.show").rows("Dine kalendere")[0][0]
    return path_on(browse.get("profile.show").send(f"{button} til kalenderen for {name}"))


def path_on(page: Page) -> str:
    address = page.soup.select_one("#address").get_text().strip()
    assert address.startswith("http://localhost/kalender/")
    return address.removeprefix("http://localhost")


def get(app, path: str):
    """The answer to someone who has logged in nowhere."""
    return app.test_client().get(path)


def test_the_address_is_read_without_logging_in(anne, app, decided):
    answer = get(app, make(anne))

    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    titles = [str(event["summary"]) for event in Calendar.from_ical(answer.data).walk("VEVENT")]
    assert f"Foreløbigt lukkeregnskab – {decided.case.title}" in titles


def test_each_event_leads_to_its_case(anne, app, decided):
    found = Calendar.from_ical(get(app, make(anne)).data).walk("VEVENT")

    assert f"http://localhost/sager/{decided.case_id}" in {str(event.get("url")) for event in found}


def test_nobody_between_keeps_a_calendar_or_learns_its_address(anne, app):
    answer = get(app, make(anne))

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in answer.headers


def test_the_log_does_not_hold_the_address(anne, app, capfd):
    path = make(anne)
    capfd.readouterr()

    get(app, path)

    log = capfd.readouterr().err
    assert "calendar_feed.show" in log
    assert path.removeprefix("/kalender/").removesuffix(".ics") not in log


def test_a_renewed_address_holds_and_the_old_one_is_no_page(anne, app):
    old = make(anne)
    new = make(anne, "Lav ny adresse")

    assert get(app, old).status_code == 404
    assert get(app, new).status_code == 200


def test_an_ended_address_is_no_page(anne, app, decided):
    path = make(anne)

    page = anne.get("profile.show").send(f"Fjern adressen til kalenderen for {decided.operator.organisation_name}")

    assert any("adresse er fjernet" in message for message in page.messages)
    assert page.rows("Dine kalendere")[0][1] == "Ingen adresse"
    assert get(app, path).status_code == 404


@pytest.mark.parametrize("token", ["unknown", "æøå", "x" * 3000, "../profil"])
def test_an_unknown_address_is_no_page(app, database, token):
    assert get(app, f"/kalender/{token}.ics").status_code == 404


def test_the_profile_shows_the_last_use_but_never_the_address_again(anne, app, clock):
    path = make(anne)
    before = anne.get("profile.show").rows("Dine kalendere")[0]
    clock.forward(minutes=5)
    get(app, path)

    page = anne.get("profile.show")

    assert before[1:3] == ["2. marts 2026 kl. 9.00", "Aldrig"]
    assert page.rows("Dine kalendere")[0][2] == "2. marts 2026 kl. 9.05"
    assert path.removeprefix("/kalender/").removesuffix(".ics") not in str(page.soup)


def test_nobody_makes_an_address_for_an_organisation_that_is_not_theirs(browse, database):
    browse.log_in(factories.post())
    other = factories.organisation()

    browse.post("profile.renew_calendar", {}, organisation_id=other.id, status=403)


def test_a_person_in_several_organisations_has_an_address_for_each(browse, database):
    anna = factories.person()
    for name in ("Vejle Kommune", "Kolding Kommune"):
        post = factories.post(anna, factories.organisation(name))
    browse.log_in(post)

    shown = [row[0] for row in browse.get("profile.show").rows("Dine kalendere")]

    assert shown == ["Kolding Kommune", "Vejle Kommune"]
