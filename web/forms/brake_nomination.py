"""The forms of the beginning: the course set up, the offer nominated, the nomination assessed."""

import re
from typing import Any

from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField, TextAreaField

from web.filters import dato
from web.forms.admin import Filled
from web.forms.brake_economy import EconomyTask
from web.forms.brake_task import BrakeTask, texts, texts_of, yes
from web.forms.closing_parts import SubForm, given
from web.forms.fields import DateField
from web.forms.task_form import HELD_ON, LONG, YES_NO, ComputingForm, choice, iso
from workflows.access.actor import Actor
from workflows.services.papers.plots import ShownPlot
from workflows.vocabulary import OrganisationKind

PRESUPPOSED = re.compile(r"presupposed\.(\w+)")
DUES = ("nomination_due", "assessment_due", "report_due", "treatment_due", "decision_due")
BODIES = ("receiving_body_id", "mapping_body_id", "deciding_body_id")
BY_HAND = "Aftalen sætter ingen frist."


class SetUpForm(BrakeTask):
    """The bodies, steps and dates of a case whose agreement describes none."""

    template = "brake_tasks/set_up.html"
    points = ("set_up", "terms")

    receiving_body_id = SelectField("Hvem modtager indstillingen?", [Filled("Vælg et organ.")], validate_choice=False)
    mapping_body_id = SelectField("Hvem afdækker?", [Filled("Vælg et organ.")], validate_choice=False)
    deciding_body_id = SelectField("Hvem beslutter?", [Filled("Vælg et organ.")], validate_choice=False)
    assessed = choice("Vurderes indstillingen, før der afdækkes?", YES_NO, ask="Vælg ja eller nej.")
    treated = choice("Behandles rapporten, før der besluttes?", YES_NO, ask="Vælg ja eller nej.")
    region_takes_part = choice("Tager regionen del i beslutningen?", YES_NO, ask="Vælg ja eller nej.")
    presupposed = texts_of("Spørgsmål til driftsherren")
    focus_areas = texts_of("Fokusområde")
    nomination_due = DateField("Indstilling senest")
    assessment_due = DateField("Vurdering senest")
    report_due = DateField("Rapport og indstilling senest")
    treatment_due = DateField("Behandling senest")
    decision_due = DateField("Beslutning senest")
    note = TextAreaField(
        "Hvad bygger forløbet på?",
        [Filled("Skriv, hvem der har aftalt forløbet, og hvornår."), LONG],
        description="Fx hvem der har aftalt det, og på hvilket møde. Det står i sagens historik.",
    )

    def prepare(self) -> None:
        bodies = {str(one.id): one.name for one in self.facts["bodies_to_choose"]}
        for name in BODIES:
            self[name].choices = {"": "Vælg organ"} | bodies
        if "region_takes_part" in self and not self.regional:
            del self.region_takes_part

    @property
    def regional(self) -> bool:
        """Whether the region runs the offer, and can take part in the decision."""
        return self.facts["operator"].kind is OrganisationKind.REGION

    @property
    def send(self) -> str:
        return "Sæt sagen op"

    @property
    def sent(self) -> str:
        return f"Sagen er sat op. {self.facts['operator'].name} kan nu indstille tilbuddet."

    def answers(self) -> dict[str, Any]:
        steps = {name: yes(self[name].data) for name in ("assessed", "treated")}
        unused = {"assessment_due": not steps["assessed"], "treatment_due": not steps["treated"]}
        return {
            **given(**{name: self[name].data for name in BODIES}, note=self.note.data, **steps),
            **given(**{name: iso(self[name].data) for name in DUES if not unused.get(name)}),
            "region_takes_part": self.regional and bool(yes(self.region_takes_part.data)),
            "presupposed": texts(self.presupposed),
            "focus_areas": [] if steps["assessed"] else texts(self.focus_areas),
        }


class PresupposedPart(SubForm):
    """Something that the operator must have considered itself."""

    key = HiddenField()
    answer = TextAreaField("Svar", [LONG])


