"""What the calendar shows; the answers stand in the address."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from uuid import UUID

from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired

from web.filters import maaned as month_in_words
from web.forms.admin import FilterForm
from web.forms.fields import DateField
from workflows.rules.calendar import add_months
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
    maaned = SelectField("Måned", choices=[], validate_choice=False)
    proces = SelectField(
        "Sager om", choices={"": "Alle processer"} | {process.value: process.label for process in Process}, default=""
    )
    slags = SelectField("Vis", choices={word: label for word, (label, _) in KINDS.items()}, default="")

    def let_choose_month(self, first: date, today: date) -> None:
        """Offer a year back and four ahead, so long that a takeover's dates are among them, and the month shown."""
        near = [add_months(today.replace(day=1), number) for number in range(-12, 49)]
        months = sorted({*near, first})
        self.maaned.choices = [(f"{month:%Y-%m}", month_in_words(month)) for month in months]
        self.maaned.data = f"{first:%Y-%m}"

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


class PlanForm(FilterForm):
    """A day that something is to be decided by, and at whose meeting; none chosen is all."""

    dag = DateField(
        "Hvornår skal det være besluttet?",
        validators=[InputRequired("Skriv den dag, beslutningen skal være truffet.")],
        description="Fx en frist i loven, 01-01-2028.",
    )
    hvem = SelectField("På hvis møde?", choices=[], default="", validate_choice=False)

    def let_choose_who(self, who: Iterable[tuple[UUID, str]]) -> None:
        """Offer all, and each of those who meet."""
        self.hvem.choices = [
            ("", "Alle, der holder møder"),
            *((str(one), name[:1].upper() + name[1:]) for one, name in who),
        ]

    @property
    def asked(self) -> bool:
        """Whether a day has been typed."""
        return self.dag.raw_data is not None and bool(self.dag.raw_data)

    @property
    def day(self) -> date:
        """The day typed, once the form is in order."""
        found = self.dag.data
        assert isinstance(found, date)
        return found

    @property
    def who(self) -> UUID | None:
        """The one chosen; none for all, and for what is no choice."""
        known = {value for value, *_ in self.hvem.iter_choices()}
        return UUID(self.hvem.data) if self.hvem.data and self.hvem.data in known else None
