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
from workflows.errors import InputError, NotAllowed, Refused
from workflows.services.meetings import keeping, outcomes, postponing
from workflows.services.meetings.agenda import ItemStatus
from workflows.services.meetings.attending import Attendance, Attending, begin_minutes
from workflows.services.meetings.dissents import Dissent, DissentKind
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

    postponing.postpone_point(item.row.id, meeting_on(SDF_MEETS_LATER), "Notatet kom for sent.", person(*SECRETARY))

    (before,), (after,) = shown().items, shown(SDF_MEETS_LATER).items
    assert (before.status, after.status) == (ItemStatus.POSTPONED, ItemStatus.OPEN)
    assert [paper.title for paper in after.papers if paper.chosen] == ["Høringsnotat"]
    assert any("Udsat fra mødet i Socialdirektørforum" in event.text for event in placed.events)
    with pytest.raises(Refused, match="udsat"):
        keeping.remove_point(item.row.id, person(*SECRETARY))


def test_a_point_is_not_postponed_without_a_reason_or_to_the_same_meeting(placed):
    (item,) = shown().items

    with pytest.raises(Refused, match="hvorfor"):
        postponing.postpone_point(item.row.id, meeting_on(SDF_MEETS_LATER), " ", person(*SECRETARY))
    with pytest.raises(Refused, match="et andet"):
        postponing.postpone_point(item.row.id, meeting_on(SDF_MEETS), "Tid.", person(*SECRETARY))


def test_the_minutes_wait_until_each_point_is_concluded_or_postponed(placed, clock):
    secretary, meeting = person(*SECRETARY), meeting_on(SDF_MEETS)
    point = keeping.add_point(meeting, PointAnswers("Godkendelse af dagsordenen"), secretary)
    with pytest.raises(Refused, match="når mødet er holdt"):
        publish_minutes(meeting, attending={}, others="", remarks="", actor=secretary)
    clock.set(SDF_MEETS)
    conclude(placed, SDF_MEETS)
    with pytest.raises(Refused, match="for punkt 2"):
        publish_minutes(meeting, attending={}, others="", remarks="", actor=secretary)
    outcomes.conclude_point(point, PointOutcome.CONCLUDED, "Godkendt", secretary)

    publish_minutes(
        meeting, attending={}, others="Karen Holm, Vejle\n\nOle Friis, Kolding", remarks="", actor=secretary
    )
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
    postponing.postpone_point(points[2], meeting_on(SDF_MEETS_LATER), "Tallene mangler.", secretary)
    outcomes.withdraw_point(points[3], "Valget er holdt.", secretary)
    clock.set(SDF_MEETS)
    outcomes.conclude_point(points[0], PointOutcome.NOTED, "", secretary)
    outcomes.conclude_point(points[1], PointOutcome.DISCUSSED, "Tages op igen.", secretary)
    outcomes.withdraw_point(case.row.id, "Sagen er ikke oplyst.", secretary)

    publish_minutes(meeting, attending={}, others="", remarks="", actor=secretary)
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


def postponed(day=SDF_MEETS_LATER):
    """The point is postponed to the body's later meeting."""
    (item,) = shown().items
    postponing.postpone_point(item.row.id, meeting_on(day), "Notatet kom for sent.", person(*SECRETARY))
    return item.row.id


def test_a_postponement_is_taken_back_and_the_case_knows(placed, clock):
    item_id = postponed()
    clock.forward(minutes=1)

    postponing.bring_back(item_id, person(*SECRETARY))

    (item,) = shown().items
    assert (item.status, item.row.postponed_reason) == (ItemStatus.OPEN, "")
    assert [paper.title for paper in item.papers if paper.chosen] == ["Høringsnotat"]
    assert shown(SDF_MEETS_LATER).items == []
    assert "Udsættelsen til den 19. juni 2026 er fortrudt" in placed.events[-1].text
    with pytest.raises(Refused, match="ikke udsat"):
        postponing.bring_back(item_id, person(*SECRETARY))


