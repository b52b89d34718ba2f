"""A task that rests on points of what an agreement says of its process."""

from typing import Any, ClassVar

from web.forms.task_form import TaskForm


class RegimeTask(TaskForm):
    """A task whose `facts["regime"]` says on each point what the agreement has."""

    points: ClassVar[tuple[str, ...]] = ()
    """The points of the agreement's rules that the task rests on."""

    def reasons(self) -> list[Any]:
        """What the agreement says on those points, each with its paragraph."""
        found = [getattr(self.facts["regime"], point) for point in self.points]
        return [point for point in found if point.why]
