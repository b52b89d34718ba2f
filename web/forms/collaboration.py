"""A collaboration agreement between a municipality and communication centres: what it says, and its end."""

from typing import Any

from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from web.forms.admin import Filled, id_or_none
from web.forms.base import Form
from web.forms.closing_parts import given, plain
from web.forms.fields import AmountField, DateField, NumberField, PercentField, words
from web.forms.judged import JudgedForm
from web.forms.rows import Row, change_rows, filled, rows_of
from web.forms.task_form import YES_NO, choice, iso
from workflows.access.actor import Actor
from workflows.rules.referral.collaboration import NOT_BY_SERVICELOVEN
from workflows.services.referral.referrals import OpeningChoices
from workflows.vocabulary import Competence, Law, OrganisationKind, TargetGroup


def _one_of(label: str, of: Any, ask: str) -> SelectField:
    return SelectField(label, [Filled(ask)], choices=words(of, empty="Vælg"), coerce=_text, validate_choice=False)


def _text(value: Any) -> str | None:
    return str(value) if value else None


class CompetencePart(Row):
    """What the centres may do for one target group by one law."""

    competence = _one_of("Beføjelse", Competence, "Vælg, hvad centret må.")
    target_group = _one_of("Målgruppe", TargetGroup, "Vælg målgruppen.")
    law = _one_of("Lov", Law, "Vælg loven.")
    legal_ground = StringField("Særlig hjemmel", [Length(max=500)])

    def validate_legal_ground(self, field: StringField) -> None:
        """Decisions by serviceloven are delegated by a ground of their own (hovedstaden-2019-2020, 8.9)."""
        decides = self.competence.data == Competence.DECIDE.value and self.law.data == Law.SERVICELOVEN.value
        if decides and not (field.data or "").strip():
            raise ValidationError(NOT_BY_SERVICELOVEN)


class CollaborationForm(JudgedForm):
    """What an agreement says. A municipality enters its own; the secretariat chooses whose it is."""

    municipality_id = SelectField("Kommune", [Filled("Vælg kommunen.")], coerce=id_or_none, validate_choice=False)
    centre_ids = SelectMultipleField(
        "Kommunikationscentre",
        [Filled("Vælg mindst ét center.")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    valid_from = DateField("Gælder fra", [Filled("Skriv, hvornår aftalen begynder.")], description="Fx 01-01-2026.")
    valid_to = DateField("Gælder til og med", description="Lad feltet stå tomt, hvis aftalen løber indtil videre.")
    competences = rows_of(CompetencePart, "Beføjelser")
    keeps_deadline = choice(
        "Gælder fristen på 15 arbejdsdage også, når centret træffer afgørelsen?",
        YES_NO,
        ask="Svar ja eller nej.",
        description="En samarbejdsaftale kan tilsidesætte den fælles aftales frist.",
    )
    frame_amount = AmountField(
        "Ramme om året", description="Centret kan bevilge inden for rammen. Tom, hvis aftalen ingen ramme har."
    )
    growth_percent = PercentField(
        "Rammen drøftes, når henvendelserne stiger med mere end", description="Aftalens eksempel er 7 procent."
    )
    base_inquiries = NumberField("Antal henvendelser om året, som rammen er sat efter")
    note = TextAreaField("Bemærkning", [Length(max=5000)])

    def prepare(self, choices: OpeningChoices, actor: Actor) -> None:
        """Add the centres, and for a secretariat the municipalities."""
        self.own = actor.organisation_id if actor.organisation_kind is OrganisationKind.MUNICIPALITY else None
        self.centre_ids.choices = [(str(one.id), one.name) for one in choices.centres]
        self.municipality_id.choices = {"": "Vælg kommune"} | {str(one.id): one.name for one in choices.payers}
        if self.own:
            del self.municipality_id

    def change_rows(self, add: str | None, remove: str | None) -> None:
        """Add an empty row of competences, or take one away, as a button asks."""
        change_rows(self, add, remove)

    def validate(self, *more: Any) -> bool:
        """Rows in which nothing is typed count for nothing."""
        filled(self.competences)
        return bool(super().validate(*more))

    def answers(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        rows = [given(**row.data) for row in filled(self.competences)]
        municipality = self.own or self.municipality_id.data
        return given(
            municipality_id=str(municipality) if municipality else None,
            centre_ids=self.centre_ids.data,
            valid_from=iso(self.valid_from.data),
            valid_to=iso(self.valid_to.data),
            frame_amount=plain(self.frame_amount.data),
            growth_percent=plain(self.growth_percent.data),
            base_inquiries=self.base_inquiries.data,
            keeps_deadline={"yes": True, "no": False}.get(self.keeps_deadline.data),
            note=self.note.data,
            competences=rows,
        )


class EndForm(Form):
    """The last day of an agreement."""

    valid_to = DateField("Aftalens sidste dag", [Filled("Skriv aftalens sidste dag.")], description="Fx 31-12-2026.")
