"""A takeover on the screen: registered, prepared, agreed on, handed over and settled."""

from datetime import date
from io import BytesIO

import pytest

from tests.takeover_walk import EXAMPLE_1, TakeoverWalk
from tests.web.pages.task import act_as, open_task
from workflows.vocabulary import Party

pytestmark = pytest.mark.usefixtures("seeded")

CELLS = ("budget", "revenue", "costs", "year_result", "carried_forward", "accumulated")


@pytest.fixture
def walk(seeded):
    """A takeover that has been registered."""
    return TakeoverWalk().opened()


def units_typed(units=EXAMPLE_1, *, taken="Enhed 1", total="-4500"):
    """The units' accounts as a person types them, in kroner."""
    typed = {"shares-0-year": "2025", "shares-0-total_accumulated": total}
    for number, (name, cells) in enumerate(units.items()):
        row = f"shares-0-units-{number}"
        typed |= {f"{row}-name": name} | {f"{row}-{cell}": text for cell, text in zip(CELLS, cells, strict=True)}
        if name == taken:
            typed["shares-0-taken_over"] = row
    return typed


def with_units(page, **more):
    """The form, with its three rows for units filled in."""
    return page, units_typed() | more


def test_the_checks_stand_beside_the_questions_with_their_paragraph(browse, walk):
    act_as(browse, walk.municipality)
    form = browse.get("takeover.open_form")

    page = form.send("Se, hvad svarene fører til", offer_ids=[str(walk.offers[0].id)], takeover_on="1-1-2028")

    assert "I orden" in page.text
    assert "bilag 14" in page.text


def test_a_takeover_is_registered_once_in_a_term(browse, walk):
    act_as(browse, walk.municipality)
    form = browse.get("takeover.open_form")

    page = form.send(
        "Registrér overtagelsen",
        status=422,
        offer_ids=[str(walk.offers[0].id)],
        takeover_on="1-1-2028",
        reasons="Igen.",
    )

    assert page.errors()
    assert "Næste mulighed" in page.text


def test_the_region_enters_its_accounts_and_sees_what_follows_the_offer(browse, walk):
    walk.asked()
    page, typed = with_units(open_task(browse, walk, "task_deliver_figures"))

    computed = page.compute(**typed)
    assert "underskud 1.125 kr." in computed.result
    assert "underskud 3.375 kr." in computed.result

    after = computed.complete(**typed)
    assert after.page.messages[0].startswith("Tallene er sendt til")


def test_the_files_of_the_regions_answer_stand_with_the_documents_of_the_case(browse, walk):
    walk.asked()
    answer = open_task(browse, walk, "task_answer_request")
    answer.complete(text="Se bilaget.", file=(BytesIO(b"%PDF-1.7\nregnskab"), "Regnskab 2025.pdf"))
    walk.do("task_deliver_figures", {"shares": walk.shares_of(EXAMPLE_1), "transfer": {}})

    page = open_task(browse, walk, "task_prepare_recommendation").page
    assert "Se bilaget." in page.text
    (row,) = page.follow("sagens dokumenter").rows("Bilag")
    assert row[:3] == ["Regnskab 2025.pdf 1 kB", "Region Syddanmark", "Besvar anmodningen"]


def test_accounts_that_contradict_themselves_are_shown_and_never_corrected(browse, walk):
    walk.asked()
    page, typed = with_units(
        open_task(browse, walk, "task_deliver_figures"), **{"shares-0-units-0-accumulated": "-900"}
    )

    refused = page.complete(status=422, **typed)
    assert "Tallene siger hinanden imod" in refused.page.text
    assert refused.value("shares-0-units-0-accumulated") == "-900"

    refused.complete(**typed, seen_warnings="y")
    assert not walk.open("task_deliver_figures")


def test_a_takeover_is_walked_from_the_council_to_the_settlement(browse, walk):
    walk.not_asked()
    texts = {"summary": "Kort.", "recommendation": "At overtage.", "presentation": "Fordi.", "economy": "Ja."}
    open_task(browse, walk, "task_prepare_recommendation").complete(next="decide", meeting_on="2-3-2026", **texts)
    open_task(browse, walk, "task_decide").complete(meeting_on="2-3-2026", outcome="approved")
    open_task(browse, walk, "task_declare_takeover").complete(declared_on="2-3-2026", takeover_on="1-1-2028")
    page, typed = with_units(open_task(browse, walk, "task_state_terms"))
    page.complete(**typed, takeover_on="1-1-2028")
    terms = open_task(browse, walk, "task_answer_terms")
    assert "underskud 1.125 kr." in terms.page.text
    terms.complete(answer="accept")
    walk.approved()
    open_task(browse, walk, "task_notify_employees").complete(notified_on="2-3-2026")

    act_as(browse, walk.municipality)
    shown = browse.get("cases.show", case_id=walk.case_id)
    assert "Nej." in shown.text
    assert "Træk overtagelsen tilbage" not in shown.links()
    assert len(shown.rows("Tjekliste for overdragelsen")) == len(walk.items())


