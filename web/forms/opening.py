"""The questions when a closing is opened."""

from datetime import timedelta
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from web.forms.admin import Choices, Filled, id_or_none
from web.forms.drafted import DraftedForm
from web.forms.fields import CodeField, DateField, word_in, words
from web.forms.task_form import iso
from workflows.clock import today
from workflows.services.closing.closings import HEARING_DAYS, WHICH_AUTHORITY, OfferChoice
from workflows.vocabulary import OfferCategory, Process

YES_NO = {"yes": "Ja", "no": "Nej"}


def yes_no(value: Any) -> bool | None:
    """The `coerce` of a question with yes and no; None while it is not answered."""
    return {"yes": True, "no": False, True: True, False: False}.get(value)


def question(label: str) -> RadioField:
    """A question that must be answered with yes or no."""
    return RadioField(label, [Filled("Svar ja eller nej.")], choices=YES_NO, coerce=yes_no, validate_choice=False)


class OpeningForm(DraftedForm):
    """A few questions on one page; what each answer leads to stands beside it."""

    opens = Process.CLOSING

    offer_id = SelectField("Tilbud", [Filled("Vælg det tilbud, der skal lukke.")], coerce=id_or_none)
    moving_or_merging = question("Flyttes tilbuddet, eller lægges det sammen med et andet?")
    closed_by_authority = question("Er tilbuddet lukket af Socialtilsynet eller en anden myndighed?")
    authority = StringField(
        "Hvilken myndighed har lukket tilbuddet?",
        [Length(max=200)],
        description="Udfyldes kun, når en myndighed har lukket tilbuddet.",
    )
    consequences_for_others = question(
        "Forventes lukningen at få direkte økonomiske konsekvenser for andre end driftsherren?"
    )
    expected_decision_on = DateField(
        "Forventet dato for beslutningen",
        [Filled("Skriv, hvornår beslutningen ventes truffet.")],
        description="Rammeaftalen i det år, hvor lukningen besluttes, bestemmer reglerne. Fx 14-03-2026.",
    )
    category = SelectField(
        "Tilbuddets kategori",
        choices=words(OfferCategory, empty="Ikke oplyst"),
        coerce=word_in(OfferCategory),
        description="Kun rammeaftalen for Syddanmark 2016 har forskellige regler for kategorierne.",
    )
    hearing_deadline = DateField(
        "Frist for at svare på høringen",
        description=f"Aftalen sætter ingen frist; vi foreslår {HEARING_DAYS} dage.",
    )
    reasons = TextAreaField(
        "Begrundelse for lukningen",
        [Filled("Skriv, hvorfor tilbuddet påtænkes lukket."), Length(max=10_000)],
        description="Begrundelsen sendes til alle, der orienteres og høres.",
    )
    kle = CodeField("KLE-nummer", [Length(max=12)], description="Fx 27.69.40 G01.")

    def prepare(self, offers: list[OfferChoice]) -> None:
        """Add the offers to choose among, and suggest a deadline for the hearing."""
        operators = {one.operator for one in offers}
        self.offer_id.choices = _choices(offers, with_operator=len(operators) > 1)
        if not self.hearing_deadline.raw_data:
            self.hearing_deadline.data = today() + timedelta(days=HEARING_DAYS)

    def validate_authority(self, field: StringField) -> None:
        """An authority that closed the offer is named."""
        if self.closed_by_authority.data and not field.data.strip():
            raise ValidationError(WHICH_AUTHORITY)

    def answers(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        given: dict[str, Any] = {
            "offer_id": str(self.offer_id.data) if self.offer_id.data else None,
            "moving_or_merging": self.moving_or_merging.data,
            "closed_by_authority": self.closed_by_authority.data,
            "authority": self.authority.data if self.closed_by_authority.data else "",
            "consequences_for_others": self.consequences_for_others.data,
            "expected_decision_on": iso(self.expected_decision_on.data),
            "reasons": self.reasons.data,
            "kle": self.kle.data,
            "hearing_deadline": iso(self.hearing_deadline.data),
            "category": self.category.data.value if self.category.data else None,
        }
        return {name: value for name, value in given.items() if value is not None}


def _choices(offers: list[OfferChoice], *, with_operator: bool) -> Choices:
    named = {str(one.id): f"{one.name} ({one.operator})" if with_operator else one.name for one in offers}
    return {"": "Vælg tilbud"} | named