class NominateForm(ComputingForm, EconomyTask):
    """The operator's nomination; the economy is drawn while it is typed, and what is missing is named."""

    template = "brake_tasks/nominate.html"
    result_panel = "brake_tasks/nominate_result.html"
    result_live = "brake_tasks/nominate_live.html"
    points = ("economy", "presupposed_point", "meetings", "terms")

    description = TextAreaField("Hvad er problemet?", [LONG], description="Skriv konkret, hvad der truer tilbuddet.")
    economy = TextAreaField("Tilbuddets økonomi i ord", [LONG], description="Fx hvad der forklarer udviklingen.")
    presupposed = FieldList(FormField(PresupposedPart))
    timing = RadioField("Hvornår skal indstillingen behandles?", validate_choice=False)
    acute_reason = TextAreaField("Hvorfor kan den ikke vente til næste faste møde?", [LONG])

    def prepare(self) -> None:
        meeting = self.facts["meeting_on"]
        ordinary = f"På det næste faste møde, {dato(meeting)}" if meeting else "På det næste møde"
        self.timing.choices = [("ordinary", ordinary), ("acute", "Akut, den kan ikke vente")]
        labels = {one.key: one.label for one in self.facts["presupposed"]}
        for entry in self.presupposed:
            entry.form.answer.label.text = labels.get(entry.form.key.data, "Svar")

    def start(self) -> dict[str, Any]:
        last = self.facts["today"].year
        return {
            "description": self.facts["brake"].concern,
            "presupposed": [{"key": one.key} for one in self.facts["presupposed"]],
            "economy_rows": [{"year": year} for year in range(last - 3, last)],
        }

    def field_at(self, path: str) -> Any | None:
        """As in other forms; what the operator must have considered is found by its key."""
        found = PRESUPPOSED.fullmatch(path)
        if not found:
            return super().field_at(path)
        return next((entry.form.answer for entry in self.presupposed if entry.form.key.data == found[1]), None)

    def missing(self) -> list[str]:
        """What is not there yet, in words."""
        asked = [self.description, self.economy, *(entry.form.answer for entry in self.presupposed), self.timing]
        asked += [self.acute_reason] if self.timing.data == "acute" else []
        told = [field.label.text.rstrip("?") for field in asked if not (field.data or "").strip()]
        years = [entry for entry in self.economy_rows if entry.form.occupancy.data is not None]
        return told + ([] if len(years) > 1 else ["Tal for mindst to år"])

    def compute(self, actor: Actor) -> list[ShownPlot]:  # noqa: ARG002 - nothing of it is the person's own
        """The economy as pictures."""
        return self.plots()

    @property
    def send(self) -> str:
        return "Send indstillingen"

    @property
    def sent(self) -> str:
        return f"Indstillingen er sendt til {self.facts['bodies'].committee}."

    def answers(self) -> dict[str, Any]:
        acute = self.timing.data == "acute"
        return {
            **given(
                description=self.description.data,
                economy=self.economy.data,
                timing=self.timing.data,
                acute_reason=self.acute_reason.data if acute else None,
            ),
            "presupposed": {entry.form.key.data: entry.form.answer.data or "" for entry in self.presupposed},
            "economy_rows": self.economy_answers(),
        }


class AssessForm(BrakeTask):
    """What the body that receives a nomination says of it, and the mandate or the refusal."""

    template = "brake_tasks/assess.html"
    points = ("assessment",)
    aliases = {"reasons": "motive"}

    meeting_on = DateField("Mødedato", [Filled("Skriv, hvornår mødet blev holdt.")], description=HELD_ON)
    demand = TextAreaField("Efterspørgslen efter tilbuddet", [Filled("Skriv, hvad der er vurderet."), LONG])
    alternatives_inside = TextAreaField("Alternativer i regionen", [Filled("Skriv, hvad der er vurderet."), LONG])
    alternatives_outside = TextAreaField(
        "Alternativer uden for regionen", [Filled("Skriv, hvad der er vurderet."), LONG]
    )
    character = TextAreaField("Tilbuddets karakter", [Filled("Skriv, hvad der er vurderet."), LONG])
    outcome = choice("Konklusion", {}, ask="Vælg, hvad der blev konkluderet.")
    motive = TextAreaField("Begrundelse", [LONG], description="Skal skrives, når indstillingen afvises.")
    focus_areas = texts_of("Fokusområde")
    attention_points = texts_of("Opmærksomhedspunkt")
    report_due = DateField("Rapport og indstilling senest", description=BY_HAND)

    def prepare(self) -> None:
        sent_on = f"Indstillingen sendes videre til {self.facts['bodies'].task_force}"
        self.outcome.choices = [("task_force", sent_on), ("turned_down", "Indstillingen afvises")]

    @property
    def send(self) -> str:
        return "Registrér vurderingen"

    @property
    def sent(self) -> str:
        operator, task_force = self.facts["operator"].name, self.facts["bodies"].task_force
        if self.outcome.data == "turned_down":
            return f"Indstillingen er afvist, og {operator} har fået begrundelsen."
        return f"Indstillingen er sendt videre til {task_force}, og {operator} har fået besked."

    def answers(self) -> dict[str, Any]:
        sent_on = self.outcome.data == "task_force"
        return {
            **given(
                meeting_on=iso(self.meeting_on.data),
                demand=self.demand.data,
                alternatives_inside=self.alternatives_inside.data,
                alternatives_outside=self.alternatives_outside.data,
                character=self.character.data,
                outcome=self.outcome.data,
                reasons=self.motive.data,
                report_due=iso(self.report_due.data) if sent_on else None,
            ),
            "focus_areas": texts(self.focus_areas) if sent_on else [],
            "attention_points": texts(self.attention_points) if sent_on else [],
        }
