"""The forms of the decision: is the case fully informed, the party hearing, what is granted, what was missing."""

from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.closing_parts import given, plain
from web.forms.fields import AmountField, DateField, words
from web.forms.referral_task import ReferralTask, yes_no_of
from web.forms.task_form import LONG, choice, iso
from workflows.vocabulary import Financing, Law, MissingFrom, ReferralOutcome

SHORT = Length(max=300)
DELEGATED = "task_decide_at_centre"


class MissingFields(ReferralTask):
    """What is asked for when a case is not fully informed; the clock stands still meanwhile."""

    missing_from = choice("Hvem skal give oplysningerne?", words(MissingFrom), ask="Vælg, hvem der skal give dem.")
    missing = TextAreaField("Hvad mangler?", [LONG])
    wanted_by = DateField("Ønskes senest")

    def missing_answers(self) -> dict[str, Any]:
        """What is missing, as the service takes it."""
        return given(missing_from=self.missing_from.data, missing=self.missing.data, wanted_by=iso(self.wanted_by.data))


class CheckCaseForm(MissingFields):
    """Whether the case is fully informed, so that the 15 working days run."""

    template = "referral_tasks/check.html"
    points = ("decision",)

    informed = choice("Er sagen fuldt oplyst?", {"yes": "Ja", "no": "Nej, der mangler noget"}, ask="Svar ja eller nej.")
    missing_from = choice("Hvem skal give oplysningerne?", words(MissingFrom), ask="")

    @property
    def send(self) -> str:
        return "Registrér vurderingen"

    @property
    def sent(self) -> str:
        yes = self.informed.data == "yes"
        return "Sagen er fuldt oplyst." if yes else "Der er bedt om oplysningerne, og fristen står stille."

    def validate(self, *more: Any) -> bool:
        """The question of whom to ask only counts when something is missing."""
        if self.informed.data != "no":
            self.missing_from.validators = ()
        return bool(super().validate(*more))

    def answers(self) -> dict[str, Any]:
        informed = yes_no_of(self.informed.data)
        return {**given(informed=informed), **(self.missing_answers() if informed is False else {})}


class DecideForm(MissingFields):
    """The decision; or first a party hearing, or something that is missing."""

    template = "referral_tasks/decide.html"
    points = ("decision", "collaboration")

    next_step = choice("Hvad skal der ske nu?", {}, ask="Vælg, hvad der skal ske.")
    outcome = choice("Afgørelse", words(ReferralOutcome), ask="")
    service = StringField("Ydelse", [SHORT])
    law = SelectField("Lov", choices=words(Law, empty="Vælg lov"), validate_choice=False)
    paragraph = StringField("Bestemmelse", [SHORT], description="Fx § 112.")
    extent = StringField("Omfang", [Length(max=1000)], description="Fx 12 lektioner.")
    period_from = DateField("Fra")
    period_to = DateField("Til")
    refused = TextAreaField("Hvad bevilges ikke?", [LONG])
    rationale = TextAreaField(
        "Begrundelse", [LONG], description="De hovedhensyn, der har været bestemmende, og de faktiske oplysninger."
    )
    financing = SelectField("Betales af", choices=words(Financing, empty="Ikke oplyst"), validate_choice=False)
    expected_cost = AmountField("Forventet udgift")
    exemption = SelectField("Hvorfor er borgeren ikke hørt?", validate_choice=False)
    exemption_reason = TextAreaField("Hvorfor gælder undtagelsen i denne sag?", [LONG])
    follow_up_on = DateField("Følges op den")
    intended = choice(
        "Afgørelse, der overvejes",
        {one.value: one.label for one in (ReferralOutcome.PARTLY, ReferralOutcome.REFUSE)},
        ask="",
    )
    information = TextAreaField("Oplysninger, borgeren skal kunne udtale sig om", [LONG])
    hearing_deadline = DateField("Svarfrist for borgeren")
    aliases = {"reasons": "rationale"}

    def prepare(self) -> None:
        steps = {
            "decide": "Træf afgørelsen",
            "hearing": "Send partshøring til borgeren først",
            "missing": "Bed om oplysninger, der mangler",
        }
        if self.page.element_id == DELEGATED:
            steps["municipality"] = "Giv sagen til kommunen"
        self.next_step.choices = list(steps.items())
        exemptions = {key: f"{one.label} ({one.source})" for key, one in self.facts["exemptions"].items()}
        self.exemption.choices = {"": "Borgeren er hørt, eller det er ikke nødvendigt"} | exemptions

    def validate(self, *more: Any) -> bool:
        """Only what belongs to the step that is chosen is asked for; the service says what is missing."""
        for field in (self.outcome, self.intended, self.missing_from):
            field.validators = ()
        return bool(super().validate(*more))

    @property
    def send(self) -> str:
        return "Gå videre"

    @property
    def sent(self) -> str:
        told = {
            "decide": "Afgørelsen er truffet, og brevet til borgeren er dannet.",
            "hearing": "Partshøringen er sendt til borgeren.",
            "missing": "Der er bedt om oplysningerne, og fristen står stille.",
            "municipality": f"Sagen er givet til {self.facts['municipality'].name}.",
        }
        return told[self.next_step.data]

    def answers(self) -> dict[str, Any]:
        chosen = given(next_step=self.next_step.data)
        if self.next_step.data == "missing":
            return {**chosen, **self.missing_answers()}
        if self.next_step.data == "hearing":
            hearing = given(
                intended=self.intended.data,
                information=self.information.data,
                hearing_deadline=iso(self.hearing_deadline.data),
            )
            return {**chosen, **hearing}
        return {**chosen, **self._decision()} if self.next_step.data == "decide" else chosen

    def _decision(self) -> dict[str, Any]:
        granted = self.outcome.data != "refuse"
        return given(
            outcome=self.outcome.data,
            service=self.service.data,
            law=self.law.data,
            paragraph=self.paragraph.data,
            extent=self.extent.data if granted else None,
            period_from=iso(self.period_from.data) if granted else None,
            period_to=iso(self.period_to.data) if granted else None,
            refused=self.refused.data if self.outcome.data == "partly" else None,
            reasons=self.rationale.data,
            financing=self.financing.data if granted else None,
            expected_cost=plain(self.expected_cost.data) if granted else None,
            exemption=self.exemption.data,
            exemption_reason=self.exemption_reason.data if self.exemption.data else None,
            follow_up_on=iso(self.follow_up_on.data) if granted else None,
        )


