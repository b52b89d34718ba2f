"""Every task that is done at a meeting is in the one table of them."""

from web.forms.task_forms import FORMS
from workflows.access.task_permissions import TASK_PERMISSIONS
from workflows.processes.meeting_matters import MEETING_MATTERS

NOT_AT_A_MEETING = {
    # The municipality plans for a council's meeting: it is the council's own task that is done there.
    "task_prepare_recommendation",
    # The region answers, and says at which of its meetings it has been treated, if at any.
    "task_state_region_view",
}


def test_each_task_whose_form_asks_for_the_meeting_is_a_meetings_matter():
    asking = {element for element, form in FORMS.items() if hasattr(form, "meeting_on")}

    assert asking - NOT_AT_A_MEETING == set(MEETING_MATTERS)


def test_each_meetings_matter_is_a_task_of_the_diagrams():
    assert set(MEETING_MATTERS) <= set(TASK_PERMISSIONS)
