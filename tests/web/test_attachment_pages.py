"""Attaching files on the page of a task, without a script, and saving them again."""

from io import BytesIO
from uuid import uuid4

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.closing_walk import colleague, person
from tests.shared_walk import REGION, SharedWalk, know
from tests.web.pages.task import TaskPage, act_as
from workflows.services.papers.attachments import LARGEST, attachments_of
from workflows.vocabulary import Role

VEJLE, ODENSE = "630", "461"
PDF = b"%PDF-1.7\nregnskab"


@pytest.fixture
def walk(seeded, monkeypatch):
    """Vejle and Odense are asked by the region."""
    know(monkeypatch)
    return SharedWalk().asking([VEJLE, ODENSE])


@pytest.fixture
def anne(seeded):
    return person("anne@vejle.example", VEJLE)


@pytest.fixture
def page(browse, walk, anne):
    """The request on Vejle's screen."""
    act_as(browse, anne)
    return TaskPage(browse.get("tasks.show", task_id=walk.task_of("task_answer_request", VEJLE).id))


def file(content: bytes = PDF, name: str = "Regnskab 2025.pdf"):
    return BytesIO(content), name


def listed(page: TaskPage) -> list[str]:
    """Name and size of each file on the page of the task."""
    return [" ".join(row.get_text(" ").replace("\xa0", " ").split()) for row in page.page.soup.select("#bilag li")]


def test_a_file_is_attached_and_what_was_typed_is_kept(page):
    after = TaskPage(page.page.send("Vedhæft", text="Se bilaget.", file=file()))

    assert after.page.messages == ["Filerne er vedhæftet. Opgaven er ikke sendt endnu."]
    assert listed(after) == ["Regnskab 2025.pdf 1 kB Fjern Regnskab 2025.pdf"]
    assert after.value("text") == "Se bilaget."


def test_several_files_are_attached_at_once(page):
    after = TaskPage(page.page.send("Vedhæft", file=[file(), file(b"maaned;antal\n1;93", "tal.csv")]))

    assert [row.partition(" Fjern")[0] for row in listed(after)] == ["Regnskab 2025.pdf 1 kB", "tal.csv 1 kB"]


def test_a_file_is_removed_and_what_was_typed_is_kept(page):
    attached = TaskPage(page.page.send("Vedhæft", file=file()))

    after = TaskPage(attached.page.send("Fjern Regnskab 2025.pdf", text="Uden bilag."))

    assert after.page.messages == ["Filen er fjernet."]
    assert listed(after) == []
    assert after.value("text") == "Uden bilag."


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (file(b"", "tom.pdf"), "»tom.pdf« er tom: der er intet i den. Vælg en anden fil."),
        (
            file(b"MZ", "regnskab.pdf"),
            (
                "Indholdet af »regnskab.pdf« er tekst og ikke en PDF, som navnet siger. "
                "Åbn filen i det program, den er lavet i, og gem den derfra."
            ),
        ),
        (file(b"", ""), "Vælg den fil, der skal vedhæftes."),
    ],
    ids=["empty", "not what it says", "none"],
)
def test_a_file_that_cannot_be_taken_is_told_of_at_its_field_and_nothing_typed_is_lost(page, given, told):
    after = TaskPage(page.page.send("Vedhæft", text="Se bilaget.", file=given, status=422))

    assert after.errors() == {"file": told}
    assert after.value("text") == "Se bilaget."
    assert listed(after) == []


def test_a_file_that_is_chosen_but_not_attached_goes_with_the_answer(browse, page, walk, anne):
    form = page.page.soup.select_one("form[data-task]")
    data = page.page._fields(form) | {"text": "Se bilaget.", "file": file()}

    sent = browse.client.post(form["action"], data=data)

    assert sent.status_code == 303
    assert [(one.name, one.given) for one in attachments_of(walk.case_id, anne)] == [("Regnskab 2025.pdf", True)]


def test_a_chosen_file_is_kept_also_when_the_answer_cannot_be_taken(browse, walk):
    walk.deciding([VEJLE])
    task = walk.task_of("task_decide", VEJLE)
    act_as(browse, walk.doer(task))
    page = TaskPage(browse.get("tasks.show", task_id=task.id))

    after = page.complete(outcome="approved", file=file(), status=422)

    assert after.errors() == {"meeting_on": "Skriv, hvornår mødet blev holdt."}
    assert len(listed(after)) == 1


def test_a_draft_keeps_the_chosen_file_too(page):
    after = TaskPage(page.page.send("Gem kladde", text="Se bilaget.", file=file()))

    assert len(listed(after)) == 1
    assert after.value("text") == "Se bilaget."


