"""The page on which a hearing is followed, as those who run it see it."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.closing_walk import ClosingWalk
from tests.takeover_walk import TakeoverWalk
from tests.web.pages.case import KOLDING, SDF, SECRETARIAT, STRANGER, VEJLE, acting, case_page
from workflows.clock import today

WHO = "Hvem der er spurgt"


@pytest.fixture
def heard(seeded, clock):
    """A hearing of yesterday that Kolding has answered."""
    walk = ClosingWalk().opened().work()
    (task,) = [one for one in walk.open("task_answer_hearing") if one.organisation.code == "621"]
    walk.complete(task, {"position": "against", "text": "Der er venteliste."}, walk.doer(task))
    clock.forward(days=1)
    return walk


def page_of(browse, walk, who=SDF, **asked):
    return acting(browse, who).get("hearing_matrix.show", case_id=walk.case_id, **asked)


@pytest.mark.parametrize("who", [SDF, SECRETARIAT, VEJLE])
def test_those_who_run_the_hearing_find_it_from_the_case(browse, heard, who):
    page = case_page(browse, heard.case_id, who).page.follow("Høring og svar")

    assert "1 af 23 har svaret" in page.text
    assert len(page.rows(WHO)) == 23


@pytest.mark.parametrize("who", [KOLDING, STRANGER])
def test_the_heard_and_strangers_find_nothing(browse, heard, who):
    acting(browse, who).get("hearing_matrix.show", case_id=heard.case_id, status=404)


def test_before_anybody_is_asked_the_page_says_what_will_stand_there(browse, seeded):
    takeover = TakeoverWalk("Botilbuddet Søhuset").opened()

    page = case_page(browse, takeover.case_id, ("torben@viborg.example", "791")).page.follow("Høring og svar")

    assert "Ingen er spurgt endnu" in page.text
    acting(browse, KOLDING).get("hearing_matrix.show", case_id=takeover.case_id, status=404)


def test_the_filter_and_the_order_stand_in_the_address(browse, heard):
    page = page_of(browse, heard, vis="svaret", sorter="svar")

    (row,) = page.rows(WHO)
    assert row[0] == "Kolding Kommune"
    assert "Bør ikke lukke" in row[3]
    assert page.value("vis") == "svaret"


def test_all_who_are_silent_are_reminded_with_one_button(browse, heard):
    page = page_of(browse, heard).send("Mind alle, der mangler (22)")

    assert page.messages[0].startswith("22 er mindet om fristen: ")
    assert page.send("Mind alle, der mangler (22)").messages[0].startswith("De, der mangler at svare, er allerede")


def test_nobody_is_reminded_when_nobody_is_chosen(browse, heard):
    assert page_of(browse, heard).send("Mind de valgte").messages == [
        "Vælg, hvem der skal mindes om fristen, eller mind alle, der mangler at svare."
    ]


def test_the_one_who_is_chosen_is_reminded(browse, heard):
    fredericia = str(heard.organisation("607").id)

    page = page_of(browse, heard).send("Mind de valgte", organisation=fredericia)

    assert page.messages == ["1 er mindet om fristen: Fredericia Kommune."]


def test_a_late_answer_gives_a_new_note(browse, heard, clock):
    clock.set(today() + timedelta(days=28))
    heard.fire()
    form = page_of(browse, heard).follow("Registrér svar, der er kommet efter fristen")
    fredericia = heard.organisation("607").id
    clock.forward(minutes=5)

    form.send("Registrér svarene", **{f"position_{fredericia}": "no_objection"})
    heard.work()
    page = page_of(browse, heard)

    assert "Fredericia Kommune (efter fristen)" in page.text
    assert "Notatet dannes nu" in page.send("Dan nyt høringsnotat").messages[0]


def test_a_member_reminds_nobody_and_makes_no_note(browse, heard):
    visitor = acting(browse, KOLDING)
    round_id = heard.case_id

    visitor.post("hearing_matrix.remind", {"alle": "1"}, case_id=heard.case_id, round_id=round_id, status=403)
    visitor.post("hearing_matrix.note", {}, case_id=heard.case_id, round_id=round_id, status=403)


def test_the_answers_to_a_request_are_collected_in_a_note_with_one_button(browse, seeded):
    walk = TakeoverWalk("Botilbuddet Engdraget").opened().asked()
    walk.do("task_answer_request", {"text": "Se regnskabet."})
    walk.work()

    page = case_page(browse, walk.case_id, VEJLE).page.follow("Høring og svar")

    assert "Åbn svarnotatet, version 1 (PDF)" in page.links()


def test_those_against_and_those_who_were_silent_are_found_with_how_many_they_are(browse, heard, clock):
    clock.set(today() + timedelta(days=28))
    heard.fire()

    against, silent = page_of(browse, heard, vis="imod"), page_of(browse, heard, vis="tavse")

    assert [row[0] for row in against.rows(WHO)] == ["Kolding Kommune"]
    assert len(silent.rows(WHO)) == 22
    assert {"Er imod (1)", "Svarede ikke inden fristen (22)"} <= {
        one.text for one in against.soup.select("#vis option")
    }


def test_the_rows_that_are_shown_are_had_in_excel(browse, heard):
    page = page_of(browse, heard, vis="svaret")

    with browse.client.get(page.links()["Hent som Excel"]) as answer:
        book = load_workbook(BytesIO(answer.data))

    heading, *rows = [[cell.value for cell in row] for row in book["Svar"].iter_rows()]
    assert heading[:2] == ["Part", "Står"]
    assert [(row[0], row[1], row[5], row[9]) for row in rows] == [
        ("Kolding Kommune", "Svaret", "Bør ikke lukke", "Der er venteliste.")
    ]
    acting(browse, KOLDING).get("hearing_matrix.extract", case_id=heard.case_id, status=404)
