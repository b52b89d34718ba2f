"""A distribution that is set for one case: own share, key, and why."""

from typing import Any

from wtforms import TextAreaField

from web.forms.admin import Filled
from web.forms.closing_parts import given, plain
from web.forms.fields import PercentField
from web.forms.judged import JudgedForm
from web.forms.task_form import LONG, choice


class RuleFields:
    """The three fields, for the secretariat's task and for KKR's recommendation alike."""

    own_share_percent = PercentField(
        "Driftsherrens egenandel",
        [Filled("Skriv egenandelen i procent.")],
        description="I procent af beregningsgrundlaget for taksten. 0, hvis alt fordeles.",
    )
    key = choice(
        "Resten fordeles efter",
        {
            "turnover": "Køb af pladser i de to år før beslutningsåret, i kroner",
            "occupancy_days": "Belægningsdøgn i de to år før beslutningsåret",
            "percent": "Procenter, som driftsherren skriver i regnskabet",
        },
        ask="Vælg, hvad resten fordeles efter.",
    )
    reason = TextAreaField(
        "Begrundelse",
        [Filled("Skriv, hvad reglen bygger på."), LONG],
        description="Fx hvem der er enige om reglen, og hvornår den er aftalt. Begrundelsen står i regnskabet.",
    )

    def answers(self) -> dict[str, Any]:
        """What was typed, as the services take it."""
        return given(own_share_percent=plain(self.own_share_percent.data), key=self.key.data, reason=self.reason.data)


class RecommendationForm(RuleFields, JudgedForm):
    """What KKR recommends in place of the agreement's model."""
