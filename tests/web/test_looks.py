"""The pages of looks: a reason first, the citizen in clear once, who has looked, the search, and what they leave."""

import pytest
from sqlalchemy import select, update

from db.models.case import Task
from db.models.person import Post
from db.session import reading, transaction
from tests import factories
from tests.sealed import ABOUT_HER, HEALTH, RAGNHILD, assert_nowhere, sealed_case
from tests.services.failures import secretariat
from workflows.access.actor import Actor
from workflows.processes.operations import ANSWERS
from workflows.services.casework.tasks import keep_draft
from workflows.services.referral.look_log import looks_of
from workflows.vocabulary import Role

REASON = "Borgeren ringer om sin tid"


@pytest.fixture
def case(walk_to):
    return sealed_case(walk_to("heard"))


@pytest.fixture
def by(browse):
    """Log in as somebody."""

    def log_in(actor: Actor):
        with reading() as session:
            own = Post.person_id == actor.person_id, Post.organisation_id == actor.organisation_id
            browse.log_in(session.scalars(select(Post).where(*own)).first())
        return browse

    return log_in


def test_the_citizen_is_masked_until_somebody_says_why(case, by):
    asked = by(case.centre).get("looks.ask", case_id=case.id)

    assert "R.W.T." in asked.text
    assert "070761-****" in asked.text
    assert not any(word in asked.text for word in ABOUT_HER)

    shown = asked.send("Vis oplysningerne", reason=REASON)

    assert all(told in shown.text for told in (RAGNHILD.name, "070761-4285", "Skovduevej 17, 2. tv.", RAGNHILD.phone))
    assert shown.answer.headers["Cache-Control"] == "no-store"
    assert shown.path == f"/sager/{case.id}/borger"


def test_a_reload_asks_again_and_does_not_show_the_citizen(case, by):
    browse = by(case.centre)
    browse.get("looks.ask", case_id=case.id).send("Vis oplysningerne", reason=REASON)

    assert RAGNHILD.name not in browse.get("looks.ask", case_id=case.id).text


def test_a_look_without_words_is_not_taken(case, by):
    page = by(case.centre).get("looks.ask", case_id=case.id).send("Vis oplysningerne", reason="...", status=422)

    assert "Skriv med ord, hvorfor" in page.text
    assert RAGNHILD.name not in page.text
    assert looks_of(case.id, case.centre) == []


def test_both_parties_see_who_has_looked(case, by):
    by(case.centre).get("looks.ask", case_id=case.id).send("Vis oplysningerne", reason=REASON)

    page = by(case.municipality).get("looks.index", case_id=case.id)

    assert case.centre.name in page.text
    assert REASON in page.text
    assert "Borgerens oplysninger" in page.text


@pytest.mark.parametrize("who", ["payer", "stranger"])
@pytest.mark.parametrize("view", ["looks.ask", "looks.index"])
def test_nobody_else_finds_the_citizen(case, by, who, view):
    page = by(getattr(case, who)).get(view, case_id=case.id, status=404)

    assert not any(word in page.text for word in (*ABOUT_HER, "R.W.T."))


def test_the_secretariat_is_refused(case, by):
    by(secretariat(case.walk)).get("looks.ask", case_id=case.id, status=403)


def test_a_director_sees_who_has_looked_and_not_the_citizen(case, by):
    by(case.centre).get("looks.ask", case_id=case.id).send("Vis oplysningerne", reason=REASON)
    browse = by(case.director)

    browse.get("looks.ask", case_id=case.id, status=403)

    assert REASON in browse.get("looks.index", case_id=case.id).text


def test_the_search_finds_ones_own_cases_and_puts_the_number_in_no_address(case, by):
    page = by(case.municipality).get("looks.search").send("Søg", cpr="070761-4285", reason=REASON)

    assert page.path == "/borgere"
    assert "2026-0001" in page.text
    assert "070761" not in page.text
    assert not any("070761" in address for address in page.links().values())


def test_a_search_by_what_is_no_number_says_so_at_the_field(case, by):
    page = by(case.municipality).get("looks.search").send("Søg", cpr="320161-4285", reason=REASON, status=422)

    assert "en dato, der ikke findes" in page.text


def test_a_search_that_finds_nothing_says_so(case, by):
    page = by(case.municipality).get("looks.search").send("Søg", cpr="010190-1234", reason=REASON)

    assert "ingen sager om en borger" in page.text


def test_the_organisations_looks_are_for_its_director(case, by):
    browse = by(case.municipality)
    browse.get("looks.search").send("Søg", cpr="010190-1234", reason=REASON)
    browse.get("looks.review", status=403)

    page = by(case.director).get("looks.review")

    assert "Søgning på CPR-nummer" in page.text
    assert "Ingen fundet" in page.text


def test_a_file_that_needs_a_reason_asks_for_it_and_comes_after_it(case, by):
    browse = by(case.centre)
    document = case.walk.documents()[-1]
    with transaction() as session:
        session.merge(document).pdf = b"not sealed, and not opened"

    asked = browse.get("documents.open_pdf", document_id=document.id, status=403)

    assert asked.heading == "Borgerens oplysninger"
    assert asked.value("going_to") == f"/dokumenter/{document.id}/pdf"


def test_the_way_on_after_a_reason_leads_to_no_other_site(case, by):
    browse = by(case.centre)
    sent = {"reason": REASON, "going_to": "https://ond.example/", "csrf_token": browse.token()}

    answer = browse.client.post(browse.address("looks.show", case_id=case.id), data=sent)

    assert answer.status_code == 303
    assert answer.location == "/"


def test_the_secretariats_page_of_what_failed_shows_no_answers(case, by, monkeypatch):
    def broken(_step, _task, answers):
        raise ValueError(answers["text"])

    monkeypatch.setitem(ANSWERS, "task_record_decision", broken)
    with pytest.raises(Exception, match="kunne ikke gennemføres"):
        case.walk.do("task_record_decision", {"text": HEALTH, "name": RAGNHILD.name})

    page = by(secretariat(case.walk)).get("incidents.index")

    assert "ValueError" in page.text
    assert not any(word.casefold() in page.text.casefold() for word in ABOUT_HER)


def test_the_log_holds_neither_what_was_typed_nor_what_an_error_quotes(case, by, monkeypatch, capfd):
    browse = by(case.municipality)
    browse.get("looks.search").send("Søg", cpr=RAGNHILD.cpr, reason=f"{RAGNHILD.name} ringer")
    browse.get("looks.ask", case_id=case.id).send("Vis oplysningerne", reason=f"{RAGNHILD.name} ringer")
    monkeypatch.setattr("workflows.services.referral.looks.initials", lambda name: {}[name])
    browse.client.get(browse.address("looks.ask", case_id=case.id))

    written = "".join(capfd.readouterr())

    assert "KeyError" in written
    assert not any(word.casefold() in written.casefold() for word in ABOUT_HER)
    assert_nowhere(*ABOUT_HER)


def test_a_draft_about_the_citizen_is_shown_to_who_does_the_task_and_to_nobody_else(case, by):
    task = case.walk.task("task_record_decision")
    keep_draft(task.id, revision=task.revision, draft={"reasons": HEALTH}, actor=case.municipality)
    colleague = factories.actor(case.walk.offer.operator, Role.CASEWORKER, person_row=factories.person("Bo Prøve"))
    with transaction() as session:
        session.execute(update(Task).where(Task.id == task.id).values(assignee_id=colleague.person_id))

    page = by(case.municipality).get("tasks.show", task_id=task.id)

    assert HEALTH not in page.text
    assert looks_of(case.id, case.municipality) == []
