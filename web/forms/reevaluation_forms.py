"""The forms of the tasks of a yearly evaluation of a list."""

from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField, SelectField, StringField, TextAreaField

from web.forms.admin import Filled
from web.forms.brake_task import SHORT, yes
from web.forms.closing_parts import SubForm, given
from web.forms.fields import DateField, words
from web.forms.reevaluation_questionnaire import EvaluationTask, QuestionnaireForm
from web.forms.rows import Row, filled, rows_of
from web.forms.task_form import HELD_ON, LONG, YES_NO, TaskForm, choice, iso
from workflows.vocabulary import OfferStanding, SpecialisedArea

MET = {"yes": "Ja", "partly": "Delvist", "no": "Nej"}


class OfferPart(Row):
    """An offer that is evaluated beside those on the list."""

    name = StringField("Tilbud", [SHORT])
    operator = StringField("Driftsherre", [SHORT])
    target_group = StringField("Målgruppe", [SHORT])
    area = SelectField("Område", choices=words(SpecialisedArea, empty="Ikke oplyst"), validate_choice=False)
    offer_id = SelectField("Registreret tilbud", validate_choice=False)
    standing = SelectField(
        "Nyt eller øvrigt",
        choices={"": "Vælg"} | {one.value: one.label for one in (OfferStanding.NEW, OfferStanding.OTHER)},
        validate_choice=False,
    )

    @property
    def blank(self) -> bool:
        """Whether no offer is named."""
        return not any((field.data or "").strip() for field in (self.name, self.operator, self.target_group))


class SelectOffersForm(EvaluationTask):
    """The new and other offers that are evaluated beside those on the list."""

    template = "reevaluation_tasks/select.html"
    points = ("reevaluation",)
    wide = True

    offers = rows_of(OfferPart, "Tilbud, der vurderes ud over listen")

    def start(self) -> dict[str, Any]:
        """The offers that municipalities have proposed, each once."""
        proposed = {one["name"].casefold(): one for _, one in self.facts["proposals"]}
        listed = {row.name.casefold() for row in self.facts["evaluations"]}
        return {
            "offers": [
                {"name": one["name"], "operator": one.get("operator", "")}
                for name, one in proposed.items()
                if name not in listed
            ]
        }

    def prepare(self) -> None:
        registered = {str(one.id): f"{one.name}, {one.operator.name}" for one in self.facts["registered"]}
        for entry in self.offers:
            entry.form.offer_id.choices = {"": "Ikke registreret"} | registered

    @property
    def send(self) -> str:
        return "Begynd vurderingen"

    @property
    def sent(self) -> str:
        return "Vurderingen er begyndt, med en opgave for hvert tilbud."

    def answers(self) -> dict[str, Any]:
        names = ("name", "operator", "target_group", "area", "offer_id", "standing")
        return {"offers": [given(**{name: row[name].data for name in names}) for row in filled(self.offers)]}


class CriterionPart(SubForm):
    """One criterion, and whether the offer meets it."""

    criterion_id = HiddenField()
    met = RadioField("Opfyldt?", choices=MET, validate_choice=False)
    text = TextAreaField("Begrundelse", [LONG])


class EvaluateOfferForm(EvaluationTask):
    """One offer, criterion by criterion."""

    template = "reevaluation_tasks/evaluate.html"
    points = ("criteria", "reevaluation")

    criteria = FieldList(FormField(CriterionPart))
    meets = choice("Opfylder tilbuddet samlet kriterierne?", YES_NO, ask="Vælg ja eller nej.")
    conclusion = TextAreaField("Samlet vurdering", [Filled("Skriv den samlede vurdering."), LONG])
    duties = TextAreaField("Hvordan lever tilbuddet op til kravene?", [LONG])

    def start(self) -> dict[str, Any]:
        row = self.facts["evaluation"]
        told = {one["number"]: one for one in row.criteria}
        return {
            "criteria": [{"criterion_id": one.number, **told.get(one.number, {})} for one in self.facts["criteria"]],
            "meets": {True: "yes", False: "no"}.get(row.meets),
            "conclusion": row.conclusion,
            "duties": row.duties,
        }

    def prepare(self) -> None:
        for one, part in self.parts():
            part.met.label.text = f"Er kriterium {one.number} opfyldt?"
            part.text.label.text = f"Begrundelse for kriterium {one.number}"

    def parts(self) -> list[tuple[Any, Any]]:
        """Each criterion with its fields."""
        known = {str(one.number): one for one in self.facts["criteria"]}
        entries = [entry.form for entry in self.criteria]
        return [(known[str(one.criterion_id.data)], one) for one in entries if str(one.criterion_id.data) in known]

    @property
    def send(self) -> str:
        return "Registrér vurderingen"

    @property
    def sent(self) -> str:
        return f"Vurderingen er registreret: {self.facts['evaluation'].name}."

    def answers(self) -> dict[str, Any]:
        return {
            **given(meets=yes(self.meets.data), conclusion=self.conclusion.data, duties=self.duties.data),
            "criteria": [
                given(number=one.number, met=part.met.data, text=part.text.data) for one, part in self.parts()
            ],
        }


