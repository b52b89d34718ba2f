"""How a hearing stands, reminders by hand, and a new note when an answer has come in late."""

from datetime import date, timedelta

import pytest

from tests.closing_walk import ClosingWalk, colleague, person
from tests.shared_walk import SharedWalk, know
from tests.statements import asked
from workflows.clock import today
from workflows.errors import InputError, NotAllowed, NotFound, Refused, TaskNotOpen
from workflows.rules.hearing import Standing
from workflows.services.casework.hearings import record_answers
from workflows.services.hearings.matrix import Order, Shown, follow_hearing
from workflows.services.hearings.notes import issue_note
from workflows.services.hearings.reminding import remind_silent
from workflows.services.papers.documents import open_document
from workflows.vocabulary import Party, Role

NO_OBJECTION = {"position": "no_objection"}
AGAINST = {"position": "against", "text": "Der er venteliste til pladserne."}
KOLDING, FREDERICIA = "621", "607"


def secretary(walk):
    return colleague(walk.party(Party.HEARING_BODY).id, {Role.BODY_SECRETARY})


def answer(walk, code, answers=NO_OBJECTION):
    (task,) = [one for one in walk.open("task_answer_hearing") if one.organisation.code == code]
    walk.complete(task, answers, walk.doer(task))


def closed(clock):
    """Kolding has answered, the others were silent, and the deadline has passed."""
    walk = ClosingWalk().opened()
    answer(walk, KOLDING, AGAINST)
    clock.set(today() + timedelta(days=29))
    walk.fire()
    return walk


def latest(walk):
    """The hearing that is followed when none is chosen."""
    return follow_hearing(walk.case_id, secretary(walk)).round.id


def row_of(matrix, name):
    return next(row for row in matrix.everyone if row.name == name)


def test_the_secretary_sees_who_has_got_the_letter_read_it_and_answered(seeded, clock):
    walk = ClosingWalk().opened().work()
    director = person("direktoer@kolding.example", KOLDING)
    clock.forward(hours=1)
    open_document(walk.document("hearing_letter").id, director)
    answer(walk, KOLDING, AGAINST)

    matrix = follow_hearing(walk.case_id, secretary(walk))

    kolding, fredericia = row_of(matrix, "Kolding Kommune"), row_of(matrix, "Fredericia Kommune")
    assert (matrix.answered, len(matrix.everyone)) == (1, 23)
    assert (kolding.standing, kolding.position, kolding.text) == (Standing.ANSWERED, "Bør ikke lukke", AGAINST["text"])
    assert kolding.opened_by == director.name
    assert kolding.answered_by is not None
    assert fredericia.standing is Standing.AWAITED
    assert fredericia.delivered_at is not None
    assert fredericia.opened_at is None
    assert matrix.letter_number == walk.document("hearing_letter").number
    assert matrix.reminds_itself is not None


def test_only_those_who_are_asked_for_are_shown_in_the_order_asked_for(seeded, clock):
    walk = closed(clock)

    missing = follow_hearing(walk.case_id, secretary(walk), shown=Shown.MISSING)
    sorted_ = follow_hearing(walk.case_id, secretary(walk), order=Order.POSITION)

    assert len(missing.rows) == missing.counts[Shown.MISSING] == 22
    assert {row.standing for row in missing.rows} == {Standing.SILENT}
    assert sorted_.rows[0].name == "Kolding Kommune"


def test_following_costs_the_same_for_many_as_for_few(seeded, monkeypatch):
    know(monkeypatch)
    few = SharedWalk().hearing(["630", "461"])
    many = ClosingWalk().opened()

    counts = []
    for walk, who in ((few, colleague(few.party(Party.REGION).id, {Role.CASEWORKER})), (many, secretary(many))):
        with asked() as seen:
            follow_hearing(walk.case_id, who)
        counts.append(len(seen.statements))

    assert counts[0] == counts[1]
    assert counts[0] <= 9


@pytest.mark.parametrize("who", [("direktoer@kolding.example", KOLDING), ("direktoer@viborg.example", "791")])
def test_neither_the_heard_nor_strangers_see_how_others_have_answered(seeded, who):
    walk = ClosingWalk().opened()

    with pytest.raises(NotFound):
        follow_hearing(walk.case_id, person(*who))


def test_the_silent_are_reminded_once_a_day(seeded, clock):
    walk = ClosingWalk().opened()
    answer(walk, KOLDING)
    round_id = follow_hearing(walk.case_id, secretary(walk)).round.id
    with pytest.raises(Refused, match="sendt i dag"):
        remind_silent(walk.case_id, round_id, secretary(walk))
    clock.forward(days=1)
    fredericia = walk.organisation(FREDERICIA).id

    assert remind_silent(walk.case_id, round_id, secretary(walk), chosen={fredericia}) == ["Fredericia Kommune"]
    assert len(remind_silent(walk.case_id, round_id, secretary(walk))) == 21
    with pytest.raises(Refused, match="allerede mindet"):
        remind_silent(walk.case_id, round_id, secretary(walk))
    clock.forward(days=1)

    assert len(remind_silent(walk.case_id, round_id, secretary(walk))) == 22
    matrix = follow_hearing(walk.case_id, secretary(walk))
    assert row_of(matrix, "Fredericia Kommune").reminded_by == secretary(walk).name
    assert row_of(matrix, "Kolding Kommune").reminded_at is None
    assert [name for name, _text in walk.notices].count("Fredericia Kommune") == 2
    assert "Kolding Kommune" not in {name for name, _text in walk.notices}


