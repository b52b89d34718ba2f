"""The journal of a case, and its KLE number."""

from datetime import date

import pytest

from tests.closing_walk import ClosingWalk
from tests.web.pages.case import KOLDING, SECRETARIAT, VEJLE, acting
from workflows.vocabulary import Direction


@pytest.fixture
def opened(seeded):
    return ClosingWalk().opened()


def journal(browse, walk, who=VEJLE):
    return acting(browse, who).get("journal.index", case_id=walk.case_id)


def test_what_was_sent_stands_in_the_journal_by_itself(browse, opened):
    rows = journal(browse, opened).rows("Sagens journal")

    assert rows[0] == [
        "1",
        "2. mar. 2026",
        "Ud",
        "Orientering om mulig lukning",
        "Fredericia Kommune, Kolding Kommune, Forretningsudvalget (FU)",
        "2026-0001-D01",
    ]


@pytest.mark.parametrize("who", [VEJLE, SECRETARIAT])
def test_an_entry_is_made_by_hand(browse, opened, who):
    page = journal(browse, opened, who).send(
        "Tilføj til journalen", entered_on="27-2-2026", direction="in", theme="Opkald om flytning", parties="Pårørende"
    )

    entry = opened.journal[-1]
    assert page.messages == ["Posten står i journalen."]
    assert (entry.entered_on, entry.direction) == (date(2026, 2, 27), Direction.IN)
    assert page.rows("Sagens journal")[-1][2:5] == ["Ind", "Opkald om flytning", "Pårørende"]


def test_the_date_of_an_entry_is_today_unless_another_is_written(browse, opened):
    assert journal(browse, opened).value("entered_on") == "02-03-2026"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"theme": " "}, "theme"),
        ({"parties": ""}, "parties"),
        ({"entered_on": "3-3-2026"}, "entered_on"),
        ({"direction": "sideways"}, "direction"),
    ],
)
def test_a_wrong_entry_is_explained_and_nothing_typed_is_lost(browse, opened, wrong, field):
    before = len(opened.journal)
    answers = {"entered_on": "27-2-2026", "direction": "in", "theme": "Opkald", "parties": "Pårørende"} | wrong

    page = journal(browse, opened).send("Tilføj til journalen", status=422, **answers)

    assert list(page.errors()) == [field]
    kept = {name: value for name, value in answers.items() if name != "direction"}
    assert {name: page.value(name) for name in kept} == kept
    assert len(opened.journal) == before


def test_the_kle_number_is_set_and_taken_away(browse, opened):
    page = journal(browse, opened).send("Gem KLE-nummeret", kle="27.69.40 G01")
    assert (page.value("kle"), opened.case.kle) == ("27.69.40 G01", "27.69.40 G01")

    page.send("Gem KLE-nummeret", kle="")
    assert opened.case.kle == ""


def test_a_kle_number_of_another_form_is_refused(browse, opened):
    page = journal(browse, opened).send("Gem KLE-nummeret", kle="2769", status=422)

    assert "27.69.40 G01" in page.errors()["kle"]
    assert page.value("kle") == "2769"


def test_a_municipality_that_buys_places_sees_no_journal(browse, opened):
    acting(browse, KOLDING).get("journal.index", case_id=opened.case_id, status=404)


def test_a_council_secretary_reads_the_journal_and_does_not_keep_it(browse, opened):
    page = journal(browse, opened, ("byraad@vejle.example", "630"))

    assert page.rows("Sagens journal")
    assert page.soup.find("input", attrs={"name": "theme"}) is None