def test_the_checklist_is_ticked_point_by_point(browse, walk):
    walk.recommended().decided().declared().stated().accepted().approved().notified()
    item = walk.items(Party.MUNICIPALITY)[0]
    act_as(browse, walk.municipality)

    form = browse.get("takeover_checklist.item", case_id=walk.case_id, item_id=item.id)
    assert form.send("Gem", state="skipped", status=422).errors() == {
        "note": "Skriv, hvorfor punktet ikke er relevant."
    }
    page = form.send("Gem", state="done", done_on="1-3-2026", due_on="1-6-2026")

    assert walk.items(Party.MUNICIPALITY)[0].done_on == date(2026, 3, 1)
    assert walk.items(Party.MUNICIPALITY)[0].due_on == date(2026, 6, 1)
    added = page.send("Tilføj punktet", label="Nye skilte", owner="municipality", due_on="1-12-2027")
    assert "Nye skilte" in added.text


def test_an_answer_that_is_none_of_the_choices_leaves_the_checklist_as_it_stands(browse, walk):
    walk.recommended().decided().declared().stated().accepted().approved().notified()
    item = walk.items(Party.MUNICIPALITY)[0]
    act_as(browse, walk.municipality)
    form = browse.get("takeover_checklist.item", case_id=walk.case_id, item_id=item.id)
    form.send("Gem", state="done", done_on="1-3-2026")

    told = form.send("Gem", state="halvt", status=422).errors()
    new = browse.get("takeover_checklist.show", case_id=walk.case_id)
    refused = new.send("Tilføj punktet", label="Nye skilte", owner="buyer", due_on="1-12-2027", status=422).errors()

    assert told == {"state": "Vælg, hvordan det står til."}
    assert refused == {"owner": "Vælg kommunen eller regionen."}
    assert walk.items(Party.MUNICIPALITY)[0].done_on == date(2026, 3, 1)


def test_the_days_of_a_declaration_are_corrected_when_it_is_seen_what_moves(browse, walk):
    walk.recommended().decided().declared()
    act_as(browse, walk.municipality)
    case = browse.get("cases.show", case_id=walk.case_id)
    form = case.follow("Ret datoerne i meddelelsen")
    assert form.send("Vis, hvad der flyttes", status=422).errors() == {"declared_on": "Datoerne er de samme som før."}
    late = form.send("Vis, hvad der flyttes", declared_on="3-3-2026", status=422).errors()
    assert "ligger i fremtiden" in late["declared_on"]

    confirm = form.send("Vis, hvad der flyttes", declared_on="1-3-2026")
    assert confirm.rows("Datoer, der flyttes") == [["Meddelt regionsrådet", "2. marts 2026", "1. marts 2026"]]
    assert walk.takeover.declared_on == date(2026, 3, 2)
    assert confirm.send("Ret datoerne", status=422).errors() == {"reason": "Skriv, hvorfor datoerne rettes."}
    page = confirm.send("Ret datoerne", reason="Brevet kom dagen før.")

    assert page.messages[0] == "Datoerne er rettet."
    assert walk.takeover.declared_on == date(2026, 3, 1)
    tampered = browse.post("takeover_corrections.correct", {"declared_on": "x", "reason": "x"}, case_id=walk.case_id)
    assert tampered.heading == "Ret meddelelsen"


def test_a_takeover_is_withdrawn_by_the_municipality_until_both_have_approved(browse, walk):
    act_as(browse, walk.municipality)
    form = browse.get("cases.show", case_id=walk.case_id).follow("Træk overtagelsen tilbage")

    page = form.send("Træk overtagelsen tilbage", reason="Rådet vil ikke alligevel.")

    assert "trukket tilbage" in page.messages[0]


def test_the_settlement_is_answered(browse, walk, clock):
    walk.recommended().decided().declared().stated().accepted().approved().notified().ticked()
    clock.set(date(2028, 1, 2))
    walk.fire()
    open_task(browse, walk, "task_update_agreement").complete(updated_on="2-1-2028")
    page = open_task(browse, walk, "task_state_settlement")

    page.complete(approved_on="2-1-2028")
    answer = open_task(browse, walk, "task_answer_settlement")
    assert answer.page.rows("Vilkårene mod det endelige regnskab")
    answer.complete(agreed="yes")

    assert walk.ended
    walk.work()
    act_as(browse, walk.municipality)
    (share,) = browse.get("home.index").rows("Jeres andel i lukkeregnskaber og overtagelser")
    assert share[1:4] == ["Afregning af overtagelse Endeligt", "Intet at betale", "0"]
