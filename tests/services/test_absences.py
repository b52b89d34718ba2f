"""Being away: who may enter it, which period can stand, who stands in, and what the stand-in sees and may do."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.models.notice import Notice
from db.models.person import Person
from db.session import reading
from tests import factories
from tests.closing_walk import person
from workflows.clock import today
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.services.casework.handing_over import colleagues, hand_over
from workflows.services.casework.holding import take
from workflows.services.casework.inbox import inbox, next_task
from workflows.services.casework.taskpage import show_task
from workflows.services.casework.tasks import complete_task
from workflows.services.people.absences import Period, change_absence, end_absence, enter_absence
from workflows.services.people.absences_shown import absences_now_and_to_come, absences_of
from workflows.services.people.stand_ins import candidates
from workflows.vocabulary import EventKind, NoticeKind, Role

DECISION = "task_record_decision"
ANSWERS = {
    "outcome": "close",
    "decided_on": "2026-03-02",
    "last_day": "2026-06-30",
    "consequences_for_others": True,
}


@pytest.fixture
def heard(walk_to):
    """A closing that waits for Vejle's decision."""
    return walk_to("heard")


@pytest.fixture
def anne(heard):
    return person("anne@vejle.example", "630")


@pytest.fixture
def mikkel(heard):
    return person("sagsbehandler@vejle.example", "630")


@pytest.fixture
def secretary(heard):
    return person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")


def week(stand_in, *, first=0, last=6, place=None) -> Period:
    return Period(stand_in.person_id, place, today() + timedelta(days=first), today() + timedelta(days=last))


def labels(actor):
    return [row.label for row in inbox(actor).rows]


def test_the_stand_in_sees_and_does_what_stands_to_the_one_away(heard, mikkel, anne):
    task = heard.task(DECISION)
    take(task.id, mikkel)
    before = labels(anne)

    enter_absence(mikkel.person_id, week(anne), actor=mikkel)
    (row,) = inbox(anne).rows
    page = show_task(task.id, anne)
    complete_task(task.id, revision=task.revision, answers=ANSWERS, actor=anne)

    assert before == []
    assert (row.standing_in, row.assignee, row.may_do) == (True, "Mikkel Toftager", True)
    assert (page.may_do, page.standing_in, page.away.last_day) == (True, True, date(2026, 3, 8))
    done = [one.text for one in heard.events if one.kind is EventKind.TASK_DONE and one.element_id == DECISION]
    assert done == [f"{task.label}, som stedfortræder for Mikkel Toftager"]


def test_the_tasks_come_back_when_the_period_is_over(heard, mikkel, anne, clock):
    task = heard.task(DECISION)
    take(task.id, mikkel)
    enter_absence(mikkel.person_id, week(anne), actor=mikkel)

    clock.forward(days=7)

    assert (labels(anne), labels(mikkel)) == ([], [task.label])
    with pytest.raises(NotAllowed, match="givet til en kollega"):
        complete_task(task.id, revision=task.revision, answers=ANSWERS, actor=anne)


def test_nothing_is_the_stand_ins_before_the_period(heard, mikkel, anne):
    take(heard.task(DECISION).id, mikkel)

    enter_absence(mikkel.person_id, week(anne, first=1), actor=mikkel)

    assert labels(anne) == []
    assert next_task(heard.case_id, anne) is None


def test_standing_in_gives_no_right_that_the_own_role_does_not(heard, anne):
    task = heard.task(DECISION)
    ulla = person("oekonomi@vejle.example", "630")
    take(task.id, anne)

    enter_absence(anne.person_id, week(ulla), actor=anne)

    assert labels(ulla) == []
    assert not show_task(task.id, ulla).may_do
    with pytest.raises(NotAllowed, match="registrere driftsherrens beslutning"):
        complete_task(task.id, revision=task.revision, answers=ANSWERS, actor=ulla)


def test_an_absence_in_one_organisation_leaves_the_others_alone(heard, mikkel, anne):
    elsewhere = factories.organisation()
    factories.post(factories.person("Bo Prøve"), elsewhere)
    for one in (mikkel, anne):
        factories.kept(_post(one, elsewhere))
    take(heard.task(DECISION).id, mikkel)

    enter_absence(mikkel.person_id, week(anne, place=elsewhere.id), actor=mikkel)

    assert labels(anne) == []


def _post(actor, where):
    from db.models.person import Post

    return Post(person_id=actor.person_id, organisation_id=where.id, role=Role.CASEWORKER, valid_from=factories.FROM)


