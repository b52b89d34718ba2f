"""What the demonstration's secretariat has changed in the administration, so that its history tells something."""

from datetime import timedelta

from sqlalchemy import select

from db.models.organisation import Organisation
from db.session import reading
from workflows.clock import today
from workflows.services.calendar.closed_days import add_closed_days
from workflows.services.calendar.meetings import set_agenda_closing
from workflows.services.demonstration.demo_users import actor
from workflows.services.register.organisations import change_organisation

SECRETARIAT = ("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
VEJLE, SDF = "630", "sdf-syddanmark"


def fill() -> None:
    """An address corrected, an agenda that closes earlier, and the days between Christmas and New Year."""
    with reading() as session:
        known = select(Organisation).where(Organisation.code.in_((VEJLE, SDF)))
        rows = {row.code: row for row in session.scalars(known)}
    jeppe, vejle, sdf = actor(SECRETARIAT), rows[VEJLE], rows[SDF]
    for address in ("Skolegade 1\n7100 Vejle", "Rådhusgade 1\n7100 Vejle"):
        change_organisation(vejle.id, name=vejle.name, address=address, region_code=vejle.region_code, actor=jeppe)
    for days_before in (7, 10):
        set_agenda_closing(sdf.id, days_before, actor=jeppe)
    year = today().year + 1
    first = today().replace(year=year, month=12, day=27)
    add_closed_days(
        vejle.id, first=first, last=first + timedelta(days=4), reason="Lukket mellem jul og nytår", actor=jeppe
    )
