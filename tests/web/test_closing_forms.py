"""The forms of the closing accounts: typed as people type, computed before they are sent, nothing lost."""

import pytest

from tests.closing_walk import EXAMPLE_2
from tests.web.pages.task import EXAMPLE, entering, typed_lines
from workflows.processes.operations import OPERATIONS
from workflows.vocabulary import AccountKind

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def form(browse, seeded):
    """The form of the provisional account of example 1, with what is registered."""
    return entering(browse)[1]


# --- what the form begins with


def test_the_form_follows_the_template_in_its_order(form):
    headings = [" ".join(row.th.get_text(" ").split()) for row in form.page.soup.select("table.amounts tbody tr")]

    assert headings[:13] == [
        "Omsætning",
        "Indtægter på ydelser",
        "Salg af afskrevet inventar",
        "Direkte og indirekte driftsomkostninger",
        "Personaleomkostninger",
        "Borgerrelaterede omkostninger",
        "Administrationsomkostninger",
        "Kompetenceudvikling",
        "Ejendomsomkostninger",
        "Afskrivninger Kun for månederne i drift.",
        "Finansieringsudgifter/-indtægter Skriv minus, hvis renteindtægterne er størst.",
        "Beregningsgrundlag/driftsomkostninger i alt",
        "Resultat (minus er underskud)",
    ]


def test_every_cell_is_labelled_with_its_line_and_column(form):
    labels = {label["for"]: label.get_text() for label in form.page.soup.select("table.amounts label")}

    assert labels["lines-staff-budget"] == "Personaleomkostninger, budget"
    assert labels["key-1-year_minus_2"] == "Fredericia Kommune, 2024"


def test_the_key_begins_with_the_registered_turnover(form):
    names = [row[0] for row in form.page.rows("Takstbaseret omsætning i de to regnskabsår før beslutningsåret")]

    assert names == ["Vejle Kommune (driftsherre)", "Fredericia Kommune", "Kolding Kommune"]
    assert (form.value("key-0-year_minus_2"), form.value("key-2-year_minus_2")) == ("5.362.763", "1.430.070")
    assert "Udfyld tallene" in form.result


def test_buyers_from_another_region_are_marked_with_what_the_agreement_says(browse):
    _walk, form = entering(browse, "Dagtilbuddet Broen")

    marked = [row[0] for row in form.page.rows("Takstbaseret omsætning i de to regnskabsår før beslutningsåret")]
    assert "Horsens Kommune Uden for regionen" in marked
    assert "betaler efter sin kontrakt. syddanmark-2025-2026, bilag 13" in form.page.text


# --- computing


def test_example_1_is_shown_before_it_is_sent(form):
    page = form.compute(**EXAMPLE)

    assert "Akkumuleret underskud 3.656.000 kr." in page.result
    assert "429.050 kr." in page.result
    assert "Til fordeling underskud 3.226.950 kr." in page.result
    assert page.page.rows("Fordeling") == [
        ["Vejle Kommune (driftsherre, inkl. egenfinansiering)", "72,97 %", "−2.354.802 kr.", "−2.783.852 kr."],
        ["Fredericia Kommune", "10,81 %", "−348.859 kr.", "−348.859 kr."],
        ["Kolding Kommune", "16,22 %", "−523.289 kr.", "−523.289 kr."],
        ["I alt", "", "", "−3.656.000 kr."],
    ]
    assert (page.sum("costs_budget"), page.sum("costs_account"), page.sum("result_account")) == (
        "8.581.000",
        "7.604.000",
        "−3.204.000",
    )


def test_the_calculation_can_be_followed_step_by_step(form):
    steps = [
        " ".join(step.get_text(" ").split()) for step in form.compute(**EXAMPLE).page.soup.select(".calculation li")
    ]

    own_share = next(step for step in steps if step.startswith("Egenfinansiering"))
    assert "5 %" in own_share
    assert "8.581.000" in own_share
    assert own_share.endswith("429.050 syddanmark-2025-2026, bilag 5")


def test_computing_keeps_what_is_typed_and_sends_nothing(browse):
    walk, form = entering(browse)

    page = form.compute(**EXAMPLE | {"lines-staff-account": "6.500.000,00", "note": "Forventet forløb."})

    assert page.value("lines-staff-account") == "6.500.000,00"
    assert page.value("note") == "Forventet forløb."
    assert walk.waits_for == {"task_enter_provisional_account"}
    assert walk.task("task_enter_provisional_account").draft is None


def test_a_waived_deficit_stays_with_the_operator(form):
    page = form.compute(**EXAMPLE, waived="y")

    assert page.page.rows("Fordeling")[1] == ["Fredericia Kommune", "0,00 %", "0 kr.", "0 kr."]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ({"amount": "-452.000", "sign": None}, "underskud 3.656.000 kr."),
        ({"amount": "−452.000", "sign": "deficit"}, "underskud 3.656.000 kr."),
        ({"amount": "452000", "sign": "surplus"}, "underskud 2.752.000 kr."),
        ({"amount": "0", "sign": None}, "underskud 3.204.000 kr."),
        ({"amount": "", "sign": None}, "underskud 3.204.000 kr."),
    ],
)
def test_what_is_carried_forward_has_a_sign_in_words(form, typed, shown):
    answers = EXAMPLE | {f"carried_forward_offer-{name}": value for name, value in typed.items()}

    assert f"Akkumuleret {shown}" in form.compute(**answers).result


