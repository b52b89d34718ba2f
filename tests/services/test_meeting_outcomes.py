"""What comes of the points of a meeting: decisions that drive cases on, other outcomes, and the minutes."""

from datetime import timedelta

import pytest

from tests.closing_walk import person
from tests.documents.conftest import text_of
from tests.meeting_walk import (
    KOLDING,
    SDF_MEETS,
    SDF_MEETS_LATER,
    SECRETARY,
    conclude,
    meeting_on,
    placed_closing,
    published,
    shown,
)
from tests.statements import asked
from workflows.errors import Refused
from workflows.services.meetings import keeping, outcomes
from workflows.services.meetings.agenda import ItemStatus
from workflows.services.meetings.keeping import PointAnswers
from workflows.services.meetings.pages import open_meeting_document
from workflows.services.meetings.publishing import publish_agenda, publish_minutes
from workflows.services.running.runner import work_once
from workflows.vocabulary import MeetingPaper, PointOutcome


@pytest.fixture
def placed(seeded, clock):
    """It stands on the agenda of the body's next meeting."""
    return placed_closing(clock)


def test_a_decision_at_the_meeting_drives_the_case_on_and_stands_at_its_point(placed, clock):
    clock.set(SDF_MEETS)
    page = shown()
    assert page.mine == {placed.task("task_conclude_hearing").id}

    conclude(placed, SDF_MEETS)

    (item,) = shown().items
    assert placed.waits_for == {"task_record_decision"}
    assert (item.status, item.concluded, item.said) == (
        ItemStatus.CONCLUDED, "Tilbuddet kan lukke", "Svarene er drøftet."
    )  # fmt: skip


def test_a_case_that_was_concluded_on_another_day_is_not_told_as_this_meetings(placed, clock):
    clock.set(SDF_MEETS + timedelta(days=3))

    conclude(placed, SDF_MEETS + timedelta(days=2))

    (item,) = shown().items
    assert (item.status, item.concluded) == (ItemStatus.ELSEWHERE, "")


def test_a_decision_at_a_meeting_costs_no_more_statements(placed, clock):
    clock.set(SDF_MEETS)

    with asked() as seen:
        conclude(placed, SDF_MEETS)

    assert len(seen.statements) <= 15
    assert seen.commits == 1


def test_a_postponed_point_stands_on_the_other_meeting_with_its_papers_and_the_case_knows(placed, clock):
    (item,) = shown().items

    outcomes.postpone_point(item.row.id, meeting_on(SDF_MEETS_LATER), "Notatet kom for sent.", person(*SECRETARY))

    (before,), (after,) = shown().items, shown(SDF_MEETS_LATER).items
    assert (before.status, after.status) == (ItemStatus.POSTPONED, ItemStatus.OPEN)
    assert [paper.title for paper in after.papers if paper.chosen] == ["Høringsnotat"]
    assert any("Udsat fra mødet i Socialdirektørforum" in event.text for event in placed.events)
    with pytest.raises(Refused, match="udsat"):
        keeping.remove_point(item.row.id, person(*SECRETARY))


def test_a_point_is_not_postponed_without_a_reason_or_to_the_same_meeting(placed):
    (item,) = shown().items

    with pytest.raises(Refused, match="hvorfor"):
        outcomes.postpone_point(item.row.id, meeting_on(SDF_MEETS_LATER), " ", person(*SECRETARY))
    with pytest.raises(Refused, match="et andet"):
        outcomes.postpone_point(item.row.id, meeting_on(SDF_MEETS), "Tid.", person(*SECRETARY))


