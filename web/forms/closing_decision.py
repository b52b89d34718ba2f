"""The forms of the decision: what is decided, how citizens move, the rule where none is at hand."""

from typing import Any

from wtforms import RadioField, TextAreaField
from wtforms.validators import ValidationError

from web.forms.admin import Filled
from web.forms.closing_parts import given
from web.forms.closing_task import ClosingTask
from web.forms.fields import DateField
from web.forms.rule import RuleFields
from web.forms.task_form import HELD_ON, LONG, YES_NO, choice, iso


class DecisionForm(ClosingTask):
    """What the operator's council has decided."""

    template = "closing_tasks/decision.html"
    why = ("hearing", "notice_deadline")

    outcome = choice(
        "Beslutning",
        {"close": "Tilbuddet lukker", "continue": "Tilbuddet fortsætter"},
        ask="Vælg, hvad der er besluttet.",
    )
    decided_on = DateField("Beslutningsdato", [Filled("Skriv, hvornår der blev besluttet.")], description=HELD_ON)
    last_day = DateField("Sidste dag i drift", description="Den sidste dag, hvor der bor eller kommer borgere.")
    consequences_for_others = RadioField(
        "Får lukningen økonomiske konsekvenser for andre end jer?", choices=YES_NO, validate_choice=False
    )
    consequences_reason = TextAreaField(
        "Hvorfor ikke?", [LONG], description="Skal skrives, hvis lukningen ikke får konsekvenser for andre."
    )

    def start(self) -> dict[str, Any]:
        expected = self.facts["closing"].consequences_for_others
        return {"consequences_for_others": None if expected is None else "yes" if expected else "no"}

    def validate_last_day(self, field: DateField) -> None:
        """An offer that closes has a last day."""
        if self.outcome.data == "close" and field.data is None and not field.errors:
            raise ValidationError("Skriv, hvilken dag tilbuddet er i drift sidste gang.")

    @property
    def asks_consequences(self) -> bool:
        """Whether the agreement lets the accounts depend on it."""
        return bool(self.facts["flow"].account_only_with_consequences.value)

    @property
    def send(self) -> str:
        return "Registrér beslutningen"

    @property
    def sent(self) -> str:
        if self.outcome.data == "continue":
            return "Beslutningen er registreret. Alle, der var orienteret, får besked om, at tilbuddet fortsætter."
        return "Beslutningen er registreret, og handlekommunerne er varslet om lukningen."

    def answers(self) -> dict[str, Any]:
        decided = given(outcome=self.outcome.data, decided_on=iso(self.decided_on.data))
        if self.outcome.data != "close":
            return decided
        decided |= given(last_day=iso(self.last_day.data))
        if self.asks_consequences and self.consequences_for_others.data:
            for_others = self.consequences_for_others.data == "yes"
            reason = "" if for_others else self.consequences_reason.data
            decided |= {"consequences_for_others": for_others, "consequences_reason": reason}
        return decided


class TransitionForm(ClosingTask):
    """How citizens move, planned with the buyer municipalities."""

    template = "closing_tasks/transition.html"
    why = ("transition_planning",)

    text = TextAreaField(
        "Plan for overgangen",
        [Filled("Skriv planen."), LONG],
        description="Hvem flytter hvorhen og hvornår, og hvad der er aftalt med hver brugerkommune.",
    )

    @property
    def send(self) -> str:
        return "Registrér planen"

    @property
    def sent(self) -> str:
        return "Planen for overgangen er registreret."

    def answers(self) -> dict[str, Any]:
        return given(text=self.text.data)


class RuleForm(RuleFields, ClosingTask):
    """Own share and key, set by the secretariat where the agreement's rule is not at hand."""

    template = "closing_tasks/rule.html"
    why = ("account_rounds",)

    @property
    def send(self) -> str:
        return "Fastsæt reglen"

    @property
    def sent(self) -> str:
        return f"Reglen er fastsat. {self.facts['operator'].name} kan nu indtaste regnskabet."
