"""Every path of the takeover's diagrams, walked by name, and what each agreement makes of it."""

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import START, Clock
from tests.snapshots import Snapshot, connected, put_back
from tests.takeover_walk import EXAMPLE_2, TakeoverWalk
from workflows.engine.description import Kind
from workflows.engine.diagrams import describe, read_diagrams
from workflows.vocabulary import CaseStatus, TakeoverOutcome

DESCRIPTION = describe(read_diagrams(Path(__file__).parents[2] / "bpmn" / "takeover", "takeover"))
MIDTJYLLAND, HOVEDSTADEN, SJAELLAND = "Botilbuddet Søhuset", "Botilbuddet Lindegården", "Botilbuddet Rønneholt"


def fire_at(walk: TakeoverWalk, clock: Clock, *timers: str) -> None:
    """Let the day of each timer come, and it fire."""
    for timer in timers:
        clock.set(walk.timers[timer])
        walk.fire()


def taken_over(walk: TakeoverWalk, clock: Clock) -> TakeoverWalk:
    """From the agreement to the accepted settlement, without reminders."""
    walk.notified().ticked()
    clock.set(walk.takeover.takeover_on)
    walk.fire()
    walk.do("task_update_agreement", {"updated_on": walk.takeover.takeover_on.isoformat(), "text": "Bilag 2."})
    return walk.settled()


def straight_through(clock: Clock) -> TakeoverWalk:
    """syddanmark-2025-2026: without data and discussion, terms accepted and approved at once."""
    return taken_over(TakeoverWalk().agreed(), clock)


def with_every_round(clock: Clock) -> TakeoverWalk:
    """midtjylland-2017: silence, data again, a discussion that did not come, changes asked for by all who can."""
    clock.set(date(2018, 2, 1))
    walk = TakeoverWalk(MIDTJYLLAND).opened(date(2020, 1, 1)).asked()
    fire_at(walk, clock, "timer_request_reminder", "timer_request_due")
    walk.recommended("more_data", presentation="Vi mangler tallene.").asked().delivered()
    walk.recommended("discuss", discuss_by="2018-05-01")
    fire_at(walk, clock, "timer_discussion_due")
    walk.decided("changes").recommended("discuss", discuss_by="2018-08-01").discussed().decided().declared()
    fire_at(walk, clock, "timer_transfer_30", "timer_transfer_7", "timer_transfer_due")
    walk.stated(takeover_on="2022-01-01").answered_terms("changes", "Andelen er for stor.").stated().accepted()
    walk.approved("approved", "changes").stated().accepted().approved()
    fire_at(walk, clock, "timer_month_before", "timer_week_before", "timer_takeover_day")
    walk.do("task_update_agreement", {"updated_on": "2022-01-01", "text": "Rammeaftalens bilag."}).notified().ticked()
    return walk.settled(EXAMPLE_2, agreed="no").settled(EXAMPLE_2)


def declared_too_late(clock: Clock) -> TakeoverWalk:
    """hovedstaden-2019-2020: the day for the request passes, a departure; then that of the declaration, the end."""
    clock.set(date(2018, 11, 1))
    walk = TakeoverWalk(HOVEDSTADEN).opened(date(2020, 1, 1))
    fire_at(walk, clock, *(f"timer_takeover_request_{which}" for which in ("30", "7", "due")))
    fire_at(walk, clock, *(f"timer_declaration_{which}" for which in ("30", "7", "due")))
    return walk


def declared_before_the_case(clock: Clock) -> TakeoverWalk:
    """hovedstaden-2019-2020, 4.10: told before 2016-01-01, still in dialogue, and the body is told."""
    clock.set(date(2019, 3, 1))
    walk = TakeoverWalk(HOVEDSTADEN).opened(
        date(2021, 1, 1), term_start="2014-01-01", declared_on="2015-12-20", council_on="2015-12-01"
    )
    return taken_over(walk.stated().accepted().approved(), clock)


def not_pursued(clock: Clock) -> TakeoverWalk:
    """syddanmark-2016: asked for data, and the municipality stops."""
    clock.set(date(2015, 8, 1))
    walk = TakeoverWalk().opened(date(2017, 1, 1)).asked().delivered()
    return walk.recommended("stop", presentation="Tilbuddet er for dyrt.")


