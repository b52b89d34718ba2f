"""The work list: what waits, by what is due, and the messages on top."""

from datetime import date

import pytest

from tests.closing_walk import EXAMPLE_1, ClosingWalk, person
from tests.web.pages.inbox import Inbox, open_inbox
from tests.web.pages.task import open_task
from workflows.services.casework import inbox
from workflows.services.casework.handing_over import hand_over
from workflows.services.casework.tasks import keep_draft

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def anne(seeded):
    return person("anne@vejle.example", "630")


def test_an_organisation_with_nothing_to_do_is_told_so(browse, anne):
    page = open_inbox(browse, anne, liste="vores").page

    assert "Der er ingen opgaver til jer lige nu" in page.text


def test_what_is_due_first_stands_on_top(browse, clock, anne):
    ClosingWalk("Dagtilbuddet Broen").opened(hearing_deadline="2026-04-30")
    ClosingWalk("Bofællesskabet Åbrinken").opened(hearing_deadline="2026-03-20")
    clock.set(date(2026, 3, 18))

    rows = open_inbox(browse, anne).rows

    assert [row[2].split(" Lukning af tilbud")[0] for row in rows] == [
        "Lukning af Bofællesskabet Åbrinken",
        "Lukning af Dagtilbuddet Broen",
    ]
    assert [row[0] for row in rows] == ["20. marts 2026 2 dage tilbage", "30. april 2026 43 dage tilbage"]


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 3, 13), "7 dage tilbage"),
        (date(2026, 3, 19), "I morgen"),
        (date(2026, 3, 20), "I dag"),
        (date(2026, 3, 21), "Overskredet med 1 dag"),
        (date(2026, 3, 25), "Overskredet med 5 dage"),
    ],
)
def test_how_a_deadline_stands_is_said_in_words(browse, clock, anne, today, standing):
    ClosingWalk().opened(hearing_deadline="2026-03-20")
    clock.set(today)

    assert open_inbox(browse, anne).rows[0][0] == f"20. marts 2026 {standing}"


def test_a_draft_and_a_task_without_a_deadline_are_marked(browse, anne):
    walk = ClosingWalk().opened().heard()
    task = walk.task("task_record_decision")
    keep_draft(task.id, revision=task.revision, draft={"outcome": ["close"]}, actor=walk.doer(task))

    deadline, what, _case, who = open_inbox(browse, anne).rows[0]

    assert (deadline, who) == ("Ingen frist", "Ikke fordelt")
    assert what.endswith("Kladde")


def test_a_task_given_to_a_colleague_says_to_whom(browse, anne):
    walk = ClosingWalk().opened().heard()
    task = walk.task("task_record_decision")
    mikkel = person("sagsbehandler@vejle.example", "630")
    hand_over(task.id, revision=task.revision, to_person_id=mikkel.person_id, reason="Ferie", actor=anne)

    assert open_inbox(browse, anne, liste="vores").rows[0][3] == "Mikkel Toftager"
    assert open_inbox(browse, anne).rows == []
    assert open_inbox(browse, mikkel).rows[0][3] == "Dig"


def test_one_whose_role_may_not_do_it_sees_that_a_colleague_has_it(browse):
    ClosingWalk().opened().heard()

    ulla = person("oekonomi@vejle.example", "630")

    assert open_inbox(browse, ulla, liste="vores").rows[0][3] == "En anden rolle end din"


def test_what_waits_in_ones_other_organisations_is_told(browse):
    secretary = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")
    before = open_inbox(browse, secretary).elsewhere
    ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1)

    after = open_inbox(browse, secretary).elsewhere

    assert before == ""
    assert "1 opgave hos Forretningsudvalget (FU)" in after


def test_the_list_goes_on_page_by_page(browse, anne, monkeypatch):
    monkeypatch.setattr(inbox, "PAGE", 2)
    for day, offer in ((20, "Bofællesskabet Åbrinken"), (21, "Dagtilbuddet Broen"), (22, "Botilbuddet Fjordglimt")):
        ClosingWalk(offer).opened(hearing_deadline=f"2026-03-{day}")

    first = open_inbox(browse, anne)
    second = Inbox(first.page.follow("Næste side"))

    assert [row[0][:2] for row in first.rows + second.rows] == ["20", "21", "22"]
    assert second.page.follow("Første side").path == "/opgaver"


def test_a_cursor_that_is_none_is_not_found(browse, anne):
    open_inbox(browse, anne)

    browse.get("inbox.index", fra="noget_andet", status=404)


def test_the_work_list_leads_to_the_task(browse, anne):
    walk = ClosingWalk().opened().heard()
    page = open_task(browse, walk, "task_record_decision").page

    assert page.follow("Mine opgaver").heading == "Mine opgaver"
