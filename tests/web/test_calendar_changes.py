"""Closed days and meetings on the secretariat's pages: what moves is shown before it is adopted."""

from datetime import date

import pytest

from tests import factories
from tests.closing_walk import ClosingWalk, person
from tests.referral_walk import ReferralWalk
from tests.web.browse import Browse
from workflows.services.calendar.closed_days import add_closed_days, closed_days

ACCOUNT = "closing.provisional_account"


@pytest.fixture
def decided(walk_to) -> ClosingWalk:
    """A closing whose provisional account is due on Tuesday 2 June 2026."""
    return walk_to("decided")


def birgit():
    return person("birgit@socialsekretariatet.example", "socialsekretariat-syddanmark")


@pytest.fixture
def secretariat(browse: Browse, seeded) -> Browse:
    browse.log_in(birgit())
    return browse


def ask(browse: Browse, organisation_id, first: str, last: str = ""):
    form = browse.get("admin_closed_days.new")
    answers = {"organisation_id": str(organisation_id), "first": first, "last": last, "reason": "Personaledag"}
    return form.send("Tilføj lukkedagene", **answers)


@pytest.fixture
def officer(browse: Browse, decided) -> Browse:
    browse.log_in(birgit())
    return browse


def test_what_moves_is_shown_with_its_case_before_anything_changes(officer, decided):
    page = ask(officer, decided.offer.operator_id, "2-6-2026")

    (row,) = page.rows("Løbende frister, der flytter sig")
    assert row[0].endswith(decided.case.number)
    assert row[1] == "Foreløbigt lukkeregnskab"
    assert row[3] == "Samme dag Sidste arbejdsdag 1. juni 2026"
    assert "Personaledag" in row[4]
    assert closed_days(decided.offer.operator_id) == []


def test_what_has_been_seen_is_adopted(officer, decided):
    page = ask(officer, decided.offer.operator_id, "2-6-2026").send("Vedtag lukkedagene")

    assert "1 lukkedag er tilføjet. 1 løbende frist er flyttet." in page.messages
    assert [row[:2] for row in page.rows("Lukkedage")] == [["2. juni 2026", "Personaledag"]]
    assert decided.deadline(ACCOUNT).last_working_day == date(2026, 6, 1)


def test_what_has_changed_since_is_shown_anew(officer, decided):
    page = ask(officer, decided.offer.operator_id, "2-6-2026")
    monday = date(2026, 6, 1)
    add_closed_days(decided.offer.operator_id, first=monday, last=monday, reason="Flytning", actor=birgit())

    again = page.send("Vedtag lukkedagene")

    assert any("har ændret sig, siden du så dem" in message for message in again.messages)
    assert [row.day for row in closed_days(decided.offer.operator_id)] == [monday]
    assert "29. maj 2026" in again.rows("Løbende frister, der flytter sig")[0][3]
    assert again.send("Vedtag lukkedagene").heading.startswith("Lukkedage i")


def test_days_that_move_nothing_are_added_at_once(officer, decided):
    page = ask(officer, decided.offer.operator_id, "15-5-2026")

    assert "1 lukkedag er tilføjet. Ingen løbende frister er flyttet." in page.messages


def test_cases_that_the_secretariat_may_not_see_are_only_counted(secretariat, clock):
    walk = ReferralWalk().opened().started().named().reported()

    page = ask(secretariat, walk.municipality_org.id, "6-3-2026")

    assert "Der flytter 1 frist sig i sager, som I ikke har adgang til." in page.text
    assert walk.case.number not in page.text
    page.send("Vedtag lukkedagene")
    assert walk.deadline("referral.decision").due_on == date(2026, 3, 24)


def test_taking_a_closed_day_away_shows_what_moves_first(officer, decided):
    tuesday = date(2026, 6, 2)
    add_closed_days(decided.offer.operator_id, first=tuesday, last=tuesday, reason="Personaledag", actor=birgit())
    page = officer.get("admin_closed_days.show", organisation_id=decided.offer.operator_id)

    preview = page.follow("Fjern lukkedagen 2. juni 2026")

    assert len(preview.rows("Løbende frister, der flytter sig")) == 1
    assert decided.deadline(ACCOUNT).last_working_day == date(2026, 6, 1)
    shown = preview.send("Fjern lukkedagen")
    assert "Lukkedagen er fjernet. 1 løbende frist er flyttet." in shown.messages
    assert decided.deadline(ACCOUNT).last_working_day == tuesday


