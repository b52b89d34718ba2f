"""The figures of a takeover as a person types them: the units' accounts, and what goes along with the offers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from web.forms.closing_parts import SubForm, amount_of, given, plain
from web.forms.fields import AmountField, DateField, FigureField, NumberField
from web.forms.rows import Row, filled, rows_of
from web.forms.takeover_task import TakeoverTask
from web.forms.task_form import LONG, ComputingForm, iso
from workflows.access.actor import Actor
from workflows.services.takeover.previews import SharePreview, preview_shares

SHORT = Length(max=300)
UNIT_AMOUNTS = ("budget", "revenue", "costs", "year_result", "carried_forward", "accumulated")


class UnitPart(Row):
    """One unit of the economic unit, as the approved accounts give it."""

    name = StringField("Enhed", [SHORT])
    budget = AmountField("Budget")
    revenue = AmountField("Indtægter")
    costs = AmountField("Omkostninger")
    year_result = AmountField("Årets resultat")
    carried_forward = AmountField("Overført")
    accumulated = AmountField("Akkumuleret")


class SharePart(SubForm):
    """The economic unit that one offer comes from."""

    offer_id = HiddenField()
    economic_unit = StringField("Økonomisk enhed", [SHORT])
    year = NumberField("Regnskabsår")
    units = rows_of(UnitPart)
    taken_over = RadioField("Overtages", choices=[], validate_choice=False)
    total_accumulated = AmountField(
        "Enhedens akkumulerede resultat i alt",
        description="Som det står i det godkendte regnskab. Minus er underskud.",
    )
    agreed_share = AmountField(
        "Aftalt andel af over- eller underskuddet", description="Minus er et underskud, der følger med."
    )
    share_reason = TextAreaField("Hvordan er andelen fundet?", [LONG])

    def validate_taken_over(self, field: RadioField) -> None:
        """One of the units is the one that is taken over."""
        typed = [entry for entry in self.units if not entry.form.blank]
        if typed and field.data not in [entry.name for entry in typed]:
            raise ValidationError("Vælg den enhed, der overtages.")

    @property
    def name_taken_over(self) -> str | None:
        """The name of the unit that is taken over; its row is chosen."""
        return next((row.form.name.data for row in self.units if row.name == self.taken_over.data), None)


class HoldingPart(Row):
    """An asset or a liability."""

    label = StringField("Aktiv eller passiv", [SHORT])
    amount = AmountField("Beløb")
    explanation = StringField("Forklaring", [Length(max=2000)])


class StaffPart(Row):
    """A group of employees that goes along."""

    group = StringField("Gruppe", [SHORT])
    employees = NumberField("Antal")
    full_time = FigureField("Årsværk")


class UsersPart(Row):
    """What an acting municipality has in the offers."""

    municipality = StringField("Handlekommune", [SHORT])
    places = NumberField("Pladser")
    users = NumberField("Borgere")


class ContractPart(Row):
    """A contract that is running."""

    party = StringField("Aftalepart", [SHORT])
    subject = StringField("Om", [SHORT])
    ends = DateField("Udløber")
    remarks = StringField("Bemærkning", [Length(max=2000)])


class TransferPart(SubForm):
    """What goes along with the offers."""

    holdings = rows_of(HoldingPart)
    property_value = AmountField("Ejendommenes værdi på overtagelsestidspunktet")
    property_note = StringField("Bemærkning om ejendommene", [Length(max=2000)])
    staff = rows_of(StaffPart)
    civil_servants = TextAreaField("Tjenestemænd", [LONG])
    pensions = TextAreaField("Pensionsforpligtelser", [LONG])
    users = rows_of(UsersPart)
    contracts = rows_of(ContractPart)
    remarks = TextAreaField("Andet, der følger med", [LONG])


class SharesForm(ComputingForm, TakeoverTask):
    """A form with the units' accounts of each offer: calculation T is shown before it is sent."""

    wide = True
    result_panel = "takeover_tasks/result.html"
    result_live = "takeover_tasks/result_live.html"

    shares = FieldList(FormField(SharePart))
    seen_warnings = BooleanField("Tallene skal stå, som de er")

    @property
    def by_rule(self) -> bool:
        """Whether the share follows of the agreement; else it is negotiated."""
        return bool(self.facts["regime"].share.value == "by_rule")

    @property
    def agreed(self) -> bool:
        """Whether the negotiated share is asked for."""
        return not self.by_rule

    def start(self) -> dict[str, Any]:
        """What is known already, one part for each offer."""
        typed: Mapping[str, Any] = self.facts["typed"]
        known = {str(share["offer_id"]): share for share in typed.get("shares", [])}
        offers = enumerate(str(offer.id) for offer in self.facts["offers"])
        return {"shares": [self._share(number, offer_id, known.get(offer_id, {})) for number, offer_id in offers]}

    def _share(self, number: int, offer_id: str, typed: Mapping[str, Any]) -> dict[str, Any]:
        amounts = ("total_accumulated", "agreed_share")
        texts = {name: typed.get(name, "") for name in ("economic_unit", "share_reason")}
        rows = [_unit(row) for row in typed.get("units", [])] or (self._empty_units(typed) if self.by_rule else [])
        taken = [row["name"] == typed.get("taken_over") for row in rows]
        return {
            "offer_id": offer_id,
            "year": typed.get("year"),
            "units": rows,
            "taken_over": f"shares-{number}-units-{taken.index(True)}" if any(taken) else None,
            **texts,
            **{name: amount_of(typed.get(name)) for name in amounts},
        }

    def _empty_units(self, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Where the accounts must be given: a row for the offer, and more where others share its economic unit."""
        name = typed.get("taken_over", "")
        alone = typed.get("economic_unit") == name
        return [{"name": name}, *([] if alone else [{"name": ""}, {"name": ""}])]

    def parts(self) -> list[tuple[Any, Any]]:
        """Each offer with its fields."""
        offers = {str(offer.id): offer for offer in self.facts["offers"]}
        entries = [entry.form for entry in self.shares]
        return [(offers[one.offer_id.data], one) for one in entries if one.offer_id.data in offers]

    def has_agreed(self, offer: str) -> bool:
        """Whether a negotiated share of the offer of that name is typed."""
        return self.agreed and any(
            one.name == offer and part.agreed_share.data is not None for one, part in self.parts()
        )

    def compute(self, actor: Actor) -> list[SharePreview]:
        """What follows each offer, with the cells that contradict each other."""
        return preview_shares(self.page.id, self.answers(), actor)

    def leave_warnings(self, result: list[SharePreview]) -> None:
        """Take away as errors what is only odd: it stands with the result, and a tick answers it."""
        for path, text in (warning for one in result for warning in one.warnings):
            field = self.field_at(path)
            if field is not None:
                field.errors = [error for error in field.errors if error != text]

    def share_answers(self) -> list[dict[str, Any]]:
        """The shares as the service takes them."""
        return [self._share_answer(part) for _, part in self.parts()]

    def _share_answer(self, part: Any) -> dict[str, Any]:
        units = list(filled(part.units))
        answer = given(
            offer_id=part.offer_id.data,
            economic_unit=part.economic_unit.data,
            year=part.year.data,
            taken_over=part.name_taken_over,
            total_accumulated=plain(part.total_accumulated.data),
        )
        if self.agreed:
            answer |= given(agreed_share=plain(part.agreed_share.data), share_reason=part.share_reason.data)
        rows = [given(name=unit.name.data, **{name: plain(unit[name].data) for name in UNIT_AMOUNTS}) for unit in units]
        return {**answer, "units": rows}


def transfer_start(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What goes along, as its fields begin from it."""
    return {
        **typed,
        "holdings": [{**row, "amount": amount_of(row["amount"])} for row in typed.get("holdings", [])],
        "property_value": amount_of(typed.get("property_value")),
        "staff": [{**row, "full_time": amount_of(row.get("full_time"))} for row in typed.get("staff", [])],
        "contracts": [{**row, "ends": day_of(row.get("ends"))} for row in typed.get("contracts", [])],
    }


def transfer_answers(part: Any) -> dict[str, Any]:
    """What goes along, as the service takes it."""
    return {
        **given(
            property_value=plain(part.property_value.data),
            property_note=part.property_note.data,
            civil_servants=part.civil_servants.data,
            pensions=part.pensions.data,
            remarks=part.remarks.data,
        ),
        "holdings": [
            given(label=row.label.data, amount=plain(row.amount.data), explanation=row.explanation.data)
            for row in filled(part.holdings)
        ],
        "staff": [
            given(group=row.group.data, employees=row.employees.data, full_time=plain(row.full_time.data))
            for row in filled(part.staff)
        ],
        "users": [
            given(municipality=row.municipality.data, places=row.places.data, users=row.users.data)
            for row in filled(part.users)
        ],
        "contracts": [
            given(party=row.party.data, subject=row.subject.data, ends=iso(row.ends.data), remarks=row.remarks.data)
            for row in filled(part.contracts)
        ],
    }


def day_of(text: Any) -> date | None:
    """A day as the services give it back."""
    return date.fromisoformat(text) if isinstance(text, str) and text else text or None


def _unit(typed: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": typed["name"], **{name: amount_of(typed[name]) for name in UNIT_AMOUNTS}}
