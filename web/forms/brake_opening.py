"""The questions when an emergency brake is opened."""

from typing import Any

from wtforms import RadioField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.closing_parts import given
from web.forms.drafted import DraftedForm
from web.forms.fields import CodeField
from workflows.services.emergency_brake.emergency_brakes import BrakeChoice
from workflows.vocabulary import Process


class BrakeOpeningForm(DraftedForm):
    """Which offer, and why its existence is threatened; the nomination itself is a task of its own."""

    opens = Process.EMERGENCY_BRAKE

    offer_id = RadioField("Tilbud", [Filled("Vælg det tilbud, der er i vanskeligheder.")], validate_choice=False)
    concern = TextAreaField(
        "Hvorfor er tilbuddets eksistens truet?",
        [Filled("Skriv, hvad der truer tilbuddet."), Length(max=10_000)],
        description="Kort. Selve indstillingen skriver I bagefter, som en opgave i sagen.",
    )
    kle = CodeField("KLE-nummer", [Length(max=12)], description="Fx 27.69.40 G01.")

    def prepare(self, offers: list[BrakeChoice]) -> None:
        """Add the offers that can be nominated."""
        several = len({one.operator for one in offers}) > 1
        self.offer_id.choices = [
            (str(one.id), f"{one.name} ({one.operator})" if several else one.name) for one in offers if not one.reason
        ]

    def answers(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        return given(offer_id=self.offer_id.data, concern=self.concern.data, kle=self.kle.data)
