"""The page of each task of a closing: what, why and by when; its form does the task and tells what comes next."""

from datetime import date

import pytest

from tests.closing_walk import AUDITOR, EXAMPLE_1, ClosingWalk, colleague, person
from tests.web.pages.task import TaskPage, act_as, open_task
from workflows.services.hearings import record_answers
from workflows.services.tasks import complete_task, hand_over
from workflows.vocabulary import AccountKind, Party, Role

pytestmark = pytest.mark.usefixtures("seeded")

TODAY = "2-3-2026"


@pytest.fixture
def walk(seeded):
    """A closing of the offer of example 1, in its hearing."""
    return ClosingWalk().opened()


@pytest.fixture
def sent(walk):
    """The same closing when the provisional account is sent."""
    return walk.heard().decided().enter("provisional", EXAMPLE_1).treat_provisional().send_provisional()


def answered(walk):
    """All members have answered, and the body has not concluded."""
    answers = {task.organisation_id: {"position": "no_objection"} for task in walk.open("task_answer_hearing")}
    record_answers(walk.case_id, answers, colleague(walk.party(Party.HEARING_BODY).id, {Role.BODY_SECRETARY}))
    return walk


# --- what every task says


def test_a_task_says_what_to_do_why_and_by_when(browse, walk):
    page = open_task(browse, walk, "task_answer_hearing")

    assert page.page.heading == "Besvar høringen"
    assert "Svarer I ikke, fortsætter sagen uden jeres svar" in page.page.text
    assert "syddanmark-2025-2026, bilag 4, tabel 4.1" in page.beside
    assert "30. marts 2026" in page.due


def test_the_deadline_tells_how_it_was_computed(browse, walk):
    page = open_task(browse, walk.heard().decided(), "task_enter_provisional_account")

    assert "2. juni 2026" in page.due
    assert "Der regnes 3 måneder frem" in page.due


def test_only_papers_that_one_may_see_stand_beside_the_task(browse, walk):
    other = answered(ClosingWalk("Dagtilbuddet Broen").opened())

    member = open_task(browse, walk, "task_answer_hearing")
    body = open_task(browse, other, "task_conclude_hearing")

    assert ("Høringsbrev" in member.beside, "Sammenfatning" in member.beside) == (True, False)
    assert ("Høringsbrev" in body.beside, "Sammenfatning" in body.beside) == (False, True)


def test_a_paper_is_opened_from_the_task(browse, walk):
    page = open_task(browse, walk.work(), "task_answer_hearing")

    address = next(address for text, address in page.page.links().items() if text.startswith("Høringsbrev"))

    assert browse.client.get(address).mimetype == "application/pdf"


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
        ("i går", "Skriv datoen som dag, måned og år, fx 14-03-2026."),
        ("31-02-2026", "Datoen findes ikke i kalenderen."),
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


# --- the account on its way


def test_the_committee_sees_the_account_in_full_and_takes_note_of_it(browse, walk):
    walk.heard().decided().enter("provisional", EXAMPLE_1)
    page = open_task(browse, walk, "task_treat_provisional_account")

    after = page.complete(meeting_on=TODAY, taken_note="yes")

    assert "underskud 3.226.950 kr." in page.page.text
    assert ["Personaleomkostninger", "7.037.000", "6.500.000"] in page.page.rows(
        "Resultatopgørelse for 2026: Bofællesskabet Åbrinken"
    )
    assert "Vejle Kommune kan nu sende regnskabet" in after.page.messages[0]


def test_an_account_sent_back_needs_a_reason_and_tells_it_to_the_operator(browse, walk):
    walk.heard().decided().enter("provisional", EXAMPLE_1)
    page = open_task(browse, walk, "task_treat_provisional_account")

    without = page.complete(meeting_on=TODAY, taken_note="no", status=422)
    after = without.complete(text="Uddyb ejendomsomkostningerne.")
    again = open_task(browse, walk, "task_enter_provisional_account")

    assert without.errors() == {"text": "Skriv, hvorfor regnskabet sendes tilbage."}
    assert "sendt tilbage til Vejle Kommune" in after.page.messages[0]
    assert any("Uddyb ejendomsomkostningerne." in message for message in again.page.messages)
    assert again.value("lines-staff-account") == "6.500.000"


def test_it_is_shown_who_gets_what_before_an_account_is_sent(browse, walk):
    walk.heard().decided().enter("provisional", EXAMPLE_1).treat_provisional()
    page = open_task(browse, walk, "task_send_provisional_account")

    after = page.complete()

    letter = "Foreløbigt lukkeregnskab og brev om kommunens andel"
    assert page.page.rows("Modtagere") == [
        ["Fredericia Kommune", letter, "Betaler 348.859 kr."],
        ["Kolding Kommune", letter, "Betaler 523.289 kr."],
    ]
    assert page.sends == "Send til 2 kommuner"
    assert after.page.messages[0] == "Det foreløbige lukkeregnskab er sendt til de berørte kommuner."
    assert after.page.heading == "Indberet ændring, eller gå videre"