class StatementForm(ReferralTask):
    """What the citizen has answered to the party hearing."""

    template = "referral_tasks/statement.html"

    answered = choice("Har borgeren svaret?", {"yes": "Ja", "no": "Nej"}, ask="Svar ja eller nej.")
    received_on = DateField("Modtaget den")
    text = TextAreaField("Borgerens svar", [LONG])

    @property
    def send(self) -> str:
        return "Registrér svaret"

    @property
    def sent(self) -> str:
        return "Partshøringen er afsluttet. Nu kan der træffes afgørelse."

    def answers(self) -> dict[str, Any]:
        answered = yes_no_of(self.answered.data)
        more = given(received_on=iso(self.received_on.data), text=self.text.data) if answered else {}
        return {**given(answered=answered), **more}


class SupplyForm(ReferralTask):
    """The missing information from the centre."""

    template = "referral_tasks/supply.html"

    supplied = choice(
        "Kan I give oplysningerne?", {"yes": "Ja", "no": "Nej, de kan ikke skaffes"}, ask="Svar ja eller nej."
    )
    text = TextAreaField("Oplysningerne", [Filled("Skriv oplysningerne, eller hvorfor de ikke kan skaffes."), LONG])

    @property
    def send(self) -> str:
        return "Send til kommunen"

    @property
    def sent(self) -> str:
        return f"Svaret er sendt til {self.facts['municipality'].name}."

    def answers(self) -> dict[str, Any]:
        return given(supplied=yes_no_of(self.supplied.data), text=self.text.data)


class RecordForm(ReferralTask):
    """The missing information as it came to the municipality."""

    template = "referral_tasks/record.html"

    supplied = choice(
        "Er oplysningerne kommet?", {"yes": "Ja", "no": "Nej, sagen går videre uden"}, ask="Svar ja eller nej."
    )
    supplied_on = DateField("Modtaget den", description="Fra den dag løber fristen igen.")
    text = TextAreaField("Oplysningerne", [LONG], description="Eller hvorfor sagen går videre uden dem.")

    @property
    def send(self) -> str:
        return "Registrér, og lad fristen løbe"

    @property
    def sent(self) -> str:
        return "Det er registreret, og fristen løber igen."

    def answers(self) -> dict[str, Any]:
        supplied = yes_no_of(self.supplied.data)
        day = iso(self.supplied_on.data) if supplied else None
        return given(supplied=supplied, supplied_on=day, text=self.text.data)
