"""Mistakes put right: the date of a decision, a closing called off, a sent final account made again."""

from datetime import date

import pytest

from db.models.case import NO_DEADLINE
from tests.closing_walk import EXAMPLE_1, ClosingWalk, person
from workflows.errors import InputError, NotAllowed, NotFound, Refused
from workflows.services.casework.calling_off import call_off
from workflows.services.casework.cases import show_case
from workflows.services.closing.corrections import (
    correct_decision_date,
    preview_decision_date,
    replace_final_account,
)
from workflows.vocabulary import AccountKind, CaseStatus, EventKind, Party, TaskStatus

RULE = "closing.provisional_account"
WHY = "Byrådet mødtes dagen før."


@pytest.fixture
def decided(walk_to, clock):
    """A closing decided on 2 March 2026, and corrected later in the month."""
    walk = walk_to("decided")
    clock.set(date(2026, 3, 23))
    return walk


@pytest.fixture
def settled(walk_to):
    return walk_to("settled")


def correct(walk, day: date, reason: str = WHY, by=None):
    return correct_decision_date(walk.case_id, decided_on=day, reason=reason, actor=by or walk.operator)


def test_a_corrected_date_moves_the_deadline_the_task_and_the_timers(decided):
    moved = correct(decided, date(2026, 2, 27))

    assert [(one.before, one.after) for one in moved] == [(date(2026, 6, 2), date(2026, 5, 27))]
    task = decided.task("task_enter_provisional_account")
    assert decided.deadline(RULE).due_on == task.due_on == date(2026, 5, 27)
    assert task.deadline_id == decided.deadline(RULE).id
    assert decided.timers == {
        "timer_provisional_account_30": date(2026, 4, 27),
        "timer_provisional_account_7": date(2026, 5, 20),
        "timer_provisional_account_due": date(2026, 5, 28),
    }


def test_the_deadline_that_was_replaced_stays_in_the_record(decided):
    correct(decided, date(2026, 2, 27))

    old, new = sorted((row for row in decided.deadlines if row.rule_id == RULE), key=lambda row: row.computed_at)
    assert (old.due_on, old.replaced_by_id) == (date(2026, 6, 2), new.id)


def test_a_correction_is_shown_before_it_is_made_and_told_afterwards(decided):
    preview = preview_decision_date(decided.case_id, date(2026, 2, 27), decided.operator)
    assert decided.closing.decided_on == date(2026, 3, 2)

    assert preview.moved == correct(decided, date(2026, 2, 27))

    (event,) = [event for event in decided.events if event.kind is EventKind.CORRECTED]
    assert WHY in event.text
    assert "Foreløbigt lukkeregnskab: 2. juni 2026 → 27. maj 2026" in event.text
    assert decided.receivers("correction") == {"Fredericia Kommune", "Kolding Kommune"}
    assert decided.document("correction").data["mistake"] == WHY


def test_a_correction_reminds_at_once_of_what_is_near_by_the_new_date(decided, clock):
    correct(decided, date(2026, 1, 5))

    assert [name for name, _text in decided.notices] == ["Vejle Kommune"]
    assert "5. april 2026" in decided.notices[0][1]


def test_a_correction_past_the_deadline_escalates_at_once(decided):
    correct(decided, date(2025, 12, 8))

    assert sorted(name for name, _text in decided.notices) == ["Fælleskommunalt Socialsekretariat", "Vejle Kommune"]


def test_a_reminder_of_the_old_date_is_followed_by_one_of_the_new_date(decided, clock):
    clock.set(date(2026, 5, 4))
    decided.fire()

    correct(decided, date(2026, 3, 23))

    assert decided.timers["timer_provisional_account_30"] == date(2026, 5, 24)
    clock.set(date(2026, 5, 23))
    assert len(decided.fire().notices) == 1
    clock.set(date(2026, 5, 24))
    old, new = (text for _name, text in decided.fire().notices)
    assert ("senest 2. juni 2026" in old, "senest 23. juni 2026" in new) == (True, True)


def test_the_secretariat_is_told_again_when_the_new_date_has_passed_too(decided, clock):
    clock.set(date(2026, 6, 3))
    decided.fire()

    correct(decided, date(2026, 3, 23))

    clock.set(date(2026, 6, 24))
    told = [text for name, text in decided.fire().notices if name == "Fælleskommunalt Socialsekretariat"]
    assert ["2. juni 2026" in told[0], "23. juni 2026" in told[1], len(told)] == [True, True, 2]


def test_an_account_that_was_made_stays_made(decided):
    decided.enter("provisional", EXAMPLE_1)

    correct(decided, date(2026, 2, 27))

    assert decided.deadline(RULE).met_on == date(2026, 3, 23)
    assert decided.notices == []


