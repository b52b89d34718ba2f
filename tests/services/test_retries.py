"""Trying again what an incident stopped: the step itself, for the person who took it."""

from datetime import date

import pytest
from sqlalchemy import update

from db.models.person import Post
from db.session import transaction
from tests.services.failures import failing, secretariat
from workflows.errors import NotAllowed, Refused
from workflows.processes.operations import OPERATIONS
from workflows.services.running.incidents import StepFailed, open_incidents, resolve
from workflows.services.running.retries import retry
from workflows.services.running.timers import due_timers, fire


@pytest.fixture
def stopped(walk_to, monkeypatch):
    """A closing whose decision met an error, which is mended since."""
    walk = walk_to("heard")
    with monkeypatch.context() as patched:
        patched.setitem(OPERATIONS, "closing.notify_closing", failing)
        with pytest.raises(StepFailed):
            walk.decided()
    return walk


def test_a_retry_completes_the_step_for_the_person_who_took_it(stopped):
    (incident,) = stopped.incidents

    retry(incident.id, secretariat(stopped))

    (done,) = [event for event in stopped.events if event.text == "Registrér beslutningen"]
    assert (done.person_id, done.organisation_id) == (incident.person_id, incident.organisation_id)
    assert stopped.waits_for == {"task_enter_provisional_account"}
    assert len(stopped.documents("closing_notice")) == 1
    assert open_incidents(secretariat(stopped)) == []


def test_a_retry_that_fails_again_leaves_the_incident_open(stopped, monkeypatch):
    monkeypatch.setitem(OPERATIONS, "closing.notify_closing", failing)

    with pytest.raises(StepFailed):
        retry(stopped.incidents[0].id, secretariat(stopped))

    assert [incident.resolved_at for incident in stopped.incidents] == [None]
    assert stopped.waits_for == {"task_record_decision"}


def test_only_the_secretariat_tries_again(stopped):
    with pytest.raises(NotAllowed):
        retry(stopped.incidents[0].id, stopped.operator)

    assert stopped.waits_for == {"task_record_decision"}


def test_an_incident_is_retried_once(stopped):
    retry(stopped.incidents[0].id, secretariat(stopped))

    with pytest.raises(Refused, match="allerede lagt til side"):
        retry(stopped.incidents[0].id, secretariat(stopped))


def test_a_task_that_was_done_meanwhile_is_not_done_again(stopped):
    stopped.decided()

    with pytest.raises(Refused, match="udført siden"):
        retry(stopped.incidents[0].id, secretariat(stopped))

    assert len(stopped.documents("closing_notice")) == 1


def test_a_person_who_has_lost_the_role_meanwhile_does_not_act_again(stopped):
    with transaction() as session:
        held = Post.organisation_id == stopped.operator.organisation_id
        session.execute(update(Post).where(held).values(valid_to=date(2026, 3, 1)))

    with pytest.raises(NotAllowed):
        retry(stopped.incidents[0].id, secretariat(stopped))


def test_answers_that_cannot_be_used_any_more_are_refused_in_words(stopped, clock):
    clock.set(date(2026, 3, 1))

    with pytest.raises(Refused, match="må udføre opgaven igen: Datoen ligger i fremtiden"):
        retry(stopped.incidents[0].id, secretariat(stopped))


@pytest.fixture
def late(walk_to, clock, monkeypatch):
    """A closing whose reminder met an error, which is mended since."""
    walk = walk_to("decided")
    clock.set(date(2026, 5, 3))
    with monkeypatch.context() as patched:
        patched.setitem(OPERATIONS, "closing.remind_first", failing)
        with pytest.raises(StepFailed):
            fire(due_timers()[0])
    return walk


def test_a_deadline_that_failed_is_reacted_to_again(late):
    (incident,) = late.incidents
    assert incident.what == "Reagér på fristen »30 dage før fristen«"

    retry(incident.id, secretariat(late))

    assert [name for name, _text in late.notices] == ["Vejle Kommune"]
    assert open_incidents(secretariat(late)) == []


def test_a_failed_deadline_that_fired_by_itself_can_only_be_put_aside(late, clock):
    clock.forward(minutes=2)
    late.fire()
    (incident,) = late.incidents
    assert incident.timer_id is None

    resolve(incident.id, secretariat(late))

    assert len(late.notices) == 1
