"""Cells copied from a spreadsheet stand in a table of figures as if they had been typed there, and can be undone."""

import pytest
from werkzeug.datastructures import MultiDict

from tests.takeover_walk import TakeoverWalk
from tests.web.pages.task import open_task
from web.forms.pasting import Grid, cells_of, paste

UNITS = Grid(["name", "budget"], [("", ["u-0-name", "u-0-budget"]), ("", ["u-3-name", "u-3-budget"])], "u", 4)
LINES = Grid(["budget", "account"], [("Løn", ["l-b", "l-a"]), ("Husleje", ["h-b", "h-a"])], None, 100)
COPIED = "Enhed\tBudget\r\nBirken\t 1.234.567,89 \r\nBøgen\t(2.000)\r\n\r\nEgen\t -   kr.\r\n"


def pasted(grid: Grid, text: str, at: str = "", column: int = 0, **sent: str):
    return paste(MultiDict(sent), grid, cells_of(text), at, column)


def test_rows_are_added_where_the_table_lacks_them_and_the_heading_is_told():
    filled, told = pasted(UNITS, COPIED)

    assert filled.to_dict() == {
        "u-0-name": "Birken",
        "u-0-budget": "1.234.567,89",
        "u-3-name": "Bøgen",
        "u-3-budget": "(2.000)",
        "u-4-name": "Egen",
        "u-4-budget": "0",
    }
    assert told == ["3 rækker er sat ind. Se dem igennem.", "Overskriften »Enhed, Budget« er ikke sat ind."]


def test_rows_that_are_filled_in_stay_and_cells_begin_where_one_stands():
    assert pasted(UNITS, "Birken\t1", **{"u-0-budget": "7"})[0]["u-3-name"] == "Birken"
    assert pasted(UNITS, "1\n2", at="u-0-budget")[0].to_dict() == {"u-0-budget": "1", "u-3-budget": "2"}
    assert pasted(UNITS, "1\n2", column=1)[0].to_dict() == {"u-0-budget": "1", "u-3-budget": "2"}


def test_an_empty_cell_of_a_column_keeps_its_row_and_empty_columns_are_not_missed():
    filled, told = pasted(UNITS, "1\t\t\n\t\t\n3\t\t\n", at="u-0-budget")

    assert filled.to_dict() == {"u-0-budget": "1", "u-3-budget": "", "u-4-budget": "3"}
    assert told == ["3 rækker er sat ind. Se dem igennem."]


def test_what_there_is_no_room_for_is_told():
    told = pasted(UNITS, "a\t1\t9\nb\t2\nc\t3\nd\t4\ne\t5")[1]

    assert told[0].startswith("4 rækker")
    assert "Der er ikke plads til: e, 5." in told
    assert "Tabellen har færre kolonner end det kopierede; den sidste er ikke med." in told


def test_rows_with_their_words_find_their_place():
    filled, told = pasted(LINES, "Post\tBudget\tRegnskab\nHusleje\t5\t6\nRengøring\t1\t2\nløn\t\t4")

    assert filled.to_dict() == {"h-b": "5", "h-a": "6", "l-b": "", "l-a": "4"}
    assert told[-1] == "Der er ikke plads til: Rengøring."


def test_a_cell_of_several_lines_and_a_csv_are_read():
    assert cells_of('"To\nlinjer"\t1') == [["To linjer", "1"]]
    assert cells_of("a;1\nb;2") == [["a", "1"], ["b", "2"]]


@pytest.fixture
def figures(browse, seeded):
    """The page on which the region delivers a unit's figures."""
    walk = TakeoverWalk().opened().asked()
    return open_task(browse, walk, "task_deliver_figures").page


def test_a_paste_without_scripts_fills_the_table_adds_it_up_and_is_undone(figures):
    table = "shares-0-units"
    start = figures.value(f"{table}-0-name")
    page = figures.send("Sæt ind i tabellen", **{f"paste_box-{table}": COPIED})

    assert "3 rækker er sat ind." in page.text
    assert start
    assert (page.value(f"{table}-1-name"), page.value(f"{table}-1-budget")) == ("Birken", "1.234.567,89")
    assert "1.232.567,89" in page.text
    undone = page.send("Fortryd")
    assert undone.value(f"{table}-1-name") == ""
    assert "Ændringen er fortrudt." in undone.text


def test_a_row_taken_away_comes_back(figures):
    name = figures.value("shares-0-units-0-name")
    page = figures.send(f"Fjern {name}", **{"shares-0-units-0-budget": "12"})

    back = page.send("Fortryd")

    assert (back.value("shares-0-units-0-name"), back.value("shares-0-units-0-budget")) == (name, "12")


def test_a_cell_that_cannot_be_read_is_told_where_it_stands(figures):
    text = "Birken\tomkring en million"
    page = figures.send("Sæt ind i tabellen", **{"paste_box-shares-0-units": text})

    assert page.errors() == {"shares-0-units-1-budget": "Skriv beløbet med tal, fx 1.234.567 eller 1.234.567,89."}
    assert page.value("shares-0-units-1-budget") == "omkring en million"
    assert "Der er noget at rette Budget, række 2: Skriv beløbet" in page.messages[-1]
