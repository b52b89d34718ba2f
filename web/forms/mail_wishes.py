"""What one gets by mail: how often of each kind, when the digests come, and a pause."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField

from web.forms.base import Form
from web.forms.fields import DateField
from workflows.services.notices.wishes import Wishes
from workflows.vocabulary import MailFrequency, NoticeKind

WEEKDAYS = ("Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag")


class _WishesForm(Form):
    hour = SelectField("Klokkeslæt for samlede mails", coerce=int, choices={one: f"kl. {one}" for one in range(24)})
    weekday = SelectField("Dag for den ugentlige mail", coerce=int, choices=dict(enumerate(WEEKDAYS)))
    paused_to = DateField(
        "Hold pause til og med",
        description="Mens du er væk, bliver der ikke sendt mails. Bagefter får du én med det, du ikke har læst.",
    )

    def wishes(self, kinds: Iterable[NoticeKind]) -> Wishes:
        """What is chosen. The kinds are those that can come to the person."""
        often = {kind: MailFrequency(self[kind.value].data) for kind in kinds}
        return Wishes(often, self.hour.data, self.weekday.data, self.paused_to.data)

    def of_kinds(self, kinds: Iterable[NoticeKind]) -> list[Any]:
        """The fields of the kinds, in their order."""
        return [self[kind.value] for kind in kinds]


def wishes_form(wishes: Wishes) -> _WishesForm:
    """The form with a choice for each kind that can come to the person, as it is chosen now."""
    choices = {often.value: often.label for often in MailFrequency}
    fields = {kind.value: SelectField(kind.label, choices=choices) for kind in wishes.frequencies}
    form: type[_WishesForm] = type("WishesForm", (_WishesForm,), fields)
    chosen = {kind.value: often.value for kind, often in wishes.frequencies.items()}
    return form(data=chosen | {"hour": wishes.hour, "weekday": wishes.weekday, "paused_to": wishes.paused_to})
