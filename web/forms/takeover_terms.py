"""The forms of the region's figures, terms and settlement, and of the municipality's answers to them."""

from typing import Any

from wtforms import FormField, StringField, TextAreaField

from web.forms.admin import Filled
from web.forms.closing_parts import given
from web.forms.fields import DateField
from web.forms.rows import Row, filled, rows_of
from web.forms.takeover_figures import SHORT, SharesForm, TransferPart, day_of, transfer_answers, transfer_start
from web.forms.takeover_task import TakeoverTask
from web.forms.task_form import LONG, choice, iso


class FiguresForm(SharesForm):
    """The figures that the region delivers for the decision."""

    template = "takeover_tasks/figures.html"
    points = ("share", "procedure")

    transfer = FormField(TransferPart)

    @property
    def agreed(self) -> bool:
        return False

    @property
    def send(self) -> str:
        return "Send tallene til kommunen"

    @property
    def sent(self) -> str:
        return f"Tallene er sendt til {self.facts['municipality'].name}."

    def start(self) -> dict[str, Any]:
        return {**super().start(), "transfer": transfer_start(self.facts["typed"].get("transfer", {}))}

    def answers(self) -> dict[str, Any]:
        return {
            "shares": self.share_answers(),
            "transfer": transfer_answers(self.transfer.form),
            "seen_warnings": self.seen_warnings.data,
        }


class TermPart(Row):
    """One of the terms, in words."""

    heading = StringField("Vilkår", [SHORT])
    text = TextAreaField("Indhold", [LONG])


class TermsForm(SharesForm):
    """The region's terms of the takeover."""

    template = "takeover_tasks/terms.html"
    points = ("share", "availability", "supply_duty", "property_value", "procedure")

    takeover_on = DateField("Overtagelsesdag", [Filled("Skriv, hvornår tilbuddet overtages.")])
    transfer = FormField(TransferPart)
    terms = rows_of(TermPart)
    availability = TextAreaField("Tilbuddets tilgængelighed for andre kommuner", [LONG])
    supply_duty = TextAreaField("Forsyningspligt", [LONG])
    answer_by = DateField("Kommunen bedes svare senest", description="Aftalen sætter ingen frist.")
    changes = TextAreaField("Hvad er nyt siden sidst?", [LONG])

    @property
    def send(self) -> str:
        return "Send vilkårene til kommunen"

    @property
    def sent(self) -> str:
        return f"Vilkårene er sendt til {self.facts['municipality'].name}."

    def start(self) -> dict[str, Any]:
        typed = self.facts["typed"]
        return {
            **super().start(),
            "takeover_on": day_of(typed.get("takeover_on")) or self.facts["takeover"].takeover_on,
            "transfer": transfer_start(typed.get("transfer", {})),
            "terms": typed.get("terms", []),
            "availability": typed.get("availability", ""),
            "supply_duty": typed.get("supply_duty", ""),
        }

    @property
    def again(self) -> bool:
        """Whether it is not the first version."""
        return bool(self.facts["version"] > 1)

    def answers(self) -> dict[str, Any]:
        return {
            **given(
                takeover_on=iso(self.takeover_on.data),
                availability=self.availability.data,
                supply_duty=self.supply_duty.data,
                answer_by=iso(self.answer_by.data),
                changes=self.changes.data if self.again else None,
            ),
            "shares": self.share_answers(),
            "transfer": transfer_answers(self.transfer.form),
            "terms": [given(heading=row.heading.data, text=row.text.data) for row in filled(self.terms)],
            "seen_warnings": self.seen_warnings.data,
        }


class SettlementForm(SharesForm):
    """The settlement on the region's final accounts."""

    template = "takeover_tasks/settlement.html"
    points = ("share",)

    approved_on = DateField("Regnskabet er godkendt den", [Filled("Skriv, hvornår regnskabet blev godkendt.")])
    remarks = TextAreaField("Bemærkninger", [LONG])

    @property
    def send(self) -> str:
        return "Send opgørelsen til kommunen"

    @property
    def sent(self) -> str:
        return f"Opgørelsen er sendt til {self.facts['municipality'].name}."

    def answers(self) -> dict[str, Any]:
        return {
            **given(approved_on=iso(self.approved_on.data), remarks=self.remarks.data),
            "shares": self.share_answers(),
            "seen_warnings": self.seen_warnings.data,
        }


class AnswerTermsForm(TakeoverTask):
    """The municipality's answer to the terms."""

    template = "takeover_tasks/answer_terms.html"
    points = ("procedure",)

    answer = choice(
        "Jeres svar",
        {
            "accept": "Vi accepterer vilkårene",
            "changes": "Vi ønsker ændringer",
            "withdraw": "Vi trækker overtagelsen tilbage",
        },
        ask="Vælg jeres svar.",
    )
    text = TextAreaField(
        "Begrundelse", [LONG], description="Skal skrives, når I ønsker ændringer eller trækker jer tilbage."
    )

    @property
    def send(self) -> str:
        return "Send svaret"

    @property
    def sent(self) -> str:
        told = {
            "accept": "Vilkårene er accepteret. Nu skal begge råd godkende aftalen.",
            "changes": "Ønskerne er sendt til regionen.",
            "withdraw": "Overtagelsen er trukket tilbage, og alle, der var orienteret, får besked.",
        }
        return told[self.answer.data]

    def answers(self) -> dict[str, Any]:
        return given(answer=self.answer.data, text=self.text.data)


class AnswerSettlementForm(TakeoverTask):
    """The municipality's answer to the settlement."""

    template = "takeover_tasks/answer_settlement.html"
    points = ("share",)

    agreed = choice("Jeres svar", {"yes": "Vi er enige i opgørelsen", "no": "Vi er ikke enige"}, ask="Vælg jeres svar.")
    text = TextAreaField("Hvad er I ikke enige i?", [LONG], description="Skal skrives, når I ikke er enige.")

    @property
    def send(self) -> str:
        return "Send svaret"

    @property
    def sent(self) -> str:
        agreed = self.agreed.data == "yes"
        return "Opgørelsen er godkendt, og sagen er afsluttet." if agreed else "Indsigelsen er sendt til regionen."

    def answers(self) -> dict[str, Any]:
        return given(agreed=self.agreed.data, text=self.text.data)
