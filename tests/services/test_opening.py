"""Opening a closing: of one's own offers, once at a time, under an agreement that is known."""

from datetime import date

import pytest

from tests.closing_walk import ClosingWalk, person
from workflows.errors import InputError, NotAllowed, Refused
from workflows.services.casework.calling_off import call_off
from workflows.services.closing.closings import offers_to_close
from workflows.vocabulary import Party


@pytest.mark.parametrize(
    ("offer", "day", "rule", "words"),
    [
        ("Bofællesskabet Åbrinken", date(2026, 3, 2), "syddanmark-2025-2026, bilag 5", "er ikke en lukning"),
        ("Botilbuddet Hedelyng", date(2017, 3, 1), "midtjylland-2017, 12.3", "underskuddet med til det eller de nye"),
        ("Botilbuddet Mosehuset", date(2019, 5, 1), "hovedstaden-2019-2020, 4.8", "Aftalen siger intet"),
        ("Botilbuddet Åhaven", date(2018, 9, 3), "sjaelland-2018-2019, styringsaftalen", "Aftalen siger intet"),
        (
            "Botilbuddet Bøgelunden",
            date(2016, 5, 2),
            "syddanmark-2016, Håndtering af lukning af tilbud",
            "Aftalen siger intet",
        ),
    ],
)
def test_moving_or_merging_an_offer_is_refused_in_the_words_of_the_agreement(seeded, clock, offer, day, rule, words):
    clock.set(day)

    with pytest.raises(Refused, match=words) as refused:
        ClosingWalk(offer).opened(moving_or_merging=True)

    assert (refused.value.rule, refused.value.field) == (rule, "moving_or_merging")


def test_a_decision_in_a_year_without_a_known_agreement_cannot_be_opened(seeded):
    with pytest.raises(InputError, match=r"expected_decision_on: .*Vejle Kommunes region.*4\. januar 2027"):
        ClosingWalk().opened(expected_decision_on="2027-01-04")


def test_an_offer_of_2016_must_have_a_category(seeded, clock):
    clock.set(date(2016, 5, 2))

    with pytest.raises(InputError, match="category"):
        ClosingWalk("Botilbuddet Bøgelunden").opened(category=None)


def test_one_closes_only_ones_own_offers(seeded):
    anne = person("anne@vejle.example", "630")

    with pytest.raises(InputError, match="offer_id"):
        ClosingWalk("Bostedet Lindevang", by=anne).opened()

    assert {offer.operator for offer in offers_to_close(anne)} == {"Vejle Kommune"}


def test_the_secretariat_may_open_a_closing_for_an_operator(seeded):
    birgit = person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")

    walk = ClosingWalk("Bostedet Lindevang", by=birgit).opened()

    assert walk.party(Party.OPERATOR).name == "Kolding Kommune"
    assert {offer.operator for offer in offers_to_close(birgit)} > {"Kolding Kommune", "Vejle Kommune"}


def test_a_secretariat_opens_no_closing_of_another_regions_offer(seeded):
    henrik = person("henrik@sekretariat-sjaelland.example", "sekretariat-sjaelland")

    with pytest.raises(InputError, match="offer_id"):
        ClosingWalk("Bostedet Lindevang", by=henrik).opened()

    assert "Kolding Kommune" not in {offer.operator for offer in offers_to_close(henrik)}


def test_an_offer_is_closed_in_one_case_at_a_time(seeded):
    first = ClosingWalk().opened()

    with pytest.raises(Refused, match=r"ved at blive lukket i sag 2026-0001"):
        ClosingWalk().opened()
    call_off(first.case_id, reason="Byrådet har fundet midlerne.", actor=first.operator)

    assert ClosingWalk().opened().case.number == "2026-0002"


def test_a_director_may_not_open_a_case(seeded):
    director = person("direktoer@kolding.example", "621")

    with pytest.raises(NotAllowed):
        ClosingWalk("Bostedet Lindevang", by=director).opened()


def test_a_case_takes_the_next_number_of_its_year(seeded, clock):
    first, second = ClosingWalk().opened(), ClosingWalk("Dagtilbuddet Broen").opened()
    clock.set(date(2016, 5, 2))
    other_year = ClosingWalk("Botilbuddet Egehuset").opened()

    assert [walk.case.number for walk in (first, second, other_year)] == ["2026-0001", "2026-0002", "2016-0001"]
