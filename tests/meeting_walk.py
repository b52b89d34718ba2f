"""A closing that goes to its body's meeting: what several tests of meetings begin with."""

from datetime import date, timedelta
from io import BytesIO

import pikepdf
from sqlalchemy import select

from db.models.organisation import Meeting, Organisation
from db.session import reading
from tests.closing_walk import ClosingWalk, person
from workflows.clock import today
from workflows.services.casework.tasks import complete_task
from workflows.services.meetings import keeping
from workflows.services.meetings.pages import show_meeting
from workflows.vocabulary import MeetingPaper

SDF_MEETS, SDF_MEETS_LATER = date(2026, 4, 17), date(2026, 6, 19)
SECRETARY = ("birgit@socialsekretariatet.example", "sdf-syddanmark")
SECRETARIAT = ("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
KOLDING = ("direktoer@kolding.example", "621")
VIBORG = ("direktoer@viborg.example", "791")


def meeting_on(day: date, code: str = "sdf-syddanmark"):
    with reading() as session:
        found = select(Meeting.id).join(Organisation, Organisation.id == Meeting.body_id)
        return session.scalars(found.where(Organisation.code == code, Meeting.held_on == day)).one()


def heard_closing(clock):
    """A closing whose hearing is over, and which waits for its body's conclusion."""
    walk = ClosingWalk().opened(reasons="Belægningen er faldet.")
    clock.set(today() + timedelta(days=29))
    walk.fire()
    return walk.work()


def placed_closing(clock):
    """It stands on the agenda of the body's next meeting."""
    heard = heard_closing(clock)
    keeping.add_task(meeting_on(SDF_MEETS), heard.task("task_conclude_hearing").id, person(*SECRETARY))
    return heard


def shown(day=SDF_MEETS, who=SECRETARY):
    return show_meeting(meeting_on(day), person(*who))


def published(kind=MeetingPaper.AGENDA, day=SDF_MEETS, who=SECRETARY):
    return shown(day, who).latest(kind)


def conclude(walk, day):
    task = walk.task("task_conclude_hearing")
    answers = {"meeting_on": day.isoformat(), "should_close": "yes", "text": "Svarene er drøftet."}
    complete_task(task.id, revision=task.revision, answers=answers, actor=person(*SECRETARY))


def one_page():
    """A PDF from outside."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        written = BytesIO()
        pdf.save(written, deterministic_id=True)
    return written.getvalue()
