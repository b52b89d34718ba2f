"""The work list as it is worked with: filters and views in the address, several tasks at once, who was first."""

import pytest

from tests.closing_walk import ClosingWalk, person
from tests.web.pages.inbox import Inbox, open_inbox
from tests.web.pages.task import act_as
from web import worklist_pages
from workflows.clock import today
from workflows.services.casework import inbox as inbox_module
from workflows.services.casework.holding import take
from workflows.services.people.absences import Period, enter_absence

pytestmark = pytest.mark.usefixtures("seeded")
DECISION = "task_record_decision"


@pytest.fixture
def anne(seeded):
    return person("anne@vejle.example", "630")


@pytest.fixture
def mikkel(seeded):
    return person("sagsbehandler@vejle.example", "630")


@pytest.fixture
def two(seeded):
    """Two closings that Vejle is to decide; gives the ids of the tasks."""
    walks = [ClosingWalk(offer).opened().heard() for offer in ("Bofællesskabet Åbrinken", "Dagtilbuddet Broen")]
    return [walk.task(DECISION).id for walk in walks]


def tick(page, *task_ids):
    return {"opgave": [str(one) for one in task_ids]}


def test_the_three_lists_tell_how_many_they_have(browse, anne, two):
    page = open_inbox(browse, anne)

    assert page.lists == {"Mine": "2", "Vejle Kommune": "2", "Alle, vi kan se": "2"}
    assert page.here == "Mine (2)"


def test_a_filter_stands_in_the_address_and_each_part_is_taken_away_by_itself(browse, anne, two):
    page = open_inbox(browse, anne, liste="vores", proces="closing", frist_til="1. april 2026", hos="ingen")

    one_less = Inbox(page.page.follow("Fjern Frist til 1. april 2026 ×"))

    assert page.narrowed_by == ["Lukning af tilbud", "Ikke fordelt", "Frist til 1. april 2026"]
    assert (len(page.rows), len(one_less.rows)) == (0, 2)
    assert one_less.narrowed_by == ["Lukning af tilbud", "Ikke fordelt"]


def test_a_date_that_is_none_is_told_at_its_field(browse, anne):
    page = open_inbox(browse, anne, liste="vores", frist_fra="i går")

    assert set(page.page.errors()) == {"frist_fra"}


def test_a_period_that_ends_before_it_begins_is_told_of(browse, anne):
    page = open_inbox(browse, anne, liste="vores", frist_fra="2-12-2026", frist_til="1-12-2026")

    assert page.page.errors() == {"frist_til": "Den sidste dag ligger før den første."}


def test_a_view_is_saved_opens_first_and_is_renamed_and_deleted(browse, anne, two):
    page = open_inbox(browse, anne, liste="vores", hos="ingen", sorter="nyeste")

    saved = Inbox(page.page.send("Gem visningen", name="Til fordeling", opens_first="y"))
    opened = open_inbox(browse, anne)
    browse.get("inbox_views.index").follow("Omdøb Til fordeling").send("Gem navnet", name="Ufordelte")
    renamed = open_inbox(browse, anne)
    browse.get("inbox_views.index").send("Slet Ufordelte")

    assert (saved.here, opened.here, renamed.here) == ("Til fordeling (2)", "Til fordeling (2)", "Ufordelte (2)")
    assert open_inbox(browse, anne).here == "Mine (2)"


def test_a_name_that_is_taken_is_told_and_nothing_is_lost(browse, anne, two):
    open_inbox(browse, anne, liste="vores", hos="ingen").page.send("Gem visningen", name="Mine egne")

    page = open_inbox(browse, anne, liste="alle").page.send("Gem visningen", name="mine egne", status=422)

    assert "hedder »mine egne«" in page.errors()["name"]
    assert page.value("liste") == "alle"


def test_nobody_renames_anothers_view(browse, anne, mikkel):
    open_inbox(browse, anne).page.send("Gem visningen", name="Annes")
    view_id = browse.get("inbox_views.index").links()["Omdøb Annes"].rpartition("/")[2]
    act_as(browse, mikkel)

    browse.get("inbox_views.edit", view_id=view_id, status=404)
    browse.post("inbox_views.remove", {}, view_id=view_id, status=404)


def test_several_are_taken_at_once_and_the_list_comes_back_as_it_was(browse, anne, two):
    page = open_inbox(browse, anne, liste="vores", sorter="sag")

    after = Inbox(page.page.send("Tag", **tick(page, *two)))

    assert after.page.messages == ["2 opgaver er taget og står nu til dig."]
    assert after.here == "Vejle Kommune (2)"
    assert [row[3] for row in after.rows] == ["Dig", "Dig"]


def test_one_taken_by_a_colleague_meanwhile_is_told_by_name_and_the_other_is_taken(browse, anne, mikkel, two):
    page = open_inbox(browse, anne)
    take(two[0], mikkel)

    told = page.page.send("Tag", **tick(page, *two))

    assert told.heading == "Ikke alt lykkedes"
    assert "er taget af Mikkel Toftager." in told.text
    assert "1 opgave er taget og står nu til dig" in told.text


def test_nothing_ticked_is_told(browse, anne, two):
    assert open_inbox(browse, anne).page.send("Læg tilbage").messages == ["Sæt kryds ved de opgaver, det gælder."]


def test_one_task_is_taken_on_its_row_and_laid_back_on_its_page(browse, anne, two):
    page = open_inbox(browse, anne, sorter="sag")

    taken = Inbox(page.page.send("Tag Registrér beslutningen, Lukning af Bofællesskabet Åbrinken"))
    laid_back = browse.get("tasks.show", task_id=two[0]).send("Læg opgaven tilbage")

    assert [row[3] for row in taken.rows] == ["Dig", "Ikke fordelt"]
    assert laid_back.path.endswith(str(two[0]))
    assert "Opgaven er ikke fordelt." in laid_back.text


