"""The secretariat's forms of a list of most specialised offers, its criteria, its task force and the meetings."""

from typing import Any
from uuid import UUID

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from web.forms.admin import Choices, Filled, id_or_none
from web.forms.admin_bodies import DatesField
from web.forms.base import Form
from web.forms.closing_parts import given
from web.forms.fields import CodeField, DateField, NumberField, words
from web.forms.judged import JudgedForm
from web.forms.task_form import iso
from workflows.clock import today
from workflows.services.emergency_brake.list_choices import person_by_email
from workflows.vocabulary import SpecialisedArea, TaskForceSeat

AREAS = {one.value: one.label for one in (SpecialisedArea.CHILDREN, SpecialisedArea.ADULTS)}
LONG = Length(max=5_000)


class EntryForm(JudgedForm):
    """An offer as it is put on the list."""

    name = StringField("Tilbuddets navn", [Filled("Skriv tilbuddets navn."), Length(max=200)])
    area = SelectField("Område", choices={"": "Ikke oplyst"} | AREAS, validate_choice=False)
    target_group = StringField("Målgruppe", [Length(max=300)])
    offer_id = SelectField(
        "Registreret tilbud",
        validate_choice=False,
        description="Et tilbud kan først indstilles, når det er knyttet til et, der er registreret.",
    )
    national_or_secured = BooleanField("Det er et lands- eller landsdelsdækkende tilbud eller en sikret afdeling")
    valid_from = DateField("På listen fra", [Filled("Skriv, fra hvilken dag tilbuddet står på listen.")], default=today)
    reason = TextAreaField("Begrundelse", [Filled("Skriv, hvorfor tilbuddet kommer på listen."), LONG])

    def answers(self) -> dict[str, Any]:
        """The row as the service takes it."""
        return given(
            name=self.name.data,
            area=self.area.data,
            target_group=self.target_group.data,
            offer_id=self.offer_id.data,
            national_or_secured=self.national_or_secured.data,
            valid_from=iso(self.valid_from.data),
            reason=self.reason.data,
        )


class EndEntryForm(Form):
    """The end of a row of the list."""

    last_day = DateField("Sidste dag på listen", [Filled("Skriv den sidste dag.")], default=today)
    reason = TextAreaField("Begrundelse", [Filled("Skriv, hvorfor tilbuddet går ud af listen."), LONG])


class LinkOfferForm(Form):
    """Which registered offer a name on the list stands for."""

    offer_id = SelectField("Registreret tilbud", [Filled("Vælg et tilbud.")], coerce=id_or_none)


class CriteriaForm(JudgedForm):
    """The wording of the criteria, from a day. `of` makes one with a field for each."""

    valid_from = DateField("Gælder fra", [Filled("Skriv, fra hvilken dag ordlyden gælder.")], default=today)

    @classmethod
    def of(cls, number: int, texts: list[str] | None = None, *, needed: bool) -> "CriteriaForm":
        """A form with so many criteria, worded as they are now; `needed` where there must be just as many."""
        checks = [Filled("Skriv kriteriets ordlyd."), LONG] if needed else [LONG]
        fields = {_name(one): TextAreaField(f"Kriterium {one}", checks) for one in range(1, number + 1)}
        made: type[CriteriaForm] = type("CriteriaOfList", (cls,), fields)
        return made(data={_name(one): text for one, text in enumerate(texts or [], start=1)} or None)

    def answers(self) -> dict[str, Any]:
        """The wording as the service takes it."""
        texts = [field.data or "" for field in self if field.name.startswith(_name(""))]
        return {**given(valid_from=iso(self.valid_from.data)), "texts": [text for text in texts if text.strip()]}


def _name(number: int | str) -> str:
    return f"criterion_{number}"


class YearMeetingsForm(Form):
    """The fixed meetings of a year."""

    year = NumberField("År", [Filled("Skriv året.")])
    days = DatesField(
        "Mødedatoer",
        [Filled("Skriv datoerne.")],
        description="Én dato på hver linje, fx 14-03-2027.",
        render_kw={"rows": 3},
    )

    def put_error(self, name: str | None, text: str) -> None:
        """Show what is wrong with one of the dates at the field that has them all."""
        super().put_error((name or "").partition("[")[0] or name, text)


class MemberForm(JudgedForm):
    """A person's seat in the task force."""

    body_id = SelectField("Organ", [Filled("Vælg det organ, der afdækker.")], coerce=id_or_none)
    person_id = CodeField(
        "Medlemmets e-mail",
        [Filled("Skriv medlemmets e-mail.")],
        description="Personen skal være oprettet under Personer. Rollen som medlem følger med pladsen.",
    )
    organisation_id = SelectField("Kommer fra", [Filled("Vælg kommunen eller regionen.")], coerce=id_or_none)
    seat = SelectField(
        "Plads", [Filled("Vælg plads.")], choices=words(TaskForceSeat, empty="Vælg plads"), validate_choice=False
    )
    area = SelectField(
        "Område", [Filled("Vælg område.")], choices=words(SpecialisedArea, empty="Vælg område"), validate_choice=False
    )
    valid_from = DateField("Fra", [Filled("Skriv, fra hvilken dag pladsen gælder.")], default=today)

    def prepare(self, bodies: Choices, organisations: Choices) -> None:
        """Add what can be chosen; with only one body it isn't asked for."""
        self.organisation_id.choices = organisations
        if len(bodies) > 1:
            self.body_id.choices = {"": "Vælg organ"} | bodies
        else:
            del self.body_id

    def validate_person_id(self, field: CodeField) -> None:
        """The e-mail is somebody's."""
        if field.data and person_by_email(field.data) is None:
            raise ValidationError("Ingen person er oprettet med den e-mail.")

    @property
    def body(self) -> UUID | None:
        """The body, where it is chosen."""
        chosen: UUID | None = self.body_id.data if "body_id" in self else None
        return chosen

    def answers(self) -> dict[str, Any]:
        """The seat as the service takes it."""
        person, organisation = person_by_email(self.person_id.data), self.organisation_id.data
        return given(
            person_id=str(person) if person else None,
            organisation_id=str(organisation) if organisation else None,
            area=self.area.data,
            seat=self.seat.data,
            valid_from=iso(self.valid_from.data),
        )


class EndMemberForm(Form):
    """The end of a seat in the task force."""

    last_day = DateField("Sidste dag", [Filled("Skriv pladsens sidste dag.")], default=today)
