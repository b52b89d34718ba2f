"""The secretariat's pages of offers, their buyers and economic units."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.admin import AUTHORITIES, FormPage, organisation_choices, page_links, region_choices
from web.forms.admin_offers import OfferFilter, OfferForm, SalesForm, UnitForm, sale_rows
from web.forms.base import refusals_on
from web.forms.changes import with_rows_changed
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.services.register import history, offers, organisations, sales
from workflows.vocabulary import OrganisationKind

FIRST_YEAR = 2007
"""The first year in which the municipalities of today could buy anything."""

blueprint = Blueprint("admin_offers", __name__, url_prefix="/administration/tilbud")


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """The offers, by name, operator, region and day."""
    form = OfferFilter()
    authorities = organisations.organisations_of(AUTHORITIES)
    form.operator_id.choices = organisation_choices(authorities, empty="Alle")
    form.region_code.choices = region_choices(authorities, empty="Alle")
    form.validate()
    found = offers.list_offers(
        text=form.text.data or "",
        operator_id=form.operator_id.data,
        region_code=form.region_code.data,
        on=form.on.data,
        page=form.page_number,
    )
    return render_template("admin/offers/index.html", form=form, found=found, links=page_links(found, form))


@blueprint.get("/<uuid:offer_id>")
@requires(Permission.ADMINISTER)
def show(offer_id: UUID) -> ResponseReturnValue:
    """One offer with what its buyers bought."""
    offer = offers.get_offer(offer_id)
    place = organisations.get_organisation(offer.located_in_id) if offer.located_in_id else None
    return render_template(
        "admin/offers/show.html",
        offer=offer,
        place=place,
        sales=sales.sales_table(offer_id),
        history=history.history_of(offer_id),
    )


@blueprint.get("/nyt")
@requires(Permission.ADMINISTER)
def new() -> ResponseReturnValue:
    """The form of a new offer."""
    form = OfferForm()
    _let_choose(form)
    return _new_page().show(form)


@blueprint.post("/nyt")
@requires(Permission.ADMINISTER)
def create() -> ResponseReturnValue:
    """Create an offer."""
    form = OfferForm()
    _let_choose(form)
    if form.validate():
        with refusals_on(form):
            offer_id = offers.create_offer(form.details(), actor=current_actor())
            flash(f"{form.name.data} er oprettet. Tilføj nu køberne.")
            return redirect(url_for(".show", offer_id=offer_id), 303)
    return _new_page().show(form), 422


@blueprint.get("/<uuid:offer_id>/ret")
@requires(Permission.ADMINISTER)
def edit(offer_id: UUID) -> ResponseReturnValue:
    """The form of what is kept of an offer."""
    offer = offers.get_offer(offer_id)
    form = OfferForm(obj=offer)
    _let_choose(form)
    return _page(offer_id, offer.name, "Ret tilbud", "Gem rettelsen").show(form)


@blueprint.post("/<uuid:offer_id>/ret")
@requires(Permission.ADMINISTER)
def change(offer_id: UUID) -> ResponseReturnValue:
    """Change what is kept of an offer."""
    form = OfferForm()
    _let_choose(form)
    if form.validate():
        with refusals_on(form):
            offers.change_offer(offer_id, form.details(), actor=current_actor())
            flash("Rettelsen er gemt.")
            return redirect(url_for(".show", offer_id=offer_id), 303)
    return _page(offer_id, offers.get_offer(offer_id).name, "Ret tilbud", "Gem rettelsen").show(form), 422


@blueprint.get("/<uuid:offer_id>/koebere")
@requires(Permission.ADMINISTER)
def edit_sales(offer_id: UUID) -> ResponseReturnValue:
    """The grid of buyers and two years, the last of which is `year` in the address."""
    years = _years()
    form = SalesForm(rows=sale_rows(sales.sales_in(offer_id, years), years))
    _let_choose_buyers(form, years)
    return _sales_page(offer_id, form, years)


@blueprint.post("/<uuid:offer_id>/koebere")
@requires(Permission.ADMINISTER)
def save_sales(offer_id: UUID) -> ResponseReturnValue:
    """Keep what buyers bought in the two years."""
    years = _years()
    form = _sales_form()
    if form.validate():
        with refusals_on(form):
            sales.save_sales(offer_id, years, form.entries(years), actor=current_actor())
            flash(f"Købernes tal for {years[0]} og {years[1]} er gemt.")
            return redirect(url_for(".show", offer_id=offer_id), 303)
    return _sales_page(offer_id, form, years), 422


@blueprint.post("/<uuid:offer_id>/koebere/raekker")
@requires(Permission.ADMINISTER)
def change_sales(offer_id: UUID) -> ResponseReturnValue:
    """Add a buyer, take one away, paste cells, or undo that; nothing is kept yet."""
    return _sales_page(offer_id, with_rows_changed(_sales_form), _years())


def _sales_form(**sent: Any) -> SalesForm:
    years, form = _years(), SalesForm(**sent)
    _let_choose_buyers(form, years)
    return form


def _years() -> tuple[int, int]:
    """The two years of the grid: those before the year of today, when the address says nothing."""
    last = request.args.get("year", default=today().year - 1, type=int)
    last = min(max(last, FIRST_YEAR + 1), today().year)
    return last - 1, last


def _let_choose_buyers(form: SalesForm, years: tuple[int, int]) -> None:
    buyers = organisations.organisations_of(AUTHORITIES, ending_from=date(years[0], 1, 1))
    form.prepare(years, organisation_choices(buyers, empty="Vælg køber"))


def _sales_page(offer_id: UUID, form: SalesForm, years: tuple[int, int]) -> str:
    choices = range(today().year, FIRST_YEAR, -1)
    return render_template(
        "admin/offers/sales.html",
        offer=offers.get_offer(offer_id),
        form=form,
        years=years,
        choices=choices,
        action=url_for(".save_sales", offer_id=offer_id, year=years[1]),
        rows_action=url_for(".change_sales", offer_id=offer_id, year=years[1]),
    )


@blueprint.get("/enheder")
@requires(Permission.ADMINISTER)
def units() -> ResponseReturnValue:
    """The economic units with their offers."""
    return render_template("admin/offers/units.html", units=offers.list_units())


@blueprint.get("/enheder/ny")
@requires(Permission.ADMINISTER)
def new_unit() -> ResponseReturnValue:
    """The form of a new economic unit."""
    form = UnitForm()
    _let_choose_operator(form)
    return _unit_page().show(form)


@blueprint.post("/enheder/ny")
@requires(Permission.ADMINISTER)
def create_unit() -> ResponseReturnValue:
    """Create an economic unit."""
    form = UnitForm()
    _let_choose_operator(form)
    if form.validate():
        with refusals_on(form):
            offers.create_unit(operator_id=form.operator_id.data, name=form.name.data, actor=current_actor())
            flash(f"{form.name.data} er oprettet. Vælg nu enheden på de tilbud, der hører til den.")
            return redirect(url_for(".units"), 303)
    return _unit_page().show(form), 422


def _let_choose(form: OfferForm) -> None:
    _let_choose_operator(form)
    places = organisations.organisations_of([OrganisationKind.MUNICIPALITY])
    form.located_in_id.choices = organisation_choices(places, empty="Ikke oplyst")
    form.unit_id.choices = {"": "Ingen"} | {
        str(view.unit.id): f"{view.unit.name} ({view.operator.name})" for view in offers.list_units()
    }


def _let_choose_operator(form: OfferForm | UnitForm) -> None:
    operators = organisations.organisations_of(AUTHORITIES)
    form.operator_id.choices = organisation_choices(operators, empty="Vælg driftsherre")


def _new_page() -> FormPage:
    address = url_for(".index")
    return FormPage("Nyt tilbud", "Opret tilbud", address, [("Tilbud", address)])


def _unit_page() -> FormPage:
    address = url_for(".units")
    trail = [("Tilbud", url_for(".index")), ("Økonomiske enheder", address)]
    return FormPage("Ny økonomisk enhed", "Opret enhed", address, trail)


def _page(offer_id: UUID, name: str, title: str, submit: str) -> FormPage:
    address = url_for(".show", offer_id=offer_id)
    trail = [("Tilbud", url_for(".index")), (name, address)]
    lead = "Sager, der er oprettet, beholder de oplysninger, de blev oprettet med."
    return FormPage(title, submit, address, trail, lead=lead)