def declined_by_the_council(clock: Clock) -> TakeoverWalk:
    """syddanmark-2016: discussed in KKR, and the council says no."""
    clock.set(date(2015, 8, 1))
    walk = TakeoverWalk().opened(date(2017, 1, 1)).recommended("discuss", discuss_by="2015-09-10")
    clock.set(date(2015, 9, 10))
    return walk.discussed().decided("refused")


def refused_by_a_council(clock: Clock) -> TakeoverWalk:
    """sjaelland-2018-2019: the regional council does not approve."""
    clock.set(date(2018, 9, 3))
    return (
        TakeoverWalk(SJAELLAND)
        .opened(date(2020, 1, 1))
        .recommended()
        .decided()
        .declared()
        .stated()
        .accepted()
        .approved("approved", "refused")
    )


def withdrawn_at_the_terms(clock: Clock) -> TakeoverWalk:
    """The municipality withdraws when it sees the terms."""
    return TakeoverWalk().prepared().stated().answered_terms("withdraw", "Vilkårene er for dyre.")


ENDS = {
    straight_through: ("end_taken_over", TakeoverOutcome.TAKEN_OVER),
    with_every_round: ("end_taken_over", TakeoverOutcome.TAKEN_OVER),
    declared_before_the_case: ("end_taken_over", TakeoverOutcome.TAKEN_OVER),
    declared_too_late: ("end_declared_too_late", TakeoverOutcome.TOO_LATE),
    not_pursued: ("end_not_pursued", TakeoverOutcome.NOT_PURSUED),
    declined_by_the_council: ("end_council_declined", TakeoverOutcome.COUNCIL_DECLINED),
    refused_by_a_council: ("end_refused", TakeoverOutcome.REFUSED),
    withdrawn_at_the_terms: ("end_withdrawn", TakeoverOutcome.WITHDRAWN),
}
REMINDED = {"end_municipality_reminded", "end_late_request_noted", "end_transfer_marked", "end_parties_reminded"}
"""Ends of a reminder, not of the case."""


_walked: dict[str, list[str]] = {}


def passed_by(path, clock: Clock, seeds: Snapshot) -> list[str]:
    """The elements that a path passes, in order; each is walked once, in a field that no other has changed."""
    if path.__name__ not in _walked:
        put_back(connected(), seeds)
        clock.set(START)
        walk = path(clock)
        assert walk.case.status is CaseStatus.CLOSED, walk.waits_for
        assert not walk.open()
        assert not walk.timers
        assert walk.takeover.outcome is ENDS[path][1]
        _walked[path.__name__] = walk.passed
    return _walked[path.__name__]


@pytest.mark.parametrize("path", ENDS, ids=lambda path: path.__name__)
def test_every_path_reaches_its_end(seeded, clock, seeds, path):
    ends = [element for element in passed_by(path, clock, seeds) if element in {end for end, _ in ENDS.values()}]

    assert ends == [ENDS[path][0]]


def test_every_end_of_the_case_is_reached_by_some_path():
    (frame,) = [process for process in DESCRIPTION.processes if process.id == "takeover"]

    ends = {element.id for element in frame.elements if element.kind is Kind.END}
    assert ends - REMINDED == {end for end, _ in ENDS.values()}


def test_every_element_is_passed_by_some_path(seeded, clock, seeds):
    passed = {element for path in ENDS for element in passed_by(path, clock, seeds)}

    assert {element.id for element in DESCRIPTION.elements} - passed == set()


def test_every_answer_of_every_question_is_given_on_some_path(seeded, clock, seeds):
    given = {flow for path in ENDS for flow in flows_of(passed_by(path, clock, seeds))}

    assert {flow.id for gateway in DESCRIPTION.gateways for flow in gateway.flows} - given == set()


def flows_of(passed: list[str]) -> set[str]:
    """The flows out of gateways, each led to by what was passed next of all that can follow the gateway."""
    flows: set[str] = set()
    for gateway in DESCRIPTION.gateways:
        targets = {flow.target: flow.id for flow in gateway.flows}
        for position in (at for at, element in enumerate(passed) if element == gateway.id):
            later = [element for element in passed[position + 1 :] if element in targets]
            wanted = targets if gateway.kind is Kind.PARALLEL else later[:1]
            flows |= {targets[element] for element in wanted if element in later}
    return flows
