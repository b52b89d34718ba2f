"""The page of a referral: for its two parties, for the payer, for nobody else; the texts after a reason; the log."""

import pytest

from tests.referral_walk import CPR, HERLEV, NAME, TELLING, ReferralWalk, payer
from tests.web.discreet import Discreet
from tests.web.pages.case import acting
from tests.web.pages.task import act_as
from workflows.clock import today

pytestmark = pytest.mark.usefixtures("seeded")

SECRETARIAT = ("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
REASON = "Borgeren ringer om sin sag"


@pytest.fixture
def browse(app, database):
    return Discreet(app, TELLING)


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
    assert "Rammeaftale 2019-2020 for Hovedstaden gjaldt til og med 31. december 2020." in page.text


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
    for hidden in ("V.D.Ø.", "680452", "Gladsaxe", "Bevilget", "Kontaktperson", "Forløb", "Frist", "Klage"):
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
    act_as(browse, walk.centre)
    typed = {"name": NAME, "cpr": CPR, "text": "Afasi efter en blodprop", "target_group": "speech"}
    form = browse.get("referral.open_form")
    form.send("Opret henvisningen", **typed, municipality_id=str(walk.municipality_org.id))
    browse.get("looks.search").send("Søg", cpr=CPR, reason=f"{NAME} ringer")
    browse.get("inbox.index")

    written = "".join(capfd.readouterr())

    assert '"endpoint": "referral.open_case"' in written
    browse.says_nothing(written)
