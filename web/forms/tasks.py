"""The forms that every task has, whatever it asks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length, ValidationError

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.task_form import choice
from workflows.services.casework.handing_over import Colleague, ToGive, away_in_words
from workflows.services.casework.taskpage import TaskPage
from workflows.services.people.standing_in import in_short


class GivingForm(Form):
    """To whom tasks are given, and why."""

    to_person_id = choice("Kollega", {}, ask="Vælg en kollega.")
    although_away = BooleanField("Giv den alligevel")
    reason = TextAreaField("Hvorfor?", [Filled("Skriv, hvorfor opgaven gives videre."), Length(max=2000)])

    def let_choose(self, colleagues: Sequence[Colleague], *, own_id: UUID) -> None:
        """Those to choose among; one who is away says so."""
        self.names = {str(one.id): f"{one.name} (mig selv)" if one.id == own_id else one.name for one in colleagues}
        self.away = {str(one.id): one.away for one in colleagues if one.away}
        self.to_person_id.choices = {one: self._text(one) for one in self.names}

    def _text(self, person_id: str) -> str:
        away = self.away.get(person_id)
        if away is None:
            return self.names[person_id]
        return f"{self.names[person_id]} – {in_short(away)}"

    @property
    def warning(self) -> str | None:
        """That the one chosen is away, how long, and who stands in."""
        away = self.away.get(self.to_person_id.data or "")
        return away_in_words(away) if away else None

    def validate_although_away(self, field: BooleanField) -> None:
        """Ask once more when the one chosen is away."""
        if self.warning and not field.data:
            raise ValidationError(f"{self.warning} Sæt kryds, hvis opgaven skal gives alligevel.")

    @property
    def colleague(self) -> str:
        """The name of the one chosen."""
        return self.names[self.to_person_id.data]

    def answers(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        chosen = self.to_person_id.data
        return {
            "to_person_id": UUID(chosen) if chosen in self.names else UUID(int=0),
            "reason": self.reason.data,
            "although_away": self.although_away.data,
        }


class HandOverForm(GivingForm):
    """One task, to be given to somebody who does not have it."""

    def __init__(self, colleagues: Sequence[Colleague], page: TaskPage, *, own_id: UUID) -> None:
        super().__init__()
        self.let_choose([one for one in colleagues if one.id != page.assignee_id], own_id=own_id)


class GiveSeveralForm(GivingForm):
    """Several tasks, to be given to one colleague."""

    def __init__(self, colleagues: Sequence[Colleague], tasks: Sequence[ToGive], *, own_id: UUID) -> None:
        super().__init__()
        self.several = len(tasks)
        self.fitting = {str(one.id): one.tasks for one in colleagues}
        self.let_choose(colleagues, own_id=own_id)

    def _text(self, person_id: str) -> str:
        fitting = self.fitting[person_id]
        return super()._text(person_id) + ("" if fitting == self.several else f" – kan få {fitting} af {self.several}")
