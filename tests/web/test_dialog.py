"""The pages beside the process: the dialog, extra tasks, related cases, following. A stranger finds none of them."""

from uuid import uuid4

import pytest

from tests.closing_walk import ClosingWalk, person
from tests.referral_walk import TELLING, ReferralWalk
from tests.web.discreet import Discreet
from tests.web.pages.case import AUDITOR, KOLDING, ODENSE, SECRETARIAT, STRANGER, VEJLE, acting, case_page, words
from workflows.services.casework.errands import give_errand
from workflows.services.comments.writing import Question, write

CENTRE = ("rikke@fjordager.example", "kommunikationscenter-fjordager")
GLADSAXE = ("yasmin@gladsaxe.example", "159")


@pytest.fixture
def walk(walk_to):
    return walk_to("decided")


def dialog(browse, walk, who):
    return acting(browse, who).get("comments.index", case_id=walk.case_id)


def said(page) -> list[str]:
    """Each heading of what is written, the newest first."""
    return [words(heading) for heading in page.soup.select(".comment-who")]


def led_by(page, beginning: str):
    """The page that the first link leads to whose text begins so."""
    address = next(address for text, address in page.links().items() if text.startswith(beginning))
    return page.browse.open(address)


def question(walk, who=KOLDING):
    vejle = person(*VEJLE)
    return write(
        walk.case_id,
        text="Hvornår flytter borgerne?",
        readers=[],
        asked=Question(vejle.organisation_id),
        actor=person(*who),
    )


# --- the dialog


def test_a_question_is_asked_and_answered_on_the_pages(browse, walk):
    page = dialog(browse, walk, KOLDING)
    assert "Ingen har skrevet noget til jer endnu" in page.text
    page.send("Skriv", asked=str(walk.operator.organisation_id), text="Hvornår flytter borgerne?")

    theirs = dialog(browse, walk, VEJLE)
    assert said(theirs) == ["Spørgsmål fra Thomas Højlund, Kolding Kommune Ikke besvaret"]
    after = led_by(theirs, "Svar på").send("Send svaret", text="I august.")

    assert after.messages == ["Svaret er sendt."]
    assert said(dialog(browse, walk, KOLDING)) == [
        "Spørgsmål fra Thomas Højlund, Kolding Kommune Besvaret",
        "Svar fra Anne Holmgaard, Vejle Kommune",
    ]


def test_an_open_question_is_told_on_top_of_the_case(browse, walk):
    question(walk)

    assert "Et spørgsmål venter på svar fra jer." in case_page(browse, walk.case_id).standing
    assert "spørgsmål venter" not in case_page(browse, walk.case_id, ODENSE).standing


def test_an_open_question_stands_where_my_tasks_are_and_leads_to_its_answer(browse, walk):
    question(walk)

    page = acting(browse, VEJLE).get("inbox.index")

    assert "1 spørgsmål venter på svar fra jer" in page.text
    assert led_by(page, "Svar Kolding Kommune").heading == "Svar på et spørgsmål"
    assert "venter på svar" not in acting(browse, ODENSE).get("inbox.index").text


def test_nothing_typed_is_lost_when_a_mention_names_nobody(browse, walk):
    page = dialog(browse, walk, VEJLE).send("Skriv", status=422, text="@Ingen ved det")

    assert "Ingen, der hedder Ingen, kan læse det." in words(page.soup.select_one("#text-error"))
    assert words(page.soup.select_one("#text")) == "@Ingen ved det"


def test_who_is_mentioned_and_may_not_read_it_is_said_with_where_to_tick(browse, walk):
    page = dialog(browse, walk, VEJLE).send("Skriv", status=422, text="@Thomas Højlund, se her.")

    told = words(page.soup.select_one("#readers-error"))
    assert (
        told
        == "Fejl: Thomas Højlund er hos Kolding Kommune og kan ikke læse det endnu. Sæt kryds dér, hvis det må læses."
    )
    assert page.soup.select_one("#readers-error").find_parent("details").has_attr("open")
    page.send("Skriv", readers=[str(person(*KOLDING).organisation_id)])
    assert "se her." in dialog(browse, walk, KOLDING).text


def test_what_is_put_right_and_withdrawn_leaves_a_trace(browse, walk):
    write(walk.case_id, text="I juli.", readers=[person(*KOLDING).organisation_id], actor=walk.operator)

    edited = led_by(dialog(browse, walk, VEJLE), "Ret det").send("Gem rettelsen", text="I august.")
    assert "I juli." in edited.text
    led_by(edited, "Træk tilbage").send("Træk tilbage")

    theirs = dialog(browse, walk, KOLDING).text
    assert "Trukket tilbage" in theirs
    assert "I august." not in theirs
    assert "I juli." not in theirs


def test_a_name_in_what_is_written_is_only_text(browse, walk):
    write(walk.case_id, text="<script>alert(1)</script>", readers=[], actor=walk.operator)

    assert "<script>alert(1)</script>" in dialog(browse, walk, VEJLE).text


def test_a_case_about_a_citizen_asks_why_before_the_dialog_is_read(app, database, seeded):
    browse, walk = Discreet(app, TELLING), ReferralWalk().opened().started()
    write(walk.case_id, text="Har borgeren lydbøger?", readers=[walk.municipality_org.id], actor=walk.centre)
    acting(browse, GLADSAXE)

    asked = browse.get("comments.index", case_id=walk.case_id, status=403)
    assert "Har borgeren lydbøger?" not in asked.text
    read = asked.send("Vis oplysningerne", reason="Behandler sagen")

    assert "Har borgeren lydbøger?" in read.text


