"""The form of the task force's report: what the mapping found, the measures, and what they cost."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import FieldList, FormField, RadioField, TextAreaField

from web.forms.brake_economy import EconomyTask, year_rows
from web.forms.brake_measures import (
    CALCULATIONS,
    SHARED,
    FinancePart,
    MeasurePart,
    finance_start,
    measure_start,
)
from web.forms.brake_task import yes
from web.forms.closing_parts import given
from web.forms.fields import DateField
from web.forms.rows import filled, rows_of
from web.forms.task_form import LONG, YES_NO, ComputingForm, iso
from workflows.access.actor import Actor
from workflows.rules.emergency_brake.toolbox import Calculation, Tool
from workflows.services.emergency_brake.emergency_brakes import preview_effect
from workflows.services.emergency_brake.shown import ShownEffect, show_effect

MEASURE = re.compile(r"measures\[(\d+)\]\.(\w+)(?:\[(\d+)\])?")


@dataclass(frozen=True)
class Effects:
    """What the measures cost as they stand: each that changes a payment, and several together."""

    each: list[ShownEffect]
    together: ShownEffect | None


class ReportForm(ComputingForm, EconomyTask):
    """The task force's report; what each measure costs every municipality is worked out while it is written."""

    template = "brake_tasks/report.html"
    result_panel = "brake_tasks/report_result.html"
    result_live = "brake_tasks/report_live.html"
    points = ("recommendation", "effect", "hearing")
    aliases = {"reasons": "motive"}

    situation = TextAreaField("Tilbuddets situation", [LONG])
    economy = TextAreaField("Tilbuddets økonomi", [LONG])
    alternatives = TextAreaField("Alternativer", [LONG])
    attention_points = FieldList(TextAreaField("Opmærksomhedspunkt", [LONG]))
    summary = TextAreaField("Sammenfatning", [LONG])
    available = RadioField(
        "Skal tilbuddet fremover være til rådighed i regionen?", choices=YES_NO, validate_choice=False
    )
    motive = TextAreaField("Begrundelse", [LONG])
    tools = FieldList(FormField(MeasurePart))
    others = rows_of(MeasurePart, "Andre tiltag", most=20)
    finance = FormField(FinancePart)
    knowledge = TextAreaField("Hvordan kan tilbuddets viden bevares?", [LONG])
    hearing = RadioField("Høres de kommuner, der bruger tilbuddet?", validate_choice=False)
    hearing_deadline = DateField("Svarfrist i høringen", description="Aftalen sætter ingen frist.")
    departure_reason = TextAreaField("Hvorfor høres de ikke?", [LONG])

    _sent: Sequence[Any] = ()
    """The measures in the order in which they were sent, so that a fault finds its fields."""

    # --- what it begins from

    def start(self) -> dict[str, Any]:
        """The report before, where there is one; else what is registered."""
        told, facts = self.facts["report"], self.facts
        earlier = [row.given for row in facts["measures"]]
        of_tool = {one["tool"]: one for one in earlier if one["tool"]}
        points = told.get("attention_points") or [""] * len(facts["attention_points"])
        texts_told = {name: told.get(name, "") for name in ("situation", "economy", "alternatives", "summary")}
        return {
            **texts_told,
            "attention_points": [*points, *[""] * (len(facts["attention_points"]) - len(points))],
            "available": {True: "yes", False: "no"}.get(told.get("available")),
            "motive": told.get("reasons", ""),
            "knowledge": told.get("knowledge", ""),
            "tools": [
                measure_start(tool.key, self._parties_of(tool.calculation), of_tool.get(tool.key))
                for tool in facts["toolbox"]
            ],
            "others": [measure_start("", list(self.parties), one) for one in earlier if not one["tool"]],
            "finance": finance_start(facts["finance"], told.get("finance")),
            "economy_rows": year_rows(facts["rows"]),
        }

    def prepare(self) -> None:
        recommended = self.facts["regime"].hearing.value
        depart = "Nej, taskforcen fraviger aftalens anbefaling" if recommended else "Nej"
        self.hearing.choices = [("hold", "Ja, hør dem først"), ("depart", depart)]
        for field, point in zip(self.attention_points, self.facts["attention_points"], strict=False):
            field.label.text = point
        for row in self.finance.form.usage:
            row.form.organisation_id.choices = {"": "Vælg"} | self.parties
        for _, part in self.toolbox():
            _name_shares(part, self.parties, part.calculated(self._tools))
        for entry in self.others:
            entry.form.calculation.choices = CALCULATIONS
            for one in list(self.parties)[len(entry.form.shares) :]:
                entry.form.shares.append_entry({"organisation_id": one})
            _name_shares(entry.form, self.parties, None)

    @property
    def parties(self) -> dict[str, str]:
        """All who can pay, by id: those who use the offer, and the municipalities of the region."""
        users = [(str(row.organisation_id), row.name) for row in self.facts["finance"].usage]
        known = {(str(one.id), one.name) for one in (*self.facts["key_parties"], *self.facts["buyers"])}
        operator = self.facts["operator"]
        return dict([(str(operator.id), operator.name), *users, *sorted(known, key=lambda one: one[1])])

    @property
    def _tools(self) -> dict[str, Tool]:
        return {tool.key: tool for tool in self.facts["toolbox"]}

    def _parties_of(self, calculation: Calculation | None) -> list[str]:
        return list(self.parties) if calculation in SHARED else []

    def toolbox(self) -> list[tuple[Tool, Any]]:
        """Each measure of the toolbox with its fields."""
        return [(self._tools[one.form.tool.data], one.form) for one in self.tools if one.form.tool.data in self._tools]

    def share_heading(self, tool: Tool) -> str | None:
        """What each municipality's own figure is, where a measure has one."""
        return SHARED[tool.calculation][2] if tool.calculation in SHARED else None

    # --- what is wrong

    def field_at(self, path: str) -> Any | None:
        """As in other forms; a measure is found as it was sent, and what concerns its list at the first figure."""
        found = MEASURE.match(path)
        if not found or int(found[1]) >= len(self._sent):
            return super().field_at(path)
        part, name = self._sent[int(found[1])], found[2]
        if name in {rows for rows, _, _ in SHARED.values()}:
            return part.filled_shares()[int(found[3])].number if found[3] else part.shares[0].form.number
        return part[name] if name in part and name not in ("tool", "calculation") else part.chosen

    # --- what it gives

    def compute(self, actor: Actor) -> Effects:
        """What the measures that change a payment cost every municipality."""
        self._sent = [part for part in self._chosen() if part.calculated(self._tools)]
        if not self._sent:
            return Effects([], None)
        named = {"description": "–", "name": "–"}
        measures: list[Mapping[str, Any]] = [named | part.answers(self._tools) for part in self._sent]
        finance = self.finance.form.answers()
        each, together = preview_effect(self.page.case_id, actor, finance=finance, measures=measures)
        effects = zip(self._sent, each, strict=True)
        return Effects(
            [show_effect(self._name(part), effect) for part, effect in effects if effect],
            show_effect("alle tiltag tilsammen", together) if together else None,
        )

    def _name(self, part: Any) -> str:
        return self._tools[part.tool.data].name if part.tool.data else part.name.data or "Andet tiltag"

    def _chosen(self) -> list[Any]:
        return [part for _, part in self.toolbox() if part.chosen.data] + list(filled(self.others))

    @property
    def send(self) -> str:
        return "Send rapport og indstilling"

    @property
    def sent(self) -> str:
        if self.hearing.data == "hold":
            return "Rapporten er skrevet. Høres brugerkommunerne, har de nu fået høringen."
        return "Rapporten og indstillingen er sendt videre."

    def answers(self) -> dict[str, Any]:
        self._sent = self._chosen()
        hold = self.hearing.data == "hold"
        paying = any(part.calculated(self._tools) for part in self._sent)
        years = self.economy_answers()
        return {
            **given(
                **{name: self[name].data for name in ("situation", "economy", "alternatives", "summary", "knowledge")},
                available=yes(self.available.data),
                reasons=self.motive.data,
                hearing=self.hearing.data,
                hearing_deadline=iso(self.hearing_deadline.data) if hold else None,
                departure_reason=None if hold else self.departure_reason.data,
            ),
            **({"finance": self.finance.form.answers()} if paying else {}),
            **({"economy_rows": years} if years else {}),
            "attention_points": [field.data or "" for field in self.attention_points],
            "measures": [part.answers(self._tools) for part in self._sent],
        }


def _name_shares(part: Any, parties: dict[str, str], calculation: Calculation | None) -> None:
    column = SHARED[calculation][2] if calculation in SHARED else "Tal"
    for entry in part.shares:
        name = parties.get(entry.form.organisation_id.data, "")
        entry.form.number.label.text = f"{name}, {column[:1].lower()}{column[1:]}"
