"""Files that go with the points of a meeting, and a published agenda recognised again."""

from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest

from db.models.meeting import MeetingDocument
from db.session import transaction
from tests import factories
from tests.closing_walk import person
from tests.documents.conftest import pages_of
from tests.meeting_walk import (
    KOLDING,
    SDF_MEETS,
    SDF_MEETS_LATER,
    SECRETARIAT,
    SECRETARY,
    meeting_on,
    one_page,
    placed_closing,
    published,
    shown,
)
from tests.takeover_walk import TakeoverWalk
from workflows.clock import today
from workflows.errors import NotFound, Refused
from workflows.services.meetings import keeping, postponing
from workflows.services.meetings.files import add_files, open_file, remove_file
from workflows.services.meetings.pages import open_meeting_document, show_meeting
from workflows.services.meetings.points import show_point
from workflows.services.meetings.publishing import publish_agenda
from workflows.services.papers.attachments import Upload, add
from workflows.services.papers.verifying import verify
from workflows.services.register.bodies import remove_meeting
from workflows.services.running.runner import work_once
from workflows.vocabulary import Party


@pytest.fixture
def placed(seeded, clock):
    """It stands on the agenda of the body's next meeting."""
    return placed_closing(clock)


def test_the_agenda_its_bundle_and_the_minutes_are_recognised_as_ours(placed, clock):
    publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))
    work_once()
    document = published().id

    alone = verify(open_meeting_document(document, person(*KOLDING)).pdf)
    bundle = verify(open_meeting_document(document, person(*KOLDING), bundle=True).pdf)

    same = [
        "Filen er uændret: den er byte for byte den, der blev udstedt.",
        "Dannet igen af de gemte data: samme bytes.",
    ]
    assert alone.lines == ["Dagsorden, sdf-syddanmark-2026-04-17-DAGSORDEN, version 1.", *same]
    assert bundle.lines == ["Dagsorden, sdf-syddanmark-2026-04-17-DAGSORDEN, version 1, samlet med bilag.", *same]
    assert alone.unchanged
    assert bundle.unchanged


def test_a_changed_bundle_and_one_that_was_never_published_are_told(placed):
    publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))
    work_once()
    pdf = open_meeting_document(published().id, person(*KOLDING), bundle=True).pdf
    with pikepdf.open(BytesIO(pdf)) as opened:
        del opened.pages[-1]
        changed = BytesIO()
        opened.save(changed)

    assert verify(changed.getvalue()).lines[1] == "Filen er IKKE den, der blev udstedt."
    with transaction() as session:
        session.delete(session.get(MeetingDocument, published().id))
    assert verify(pdf).lines == [
        "Filen siger, at den er sdf-syddanmark-2026-04-17-DAGSORDEN, version 1, men det findes ikke her."
    ]


def files_at(day=SDF_MEETS):
    (item,) = shown(day).items
    return show_point(item.row.id, person(*SECRETARY))


def lay_by(*uploads, chosen=()):
    (item,) = shown().items
    return add_files(item.row.id, [Upload(*one) for one in uploads], chosen, person(*SECRETARY))


def test_files_from_the_secretary_go_with_the_point_as_pages_and_as_enclosed(placed):
    lay_by(("Notat.pdf", one_page()), ("tal.csv", b"maaned;antal\n1;93"))
    publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))
    assert published().parts == 4

    work_once()

    pdf = open_meeting_document(published().id, person(*KOLDING), bundle=True).pdf
    pages = pages_of(pdf)
    at = next(number for number, page in enumerate(pages) if "Bilag 1.2: Notat.pdf" in page)
    assert f"1.2 Notat.pdf {at + 1} " in " ".join(pages[0].split())
    assert "Bilag 1.3: tal.csv" in pages[at + 2]
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.attachments["Bilag 1.3 tal.csv"].get_file().read_bytes() == b"maaned;antal\n1;93"
    assert "siger derfor ikke, at den er PDF/A" in published().checked
    verdict = verify(pdf)
    assert verdict.unchanged
    assert verdict.lines[-1] == "Dannet igen af de gemte data: samme bytes."


def test_what_is_published_keeps_a_file_that_is_taken_away_afterwards(placed):
    lay_by(("Notat.pdf", one_page()))
    publish_agenda(meeting_on(SDF_MEETS), person(*SECRETARY))
    point = files_at()

    remove_file(point.id, point.files[0].id, person(*SECRETARY))
    work_once()

    assert files_at().files == []
    assert verify(open_meeting_document(published().id, person(*KOLDING), bundle=True).pdf).unchanged


def test_a_postponed_point_takes_its_files_along(placed):
    lay_by(("Notat.pdf", one_page()))

    postponing.postpone_point(files_at().id, meeting_on(SDF_MEETS_LATER), "Tid.", person(*SECRETARY))

    assert [one.name for one in files_at(SDF_MEETS_LATER).files] == ["Notat.pdf"]


def test_a_file_of_the_case_that_the_body_does_not_see_is_refused(placed):
    with pytest.raises(Refused, match="organet ser den ikke"):
        lay_by(chosen={uuid4()})
    assert files_at().to_choose == []


def test_a_council_chooses_among_the_files_given_in_its_case(seeded):
    walk = TakeoverWalk().opened().asked()
    asked_for = walk.task("task_answer_request")
    region = walk.doer(asked_for)
    add(asked_for.id, revision=asked_for.revision, files=[Upload("Regnskab.pdf", one_page())], draft={}, actor=region)
    walk.delivered().recommended()
    vejle = walk.doer(walk.task("task_decide"))
    meeting = factories.meeting(walk.party(Party.MUNICIPALITY), today())
    item = keeping.add_task(meeting.id, walk.task("task_decide").id, vejle)
    (offered,) = show_point(item, vejle).to_choose

    add_files(item, [], {offered.id}, vejle)

    (file,) = show_point(item, vejle).files
    assert (file.name, file.of_case) == ("Regnskab.pdf", True)
    assert open_file(file.id, vejle).content == one_page()
    with pytest.raises(NotFound):
        open_file(file.id, person(*SECRETARY))


def test_a_meeting_whose_points_and_files_were_taken_away_can_be_removed(placed):
    meeting, secretary = meeting_on(SDF_MEETS_LATER), person(*SECRETARY)
    point = keeping.add_point(meeting, keeping.PointAnswers("Mødedatoer"), secretary)
    add_files(point, [Upload("datoer.csv", b"januar;14")], (), secretary)
    keeping.remove_point(point, secretary)

    remove_meeting(meeting, actor=person(*SECRETARIAT))

    with pytest.raises(NotFound):
        show_meeting(meeting, secretary)
