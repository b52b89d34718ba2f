"""A referral on the screen: opened, each of its tasks done, and shown to its parties, the payer and nobody else."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models.case import Case
from db.session import reading
from tests.referral_walk import CONTINUES, CPR, DECIDES, FRAME, HERLEV, NAME, TELLING, ReferralWalk, collaborate, payer
from tests.sealed import assert_nowhere
from tests.web.discreet import Discreet
from tests.web.pages.case import acting
from tests.web.pages.task import act_as, open_task
from workflows.clock import today

pytestmark = pytest.mark.usefixtures("seeded")

SECRETARIAT = ("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
REASON = "Borgeren ringer om sin sag"
TYPED = {
    "name": NAME,
    "cpr": CPR,
    "text": "Afasi efter en blodprop",
    "target_group": "speech",
    "address": "Tjørnevangen 4",
}
REPORT = {
    "purpose": "Afklare afasi",
    "goals": "Føre en samtale\nLæse en avis",
    "expected_effect": "Deltager i samtaler",
    "law": "special_education",
    "author_name": "Rikke Solbjerg",
    "author_phone": "70 10 20 30",
}
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


def ids(walk: ReferralWalk) -> dict[str, str]:
    return {"centre_id": str(walk.centre_org.id), "municipality_id": str(walk.municipality_org.id)}


def open_form(browse, actor):
    act_as(browse, actor)
    return browse.get("referral.open_form")


def cases() -> list[Case]:
    with reading() as session:
        return list(session.scalars(select(Case)))


# --- opening


@pytest.mark.parametrize("who", ["centre", "municipality"])
def test_either_party_opens_a_referral_with_the_other(browse, who):
    walk = ReferralWalk()
    form = open_form(browse, getattr(walk, who))
    other = "municipality_id" if who == "centre" else "centre_id"

    page = form.send("Opret henvisningen", **TYPED, **{other: ids(walk)[other]})

    assert page.messages[0] == "Henvisningen er oprettet. Centret vurderer nu henvendelsen."
    assert page.heading == "Henvisning til Kommunikationscenter Fjordager (opdigtet)"
    assert "V.D.Ø." in page.text
    assert form.value("inquired_on") == "02-03-2026"
    assert_nowhere(*TELLING)


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"cpr": "320161-1234"}, "cpr", "en dato, der ikke findes"),
        ({"cpr": ""}, "cpr", "Skriv CPR-nummeret"),
        ({"name": ""}, "name", "Skriv borgerens navn"),
        ({"text": " "}, "text", "Skriv, hvorfor"),
        ({"target_group": None}, "target_group", "Vælg, hvad"),
        ({"municipality_id": ""}, "municipality_id", "Vælg kommunen"),
        ({"inquired_on": "3-3-2026"}, "inquired_on", "ligger i fremtiden"),
        ({"inquired_on": "i går"}, "inquired_on", "Skriv datoen som"),
        ({"kle": "27"}, "kle", "27.69.40 G01"),
    ],
)
def test_a_wrong_answer_is_explained_at_its_field_and_nothing_typed_is_lost(browse, changed, field, told):
    walk = ReferralWalk()
    typed = TYPED | {"municipality_id": ids(walk)["municipality_id"]} | changed

    page = open_form(browse, walk.centre).send("Opret henvisningen", status=422, **typed)

    assert list(page.errors()) == [field]
    assert told in page.errors()[field]
    assert page.value("address") == TYPED["address"]
    assert cases() == []


def test_where_the_agreement_has_no_referrals_the_page_says_why(browse):
    walk = ReferralWalk()
    vejle = str(walk.organisation("630").id)

    page = open_form(browse, walk.centre).send("Opret henvisningen", status=422, **TYPED, municipality_id=vejle)

    assert "ingen regler om henvisning" in page.errors()["municipality_id"]


def test_a_citizen_with_a_referral_between_the_two_gets_no_other(browse):
    walk = ReferralWalk().opened()

    page = open_form(browse, walk.centre).send(
        "Opret henvisningen", status=422, **TYPED, municipality_id=ids(walk)["municipality_id"]
    )

    assert "Fortsæt i den sag" in page.errors()["cpr"]


def test_others_can_not_open_a_referral(browse):
    acting(browse, SECRETARIAT).get("referral.open_form", status=403)
    browse.post("referral.open_case", TYPED, status=403)


# --- the inquiry


def test_an_assessment_is_started(browse):
    walk = ReferralWalk().opened()
    task = open_task(browse, walk, "task_evaluate_inquiry")
    assert "Vagn Ditlev Østerlund, 680452-****" in task.page.text
    assert "Fortsæt en indsats" not in task.page.text
    assert task.complete(status=422).errors().keys() == {"outcome", "why_so"}

    after = task.complete(outcome="start", why_so="Der er brug for det.")

    assert "bedt om en fast kontaktperson" in after.page.messages[0]
    assert walk.waits_for == {"task_write_assessment", "task_name_contact"}


def test_within_twelve_months_the_change_is_asked_for(browse):
    walk = ReferralWalk().opened()
    typed = {"outcome": "start", "last_assessed_on": "1-12-2025", "why_so": "Der er brug for det."}

    asked = open_task(browse, walk, "task_evaluate_inquiry").complete(status=422, **typed)
    assert "12 løbende måneder" in asked.errors()["situation_changed"]
    again = asked.complete(status=422, situation_changed="y")
    assert list(again.errors()) == ["change_reason"]
    assert again.value("last_assessed_on") == "1-12-2025"
    again.complete(change_reason="En blodprop.")

    assert walk.texts["evaluation"]["change"] == "En blodprop."


def test_what_belongs_to_another_answer_is_neither_wrong_nor_sent(browse):
    walk = ReferralWalk().opened()
    typed = {"outcome": "decline", "change_reason": "x" * 20_001, "why_so": "Udredt for nylig."}

    page = open_task(browse, walk, "task_evaluate_inquiry").complete(**typed)

    assert "Der sættes ikke en udredning i gang" in page.page.messages[0]
    assert walk.texts["evaluation"]["change"] == ""
    assert walk.waits_for == set()


def test_an_effort_goes_on_by_a_collaboration_agreement(browse):
    collaborate(CONTINUES)
    walk = ReferralWalk().opened()
    task = open_task(browse, walk, "task_evaluate_inquiry")
    assert task.complete(status=422, outcome="continue", why_so="Virker.").errors().keys() == {
        "granted_on",
        "grant_reference",
    }

    task.complete(outcome="continue", why_so="Virker.", granted_on="1-2-2026", grant_reference="Sag 12")

    follow = open_task(browse, walk, "task_follow_effort")
    assert "1. februar 2026, Sag 12" in follow.page.text


def test_a_contact_person_has_a_telephone_or_an_address(browse):
    walk = ReferralWalk().opened().started()
    task = open_task(browse, walk, "task_name_contact")
    assert task.complete(status=422, name="Yasmin Ebbesen").errors()["phone"] == "Skriv telefon eller e-mail."

    after = task.complete(name="Yasmin Ebbesen", email="yasmin@gladsaxe.example")

    assert "Kontaktpersonen er oplyst" in after.page.messages[0]
    act_as(browse, walk.centre)
    assert "Yasmin Ebbesen, yasmin@gladsaxe.example" in browse.get("cases.show", case_id=walk.case_id).text


# --- the report


def test_a_report_without_its_parts_is_asked_for_each_of_them(browse):
    walk = ReferralWalk().opened().started()

    page = open_task(browse, walk, "task_write_assessment").complete(status=422, purpose="Afklare")

    assert page.errors().keys() == {"goals", "expected_effect", "law", "author_name", "author_phone"}
    assert page.value("purpose") == "Afklare"


def test_advice_needs_an_agreement_with_the_municipality(browse):
    walk = ReferralWalk().opened().started()
    task = open_task(browse, walk, "task_write_assessment")
    with_row = type(task)(task.page.send("Tilføj indsats", **REPORT))

    asked = with_row.complete(status=422, **{"efforts-0-text": "Lydbøger"})
    assert asked.errors().keys() == {"advice_agreed_with", "advice_agreed_on"}
    after = asked.complete(advice_agreed_with="Yasmin Ebbesen", advice_agreed_on="2-3-2026")

    assert after.page.messages[0] == "Rapporten er sendt til Gladsaxe Kommune."
    assert walk.texts["report"]["efforts"] == ["Lydbøger"]
    assert walk.texts["report"]["target_group"] == "speech"


def test_a_draft_of_a_report_comes_back_with_its_rows(browse):
    walk = ReferralWalk().opened().started()
    task = open_task(browse, walk, "task_write_assessment")
    with_row = type(task)(task.page.send("Tilføj indsats"))
    with_row.keep(purpose="Halvt skrevet", **{"efforts-0-text": "Lydbøger"})

    again = open_task(browse, walk, "task_write_assessment")

    assert (again.value("purpose"), again.value("efforts-0-text")) == ("Halvt skrevet", "Lydbøger")
    assert_nowhere(*TELLING)


# --- the decision


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
    assert wrong.errors().keys() == {"text"}
    wrong = wrong.complete(status=422, text="Erklæringen er kommet.")
    assert "Vælg en dag fra 2. marts 2026" in wrong.errors()["supplied_on"]
    wrong.complete(supplied_on="6-3-2026")

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


# --- the effort, and the frame


def test_an_effort_is_followed_until_it_ends(browse):
    walk = ReferralWalk().ready().decided()
    task = open_task(browse, walk, "task_follow_effort")
    wrong = task.complete(
        status=422, next_step="follow_up", on="3-3-2026", text="Går godt.", next_follow_up_on=LONG_AGO
    )
    assert wrong.errors().keys() == {"on", "next_follow_up_on"}
    wrong.complete(on="2-3-2026", next_follow_up_on="4-5-2026")

    again = open_task(browse, walk, "task_follow_effort")
    assert "Går godt." in again.page.text
    after = again.complete(next_step="end", on="2-3-2026", text="Målet er nået.")

    assert "Indsatsen er afsluttet" in after.page.messages[0]
    assert walk.waits_for == set()


def framed() -> ReferralWalk:
    """The discussion of a frame that inquiries have risen above."""
    collaborate(DECIDES, **FRAME)
    for number in (CPR, "7103611234", "6505551114"):
        ReferralWalk().opened(cpr=number)
    walk = ReferralWalk()
    with reading() as session:
        walk.case_id = session.scalars(select(Case.id).where(~Case.sealed)).one()
    return walk


def test_the_discussion_of_a_frame_is_a_case_without_a_citizen(browse):
    walk = framed()
    task = open_task(browse, walk, "task_discuss_frame")
    assert "50 %. Rammen drøftes, når den er større end 7 %." in task.page.text
    assert task.complete(status=422, discussed_on="3-3-2026", text="x").errors().keys() == {"discussed_on"}

    task.complete(discussed_on="2-3-2026", text="Rammen hæves.", frame_amount="150.000", base_inquiries="4")

    act_as(browse, walk.centre)
    page = browse.get("cases.show", case_id=walk.case_id)
    assert "Rammen hæves." in page.text
    assert "150.000 kr." in page.text
    assert "CPR" not in page.text
    assert "Opslag" not in page.links()
    act_as(browse, payer())
    browse.get("cases.show", case_id=walk.case_id, status=404)


# --- the case


def test_both_parties_see_the_case_without_the_citizen(browse):
    walk = ReferralWalk().ready().decided()

    for actor in (walk.centre, walk.municipality):
        act_as(browse, actor)
        page = browse.get("cases.show", case_id=walk.case_id)
        browse.says_nothing(page.text.replace("680452-****", ""))
        assert "V.D.Ø." in page.text
        assert "Afgjort i tide" in page.text
        assert "18.000 kr." in page.text
        for link in ("Se borgerens oplysninger", "Læs sagens tekster om borgeren", "Opslag"):
            assert link in page.links()
        for view in ("cases.history", "journal.index", "looks.index"):
            browse.says_nothing(browse.get(view, case_id=walk.case_id).text)


def test_a_new_referral_has_no_clock_yet(browse):
    walk = ReferralWalk().opened()
    act_as(browse, walk.municipality)

    page = browse.get("cases.show", case_id=walk.case_id)

    assert "Sagen har ingen frister." in page.text
    assert "Fristen for afgørelsen" not in page.text
    assert "Rammeaftale 2019-2020 for Hovedstaden gjaldt til og med 31.12.2020." in page.text


def test_where_the_agreement_has_no_deadline_the_page_says_so(browse):
    walk = ReferralWalk("center-for-kommunikation-herning", "657").opened().started().reported()
    act_as(browse, walk.municipality)

    assert "Rammeaftalen sætter ingen frist for afgørelsen." in browse.get("cases.show", case_id=walk.case_id).text


def test_the_paying_municipality_sees_the_economy_and_nothing_else(browse):
    herlev = str(ReferralWalk().organisation(HERLEV).id)
    walk = ReferralWalk().opened(paying_municipality_id=herlev).started().named().reported().informed()
    act_as(browse, payer())
    assert "Udgiften kendes, når der er truffet afgørelse." in browse.get("cases.show", case_id=walk.case_id).text
    walk.decided()

    page = browse.get("cases.show", case_id=walk.case_id)

    browse.says_nothing(page.text)
    assert "18.000 kr." in page.text
    for hidden in ("V.D.Ø.", "680452", "Gladsaxe", "Bevilget", "Kontaktperson", "Forløb"):
        assert hidden not in page.text
    for view in ("referral_texts.show", "looks.ask", "looks.index", "cases.history"):
        browse.get(view, case_id=walk.case_id, status=404)


@pytest.mark.parametrize("view", ["cases.show", "referral_texts.show", "looks.ask", "looks.index"])
def test_a_stranger_does_not_find_the_case(browse, view):
    walk = ReferralWalk().ready()
    act_as(browse, payer())

    page = browse.get(view, case_id=walk.case_id, status=404)

    assert "V.D.Ø." not in page.text


@pytest.mark.parametrize(("view", "status"), [("cases.show", 404), ("referral_texts.show", 403), ("looks.ask", 403)])
def test_the_secretariat_does_not_find_the_case(browse, view, status):
    walk = ReferralWalk().ready()

    acting(browse, SECRETARIAT).get(view, case_id=walk.case_id, status=status)


def test_a_task_is_shown_to_nobody_else(browse):
    walk = ReferralWalk().ready()
    task = walk.open("task_decide_referral")[0]
    act_as(browse, walk.centre)

    browse.get("tasks.show", task_id=task.id, status=404)


# --- the texts


def test_the_texts_are_read_after_a_reason_and_the_look_is_kept(browse):
    walk = ReferralWalk().ready().heard()
    walk.do("task_record_statement", {"answered": True, "text": "Jeg har følger af en blodprop"}).decided()
    walk.do(
        "task_follow_effort", {"next_step": "follow_up", "on": today().isoformat(), "text": "Går godt med lydbøger"}
    )
    act_as(browse, walk.centre)

    asked = browse.get("referral_texts.show", case_id=walk.case_id, status=403)
    assert asked.heading == "Borgerens oplysninger"
    page = asked.send("Vis oplysningerne", reason=REASON)

    assert page.heading == "Sagens tekster om borgeren"
    for text in ("Afasi efter en blodprop", "Kan læse en avis", "følger af en blodprop", "12 lektioner", "lydbøger"):
        assert text in page.text
    assert "2. marts 2026" in page.text
    looked = browse.get("looks.index", case_id=walk.case_id).rows("Opslag i borgerens oplysninger")
    assert ["Sagens tekster om borgeren", REASON] in [row[3:] for row in looked]


def test_pauses_and_advice_stand_among_the_texts(browse):
    walk = (
        ReferralWalk()
        .opened()
        .started(last_assessed_on="2025-12-01", situation_changed=True, change_reason="Ny blodprop")
    )
    agreed = {"efforts": ["Lydbøger"], "advice_agreed_with": "Yasmin", "advice_agreed_on": today().isoformat()}
    walk.reported(**agreed).missing("other").recorded()
    act_as(browse, walk.municipality)

    page = browse.get("referral_texts.show", case_id=walk.case_id, status=403).send("Vis oplysningerne", reason=REASON)

    for text in (
        "Ny blodprop",
        "Lydbøger",
        "Med Yasmin den 2. marts 2026",
        "En lægeerklæring om følgerne",
        "Se bilag.",
    ):
        assert text in page.text


# --- the log


def test_no_line_of_the_log_tells_of_the_citizen(browse, capfd):
    walk = ReferralWalk()
    open_form(browse, walk.centre).send("Opret henvisningen", **TYPED, municipality_id=ids(walk)["municipality_id"])
    act_as(browse, walk.centre)
    browse.get("looks.search").send("Søg", cpr=CPR, reason=f"{NAME} ringer")
    browse.get("inbox.index")

    written = "".join(capfd.readouterr())

    assert '"endpoint": "referral.open_case"' in written
    browse.says_nothing(written)
