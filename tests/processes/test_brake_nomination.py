"""What a nomination and its mapping keep, tell and refuse."""

from datetime import date, timedelta

import pytest

from tests.brake_walk import PRESUPPOSED, REGIONAL, YEARS, BrakeWalk, later, refused
from tests.conftest import Clock
from workflows.clock import today
from workflows.errors import InputError, NotAllowed


@pytest.fixture
def walk(seeded):
    return BrakeWalk().opened()


def test_the_case_says_that_its_agreement_has_run_out(walk):
    told = [event.text for event in walk.events]

    assert any("31. december 2020" in text for text in told)
    assert "31. december 2020" in walk.facts("task_nominate")["expired"]


def test_being_listed_gives_no_special_terms(walk):
    (event,) = [event for event in walk.events if "ikke i sig selv særlige vilkår" in event.text]

    assert event.source == "hovedstaden-2019-2020, 9.1"


@pytest.mark.parametrize("missing", PRESUPPOSED)
def test_a_nomination_is_not_sent_before_each_presupposed_measure_is_answered(walk, missing):
    answers = {key: "Overvejet." for key in PRESUPPOSED if key != missing}

    refused(lambda: walk.nominated(presupposed=answers), f"presupposed.{missing}")
    assert walk.waits_for == {"task_nominate"}
    assert walk.documents() == []


def test_a_nomination_shows_the_development_over_years(walk):
    walk.nominated()

    plot = walk.document("brake_nomination").data["occupancy"]
    assert plot["labels"] == ["2022", "2023", "2024", "2025"]
    assert plot["series"][0]["values"] == ["98.5", "91", "83.33", "66.67"]
    refused_rows = YEARS[:1]
    other = BrakeWalk(REGIONAL).opened()
    refused(lambda: other.nominated(economy_rows=refused_rows), "economy_rows")


def test_all_that_a_nomination_lacks_is_told_at_once(walk):
    with pytest.raises(InputError) as told:
        walk.do("task_nominate", {"timing": "acute", "presupposed": {}, "economy_rows": []})

    asked = {f"presupposed.{key}" for key in PRESUPPOSED}
    assert {path for path, _ in told.value.errors} == asked | {"description", "economy", "acute_reason", "economy_rows"}


def test_all_that_a_report_lacks_is_told_at_once(walk):
    walk.nominated().assessed().mapped()

    with pytest.raises(InputError) as told:
        walk.do("task_write_report", {"available": True, "measures": [{"tool": "extended_notice"}]})

    lacking = {path for path, _ in told.value.errors}
    assert {"situation", "economy", "alternatives", "summary", "reasons", "attention_points[0]"} <= lacking
    assert any(path.startswith("measures[0]") for path in lacking)


def test_an_ordinary_nomination_goes_to_the_next_fixed_meeting(walk):
    assert walk.facts("task_nominate")["meeting_on"] == date(2026, 4, 14)

    walk.nominated()

    assert walk.brake.nomination["meeting_on"] == "2026-04-14"
    assert walk.document("brake_nomination").data["task_force_meeting"] == "2026-04-14"


def test_an_acute_nomination_says_why_it_cannot_wait_and_to_no_meeting_goes_it(walk):
    refused(lambda: walk.nominated(timing="acute"), "acute_reason")

    walk.nominated(timing="acute", acute_reason="Bygningen er dømt ude af brug.")

    assert walk.brake.nomination["meeting_on"] is None
    assert any("Bygningen er dømt" in event.text for event in walk.events)


def test_without_a_date_to_come_the_nomination_is_taken_and_the_secretariat_told(walk, clock: Clock):
    clock.set(date(2027, 11, 1))

    walk.nominated()

    assert walk.waits_for == {"task_assess_nomination"}
    assert [text for _, text in walk.notices if "Sæt årets datoer" in text]


def test_a_refusal_has_reasons_and_a_mandate_has_focus_areas(walk):
    walk.nominated()

    refused(lambda: walk.assessed("turned_down", reasons=""), "reasons")
    refused(lambda: walk.assessed(focus_areas=[]), "focus_areas")
    refused(lambda: walk.assessed(meeting_on=later(1)), "meeting_on")


