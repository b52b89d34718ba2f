"""What the forms of a closing's tasks share."""

from typing import Any, ClassVar

from web.forms.task_form import TaskForm


class ClosingTask(TaskForm):
    """A task of a closing: above its fields stands what is closing."""

    about = "closing_tasks/about.html"
    why: ClassVar[tuple[str, ...]] = ()
    """The points of the agreement's course that the task rests on."""

    def reasons(self) -> list[Any]:
        """What the agreement says on those points, each with its paragraph."""
        return [getattr(self.facts["flow"], point) for point in self.why]
