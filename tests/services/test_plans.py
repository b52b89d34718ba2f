"""Plans back from the dates of cases: whose meeting, the agenda's last day, and when there is nothing to plan."""

from datetime import date

import pytest

from db.models.calendar import AgendaClosing
from db.session import reading
from tests import factories
from tests.closing_walk import person
from tests.takeover_walk import TakeoverWalk
from workflows.clock import today
from workflows.processes import binding  # noqa: F401
from workflows.processes.decision import MATTERS
from workflows.rules.deadlines import deadline_rules
from workflows.rules.planning import DECIDED_BEFORE
from workflows.services.calendar.dates import Period, dates_in
from workflows.services.calendar.pages import case_plans, show_deadline
from workflows.services.calendar.plans import agendas_of, plans_of
from workflows.services.calendar.types import DateKind
from workflows.vocabulary import Party

DECLARATION = "takeover.declaration"


@pytest.fixture
def takeover(seeded, clock) -> TakeoverWalk:
    """A takeover that the region must be told of by 1 January 2028; the council has two meetings before that."""
    clock.set(date(2027, 9, 1))
    walk = TakeoverWalk().opened(date(2029, 1, 1))
    council = walk.party(Party.MUNICIPALITY)
    for day in (date(2027, 11, 24), date(2027, 12, 15), date(2028, 1, 26)):
        factories.meeting(council, day)
    factories.kept(AgendaClosing(organisation_id=council.id, days_before=8))
    return walk


def plan_of(walk: TakeoverWalk):
    return next(iter(show_deadline(walk.deadline(DECLARATION).id, walk.municipality, today()).plans), None)


def test_a_deadline_that_presupposes_a_decision_leads_back_to_the_agenda(takeover):
    shown = plan_of(takeover)

    assert shown is not None
    assert shown.who == f"kommunalbestyrelsen i {takeover.municipality.organisation_name}"
    assert (shown.plan.meeting, shown.plan.agenda_by) == (date(2027, 12, 15), date(2027, 12, 7))


def test_the_plan_stands_in_the_list_and_on_the_case_too(takeover):
    with reading() as session:
        rows = dates_in(session, takeover.municipality, Period(date(2028, 1, 1), date(2028, 1, 1))).rows
        in_list = plans_of(session, rows, takeover.municipality.organisation_id, today())
    on_case = case_plans(takeover.case_id, takeover.municipality, today())

    assert [one.plan for found in in_list.values() for one in found] == [plan_of(takeover).plan]
    assert (on_case[0].label, on_case[0].shown) == ("Meddelelse om overtagelse til regionsrådet", plan_of(takeover))


def test_all_who_see_the_deadline_see_the_plan(takeover):
    region = person("gitte@region-syddanmark.example", "1083")

    assert case_plans(takeover.case_id, region, today())[0].shown == plan_of(takeover)


def test_the_councils_closed_days_are_closed_for_its_agenda(takeover):
    factories.closed_day(takeover.party(Party.MUNICIPALITY), date(2027, 12, 7), "Personaledag")

    assert plan_of(takeover).plan.agenda_by == date(2027, 12, 6)


def test_it_is_told_that_the_date_cannot_be_met(takeover, clock):
    clock.set(date(2027, 12, 8))

    assert "Fristen kan ikke nås på den almindelige måde" in plan_of(takeover).plan.warning


def test_what_has_been_decided_needs_no_plan(takeover):
    takeover.recommended().decided()

    assert plan_of(takeover) is None


def test_a_wish_for_changes_leaves_the_decision_to_be_made(takeover):
    takeover.recommended().decided("changes")

    assert plan_of(takeover) is not None


def test_the_agreement_leads_back_to_the_meetings_of_both_councils_until_each_has_approved(takeover):
    region = takeover.party(Party.REGION)
    factories.meeting(region, date(2028, 11, 28))
    takeover.recommended().decided().declared().stated().accepted()

    both = transfer_plans(takeover)
    takeover.council(Party.MUNICIPALITY)
    left = transfer_plans(takeover)

    assert [one.who.split()[0] for one in both] == ["kommunalbestyrelsen", "regionsrådet"]
    assert both[1].plan.meeting == date(2028, 11, 28)
    assert left == both[1:]


def transfer_plans(walk: TakeoverWalk):
    return show_deadline(walk.deadline("takeover.transfer").id, walk.municipality, today()).plans


def test_what_is_over_needs_no_plan(takeover, clock):
    clock.set(date(2028, 1, 2))

    assert plan_of(takeover) is None


def test_a_body_is_led_back_from_the_date_by_which_it_shall_discuss(seeded, clock):
    clock.set(date(2027, 3, 1))
    walk = TakeoverWalk().opened(date(2029, 1, 1)).recommended(next="discuss", discuss_by="2027-06-25")
    body = walk.doer(walk.task("task_record_discussion"))

    own, councils, *_ = case_plans(walk.case_id, body, today())

    assert (own.label, own.shown.who) == (walk.task("task_record_discussion").label, body.organisation_name)
    assert own.shown.plan.legal_date == date(2027, 6, 25)
    assert (own.shown.plan.meeting, own.shown.plan.agenda_by) == (date(2027, 6, 18), None)
    assert councils.label == "Meddelelse om overtagelse til regionsrådet"


def test_a_meeting_says_when_its_agenda_closes(database, clock):
    forum = factories.body()
    secretary = factories.actor(forum)
    factories.meeting(forum, date(2026, 4, 14))
    with reading() as session:
        rows = dates_in(session, secretary, Period(None, None), kinds=[DateKind.MEETING]).rows
        before = agendas_of(session, rows)
    factories.kept(AgendaClosing(organisation_id=forum.id, days_before=8))

    with reading() as session:
        after = agendas_of(session, rows)

    assert before == {}
    assert list(after.values()) == [
        "Dagsordenen lukker 8 dage før mødet, mandag den 6. april 2026. Dagen er lukket (2. påskedag); sidste "
        "arbejdsdag før den er onsdag den 1. april 2026."
    ]


def test_the_rules_that_presuppose_a_decision_and_their_matters_are_there():
    for rule, decisions in DECIDED_BEFORE.items():
        process = rule.split(".")[0]
        assert rule in deadline_rules().ids()
        assert {(process, decided.matter) for decided in decisions} <= set(MATTERS)
