"""Logging in and out through the pages, the organisation acted for, one's own page."""

import re
from datetime import date

import pytest

from db.session import transaction
from tests import factories
from tests.factories import PASSWORD
from web.blueprints.auth import safe_path
from workflows.services.people import links, sessions
from workflows.services.people.admission import OPERATOR

NEW_PASSWORD = "kaktus blyant tordenvejr"


@pytest.fixture
def anna(database):
    person = factories.person("Anna Prøve", password=True, email="anna@proeve.example")
    return factories.post(person, factories.organisation("Vejle Kommune"))


def log_in(browse, *, password=PASSWORD, status=200, path="/login"):
    return browse.open(path).send("Log på", email="anna@proeve.example", password=password, status=status)


def test_one_logs_in_and_sees_for_whom_one_acts(browse, anna):
    page = log_in(browse)

    assert page.acting_for == "Vejle Kommune"
    assert "Anna Prøve" in page.soup.find("header").get_text()


def test_a_wrong_password_keeps_the_address_and_not_the_password(browse, anna):
    page = log_in(browse, password="forkert kodeord", status=422)

    assert page.value("email") == "anna@proeve.example"
    assert page.value("password") == ""
    assert "passer ikke sammen" in page.messages[0]


def test_an_empty_login_says_what_is_missing_at_each_field(browse, database):
    page = browse.get("auth.login").send("Log på", status=422)

    assert page.errors() == {"email": "Skriv din e-mailadresse.", "password": "Skriv din adgangskode."}


def test_the_page_asked_for_comes_after_logging_in(browse, anna):
    login = browse.open("/profil/adgangskode?fra=mail")

    page = login.send("Log på", email="anna@proeve.example", password=PASSWORD)

    assert (login.path, page.path, page.answer.request.query_string) == (
        "/login",
        "/profil/adgangskode",
        b"fra=mail",
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://ond.example/",
        "//ond.example/",
        "/\\ond.example",
        "\\\\ond.example",
        "javascript:alert(1)",
        "http:/profil",
        "/\t/ond.example",
        "profil",
        "",
        None,
    ],
)
def test_logging_in_leads_nowhere_else(app, address):
    with app.test_request_context():
        assert safe_path(address) == "/"


def test_logging_in_gives_the_browser_a_new_session(browse, anna):
    browse.get("auth.login")
    with browse.client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
        token_before = cookie["csrf_token"]

    log_in(browse)

    with browse.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != token_before


def test_one_who_logs_out_is_out_with_an_old_cookie_too(browse, anna):
    page = log_in(browse)
    with browse.client.session_transaction() as cookie:
        old = dict(cookie)

    assert page.send("Log af").messages == ["Du er logget af."]

    with browse.client.session_transaction() as cookie:
        cookie.update(old)
    assert browse.open("/profil/").path == "/login"


def test_one_who_is_logged_in_needs_not_log_in_again(browse, anna):
    log_in(browse)

    assert browse.get("auth.login").path != "/login"


def test_a_forgotten_password_is_the_secretariats_business(browse, database):
    page = browse.get("auth.login").follow("Glemt adgangskode?")

    assert "sekretariat" in page.text


def test_a_one_time_link_leads_to_a_password_and_in(browse, anna):
    token = links.make_link(anna.person_id, actor=OPERATOR)
    page = browse.get("auth.new_password", token=token)

    after = page.send("Gem adgangskoden", password=NEW_PASSWORD, repeated=NEW_PASSWORD)

    assert "Hej Anna Prøve" in page.text
    assert (after.path, after.messages) == ("/login", ["Din adgangskode er gemt. Nu kan du logge på."])
    assert log_in(browse, password=NEW_PASSWORD).acting_for == "Vejle Kommune"
    assert "Linket er brugt" in browse.get("auth.new_password", token=token, status=409).text


@pytest.mark.parametrize(
    ("password", "repeated", "field"),
    [("kort", "kort", "password"), (NEW_PASSWORD, "noget andet", "repeated"), ("", "", "password")],
)
def test_a_password_that_will_not_do_leaves_the_link_as_it_was(browse, anna, password, repeated, field):
    token = links.make_link(anna.person_id, actor=OPERATOR)

    page = browse.get("auth.new_password", token=token).send(
        "Gem adgangskoden", password=password, repeated=repeated, status=422
    )

    assert field in page.errors()
    assert links.owner(token)


