"""The front page asks as often for many cases as for few, and remembers when each person was there last."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.closing_walk import ClosingWalk, person
from tests.crowd import crowd
from tests.referral_walk import ReferralWalk
from tests.statements import asked
from workflows.access.visibility import SIGHT
from workflows.clock import now
from workflows.services.home.front import FEW, front_page
from workflows.services.home.meanings import FOLLOWING, MEANINGS, meaning
from workflows.services.home.visits import visit_front_page
from workflows.vocabulary import Party, Process

KOLDING = ("direktoer@kolding.example", "621")


def test_a_visit_is_a_login_however_often_the_page_is_shown(seeded, clock):
    kolding, first, second = person(*KOLDING), uuid4(), uuid4()
    assert visit_front_page(kolding, first) is None
    clock.forward(minutes=30)
    assert visit_front_page(kolding, first) is None
    last = now()
    clock.forward(days=2)

    assert visit_front_page(kolding, second) == last
    clock.forward(hours=1)
    assert visit_front_page(kolding, second) == last


def test_visits_are_kept_for_each_person_and_organisation(seeded, clock):
    birgit = ("birgit@socialsekretariatet.example", "fu-syddanmark")
    committee, forum = person(*birgit), person(birgit[0], "sdf-syddanmark")
    visit_front_page(committee, uuid4())
    clock.forward(days=1)

    assert visit_front_page(forum, uuid4()) is None
    assert visit_front_page(person(*KOLDING), uuid4()) is None
    assert visit_front_page(committee, uuid4()) == now() - timedelta(days=1)


def test_looking_again_at_once_writes_nothing(seeded):
    kolding, login = person(*KOLDING), uuid4()
    visit_front_page(kolding, login)

    with asked() as seen:
        visit_front_page(kolding, login)

    assert len(seen.statements) == len(seen.selects) == 1


def test_many_cases_are_asked_for_as_few_are(seeded, clock):
    vejle = person("anne@vejle.example", "630")
    secretary = person("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
    ClosingWalk().opened()
    login = uuid4()
    front_page(vejle, login)
    with asked() as for_few:
        front_page(vejle, login)
    crowd(600, secretary, vejle, every=2, first=10)

    with asked() as for_many:
        page = front_page(vejle, login)

    assert page.open == 301
    assert len(page.cases) == len(page.tasks) == FEW
    assert len(for_many.statements) <= len(for_few.statements) <= 21
    assert not [one for one in for_many.statements if "process_state" in one]


def test_the_most_pressing_case_stands_first_however_new_the_others_are(seeded, clock):
    pressing = ClosingWalk("Dagtilbuddet Broen").opened(hearing_deadline="2026-03-16")
    clock.forward(days=2)
    ClosingWalk().opened(hearing_deadline="2026-04-16")

    page = front_page(person(*KOLDING), uuid4())

    assert page.cases[0].id == pressing.case_id
    assert page.cases[0].stands.startswith("Den venter på jer: Besvar høringen senest 16. marts 2026")


def test_a_citizen_is_not_told_of(seeded):
    walk = ReferralWalk().opened()

    page = front_page(walk.centre, uuid4())

    (case,) = page.cases
    assert case.about.startswith("En borger er henvist til ")
    assert case.means == "Centret udreder borgeren og følger indsatsen."


@pytest.mark.parametrize("process", Process)
def test_every_part_that_leads_to_a_case_has_a_meaning_in_words(process):
    told = {party for about, party in MEANINGS if about is process}

    assert told <= set(SIGHT)
    assert all(meaning(process, {party}) != FOLLOWING for party in told)
    assert meaning(process, {Party.SECRETARIAT}) == FOLLOWING
