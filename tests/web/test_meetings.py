"""The pages of meetings, as the body's secretary and its members see them."""

from datetime import timedelta
from io import BytesIO

import pytest

from tests import factories
from tests.closing_walk import ClosingWalk
from tests.meeting_walk import SDF_MEETS, SDF_MEETS_LATER, meeting_on, one_page
from tests.takeover_walk import TakeoverWalk
from tests.web.pages.case import AUDITOR, KOLDING, SDF, STRANGER, VEJLE, acting
from tests.web.pages.task import act_as
from workflows.clock import today
from workflows.vocabulary import Party

READY, POINTS = "Sager, der er klar til et møde", "Punkter på dagsordenen"


@pytest.fixture
def heard(seeded, clock):
    """A closing that waits for its body's conclusion."""
    walk = ClosingWalk().opened()
    clock.set(today() + timedelta(days=29))
    walk.fire()
    return walk.work()


def page_of(browse, who=SDF, day=SDF_MEETS, status=200):
    return acting(browse, who).get("meetings.show", meeting_id=meeting_on(day), status=status)


def on_the_agenda(browse):
    return page_of(browse).send("Sæt på sag 2026-0001")


def test_the_secretary_finds_the_meetings_in_the_menu(browse, heard):
    page = acting(browse, SDF).get("meetings.index")

    assert "Møder" in page.menu
    assert page.heading == "Møder"
    assert page.rows("Kommende møder")[0][0].startswith("17. april 2026")


@pytest.mark.parametrize(("who", "there"), [(KOLDING, True), (VEJLE, True), (AUDITOR, False)])
def test_the_menu_has_meetings_for_those_with_bodies(browse, seeded, who, there):
    assert ("Møder" in acting(browse, who).get("inbox.index").menu) is there


def test_a_case_that_is_ready_is_put_on_the_agenda_with_one_button(browse, heard):
    page = on_the_agenda(browse)

    assert page.messages == ["Sagen er sat på dagsordenen."]
    (row,) = page.rows(POINTS)
    assert heard.case.title in row[1]
    assert "1 bilag" in row[1]
    assert row[2] == "Til drøftelse"


def test_the_agenda_is_published_and_its_making_is_shown(browse, heard):
    page = on_the_agenda(browse).send("Offentliggør dagsordenen")

    assert "0 af 2 dele er klar" in page.text
    heard.work()
    page = page_of(browse, KOLDING)
    links = page.links()
    bundle = next(address for text, address in links.items() if text.startswith("Åbn dagsorden med bilag"))
    answer = browse.client.get(bundle)
    assert answer.content_type == "application/pdf"
    assert (
        answer.headers["Content-Disposition"] == 'inline; filename="sdf-syddanmark-2026-04-17-DAGSORDEN-v1-samling.pdf"'
    )
    assert heard.case.title in page.text
    assert "Bilag 1.1: Høringsnotat" in page.text
    assert "Alle skrifttyper er indlejret" in page.text


def test_a_member_sees_only_that_nothing_is_published_yet(browse, heard):
    on_the_agenda(browse)

    page = page_of(browse, KOLDING)

    assert "Dagsordenen er ikke offentliggjort endnu" in page.text
    assert heard.case.title not in page.text


@pytest.mark.parametrize("who", [STRANGER])
def test_a_stranger_finds_no_meeting_and_no_document(browse, heard, who):
    on_the_agenda(browse).send("Offentliggør dagsordenen")
    heard.work()
    address = next(one for text, one in page_of(browse).links().items() if text.startswith("Åbn dagsorden"))

    page_of(browse, who, status=404)
    assert browse.client.get(address).status_code == 404


def test_the_decision_is_recorded_with_the_cases_own_form_and_leads_back(browse, heard, clock):
    on_the_agenda(browse)
    clock.set(SDF_MEETS)

    form = page_of(browse).follow("Registrér beslutningen")
    assert form.value("meeting_on") == "17-04-2026"
    page = form.send("Registrér konklusionen", should_close="yes", text="Svarene er drøftet.")

    assert page.heading == "17. april 2026"
    assert "Tilbuddet kan lukke" in page.text
    assert heard.waits_for == {"task_record_decision"}


