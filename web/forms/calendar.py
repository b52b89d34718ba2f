"""What the calendar shows; the answers stand in the address."""

from enum import Enum

from wtforms import HiddenField, SelectField

from web.forms.admin import FilterForm
from workflows.services.calendar.types import DateKind
from workflows.vocabulary import Process


class View(Enum):
    """The ways to see the dates, by their word in the address."""

    MONTH = "maaned"
    LIST = "liste"
    OVERDUE = "overskredne"


KINDS = {
    "": ("Alt", tuple(DateKind)),
    "frister": ("Frister og opgaver", (DateKind.DEADLINE, DateKind.TASK)),
    "opgaver": ("Vores opgaver", (DateKind.TASK,)),
    "moeder": ("Møder", (DateKind.MEETING,)),
    "lukkedage": ("Lukkedage", (DateKind.CLOSED,)),
}
"""What can be shown, by its word in the address."""


class CalendarFilter(FilterForm):
    """The month, the view, and which dates."""

    visning = HiddenField()
    maaned = HiddenField()
    proces = SelectField(
        "Sager om", choices={"": "Alle processer"} | {process.value: process.label for process in Process}
    )
    slags = SelectField("Vis", choices={word: label for word, (label, _) in KINDS.items()})

    @property
    def view(self) -> View:
        """How the dates are shown; a word that is none gives the month."""
        return next((view for view in View if view.value == self.visning.data), View.MONTH)

    @property
    def about(self) -> Process | None:
        """The process of the cases; none for all."""
        return next((process for process in Process if process.value == self.proces.data), None)

    @property
    def kinds(self) -> tuple[DateKind, ...]:
        """The kinds of dates; a word that is none gives all."""
        return KINDS.get(self.slags.data or "", KINDS[""])[1]
