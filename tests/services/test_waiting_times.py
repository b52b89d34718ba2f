"""A centre's public waiting times, from the cases as they are."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert

from db.models.case import Case, CaseDeadline
from db.models.referral import Referral
from tests.referral_walk import CENTRE, ReferralWalk
from tests.snapshots import connected
from tests.statements import asked
from workflows.clock import now
from workflows.errors import NotFound
from workflows.services.casework.calling_off import call_off
from workflows.services.referral.waiting_times import centre_waiting, waiting_times
from workflows.vocabulary import CaseStatus, InquirySource, ReferralOutcome

INQUIRED = date(2026, 1, 5)


def rows(waits: list[int | None], *, due_after: int = 60, **values) -> None:
    """Referrals of the demonstration's centre, decided after so many days; none is open."""
    walk = ReferralWalk()
    parties = {
        "centre_id": walk.centre_org.id,
        "municipality_id": walk.municipality_org.id,
        "payer_id": walk.municipality_org.id,
    }
    made = [(uuid4(), INQUIRED + timedelta(days=wait) if wait is not None else None) for wait in waits]
    due = INQUIRED + timedelta(days=due_after)
    with connected().begin() as connection:
        connection.execute(insert(Case), [case_row(*one) for one in made])
        connection.execute(insert(Referral), [referral_row(*one) | parties | values for one in made])
        connection.execute(insert(CaseDeadline), [deadline_row(case_id, due) for case_id, _ in made])


def case_row(case_id: UUID, ended: date | None) -> dict[str, object]:
    return {
        "id": case_id,
        "number": str(case_id),
        "process": "referral",
        "agreement_id": "hovedstaden-2019-2020",
        "title": "Henvisning",
        "status": CaseStatus.CLOSED if ended else CaseStatus.RUNNING,
        "ended_on": ended,
        "opened_at": now(),
        "diagram_hash": "",
        "process_state": "",
    }


def referral_row(case_id: UUID, decided: date | None) -> dict[str, object]:
    return {
        "case_id": case_id,
        "source": InquirySource.CENTRE,
        "inquired_on": INQUIRED,
        "started": True,
        "reported_on": decided,
        "decided_on": decided,
        "outcome": ReferralOutcome.GRANT if decided else None,
        "texts": {},
    }


def deadline_row(case_id: UUID, due: date) -> dict[str, object]:
    return {
        "case_id": case_id,
        "rule_id": "referral.decision",
        "label": "",
        "start": INQUIRED,
        "due_on": due,
        "last_working_day": due,
        "explanation": "",
        "source": "",
        "computed_at": now(),
    }


def test_a_centres_figures_come_from_its_cases(seeded):
    rows([10, 20, 30, 40, 50, 50, 50, 50, 50, 50])

    shown = centre_waiting(CENTRE).figures

    assert (shown.to_decision.cases, shown.to_decision.median, shown.to_decision.percentile_90) == (10, 50, 50)
    assert shown.in_time_percent == 100


def test_open_cases_past_their_deadline_count_as_not_in_time(seeded):
    rows([10] * 6)
    rows([None] * 6, due_after=20)

    shown = centre_waiting(CENTRE).figures

    assert (shown.in_time_percent, shown.open_late, shown.open_so_far.cases) == (50, 6, 6)
    assert shown.open_so_far.median == (date(2026, 3, 2) - INQUIRED).days


def test_a_case_whose_clock_stands_still_is_open_and_not_late(seeded, clock):
    walk = ReferralWalk().opened().started().reported().missing("other")
    clock.set(date(2026, 5, 1))

    assert centre_waiting(CENTRE).figures.open_late == 0
    assert walk.due_on is None


def test_declined_inquiries_and_cases_called_off_are_left_out(seeded):
    rows([None] * 6, started=False)
    walk = ReferralWalk().opened()
    call_off(walk.case_id, reason="Ønskes ikke.", actor=walk.centre)

    assert centre_waiting(CENTRE).figures.open_so_far.cases == 0


def test_fewer_than_five_cases_give_no_figure_but_the_page_says_why(seeded):
    rows([10, 20, 30, 40])

    shown = centre_waiting(CENTRE)

    assert (shown.figures.to_decision.cases, shown.figures.to_decision.median) == (None, None)
    assert any("færre end 5" in note for note in shown.notes)


def test_every_centre_has_a_page_with_its_subscribers(seeded):
    pages = {one.code: one for one in waiting_times()}

    assert len(pages) == 7
    assert pages["cku-viborg-skive"].subscribers == ["Skive Kommune", "Viborg Kommune"]
    assert pages["institut-for-kommunikation"].subscribers == []
    with pytest.raises(NotFound):
        centre_waiting("findes-ikke")


def test_all_pages_take_as_many_statements_for_many_cases_as_for_few(seeded):
    rows([10] * 40)

    with asked() as seen:
        waiting_times()

    assert len(seen.statements) == 3
