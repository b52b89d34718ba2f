"""Days on which an organisation is closed beside the holidays."""

from datetime import date

import pytest

from tests import factories
from workflows.access.actor import Actor
from workflows.errors import NotAllowed, Refused
from workflows.services.calendar import closed_days

pytestmark = pytest.mark.usefixtures("database", "clock")


@pytest.fixture
def officer() -> Actor:
    return factories.actor(factories.secretariat())


def test_a_period_closes_its_weekdays(officer: Actor) -> None:
    vejle = factories.organisation()

    number = closed_days.add_closed_days(
        vejle.id, first=date(2026, 7, 17), last=date(2026, 7, 21), reason="Sommerlukket", actor=officer
    )

    days = [row.day for row in closed_days.closed_days(vejle.id)]
    assert (number, days) == (3, [date(2026, 7, 21), date(2026, 7, 20), date(2026, 7, 17)])


def test_a_day_closed_for_two_reasons_is_one_day(officer: Actor) -> None:
    vejle = factories.organisation()
    factories.closed_day(vejle, date(2026, 7, 20), "Rådhuset flytter")

    number = closed_days.add_closed_days(
        vejle.id, first=date(2026, 7, 20), last=date(2026, 7, 21), reason="Sommerlukket", actor=officer
    )

    reasons = {row.day: row.reason for row in closed_days.closed_days(vejle.id)}
    assert number == 1
    assert reasons == {date(2026, 7, 20): "Rådhuset flytter", date(2026, 7, 21): "Sommerlukket"}


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 7, 21), date(2026, 7, 20), "last"),
        (date(2026, 7, 1), date(2026, 8, 1), "last"),
        (date(2026, 7, 18), date(2026, 7, 19), "first"),
    ],
)
def test_a_period_has_days_to_close_and_is_not_longer_than_a_month(
    officer: Actor, first: date, last: date, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        closed_days.add_closed_days(
            factories.organisation().id, first=first, last=last, reason="Sommerlukket", actor=officer
        )

    assert refusal.value.field == field


def test_a_closed_day_says_why(officer: Actor) -> None:
    day = date(2026, 7, 20)

    with pytest.raises(Refused) as refusal:
        closed_days.add_closed_days(factories.organisation().id, first=day, last=day, reason=" ", actor=officer)

    assert refusal.value.field == "reason"


def test_holidays_are_closed_already(officer: Actor) -> None:
    vejle = factories.organisation()

    closed_days.add_closed_days(
        vejle.id, first=date(2026, 12, 23), last=date(2026, 12, 28), reason="Julelukket", actor=officer
    )

    assert [row.day for row in closed_days.closed_days(vejle.id)] == [date(2026, 12, 28), date(2026, 12, 23)]


def test_a_period_is_opened_again_at_once(officer: Actor) -> None:
    vejle = factories.organisation()
    factories.closed_day(vejle, date(2026, 12, 21), "Rådhuset flytter")
    closed_days.add_closed_days(
        vejle.id, first=date(2026, 12, 23), last=date(2026, 12, 30), reason="Julelukket", actor=officer
    )
    factories.closed_day(vejle, date(2027, 12, 23), "Julelukket")
    one = next(row for row in closed_days.closed_days(vejle.id) if row.day == date(2026, 12, 29))

    period = closed_days.period_of(one)
    closed_days.remove_closed_days([row.id for row in period], actor=officer)

    assert [row.day.day for row in period] == [23, 28, 29, 30]
    assert [row.day for row in closed_days.closed_days(vejle.id)] == [date(2027, 12, 23), date(2026, 12, 21)]


def test_a_closed_day_is_opened_again(officer: Actor) -> None:
    vejle = factories.organisation()
    day = factories.closed_day(vejle, date(2026, 7, 20))

    closed_days.remove_closed_days([day.id], actor=officer)

    assert closed_days.closed_days(vejle.id) == []


def test_only_the_secretariat_closes_days() -> None:
    vejle, day = factories.organisation(), date(2026, 7, 20)

    with pytest.raises(NotAllowed):
        closed_days.add_closed_days(vejle.id, first=day, last=day, reason="Sommerlukket", actor=factories.actor(vejle))


def test_the_list_counts_the_days_to_come() -> None:
    vejle = factories.organisation("Vejle Kommune")
    factories.closed_day(vejle, date(2025, 12, 29))
    factories.closed_day(vejle, date(2026, 7, 20))

    [row] = closed_days.calendars(date(2026, 3, 2))

    assert (row.organisation.name, row.coming) == ("Vejle Kommune", 1)
