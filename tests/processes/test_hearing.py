"""The hearing: one question to all members of the body, answers, silence, and what the body concludes."""

from datetime import date, timedelta

import pytest

from tests.closing_walk import ClosingWalk, colleague
from workflows.clock import today
from workflows.errors import InputError, NotFound, Refused, TaskNotOpen
from workflows.services.casework.hearings import record_answers, show_hearing
from workflows.services.casework.tasks import complete_task
from workflows.vocabulary import HearingPosition, Party, Role, TaskStatus

MEMBERS = 23
"""The municipalities of Syddanmark, and the region."""
NO_OBJECTION = {"position": "no_objection"}


def answer(walk, member: str, answers=NO_OBJECTION):
    """One member answers for itself."""
    (task,) = [one for one in walk.tasks("task_answer_hearing") if one.organisation.name == member]
    complete_task(task.id, revision=task.revision, answers=answers, actor=walk.doer(task))


def secretary(walk):
    return colleague(walk.party(Party.HEARING_BODY).id, {Role.BODY_SECRETARY})


def summary(walk) -> dict[str, str]:
    """What the summary for the body says of each member."""
    return {row["member"]: row["status"] for row in walk.document("hearing_summary").data["answers"]}


def test_all_members_are_asked_at_once(seeded):
    walk = ClosingWalk().opened()

    assert len(walk.open("task_answer_hearing")) == MEMBERS
    assert len(walk.receivers("hearing_letter")) == MEMBERS
    assert {task.due_on for task in walk.open()} == {today() + timedelta(days=28)}


def test_the_hearing_closes_at_once_when_all_have_answered(seeded):
    walk = ClosingWalk().opened()
    members = [task.organisation.name for task in walk.open()]

    for member in members:
        assert "task_conclude_hearing" not in walk.waits_for
        answer(walk, member)

    assert walk.waits_for == {"task_conclude_hearing"}
    assert set(summary(walk).values()) == {"answered"}
    assert not walk.timers


def test_the_last_day_of_a_hearing_is_in_time(seeded, clock):
    walk = ClosingWalk().opened()
    clock.set(today() + timedelta(days=28))
    walk.fire()

    answer(walk, "Kolding Kommune")

    assert len(walk.open("task_answer_hearing")) == MEMBERS - 1


def test_silence_is_recorded_when_the_deadline_has_passed(seeded, clock):
    walk = ClosingWalk().opened()
    answer(walk, "Kolding Kommune")
    clock.set(today() + timedelta(days=29))

    walk.fire()

    assert walk.waits_for == {"task_conclude_hearing"}
    assert [name for name, status in summary(walk).items() if status == "answered"] == ["Kolding Kommune"]
    ended = [task.status for task in walk.tasks("task_answer_hearing")]
    assert (ended.count(TaskStatus.DONE), ended.count(TaskStatus.WITHDRAWN)) == (1, MEMBERS - 1)


def test_only_those_who_are_silent_are_reminded_a_week_before(seeded, clock):
    walk = ClosingWalk().opened()
    answer(walk, "Kolding Kommune")
    clock.set(today() + timedelta(days=20))
    walk.fire()
    assert walk.notices == []

    clock.set(today() + timedelta(days=1))
    walk.fire()

    reminded = {name for name, _text in walk.notices}
    assert len(walk.notices) == len(reminded) == MEMBERS - 1
    assert "Kolding Kommune" not in reminded


def test_nobody_is_reminded_on_the_day_on_which_the_letter_is_sent(seeded):
    walk = ClosingWalk().opened(hearing_deadline=(today() + timedelta(days=5)).isoformat())

    assert walk.notices == []
    assert len(walk.open("task_answer_hearing")) == MEMBERS


def test_a_member_answers_once(seeded):
    walk = ClosingWalk().opened()
    answer(walk, "Kolding Kommune")

    with pytest.raises(TaskNotOpen, match="allerede udført"):
        answer(walk, "Kolding Kommune", {"position": "against", "text": "Vi mener det modsatte."})

    kept = [row for row in show_hearing(walk.case_id, secretary(walk)).members if row.position is not None]
    assert [(row.name, row.position) for row in kept] == [("Kolding Kommune", HearingPosition.NO_OBJECTION)]


def test_an_answer_after_the_deadline_is_refused_in_words(seeded, clock):
    walk = ClosingWalk().opened()
    clock.set(today() + timedelta(days=29))
    walk.fire()

    with pytest.raises(TaskNotOpen, match="bortfaldet"):
        answer(walk, "Kolding Kommune")


