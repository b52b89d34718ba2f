"""An emergency brake walked along every path of its diagrams; Sjælland's as its secretariat sets it up."""

from pathlib import Path

import pytest

from tests.brake_walk import CLOSE, EXTENDED, FREE, REGIONAL, SJAELLAND, BrakeWalk, later
from tests.closing_walk import ClosingWalk
from tests.conftest import START, Clock
from tests.snapshots import Snapshot, connected, put_back
from workflows.clock import today
from workflows.engine.description import Kind
from workflows.engine.diagrams import describe, read_diagrams
from workflows.vocabulary import CaseStatus

DESCRIPTION = describe(read_diagrams(Path(__file__).parents[2] / "bpmn" / "emergency_brake", "emergency_brake"))
LATER = 90


def linked(walk: BrakeWalk) -> BrakeWalk:
    """The offer's closing is opened as a case of its own, and linked."""
    closing = ClosingWalk(walk.offer.name, by=walk.operator)
    expected = today().replace(year=2020, month=6, day=1)
    closing.opened(expected_decision_on=expected.isoformat())
    return walk.do("task_link_closing", {"closing_case_id": str(closing.case_id)})


def to_report(walk: BrakeWalk) -> BrakeWalk:
    return walk.nominated().assessed().mapped()


def hovedstaden(offer: str | None = None) -> BrakeWalk:
    return to_report((BrakeWalk(offer) if offer else BrakeWalk()).opened())


def turned_down(clock: Clock) -> BrakeWalk:
    return BrakeWalk().opened().nominated().assessed("turned_down")


def measures(clock: Clock) -> BrakeWalk:
    return hovedstaden().reported().treated().decided().followed_up()


def acute(clock: Clock) -> BrakeWalk:
    walk = BrakeWalk().opened().nominated(timing="acute", acute_reason="Bygningen er dømt ude af brug.")
    return walk.assessed().mapped().reported().treated().decided().followed_up()


def refused(clock: Clock) -> BrakeWalk:
    return hovedstaden().reported().treated().decided("refused")


def nothing_needed(clock: Clock) -> BrakeWalk:
    walk = hovedstaden()
    return walk.do("task_write_report", report(walk, [], available=True)).treated().decided()


def not_needed_any_more(clock: Clock) -> BrakeWalk:
    """The offer is not needed, and nothing special is done: it closes."""
    walk = hovedstaden()
    walk.do("task_write_report", report(walk, [], available=False)).treated().decided()
    walk.knowledge_agreed().do("task_link_closing", {"outside": "Sagen føres i driftsherrens eget system."})
    return walk.followed_up()


def closes_and_keeps_its_knowledge(clock: Clock) -> BrakeWalk:
    walk = hovedstaden().reported(CLOSE, FREE, available=False).treated().decided()
    return linked(walk.knowledge_agreed()).followed_up()


def data_in_two_rounds(clock: Clock) -> BrakeWalk:
    walk = BrakeWalk().opened().nominated().assessed().planned().data_asked().data_answered()
    walk.data_asked("Københavns Kommune", "Gentofte Kommune").data_answered().enough_data()
    return walk.pieces_done().focus_followed().reported().treated().decided().followed_up()


def data_that_did_not_come(clock: Clock) -> BrakeWalk:
    walk = BrakeWalk().opened().nominated().assessed().planned().data_asked("Gentofte Kommune")
    clock.forward(days=15)
    walk.fire()
    clock.forward(days=10)
    walk.fire().enough_data().pieces_done().focus_followed()
    return walk.reported().treated().decided().followed_up()


def a_focus_area_not_covered(clock: Clock) -> BrakeWalk:
    walk = BrakeWalk().opened().nominated().assessed().planned().enough_data().pieces_done()
    return walk.focus_followed(covered=False).mapped().reported().treated().decided().followed_up()


def more_mapping(clock: Clock) -> BrakeWalk:
    return hovedstaden().reported().treated("more").mapped().reported().treated().decided().followed_up()


def heard_and_kept(clock: Clock) -> BrakeWalk:
    walk = hovedstaden().reported(EXTENDED, hearing="hold", hearing_deadline=later(28))
    walk.do_all("task_answer_hearing", {"position": "no_objection"})
    walk.do("task_conclude_buyer_hearing", {"outcome": "keep", "text": "Ingen er imod."})
    return walk.treated().decided().followed_up()


def heard_and_changed(clock: Clock) -> BrakeWalk:
    walk = hovedstaden().reported(EXTENDED, hearing="hold", hearing_deadline=later(28))
    clock.forward(days=22)
    walk.fire()
    clock.forward(days=8)
    walk.fire().do("task_conclude_buyer_hearing", {"outcome": "change", "text": "Fire måneder er nok."})
    walk.reported(EXTENDED | {"notice_months": 4}, hearing="hold", hearing_deadline=later(28))
    walk.do_all("task_answer_hearing", {"position": "against", "text": "Vi kan ikke planlægge så længe."})
    walk.do("task_conclude_buyer_hearing", {"outcome": "keep", "text": "Varslet fastholdes."})
    return walk.treated().decided().followed_up()


