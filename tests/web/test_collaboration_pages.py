"""Collaboration agreements on the screen: entered with competences as rows, seen by the parties, ended."""

import pytest

from tests.closing_walk import person
from tests.referral_walk import CONTINUES, CPR, DECIDES, FRAME, ReferralWalk, collaborate, payer
from tests.web.pages.case import acting
from tests.web.pages.task import act_as
from workflows.services.referral.collaboration_agreements import list_agreements

pytestmark = pytest.mark.usefixtures("seeded")

SECRETARIAT = ("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
REGION = ("palle@region-hovedstaden.example", "1084")
KEEP = "Læg aftalen ind"


def typed(walk: ReferralWalk, **changed):
    return {"centre_ids": [str(walk.centre_org.id)], "valid_from": "1-1-2026", "keeps_deadline": "yes"} | changed


def row(number: int, competence: str, group: str, law: str, ground: str = "") -> dict[str, str]:
    names = ("competence", "target_group", "law", "legal_ground")
    values = (competence, group, law, ground)
    return {f"competences-{number}-{name}": value for name, value in zip(names, values, strict=True)}


def new_form(browse, *, rows: int = 0):
    page = browse.get("collaboration.new")
    for _ in range(rows):
        page = page.send("Tilføj beføjelse")
    return page


def test_a_municipality_enters_its_agreement_with_competences_as_rows(browse):
    walk = ReferralWalk()
    act_as(browse, walk.municipality)
    rows = row(0, "decide", "speech", "special_education") | row(1, "continue", "sight", "serviceloven")
    frame = {"frame_amount": "100.000", "growth_percent": "7,5 %", "base_inquiries": "60"}

    page = new_form(browse, rows=3).send(KEEP, **typed(walk, **frame), **rows)

    assert page.heading == "Samarbejdsaftale med Gladsaxe Kommune"
    assert [one[0] for one in page.rows("Beføjelser")] == [
        "Træffe afgørelse",
        "Fortsætte en indsats, som kommunen har bevilget",
    ]
    assert "mere end 7,5 % fra 60" in page.text
    assert "100.000 kr." in page.text
    assert "I kraft" in page.text


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"centre_ids": []}, "centre_ids", "Vælg mindst ét center"),
        ({"valid_from": ""}, "valid_from", "Skriv, hvornår aftalen begynder"),
        ({"valid_to": "1-1-2025"}, "valid_to", "slutter, før den begynder"),
        ({"keeps_deadline": None}, "keeps_deadline", "Svar ja eller nej"),
        ({"growth_percent": "7"}, "base_inquiries", "både procenten og det antal"),
        ({"base_inquiries": "0", "growth_percent": "7"}, "base_inquiries", "mindst 1"),
        ({"frame_amount": "-5"}, "frame_amount", "mindst 0"),
        (row(0, "decide", "speech", "serviceloven"), "competences-0-legal_ground", "ikke overlade afgørelser"),
        (row(0, "decide", "speech", ""), "competences-0-law", "Vælg loven"),
    ],
)
def test_a_wrong_answer_is_explained_at_its_field(browse, changed, field, told):
    walk = ReferralWalk()
    act_as(browse, walk.municipality)

    page = new_form(browse, rows=1).send(KEEP, status=422, **typed(walk, note="Bemærk dette.") | changed)

    assert list(page.errors()) == [field]
    assert told in page.errors()[field]
    assert page.value("note") == "Bemærk dette."
    assert list_agreements(walk.municipality) == []


def test_the_same_competence_twice_is_told_at_the_table(browse):
    walk = ReferralWalk()
    act_as(browse, walk.municipality)
    twice = row(0, "decide", "speech", "special_education") | row(1, "decide", "speech", "special_education")

    page = new_form(browse, rows=2).send(KEEP, status=422, **typed(walk), **twice)

    assert "står to gange" in page.errors()["competences"]


def test_a_ground_of_its_own_delegates_decisions_by_serviceloven(browse):
    walk = ReferralWalk()
    act_as(browse, walk.municipality)
    ground = row(0, "decide", "speech", "serviceloven", "Frikommuneforsøg")

    page = new_form(browse, rows=1).send(KEEP, **typed(walk), **ground)

    assert page.rows("Beføjelser")[0][-1] == "Frikommuneforsøg"


