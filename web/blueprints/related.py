"""Cases that hang together with a case: linking one, and taking a link away."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.related import LinkForm
from workflows.access.permissions import Permission
from workflows.services.casework.cases import show_case
from workflows.services.casework.related import cases_to_link, link_cases, unlink_cases
from workflows.vocabulary import CaseLinkKind

blueprint = Blueprint("related", __name__, url_prefix="/sager/<uuid:case_id>/sammenhaeng")


@blueprint.get("")
@requires(Permission.CASE_LINK)
def form(case_id: UUID) -> ResponseReturnValue:
    """The cases that it is linked to, and the form of another link."""
    return _page(case_id, LinkForm())


@blueprint.post("")
@requires(Permission.CASE_LINK)
def link(case_id: UUID) -> ResponseReturnValue:
    """Link the case to another."""
    answered = LinkForm()
    if answered.validate():
        with refusals_on(answered):
            kind = CaseLinkKind(answered.kind.data)
            link_cases(case_id, number=answered.number.data, kind=kind, actor=current_actor())
            flash("Sagerne er knyttet sammen.")
            return redirect(url_for("cases.show", case_id=case_id, _anchor="sammenhaeng"), 303)
    return _page(case_id, answered), 422


@blueprint.post("/<uuid:link_id>/fjern")
@requires(Permission.CASE_LINK)
def unlink(case_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """Take a link away."""
    unlink_cases(link_id, case_id=case_id, actor=current_actor())
    flash("Sagerne er ikke længere knyttet sammen.")
    return redirect(url_for(".form", case_id=case_id), 303)


def _page(case_id: UUID, form: LinkForm) -> str:
    actor = current_actor()
    related = cases_to_link(case_id, actor)
    return render_template("related/form.html", case=show_case(case_id, actor), related=related, form=form)