def test_a_period_is_taken_away_at_once_when_it_has_been_seen(officer, decided):
    monday, tuesday = date(2026, 6, 1), date(2026, 6, 2)
    add_closed_days(decided.offer.operator_id, first=monday, last=tuesday, reason="Personaledag", actor=birgit())
    page = officer.get("admin_closed_days.show", organisation_id=decided.offer.operator_id)

    preview = page.follow("Fjern lukkedagen 1. juni 2026").follow("Fjern hele perioden, 1. juni 2026 til 2. juni 2026")

    assert decided.deadline(ACCOUNT).last_working_day == date(2026, 5, 29)
    shown = preview.send("Fjern lukkedagene")
    assert "2 lukkedage er fjernet. 1 løbende frist er flyttet." in shown.messages
    assert closed_days(decided.offer.operator_id) == []
    assert decided.deadline(ACCOUNT).last_working_day == tuesday


def test_a_closed_day_is_not_taken_away_unseen(officer, decided):
    tuesday = date(2026, 6, 2)
    add_closed_days(decided.offer.operator_id, first=tuesday, last=tuesday, reason="Personaledag", actor=birgit())
    (day,) = closed_days(decided.offer.operator_id)

    page = officer.post("admin_closed_days.remove", {}, organisation_id=decided.offer.operator_id, closed_day_id=day.id)

    assert page.heading == "Fjern lukkedagen 2. juni 2026"
    assert closed_days(decided.offer.operator_id) != []


# --- meetings


def test_a_council_has_meetings_and_a_day_on_which_its_agenda_closes(secretariat):
    vejle = factories.organisation("Prøve Kommune")
    show = secretariat.get("admin_organisations.show", organisation_id=vejle.id).follow(
        "Se kommunalbestyrelsens mødedatoer, og hvornår dagsordenen lukker"
    )
    assert "kan den seneste dag for dagsordenen ikke regnes ud" in show.text

    show = show.follow("Nye mødedatoer").send("Tilføj mødedatoerne", days="8-4-2026\n13-5-2026", place="Rådhuset")
    show = show.follow("Ret, hvornår dagsordenen lukker").send("Gem", days_before="8")
    show = show.send("Fjern mødet 13. maj 2026")

    assert [row[:2] for row in show.rows("Kommende møder")] == [["8. april 2026", "Rådhuset"]]
    assert "Dagsordenen lukker 8 dage før mødet." in show.text
    assert show.follow("Ret, hvornår dagsordenen lukker").value("days_before") == "8"


def test_a_meeting_is_moved_and_keeps_its_history(secretariat):
    council = factories.organisation("Nordvig Kommune")
    factories.meeting(council, date(2026, 6, 19), place="Byrådssalen")
    page = secretariat.get("admin_meetings.show", organisation_id=council.id).follow("Ret mødet 19. juni 2026")

    refused = page.send("Gem mødet", status=422, held_on="1-1-2020", place="Byrådssalen")
    moved = page.send("Gem mødet", held_on="20-6-2026", place="Hos borgmesteren")

    assert "er gået" in refused.errors()["held_on"]
    assert "Mødet er rettet. Den 20. juni 2026 er lukket (Lørdag). Er datoen rigtig?" in moved.messages
    assert moved.rows("Kommende møder")[0][:2] == ["20. juni 2026", "Hos borgmesteren"]
    assert "19. juni 2026" in moved.text.split("Historik")[1]


@pytest.mark.parametrize("days", ["61", "-1", "otte"])
def test_an_agenda_closes_a_number_of_days_before(secretariat, days):
    vejle = factories.organisation()
    form = secretariat.get("admin_meetings.agenda", organisation_id=vejle.id)

    assert set(form.send("Gem", days_before=days, status=422).errors()) == {"days_before"}


def test_it_can_be_said_that_it_is_not_known(secretariat):
    vejle = factories.organisation()
    form = secretariat.get("admin_meetings.agenda", organisation_id=vejle.id)
    form.send("Gem", days_before="8")

    show = form.send("Gem", days_before="")

    assert "Det er ikke registreret" in show.text


def test_an_audit_firm_holds_no_meetings(secretariat):
    firm = factories.audit_firm()

    secretariat.get("admin_meetings.show", organisation_id=firm.id, status=404)


@pytest.mark.parametrize("endpoint", ["admin_meetings.show", "admin_meetings.new", "admin_meetings.agenda"])
def test_only_the_secretariat_keeps_meetings(browse, database, endpoint):
    vejle = factories.organisation()
    browse.log_in(factories.post(organisation_row=vejle))

    browse.get(endpoint, organisation_id=vejle.id, status=403)
