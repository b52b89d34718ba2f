"""The front page of an organisation: what waits, what its cases mean, whom it waits for, its money, its documents."""

import pytest

from tests import factories
from tests.closing_walk import EXAMPLE_1, ClosingWalk, colleague, person
from tests.referral_walk import HERLEV, ReferralWalk
from tests.takeover_walk import EXAMPLE_2, TakeoverWalk
from tests.web.pages.case import FU, KOLDING, ODENSE, SDF, SECRETARIAT, STRANGER, VEJLE, acting, words
from tests.web.pages.task import act_as
from workflows.vocabulary import OrganisationKind, Party, Role

SHARES = "Jeres andel i lukkeregnskaber og overtagelser"
WAITS = "I venter på andre"
LATEST = "De seneste dokumenter"


def tasks(page):
    return [words(one) for one in page.soup.select("#opgaver .open-task")]


def sentences(page):
    return {words(one.h3.a): words(one.p) for one in page.soup.select("#sager .front-case")}


def letter(page):
    return next(link for link in page.soup.select("main a") if words(link).startswith("Åbn brevet"))


def test_a_municipality_begins_at_all_that_concerns_it(browse, settled):
    ClosingWalk("Dagtilbuddet Broen").opened()

    page = acting(browse, KOLDING).open("/")

    assert page.path == browse.address("home.index")
    assert "1 opgave venter på jer." in page.text
    assert tasks(page) == [
        "Besvar høringen Lukning af Dagtilbuddet Broen · Lukning af tilbud · 2026-0002 30. marts 2026 "
        "Åbn opgaven Besvar høringen, 2026-0002"
    ]
    assert page.rows(SHARES) == [
        [
            "Lukning af Bofællesskabet Åbrinken",
            "Endeligt lukkeregnskab Endeligt",
            "523.289 kr. at betale",
            "−523.289",
            f"syddanmark-2025-2026, bilag 5 {words(letter(page))}",
        ]
    ]
    assert len(page.rows(LATEST)) == 5


def test_a_case_is_told_in_a_plain_sentence(browse, seeded):
    walk = ClosingWalk().opened()
    assert sentences(acting(browse, ODENSE).get("home.index")) == {
        "Lukning af Bofællesskabet Åbrinken": "Vejle Kommune overvejer at lukke Bofællesskabet Åbrinken. Den venter på "
        "jer: Besvar høringen senest 30. marts 2026. I er part i høringen om lukningen."
    }

    walk.heard().decided().enter("provisional", EXAMPLE_1).treat_provisional().send_provisional().work()

    (told,) = sentences(acting(browse, KOLDING).get("home.index")).values()
    assert told == (
        "Vejle Kommune lukker Bofællesskabet Åbrinken; sidste dag er 31. maj 2026. Den venter på driftsherren "
        "(Indberet ændring, eller gå videre). I køber pladser på tilbuddet og kan få en del af over- eller "
        "underskuddet. "
        "Foreløbigt: 523.289 kr. at betale."
    )


def test_what_one_waits_for_is_told_with_whom_since_when_and_by_when(browse, seeded):
    ClosingWalk().opened()

    assert acting(browse, ODENSE).get("home.index").rows(WAITS) == [
        [
            "Høringsparterne (22)",
            "Besvar høringen Lukning af Bofællesskabet Åbrinken 2026-0001",
            "2. marts 2026",
            "30. marts 2026",
        ]
    ]


def test_whom_one_waits_for_is_named_where_it_is_alone_in_its_part(browse, walk_to):
    walk_to("decided")

    by_the_body = acting(browse, SDF).get("home.index").rows(WAITS)
    by_one_that_was_heard = acting(browse, ODENSE).get("home.index").rows(WAITS)

    assert by_the_body[0][0] == by_one_that_was_heard[0][0] == "Vejle Kommune"


def test_which_of_several_has_not_answered_yet_is_named_to_those_alone_who_may_know_it(browse, seeded):
    walk = ClosingWalk().opened()
    for task in walk.open("task_answer_hearing"):
        if task.organisation_id != walk.organisation("510").id:
            walk.complete(task, {"position": "no_objection"}, walk.doer(task))

    by_the_body = acting(browse, SDF).get("home.index").rows(WAITS)
    by_one_that_has_answered = acting(browse, ODENSE).get("home.index").rows(WAITS)

    assert by_the_body[0][0] == "Haderslev Kommune"
    assert by_one_that_has_answered[0][0] == "Høringsparterne"


def test_a_share_is_shown_only_when_its_letter_has_been_delivered(browse, seeded):
    walk = ClosingWalk().opened().heard().decided().enter("provisional", EXAMPLE_1)
    walk.treat_provisional().send_provisional()

    before = acting(browse, KOLDING).get("home.index")
    walk.work()
    after = browse.get("home.index")

    assert "Beløbet kendes, når lukkeregnskabet er sendt" in before.text
    assert after.rows(SHARES)[0][1:4] == ["Foreløbigt lukkeregnskab Foreløbigt", "523.289 kr. at betale", "−523.289"]