def test_who_can_stand_in_has_a_role_of_the_persons_and_is_told_which_are_missing(heard, anne):
    found = {one.name: one.not_covered for one in candidates(anne.person_id)}

    assert found["Mikkel Toftager"] == ("Byrådssekretær i Vejle Kommune", "Økonomimedarbejder i Vejle Kommune")
    assert "Birgit Sandal" not in found


def test_one_enters_the_own_absence_and_the_secretariat_anybodys(heard, mikkel, anne, secretary):
    with pytest.raises(NotAllowed):
        enter_absence(mikkel.person_id, week(anne), actor=anne)

    enter_absence(mikkel.person_id, week(anne), actor=secretary)

    (change,) = absences_of(mikkel.person_id)[0].changes
    assert (change.changed_by, change.text) == (
        "Birgit Sandal",
        "Indtastet: 2. marts – 8. marts 2026, alle organisationer, stedfortræder Anne Holmgaard",
    )


@pytest.mark.parametrize(
    ("period", "field"),
    [
        ({"first": 3, "last": 2}, "last_day"),
        ({"first": -9, "last": -8}, "last_day"),
        ({"first": -1, "last": 3}, "first_day"),
        ({"first": 2, "last": 3}, "first_day"),
    ],
)
def test_a_period_that_cannot_stand_is_refused_at_its_field(heard, mikkel, anne, period, field):
    enter_absence(mikkel.person_id, week(anne, first=3, last=9), actor=mikkel)

    with pytest.raises(Refused) as refused:
        enter_absence(mikkel.person_id, week(anne, **period), actor=mikkel)

    assert refused.value.field == field


def test_one_who_is_away_or_has_no_such_role_cannot_stand_in(heard, mikkel, anne, secretary):
    enter_absence(anne.person_id, week(mikkel), actor=anne)

    with pytest.raises(Refused, match="Anne Holmgaard er selv væk") as away:
        enter_absence(mikkel.person_id, week(anne), actor=mikkel)
    with pytest.raises(Refused, match="samme roller"):
        enter_absence(mikkel.person_id, week(secretary), actor=mikkel)

    assert away.value.field == "stand_in_id"


def told() -> list[tuple[str, str]]:
    """Who is told what about standing in, the newest last."""
    with reading() as session:
        names = {str(one.id): one.name for one in session.scalars(select(Person))}
        found = select(Notice).where(Notice.kind == NoticeKind.STAND_IN).order_by(Notice.told_at)
        return [(names[one.person_ids[0]].split()[0], one.text) for one in session.scalars(found)]


def test_the_stand_in_is_told_of_the_days_of_a_change_and_of_the_end(heard, mikkel, anne, clock):
    steen = person("byraad@vejle.example", "630")
    absence_id = enter_absence(anne.person_id, week(mikkel), actor=anne)
    clock.forward(minutes=1)
    change_absence(absence_id, week(steen, last=1), actor=anne)
    clock.forward(minutes=1)
    end_absence(absence_id, actor=anne)

    first, *changed, last = told()

    assert first == ("Mikkel", "Anne Holmgaard er væk fra 2. marts 2026 til 8. marts 2026. Du er stedfortræder.")
    assert sorted(changed) == [
        ("Mikkel", "Du er ikke længere stedfortræder for Anne Holmgaard."),
        ("Steen", "Anne Holmgaard er væk fra 2. marts 2026 til 3. marts 2026. Du er stedfortræder."),
    ]
    assert last == ("Steen", "Du er ikke længere stedfortræder for Anne Holmgaard.")


def test_one_whose_stand_in_falls_ill_is_told_to_choose_another(heard, mikkel, anne, secretary):
    enter_absence(mikkel.person_id, week(anne, first=1), actor=mikkel)

    enter_absence(anne.person_id, week(person("byraad@vejle.example", "630"), last=2), actor=secretary)

    left = "Anne Holmgaard, der er din stedfortræder, er selv væk fra 3. marts 2026 til 4. marts 2026. Vælg en anden."
    assert ("Mikkel", left) in told()
    (shown,) = absences_of(mikkel.person_id)
    assert [(one.first_day, one.last_day) for one in shown.stand_in_away] == [(date(2026, 3, 3), date(2026, 3, 4))]


def test_an_absence_is_changed_and_ended_and_keeps_its_history(heard, mikkel, anne, clock):
    absence_id = enter_absence(mikkel.person_id, week(anne), actor=mikkel)
    clock.forward(minutes=1)
    change_absence(absence_id, week(anne, last=9), actor=mikkel)
    clock.forward(days=2)
    end_absence(absence_id, actor=mikkel)

    (shown,) = absences_of(mikkel.person_id)

    assert (shown.last_day, shown.is_over, absences_now_and_to_come()) == (date(2026, 3, 3), True, [])
    assert [one.text.split(":")[0] for one in shown.changes] == ["Indtastet", "Ændret", "Afsluttet"]
    with pytest.raises(Refused, match="er slut"):
        end_absence(absence_id, actor=mikkel)


