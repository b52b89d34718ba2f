"""All that is written of the citizen in a referral, for a reason that holds; each look is kept."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import current_actor, requires
from web.forms.fields import words
from web.forms.referral_task import day_of
from workflows.access.permissions import Permission
from workflows.services.casework.cases import show_case
from workflows.services.referral.pages import referral_texts
from workflows.vocabulary import Law, ReferralOutcome, TargetGroup

blueprint = Blueprint("referral_texts", __name__, url_prefix="/sager/<uuid:case_id>/tekster")

LABELS = words(TargetGroup) | words(Law) | words(ReferralOutcome)


@blueprint.get("")
@requires(Permission.CITIZEN_SEE)
def show(case_id: UUID) -> ResponseReturnValue:
    """The texts from the inquiry to the latest follow-up; without a reason the question why."""
    actor = current_actor()
    texts = referral_texts(case_id, actor)
    case = show_case(case_id, actor)
    return render_template("referral/texts.html", case=case, texts=texts, labels=LABELS, day_of=day_of)
