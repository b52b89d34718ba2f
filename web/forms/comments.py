"""What is written in the thread of a case."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from wtforms import SelectField, TextAreaField
from wtforms.validators import Length

from web.forms.admin import Filled
from web.forms.base import Form
from web.forms.brake_task import boxes
from workflows.services.casework.addressees import Addressee
from workflows.services.comments.writing import LONGEST, Question

NOBODY = "Ingen – det er en kommentar"
HOW_TO_MENTION = "Skriv @ og et navn for at gøre en bestemt person opmærksom på det, fx @Anne Holmgaard."


class TextForm(Form):
    """An answer, or what was written put right."""

    text = TextAreaField("Tekst", [Filled("Skriv noget."), Length(max=LONGEST)], description=HOW_TO_MENTION)

    def __init__(self, label: str, text: str = "") -> None:
        super().__init__(data={"text": text})
        self.text.label.text = label


class CommentForm(TextForm):
    """A comment or a question, and who may read it."""

    asked = SelectField(
        "Hvem spørger du?", validate_choice=False, description="Spørgsmålet er åbent, til det er besvaret."
    )
    readers = boxes(
        "Hvem må læse det?",
        description="Den, du spørger, kan altid læse det. Vælger du ingen, bliver det i jeres egen organisation.",
    )

    def __init__(self, to: Sequence[Addressee], *, own_organisation: UUID, own_id: UUID) -> None:
        super().__init__("Skriv en kommentar eller et spørgsmål")
        others = [one for one in to if one.organisation_id != own_organisation]
        self.readers.choices = {str(one.organisation_id): one.name for one in others}
        self.asked.choices = {"": NOBODY} | {
            value: label for one in to for value, label in _choices(one, own_organisation, own_id)
        }

    @property
    def question(self) -> Question | None:
        """Who is asked; none for a comment, and nobody that exists for a choice that is none."""
        if not self.asked.data:
            return None
        organisation, _, person = self.asked.data.partition(":")
        return Question(_id(organisation), _id(person) if person else None)

    @property
    def reader_ids(self) -> set[UUID]:
        """The organisations chosen."""
        return {_id(one) for one in self.readers.data or ()}


def _choices(one: Addressee, own_organisation: UUID, own_id: UUID) -> Iterator[tuple[str, str]]:
    """An organisation, then its people; of one's own only the colleagues."""
    if one.organisation_id != own_organisation:
        yield str(one.organisation_id), one.name
    for person, name in one.people.items():
        if person != own_id:
            yield f"{one.organisation_id}:{person}", f"{one.name}: {name}"


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
