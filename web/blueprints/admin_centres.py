"""The secretariat's pages of communication centres and their subscriptions."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.admin import FormPage, organisation_choices
from web.forms.admin_centres import EndSubscriptionForm, SubscriptionForm
from web.forms.base import refusals_on
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.errors import NotFound
from workflows.services.register import centres, history, organisations
from workflows.vocabulary import OrganisationKind

blueprint = Blueprint("admin_centres", __name__, url_prefix="/administration/kommunikationscentre")


@blueprint.get("/")
@requires(Permission.ADMINISTER)
def index() -> ResponseReturnValue:
    """The centres, and who subscribes today."""
    return render_template("admin/centres/index.html", centres=centres.list_centres(today()))


@blueprint.get("/<uuid:centre_id>")
@requires(Permission.ADMINISTER)
def show(centre_id: UUID) -> ResponseReturnValue:
    """One centre with its subscriptions."""
    view, past = centres.get_centre(centre_id), history.history_of(centre_id)
    return render_template("admin/centres/show.html", view=view, day=today(), history=past)


@blueprint.get("/<uuid:centre_id>/abonnementer/nyt")
@requires(Permission.ADMINISTER)
def new_subscription(centre_id: UUID) -> ResponseReturnValue:
    """The form of a new subscription."""
    return _page(centre_id, "Nyt abonnement", "Tilføj abonnementet").show(_form())


@blueprint.post("/<uuid:centre_id>/abonnementer/nyt")
@requires(Permission.ADMINISTER)
def add_subscription(centre_id: UUID) -> ResponseReturnValue:
    """Let a municipality subscribe."""
    form = _form()
    if form.validate():
        with refusals_on(form):
            centres.add_subscription(
                centre_id,
                form.municipality_id.data,
                valid_from=form.valid_from.data,
                valid_to=form.valid_to.data,
                source=form.source.data or "",
                actor=current_actor(),
            )
            flash("Abonnementet er tilføjet.")
            return redirect(url_for(".show", centre_id=centre_id), 303)
    return _page(centre_id, "Nyt abonnement", "Tilføj abonnementet").show(form), 422


@blueprint.get("/<uuid:centre_id>/abonnementer/<uuid:subscription_id>/slut")
@requires(Permission.ADMINISTER)
def ending(centre_id: UUID, subscription_id: UUID) -> ResponseReturnValue:
    """The form of a subscription's last day."""
    return _end_page(centre_id, subscription_id).show(EndSubscriptionForm())


@blueprint.post("/<uuid:centre_id>/abonnementer/<uuid:subscription_id>/slut")
@requires(Permission.ADMINISTER)
def end_subscription(centre_id: UUID, subscription_id: UUID) -> ResponseReturnValue:
    """End a subscription."""
    form = EndSubscriptionForm()
    if form.validate():
        with refusals_on(form):
            centres.end_subscription(subscription_id, last_day=form.last_day.data, actor=current_actor())
            flash("Abonnementets slutdag er gemt.")
            return redirect(url_for(".show", centre_id=centre_id), 303)
    return _end_page(centre_id, subscription_id).show(form), 422


def _form() -> SubscriptionForm:
    form = SubscriptionForm()
    present = organisations.organisations_of((OrganisationKind.MUNICIPALITY,), ending_from=today())
    form.municipality_id.choices = organisation_choices(present, empty="Vælg kommune")
    return form


def _page(centre_id: UUID, title: str, submit: str, lead: str | None = None) -> FormPage:
    address = url_for(".show", centre_id=centre_id)
    name = centres.get_centre(centre_id).centre.name
    return FormPage(title, submit, address, [("Kommunikationscentre", url_for(".index")), (name, address)], lead=lead)


def _end_page(centre_id: UUID, subscription_id: UUID) -> FormPage:
    rows = centres.get_centre(centre_id).subscriptions
    municipality = next((one.municipality.name for one in rows if one.id == subscription_id), None)
    if municipality is None:
        raise NotFound("Abonnementet findes ikke.")
    return _page(centre_id, "Afslut abonnement", "Afslut abonnementet", lead=municipality)
