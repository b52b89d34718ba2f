"""Absences on the pages: one's own on the profile, anybody's in the administration."""

import pytest

from tests.closing_walk import ClosingWalk, person
from tests.web.pages.task import act_as
from workflows.services.casework.holding import take

pytestmark = pytest.mark.usefixtures("seeded")
PERIOD = {"first_day": "9-3-2026", "last_day": "13. marts 2026"}


@pytest.fixture
def anne(seeded):
    return person("anne@vejle.example", "630")


@pytest.fixture
def mikkel(seeded):
    return person("sagsbehandler@vejle.example", "630")


@pytest.fixture
def secretary(seeded):
    return person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")


def test_one_enters_changes_and_takes_back_an_absence(browse, anne, mikkel):
    act_as(browse, mikkel)
    form = browse.get("profile.show").follow("Indtast fravær")

    empty = form.send("Gem fraværet", status=422)
    saved = empty.send("Gem fraværet", stand_in_id=str(anne.person_id), **PERIOD)
    changed = saved.follow("Ret Mikkel Toftager fra 9. marts 2026").send("Gem fraværet", last_day="16-3-2026")
    back = changed.send("Tag tilbage Mikkel Toftager fra 9. marts 2026")

    assert set(empty.errors()) == {"last_day", "stand_in_id"}
    assert saved.rows("Dit fravær")[0][:3] == [
        "9. marts 2026 til 13. marts 2026 Kommer",
        "Anne Holmgaard",
        "Vejle Kommune",
    ]
    assert "16. marts 2026" in changed.rows("Dit fravær")[0][0]
    assert "Taget tilbage" in back.rows("Dit fravær")[0][0]


def test_roles_that_the_stand_in_has_not_are_told(browse, anne, mikkel):
    act_as(browse, anne)

    saved = browse.get("absences.new").send("Gem fraværet", stand_in_id=str(mikkel.person_id), **PERIOD)

    assert "har ikke rollen Byrådssekretær i Vejle Kommune og Økonomimedarbejder" in " ".join(saved.messages)


def test_the_stand_in_is_told_on_the_profile(browse, anne, mikkel):
    act_as(browse, mikkel)
    browse.get("absences.new").send("Gem fraværet", stand_in_id=str(anne.person_id), **PERIOD)
    act_as(browse, anne)

    assert "Du er stedfortræder for Mikkel Toftager fra 9. marts 2026" in browse.get("profile.show").text


def test_one_who_is_away_is_reminded_of_it_over_the_own_tasks(browse, anne, mikkel):
    act_as(browse, mikkel)
    today = {"first_day": "2-3-2026", "last_day": "4-3-2026"}
    browse.get("absences.new").send("Gem fraværet", stand_in_id=str(anne.person_id), **today)

    page = browse.get("inbox.index")
    back = page.follow("Er du tilbage?").send("Slut i dag Mikkel Toftager fra 2. marts 2026")

    assert "Du er meldt væk til 4. marts 2026, og Anne Holmgaard ser det, der står til dig." in page.text
    assert "Slut" in back.rows("Dit fravær")[0][0] or "Taget tilbage" in back.rows("Dit fravær")[0][0]
    assert "Du er meldt væk" not in browse.get("inbox.index").text


def test_the_secretariat_enters_it_for_somebody_and_sees_all(browse, anne, mikkel, secretary):
    act_as(browse, secretary)
    page = browse.get("admin_people.show", person_id=mikkel.person_id).follow("Se fravær")

    saved = page.follow("Indtast fravær").send("Gem fraværet", stand_in_id=str(anne.person_id), **PERIOD)
    everybody = browse.get("admin_absences.index")

    assert "Birgit Sandal: Indtastet" in saved.text
    assert everybody.rows("Fravær nu og senere")[0][0] == "Mikkel Toftager"
    ended = everybody.send("Tag tilbage Mikkel Toftager fra 9. marts 2026")
    assert "Taget tilbage" in ended.text


def test_anothers_absence_is_not_there(browse, anne, mikkel):
    act_as(browse, mikkel)
    saved = browse.get("absences.new").send("Gem fraværet", stand_in_id=str(anne.person_id), **PERIOD)
    absence_id = saved.links()["Ret Mikkel Toftager fra 9. marts 2026"].rpartition("/")[2]
    act_as(browse, anne)

    browse.get("absences.edit", absence_id=absence_id, status=404)
    browse.post("absences.end", {}, absence_id=absence_id, status=404)
    browse.get("admin_absences.index", status=403)


