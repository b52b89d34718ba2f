"""What narrows the history of a case; the answers stand in the address."""

from typing import Any
from uuid import UUID

from wtforms import SelectField, StringField

from web.forms.admin import FilterForm
from web.forms.fields import DateField
from workflows.services.casework.history import HistoryPage, Wanted
from workflows.vocabulary import EventKind


class HistoryFilter(FilterForm):
    """Kind, organisation, period and words."""

    art = SelectField("Hændelse", choices={"": "Alle"}, validate_choice=False)
    organisation = SelectField("Organisation", choices={"": "Alle"}, validate_choice=False)
    siden = DateField("Fra og med")
    til = DateField("Til og med")
    ord = StringField("Ord i teksten")

    @property
    def wanted(self) -> Wanted:
        """What is asked for; an answer that can't be read narrows nothing."""
        return Wanted(
            kind=next((kind for kind in EventKind if kind.value == self.art.data), None),
            organisation_id=_id(self.organisation.data),
            first=self.siden.data,
            last=self.til.data,
            words=self.ord.data or "",
        )

    @property
    def address(self) -> dict[str, Any]:
        """The answers as they stand in the address."""
        return {field.name: field._value() if hasattr(field, "_value") else field.data for field in self if field.data}

    def choose_among(self, found: HistoryPage) -> None:
        """Offer the kinds and the organisations that the history has."""
        self.art.choices = {"": "Alle"} | {kind.value: kind.label for kind in found.kinds}
        self.organisation.choices = {"": "Alle"} | {str(one): name for one, name in found.organisations.items()}


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
