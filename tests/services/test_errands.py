"""Errands: tasks beside the process, in the work list as others are, that never touch the engine."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.models.case import Case, Task
from db.models.errand import Errand
from db.session import reading
from tests.closing_walk import EXAMPLE_1, person
from tests.referral_walk import ReferralWalk
from tests.sealed import assert_nowhere
from workflows.clock import today
from workflows.errors import NotAllowed, NotFound, Refused, TaskNotOpen
from workflows.services.casework.calling_off import call_off
from workflows.services.casework.cases import show_case
from workflows.services.casework.errands import call_off_errand, errands_of, give_errand
from workflows.services.casework.handing_over import colleagues, hand_over
from workflows.services.casework.holding import release, take
from workflows.services.casework.inbox import inbox
from workflows.services.casework.taskpage import show_task
from workflows.services.casework.tasks import complete_task, keep_draft
from workflows.services.people.absences import Period, enter_absence
from workflows.services.people.standing_in import in_short
from workflows.vocabulary import EventKind, TaskStatus

KOLDING = ("direktoer@kolding.example", "621")
SECRETARIAT = ("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
STRANGER = ("torben@viborg.example", "791")
TITLE = "Send det seneste tilsynsbrev"


@pytest.fixture
def walk(walk_to):
    return walk_to("decided")


def given(walk, to=None, **values):
    to = to or walk.operator
    usual = {
        "title": TITLE,
        "text": "Det skal med til forummet.",
        "organisation_id": to.organisation_id,
        "person_id": None,
        "due_on": today() + timedelta(days=5),
        "actor": person(*SECRETARIAT),
    }
    return give_errand(walk.case_id, **(usual | values))


def state(walk) -> tuple[str, str]:
    """What the engine knows, and where the case stands."""
    with reading() as session:
        return session.execute(select(Case.process_state, Case.standing).where(Case.id == walk.case_id)).one()


def task_of(task_id) -> Task:
    with reading() as session:
        return session.scalars(select(Task).where(Task.id == task_id)).one()


def test_an_errand_stands_among_my_tasks_by_its_date(walk):
    task_id = given(walk)

    (first, second) = inbox(walk.operator).rows

    assert (first.task_id, first.label, first.due_on) == (task_id, TITLE, today() + timedelta(days=5))
    assert first.may_do
    assert second.label == "Indtast foreløbigt lukkeregnskab"
    assert TITLE in [one.label for one in show_case(walk.case_id, walk.operator).waiting.tasks]


def test_an_errand_is_done_with_a_note_and_the_engine_never_hears_of_it(walk):
    before = state(walk)
    task_id = given(walk)

    complete_task(task_id, revision=1, answers={"note": "Sendt i dag."}, actor=walk.operator)

    assert state(walk) == before
    assert task_of(task_id).status is TaskStatus.DONE
    (row,) = errands_of(walk.case_id, person(*SECRETARIAT)).rows
    assert (row.note, row.status) == ("Sendt i dag.", TaskStatus.DONE)
    kinds = [event.kind for event in walk.events if TITLE in event.text]
    assert set(kinds) == {EventKind.ERRAND_GIVEN, EventKind.TASK_DONE}
    with pytest.raises(TaskNotOpen):
        complete_task(task_id, revision=2, answers={}, actor=walk.operator)


def test_an_errand_is_drafted_and_given_on_as_other_tasks_are(walk):
    task_id = given(walk)
    keep_draft(task_id, revision=1, draft={"note": ["Jeg leder"]}, actor=walk.operator)
    mikkel = next(one for one in colleagues(task_id) if one.name == "Mikkel Toftager")

    hand_over(task_id, revision=2, to_person_id=mikkel.id, reason="Han har brevet.", actor=walk.operator)

    with pytest.raises(NotAllowed):
        complete_task(task_id, revision=3, answers={}, actor=walk.operator)
    page = show_task(task_id, person("sagsbehandler@vejle.example", "630"))
    assert (page.draft, page.facts["text"]) == ({"note": ["Jeg leder"]}, "Det skal med til forummet.")
    assert page.takes_files


def test_an_errand_is_taken_and_released_as_other_tasks_are(walk):
    task_id = given(walk)

    take(task_id, walk.operator)
    assert task_of(task_id).assignee_id == walk.operator.person_id
    release(task_id, walk.operator)

    assert task_of(task_id).assignee_id is None


def test_an_errand_to_one_person_is_for_that_person_alone(walk):
    mikkel = person("sagsbehandler@vejle.example", "630")
    task_id = given(walk, person_id=mikkel.person_id)

    assert not show_task(task_id, walk.operator).may_do
    assert show_task(task_id, mikkel).may_do


def test_an_errand_to_somebody_away_says_so_before_and_is_done_by_the_stand_in(walk):
    anne, mikkel = walk.operator, person("sagsbehandler@vejle.example", "630")
    period = Period(anne.person_id, None, today(), today() + timedelta(days=4))
    enter_absence(mikkel.person_id, period, actor=mikkel)

    (vejle,) = [one for one in errands_of(walk.case_id, person(*SECRETARIAT)).to if one.name == "Vejle Kommune"]
    with pytest.raises(Refused, match=r"væk fra 2. marts 2026 til 6. marts 2026. I den tid er Anne Holmgaard") as asked:
        given(walk, person_id=mikkel.person_id)
    task_id = given(walk, person_id=mikkel.person_id, although_away=True)
    complete_task(task_id, revision=1, answers={}, actor=anne)

    assert asked.value.field == "although_away"
    told = [event.text for event in walk.events if event.kind is EventKind.ERRAND_GIVEN]
    assert told[-1].endswith("Mikkel Toftager, der er væk til 6. marts 2026 (stedfortræder: Anne Holmgaard)")
    assert in_short(vejle.away[mikkel.person_id][0]) == "væk 2. marts – 6. marts 2026, stedfortræder er Anne Holmgaard"
    done = [event.text for event in walk.events if event.kind is EventKind.TASK_DONE]
    assert f"{TITLE}, som stedfortræder for Mikkel Toftager" in done


def test_the_process_goes_on_beside_an_open_errand(walk):
    task_id = given(walk)

    walk.enter("provisional", EXAMPLE_1)

    assert task_of(task_id).status is TaskStatus.OPEN


def test_errands_end_with_the_case_and_the_history_says_so(walk):
    task_id = given(walk)

    call_off(walk.case_id, reason="Tilbuddet fortsætter.", actor=walk.operator)

    ended = task_of(task_id)
    assert (ended.status, ended.ended_by_id) == (TaskStatus.WITHDRAWN, None)
    assert [event.text for event in walk.events if event.kind is EventKind.ERRAND_CALLED_OFF] == [
        f"»{TITLE}« er bortfaldet: sagen er slut."
    ]
    with pytest.raises(Refused):
        given(walk)


def test_who_gave_an_errand_calls_it_off_with_a_reason(walk):
    task_id = given(walk)
    with pytest.raises(Refused):
        call_off_errand(task_id, reason=" ", actor=person(*SECRETARIAT))
    with pytest.raises(NotFound):
        call_off_errand(task_id, reason="Ikke min.", actor=walk.operator)

    call_off_errand(task_id, reason="Vi har fundet det.", actor=person(*SECRETARIAT))

    (row,) = errands_of(walk.case_id, walk.operator).rows
    assert (row.status, row.note) == (TaskStatus.WITHDRAWN, "Vi har fundet det.")


def test_who_may_not_give_an_errand_is_refused(walk):
    with pytest.raises(NotAllowed):
        given(walk, actor=person(*KOLDING))
    with pytest.raises(NotFound):
        given(walk, actor=person(*STRANGER))


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("title", {"title": "  "}),
        ("title", {"title": "x" * 121}),
        ("due_on", {"due_on": date(2026, 3, 1)}),
    ],
)
def test_what_can_not_be_an_errand_is_said_at_its_field(walk, field, values):
    with pytest.raises(Refused) as refused:
        given(walk, **values)

    assert refused.value.field == field


def test_an_errand_goes_to_a_party_and_to_one_of_its_people(walk):
    for values in ({"to": person(*STRANGER)}, {"person_id": person(*KOLDING).person_id}):
        with pytest.raises(Refused) as refused:
            given(walk, **values)
        assert refused.value.field == "to"


def test_others_do_not_see_an_errand_between_two_parties(walk):
    given(walk, to=person(*KOLDING))
    odense = person("direktoer@odense.example", "461")

    assert errands_of(walk.case_id, odense).rows == []
    assert TITLE not in repr(show_case(walk.case_id, odense))
    assert [row.label for row in errands_of(walk.case_id, person(*KOLDING)).rows] == [TITLE]
    with pytest.raises(NotFound):
        errands_of(walk.case_id, person(*STRANGER))


def test_in_a_case_about_a_citizen_an_errand_is_sealed_and_goes_between_the_two_parties(seeded):
    walk = ReferralWalk().opened().started()
    errand = {
        "title": "Send audiogrammet",
        "text": "Det viser, om borgeren hører lydbøger.",
        "organisation_id": walk.municipality_org.id,
        "person_id": None,
        "due_on": None,
        "actor": walk.centre,
    }

    task_id = give_errand(walk.case_id, **errand)
    complete_task(task_id, revision=1, answers={"note": "Borgeren hører lydbøger."}, actor=walk.municipality)

    assert_nowhere("lydbøger")
    (row,) = errands_of(walk.case_id, walk.municipality).rows
    assert (row.text, row.note) == (None, None)
    with reading() as session:
        assert session.scalars(select(Errand.note)).one()
    with pytest.raises(Refused):
        give_errand(walk.case_id, **(errand | {"title": "Ring til Vagn Ditlev Østerlund"}))