def test_what_is_wrong_in_the_answers_keeps_the_way_back(browse, heard, clock):
    on_the_agenda(browse)
    clock.set(SDF_MEETS)
    form = page_of(browse).follow("Registrér beslutningen")

    again = form.send("Registrér konklusionen", status=422, should_close="yes", text="")
    page = again.send("Registrér konklusionen", should_close="yes", text="Drøftet.")

    assert page.heading == "17. april 2026"


def test_a_point_without_a_case_is_added_changed_concluded_and_moved(browse, heard, clock):
    page = on_the_agenda(browse).follow("Tilføj punkt uden sag")
    assert page.send("Sæt på dagsordenen", status=422, title="").errors() == {"title": "Skriv punktets overskrift."}
    page = page.send("Sæt på dagsordenen", title="Godkendelse", speaking_minutes="5")
    page = page.send("Op med punkt 2")
    assert page.rows(POINTS)[0][1].startswith("Godkendelse 5 minutter")

    page = page.follow("Ret punkt 1").send("Gem punktet", title="Godkendelse af dagsordenen", closed="y")
    assert "Lukket punkt" in page.rows(POINTS)[0][1]
    clock.set(SDF_MEETS)
    page = page_of(browse).follow("Skriv konklusion").send("Gem konklusionen", conclusion="Godkendt")

    assert "Godkendt" in page.rows(POINTS)[0][3]


def test_the_papers_of_a_cases_point_are_chosen_among_those_that_the_body_has_got(browse, heard):
    form = on_the_agenda(browse).follow("Ret punkt 1")
    note = str(heard.document("hearing_summary").id)
    assert form.value("papers") == note

    page = form.send("Gem punktet", title="Lukning", papers=None)
    assert "bilag" not in page.rows(POINTS)[0][1]
    page = page.follow("Ret punkt 1").send("Gem punktet", papers=note)

    assert "1 bilag" in page.rows(POINTS)[0][1]


def test_a_paper_that_is_not_offered_is_refused(browse, heard):
    form = on_the_agenda(browse).follow("Ret punkt 1")

    page = form.send("Gem punktet", status=422, papers=str(heard.document("hearing_letter").id))

    assert "papers" in page.errors()


def test_a_point_is_postponed_to_another_meeting(browse, heard):
    page = on_the_agenda(browse).follow("Udsæt punkt 1")
    later = str(meeting_on(SDF_MEETS_LATER))

    page = page.send("Udsæt punktet", to_meeting_id=later, reason="Notatet kom for sent.")

    assert "til 19. juni 2026: Notatet kom for sent." in page.rows(POINTS)[0][3]
    assert heard.case.title in page_of(browse, day=SDF_MEETS_LATER).text


def test_a_point_is_taken_off_again(browse, heard):
    page = on_the_agenda(browse).send("Fjern punkt 1")

    assert page.messages == ["Punktet er taget af dagsordenen."]
    assert len(page.rows(READY)) == 1


def test_the_minutes_say_which_point_is_missing(browse, heard, clock):
    on_the_agenda(browse)
    clock.set(SDF_MEETS)

    page = page_of(browse).follow("Skriv referat").send("Udsend referatet", status=422, others="Karen Holm")

    assert "Registrér beslutningen, eller udsæt punktet, for punkt 1." in page.text
    assert page.value("others") == "Karen Holm"


def test_the_minutes_are_published_and_members_read_them(browse, heard, clock):
    on_the_agenda(browse)
    clock.set(SDF_MEETS)
    form = page_of(browse).follow("Registrér beslutningen")
    page = form.send("Registrér konklusionen", should_close="yes", text="Svarene er drøftet.")

    page = page.follow("Skriv referat").send("Udsend referatet", others="Karen Holm, Vejle")
    heard.work()

    assert page.messages == ["Referatet er udsendt. Det kan åbnes om lidt."]
    read = page_of(browse, KOLDING)
    assert "Tilbuddet kan lukke" in read.text
    assert "Åbn referat (PDF)" in read.links()


