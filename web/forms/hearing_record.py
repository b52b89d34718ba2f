"""Answers to a hearing that came by letter or at a meeting: one line for each member that is still silent."""

from typing import Any
from uuid import UUID

from wtforms import SelectField, StringField
from wtforms.validators import Length, ValidationError

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.fields import DateField
from workflows.clock import today
from workflows.services.casework.hearings import HearingPage, MemberRow

LONGEST_TEXT = 4000


class RecordForm(Form):
    """The base of the form; the lines are added for the members of the hearing at hand."""

    received_on = DateField(
        "Modtaget den",
        [Filled("Skriv, hvornår svarene kom.")],
        description="Er svarene kommet forskellige dage, så registrér dem hver for sig.",
    )
    members: list[MemberRow]

    def rows(self) -> list[tuple[MemberRow, SelectField, StringField]]:
        """Each member with its two fields."""
        return [
            (one, self[f"position_{one.organisation_id}"], self[f"text_{one.organisation_id}"]) for one in self.members
        ]

    def answers(self) -> dict[UUID, dict[str, Any]]:
        """The members for which an answer has been chosen."""
        return {
            one.organisation_id: {"position": position.data, "text": text.data or ""}
            for one, position, text in self.rows()
            if position.data
        }

    def put_error(self, name: str | None, text: str) -> None:
        """Show what is wrong with a member's answer at its text, anything else above the form."""
        super().put_error(f"text_{name.partition('.')[0]}" if name and "." in name else name, text)


def record_form(hearing: HearingPage) -> RecordForm:
    """The form for those of the members that can still answer."""
    silent = [one for one in hearing.members if one.open]
    choices = {"": "Intet svar endnu"} | {position.value: label for position, label in hearing.positions.items()}
    fields: dict[str, Any] = {}
    for one in silent:
        fields[f"position_{one.organisation_id}"] = SelectField(f"Svar fra {one.name}", [_chosen], choices=choices)
        fields[f"text_{one.organisation_id}"] = StringField(f"Bemærkninger fra {one.name}", [Length(max=LONGEST_TEXT)])
    form: RecordForm = type("MembersRecordForm", (RecordForm,), fields)(received_on=today())
    form.members = silent
    return form


def _chosen(form: Form, position: SelectField) -> None:
    """Remarks belong to an answer: without one they would be thrown away."""
    text = form[position.name.replace("position_", "text_")]
    if not position.data and (text.data or "").strip():
        raise ValidationError("Vælg, hvad medlemmet har svaret.")
