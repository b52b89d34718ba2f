"""The questions when a takeover is registered."""

from typing import Any
from uuid import UUID

from wtforms import SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from web.forms.admin import Filled, id_or_none
from web.forms.drafted import DraftedForm
from web.forms.fields import CodeField, DateField
from web.forms.task_form import iso
from workflows.rules.takeover.terms import Term
from workflows.services.takeover.takeovers import MunicipalityChoice, OfferChoice
from workflows.vocabulary import Process


class TakeoverOpeningForm(DraftedForm):
    """A few questions on one page; what each answer leads to stands beside it."""

    opens = Process.TAKEOVER

    municipality_id = SelectField("Kommune, der overtager", coerce=id_or_none, validate_choice=False)
    offer_ids = SelectMultipleField(
        "Tilbud, der overtages",
        [Filled("Vælg mindst ét tilbud.")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
        description="En runde kan omfatte flere af regionens tilbud.",
    )
    takeover_on = DateField(
        "Ønsket overtagelsesdag",
        [Filled("Skriv, hvornår I ønsker at overtage.")],
        description="Fx 1. januar 2029.",
    )
    term_start = SelectField(
        "Valgperiode, hvis runde bruges",
        validate_choice=False,
        description="Følger af overtagelsesdagen, hvis I ikke vælger en anden.",
    )
    declared_on = DateField(
        "Meddelt regionsrådet den", description="Udfyldes kun, når regionsrådet allerede har fået meddelelsen."
    )
    council_on = DateField(
        "Rådet besluttede det den", description="Udfyldes kun, når kommunalbestyrelsen allerede har besluttet det."
    )
    reasons = TextAreaField(
        "Begrundelse",
        [Filled("Skriv, hvorfor I overvejer at overtage."), Length(max=10_000)],
    )
    kle = CodeField("KLE-nummer", [Length(max=12)], description="Fx 27.69.40 G01.")

    def prepare(self, offers: list[OfferChoice], municipalities: list[MunicipalityChoice], terms: list[Term]) -> None:
        """Add the offers and municipalities to choose among; only the secretariat chooses a municipality."""
        regions = {one.region for one in offers}
        self.offer_ids.choices = [(str(one.id), _label(one, with_region=len(regions) > 1)) for one in offers]
        self.term_start.choices = {"": "Efter overtagelsesdagen"} | {one.start.isoformat(): one.label for one in terms}
        self.municipality_id.choices = {"": "Vælg kommune"} | {str(one.id): one.name for one in municipalities}
        if not municipalities:
            del self.municipality_id

    def answers(self) -> dict[str, Any]:
        """The answers as the service takes them; also half of them, for advice on the way."""
        municipality: UUID | None = self.municipality_id.data if "municipality_id" in self else None
        answers = {
            "municipality_id": str(municipality) if municipality else None,
            "offer_ids": self.offer_ids.data or [],
            "term_start": self.term_start.data or None,
            "takeover_on": iso(self.takeover_on.data),
            "declared_on": iso(self.declared_on.data),
            "council_on": iso(self.council_on.data),
            "reasons": self.reasons.data or "",
            "kle": self.kle.data or "",
        }
        return {name: value for name, value in answers.items() if value is not None}


def _label(offer: OfferChoice, *, with_region: bool) -> str:
    place = f"{offer.name}, {offer.municipality or 'beliggenhed ikke registreret'}"
    return f"{place} ({offer.region})" if with_region else place