CHANGES = (
    "meetings.publish",
    "meetings.publish_minutes",
    "meetings.all_present",
    "meeting_points.add_task",
    "meeting_points.add",
)
CHANGES_OF_POINT = (
    "meeting_points.change",
    "meeting_points.move",
    "meeting_points.remove",
    "meeting_outcomes.conclude",
    "meeting_outcomes.postpone",
    "meeting_outcomes.withdraw",
    "meeting_outcomes.reopen",
    "meeting_outcomes.bring_back",
    "meeting_outcomes.keep_dissents",
    "meeting_outcomes.change_dissent_rows",
)


@pytest.mark.parametrize("endpoint", CHANGES)
@pytest.mark.parametrize("who", [KOLDING, STRANGER, AUDITOR])
def test_nobody_else_changes_a_meeting(browse, heard, endpoint, who):
    answers = {"title": "Nyt", "task_id": str(heard.task("task_conclude_hearing").id)}

    acting(browse, who).post(endpoint, answers, meeting_id=meeting_on(SDF_MEETS), status=403)


@pytest.mark.parametrize("endpoint", CHANGES_OF_POINT)
def test_the_secretary_of_another_council_changes_no_point(browse, heard, endpoint):
    page = on_the_agenda(browse)
    item_id = page.links()["Ret punkt 1"].rsplit("/", 1)[1]

    acting(browse, ("torben@viborg.example", "791")).post(
        endpoint, {"title": "Nyt", "conclusion": "x", "outcome": "noted", "reason": "x"}, item_id=item_id, status=404
    )


def test_every_meeting_of_the_year_is_there_to_be_planned(browse, seeded):
    rows = acting(browse, SDF).get("meetings.index").rows("Kommende møder")

    assert any(row[0].startswith("11. december 2026") for row in rows)


def test_a_point_is_noted_without_a_conclusion(browse, heard, clock):
    on_the_agenda(browse).follow("Tilføj punkt uden sag").send("Sæt på dagsordenen", title="Orientering")
    clock.set(SDF_MEETS)
    form = page_of(browse).follow("Skriv konklusion")
    again = form.send("Gem konklusionen", status=422, outcome="concluded", conclusion="")
    assert again.errors() == {"conclusion": "Skriv, hvad der blev konkluderet."}

    page = again.send("Gem konklusionen", outcome="noted", conclusion="Formanden takkede.")

    assert page.rows(POINTS)[1][3] == "Behandlet Taget til efterretning Formanden takkede."


def test_a_point_is_withdrawn_and_put_back(browse, heard):
    form = on_the_agenda(browse).follow("Lad udgå punkt 1")
    assert form.send("Lad punktet udgå", status=422, reason="").errors() == {"reason": "Skriv, hvorfor punktet udgår."}

    page = form.send("Lad punktet udgå", reason="Sagen er ikke oplyst.")
    assert page.rows(POINTS)[0][3] == "Udgået Sagen er ikke oplyst."
    assert len(page.rows(READY)) == 1
    page = page.send("Fortryd at punkt 1 udgår")

    assert page.rows(POINTS)[0][3] == "Ikke behandlet"


def test_a_file_removed_from_a_decision_leaves_the_meetings_date_and_the_way_back(browse, seeded):
    walk = TakeoverWalk().opened().recommended()
    meeting = factories.meeting(walk.party(Party.MUNICIPALITY), today())
    task = walk.task("task_decide")
    act_as(browse, walk.doer(task))
    form = browse.get("tasks.show", task_id=task.id, moede=meeting.id)
    attached = form.send("Vedhæft", file=(BytesIO(b"%PDF-1.7 bilag"), "bilag.pdf"))

    removed = attached.send("Fjern bilag.pdf", outcome="approved")

    assert (removed.value("meeting_on"), removed.value("outcome")) == (f"{today():%d-%m-%Y}", "approved")
    assert removed.send("Registrér beslutningen").heading == "2. marts 2026"


