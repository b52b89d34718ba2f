"""From a legal date back to the meeting before it, and to the day on which the agenda closes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.rules.calendar import is_working_day
from workflows.rules.planning import MOST_DAYS, plan_backwards

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
MEETINGS = st.lists(DAYS, max_size=30)
CLOSES = st.none() | st.integers(0, MOST_DAYS)
TODAY = date(2026, 3, 2)
NEAR = st.integers(-200, 800).map(lambda days: TODAY + timedelta(days=days))


def plan(legal_date: date, *meetings: date, closes: int | None = 8, today: date = TODAY):
    return plan_backwards(legal_date=legal_date, meetings=meetings, closes_days_before=closes, today=today)


@given(NEAR, st.lists(NEAR, max_size=30), CLOSES)
def test_no_meeting_lies_between_the_one_that_is_found_and_the_legal_date(legal_date, meetings, closes):
    found = plan(legal_date, *meetings, closes=closes).meeting

    in_time = [day for day in meetings if TODAY <= day <= legal_date]
    assert (found is None) == (not in_time)
    assert found is None or (found in in_time and not [day for day in in_time if day > found])


@given(DAYS, MEETINGS, st.integers(0, MOST_DAYS), DAYS)
def test_an_agenda_closes_on_the_last_working_day_that_is_early_enough(legal_date, meetings, closes, today):
    found = plan(legal_date, *meetings, closes=closes, today=today)

    if found.meeting is not None:
        latest = found.meeting - timedelta(days=closes)
        assert is_working_day(found.agenda_by)
        assert found.agenda_by <= latest
        between = (latest - timedelta(days=number) for number in range((latest - found.agenda_by).days))
        assert not [day for day in between if is_working_day(day)]


@given(NEAR, st.lists(NEAR, max_size=30), CLOSES)
def test_it_warns_when_and_only_when_the_date_cannot_be_met(legal_date, meetings, closes):
    found = plan(legal_date, *meetings, closes=closes)

    can_be_met = found.meeting is not None and (found.agenda_by is None or found.agenda_by >= TODAY)
    assert can_be_met == (found.warning == "")
    assert bool(found.explanation) == (found.meeting is not None)


@given(NEAR, st.lists(NEAR, max_size=20), NEAR, st.integers(0, MOST_DAYS))
def test_one_more_meeting_never_leaves_less_time(legal_date, meetings, more, closes):
    before, after = plan(legal_date, *meetings, closes=closes), plan(legal_date, *meetings, more, closes=closes)

    assert after.agenda_by is not None or before.agenda_by is None
    assert before.agenda_by is None or after.agenda_by >= before.agenda_by


@given(NEAR, st.lists(NEAR, max_size=20), CLOSES)
def test_the_order_in_which_meetings_are_given_says_nothing(legal_date, meetings, closes):
    assert plan(legal_date, *meetings, closes=closes) == plan(legal_date, *sorted(meetings * 2), closes=closes)


def test_a_meeting_on_the_legal_date_itself_is_in_time():
    assert plan(date(2026, 6, 19), date(2026, 6, 19)).meeting == date(2026, 6, 19)


def test_an_agenda_that_would_close_on_a_closed_day_closes_before_it():
    found = plan(date(2026, 5, 1), date(2026, 4, 14), closes=8)

    assert found.agenda_by == date(2026, 4, 1)
    assert "mandag den 6. april 2026. Dagen er lukket (2. påskedag)" in found.explanation


def test_a_day_on_which_the_town_hall_is_closed_is_closed_for_agendas_too():
    found = plan_backwards(
        legal_date=date(2026, 9, 1),
        meetings=[date(2026, 8, 26)],
        closes_days_before=7,
        today=TODAY,
        extra_closed={date(2026, 8, 19): "Personaledag"},
    )

    assert found.agenda_by == date(2026, 8, 18)
    assert "(Personaledag)" in found.explanation


def test_an_agenda_that_has_closed_is_a_warning_that_says_what_to_do():
    found = plan(date(2026, 3, 12), date(2026, 3, 9))

    assert found.meeting == date(2026, 3, 9)
    assert found.warning == (
        "Fristen kan ikke nås på den almindelige måde: dagsordenen til mødet mandag den 9. marts 2026 lukkede "
        "fredag den 27. februar 2026. Få sagen på som tillæg til dagsordenen, eller aftal et ekstraordinært møde."
    )


def test_without_a_meeting_in_time_the_next_one_is_named():
    found = plan(date(2026, 3, 12), date(2026, 2, 25), date(2026, 3, 25))

    assert (found.meeting, found.agenda_by) == (None, None)
    assert "noget møde til og med torsdag den 12. marts 2026. Det næste er onsdag den 25. marts 2026." in found.warning


def test_it_says_when_no_later_meetings_are_known():
    assert "Der er ikke registreret senere møder." in plan(date(2028, 1, 1), date(2026, 6, 17)).explanation
    assert "senere" not in plan(date(2026, 7, 1), date(2026, 6, 17), date(2026, 8, 19)).explanation


def test_where_it_is_not_known_when_the_agenda_closes_the_meeting_stands_alone():
    found = plan(date(2026, 7, 1), date(2026, 6, 17), closes=None)

    assert (found.meeting, found.agenda_by, found.warning) == (date(2026, 6, 17), None, "")
    assert "ikke registreret, hvor mange dage før" in found.explanation


def test_an_agenda_does_not_close_after_its_meeting():
    with pytest.raises(ValueError, match="after its meeting"):
        plan(date(2026, 7, 1), closes=-1)


def test_a_date_that_has_passed_is_not_told_as_one_without_meetings():
    found = plan(date(2026, 2, 27), date(2026, 2, 25), date(2026, 3, 25))

    assert found.warning == (
        "Fristen fredag den 27. februar 2026 er overskredet. Det næste er onsdag den 25. marts 2026. "
        "Aftal et ekstraordinært møde snarest."
    )


def test_a_meeting_that_stands_on_a_closed_day_is_pointed_out():
    assert (
        "Mødedagen er lukket (Langfredag); kontrollér datoen." in plan(date(2026, 5, 1), date(2026, 4, 3)).explanation
    )
    assert "lukket" not in plan(date(2026, 6, 20), date(2026, 6, 17)).explanation
