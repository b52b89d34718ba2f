"""Reads the rules of dates that stand in TOML: which agreement counts how, by which paragraph."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from workflows.errors import InputError
from workflows.rules.deadlines_arithmetic import ARITHMETIC, Circumstances, Counted
from workflows.rules.deadlines_text import listed
from workflows.vocabulary import AgreementId


@dataclass(frozen=True)
class Rule:
    """One way of counting that one or more agreements share."""

    id: str
    label: str
    text: str
    """The rule in a Danish clause without full stop."""
    sources: Mapping[str, str]
    """Agreement id → the paragraph that the rule rests on there."""
    event: str
    """What happened on the starting day; `{start}` and `{year}` are filled in."""
    result: str
    """What the date is; `{date}` is filled in."""
    note: str
    by: str
    """How it counts: a function of `deadlines_arithmetic`."""
    count: Callable[[date, Circumstances], Counted]

    @property
    def counts_from_term(self) -> bool:
        """Whether it is counted from the beginning of an election term."""
        return self.by == "year_of_term"

    @property
    def counts_working_days(self) -> bool:
        """Whether it counts working days, so that its clock can stand still."""
        return self.by == "working_days"


@dataclass(frozen=True)
class Dateless:
    """A rule of one or more agreements that states no date that can be computed."""

    id: str
    text: str
    sources: Mapping[str, str]
    note: str
    """Why no date can be computed, and what to do instead."""


@dataclass(frozen=True)
class Table:
    """The rules of one TOML file."""

    field: str
    """The input field that names a rule here: `rule` or `kind`."""
    noun: str
    rules: tuple[Rule, ...]
    dateless: tuple[Dateless, ...]
    notes: Mapping[str, str]
    """Agreement id → a sentence that belongs to every explanation under it."""
    silent: Mapping[str, str]
    """Agreement id → why it has no rule at all."""

    def find(self, agreement: str, rule_id: str) -> Rule:
        """The rule of an agreement. Raises InputError in words that name what there is instead."""
        if agreement not in list(AgreementId):
            known = listed(list(AgreementId), "eller")
            raise InputError([("agreement", f"Aftalen »{agreement}« findes ikke. Brug {known}.")])
        for rule in self.rules:
            if rule.id == rule_id and agreement in rule.sources:
                return rule
        raise InputError([(self.field, self._missing(agreement, rule_id))])

    def ids(self) -> list[str]:
        """The ids of all rules, each once, in alphabetical order."""
        return sorted({rule.id for rule in self.rules} | {rule.id for rule in self.dateless})

    def counts_from_term(self, rule_id: str) -> bool:
        """Whether a rule is counted from the beginning of an election term."""
        return any(rule.counts_from_term for rule in self.rules if rule.id == rule_id)

    def _missing(self, agreement: str, rule_id: str) -> str:
        for rule in self.dateless:
            if rule.id == rule_id and agreement in rule.sources:
                return f"{rule.text} ({rule.sources[agreement]}). {rule.note}"
        if rule_id not in self.ids():
            return f"{self.noun} »{rule_id}« findes ikke. Brug {listed(self.ids(), 'eller')}."
        if agreement in self.silent:
            return self.silent[agreement]
        here = sorted(rule.id for rule in self.rules if agreement in rule.sources)
        return f"{agreement} har ikke {self.noun.lower()} »{rule_id}«. Brug {listed(here, 'eller')}."


def read_table(path: Path, *, field: str, noun: str) -> Table:
    """The rules of a TOML file. Raises KeyError when a rule lacks a field or counts in an unknown way."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Table(
        field=field,
        noun=noun,
        rules=tuple(_rule(row, data["defaults"]) for row in data["rule"]),
        dateless=tuple(Dateless(**row) for row in data["dateless"]),
        notes=data.get("notes", {}),
        silent=data.get("silent", {}),
    )


def _rule(row: Mapping[str, Any], defaults: Mapping[str, str]) -> Rule:
    parameters = {**row["count"]}
    by = parameters.pop("by")
    return Rule(
        id=row["id"],
        label=row["label"],
        text=row["text"],
        sources=row["sources"],
        event=row.get("event", defaults["event"]),
        result=row.get("result", defaults["result"]),
        note=row.get("note", ""),
        by=by,
        count=partial(ARITHMETIC[by], **parameters),
    )
