"""The forms of a transfer's checklist: a point ticked, a date moved, a point added."""

from typing import Any

from wtforms import RadioField, StringField
from wtforms.validators import Length, ValidationError

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.fields import DateField, words
from workflows.services.takeover_checklists import OWNERS, ChecklistRow
from workflows.vocabulary import Party

STATES = {"open": "Mangler", "done": "Gjort", "skipped": "Ikke relevant"}


class ItemForm(Form):
    """One point of one's own."""

    state = RadioField("Status", choices=STATES, validate_choice=False)
    done_on = DateField("Gjort den", description="Fx 14-03-2026.")
    note = StringField("Bemærkning", [Length(max=2000)], description="Skal skrives, når punktet ikke er relevant.")
    due_on = DateField("Senest", [Filled("Skriv, hvornår punktet senest skal være gjort.")])

    @classmethod
    def of(cls, row: ChecklistRow) -> "ItemForm":
        """The point as it stands."""
        state = "skipped" if row.skipped else "done" if row.done_on else "open"
        return cls(data={"state": state, "done_on": row.done_on, "note": row.note, "due_on": row.due_on})

    def validate_done_on(self, field: DateField) -> None:
        """What is done was done on a day."""
        if self.state.data == "done" and field.data is None and not field.errors:
            raise ValidationError("Skriv, hvornår det er gjort.")

    def validate_note(self, field: StringField) -> None:
        """What is left out is left out for a reason."""
        if self.state.data == "skipped" and not (field.data or "").strip():
            raise ValidationError("Skriv, hvorfor punktet ikke er relevant.")

    def answers(self) -> dict[str, Any]:
        """The tick as the service takes it."""
        done = self.state.data == "done"
        kept = self.state.data in ("done", "skipped")
        return {"done_on": self.done_on.data if done else None, "note": (self.note.data or "") if kept else ""}


class NewItemForm(Form):
    """A point more."""

    label = StringField("Hvad skal gøres?", [Filled("Skriv, hvad der skal gøres."), Length(max=500)])
    owner = RadioField(
        "Hvem gør det?",
        [Filled("Vælg kommunen eller regionen.")],
        choices={key: text for key, text in words(Party).items() if key in OWNERS},
        validate_choice=False,
    )
    due_on = DateField("Senest", [Filled("Skriv, hvornår det senest skal være gjort.")])

    def answers(self) -> dict[str, Any]:
        """The point as the service takes it."""
        return {"label": self.label.data, "owner": Party(self.owner.data), "due_on": self.due_on.data}
