"""What failed: the secretariat sees it, tries again, or puts it aside."""

import pytest

from tests.closing_walk import ClosingWalk
from tests.web.pages.case import KOLDING, SECRETARIAT, VEJLE, acting, words
from workflows.services.running.incidents import Attempt, record_incident


@pytest.fixture
def failed(seeded):
    """A task that failed on an error of the system, with the answers that were given."""
    walk = ClosingWalk().opened().heard()
    task = walk.task("task_record_decision")
    answers = {
        "outcome": "close",
        "decided_on": "2026-03-02",
        "last_day": "2026-10-31",
        "consequences_for_others": True,
    }
    attempt = Attempt("Registrér beslutningen", walk.case_id, task.id, answers=answers, actor=walk.operator)
    record_incident(attempt, RuntimeError("disken er fuld"))
    return walk


def incidents(browse):
    return acting(browse, SECRETARIAT).get("incidents.index")


def test_an_incident_tells_what_failed_in_which_case_and_when(browse, failed):
    page = incidents(browse)

    box = words(page.soup.select_one(".box"))
    assert box.startswith(
        "Registrér beslutningen 2026-0001 Lukning af Bofællesskabet Åbrinken · 2. marts 2026 kl. 9.00"
    )
    assert "RuntimeError: disken er fuld" in words(page.soup.select_one("details pre"))


def test_a_retry_does_what_failed_and_puts_the_incident_aside(browse, failed):
    page = incidents(browse).send("Prøv igen Registrér beslutningen")

    assert "Det er sat i gang igen" in page.messages[0]
    assert "Ingen driftshændelser" in page.text
    assert failed.waits_for == {"task_enter_provisional_account"}


def test_a_retry_of_what_has_been_done_meanwhile_says_so(browse, failed):
    failed.decided()

    page = incidents(browse).send("Prøv igen Registrér beslutningen", status=409)

    assert "Hændelsen kan lægges til side." in page.text
    assert len(incidents(browse).soup.select(".box")) == 1


def test_an_incident_is_put_aside(browse, failed):
    page = incidents(browse).send("Læg til side Registrér beslutningen")

    assert page.messages == ["Hændelsen er lagt til side."]
    assert failed.waits_for == {"task_record_decision"}


def test_no_incidents_is_good_news(browse, seeded):
    assert "Ingen driftshændelser" in incidents(browse).text


@pytest.mark.parametrize("who", [VEJLE, KOLDING])
def test_only_the_secretariat_sees_incidents(browse, failed, who):
    acting(browse, who).get("incidents.index", status=403)
    browse.post("incidents.resolve", {}, incident_id=failed.incidents[0].id, status=403)


def test_an_incident_that_is_not_there_is_not_found(browse, failed):
    acting(browse, SECRETARIAT).post("incidents.resolve", {}, incident_id=failed.case_id, status=404)
