"""The demonstration: an empty database filled with organisations, people, offers and cases on their way.

The cases are walked through the ordinary services, as their users would.
"""

from sqlalchemy import func, select

from db.models.person import Person
from db.session import reading
from workflows.services.demonstration import (
    demo_administration,
    demo_brake_to_closing,
    demo_closing,
    demo_dialog,
    demo_emergency_brake,
    demo_meetings,
    demo_past,
    demo_referral,
    demo_takeover,
    demo_work_list,
)
from workflows.services.demonstration.seeding import seed_demo, seed_reference
from workflows.services.register.administering import by_command


def is_empty() -> bool:
    """Whether the database has nobody in it yet."""
    with reading() as session:
        return not session.scalar(select(func.count()).select_from(Person))


def fill() -> None:
    """Fill an empty database; a database with people in it is left alone."""
    if not is_empty():
        return
    with by_command("demo") as session:
        seed_reference(session)
        seed_demo(session)
    demo_administration.fill()
    for process in (demo_closing, demo_takeover, demo_emergency_brake, demo_referral, demo_dialog):
        process.fill()
    demo_meetings.fill()
    demo_work_list.fill()
    demo_past.fill()
    demo_brake_to_closing.fill()
