"""A decision at a meeting: laid before councils and bodies, registered by each, put together when all have decided."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from db.models.closing import Treatment
from db.session import reading
from tests.closing_walk import colleague
from tests.shared_walk import MATTER, REGION, WORD, SharedWalk, know
from tests.statements import asked as statements
from workflows.clock import today
from workflows.errors import InputError, NotAllowed, Refused
from workflows.processes.decision import Outcome, outcome_of
from workflows.services.casework.taskpage import show_task
from workflows.services.casework.tasks import complete_task
from workflows.vocabulary import CaseStatus, Party, Role

VEJLE = "630"
KKR = "kkr-syddanmark"


@pytest.fixture
def deciding(seeded, monkeypatch):
    """Starts a case that lies before those who decide, given by code."""
    know(monkeypatch)
    return SharedWalk().deciding


@pytest.mark.parametrize("outcomes", [set(found) for found in product(Outcome, repeat=3)], ids=sorted)
def test_one_refusal_refuses_and_one_wish_for_changes_changes(outcomes):
    expected = next(one for one in (Outcome.REFUSED, Outcome.CHANGES, Outcome.APPROVED) if one in outcomes)

    assert outcome_of(outcomes) is expected


def test_all_who_decide_are_asked_at_once_and_get_the_paper(deciding):
    walk = deciding([VEJLE, REGION], due="2026-06-01")

    assert {task.organisation.name for task in walk.open("task_decide")} == {"Vejle Kommune", "Region Syddanmark"}
    assert {task.due_on for task in walk.open()} == {date(2026, 6, 1)}
    assert {task.lane for task in walk.open()} == {Party.DECIDING_BODY}
    assert [one.deliveries[0].organisation.name for one in walk.documents()] == ["Region Syddanmark", "Vejle Kommune"]


def test_a_decision_without_a_paper_sends_nothing(seeded, monkeypatch):
    know(monkeypatch, matter=replace(MATTER, paper=None, issuer=None))

    walk = SharedWalk().deciding([VEJLE])

    assert walk.documents() == []
    assert walk.waits_for == {"task_decide"}


def test_the_case_goes_on_when_all_have_decided(deciding):
    walk = deciding([VEJLE, KKR]).decide(VEJLE, "approved")
    assert walk.case.status is CaseStatus.RUNNING

    walk.decide(KKR, "approved")

    assert walk.case.standing == "Afgjort"


def test_changes_send_the_matter_round_again_and_the_last_round_counts(deciding):
    walk = deciding([VEJLE, REGION]).decide(VEJLE, "changes", text="Varslet skal være seks måneder.")
    walk.decide(REGION, "approved")
    assert len(walk.open("task_decide")) == 2

    walk.decide(VEJLE, "approved").decide(REGION, "refused", text="For langt.")

    assert walk.case.status is CaseStatus.CLOSED
    assert [(one.body.name, one.outcome) for one in walk.decisions] == [
        ("Region Syddanmark", "refused"),
        ("Vejle Kommune", "approved"),
    ]


def test_a_round_that_goes_on_shows_its_own_decisions(deciding):
    walk = deciding([VEJLE, REGION]).decide(VEJLE, "changes", text="Kortere.").decide(REGION, "approved")

    walk.decide(REGION, "approved")

    assert [(one.body.name, one.round) for one in walk.decisions] == [("Region Syddanmark", None)]
    task = walk.task("task_decide")
    facts = show_task(task.id, walk.doer(task)).facts
    assert [one.body.name for one in facts["others"]] == ["Region Syddanmark"]
    assert [one.outcome for one in facts["earlier"]] == ["approved", "changes"]


def test_what_was_decided_is_kept_told_and_journalled(deciding):
    walk = deciding([KKR]).decide(KKR, "refused", text="KKR finder varslet for langt.", on=date(2026, 2, 27))

    with reading() as session:
        (kept,) = session.scalars(select(Treatment).where(Treatment.case_id == walk.case_id))
    assert (kept.matter, kept.meeting_on, kept.conclusion) == (WORD, date(2026, 2, 27), "Afvist")
    assert kept.text == "KKR finder varslet for langt."
    assert [entry.theme for entry in walk.journal if entry.direction == "in"] == [
        "Beslutning: Længere opsigelsesvarsel"
    ]
    told = [event.text for event in walk.events if "27. februar 2026" in event.text]
    assert told == ["Længere opsigelsesvarsel: KKR Syddanmark den 27. februar 2026: Afvist"]


def test_a_council_decides_for_its_municipality(deciding):
    walk = deciding([VEJLE, REGION])

    laid = next(event.text for event in walk.events if "lagt frem" in event.text)

    assert "Kommunalbestyrelsen i Vejle Kommune" in laid
    assert "Regionsrådet i Region Syddanmark" in laid


def test_a_meeting_that_has_not_been_held_decides_nothing(deciding):
    walk = deciding([VEJLE])

    with pytest.raises(InputError, match="meeting_on: Mødet har ikke været holdt"):
        walk.decide(VEJLE, "approved", on=today() + timedelta(days=1))

    assert walk.waits_for == {"task_decide"}


@pytest.mark.parametrize("outcome", ["changes", "refused"])
def test_changes_and_refusals_need_a_text(deciding, outcome):
    walk = deciding([VEJLE])

    with pytest.raises(InputError, match="text: Skriv, hvad der er besluttet"):
        walk.decide(VEJLE, outcome)


def test_an_outcome_that_the_matter_does_not_have_is_refused(seeded, monkeypatch):
    know(monkeypatch, matter=replace(MATTER, outcomes={Outcome.APPROVED: "Ja", Outcome.REFUSED: "Nej"}))
    walk = SharedWalk().deciding([VEJLE])

    with pytest.raises(InputError, match="outcome: Vælg et af de svar"):
        walk.decide(VEJLE, "changes", text="Kortere.")


def test_the_matters_own_check_of_the_meeting_is_asked(seeded, monkeypatch):
    def too_early(_step, day):
        raise Refused(f"Den {day} er før anmodningen.", field="meeting_on")

    know(monkeypatch, matter=replace(MATTER, checked=too_early))
    walk = SharedWalk().deciding([VEJLE])

    with pytest.raises(Refused, match="2026-03-02 er før"):
        walk.decide(VEJLE, "approved")

    assert walk.decisions == []


def test_the_process_is_told_of_each_decision(seeded, monkeypatch):
    heard = []
    know(monkeypatch, matter=replace(MATTER, kept=lambda _step, one: heard.append((one.body.name, one.outcome))))

    SharedWalk().deciding([VEJLE, KKR]).decide(VEJLE, "approved").decide(KKR, "approved")

    assert heard == [("Vejle Kommune", "approved"), ("KKR Syddanmark", "approved")]


def test_an_accountant_registers_no_decision_of_the_council(deciding):
    walk = deciding([VEJLE])
    task = walk.task_of("task_decide", VEJLE)
    accountant = colleague(task.organisation_id, {Role.ACCOUNTANT})
    only = replace(accountant, roles=frozenset({Role.ACCOUNTANT}))

    with pytest.raises(NotAllowed, match="beslutning truffet på et møde"):
        complete_task(task.id, revision=task.revision, answers={}, actor=only)


def test_nobody_decides_where_nobody_is_asked(deciding):
    with pytest.raises(LookupError, match="nobody decides"):
        deciding([])


def test_a_registered_decision_asks_little_of_the_database(deciding):
    walk = deciding([VEJLE, KKR])
    task = walk.task_of("task_decide", VEJLE)
    actor = walk.doer(task)
    answers = {"meeting_on": today().isoformat(), "outcome": "approved"}

    with statements() as seen:
        complete_task(task.id, revision=task.revision, answers=answers, actor=actor)

    assert (len(seen.statements) <= 15, seen.commits) == (True, 1), seen.statements
