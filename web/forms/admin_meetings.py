"""How long before a meeting its agenda closes."""

from web.forms.base import Form
from web.forms.fields import NumberField


class AgendaForm(Form):
    """The days before a meeting."""

    days_before = NumberField(
        "Dage før mødet",
        description="Alle dage tælles. Falder dagen på en lukkedag, gælder den sidste arbejdsdag før den. "
        "Lad feltet stå tomt, når det ikke vides.",
    )