def test_a_person_of_two_organisations_switches_between_them(browse, anna):
    factories.post(anna.person, factories.secretariat())
    page = log_in(browse)
    other = next(post for post in page.soup.select(".acting-for option") if "selected" not in post.attrs)

    after = page.send("Skift", organisation_id=other["value"])

    assert (page.acting_for, after.acting_for) == ("Fælleskommunalt Socialsekretariat", "Vejle Kommune")
    assert after.messages == ["Du handler nu for Vejle Kommune."]


@pytest.mark.parametrize("chosen", ["another's", "ikke-et-id"])
def test_nobody_switches_to_an_organisation_of_others(browse, anna, chosen):
    other = factories.post()
    log_in(browse)
    organisation_id = str(other.organisation_id) if chosen == "another's" else chosen

    answer = browse.client.post(
        "/skift-organisation", data={"organisation_id": organisation_id, "csrf_token": browse.token()}
    )

    assert answer.status_code in (403, 404)


def test_a_person_without_a_role_today_gets_no_further_than_the_profile(browse, clock, anna):
    without = factories.person("Bo Uden", password=True)
    factories.post(without, valid_to=date(2026, 3, 1))
    page = browse.get("auth.login").send("Log på", email=without.email, password=PASSWORD)

    assert page.acting_for == "ingen organisation"
    assert page.menu == []
    assert any("ingen rolle" in message for message in browse.get("profile.show").messages)


def test_the_profile_shows_roles_and_logins_and_ends_another(browse, anna):
    elsewhere = sessions.resume(_login_elsewhere(anna))
    browse.log_in(anna)
    page = browse.get("profile.show")

    after = page.send("Afslut login på Telefon")

    assert page.rows("Dine roller i dag")[0][:2] == ["Vejle Kommune", "Sagsbehandler"]
    assert {row[0] for row in page.rows("Dine logins")} == {"Telefon", "Prøvebrowser"}
    assert {row[0] for row in after.rows("Dine logins")} == {"Prøvebrowser"}
    assert elsewhere is not None


def test_all_other_logins_are_ended_at_once(browse, anna):
    tokens = [_login_elsewhere(anna) for _ in range(3)]
    browse.log_in(anna)

    page = browse.get("profile.show").send("Afslut alle andre")

    assert len(page.rows("Dine logins")) == 1
    assert [sessions.resume(token) for token in tokens] == [None, None, None]


def test_the_login_of_another_person_is_not_found(browse, anna):
    visit = sessions.resume(_login_elsewhere(factories.post(factories.person("Bo"))))
    browse.log_in(anna)

    browse.post("profile.end_login", {}, session_id=visit.session_id, status=404)


def test_the_password_is_changed_on_the_profile(browse, anna):
    log_in(browse)
    form = browse.get("profile.show").follow("Skift adgangskode")

    wrong = form.send(
        "Skift adgangskode",
        current_password="forkert",
        password=NEW_PASSWORD,
        repeated=NEW_PASSWORD,
        status=422,
    )
    done = wrong.send("Skift adgangskode", current_password=PASSWORD, password=NEW_PASSWORD, repeated=NEW_PASSWORD)

    assert wrong.errors() == {"current_password": "Den nuværende adgangskode er forkert."}
    assert "skiftet" in done.messages[0]


def test_a_device_is_named_in_words(browse, anna):
    browse.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/140.0"
    log_in(browse)

    assert browse.get("profile.show").rows("Dine logins")[0][0] == "Firefox på Windows"


def test_the_pages_that_everybody_may_see_are_sound(browse, database):
    pages = [browse.get(endpoint) for endpoint in ("auth.login", "auth.forgotten", "pages.accessibility")]

    assert [page.heading for page in pages] == [
        "Log på Rammesag",
        "Glemt adgangskode",
        "Tilgængelighedserklæring",
    ]
    assert re.search(r"Version \d+\.\d+", pages[0].soup.find("footer").get_text())


def _login_elsewhere(post):
    with transaction() as session:
        return sessions.start(session, post.person_id, device="Telefon")