def test_several_get_a_priority(browse, anne, two):
    page = open_inbox(browse, anne)

    after = Inbox(page.page.send("Sæt prioritet", ny_prioritet="urgent", **tick(page, *two)))

    assert [row[1].endswith("Haster") for row in after.rows] == [True, True]


def test_several_are_given_with_a_reason(browse, anne, two):
    page = open_inbox(browse, anne)
    choosing = page.page.send("Giv til en kollega", **tick(page, *two))
    without = choosing.send("Giv opgaverne videre", status=422)
    mikkel = person("sagsbehandler@vejle.example", "630")

    given = without.send("Giv opgaverne videre", to_person_id=str(mikkel.person_id), reason="Ferie")

    assert set(without.errors()) == {"to_person_id", "reason"}
    assert given.messages == ["2 opgaver er givet til Mikkel Toftager."]


def test_one_away_says_so_before_and_as_the_task_is_given(browse, anne, mikkel, two):
    enter_absence(mikkel.person_id, Period(anne.person_id, None, today(), today()), actor=mikkel)
    act_as(browse, anne)
    page = browse.get("tasks.hand_over", task_id=two[0])
    answers = {"to_person_id": str(mikkel.person_id), "reason": "Kender sagen"}

    asked = page.send("Giv opgaven videre", status=422, **answers)
    given = asked.send("Giv opgaven videre", although_away="y", **answers)

    assert "Mikkel Toftager – væk 2. marts 2026, stedfortræder er Anne Holmgaard" in page.text
    assert "Sæt kryds, hvis opgaven skal gives alligevel" in asked.errors()["although_away"]
    assert given.messages == ["Opgaven er givet til Mikkel Toftager."]
    assert any("Dig som stedfortræder for Mikkel Toftager" in row[3] for row in Inbox(given).rows)
    assert "Du gør opgaven som stedfortræder" in browse.get("tasks.show", task_id=two[0]).text


def test_the_secretariat_sees_whom_others_tasks_are_with_and_cannot_tick_them(browse, two):
    secretary = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")

    page = open_inbox(browse, secretary, liste="alle")

    assert [row[3] for row in page.rows] == ["Vejle Kommune", "Vejle Kommune"]
    assert not page.page.soup.select("input[type=checkbox][name=opgave]")


def test_another_organisations_task_is_neither_taken_nor_given(browse, two):
    act_as(browse, person("direktoer@kolding.example", "621"))

    browse.post("inbox_holding.take_one", {}, task_id=two[0], status=404)
    assert "Ingen kan få opgaverne" in browse.get("inbox_holding.give_several", opgave=str(two[0])).text


def test_all_of_the_list_are_named_and_confirmed_before_they_are_taken(browse, anne, two, monkeypatch):
    monkeypatch.setattr(inbox_module, "PAGE", 1)
    page = open_inbox(browse, anne, liste="vores", sorter="sag")

    asked = page.page.send("Tag", hvilke="alle")
    after = Inbox(asked.send("Ja, tag 2 opgaver"))

    assert (len(page.rows), asked.heading) == (1, "Tag 2 opgaver?")
    assert asked.text.count("Registrér beslutningen") == 2
    assert after.page.messages == ["2 opgaver er taget og står nu til dig."]


def test_all_on_the_page_are_given_without_a_tick_at_each(browse, anne, two):
    page = open_inbox(browse, anne)

    choosing = page.page.send("Giv til en kollega", hvilke="siden")

    assert choosing.heading == "Giv 2 opgaver videre"


def test_no_more_than_may_be_done_at_once_are_taken_of_a_long_list(browse, anne, two, monkeypatch):
    monkeypatch.setattr(worklist_pages, "MOST", 1)

    asked = open_inbox(browse, anne).page.send("Læg tilbage", hvilke="alle")

    assert asked.heading == "Læg 1 opgave tilbage?"


def test_a_heading_sorts_by_its_column_and_once_more_the_other_way(browse, anne, two):
    def sorted_by(page):
        headings = page.page.soup.select("th[aria-sort]")
        return {one.get_text(strip=True).rstrip("▲▼"): one["aria-sort"] for one in headings}

    page = open_inbox(browse, anne)
    up = Inbox(page.page.follow("Sag"))
    down = Inbox(up.page.follow("Sag ▲"))

    assert [sorted_by(one) for one in (page, up, down)] == [
        {"Frist": "ascending"},
        {"Sag": "ascending"},
        {"Sag": "descending"},
    ]
    assert [row[2] for row in up.rows] == [row[2] for row in reversed(down.rows)]


def test_views_stand_in_the_order_that_one_has_given_them(browse, anne, two):
    for name in ("Første", "Anden", "Tredje"):
        open_inbox(browse, anne, liste="vores").page.send("Gem visningen", name=name)

    browse.get("inbox_views.index").send("Flyt op Tredje").send("Flyt ned Første")

    assert list(open_inbox(browse, anne).lists)[-3:] == ["Tredje", "Første", "Anden"]


def test_a_filter_says_how_many_tasks_each_choice_leaves(browse, anne, two):
    page = open_inbox(browse, anne, liste="vores")

    choices = [option.get_text(strip=True) for option in page.page.soup.select("#hos option, #proces option")]

    assert {"Ikke fordelt (2)", "Står til mig (0)", "Lukning af tilbud (2)", "Nødbremse (0)"} <= set(choices)
