"""The last day to decide a referral, counted anew: pauses are added back as before, the timers follow."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.referral import ReferralPause
from workflows.processes.recounting import RECOUNTS, Recount
from workflows.processes.referral.clocks import RULE, start_clock
from workflows.processes.referral.facts import clock_pauses
from workflows.rules.calendar import Pause


def pauses_in(session: Session, case_ids: Collection[UUID]) -> dict[UUID, list[Pause]]:
    """The ended pauses of each of some referrals, the first one first."""
    found = select(ReferralPause).where(ReferralPause.case_id.in_(case_ids), ReferralPause.last_day.is_not(None))
    pauses: dict[UUID, list[Pause]] = {}
    for row in session.scalars(found.order_by(ReferralPause.first_day, ReferralPause.last_day)):
        (shown,) = clock_pauses([row])
        assert shown.last_day is not None
        pauses.setdefault(row.case_id, []).append(Pause(shown.first_day, shown.last_day, shown.reason))
    return pauses


RECOUNTS[RULE] = Recount(pauses_in, start_clock)
