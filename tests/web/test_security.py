"""Closed doors: who gets in, what the answers tell the browser, what is logged, what a lost form keeps."""

import json

import pytest
from flask import Blueprint, Flask

from tests import factories
from tests.web.browse import Browse
from web.access import OPEN, requires
from web.app import create_app
from web.config import Settings
from workflows.access.permissions import Permission
from workflows.errors import NotAllowed, NotFound, Refused, TaskNotOpen
from workflows.vocabulary import Role

KEY = "a key for tests that nobody keeps"


def probe() -> Blueprint:
    """Views that answer as a view of ours could, for each door and each error."""
    blueprint = Blueprint("probe", __name__, url_prefix="/probe")
    errors = {
        "refused": Refused("Fristen er overskredet.", rule="hovedstaden-2019-2020, 4.10"),
        "not-open": TaskNotOpen("Opgaven er løst af en anden."),
        "not-found": NotFound("Sagen findes ikke."),
        "not-allowed": NotAllowed("Kun driftsherren kan det."),
        "bug": RuntimeError("anna@proeve.example"),
    }
    for name, error in errors.items():
        blueprint.add_url_rule(f"/{name}", name, requires(OPEN)(_raising(error)))
    blueprint.add_url_rule("/undeclared", "undeclared", lambda: "secret")
    blueprint.add_url_rule("/admin", "admin", requires(Permission.ADMINISTER)(lambda: "for the secretariat"))
    blueprint.add_url_rule("/account", "account", requires(Permission.CLOSING_ACCOUNT_ENTER)(lambda: "account"))
    blueprint.add_url_rule("/echo", "echo", requires(OPEN)(lambda: "sent"), methods=["POST"])
    return blueprint


def _raising(error):
    def view():
        raise error

    return view


@pytest.fixture(scope="module")
def app(tmp_path_factory) -> Flask:
    file = tmp_path_factory.mktemp("probe") / "none.db"
    app = create_app(Settings(f"sqlite:///{file}", KEY))
    app.register_blueprint(probe())
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def client(app, database):
    return app.test_client()


@pytest.fixture
def secure(app, database) -> Browse:
    """A browser by https, as production has it."""
    return Browse(app)


def test_a_view_that_declares_nothing_is_refused_to_everybody(secure):
    secure.log_in(factories.post(organisation_row=factories.secretariat()))

    assert secure.client.get("/probe/undeclared", base_url="https://localhost").status_code == 403


def test_a_stranger_is_asked_to_log_in(client):
    answer = client.get("/probe/admin?side=2")

    assert (answer.status_code, answer.location) == (302, "/login?next=/probe/admin?side%3D2")


@pytest.mark.parametrize(
    ("where", "role", "path", "status"),
    [
        ("secretariat", Role.SECRETARIAT_OFFICER, "/probe/admin", 200),
        ("organisation", Role.CASEWORKER, "/probe/admin", 403),
        ("organisation", Role.ACCOUNTANT, "/probe/account", 200),
        ("organisation", Role.CASEWORKER, "/probe/account", 403),
    ],
)
def test_a_view_is_open_to_the_roles_that_could_have_its_permission(secure, where, role, path, status):
    secure.log_in(factories.post(organisation_row=getattr(factories, where)(), role=role))

    assert secure.client.get(path, base_url="https://localhost").status_code == status


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("refused", 409, "Fristen er overskredet."),
        ("refused", 409, "hovedstaden-2019-2020, 4.10"),
        ("not-open", 409, "Opgaven er løst af en anden."),
        ("not-found", 404, "Sagen findes ikke."),
        ("not-allowed", 403, "Kun driftsherren kan det."),
        ("no-such-page", 404, "Siden findes ikke"),
        ("echo", 405, "Siden kan ikke bruges sådan"),
    ],
)
def test_an_error_is_a_page_in_danish_that_says_what_to_do(secure, path, status, says):
    page = secure.open(f"/probe/{path}", status=status)

    assert says in page.text
    assert "Til forsiden" in page.links()


def test_a_bug_is_logged_once_under_the_reference_that_the_user_sees(secure, capfd):
    page = secure.open("/probe/bug", status=500)

    logged = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    (bug,) = [entry for entry in logged if entry["event"] == "bug"]
    assert bug["reference"] in page.text
    assert "RuntimeError" in bug["exception"]
    assert "anna@proeve.example" not in page.text


def test_the_log_holds_neither_addresses_nor_what_was_typed(client, capfd):
    client.post("/login?next=/sager/hemmeligt", data={"email": "anna@proeve.example", "password": "hemmelig"})

    logged = capfd.readouterr().err
    assert json.loads(logged)["endpoint"] == "auth.enter"
    assert "hemmelig" not in logged
    assert "proeve" not in logged


def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere(client):
    for path in ("/login", "/probe/no-such-page", "/probe/bug", "/static/css/rammesag.css"):
        headers = client.get(path, buffered=True).headers

        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_pages_are_kept_by_no_browser_and_static_files_for_long(client):
    page, file = client.get("/login"), client.get("/static/css/rammesag.css", buffered=True)

    assert page.headers["Cache-Control"] == "no-store"
    assert "max-age=31536000" in file.headers["Cache-Control"]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    cookie = client.get("/login").headers["Set-Cookie"]

    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


def test_a_form_without_a_token_is_not_taken(client):
    answer = client.post("/probe/echo", data={"remarks": "Vi er imod."})

    assert answer.status_code == 400
    assert b"Siden var for gammel" in answer.data


def test_a_form_of_an_old_page_comes_back_with_what_was_typed(client):
    data = {"remarks": "Vi er imod.\nMeget.", "password": "hemmelig kode", "csrf_token": "gammel"}

    answer = client.post("/probe/echo", data=data, headers={"Origin": "http://localhost"})

    assert "Vi er imod.\nMeget." in answer.text
    assert "hemmelig kode" not in answer.text
    assert "gammel" not in answer.text.replace("for gammel", "")


def test_a_form_sent_after_the_login_ended_comes_back_with_what_was_typed(secure):
    page = secure.post_to("/probe/admin-form", {"remarks": "Vi er imod."}, status=404)
    assert "Vi er imod." not in page.text

    page = secure.post_to(
        "/profil/adgangskode", {"remarks": "Vi er imod.", "current_password": "hemmelig kode"}, status=401
    )

    assert "Du var logget af" in page.heading
    assert "Vi er imod." in page.text
    assert "hemmelig kode" not in page.text


def test_another_sites_form_puts_no_text_on_our_pages(client):
    answer = client.post(
        "/probe/echo", data={"remarks": "Ring til dette nummer"}, headers={"Origin": "https://ond.example"}
    )

    assert "Ring til" not in answer.text


def test_a_request_that_is_too_large_is_refused(client):
    answer = client.post("/probe/echo", data={"remarks": "x" * (2 * 1024 * 1024 + 1)})

    assert answer.status_code == 413
    assert "fylder for meget" in answer.text


def test_what_a_user_types_is_shown_as_text(client):
    answer = client.post(
        "/probe/echo",
        data={"remarks": "<script>alert(1)</script>"},
        headers={"Origin": "http://localhost"},
    )

    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text
