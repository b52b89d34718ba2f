"""The demonstration's past: courses whose steps were done on days of their own."""

from datetime import timedelta

from tests.closing_walk import person
from workflows.clock import now, today
from workflows.processes.sealing import CPR_IN_TEXT
from workflows.services.casework.cases import list_cases
from workflows.services.demonstration import demo_past
from workflows.services.overview.scope import Scope
from workflows.services.overview.step_times import show_times


def test_the_past_shows_what_steps_take_and_leaves_the_clock_alone(seeded, clock):
    demo_past.fill()
    year = Scope(first=today() - timedelta(days=365), last=today())
    secretary = person("jeppe@socialsekretariatet.example", "socialsekretariat-syddanmark")
    centre = person("rikke@fjordager.example", "kommunikationscenter-fjordager")

    closing = {one.label: one.days.median for one in show_times(secretary, year, today()).steps}
    referral = {one.label: one.days.median for one in show_times(centre, year, today()).steps}

    assert all(
        closing[step] for step in ("Besvar høringen", "Registrér beslutningen", "Registrér udvalgets behandling")
    )
    assert all(referral[step] for step in ("Vurdér henvendelsen", "Skriv og send rapporten"))
    assert (now() - timedelta(seconds=1)).date() == today()
    assert min(row.opened_on for row in list_cases(secretary).rows) < today() - timedelta(days=200)


def test_the_citizens_of_the_past_belong_to_nobody():
    for one in demo_past.REFERRALS:
        assert CPR_IN_TEXT.search(one.cpr)
        assert int(one.cpr[:2]) > 60
