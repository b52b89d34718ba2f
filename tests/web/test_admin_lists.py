"""The secretariat's pages of the lists: offers put on and taken off, criteria, meetings, the task force."""

import pytest

from tests.brake_walk import BrakeWalk
from tests.closing_walk import person
from tests.web.pages.task import act_as
from workflows.services.emergency_brake import specialised_lists
from workflows.services.register import task_forces

pytestmark = pytest.mark.usefixtures("seeded")
HOVEDSTADEN, SJAELLAND = "hovedstaden-2019-2020", "sjaelland-2018-2019"


@pytest.fixture
def secretariat(browse):
    """A browser of the secretariat that keeps the list of Hovedstaden."""
    act_as(browse, person("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden"))
    return browse


def the_list(browse, agreement_id=HOVEDSTADEN):
    return browse.get("admin_lists.show", agreement_id=agreement_id)


def test_an_offer_is_put_on_the_list_with_its_day_and_reason(secretariat):
    form = the_list(secretariat).follow("Sæt et tilbud på listen")

    assert set(form.send("Sæt på listen", status=422).errors()) == {"name", "reason"}
    typed = {"name": "Fjordhuset", "area": "adults", "reason": "Opfylder kriterierne.", "valid_from": "1-1-2026"}
    page = form.send("Sæt på listen", **typed)

    assert ["Fjordhuset", "Voksenområdet", "Ikke knyttet", "1. jan. 2026"] in [
        row[:4] for row in page.rows("Listen i dag")
    ]
    (row,) = [row for row in page.rows("Listen over tid") if row[0] == "Fjordhuset"]
    assert row[2] == "Opfylder kriterierne. (Charlotte Engvang)"


def test_a_national_offer_cannot_stand_on_the_list(secretariat):
    form = secretariat.get("admin_lists.new_entry", agreement_id=HOVEDSTADEN)

    refused = form.send("Sæt på listen", status=422, name="Fjordhuset", reason="Ja.", national_or_secured="y")

    assert "Lands- og landsdelsdækkende tilbud" in refused.errors()["national_or_secured"]
    assert refused.value("name") == "Fjordhuset"


def test_a_name_is_joined_to_the_offer_it_stands_for(secretariat):
    offer = BrakeWalk(listed=False).offer
    row = specialised_lists.current_list(HOVEDSTADEN, specialised_lists.today())[0]
    form = secretariat.get("admin_lists.linking_offer", agreement_id=HOVEDSTADEN, entry_id=row.id)

    page = form.send("Knyt tilbuddet", offer_id=str(offer.id))

    assert [offer.name in cells[2] for cells in page.rows("Listen i dag") if cells[0] == row.name] == [True]


def test_an_offer_is_taken_off_the_list_and_stays_in_its_history(secretariat):
    row = specialised_lists.current_list(HOVEDSTADEN, specialised_lists.today())[0]
    form = secretariat.get("admin_lists.ending_entry", agreement_id=HOVEDSTADEN, entry_id=row.id)

    refused = form.send("Gem sidste dag", status=422, last_day="1-1-2018", reason="Lukket.")
    assert "før den første" in refused.errors()["last_day"]
    page = refused.send("Gem sidste dag", last_day="1-3-2026")

    assert row.name not in [cells[0] for cells in page.rows("Listen i dag")]
    assert ["1. jan. 2019 – 1. mar. 2026", "Lukket. (Charlotte Engvang)"] in [
        [cells[1], cells[3]] for cells in page.rows("Listen over tid")
    ]


def test_all_six_criteria_are_entered(secretariat):
    form = the_list(secretariat).follow("Indtast kriterierne")
    texts = {f"criterion_{number}": f"Det {number}. kriterium." for number in range(1, 7)}

    assert set(form.send("Gem ordlyden", status=422, **texts | {"criterion_4": ""}).errors()) == {"criterion_4"}
    page = form.send("Gem ordlyden", **texts)

    assert "Det 6. kriterium." in page.text
    assert "Det 6. kriterium." in secretariat.get("specialised_offers.index").text
    assert (
        secretariat.get("admin_lists.criteria_form", agreement_id=HOVEDSTADEN).value("criterion_2")
        == "Det 2. kriterium."
    )


