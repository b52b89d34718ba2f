"""Every path of the closing's diagrams, walked by name: each element and each answer of each question is met."""

from datetime import date
from pathlib import Path

import pytest

from tests.closing_walk import EXAMPLE_1, ClosingWalk, Figures
from tests.conftest import START, Clock
from tests.snapshots import Snapshot, connected, put_back
from workflows.engine.description import Kind
from workflows.engine.diagrams import describe, read_diagrams
from workflows.vocabulary import CaseStatus

DESCRIPTION = describe(read_diagrams(Path(__file__).parents[2] / "bpmn" / "closing", "closing"))
RESULT = Figures({"revenue": ("9000000", "6000000"), "staff": ("9000000", "7250000")})


def settled_at_once(clock: Clock) -> ClosingWalk:
    """All answer, the body agrees, each account is taken note of: the shortest way to a settled account."""
    walk = ClosingWalk().opened().heard().decided()
    walk.enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()
    return walk.follow("final").enter("final", EXAMPLE_1).endorse().treat_final().send_final()


def settled_with_every_round(clock: Clock) -> ClosingWalk:
    """Silence, objection, reminders, escalation, accounts sent back by all who can, a change, a new version."""
    walk = ClosingWalk().opened()
    for days in (21, 8):
        clock.forward(days=days)
        walk.fire()
    walk.concluded(should_close="no").do("task_state_consequences", {"text": "Et tab på 3 mio. kr. om året."})
    walk.concluded("task_conclude_consequences").decided()
    for day in (walk.timers[f"timer_provisional_account_{which}"] for which in ("30", "7", "due")):
        clock.set(day)
        walk.fire()
    walk.enter("provisional", EXAMPLE_1).treat_provisional(taken_note=False)
    walk.enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()
    walk.follow("change").follow("replace")
    walk.enter("provisional", EXAMPLE_1).treat_provisional().send_provisional().follow("final")
    walk.enter("final", EXAMPLE_1).endorse(endorsed=False).enter("final", EXAMPLE_1).endorse()
    walk.treat_final(taken_note=False).enter("final", EXAMPLE_1).endorse().treat_final()
    return walk.send_final()


def continued(clock: Clock) -> ClosingWalk:
    """The operator lets the offer go on."""
    return ClosingWalk().opened().heard().decided(outcome="continue")


def closed_without_account(clock: Clock) -> ClosingWalk:
    """No consequences for others than the operator."""
    walk = ClosingWalk().opened(consequences_for_others=False).heard()
    return walk.decided(consequences_for_others=False, consequences_reason="Alle pladser er vores egne.")


def borne_by_the_operator(clock: Clock) -> ClosingWalk:
    """hovedstaden-2019-2020: not heard, a plan of the transition, and the operator bears it all."""
    clock.set(date(2019, 5, 1))
    walk = ClosingWalk("Botilbuddet Mosehuset").opened().decided()
    return walk.do("task_plan_transition", {"text": "Borgerne flytter i august."}).enter("operator", RESULT, **SEEN)


def settled_by_hand(clock: Clock) -> ClosingWalk:
    """sjaelland-2018-2019: a rule set by hand, and neither committee, auditor nor body."""
    clock.set(date(2018, 9, 3))
    walk = ClosingWalk("Botilbuddet Åhaven").opened().decided()
    walk.do("task_set_rule", {"own_share_percent": "5", "key": "turnover", "reason": "Aftalt på et møde."})
    walk.enter("provisional", RESULT, **SEEN).send_provisional().follow("final")
    return walk.enter("final", RESULT, **SEEN).send_final()


SEEN = {"seen_warnings": True}
ENDS = {
    settled_at_once: "end_account_settled",
    settled_with_every_round: "end_account_settled",
    settled_by_hand: "end_account_settled",
    continued: "end_offer_continues",
    closed_without_account: "end_without_account",
    borne_by_the_operator: "end_operator_bears",
}


_walked: dict[str, list[str]] = {}


def passed_by(path, clock: Clock, seeds: Snapshot) -> list[str]:
    """The elements that a path passes, in order; each is walked once, in a field that no other has changed."""
    if path.__name__ not in _walked:
        put_back(connected(), seeds)
        clock.set(START)
        walk = path(clock)
        assert walk.case.status is CaseStatus.CLOSED
        assert not walk.open()
        assert not walk.timers
        _walked[path.__name__] = walk.passed
    return _walked[path.__name__]


@pytest.mark.parametrize("path", ENDS, ids=lambda path: path.__name__)
def test_every_path_reaches_its_end(seeded, clock, seeds, path):
    ends = [element for element in passed_by(path, clock, seeds) if element in ENDS.values()]

    assert ends == [ENDS[path]]


def test_every_end_of_the_case_is_reached_by_some_path():
    (closing,) = [process for process in DESCRIPTION.processes if process.id == "closing"]

    assert set(ENDS.values()) == {element.id for element in closing.elements if element.kind is Kind.END}


def test_every_element_is_passed_by_some_path(seeded, clock, seeds):
    passed = {element for path in ENDS for element in passed_by(path, clock, seeds)}

    assert passed == {element.id for element in DESCRIPTION.elements}


def test_every_answer_of_every_question_is_given_on_some_path(seeded, clock, seeds):
    given = {flow for path in ENDS for flow in flows_of(passed_by(path, clock, seeds))}

    assert given == {flow.id for gateway in DESCRIPTION.gateways for flow in gateway.flows}


def flows_of(passed: list[str]) -> set[str]:
    """The flows out of gateways, each led to by what was passed next of all that can follow the gateway."""
    gateways = {gateway.id: {flow.target: flow.id for flow in gateway.flows} for gateway in DESCRIPTION.gateways}
    return {
        gateways[element][next(later for later in passed[position + 1 :] if later in gateways[element])]
        for position, element in enumerate(passed)
        if element in gateways
    }
