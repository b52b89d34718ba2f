"""What the tasks of a takeover say when an answer can't stand, at its field and with nothing lost."""

from datetime import date

import pytest

from tests.takeover_walk import TakeoverWalk
from tests.web.pages.task import act_as, open_task
from tests.web.test_takeover_pages import units_typed
from workflows.vocabulary import Party

pytestmark = pytest.mark.usefixtures("seeded")

HOVEDSTADEN = "Botilbuddet Lindegården"
STAGES = {
    "task_ask_for_data": lambda walk: walk,
    "task_deliver_figures": lambda walk: walk.asked(),
    "task_prepare_recommendation": lambda walk: walk.not_asked(),
    "task_record_discussion": lambda walk: walk.recommended("discuss", discuss_by="2026-04-01"),
    "task_declare_takeover": lambda walk: walk.recommended().decided(),
    "task_state_terms": lambda walk: walk.recommended().decided().declared(),
    "task_answer_terms": lambda walk: walk.recommended().decided().declared().stated(),
    "task_notify_employees": lambda walk: walk.recommended().decided().declared().stated().accepted().approved(),
    "task_complete_municipal_checklist": lambda walk: (
        walk.recommended().decided().declared().stated().accepted().approved().notified()
    ),
}
"""How to come to each task."""


def at(element, *offers, **answers):
    """A takeover that waits for a task."""
    return STAGES[element](TakeoverWalk(*offers).opened(**answers))


@pytest.mark.parametrize(
    ("element", "answers", "errors"),
    [
        ("task_ask_for_data", {}, {"wanted"}),
        ("task_ask_for_data", {"wanted": "yes", "items": [], "deadline": "2-3-2026"}, {"items", "deadline"}),
        ("task_ask_for_data", {"wanted": "yes", "deadline": ""}, {"deadline"}),
        ("task_ask_for_data", {"wanted": "yes", "deadline": "32-3-2026"}, {"deadline"}),
        ("task_prepare_recommendation", {}, {"next"}),
        (
            "task_prepare_recommendation",
            {"next": "discuss", "summary": "Kort.", "discuss_by": "1-3-2026"},
            {"recommendation", "presentation", "economy", "discuss_by"},
        ),
        ("task_prepare_recommendation", {"next": "stop"}, {"no_further"}),
        ("task_record_discussion", {"treated": "yes"}, {"meeting_on", "text"}),
        ("task_record_discussion", {"treated": "yes", "meeting_on": "2-3-2026"}, {"text"}),
        ("task_declare_takeover", {"declared_on": "3-3-2026"}, {"declared_on"}),
        ("task_declare_takeover", {"declared_on": "2-3-2026", "takeover_on": "1-1-2020"}, {"takeover_on"}),
        ("task_answer_terms", {"answer": "changes"}, {"text"}),
        ("task_answer_terms", {"answer": "withdraw"}, {"text"}),
        ("task_notify_employees", {"notified_on": "3-3-2026", "text": "Brev."}, {"notified_on"}),
    ],
)
def test_an_answer_that_can_not_stand_is_told_at_its_field(browse, element, answers, errors):
    page = open_task(browse, at(element), element)

    refused = page.complete(status=422, **answers)

    assert set(refused.errors()) == errors
    assert {name: refused.value(name) for name in answers if name != "items"} == {
        name: text for name, text in answers.items() if name != "items"
    }


def test_nothing_is_lost_when_a_table_of_figures_can_not_be_read(browse):
    page = open_task(browse, at("task_state_terms"), "task_state_terms")
    typed = units_typed() | {
        "shares-0-units-1-budget": "tyve tusind",
        "availability": "Som hidtil.",
        "answer_by": "snarest",
    }

    refused = page.complete(status=422, **typed)

    assert set(refused.errors()) == {"shares-0-units-1-budget", "answer_by"}
    assert {name: refused.value(name) for name in typed} == typed


def test_the_unit_that_is_taken_over_must_be_chosen(browse):
    page = open_task(browse, at("task_deliver_figures"), "task_deliver_figures")

    refused = page.complete(status=422, **{**units_typed(), "shares-0-taken_over": "shares-0-units-9"})

    assert refused.errors() == {"shares-0-taken_over": "Vælg den enhed, der overtages."}


def test_the_accounts_are_asked_for_where_the_share_follows_of_them(browse):
    page = open_task(browse, at("task_deliver_figures"), "task_deliver_figures")

    refused = page.complete(status=422, **{"shares-0-units-0-name": ""})

    assert refused.errors()["shares-0-units"].startswith("Indtast enhedens regnskab")
    assert "Indtast enhedens regnskab" in refused.page.messages[0]


def test_each_cell_of_a_row_is_asked_for_where_it_stands(browse):
    page = open_task(browse, at("task_deliver_figures"), "task_deliver_figures")
    typed = units_typed() | {
        "shares-0-units-1-name": "",
        "shares-0-units-2-costs": "",
        "shares-0-total_accumulated": "",
    }

    refused = page.complete(status=422, **typed)

    assert {"shares-0-units-1-name", "shares-0-units-2-costs"} <= set(refused.errors())
    assert "Enhed, række 2: Udfyld feltet. Omkostninger, række 3: Udfyld feltet." in refused.page.messages[0]


def test_rows_are_added_and_taken_away_without_scripts(browse):
    page = open_task(browse, at("task_state_terms"), "task_state_terms").page

    page = page.send("Tilføj kontrakt", **{"transfer-remarks": "Beholdes.", "shares-0-taken_over": "shares-0-units-1"})
    page = page.send("Tilføj kontrakt", **{"transfer-contracts-0-party": "Bliver A/S"})
    page = page.send("Fjern Botilbuddet Engdraget")

    assert page.value("transfer-remarks") == "Beholdes."
    assert page.value("transfer-contracts-0-party") == "Bliver A/S"
    assert page.value("shares-0-taken_over") == "shares-0-units-1"
    names = {str(field.get("name")) for field in page.soup.find_all("input")}
    assert {"shares-0-units-1-name", "shares-0-units-2-name"} <= names
    assert "shares-0-units-0-name" not in names


