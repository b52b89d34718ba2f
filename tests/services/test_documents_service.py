"""Documents: their bytes made from their data by a job, delivered, recognised again, never made twice."""

from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import undefer

from db.models.document import Document
from db.session import reading, transaction
from tests.closing_walk import EXAMPLE_1, ClosingWalk
from workflows.documents.canonical import data_hash
from workflows.errors import NotFound
from workflows.services.papers.documents import open_document
from workflows.services.papers.verifying import verify
from workflows.services.running import jobs
from workflows.vocabulary import JobStatus


@pytest.fixture
def decided(walk_to):
    return walk_to("decided")


def printed(walk: ClosingWalk, kind: str) -> Document:
    """The document of a kind, its bytes made by its own job."""
    document = walk.documents(kind)[-1]
    (job,) = [one for one in walk.jobs if one.key == f"render:{document.id}"]
    with transaction() as session:
        jobs.WORK[job.kind](job.payload)(session)
    return kept(document)


def kept(document: Document) -> Document:
    with reading() as session:
        found = select(Document).where(Document.id == document.id)
        return session.scalars(found.options(undefer(Document.pdf), undefer(Document.data))).one()


def test_a_step_orders_the_bytes_of_each_document_it_issues(decided):
    assert {job.key for job in decided.jobs} == {f"render:{document.id}" for document in decided.documents()}
    assert {job.status for job in decided.jobs} == {JobStatus.WAITING}


def test_a_document_cannot_be_opened_before_its_bytes_are_made(decided):
    with pytest.raises(NotFound):
        open_document(decided.document("closing_notice").id, decided.operator)


def test_the_bytes_come_from_the_kept_data_and_reach_all_receivers(decided, clock):
    clock.forward(minutes=5)

    notice = printed(decided, "closing_notice")

    assert notice.pdf is not None
    assert notice.pdf.startswith(b"%PDF-1.")
    assert notice.data_hash == data_hash(notice.data)
    assert {one.delivered_at for one in decided.document("closing_notice").deliveries} == {notice.rendered_at}


def test_a_document_is_not_made_twice(decided, clock):
    first = printed(decided, "closing_notice")
    clock.forward(hours=1)

    again = printed(decided, "closing_notice")

    assert (again.rendered_at, again.sha256) == (first.rendered_at, first.sha256)


def test_a_document_is_recognised_and_made_again_to_the_same_bytes(decided):
    notice = printed(decided, "closing_notice")

    verdict = verify(notice.pdf)

    assert verdict.unchanged
    assert verdict.lines == [
        f"{notice.title}, 2026-0001-D05, version 1, sag 2026-0001.",
        "Filen er uændret: den er byte for byte den, der blev udstedt.",
        "Dannet igen af de gemte data: samme bytes.",
    ]


def test_a_changed_file_and_changed_data_are_told(decided):
    notice = printed(decided, "closing_notice")
    changed = notice.pdf[:-40] + bytes(notice.pdf[-40:]).replace(b"%%EOF", b"%%EOG")

    assert not verify(changed).unchanged
    with transaction() as session:
        session.execute(update(Document).where(Document.id == notice.id).values(data={**notice.data, "given": ""}))
    verdict = verify(notice.pdf)

    assert not verdict.unchanged
    assert verdict.lines[-1] == "De gemte data svarer ikke til dokumentets kontrolsum."


def test_a_file_that_is_not_ours_is_told(decided):
    verdict = verify(b"%PDF-1.7 something else")

    assert verdict.lines == ["Filen er ikke et dokument fra Rammesag."]


def test_a_document_that_is_not_there_cannot_be_opened(decided):
    with pytest.raises(NotFound):
        open_document(uuid4(), decided.operator)


def test_numbers_run_through_the_case_and_versions_through_the_number(walk_to):
    walk = walk_to("laid").treat_provisional(taken_note=False).enter("provisional", EXAMPLE_1)

    numbers = [(document.number, document.version) for document in walk.documents()]

    assert numbers == [
        *((f"2026-0001-D0{number}", 1) for number in range(1, 7)),
        ("2026-0001-D06", 2),
    ]


def test_every_document_is_entered_in_the_journal(walk_to):
    walk = walk_to("settled")

    entered = [entry.document_id for entry in walk.journal if entry.document_id is not None]

    assert sorted(entered) == sorted(document.id for document in walk.documents())
    assert [entry.position for entry in walk.journal] == list(range(1, len(walk.journal) + 1))