def test_a_timers_reminder_is_told_as_rammesags_own(seeded, clock):
    walk = ClosingWalk().opened()
    clock.set(today() + timedelta(days=21))
    walk.fire()

    matrix = follow_hearing(walk.case_id, secretary(walk))

    assert row_of(matrix, "Kolding Kommune").reminded_at is not None
    assert row_of(matrix, "Kolding Kommune").reminded_by is None
    assert matrix.reminds_itself is None


def test_nobody_is_reminded_when_the_time_is_over_and_not_by_anyone(seeded, clock):
    walk = ClosingWalk().opened()
    round_id = follow_hearing(walk.case_id, secretary(walk)).round.id
    clock.forward(days=1)

    with pytest.raises(NotAllowed):
        remind_silent(walk.case_id, round_id, person("direktoer@kolding.example", KOLDING))
    clock.forward(days=30)
    with pytest.raises(Refused, match="udløbet"):
        remind_silent(walk.case_id, round_id, secretary(walk))


def test_a_letter_that_came_in_time_and_is_registered_later_is_in_time(seeded, clock):
    walk = ClosingWalk().opened()
    clock.set(date(2026, 3, 20))

    record_answers(
        walk.case_id, {walk.organisation(KOLDING).id: NO_OBJECTION}, secretary(walk), received_on=date(2026, 3, 9)
    )

    kolding = row_of(follow_hearing(walk.case_id, secretary(walk)), "Kolding Kommune")
    assert (kolding.received_on, kolding.standing) == (date(2026, 3, 9), Standing.ANSWERED)
    assert kolding.answered_by == secretary(walk).name


def test_an_answer_after_the_deadline_is_kept_as_late_and_moves_nothing(seeded, clock):
    walk = closed(clock)
    waits_for = walk.waits_for

    record_answers(walk.case_id, {walk.organisation(FREDERICIA).id: AGAINST}, secretary(walk))

    fredericia = row_of(follow_hearing(walk.case_id, secretary(walk)), "Fredericia Kommune")
    assert fredericia.standing is Standing.LATE
    assert walk.waits_for == waits_for
    with pytest.raises(TaskNotOpen, match="Fredericia"):
        record_answers(walk.case_id, {walk.organisation(FREDERICIA).id: NO_OBJECTION}, secretary(walk))


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 4, 30)])
def test_an_answer_comes_neither_before_the_letter_nor_tomorrow(seeded, clock, day):
    walk = closed(clock)

    with pytest.raises(InputError, match="received_on"):
        record_answers(walk.case_id, {walk.organisation(FREDERICIA).id: NO_OBJECTION}, secretary(walk), received_on=day)


def test_a_new_note_takes_the_place_of_the_one_made_before_the_late_answer(seeded, clock):
    walk = closed(clock)
    with pytest.raises(Refused, match="ikke kommet svar"):
        issue_note(walk.case_id, latest(walk), secretary(walk))
    clock.forward(days=1)
    record_answers(walk.case_id, {walk.organisation(FREDERICIA).id: AGAINST}, secretary(walk))
    assert follow_hearing(walk.case_id, secretary(walk)).note.outdated

    issue_note(walk.case_id, latest(walk), secretary(walk))

    first, second = sorted(walk.documents("hearing_summary"), key=lambda one: one.version)
    assert (second.number, second.version, second.replaces_id) == (first.number, 2, first.id)
    told = {row["member"]: row["status"] for row in second.data["answers"]}
    assert (told["Fredericia Kommune"], told["Kolding Kommune"], told["Vejle Kommune"]) == (
        "late",
        "answered",
        "silent",
    )
    assert second.data["envelope"]["replaces"]["version"] == 1
    assert "1 af svarene er kommet efter fristen" in second.data["summary"]
    assert follow_hearing(walk.case_id, secretary(walk)).note.version == 2


def test_no_note_is_made_while_the_hearing_goes_on(seeded):
    walk = ClosingWalk().opened()

    with pytest.raises(Refused, match="når høringen er afsluttet"):
        issue_note(walk.case_id, latest(walk), secretary(walk))


def test_a_request_is_followed_in_the_same_way(seeded, clock, monkeypatch):
    know(monkeypatch)
    walk = SharedWalk().asking(["630", "461"]).answer("630", "93 procent.")
    region = colleague(walk.party(Party.REGION).id, {Role.CASEWORKER})

    matrix = follow_hearing(walk.case_id, region)

    assert [(row.name, row.standing, row.text) for row in matrix.everyone] == [
        ("Odense Kommune", Standing.AWAITED, ""),
        ("Vejle Kommune", Standing.ANSWERED, "93 procent."),
    ]
