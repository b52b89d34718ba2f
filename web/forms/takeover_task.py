"""What the forms of a takeover's tasks share."""

from typing import Any

from web.forms.regime_task import RegimeTask


class TakeoverTask(RegimeTask):
    """A task of a takeover: above its fields stands what is taken over, by whom and until when."""

    about = "takeover_tasks/about.html"

    def reasons(self) -> list[Any]:
        """What the agreement says on the task's points; that it says nothing only where it is silent on all."""
        found = super().reasons()
        return [point for point in found if point.value] or found
