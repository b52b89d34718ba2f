"""The checklist of a transfer, ticked point by point, the preview of a share, and a report of the case."""

from datetime import date
from decimal import Decimal

import pytest

from tests.closing_walk import colleague, person
from tests.takeover_walk import EXAMPLE_1, TakeoverWalk
from workflows.errors import InputError, NotAllowed, NotFound, Refused
from workflows.services.casework.calling_off import call_off
from workflows.services.papers.reports import issue_case_report
from workflows.services.takeover.facts import takeover_facts
from workflows.services.takeover.previews import preview_shares
from workflows.services.takeover.takeover_checklists import (
    add_checklist_item,
    checklist_of,
    set_item_due,
    tick_checklist_item,
)
from workflows.vocabulary import Party, Role


@pytest.fixture
def walk(seeded) -> TakeoverWalk:
    return TakeoverWalk().agreed().notified()


@pytest.fixture
def anne():
    return lambda: person("anne@vejle.example", "630")


def first_of(walk: TakeoverWalk, owner: Party):
    return walk.items(owner)[0]


def test_a_point_is_ticked_by_its_owner_and_seen_by_both(walk, anne):
    item = first_of(walk, Party.MUNICIPALITY)
    tick_checklist_item(walk.case_id, item.id, done_on=date(2026, 3, 1), note="", actor=anne())

    region = colleague(walk.party(Party.REGION).id, {Role.CASEWORKER})
    seen = {row.id: row for row in checklist_of(walk.case_id, region)}
    assert seen[item.id].done_on == date(2026, 3, 1)
    assert not seen[item.id].may_tick
    assert seen[first_of(walk, Party.REGION).id].may_tick
    assert any(item.label in event.text for event in walk.events)


def test_what_was_ticked_before_need_not_be_ticked_with_the_task(walk, anne):
    for item in walk.items(Party.MUNICIPALITY):
        tick_checklist_item(walk.case_id, item.id, done_on=date(2026, 3, 2), note="", actor=anne())

    walk.do("task_complete_municipal_checklist", {"items": []})

    assert "task_complete_municipal_checklist" not in walk.waits_for


def test_a_tick_can_be_taken_back_and_a_point_left_out(walk, anne):
    item = first_of(walk, Party.MUNICIPALITY)
    tick_checklist_item(walk.case_id, item.id, done_on=date(2026, 3, 2), note="", actor=anne())
    tick_checklist_item(walk.case_id, item.id, done_on=None, note="", actor=anne())
    assert first_of(walk, Party.MUNICIPALITY).done_on is None

    tick_checklist_item(walk.case_id, item.id, done_on=None, note="Ikke relevant.", actor=anne())
    assert first_of(walk, Party.MUNICIPALITY).skipped


def test_a_point_of_the_other_party_or_of_tomorrow_is_refused(walk, anne):
    with pytest.raises(NotAllowed):
        tick_checklist_item(
            walk.case_id, first_of(walk, Party.REGION).id, done_on=date(2026, 3, 2), note="", actor=anne()
        )
    with pytest.raises(InputError):
        tick_checklist_item(
            walk.case_id, first_of(walk, Party.MUNICIPALITY).id, done_on=date(2026, 3, 3), note="", actor=anne()
        )
    with pytest.raises(NotFound):
        tick_checklist_item(walk.case_id, walk.case_id, done_on=None, note="", actor=anne())


def test_a_point_can_be_added_for_either_and_has_to_be_done_too(walk, anne):
    add_checklist_item(
        walk.case_id, label="Nøgler er udleveret", owner=Party.REGION, due_on=date(2027, 12, 31), actor=anne()
    )

    assert walk.items(Party.REGION)[-1].label == "Nøgler er udleveret"
    with pytest.raises(Refused):
        add_checklist_item(walk.case_id, label=" ", owner=Party.REGION, due_on=date(2027, 12, 31), actor=anne())
    with pytest.raises(Refused):
        add_checklist_item(walk.case_id, label="x", owner=Party.BUYER, due_on=date(2027, 12, 31), actor=anne())


def test_the_day_of_ones_own_point_can_be_moved(walk, anne, clock):
    item = first_of(walk, Party.MUNICIPALITY)
    set_item_due(walk.case_id, item.id, due_on=date(2026, 3, 10), actor=anne())
    clock.set(date(2026, 3, 11))

    (row,) = [one for one in takeover_facts(walk.case_id, anne()).checklist if one.id == item.id]
    assert (row.due_on, row.late) == (date(2026, 3, 10), True)


def test_outsiders_have_no_checklist(walk):
    outsider = person("direktoer@kolding.example", "621")

    with pytest.raises(NotFound):
        checklist_of(walk.case_id, outsider)


def test_a_share_is_previewed_as_it_will_be_computed(seeded):
    walk = TakeoverWalk().prepared()
    task = walk.task("task_state_terms")

    (preview,) = preview_shares(task.id, {"shares": walk.shares_of(EXAMPLE_1)}, walk.doer(task))

    assert (preview.follows, preview.carried_on, preview.percent_of_budget) == (Decimal(-1125), Decimal(-3375), "-5.63")
    assert preview.computed
    assert preview.trace


def test_a_preview_names_the_cells_that_contradict_each_other(seeded):
    walk = TakeoverWalk().prepared()
    task = walk.task("task_state_terms")
    wrong = {**EXAMPLE_1, "Enhed 1": ("20000", "20000", "20500", "-400", "-500", "-1000")}

    (preview,) = preview_shares(task.id, {"shares": walk.shares_of(wrong)}, walk.doer(task))

    assert [path for path, _ in preview.warnings] == [
        "shares[0].units[0].year_result",
        "shares[0].units[0].accumulated",
    ]


def test_a_preview_tells_what_keeps_it_from_being_computed(seeded, anne):
    walk = TakeoverWalk().prepared()
    task = walk.task("task_state_terms")
    shares = walk.shares_of(EXAMPLE_1, taken_over="Enhed 9")

    with pytest.raises(InputError) as fault:
        preview_shares(task.id, {"shares": shares}, walk.doer(task))
    assert fault.value.errors[0][0] == "shares[0].taken_over"
    with pytest.raises(NotFound):
        preview_shares(task.id, {"shares": shares}, anne())


def test_a_share_without_units_previews_what_is_agreed(seeded, clock):
    clock.set(date(2019, 3, 1))
    walk = TakeoverWalk("Botilbuddet Lindegården").opened(date(2021, 1, 1)).recommended().decided().declared()
    task = walk.task("task_state_terms")
    bare = {"offer_id": str(walk.offers[0].id), "agreed_share": "-5000"}

    (preview,) = preview_shares(task.id, {"shares": [bare]}, walk.doer(task))

    assert (preview.follows, preview.computed) == (Decimal(-5000), False)


def test_a_report_of_the_case_tells_nobody_of_it(seeded):
    walk = TakeoverWalk().opened()
    issue_case_report(walk.case_id, walk.municipality)

    call_off(walk.case_id, reason="Rådet vil ikke.", actor=walk.municipality)

    assert walk.informed() == []