def test_a_row_is_taken_away_without_losing_the_others(browse):
    act_as(browse, ReferralWalk().municipality)
    rows = row(0, "decide", "speech", "special_education") | row(1, "continue", "sight", "serviceloven")
    page = new_form(browse, rows=2)

    left = page.browse.post(
        "collaboration.change_rows",
        rows | {"remove": "competences-0", "valid_from": "1-1-2026", "keeps_deadline": "yes"},
    )

    assert left.value("valid_from") == "1-1-2026"
    assert left.value("competences-1-target_group") == "sight"


def test_the_parties_and_the_secretariat_see_the_agreement(browse):
    agreement = collaborate(DECIDES, CONTINUES, **FRAME)
    walk = ReferralWalk()

    for actor in (walk.municipality, walk.centre, person(*SECRETARIAT)):
        act_as(browse, actor)
        assert browse.get("collaboration.index").rows("Samarbejdsaftaler")[0][0].startswith("Gladsaxe Kommune")
        assert len(browse.get("collaboration.show", agreement_id=agreement.id).rows("Beføjelser")) == 2


def test_the_discussions_of_a_frame_are_listed_and_lead_to_their_case(browse):
    agreement = collaborate(DECIDES, **FRAME)
    for number in (CPR, "7103611234", "6505551114"):
        ReferralWalk().opened(cpr=number)
    act_as(browse, ReferralWalk().centre)

    page = browse.get("collaboration.show", agreement_id=agreement.id)

    assert page.rows("Drøftelser af rammen") == [["1. januar 2026", "3", "2", "Ikke endnu", "–"]]
    assert page.follow("1. januar 2026").heading.startswith("Drøftelse af rammen")
    acting(browse, SECRETARIAT)
    assert "1. januar 2026" not in browse.get("collaboration.show", agreement_id=agreement.id).links()


def test_others_are_refused_on_every_page(browse):
    agreement = collaborate(DECIDES)
    act_as(browse, payer())
    assert "Ingen samarbejdsaftaler" in browse.get("collaboration.index").text
    for view in ("collaboration.show", "collaboration.end_form"):
        browse.get(view, agreement_id=agreement.id, status=404)
    browse.post("collaboration.end", {"valid_to": "31-12-2026"}, agreement_id=agreement.id, status=404)

    acting(browse, REGION)
    browse.get("collaboration.index", status=403)
    browse.get("collaboration.show", agreement_id=agreement.id, status=403)
    for view in ("collaboration.keep", "collaboration.change_rows"):
        browse.post(view, {}, status=403)


def test_a_centre_reads_and_does_not_enter(browse):
    agreement = collaborate(DECIDES)
    act_as(browse, ReferralWalk().centre)

    browse.get("collaboration.new", status=403)
    browse.get("collaboration.end_form", agreement_id=agreement.id, status=403)
    assert "Afslut aftalen" not in browse.get("collaboration.show", agreement_id=agreement.id).links()


def test_the_secretariat_enters_for_a_municipality(browse):
    walk = ReferralWalk()
    acting(browse, SECRETARIAT)
    form = new_form(browse)
    assert "municipality_id" in form.send(KEEP, status=422, **typed(walk)).errors()

    page = form.send(KEEP, **typed(walk), municipality_id=str(walk.municipality_org.id))

    assert page.heading == "Samarbejdsaftale med Gladsaxe Kommune"


def test_an_agreement_is_ended_and_not_twice(browse):
    walk = ReferralWalk()
    agreement = collaborate(DECIDES)
    act_as(browse, walk.municipality)
    form = browse.get("collaboration.show", agreement_id=agreement.id).follow("Afslut aftalen")

    assert "før den begynder" in form.send("Afslut aftalen", status=422, valid_to="1-1-2025").errors()["valid_to"]
    page = form.send("Afslut aftalen", valid_to="31-1-2026")

    assert "Udløbet" in page.text
    assert "Afslut aftalen" not in page.links()
    again = new_form(browse).send(KEEP, status=422, **typed(walk))
    assert "allerede en samarbejdsaftale" in again.errors()["valid_from"]
