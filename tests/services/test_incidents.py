"""An operation that fails: the case stands as before, an incident tells it, and what was answered is kept."""

import pytest

from tests.services.failures import DECISION, failing, secretariat
from tests.snapshots import connected, taken
from workflows.errors import InputError, NotAllowed, NotFound
from workflows.processes.operations import OPERATIONS
from workflows.services.running.incidents import StepFailed, open_incidents, resolve
from workflows.vocabulary import NoticeKind


@pytest.fixture
def heard(walk_to):
    return walk_to("heard")


@pytest.fixture
def broken(monkeypatch):
    """The operation that gives notice has an error."""
    monkeypatch.setitem(OPERATIONS, "closing.notify_closing", failing)


def test_a_failed_step_leaves_every_table_as_it_was_but_for_one_incident_and_the_news_of_it(heard, broken):
    before = taken(connected()).rows

    with pytest.raises(StepFailed, match="Sagen står, som den gjorde før"):
        heard.decided(**DECISION)

    after = taken(connected()).rows
    assert len(after.pop("incident")) == 1
    assert before.pop("incident") == []
    news = [notice for notice in after.pop("notice") if notice not in before["notice"]]
    assert {notice["kind"] for notice in news} == {NoticeKind.INCIDENT}
    del before["notice"]
    assert after == before


def test_an_incident_keeps_the_answers_who_gave_them_and_the_error(heard, broken):
    task = heard.task("task_record_decision")
    with pytest.raises(StepFailed):
        heard.do("task_record_decision", DECISION)

    (incident,) = heard.incidents

    doer = heard.doer(task)
    assert incident.answers == DECISION
    assert incident.what == "Udfør opgaven »Registrér beslutningen«"
    assert (incident.task_id, incident.person_id, incident.organisation_id) == (
        task.id,
        doer.person_id,
        doer.organisation_id,
    )
    assert "Broken: the printer is on fire" in incident.error


def test_the_task_stays_open_to_be_tried_again_by_the_person(heard, broken, monkeypatch):
    with pytest.raises(StepFailed):
        heard.decided()
    monkeypatch.undo()

    heard.decided()

    assert heard.waits_for == {"task_enter_provisional_account"}


def test_failing_again_tells_one_incident_with_the_latest_answers(heard, broken):
    for last_day in ("2026-06-30", "2026-07-31"):
        with pytest.raises(StepFailed):
            heard.decided(last_day=last_day)

    assert [incident.answers["last_day"] for incident in heard.incidents] == ["2026-07-31"]


def test_a_refusal_is_no_incident(heard):
    with pytest.raises(InputError):
        heard.decided(last_day=None)

    assert heard.incidents == []


def test_the_secretariat_sees_what_failed_and_puts_it_aside(heard, broken):
    with pytest.raises(StepFailed):
        heard.decided()
    birgit = secretariat(heard)

    (incident,) = open_incidents(birgit)
    resolve(incident.id, birgit)

    assert incident.case.number == "2026-0001"
    assert open_incidents(birgit) == []
    assert heard.incidents[0].resolved_by_id == birgit.person_id


def test_others_do_not_see_what_failed(heard, broken):
    with pytest.raises(StepFailed):
        heard.decided()

    with pytest.raises(NotAllowed):
        open_incidents(heard.operator)
    with pytest.raises(NotAllowed):
        resolve(heard.incidents[0].id, heard.operator)


def test_an_incident_that_is_not_there_is_not_put_aside(heard):
    with pytest.raises(NotFound):
        resolve(heard.case_id, secretariat(heard))