def test_a_script_that_keeps_a_draft_sends_no_file_and_spoils_none(browse, page, walk):
    task = walk.task_of("task_answer_request", VEJLE)
    typed = {"text": "Se bilaget.", "file": "[object File]", "revision": task.revision}

    browse.post("tasks.save_draft", typed, task_id=task.id)

    assert walk.task_of("task_answer_request", VEJLE).draft == {"text": ["Se bilaget."]}


def test_a_file_is_saved_and_never_shown_by_the_browser(browse, page, walk, anne):
    page.page.send("Vedhæft", file=file(name="Årsregnskab 2025.pdf"))
    (row,) = attachments_of(walk.case_id, anne)

    answer = browse.client.get(browse.address("attachments.download", attachment_id=row.id))

    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''%C3%85rsregnskab%202025.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_others_get_a_file_when_it_has_been_sent_and_strangers_never(browse, page, walk, anne):
    page.page.send("Vedhæft", file=file())
    (row,) = attachments_of(walk.case_id, anne)
    region = colleague(walk.organisation(REGION).id, {Role.CASEWORKER})
    odense = colleague(walk.organisation(ODENSE).id, {Role.DIRECTOR})
    address = browse.address("attachments.download", attachment_id=row.id)

    def status(actor) -> int:
        act_as(browse, actor)
        return browse.client.get(address).status_code

    assert [status(actor) for actor in (anne, region, odense)] == [200, 404, 404]
    walk.answer(VEJLE, "Se bilaget.")
    assert [status(actor) for actor in (anne, region, odense)] == [200, 200, 404]


def test_a_task_of_others_takes_no_files_from_one(browse, page, walk):
    task = walk.task_of("task_answer_request", ODENSE)

    browse.post("attachments.add", {"file": file()}, task_id=task.id, status=404)
    browse.post("attachments.remove", {"attachment": str(uuid4())}, task_id=task.id, status=404)


def test_a_file_that_is_not_the_tasks_is_not_removed(browse, page, walk):
    task = walk.task_of("task_answer_request", VEJLE)

    sent = {"attachment": str(uuid4()), "revision": str(task.revision)}
    browse.post("attachments.remove", sent, task_id=task.id, status=404)
    browse.post("attachments.remove", sent | {"attachment": "nr. 1"}, task_id=task.id, status=400)


def test_a_file_that_is_too_large_is_told_of_at_its_field(browse, page):
    form = page.page.soup.select_one("form[data-task]")
    data = page.page._fields(form) | {"text": "Se bilaget.", "file": file(b"%PDF-".ljust(LARGEST + 1, b"0"))}

    answer = send_large(browse, "attachments.add", page, data)

    after = TaskPage(browse._shown(answer, 422))
    assert after.errors() == {
        "file": (
            "»Regnskab 2025.pdf« fylder 21 MB. En fil må højst fylde 20 MB: gem den i en mindre form, eller del den."
        )
    }
    assert after.value("text") == "Se bilaget."


def test_what_is_far_too_large_is_refused_and_what_was_typed_is_kept(browse, page):
    far = {"file": file(b"0" * (3 * LARGEST + 1))}
    elsewhere = {"text": "0" * (3 * 1024 * 1024)}

    typed = {"text": "Se bilaget."}
    refused = send_large(browse, "attachments.add", page, typed | far)

    assert refused.status_code == 413
    assert "Filerne er ikke modtaget" in refused.text
    assert "Se bilaget." in refused.text
    assert send_large(browse, "tasks.give", page, elsewhere).status_code == 413


def send_large(browse, endpoint: str, page: TaskPage, data):
    """Send a form to a view of the task with a body in memory: the client of the tests leaves large files open."""
    sent = {name: FileStorage(*value) if isinstance(value, tuple) else value for name, value in data.items()}
    boundary, body = encode_multipart(sent)
    task_id = page.page.path.rpartition("/")[2]
    kind = f"multipart/form-data; boundary={boundary}"
    ours = {"Origin": "http://localhost"}
    return browse.client.post(browse.address(endpoint, task_id=task_id), data=body, content_type=kind, headers=ours)


def test_a_task_that_takes_no_files_asks_for_none(browse, walk):
    walk.hearing([VEJLE])
    task = walk.task("task_answer_hearing")
    act_as(browse, walk.doer(task))

    page = TaskPage(browse.get("tasks.show", task_id=task.id))

    assert page.page.soup.select_one("#bilag") is None
    assert "file" not in page.fields


def test_files_sent_when_the_task_was_done_meanwhile_are_named_as_not_kept(page, walk, anne):
    walk.complete(walk.task_of("task_answer_request", VEJLE), {"text": "Intet vedlagt."}, anne)

    after = page.page.send("Send svaret", status=409, text="Vedlagt.", file=file())

    assert "Opgaven er allerede udført" in after.messages[0]
    assert "Du havde valgt Regnskab 2025.pdf." in after.messages[1]
    assert "Vedlagt." in after.text
