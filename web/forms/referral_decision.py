"""The forms of the decision: is the case fully informed, the party hearing, what is granted, what was missing."""

from collections.abc import Mapping
from typing import ClassVar

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.fields import AmountField, DateField, words
from web.forms.referral_task import LAWS, Depends, ReferralTask, asked_if_needed
from web.forms.task_form import LONG, choice
from workflows.rules.referral.party_hearing import EXEMPTIONS
from workflows.vocabulary import Financing, MissingFrom, Party, ReferralOutcome

SHORT = Length(max=300)
DELEGATED = "task_decide_at_centre"
MISSING = ("missing_from", "missing", "wanted_by")
DECISION = ("outcome", "service", "law", "paragraph", "rationale")
GRANTED = ("extent", "period_from", "period_to", "financing", "expected_cost", "follow_up_on")
NOT_HEARD = ("exemption", "exemption_reason")
HEARING = ("intended", "information", "hearing_deadline")


class MissingFields(ReferralTask):
    """What is asked for when a case is not fully informed; the clock stands still meanwhile."""

    missing_from = asked_if_needed("Hvem skal give oplysningerne?", words(MissingFrom))
    missing = TextAreaField("Hvad mangler?", [LONG])
    wanted_by = DateField("Ønskes senest", description="Om 14 dage, hvis feltet står tomt.")


class CheckCaseForm(MissingFields):
    """Whether the case is fully informed, so that the 15 working days run."""

    template = "referral_tasks/check.html"
    points = ("decision",)
    depends: ClassVar[Depends] = {"informed": {"no": MISSING}}

    informed = choice("Er sagen fuldt oplyst?", {"yes": "Ja", "no": "Nej, der mangler noget"}, ask="Svar ja eller nej.")

    @property
    def send(self) -> str:
        return "Registrér vurderingen"

    @property
    def sent(self) -> str:
        return "Sagen er fuldt oplyst." if self.informed.data == "yes" else asked_for(self)


class DecideForm(MissingFields):
    """The decision; or first a party hearing, or something that is missing."""

    template = "referral_tasks/decide.html"
    points = ("decision", "collaboration")
    aliases: ClassVar[Mapping[str, str]] = {"reasons": "rationale"}
    depends: ClassVar[Depends] = {
        "next_step": {"decide": (*DECISION, *GRANTED, "refused", *NOT_HEARD), "hearing": HEARING, "missing": MISSING},
        "outcome": {"grant": GRANTED, "partly": (*GRANTED, "refused", *NOT_HEARD), "refuse": NOT_HEARD},
        "exemption": dict.fromkeys(EXEMPTIONS, ("exemption_reason",)),
    }

    next_step = choice("Hvad skal der ske nu?", {}, ask="Vælg, hvad der skal ske.")
    outcome = asked_if_needed("Afgørelse", words(ReferralOutcome))
    service = StringField("Ydelse", [SHORT], description="Fx undervisning i tale og sprog. Ordene står i brevet.")
    law = SelectField("Lov", choices={"": "Vælg lov"} | LAWS, validate_choice=False)
    paragraph = StringField("Bestemmelse", [SHORT], description="Fx § 112.")
    extent = StringField("Omfang", [Length(max=1000)], description="Fx 12 lektioner.")
    period_from = DateField("Bevilget fra")
    period_to = DateField("Bevilget til og med")
    financing = SelectField("Betales af", choices=words(Financing, empty="Ikke oplyst"), validate_choice=False)
    expected_cost = AmountField("Forventet udgift")
    follow_up_on = DateField("Følges op den")
    refused = TextAreaField("Hvad bevilges ikke?", [LONG])
    rationale = TextAreaField(
        "Begrundelse", [LONG], description="De hovedhensyn, der har været bestemmende, og de faktiske oplysninger."
    )
    exemption = asked_if_needed(
        "Hvorfor er borgeren ikke hørt?",
        {key: f"{one.label} ({one.source})" for key, one in EXEMPTIONS.items()},
    )
    exemption_reason = TextAreaField("Hvorfor gælder undtagelsen i denne sag?", [LONG])
    intended = asked_if_needed(
        "Afgørelse, der overvejes", {one.value: one.label for one in (ReferralOutcome.PARTLY, ReferralOutcome.REFUSE)}
    )
    information = TextAreaField("Oplysninger, borgeren skal kunne udtale sig om", [LONG])
    hearing_deadline = DateField("Svarfrist for borgeren")

    def prepare(self) -> None:
        """Only a centre can pass the case on."""
        steps = {
            "decide": "Træf afgørelsen",
            "hearing": "Send partshøring til borgeren først",
            "missing": "Bed om oplysninger, der mangler",
        }
        if self.at_centre:
            steps["municipality"] = "Giv sagen til kommunen"
        self.next_step.choices = list(steps.items())

    @property
    def at_centre(self) -> bool:
        """Whether a centre decides by a collaboration agreement."""
        return self.page.element_id == DELEGATED

    @property
    def heard(self) -> bool:
        """Whether the citizen has been heard."""
        return bool(self.facts["hearing"] and self.facts["hearing"].closed_on)

    @property
    def send(self) -> str:
        return "Registrér"

    @property
    def sent(self) -> str:
        told = {
            "decide": "Afgørelsen er truffet, og brevet til borgeren er dannet.",
            "hearing": "Brevet med partshøringen til borgeren er dannet.",
            "missing": asked_for(self),
            "municipality": f"Sagen er givet til {self.facts['municipality'].name}.",
        }
        return told[self.next_step.data]