def test_an_absence_to_come_is_taken_back_and_stays_in_the_list(heard, mikkel, anne, clock):
    absence_id = enter_absence(mikkel.person_id, week(anne, first=2), actor=mikkel)
    end_absence(absence_id, actor=mikkel)
    take(heard.task(DECISION).id, mikkel)

    clock.forward(days=3)

    assert absences_of(mikkel.person_id)[0].taken_back
    assert labels(anne) == []


def test_nobody_elses_absence_is_ended(heard, mikkel, anne):
    absence_id = enter_absence(mikkel.person_id, week(anne), actor=mikkel)

    with pytest.raises(NotAllowed):
        end_absence(absence_id, actor=anne)
    with pytest.raises(NotFound):
        end_absence(heard.case_id, actor=anne)


def test_giving_to_somebody_away_says_until_when_and_who_stands_in_and_can_be_done_all_the_same(heard, mikkel, anne):
    task, steen = heard.task(DECISION), person("byraad@vejle.example", "630")
    enter_absence(mikkel.person_id, week(anne), actor=mikkel)
    giving = {"revision": None, "to_person_id": mikkel.person_id, "reason": "Kender sagen", "actor": steen}

    with pytest.raises(
        Refused, match=r"væk fra 2. marts 2026 til 8. marts 2026. I den tid er Anne Holmgaard"
    ) as refused:
        hand_over(task.id, **giving)
    hand_over(task.id, **giving, although_away=True)

    assert refused.value.field == "although_away"
    assert labels(anne) == [task.label]


def test_giving_what_is_due_while_somebody_is_away_says_so(walk_to, clock):
    walk = walk_to("decided")
    (task,) = [one for one in walk.open() if one.element_id == "task_enter_provisional_account"]
    anne, ulla = person("anne@vejle.example", "630"), person("oekonomi@vejle.example", "630")
    before = (task.due_on - today()).days - 3

    enter_absence(ulla.person_id, week(anne, first=before, last=before + 9), actor=ulla)
    away = {one.name: one.away for one in colleagues(task.id)}

    assert away["Ulla Brinkholt"].stand_in == "Anne Holmgaard"
    assert away["Anne Holmgaard"] is None


def test_a_member_of_a_task_force_who_is_away_has_a_stand_in(heard):
    body = factories.body("Taskforcen")
    member, other = (
        factories.actor(body, Role.TASK_FORCE_MEMBER, person_row=factories.person(name)) for name in ("Ida", "Eva")
    )

    enter_absence(member.person_id, week(other, place=body.id), actor=member)

    assert [one.stand_in for one in absences_of(member.person_id)] == ["Eva"]


def test_who_has_nobody_to_stand_in_is_away_all_the_same_and_a_giver_is_told(heard, mikkel, anne):
    alone = person("direktoer@kolding.example", "621")
    enter_absence(alone.person_id, Period(None, None, today(), today() + timedelta(days=6)), actor=alone)
    enter_absence(mikkel.person_id, Period(None, None, today(), today() + timedelta(days=6)), actor=mikkel)
    given = {"revision": None, "to_person_id": mikkel.person_id, "reason": "Kender sagen.", "actor": anne}
    task = heard.task(DECISION)

    assert candidates(alone.person_id) == []
    assert absences_of(alone.person_id)[0].stand_in is None
    with pytest.raises(Refused, match="Ingen er stedfortræder i den tid") as away:
        hand_over(task.id, **given)
    assert away.value.field == "although_away"

    hand_over(task.id, although_away=True, **given)
    (row,) = inbox(mikkel).rows
    assert (row.away_until, row.stand_in, row.mine) == (today() + timedelta(days=6), None, True)
    assert labels(anne) == []


def test_an_absence_gets_a_stand_in_and_loses_it_again(heard, mikkel, anne):
    alone = Period(None, None, today(), today() + timedelta(days=6))
    absence_id = enter_absence(mikkel.person_id, alone, actor=mikkel)
    change_absence(absence_id, week(anne), actor=mikkel)
    change_absence(absence_id, alone, actor=mikkel)

    told = [change.text for change in absences_of(mikkel.person_id)[0].changes]
    assert [text.rpartition(", ")[2] for text in told] == [
        "uden stedfortræder",
        "stedfortræder Anne Holmgaard",
        "uden stedfortræder",
    ]
