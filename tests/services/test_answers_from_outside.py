"""Answers to a request or a questionnaire that came by mail, letter or telephone: registered by those who asked."""

from datetime import date

import pytest

from tests.brake_walk import ReevaluationWalk, criteria_entered
from tests.closing_walk import ClosingWalk, colleague, person
from tests.documents.conftest import text_of
from tests.shared_walk import SharedWalk, know
from workflows.errors import InputError, NotAllowed, NotFound, Refused, TaskNotOpen
from workflows.rules.hearing import Standing
from workflows.services.hearings.matrix import follow_hearing
from workflows.services.hearings.notes import issue_note
from workflows.services.hearings.recording import Received, register_answers
from workflows.services.papers.attachments import Upload, attachments_of
from workflows.services.papers.documents import open_document
from workflows.vocabulary import Party, Role

VEJLE, ODENSE, KOLDING = "630", "461", "621"
MAIL = Upload("mail.csv", b"maaned;antal\n1;93")


@pytest.fixture
def walk(seeded, monkeypatch):
    """Three municipalities are asked by the region; the answers are due 23 March."""
    know(monkeypatch)
    return SharedWalk().asking([VEJLE, ODENSE, KOLDING])


def secretariat():
    return person("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")


def matrix_of(walk):
    return follow_hearing(walk.case_id, secretariat())


def row_of(walk, code):
    return next(row for row in matrix_of(walk).rows if row.organisation_id == walk.organisation(code).id)


def register(walk, code, text="93 procent.", *, files=(), actor=None, **when):
    came = {walk.organisation(code).id: Received({"text": text} if text else {}, files)}
    register_answers(walk.case_id, matrix_of(walk).round.id, came, actor or secretariat(), **when)


def test_the_case_goes_on_when_the_last_answer_is_one_that_came_by_mail(walk):
    for code in (VEJLE, ODENSE):
        walk.answer(code, "88 procent.")
    register(walk, KOLDING)

    assert "task_answer_request" not in walk.waits_for
    assert any("svar fra Kolding Kommune registreret af" in event.text for event in walk.events)


def test_late_is_what_came_after_the_deadline_not_what_was_registered_after_it(walk, clock):
    clock.set(date(2026, 3, 26))
    register(walk, VEJLE, received_on=date(2026, 3, 23))
    register(walk, ODENSE, received_on=date(2026, 3, 24))

    assert row_of(walk, VEJLE).standing is Standing.ANSWERED
    assert row_of(walk, ODENSE).standing is Standing.LATE
    assert row_of(walk, KOLDING).standing is Standing.SILENT
    assert row_of(walk, VEJLE).answered_by == secretariat().name


def test_what_comes_after_the_deadline_does_not_move_the_case_back(walk, clock):
    clock.set(date(2026, 3, 24))
    walk.fire()
    waits_for = walk.waits_for

    register(walk, VEJLE)

    assert walk.waits_for == waits_for
    with pytest.raises(TaskNotOpen, match="Vejle Kommune"):
        register(walk, VEJLE, "95 procent.")


@pytest.mark.parametrize("late", [False, True])
def test_the_file_that_came_stands_in_the_case_and_in_the_note(walk, clock, late):
    if late:
        clock.set(date(2026, 3, 24))
        walk.fire()
        walk.work()
    clock.forward(minutes=1)
    register(walk, VEJLE, text="", files=[MAIL])
    clock.forward(minutes=1)

    issue_note(walk.case_id, matrix_of(walk).round.id, secretariat())

    (file,) = attachments_of(walk.case_id, secretariat())
    assert (file.name, file.organisation, file.given) == ("mail.csv", "Vejle Kommune", True)
    note = max(walk.documents("answers_note"), key=lambda one: one.version)
    (vejle,) = [one for one in note.data["answers"] if one["member"] == "Vejle Kommune"]
    assert [one["name"] for one in vejle["files"]] == ["mail.csv"]
    walk.work()
    assert "uden om Rammesag" in text_of(open_document(note.id, secretariat()).pdf)


def test_an_answer_says_something_and_came_on_a_day_that_has_been(walk, clock):
    clock.set(date(2026, 3, 10))
    with pytest.raises(InputError, match="vedhæft"):
        register(walk, VEJLE, text="")
    for day in (date(2026, 3, 1), date(2026, 3, 11)):
        with pytest.raises(InputError, match="received_on"):
            register(walk, VEJLE, received_on=day)
    with pytest.raises(Refused, match="tom"):
        register(walk, VEJLE, files=[Upload("tom.pdf", b"")])
    assert row_of(walk, VEJLE).standing is Standing.AWAITED


def test_only_those_who_ask_register_what_came(walk):
    with pytest.raises(NotAllowed):
        register(walk, VEJLE, actor=person("direktoer@kolding.example", KOLDING))
    with pytest.raises(NotFound):
        register(walk, VEJLE, actor=person("direktoer@viborg.example", "791"))
    with pytest.raises(NotFound, match="ikke spurgt"):
        register(walk, "751")


def test_an_answer_stands_with_the_latest_time_that_was_asked(seeded, monkeypatch):
    know(monkeypatch)
    walk = SharedWalk().asking([VEJLE], ask_again="yes")
    walk.answer(VEJLE, "93 procent.")
    second, first = matrix_of(walk).rounds
    came = {walk.organisation(VEJLE).id: Received({"text": "94 procent."})}

    with pytest.raises(Refused, match="spurgt igen"):
        register_answers(walk.case_id, first.id, came, secretariat())
    register_answers(walk.case_id, second.id, came, secretariat())

    (answered,) = follow_hearing(walk.case_id, secretariat(), round_id=second.id).rows
    assert answered.text == "94 procent."


def test_a_questionnaire_that_came_by_letter_counts_in_the_demand(seeded, clock):
    walk = ReevaluationWalk()
    criteria_entered(walk.secretariat)
    walk.opened()
    task = walk.open("task_answer_questionnaire")[0]
    asked = follow_hearing(walk.case_id, walk.secretariat).round
    with pytest.raises(InputError, match="Svar for hvert tilbud"):
        register_answers(walk.case_id, asked.id, {task.organisation_id: Received({"offers": []})}, walk.secretariat)

    register_answers(walk.case_id, asked.id, {task.organisation_id: Received(walk.demand())}, walk.secretariat)

    row = next(
        one
        for one in follow_hearing(walk.case_id, walk.secretariat).rows
        if one.organisation_id == task.organisation_id
    )
    assert (row.standing, row.received_on) == (Standing.ANSWERED, date(2026, 3, 2))
    assert task.id not in {one.id for one in walk.open("task_answer_questionnaire")}


def test_the_letter_of_a_hearing_is_kept_with_its_answer(seeded):
    walk = ClosingWalk().opened()
    secretary = colleague(walk.party(Party.HEARING_BODY).id, {Role.BODY_SECRETARY})
    asked = follow_hearing(walk.case_id, secretary).round
    came = {walk.organisation(KOLDING).id: Received({"position": "no_objection"}, [MAIL])}

    register_answers(walk.case_id, asked.id, came, secretary)

    assert [one.name for one in attachments_of(walk.case_id, walk.operator)] == ["mail.csv"]