def asked_for(form: MissingFields) -> str:
    """What is told when something that was missing has been asked for."""
    still = " Fristen står stille." if form.facts["clock"] else ""
    if form.missing_from.data == MissingFrom.OTHER.value:
        return f"Det er registreret, hvad der mangler.{still}"
    return f"Der er bedt om oplysningerne.{still}"


class StatementForm(ReferralTask):
    """What the citizen has answered to the party hearing."""

    template = "referral_tasks/statement.html"
    depends: ClassVar[Depends] = {"answered": {"yes": ("received_on", "text")}}

    answered = choice("Har borgeren svaret?", {"yes": "Ja", "no": "Nej"}, ask="Svar ja eller nej.")
    received_on = DateField("Modtaget den", description="I dag, hvis feltet står tomt.")
    text = TextAreaField("Borgerens svar", [LONG])

    @property
    def send(self) -> str:
        return "Registrér svaret"

    @property
    def sent(self) -> str:
        return "Partshøringen er afsluttet. Nu kan der træffes afgørelse."


class SupplyForm(ReferralTask):
    """The missing information from the centre."""

    template = "referral_tasks/supply.html"

    supplied = choice(
        "Kan I give oplysningerne?", {"yes": "Ja", "no": "Nej, de kan ikke skaffes"}, ask="Svar ja eller nej."
    )
    text = TextAreaField(
        "Oplysningerne, eller hvorfor de ikke kan skaffes",
        [Filled("Skriv oplysningerne, eller hvorfor de ikke kan skaffes."), LONG],
    )

    @property
    def send(self) -> str:
        return "Registrér oplysningerne" if self.facts["referral"].decider is Party.CENTRE else "Send til kommunen"

    @property
    def sent(self) -> str:
        return "Det er registreret. Sagen går videre."


class RecordForm(ReferralTask):
    """The missing information as it came to the municipality."""

    template = "referral_tasks/record.html"
    depends: ClassVar[Depends] = {"supplied": {"yes": ("supplied_on",)}}

    supplied = choice(
        "Er oplysningerne kommet?", {"yes": "Ja", "no": "Nej, sagen går videre uden"}, ask="Svar ja eller nej."
    )
    supplied_on = DateField("Modtaget den", description="I dag, hvis feltet står tomt.")
    text = TextAreaField("Hvad er kommet, eller hvorfor går sagen videre uden?", [LONG])

    @property
    def send(self) -> str:
        return "Registrér oplysningerne"

    @property
    def sent(self) -> str:
        return "Det er registreret, og fristen løber igen." if self.facts["clock"] else "Det er registreret."
