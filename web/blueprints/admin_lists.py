"""The secretariat's pages of the lists of most specialised offers and their criteria."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.admin import Choices, FormPage
from web.forms.admin_lists import CriteriaForm, EndEntryForm, EntryForm, LinkOfferForm
from web.forms.base import refusals_on
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.errors import NotFound
from workflows.rules.emergency_brake.regimes import Regime, regime
from workflows.services.emergency_brake import list_choices, list_criteria, specialised_lists
from workflows.services.emergency_brake.specialised_lists import ListAgreement, ListedOffer
from workflows.services.register import history, task_forces

MOST_CRITERIA = 8
"""Where the agreement doesn't say how many there are."""

blueprint = Blueprint("admin_lists", __name__, url_prefix="/administration/mest-specialiserede")


@blueprint.get("/")
@requires(Permission.LIST_KEEP)
def index() -> ResponseReturnValue:
    """The agreements that have a list."""
    lists = [
        (one, len(specialised_lists.current_list(one.agreement_id, today())))
        for one in specialised_lists.list_agreements(current_actor())
    ]
    return render_template("admin/lists/index.html", lists=lists)


@blueprint.get("/<agreement_id>")
@requires(Permission.LIST_KEEP)
def show(agreement_id: str) -> ResponseReturnValue:
    """One list: what stands on it, what has stood there, the criteria, the task force and its meetings."""
    agreement = agreement_of(agreement_id)
    bodies = [(body, task_forces.members(body.id)) for body in list_choices.task_force_bodies(agreement_id)]
    return render_template(
        "admin/lists/show.html",
        agreement=agreement,
        regime=_regime(agreement),
        rows=specialised_lists.current_list(agreement_id, today()),
        rows_over_time=specialised_lists.list_history(agreement_id),
        history=history.history_of(agreement_id, *(body.id for body, _ in bodies)),
        criteria=list_criteria.criteria(agreement_id, today()),
        meetings=[year for year in task_forces.meeting_years() if year.agreement_id == agreement_id],
        bodies=[(body, members) for body, members in bodies if members or len(bodies) == 1],
    )


@blueprint.get("/<agreement_id>/nyt")
@requires(Permission.LIST_KEEP)
def new_entry(agreement_id: str) -> ResponseReturnValue:
    """The form of an offer on the list."""
    return _entry_page(agreement_id).show(_entry_form(agreement_id))


@blueprint.post("/<agreement_id>/nyt")
@requires(Permission.LIST_KEEP)
def add_entry(agreement_id: str) -> ResponseReturnValue:
    """Put an offer on the list."""
    form = _entry_form(agreement_id)
    if form.is_judged():
        with refusals_on(form):
            specialised_lists.add_entry(agreement_id, form.answers_so_far(), current_actor())
            flash(f"{form.name.data} står på listen.")
            return redirect(url_for(".show", agreement_id=agreement_id), 303)
    return _entry_page(agreement_id).show(form), 422


@blueprint.get("/<agreement_id>/tilbud/<uuid:entry_id>/slut")
@requires(Permission.LIST_KEEP)
def ending_entry(agreement_id: str, entry_id: UUID) -> ResponseReturnValue:
    """The form of a row's last day."""
    return _end_page(agreement_id, entry_id).show(EndEntryForm())


@blueprint.post("/<agreement_id>/tilbud/<uuid:entry_id>/slut")
@requires(Permission.LIST_KEEP)
def end_entry(agreement_id: str, entry_id: UUID) -> ResponseReturnValue:
    """Take an offer off the list."""
    page, form = _end_page(agreement_id, entry_id), EndEntryForm()
    if form.validate():
        with refusals_on(form):
            last_day, reason = form.last_day.data, form.reason.data
            specialised_lists.end_entry(entry_id, last_day=last_day, reason=reason, actor=current_actor())
            flash("Tilbuddets sidste dag på listen er gemt.")
            return redirect(url_for(".show", agreement_id=agreement_id), 303)
    return page.show(form), 422


@blueprint.get("/<agreement_id>/tilbud/<uuid:entry_id>/knyt")
@requires(Permission.LIST_KEEP)
def linking_offer(agreement_id: str, entry_id: UUID) -> ResponseReturnValue:
    """The form of the registered offer that a name stands for."""
    row = _row(agreement_id, entry_id)
    form = LinkOfferForm(data={"offer_id": row.offer_id})
    form.offer_id.choices = _offers(agreement_id, "Vælg tilbud")
    return _link_page(agreement_id, row).show(form)


