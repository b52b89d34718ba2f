"""Hearing answers that came by letter or at a meeting: the body's secretary registers them in one step."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from db.models.closing import HearingAnswer
from db.session import reading
from tests.closing_walk import ClosingWalk
from tests.web.pages.case import KOLDING, SDF, SECRETARIAT, VEJLE, acting, case_page
from workflows.vocabulary import HearingPosition, TaskStatus

SILENT = "Medlemmer, der ikke har svaret"
ANSWERED = "Medlemmer, der har svaret"
LINK = "Registrér høringssvar, der er kommet uden om Rammesag"


@pytest.fixture
def heard(seeded):
    return ClosingWalk().opened()


def form_of(browse, walk, who=SDF):
    return acting(browse, who).get("hearings.form", case_id=walk.case_id)


def answers(walk, position="no_objection", **texts):
    """An answer for every member, with texts by the municipality's code."""
    members = [task.organisation for task in walk.open("task_answer_hearing")]
    return {f"position_{one.id}": position for one in members} | {
        f"text_{one.id}": texts[f"in_{one.code}"] for one in members if f"in_{one.code}" in texts
    }


def kept(walk):
    """The answers as they are kept, by the member's name."""
    with reading() as session:
        rows = session.scalars(select(HearingAnswer).options(joinedload(HearingAnswer.organisation)))
        return {row.organisation.name: (row.position, row.text) for row in rows}


def test_the_secretary_finds_the_way_from_the_case(browse, heard):
    page = case_page(browse, heard.case_id, SDF).page.follow(LINK)

    assert page.heading == "Registrér høringssvar"
    assert len(page.rows(SILENT)) == 23
    assert "30. marts 2026" in page.text


def test_all_members_answer_in_one_step_and_the_case_goes_on(browse, heard):
    page = form_of(browse, heard).send("Registrér svarene", **answers(heard))

    assert page.messages == ["23 høringssvar er registreret."]
    assert heard.waits_for == {"task_conclude_hearing"}
    assert {position for position, _ in kept(heard).values()} == {HearingPosition.NO_OBJECTION}


def test_only_the_answers_that_came_are_registered(browse, heard):
    kolding, odense = heard.organisation("621"), heard.organisation("461")
    given = {f"position_{kolding.id}": "against", f"text_{kolding.id}": "Der mangler pladser i trekantområdet."}

    page = form_of(browse, heard).send("Registrér svarene", **given)
    again = form_of(browse, heard)

    assert page.messages == ["1 høringssvar er registreret."]
    assert kept(heard)["Kolding Kommune"] == (HearingPosition.AGAINST, "Der mangler pladser i trekantområdet.")
    assert kept(heard)["Odense Kommune"] == (None, "")
    assert again.rows(ANSWERED) == [[kolding.name, HearingPosition.AGAINST.label, given[f"text_{kolding.id}"]]]
    assert odense.name in [row[0] for row in again.rows(SILENT)]
    assert kolding.name not in [row[0] for row in again.rows(SILENT)]


def test_an_objection_needs_words_and_nothing_typed_is_lost(browse, heard):
    kolding, odense = heard.organisation("621"), heard.organisation("461")
    given = {f"position_{kolding.id}": "against", f"position_{odense.id}": "remarks", f"text_{odense.id}": "Se brevet."}

    page = form_of(browse, heard).send("Registrér svarene", status=422, **given)

    assert page.errors() == {f"text_{kolding.id}": "Skriv jeres bemærkninger."}
    assert page.value(f"text_{odense.id}") == "Se brevet."
    assert page.value(f"position_{kolding.id}") == "against"
    assert {position for position, _ in kept(heard).values()} == {None}


def test_at_least_one_answer_is_chosen(browse, heard):
    page = form_of(browse, heard).send("Registrér svarene", status=422)

    assert "Vælg et svar for mindst ét medlem." in page.text


def test_remarks_without_an_answer_are_not_thrown_away(browse, heard):
    kolding = heard.organisation("621")

    page = form_of(browse, heard).send("Registrér svarene", status=422, **{f"text_{kolding.id}": "Se brevet."})

    assert page.errors() == {f"position_{kolding.id}": "Vælg, hvad medlemmet har svaret."}
    assert page.value(f"text_{kolding.id}") == "Se brevet."


def test_a_member_that_answers_meanwhile_keeps_its_own_answer(browse, heard):
    kolding = heard.organisation("621")
    page = form_of(browse, heard)
    given = answers(heard)
    page.send("Registrér svarene", **{f"position_{kolding.id}": "against", f"text_{kolding.id}": "Nej."})

    done = page.send("Registrér svarene", **given)

    assert done.messages == ["22 høringssvar er registreret."]
    assert kept(heard)["Kolding Kommune"] == (HearingPosition.AGAINST, "Nej.")


def test_after_the_deadline_answers_are_taken_as_late_and_the_case_goes_on(browse, heard, clock):
    clock.set(date(2026, 3, 31))
    page = form_of(browse, heard)

    told = page.send("Registrér svarene", **answers(heard))

    assert told.messages == ["23 høringssvar er registreret."]
    assert heard.waits_for == {"task_conclude_hearing"}
    assert {row["status"] for row in heard.document("hearing_summary").data["answers"]} == {"silent"}


def test_the_history_tells_who_registered_for_whom(browse, heard):
    kolding = heard.organisation("621")

    form_of(browse, heard).send("Registrér svarene", **{f"position_{kolding.id}": "no_objection"})

    done = [task for task in heard.tasks("task_answer_hearing") if task.status is TaskStatus.DONE]
    assert [task.organisation_id for task in done] == [kolding.id]
    assert any("på vegne af Kolding Kommune" in event.text for event in heard.events)


def test_when_all_have_answered_there_is_nothing_to_register(browse, heard):
    heard.heard()

    page = form_of(browse, heard)

    assert "Alle har svaret" in page.text
    assert len(page.rows(ANSWERED)) == 23


@pytest.mark.parametrize(("who", "status"), [(SECRETARIAT, 200), (KOLDING, 403), (VEJLE, 403)])
def test_only_secretaries_register_for_others(browse, heard, who, status):
    acting(browse, who).get("hearings.form", case_id=heard.case_id, status=status)
