"""The forms of an account on its way: treated, sent, followed, endorsed."""

from typing import Any

from wtforms import TextAreaField

from web.forms.admin import Filled
from web.forms.closing_parts import SignedField, given, plain
from web.forms.closing_task import ClosingTask
from web.forms.fields import DateField
from web.forms.task_form import HELD_ON, LONG, choice, iso


class TreatmentForm(ClosingTask):
    """A body's treatment of an account."""

    template = "closing_tasks/treatment.html"

    meeting_on = DateField("Mødedato", [Filled("Skriv, hvornår mødet blev holdt.")], description=HELD_ON)
    taken_note = choice(
        "Konklusion",
        {"yes": "Taget til efterretning", "no": "Sendt tilbage til driftsherren"},
        ask="Vælg, hvad der blev konkluderet.",
    )
    text = TextAreaField(
        "Bemærkninger eller begrundelse", [LONG], description="Skal skrives, hvis regnskabet sendes tilbage."
    )

    @property
    def send(self) -> str:
        return "Registrér behandlingen"

    @property
    def sent(self) -> str:
        operator = self.facts["operator"].name
        if self.taken_note.data == "no":
            return f"Behandlingen er registreret, og regnskabet er sendt tilbage til {operator}."
        return f"Behandlingen er registreret. {operator} kan nu sende regnskabet til de berørte kommuner."

    def answers(self) -> dict[str, Any]:
        return given(
            meeting_on=iso(self.meeting_on.data), taken_note=self.taken_note.data == "yes", text=self.text.data
        )


class ProvisionalTreatmentForm(TreatmentForm):
    """The business committee's treatment of the provisional account."""

    why = ("business_committee_first",)


class FinalTreatmentForm(TreatmentForm):
    """The body's treatment of the final account."""

    why = ("body_treats_final",)


class SendForm(ClosingTask):
    """Nothing to answer: the account goes out."""

    template = "closing_tasks/send.html"
    keeps_draft = False

    @property
    def send(self) -> str:
        number = len(self.facts["receivers"])
        return f"Send til {number} kommuner" if number != 1 else "Send til 1 kommune"

    def answers(self) -> dict[str, Any]:
        return {}


class SendProvisionalForm(SendForm):
    """The provisional account goes out."""

    why = ("business_committee_first",)

    @property
    def sent(self) -> str:
        return "Det foreløbige lukkeregnskab er sendt til de berørte kommuner."


class SendFinalForm(SendForm):
    """The final account goes out."""

    why = ("body_treats_final",)

    @property
    def sent(self) -> str:
        return "Det endelige lukkeregnskab er sendt til de berørte kommuner, og sagen er afsluttet."


class FollowForm(ClosingTask):
    """What happens while the final account is awaited."""

    template = "closing_tasks/follow.html"
    why = ("account_rounds",)

    next_step = choice(
        "Næste skridt",
        {
            "change": "Meld en væsentlig ændring",
            "replace": "Ret det foreløbige regnskab",
            "final": "Gå til det endelige regnskab",
        },
        ask="Vælg, hvad der skal ske.",
    )
    text = TextAreaField(
        "Hvad er ændret, og hvorfor?", [LONG], description="Skal skrives ved en ændring og ved et rettet regnskab."
    )
    expected_result = SignedField(
        "Forventet akkumuleret resultat efter ændringen", description="Skriv det, hvis I kender det."
    )

    @property
    def send(self) -> str:
        return "Registrér næste skridt"

    @property
    def sent(self) -> str:
        told = {
            "change": "Ændringen er meddelt de berørte kommuner",
            "replace": "Nu kan I rette det foreløbige regnskab.",
            "final": "Nu kan I indtaste det endelige regnskab.",
        }
        committee = self.facts["agreement"].business_committee
        to_committee = f" og {committee.name}." if committee else "."
        return told[self.next_step.data] + (to_committee if self.next_step.data == "change" else "")

    def answers(self) -> dict[str, Any]:
        step = self.next_step.data
        answers = given(next_step=step)
        if step != "final":
            answers |= given(text=self.text.data)
        if step == "change":
            answers |= given(expected_result=plain(self.expected_result.form.value))
        return answers


class EndorsementForm(ClosingTask):
    """The auditor's endorsement, or why the account is sent back."""

    template = "closing_tasks/endorsement.html"
    why = ("audit",)

    endorsed = choice(
        "Resultat af gennemgangen",
        {"yes": "Regnskabet påtegnes", "no": "Regnskabet sendes tilbage"},
        ask="Vælg, om regnskabet påtegnes eller sendes tilbage.",
    )
    statement = TextAreaField("Påtegning", [LONG], description="Ret teksten, så den siger det, du vil skrive under på.")
    reason = TextAreaField("Hvorfor sendes regnskabet tilbage?", [LONG])

    def start(self) -> dict[str, Any]:
        account, flow = self.facts["view"].account, self.facts["flow"]
        return {
            "statement": (
                f"Vi har gennemgået det endelige lukkeregnskab for {self.facts['offer'].name} for {account.year}. "
                "Det er vores opfattelse, at regnskabet er rigtigt og er opgjort efter "
                f"{self.facts['agreement'].title} ({flow.audit.source})."
            )
        }

    @property
    def send(self) -> str:
        return "Send til driftsherren"

    @property
    def sent(self) -> str:
        operator = self.facts["operator"].name
        if self.endorsed.data == "yes":
            return f"Påtegningen er sendt til {operator}."
        return f"Regnskabet er sendt tilbage til {operator} med din begrundelse."

    def answers(self) -> dict[str, Any]:
        endorsed = self.endorsed.data == "yes"
        return {"endorsed": endorsed, **given(text=self.statement.data if endorsed else self.reason.data)}

    def field_at(self, path: str) -> Any | None:
        """The text is the statement or the reason."""
        if path == "text":
            return self.statement if self.endorsed.data == "yes" else self.reason
        return super().field_at(path)
