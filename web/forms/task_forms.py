"""Which form each task has, over all processes."""

from werkzeug.datastructures import MultiDict

from web.forms import (
    brake_forms,
    closing_forms,
    errands,
    reevaluation_forms,
    referral_forms,
    shared_tasks,
    takeover_forms,
)
from web.forms.task_form import TaskForm
from workflows.services.casework.taskpage import TaskPage

FORMS: dict[str, type[TaskForm]] = {
    **shared_tasks.FORMS,
    **errands.FORMS,
    **closing_forms.FORMS,
    **takeover_forms.FORMS,
    **referral_forms.FORMS,
    **brake_forms.FORMS,
    **reevaluation_forms.FORMS,
}


def form_of(page: TaskPage, sent: "MultiDict[str, str] | None" = None) -> TaskForm:
    """The form of an open task, with what was sent, kept or registered; or with `sent` in place of what came."""
    return FORMS[page.element_id](page, sent)
