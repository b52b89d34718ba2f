"""Opening a referral, for a centre or a municipality."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.base import refusals_on
from web.forms.referral_opening import ReferralOpeningForm
from web.opening_pages import draft_to_go_on, opened
from workflows.access.permissions import Permission
from workflows.services.referral import referrals
from workflows.vocabulary import Process

blueprint = Blueprint("referral", __name__, url_prefix="/sager/opret/henvisning")


@blueprint.get("/")
@requires(Permission.REFERRAL_OPEN)
def open_form() -> ResponseReturnValue:
    """The questions."""
    return render_template("referral/open.html", form=_form())


@blueprint.post("/")
@requires(Permission.REFERRAL_OPEN)
def open_case() -> ResponseReturnValue:
    """Open the referral."""
    form = _form()
    if form.is_judged():
        with refusals_on(form):
            case_id = referrals.open_referral(form.answers_so_far(), current_actor())
            return opened(Process.REFERRAL, case_id, "Henvisningen er oprettet. Centret vurderer nu henvendelsen.")
    return render_template("referral/open.html", form=form), 422


def _form() -> ReferralOpeningForm:
    actor = current_actor()
    form = ReferralOpeningForm(draft_to_go_on(Process.REFERRAL))
    form.prepare(referrals.opening_choices(actor), actor)
    return form