@blueprint.post("/<agreement_id>/tilbud/<uuid:entry_id>/knyt")
@requires(Permission.LIST_KEEP)
def link_offer(agreement_id: str, entry_id: UUID) -> ResponseReturnValue:
    """Say which registered offer a name stands for."""
    row, form = _row(agreement_id, entry_id), LinkOfferForm()
    form.offer_id.choices = _offers(agreement_id, "Vælg tilbud")
    if form.validate():
        with refusals_on(form):
            specialised_lists.link_offer(entry_id, form.offer_id.data, current_actor())
            flash(f"{row.name} er knyttet til et registreret tilbud.")
            return redirect(url_for(".show", agreement_id=agreement_id), 303)
    return _link_page(agreement_id, row).show(form), 422


@blueprint.get("/<agreement_id>/kriterier")
@requires(Permission.LIST_KEEP)
def criteria_form(agreement_id: str) -> ResponseReturnValue:
    """The form of the criteria, as they are worded now."""
    agreement = agreement_of(agreement_id)
    worded = [one.text for one in list_criteria.criteria(agreement_id, today())]
    return _criteria_page(agreement).show(_criteria_of(agreement, worded))


@blueprint.post("/<agreement_id>/kriterier")
@requires(Permission.LIST_KEEP)
def set_criteria(agreement_id: str) -> ResponseReturnValue:
    """Keep the wording from a day."""
    agreement = agreement_of(agreement_id)
    form = _criteria_of(agreement)
    if form.is_judged():
        with refusals_on(form):
            list_criteria.set_criteria(agreement_id, form.answers_so_far(), current_actor())
            flash("Kriteriernes ordlyd er gemt.")
            return redirect(url_for(".show", agreement_id=agreement_id), 303)
    return _criteria_page(agreement).show(form), 422


def agreement_of(agreement_id: str) -> ListAgreement:
    """The agreement with its list. Raises NotFound where there is none."""
    for one in specialised_lists.list_agreements(current_actor()):
        if one.agreement_id == agreement_id:
            return one
    raise NotFound("Aftalen har ingen liste over de mest specialiserede tilbud.")


def list_page(agreement: ListAgreement, title: str, submit: str, lead: str | None = None) -> FormPage:
    """A page with one form, below that of the list."""
    address = url_for("admin_lists.show", agreement_id=agreement.agreement_id)
    trail = [("De mest specialiserede tilbud", url_for("admin_lists.index")), (agreement.title, address)]
    return FormPage(title, submit, address, trail, lead=lead)


def _regime(agreement: ListAgreement) -> Regime:
    return regime(agreement.agreement_id)


def _criteria_of(agreement: ListAgreement, worded: list[str] | None = None) -> CriteriaForm:
    number = _regime(agreement).criteria.value
    return CriteriaForm.of(number or MOST_CRITERIA, worded, needed=bool(number))


def _row(agreement_id: str, entry_id: UUID) -> ListedOffer:
    """A row of the list. Raises NotFound."""
    agreement_of(agreement_id)
    for row in specialised_lists.list_history(agreement_id):
        if row.id == entry_id:
            return row
    raise NotFound("Tilbuddet findes ikke på listen.")


def _entry_form(agreement_id: str) -> EntryForm:
    form = EntryForm()
    form.offer_id.choices = _offers(agreement_id, "Ikke registreret endnu")
    return form


def _offers(agreement_id: str, empty: str) -> Choices:
    agreement_of(agreement_id)
    found = list_choices.offers_of_region(agreement_id)
    return {"": empty} | {str(one.id): f"{one.name}, {one.operator.name}" for one in found}


def _entry_page(agreement_id: str) -> FormPage:
    agreement = agreement_of(agreement_id)
    return list_page(agreement, "Sæt et tilbud på listen", "Sæt på listen", lead=agreement.why)


def _end_page(agreement_id: str, entry_id: UUID) -> FormPage:
    row = _row(agreement_id, entry_id)
    lead = f"{row.name}. Sager, der er oprettet, fortsætter, og rækken bliver i historikken."
    return list_page(agreement_of(agreement_id), "Tag et tilbud af listen", "Gem sidste dag", lead=lead)


def _link_page(agreement_id: str, row: ListedOffer) -> FormPage:
    lead = f"{row.name}. Når navnet er knyttet til et registreret tilbud, kan driftsherren indstille det."
    return list_page(agreement_of(agreement_id), "Knyt til et registreret tilbud", "Knyt tilbuddet", lead=lead)


def _criteria_page(agreement: ListAgreement) -> FormPage:
    lead = f"{_regime(agreement).criteria.why} Ordlyden indtil da bliver i historikken."
    return list_page(agreement, "Kriteriernes ordlyd", "Gem ordlyden", lead=lead)
