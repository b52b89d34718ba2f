"""Opening a case with many faults: all are told at once, each at its field, and nothing typed is lost."""

import pytest

from tests.web.pages.case import VEJLE, acting

pytestmark = pytest.mark.usefixtures("seeded")

FJORDAGER = ("rikke@fjordager.example", "kommunikationscenter-fjordager")
WRONG = {
    "closing.open_form": (
        "Opret sagen",
        VEJLE,
        {"expected_decision_on": "31-2-2026", "hearing_deadline": "1-3-2026", "kle": "botilbud"},
        {"offer_id", "moving_or_merging", "closed_by_authority", "consequences_for_others", "reasons"},
    ),
    "takeover.open_form": (
        "Registrér overtagelsen",
        VEJLE,
        {"takeover_on": "i overmorgen", "declared_on": "1. maj 2190", "kle": "botilbud"},
        {"offer_ids", "council_on", "reasons"},
    ),
    "referral.open_form": (
        "Opret henvisningen",
        FJORDAGER,
        {"inquired_on": "1. maj 2190", "cpr": "010190", "email": "hos mig", "kle": "hjælp"},
        {"municipality_id", "target_group", "text", "name"},
    ),
}
"""By opening: the button, who opens, what is typed wrong, and what is left out that is asked for."""


@pytest.mark.parametrize("opening", WRONG)
def test_all_that_is_wrong_with_an_opening_is_told_at_once(browse, opening):
    button, who, typed, missing = WRONG[opening]

    page = acting(browse, who).get(opening).send(button, status=422, **typed)

    assert set(page.errors()) == typed.keys() | missing
    assert {name: page.value(name) for name in typed} == typed
