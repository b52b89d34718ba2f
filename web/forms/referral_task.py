"""What the forms of a referral's tasks share: what is asked for follows from what is answered."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from wtforms import Field, FieldList, RadioField

from web.carried import only_to_be_shown
from web.forms.closing_parts import given, plain
from web.forms.fields import AmountField, DateField
from web.forms.regime_task import RegimeTask
from web.forms.task_form import NOT_ANSWERS, iso
from workflows.vocabulary import Law

Depends = Mapping[str, Mapping[str, tuple[str, ...]]]
YES_NO_ANSWERS = {"yes": True, "no": False}
LAWS = {one.value: one.label[0].upper() + one.label[1:] for one in Law}
"""The laws as choices, where each begins a line."""


class ReferralTask(RegimeTask):
    """A task of a referral: above its fields stand the citizen, masked, and the clock."""

    about = "referral_tasks/about.html"
    depends: ClassVar[Depends] = {}
    """By question and answer: the fields that the answer asks for. One that no answer names is always asked for."""

    def asks(self, name: str) -> bool:
        """Whether a field is asked for by what is answered so far."""
        return all(
            name in by_answer.get(self[question].data or "", ())
            for question, by_answer in self.depends.items()
            if any(name in names for names in by_answer.values())
        )

    def validate(self, *more: Any) -> bool:
        """What nobody asks for any longer can't be wrong; the page does not show it."""
        if only_to_be_shown():
            return False
        super().validate(*more)
        for field in self:
            if not self.asks(field.name):
                field.errors = ()
        return not self.errors

    def answers(self) -> dict[str, Any]:
        """What is asked for and was typed, by the names that the service has for it."""
        paths = {field: path for path, field in self.aliases.items()}
        asked = [field for field in self if field.name not in NOT_ANSWERS and self.asks(field.name)]
        simple = [field for field in asked if not isinstance(field, FieldList)]
        return given(**{paths.get(field.name, field.name): _answer(field) for field in simple})


def _answer(field: Field) -> Any:
    if isinstance(field, DateField):
        return iso(field.data)
    if isinstance(field, AmountField):
        return plain(field.data)
    if isinstance(field, RadioField):
        return YES_NO_ANSWERS.get(field.data, field.data)
    return field.data


def asked_if_needed(label: str, choices: Mapping[str, str]) -> RadioField:
    """One choice of a few, which is asked for only in some cases; the service says when it is missing."""
    return RadioField(label, choices=dict(choices), validate_choice=False)


def day_of(text: str) -> date:
    """A day in a text that is kept of a citizen."""
    return date.fromisoformat(text)
