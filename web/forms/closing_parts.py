"""Parts of the forms of accounts: a line, a party of the key, another offer, an amount with its sign in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField, RadioField, StringField
from wtforms.validators import Length, ValidationError

from web.forms.base import Form
from web.forms.fields import AmountField
from workflows.rules.account_form import LINES


def plain(amount: Decimal | None) -> str | None:
    """An amount in kroner as the services take it."""
    return None if amount is None else f"{amount:f}"


def given(**answers: Any) -> dict[str, Any]:
    """The answers that were given; a missing one is the service's to ask for."""
    return {name: value for name, value in answers.items() if value is not None and value != ""}


class SubForm(PlainForm):  # type: ignore[misc]
    """A part of a form that has the token."""

    class Meta(Form.Meta):
        """Danish error texts; the whole form has the token."""

        csrf = False


class SignedPart(SubForm):
    """An amount, and in words which way it goes."""

    amount = AmountField("Beløb")
    sign = RadioField("Fortegn", choices={"deficit": "Underskud", "surplus": "Overskud"}, validate_choice=False)

    def validate_amount(self, field: AmountField) -> None:
        """A minus says deficit; it can't be a surplus too."""
        if field.data is not None and field.data < 0 and self.sign.data == "surplus":
            raise ValidationError("Et overskud skrives uden minus. Ret beløbet, eller vælg underskud.")

    def validate_sign(self, field: RadioField) -> None:
        """An amount goes one way or the other."""
        amount = self.amount.data
        if amount is not None and amount > 0 and not field.data:
            raise ValidationError("Vælg, om beløbet er et underskud eller et overskud.")

    @property
    def value(self) -> Decimal | None:
        """The amount with its sign, negative for a deficit; none when nothing was typed."""
        amount: Decimal | None = self.amount.data
        if amount is None:
            return None
        return -abs(amount) if self.sign.data == "deficit" else amount


class SignedField(FormField):  # type: ignore[misc]
    """An amount whose sign is chosen in words."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(SignedPart, label=label, **options)


def signed(amount: Decimal | None) -> dict[str, Any]:
    """An amount as a SignedField begins from it."""
    if not amount:
        return {"amount": None, "sign": None}
    return {"amount": abs(amount), "sign": "deficit" if amount < 0 else "surplus"}


class LinePart(SubForm):
    """Budget and account of one line."""

    budget = AmountField("Budget")
    account = AmountField("Regnskab")


LinesPart: type[SubForm] = type(
    "LinesPart", (SubForm,), {line.key: FormField(LinePart, label=line.label) for line in LINES}
)
"""The lines of the template, in its order."""


class KeyPart(SubForm):
    """What one party bought in the two years of the key; with percentages only the second is used."""

    organisation_id = HiddenField()
    year_minus_2 = AmountField()
    year_minus_1 = AmountField()


class OtherPart(SubForm):
    """Another offer: its tariff basis, and its accumulated result where it is known."""

    name = StringField("Tilbud", [Length(max=200)])
    basis = AmountField("Beregningsgrundlag")
    accumulated = AmountField("Akkumuleret resultat")

    @property
    def blank(self) -> bool:
        """Whether nothing is typed in the row."""
        return not any((field.raw_data or [""])[0].strip() if field.raw_data else field.data for field in self)


def drop_blank(others: Any) -> None:
    """Leave out the rows in which nothing is typed."""
    others.entries = [entry for entry in others.entries if not entry.form.blank]


def other_of(row: OtherPart, *, accumulated: bool) -> dict[str, Any]:
    """A row as the services take it."""
    result = plain(row.accumulated.data) if accumulated else None
    return given(name=row.name.data, basis=plain(row.basis.data), accumulated=result)


def amount_of(text: str | None) -> Decimal | None:
    """An amount as the services give it back."""
    return None if text is None else Decimal(text)


def amounts_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The amounts of a row, without its name and its organisation."""
    return {name: amount_of(value) for name, value in row.items() if name not in ("name", "organisation_id")}
