"""Giving something to somebody who is away: every form that does so says it and asks once more, in the same words."""

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from web.forms.base import Form
from workflows.services.people.standing_in import Away, away_in_words


class AsksWhenAway(Form):
    """A form by which something is given to people; shown with `away_asked` of components/giving.html."""

    although_away = BooleanField("Giv den alligevel")
    asked_about = HiddenField()
    """The warning that stood above the box as it was ticked: ticking it says nothing of somebody chosen afterwards."""

    def away_chosen(self) -> Iterable[Away]:
        """The absences that concern what is given to those chosen."""
        raise NotImplementedError

    @property
    def warning(self) -> str | None:
        """Who of those chosen is away, how long, and who stands in."""
        return " ".join(dict.fromkeys(away_in_words(one) for one in self.away_chosen())) or None

    def validate_although_away(self, field: BooleanField) -> None:
        """Ask once more when one of those chosen is away."""
        if self.warning and not (field.data and self.asked_about.data == self.warning):
            field.data = False
            raise ValidationError(f"{self.warning} Sæt kryds, hvis opgaven skal gives alligevel.")
