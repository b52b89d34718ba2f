"""The lists of cases and of tasks as Excel workbooks, as they are filtered; none has the title of a citizen's case."""

from collections.abc import Iterator, Sequence
from typing import IO
from uuid import UUID

from db.models.case import Case
from db.models.organisation import Organisation
from db.session import reading
from workflows.access.actor import Actor
from workflows.documents.spreadsheet import Column, Kind, Sheet, Value
from workflows.services.casework.case_filters import CaseFilter
from workflows.services.casework.cases import CaseRow, every_case
from workflows.services.casework.inbox import InboxRow, every_task
from workflows.services.casework.task_filters import TaskFilter
from workflows.services.overview.scope import shown_title
from workflows.services.papers.workbooks import Passing, as_they_come, workbook
from workflows.vocabulary import AgreementId

CASES = (
    Column("Sagsnummer", width=13),
    Column("Sag", width=46),
    Column("Slags sag", width=32),
    Column("Aftale", width=34),
    Column("Status", width=11),
    Column("Oprettet", Kind.DATE, 12),
    Column("Afsluttet", Kind.DATE, 12),
    Column("Her står den", width=70),
    Column("Jeres åbne opgaver", Kind.NUMBER, 12),
    Column("Jeres næste frist", Kind.DATE, 12),
)
TASKS = (
    Column("Frist", Kind.DATE, 12),
    Column("Opgave", width=42),
    Column("Prioritet", width=11),
    Column("Hos", width=34),
    Column("Person", width=26),
    Column("Fraværende til", Kind.DATE, 13),
    Column("Stedfortræder", width=26),
    Column("Sagsnummer", width=13),
    Column("Sag", width=46),
    Column("Slags sag", width=32),
    Column("Aftale", width=34),
)
EVERYTHING = "Alle"


def cases_workbook(actor: Actor, asked: CaseFilter, passing: Passing = as_they_come) -> IO[bytes]:
    """Every case of the list as it is filtered."""
    with reading() as session:
        rows = passing(_case(case, row) for case, row in every_case(session, actor, asked))
        sheet = Sheet("Sager", CASES, rows)
        return workbook(actor, "Sager", [sheet], _asked_of_cases(asked))


def tasks_workbook(actor: Actor, asked: TaskFilter, passing: Passing = as_they_come) -> IO[bytes]:
    """Every open task of the list as it is filtered, in its order."""
    with reading() as session:
        sheet = Sheet("Opgaver", TASKS, passing(_tasks(every_task(session, actor, asked))))
        return workbook(actor, "Opgaver", [sheet], _asked_of_tasks(asked))


def _case(case: Case, row: CaseRow) -> Sequence[Value]:
    about = (case.number, shown_title(case.title, case.sealed), row.process.label, row.agreement, row.status.label)
    return (*about, row.opened_on, case.ended_on, row.standing, row.waits_for_us, row.next_due)


def _tasks(rows: Iterator[tuple[InboxRow, Case]]) -> Iterator[Sequence[Value]]:
    for row, case in rows:
        held = (row.organisation, row.assignee, row.away_until, row.stand_in)
        about = (row.case_number, shown_title(case.title, case.sealed), row.process.label)
        agreement = AgreementId(case.agreement_id).label
        yield (row.due_on, row.label, row.priority.label, *held, *about, agreement)


def _asked_of_cases(asked: CaseFilter) -> list[tuple[str, Value]]:
    return [
        ("Status", ", ".join(one.label for one in asked.status)),
        ("Slags sag", asked.process.label if asked.process else EVERYTHING),
        ("Aftale", asked.agreement.label if asked.agreement else EVERYTHING),
        ("Kommune eller anden organisation", organisation_name(asked.organisation_id)),
        ("Frist", asked.due.label if asked.due else EVERYTHING),
    ]


def _asked_of_tasks(asked: TaskFilter) -> list[tuple[str, Value]]:
    words = {
        "Liste": asked.scope,
        "Slags sag": asked.process,
        "Aftale": asked.agreement,
        "Frist": asked.due,
        "Opgaven er for": asked.lane,
        "Prioritet": asked.priority,
        "Fordeling": asked.holder,
        "Sorteret efter": asked.order,
    }
    named: list[tuple[str, Value]] = [(name, word.label if word else EVERYTHING) for name, word in words.items()]
    days: list[tuple[str, Value]] = [("Frist fra", asked.due_from), ("Frist til og med", asked.due_to)]
    return [*named, ("Kommune eller region", organisation_name(asked.municipality_id)), *days]


def organisation_name(organisation_id: UUID | None) -> str:
    """The name of the organisation that a filter is set to; of none, that it is all of them."""
    if organisation_id is None:
        return EVERYTHING
    with reading() as session:
        found = session.get(Organisation, organisation_id)
        return found.name if found else "Ukendt"