def test_a_date_in_another_year_moves_the_years_of_the_key_and_asks_for_a_new_version(decided):
    """syddanmark-2025-2026, bilag 5: the two accounting years before the year of the decision."""
    decided.enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()
    said = "er fra regnskabsårene 2024 og 2025. Efter beslutningsdatoen skal den være fra 2023 og 2024"
    assert said in preview_decision_date(decided.case_id, date(2025, 12, 15), decided.operator).moved_key

    correct(decided, date(2025, 12, 15))

    (event,) = [event for event in decided.events if event.kind is EventKind.CORRECTED]
    assert said in event.text
    assert said in decided.document("correction").data["consequences"]
    assert [name for name, text in decided.notices if said in text] == ["Vejle Kommune"]
    assert said in decided.facts("task_follow_account")["moved_key"]


def test_the_new_version_begins_from_what_was_bought_in_the_new_years(decided):
    decided.enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()
    correct(decided, date(2025, 12, 15))

    decided.follow("replace")

    facts = decided.facts("task_enter_provisional_account")
    assert (facts["years"], "key" in facts["typed"]) == ((2023, 2024), False)
    assert "ny version" in facts["moved_key"]
    decided.enter("provisional", EXAMPLE_1, key=of_2023(facts))
    assert decided.facts("task_treat_provisional_account")["moved_key"] == ""
    assert decided.account(AccountKind.PROVISIONAL).result["shown"]["turnover"]["years"] == [2023, 2024]


def of_2023(facts):
    """What each bought in 2023, which nobody has registered."""
    rows = [row.organisation_id for row in facts["rows"]]
    return [{"organisation_id": str(one), "year_minus_2": "1000000", "year_minus_1": "1000000"} for one in rows]


def test_a_date_in_the_same_year_leaves_the_key_as_it_is(decided):
    decided.enter("provisional", EXAMPLE_1)

    assert preview_decision_date(decided.case_id, date(2026, 2, 27), decided.operator).moved_key == ""
    correct(decided, date(2026, 2, 27))

    assert decided.facts("task_treat_provisional_account")["moved_key"] == ""


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 3, 24), "fremtiden"),
        (date(2026, 3, 2), "den samme"),
        (date(2024, 12, 30), "ingen rammeaftale"),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words(decided, day, why):
    with pytest.raises(Refused, match=why):
        correct(decided, day)

    assert decided.closing.decided_on == date(2026, 3, 2)
    assert decided.deadline(RULE).due_on == date(2026, 6, 2)


def test_a_date_without_an_agreement_is_refused_with_the_paragraph(decided):
    with pytest.raises(Refused) as refused:
        correct(decided, date(2024, 12, 30))

    assert refused.value.rule == "syddanmark-2025-2026, bilag 5"


def test_a_correction_needs_a_reason(decided):
    with pytest.raises(Refused) as refused:
        correct(decided, date(2026, 2, 27), reason="  ")

    assert refused.value.field == "reason"


def test_there_is_nothing_to_correct_before_the_decision(seeded):
    with pytest.raises(Refused, match="endnu"):
        correct(ClosingWalk().opened(), date(2026, 2, 27))


def test_buyers_cannot_correct_and_strangers_do_not_learn_of_the_case(decided):
    with pytest.raises(NotAllowed):
        correct(decided, date(2026, 2, 27), by=person("direktoer@kolding.example", "621"))
    with pytest.raises(NotFound):
        correct(decided, date(2026, 2, 27), by=person("torben@viborg.example", "791"))


def test_a_date_in_an_earlier_agreement_lets_its_rules_count(seeded, clock):
    """A closing entered under 2025-2026 whose decision turns out to be of 2016."""
    walk = ClosingWalk("Botilbuddet Bøgelunden").opened().heard().decided()

    moved = correct(walk, date(2016, 12, 12))

    assert [(one.before, one.after) for one in moved] == [(date(2026, 6, 2), None)]
    assert walk.case.agreement_id == "syddanmark-2016"
    assert walk.task("task_enter_provisional_account").due_on == NO_DEADLINE
    assert walk.timers == {}
    assert [(row.lapsed, row.replaced_by_id) for row in walk.deadlines if row.rule_id == RULE] == [(True, None)]
    walk.enter("provisional", EXAMPLE_1, seen_warnings=True)
    assert walk.waits_for == {"task_send_provisional_account"}


def test_a_date_in_a_later_agreement_gives_its_committee_a_part_and_its_deadline_a_date(seeded, clock):
    clock.set(date(2016, 5, 2))
    walk = ClosingWalk("Botilbuddet Egehuset").opened().decided()
    clock.set(date(2026, 3, 23))

    correct(walk, date(2026, 3, 2))

    assert walk.case.agreement_id == "syddanmark-2025-2026"
    assert walk.party(Party.BUSINESS_COMMITTEE).name == "Forretningsudvalget (FU)"
    assert walk.task("task_enter_provisional_account").due_on == walk.deadline(RULE).due_on == date(2026, 6, 2)
    assert walk.timers["timer_provisional_account_due"] == date(2026, 6, 3)


def test_a_category_is_asked_for_before_the_rules_of_2016_can_count(decided):
    with pytest.raises(Refused, match="kategori"):
        correct(decided, date(2016, 12, 12))

    assert decided.case.agreement_id == "syddanmark-2025-2026"


