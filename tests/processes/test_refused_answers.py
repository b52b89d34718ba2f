"""Answers of a closing that cannot be true: each is told at its field, and nothing of it is kept."""

from datetime import timedelta

import pytest

from tests.closing_walk import EXAMPLE_1, EXAMPLE_2, ClosingWalk
from workflows.clock import today
from workflows.errors import InputError

pytestmark = pytest.mark.usefixtures("seeded")


def refused(what):
    """What is told, by path."""
    with pytest.raises(InputError) as told:
        what()
    return dict(told.value.errors)


def entering(walk, figures=EXAMPLE_1, **answers):
    return refused(lambda: walk.enter("provisional", figures, **answers))


def test_what_a_party_bought_is_never_negative() -> None:
    walk = ClosingWalk().opened().heard().decided()
    key = walk.typed("task_enter_provisional_account", EXAMPLE_1)["key"]
    key[1]["year_minus_2"] = "-1"

    assert entering(walk, key=key) == {"key[1].year_minus_2": "Tallet skal være mindst 0."}
    assert walk.waits_for == {"task_enter_provisional_account"}


def test_the_basis_of_another_offer_is_never_negative() -> None:
    walk = ClosingWalk("Botilbuddet Fjordglimt").opened().heard().decided()

    told = entering(walk, EXAMPLE_2, unit_others=[{"name": "Botilbuddet Højvang", "basis": "-40000000"}])

    assert told == {"unit_others[0].basis": "Tallet skal være mindst 0."}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("months", 13, "Tallet må højst være 12."),
        ("year", 19, "Tallet skal være mindst 2007."),
        ("year", 20266, "Tallet må højst være 2100."),
    ],
)
def test_a_number_beyond_its_limits_is_told_with_the_limit(field, value, told) -> None:
    walk = ClosingWalk().opened().heard().decided()

    assert entering(walk, **{field: value}) == {field: told}


def test_an_offer_does_not_end_before_it_is_decided_to_close() -> None:
    walk = ClosingWalk().opened().heard()

    told = refused(lambda: walk.decided(last_day=(today() - timedelta(days=1)).isoformat()))

    assert list(told) == ["last_day"]
    assert walk.closing.last_day is None


def test_an_offer_that_an_authority_closed_may_have_ended_before_the_decision() -> None:
    yesterday = today() - timedelta(days=1)
    walk = ClosingWalk().opened(closed_by_authority=True, authority="Socialtilsyn Syd").heard()

    walk.decided(last_day=yesterday.isoformat())

    assert walk.closing.last_day == yesterday


def test_an_account_is_not_treated_before_the_decision_to_close() -> None:
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1)
    treatment = {"meeting_on": (today() - timedelta(days=1)).isoformat(), "taken_note": True, "text": ""}

    assert list(refused(lambda: walk.do("task_treat_provisional_account", treatment))) == ["meeting_on"]
    assert walk.waits_for == {"task_treat_provisional_account"}