def test_a_significant_change_is_told_with_its_sign_in_words(browse, sent):
    page = open_task(browse, sent, "task_follow_account")
    typed = {"next_step": "change", "expected_result-amount": "3.500.000"}

    unsigned = page.complete(**typed, text="Salg af inventar.", status=422)
    after = unsigned.complete(**{"expected_result-sign": "deficit"})

    assert "underskud eller et overskud" in unsigned.errors()["expected_result-amount"]
    assert after.page.messages[0] == ("Ændringen er meddelt de berørte kommuner og Forretningsudvalget (FU).")
    assert sent.closing.change_expected == -3_500_000


def test_an_account_is_replaced_with_a_reason(browse, sent):
    page = open_task(browse, sent, "task_follow_account")

    without = page.complete(next_step="replace", status=422)
    after = without.complete(text="Tastefejl i afskrivninger.")

    assert without.errors() == {"text": "Skriv, hvad der er ændret, og hvorfor."}
    assert after.page.heading == "Indtast foreløbigt lukkeregnskab"
    assert after.value("lines-depreciation-account") == "381.000"


def test_the_final_account_comes_after_the_provisional_one(browse, sent):
    after = open_task(browse, sent, "task_follow_account").complete(next_step="final")

    assert after.page.heading == "Indtast endeligt lukkeregnskab"


def test_what_shall_happen_next_has_to_be_chosen(browse, sent):
    page = open_task(browse, sent, "task_follow_account").complete(text="Noget er sket.", status=422)

    assert page.errors() == {"next_step": "Vælg, hvad der skal ske."}


# --- the auditor


def test_the_auditor_sees_the_account_with_its_differences_and_endorses(browse, sent):
    cheaper = EXAMPLE_1.with_line("staff", "7037000", "6400000")
    sent.follow("final").enter("final", cheaper)

    page = open_task(browse, sent, "task_endorse_account")
    after = page.complete(endorsed="yes", statement="Regnskabet er rigtigt.")

    assert ["Personaleomkostninger", "6.500.000", "6.400.000", "−100.000"] in page.page.rows(
        "Forskel til det foreløbige regnskab"
    )
    assert "Bofællesskabet Åbrinken for 2026" in page.value("statement")
    assert (after.page.path, after.page.messages[0]) == ("/opgaver", "Påtegningen er sendt til Vejle Kommune.")
    assert sent.account(AccountKind.FINAL).endorsement == "Regnskabet er rigtigt."


def test_the_auditor_sends_an_account_back_with_a_reason(browse, sent):
    sent.follow("final").enter("final", EXAMPLE_1)
    page = open_task(browse, sent, "task_endorse_account")

    without = page.complete(endorsed="no", status=422)
    after = without.complete(reason="Bilag til afskrivninger mangler.")
    again = open_task(browse, sent, "task_enter_final_account")

    assert without.errors() == {"reason": "Udfyld feltet."}
    assert "sendt tilbage til Vejle Kommune med din begrundelse" in after.page.messages[0]
    assert any("Bilag til afskrivninger mangler." in message for message in again.page.messages)


def test_the_auditor_sees_nothing_else_of_the_case(browse, sent):
    sent.follow("final").enter("final", EXAMPLE_1)

    page = open_task(browse, sent, "task_endorse_account")

    assert page.page.menu == ["Mine opgaver"]
    assert "Sagens papirer" not in page.beside
    assert not [address for address in page.page.links().values() if address.startswith(("/sager", "/dokumenter"))]
    assert "Giv opgaven videre" not in page.page.text
    browse.get("cases.show", case_id=sent.case_id, status=404)
    document = sent.document("provisional_account")
    browse.get("documents.open_pdf", document_id=document.id, status=404)
    browse.get("tasks.show", task_id=sent.tasks("task_enter_final_account")[0].id, status=404)


def test_the_body_treats_the_final_account_and_the_operator_ends_the_case(browse, sent):
    sent.follow("final").enter("final", EXAMPLE_1).endorse()
    page = open_task(browse, sent, "task_treat_final_account")
    page.complete(meeting_on=TODAY, taken_note="yes", text="Ingen bemærkninger.")

    after = open_task(browse, sent, "task_send_final_account").complete()

    assert "Gennemgået efter god revisionsskik." in page.page.text
    assert "sendt til de berørte kommuner, og sagen er afsluttet" in after.page.messages[0]
    assert after.page.path == f"/sager/{sent.case_id}"


# --- done by others, handed over, kept as a draft


