"""Which form each task of a closing has."""

from web.forms.closing_account import AccountForm
from web.forms.closing_decision import DecisionForm, RuleForm, TransitionForm
from web.forms.closing_hearing import ConclusionForm, ConsequencesForm
from web.forms.closing_treatment import (
    EndorsementForm,
    FinalTreatmentForm,
    FollowForm,
    ProvisionalTreatmentForm,
    SendFinalForm,
    SendProvisionalForm,
)
from web.forms.task_form import TaskForm

FORMS: dict[str, type[TaskForm]] = {
    "task_conclude_hearing": ConclusionForm,
    "task_conclude_consequences": ConclusionForm,
    "task_state_consequences": ConsequencesForm,
    "task_record_decision": DecisionForm,
    "task_plan_transition": TransitionForm,
    "task_set_rule": RuleForm,
    "task_enter_operator_account": AccountForm,
    "task_enter_provisional_account": AccountForm,
    "task_enter_final_account": AccountForm,
    "task_treat_provisional_account": ProvisionalTreatmentForm,
    "task_treat_final_account": FinalTreatmentForm,
    "task_send_provisional_account": SendProvisionalForm,
    "task_send_final_account": SendFinalForm,
    "task_follow_account": FollowForm,
    "task_endorse_account": EndorsementForm,
}
