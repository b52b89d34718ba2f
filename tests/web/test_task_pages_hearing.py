"""The tasks of a closing until it is decided: the hearing, the body, the decision, the rule by hand."""

from datetime import date

import pytest

from tests.closing_walk import ClosingWalk
from tests.web.pages.task import answered, open_task

pytestmark = pytest.mark.usefixtures("seeded")

TODAY = "2-3-2026"


@pytest.fixture
def walk(seeded):
    """A closing of the offer of example 1, in its hearing."""
    return ClosingWalk().opened()


# --- the hearing


def test_a_member_answers_the_hearing(browse, walk):
    page = open_task(browse, walk, "task_answer_hearing")

    after = page.complete(position="against", text="Vi har tre borgere i tilbuddet.")

    assert "overvejer at lukke Bofællesskabet Åbrinken" in page.page.text
    assert page.sends == "Send høringssvar"
    assert after.page.messages[0] == "Høringssvaret er sendt til Socialdirektørforum (SDF)."
    assert after.page.path == f"/sager/{walk.case_id}"
    assert len(walk.open("task_answer_hearing")) == 22


def test_an_objection_needs_words_and_keeps_what_was_chosen(browse, walk):
    page = open_task(browse, walk, "task_answer_hearing").complete(position="against", status=422)

    assert page.errors() == {"text": "Skriv jeres bemærkninger."}
    assert page.value("position") == "against"


def test_an_answer_that_is_not_chosen_is_asked_for(browse, walk):
    page = open_task(browse, walk, "task_answer_hearing").complete(text="Måske", status=422)

    assert page.errors() == {"position": "Vælg jeres svar."}
    assert page.value("text") == "Måske"


def test_the_body_sees_the_answers_and_concludes(browse, walk):
    open_task(browse, walk, "task_answer_hearing").complete(position="remarks", text="Varslet bør være længere.")

    page = open_task(browse, answered(walk), "task_conclude_hearing")
    after = page.complete(meeting_on=TODAY, should_close="yes", text="Tilbuddet kan lukke.")

    assert page.page.rows("Svar med bemærkninger")[0][1:] == ["Bemærkninger", "Varslet bør være længere."]
    assert len(page.page.rows("Svar uden bemærkninger")) == 22
    assert after.page.messages[0] == "Konklusionen er registreret. Vejle Kommune kan nu registrere sin beslutning."


def test_members_that_are_silent_stand_among_the_answers(browse, clock, walk):
    open_task(browse, walk, "task_answer_hearing").complete(position="no_objection")
    clock.forward(days=40)
    walk.work()

    page = open_task(browse, walk, "task_conclude_hearing")

    assert len(page.page.rows("Har ikke svaret")) == 22
    assert "1 af 23 medlemmer har svaret" in page.page.text


@pytest.mark.parametrize(
    ("meeting_on", "told"),
    [
        ("forleden", "Skriv datoen som dag, måned og år, fx 14-03-2026."),
        ("31-02-2026", "Datoen findes ikke i kalenderen: februar 2026 har 28 dage."),
        ("3-3-2026", "Mødet har ikke været holdt endnu. Skriv datoen for mødet."),
        ("", "Skriv, hvornår mødet blev holdt."),
    ],
)
def test_a_meeting_that_has_not_been_held_can_not_be_registered(browse, walk, meeting_on, told):
    page = open_task(browse, answered(walk), "task_conclude_hearing")

    after = page.complete(meeting_on=meeting_on, should_close="yes", text="Ja.", status=422)

    assert after.errors() == {"meeting_on": told}
    assert (after.value("meeting_on"), after.value("text")) == (meeting_on, "Ja.")


