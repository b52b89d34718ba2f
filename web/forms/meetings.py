"""A point of an agenda, what was concluded on it, to when it is postponed, and the minutes."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from web.filters import dato
from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.fields import NumberField
from web.forms.task_form import FILES
from workflows.services.meetings.agenda import PaperShown
from workflows.services.meetings.keeping import PointAnswers
from workflows.services.meetings.points import PointShown
from workflows.services.papers.attachments import LARGEST, Upload
from workflows.vocabulary import PointOutcome

LONG = Length(max=20_000)
OUTCOMES = {
    PointOutcome.CONCLUDED: "Der blev konkluderet noget",
    PointOutcome.NOTED: "Taget til efterretning",
    PointOutcome.DISCUSSED: "Drøftet uden konklusion",
}
"""What a point without a case can come to."""


class PointForm(Form):
    """A point without a case."""

    title = StringField("Overskrift", [Filled("Skriv punktets overskrift."), Length(max=300)])
    closed = BooleanField("Lukket punkt")
    speaking_minutes = NumberField("Taletid i minutter")
    text = TextAreaField("Tekst til dagsordenen", [LONG])

    def answers(self) -> PointAnswers:
        """What was typed, as the service takes it."""
        return PointAnswers(
            title=self.title.data or "",
            closed=bool(self.closed.data),
            speaking_minutes=self.speaking_minutes.data or None,
            text=self.text.data or "",
            papers=self.chosen(),
        )

    def chosen(self) -> frozenset[UUID]:
        """The papers that go with it: none without a case."""
        return frozenset()


class CasePointForm(PointForm):
    """A point of a case, with the papers that the body has got."""

    papers = SelectMultipleField(
        "Bilag",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Kun papirer, der er sendt til organet, kan lægges ved.",
    )

    def offer(self, papers: Sequence[PaperShown]) -> None:
        """Let these papers be chosen from."""
        self.papers.choices = [(str(one.id), f"{one.title}, {one.number}, version {one.version}") for one in papers]

    def chosen(self) -> frozenset[UUID]:
        """The papers that were ticked."""
        return frozenset(UUID(one) for one in self.papers.data or ())


class FilesForm(Form):
    """Files that go with a point: sent along, or chosen among those given in the case."""

    file = MultipleFileField("Vælg filer", description=f"{FILES} PDF og billeder vises som sider i dagsordenen.")
    chosen = SelectMultipleField(
        "Filer, der er givet i sagen", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def __init__(self, point: PointShown) -> None:
        super().__init__()
        self.chosen.choices = [(str(one.id), f"{one.name} ({one.giver})") for one in point.to_choose]

    @property
    def chosen_ids(self) -> frozenset[UUID]:
        """The files of the case that were ticked."""
        return frozenset(UUID(one) for one in self.chosen.data or ())

    def uploads(self) -> list[Upload]:
        """The files that were sent along, each read only as far as shows that it is too large."""
        return [Upload(one.filename, one.stream.read(LARGEST + 1)) for one in self.file.data or () if one]


class ConclusionForm(Form):
    """What came of a point without a case."""

    outcome = RadioField(
        "Hvad kom der ud af punktet?",
        [Filled("Vælg, hvad der kom ud af punktet.")],
        choices={one.value: words for one, words in OUTCOMES.items()},
    )
    conclusion = TextAreaField("Konklusion eller bemærkning", [LONG])

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

    def offer(self, meetings: Iterable[tuple[UUID, date]]) -> None:
        """Let these meetings be chosen from."""
        self.to_meeting_id.choices = [(str(one), dato(day)) for one, day in meetings]

    @property
    def chosen(self) -> UUID:
        """The meeting chosen."""
        return UUID(self.to_meeting_id.data)


class MinutesForm(Form):
    """What the minutes say beside the points."""

    present = TextAreaField("Til stede", [LONG], description="Én på hver linje.")
    remarks = TextAreaField("Bemærkninger", [LONG])
