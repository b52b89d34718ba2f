"""Collaboration agreements between municipalities and communication centres: seen by the parties, entered, ended."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.changes import with_rows_changed
from web.forms.collaboration import CollaborationForm, EndForm
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.services.referral import collaboration_agreements
from workflows.services.referral.referrals import opening_choices
from workflows.services.register import history
from workflows.vocabulary import OrganisationKind

blueprint = Blueprint("collaboration", __name__, url_prefix="/samarbejdsaftaler")


@blueprint.get("/")
@requires(Permission.COLLABORATION_SEE)
def index() -> ResponseReturnValue:
    """The agreements of one's organisation; a secretariat sees all."""
    found = collaboration_agreements.list_agreements(current_actor())
    return render_template("collaboration/index.html", agreements=found, day=today())


@blueprint.get("/ny")
@requires(Permission.COLLABORATION_KEEP)
def new() -> ResponseReturnValue:
    """The form of a new agreement."""
    return render_template("collaboration/form.html", form=_form())


@blueprint.post("/ny")
@requires(Permission.COLLABORATION_KEEP)
def keep() -> ResponseReturnValue:
    """Enter the agreement."""
    form = _form()
    if form.is_judged():
        with refusals_on(form):
            agreement_id = collaboration_agreements.keep_agreement(form.answers_so_far(), current_actor())
            flash("Samarbejdsaftalen er lagt ind. Nye henvisninger følger den fra den dag, den gælder.")
            return redirect(url_for(".show", agreement_id=agreement_id), 303)
    return render_template("collaboration/form.html", form=form), 422


@blueprint.post("/ny/raekker")
@requires(Permission.COLLABORATION_KEEP)
def change_rows() -> ResponseReturnValue:
    """Add a row to the table of competences, take one away, paste cells, or undo that; nothing is kept yet."""
    return render_template("collaboration/form.html", form=with_rows_changed(_form))


@blueprint.get("/<uuid:agreement_id>")
@requires(Permission.COLLABORATION_SEE)
def show(agreement_id: UUID) -> ResponseReturnValue:
    """One agreement: what it delegates, its frame, how inquiries have risen."""
    actor = current_actor()
    shown = collaboration_agreements.show_agreement(agreement_id, actor)
    in_cases = actor.organisation_kind is not OrganisationKind.SECRETARIAT
    past = history.history_of(agreement_id)
    return render_template("collaboration/show.html", shown=shown, day=today(), in_cases=in_cases, history=past)


@blueprint.get("/<uuid:agreement_id>/afslut")
@requires(Permission.COLLABORATION_KEEP)
def end_form(agreement_id: UUID) -> ResponseReturnValue:
    """The question of its last day."""
    shown = collaboration_agreements.show_agreement(agreement_id, current_actor())
    return render_template("collaboration/end.html", shown=shown, form=EndForm())


@blueprint.post("/<uuid:agreement_id>/afslut")
@requires(Permission.COLLABORATION_KEEP)
def end(agreement_id: UUID) -> ResponseReturnValue:
    """End the agreement."""
    form = EndForm()
    if form.validate():
        with refusals_on(form):
            collaboration_agreements.end_agreement(agreement_id, valid_to=form.valid_to.data, actor=current_actor())
            flash("Aftalens sidste dag er gemt.")
            return redirect(url_for(".show", agreement_id=agreement_id), 303)
    shown = collaboration_agreements.show_agreement(agreement_id, current_actor())
    return render_template("collaboration/end.html", shown=shown, form=form), 422


def _form(**sent: Any) -> CollaborationForm:
    actor = current_actor()
    form = CollaborationForm(**sent)
    form.prepare(opening_choices(actor), actor)
    return form
