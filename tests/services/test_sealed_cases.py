"""A case about a citizen keeps drafts, documents, files and failed answers sealed, and tells of it nowhere else."""

from hashlib import sha256

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import undefer

from db.models.attachment import Attachment
from db.models.case import Case, Task
from db.models.document import Document
from db.models.organisation import Organisation
from db.models.work import Incident, Job
from db.sealing import hold_master_keys
from db.session import reading, transaction
from tests import factories
from tests.sealed import ABOUT_HER, HEALTH, RAGNHILD, SealedCase, assert_nowhere, everything_kept, sealed_case, stepping
from tests.services.failures import secretariat
from workflows.access.actor import Actor
from workflows.clock import now
from workflows.documents.referral import Citizen as CitizenShown
from workflows.documents.referral import ReferralNotice
from workflows.errors import Refused
from workflows.processes import attaching
from workflows.processes.operations import ANSWERS
from workflows.processes.sealing import (
    document_data,
    kept_text,
)
from workflows.rules.cpr import masked
from workflows.services.casework.calling_off import call_off
from workflows.services.casework.handing_over import hand_over
from workflows.services.casework.taskpage import show_task
from workflows.services.casework.tasks import keep_draft
from workflows.services.papers import documents
from workflows.services.papers.attachments import Upload, add, open_attachment
from workflows.services.papers.documents import open_document
from workflows.services.papers.journals import add_entry
from workflows.services.papers.verifying import verify
from workflows.services.referral.looks import look
from workflows.services.running import jobs
from workflows.services.running.incidents import StepFailed, open_incidents
from workflows.services.running.retries import retry
from workflows.services.running.stepping import begin
from workflows.vocabulary import Direction, JobStatus, Role

DECISION = "task_record_decision"
TYPED = {"text": HEALTH, "name": RAGNHILD.name}


@pytest.fixture
def case(walk_to) -> SealedCase:
    return sealed_case(walk_to("heard"))


def issued(case: SealedCase, to: Actor | None = None) -> Document:
    """A document about her to the acting municipality, or to another, its bytes made by its own job."""
    with stepping(case) as step:
        receiver = step.session.get_one(Organisation, (to or case.municipality).organisation_id)
        shown = CitizenShown(RAGNHILD.name, masked(RAGNHILD.cpr), tuple(RAGNHILD.address.splitlines()))
        made = step.issue(
            lambda envelope: ReferralNotice(envelope, shown, "Udredning", (HEALTH,), ()),
            to=[receiver],
            issuer=receiver,
        )
    with transaction() as session:
        documents.render_document({"document_id": str(made.id)})(session)
    return kept(made)


def kept(document: Document) -> Document:
    with reading() as session:
        found = select(Document).where(Document.id == document.id)
        return session.scalars(found.options(undefer(Document.pdf), undefer(Document.data))).one()


# --- what every case keeps


def test_a_draft_is_sealed_and_shown_to_the_one_who_does_the_task(case):
    task = case.walk.task(DECISION)

    keep_draft(task.id, revision=task.revision, draft=TYPED, actor=case.municipality)

    assert list(case.walk.task(DECISION).draft) == ["sealed"]
    assert show_task(task.id, case.municipality).draft == TYPED


def test_a_document_is_sealed_rendered_opened_and_recognised(case):
    document = issued(case)
    look(case.id, what="Borgerens oplysninger", reason="Borgeren ringer", actor=case.municipality)

    opened = open_document(document.id, case.municipality)

    assert list(document.data) == ["sealed"]
    assert document.pdf is not None
    assert not document.pdf.startswith(b"%PDF")
    assert opened.pdf.startswith(b"%PDF")
    assert opened.data["citizen"]["name"] == RAGNHILD.name
    assert verify(opened.pdf).unchanged
    assert verify(opened.pdf).lines[-1] == "Dannet igen af de gemte data: samme bytes."
    with stepping(case) as step:
        assert document_data(step, document) == opened.data


def test_a_changed_document_is_told_without_its_words(case):
    document = issued(case)
    look(case.id, what="Borgerens oplysninger", reason="Borgeren ringer", actor=case.municipality)
    opened = open_document(document.id, case.municipality)
    other = dict(opened.data) | {"subject": "Noget andet"}

    changed = verify(documents.render("referral_notice", other))

    assert not changed.unchanged
    assert "Teksten er forskellig." in changed.lines
    assert not any(word.casefold() in " ".join(changed.lines).casefold() for word in ABOUT_HER)


def test_a_file_is_sealed_with_its_name_and_called_by_the_case_outside_its_task(case, monkeypatch):
    monkeypatch.setattr(attaching, "TAKES_FILES", attaching.TAKES_FILES)
    attaching.TAKES_FILES.add(DECISION)
    task = case.walk.task(DECISION)

    try:
        upload = Upload("Udredning Ragnhild Thorlund.txt", HEALTH.encode())
        add(task.id, revision=task.revision, files=[upload], draft={}, actor=case.municipality)
        again = case.walk.task(DECISION).revision
        add(task.id, revision=again, files=[upload], draft={}, actor=case.municipality)
        shown = show_task(task.id, case.municipality)
    finally:
        attaching.TAKES_FILES.discard(DECISION)

    with reading() as session:
        row = session.scalars(select(Attachment).options(undefer(Attachment.content))).one()
    assert HEALTH.encode() not in row.content
    assert row.sha256 != sha256(HEALTH.encode()).hexdigest()
    assert "Ragnhild" not in row.name
    assert [file.name for file in shown.files] == [upload.name]
    opened = open_attachment(row.id, case.municipality)
    assert (opened.name, opened.content) == ("2026-0001-bilag.txt", HEALTH.encode())


