"""The lists that can be drawn to Excel: how each is drawn, how many rows it has, and how its filter is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any, TypeAlias

from pydantic import TypeAdapter
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.session import reading
from workflows.access.actor import Actor
from workflows.access.grants import allows
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.services.casework.case_filters import CaseFilter
from workflows.services.casework.cases import asked_for
from workflows.services.casework.inbox import listed
from workflows.services.casework.task_filters import TaskFilter
from workflows.services.overview.dates import every_due
from workflows.services.overview.extracts import due_workbook
from workflows.services.overview.list_extracts import cases_workbook, tasks_workbook
from workflows.services.overview.scope import Scope
from workflows.services.papers.workbooks import Passing
from workflows.vocabulary import ListExtracted

Asked: TypeAlias = CaseFilter | TaskFilter | Scope


@dataclass(frozen=True)
class Drawing:
    """One list: `draw` makes its workbook and hands its rows through what follows them, `rows` selects them."""

    draw: Callable[[Actor, Any, Passing], IO[bytes]]
    rows: Callable[[Session, Actor, Any], list[Select[Any]]]
    permission: Permission | None = None


DRAWINGS: Mapping[ListExtracted, Drawing] = {
    ListExtracted.CASES: Drawing(cases_workbook, lambda session, actor, asked: [asked_for(session, actor, asked)]),
    ListExtracted.TASKS: Drawing(tasks_workbook, lambda session, actor, asked: [listed(session, asked, actor)]),
    ListExtracted.DUE: Drawing(
        lambda actor, scope, passing: due_workbook(actor, scope, today(), passing),
        lambda session, actor, scope: every_due(session, actor, scope, today()),
        Permission.OVERVIEW_SEE,
    ),
}
_FILTERS: Mapping[ListExtracted, TypeAdapter[Any]] = {
    ListExtracted.CASES: TypeAdapter(CaseFilter),
    ListExtracted.TASKS: TypeAdapter(TaskFilter),
    ListExtracted.DUE: TypeAdapter(Scope),
}


def kept(which: ListExtracted, asked: Asked) -> dict[str, Any]:
    """A filter as it is kept until its list is drawn."""
    return dict(_FILTERS[which].dump_python(asked, mode="json"))


def filter_of(which: ListExtracted, asked: Mapping[str, Any]) -> Any:
    """A filter that was kept."""
    return _FILTERS[which].validate_python(asked)


def may_draw(which: ListExtracted, actor: Actor) -> bool:
    """Whether the person's roles open the list at all; what stands in it is as ever what the organisation may see."""
    needed = DRAWINGS[which].permission
    return needed is None or allows(needed, actor=actor)


def count_rows(which: ListExtracted, asked: Asked, actor: Actor, *, most: int | None = None) -> int:
    """How many rows the list has; no more than `most` are counted of any part."""
    with reading() as session:
        parts = DRAWINGS[which].rows(session, actor, asked)
        return sum(_number(session, part.order_by(None).limit(most)) for part in parts)


def _number(session: Session, rows: Select[Any]) -> int:
    ids = rows.with_only_columns(rows.selected_columns[0], maintain_column_froms=True)
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0
