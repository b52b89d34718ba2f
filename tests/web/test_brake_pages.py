"""An emergency brake on the screen: opened, set up, nominated, assessed and mapped."""

from io import BytesIO

import pytest

from tests.brake_walk import FREE, MUNICIPAL, SJAELLAND, BrakeWalk, later
from tests.closing_walk import person
from tests.web.pages.brake import danish
from tests.web.pages.task import TaskPage, act_as, open_task

pytestmark = pytest.mark.usefixtures("seeded")

TABLE = (
    "År\tPladser\tBelægning\tBudget\tResultat\n"
    "2024\t12\t83,33 %\t18.810.000\t-1.900.000\n"
    "2025\t12\t66,67\t18.810.000\t-4.100.000\n"
)
CSV = "Resultat;Budget;År;Pladser;Belægning\n-1.900.000;18.810.000;2024;12;83,33\n-4.100.000;18.810.000;2025;12;66,67\n"


@pytest.fixture
def walk(seeded):
    """A brake that has been opened."""
    return BrakeWalk().opened()


def pasted(page: TaskPage, **answers: object) -> TaskPage:
    """The page after the button that takes a table in."""
    return TaskPage(page.page.send("Hent ind i tabellen", **answers))


ANSWERS = {
    "description": "Tre kommuner har opsagt pladser.",
    "economy": "Underskuddet vokser.",
    "timing": "ordinary",
    **{f"presupposed-{number}-answer": "Overvejet og fundet utilstrækkeligt." for number in range(4)},
}


# --- opening


def test_an_offer_that_is_not_on_the_list_is_shown_with_the_reason(browse):
    act_as(browse, BrakeWalk(listed=False).operator)

    page = browse.get("emergency_brake.open_form")

    rows = {row[0]: row[1:] for row in page.rows("Tilbud, der ikke kan indstilles")}
    operator, reason = rows[MUNICIPAL]
    assert operator == "Gladsaxe Kommune"
    assert "står ikke på listen" in reason
    assert "hovedstaden-2019-2020, 9" in reason


def test_the_fixed_meetings_are_shown_to_the_operator_and_the_case_is_opened(browse):
    act_as(browse, BrakeWalk().operator)
    form = browse.get("emergency_brake.open_form")

    assert "13. oktober 2026" in form.text
    refused = form.send("Opret sagen", status=422, kle="botilbud")
    assert refused.errors().keys() == {"offer_id", "concern", "kle"}
    assert refused.errors()["offer_id"] == "Vælg det tilbud, der er i vanskeligheder."
    offer = form.soup.select_one("input[name=offer_id]")["value"]
    page = form.send("Opret sagen", offer_id=offer, concern="Pladserne står tomme.")

    assert page.heading == f"Nødbremse for {MUNICIPAL}"
    assert "Pladserne står tomme." in page.text


def test_an_operator_whose_offers_are_not_registered_yet_sees_the_fixed_meetings_too(browse):
    act_as(browse, person("direktoer@dragoer.example", "155"))

    page = browse.get("emergency_brake.open_form")

    assert "I har ingen registrerede tilbud" in page.text
    assert "13. oktober 2026" in page.text


def test_a_region_without_the_model_is_told_why(browse):
    act_as(browse, person("anne@vejle.example", "630"))

    page = browse.get("emergency_brake.open_form")

    assert "Faste møder" not in page.text

    assert "Ingen af jeres tilbud kan indstilles" in page.text
    assert "har ingen model for at støtte de mest specialiserede tilbud" in page.text


# --- nomination


def test_a_pasted_table_fills_the_years_and_is_drawn(browse, walk):
    page = pasted(open_task(browse, walk, "task_nominate"), economy_text=TABLE)

    assert page.value("economy_rows-0-occupancy") == "83,33"
    assert page.value("economy_rows-1-result") == "-4.100.000"
    pictures = [picture["alt"] for picture in page.page.soup.select("#resultat img")]
    assert pictures[0].startswith("Linjediagram, Udviklingen i belægningen")
    assert len(pictures) == 2

    page.complete(**ANSWERS)
    assert [row["occupancy"] for row in walk.brake.years] == ["83.33", "66.67"]


def test_a_table_that_was_taken_in_is_undone_with_what_stood_before(browse, walk):
    page = open_task(browse, walk, "task_nominate")
    before = page.value("economy_rows-0-year")

    page = pasted(page, economy_text=TABLE, **{"economy_rows-0-occupancy": "50"})
    back = TaskPage(page.page.send("Fortryd"))

    assert "2 år er hentet ind i tabellen." in page.page.text
    assert (back.value("economy_rows-0-year"), back.value("economy_rows-0-occupancy")) == (before, "50")
    assert back.value("economy_text").splitlines() == TABLE.splitlines()


