"""Meetings of a body: what is ready, the agenda and who sees it, decisions that drive the cases on, the minutes."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import select

from db.models.case import Case
from db.models.meeting import AgendaItem, MeetingDocument
from db.models.notice import Message, Notice
from db.session import reading, transaction
from tests import factories
from tests.closing_walk import EXAMPLE_1, ClosingWalk, colleague, person
from tests.documents.conftest import pages_of, text_of
from tests.meeting_walk import (
    KOLDING,
    SDF_MEETS,
    SDF_MEETS_LATER,
    SECRETARIAT,
    SECRETARY,
    VIBORG,
    heard_closing,
    meeting_on,
    placed_closing,
    published,
    shown,
)
from tests.statements import asked
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.services.meetings import keeping
from workflows.services.meetings.agenda import ItemStatus
from workflows.services.meetings.keeping import PointAnswers
from workflows.services.meetings.pages import list_meetings, open_meeting_document, show_meeting
from workflows.services.meetings.publishing import publish_agenda
from workflows.services.register.bodies import remove_meeting
from workflows.services.running.runner import work_once
from workflows.vocabulary import MeetingPaper, Party, Role


@pytest.fixture
def heard(seeded, clock):
    """A closing whose hearing is over, and which waits for its body's conclusion."""
    return heard_closing(clock)


@pytest.fixture
def placed(seeded, clock):
    """It stands on the agenda of the body's next meeting."""
    return placed_closing(clock)


def test_a_case_that_waits_for_the_body_is_ready_for_a_meeting(heard):
    (ready,) = shown().ready

    assert ready.case_number == heard.case.number
    assert ready.label == "Registrér organets konklusion"


def test_a_case_on_an_agenda_is_no_longer_among_those_that_are_ready(placed):
    page = shown()

    assert page.ready == []
    (item,) = page.items
    assert (item.row.title, item.status, item.treatment) == (placed.case.title, ItemStatus.OPEN, "Til drøftelse")
    assert [paper.title for paper in item.papers if paper.chosen] == ["Høringsnotat"]
    assert "Sat på dagsordenen for mødet i Socialdirektørforum" in " ".join(event.text for event in placed.events)


def test_a_case_stands_on_one_agenda_at_a_time(placed):
    with pytest.raises(Refused, match="allerede på en dagsorden"):
        keeping.add_task(meeting_on(SDF_MEETS_LATER), placed.task("task_conclude_hearing").id, person(*SECRETARY))


def test_a_case_about_a_citizen_is_never_on_an_agenda(heard):
    with transaction() as session:
        session.get(Case, heard.case_id).sealed = True

    assert shown().ready == []
    with pytest.raises(Refused, match="om en borger"):
        keeping.add_task(meeting_on(SDF_MEETS), heard.task("task_conclude_hearing").id, person(*SECRETARY))


def test_only_what_waits_for_the_body_itself_can_be_put_on_its_agenda(seeded):
    walk = ClosingWalk().opened()

    with pytest.raises(NotFound):
        keeping.add_task(meeting_on(SDF_MEETS), walk.open("task_answer_hearing")[0].id, person(*SECRETARY))


def test_points_keep_their_order_and_change_places(placed):
    secretary, meeting = person(*SECRETARY), meeting_on(SDF_MEETS)
    keeping.add_point(meeting, PointAnswers("Eventuelt"), secretary)
    opening = keeping.add_point(meeting, PointAnswers("Godkendelse af dagsordenen", speaking_minutes=5), secretary)

    keeping.move_point(opening, up=True, actor=secretary)
    keeping.move_point(opening, up=True, actor=secretary)
    keeping.move_point(opening, up=True, actor=secretary)

    titles = [item.row.title for item in shown().items]
    assert titles == ["Godkendelse af dagsordenen", placed.case.title, "Eventuelt"]


