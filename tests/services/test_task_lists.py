"""The three lists of open tasks, what narrows them, their orders, and their counts."""

from datetime import date

import pytest

from tests.closing_walk import ClosingWalk, person
from workflows.services.casework import inbox as inbox_module
from workflows.services.casework import task_scopes
from workflows.services.casework.holding import prioritise, take
from workflows.services.casework.inbox import inbox
from workflows.services.casework.task_filters import Due, Holder, TaskFilter, TaskOrder, TaskScope
from workflows.services.casework.task_scopes import Tally, tallies, tallies_by_choice
from workflows.vocabulary import AgreementId, Party, Priority, Process

OURS, ALL = TaskFilter(TaskScope.OURS), TaskFilter(TaskScope.ALL)
DECISION = "task_record_decision"
SECRETARIAT = "birgit@socialsekretariatet.example", "socialsekretariat-syddanmark"


@pytest.fixture
def heard(walk_to):
    """A closing that waits for Vejle's decision."""
    return walk_to("heard")


def labels(actor, asked=None):
    return [row.label for row in inbox(actor, asked).rows]


def test_mine_are_the_tasks_i_have_and_those_nobody_has_that_i_may_do(heard):
    anne, mikkel = person("anne@vejle.example", "630"), person("sagsbehandler@vejle.example", "630")
    ulla = person("oekonomi@vejle.example", "630")

    before = [labels(one) for one in (anne, mikkel, ulla)]
    take(heard.task(DECISION).id, mikkel)
    after = [labels(one) for one in (anne, mikkel, ulla)]

    assert before == [["Registrér beslutningen"], ["Registrér beslutningen"], []]
    assert after == [[], ["Registrér beslutningen"], []]
    assert labels(ulla, OURS) == ["Registrér beslutningen"]


def test_all_are_those_in_cases_where_one_sees_whom_they_wait_for(heard):
    secretary, kolding = person(*SECRETARIAT), person("direktoer@kolding.example", "621")

    (row,) = inbox(secretary, ALL).rows

    assert (row.organisation, row.ours, row.may_do, row.role_may) == ("Vejle Kommune", False, False, False)
    assert labels(secretary, OURS) == []
    assert labels(kolding, ALL) == []


def test_one_who_sees_nothing_of_a_case_still_sees_its_own_task(walk_to):
    walk = walk_to("entered")
    auditor = person("revisor@bakkelund.example", "bakke-lund-revision")

    assert labels(auditor, ALL) == [walk.task("task_endorse_account").label]


@pytest.mark.parametrize("few", [0, 2000])
def test_all_are_the_same_found_by_cases_or_by_order(heard, monkeypatch, few):
    monkeypatch.setattr(task_scopes, "FEW_CASES", few)
    secretary = person(*SECRETARIAT)

    assert labels(secretary, ALL) == ["Registrér beslutningen"]
    assert tallies(secretary, [ALL, OURS]) == [Tally(1), Tally(0)]


NARROWED = [
    ({"process": Process.CLOSING}, {"process": Process.TAKEOVER}),
    ({"agreement": AgreementId.SYDDANMARK_2025_2026}, {"agreement": AgreementId.SYDDANMARK_2016}),
    ({"lane": Party.HEARING_MEMBER}, {"lane": Party.AUDITOR}),
    ({"priority": Priority.NORMAL}, {"priority": Priority.HIGH}),
    ({"holder": Holder.NOBODY}, {"holder": Holder.SOMEBODY}),
    ({"holder": Holder.NOBODY}, {"holder": Holder.ME}),
    ({"due": Due.THIRTY_DAYS}, {"due": Due.OVERDUE}),
    ({"due": Due.THIRTY_DAYS}, {"due": Due.NONE}),
    ({"due_from": date(2026, 3, 23), "due_to": date(2026, 3, 30)}, {"due_from": date(2026, 4, 1)}),
]


@pytest.mark.parametrize(("fits", "does_not"), NARROWED)
def test_a_list_is_narrowed_and_counted_alike(walk_to, fits, does_not):
    anne = walk_to("opened").operator

    for narrowed, number in ((fits, 1), (does_not, 0)):
        asked = TaskFilter(TaskScope.OURS, **narrowed)
        assert len(inbox(anne, asked).rows) == number, asked
        assert tallies(anne, [asked]) == [Tally(number)], asked


def test_the_municipality_is_the_one_whose_case_it_is(walk_to):
    walk = walk_to("opened")
    kolding = person("direktoer@kolding.example", "621")

    by_operator = TaskFilter(TaskScope.OURS, municipality_id=walk.operator.organisation_id)
    by_itself = TaskFilter(TaskScope.OURS, municipality_id=kolding.organisation_id)

    assert (len(labels(kolding, by_operator)), len(labels(kolding, by_itself))) == (1, 0)


