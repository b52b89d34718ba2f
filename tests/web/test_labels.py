"""What was typed into a form that is gone is shown with the words of its fields."""

from uuid import uuid4

import pytest

from tests.takeover_walk import TakeoverWalk
from tests.web.pages.task import open_task
from web.forms import task_forms
from web.forms.labels import with_labels

TASKS = task_forms.FORMS
UNITS = {
    "shares-0-units-1-budget": "20.000",
    "shares-0-year": "2025",
    "transfer-staff-0-group": "P",
    "terms-0-text": "x",
}


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ({"wanted": "yes", "deadline": "1-4-2026"}, ["Skal regionen bedes om data?", "Svarfrist"]),
        (UNITS, ["Budget, række 2", "Regnskabsår", "Gruppe, række 1", "Indhold, række 1"]),
        (
            {"lines-revenue-budget": "1", "carried_forward_offer-amount": "2"},
            ["Indtægter på ydelser: Budget", "Overført på tilbuddet"],
        ),
        ({"shares-x-units": "1", "shares": "2"}, ["", ""]),
        ({"shares-0": "1", "unheard_of": "2"}, ["", ""]),
    ],
)
def test_a_field_is_named_as_on_the_form_that_it_was_sent_from(typed, labels):
    assert [label for label, _ in with_labels(typed.items(), typed)] == labels


@pytest.mark.usefixtures("app")
def test_a_choice_is_told_in_its_own_words():
    typed = {
        "moving_or_merging": "no",
        "closed_by_authority": "yes",
        "consequences_for_others": "",
        "offer_id": str(uuid4()),
    }

    told = dict(with_labels(typed.items(), typed))

    assert told["Flyttes tilbuddet, eller lægges det sammen med et andet?"] == "Nej"
    assert told["Er tilbuddet lukket af Socialtilsynet eller en anden myndighed?"] == "Ja"
    assert told["Tilbud"] == "Valgt på listen"


def test_what_a_person_without_a_login_had_typed_stands_with_its_words(browse, seeded):
    walk = TakeoverWalk().opened()
    form = open_task(browse, walk, "task_ask_for_data").page
    with browse.client.session_transaction() as cookie:
        cookie.clear()

    lost = form.send("Gå videre", wanted="yes", remarks="Tegninger over bygningen.", status=401)

    assert "Andet, I beder om Tegninger over bygningen." in lost.text
    assert "Skal regionen bedes om data? Ja" in lost.text
