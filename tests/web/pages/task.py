"""The page of a task, as its users name what they see on it."""

from dataclasses import dataclass
from typing import Any

from db.models.person import Post
from tests.closing_walk import EXAMPLE_1, ClosingWalk, Figures, colleague
from tests.web.browse import Browse, Page
from workflows.access.actor import Actor
from workflows.services.casework.hearings import record_answers
from workflows.vocabulary import Party, Role


def act_as(browse: Browse, actor: Actor) -> None:
    """Be logged in as somebody of the demonstration, acting for an organisation."""
    browse.log_in(Post(person_id=actor.person_id, organisation_id=actor.organisation_id))


def open_task(browse: Browse, walk: ClosingWalk, element: str) -> "TaskPage":
    """The page of an open task of an element, as seen by somebody who may do it."""
    task = walk.open(element)[0]
    act_as(browse, walk.doer(task))
    return TaskPage(browse.get("tasks.show", task_id=task.id))


@dataclass
class TaskPage:
    """A task on the screen."""

    page: Page

    @property
    def sends(self) -> str:
        """The words on the one clear button."""
        return _words(self.page, ".task-actions .button-primary")

    @property
    def due(self) -> str:
        """By when, as the page says it."""
        return _words(self.page, ".task-due")

    @property
    def beside(self) -> str:
        """What stands beside the form: why, the papers, the rest of the case."""
        return _words(self.page, ".task-beside")

    @property
    def result(self) -> str:
        """What the account gives as it stands."""
        return _words(self.page, "#result-content")

    @property
    def warnings(self) -> str:
        """What is odd in the figures, above the tick that answers it."""
        return _words(self.page, "#advarsler")

    @property
    def draft(self) -> str:
        """What is said of the draft."""
        return _words(self.page, "#draft-status")

    @property
    def fields(self) -> set[str]:
        """The names of the fields that can be filled in."""
        found = self.page.soup.select("form[data-task] input, form[data-task] textarea, form[data-task] select")
        return {str(field["name"]) for field in found if field.get("type") != "hidden" and field.get("name")}

    def sum(self, name: str) -> str:
        """A sum below the lines, e.g. `costs_account`."""
        return _words(self.page, f"#sum-{name}")

    def value(self, name: str) -> str:
        """What a field holds."""
        return self.page.value(name)

    def errors(self) -> dict[str, str]:
        """What is wrong with each field."""
        return self.page.errors()

    def complete(self, *, status: int = 200, **answers: Any) -> "TaskPage":
        """Fill in, and press the button that sends."""
        return TaskPage(self.page.send(self.sends, status=status, **answers))

    def compute(self, *, status: int = 200, **answers: Any) -> "TaskPage":
        """Fill in, and press the button that computes."""
        return TaskPage(self.page.send("Beregn", status=status, **answers))

    def keep(self, **answers: Any) -> "TaskPage":
        """Fill in, and keep a draft."""
        return TaskPage(self.page.send("Gem kladde", **answers))


def _words(page: Page, selector: str) -> str:
    found = page.soup.select_one(selector)
    return "" if found is None else " ".join(found.get_text(" ").replace("\xa0", " ").split())


def typed_lines(figures: Figures) -> dict[str, str]:
    """The figures of an account as a person types them, with the result of earlier years in words."""
    typed = {}
    for line, (budget, spent) in figures.lines.items():
        typed[f"lines-{line}-budget"], typed[f"lines-{line}-account"] = _danish(budget), _danish(spent)
    carried = int(figures.carried_forward)
    return typed | {
        "months": str(figures.months),
        "carried_forward_offer-amount": _danish(str(abs(carried))),
        "carried_forward_offer-sign": "deficit" if carried < 0 else "surplus",
    }


def _danish(amount: str) -> str:
    return f"{int(amount):,}".replace(",", ".")


def answered(walk: ClosingWalk) -> ClosingWalk:
    """All members of the body have answered, and it has not concluded."""
    answers = {task.organisation_id: {"position": "no_objection"} for task in walk.open("task_answer_hearing")}
    record_answers(walk.case_id, answers, colleague(walk.party(Party.HEARING_BODY).id, {Role.BODY_SECRETARY}))
    return walk


def entering(browse: Browse, offer: str = "Bofællesskabet Åbrinken") -> tuple[ClosingWalk, TaskPage]:
    """The empty form of the provisional account of an offer."""
    walk = ClosingWalk(offer).opened().heard().decided()
    return walk, open_task(browse, walk, "task_enter_provisional_account")


EXAMPLE = typed_lines(EXAMPLE_1)
"""syddanmark-2025-2026, bilag 5, example 1, as it is typed."""
