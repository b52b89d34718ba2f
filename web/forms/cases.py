"""What narrows the list of cases and the history of a case; the answers stand in the address."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from wtforms import HiddenField, SelectField, StringField

from web.forms.admin import FilterForm, OrganisationRow, id_or_none, organisation_choices
from web.forms.fields import DateField, not_before, words
from web.forms.task_filter import in_words
from workflows.services.casework.case_filters import CaseDue, CaseFilter
from workflows.services.casework.case_kinds import all_kinds
from workflows.services.casework.history import HistoryPage, Wanted
from workflows.services.casework.task_scopes import Tally
from workflows.vocabulary import AgreementId, CaseStatus, EventKind, Process

ENDED = (CaseStatus.CLOSED, CaseStatus.CALLED_OFF)


class CaseListFilter(FilterForm):
    """Which cases a list shows; a word that is none asks for nothing."""

    vis = HiddenField()
    art = SelectField("Slags sag", choices=words(Process, empty="Alle slags"), default="", validate_choice=False)
    aftale = SelectField("Aftale", choices=words(AgreementId, empty="Alle aftaler"), default="", validate_choice=False)
    organisation = SelectField("Kommune eller anden part", coerce=id_or_none, validate_choice=False)
    frist = SelectField("Frist", choices=words(CaseDue, empty="Alle"), default="", validate_choice=False)
    status = SelectField(
        "Status", choices={"": "Alle", **{one.value: one.label for one in ENDED}}, default="", validate_choice=False
    )

    def let_choose(self, organisations: Iterable[OrganisationRow], kinds: Mapping[Process, Tally]) -> None:
        """The organisations to choose among, and how many cases there are of each kind."""
        self.organisation.choices = organisation_choices(organisations, empty="Alle")
        self.art.choices = {"": f"Alle slags ({in_words(all_kinds(kinds))})"} | {
            one.value: f"{one.label} ({in_words(count)})" for one, count in kinds.items()
        }

    @property
    def ended(self) -> bool:
        """Whether the cases that have ended are asked for."""
        return bool(self.vis.data == "afsluttede")

    @property
    def followed(self) -> bool:
        """Whether only those that one follows are asked for."""
        return bool(self.vis.data == "foelger")

    @property
    def of_the_tab(self) -> tuple[CaseStatus, ...]:
        """The running cases, those that have ended, or all among those that one follows."""
        return ENDED if self.ended else tuple(CaseStatus) if self.followed else (CaseStatus.RUNNING,)

    @property
    def asked(self) -> CaseFilter:
        """What is asked for."""
        return CaseFilter(
            status=tuple(one for one in self.of_the_tab if one.value == self.status.data) or self.of_the_tab,
            process=next((one for one in Process if one.value == self.art.data), None),
            agreement=next((one for one in AgreementId if one.value == self.aftale.data), None),
            organisation_id=self.organisation.data,
            followed=self.followed,
            due=None if self.ended else next((one for one in CaseDue if one.value == self.frist.data), None),
        )

    @property
    def address(self) -> dict[str, Any]:
        """The answers as they stand in the address."""
        return {field.name: str(field.data) for field in self if field.data and field.name != "page"}


class HistoryFilter(FilterForm):
    """Kind, organisation, period and words."""

    art = SelectField("Hændelse", choices={"": "Alle"}, validate_choice=False)
    organisation = SelectField("Organisation", choices={"": "Alle"}, validate_choice=False)
    siden = DateField("Fra og med")
    til = DateField("Til og med", [not_before("siden")])
    ord = StringField("Ord i teksten")

    @property
    def wanted(self) -> Wanted:
        """What is asked for; an answer that can't be read narrows nothing."""
        return Wanted(
            kind=next((kind for kind in EventKind if kind.value == self.art.data), None),
            organisation_id=_id(self.organisation.data),
            first=self.siden.data,
            last=self.til.data,
            words=self.ord.data or "",
        )

    @property
    def address(self) -> dict[str, Any]:
        """The answers as they stand in the address."""
        return {field.name: field._value() if hasattr(field, "_value") else field.data for field in self if field.data}

    def choose_among(self, found: HistoryPage) -> None:
        """Offer the kinds and the organisations that the history has."""
        self.art.choices = {"": "Alle"} | {kind.value: kind.label for kind in found.kinds}
        self.organisation.choices = {"": "Alle"} | {str(one): name for one, name in found.organisations.items()}


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
