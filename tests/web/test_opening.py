"""Opening a closing: what each answer leads to, and what becomes of wrong answers."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.case import Case
from db.models.closing import Closing
from db.models.offer import Offer
from db.session import reading
from tests import factories
from tests.web.pages.case import KOLDING, SECRETARIAT, VEJLE, acting
from workflows.vocabulary import OfferStructure

GLADSAXE = ("omar@gladsaxe.example", "159")

pytestmark = pytest.mark.usefixtures("seeded")


def offer_id(name):
    with reading() as session:
        return str(session.scalars(select(Offer.id).where(Offer.name == name)).one())


def answers(offer="Bofællesskabet Åbrinken", **changed):
    usual = {
        "offer_id": offer_id(offer),
        "moving_or_merging": "no",
        "closed_by_authority": "no",
        "consequences_for_others": "yes",
        "expected_decision_on": "1. maj 2026",
        "reasons": "Belægningen er faldet tre år i træk.",
    }
    return usual | changed


def send(browse, *, who=VEJLE, button="Opret sagen", status=422, **changed):
    form = acting(browse, who).get("closing.open_form")
    return form.send(button, status=status, **answers(**changed))


def cases():
    with reading() as session:
        return list(session.scalars(select(Case)))


def test_a_case_is_opened_and_shown(browse):
    page = send(browse, status=200, kle="27.69.40 G01")

    assert page.heading == "Lukning af Bofællesskabet Åbrinken"
    assert page.messages == ["Sagen er oprettet. Afventer høringsparterne: Besvar høringen (23 mangler)."]
    assert "27.69.40 G01" in page.text


def test_a_case_in_which_nobody_is_heard_says_whom_it_waits_for(browse, clock):
    clock.set(date(2019, 3, 4))

    page = send(browse, who=GLADSAXE, offer="Botilbuddet Mosehuset", expected_decision_on="1-5-2019", status=200)

    assert page.messages == ["Sagen er oprettet. Afventer driftsherren: Registrér beslutningen."]


def test_the_deadline_of_the_hearing_is_suggested(browse):
    page = acting(browse, VEJLE).get("closing.open_form")

    assert page.value("hearing_deadline") == "30-03-2026"


def test_moving_or_merging_is_no_closing_and_nothing_typed_is_lost(browse):
    page = send(browse, moving_or_merging="yes")

    assert "er ikke en lukning efter rammeaftalen" in page.errors()["moving_or_merging"]
    assert "Så er det ikke en lukning" in page.text
    assert "syddanmark-2025-2026, bilag 5" in page.text
    assert page.value("reasons") == "Belægningen er faldet tre år i træk."
    assert page.value("offer_id") == offer_id("Bofællesskabet Åbrinken")
    assert cases() == []


def test_the_authority_that_closed_the_offer_is_named(browse):
    page = send(browse, closed_by_authority="yes")

    assert page.errors() == {"authority": "Skriv, hvilken myndighed der har lukket tilbuddet."}
    assert "driftsherren bærer resultatet alene" in page.text
    assert "laver kun en opgørelse" in page.text
    assert "først et foreløbigt" not in page.text
    assert send(browse, closed_by_authority="yes", authority="Socialtilsyn Syd", status=200).text.count(
        "Socialtilsyn Syd"
    )


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"expected_decision_on": "1. maj 2031"}, "expected_decision_on", "kender ingen rammeaftale"),
        ({"expected_decision_on": "30-02-2026"}, "expected_decision_on", "findes ikke i kalenderen"),
        ({"expected_decision_on": ""}, "expected_decision_on", "Skriv, hvornår"),
        ({"hearing_deadline": "1-3-2026"}, "hearing_deadline", "efter i dag"),
        ({"kle": "27.69"}, "kle", "27.69.40 G01"),
        ({"reasons": " "}, "reasons", "Skriv, hvorfor"),
        ({"offer_id": ""}, "offer_id", "Vælg det tilbud"),
        ({"moving_or_merging": None}, "moving_or_merging", "Svar ja eller nej"),
        ({"consequences_for_others": None}, "consequences_for_others", "Svar ja eller nej"),
    ],
)
def test_a_wrong_answer_is_explained_at_its_field(browse, changed, field, told):
    page = send(browse, **changed)

    assert list(page.errors()) == [field]
    assert told in page.errors()[field]
    assert cases() == []


def test_an_agreement_with_categories_asks_for_the_category(browse):
    page = send(browse, expected_decision_on="1-5-2016")

    assert "forskellige regler efter tilbuddets kategori" in page.errors()["category"]
    assert "Vælg den nedenfor" in page.text
    assert send(browse, expected_decision_on="1-5-2016", category="cluster", status=200).heading.startswith("Lukning")


def test_without_scripts_a_button_shows_what_the_answers_lead_to(browse):
    page = send(browse, button="Se, hvad svarene fører til", reasons="", status=200)

    assert page.errors() == {}
    assert "Rammeaftale 2025-2026 for Syddanmark gælder for sagen." in page.text
    assert "En lukning skal altid i høring i Socialdirektørforum" in page.text
    assert "Driftsherren laver først et foreløbigt og siden et endeligt lukkeregnskab." in page.text
    assert cases() == []


def test_no_consequences_for_others_leads_to_no_account(browse):
    page = send(browse, button="Se, hvad svarene fører til", consequences_for_others="no", status=200)

    assert "skal der ikke laves lukkeregnskab" in page.text


def test_while_typing_the_same_is_told(browse):
    acting(browse, VEJLE)
    data = answers() | {"csrf_token": browse.token()}

    told = browse.client.post("/sager/opret/lukning/raad", data=data).get_data(as_text=True)

    assert "Rammeaftale 2025-2026 for Syddanmark" in told
    assert told.count('hx-swap-oob="true"') == 5


@pytest.mark.parametrize(
    ("offer", "told"),
    [
        ("Bofællesskabet Åbrinken", "Tilbuddet er selvstændigt"),
        ("Botilbuddet Fjordglimt", "en del af den økonomiske enhed"),
        ("Bostedet Dalsminde", "Det fremgår ikke tydeligt af indberetningen"),
    ],
)
def test_the_economy_of_the_offer_is_explained(browse, offer, told):
    page = send(browse, who=SECRETARIAT, button="Se, hvad svarene fører til", offer_id=offer_id(offer), status=200)

    assert told in page.text


def test_an_offer_not_clearly_standalone_is_closed_as_part_of_a_unit(browse):
    page = send(browse, who=SECRETARIAT, offer_id=offer_id("Bostedet Dalsminde"), status=200)

    with reading() as session:
        closing = session.scalars(select(Closing)).one()
    assert closing.structure is OfferStructure.PART_OF_UNIT
    assert "Det regnes derfor som en del af en økonomisk enhed." in page.text


def test_one_chooses_among_own_offers_only(browse):
    own = acting(browse, VEJLE).get("closing.open_form").soup.select("#offer_id option")
    everybodys = acting(browse, SECRETARIAT).get("closing.open_form").soup.select("#offer_id option")

    assert len(own) < len(everybodys)
    assert all("(" in option.get_text() for option in everybodys[1:])


def test_anothers_offer_cannot_be_closed(browse):
    page = send(browse, offer_id=offer_id("Botilbuddet Kløverbakken"))

    assert page.errors() == {"offer_id": "Vælg en af mulighederne."}
    assert cases() == []


def test_a_director_may_not_open_a_case(browse):
    acting(browse, KOLDING).get("closing.open_form", status=403)
    browse.post("closing.open_case", answers(), status=403)


def test_one_without_offers_is_told_whom_to_ask(browse):
    newcomer = factories.actor(factories.organisation("Ny Kommune"))
    browse.log_in(newcomer)

    assert "I har ingen tilbud at lukke" in browse.get("closing.open_form").text
