"""Files with an answer: added and removed while the task is open, seen by others when it has been sent."""

from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from db.models.attachment import Attachment
from db.models.case import Case
from db.session import reading, transaction
from tests.closing_walk import colleague, person
from tests.shared_walk import REGION, SECRETARIAT, SharedWalk, know
from workflows.clock import now
from workflows.errors import NotAllowed, NotFound, Refused, TaskNotOpen
from workflows.services.casework.taskpage import show_task
from workflows.services.papers import attachments
from workflows.services.papers.attachments import Upload, add, attachments_of, open_attachment, remove
from workflows.services.running.stepping import begin
from workflows.vocabulary import Party, Role

VEJLE, ODENSE = "630", "461"
ACCOUNT = Upload("Regnskab 2025.pdf", b"%PDF-1.7\nregnskab")
FIGURES = Upload("tal.csv", b"maaned;belaegning\n1;93")
DRAFT = {"text": ["Se bilaget."]}


@pytest.fixture
def walk(seeded, monkeypatch):
    """Vejle and Odense are asked by the region."""
    know(monkeypatch)
    return SharedWalk().asking([VEJLE, ODENSE])


@pytest.fixture
def anne(seeded):
    return person("anne@vejle.example", VEJLE)


@pytest.fixture
def attach(walk, anne):
    """Attaches files to Vejle's task, as Anne."""

    def to_task(*files: Upload) -> int:
        task = walk.task_of("task_answer_request", VEJLE)
        return add(task.id, revision=task.revision, files=files, draft=DRAFT, actor=anne)

    return to_task


def someone(walk, code: str, role: Role):
    return colleague(walk.organisation(code).id, {role})


def test_a_file_is_kept_unchanged_with_its_fingerprint(walk, anne, attach):
    attach(ACCOUNT)

    with reading() as session:
        (kept,) = session.scalars(select(Attachment).options(undefer(Attachment.content)))
    assert kept.content == ACCOUNT.content
    assert kept.sha256 == sha256(ACCOUNT.content).hexdigest()
    assert (kept.name, kept.media_type, kept.size) == ("Regnskab 2025.pdf", "application/pdf", 17)
    assert (kept.organisation_id, kept.person_id) == (anne.organisation_id, anne.person_id)


def test_what_was_typed_is_kept_with_the_file(walk, anne, attach):
    revision = attach(ACCOUNT, FIGURES)

    page = show_task(walk.task_of("task_answer_request", VEJLE).id, anne)

    assert (page.draft, page.revision) == (DRAFT, revision)
    assert [(one.name, one.size) for one in page.files] == [("Regnskab 2025.pdf", 17), ("tal.csv", 22)]


def test_the_same_file_is_kept_once(walk, anne, attach):
    attach(ACCOUNT)
    attach(replace(ACCOUNT, name="igen.pdf"), FIGURES)

    assert [one.name for one in show_task(walk.task_of("task_answer_request", VEJLE).id, anne).files] == [
        "Regnskab 2025.pdf",
        "tal.csv",
    ]


def test_another_file_of_the_same_name_is_numbered_so_that_they_can_be_told_apart(walk, anne, attach):
    attach(FIGURES)
    attach(Upload("Tal.csv", b"maaned;belaegning\n1;94"), Upload("tal.csv", b"maaned;belaegning\n1;95"))

    files = show_task(walk.task_of("task_answer_request", VEJLE).id, anne).files
    assert [one.name for one in files] == ["tal.csv", "Tal (2).csv", "tal (3).csv"]


def test_a_file_is_removed_again_while_the_task_is_open(walk, anne, attach):
    revision = attach(ACCOUNT, FIGURES)
    task = walk.task_of("task_answer_request", VEJLE)
    first = show_task(task.id, anne).files[0]

    remove(first.id, task_id=task.id, revision=revision, draft=DRAFT, actor=anne)

    assert [one.name for one in show_task(task.id, anne).files] == ["tal.csv"]


def test_a_file_of_another_task_is_not_removed(walk, anne, attach):
    attach(ACCOUNT)
    (row,) = attachments_of(walk.case_id, anne)
    task = walk.task_of("task_answer_request", ODENSE)

    with pytest.raises(NotFound, match="ikke vedhæftet opgaven"):
        remove(row.id, task_id=task.id, revision=task.revision, draft={}, actor=walk.doer(task))


def test_an_answer_may_stand_in_a_file_alone_and_both_are_journalled(walk, anne, attach):
    attach(ACCOUNT, FIGURES)

    walk.answer(VEJLE, "")

    themes = [(entry.theme, entry.parties) for entry in walk.journal if entry.direction == "in"]
    assert themes == [("Svar: Oplysninger om belægning", "Vejle Kommune"), ("2 bilag til svaret", "Vejle Kommune")]


def test_nothing_is_attached_or_removed_when_the_task_has_been_done(walk, anne, attach):
    revision = attach(ACCOUNT)
    task = walk.task_of("task_answer_request", VEJLE)
    (row,) = attachments_of(walk.case_id, anne)
    walk.answer(VEJLE, "")

    with pytest.raises(TaskNotOpen):
        add(task.id, revision=revision, files=[FIGURES], draft={}, actor=anne)
    with pytest.raises(TaskNotOpen):
        remove(row.id, task_id=task.id, revision=revision, draft={}, actor=anne)

    assert [one.name for one in attachments_of(walk.case_id, anne)] == ["Regnskab 2025.pdf"]