def test_the_minutes_wait_until_each_point_is_concluded_or_postponed(placed, clock):
    secretary, meeting = person(*SECRETARY), meeting_on(SDF_MEETS)
    point = keeping.add_point(meeting, PointAnswers("Godkendelse af dagsordenen"), secretary)
    with pytest.raises(Refused, match="når mødet er holdt"):
        publish_minutes(meeting, present="", remarks="", actor=secretary)
    clock.set(SDF_MEETS)
    conclude(placed, SDF_MEETS)
    with pytest.raises(Refused, match="for punkt 2"):
        publish_minutes(meeting, present="", remarks="", actor=secretary)
    outcomes.conclude_point(point, PointOutcome.CONCLUDED, "Godkendt", secretary)

    publish_minutes(meeting, present="Karen Holm, Vejle\n\nOle Friis, Kolding", remarks="", actor=secretary)
    work_once()

    told = text_of(open_meeting_document(published(MeetingPaper.MINUTES).id, person(*KOLDING)).pdf)
    assert "Karen Holm, Vejle" in told
    assert f"1. {placed.case.title} Sag {placed.case.number} · Til drøftelse Tilbuddet kan lukke" in told
    assert "2. Godkendelse af dagsordenen Godkendt" in told


def test_the_minutes_say_of_each_point_what_came_of_it(placed, clock):
    secretary, meeting = person(*SECRETARY), meeting_on(SDF_MEETS)
    (case,) = shown().items
    points = [
        keeping.add_point(meeting, PointAnswers(title), secretary)
        for title in ("Orientering", "Samarbejdet", "Budget", "Valg")
    ]
    outcomes.postpone_point(points[2], meeting_on(SDF_MEETS_LATER), "Tallene mangler.", secretary)
    outcomes.withdraw_point(points[3], "Valget er holdt.", secretary)
    clock.set(SDF_MEETS)
    outcomes.conclude_point(points[0], PointOutcome.NOTED, "", secretary)
    outcomes.conclude_point(points[1], PointOutcome.DISCUSSED, "Tages op igen.", secretary)
    outcomes.withdraw_point(case.row.id, "Sagen er ikke oplyst.", secretary)

    publish_minutes(meeting, present="", remarks="", actor=secretary)
    work_once()

    told = text_of(open_meeting_document(published(MeetingPaper.MINUTES).id, person(*KOLDING)).pdf)
    assert "Til drøftelse Udgået Sagen er ikke oplyst." in told
    assert "2. Orientering Taget til efterretning" in told
    assert "3. Samarbejdet Drøftet uden konklusion Tages op igen." in told
    assert "4. Budget Udsat til mødet den 19. juni 2026 Tallene mangler." in told
    assert "5. Valg Udgået Valget er holdt." in told


def test_a_case_that_is_withdrawn_is_ready_for_another_meeting_and_knows_why(placed):
    (item,) = shown().items

    outcomes.withdraw_point(item.row.id, "Sagen er ikke oplyst.", person(*SECRETARY))

    assert [one.case_number for one in shown().ready] == [placed.case.number]
    assert any(event.text.endswith("den 17. april 2026: Sagen er ikke oplyst.") for event in placed.events)
    keeping.add_task(meeting_on(SDF_MEETS_LATER), placed.task("task_conclude_hearing").id, person(*SECRETARY))
    with pytest.raises(Refused, match="et andet møde"):
        outcomes.reopen_point(item.row.id, person(*SECRETARY))


def test_a_case_that_was_withdrawn_can_stand_on_the_same_meeting_again(placed):
    (item,) = shown().items
    outcomes.withdraw_point(item.row.id, "Sagen er ikke oplyst.", person(*SECRETARY))

    keeping.add_task(meeting_on(SDF_MEETS), placed.task("task_conclude_hearing").id, person(*SECRETARY))

    (again,) = shown().items
    assert (again.row.id, again.status) == (item.row.id, ItemStatus.OPEN)


def test_points_keep_their_numbers_in_a_new_version_of_the_agenda(placed):
    secretary, meeting = person(*SECRETARY), meeting_on(SDF_MEETS)
    keeping.add_point(meeting, PointAnswers("Eventuelt"), secretary)
    outcomes.withdraw_point(shown().items[0].row.id, "Sagen er ikke oplyst.", secretary)

    publish_agenda(meeting, secretary)
    work_once()

    told = text_of(open_meeting_document(published().id, person(*KOLDING)).pdf)
    assert f"1. {placed.case.title} Udgået af dagsordenen." in told
    assert "2. Eventuelt" in told
    assert "Belægningen er faldet." not in told