def test_a_buyer_is_told_of_a_result_before_it_has_a_figure(browse, walk_to):
    walk_to("decided")

    page = acting(browse, KOLDING).get("home.index")

    assert "Beløbet kendes, når lukkeregnskabet er sendt: Lukning af Bofællesskabet Åbrinken" in page.text
    assert "Ingen penge er på spil for jer." not in page.text
    assert "Beløbet kendes" not in acting(browse, ODENSE).get("home.index").text


def test_a_municipality_sees_what_it_pays_for_at_the_centres_as_one_sum(browse, seeded):
    walk = ReferralWalk()
    herlev = colleague(walk.organisation(HERLEV).id, {Role.CASEWORKER})
    for cpr, cost in (("6804529183", "18000"), ("7105529182", "4500.50")):
        walk = ReferralWalk().opened(paying_municipality_id=str(herlev.organisation_id), cpr=cpr)
        walk.started().named().reported().informed().decided(expected_cost=cost)

    act_as(browse, herlev)

    assert "betaler I for 2 bevilgede indsatser, forventet 22.500,50 kr." in browse.get("home.index").text
    act_as(browse, walk.municipality)
    assert "Hos kommunikationscentrene betaler I" not in browse.get("home.index").text


def test_an_operator_sees_what_it_bears_itself(browse, at_the_committee):
    (row,) = acting(browse, VEJLE).get("home.index").rows(SHARES)

    assert row[1] == "Foreløbigt lukkeregnskab Forventet"
    assert row[2].startswith("I bærer selv 2.783.8")


def test_a_takeover_tells_both_sides_what_follows_and_what_is_settled(browse, seeded, clock):
    walk = TakeoverWalk().opened().recommended().decided().declared().stated()
    walk.work()
    region = colleague(walk.party(Party.REGION).id, {Role.CASEWORKER})

    act_as(browse, walk.municipality)
    assert browse.get("home.index").rows(SHARES)[0][1:4] == [
        "Resultat, der følger tilbuddet Forventet",
        "Et underskud på 1.125 kr. følger med til jer",
        "−1.125",
    ]
    act_as(browse, region)
    assert browse.get("home.index").rows(SHARES)[0][2:4] == [
        "Et underskud på 1.125 kr. følger med fra jer",
        "+1.125",
    ]


def test_several_amounts_are_added_with_their_signs(browse, settled):
    walk = TakeoverWalk().opened().recommended().decided().declared().stated(EXAMPLE_2)
    walk.work()
    act_as(browse, walk.municipality)

    rows = browse.get("home.index").rows(SHARES)

    assert walk.municipality.organisation_id == person(*VEJLE).organisation_id
    assert [row[-2] for row in rows][-3:] == ["−2.783.852", "+1.125", "−2.782.727"]


def test_documents_since_the_last_visit_are_marked(browse, seeded, clock):
    walk = ClosingWalk().opened()
    walk.work()
    first = acting(browse, KOLDING).get("home.index")
    assert "Det er dit første besøg på siden." in first.text
    assert "Nyt" not in str(first.rows(LATEST))
    clock.forward(hours=1)
    walk.heard().decided()
    walk.work()
    same_login = browse.get("home.index")

    later = acting(browse, KOLDING).get("home.index")

    assert "nye dokumenter siden" not in same_login.text
    assert "1 nyt dokument siden dit sidste besøg 2. marts 2026." in later.text
    assert [("Nyt" in row[0]) for row in later.rows(LATEST)] == [True, False, False, False]


def test_a_front_page_with_nothing_on_it_says_what_will_stand_there(browse, seeded):
    text = acting(browse, STRANGER).get("home.index").text

    assert "Ingen opgaver venter på jer lige nu." in text
    assert "Ingen sager i gang vedrører jer." in text
    assert "I venter ikke på nogen." in text
    assert "Ingen penge er på spil for jer." in text
    assert "Ingen dokumenter er sendt til jer endnu." in text


def test_a_committee_has_a_front_page_without_money(browse, at_the_committee):
    page = acting(browse, FU).open("/")

    assert page.path == browse.address("home.index")
    assert "Udvalget behandler det foreløbige lukkeregnskab." in next(iter(sentences(page).values()))
    assert "Penge på spil" not in page.text


def test_the_secretariat_is_led_to_its_overview_and_an_auditor_to_the_tasks(browse, seeded):
    assert acting(browse, SECRETARIAT).get("home.index").path == browse.address("overview.index")
    audit = factories.organisation(kind=OrganisationKind.AUDIT_FIRM, code="prøverevision")
    browse.log_in(factories.post(organisation_row=audit, role=Role.AUDITOR))
    assert browse.get("home.index").path == browse.address("inbox.index")


@pytest.mark.parametrize("who", [KOLDING, ODENSE])
def test_no_share_but_ones_own_is_on_the_page(browse, settled, who):
    text = acting(browse, who).get("home.index").text

    assert "348.859" not in text
    assert ("523.289" in text) == (who == KOLDING)