def test_a_point_that_was_taken_off_the_later_agenda_can_stand_at_its_own_meeting_again(placed):
    item_id = postponed()
    (copy,) = shown(SDF_MEETS_LATER).items
    keeping.remove_point(copy.row.id, person(*SECRETARY))

    keeping.add_task(meeting_on(SDF_MEETS), placed.task("task_conclude_hearing").id, person(*SECRETARY))

    (item,) = shown().items
    assert (item.row.id, item.status) == (item_id, ItemStatus.OPEN)


def test_a_postponement_stands_when_the_later_agenda_is_out_or_the_point_is_treated_there(placed, clock):
    item_id = postponed()
    clock.forward(minutes=1)
    publish_agenda(meeting_on(SDF_MEETS_LATER), person(*SECRETARY))
    with pytest.raises(Refused, match="udsendt med punktet"):
        postponing.bring_back(item_id, person(*SECRETARY))
    (copy,) = shown(SDF_MEETS_LATER).items
    outcomes.withdraw_point(copy.row.id, "Sagen er trukket.", person(*SECRETARY))
    with pytest.raises(Refused, match="udgået på mødet"):
        postponing.bring_back(item_id, person(*SECRETARY))


def test_a_postponement_to_a_meeting_that_has_been_held_stands(placed, clock):
    item_id = postponed()
    clock.set(SDF_MEETS_LATER + timedelta(days=1))

    with pytest.raises(Refused, match="er holdt"):
        postponing.bring_back(item_id, person(*SECRETARY))


def test_a_reservation_stands_in_the_minutes_and_in_the_case(placed, clock):
    clock.set(SDF_MEETS)
    (item,) = shown().items
    reservation = Dissent("Kolding Kommune", DissentKind.RESERVATION, "Økonomien er uklar.")
    with pytest.raises(Refused, match="konkluderet"):
        outcomes.keep_dissents(item.row.id, [reservation], person(*SECRETARY))
    conclude(placed, SDF_MEETS)
    with pytest.raises(InputError, match="udtalelse"):
        outcomes.keep_dissents(item.row.id, [Dissent("Vejle", DissentKind.MINORITY)], person(*SECRETARY))

    clock.forward(minutes=1)
    outcomes.keep_dissents(item.row.id, [reservation], person(*SECRETARY))

    assert shown().items[0].dissents == [reservation]
    assert placed.events[-1].text.endswith("Kolding Kommune tog forbehold: Økonomien er uklar.")
    publish_minutes(meeting_on(SDF_MEETS), attending={}, others="", remarks="", actor=person(*SECRETARY))
    work_once()
    told = text_of(open_meeting_document(published(MeetingPaper.MINUTES).id, person(*KOLDING)).pdf)
    assert "Tog forbehold: Kolding Kommune. Økonomien er uklar." in told


def test_the_minutes_tell_who_was_there_and_who_sent_apologies(placed, clock):
    clock.set(SDF_MEETS)
    conclude(placed, SDF_MEETS)
    secretary, meeting = person(*SECRETARY), meeting_on(SDF_MEETS)
    kolding, vejle = placed.organisation("621").id, placed.organisation("630").id
    attending = {kolding: Attending(Attendance.PRESENT, "Ole Friis"), vejle: Attending(Attendance.APOLOGIES)}
    viborg = {placed.organisation("791").id: Attending(Attendance.PRESENT)}
    with pytest.raises(Refused, match="sæde"):
        publish_minutes(meeting, attending=viborg, others="", remarks="", actor=secretary)

    remarks = "Mødet sluttede kl. 15."
    publish_minutes(meeting, attending=attending, others="Birgit Sandal", remarks=remarks, actor=secretary)
    work_once()

    told = text_of(open_meeting_document(published(MeetingPaper.MINUTES).id, person(*KOLDING)).pdf)
    assert "Kolding Kommune Til stede Ole Friis" in told
    assert "Vejle Kommune Afbud –" in told
    begun = begin_minutes(meeting, secretary)
    assert (len(begun.seats), begun.others, begun.remarks) == (23, ("Birgit Sandal",), "Mødet sluttede kl. 15.")
    assert next(one for one in begun.seats if one.organisation_id == kolding).person == "Ole Friis"
    with pytest.raises(NotAllowed):
        begin_minutes(meeting, person(*KOLDING))