# --- errors


def quoting(_step, _task, answers):
    """A function that takes answers, and fails with them in its message."""
    raise ValueError(f"could not read {answers['text']} of {answers['name']}")


@pytest.fixture
def failed(case, monkeypatch):
    monkeypatch.setitem(ANSWERS, DECISION, quoting)
    with pytest.raises(StepFailed):
        case.walk.do(DECISION, TYPED)
    return case


def test_answers_kept_with_an_incident_are_sealed_and_the_error_quotes_none_of_them(failed):
    (incident,) = failed.walk.incidents

    assert list(incident.answers) == ["sealed"]
    assert "ValueError" in incident.error
    assert "test_sealed_cases.py" in incident.error
    assert_nowhere(*ABOUT_HER)


def test_the_secretariat_tries_again_with_answers_that_it_does_not_see(failed, monkeypatch):
    given = []
    monkeypatch.setitem(ANSWERS, DECISION, lambda step, task, answers: given.append(answers) or quoting(0, 0, answers))
    birgit = secretariat(failed.walk)

    (incident,) = open_incidents(birgit)
    with pytest.raises(StepFailed):
        retry(incident.id, birgit)

    assert given == [TYPED]
    assert not any(word.casefold() in repr(vars(incident)).casefold() for word in ABOUT_HER)


def test_without_the_master_key_an_incident_is_told_and_the_answers_are_not_kept_in_the_clear(case, monkeypatch):
    monkeypatch.setitem(ANSWERS, DECISION, quoting)
    hold_master_keys()

    with pytest.raises(StepFailed):
        case.walk.do(DECISION, TYPED)

    (incident,) = case.walk.incidents
    assert incident.answers is None


def test_a_job_that_fails_on_a_document_quotes_nothing_of_it(case, monkeypatch):
    document = issued(case)
    with transaction() as session:
        session.execute(update(Job).values(status=JobStatus.DONE).where(Job.key != f"render:{document.id}"))

    def jammed(payload):
        raise ValueError(HEALTH)

    monkeypatch.setitem(jobs.WORK, "render_document", jammed)
    taken = jobs.take()
    assert taken is not None
    assert jobs.work(taken) is False

    (job,) = [one for one in case.walk.jobs if one.key == f"render:{document.id}"]
    assert "ValueError" in job.error
    assert_nowhere(*ABOUT_HER)


# --- words that are read without a look


@pytest.mark.parametrize(
    "text", ["Brev fra Ragnhild  Wæver thorlund", "Om 070761-4285", "Cpr 0707614285.", "010190 1234"]
)
def test_the_journal_does_not_name_the_citizen(case, text):
    birgit = secretariat(case.walk)

    with pytest.raises(Refused, match="uden borgerens navn og CPR-nummer"):
        add_entry(
            case.id, direction=Direction.IN, theme=text, parties="Borgeren", entered_on=now().date(), actor=birgit
        )

    add_entry(case.id, direction=Direction.IN, theme="Brev", parties="Borgeren", entered_on=now().date(), actor=birgit)
    assert case.walk.journal[-1].theme == "Brev"


def test_giving_a_task_on_and_calling_a_case_off_do_not_name_her(case):
    task = case.walk.task(DECISION)
    other = factories.actor(case.walk.offer.operator, Role.CASEWORKER, person_row=factories.person("Bo Prøve"))

    with pytest.raises(Refused, match="uden borgerens navn"):
        hand_over(
            task.id,
            revision=task.revision,
            to_person_id=other.person_id,
            reason=f"{RAGNHILD.name} kender Bo",
            actor=case.municipality,
        )
    with pytest.raises(Refused, match="uden borgerens navn"):
        call_off(case.id, reason=f"{RAGNHILD.name} er flyttet", actor=case.municipality)


# --- nowhere in the clear


def test_a_dump_of_all_tables_and_the_log_tell_nothing_of_the_citizen(case, monkeypatch, capfd):
    task = case.walk.task(DECISION)
    keep_draft(task.id, revision=task.revision, draft=TYPED, actor=case.municipality)
    document = issued(case)
    look(case.id, what="Borgerens oplysninger", reason=f"{RAGNHILD.name} ringer", actor=case.municipality)
    open_document(document.id, case.municipality)
    show_task(task.id, case.municipality)
    monkeypatch.setitem(ANSWERS, DECISION, quoting)
    with pytest.raises(StepFailed):
        case.walk.do(DECISION, TYPED)

    assert_nowhere(*ABOUT_HER)
    written = "".join(capfd.readouterr())
    assert not any(word.casefold() in written.casefold() for word in ABOUT_HER)


def test_the_search_of_all_tables_finds_what_is_not_sealed(case):
    with transaction() as session:
        session.execute(update(Task).values(draft={"text": HEALTH}))
        session.execute(update(Incident).values(error="-"))
        session.get_one(Case, case.id).title = "Om Ragnhild"

    assert {("task", "draft"), ("case", "title")} <= {
        (table, column) for table, column, held in everything_kept() if "hjernehalvdel" in held or "Ragnhild" in held
    }
    with pytest.raises(AssertionError):
        assert_nowhere("ragnhild")


def test_a_case_about_no_citizen_keeps_all_in_the_clear(walk_to):
    walk = walk_to("heard")
    task = walk.task(DECISION)

    keep_draft(task.id, revision=task.revision, draft={"outcome": "close"}, actor=walk.operator)

    assert walk.task(DECISION).draft == {"outcome": "close"}
    with reading() as session:
        step = begin(session, session.get_one(Case, walk.case_id), now(), walk.operator)
        assert kept_text(step, "attachment.name", "kort.pdf") == "kort.pdf"