def test_two_who_attach_at_the_same_time_do_not_undo_each_other(walk, anne, attach):
    attach(ACCOUNT)
    task = walk.task_of("task_answer_request", VEJLE)

    with pytest.raises(TaskNotOpen, match="ændret, siden du åbnede siden"):
        add(task.id, revision=task.revision - 1, files=[FIGURES], draft={}, actor=anne)


@pytest.mark.parametrize(("code", "role"), [(REGION, Role.CASEWORKER), (SECRETARIAT, Role.SECRETARIAT_OFFICER)])
def test_others_see_a_file_when_it_has_been_sent(walk, anne, attach, code, role):
    attach(ACCOUNT)
    other = someone(walk, code, role)
    (own,) = attachments_of(walk.case_id, anne)
    assert attachments_of(walk.case_id, other) == []
    with pytest.raises(NotFound):
        open_attachment(own.id, other)

    walk.answer(VEJLE, "")

    (row,) = attachments_of(walk.case_id, other)
    assert (row.organisation, row.task, row.given) == ("Vejle Kommune", "Besvar anmodningen", True)
    assert open_attachment(row.id, other).content == ACCOUNT.content


def test_another_who_was_asked_does_not_see_the_files(walk, anne, attach):
    attach(ACCOUNT)
    walk.answer(VEJLE, "")
    (row,) = attachments_of(walk.case_id, anne)
    odense = someone(walk, ODENSE, Role.DIRECTOR)

    assert attachments_of(walk.case_id, odense) == []
    with pytest.raises(NotFound, match="Filen findes ikke"):
        open_attachment(row.id, odense)


def test_a_file_of_a_task_that_fell_away_was_never_sent(walk, anne, attach, clock):
    attach(ACCOUNT)
    clock.forward(days=22)
    walk.fire()

    assert attachments_of(walk.case_id, someone(walk, REGION, Role.CASEWORKER)) == []
    assert [one.given for one in attachments_of(walk.case_id, anne)] == [False]


def test_an_organisation_attaches_to_its_own_tasks_only(walk, anne):
    task = walk.task_of("task_answer_request", ODENSE)

    with pytest.raises(NotFound):
        add(task.id, revision=task.revision, files=[ACCOUNT], draft={}, actor=anne)


def test_who_may_not_do_the_task_attaches_nothing(walk, anne):
    task = walk.task_of("task_answer_request", VEJLE)
    secretary = replace(anne, roles=frozenset({Role.COUNCIL_SECRETARY}))

    with pytest.raises(NotAllowed):
        add(task.id, revision=task.revision, files=[ACCOUNT], draft={}, actor=secretary)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (Upload("tom.pdf", b""), "»tom.pdf« er tom"),
        (Upload("stor.pdf", b"%PDF-" + b"0" * attachments.LARGEST), "højst fylde 20 MB"),
        (Upload("side.html", b"<p>"), "er af en type, der ikke kan vedhæftes"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_of_at_its_field(walk, attach, file, told):
    with pytest.raises(Refused, match=told) as refused:
        attach(ACCOUNT, file)

    assert refused.value.field == "file"
    assert attachments_of(walk.case_id, person("anne@vejle.example", VEJLE)) == []


def test_a_file_as_large_as_may_be_is_taken(walk, anne, attach):
    attach(Upload("stor.pdf", b"%PDF-".ljust(attachments.LARGEST, b"0")))

    assert [one.size for one in attachments_of(walk.case_id, anne)] == [attachments.LARGEST]


def test_a_task_has_no_more_files_than_somebody_reads(walk, anne, attach):
    attach(*(Upload(f"{number}.txt", str(number).encode()) for number in range(attachments.MOST)))

    with pytest.raises(Refused, match="højst vedhæftes 20 filer"):
        attach(FIGURES)


def test_a_task_that_takes_no_files_gets_none(seeded, monkeypatch):
    know(monkeypatch)
    walk = SharedWalk().hearing([VEJLE])
    task = walk.task("task_answer_hearing")

    with pytest.raises(Refused, match="kan ikke vedhæftes filer"):
        add(task.id, revision=task.revision, files=[ACCOUNT], draft={}, actor=walk.doer(task))

    assert show_task(task.id, walk.doer(task)).takes_files is False


def test_a_file_that_is_not_there_is_not_found(walk, anne):
    with pytest.raises(NotFound):
        open_attachment(uuid4(), anne)


def test_in_a_sealed_case_neither_name_nor_content_is_kept_in_clear(walk, anne, attach):
    seal(walk)
    attach(ACCOUNT)

    with reading() as session:
        (kept,) = session.scalars(select(Attachment).options(undefer(Attachment.content)))
    task = walk.task_of("task_answer_request", VEJLE)
    assert b"regnskab" not in kept.content
    assert "Regnskab" not in kept.name
    assert [one.name for one in show_task(task.id, anne).files] == ["Regnskab 2025.pdf"]


def test_names_and_contents_are_not_printed():
    assert "Regnskab" not in repr(ACCOUNT)
    assert "%PDF" not in repr(ACCOUNT)


def seal(walk) -> None:
    """Make the case one about a citizen, for whom Vejle acts."""
    with transaction() as session:
        case = session.scalars(select(Case).where(Case.id == walk.case_id)).one()
        case.sealed = True
        step = begin(session, case, now(), None)
        (vejle,) = [one for one in step.organisations(Party.REQUESTED) if one.code == VEJLE]
        step.involve(Party.ACTING_MUNICIPALITY, [vejle])
