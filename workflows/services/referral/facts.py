"""What the page of a referral's case shows, by the part that the actor's organisation has in it."""

from dataclasses import dataclass
from uuid import UUID

from db.session import reading
from workflows.access.actor import Actor
from workflows.access.visibility import Aspect
from workflows.services.casework.sight import see_case
from workflows.services.referral.looks import MaskedCitizen, show_citizen
from workflows.services.referral.pages import (
    Economy,
    FrameShown,
    ReferralShown,
    economy_shown,
    frame_shown,
    is_frame,
    referral_shown,
)


@dataclass(frozen=True)
class ReferralFacts:
    """The two parties get the referral and the citizen, masked; the payer the economy alone. Frames are apart."""

    citizen: MaskedCitizen | None = None
    shown: ReferralShown | None = None
    economy: Economy | None = None
    frame: FrameShown | None = None


def referral_facts(case_id: UUID, actor: Actor) -> ReferralFacts:
    """The facts of a referral's case. Raises NotFound when the organisation has no part in it."""
    if is_frame(case_id, actor):
        return ReferralFacts(frame=frame_shown(case_id, actor))
    with reading() as session:
        party = Aspect.PARTIES in see_case(session, case_id, actor).aspects
    if not party:
        return ReferralFacts(economy=economy_shown(case_id, actor))
    shown = referral_shown(case_id, actor)
    return ReferralFacts(show_citizen(case_id, actor), shown, shown.economy)
