"""The decision of a referral on the screen: fully informed or not, the party hearing, what is granted."""

from datetime import date

import pytest

from tests.referral_walk import DECIDES, TELLING, ReferralWalk, collaborate
from tests.web.discreet import Discreet
from tests.web.pages.task import open_task

pytestmark = pytest.mark.usefixtures("seeded")

GRANT = {
    "next_step": "decide",
    "outcome": "grant",
    "service": "undervisning i tale",
    "law": "special_education",
    "paragraph": "§ 1",
    "extent": "12 lektioner",
    "period_from": "2-3-2026",
    "rationale": "Følger efter en blodprop.",
    "financing": "single",
    "expected_cost": "18.000",
}
LONG_AGO = "1-1-2020"


@pytest.fixture
def browse(app, database):
    return Discreet(app, TELLING)


def test_a_fully_informed_case_goes_on_to_its_decision(browse):
    walk = ReferralWalk().opened().started().reported()
    task = open_task(browse, walk, "task_check_case")
    assert "Dag 0 af 15" in task.page.text
    assert "Læse en avis" not in task.page.text
    assert "Kan læse en avis" in task.page.text
    assert task.complete(status=422).errors() == {"informed": "Svar ja eller nej."}

    assert task.complete(informed="yes").page.messages[0] == "Sagen er fuldt oplyst."
    assert "task_decide_referral" in walk.waits_for


def test_what_is_missing_is_asked_for_and_the_clock_stands_still(browse, clock):
    walk = ReferralWalk().opened().started().reported()
    task = open_task(browse, walk, "task_check_case")
    wrong = task.complete(status=422, informed="no", wanted_by=LONG_AGO)
    assert wrong.errors().keys() == {"missing_from", "missing", "wanted_by"}
    wrong.complete(informed="no", missing_from="other", missing="En erklæring", wanted_by="16-3-2026")

    clock.set(date(2026, 3, 9))
    record = open_task(browse, walk, "task_record_information")
    assert "Fristen står stille siden mandag den 2. marts 2026" in record.page.text
    assert "I Rammesag står fristen stille" in record.page.text
    wrong = record.complete(status=422, supplied="yes", supplied_on=LONG_AGO)
    assert wrong.errors().keys() == {"supplied_on", "text"}
    assert "Vælg en dag fra 2. marts 2026" in wrong.errors()["supplied_on"]
    wrong.complete(supplied_on="6-3-2026", text="Erklæringen er kommet.")

    assert "task_check_case" in walk.waits_for
    page = browse.get("cases.show", case_id=walk.case_id)
    assert "2. marts 2026 til og med 6. marts 2026: oplysninger mangler fra andre" in page.text
    assert page.rows("Manglende oplysninger")[0][1:] == ["2. marts 2026", "16. marts 2026", "6. marts 2026"]


def test_the_centre_supplies_what_is_missing_from_it(browse):
    walk = ReferralWalk().opened().started().reported().missing("centre")
    task = open_task(browse, walk, "task_supply_information")
    assert "En lægeerklæring om følgerne" in task.page.text
    assert task.complete(status=422, supplied="yes").errors().keys() == {"text"}

    task.complete(supplied="no", text="Den findes ikke.")

    assert "task_check_case" in walk.waits_for


def test_a_grant_is_decided_and_sent_to_the_citizen(browse):
    walk = ReferralWalk().ready()
    task = open_task(browse, walk, "task_decide_referral")
    assert "Giv sagen til kommunen" not in task.page.text
    assert task.complete(status=422).errors() == {"next_step": "Vælg, hvad der skal ske."}

    after = task.complete(**GRANT)

    assert after.page.messages[0] == "Afgørelsen er truffet, og brevet til borgeren er dannet."
    assert "Rammesag sender ikke selv breve til borgeren." in browse.get("cases.show", case_id=walk.case_id).text
    assert walk.documents("referral_decision")
    assert walk.texts["decision"]["reasons"] == GRANT["rationale"]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"outcome": None}, {"outcome"}),
        (
            {"service": "", "law": "", "paragraph": "", "rationale": "", "extent": "", "period_from": ""},
            {"service", "law", "paragraph", "rationale", "extent", "period_from"},
        ),
        ({"period_to": "1-3-2026"}, {"period_to"}),
        ({"expected_cost": "-5"}, {"expected_cost"}),
        ({"outcome": "partly"}, {"refused", "exemption"}),
        ({"outcome": "refuse"}, {"exemption"}),
        ({"outcome": "refuse", "exemption": "known"}, {"exemption_reason"}),
        ({"next_step": "hearing"}, {"intended", "information", "hearing_deadline"}),
        ({"next_step": "missing"}, {"missing_from", "missing"}),
        (
            {"next_step": "hearing", "intended": "refuse", "information": "Intet", "hearing_deadline": LONG_AGO},
            {"hearing_deadline"},
        ),
    ],
)
def test_what_a_decision_lacks_is_said_at_each_field(browse, changed, fields):
    walk = ReferralWalk().ready()

    page = open_task(browse, walk, "task_decide_referral").complete(status=422, **GRANT | changed)

    assert page.errors().keys() == fields
    assert page.value("expected_cost") == (GRANT | changed)["expected_cost"]


