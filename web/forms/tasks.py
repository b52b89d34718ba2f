"""The forms that every task has, whatever it asks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wtforms import TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.task_form import choice
from workflows.services.casework.taskpage import TaskPage
from workflows.services.casework.tasks import Colleague


class HandOverForm(Form):
    """To whom a task is given, and why."""

    to_person_id = choice("Kollega", {}, ask="Vælg en kollega.")
    reason = TextAreaField("Hvorfor?", [Filled("Skriv, hvorfor opgaven gives videre."), Length(max=2000)])

    def __init__(self, colleagues: Sequence[Colleague], page: TaskPage, *, own_id: UUID) -> None:
        super().__init__()
        others = [one for one in colleagues if one.id != page.assignee_id]
        self.names = {str(one.id): f"{one.name} (mig selv)" if one.id == own_id else one.name for one in others}
        self.to_person_id.choices = self.names

    @property
    def colleague(self) -> str:
        """The name of the one chosen."""
        return self.names[self.to_person_id.data]

    def answers(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        chosen = self.to_person_id.data
        return {"to_person_id": UUID(chosen) if chosen in self.names else UUID(int=0), "reason": self.reason.data}