@pytest.mark.parametrize(
    ("amount", "sign", "told"),
    [
        ("452.000", None, "Vælg, om beløbet er et underskud eller et overskud."),
        ("-452.000", "surplus", "Et overskud skrives uden minus. Ret beløbet, eller vælg underskud."),
        ("45.20", "deficit", "Skriv beløbet med tal, fx 1.234.567 eller 1.234.567,89."),
    ],
)
def test_an_amount_whose_sign_is_in_doubt_is_asked_about(form, amount, sign, told):
    answers = EXAMPLE | {"carried_forward_offer-amount": amount, "carried_forward_offer-sign": sign}

    page = form.compute(**answers, status=422)

    assert page.errors() == {"carried_forward_offer-amount": told}
    assert page.value("carried_forward_offer-amount") == amount


# --- faults


def test_a_fault_names_its_field_and_nothing_typed_is_lost(form):
    page = form.complete(**EXAMPLE | {"lines-staff-budget": "7.037.00", "key-1-year_minus_1": "mange"}, status=422)

    assert set(page.errors()) == {"lines-staff-budget", "key-1-year_minus_1"}
    summary = page.page.soup.select_one(".error-summary").get_text(" ")
    assert "Personaleomkostninger, budget: Skriv beløbet med tal" in summary
    assert "Fredericia Kommune, 2025: Skriv beløbet med tal" in summary
    assert page.value("lines-staff-budget") == "7.037.00"
    assert page.value("lines-property-account") == "298.000"
    assert "kan ikke beregnes endnu" in page.result


def test_depreciation_counts_only_for_the_months_in_operation(form):
    page = form.complete(**EXAMPLE | {"lines-depreciation-account": "457.000"}, status=422)

    assert "højst 381.000 kr." in page.errors()["lines-depreciation-account"]


def test_a_negative_cost_is_a_fault_at_its_field(form):
    page = form.complete(**EXAMPLE | {"lines-citizens-account": "-85.000"}, status=422)

    assert "kan ikke være negativt" in page.errors()["lines-citizens-account"]


def test_interest_income_is_typed_with_a_minus(form):
    page = form.compute(**EXAMPLE | {"lines-interest-account": "-61.000"})

    assert page.sum("costs_account") == "7.482.000"


def test_an_empty_account_is_told_what_is_missing(form):
    page = form.complete(months="", status=422)

    assert page.errors() == {"months": "Udfyld feltet."}


def test_a_fault_without_a_field_stands_above_the_form(form):
    page = form.complete(status=422)

    assert page.errors() == {}
    assert "Budgettets omkostninger skal være større end nul." in page.page.messages[0]


def test_a_fault_in_a_row_of_another_offer_stands_at_its_field(browse):
    _walk, form = entering(browse, "Botilbuddet Fjordglimt")

    page = form.complete(**typed_lines(EXAMPLE_2) | {"unit_others-0-basis": "0"}, status=422)

    assert page.errors() == {"unit_others-0-basis": "Skal være større end nul."}
    assert "Beregningsgrundlag, tilbud 1 i enheden" in page.page.messages[0]


# --- warnings


def test_odd_figures_are_asked_about_once_and_answered_with_a_tick(browse):
    _walk, form = entering(browse)
    odd = EXAMPLE | {"lines-staff-budget": "7.000.000"}

    asked = form.complete(**odd, status=422)
    after = asked.complete(seen_warnings="y")

    assert "seen_warnings" not in form.fields
    assert set(asked.errors()) == {"seen_warnings"}
    assert "8.544.000" in asked.warnings
    assert "det registrerede beregningsgrundlag er 8.581.000" in asked.warnings
    assert after.page.messages[0] == "Regnskabet er sendt til Forretningsudvalget (FU)."


def test_warnings_stand_with_the_result_before_anything_is_sent(form):
    page = form.compute(**EXAMPLE | {"lines-staff-budget": "7.000.000"})

    assert "8.544.000" in page.warnings
    assert page.errors() == {}
    assert form.compute(**EXAMPLE).warnings == ""


# --- sending


def test_an_account_is_sent_to_the_committee(browse):
    walk, form = entering(browse)

    after = form.complete(**EXAMPLE)

    assert form.sends == "Send til Forretningsudvalget (FU)"
    assert after.page.messages[0] == "Regnskabet er sendt til Forretningsudvalget (FU)."
    assert after.page.path == f"/sager/{walk.case_id}"
    assert {name: int(amount) for name, amount in walk.shares(AccountKind.PROVISIONAL).items()} == {
        "Vejle Kommune": -2_783_852,
        "Kolding Kommune": -523_289,
        "Fredericia Kommune": -348_859,
    }


def test_an_error_of_the_system_keeps_what_was_typed(browse, monkeypatch):
    def fail(_step, _data):
        raise RuntimeError("the disk is full")

    walk, form = entering(browse)
    monkeypatch.setitem(OPERATIONS, "closing.compute_provisional_account", fail)

    page = form.complete(**EXAMPLE, status=422)

    assert "Sagen står, som den gjorde før" in page.page.messages[0]
    assert page.value("lines-staff-account") == "6.500.000"
    assert len(walk.incidents) == 1