def test_a_nomination_that_is_turned_down_is_told_to_the_operator_with_the_reasons(walk):
    walk.nominated().assessed("turned_down")

    told = walk.document("brake_answer").data
    assert told["outcome"] == "turned_down"
    assert told["reasons"] == "Behovet kan dækkes af andre tilbud."
    assert walk.receivers("brake_answer") == {"Gladsaxe Kommune"}
    assert walk.documents("brake_report") == []


def test_a_deadline_set_by_hand_says_who_has_set_it(walk):
    walk.nominated().assessed(report_due=later(60))

    told = walk.document("brake_answer").data["report_due"]
    assert "Charlotte Engvang" in told["explanation"]
    assert walk.task("task_plan_mapping").due_on == today() + timedelta(days=60)


def test_mapping_tasks_are_open_at_once_each_with_its_member_and_its_day(walk):
    walk.nominated().assessed().planned("Økonomi", "Situation", "Alternativer")

    tasks = walk.open("task_do_mapping")
    assert {task.label for task in tasks} == {"Økonomi", "Situation", "Alternativer"}
    assert len({task.assignee_id for task in tasks}) == 3
    assert {task.due_on for task in tasks} == {today() + timedelta(days=days) for days in (14, 15, 16)}


def test_only_the_member_that_a_task_is_given_to_can_do_it(walk):
    walk.nominated().assessed().planned("Økonomi", "Situation")
    first, second = walk.open("task_do_mapping")

    with pytest.raises(NotAllowed):
        walk.complete(first, {"finding": "Set."}, walk.doer(second))


def test_a_task_can_be_given_to_the_task_force_as_a_whole(walk):
    walk.nominated().assessed().planned("Økonomi", members=False)

    assert walk.task("task_do_mapping").assignee_id is None
    walk.pieces_done()
    assert walk.mapping_tasks[0].finding


def test_a_plan_has_tasks_with_days_to_come(walk):
    walk.nominated().assessed()
    piece = {"title": "Økonomi", "due_on": later(0)}

    refused(lambda: walk.do("task_plan_mapping", {"tasks": []}), "tasks")
    refused(lambda: walk.do("task_plan_mapping", {"tasks": [piece]}), "tasks[0].due_on")
    stranger = piece | {"due_on": later(5), "member_id": str(walk.offer.id)}
    refused(lambda: walk.do("task_plan_mapping", {"tasks": [stranger]}), "tasks[0].member_id")


def test_data_are_asked_of_the_operator_and_municipalities_at_once_and_kept_in_one_place(walk):
    walk.nominated().assessed().planned("Økonomi")
    walk.data_asked("Gladsaxe Kommune", "Københavns Kommune", "Gentofte Kommune")

    assert len(walk.open("task_answer_request")) == 3
    walk.data_answered().data_asked("Helsingør Kommune").data_answered()

    rounds = walk.facts("task_request_data")["requests"]
    assert [len(answers) for _, answers in rounds] == [1, 3]
    assert all(answer.text for _, answers in rounds for answer in answers)
    assert len(walk.open("task_do_mapping")) == 1


def test_a_request_says_what_of_whom_and_until_when(walk):
    walk.nominated().assessed().planned()

    empty = {"next": "request"}
    refused(lambda: walk.do("task_request_data", empty), "items", "organisations", "deadline")


def test_the_report_waits_until_each_focus_area_is_followed_up(walk):
    walk.nominated().assessed().planned().enough_data().pieces_done()
    first, second = sorted(walk.open("task_follow_focus_area"), key=lambda task: task.label, reverse=True)

    walk.complete(first, {"finding": "Belyst.", "covered": True}, walk.doer(first))
    assert walk.waits_for == {"task_follow_focus_area"}
    walk.complete(second, {"finding": "Tallene mangler.", "covered": False}, walk.doer(second))

    assert walk.waits_for == {"task_plan_mapping"}
    walk.planned().enough_data().pieces_done()
    (left,) = walk.open("task_follow_focus_area")
    assert left.label == second.label
