"""An emergency brake on the screen: the report with its measures, the decision, the follow-up, the page of the case."""

import pytest

from tests.brake_walk import CLOSE, EXTENDED, FREE, LOWER, REGIONAL, SJAELLAND, BrakeWalk, later
from tests.closing_walk import colleague
from tests.web.pages.brake import REPORT, danish, tool
from tests.web.pages.task import TaskPage, act_as, open_task
from workflows.vocabulary import Role

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def mapped(seeded):
    """A brake whose mapping is done."""
    return BrakeWalk().opened().nominated().assessed().mapped()


def test_the_toolbox_stands_with_what_the_agreement_says_for_and_against(browse, mapped):
    page = open_task(browse, mapped, "task_write_report").page

    assert "Det er i virkeligheden en stigning i taksten." in page.text
    assert "Der bliver længere tid til at planlægge tilbud til borgerne." in page.text


def test_a_measure_shows_what_it_costs_each_municipality_while_it_is_typed(browse, mapped):
    page = open_task(browse, mapped, "task_write_report")

    computed = page.compute(**{tool("occupancy", "chosen"): "y", tool("occupancy", "occupancy"): "80"})

    caption = "Betaling pr. år: Lavere budgetteret belægningsprocent, kroner"
    rows = {row[0]: row[1:] for row in computed.page.rows(caption)}
    assert rows["Københavns Kommune"] == ["4.950.000", "5.878.125", "+928.125"]
    assert rows["Gladsaxe Kommune (driftsherren)"] == ["8.910.000", "7.053.750", "−1.856.250"]
    assert len(computed.page.soup.select("#resultat img")) == 2


def test_a_measure_of_one_s_own_can_cost_too_and_all_are_shown_together(browse, mapped):
    page = TaskPage(open_task(browse, mapped, "task_write_report").page.send("Tilføj andet tiltag"))
    typed = {
        tool("occupancy", "chosen"): "y",
        tool("occupancy", "occupancy"): "80",
        "others-0-name": "Opstartspulje",
        "others-0-calculation": "shared_financing",
        "others-0-shares-1-number": "250.000",
    }

    computed = page.compute(**typed)

    assert computed.page.rows("Betaling pr. år: Opstartspulje, kroner")
    assert computed.page.rows("Betaling pr. år: alle tiltag tilsammen, kroner")


def test_each_municipalitys_figures_are_pasted_and_added_up(browse, mapped):
    page = open_task(browse, mapped, "task_write_report").page.send("Tilføj andet tiltag")
    table = "others-0-shares-table"
    button = page.soup.select_one(f'button[name=paste][value="{table}"]')
    cells = "Københavns Kommune\t250.000\nHerlev Kommune\t1.000,50"

    typed = {f"paste_box-{table}": cells, "paste": table}
    pasted = browse.post_to(button["formaction"], page._fields(button.find_parent("form")) | typed)

    assert "251.000,50" in pasted.soup.select_one(f"#{table} tfoot").text


def test_what_is_wrong_with_a_measure_stands_at_its_own_fields(browse, mapped):
    page = open_task(browse, mapped, "task_write_report")
    typed = REPORT | {
        tool("notice", "chosen"): "y",
        tool("notice", "description"): "Længere varsel.",
        tool("objective", "chosen"): "y",
        tool("objective", "description"): "En del betales af alle.",
    }

    refused = page.complete(status=422, **typed)
    assert set(refused.errors()) == {tool("notice", "notice_months"), tool("objective", "objective_percent")}
    typed = {tool("notice", "notice_months"): "6", tool("objective", "objective_percent"): "20"}
    last = refused.complete(status=422, **typed)
    assert set(last.errors()) == {"hearing", tool("objective", "shares-0-number")}
    assert last.value("summary") == REPORT["summary"]