def departs_from_the_hearing(clock: Clock) -> BrakeWalk:
    walk = hovedstaden().reported(EXTENDED, hearing="depart", departure_reason="De har bedt om det selv.")
    return walk.treated().decided().followed_up()


def regional(clock: Clock) -> BrakeWalk:
    walk = hovedstaden(REGIONAL).reported().treated().region_viewed("remarks", "Regionen bærer en del selv.")
    return walk.decided().followed_up()


def sent_back(clock: Clock) -> BrakeWalk:
    walk = hovedstaden().reported().treated().decided("changes")
    return walk.reported().treated().decided().followed_up()


def followed_up_again(clock: Clock) -> BrakeWalk:
    walk = hovedstaden().reported().treated().decided().follow_up_planned(LATER)
    clock.forward(days=LATER - 7)
    walk.fire()
    clock.forward(days=8)
    walk.fire().status_told("under_way").status_assessed(later(60))
    return walk.status_told().status_assessed()


def report(walk: BrakeWalk, given: list, *, available: bool) -> dict:
    """A report without any measure."""
    points = walk.facts("task_write_report")["attention_points"]
    words = dict.fromkeys(("situation", "economy", "alternatives", "summary", "reasons"), "Som afdækket.")
    return {**words, "available": available, "measures": given, "attention_points": ["Set." for _ in points]}


def sjaelland(clock: Clock) -> BrakeWalk:
    return to_report(BrakeWalk(SJAELLAND).opened().set_up()).reported(FREE).treated().decided().followed_up()


def sjaelland_turned_down(clock: Clock) -> BrakeWalk:
    return BrakeWalk(SJAELLAND).opened().set_up().nominated().assessed("turned_down")


def sjaelland_in_few_steps(clock: Clock) -> BrakeWalk:
    """Nobody assesses first, and nobody adopts before those who decide."""
    walk = BrakeWalk(SJAELLAND).opened().set_up(assessed=False, treated=False, focus_areas=["Behovet"])
    return walk.nominated().mapped().reported(FREE).decided().followed_up()


def sjaelland_without_hearing(clock: Clock) -> BrakeWalk:
    walk = to_report(BrakeWalk(SJAELLAND).opened().set_up())
    longer = {"name": "Længere opsigelsesvarsel", "description": "Tre måneder.", "notice_months": 3}
    walk.reported(longer, hearing="depart", departure_reason="Kommunerne er enige.")
    return walk.treated().decided().followed_up()


ENDS = {
    turned_down: "end_not_sent_on",
    measures: "end_followed_up",
    acute: "end_followed_up",
    refused: "end_without_measures",
    nothing_needed: "end_without_measures",
    not_needed_any_more: "end_followed_up",
    closes_and_keeps_its_knowledge: "end_followed_up",
    data_in_two_rounds: "end_followed_up",
    data_that_did_not_come: "end_followed_up",
    a_focus_area_not_covered: "end_followed_up",
    more_mapping: "end_followed_up",
    heard_and_kept: "end_followed_up",
    heard_and_changed: "end_followed_up",
    departs_from_the_hearing: "end_followed_up",
    regional: "end_followed_up",
    sent_back: "end_followed_up",
    followed_up_again: "end_followed_up",
    sjaelland: "end_followed_up",
    sjaelland_turned_down: "end_not_sent_on",
    sjaelland_in_few_steps: "end_followed_up",
    sjaelland_without_hearing: "end_followed_up",
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
        assert not walk.incidents
        _walked[path.__name__] = walk.passed
    return _walked[path.__name__]


@pytest.mark.parametrize("path", ENDS, ids=lambda path: path.__name__)
def test_every_path_reaches_its_end(seeded, clock, seeds, path):
    ends = [element for element in passed_by(path, clock, seeds) if element in ENDS.values()]

    assert ends == [ENDS[path]]


def test_every_end_of_the_case_is_reached_by_some_path():
    (brake,) = [process for process in DESCRIPTION.processes if process.id == "emergency_brake"]

    assert set(ENDS.values()) == {element.id for element in brake.elements if element.kind is Kind.END}


def test_every_element_is_passed_by_some_path(seeded, clock, seeds):
    passed = {element for path in ENDS for element in passed_by(path, clock, seeds)}

    assert passed == {element.id for element in DESCRIPTION.elements}


def test_every_answer_of_every_question_is_given_on_some_path(seeded, clock, seeds):
    given = {flow for path in ENDS for flow in flows_of(passed_by(path, clock, seeds))}

    choices = [gateway for gateway in DESCRIPTION.gateways if gateway.kind is Kind.CHOICE]
    assert given == {flow.id for gateway in choices for flow in gateway.flows}


def flows_of(passed: list[str]) -> set[str]:
    """The flows out of choices, each led to by what was passed next of all that can follow the choice."""
    choices = [gateway for gateway in DESCRIPTION.gateways if gateway.kind is Kind.CHOICE]
    gateways = {gateway.id: {flow.target: flow.id for flow in gateway.flows} for gateway in choices}
    return {
        gateways[element][next(later for later in passed[position + 1 :] if later in gateways[element])]
        for position, element in enumerate(passed)
        if element in gateways
    }
