"""Why a task is due on its day where the agreement sets none: who set the day, with what, and when."""

from datetime import timedelta

from tests.brake_walk import BrakeWalk
from tests.closing_walk import person
from tests.takeover_walk import TakeoverWalk
from workflows.clock import today
from workflows.rules.dates_text import date_in_words
from workflows.services.casework.cases import show_case
from workflows.services.casework.errands import give_errand
from workflows.services.casework.set_dates import WITH_THE_TAKEOVER
from workflows.services.casework.taskpage import show_task


def said_of(walk, element: str) -> str:
    task = walk.open(element)[0]
    return show_task(task.id, walk.doer(task)).why_then


def test_a_day_that_somebody_set_with_a_task_says_who_and_with_which(seeded):
    walk = TakeoverWalk().opened().asked(items=("accounts",))
    told, with_which = said_of(walk, "task_deliver_figures"), "Bed regionen om data, eller gå videre"

    said = f"Vejle Kommune satte datoen i »{with_which}« den {date_in_words(today())}."
    assert told == f"Aftalen sætter ingen frist. {said}"
    shown = show_case(walk.case_id, walk.municipality).waiting.next_date
    assert shown is not None
    assert shown.explanation == told


def test_the_day_of_the_latest_setting_counts_and_not_one_that_came_after(seeded, clock):
    walk = BrakeWalk().opened().nominated().assessed(report_due=(today() + timedelta(days=60)).isoformat())
    assert "satte datoen i »Vurdér indstillingen«" in said_of(walk, "task_plan_mapping")

    walk.planned("Økonomi")
    assert "satte datoen i »Planlæg afdækningen«" in said_of(walk, "task_do_mapping")


def test_a_checklist_is_due_on_the_day_of_the_takeover(seeded):
    walk = TakeoverWalk().prepared().stated().accepted().approved().notified()

    assert said_of(walk, "task_complete_regional_checklist") == WITH_THE_TAKEOVER


def test_the_day_of_a_task_beside_the_process_is_set_by_who_gave_it(walk_to):
    walk = walk_to("opened")
    kolding = person("direktoer@kolding.example", "621")
    task_id = give_errand(
        walk.case_id,
        title="Send budgettet",
        text="",
        person_id=None,
        organisation_id=kolding.organisation_id,
        due_on=today(),
        actor=walk.operator,
    )

    assert show_task(task_id, kolding).why_then == "Vejle Kommune satte dagen, da opgaven blev givet."
