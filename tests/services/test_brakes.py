"""Opening an emergency brake: what is refused and why; what its steps cost, and what its page shows to whom."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.offer import Offer
from db.models.organisation import Organisation
from db.session import reading
from tests.brake_walk import (
    EXTENDED,
    LOWER,
    MUNICIPAL,
    REGIONAL,
    SJAELLAND,
    BrakeWalk,
    ReevaluationWalk,
    criteria_entered,
    later,
    refused,
)
from tests.closing_walk import colleague, person
from tests.statements import asked
from workflows.clock import today
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.services.emergency_brake.emergency_brakes import (
    offers_to_nominate,
    open_emergency_brake,
    preview_effect,
    read_economy,
)
from workflows.services.emergency_brake.facts import show_brake
from workflows.services.emergency_brake.specialised_lists import current_list, end_entry
from workflows.vocabulary import Party, Role

MOST = 15
"""Statements of a completed task."""
OPENS_A_HEARING = {"task_write_report": 19}
"""Opening a hearing of the buyers is exempt: who they are by now, and a letter and a task for each."""


def opening(offer: str) -> dict[str, str]:
    with reading() as session:
        offer_id = session.scalars(select(Offer.id).where(Offer.name == offer)).one()
    return {"offer_id": str(offer_id), "concern": "Belægningen falder."}


def operator_of(offer: str):
    with reading() as session:
        operator_id = session.scalars(select(Offer.operator_id).where(Offer.name == offer)).one()
    return colleague(operator_id, {Role.CASEWORKER})


def test_an_offer_that_is_not_listed_is_refused_with_the_reason(seeded):
    with pytest.raises(Refused, match="står ikke på listen") as refusal:
        open_emergency_brake(opening(MUNICIPAL), operator_of(MUNICIPAL))

    assert refusal.value.rule == "hovedstaden-2019-2020, 9"


def test_an_offer_that_has_left_the_list_is_refused(seeded, clock):
    walk = BrakeWalk()
    (row,) = [one for one in current_list("hovedstaden-2019-2020", today()) if one.name == MUNICIPAL]
    end_entry(row.id, last_day=today(), reason="Opfylder ikke længere kriterierne.", actor=walk.secretariat)
    clock.forward(days=1)

    with pytest.raises(Refused, match="står ikke på listen"):
        walk.opened()


@pytest.mark.parametrize("offer", ["Bofællesskabet Åbrinken", "Botilbuddet Søhuset"])
def test_regions_without_such_a_model_are_refused_with_that_reason(seeded, offer):
    with pytest.raises(Refused, match="ingen model"):
        open_emergency_brake(opening(offer), operator_of(offer))


def test_an_offer_is_nominated_in_one_case_at_a_time(seeded):
    walk = BrakeWalk().opened()

    with pytest.raises(Refused, match=walk.case.number):
        walk.opened()


def test_only_the_operator_or_the_secretariat_opens_the_case(seeded):
    walk = BrakeWalk()
    with pytest.raises(NotAllowed):
        open_emergency_brake(opening(MUNICIPAL), person("signe@koebenhavns.example", "taskforce-hovedstaden"))
    refused(lambda: open_emergency_brake(opening(MUNICIPAL), operator_of(REGIONAL)), "offer_id")

    walk.operator = walk.secretariat
    assert walk.opened().waits_for == {"task_nominate"}


def test_the_choices_say_of_each_offer_why_it_cannot_be_nominated(seeded):
    walk = BrakeWalk()

    choices = {one.name: one for one in offers_to_nominate(walk.operator)}

    assert choices[MUNICIPAL].listed
    assert choices[MUNICIPAL].reason == ""
    assert "står ikke på listen" in choices["Botilbuddet Mosehuset"].reason
    assert choices["Botilbuddet Mosehuset"].source == "hovedstaden-2019-2020, 9"
    walk.opened()
    assert walk.case.number in {one.name: one for one in offers_to_nominate(walk.operator)}[MUNICIPAL].reason


def test_the_secretariat_chooses_among_the_offers_of_its_region(seeded):
    walk = BrakeWalk()

    operators = {one.operator for one in offers_to_nominate(walk.secretariat)}

    assert "Region Hovedstaden" in operators
    assert "Næstved Kommune" not in operators


def test_the_secretariat_of_another_region_opens_no_case_with_an_offer_of_this_one(seeded):
    walk = BrakeWalk()
    other = person("line@rammeaftaler-midtjylland.example", "sekretariat-midtjylland")

    told = refused(lambda: open_emergency_brake(opening(MUNICIPAL), other), "offer_id")

    assert told == "Vælg et af jeres egne tilbud."
    assert walk.opened().case.title


def test_pasted_figures_become_answers(seeded):
    rows = read_economy("År;Pladser;Belægning;Budget;Resultat\n2024;12;83,3;18.810.000;-1.900.000")

    assert rows == [{"year": "2024", "places": "12", "occupancy": "83.3", "budget": "18810000", "result": "-1900000"}]


def test_an_effect_can_be_seen_before_the_report_is_sent(seeded):
    walk = BrakeWalk().opened().nominated().assessed().mapped()
    task_force = walk.doer(walk.task("task_write_report"))

    each, together = preview_effect(walk.case_id, task_force, finance=walk.finance(), measures=[LOWER, EXTENDED])

    assert together is None
    assert each[1] is None
    assert each[0] is not None
    assert sum(one.before for one in each[0].changes) == 18_810_000
    refused(
        lambda: preview_effect(walk.case_id, task_force, finance=walk.finance(), measures=[{"description": "x"}]),
        "measures[0].name",
    )
    with pytest.raises(NotAllowed):
        preview_effect(walk.case_id, walk.operator, finance=walk.finance(), measures=[LOWER])


class Counting:
    """Counts the statements and commits of each completed task."""

    counted: dict[str, list[tuple[int, int]]]

    def complete(self, task, answers, actor):
        with asked() as seen:
            super().complete(task, answers, actor)  # type: ignore[misc]
        self.counted.setdefault(task.element_id, []).append((len(seen.statements), seen.commits))


class CountingBrake(Counting, BrakeWalk):
    counted: dict[str, list[tuple[int, int]]] = {}


class CountingList(Counting, ReevaluationWalk):
    counted: dict[str, list[tuple[int, int]]] = {}


def over(counted):
    return {
        (element, statements)
        for element, counts in counted.items()
        for statements, _ in counts
        if statements > OPENS_A_HEARING.get(element, MOST)
    }


def test_a_completed_task_asks_little_of_the_database_and_commits_once(seeded):
    CountingBrake.counted = {}
    walk = (
        CountingBrake(REGIONAL).opened().nominated().assessed(report_due=later(80)).planned("Økonomi", "Alternativer")
    )
    walk.data_asked("Københavns Kommune", "Gladsaxe Kommune").data_answered().enough_data().pieces_done()
    walk.focus_followed().reported(EXTENDED, LOWER, hearing="hold", hearing_deadline=later(28))
    walk.do_all("task_answer_hearing", {"position": "no_objection"})
    walk.do("task_conclude_buyer_hearing", {"outcome": "keep", "text": "Ingen er imod."})
    walk.treated("more").mapped().reported().treated().region_viewed().decided().followed_up()
    CountingBrake(SJAELLAND).opened().set_up().nominated().assessed("turned_down")
    walk = CountingBrake().opened().nominated().assessed().mapped().reported(available=False).treated().decided()
    walk.knowledge_agreed().do("task_link_closing", {"outside": "Føres i eget system."})

    assert len(CountingBrake.counted) == 19
    assert over(CountingBrake.counted) == set()
    assert {commits for counts in CountingBrake.counted.values() for _, commits in counts} == {1}


def test_a_reevaluation_asks_little_of_the_database_and_commits_once(seeded):
    CountingList.counted = {}
    walk = CountingList()
    criteria_entered(walk.secretariat)
    walk.opened().answered().selected({"name": "Nyhuset", "standing": "new"}).evaluated()
    walk.proposed(Nyhuset=True, Lyngdal=False).adopted()

    assert len(CountingList.counted) == 5
    assert over(CountingList.counted) == set()
    assert {commits for counts in CountingList.counted.values() for _, commits in counts} == {1}


def test_those_who_work_with_the_case_see_all_and_buyers_where_it_stands(seeded):
    walk = BrakeWalk().opened().nominated().assessed().mapped().reported().treated().decided()
    buyer = colleague(walk.parties(Party.BUYER)[0].id, {Role.DIRECTOR})

    inside = show_brake(walk.case_id, walk.operator).inside
    followed = show_brake(walk.case_id, buyer)

    assert inside is not None
    assert [row.person.name for row in inside.mapping_tasks if row.person]
    assert {row.conclusion for row in inside.treatments} == {
        "Sendt til afdækning",
        "Indstillingen er tiltrådt",
        "Indstillingen følges",
    }
    assert inside.occupancy_plot is not None
    assert followed.inside is None
    assert followed.decision["concluded"] == "measures"
    assert followed.meeting_on == date(2026, 4, 14)


def test_a_municipality_sees_the_case_from_when_it_is_laid_before_those_who_decide(seeded):
    walk = BrakeWalk().opened().nominated().assessed().mapped().reported()
    with reading() as session:
        other = session.scalars(select(Organisation).where(Organisation.code == "400")).one()
    director = colleague(other.id, {Role.DIRECTOR})

    with pytest.raises(NotFound):
        show_brake(walk.case_id, director)
    walk.treated()
    assert show_brake(walk.case_id, director).inside is None