def test_longer_notice_asks_for_a_hearing_or_a_departure_with_its_reason(browse, mapped):
    page = open_task(browse, mapped, "task_write_report")
    typed = REPORT | {
        tool("notice", "chosen"): "y",
        tool("notice", "description"): "Længere varsel.",
        tool("notice", "notice_months"): "6",
    }

    assert "fraviger aftalens anbefaling" in page.page.text
    refused = page.complete(status=422, **typed)
    assert set(refused.errors()) == {"hearing"}
    refused = refused.complete(status=422, hearing="depart")
    assert set(refused.errors()) == {"departure_reason"}

    refused.complete(hearing="hold", hearing_deadline=danish(later(20)))
    assert len(mapped.open("task_answer_hearing")) == 3


def test_an_agreement_without_a_toolbox_lets_measures_be_described_freely(browse, seeded):
    walk = BrakeWalk(SJAELLAND).opened().set_up().nominated().assessed().mapped()
    page = TaskPage(open_task(browse, walk, "task_write_report").page.send("Tilføj andet tiltag"))
    assert "Aftalen har ingen værktøjskasse" in page.page.text

    typed = REPORT | {"others-0-name": "Færre døgn", "others-0-description": "Taksten regnes på færre døgn."}
    refused = page.complete(status=422, **typed, **{"others-0-calculation": "lower_occupancy"})
    assert set(refused.errors()) == {"others-0-occupancy"}
    refused.complete(**{"others-0-occupancy": "80"})

    assert walk.measures[0].effect


def test_the_report_is_kept_as_it_was_typed(browse, mapped):
    page = TaskPage(open_task(browse, mapped, "task_write_report").page.send("Tilføj andet tiltag"))
    typed = REPORT | {
        tool("purchase", "chosen"): "y",
        tool("purchase", "description"): "To kommuner garanterer pladser.",
        tool("purchase", "shares-1-number"): "2",
        "others-0-name": "Fælles vagt",
        "others-0-description": "Nattevagten deles.",
        "finance-usage-0-days": "800",
    }

    page.complete(**typed)

    assert [one.name for one in mapped.measures] == ["Forpligtende købsaftaler", "Fælles vagt"]
    assert mapped.measures[0].given["places"][0]["places"] == "2.00"
    assert mapped.brake.report["finance"]["usage"][0]["days"] == 800
    assert mapped.brake.report["reasons"] == REPORT["motive"]


def test_a_report_that_is_sent_back_begins_with_what_it_said(browse, mapped):
    mapped.reported(LOWER, FREE).treated().decided("changes", "Regn på det igen.")

    page = open_task(browse, mapped, "task_write_report")

    assert "Regn på det igen." in page.page.text
    assert page.value(tool("occupancy", "occupancy")) == "80"
    assert page.value("others-0-name") == FREE["name"]
    assert page.value("summary")
    page.complete(summary="Skrevet igen.")
    assert mapped.brake.report["version"] == 2


def test_the_answers_of_the_hearing_are_read_before_the_recommendation_goes_on(browse, mapped):
    mapped.reported(EXTENDED, hearing="hold", hearing_deadline=later(20))
    mapped.do_all("task_answer_hearing", {"position": "against", "text": "For langt."})

    page = open_task(browse, mapped, "task_conclude_buyer_hearing")
    answers = page.page.rows("Svar fra de kommuner, der bruger tilbuddet")
    assert {tuple(row[1:]) for row in answers} == {("Imod et længere opsigelsesvarsel", "For langt.")}
    assert set(page.complete(status=422, outcome="keep").errors()) == {"text"}
    page.complete(outcome="change", text="Vi skriver den om.")

    assert mapped.open("task_write_report")


def test_the_committee_sees_the_effect_and_says_what_is_missing(browse, mapped):
    mapped.reported(LOWER)
    page = open_task(browse, mapped, "task_treat_report")

    assert page.page.rows("Betaling pr. år: Lavere budgetteret belægningsprocent, kroner")
    refused = page.complete(status=422, meeting_on="2-3-2026", outcome="more")
    assert set(refused.errors()) == {"missing"}
    again = TaskPage(refused.page.send("Tilføj punkt"))
    again.complete(**{"missing-0-text": "Kommunernes behov"})

    assert mapped.focus_areas[-1].text == "Kommunernes behov"


