"""An absence: who stands in, where, from when to when."""

from collections.abc import Sequence
from uuid import UUID

from wtforms import RadioField, SelectField

from web.forms.admin import Filled, id_or_none
from web.forms.base import Form
from web.forms.fields import DateField
from workflows.clock import today
from workflows.services.people.absences import Period
from workflows.services.people.stand_ins import Candidate, Place
from workflows.services.people.standing_in import in_short

NOBODY = UUID(int=0)
"""The choice of nobody to stand in."""
_NOBODY = "ingen"


def _person_or_nobody(value: object) -> UUID | None:
    return NOBODY if value in (_NOBODY, NOBODY) else id_or_none(value)


class AbsenceForm(Form):
    """A period away with a stand-in."""

    first_day = DateField("Første dag væk", [Filled("Skriv den første dag.")], default=today)
    last_day = DateField("Sidste dag væk", [Filled("Skriv den sidste dag.")])
    organisation_id = SelectField("Hvor", coerce=id_or_none)
    stand_in_id = RadioField(
        "Stedfortræder",
        [Filled("Vælg en stedfortræder.")],
        coerce=_person_or_nobody,
        description="En kollega med en af de samme roller samme sted. En stedfortræder får ingen ny ret: det, kun en "
        "anden rolle må gøre, venter.",
    )

    def let_choose(self, places: Sequence[Place], candidates: Sequence[Candidate]) -> None:
        """Where the person works, and who can stand in."""
        everywhere = {"": "Alle organisationer"} if len(places) > 1 else {}
        self.organisation_id.choices = everywhere | {str(one.id): one.name for one in places}
        self.names = {one.id: one.name for one in candidates}
        nobody = "Ingen – opgaverne venter, og den, der giver en ny, får besked om fraværet"
        self.stand_in_id.choices = [*((str(one.id), _text(one)) for one in candidates), (_NOBODY, nobody)]
        if not candidates:
            self.stand_in_id.description = (
                "Ingen andre har en af rollerne samme sted. Sekretariatet kan give en kollega en rolle."
            )

    @property
    def stand_in(self) -> str | None:
        """The name of the one chosen to stand in, when one is."""
        return self.names.get(self.stand_in_id.data)

    def period(self) -> Period:
        """The answers as the service takes them."""
        chosen = self.stand_in_id.data
        stand_in_id = None if chosen == NOBODY else chosen
        return Period(stand_in_id, self.organisation_id.data, self.first_day.data, self.last_day.data)


def _text(one: Candidate) -> str:
    missing = f" – har ikke: {', '.join(one.not_covered)}" if one.not_covered else ""
    return one.name + "".join(f" – {in_short(away)}" for away in one.away) + missing
