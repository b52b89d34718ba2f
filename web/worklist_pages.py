"""The page of the work list: its lists and views with their counts, its filter in words, where its links lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, current_visit
from web.filters import dato
from workflows.access.actor import Actor
from workflows.services.casework.handing_over import to_be_given
from workflows.services.casework.holding import Outcome
from workflows.services.casework.inbox import ours_listed
from workflows.services.casework.saved_views import View
from workflows.services.casework.task_filters import TaskFilter, TaskOrder, TaskScope
from workflows.services.casework.task_scopes import Tally, tallies, tally_of_mine
from workflows.vocabulary import Priority


@dataclass(frozen=True)
class Counted:
    """A list or a view to go to, how many tasks it has, and whether it is the one shown."""

    text: str
    address: str
    tally: Tally
    here: bool
    view_id: UUID | None = None


@dataclass(frozen=True)
class Chosen:
    """One thing that the list is narrowed by, and the address of the list without it."""

    text: str
    without: str


def address_of(asked: TaskFilter, **more: Any) -> str:
    """Where the work list shows what is asked for."""
    values: dict[str, Any] = asked.asked() | more
    return url_for("inbox.index", **values)


SORTS = {"Frist": (TaskOrder.DUE, TaskOrder.DUE_LAST), "Sag": (TaskOrder.CASE, TaskOrder.CASE_LAST)}
"""The headings by which the list is sorted: once, and once more the other way."""


def sorts_of(asked: TaskFilter) -> dict[str, tuple[str, str | None]]:
    """Where each heading that sorts leads, and how the rows stand by it now; see components/table.html."""
    found: dict[str, tuple[str, str | None]] = {}
    for column, (up, down) in SORTS.items():
        direction = {up: "ascending", down: "descending"}.get(asked.order)
        found[column] = address_of(replace(asked, order=down if asked.order is up else up)), direction
    return found


def lists_and_views(
    asked: TaskFilter, views: Sequence[View], actor: Actor
) -> tuple[list[Counted], list[Counted], Tally]:
    """The three lists and the person's own views, counted at once with what of the list shown is the organisation's."""
    lists = {TaskFilter(scope): _list_name(scope, actor) for scope in TaskScope}
    own_part = replace(asked, scope=TaskScope.OURS if asked.scope is TaskScope.ALL else asked.scope)
    *counts, ours = tallies(actor, [*lists, *(view.asked for view in views), own_part])
    g.tally_of_mine = counts[0]
    own = any(view.asked == asked for view in views)
    return (
        [
            Counted(text, address_of(one), count, one.scope is asked.scope and not own)
            for (one, text), count in zip(lists.items(), counts, strict=False)
        ],
        [
            Counted(view.name, address_of(view.asked), count, view.asked == asked, view.id)
            for view, count in zip(views, counts[len(lists) :], strict=True)
        ],
        ours,
    )


def _list_name(scope: TaskScope, actor: Actor) -> str:
    return actor.organisation_name if scope is TaskScope.OURS else scope.label


def tally_in_menu() -> Tally | None:
    """How many tasks are the person's own to do, asked once for each page."""
    visit = current_visit()
    if visit is None or visit.actor is None:
        return None
    if "tally_of_mine" not in g:
        g.tally_of_mine = tally_of_mine(visit.actor)
    found: Tally = g.tally_of_mine
    return found


def narrowed_by(asked: TaskFilter, organisations: Mapping[UUID, str]) -> list[Chosen]:
    """What the list is narrowed by, in words."""
    words: dict[str, str] = {}
    for name in ("due", "process", "agreement", "lane", "priority", "holder"):
        value = getattr(asked, name)
        if value is not None:
            words[name] = f"Prioritet: {value.label.lower()}" if name == "priority" else value.label
    if asked.municipality_id:
        words["municipality_id"] = organisations.get(asked.municipality_id, "Ukendt organisation")
    if asked.due_from:
        words["due_from"] = f"Frist fra {dato(asked.due_from)}"
    if asked.due_to:
        words["due_to"] = f"Frist til {dato(asked.due_to)}"
    return [Chosen(text, address_of(_without(asked, name))) for name, text in words.items()]


def _without(asked: TaskFilter, name: str) -> TaskFilter:
    nothing: dict[str, Any] = {name: None}
    return replace(asked, **nothing)


def back_to_list() -> str:
    """Where one came from: an absence or the work list as it was, as the form says, else the page of the one task."""
    absence_id = request.values.get(ABSENCE, "")
    if _is_id(absence_id):
        return url_for("absences.show", absence_id=absence_id)
    task_id = (request.view_args or {}).get("task_id")
    if task_id is not None and "liste" not in request.form:
        return url_for("tasks.show", task_id=task_id)
    return address_of(TaskFilter.read(request.values))


def told(outcomes: Sequence[Outcome], done: str) -> ResponseReturnValue:
    """What became of each task: a word when all went well, else a page that says it one by one."""
    back = back_to_list()
    if not outcomes and request.view_args:
        abort(404)
    refused = [one for one in outcomes if one.refusal]
    if not outcomes:
        flash("Sæt kryds ved de opgaver, det gælder.", "warning")
    elif not refused:
        flash(f"»{outcomes[0].label}« er {done}." if len(outcomes) == 1 else f"{len(outcomes)} opgaver er {done}.")
    if not refused:
        return redirect(back, 303)
    went_well = [one for one in outcomes if not one.refusal]
    return render_template("inbox/outcome.html", done=went_well, refused=refused, what=done, back=back)


def chosen_tasks() -> list[UUID]:
    """The tasks that are ticked or named in the address, all of the page or of the list; what is no id is left out."""
    if all_are_chosen():
        return ours_listed(current_actor(), TaskFilter.read(request.form), MOST)
    typed = request.form.getlist("opgave") + request.args.getlist("opgave")
    if request.form.get(WHICH) == "siden":
        typed = request.form.getlist("paa_siden")
    return [UUID(one) for one in dict.fromkeys(typed) if _is_id(one)][:MOST]


def holders_seen() -> dict[UUID, UUID | None]:
    """Who had each task as the page was shown, as its form says."""
    pairs = (one.partition(":") for one in request.form.getlist("havde"))
    return {UUID(task): UUID(person) if _is_id(person) else None for task, _, person in pairs if _is_id(task)}


ABSENCE = "fravaer"
"""The name by which a form says that one came from the tasks of an absence."""
WHICH = "hvilke"
"""The name by which the list says which of its tasks are meant: those ticked, all of the page, all of the list."""
MOST = 200
"""As many as are done something with at once."""


def all_are_chosen() -> bool:
    """Whether all tasks of the list are meant, those of its other pages too."""
    return request.form.get(WHICH) == "alle"


def confirming(what: str, priority: Priority | None = None) -> str:
    """The page that asks whether it is to be done with all tasks of the list, which it names; what: e.g. »tag«."""
    asked = TaskFilter.read(request.form)
    tasks = to_be_given(chosen_tasks(), current_actor())
    number = f"{len(tasks)} {'opgave' if len(tasks) == 1 else 'opgaver'}"
    what = what.format(number)
    return render_template(
        "inbox/confirm.html",
        tasks=tasks,
        asked=asked,
        what=what,
        question=f"{what[0].upper()}{what[1:]}?",
        priority=priority,
        back=back_to_list(),
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