def test_files_are_laid_by_a_point_and_taken_away(browse, heard):
    page = on_the_agenda(browse).follow("Filer ved punkt 1")
    assert "Der er ingen filer ved punktet" in page.text
    assert page.send("Læg ved punktet", status=422).errors() == {"file": "Vælg den fil, der skal lægges ved punktet."}

    page = page.send("Læg ved punktet", file=(BytesIO(one_page()), "Notat.pdf"))
    assert page.rows("Filer ved punktet")[0][1] == "Sekretariatet"
    saved = browse.client.get(page.links()["Notat.pdf"])
    assert saved.headers["Content-Disposition"] == "attachment; filename=Notat.pdf"
    address = page.links()["Notat.pdf"]

    assert "Der er ingen filer ved punktet" in page.send("Fjern Notat.pdf").text
    acting(browse, KOLDING)
    assert browse.client.get(address).status_code == 403


@pytest.mark.parametrize("endpoint", ["meeting_files.add", "meeting_files.remove"])
def test_the_secretary_of_another_council_lays_no_files(browse, heard, endpoint):
    item_id = on_the_agenda(browse).links()["Ret punkt 1"].rsplit("/", 1)[1]

    acting(browse, ("torben@viborg.example", "791")).post(endpoint, {}, item_id=item_id, status=404)


def test_a_postponement_is_undone_on_the_page_of_the_meeting(browse, heard):
    form = on_the_agenda(browse).follow("Udsæt punkt 1")
    later = str(meeting_on(SDF_MEETS_LATER))
    page = form.send("Udsæt punktet", to_meeting_id=later, reason="Notatet kom for sent.")

    page = page.send("Fortryd udsættelsen af punkt 1")

    assert page.messages == ["Punktet er ikke længere udsat og står på dette møde igen."]
    assert "Udsæt punkt 1" in page.links()


def test_who_stands_apart_is_typed_row_by_row(browse, heard, clock):
    on_the_agenda(browse).follow("Tilføj punkt uden sag").send("Sæt på dagsordenen", title="Orientering")
    clock.set(SDF_MEETS)
    page = page_of(browse).follow("Skriv konklusion").send("Gem konklusionen", outcome="noted")
    form = page.follow("Forbehold og mindretal på punkt 2")

    row = {"dissents-0-who": "Vejle Kommune", "dissents-0-kind": "minority"}
    form = form.send("Gem", status=422, **row)
    assert form.errors()["dissents-0-text"] == "Skriv mindretallets udtalelse."
    form = form.send("Tilføj et medlem")
    assert form.value("dissents-0-who") == "Vejle Kommune"
    page = form.send("Gem", **{"dissents-0-text": "Punktet hører ikke hjemme her."})

    assert "Mindretalsudtalelse fra Vejle Kommune: Punktet hører ikke hjemme her." in page.text


def test_the_rest_of_the_members_are_told_to_be_there_with_one_press(browse, heard, clock):
    clock.set(SDF_MEETS)
    form = acting(browse, SDF).get("meetings.minutes_form", meeting_id=meeting_on(SDF_MEETS))
    kolding = heard.organisation("621").id

    form = form.send("Sæt resten til stede", **{f"attendance_{kolding}": "apologies"})

    chosen = [form.value(str(one["name"])) for one in form.soup.select("select[name^=attendance_]")]
    assert sorted(chosen) == ["apologies"] + ["present"] * 22


def test_a_name_without_a_standing_is_asked_about(browse, heard, clock):
    clock.set(SDF_MEETS)
    form = acting(browse, SDF).get("meetings.minutes_form", meeting_id=meeting_on(SDF_MEETS))
    kolding = heard.organisation("621").id

    again = form.send("Udsend referatet", status=422, **{f"person_{kolding}": "Ole Friis"})

    assert again.errors() == {f"attendance_{kolding}": "Vælg, om medlemmet var til stede."}