def test_a_point_says_what_the_secretary_writes_and_takes_the_papers_chosen(placed):
    (item,) = shown().items
    answers = PointAnswers("Lukning af et dagtilbud", closed=True, text="Formanden indleder.", papers=frozenset())

    keeping.change_point(item.row.id, answers, person(*SECRETARY))

    (item,) = shown().items
    assert (item.row.title, item.row.closed, item.row.text) == (
        "Lukning af et dagtilbud", True, "Formanden indleder."
    )  # fmt: skip
    assert [paper.chosen for paper in item.papers] == [False]


def test_a_paper_that_was_not_sent_to_the_body_can_not_go_with_a_point(placed):
    (item,) = shown().items
    letter = placed.document("hearing_letter").id

    with pytest.raises(Refused, match="ikke sendt til organet"):
        keeping.change_point(item.row.id, PointAnswers("Lukning", papers=frozenset({letter})), person(*SECRETARY))


@pytest.mark.parametrize("who", [KOLDING, SECRETARIAT])
def test_only_the_bodys_secretary_keeps_the_agenda(placed, who):
    with pytest.raises(NotAllowed):
        keeping.add_point(meeting_on(SDF_MEETS), PointAnswers("Eventuelt"), person(*who))
    with pytest.raises(NotAllowed):
        publish_agenda(meeting_on(SDF_MEETS), person(*who))


def test_members_see_the_agenda_when_it_is_published_and_strangers_nothing(placed):
    assert (shown(who=KOLDING).points, shown(who=KOLDING).items) == ([], [])

    publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))

    page = shown(who=KOLDING)
    assert [point["title"] for point in page.points] == [placed.case.title]
    assert (page.keeps, page.ready) == (False, [])
    with pytest.raises(NotFound):
        shown(who=VIBORG)


def test_a_seat_that_has_ended_before_the_meeting_shows_nothing(placed):
    from db.models.organisation import BodyMember, Organisation

    with transaction() as session:
        found = select(BodyMember).join(Organisation, Organisation.id == BodyMember.organisation_id)
        for seat in session.scalars(found.where(Organisation.code == "621")):
            seat.valid_to = SDF_MEETS - timedelta(days=1)

    with pytest.raises(NotFound):
        shown(who=KOLDING)


def test_an_accountant_of_a_member_sees_no_meetings(seeded):
    accountant = factories.actor(factories.organisation(), Role.ACCOUNTANT)

    with pytest.raises(NotFound):
        list_meetings(accountant)


def test_the_agenda_has_the_parts_of_a_council_paper_and_its_papers_in_one_file(placed):
    keeping.add_point(meeting_on(SDF_MEETS), PointAnswers("Eventuelt"), person(*SECRETARY))
    publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))
    assert (published().made, published().parts, published().ready) == (0, 2, False)

    work_once()

    agenda = open_meeting_document(published().id, person(*KOLDING))
    told = text_of(agenda.pdf)
    order = ["Resumé", "Indstilling", "Sagsfremstilling", "Lovgrundlag", "Økonomi", "Høring", "Bilag"]
    places = [told.index(f" {heading} ", told.index(f"Sag {placed.case.number}")) for heading in order]
    assert places == sorted(places)
    assert "Belægningen er faldet." in told
    assert "0 af 23 hørte har svaret" in told
    bundle = open_meeting_document(published().id, person(*KOLDING), bundle=True)
    pages = pages_of(bundle.pdf)
    with pikepdf.open(BytesIO(bundle.pdf)) as opened:
        marks = [str(mark.title) for mark in _marks(opened)]
    assert published().bundle_pages == len(pages)
    assert "Bilag 1.1: Høringsnotat" in marks
    at = next(number for number, page in enumerate(pages) if "Bilag 1 til punkt 1" in page)
    assert f"Høringsnotat {at + 1} " in pages[0].split("Side i samlingen")[1]
    assert "Høringssvar om lukning" in pages[at + 1]


def _marks(opened):
    def walk(items):
        for item in items:
            yield item
            yield from walk(item.children)

    with opened.open_outline() as outline:
        return list(walk(outline.root))


