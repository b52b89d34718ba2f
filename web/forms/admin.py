"""What the secretariat's forms have in common: required answers, choices of organisations, the page of a form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlencode
from uuid import UUID

from flask import render_template, request, url_for
from wtforms.validators import StopValidation

from web.filters import dato_kort
from web.forms.base import Form
from web.forms.fields import DateField, NumberField
from workflows.vocabulary import OrganisationKind

Choices = dict[str, str]
"""The value and the text of each choice."""
AUTHORITIES = (OrganisationKind.MUNICIPALITY, OrganisationKind.REGION)


class Filled:
    """A field that must be answered; a value that cannot be read keeps its own error."""

    field_flags = {"required": True}

    def __init__(self, message: str = "Feltet skal udfyldes.") -> None:
        self.message = message

    def __call__(self, form: Form, field: Any) -> None:  # noqa: ARG002 - the library calls it so
        """Stop with the message when nothing was answered."""
        empty = field.data is None or field.data == [] or (isinstance(field.data, str) and not field.data.strip())
        if empty and not field.errors:
            raise StopValidation(self.message)


class FilterForm(Form):
    """A list's filter; its answers stand in the address, and one that cannot be read filters nothing."""

    class Meta(Form.Meta):
        """Reading a list changes nothing, so it needs no token."""

        csrf = False

    page = NumberField("Side")

    def __init__(self) -> None:
        """Read the address; without any answers the fields have their usual ones."""
        super().__init__(request.args or None)

    @property
    def page_number(self) -> int:
        """The page of the list, from 1."""
        return self.page.data or 1


class OrganisationRow(Protocol):
    """What a choice of organisations shows of one."""

    @property
    def id(self) -> UUID: ...

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> OrganisationKind: ...

    @property
    def valid_to(self) -> date | None: ...


class Paged(Protocol):
    """A page of a list, as the services give it."""

    @property
    def number(self) -> int: ...

    @property
    def pages(self) -> int: ...


@dataclass(frozen=True)
class PageLinks:
    """Where the list goes on, and where it begins."""

    next: str | None
    first: str | None


@dataclass(frozen=True)
class FormPage:
    """A page with one form: what stands around the fields."""

    title: str
    submit: str
    cancel: str
    trail: Sequence[tuple[str, str]]
    lead: str | None = None
    kind: str = "primary"
    """`warning` for what cannot be undone."""

    def show(self, form: Form) -> str:
        """The page; the form is sent to the address that it is shown at."""
        trail = [("Administration", url_for("admin.index")), *self.trail]
        return render_template(
            "admin/form.html", page=self, form=form, trail=trail, action=request.full_path.rstrip("?")
        )


def page_links(page: Paged, form: FilterForm) -> PageLinks:
    """Links from page to page that keep the filter, also the usual one that nobody chose."""
    usual = {field.name: field._value() for field in form if isinstance(field, DateField)}
    kept = request.args.to_dict() or usual

    def address(number: int) -> str:
        return f"{request.path}?{urlencode(kept | {'page': str(number)})}"

    return PageLinks(
        next=address(page.number + 1) if page.number < page.pages else None,
        first=address(1) if page.number > 1 else None,
    )


def id_or_none(value: object) -> UUID | None:
    """The `coerce` of a choice among rows: the row's id, None for nothing."""
    return UUID(str(value)) if value else None


def text_or_none(value: object) -> str | None:
    """The `coerce` of a choice among codes: the code, None for nothing."""
    return str(value) if value else None


def organisation_choices(organisations: Iterable[OrganisationRow], *, empty: str) -> Choices:
    """Organisations to choose among; one that ends says when, one yet to come says from when."""
    return {"": empty} | {str(row.id): _name(row) for row in organisations}


def region_choices(organisations: Iterable[OrganisationRow], *, empty: str) -> Choices:
    """Regions to choose among, by code."""
    regions = [row for row in organisations if row.kind is OrganisationKind.REGION]
    return {"": empty} | {row.code: _name(row) for row in regions}


def _name(row: OrganisationRow) -> str:
    return f"{row.name} (til {dato_kort(row.valid_to)})" if row.valid_to else row.name
