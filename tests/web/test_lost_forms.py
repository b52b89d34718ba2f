"""A form that could not be taken as it was sent is never lost: one logs in, and goes on with what was typed."""

import pytest

from tests.takeover_walk import TakeoverWalk
from tests.web.browse import Browse, Page
from tests.web.pages.task import act_as, open_task
from workflows.services.demonstration.demo_users import actor
from workflows.services.demonstration.seeding import DEMO_PASSWORD
from workflows.services.people import people
from workflows.vocabulary import Role

BACK = "Tilbage til formularen med det, du havde skrevet"
TYPED = {"wanted": "yes", "remarks": "Tegninger over bygningen.\r\nOg over haven."}
BIRGIT = ("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
LOGIN = {"email": BIRGIT[0], "password": DEMO_PASSWORD}


def log_out(browse: Browse) -> None:
    """Let the login end while a page is open."""
    with browse.client.session_transaction() as cookie:
        cookie.clear()


@pytest.fixture
def logged_out(browse, seeded) -> Page:
    """What somebody sees whose login ran out while they typed a new person."""
    act_as(browse, actor(BIRGIT))
    form = browse.open("/administration/personer/ny")
    log_out(browse)
    return form.send("Opret person", name="Vibeke Prøve", email="vibeke@prove.example", status=401)


def test_after_a_login_one_comes_back_to_the_form_with_all_that_was_typed(logged_out):
    assert logged_out.heading == "Du var logget af"
    assert "Navn Vibeke Prøve" in logged_out.text

    on_again = logged_out.send("Log på igen", **LOGIN)
    form = on_again.send(BACK, status=422)

    assert on_again.heading == "Du er logget på igen"
    assert (form.value("name"), form.value("email")) == ("Vibeke Prøve", "vibeke@prove.example")
    assert form.errors() == {}
    assert set(form.send("Opret person", status=422).errors()) == {"organisation_id", "role"}


def test_a_wrong_password_loses_nothing(logged_out):
    wrong = logged_out.send("Log på igen", email=BIRGIT[0], password="forkert adgangskode", status=422)

    assert wrong.send("Log på", **LOGIN).send(BACK, status=422).value("name") == "Vibeke Prøve"


def test_what_is_carried_is_only_what_our_own_pages_sent(logged_out):
    forged = logged_out.send("Log på igen", **LOGIN, carried="WyIvcHJvZmlsIixbXV0.x.y")

    assert forged.heading != "Du er logget på igen"


def test_a_page_from_before_a_new_login_leads_back_to_the_form(browse, seeded):
    walk = TakeoverWalk().opened()
    form = open_task(browse, walk, "task_ask_for_data").page
    task = walk.open("task_ask_for_data")[0]
    log_out(browse)
    act_as(browse, walk.doer(task))

    old = form.send("Gå videre", **TYPED, status=400)
    back = old.send(BACK, status=422)

    assert old.heading == "Siden var for gammel"
    assert (back.value("wanted"), back.value("remarks").splitlines()) == ("yes", TYPED["remarks"].splitlines())
    assert walk.open("task_ask_for_data")


def test_a_bug_leads_back_to_the_form(browse, seeded, monkeypatch):
    def broken(**_):
        raise RuntimeError("not a refusal")

    act_as(browse, actor(BIRGIT))
    form = browse.open("/administration/personer/ny")
    monkeypatch.setattr(people, "create_person", broken)

    post = {"organisation_id": str(actor(BIRGIT).organisation_id), "role": Role.CASEWORKER.value}
    bug = form.send("Opret person", name="Vibeke Prøve", email="vibeke@prove.example", **post, status=500)

    assert bug.send(BACK, status=422).value("name") == "Vibeke Prøve"
