"""What the forms of a takeover's tasks share."""

from typing import Any, ClassVar

from web.forms.task_form import TaskForm


class TakeoverTask(TaskForm):
    """A task of a takeover: above its fields stands what is taken over, by whom and until when."""

    about = "takeover_tasks/about.html"
    points: ClassVar[tuple[str, ...]] = ()
    """The points of the agreement's rules that the task rests on."""

    def reasons(self) -> list[Any]:
        """What the agreement says on those points, each with its paragraph."""
        found = [getattr(self.facts["regime"], point) for point in self.points]
        return [point for point in found if point.why]
