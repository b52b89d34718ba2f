"""A task beside the process: given, carried out, called off."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypedDict
from uuid import UUID

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.away import AsksWhenAway
from web.forms.base import Form
from web.forms.closing_parts import given
from web.forms.fields import DateField
from web.forms.task_form import LONG, TaskForm
from workflows.clock import today
from workflows.services.casework.addressees import Addressee
from workflows.services.casework.errands import LONGEST_TITLE
from workflows.services.people.standing_in import Away, in_short


class Asked(TypedDict):
    """What is asked for, as the service takes it."""

    title: str
    text: str
    organisation_id: UUID
    person_id: UUID | None
    due_on: date | None
    although_away: bool


class GiveErrandForm(AsksWhenAway):
    """What is to be done, by whom and by when."""

    title = StringField(
        "Hvad skal der gøres?",
        [Filled("Skriv kort, hvad opgaven er."), Length(max=LONGEST_TITLE)],
        description="Kort, fx: Send det seneste tilsynsbrev. Det står i opgavelisten og i sagens historik.",
    )
    text = TextAreaField("Nærmere beskrivelse", [LONG])
    to = SelectField(
        "Hvem skal gøre det?",
        [Filled("Vælg, hvem opgaven er til.")],
        validate_choice=False,
        description="En organisation, der deltager i sagen, eller en bestemt person dér.",
    )
    due_on = DateField("Frist", description="Kan udelades. Skriv datoen som 14-03-2026.")

    def __init__(self, to: Sequence[Addressee]) -> None:
        super().__init__()
        self.addressees = to
        self.to.choices = {"": "Vælg"} | {value: label for one in to for value, label in _choices(one)}

    def asked(self) -> Asked:
        """The answers as the service takes them."""
        organisation, _, person = (self.to.data or "").partition(":")
        return {
            "title": self.title.data,
            "text": self.text.data or "",
            "organisation_id": _id(organisation),
            "person_id": _id(person) if person else None,
            "due_on": self.due_on.data,
            "although_away": self.although_away.data,
        }

    def away_chosen(self) -> Iterator[Away]:
        """The absence of the person chosen, today or on the day it is due."""
        organisation, _, person = (self.to.data or "").partition(":")
        chosen = [one for one in self.addressees if str(one.organisation_id) == organisation]
        days = today(), self.due_on.data or today()
        yield from (away for one in chosen if person and (away := one.away_on(_id(person), *days)))


class CallOffErrandForm(Form):
    """Why a task beside the process falls away."""

    reason = TextAreaField("Hvorfor bortfalder opgaven?", [Filled("Skriv, hvorfor opgaven bortfalder."), LONG])


class ErrandForm(TaskForm):
    """That a task beside the process is done, with a note."""

    template = "errands/task.html"

    note = TextAreaField("Bemærkning", [LONG], description="Fx hvad der kom ud af det. Kan udelades.")

    @property
    def send(self) -> str:
        return "Meld opgaven udført"

    @property
    def sent(self) -> str:
        return "Opgaven er udført."

    def answers(self) -> dict[str, Any]:
        return given(note=self.note.data)


FORMS: dict[str, type[TaskForm]] = {"task_errand": ErrandForm}


def _choices(one: Addressee) -> Iterator[tuple[str, str]]:
    """An organisation, then its people."""
    yield str(one.organisation_id), one.name
    for person, name in one.people.items():
        away = f" – {in_short(one.away[person][0])}" if person in one.away else ""
        yield f"{one.organisation_id}:{person}", f"{one.name}: {name}{away}"


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