def test_the_members_are_told_of_it_and_nothing_of_the_case(placed):
    publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))
    work_once()

    with reading() as session:
        found = select(Notice.text).join(Message, Message.notice_id == Notice.id).where(Notice.case_id.is_(None))
        texts = session.scalars(found.where(Message.person_id == person(*KOLDING).person_id)).all()
    assert texts == [
        "Dagsorden, version 1, for mødet i Socialdirektørforum (SDF) den 17. april 2026 ligger under »Møder«."
    ]


def test_a_new_version_names_the_one_it_replaces_and_both_are_kept(placed):
    publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))
    keeping.add_point(meeting_on(SDF_MEETS), PointAnswers("Eventuelt"), person(*SECRETARY))
    publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))
    work_once()

    second = published()
    told = text_of(open_meeting_document(second.id, person(*KOLDING)).pdf)

    assert second.version == 2
    assert "Dette er version 2. Den erstatter sdf-syddanmark-2026-04-17-DAGSORDEN, version 1" in told
    assert [one.ready for one in shown().published] == [True, True]


def test_the_same_agenda_gives_the_same_bytes(placed):
    from workflows.services.meetings.making import make_meeting_document

    publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))
    work_once()
    with reading() as session:
        first = session.scalars(select(MeetingDocument.bundle_sha256)).one()

    keep = make_meeting_document({"meeting_document_id": str(published().id)})
    with transaction() as session:
        keep(session)
        assert session.scalars(select(MeetingDocument.bundle_sha256)).one() == first


def test_an_agenda_without_points_is_not_published(seeded):
    with pytest.raises(Refused, match="mindst ét punkt"):
        publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))


def test_a_meeting_with_points_is_not_taken_out_of_the_calendar(placed):
    administrator = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")

    with pytest.raises(Refused, match="punkter på dagsordenen"):
        remove_meeting(meeting_on(SDF_MEETS), actor=administrator)


def test_the_business_committee_takes_an_account_to_its_meeting(seeded, clock):
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1).work()
    committee = ("birgit@socialsekretariatet.example", "fu-syddanmark")
    meeting = meeting_on(date(2026, 4, 9), "fu-syddanmark")

    (ready,) = show_meeting(meeting, person(*committee)).ready
    keeping.add_task(meeting, ready.task_id, person(*committee))
    publish_agenda(meeting, person(*committee))
    work_once()

    page = show_meeting(meeting, person(*committee))
    told = text_of(open_meeting_document(page.latest(MeetingPaper.AGENDA).id, person(*committee)).pdf)
    assert "At det foreløbige lukkeregnskab tages til efterretning." in told
    assert page.latest(MeetingPaper.AGENDA).bundle_pages > 3
    assert walk.receivers("provisional_account") >= {"Forretningsudvalget (FU)"}


def test_the_list_costs_as_much_for_many_meetings_as_for_few(placed):
    with asked() as seen:
        coming, held = list_meetings(person(*SECRETARY))

    assert coming[0].held_on == SDF_MEETS
    assert coming[0].points == 1
    assert held[0].held_on == date(2026, 3, 20)
    assert len(seen.statements) <= 8


def test_a_council_has_meetings_of_its_own(seeded):
    vejle = person("byraad@vejle.example", "630")
    meeting = factories.meeting(ClosingWalk().organisation("630"), date(2026, 5, 6))

    point = keeping.add_point(meeting.id, PointAnswers("Eventuelt"), vejle)

    page = show_meeting(meeting.id, vejle)
    assert page.body == "Kommunalbestyrelsen i Vejle Kommune"
    assert [item.row.id for item in page.items] == [point]
    with reading() as session:
        assert session.scalars(select(AgendaItem.meeting_id)).all() == [meeting.id]


def test_the_party_whose_case_it_is_does_not_see_others_meetings_by_it(placed):
    operator = colleague(placed.party(Party.OPERATOR).id, {Role.CASEWORKER})
    fu = meeting_on(date(2026, 4, 9), "fu-syddanmark")

    with pytest.raises(NotFound):
        show_meeting(fu, operator)
