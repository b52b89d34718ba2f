"""The overview's lists as Excel workbooks, as they are filtered; none holds the title of a case about a citizen."""

from collections.abc import Sequence
from datetime import date
from typing import IO

from db.session import reading
from workflows.access.actor import Actor
from workflows.documents.spreadsheet import Column, Kind, Sheet, Value
from workflows.services.overview.dates import DEADLINE, DueRow, all_due
from workflows.services.overview.list_extracts import organisation_name
from workflows.services.overview.load import Load, load_in
from workflows.services.overview.scope import Scope
from workflows.services.overview.step_times import RuleTime, StepTime, times_in
from workflows.services.overview.unmet import UnmetRow, unmet_in
from workflows.services.papers.workbooks import Passing, as_they_come, workbook

CASE = (Column("Sagsnummer", width=13), Column("Sag", width=44), Column("Slags sag", width=32))
DUE = (
    Column("Frist", Kind.DATE, 12),
    Column("Dage overskredet", Kind.NUMBER, 11),
    Column("Hvad", width=40),
    Column("Slags", width=9),
    Column("Hos", width=34),
    *CASE,
    Column("Aftale", width=32),
)
UNMET = (
    Column("Dato", Kind.DATE, 12),
    Column("Hvad", width=40),
    Column("Hvem beslutter", width=40),
    *CASE,
    Column("Hvorfor den ikke kan nås", width=90),
)
LOAD = (
    Column("Åbne opgaver", Kind.NUMBER, 10),
    Column("Overskredne", Kind.NUMBER, 12),
    Column("Inden for 7 dage", Kind.NUMBER, 10),
    Column("Uden frist", Kind.NUMBER, 10),
    Column("Sager", Kind.NUMBER, 10),
)
TIMES = (
    Column("Slags sag", width=32),
    Column("Aftale", width=32),
    Column("Trin", width=40),
    Column("Udført", Kind.NUMBER, 10),
    Column("Median, dage", Kind.DAYS, 10),
    Column("90-percentil, dage", Kind.NUMBER, 11),
    Column("Med frist", Kind.NUMBER, 10),
    Column("I tide, %", Kind.NUMBER, 10),
)
RULES = (
    Column("Slags sag", width=32),
    Column("Aftale", width=32),
    Column("Frist", width=36),
    Column("Kilde", width=34),
    Column("Opfyldt", Kind.NUMBER, 10),
    Column("Fristen giver, dage", Kind.DAYS, 11),
    Column("Median, dage", Kind.DAYS, 10),
    Column("90-percentil, dage", Kind.NUMBER, 11),
    Column("Overskredet og ikke opfyldt", Kind.NUMBER, 13),
    Column("I tide, %", Kind.NUMBER, 10),
)


def due_workbook(actor: Actor, scope: Scope, today: date, passing: Passing = as_they_come) -> IO[bytes]:
    """What is late and near, and the dates that no meeting comes in time for."""
    with reading() as session:
        rows = passing(_due(row, today) for row in all_due(session, actor, scope, today))
        late = Sheet("Frister", DUE, rows)
        unmet = Sheet("Kan ikke nås", UNMET, [_unmet(row) for row in unmet_in(session, actor, scope, today)])
        asked = [*_asked(actor, scope), ("Frem til", f"{scope.horizon} dage fra i dag")]
        return workbook(actor, "Frister", [late, unmet], asked)


def load_workbook(actor: Actor, scope: Scope, today: date) -> IO[bytes]:
    """The open tasks of each organisation, and of each person in one's own."""
    with reading() as session:
        load = load_in(session, actor, scope, today)
    whose = (Column("Organisation", width=40), Column("Slags", width=22), *LOAD)
    organisations = Sheet(
        "Organisationer", whose, [(one.name, _kind(one), *_numbers(one)) for one in load.organisations]
    )
    persons = [(one.name, *_numbers(one)) for one in load.persons]
    own = Sheet("Personer", (Column("Person", width=40), *LOAD), persons)
    return workbook(actor, "Belastning", [organisations, own], _asked(actor, scope))


def times_workbook(actor: Actor, scope: Scope, today: date) -> IO[bytes]:
    """How long each step took, and how each deadline was kept."""
    with reading() as session:
        times = times_in(session, actor, scope, today)
    sheets = [
        Sheet("Trin", TIMES, [_step(one) for one in times.steps]),
        Sheet("Frister", RULES, [_rule(one) for one in times.rules]),
    ]
    asked = [*_asked(actor, scope), ("Fra og med", scope.first), ("Til og med", scope.last)]
    return workbook(actor, "Tid pr. trin", sheets, asked)


def _asked(actor: Actor, scope: Scope) -> list[tuple[str, Value]]:
    return [
        ("Slags sag", scope.process.label if scope.process else "Alle"),
        ("Aftale", scope.agreement.label if scope.agreement else "Alle"),
        ("Organisation", organisation_name(scope.organisation_id)),
        ("Sager", f"De sager, som {actor.organisation_name} har del i"),
    ]


def _due(row: DueRow, today: date) -> Sequence[Value]:
    late = row.days_late(today)
    kind = "Frist" if row.kind == DEADLINE else "Opgave"
    case = (row.case_number, row.case_title, row.process.label)
    return (
        row.due_on,
        late if late > 0 else None,
        row.label,
        kind,
        row.organisation or None,
        *case,
        row.agreement.label,
    )


def _unmet(row: UnmetRow) -> Sequence[Value]:
    return (row.due_on, row.label, row.who, row.case_number, row.case_title, row.process.label, row.warning)


def _numbers(one: Load) -> Sequence[Value]:
    return (one.open, one.late, one.near, one.undated, one.cases)


def _kind(one: Load) -> str | None:
    return one.kind.label if one.kind else None


def _step(one: StepTime) -> Sequence[Value]:
    days = one.days
    dated = None if days.number is None else one.dated
    told = (days.number, days.median, days.percentile_90, dated, one.in_time)
    return (one.process.label, one.agreement.label, one.label, *told)


def _rule(one: RuleTime) -> Sequence[Value]:
    days = one.days
    told = (days.number, one.allowed, days.median, days.percentile_90, one.open_late, one.in_time)
    return (one.process.label, one.agreement.label, one.label, one.source, *told)
