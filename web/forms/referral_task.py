"""What the forms of a referral's tasks share."""

from typing import Any, ClassVar

from web.forms.task_form import TaskForm


class ReferralTask(TaskForm):
    """A task of a referral: above its fields stand the citizen, masked, and the clock."""

    about = "referral_tasks/about.html"
    points: ClassVar[tuple[str, ...]] = ()
    """The points of the agreement's rules that the task rests on."""

    def reasons(self) -> list[Any]:
        """What the agreement says on those points, each with its paragraph."""
        found = [getattr(self.facts["regime"], point) for point in self.points]
        return [point for point in found if point.why]


def yes_no_of(value: Any) -> bool | None:
    """A choice of yes or no as the services take it; none while it is not made."""
    return {"yes": True, "no": False}.get(value)
