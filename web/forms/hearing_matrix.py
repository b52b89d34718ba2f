"""Which of those who were asked are shown, in what order, and whom one reminds."""

from collections.abc import Mapping
from uuid import UUID

from wtforms import HiddenField, SelectField

from web.forms.admin import FilterForm
from workflows.services.hearings.matrix import Order, Shown


class MatrixFilter(FilterForm):
    """The answers stand in the address."""

    runde = HiddenField()
    vis = SelectField("Vis", choices={one.value: one.label for one in Shown})
    sorter = SelectField("Sortér efter", choices={one.value: one.label for one in Order})

    def offer(self, choices: Mapping[Shown, int]) -> None:
        """Let these be chosen from, each with how many it shows."""
        self.vis.choices = [(one.value, f"{one.label} ({count})") for one, count in choices.items()]

    @property
    def round_id(self) -> UUID | None:
        """The round asked for; none for the latest, and for what is no id."""
        try:
            return UUID(self.runde.data or "")
        except ValueError:
            return None

    @property
    def shown(self) -> Shown:
        """Which are shown; a word that is none gives all."""
        return next((one for one in Shown if one.value == self.vis.data), Shown.ALL)

    @property
    def order(self) -> Order:
        """The order; a word that is none gives that of the names."""
        return next((one for one in Order if one.value == self.sorter.data), Order.NAME)