def test_an_answer_after_the_deadline_is_refused_also_before_the_timer_has_fired(seeded, clock):
    walk = ClosingWalk().opened()
    clock.set(today() + timedelta(days=29))

    with pytest.raises(Refused, match=r"30\. marts 2026"):
        answer(walk, "Kolding Kommune")

    walk.fire()
    assert set(summary(walk).values()) == {"silent"}


@pytest.mark.parametrize("position", ["remarks", "against"])
def test_remarks_and_objections_need_a_text(seeded, position):
    walk = ClosingWalk().opened()

    with pytest.raises(InputError, match="text: Skriv jeres bemærkninger"):
        answer(walk, "Kolding Kommune", {"position": position})

    assert len(walk.open("task_answer_hearing")) == MEMBERS


def test_an_objection_stands_word_for_word_before_the_body(seeded, clock):
    walk = ClosingWalk().opened()
    answer(walk, "Kolding Kommune", {"position": "against", "text": "Der er venteliste til pladserne."})
    clock.set(today() + timedelta(days=29))

    walk.fire()

    data = walk.document("hearing_summary").data
    assert "Der er venteliste til pladserne." in [row["text"] for row in data["answers"]]
    assert "1 mener, at tilbuddet ikke bør lukke" in data["summary"]
    assert walk.receivers("hearing_summary") == {"Socialdirektørforum (SDF)"}


def test_the_secretary_registers_answers_that_came_by_letter(seeded):
    walk = ClosingWalk().opened()
    two = {walk.organisation(code).id: NO_OBJECTION for code in ("621", "607")}

    assert record_answers(walk.case_id, two, secretary(walk)) == 2

    assert len(walk.open("task_answer_hearing")) == MEMBERS - 2


def test_the_secretary_is_told_when_a_member_has_answered_meanwhile(seeded):
    walk = ClosingWalk().opened()
    answer(walk, "Kolding Kommune")
    two = {walk.organisation(code).id: NO_OBJECTION for code in ("621", "607")}

    with pytest.raises(TaskNotOpen, match="Kolding Kommune"):
        record_answers(walk.case_id, two, secretary(walk))

    assert len(walk.open("task_answer_hearing")) == MEMBERS - 1


def test_what_is_wrong_in_a_registered_answer_is_named_by_its_member(seeded):
    walk = ClosingWalk().opened()
    kolding = walk.organisation("621").id

    with pytest.raises(InputError, match=f"{kolding}.text: Skriv"):
        record_answers(walk.case_id, {kolding: {"position": "remarks"}}, secretary(walk))


def test_a_case_without_a_hearing_has_none_to_show(seeded, clock):
    clock.set(date(2016, 5, 2))
    walk = ClosingWalk("Botilbuddet Egehuset").opened()

    with pytest.raises(NotFound, match="ikke været en høring"):
        show_hearing(walk.case_id, secretary(walk))


def test_where_the_body_objects_the_consequences_of_going_on_are_stated_before_it_concludes(seeded):
    walk = ClosingWalk().opened().heard(should_close="no")
    assert walk.waits_for == {"task_state_consequences"}

    walk.do("task_state_consequences", {"text": "Et årligt tab på 3 mio. kr."})
    assert walk.waits_for == {"task_conclude_consequences"}
    walk.concluded("task_conclude_consequences", should_close="no")

    assert walk.waits_for == {"task_record_decision"}
    assert walk.closing.consequences_of_continuing == "Et årligt tab på 3 mio. kr."


def test_the_decision_stays_the_operators_also_against_the_body(seeded):
    walk = ClosingWalk().opened().heard(should_close="no")
    walk.do("task_state_consequences", {"text": "Et årligt tab."}).concluded("task_conclude_consequences")

    walk.decided()

    assert walk.waits_for == {"task_enter_provisional_account"}


def test_a_meeting_that_has_not_been_held_concludes_nothing(seeded, clock):
    walk = ClosingWalk().opened()
    clock.set(today() + timedelta(days=29))
    walk.fire()
    tomorrow = (today() + timedelta(days=1)).isoformat()

    with pytest.raises(InputError, match="meeting_on"):
        walk.do("task_conclude_hearing", {"meeting_on": tomorrow, "should_close": "yes", "text": "Drøftes i morgen."})

    assert walk.waits_for == {"task_conclude_hearing"}


def test_a_decision_before_the_bodys_treatment_departs_from_the_agreement_and_is_noted(seeded, clock):
    walk = ClosingWalk().opened()
    clock.set(date(2026, 3, 20))
    walk.heard()

    walk.decided(on=date(2026, 3, 18))

    (departure,) = [event for event in walk.events if "omvendte rækkefølge" in event.text]
    assert departure.source == "syddanmark-2025-2026, bilag 4, tabel 4.1"