def test_a_decision_may_fall_under_another_agreement_than_the_one_expected(seeded, clock):
    clock.set(date(2016, 12, 12))
    walk = ClosingWalk("Botilbuddet Bøgelunden").opened().heard()
    clock.set(date(2026, 3, 2))

    with pytest.raises(InputError, match="consequences_for_others"):
        walk.decided(consequences_for_others=None)
    walk.decided()

    assert walk.case.agreement_id == "syddanmark-2025-2026"
    assert walk.party(Party.BUSINESS_COMMITTEE).name == "Forretningsudvalget (FU)"


def test_everyone_who_was_told_of_a_closing_is_told_that_it_is_called_off(decided):
    told = {one.organisation.name for document in decided.documents() for one in document.deliveries}

    call_off(decided.case_id, reason="Byrådet har fundet midlerne.", actor=decided.operator)

    assert decided.receivers("called_off") == told
    assert len(told) == 25
    assert decided.document("called_off").data["reason"] == "Byrådet har fundet midlerne."


def test_nothing_waits_in_a_case_that_is_called_off(decided):
    call_off(decided.case_id, reason="Byrådet har fundet midlerne.", actor=decided.operator)

    assert (decided.case.status, decided.case.standing) == (CaseStatus.CALLED_OFF, "Opgivet")
    assert not decided.open()
    assert not decided.timers
    assert {task.status for task in decided.tasks("task_enter_provisional_account")} == {TaskStatus.WITHDRAWN}


def test_what_was_still_to_come_ends_with_a_case_that_is_called_off(decided, clock):
    before = show_case(decided.case_id, decided.operator).deadlines
    call_off(decided.case_id, reason="Byrådet har fundet midlerne.", actor=decided.operator)
    clock.forward(days=200)

    after = show_case(decided.case_id, decided.operator).deadlines
    assert {row.label for row in before if row.counts} == {"Varsel ved lukning", "Foreløbigt lukkeregnskab"}
    assert all(row.ended and not row.counts for row in after)


def test_a_hearing_can_be_called_off_while_members_answer(seeded, clock):
    walk = ClosingWalk().opened()

    call_off(walk.case_id, reason="Fejl i sagen.", actor=walk.operator)
    clock.set(date(2026, 5, 1))
    walk.fire()

    assert walk.documents("hearing_summary") == []
    assert walk.notices == []


def test_a_closing_is_called_off_once(decided):
    call_off(decided.case_id, reason="Byrådet har fundet midlerne.", actor=decided.operator)

    with pytest.raises(Refused, match="allerede afsluttet"):
        call_off(decided.case_id, reason="Igen.", actor=decided.operator)

    assert len(decided.documents("called_off")) == 1


def test_a_settled_closing_is_not_called_off(settled):
    with pytest.raises(Refused, match="allerede afsluttet"):
        call_off(settled.case_id, reason="For sent.", actor=settled.operator)


def test_calling_off_needs_a_reason_and_the_operators_right(decided):
    with pytest.raises(Refused, match="hvorfor"):
        call_off(decided.case_id, reason=" ", actor=decided.operator)
    with pytest.raises(NotAllowed):
        call_off(decided.case_id, reason="Vi vil ikke.", actor=person("direktoer@kolding.example", "621"))


def test_a_sent_final_account_is_made_again_endorsed_and_treated(settled):
    first = settled.document("final_account")
    replace_final_account(settled.case_id, reason="Forkert afskrivning.", actor=settled.operator)
    assert (settled.case.status, settled.case.ended_on) == (CaseStatus.RUNNING, None)

    figures = EXAMPLE_1.with_line("depreciation", "457000", "380000")
    settled.enter("final", figures).endorse().treat_final().send_final()

    again = settled.document("final_account")
    assert (again.number, again.version, again.replaces_id) == (first.number, 2, first.id)
    assert again.data["envelope"]["replaces"]["version"] == 1
    assert settled.account(AccountKind.FINAL).result["accumulated"] == "-3655000"
    assert settled.account(AccountKind.FINAL).endorsed_on is not None
    assert settled.receivers("final_account") == {
        "Fredericia Kommune",
        "Kolding Kommune",
        "Socialdirektørforum (SDF)",
    }
    assert settled.case.status is CaseStatus.CLOSED


def test_a_letter_on_a_new_final_account_takes_the_number_of_the_old_one(settled):
    replace_final_account(settled.case_id, reason="Forkert afskrivning.", actor=settled.operator)
    settled.enter("final", EXAMPLE_1).endorse().treat_final().send_final()

    letters = [
        (letter.number, letter.version)
        for letter in settled.documents("share_letter")
        if letter.data["final"] and letter.data["share"]["party"] == "Kolding Kommune"
    ]

    assert letters == [(letters[0][0], 1), (letters[0][0], 2)]


def test_only_a_sent_final_account_of_an_ended_case_is_made_again(decided):
    with pytest.raises(Refused, match="sendt endeligt lukkeregnskab"):
        replace_final_account(decided.case_id, reason="Fejl.", actor=decided.operator)


def test_making_a_final_account_again_needs_a_reason(settled):
    with pytest.raises(Refused, match="hvorfor"):
        replace_final_account(settled.case_id, reason="", actor=settled.operator)
