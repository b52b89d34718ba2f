"""Which form each task of an emergency brake has."""

from web.forms.brake_follow_up import (
    AssessFollowUpForm,
    KnowledgeForm,
    LinkClosingForm,
    PlanFollowUpForm,
    ReportFollowUpForm,
)
from web.forms.brake_mapping import DoMappingForm, FollowFocusAreaForm, PlanMappingForm, RequestDataForm
from web.forms.brake_nomination import AssessForm, NominateForm, SetUpForm
from web.forms.brake_report import ReportForm
from web.forms.brake_treatment import ConcludeHearingForm, RegionViewForm, TreatReportForm
from web.forms.task_form import TaskForm

FORMS: dict[str, type[TaskForm]] = {
    "task_set_up_course": SetUpForm,
    "task_nominate": NominateForm,
    "task_assess_nomination": AssessForm,
    "task_plan_mapping": PlanMappingForm,
    "task_do_mapping": DoMappingForm,
    "task_request_data": RequestDataForm,
    "task_follow_focus_area": FollowFocusAreaForm,
    "task_write_report": ReportForm,
    "task_conclude_buyer_hearing": ConcludeHearingForm,
    "task_treat_report": TreatReportForm,
    "task_state_region_view": RegionViewForm,
    "task_agree_on_knowledge": KnowledgeForm,
    "task_link_closing": LinkClosingForm,
    "task_plan_follow_up": PlanFollowUpForm,
    "task_report_follow_up": ReportFollowUpForm,
    "task_assess_follow_up": AssessFollowUpForm,
}