# --- decision and follow-up


def test_a_region_that_runs_the_offer_takes_part_in_the_decision(browse, seeded):
    walk = BrakeWalk(REGIONAL).opened().nominated().assessed().mapped().reported(FREE).treated()
    page = open_task(browse, walk, "task_state_region_view")

    assert set(page.complete(status=422, position="remarks").errors()) == {"text"}
    page.complete(position="remarks", text="Husk medarbejderne.", meeting_on="2-3-2026")

    act_as(browse, walk.secretariat)
    assert "Husk medarbejderne." in browse.get("cases.show", case_id=walk.case_id).text


def test_each_measure_and_duty_gets_a_date_and_is_followed_up(browse, mapped):
    mapped.reported(FREE).treated().decided()
    page = open_task(browse, mapped, "task_plan_follow_up")
    number = len(page.page.soup.select("#follow_ups tbody tr"))
    days = {f"follow_ups-{row}-due_on": danish(later(60)) for row in range(number)}

    assert number == 4
    assert "follow_ups-0-due_on" in page.complete(status=422, **days | {"follow_ups-0-due_on": ""}).errors()
    page.complete(**days)
    told = open_task(browse, mapped, "task_report_follow_up")
    assert set(told.complete(status=422, text="I gang.").errors()) == {"standing"}
    told.complete(text="Det går fremad.", standing="under_way")
    mapped.status_told("under_way")
    looked = open_task(browse, mapped, "task_assess_follow_up")
    looked.complete(**{"items-0-again_on": danish(later(90))})

    act_as(browse, mapped.secretariat)
    assert len(browse.get("cases.show", case_id=mapped.case_id).rows("Opfølgning")) == 5


def test_an_offer_that_closes_keeps_its_knowledge_and_gets_its_closing(browse, mapped):
    mapped.reported(CLOSE, available=False).treated().decided()
    page = open_task(browse, mapped, "task_agree_on_knowledge")
    told = {"loss": "Taskforcen vurderer.", "kept": "Medarbejdere flytter.", "agreed_on": "2-3-2026"}

    refused = page.complete(status=422, **told)
    assert refused.errors()["agreed_with"] == "Vælg dem, aftalen er indgået med."
    refused.complete(agreed_with=[str(mapped.organisation("101").id)])

    link = open_task(browse, mapped, "task_link_closing")
    assert "Der er ingen lukkesag for tilbuddet endnu" in link.page.text
    act_as(browse, mapped.operator)
    own = browse.get("tasks.show", task_id=mapped.open("task_link_closing")[0].id)
    assert own.follow("Opret lukkesagen").path == "/sager/opret/lukning/"


# --- the case, and who sees what


def test_the_case_page_shows_the_work_to_those_in_it_and_where_it_stands_to_others(browse, mapped):
    mapped.reported(LOWER, EXTENDED, hearing="depart", departure_reason="Det haster.").treated().decided()
    act_as(browse, mapped.secretariat)
    inside = browse.get("cases.show", case_id=mapped.case_id)
    act_as(browse, colleague(mapped.organisation("101").id, {Role.DIRECTOR}))
    outside = browse.get("cases.show", case_id=mapped.case_id)

    assert inside.rows("Afdækningsopgaver")[0][1] == "Bodil Ahrenkiel"
    assert inside.rows("Betaling pr. år: Lavere budgetteret belægningsprocent, kroner")
    assert "Særlige tiltag iværksættes" in inside.text
    assert "Særlige tiltag iværksættes" in outside.text
    assert "Afdækning" not in [heading.get_text() for heading in outside.soup.select("h2")]
