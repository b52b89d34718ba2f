"""The demonstration's emergency brakes and re-evaluation stand where their users have something to do."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.case import Case
from db.session import reading
from tests.brake_walk import HOVEDSTADEN_SECRETARIAT
from tests.closing_walk import person
from workflows.services.casework.inbox import inbox
from workflows.services.casework.related import related_cases
from workflows.services.demonstration import demo_brake_to_closing, demo_emergency_brake


@pytest.fixture
def filled(seeded):
    demo_emergency_brake.fill()


def test_each_case_waits_for_someone_else(filled):
    with reading() as session:
        standing = {case.title: case.standing for case in session.scalars(select(Case))}

    assert "Afdæk" in standing["Nødbremse for Bostedet Skovkanten"]
    assert "Besvar anmodningen" in standing["Nødbremse for Bostedet Skovkanten"]
    assert "Registrér beslutningen på mødet" in standing["Nødbremse for Specialcenter Engdraget"]
    assert "Vurdér indstillingen" in standing["Nødbremse for Børnehuset Pilekrogen"]
    assert "Indstil tilbuddet" in standing["Taskforceprocedure for Bostedet Tuse Næs"]
    assert any("Besvar spørgeskemaet (26 mangler)" in text for text in standing.values())


def test_a_member_of_the_task_force_has_a_task_and_the_committee_a_nomination(filled):
    signe = person("signe@koebenhavns.example", "taskforce-hovedstaden")
    charlotte = person(HOVEDSTADEN_SECRETARIAT[0], "embedsmandsudvalg-hovedstaden")

    assert any("Alternativer" in task.label for task in inbox(signe).rows)
    assert any("Vurdér indstillingen" in task.label for task in inbox(charlotte).rows)


def test_a_brake_that_ended_in_a_closing_and_the_closing_lead_to_each_other(filled):
    demo_brake_to_closing.fill()
    with reading() as session:
        found = {case.title: case.id for case in session.scalars(select(Case)) if "Mosehuset" in case.title}
    brake, closing = found["Nødbremse for Botilbuddet Mosehuset"], found["Lukning af Botilbuddet Mosehuset"]
    omar = person("omar@gladsaxe.example", "159")

    assert [(one.id, one.how) for one in related_cases(brake, omar)] == [(closing, "Nødbremsen førte til")]
    assert [(one.id, one.how) for one in related_cases(closing, omar)] == [(brake, "Følger af nødbremsen i")]


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29)])
def test_the_demonstration_can_be_walked_on_any_day(seeded, clock, day):
    clock.set(day)

    demo_emergency_brake.fill()
    demo_brake_to_closing.fill()

    with reading() as session:
        assert len(session.scalars(select(Case.id)).all()) == 7
