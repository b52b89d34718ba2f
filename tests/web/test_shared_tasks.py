"""The pages of what several processes share: a decision at a meeting, a request, a hearing of others."""

import pytest

from tests.factories import meeting
from tests.shared_walk import REGION, SharedWalk, know
from tests.web.pages.task import TaskPage, act_as
from workflows.clock import today
from workflows.vocabulary import CaseStatus

VEJLE, ODENSE, KKR = "630", "461", "kkr-syddanmark"
TODAY = "2-3-2026"


@pytest.fixture
def walk(seeded, monkeypatch):
    """A case of the tests' small process, not begun."""
    know(monkeypatch)
    return SharedWalk()


def open_page(browse, walk, element: str, code: str) -> TaskPage:
    task = walk.task_of(element, code)
    act_as(browse, walk.doer(task))
    return TaskPage(browse.get("tasks.show", task_id=task.id))


def send(browse, page: TaskPage, walk, **answers):
    """Send a form whose case page the small process does not have; gives what is told on the next page."""
    data = page.page._fields(page.page.soup.select_one("form[data-task]")) | answers
    sent = browse.client.post(page.page.soup.select_one("form[data-task]")["action"], data=data)
    assert sent.status_code == 303, sent.status_code
    return browse.get("inbox.index").messages


# --- a decision


def test_the_page_of_a_decision_tells_the_matter_who_decides_and_when_they_meet(browse, walk):
    walk.deciding([KKR])
    meeting(walk.organisation(KKR), today())

    page = open_page(browse, walk, "task_decide", KKR)

    assert page.page.heading == "Registrér beslutningen på mødet"
    assert "Skal opsigelsesvarslet være tre måneder?" in page.page.text
    assert "KKR Syddanmark" in page.page.text
    assert "2. marts 2026" in page.page.text
    assert page.sends == "Registrér beslutningen"
    assert "Kommunerne skal kende varslet. prøveaftalen, 4" in page.beside


def test_a_decision_is_registered(browse, walk):
    walk.deciding([VEJLE])
    page = open_page(browse, walk, "task_decide", VEJLE)

    told = send(browse, page, walk, meeting_on=TODAY, outcome="approved")

    assert told == ["Beslutningen er registreret: Varslet er godkendt."]
    assert walk.case.status is CaseStatus.CLOSED


def test_a_refusal_is_asked_for_its_words_and_keeps_what_was_chosen(browse, walk):
    walk.deciding([VEJLE])

    page = open_page(browse, walk, "task_decide", VEJLE).complete(meeting_on=TODAY, outcome="refused", status=422)

    assert page.errors() == {"text": "Skriv, hvad der er besluttet, og hvorfor."}
    assert page.value("outcome") == "refused"


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({}, {"meeting_on": "Skriv, hvornår mødet blev holdt.", "outcome": "Vælg, hvad der blev besluttet."}),
        (
            {"meeting_on": "3-3-2026", "outcome": "approved"},
            {"meeting_on": "Mødet har ikke været holdt endnu. Skriv datoen for mødet."},
        ),
        ({"meeting_on": TODAY, "outcome": "måske"}, {"outcome": "Værdien kan ikke bruges her."}),
    ],
)
def test_what_is_wrong_is_told_at_its_field(browse, walk, answers, errors):
    walk.deciding([VEJLE])

    page = open_page(browse, walk, "task_decide", VEJLE).complete(status=422, **answers)

    assert page.errors() == errors


def test_what_others_have_decided_and_what_came_before_is_shown(browse, walk):
    walk.deciding([VEJLE, REGION]).decide(VEJLE, "changes", text="Seks måneder.").decide(REGION, "approved")
    walk.decide(VEJLE, "approved")

    page = open_page(browse, walk, "task_decide", REGION).page

    assert [row[:3] for row in page.rows("Andres beslutning i samme sag")] == [
        ["Vejle Kommune", "2. marts 2026", "Varslet er godkendt"]
    ]
    assert [row[2:] for row in page.rows("Tidligere beslutninger")] == [
        ["Varslet er godkendt", "–"],
        ["Ændringer", "Seks måneder."],
    ]


# --- a request


def test_the_page_of_a_request_tells_what_is_asked_for_by_whom_and_by_when(browse, walk):
    walk.asking([VEJLE])

    page = open_page(browse, walk, "task_answer_request", VEJLE)

    for text in ("Oplysninger om belægning", "Region Syddanmark", "Belægning for 2024", "Belægning for 2025"):
        assert text in page.page.text
    assert "23. marts 2026" in page.due
    assert "Hvorfor skal det gøres?" not in page.beside


def test_a_request_is_answered_in_words(browse, walk):
    walk.asking([VEJLE])
    page = open_page(browse, walk, "task_answer_request", VEJLE)

    told = send(browse, page, walk, text="93 procent.")

    assert told == ["Svaret er sendt til Region Syddanmark."]
    assert [row.text for row in walk.answers] == ["93 procent."]


def test_an_answer_without_words_and_files_is_asked_for(browse, walk):
    walk.asking([VEJLE])

    page = open_page(browse, walk, "task_answer_request", VEJLE).complete(status=422)

    assert page.errors() == {"text": "Skriv jeres svar, eller vedhæft det som fil."}


# --- a hearing of others


def test_the_page_of_a_hearing_has_the_question_and_the_answers_of_its_process(browse, walk):
    walk.hearing([VEJLE, ODENSE])

    page = open_page(browse, walk, "task_answer_hearing", VEJLE)

    assert "Har I bemærkninger til et længere varsel?" in page.page.text
    assert "1. januar 2027" in page.page.text
    assert [label.get_text() for label in page.page.soup.select(".form-group-radio label")] == ["Enig", "Imod"]
    assert send(browse, page, walk, position="no_objection") == ["Høringssvaret er sendt til Region Syddanmark."]
