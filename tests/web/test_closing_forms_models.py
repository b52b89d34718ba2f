"""The closing accounts by model and by key, their rows of other offers, drafts, and what a script gets."""

from datetime import date

import pytest

from tests.closing_walk import EXAMPLE_1, EXAMPLE_2, EXAMPLE_3, EXAMPLE_4, ClosingWalk
from tests.web.pages.task import EXAMPLE, TaskPage, entering, open_task, typed_lines

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def form(browse, seeded):
    """The form of the provisional account of example 1, with what is registered."""
    return entering(browse)[1]


# --- drafts


def test_a_draft_of_an_account_is_kept_as_it_was_typed(browse):
    walk, form = entering(browse)

    form.keep(**EXAMPLE | {"lines-staff-budget": "syv mio."})
    again = open_task(browse, walk, "task_enter_provisional_account")

    assert again.draft == "Her er den kladde, der sidst blev gemt."
    assert again.value("lines-staff-budget") == "syv mio."
    assert again.value("carried_forward_offer-sign") == "deficit"


def test_a_draft_is_computed_when_it_is_shown_again(browse):
    walk, form = entering(browse)

    form.keep(**EXAMPLE)

    assert "underskud 3.656.000 kr." in open_task(browse, walk, "task_enter_provisional_account").result


# --- with a script


def live(form, action, **typed):
    """What a script gets while one types."""
    page = form.page
    data = page._fields(page.soup.select_one("form[data-task]")) | typed
    return page.browse.client.post(
        f"{page.path}/{action}",
        data={name: value for name, value in data.items() if value is not None},
        headers={"Origin": "http://localhost", "HX-Request": "true"},
    )


def test_a_script_gets_the_result_and_the_sums_alone(form):
    answer = live(form, "beregn", **EXAMPLE)

    text = answer.text.replace("\xa0", " ")
    assert answer.status_code == 200
    assert "<html" not in text
    assert "underskud 3.656.000 kr." in text
    assert 'id="sum-costs_account" hx-swap-oob="true">7.604.000<' in text


def test_a_script_is_told_why_nothing_can_be_computed_yet(form):
    answer = live(form, "beregn", **EXAMPLE | {"lines-staff-budget": "x"})

    assert answer.status_code == 200
    assert 'href="#lines-staff-budget"' in answer.text


def test_a_script_that_keeps_a_draft_gets_the_revision_to_go_on_with(browse):
    walk, form = entering(browse)

    answer = live(form, "kladde", note="Undervejs.")

    revision = walk.task("task_enter_provisional_account").revision
    assert "Kladde gemt kl." in answer.text
    assert f'name="revision" value="{revision}" hx-swap-oob="true"' in answer.text
    assert live(form, "kladde", note="Igen.", revision=str(revision)).status_code == 200


def test_a_script_with_an_old_revision_is_turned_away(form):
    live(form, "kladde", note="Undervejs.")

    assert live(form, "kladde", note="Fra et andet faneblad.").status_code == 422


# --- rows of other offers


def test_rows_of_other_offers_come_and_go_at_a_button(browse):
    _walk, form = entering(browse, "Botilbuddet Fjordglimt")

    more = TaskPage(form.page.send("Tilføj tilbud", **{"lines-staff-account": "54.000.000"}))
    fewer = TaskPage(more.page.send("Fjern Botilbuddet Højvang"))

    assert more.value("unit_others-0-name") == "Botilbuddet Højvang"
    assert {"unit_others-1-name", "unit_others-1-basis"} <= more.fields
    assert fewer.value("lines-staff-account") == "54.000.000"
    assert [name for name in sorted(fewer.fields) if name.startswith("unit_others")] == [
        "unit_others-1-basis",
        "unit_others-1-name",
    ]


def test_an_empty_row_is_left_out(browse):
    _walk, form = entering(browse, "Botilbuddet Fjordglimt")
    more = TaskPage(form.page.send("Tilføj tilbud"))

    page = more.compute(**typed_lines(EXAMPLE_2))

    assert "underskud 4.000.000 kr." in page.result


# --- the models


def test_an_offer_in_a_unit_shows_example_2(browse):
    _walk, form = entering(browse, "Botilbuddet Fjordglimt")

    page = form.compute(**typed_lines(EXAMPLE_2))

    assert form.value("own_basis") == "20.000.000"
    assert "hele den økonomiske enhed" in form.page.text
    rows = {row[0]: row[3] for row in page.page.rows("Fordeling")}
    assert rows["Videreføres: Botilbuddet Højvang"] == "−1.333.333 kr."
    assert rows["Vejle Kommune (driftsherre, inkl. egenfinansiering)"] == "−3.220.000 kr."


def test_a_surplus_in_a_unit_asks_for_the_turnover_of_the_closing_year(browse):
    _walk, form = entering(browse, "Botilbuddet Fjordglimt")
    surplus = typed_lines(EXAMPLE_2) | {
        "carried_forward_offer-amount": "9.000.000",
        "carried_forward_offer-sign": "surplus",
    }

    asked = form.compute(**surplus, status=422)
    page = asked.compute(closing_year_turnover="50.000.000")

    assert "Ved overskud regnes egenfinansieringen af den" in asked.errors()["closing_year_turnover"]
    assert "overskud 5.000.000 kr." in page.result
    assert "2.500.000 kr." in page.result