def test_the_second_to_answer_is_told_who_was_first_and_keeps_the_words(browse, walk):
    task = walk.open("task_answer_hearing")[0]
    page = open_task(browse, walk, "task_answer_hearing")
    complete_task(task.id, revision=task.revision, answers={"position": "no_objection"}, actor=walk.doer(task))

    after = page.complete(position="remarks", text="Mine egne ord.", status=409)

    assert "Opgaven er allerede udført" in after.page.messages[0]
    assert walk.doer(task).name in after.page.messages[0]
    assert "Mine egne ord." in after.page.text
    assert "Det er ikke sendt" in after.page.text


def test_a_task_that_fell_away_says_so(browse, clock, walk):
    task = walk.open("task_answer_hearing")[0]
    clock.forward(days=40)
    walk.work()
    act_as(browse, walk.doer(task))

    page = browse.get("tasks.show", task_id=task.id)

    assert "Opgaven er bortfaldet" in page.messages[0]


def test_a_task_is_handed_to_a_colleague_who_is_then_the_only_one(browse, walk):
    page = open_task(browse, walk.heard(), "task_record_decision").page
    mikkel = person("sagsbehandler@vejle.example", "630")
    form = page.follow("Giv opgaven videre")

    without = form.send("Giv opgaven videre", status=422)
    after = without.send("Giv opgaven videre", to_person_id=str(mikkel.person_id), reason="Ferie i uge 11.")

    assert set(without.errors()) == {"to_person_id", "reason"}
    assert after.messages[0] == "Opgaven er givet til Mikkel Toftager."
    again = browse.open(page.path)
    assert "Opgaven står til Mikkel Toftager" in again.messages[0]
    assert not again.soup.select("form[data-task]")


def test_one_who_has_got_a_task_does_it(browse, walk):
    task = walk.heard().task("task_record_decision")
    mikkel = person("sagsbehandler@vejle.example", "630")
    hand_over(task.id, revision=task.revision, to_person_id=mikkel.person_id, reason="Ferie", actor=walk.doer(task))
    act_as(browse, mikkel)

    page = TaskPage(browse.get("tasks.show", task_id=task.id))

    assert "Beslutningen er registreret" in page.complete(outcome="continue", decided_on=TODAY).page.messages[0]


def test_a_task_is_not_handed_to_one_who_may_not_do_it(browse, walk):
    form = open_task(browse, walk.heard(), "task_record_decision").page.follow("Giv opgaven videre")
    ulla = person("oekonomi@vejle.example", "630")

    assert "Ulla Brinkholt" not in form.text
    refused = form.send("Giv opgaven videre", to_person_id=str(ulla.person_id), reason="Ferie", status=422)
    assert refused.errors() == {"to_person_id": "Vælg en kollega, der må udføre opgaven."}


def test_one_without_the_role_is_told_whose_it_is(browse, walk):
    task = walk.heard().task("task_record_decision")
    act_as(browse, person("oekonomi@vejle.example", "630"))

    page = browse.get("tasks.show", task_id=task.id)

    assert "byrådssekretær eller sagsbehandler" in page.messages[0]
    browse.post("tasks.complete", {"outcome": "close"}, task_id=task.id, status=409)


def test_the_task_of_another_organisation_is_not_found(browse, walk):
    task = walk.open("task_answer_hearing")[0]
    act_as(browse, colleague(walk.organisation(AUDITOR).id, {Role.AUDITOR}))

    browse.get("tasks.show", task_id=task.id, status=404)
    browse.post("tasks.save_draft", {"text": "x"}, task_id=task.id, status=404)
    browse.get("tasks.hand_over", task_id=task.id, status=404)


def test_a_draft_is_kept_and_shown_again(browse, walk):
    page = open_task(browse, walk, "task_answer_hearing")

    kept = page.keep(position="remarks", text="Foreløbige ord.")
    again = open_task(browse, walk, "task_answer_hearing")

    assert kept.page.messages[0] == "Kladden er gemt kl. 9.00."
    assert (again.value("position"), again.value("text")) == ("remarks", "Foreløbige ord.")
    assert again.complete().page.messages[0].startswith("Høringssvaret er sendt")


def test_a_draft_that_somebody_changed_meanwhile_is_not_overwritten_unseen(browse, walk):
    first = open_task(browse, walk.heard(), "task_record_decision")
    second = TaskPage(browse.open(first.page.path))
    first.keep(consequences_reason="Kollegaens ord.")

    page = second.complete(outcome="continue", decided_on=TODAY, status=422)

    assert "Opgaven er ændret, siden du åbnede siden" in page.page.messages[0]
    assert page.value("decided_on") == TODAY
    assert "Beslutningen er registreret" in page.complete().page.messages[0]
