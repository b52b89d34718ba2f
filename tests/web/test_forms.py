"""Forms: what is typed becomes values, faults are told in Danish, a refusal stands where it can be mended."""

import pytest
from bs4 import BeautifulSoup
from flask import get_template_attribute
from markupsafe import Markup
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from tests.web.page_checks import check_page
from tests.web.pages.task import act_as
from web.forms.base import Form, refusals_on
from web.forms.fields import AmountField, CodeField, DateField, NumberField, word_in, word_of, words
from workflows.errors import NotAllowed, Refused
from workflows.services.demonstration.demo_users import actor
from workflows.vocabulary import OfferStructure, Role


class EveryField(Form):
    """One field of each kind that our pages use."""

    name = StringField("Navn", [InputRequired(), Length(max=20)], description="Fulde navn.")
    code = CodeField("Nummer")
    amount = AmountField("Indtægter", [InputRequired()])
    day = DateField("Sidste dag")
    places = NumberField("Pladser", [NumberRange(min=1)])
    structure = SelectField("Struktur", choices=words(OfferStructure, empty="Vælg"), coerce=word_in(OfferStructure))
    position = RadioField("Svar", [InputRequired()], choices={"no": "Ingen bemærkninger", "against": "Imod"})
    parties = SelectMultipleField(
        "Parter",
        choices={"vejle": "Vejle", "kolding": "Kolding"},
        option_widget=CheckboxInput(),
        widget=ListWidget(),
    )
    closed = BooleanField("Lukket af en myndighed", description="Fx Socialtilsynet.")
    remarks = TextAreaField("Bemærkninger")


GOOD = {
    "name": "Bofællesskabet",
    "code": " 461 ",
    "amount": "1.234,50",
    "day": "14. marts 2026",
    "places": "1.200",
    "structure": "standalone",
    "position": "no",
    "parties": ["vejle", "kolding"],
    "remarks": "Æ\n<b>",
}


@pytest.fixture
def filled(app):
    """A form as it comes back from the browser."""

    def fill(**answers):
        with app.test_request_context(method="POST", data=answers):
            return EveryField(meta={"csrf": False})

    return fill


def shown(app, form) -> BeautifulSoup:
    """The form's fields as the component shows them, within a page."""
    with app.test_request_context():
        field = get_template_attribute("components/field.html", "field")
        summary = get_template_attribute("components/error_summary.html", "error_summary")
        content = summary(form) + Markup("").join(field(each) for each in form)
    return BeautifulSoup(
        f"<html lang='da'><title>Prøve – Rammesag</title><h1>Prøve</h1>{content}</html>", "html.parser"
    )


def test_answers_become_values(filled):
    form = filled(**GOOD)

    assert form.validate(), form.errors
    assert str(form.amount.data) == "1234.50"
    assert form.day.data.isoformat() == "2026-03-14"
    assert (form.code.data, form.places.data, form.closed.data) == ("461", 1200, False)
    assert form.structure.data is OfferStructure.STANDALONE


def test_nothing_typed_is_no_value(filled):
    form = filled(**(GOOD | {"day": " ", "places": "", "structure": ""}))

    assert (form.day.data, form.structure.data) == (None, None)


def test_faults_are_told_in_danish(filled):
    wrong = {"name": "x" * 21, "amount": "meget", "day": "31-2-2026", "places": "0", "structure": "andet"}
    form = filled(**wrong)

    form.validate()

    assert form.errors == {
        "name": ["Skriv højst 20 tegn."],
        "amount": ["Skriv beløbet med tal, fx 1.234.567 eller 1.234.567,89."],
        "day": ["Datoen findes ikke i kalenderen: februar 2026 har 28 dage."],
        "places": ["Tallet skal være mindst 1."],
        "structure": ["Vælg en af mulighederne."],
        "position": ["Feltet skal udfyldes."],
    }


def test_what_was_typed_stays_in_the_field(app, filled):
    form = filled(**(GOOD | {"amount": "meget", "day": "31-2-2026"}))
    form.validate()

    page = shown(app, form)

    assert page.find(id="amount")["value"] == "meget"
    assert page.find(id="day")["value"] == "31-2-2026"
    assert page.find(id="remarks").get_text().strip() == "Æ\n<b>"
    assert page.find(id="structure").find(selected=True)["value"] == "standalone"
    assert [box["value"] for box in page.find_all("input", attrs={"name": "parties", "checked": True})] == [
        "vejle",
        "kolding",
    ]


def test_a_kept_value_is_shown_as_one_would_type_it(app, filled):
    values = filled(**GOOD)
    with app.test_request_context():
        form = EveryField(data={"amount": values.amount.data, "day": values.day.data, "places": 1200})

    page = shown(app, form)

    assert [page.find(id=name)["value"] for name in ("amount", "day", "places")] == [
        "1.234,50",
        "14-03-2026",
        "1200",
    ]


@pytest.mark.parametrize("answers", [{}, GOOD], ids=["with every fault", "with none"])
def test_every_field_has_a_label_and_its_hint_and_error_are_tied_to_it(app, filled, answers):
    form = filled(**answers)
    form.validate()

    page = shown(app, form)

    check_page(page, app)
    assert page.find(id="name")["aria-describedby"].split()[0] == "name-hint"
    if not answers:
        assert page.find(id="name")["aria-describedby"] == "name-hint name-error"
        assert page.find(id="name")["aria-invalid"] == "true"


def test_the_summary_leads_to_each_fault(app, filled):
    form = filled()
    form.validate()

    leads = [link["href"] for link in shown(app, form).select(".error-summary a")]

    assert leads == ["#name", "#amount", "#places", "#position-0"]


def test_a_refusal_stands_at_its_field_with_its_paragraph(filled):
    form = filled(**GOOD)
    form.validate()

    with refusals_on(form):
        raise Refused("Dagen er for tidlig.", field="day", rule="syddanmark-2025-2026, bilag 5")

    assert form.errors == {"day": ["Dagen er for tidlig. (syddanmark-2025-2026, bilag 5)"]}


def test_a_refusal_of_no_field_stands_above_the_form(app, filled):
    form = filled(**GOOD)
    form.validate()

    with refusals_on(form):
        raise Refused("Sagen er afsluttet.", field="status")

    assert "Sagen er afsluttet." in shown(app, form).select_one(".error-summary").get_text()


def test_what_is_not_about_the_answer_goes_on_to_its_own_page(filled):
    with pytest.raises(NotAllowed), refusals_on(filled()):
        raise NotAllowed("Kun driftsherren kan det.")


def test_a_word_is_found_by_what_is_kept_of_it():
    assert word_of(Role, "auditor") is Role.AUDITOR
    with pytest.raises(ValueError, match="is no Role"):
        word_of(Role, "kejser")


def test_a_date_without_its_year_is_shown_in_full_before_it_is_taken(filled, clock):
    form = filled(**GOOD | {"day": "14. marts"})

    assert not form.validate()
    assert form.day.errors == ["»14. marts« er læst som lørdag den 14. marts 2026. Ret datoen, eller send igen."]
    assert 'value="14-03-2026"' in form.day()
    assert filled(**GOOD | {"day": "14-03-2026"}).validate()


def test_a_date_is_read_back_while_it_is_typed(browse, seeded):
    act_as(browse, actor(("anne@vejle.example", "630")))

    def read(typed):
        return browse.client.get("/dato", query_string={"typed": typed}).json

    assert read("14. marts") == {"field": "14-03-2026", "words": "lørdag den 14. marts 2026"}
    assert read("31. april") == {"field": "31. april", "words": "Datoen findes ikke i kalenderen: april har 30 dage."}