def test_a_csv_file_from_a_danish_spreadsheet_fills_the_years(browse, walk):
    file = (BytesIO(CSV.encode("cp1252")), "oekonomi.csv")

    page = pasted(open_task(browse, walk, "task_nominate"), economy_file=file)

    assert page.value("economy_rows-0-year") == "2024"
    assert page.value("economy_rows-1-budget") == "18.810.000"


def test_a_table_that_cannot_be_read_says_which_cell_and_stays(browse, walk):
    page = open_task(browse, walk, "task_nominate")

    refused = pasted(page, economy_text=TABLE.replace("66,67", "to tredjedele"))

    assert refused.errors()["economy_text"] == "Linje 3, Belægning i procent: »to tredjedele« er ikke et tal."
    assert "to tredjedele" in refused.value("economy_text")


def test_the_years_that_stood_there_stay_when_nothing_was_typed(browse, walk):
    refused = open_task(browse, walk, "task_nominate").complete(status=422)

    assert [refused.value(f"economy_rows-{row}-year") for row in range(3)] == ["2023", "2024", "2025"]
    assert "Tal for mindst to år" in refused.result


def test_a_figure_that_does_not_fit_its_column_is_told_at_its_cell(browse, walk):
    page = pasted(open_task(browse, walk, "task_nominate"), economy_text=TABLE.replace("2025\t12", "2025\t11,5"))

    assert page.errors() == {"economy_rows-1-places": "Skriv et helt tal, der ikke er negativt."}
    assert page.value("economy_rows-1-places") == "11,5"


def test_each_measure_that_is_not_answered_is_named_and_keeps_the_nomination(browse, walk):
    page = pasted(open_task(browse, walk, "task_nominate"), economy_text=TABLE)

    refused = page.complete(status=422, **ANSWERS | {"presupposed-1-answer": "", "presupposed-3-answer": ""})

    assert set(refused.errors()) == {"presupposed-1-answer", "presupposed-3-answer"}
    assert "Besparelser" in refused.result
    assert "fælles ledelse" in refused.result
    assert refused.value("presupposed-0-answer") == ANSWERS["presupposed-0-answer"]
    assert refused.value("economy_rows-1-result") == "-4.100.000"


def test_an_acute_nomination_says_why_it_cannot_wait(browse, walk):
    page = pasted(open_task(browse, walk, "task_nominate"), economy_text=TABLE)

    refused = page.complete(status=422, **ANSWERS | {"timing": "acute"})
    assert "ikke kan vente" in refused.errors()["acute_reason"]

    refused.complete(acute_reason="Medarbejderne siger op.")
    assert walk.brake.nomination["timing"] == "acute"


def test_the_next_fixed_meeting_is_shown_and_only_the_operator_sees_the_task(browse, walk):
    page = open_task(browse, walk, "task_nominate")
    assert "På det næste faste møde, 14. april 2026" in page.page.text

    act_as(browse, walk.secretariat)
    browse.get("tasks.show", task_id=walk.open("task_nominate")[0].id, status=404)


def test_a_nomination_is_turned_down_with_reasons_or_sent_on_with_focus_areas(browse, walk):
    walk.nominated()
    page = open_task(browse, walk, "task_assess_nomination")
    said = dict.fromkeys(("demand", "alternatives_inside", "alternatives_outside", "character"), "Vurderet.")

    refused = page.complete(status=422, meeting_on="2-3-2026", outcome="turned_down", **said)
    assert refused.errors() == {"motive": "Skriv, hvorfor indstillingen afvises."}
    without = refused.complete(status=422, outcome="task_force")
    assert "mindst ét fokusområde" in without.errors()["focus_areas"]
    assert without.value("demand") == "Vurderet."

    more = TaskPage(without.page.send("Tilføj fokusområde"))
    more.complete(**{"focus_areas-0-text": "Økonomien", "attention_points-0-text": "Viden"})
    assert [row.text for row in walk.focus_areas] == ["Økonomien"]


# --- mapping