def test_a_refusal_follows_a_party_hearing(browse, clock):
    walk = ReferralWalk().ready()
    hearing = {"intended": "refuse", "information": "Uden for målgruppen", "hearing_deadline": "16-3-2026"}
    open_task(browse, walk, "task_decide_referral").complete(next_step="hearing", **hearing)
    statement = open_task(browse, walk, "task_record_statement")
    assert "Uden for målgruppen" in statement.page.text
    assert "til og med 16. marts 2026" in statement.complete(status=422, answered="no").errors()["answered"]
    wrong = statement.complete(status=422, answered="yes", received_on=LONG_AGO, text="Jeg er uenig.")
    assert list(wrong.errors()) == ["received_on"]
    wrong.complete(received_on="2-3-2026")

    decide = open_task(browse, walk, "task_decide_referral")
    assert "Jeg er uenig." in decide.page.text
    assert "exemption" not in decide.fields
    decide.complete(**GRANT | {"outcome": "refuse", "rationale": "Uden for målgruppen."})

    page = browse.get("cases.show", case_id=walk.case_id)
    assert "Afslag" in page.text
    assert "Borgeren kan klage til og med" in page.text
    assert "Jeg er uenig." not in page.text


def test_an_exemption_is_recorded_in_place_of_a_hearing(browse):
    walk = ReferralWalk().ready()

    exempted = {"outcome": "refuse", "exemption": "known", "exemption_reason": "Står i ansøgningen."}

    open_task(browse, walk, "task_decide_referral").complete(**GRANT | exempted)

    page = browse.get("cases.show", case_id=walk.case_id)
    assert "forvaltningsloven § 19, stk. 1" in page.text
    assert "Står i ansøgningen." not in page.text


def test_a_centre_decides_within_the_frame_or_passes_the_case_on(browse):
    collaborate(DECIDES, frame_amount="20000")
    walk = ReferralWalk().opened().started().reported()
    task = open_task(browse, walk, "task_decide_at_centre")
    assert "Der er 20.000 kr. tilbage." in task.page.text
    wrong = task.complete(status=422, **GRANT | {"expected_cost": "20.001"})
    assert "tilbage af årets ramme" in wrong.errors()["expected_cost"]
    wrong = task.complete(status=422, **GRANT | {"law": "serviceloven"})
    assert "Giv sagen til kommunen" in wrong.errors()["law"]

    after = task.complete(next_step="municipality")

    assert after.page.messages[0] == "Sagen er givet til Gladsaxe Kommune."
    assert "task_check_case" in walk.waits_for


def test_a_centre_hears_the_citizen_where_it_decides(browse):
    collaborate(DECIDES)
    walk = ReferralWalk().opened().started().reported().heard("task_decide_at_centre")

    open_task(browse, walk, "task_record_statement_at_centre").complete(answered="yes", text="Helst ikke.")

    assert "Helst ikke." in open_task(browse, walk, "task_decide_at_centre").page.text


def test_the_municipality_sees_the_citizens_other_referrals(browse):
    other = ReferralWalk("center-for-kommunikation-herning").opened()
    walk = ReferralWalk().ready()

    assert "Borgeren har andre sager hos jer" in open_task(browse, walk, "task_decide_referral").page.text
    assert other.case_id != walk.case_id
