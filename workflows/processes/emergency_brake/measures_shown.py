"""The measures of a report as documents and pages show them, with what each costs every municipality."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from workflows.documents.account import AmountChange
from workflows.documents.measures import HearingResult, Measure, MeasureEffect, Scenario
from workflows.processes.emergency_brake.facts import brake_of, measures, regime_of
from workflows.processes.emergency_brake.kept import Measure as Kept
from workflows.processes.emergency_brake.papers import day_of
from workflows.processes.step import Step


def shown_measures(step: Step) -> tuple[Measure, ...]:
    """The measures of the latest report, with what the agreement itself says for and against each."""
    return tuple(_shown(step, row) for row in measures(step))


def _shown(step: Step, row: Kept) -> Measure:
    tool = regime_of(step).tool(row.tool) if row.tool else None
    return Measure(
        name=row.name,
        description=row.description,
        toolbox=tool is not None,
        terms=row.terms,
        advantages=tool.advantages if tool else (),
        drawbacks=tool.drawbacks if tool else (),
        effect=shown_effect(row.request, row.effect) if row.effect else None,
    )


def together(step: Step) -> MeasureEffect | None:
    """What several measures cost together; none where only one changes what is paid."""
    report = brake_of(step).report
    return shown_effect(report["together_request"], report["together_effect"]) if report["together_effect"] else None


def shown_effect(request: Mapping[str, Any], effect: Mapping[str, Any]) -> MeasureEffect:
    """An effect as it was kept."""
    return MeasureEffect(
        assumptions=tuple(request["assumptions"]),
        changes=_changes(effect["today"]["changes"]),
        scenarios=tuple(Scenario(Decimal(one["occupancy"]), _changes(one["changes"])) for one in effect["scenarios"]),
        request=dict(request),
        result=dict(effect),
    )


def _changes(rows: Iterable[Mapping[str, Any]]) -> tuple[AmountChange, ...]:
    return tuple(
        AmountChange(
            label=row["party"],
            before=Decimal(row["before"]),
            after=Decimal(row["after"]),
            difference=Decimal(row["after"]) - Decimal(row["before"]),
            explanation="driftsherren" if row["operator"] else "",
        )
        for row in rows
    )


def shown_hearing(step: Step) -> HearingResult | None:
    """The hearing of the buyers in short, where one was held."""
    held = brake_of(step).hearing
    deadline = day_of(held.get("deadline"))
    if deadline is None:
        return None
    return HearingResult(
        deadline=deadline,
        asked=held["asked"],
        answered=held["answered"],
        text=held["text"],
    )


def no_hearing(step: Step) -> str:
    """Why the buyers were not heard, where a longer notice is proposed without it."""
    reason: str = brake_of(step).hearing.get("reason", "")
    return reason
