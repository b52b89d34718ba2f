"""The page of a task: what, why and by when; done by others, handed over, kept as a draft."""

import pytest

from tests.closing_walk import AUDITOR, ClosingWalk, colleague, person
from tests.web.pages.task import TaskPage, act_as, answered, open_task
from workflows.services.casework.calling_off import call_off
from workflows.services.casework.handing_over import hand_over
from workflows.services.casework.tasks import complete_task
from workflows.vocabulary import Role

pytestmark = pytest.mark.usefixtures("seeded")

TODAY = "2-3-2026"


@pytest.fixture
def walk(seeded):
    """A closing of the offer of example 1, in its hearing."""
    return ClosingWalk().opened()


# --- what every task says


def test_a_task_says_what_to_do_why_and_by_when(browse, walk):
    page = open_task(browse, walk, "task_answer_hearing")

    assert page.page.heading == "Besvar høringen"
    assert "Svarer I ikke, fortsætter sagen uden jeres svar" in page.page.text
    assert "syddanmark-2025-2026, bilag 4, tabel 4.1" in page.beside
    assert "30. marts 2026" in page.due


def test_the_deadline_tells_how_it_was_computed(browse, walk):
    page = open_task(browse, walk.heard().decided(), "task_enter_provisional_account")

    assert "2. juni 2026" in page.due
    assert "Der regnes 3 måneder frem" in page.due


def test_only_papers_that_one_may_see_stand_beside_the_task(browse, walk):
    other = answered(ClosingWalk("Dagtilbuddet Broen").opened())

    member = open_task(browse, walk, "task_answer_hearing")
    body = open_task(browse, other, "task_conclude_hearing")

    assert ("Høringsbrev" in member.beside, "Høringsnotat" in member.beside) == (True, False)
    assert ("Høringsbrev" in body.beside, "Høringsnotat" in body.beside) == (False, True)


def test_a_paper_is_opened_from_the_task(browse, walk):
    page = open_task(browse, walk.work(), "task_answer_hearing")

    address = next(address for text, address in page.page.links().items() if text.startswith("Høringsbrev"))

    assert browse.client.get(address).mimetype == "application/pdf"


# --- done by others, handed over, kept as a draft


def test_the_second_to_answer_is_told_who_was_first_and_keeps_the_words(browse, walk):
    task = walk.open("task_answer_hearing")[0]
    page = open_task(browse, walk, "task_answer_hearing")
    complete_task(task.id, revision=task.revision, answers={"position": "no_objection"}, actor=walk.doer(task))

    after = page.complete(position="remarks", text="Mine egne ord.", status=409)

    assert "Opgaven er allerede udført" in after.page.messages[0]
    assert walk.doer(task).name in after.page.messages[0]
    assert "Mine egne ord." in after.page.text
    assert "Det er ikke sendt" in after.page.text


def test_a_task_that_fell_away_says_so(browse, clock, walk):
    task = walk.open("task_answer_hearing")[0]
    clock.forward(days=40)
    walk.work()
    act_as(browse, walk.doer(task))

    page = browse.get("tasks.show", task_id=task.id)

    assert "Opgaven er bortfaldet" in page.messages[0]


def test_what_was_typed_stays_when_the_case_is_called_off_meanwhile(browse, walk):
    page = open_task(browse, walk, "task_answer_hearing")
    call_off(walk.case_id, reason="Byrådet har fundet midlerne.", actor=walk.operator)

    after = page.complete(position="remarks", text="Mine egne ord.", status=409)

    assert "Sagen blev opgivet" in after.page.messages[0]
    assert "Mine egne ord." in after.page.text


def test_a_task_is_handed_to_a_colleague_who_is_then_the_only_one(browse, walk):
    page = open_task(browse, walk.heard(), "task_record_decision").page
    mikkel = person("sagsbehandler@vejle.example", "630")
    form = page.follow("Giv opgaven videre")

    without = form.send("Giv opgaven videre", status=422)
    after = without.send("Giv opgaven videre", to_person_id=str(mikkel.person_id), reason="Ferie i uge 11.")

    assert set(without.errors()) == {"to_person_id", "reason"}
    assert after.messages[0] == "Opgaven er givet til Mikkel Toftager."
    again = browse.open(page.path)
    assert "Opgaven står til Mikkel Toftager" in again.messages[0]
    assert not again.soup.select("form[data-task]")


def test_one_who_has_got_a_task_does_it(browse, walk):
    task = walk.heard().task("task_record_decision")
    mikkel = person("sagsbehandler@vejle.example", "630")
    hand_over(task.id, revision=task.revision, to_person_id=mikkel.person_id, reason="Ferie", actor=walk.doer(task))
    act_as(browse, mikkel)

    page = TaskPage(browse.get("tasks.show", task_id=task.id))

    assert "Beslutningen er registreret" in page.complete(outcome="continue", decided_on=TODAY).page.messages[0]


def test_a_task_is_not_handed_to_one_who_may_not_do_it(browse, walk):
    form = open_task(browse, walk.heard(), "task_record_decision").page.follow("Giv opgaven videre")
    ulla = person("oekonomi@vejle.example", "630")

    assert "Ulla Brinkholt" not in form.text
    refused = form.send("Giv opgaven videre", to_person_id=str(ulla.person_id), reason="Ferie", status=422)
    assert refused.errors() == {"to_person_id": "Vælg en kollega, der må udføre opgaven."}


def test_one_without_the_role_is_told_whose_it_is(browse, walk):
    task = walk.heard().task("task_record_decision")
    act_as(browse, person("oekonomi@vejle.example", "630"))

    page = browse.get("tasks.show", task_id=task.id)

    assert "byrådssekretær eller sagsbehandler" in page.messages[0]
    browse.post("tasks.complete", {"outcome": "close"}, task_id=task.id, status=409)


def test_the_task_of_another_organisation_is_not_found(browse, walk):
    task = walk.open("task_answer_hearing")[0]
    act_as(browse, colleague(walk.organisation(AUDITOR).id, {Role.AUDITOR}))

    browse.get("tasks.show", task_id=task.id, status=404)
    browse.post("tasks.save_draft", {"text": "x"}, task_id=task.id, status=404)
    browse.get("tasks.hand_over", task_id=task.id, status=404)


def test_a_draft_is_kept_and_shown_again(browse, walk):
    page = open_task(browse, walk, "task_answer_hearing")

    kept = page.keep(position="remarks", text="Foreløbige ord.")
    again = open_task(browse, walk, "task_answer_hearing")

    assert kept.page.messages[0] == "Kladden er gemt kl. 9.00."
    assert (again.value("position"), again.value("text")) == ("remarks", "Foreløbige ord.")
    assert again.complete().page.messages[0].startswith("Høringssvaret er sendt")


def test_a_draft_that_somebody_changed_meanwhile_is_not_overwritten_unseen(browse, walk):
    first = open_task(browse, walk.heard(), "task_record_decision")
    second = TaskPage(browse.open(first.page.path))
    first.keep(consequences_reason="Kollegaens ord.")

    page = second.complete(outcome="continue", decided_on=TODAY, status=422)

    assert "Opgaven er ændret, siden du åbnede siden" in page.page.messages[0]
    assert page.value("decided_on") == TODAY
    assert "Beslutningen er registreret" in page.complete().page.messages[0]
