"""The demonstration's takeovers, on any day."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.case import Case
from db.session import reading
from workflows.services.demonstration import demo_takeover
from workflows.vocabulary import CaseStatus


@pytest.mark.parametrize(
    "day", [date(2026, 11, 22), date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1), date(2028, 2, 29)]
)
def test_the_takeovers_of_the_demonstration_can_be_walked_on_any_day(seeded, clock, day):
    clock.set(day)

    demo_takeover.fill()

    with reading() as session:
        cases = session.scalars(select(Case).order_by(Case.number)).all()
    assert [case.status for case in cases] == [CaseStatus.RUNNING] * 3
    for case, waiting in zip(cases, ("Svar på vilkårene", "Indtast regnskabstal", "del af tjeklisten"), strict=True):
        assert waiting in case.standing
