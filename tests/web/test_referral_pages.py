"""A referral on the screen: opened, evaluated, assessed and followed; its decision has a file of its own."""

import pytest
from sqlalchemy import select

from db.models.case import Case
from db.session import reading
from tests.referral_walk import CONTINUES, CPR, DECIDES, FRAME, NAME, TELLING, ReferralWalk, collaborate, payer
from tests.sealed import assert_nowhere
from tests.web.discreet import Discreet
from tests.web.pages.case import acting
from tests.web.pages.task import act_as, open_task

pytestmark = pytest.mark.usefixtures("seeded")

SECRETARIAT = ("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
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
        ({"inquired_on": "forleden"}, "inquired_on", "Skriv datoen som"),
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