def test_the_mapping_is_shared_out_on_members_and_each_sees_their_own(browse, walk):
    walk.nominated().assessed()
    page = open_task(browse, walk, "task_plan_mapping")
    member = walk.facts("task_plan_mapping")["members"][0]
    typed = {
        "tasks-0-title": "Økonomi",
        "tasks-0-description": "Se på tallene.",
        "tasks-0-member_id": str(member.id),
        "tasks-0-due_on": danish(later(14)),
    }

    alone = page.complete(status=422, **typed | {"tasks-0-due_on": ""})
    assert alone.errors() == {"tasks-0-due_on": "Udfyld feltet."}
    refused = page.complete(status=422, **typed | {"tasks-1-title": "Alternativer"})
    assert set(refused.errors()) == {"tasks-1-due_on"}
    refused.complete(**{"tasks-1-due_on": danish(later(20))})

    assert [row.title for row in walk.mapping_tasks] == ["Økonomi", "Alternativer"]
    (own,) = [task for task in walk.open("task_do_mapping") if task.assignee_id == member.person_id]
    act_as(browse, walk.doer(own))
    done = TaskPage(browse.get("tasks.show", task_id=own.id))
    assert "Se på tallene." in done.page.text
    assert "eller vedhæft" in done.complete(status=422).errors()["finding"]
    assert "Økonomi" in done.complete(finding="Udgifterne falder ikke.").page.messages[0]


def test_data_is_asked_for_and_the_answers_stand_in_one_place(browse, walk):
    walk.nominated().assessed().planned()
    page = open_task(browse, walk, "task_request_data")
    operator = str(walk.operator.organisation_id)

    refused = page.complete(status=422, next="request")
    assert refused.errors()["deadline"] == "Sæt en frist for svarene."
    refused.complete(**{"items-0-text": "Belægning", "organisations": [operator], "deadline": danish(later(14))})
    answering = open_task(browse, walk, "task_answer_request").page
    TaskPage(answering.send("Vedhæft", file=(BytesIO(b"Pladser: 12"), "tal.txt"))).complete(text="83 procent.")

    again = open_task(browse, walk, "task_request_data")
    assert again.page.rows("Anmodning 2. marts 2026: Belægning") == [
        ["Gladsaxe Kommune", "83 procent.", "2. marts 2026"]
    ]
    again.complete(next="enough")
    assert not walk.open("task_request_data")
    act_as(browse, walk.secretariat)
    ((file, giver, *_),) = browse.get("cases.show", case_id=walk.case_id).rows("Bilag i sagen")
    assert (file, giver) == ("tal.txt 1 kB", "Gladsaxe Kommune")


def test_a_focus_area_is_followed_up_one_by_one(browse, walk):
    walk.nominated().assessed().planned().enough_data().pieces_done()

    page = open_task(browse, walk, "task_follow_focus_area")
    assert set(page.complete(status=422, finding="Et varigt fald.").errors()) == {"covered"}
    page.complete(finding="Et varigt fald.", covered="yes")

    act_as(browse, walk.secretariat)
    rows = browse.get("cases.show", case_id=walk.case_id).rows("Fokusområder")
    assert sorted(row[1] for row in rows) == ["Belyst", "Skal belyses"]


def test_a_procedure_that_the_agreement_only_mentions_is_set_up_by_the_secretariat(browse, seeded):
    walk = BrakeWalk(SJAELLAND).opened()
    page = open_task(browse, walk, "task_set_up_course")
    bodies = {
        "receiving_body_id": str(walk.organisation("administrativt-niveau-sjaelland").id),
        "mapping_body_id": str(walk.organisation("taskforce-sjaelland").id),
        "deciding_body_id": str(walk.organisation("kkr-sjaelland").id),
    }

    refused = page.complete(status=422, assessed="no", treated="yes", note="Aftalt på mødet.", **bodies)
    assert set(refused.errors()) == {"focus_areas"}
    assert "region_takes_part" not in page.fields
    refused.complete(assessed="yes", report_due=danish(later(60)), **{"presupposed-0-text": "Har I spurgt?"})

    asked = open_task(browse, walk, "task_nominate")
    assert "Har I spurgt?" in asked.page.text
    act_as(browse, walk.secretariat)
    shown = browse.get("cases.show", case_id=walk.case_id)
    assert shown.rows("Datoer i sagen") == [["Rapport og indstilling", "1. maj 2026", "Henrik Sejrup, Sekretariatet"]]


def test_the_case_is_shown_at_every_step_when_the_steps_before_the_mapping_are_left_out(browse, seeded):
    walk = BrakeWalk(SJAELLAND).opened().set_up(assessed=False, treated=False, focus_areas=["Behovet"])

    def shown() -> str:
        act_as(browse, walk.secretariat)
        return browse.get("cases.show", case_id=walk.case_id).text

    nominated = walk.nominated() and shown()
    mapped = walk.mapped() and shown()
    decided = walk.reported(FREE).decided() and shown()

    assert "Derfor er sagen åbnet" in nominated
    assert "Efterspørgslen" not in nominated + mapped + decided
    assert "Besluttet 2. marts 2026" in decided
