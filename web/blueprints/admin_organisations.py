"""The secretariat's pages of organisations."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.admin import FormPage, organisation_choices, page_links, region_choices
from web.forms.admin_organisations import (
    ChangeOrganisationForm,
    EndOrganisationForm,
    NewOrganisationForm,
    OrganisationFilter,
)
from web.forms.base import Form, refusals_on
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.services.calendar import closed_days
from workflows.services.people import people
from workflows.services.register import bodies, history, organisations, regions, succession
from workflows.vocabulary import OrganisationKind

blueprint = Blueprint("admin_organisations", __name__, url_prefix="/administration/organisationer")


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """The organisations, by name, kind, region and day."""
    form = OrganisationFilter()
    _let_choose_region(form, "Alle")
    form.validate()
    found = organisations.list_organisations(
        text=form.text.data or "",
        kind=form.kind.data,
        region_code=form.region_code.data,
        on=form.on.data,
        page=form.page_number,
    )
    return render_template(
        "admin/organisations/index.html", form=form, found=found, links=page_links(found, form), regions=_region_names()
    )


@blueprint.get("/<uuid:organisation_id>")
@requires(Permission.ADMINISTER)
def show(organisation_id: UUID) -> ResponseReturnValue:
    """One organisation: its periods, people, seats and closed days."""
    organisation = organisations.get_organisation(organisation_id)
    return render_template(
        "admin/organisations/show.html",
        organisation=organisation,
        region=_region_names().get(organisation.region_code or ""),
        periods=organisations.periods_of(organisation.code),
        posts=people.posts_in(organisation_id),
        seats=bodies.seats_of(organisation_id),
        closed_days=closed_days.closed_days(organisation_id),
        history=history.history_of(organisation_id),
        regions=regions.regions_of(organisation_id),
    )


@blueprint.get("/ny")
@requires(Permission.ADMINISTER)
def new() -> ResponseReturnValue:
    """The form of a new organisation."""
    form = NewOrganisationForm()
    _let_choose_region(form, "Ingen")
    return _new_page().show(form)


@blueprint.post("/ny")
@requires(Permission.ADMINISTER)
def create() -> ResponseReturnValue:
    """Create an organisation."""
    form = NewOrganisationForm()
    _let_choose_region(form, "Ingen")
    if form.validate():
        with refusals_on(form):
            organisation_id = organisations.create_organisation(form.details(), actor=current_actor())
            flash(f"{form.name.data} er oprettet.")
            return redirect(url_for(".show", organisation_id=organisation_id), 303)
    return _new_page().show(form), 422


@blueprint.get("/<uuid:organisation_id>/ret")
@requires(Permission.ADMINISTER)
def edit(organisation_id: UUID) -> ResponseReturnValue:
    """The form of an organisation's name, region and address."""
    organisation = organisations.get_organisation(organisation_id)
    form = ChangeOrganisationForm(obj=organisation)
    _let_choose_region(form, "Ingen")
    return _edit_page(organisation_id, organisation.name).show(form)


@blueprint.post("/<uuid:organisation_id>/ret")
@requires(Permission.ADMINISTER)
def change(organisation_id: UUID) -> ResponseReturnValue:
    """Correct an organisation's name, region and address."""
    form = ChangeOrganisationForm()
    _let_choose_region(form, "Ingen")
    if form.validate():
        with refusals_on(form):
            organisations.change_organisation(
                organisation_id,
                name=form.name.data,
                address=form.address.data or "",
                region_code=form.region_code.data,
                actor=current_actor(),
            )
            flash("Rettelsen er gemt.")
            return redirect(url_for(".show", organisation_id=organisation_id), 303)
    return _edit_page(organisation_id, organisations.get_organisation(organisation_id).name).show(form), 422


@blueprint.get("/<uuid:organisation_id>/ophoer")
@requires(Permission.ADMINISTER)
def ending(organisation_id: UUID) -> ResponseReturnValue:
    """The form of an organisation's last day and successor."""
    organisation = organisations.get_organisation(organisation_id)
    lying_there = [row.id for row in regions.lying_in(organisation_id)]
    form = EndOrganisationForm(last_day=organisation.valid_to, moved_ids=lying_there)
    _let_choose_successor(form, organisation_id, organisation.kind)
    return _end_page(organisation_id, organisation.name).show(form)


@blueprint.post("/<uuid:organisation_id>/ophoer")
@requires(Permission.ADMINISTER)
def end(organisation_id: UUID) -> ResponseReturnValue:
    """End an organisation."""
    organisation = organisations.get_organisation(organisation_id)
    form = EndOrganisationForm()
    _let_choose_successor(form, organisation_id, organisation.kind)
    if form.validate():
        with refusals_on(form):
            succession.end_organisation(
                organisation_id,
                last_day=form.last_day.data,
                successor_id=form.successor_id.data,
                moved_ids=form.moved_ids.data if form.moved_ids else (),
                actor=current_actor(),
            )
            flash(f"Slutdagen for {organisation.name} er gemt.")
            return redirect(url_for(".show", organisation_id=organisation_id), 303)
    return _end_page(organisation_id, organisation.name).show(form), 422


def _region_names() -> dict[str, str]:
    return {row.code: row.name for row in organisations.organisations_of([OrganisationKind.REGION])}


def _let_choose_region(form: Form, empty: str) -> None:
    regions = organisations.organisations_of([OrganisationKind.REGION])
    form.region_code.choices = region_choices(regions, empty=empty)


def _let_choose_successor(form: EndOrganisationForm, organisation_id: UUID, kind: OrganisationKind) -> None:
    others = organisations.organisations_of([kind], ending_from=today())
    form.successor_id.choices = organisation_choices(
        (row for row in others if row.id != organisation_id), empty="Ingen"
    )
    form.moved_ids.choices = {str(row.id): row.name for row in regions.lying_in(organisation_id)}
    if not form.moved_ids.choices:
        del form.moved_ids


def _new_page() -> FormPage:
    address = url_for(".index")
    return FormPage("Ny organisation", "Opret organisation", address, [("Organisationer", address)])


def _edit_page(organisation_id: UUID, name: str) -> FormPage:
    address = url_for(".show", organisation_id=organisation_id)
    return FormPage(
        "Ret organisation",
        "Gem rettelsen",
        address,
        [("Organisationer", url_for(".index")), (name, address)],
        lead="Dokumenter, der er udstedt, beholder det navn og den adresse, de blev udstedt med.",
    )


def _end_page(organisation_id: UUID, name: str) -> FormPage:
    address = url_for(".show", organisation_id=organisation_id)
    return FormPage(
        f"{name} ophører",
        "Gem slutdagen",
        address,
        [("Organisationer", url_for(".index")), (name, address)],
        lead="Sager beholder de parter, de blev oprettet med: de, der har en rolle, gør dem færdige for den "
        "organisation, der er ophørt, og nye sager oprettes for efterfølgeren. Opret den først, hvis den er ny.",
    )
