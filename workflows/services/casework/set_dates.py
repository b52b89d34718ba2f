"""Why a task is due on its day where the agreement sets none: who has set the day, with what, and when."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.case import NO_DEADLINE, Case, Task
from db.models.errand import Errand
from db.models.organisation import Organisation
from workflows.clock import COPENHAGEN
from workflows.rules.dates_text import date_in_words
from workflows.vocabulary import TaskStatus

NO_RULE = "Aftalen sætter ingen frist."
WITH_THE_TAKEOVER = f"{NO_RULE} Det skal være gjort, når tilbuddet overtages, og det er den dag."
ON_THE_TAKEOVER = frozenset({"task_complete_regional_checklist", "task_complete_municipal_checklist"})
SET_IN: dict[str, tuple[str, ...]] = {
    "task_nominate": ("task_set_up_course",),
    "task_assess_nomination": ("task_set_up_course",),
    "task_plan_mapping": ("task_set_up_course", "task_assess_nomination", "task_treat_report"),
    "task_do_mapping": ("task_plan_mapping",),
    "task_write_report": ("task_set_up_course", "task_assess_nomination", "task_treat_report"),
    "task_treat_report": ("task_set_up_course",),
    "task_decide": ("task_set_up_course", "task_prepare_recommendation"),
    "task_report_follow_up": ("task_plan_follow_up", "task_assess_follow_up"),
    "task_answer_hearing": ("task_write_report",),
    "task_answer_request": ("task_request_data", "task_ask_for_data"),
    "task_deliver_figures": ("task_ask_for_data",),
    "task_record_discussion": ("task_prepare_recommendation",),
    "task_answer_terms": ("task_state_terms",),
    "task_answer_questionnaire": (),
    "task_supply_information": ("task_check_case",),
    "task_record_information": ("task_check_case",),
}
"""With which tasks the day of another is set; where none of them has been done, it was set when the case was opened."""


def why_set(session: Session, tasks: Collection[tuple[Task, Case]]) -> dict[UUID, str]:
    """The reason for the day of each of some tasks that have one without a rule, by the task's id."""
    wanted = [(task, case) for task, case in tasks if task.due_on != NO_DEADLINE and task.deadline_id is None]
    setting = _setting(session, [task for task, _ in wanted])
    asked = _asked(session, [task.id for task, _ in wanted if task.engine_id is None])
    return {task.id: asked.get(task.id) or _reason(task, setting, case.opened_at) for task, case in wanted}


def _asked(session: Session, task_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The same for tasks beside the process: who has asked for them."""
    if not task_ids:
        return {}
    found = select(Errand.task_id, Organisation.name).join(Organisation, Organisation.id == Errand.organisation_id)
    rows = session.execute(found.where(Errand.task_id.in_(task_ids)))
    return {task_id: f"{name} satte dagen, da opgaven blev givet." for task_id, name in rows}


_Setting = tuple[UUID, str, str, datetime, str]
"""A task with which a day was set: its case, element and label, when it was done, and by whose organisation."""


def _setting(session: Session, tasks: Sequence[Task]) -> list[_Setting]:
    elements = {one for task in tasks for one in SET_IN.get(task.element_id, ())}
    if not elements:
        return []
    found = (
        select(Task, Organisation.name)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .where(
            Task.case_id.in_({task.case_id for task in tasks}),
            Task.element_id.in_(elements),
            Task.status == TaskStatus.DONE,
        )
        .order_by(Task.ended_at, Task.id)
    )
    return [
        (one.case_id, one.element_id, one.label, one.ended_at, name)
        for one, name in session.execute(found)
        if one.ended_at
    ]


def _reason(task: Task, setting: Sequence[_Setting], opened_at: datetime) -> str:
    if task.element_id in ON_THE_TAKEOVER:
        return WITH_THE_TAKEOVER
    with_which = SET_IN.get(task.element_id, ())
    before = [one for one in setting if one[0] == task.case_id and one[1] in with_which and one[3] <= task.opened_at]
    if before:
        _, _, label, at, name = before[-1]
        return f"{NO_RULE} {name} satte datoen i »{label}« {_day(at)}."
    return f"{NO_RULE} Datoen blev sat, da sagen blev oprettet {_day(opened_at)}."


def _day(moment: datetime) -> str:
    return f"den {date_in_words(moment.astimezone(COPENHAGEN).date())}"
