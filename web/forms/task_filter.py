"""What the work list shows; the answers stand in the address, by the words of `TaskFilter`."""

from collections.abc import Iterable

from wtforms import HiddenField, SelectField

from web.forms.admin import AUTHORITIES, FilterForm, OrganisationRow, organisation_choices
from web.forms.fields import DateField
from web.forms.task_form import iso
from workflows.access.permissions import GRANTS, TASK_PERMISSIONS
from workflows.services.casework.task_filters import Due, Holder, TaskFilter, TaskOrder
from workflows.vocabulary import AgreementId, Labelled, Party, Priority, Process


def _words(of: Iterable[Labelled], empty: str | None = "Alle") -> dict[str, str]:
    nothing = {} if empty is None else {"": empty}
    return nothing | {word.value: word.label for word in of}


LANES = [
    party for party in Party if any(grant.party is party for one in TASK_PERMISSIONS.values() for grant in GRANTS[one])
]
"""The parts in a case that have tasks at all."""


def _one_of(label: str, choices: dict[str, str]) -> SelectField:
    """A choice in the address; a word that is none asks for nothing."""
    return SelectField(label, choices=choices, validate_choice=False)


class TaskFilterForm(FilterForm):
    """Which tasks, and in which order."""

    liste = HiddenField()
    frist = _one_of("Frist", _words(Due))
    frist_fra = DateField("Frist fra")
    frist_til = DateField("Frist til og med")
    proces = _one_of("Proces", _words(Process))
    aftale = _one_of("Rammeaftale", _words(AgreementId))
    kommune = SelectField("Kommune eller region", validate_choice=False, description="Den, hvis sag det er.")
    part = _one_of("Opgaven er for", _words(LANES))
    prioritet = _one_of("Prioritet", _words(Priority))
    hos = _one_of("Fordeling", _words(Holder))
    sorter = _one_of("Sortér efter", _words(TaskOrder, empty=None))

    def let_choose(self, organisations: Iterable[OrganisationRow]) -> None:
        """The municipalities and regions to choose among."""
        self.kommune.choices = organisation_choices(
            [one for one in organisations if one.kind in AUTHORITIES], empty="Alle"
        )

    def asked(self) -> TaskFilter:
        """What is asked; a date as people write it is read, and one that cannot be read asks for nothing."""
        typed = {field.name: field.data for field in self if not isinstance(field, DateField)}
        dates = {"frist_fra": iso(self.frist_fra.data), "frist_til": iso(self.frist_til.data)}
        return TaskFilter.read(typed | dates)