def test_a_regional_offer_shows_example_3(browse):
    _walk, form = entering(browse, "Botilbuddet Kløverbakken")

    page = form.compute(**typed_lines(EXAMPLE_3))

    assert "fordeles resultatet ikke på køberkommunerne" in form.page.text
    assert not [name for name in form.fields if name.startswith("key-")]
    assert form.value("region_others-0-name") == "Afdeling Egely"
    assert "underskud 1.500.000 kr." in page.result


def test_a_regional_offer_in_a_unit_shows_example_4(browse):
    _walk, form = entering(browse, "Afdeling Egely")

    page = form.compute(**typed_lines(EXAMPLE_4))

    assert form.value("unit_others-0-name") == "Afdeling Lindely"
    assert ["Videreføres: økonomisk enhed", "–", "–", "−3.000.000 kr."] in page.page.rows("Fordeling")
    assert "Til fordeling underskud 1.000.000 kr." in page.result


def test_occupancy_days_are_the_key_of_2016(browse, clock):
    clock.set(date(2016, 3, 1))

    _walk, form = entering(browse, "Botilbuddet Bøgelunden")

    assert form.page.rows("Belægningsdøgn i de to regnskabsår før beslutningsåret")
    assert "syddanmark-2016" in form.beside
    assert form.sends == "Registrér regnskabet"
    after = form.complete(**{"lines-revenue-budget": "9.400.000", "lines-staff-budget": "9.400.000"})
    assert after.page.heading == "Send regnskabet til de berørte"


def test_percentages_are_typed_where_the_secretariat_has_set_the_rule(browse, clock):
    clock.set(date(2019, 3, 1))
    walk = ClosingWalk("Botilbuddet Åhaven").opened().decided()
    walk.do("task_set_rule", {"own_share_percent": "5", "key": "percent", "reason": "Aftalt i kommunerne."})
    form = open_task(browse, walk, "task_enter_provisional_account")
    typed = {"lines-revenue-budget": "7.500.000", "lines-staff-budget": "7.500.000", "lines-staff-account": "1.000.000"}
    shares = {"key-0-year_minus_1": "50", "key-1-year_minus_1": "30", "key-2-year_minus_1": "20"}

    wrong = form.compute(**typed, **shares | {"key-2-year_minus_1": "19,5"}, status=422)
    page = wrong.compute(**{"key-2-year_minus_1": "20"})

    assert any("Aftalt i kommunerne." in message for message in form.page.messages)
    assert "Procenterne skal give 100 i alt; de giver 99,50." in wrong.result
    assert [row[1] for row in page.page.rows("Fordeling")][:3] == ["50,00 %", "30,00 %", "20,00 %"]


def test_where_the_operator_bears_the_result_nobody_else_pays(browse, clock):
    clock.set(date(2019, 3, 1))
    walk = ClosingWalk("Botilbuddet Mosehuset").opened().decided()
    walk.do("task_plan_transition", {"text": "Plan."})
    form = open_task(browse, walk, "task_enter_operator_account")
    typed = {"lines-revenue-budget": "10.900.000", "lines-staff-budget": "10.900.000", "lines-staff-account": "500.000"}

    page = form.compute(**typed)
    after = page.complete()

    assert "waived" not in form.fields
    assert {row[3] for row in page.page.rows("Fordeling")[1:-1]} == {"0 kr."}
    assert "sendt til køberne, og sagen er afsluttet" in after.page.messages[0]


# --- the final account


def test_the_final_account_begins_with_the_provisional_and_shows_the_differences(browse):
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1).treat_provisional()
    walk.send_provisional().follow("final")
    form = open_task(browse, walk, "task_enter_final_account")

    page = form.compute(**{"lines-staff-account": "6.400.000"})

    assert (form.value("lines-staff-account"), form.value("carried_forward_offer-amount")) == ("6.500.000", "452.000")
    changes = {row[0]: row[1:] for row in page.page.rows("Forskel til det foreløbige regnskab")}
    assert changes["Personaleomkostninger"] == ["6.500.000", "6.400.000", "−100.000"]
    assert changes["Til fordeling"] == ["−3.226.950", "−3.126.950", "+100.000"]
    assert changes["Afskrivninger"] == ["381.000", "381.000", "0"]


def test_the_final_account_goes_to_the_auditor_that_is_chosen(browse):
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1).treat_provisional()
    walk.send_provisional().follow("final")
    form = open_task(browse, walk, "task_enter_final_account")

    without = form.complete(status=422)
    after = without.complete(auditor_id=str(walk.organisation("bakke-lund-revision").id))

    assert without.errors() == {"auditor_id": "Vælg den revisor, der skal påtegne regnskabet."}
    assert after.page.messages[0] == "Regnskabet er sendt til revisor."
    assert walk.waits_for == {"task_endorse_account"}