def test_two_fixed_meetings_are_set_for_a_year(secretariat):
    form = the_list(secretariat).follow("Sæt et års datoer")

    assert "Sæt 2 forskellige datoer" in form.send("Sæt datoerne", status=422, days="5-4-2027").errors()["days"]
    assert "ligger ikke i 2027" in form.send("Sæt datoerne", status=422, days="5-4-2027\n5-4-2028").errors()["days"]
    page = form.send("Sæt datoerne", days="5-4-2027\n4-10-2027")

    assert "5. april 2027 og 4. oktober 2027" in page.text


def test_a_member_gets_a_seat_with_area_and_it_ends(secretariat):
    form = the_list(secretariat).follow("Nyt medlem")
    gladsaxe = str(BrakeWalk(listed=False).organisation("159").id)
    typed = {"person_id": "omar@gladsaxe.example", "organisation_id": gladsaxe, "seat": "operator", "area": "adults"}

    refused = form.send("Tilføj medlemmet", status=422, **typed | {"person_id": "ingen@gladsaxe.example"})
    assert refused.errors()["person_id"] == "Ingen person er oprettet med den e-mail."
    refused = form.send("Tilføj medlemmet", status=422, **typed | {"seat": "region"})
    assert "kan ikke have den plads" in refused.errors()["seat"]
    page = form.send("Tilføj medlemmet", **typed)
    assert ["Omar Lindegren", "Gladsaxe Kommune", "Driftsherrekommune", "Voksenområdet"] in [
        row[:4] for row in page.rows("Den permanente taskforce")
    ]

    member = next(row for row in task_forces.task_force(HOVEDSTADEN) if row.name == "Omar Lindegren")
    end = secretariat.get("admin_task_forces.ending_member", agreement_id=HOVEDSTADEN, member_id=member.id)
    assert "før den første" in end.send("Afslut pladsen", status=422, last_day="1-3-2026").errors()["last_day"]
    end.send("Afslut pladsen", last_day="31-12-2026")
    assert [row.valid_to.year for row in task_forces.task_force(HOVEDSTADEN) if row.id == member.id] == [2026]


def test_another_secretariat_s_list_can_be_read_and_not_changed(secretariat):
    page = the_list(secretariat, SJAELLAND)
    assert "vedligeholdes af aftalens eget sekretariat" in page.text
    assert "Sæt et tilbud på listen" not in page.text

    form = secretariat.get("admin_lists.new_entry", agreement_id=SJAELLAND)
    form.send("Sæt på listen", status=403, name="Fjordhuset", reason="Ja.")


def test_an_agreement_without_a_task_force_has_a_body_chosen_for_each_member(browse):
    act_as(browse, person("henrik@sekretariat-sjaelland.example", "sekretariat-sjaelland"))

    page = the_list(browse, SJAELLAND)
    assert page.rows("Taskforcen for de mest specialiserede tilbud")
    assert "Taskforcens faste møder" not in page.text
    form = page.follow("Nyt medlem")
    assert "Vælg det organ" in form.send("Tilføj medlemmet", status=422).errors()["body_id"]


def test_an_agreement_without_a_list_has_no_page_and_others_do_not_come_in(browse, secretariat):
    secretariat.get("admin_lists.show", agreement_id="syddanmark-2016", status=404)

    act_as(browse, person("anne@vejle.example", "630"))
    for endpoint in ("admin_lists.show", "admin_lists.new_entry", "admin_task_forces.new_member"):
        browse.get(endpoint, agreement_id=HOVEDSTADEN, status=403)


def test_everybody_sees_the_list_of_today_and_when_the_task_force_meets(browse):
    act_as(browse, person("omar@gladsaxe.example", "159"))

    page = browse.get("specialised_offers.index")

    assert len(page.rows("Listen i Rammeaftale 2019-2020 for Hovedstaden")) == 9
    assert "14. april 2026 og 13. oktober 2026" in page.text
    assert "Vedligehold listen" not in page.text
