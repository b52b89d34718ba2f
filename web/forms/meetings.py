"""A point of an agenda, and the files that go with it."""

from collections.abc import Sequence
from uuid import UUID

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.fields import NumberField
from web.forms.task_form import FILES
from workflows.services.meetings.agenda import PaperShown
from workflows.services.meetings.keeping import PointAnswers
from workflows.services.meetings.points import PointShown
from workflows.services.papers.attachments import LARGEST, Upload

LONG = Length(max=20_000)


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