@pytest.fixture
def taken(mikkel):
    """An answer to a hearing that stands to Mikkel, due in the week that he is away."""
    walk = ClosingWalk("Bofællesskabet Åbrinken").opened(hearing_deadline="2026-03-11")
    (task,) = [one for one in walk.open() if one.organisation_id == mikkel.organisation_id]
    take(task.id, mikkel)
    return task


def test_what_falls_due_is_shown_before_and_after_an_absence_is_saved_and_can_be_given_away(
    browse, taken, anne, mikkel
):
    act_as(browse, mikkel)
    form, chosen = browse.get("absences.new"), {"stand_in_id": str(anne.person_id)} | PERIOD

    looked = form.send("Vis, hvad der forfalder", **chosen)
    saved = looked.send("Gem fraværet", **chosen)
    giving = saved.send("Giv de valgte til en kollega", opgave=str(taken.id))
    given = giving.send("Giv opgaverne videre", to_person_id=str(anne.person_id), reason="Jeg er væk")

    for page in (looked, saved):
        assert "1 opgave forfalder eller er overskredet, mens du er væk. Anne Holmgaard ser den" in page.text
        assert page.rows("Opgaver, der forfalder imens")[0][-3].startswith("Besvar høringen")
        assert page.links()["Giv videre : Besvar høringen, Lukning af Bofællesskabet Åbrinken"]
    assert "Ingen opgaver forfalder, mens du er væk." in given.text


def test_the_stand_in_sees_what_falls_due_and_nobody_else_does(browse, taken, anne, mikkel):
    act_as(browse, mikkel)
    saved = browse.get("absences.new").send("Gem fraværet", stand_in_id=str(anne.person_id), **PERIOD)
    act_as(browse, anne)
    page = browse.get("profile.show").follow("Se, hvad der forfalder imens for Mikkel Toftager")
    act_as(browse, person("oekonomi@vejle.example", "630"))

    assert "mens Mikkel Toftager er væk. Du ser den" in page.text
    assert browse.client.get(saved.path).status_code == 404


def test_the_secretariat_sees_what_falls_due_in_cases_that_it_follows(browse, taken, anne, mikkel, secretary):
    act_as(browse, secretary)
    page = browse.get("admin_absences.new", person_id=mikkel.person_id)

    looked = page.send("Vis, hvad der forfalder", stand_in_id=str(anne.person_id), **PERIOD)

    assert "1 opgave forfalder eller er overskredet, mens Mikkel Toftager er væk" in looked.text
    assert "Giv videre" not in looked.text
    saved = looked.send("Gem fraværet", stand_in_id=str(anne.person_id), **PERIOD)
    (address,) = [to for text, to in saved.links().items() if text.startswith("Besvar høringen")]
    assert browse.open(address).heading == "Lukning af Bofællesskabet Åbrinken"


def test_a_stand_in_who_falls_ill_is_marked_where_absences_are_looked_at(browse, anne, mikkel, secretary):
    act_as(browse, mikkel)
    browse.get("absences.new").send("Gem fraværet", stand_in_id=str(anne.person_id), **PERIOD)
    act_as(browse, secretary)
    steen = person("byraad@vejle.example", "630")
    form = browse.get("admin_absences.new", person_id=anne.person_id)
    ill = form.send("Gem fraværet", stand_in_id=str(steen.person_id), first_day="2-3-2026", last_day="10-3-2026")

    assert "Anne Holmgaard er selv stedfortræder for Mikkel Toftager" in " ".join(ill.messages)
    assert "Selv væk" in browse.get("admin_absences.index").text


def test_an_organisations_only_person_enters_an_absence_without_a_stand_in(browse, secretary):
    alone = person("direktoer@kolding.example", "621")
    act_as(browse, alone)
    today = {"first_day": "2-3-2026", "last_day": "10-3-2026"}

    form = browse.get("absences.new")
    saved = form.send("Gem fraværet", stand_in_id="ingen", **today)
    changed = saved.follow("Ret Thomas Højlund fra 2. marts 2026").send("Gem fraværet", last_day="11-3-2026")

    assert "Ingen andre har en af rollerne samme sted" in form.text
    assert "I den tid overtager ingen opgaverne." in " ".join(saved.messages)
    assert changed.rows("Dit fravær")[0][:2] == ["2. marts 2026 til 11. marts 2026 Væk nu", "Ingen stedfortræder"]
    assert "Ingen er stedfortræder, så det, der står til dig, venter." in browse.get("inbox.index").text
    act_as(browse, secretary)
    assert "Ingen stedfortræder" in browse.get("admin_absences.index").text
