"""What the work list shows; the answers stand in the address, by the words of `TaskFilter`."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import HiddenField, SelectField

from web.forms.admin import AUTHORITIES, FilterForm, OrganisationRow, organisation_choices
from web.forms.fields import DateField, not_before
from web.forms.task_form import iso
from workflows.access.grants import GRANTS
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.services.casework.task_filters import Due, Holder, TaskFilter, TaskOrder
from workflows.services.casework.task_scopes import Tally
from workflows.vocabulary import AgreementId, Labelled, Party, Priority, Process


def _words(of: Iterable[Labelled], empty: str | None = "Alle") -> dict[str, str]:
    nothing = {} if empty is None else {"": empty}
    return nothing | {word.value: word.label for word in of}


LANES = [
    party for party in Party if any(grant.party is party for one in TASK_PERMISSIONS.values() for grant in GRANTS[one])
]
"""The parts in a case that have tasks at all."""


COUNTED: dict[str, tuple[str, Iterable[Any]]] = {
    "due": ("frist", Due),
    "process": ("proces", Process),
    "agreement": ("aftale", AgreementId),
    "lane": ("part", LANES),
    "priority": ("prioritet", Priority),
    "holder": ("hos", Holder),
    "municipality_id": ("kommune", ()),
}
"""The parts of the filter whose choices are counted: the field, and what can be chosen where it is always the same."""
NONE = Tally(0)


def in_words(one: Tally) -> str:
    """A count as the filter says it, e.g. »mindst 40«; as components/tally.html does in a page."""
    if one.more:
        return "over 1.000" if one.number >= 1000 else f"mindst {one.number}"
    return str(one.number)


def _one_of(label: str, choices: dict[str, str]) -> SelectField:
    """A choice in the address; a word that is none asks for nothing."""
    return SelectField(label, choices=choices, validate_choice=False)


class TaskFilterForm(FilterForm):
    """Which tasks, and in which order."""

    liste = HiddenField()
    frist = _one_of("Frist", _words(Due))
    frist_fra = DateField("Frist fra")
    frist_til = DateField("Frist til og med", [not_before("frist_fra")])
    proces = _one_of("Proces", _words(Process))
    aftale = _one_of("Rammeaftale", _words(AgreementId))
    kommune = SelectField("Hvis sag det er", validate_choice=False)
    part = _one_of("Opgaven er for", _words(LANES))
    prioritet = _one_of("Prioritet", _words(Priority))
    hos = _one_of("Fordeling", _words(Holder))
    sorter = _one_of("Sortér efter", _words(TaskOrder, empty=None))

    def let_choose(self, organisations: Iterable[OrganisationRow]) -> None:
        """The municipalities and regions to choose among."""
        self.kommune.choices = organisation_choices(
            [one for one in organisations if one.kind in AUTHORITIES], empty="Alle"
        )

    def let_count(self, counted: Mapping[str, Mapping[Any, Tally]]) -> None:
        """Say at each choice how many tasks the list would have with it."""
        for name, (field, _) in COUNTED.items():
            numbers = {str(choice): one for choice, one in counted[name].items()}
            choices = self[field].choices.items()
            self[field].choices = {
                value: f"{text} ({in_words(numbers.get(value, NONE))})" if value else text for value, text in choices
            }

    def asked(self) -> TaskFilter:
        """What is asked; a date as people write it is read, and one that cannot be read asks for nothing."""
        typed = {field.name: field.data for field in self if not isinstance(field, DateField)}
        dates = {"frist_fra": iso(self.frist_fra.data), "frist_til": iso(self.frist_til.data)}
        return TaskFilter.read(typed | dates)
