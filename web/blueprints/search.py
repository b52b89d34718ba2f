"""The search: one box on every page, and what it finds."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.access import LOGGED_IN, current_actor, may, requires
from web.forms.search import SearchForm
from workflows.access.permissions import Permission
from workflows.clock import today
from workflows.services.search.finding import Hit, case_by_number, search
from workflows.services.search.register import cases_of_party, offer_shown
from workflows.vocabulary import SearchKind

blueprint = Blueprint("search", __name__)


@blueprint.get("/soeg")
@requires(LOGGED_IN)
def index() -> ResponseReturnValue:
    """What the actor's organisation may see of what holds the words; a case's number leads straight to the case."""
    actor, form = current_actor(), SearchForm()
    form.validate()
    asked = form.asked()
    if case_id := case_by_number(asked.text, actor):
        return redirect(url_for("cases.show", case_id=case_id))
    here: dict[str, Any] = {name: value for name, value in request.args.items() if value and name != "side"}
    return render_template(
        "search/index.html", form=form, asked=asked, found=search(asked, actor), here=here, address=_address
    )


@blueprint.get("/soeg/part/<uuid:organisation_id>")
@requires(LOGGED_IN)
def party(organisation_id: UUID) -> ResponseReturnValue:
    """The cases in which an organisation has a part, of those whose parties one sees."""
    shown = cases_of_party(organisation_id, current_actor(), cursor=request.args.get("fra"))
    here: dict[str, Any] = {"organisation_id": organisation_id}
    return render_template(
        "search/party.html",
        shown=shown,
        next=url_for(".party", **here, fra=shown.cursor) if shown.cursor else None,
        first=url_for(".party", **here) if "fra" in request.args else None,
    )


@blueprint.get("/soeg/tilbud/<uuid:offer_id>")
@requires(LOGGED_IN)
def offer(offer_id: UUID) -> ResponseReturnValue:
    """An offer, for those who run or buy it."""
    return render_template("search/offer.html", offer=offer_shown(offer_id, current_actor()), day=today())


def _address(hit: Hit) -> str:
    """Where a hit is opened."""
    match hit.kind:
        case SearchKind.CASE:
            return url_for("cases.show", case_id=hit.id)
        case SearchKind.JOURNAL:
            return url_for("journal.index", case_id=hit.case_id)
        case SearchKind.DOCUMENT:
            return url_for("documents.open_pdf", document_id=hit.id)
        case SearchKind.ATTACHMENT:
            return url_for("attachments.download", attachment_id=hit.id)
        case SearchKind.OFFER if may(Permission.ADMINISTER):
            return url_for("admin_offers.show", offer_id=hit.id)
        case SearchKind.OFFER:
            return url_for(".offer", offer_id=hit.id)
        case SearchKind.ORGANISATION if may(Permission.ADMINISTER):
            return url_for("admin_organisations.show", organisation_id=hit.id)
    return url_for(".party", organisation_id=hit.id)
