"""How a result came about: one step after another, each with its formula, its figures and its paragraph."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LABELS = {
    "year_result": "Årets resultat",
    "accumulated": "Akkumuleret resultat",
    "unit_basis": "Den økonomiske enheds basis",
    "own_share": "Egenfinansiering",
    "beyond_own_share": "Ud over egenfinansieringen",
    "within_own_share": "Bliver i den økonomiske enhed",
    "carried_on": "Videreført",
    "to_distribute": "Til fordeling",
    "key_party": "Partens andel af nøglen",
    "key_total": "Nøglen i alt",
    "percent": "Partens procent",
    "share": "Køberens beløb",
    "outside_buyer": "Køber uden for regionen",
    "operator_total": "Driftsherrens beløb i alt",
    "operator_distributed": "Driftsherrens del af fordelingen",
    "others_basis": "De øvrige tilbuds basis i alt",
    "post_regulation_elsewhere": "Efterregulering i et andet tilbud",
    "operator_bears": "Driftsherren bærer resultatet",
    "total_budget": "Budget i alt",
    "percent_of_budget": "Akkumuleret resultat i procent af budgettet",
    "follows": "Følger med tilbuddet",
    "tariff_before": "Takst pr. døgn før",
    "tariff_after": "Takst pr. døgn efter",
    "objective_part": "Kommunens objektive del",
    "guaranteed_places": "Garanterede pladser, som ingen bruger",
    "payment": "Kommunens betaling efter",
    "operator_rest": "Driftsherrens del efter",
    "note": "Bemærkning",
}
"""What a person reads for each step."""


@dataclass(frozen=True)
class TraceStep:
    """One step of a calculation.

    `inputs` holds the figures of `formula` under the words the formula uses, exact and unrounded, so
    that each step can be computed again by hand; `value` is rounded as the formula says, otherwise to
    two decimals; `source` is the paragraph the step rests on.
    """

    step: str
    formula: str
    inputs: Mapping[str, str]
    value: str
    source: str

    @property
    def label(self) -> str:
        """The step's name in Danish."""
        return LABELS[self.step]


@dataclass
class Trace:
    """The steps of one calculation while they are taken; `source` stands where a step names no other."""

    source: str
    steps: list[TraceStep] = field(default_factory=list)

    def add(self, step: str, formula: str, inputs: Mapping[str, str], value: str, *, source: str = "") -> None:
        """Write down a step."""
        self.steps.append(TraceStep(step, formula, dict(inputs), value, source or self.source))

    def note(self, text: str, *, source: str = "") -> None:
        """Write down what a reader must know and no figure shows."""
        self.add("note", text, {}, "", source=source)
