"""The questions when the yearly evaluation of a list is opened."""

from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.brake_task import yes
from web.forms.closing_parts import given
from web.forms.drafted import DraftedForm
from web.forms.fields import DateField, NumberField
from web.forms.task_form import YES_NO, choice, iso
from workflows.services.emergency_brake.reevaluations import OpeningFacts
from workflows.vocabulary import Process

NOT_ASKED = "Skrives, når kommunerne ikke spørges."
BODIES = ("evaluating_body_id", "adopting_body_id")


class ReevaluationOpeningForm(DraftedForm):
    """The year, whether demand is examined, and until when the municipalities can answer."""

    opens = Process.REEVALUATION

    year = NumberField("Vurdering for år", [Filled("Skriv året.")], description="I år eller næste år.")
    ask_demand = choice("Undersøges behov og efterspørgsel hos kommunerne?", YES_NO, ask="Vælg ja eller nej.")
    demand_reason = TextAreaField("Hvorfor undersøges det ikke i år?", [Length(max=10_000)], description=NOT_ASKED)
    deadline = DateField(
        "Svarfrist for spørgeskemaet",
        description="Sættes, når kommunerne spørges. Aftalen sætter ingen frist.",
    )
    evaluating_body_id = SelectField("Hvem vurderer tilbuddene?", validate_choice=False)
    adopting_body_id = SelectField("Hvem tager stilling til listen?", validate_choice=False)

    def prepare(self, facts: OpeningFacts) -> None:
        """Add the bodies to choose among; where the agreement names them, they aren't asked for."""
        bodies = {str(one.id): one.name for one in facts.bodies}
        for name in BODIES:
            if not bodies:
                del self[name]
            else:
                self[name].choices = {"": "Vælg organ"} | bodies
        if self.year.data is None and not self.year.errors:
            self.year.data = facts.year
        if facts.demand_is_due:
            self.demand_reason.description = f"{NOT_ASKED} Aftalen lægger op til, at det undersøges i år."

    def answers(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        asked = yes(self.ask_demand.data)
        return given(
            year=self.year.data,
            ask_demand=asked,
            demand_reason=None if asked else self.demand_reason.data,
            deadline=iso(self.deadline.data) if asked else None,
            **{name: self[name].data for name in BODIES if name in self},
        )