# --- extra tasks


def test_an_extra_task_is_given_done_and_seen(browse, walk):
    page = acting(browse, SECRETARIAT).get("errands.index", case_id=walk.case_id)
    page.send(
        "Giv opgaven",
        title="Send tilsynsbrevet",
        text="Det skal med.",
        to=str(walk.operator.organisation_id),
        due_on="9-3-2026",
    )

    task = led_by(acting(browse, VEJLE).get("inbox.index"), "Send tilsynsbrevet")
    assert "Det skal med." in task.text
    task.send("Meld opgaven udført", note="Sendt.")

    (row,) = acting(browse, SECRETARIAT).get("errands.index", case_id=walk.case_id).rows("Sagens ekstra opgaver")
    assert row[0].startswith("Send tilsynsbrevet")
    assert row[3] == "Udført 2. marts 2026 Sendt."


def test_who_gave_an_extra_task_lets_it_fall_away_with_a_reason(browse, walk):
    given(walk)
    page = led_by(acting(browse, SECRETARIAT).get("errands.index", case_id=walk.case_id), "Lad bortfalde")

    refused = page.send("Lad opgaven bortfalde", status=422, reason="")
    after = page.send("Lad opgaven bortfalde", reason="Vi har det.")

    assert "Skriv, hvorfor opgaven bortfalder." in refused.text
    assert after.messages == ["Opgaven er bortfaldet."]


def test_a_day_that_is_past_is_said_at_the_field(browse, walk):
    page = acting(browse, SECRETARIAT).get("errands.index", case_id=walk.case_id)

    page = page.send(
        "Giv opgaven", status=422, title="Send brevet", to=str(walk.operator.organisation_id), due_on="1-2-2026"
    )

    assert "Fristen kan ikke være en dag, der er gået." in words(page.soup.select_one("#due_on-error"))


def given(walk):
    return give_errand(
        walk.case_id,
        title="Send tilsynsbrevet",
        text="",
        organisation_id=walk.operator.organisation_id,
        person_id=None,
        due_on=None,
        actor=person(*SECRETARIAT),
    )


# --- related cases and following


def test_two_cases_are_linked_and_parted_on_the_pages(browse, walk):
    other = ClosingWalk("Dagtilbuddet Broen").opened()
    page = acting(browse, VEJLE).get("related.form", case_id=walk.case_id)

    linked = page.send("Knyt sagerne sammen", number=other.case.number, kind="follows")
    assert "Følger af Lukning af Dagtilbuddet Broen" in words(linked.soup.select_one("#sammenhaeng"))

    parted = linked.follow("Knyt til en anden sag").send("Fjern sammenhængen med Lukning af Dagtilbuddet Broen")
    assert parted.messages == ["Sagerne er ikke længere knyttet sammen."]


def test_a_case_is_followed_and_no_longer(browse, walk):
    page = acting(browse, KOLDING).get("cases.show", case_id=walk.case_id)

    followed = page.send("Følg sagen")
    assert len(browse.get("cases.index", vis="foelger").rows("Sager, jeg følger")) == 1
    followed.send("Følg ikke længere")

    assert "Du følger ingen sager" in browse.get("cases.index", vis="foelger").text


# --- access


PAGES = ("comments.index", "errands.index", "related.form")
ACTS = ("comments.write", "errands.give", "related.link", "following.follow")


@pytest.mark.parametrize("endpoint", PAGES)
@pytest.mark.parametrize("who", [STRANGER, AUDITOR])
def test_a_stranger_finds_no_page(browse, walk, who, endpoint):
    answer = acting(browse, who).client.get(browse.address(endpoint, case_id=walk.case_id))

    assert answer.status_code in (403, 404)


@pytest.mark.parametrize("endpoint", ACTS)
def test_a_stranger_can_do_nothing(browse, walk, endpoint):
    other = acting(browse, STRANGER)
    typed = {"text": "Hej", "title": "Hej", "to": str(uuid4()), "number": "2026-0001", "kind": "other"}

    answer = other.client.post(
        browse.address(endpoint, case_id=walk.case_id),
        data=typed | {"csrf_token": other.token()},
        headers={"Origin": "http://localhost"},
    )

    assert answer.status_code in (403, 404)


@pytest.mark.parametrize("endpoint", ["comments.answer", "comments.edit", "comments.withdraw"])
@pytest.mark.parametrize("who", [STRANGER, ODENSE])
def test_who_may_not_read_something_can_not_touch_it(browse, walk, who, endpoint):
    written = question(walk)

    acting(browse, who).post(endpoint, {"text": "Hej"}, status=404, case_id=walk.case_id, comment_id=written)
    shown = browse.client.get(browse.address(f"{endpoint}_form", case_id=walk.case_id, comment_id=written))

    assert shown.status_code in (403, 404)


def test_another_can_not_let_an_extra_task_fall_away(browse, walk):
    task_id = given(walk)

    acting(browse, VEJLE).post("errands.call_off", {"reason": "Nej"}, status=404, case_id=walk.case_id, task_id=task_id)


def test_a_follower_with_little_sight_gets_a_calm_page(browse, walk):
    page = case_page(browse, walk.case_id, KOLDING)

    assert page.subpages == ["Sagen", "Dialog"]
    assert page.page.soup.select_one("#sammenhaeng") is None