def test_a_body_against_it_sets_an_account_of_the_consequences_going(browse, walk):
    concluded = open_task(browse, answered(walk), "task_conclude_hearing").complete(
        meeting_on=TODAY, should_close="no", text="Tilbuddet bør ikke lukke."
    )
    stated = open_task(browse, walk, "task_state_consequences").complete(text="Taksten stiger 12 %.")
    page = open_task(browse, walk, "task_conclude_consequences")
    ended = page.complete(meeting_on=TODAY, should_close="no", text="Fastholdt.")

    assert "Vejle Kommune skal nu redegøre for følgerne" in concluded.page.messages[0]
    assert stated.page.messages[0] == "Redegørelsen er sendt til Socialdirektørforum (SDF)."
    assert "Taksten stiger 12 %." in page.page.text
    assert "Vejle Kommune kan nu registrere sin beslutning" in ended.page.messages[0]


# --- the decision


def test_the_decision_leads_straight_to_the_next_task(browse, walk):
    page = open_task(browse, walk.heard(), "task_record_decision")

    after = page.complete(outcome="close", decided_on="2. marts 2026", last_day="31-10-2026")

    assert "kommunalbestyrelsen i Vejle Kommune" in page.page.text
    assert after.page.messages[0] == "Beslutningen er registreret, og handlekommunerne er varslet om lukningen."
    assert after.page.heading == "Indtast foreløbigt lukkeregnskab"
    assert (after.value("year"), after.value("months")) == ("2026", "10")


def test_a_closing_without_consequences_needs_a_reason_where_the_agreement_asks(browse, walk):
    page = open_task(browse, walk.heard(), "task_record_decision")
    typed = {"outcome": "close", "decided_on": TODAY, "last_day": "31-10-2026", "consequences_for_others": "no"}

    without = page.complete(**typed, status=422)
    after = without.complete(**typed, consequences_reason="Kun egne borgere.")

    assert "Har lukningen ingen direkte økonomiske konsekvenser" in page.page.text
    assert without.errors() == {"consequences_reason": "Skriv, hvorfor lukningen ikke får konsekvenser for andre."}
    assert after.page.path == f"/sager/{walk.case_id}"
    assert walk.closing.consequences_reason == "Kun egne borgere."


def test_a_closing_has_a_date_and_a_last_day(browse, walk):
    page = open_task(browse, walk.heard(), "task_record_decision").complete(outcome="close", status=422)

    assert set(page.errors()) == {"decided_on", "last_day"}


def test_an_offer_that_goes_on_has_no_last_day(browse, walk):
    page = open_task(browse, walk.heard(), "task_record_decision")

    after = page.complete(outcome="continue", decided_on=TODAY)

    assert "besked om, at tilbuddet fortsætter" in after.page.messages[0]
    assert walk.waits_for == set()


def test_the_consequences_are_not_asked_where_the_agreement_does_not(browse, clock):
    clock.set(date(2019, 3, 1))
    walk = ClosingWalk("Botilbuddet Mosehuset").opened()

    page = open_task(browse, walk, "task_record_decision")

    assert "consequences_for_others" not in page.fields


def test_the_transition_is_planned_where_the_agreement_asks(browse, clock):
    clock.set(date(2019, 3, 1))
    walk = ClosingWalk("Botilbuddet Mosehuset").opened().decided()

    page = open_task(browse, walk, "task_plan_transition")
    after = page.complete(text="To borgere flytter i maj.")

    assert "hovedstaden-2019-2020, 4.8" in page.beside
    assert after.page.messages[0] == "Planen for overgangen er registreret."
    assert walk.closing.transition_plan == "To borgere flytter i maj."


def test_a_rule_set_by_hand_is_marked_as_such(browse, clock):
    clock.set(date(2019, 3, 1))
    walk = ClosingWalk("Botilbuddet Åhaven").opened().decided()
    page = open_task(browse, walk, "task_set_rule")

    wrong = page.complete(own_share_percent="105", key="percent", reason="Aftalt.", status=422)
    after = wrong.complete(own_share_percent="2,5")

    assert "bliver ikke vist som aftalens regel" in page.page.text
    assert wrong.errors() == {"own_share_percent": "Skriv en procent fra 0 til 100."}
    assert "Næstved Kommune kan nu indtaste regnskabet" in after.page.messages[0]
    assert (walk.closing.manual_rate, walk.closing.manual_key) == ("2.5", "percent")