def test_this_week_ends_on_its_sunday_and_leaves_out_what_is_overdue(seeded, clock):
    anne = ClosingWalk("Dagtilbuddet Broen").opened(hearing_deadline="2026-03-22").operator
    ClosingWalk("Bofællesskabet Åbrinken").opened(hearing_deadline="2026-03-23")
    clock.set(date(2026, 3, 18))
    week, overdue = TaskFilter(TaskScope.OURS, due=Due.THIS_WEEK), TaskFilter(TaskScope.OURS, due=Due.OVERDUE)

    now = [len(labels(anne, one)) for one in (week, overdue)]
    clock.set(date(2026, 3, 23))
    on_monday = [len(labels(anne, one)) for one in (week, overdue)]

    assert (now, on_monday) == ([1, 0], [1, 1])


@pytest.fixture
def three(seeded, clock):
    """Three closings opened a minute apart, the last due first, the second urgent; gives Vejle's Anne."""
    offers = "Bofællesskabet Åbrinken", "Dagtilbuddet Broen", "Botilbuddet Fjordglimt"
    for number, offer in enumerate(offers):
        walk = ClosingWalk(offer).opened(hearing_deadline=f"2026-03-{24 - number}")
        (task,) = [one for one in walk.open() if one.organisation_id == walk.operator.organisation_id]
        if number == 1:
            prioritise(task.id, Priority.URGENT, walk.operator)
        clock.forward(minutes=1)
    return walk.operator


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        (TaskOrder.DUE, ["0003", "0002", "0001"]),
        (TaskOrder.PRIORITY, ["0002", "0003", "0001"]),
        (TaskOrder.NEWEST, ["0003", "0002", "0001"]),
        (TaskOrder.CASE, ["0001", "0002", "0003"]),
        (TaskOrder.CASE_LAST, ["0003", "0002", "0001"]),
        (TaskOrder.DUE_LAST, ["0001", "0002", "0003"]),
        (TaskOrder.PROCESS, ["0003", "0002", "0001"]),
    ],
)
def test_every_order_goes_on_where_it_stopped(three, monkeypatch, order, numbers):
    monkeypatch.setattr(inbox_module, "PAGE", 1)
    asked, shown, cursor = TaskFilter(TaskScope.OURS, order=order), [], None

    for _ in numbers:
        page = inbox(three, asked, cursor=cursor)
        shown += [row.case_number[-4:] for row in page.rows]
        cursor = page.cursor

    assert (shown, cursor) == (numbers, None)


def test_a_filter_is_the_same_after_its_address():
    asked = TaskFilter(
        scope=TaskScope.ALL,
        process=Process.REFERRAL,
        agreement=AgreementId.HOVEDSTADEN_2019_2020,
        due_from=date(2026, 3, 1),
        due_to=date(2026, 3, 31),
        lane=Party.CENTRE,
        priority=Priority.URGENT,
        holder=Holder.NOBODY,
        order=TaskOrder.NEWEST,
    )

    assert TaskFilter.read(asked.asked()) == asked
    assert TaskFilter.read({"proces": "noget", "kommune": "x", "frist_fra": "i går"}) == TaskFilter()


def test_a_count_stops_where_more_is_no_news(walk_to, monkeypatch):
    anne = walk_to("opened").operator
    monkeypatch.setattr(task_scopes, "COUNTED", 0)
    counted = tallies(anne, [OURS])
    monkeypatch.setattr(task_scopes, "LOOKED_AT", 1)
    monkeypatch.setattr(task_scopes, "COUNTED", 1000)

    assert counted == [Tally(0, more=True)]
    assert tallies(anne, [OURS]) == [Tally(1, more=True)]


def test_every_choice_of_a_filter_tells_how_many_it_would_leave_with_the_others_as_they_are(heard):
    anne = person("anne@vejle.example", "630")
    asked = TaskFilter(TaskScope.MINE, process=Process.CLOSING, holder=Holder.SOMEBODY)

    counted = tallies_by_choice(anne, asked, {"process": Process, "holder": Holder})

    assert counted["holder"] == {Holder.ME: Tally(0), Holder.NOBODY: Tally(1), Holder.SOMEBODY: Tally(0)}
    assert {choice: one.number for choice, one in counted["process"].items() if one.number} == {}
    assert counted["municipality_id"] == {}
    free = tallies_by_choice(anne, TaskFilter(TaskScope.ALL), {"process": Process})
    assert [choice for choice, one in free["process"].items() if one.number] == [Process.CLOSING]
    assert free["municipality_id"] == {anne.organisation_id: Tally(1)}
