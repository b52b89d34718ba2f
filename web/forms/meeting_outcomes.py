"""What comes of a point of an agenda: a conclusion, a withdrawal, another meeting; what members had against it."""

from typing import Any, Self
from uuid import UUID

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from web.filters import dato
from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.fields import words
from web.forms.rows import Row, change_rows, fault_at, filled, rows_of
from workflows.services.meetings.dissents import MOST, Dissent, DissentKind
from workflows.services.meetings.points import PointShown
from workflows.vocabulary import PointOutcome

LONG = Length(max=20_000)
OUTCOMES = {
    PointOutcome.CONCLUDED: "Der blev konkluderet noget",
    PointOutcome.NOTED: "Taget til efterretning",
    PointOutcome.DISCUSSED: "Drøftet uden konklusion",
}
"""What a point without a case can come to."""


class ConclusionForm(Form):
    """What came of a point without a case."""

    outcome = RadioField(
        "Hvad kom der ud af punktet?",
        [Filled("Vælg, hvad der kom ud af punktet.")],
        choices={one.value: words for one, words in OUTCOMES.items()},
    )
    conclusion = TextAreaField("Konklusion eller bemærkning", [LONG])

    @classmethod
    def of(cls, point: PointShown) -> Self:
        """The form with what is kept."""
        return cls(outcome=(point.outcome or PointOutcome.CONCLUDED).value, conclusion=point.conclusion)

    @property
    def chosen(self) -> PointOutcome:
        """The outcome chosen."""
        return PointOutcome(self.outcome.data)


class WithdrawForm(Form):
    """Why a point is not treated."""

    reason = TextAreaField("Hvorfor udgår punktet?", [Filled("Skriv, hvorfor punktet udgår."), LONG])


class PostponeForm(Form):
    """To which meeting a point is postponed, and why."""

    to_meeting_id = SelectField("Udsættes til mødet", [Filled("Vælg et møde.")])
    reason = TextAreaField("Hvorfor?", [Filled("Skriv, hvorfor punktet udsættes."), LONG])

    def __init__(self, point: PointShown) -> None:
        super().__init__()
        self.to_meeting_id.choices = [(str(one), dato(day)) for one, day in point.others]

    @property
    def chosen(self) -> UUID:
        """The meeting chosen."""
        return UUID(self.to_meeting_id.data)


class DissentPart(Row):
    """One who stands apart from a conclusion."""

    who = StringField("Hvem", [Length(max=300)])
    kind = SelectField("Hvordan", choices=words(DissentKind))
    text = TextAreaField("Ord til referatet", [LONG])

    @property
    def blank(self) -> bool:
        """Whether nobody is named and nothing is said: how is always chosen."""
        return not any((field.data or "").strip() for field in (self.who, self.text))


class DissentsForm(Form):
    """All who stand apart from the conclusion on a point."""

    dissents = rows_of(DissentPart, "Forbehold og mindretal", most=MOST, least=1)

    def __init__(self, point: PointShown, formdata: Any = None) -> None:
        kept = [{"who": one.who, "kind": one.kind.value, "text": one.text} for one in point.dissents]
        super().__init__(data={"dissents": kept} if kept else None, **({"formdata": formdata} if formdata else {}))

    def change_rows(self, add: str | None, remove: str | None) -> None:
        """Add an empty row, or take one away, as a button asks."""
        change_rows(self, add, remove)

    def validate(self, *more: Any) -> bool:
        """Rows in which nothing is typed count for nothing."""
        list(filled(self.dissents))
        return bool(super().validate(*more))

    def given(self) -> list[Dissent]:
        """What was typed."""
        return [
            Dissent((row.who.data or "").strip(), DissentKind(row.kind.data), (row.text.data or "").strip())
            for row in filled(self.dissents)
        ]

    def put_error(self, name: str | None, text: str) -> None:
        """Show what is wrong with a row at its field."""
        if name and name.startswith("dissents["):
            at, _, column = name.removeprefix("dissents[").partition("].")
            fault_at(self, self.dissents.entries[int(at)].form[column], text)
        else:
            super().put_error(name, text)
