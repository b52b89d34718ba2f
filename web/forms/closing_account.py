"""The form of a closing account: the template's lines, what was carried forward, the key, the other offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wtforms import BooleanField, FieldList, FormField, SelectField, TextAreaField

from web.forms.closing_parts import (
    KeyPart,
    LinesPart,
    OtherPart,
    SignedField,
    drop_blank,
    given,
    other_of,
    plain,
)
from web.forms.closing_start import start_of
from web.forms.closing_task import ClosingTask
from web.forms.fields import AmountField, NumberField
from web.forms.task_form import LONG, ComputingForm
from workflows.access.actor import Actor
from workflows.rules.account_form import LINES, FormLine, LineAmounts, LineGroup, Remark, total
from workflows.rules.agreement_types import DistributionKey
from workflows.services.closing.previews import AccountPreview, differences, preview_account

MOST_ROWS = 100
NOTHING = Decimal(0)
REGISTERED = "Regnskabet er registreret og beregnet."


@dataclass(frozen=True)
class Result:
    """What an account gives as it stands."""

    preview: AccountPreview
    changes: Sequence[object] = ()
    """From the provisional to the final account."""

    @property
    def remarks(self) -> list[Remark]:
        """What is odd in the figures."""
        return self.preview.remarks


class AccountForm(ComputingForm, ClosingTask):
    """A whole account, as a person types it."""

    template = "closing_tasks/account.html"
    result_panel = "closing_tasks/result.html"
    result_live = "closing_tasks/result_live.html"
    result_short = "closing_tasks/result_short.html"
    aliases = {"turnover": "key", "occupancy_days": "key", "basis": "own_basis"}

    year = NumberField("Regnskabsår", description="Det år, hvor tilbuddet lukker.")
    months = NumberField("Måneder i drift", description="Antal måneder i lukkeåret, 0 til 12.")
    lines = FormField(LinesPart)
    carried_forward_offer = SignedField("Overført på tilbuddet")
    carried_forward_central = SignedField("Hensat centralt")
    key = FieldList(FormField(KeyPart), max_entries=MOST_ROWS)
    own_basis = AmountField("Beregningsgrundlag for tilbuddet, der lukker")
    unit_others = FieldList(FormField(OtherPart), max_entries=MOST_ROWS)
    region_others = FieldList(FormField(OtherPart), max_entries=MOST_ROWS)
    closing_year_turnover = AmountField(
        "Hele enhedens takstbaserede omsætning i lukkeåret",
        description="Bruges kun ved overskud: så regnes egenfinansieringen af den.",
    )
    waived = BooleanField(
        "Vi efterregulerer ikke underskuddet",
        description="Aftalen giver ret til at lade betalingskommunerne dække en del af et underskud. "
        "Sætter I kryds, bærer I det hele selv.",
    )
    note = TextAreaField("Forudsætninger og bemærkninger", [LONG], description="Står i regnskabet, som det sendes.")
    auditor_id = SelectField("Revisor", validate_choice=False)
    seen_warnings = BooleanField("Tallene er rigtige alligevel")

    @property
    def send(self) -> str:
        sends = {
            "task_enter_operator_account": "Send opgørelsen til køberne",
            "task_enter_final_account": "Send til revisor" if self.facts["needs_auditor"] else "Registrér regnskabet",
            "task_enter_provisional_account": f"Send til {self._committee}"
            if self._committee
            else "Registrér regnskabet",
        }
        return sends[self.page.element_id]

    @property
    def sent(self) -> str:
        if self.page.element_id == "task_enter_operator_account":
            return "Opgørelsen er beregnet og sendt til køberne, og sagen er afsluttet."
        if self.page.element_id == "task_enter_final_account":
            to_auditor = self.facts["needs_auditor"]
            return "Regnskabet er sendt til revisor." if to_auditor else REGISTERED
        return f"Regnskabet er sendt til {self._committee}." if self._committee else REGISTERED

    @property
    def _committee(self) -> str:
        first = self.facts["flow"].business_committee_first.value
        return str(self.facts["agreement"].business_committee.name) if first else ""

    def reasons(self) -> list[Any]:
        """What the agreement says of this account."""
        flow = self.facts["flow"]
        if self.page.element_id == "task_enter_final_account":
            return [flow.audit, flow.body_treats_final, flow.final_deadline]
        if self.page.element_id == "task_enter_provisional_account":
            return [flow.account_rounds, flow.business_committee_first]
        return [flow.account_rounds]

    def start(self) -> dict[str, Any]:
        """The previous version, else the registered figures."""
        return start_of(self.facts, unit=self.shows_unit, region=self.shows_region)

    # --- what it shows

    @property
    def shows_key(self) -> bool:
        """Whether anything is distributed by a key."""
        return self.facts["key"] is not DistributionKey.NONE

    @property
    def shows_unit(self) -> bool:
        """Whether the offer shares its economy with others."""
        return bool(self.facts["part_of_unit"])

    @property
    def shows_region(self) -> bool:
        """Whether the region's other offers take part."""
        return bool(self.facts["regional"]) and not self.facts["by_hand"] and not self.shows_key

    @property
    def shows_turnover(self) -> bool:
        """Whether a surplus would ask for the unit's turnover of the closing year."""
        return self.shows_unit and not self.facts["regional"] and not self.facts["by_hand"]

    @property
    def percentages(self) -> bool:
        """Whether the key is percentages."""
        return self.facts["key"] is DistributionKey.PERCENT

    @property
    def key_heading(self) -> str:
        """What the key is, in words."""
        if self.percentages:
            return "Hver parts procent af det, der fordeles; procenterne skal give 100 i alt"
        days = self.facts["key"] is DistributionKey.OCCUPANCY_DAYS
        return f"{'Belægningsdøgn' if days else 'Takstbaseret omsætning'} i de to regnskabsår før beslutningsåret"

    @property
    def key_columns(self) -> list[str]:
        """The columns of the key, with their unit."""
        if self.percentages:
            return ["Procent"]
        unit = "døgn" if self.facts["key"] is DistributionKey.OCCUPANCY_DAYS else "kr."
        return [f"{year}, {unit}" for year in self.facts["years"]]

    def lines_in(self, group: LineGroup) -> list[tuple[FormLine, Any]]:
        """The lines of a group with their fields."""
        return [(line, self.lines.form[line.key]) for line in LINES if line.group == group]

    def prepare(self) -> None:
        for line in self.lines.form:
            for field, column in ((line.form.budget, "budget"), (line.form.account, "regnskab")):
                field.label.text = f"{line.label.text}, {column}"
        years = self.facts["years"]
        for entry, row in self.key_rows():
            entry.year_minus_2.label.text = f"{row.name}, {years[0]}"
            entry.year_minus_1.label.text = f"{row.name}, {'procent' if self.percentages else years[1]}"
        for others, whole in ((self.unit_others, "enheden"), (self.region_others, "regionen")):
            for number, entry in enumerate(others, start=1):
                for field in entry.form:
                    field.label.text = f"{field.label.text.split(',')[0]}, tilbud {number} i {whole}"
        firms = {str(firm.id): firm.name for firm in self.facts["auditors"]}
        self.auditor_id.choices = {"": "Vælg revisor"} | firms

    def key_rows(self) -> list[tuple[Any, Any]]:
        """Each party's fields with what is known of it."""
        known = {str(row.organisation_id): row for row in self.facts["rows"]}
        entries = [entry.form for entry in self.key]
        return [(one, known[one.organisation_id.data]) for one in entries if one.organisation_id.data in known]

    def compute(self, actor: Actor) -> Result:
        """What the account gives by the rule of the case."""
        preview = preview_account(self.page.id, self.answers(), actor)
        before = self.facts["provisional"]
        return Result(preview, differences(before.account, preview.account) if before else ())

    def leave_warnings(self, result: Result) -> None:
        """Take away as errors what is only odd: it is shown with the result, and a tick answers it."""
        remarks = result.remarks
        odd = {remark.message for remark in remarks}
        self.form_errors: list[str] = [error for error in self.form_errors if error not in odd]
        for remark in remarks:
            field = self.field_at(remark.path)
            if field is not None:
                field.errors = [error for error in field.errors if error not in odd]

    # --- what was typed

    def amounts(self) -> dict[str, LineAmounts]:
        """The lines as far as they can be read."""
        return {
            line.short_name: LineAmounts(line.form.budget.data or NOTHING, line.form.account.data or NOTHING)
            for line in self.lines.form
        }

    def sums(self) -> dict[str, Decimal]:
        """The sums below the lines, by group and column."""
        sums = {
            f"{group.value}_{column}": total(self.amounts(), group, column)
            for group in LineGroup
            for column in ("budget", "account")
        }
        return sums | {
            f"result_{column}": sums[f"revenue_{column}"] - sums[f"costs_{column}"] for column in ("budget", "account")
        }

    def answers(self) -> dict[str, Any]:
        drop_blank(self.unit_others)
        drop_blank(self.region_others)
        account = given(
            year=self.year.data,
            months=self.months.data,
            carried_forward_offer=plain(self.carried_forward_offer.form.value),
            carried_forward_central=plain(self.carried_forward_central.form.value),
            note=self.note.data,
            auditor_id=self.auditor_id.data if self.facts["needs_auditor"] else None,
        )
        lines = {
            key: {"budget": f"{one.budget:f}", "account": f"{one.account:f}"} for key, one in self.amounts().items()
        }
        return account | {
            "lines": lines,
            "key": self._key(),
            "waived": bool(self.waived.data) and self.facts["may_waive"],
            "seen_warnings": self.seen_warnings.data,
            **self._whole(),
        }

    def _key(self) -> list[dict[str, Any]]:
        if not self.shows_key:
            return [
                {
                    "organisation_id": str(row.organisation_id),
                    "year_minus_2": f"{row.year_minus_2:f}",
                    "year_minus_1": f"{row.year_minus_1:f}",
                }
                for row in self.facts["rows"]
            ]
        return [
            given(
                organisation_id=entry.organisation_id.data,
                year_minus_2=None if self.percentages else plain(entry.year_minus_2.data),
                year_minus_1=plain(entry.year_minus_1.data),
            )
            for entry, _row in self.key_rows()
        ]

    def _whole(self) -> dict[str, Any]:
        whole: dict[str, Any] = {}
        if self.shows_unit:
            whole = given(own_basis=plain(self.own_basis.data))
            whole["unit_others"] = [other_of(row.form, accumulated=False) for row in self.unit_others]
        if self.shows_turnover:
            whole |= given(closing_year_turnover=plain(self.closing_year_turnover.data))
        if self.shows_region:
            whole["region_others"] = [other_of(row.form, accumulated=True) for row in self.region_others]
        return whole