def test_a_draft_brings_its_rows_back(browse):
    walk = at("task_state_terms")
    page = open_task(browse, walk, "task_state_terms").page
    page = page.send("Tilføj gruppe")
    page.send(
        "Gem kladde", **units_typed() | {"transfer-staff-0-group": "Pædagoger", "transfer-staff-0-employees": "24"}
    )

    again = open_task(browse, walk, "task_state_terms")

    assert again.value("transfer-staff-0-group") == "Pædagoger"
    assert again.value("shares-0-units-2-accumulated") == "-4500"
    assert again.value("shares-0-taken_over") == "shares-0-units-0"
    assert "underskud 1.125 kr." in again.result


def test_where_the_share_is_negotiated_it_is_typed_with_its_reason(browse, clock):
    clock.set(date(2019, 3, 1))
    walk = at("task_state_terms", HOVEDSTADEN, takeover_on=date(2021, 1, 1))
    page = open_task(browse, walk, "task_state_terms")

    refused = page.complete(status=422, takeover_on="1-1-2021")
    assert set(refused.errors()) == {"shares-0-agreed_share", "shares-0-share_reason"}

    typed = {"shares-0-agreed_share": "-1.000.000", "shares-0-share_reason": "Aftalt på mødet."}
    assert "underskud 1.000.000 kr." in refused.compute(**typed).result
    refused.complete(**typed)
    assert walk.waits_for == {"task_answer_terms"}


def test_two_offers_of_a_round_have_their_own_accounts(browse):
    walk = STAGES["task_state_terms"](TakeoverWalk("Botilbuddet Engdraget", "Dagtilbuddet Åsiden").opened())
    page = open_task(browse, walk, "task_state_terms")
    first = units_typed()
    second = {
        name.replace("shares-0", "shares-1"): text.replace("shares-0", "shares-1") for name, text in first.items()
    }
    second["shares-1-taken_over"] = "shares-1-units-1"

    result = page.compute(**first, **second).result
    assert "Botilbuddet Engdraget" in result
    assert "Dagtilbuddet Åsiden" in result

    page.complete(**first, **second)
    assert walk.waits_for == {"task_answer_terms"}


def test_a_point_of_the_checklist_says_what_it_lacks(browse):
    walk = at("task_complete_municipal_checklist")
    page = open_task(browse, walk, "task_complete_municipal_checklist")

    refused = page.complete(status=422, **{"items-0-state": "skipped", "items-1-state": "done"})

    assert refused.errors()["items-0-note"] == "Skriv, hvorfor punktet ikke er relevant."
    assert refused.errors()["items-1-done_on"] == "Skriv, hvornår det er gjort."
    again = refused.complete(status=422, **{"items-0-note": "Findes ikke.", "items-1-done_on": "1-3-2026"})
    assert again.errors()["items"].startswith("Disse punkter er ikke udført")
    done = {f"items-{n}-{name}": text for n in (2, 3, 4) for name, text in (("state", "done"), ("done_on", "1-3-2026"))}
    again.complete(**done)
    assert not walk.open("task_complete_municipal_checklist")


def test_the_region_ticks_its_own_checklist_off(browse):
    walk = at("task_complete_municipal_checklist")
    page = open_task(browse, walk, "task_complete_regional_checklist")
    numbers = range(len(page.page.soup.select("[name$='-state'][value=done]")))

    ticked = {f"items-{n}-{name}": text for n in numbers for name, text in (("state", "done"), ("done_on", "1-3-2026"))}
    page.complete(**ticked)

    assert not walk.open("task_complete_regional_checklist")


def test_an_earlier_departure_stands_on_the_pages_as_one(browse, clock):
    clock.set(date(2019, 3, 1))
    walk = TakeoverWalk(HOVEDSTADEN).opened(date(2019, 12, 1))
    act_as(browse, walk.municipality)
    assert "Afvigelse Overtagelsen den 1. december 2019 er ikke ved et årsskifte." in _case(browse, walk).text

    walk.recommended().decided().declared().stated().accepted().council(Party.MUNICIPALITY).council(Party.REGION)
    page = open_task(browse, walk, "task_issue_agreement")

    told = [message for message in page.page.messages if message.startswith("Afvigelse fra aftalens anbefaling")]
    assert any("årsskifte" in message and "hovedstaden-2019-2020, 4.10" in message for message in told)
    assert told == [message for message in _case(browse, walk).messages if message.startswith("Afvigelse")]


def test_a_missed_declaration_names_the_next_chance(browse, clock):
    walk = TakeoverWalk().opened(date(2028, 6, 1))
    clock.set(date(2028, 1, 2))
    walk.fire().fire()

    act_as(browse, walk.municipality)
    (told,) = [one for one in _case(browse, walk).messages if one.startswith("Ikke meddelt i tide")]
    assert "senest 1. januar 2028" in told
    assert "valgperioden 2030–2033: meddelelsen senest 1. januar 2032, og overtagelsen senest 1. januar 2033" in told


def test_a_takeover_that_is_late_is_marked(browse):
    walk = TakeoverWalk().prepared().stated(takeover_on="2029-01-02")

    act_as(browse, walk.municipality)
    assert any(
        one.startswith("Overtagelsen er planlagt efter sidste dag Sidste dag er 1. januar 2029")
        for one in _case(browse, walk).messages
    )


def _case(browse, walk):
    return browse.get("cases.show", case_id=walk.case_id)
