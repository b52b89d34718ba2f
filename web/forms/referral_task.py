"""What the forms of a referral's tasks share."""

from typing import Any

from web.forms.regime_task import RegimeTask


class ReferralTask(RegimeTask):
    """A task of a referral: above its fields stand the citizen, masked, and the clock."""

    about = "referral_tasks/about.html"


def yes_no_of(value: Any) -> bool | None:
    """A choice of yes or no as the services take it; none while it is not made."""
    return {"yes": True, "no": False}.get(value)
