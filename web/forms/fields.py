"""Form fields for amounts and dates as people write them, and for the field's words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from wtforms import Field, Form, StringField
from wtforms.validators import Regexp, ValidationError
from wtforms.widgets import TextInput

from web.filters import beloeb, kroner
from web.forms.parsing import amount_read, date_from, figure_from, number_from, percent_from
from workflows.clock import today
from workflows.rules.cpr import NotACpr, checked_cpr
from workflows.rules.dates_text import long_date, typed_date
from workflows.vocabulary import Labelled

EMAIL = Regexp(
    r"\s*([^@\s]+@[^@\s.]+(\.[^@\s.]+)+\s*)?\Z", message="Skriv e-mailen med snabel-a og punktum, fx navn@eksempel.dk."
)
"""An address that can be written to, or none."""

Word = TypeVar("Word", bound=Labelled)


class TypedField(Field):  # type: ignore[misc]
    """A field whose text is read into a value; what was typed stays when it cannot be read."""

    widget = TextInput()
    data: Any

    def read(self, text: str) -> Any:
        """The value that the text stands for; ValueError with a sentence in Danish when there is none."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The value as a user would type it."""
        raise NotImplementedError

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.write(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is None."""
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = self.read(valuelist[0])


class AmountField(TypedField):
    """An amount in kroner as a Decimal with two decimals, or None."""

    suffix = "kr."

    def read(self, text: str) -> Decimal:
        """The amount, e.g. of `1.234.567,89`; what was typed in millions is shown in kroner, to be sent again."""
        read = amount_read(text)
        if not read.certain:
            self.raw_data = [self.write(read.amount)]
            raise ValueError(f"»{text.strip()}« er læst som {kroner(read.amount)} Ret beløbet, eller send igen.")
        return read.amount

    def write(self, value: Decimal) -> str:
        """The amount with Danish signs and a plain hyphen for minus."""
        return beloeb(value).replace("\N{MINUS SIGN}", "-")


class FigureField(AmountField):
    """A number with at most two decimals, of anything."""

    suffix = ""

    def read(self, text: str) -> Decimal:
        """The number, e.g. of `12,5`."""
        return figure_from(text)


class PercentField(AmountField):
    """A percentage in hundredths with at most two decimals, or None."""

    suffix = "%"

    def read(self, text: str) -> Decimal:
        """The percentage, e.g. of `87,5 %`."""
        return percent_from(text)

    def write(self, value: Decimal) -> str:
        """The percentage with as many decimals as it has."""
        return f"{value.normalize():f}".replace(".", ",")


class DateInput(TextInput):  # type: ignore[misc]
    """A text that a script reads back as a date while one types."""

    def __call__(self, field: Any, **attributes: Any) -> Any:
        """The input."""
        return super().__call__(field, **{"data-reads": "date"} | attributes)


class DateField(TypedField):
    """A date, or None.

    Of a date typed without its whole year the field shows what it was read as, and asks for it to be sent again: no
    date is taken that nobody has seen in full.
    """

    widget = DateInput()

    def read(self, text: str) -> date:
        """The date, e.g. of `14. marts 2026`."""
        read = date_from(text, today())
        if not read.certain:
            self.raw_data = [self.write(read.day)]
            raise ValueError(f"»{text.strip()}« er læst som {long_date(read.day)}. Ret datoen, eller send igen.")
        return read.day

    def write(self, value: date) -> str:
        """The date as one types it."""
        return typed_date(value)


def not_before(first: str) -> Callable[[Form, Field], None]:
    """A validator for the last day of a period: it does not lie before the first, typed in the field of that name."""

    def check(form: Form, field: Field) -> None:
        if field.data and form[first].data and field.data < form[first].data:
            raise ValidationError("Den sidste dag ligger før den første.")

    return check


def read_back(typed: str) -> tuple[str, str]:
    """What a date is read as, in figures for its field and in words; what it can't be read for stands in the words."""
    try:
        day = date_from(typed, today()).day
    except ValueError as unread:
        return typed, str(unread)
    return typed_date(day), long_date(day)


class NumberField(TypedField):
    """A whole number that is not negative, or None."""

    def read(self, text: str) -> int:
        """The number, e.g. of `1.460`."""
        return number_from(text)

    def write(self, value: int) -> str:
        """The number in figures."""
        return str(value)


class CodeField(StringField):  # type: ignore[misc]
    """A text in which blanks at the ends mean nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the text without blanks at its ends."""
        if valuelist:
            self.data = valuelist[0].strip()


class CprField(CodeField):
    """A CPR number, which is told at once when it can't be one."""

    def pre_validate(self, _form: Any) -> None:
        """Refuse what is no number. Nothing typed is another's to ask for."""
        if self.data:
            try:
                checked_cpr(self.data, today=today())
            except NotACpr as wrong:
                raise ValidationError(wrong.message) from None


def words(of: type[Labelled], *, empty: str | None = None) -> dict[str, str]:
    """The `choices` of a field over the field's words; `empty` is the text of a first choice of nothing."""
    nothing = {} if empty is None else {"": empty}
    return nothing | {word.value: word.label for word in of}


def word_of(of: type[Word], value: str) -> Word:
    """The word that is kept as `value`.

    Raises ValueError when it is none of them.
    """
    for word in of:
        if word.value == value:
            return word
    raise ValueError(f"{value!r} is no {of.__name__}")


def word_in(of: type[Word]) -> Callable[[Any], Word | None]:
    """The `coerce` of a choice over the field's words: the word itself, None for nothing."""

    def coerce(value: Any) -> Word | None:
        return word_of(of, value) if value else None

    return coerce
