"""Seats in bodies, and meeting dates."""

from datetime import date

from wtforms import SelectField, StringField
from wtforms.validators import Length
from wtforms.widgets import TextArea

from web.forms.admin import Filled, id_or_none
from web.forms.base import Form
from web.forms.fields import DateField, TypedField
from web.forms.parsing import date_from
from workflows.clock import today
from workflows.rules.dates_text import typed_date


class DatesField(TypedField):
    """Several dates, one on each line; a list, or None."""

    widget = TextArea()

    def read(self, text: str) -> list[date]:
        """The dates in their order."""
        days = []
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                try:
                    days.append(_certain(line))
                except ValueError as bad_date:
                    raise ValueError(f"Linje {number}: {bad_date}") from bad_date
        return sorted(days)

    def write(self, value: list[date]) -> str:
        """The dates in figures, one on each line."""
        return "\n".join(typed_date(day) for day in value)


def _certain(line: str) -> date:
    """The date of a line, its year written in full: dates of meetings lie years ahead."""
    read = date_from(line, today())
    if not read.certain:
        raise ValueError("Skriv hele årstallet, fx 14-03-2027.")
    return read.day


class MemberForm(Form):
    """A seat in a body for a period."""

    organisation_id = SelectField("Kommune eller region", [Filled("Vælg et medlem.")], coerce=id_or_none)
    valid_from = DateField("Fra", [Filled("Skriv, fra hvilken dag pladsen gælder.")], default=today)
    valid_to = DateField("Til og med", description="Lad feltet stå tomt, når slutdagen ikke kendes.")


class EndMemberForm(Form):
    """The end of a seat."""

    last_day = DateField("Sidste dag", [Filled("Skriv pladsens sidste dag.")], default=today)


class MeetingsForm(Form):
    """Meeting dates to add."""

    days = DatesField(
        "Mødedatoer",
        [Filled("Skriv mindst én dato.")],
        description="Én dato på hver linje, fx 14-03-2027.",
        render_kw={"rows": 8},
    )
    place = StringField("Sted", [Length(max=200)])


class MeetingForm(Form):
    """The day and the place of one meeting."""

    held_on = DateField("Mødedato", [Filled("Skriv mødets dato.")])
    place = StringField("Sted", [Length(max=200)])
