"""The minutes: who of the members was there, who else, and what else is to be said."""

from typing import Any
from uuid import UUID

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from web.forms.base import Form
from web.forms.fields import words
from workflows.services.meetings.attending import Attendance, Attending, MinutesBegun, Seat

LONG = Length(max=20_000)
OTHERS = "Én på hver linje, fx gæster og sekretariatet."
ALL = "Én på hver linje."


class MinutesForm(Form):
    """The base of the form; two fields are added for each member with a seat."""

    others = TextAreaField("Andre til stede", [LONG], description=OTHERS)
    remarks = TextAreaField("Bemærkninger", [LONG])
    seats: list[Seat]

    def rows(self) -> list[tuple[Seat, SelectField, StringField]]:
        """Each member with its two fields."""
        return [
            (one, self[f"attendance_{one.organisation_id}"], self[f"person_{one.organisation_id}"])
            for one in self.seats
        ]

    def attending(self) -> dict[UUID, Attending]:
        """What is told of the members, those left out of which nothing is."""
        return {
            seat.organisation_id: Attending(Attendance(attendance.data), (person.data or "").strip())
            for seat, attendance, person in self.rows()
            if attendance.data
        }

    def let_all_be_present(self) -> None:
        """Let every member of whom nothing is chosen be there."""
        for _, attendance, _ in self.rows():
            attendance.data = attendance.data or Attendance.PRESENT.value


def minutes_form(begun: MinutesBegun) -> MinutesForm:
    """The form for the members at hand, with what the latest minutes say."""
    fields: dict[str, Any] = {}
    start: dict[str, Any] = {"others": "\n".join(begun.others), "remarks": begun.remarks}
    for seat in begun.seats:
        attendance, person = f"attendance_{seat.organisation_id}", f"person_{seat.organisation_id}"
        fields[attendance] = SelectField(
            f"Fremmøde: {seat.name}", [_chosen], choices=words(Attendance, empty="Ikke noteret")
        )
        fields[person] = StringField(f"Ved hvem: {seat.name}", [Length(max=300)])
        start |= {attendance: seat.attendance.value if seat.attendance else "", person: seat.person}
    form: MinutesForm = type("SeatsMinutesForm", (MinutesForm,), fields)(data=start)
    form.seats = begun.seats
    if not begun.seats:
        form.others.label.text, form.others.description = "Til stede", ALL
    return form


def _chosen(form: MinutesForm, attendance: SelectField) -> None:
    """A name belongs to somebody who was there or was not: without it the name would be thrown away."""
    person = form[attendance.name.replace("attendance_", "person_")]
    if not attendance.data and (person.data or "").strip():
        raise ValidationError("Vælg, om medlemmet var til stede.")
