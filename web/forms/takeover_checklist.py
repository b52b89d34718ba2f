"""The forms of a transfer's checklist: all one's own points, one of them ticked or moved, a point added."""

from typing import Any

from wtforms import FieldList, FormField, HiddenField, RadioField, StringField
from wtforms.validators import Length, ValidationError

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.closing_parts import SubForm
from web.forms.fields import DateField, words
from web.forms.takeover_task import TakeoverTask
from web.forms.task_form import iso
from workflows.services.takeover.takeover_checklists import OWNERS, ChecklistRow
from workflows.vocabulary import Party

CHOOSE_OWNER = "Vælg kommunen eller regionen."
STATES = {"open": "Mangler", "done": "Gjort", "skipped": "Ikke relevant"}


class Tick:
    """How a point stands: open, done on a day, or left out for a reason."""

    state = RadioField("Status", choices=STATES, validate_choice=False)
    done_on = DateField("Gjort den", description="Fx 14-03-2026.")
    note = StringField("Bemærkning", [Length(max=2000)], description="Skal skrives, når punktet ikke er relevant.")

    def validate_state(self, field: RadioField) -> None:
        """A point stands in one of the ways there are."""
        if field.data not in STATES:
            raise ValidationError("Vælg, hvordan det står til.")

    def validate_done_on(self, field: DateField) -> None:
        """What is done was done on a day."""
        if self.state.data == "done" and field.data is None and not field.errors:
            raise ValidationError("Skriv, hvornår det er gjort.")

    def validate_note(self, field: StringField) -> None:
        """What is left out is left out for a reason."""
        if self.state.data == "skipped" and not (field.data or "").strip():
            raise ValidationError("Skriv, hvorfor punktet ikke er relevant.")

    def ticked(self) -> dict[str, Any]:
        """The tick as the services take it: the day as a date."""
        kept = self.state.data in ("done", "skipped")
        return {
            "done_on": self.done_on.data if self.state.data == "done" else None,
            "note": (self.note.data or "").strip() if kept else "",
        }


def tick_of(row: Any) -> dict[str, Any]:
    """A point of the list, as its fields begin from it."""
    state = "skipped" if row.skipped else "done" if row.done_on else "open"
    return {"state": state, "done_on": row.done_on, "note": row.note}


class ItemPart(Tick, SubForm):
    """One point of the list."""

    id = HiddenField()


class ChecklistForm(TakeoverTask):
    """One's own points of the checklist of the transfer."""

    template = "takeover_tasks/checklist.html"

    items = FieldList(FormField(ItemPart))

    def start(self) -> dict[str, Any]:
        return {"items": [{"id": str(item.id), **tick_of(item)} for item in self.facts["items"]]}

    def parts(self) -> list[tuple[Any, Any]]:
        """Each point with its fields."""
        known = {str(item.id): item for item in self.facts["items"]}
        entries = [entry.form for entry in self.items]
        return [(known[one.id.data], one) for one in entries if one.id.data in known]

    @property
    def send(self) -> str:
        return "Alle punkter er afsluttet"

    @property
    def sent(self) -> str:
        return "Tjeklisten er afsluttet."

    def answers(self) -> dict[str, Any]:
        return {"items": [_item(part) for _, part in self.parts()]}


def _item(part: ItemPart) -> dict[str, Any]:
    ticked = part.ticked()
    return {"id": part.id.data, **ticked, "done_on": iso(ticked["done_on"])}


class ItemForm(Tick, Form):
    """One point of one's own."""

    due_on = DateField("Senest", [Filled("Skriv, hvornår punktet senest skal være gjort.")])

    @classmethod
    def of(cls, row: ChecklistRow) -> "ItemForm":
        """The point as it stands."""
        return cls(data={**tick_of(row), "due_on": row.due_on})


class NewItemForm(Form):
    """A point more."""

    label = StringField("Hvad skal gøres?", [Filled("Skriv, hvad der skal gøres."), Length(max=500)])
    owner = RadioField(
        "Hvem gør det?",
        [Filled(CHOOSE_OWNER)],
        choices={key: text for key, text in words(Party).items() if key in OWNERS},
        validate_choice=False,
    )
    due_on = DateField("Senest", [Filled("Skriv, hvornår det senest skal være gjort.")])

    def validate_owner(self, field: RadioField) -> None:
        """Only the two parties have points."""
        if field.data and field.data not in OWNERS:
            raise ValidationError(CHOOSE_OWNER)

    def answers(self) -> dict[str, Any]:
        """The point as the service takes it."""
        return {"label": self.label.data, "owner": Party(self.owner.data), "due_on": self.due_on.data}
