"""The answers to a request or a questionnaire, collected into a note with its PDF, a version at a time."""

from datetime import date
from hashlib import sha256

import pytest

from tests.brake_walk import ReevaluationWalk, criteria_entered
from tests.closing_walk import colleague, person
from tests.documents.conftest import text_of
from tests.shared_walk import SharedWalk, know
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.services.hearings.matrix import follow_hearing
from workflows.services.hearings.notes import issue_note
from workflows.services.papers.attachments import Upload, add
from workflows.services.papers.documents import open_document
from workflows.services.papers.verifying import verify
from workflows.vocabulary import Party, Role

VEJLE, ODENSE, KOLDING = "630", "461", "621"


@pytest.fixture
def walk(seeded, monkeypatch):
    """Three municipalities are asked by the region."""
    know(monkeypatch)
    return SharedWalk().asking([VEJLE, ODENSE, KOLDING])


def region(walk):
    return colleague(walk.party(Party.REGION).id, {Role.CASEWORKER})


def secretariat():
    return person("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")


def shown(walk):
    return follow_hearing(walk.case_id, region(walk))


def told_in(walk, version=1):
    note = next(one for one in walk.documents("answers_note") if one.version == version)
    return text_of(open_document(note.id, region(walk)).pdf)


def test_the_note_comes_by_itself_when_the_time_is_over(walk, clock):
    walk.answer(VEJLE, "93 procent.")
    clock.set(date(2026, 3, 24))
    walk.fire()

    walk.work()

    told = told_in(walk)
    assert "Svarnotat: Oplysninger om belægning" in told
    assert "3 er spurgt. 1 har svaret inden fristen, 0 efter fristen, og 2 har ikke svaret." in told
    assert "Vejle Kommune 2. marts 2026 93 procent." in told
    assert "Har ikke svaret (2) Kolding Kommune og Odense Kommune." in told
    assert (shown(walk).note.version, shown(walk).note.outdated) == (1, False)
    assert verify(open_document(shown(walk).note.document_id, region(walk)).pdf).unchanged


def test_a_note_made_on_the_way_is_replaced_by_the_one_at_the_end(walk, clock):
    walk.answer(VEJLE, "93 procent.")
    clock.forward(minutes=1)
    issue_note(walk.case_id, shown(walk).round.id, secretariat())
    with pytest.raises(Refused, match="ikke kommet svar, siden"):
        issue_note(walk.case_id, shown(walk).round.id, secretariat())
    clock.forward(minutes=1)
    for code in (ODENSE, KOLDING):
        walk.answer(code, "88 procent.")

    walk.work()

    assert "Notatet er foreløbigt." in told_in(walk)
    second = told_in(walk, version=2)
    assert "Dette er version 2." in second
    assert "foreløbigt" not in second


def test_a_note_made_by_hand_when_all_had_answered_is_not_made_again(walk, clock):
    for code in (VEJLE, ODENSE, KOLDING):
        walk.answer(code, "88 procent.")
    clock.forward(minutes=1)
    issue_note(walk.case_id, shown(walk).round.id, secretariat())

    walk.work()

    assert [one.version for one in walk.documents("answers_note")] == [1]


def test_a_file_that_came_with_an_answer_stands_with_its_checksum(walk):
    task = walk.task_of("task_answer_request", VEJLE)
    file = Upload("tal.csv", b"maaned;antal\n1;93")
    add(task.id, revision=task.revision, files=[file], draft={}, actor=walk.doer(task))
    walk.answer(VEJLE, "Se filen.")
    for code in (ODENSE, KOLDING):
        walk.answer(code, "88 procent.")

    walk.work()

    (note,) = walk.documents("answers_note")
    (given,) = [one for one in note.data["answers"] if one["files"]]
    assert given["member"] == "Vejle Kommune"
    assert given["files"] == [{"name": "tal.csv", "size": 17, "sha256": sha256(file.content).hexdigest()}]
    assert "tal.csv Vejle Kommune 17" in told_in(walk)


def test_nothing_is_collected_before_anyone_has_answered(walk):
    with pytest.raises(Refused, match="ikke kommet svar endnu"):
        issue_note(walk.case_id, shown(walk).round.id, secretariat())


def test_only_who_runs_it_collects_the_answers(walk):
    walk.answer(VEJLE, "93 procent.")
    round_id = shown(walk).round.id

    with pytest.raises(NotAllowed):
        issue_note(walk.case_id, round_id, person("direktoer@kolding.example", KOLDING))
    with pytest.raises(NotFound):
        issue_note(walk.case_id, round_id, person("direktoer@viborg.example", "791"))


def test_the_note_of_a_questionnaire_sums_the_demand_for_each_offer(seeded):
    walk = ReevaluationWalk()
    criteria_entered(walk.secretariat)
    walk.opened().answered()

    walk.work()

    (note,) = walk.documents("answers_note")
    demand = note.data["demand"]
    assert len(demand) == 9
    assert all(one["citizens"] == sum(row["citizens"] for row in one["rows"]) for one in demand)
    assert all(one["asked"] == 29 for one in demand)
    assert {one["status"] for one in note.data["answers"]} == {"answered"}