class EntryPart(SubForm):
    """Whether one offer shall stand on the list."""

    evaluation_id = HiddenField()
    listed = RadioField("På listen?", choices=YES_NO, validate_choice=False)
    reason = TextAreaField("Begrundelse", [LONG], description="Skal skrives, når det er en ændring.")
    national_or_secured = BooleanField("Lands- eller landsdelsdækkende tilbud eller sikret afdeling")


class ProposeListForm(EvaluationTask):
    """The list that the task force proposes."""

    template = "reevaluation_tasks/propose.html"
    points = ("list", "adoption")

    entries_proposed = FieldList(FormField(EntryPart))
    summary = TextAreaField(
        "Sammenfatning til det organ, der tager stilling", [Filled("Skriv en sammenfatning."), LONG]
    )
    aliases = {"entries": "entries_proposed"}

    def start(self) -> dict[str, Any]:
        reevaluation = self.facts["reevaluation"]
        return {
            "entries_proposed": [
                {
                    "evaluation_id": str(row.id),
                    "listed": "yes" if (row.meets if row.proposed is None else row.proposed) else "no",
                    "reason": row.reason,
                }
                for row in self.facts["evaluations"]
            ],
            "summary": reevaluation.summary,
        }

    def prepare(self) -> None:
        for row, part in self.parts():
            part.listed.label.text = f"Skal {row.name} stå på listen?"
            part.reason.label.text = f"Begrundelse for {row.name}"

    def parts(self) -> list[tuple[Any, Any]]:
        """Each evaluated offer with its fields."""
        known = {str(row.id): row for row in self.facts["evaluations"]}
        entries = [entry.form for entry in self.entries_proposed]
        return [(known[one.evaluation_id.data], one) for one in entries if one.evaluation_id.data in known]

    @property
    def send(self) -> str:
        return "Send forslaget"

    @property
    def sent(self) -> str:
        return "Vurderingerne og den foreslåede liste er sendt."

    def answers(self) -> dict[str, Any]:
        return {
            **given(summary=self.summary.data),
            "entries": [
                {
                    **given(evaluation_id=part.evaluation_id.data, listed=yes(part.listed.data)),
                    "reason": part.reason.data or "",
                    "national_or_secured": part.national_or_secured.data,
                }
                for _, part in self.parts()
            ],
        }


class AdoptListForm(EvaluationTask):
    """The body adopts the list, or sends it back."""

    template = "reevaluation_tasks/adopt.html"
    points = ("adoption", "terms")

    meeting_on = DateField("Mødedato", [Filled("Skriv, hvornår mødet blev holdt.")], description=HELD_ON)
    outcome = choice(
        "Konklusion",
        {"adopt": "Listen tiltrædes", "back": "Listen sendes tilbage til taskforcen"},
        ask="Vælg, hvad der blev konkluderet.",
    )
    valid_from = DateField("Listen gælder fra", description="Mødedagen, hvis I ikke skriver andet.")
    text = TextAreaField("Bemærkninger", [LONG], description="Skal skrives, når listen sendes tilbage.")

    @property
    def send(self) -> str:
        return "Registrér behandlingen"

    @property
    def sent(self) -> str:
        if self.outcome.data == "back":
            return "Listen er sendt tilbage til taskforcen."
        return "Listen er tiltrådt, og alle kommuner i regionen har fået den."

    def answers(self) -> dict[str, Any]:
        adopted = self.outcome.data == "adopt"
        return given(
            meeting_on=iso(self.meeting_on.data),
            outcome=self.outcome.data,
            text=self.text.data,
            valid_from=iso(self.valid_from.data) if adopted else None,
        )


FORMS: dict[str, type[TaskForm]] = {
    "task_answer_questionnaire": QuestionnaireForm,
    "task_select_offers": SelectOffersForm,
    "task_evaluate_offer": EvaluateOfferForm,
    "task_propose_list": ProposeListForm,
    "task_adopt_list": AdoptListForm,
}
