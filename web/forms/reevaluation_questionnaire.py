"""What the tasks of a yearly evaluation of a list share, and the form of the questionnaire to the municipalities."""

from typing import Any

from wtforms import FieldList, FormField, HiddenField, StringField, TextAreaField

from web.forms.brake_task import SHORT, ListTask
from web.forms.closing_parts import SubForm, given
from web.forms.fields import NumberField
from web.forms.rows import Row, filled, rows_of
from web.forms.task_form import LONG
from workflows.services.papers.plots import Plot, ShownPlot, show_plot


class EvaluationTask(ListTask):
    """A task of a yearly evaluation: above its fields stand the year, the agreement, and who evaluates."""

    about = "reevaluation_tasks/about.html"

    def plot(self, plot: Plot) -> ShownPlot:
        """The demand for an offer, municipality by municipality."""
        return show_plot(plot)


class DemandPart(SubForm):
    """A municipality's demand for one offer of the list."""

    entry_id = HiddenField()
    citizens = NumberField("Borgere nu")
    expected = NumberField("Ventet de næste år")
    text = StringField("Bemærkning", [SHORT])


class ProposalPart(Row):
    """An offer that should be evaluated too."""

    name = StringField("Tilbud", [SHORT])
    operator = StringField("Driftsherre", [SHORT])
    text = StringField("Hvorfor", [SHORT])


class QuestionnaireForm(EvaluationTask):
    """One municipality's answer."""

    template = "reevaluation_tasks/questionnaire.html"
    points = ("reevaluation", "list")

    offers = FieldList(FormField(DemandPart))
    proposals = rows_of(ProposalPart, "Andre tilbud")
    text = TextAreaField("Andet, I vil fortælle", [LONG])

    def start(self) -> dict[str, Any]:
        return {"offers": [{"entry_id": str(row.id)} for row in self.facts["offers"]]}

    def prepare(self) -> None:
        for row, part in self.parts():
            for field in (part.citizens, part.expected, part.text):
                field.label.text = f"{row.name}: {field.label.text.rpartition(': ')[2]}"

    def named_parts(self) -> list[tuple[str, Any]]:
        """The name of each offer of the list, with its fields."""
        return [(row.name, part) for row, part in self.parts()]

    def parts(self) -> list[tuple[Any, Any]]:
        """Each offer of the list with its fields."""
        known = {str(row.id): row for row in self.facts["offers"]}
        entries = [entry.form for entry in self.offers]
        return [(known[one.entry_id.data], one) for one in entries if one.entry_id.data in known]

    @property
    def send(self) -> str:
        return "Send svaret"

    @property
    def sent(self) -> str:
        return f"Svaret er sendt til {self.facts['task_force']}."

    def answers(self) -> dict[str, Any]:
        return {
            **given(text=self.text.data),
            "offers": [
                given(
                    entry_id=part.entry_id.data,
                    citizens=part.citizens.data,
                    expected=part.expected.data,
                    text=part.text.data,
                )
                for _, part in self.parts()
            ],
            "proposals": [
                given(name=row.name.data, operator=row.operator.data, text=row.text.data)
                for row in filled(self.proposals)
            ],
        }
