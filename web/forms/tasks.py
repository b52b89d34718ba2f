"""The forms that every task has, whatever it asks."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from wtforms import TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.away import AsksWhenAway
from web.forms.task_form import choice
from workflows.services.casework.handing_over import Colleague, ToGive
from workflows.services.casework.taskpage import TaskPage
from workflows.services.people.standing_in import Away, in_short


class GivingForm(AsksWhenAway):
    """To whom tasks are given, and why."""

    to_person_id = choice("Kollega", {}, ask="Vælg en kollega.")
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

    def away_chosen(self) -> Iterator[Away]:
        """The absence of the one chosen."""
        yield from (away for one, away in self.away.items() if one == self.to_person_id.data)

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
