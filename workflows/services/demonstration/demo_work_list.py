"""The demonstration's work lists: two people away with their stand-ins, tasks taken and prioritised, saved views."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from db.models.case import Task
from db.session import reading
from workflows.clock import today
from workflows.services.casework.holding import prioritise, take
from workflows.services.casework.saved_views import save_view
from workflows.services.casework.task_filters import Due, TaskFilter, TaskOrder, TaskScope
from workflows.services.demonstration.demo_users import actor
from workflows.services.people.absences import Period, enter_absence
from workflows.vocabulary import Priority, TaskStatus

ANNE = ("anne@vejle.example", "630")
MIKKEL = ("sagsbehandler@vejle.example", "630")
GITTE = ("gitte@region-syddanmark.example", "1083")
SIGNE = ("signe@koebenhavns.example", "taskforce-hovedstaden")
MADS = ("mads@ballerup.example", "taskforce-hovedstaden")
AWAY = timedelta(days=45)
VIEWS = {
    "Haster": TaskFilter(TaskScope.OURS, priority=Priority.URGENT),
    "De næste 30 dage": TaskFilter(TaskScope.OURS, due=Due.THIRTY_DAYS, order=TaskOrder.PRIORITY),
}


def fill() -> None:
    """Set the work lists in order; the cases of the demonstration are on their way."""
    take(_task("task_answer_terms", MIKKEL), actor(MIKKEL))
    prioritise(_task("task_answer_terms", MIKKEL), Priority.HIGH, actor(ANNE))
    prioritise(_task("task_answer_hearing", ANNE), Priority.URGENT, actor(ANNE))
    prioritise(_task("task_enter_provisional_account", GITTE), Priority.HIGH, actor(GITTE))
    for away, stand_in in ((MIKKEL, ANNE), (MADS, SIGNE)):
        one = actor(away)
        period = Period(actor(stand_in).person_id, one.organisation_id, today(), today() + AWAY)
        enter_absence(one.person_id, period, actor=one)
    for who in (ANNE, GITTE):
        for name, asked in VIEWS.items():
            save_view(actor(who).person_id, name, asked.asked())


def _task(element: str, who: tuple[str, str]) -> UUID:
    """The first open task of an element that the user's organisation has."""
    found = select(Task.id).where(
        Task.element_id == element,
        Task.organisation_id == actor(who).organisation_id,
        Task.status == TaskStatus.OPEN,
    )
    with reading() as session:
        return session.scalars(found.order_by(Task.due_on, Task.id).limit(1)).one()
