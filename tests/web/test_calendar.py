"""The calendar on the screen: a month as a table, the same as a list, what is overdue, and the page of a deadline."""

from datetime import date

import pytest
from flask import render_template

from db.models.calendar import AgendaClosing
from tests import factories
from tests.closing_walk import ClosingWalk, person
from tests.referral_walk import ReferralWalk
from tests.takeover_walk import TakeoverWalk
from tests.web.browse import Browse, Page
from workflows.services.calendar.closed_days import add_closed_days
from workflows.services.calendar.pages import case_plans
from workflows.vocabulary import Party

JUNE = {"maaned": "2026-06"}
ACCOUNT = "closing.provisional_account"


@pytest.fixture
def decided(walk_to) -> ClosingWalk:
    """A closing whose provisional account is due on Tuesday 2 June 2026."""
    return walk_to("decided")


@pytest.fixture
def vejle(browse: Browse, decided) -> Browse:
    """Who works for the operator."""
    browse.log_in(decided.operator)
    return browse


def cell(page: Page, day: str) -> str:
    """What stands on a day of the month's table."""
    time = page.soup.select_one(f'.calendar-table time[datetime="{day}"]')
    assert time is not None
    return " ".join(time.find_parent("td").get_text(" ").replace("\xa0", " ").split())


def rows(page: Page, caption: str = "Frister i juni 2026") -> list[list[str]]:
    return page.rows(caption)


# --- the month


def test_a_month_is_a_table_of_weeks_and_days(vejle):
    page = vejle.get("calendar.index", **JUNE)
    table = page.soup.select_one(".calendar-table")

    assert page.heading == "Frister i juni 2026"
    assert [head.get_text() for head in table.select("thead th[scope=col]")][:2] == ["Uge", "mandag"]
    assert [head.get_text() for head in table.select("tbody th[scope=row]")] == [
        "Uge 23", "Uge 24", "Uge 25", "Uge 26", "Uge 27",
    ]  # fmt: skip
    assert len(table.select("time")) == 30


def test_a_deadline_stands_on_its_day_and_leads_to_itself_and_its_case(vejle, decided):
    page = vejle.get("calendar.index", **JUNE)

    assert cell(page, "2026-06-02").startswith("2. juni 2026 Frist Foreløbigt lukkeregnskab")
    links = page.soup.select('.calendar-table a[href^="/"]')
    assert {str(link["href"]) for link in links} >= {
        f"/frister/{decided.deadline(ACCOUNT).id}",
        f"/sager/{decided.case_id}",
    }


def test_public_holidays_are_named_on_their_day(vejle):
    page = vejle.get("calendar.index", maaned="2026-04")

    assert cell(page, "2026-04-02") == "2. april 2026 Skærtorsdag"


def test_without_a_month_in_the_address_it_is_this_month(vejle):
    page = vejle.get("calendar.index")

    assert page.heading == "Frister i marts 2026"
    assert cell(page, "2026-03-02").startswith("2. marts 2026 I dag")


def test_one_goes_from_month_to_month_and_back_to_this_one(vejle):
    page = vejle.get("calendar.index").follow("Næste: april 2026").follow("Næste: maj 2026")

    assert page.heading == "Frister i maj 2026"
    assert page.follow("Forrige: april 2026").heading == "Frister i april 2026"
    assert page.follow("Denne måned").heading == "Frister i marts 2026"


@pytest.mark.parametrize("month", ["2026-13", "marts", "2026-3", "0000-01", "1900-01", "2100-12", "9999-12", "-1"])
def test_a_month_that_is_none_is_no_page(vejle, month):
    assert vejle.get("calendar.index", maaned=month, status=404).heading == "Siden findes ikke"


def test_a_day_with_too_many_dates_leads_to_the_list(browse, database, clock):
    vejle = factories.organisation()
    for number in range(7):
        body = factories.body(f"Udvalg {number}")
        factories.seat(body, vejle)
        factories.meeting(body, date(2026, 3, 20))
    browse.log_in(factories.post(organisation_row=vejle))

    page = browse.get("calendar.index")
    listed = page.follow("3 mere den 20. marts 2026")

    assert "Udvalg 3" in cell(page, "2026-03-20")
    assert "Udvalg 4" not in cell(page, "2026-03-20")
    assert len(listed.rows("Frister i marts 2026")) == 7
    assert listed.soup.find(id="dag-2026-03-20")


# --- the list


def test_the_list_says_the_same_as_the_month(vejle):
    month, listed = vejle.get("calendar.index", **JUNE), vejle.get("calendar.index", visning="liste", **JUNE)

    assert rows(listed) == rows(month, "Frister i juni 2026 som liste")
    for day, what, *_ in rows(listed):
        number = day.split()[1].removesuffix(".")
        assert what.split(", ")[0].split(" Jeres")[0] in cell(month, f"2026-06-{int(number):02}")


def test_a_date_in_the_list_explains_itself(vejle, decided):
    (row,) = [row for row in rows(vejle.get("calendar.index", visning="liste", **JUNE)) if "lukkeregnskab" in row[1]]

    assert row[0] == "tirsdag 2. juni 2026"
    assert row[1].startswith("Frist Foreløbigt lukkeregnskab")
    assert "Jeres opgave: Indtast foreløbigt lukkeregnskab" in row[1]
    assert row[2].endswith(decided.case.number)
    assert "senest 3 måneder efter beslutningen" in row[3]
    assert "syddanmark-2025-2026, bilag 5" in row[3]


def test_an_empty_month_says_what_to_do(vejle):
    page = vejle.get("calendar.index", visning="liste", maaned="2031-07")

    assert "Ingen datoer i juli 2031" in page.text
    assert "Se en anden måned" in page.text


def test_an_empty_month_leads_to_the_next_that_has_dates(vejle):
    for view in ("maaned", "liste"):
        page = vejle.get("calendar.index", visning=view, maaned="2026-04", slags="frister")

        assert "Ingen datoer i april 2026" in page.text
        assert page.follow("i maj 2026").heading == "Frister i maj 2026"


def test_a_month_is_chosen_without_going_through_those_between(vejle):
    page = vejle.get("calendar.index", maaned="2028-01")
    chosen = page.soup.select_one("select[name=maaned] option[selected]")

    assert chosen.get_text() == "januar 2028"
    assert page.soup.select_one('select[name=maaned] option[value="2026-03"]') is not None


# --- meetings, and planning back to them


def test_a_meeting_leads_to_its_page(browse, seeded, clock):
    clock.set(date(2027, 9, 1))
    walk = TakeoverWalk().opened(date(2029, 1, 1))
    factories.meeting(walk.party(Party.MUNICIPALITY), date(2027, 12, 15))
    browse.log_in(walk.municipality)

    links = browse.get("calendar.index", maaned="2027-12").soup.select(".calendar-meeting a")
    (meeting,) = [link for link in links if "kommunalbestyrelsen" in link.get_text()]

    assert browse.open(meeting["href"]).heading.endswith("15. december 2027")


def planned(browse: Browse, day: str, who: str = "") -> dict[str, list[str]]:
    """The ways back from a day, by who meets."""
    page = browse.get("calendar.plan_back", dag=day, hvem=who)
    return {row[0]: row[1:] for row in page.rows(" ".join(page.soup.caption.get_text().split()))}


def test_one_plans_back_from_any_day_to_each_meeting_before_it(browse, seeded, clock):
    clock.set(date(2027, 9, 1))
    walk = TakeoverWalk().opened(date(2029, 1, 1))
    council = walk.party(Party.MUNICIPALITY)
    for day in (date(2027, 11, 24), date(2027, 12, 15), date(2028, 1, 26)):
        factories.meeting(council, day)
    factories.kept(AgendaClosing(organisation_id=council.id, days_before=8))
    browse.log_in(walk.municipality)

    name = f"Kommunalbestyrelsen i {council.name}"
    assert planned(browse, "1. januar 2028")[name][:2] == ["15. december 2027", "7. december 2027"]
    assert list(planned(browse, "31-12-2027", str(council.id))) == [name]
    warned = planned(browse, "1-10-2027")[f"{name} Kan ikke nås"]
    assert warned[0] == "Intet møde i tide"
    assert "Det næste er onsdag den 24. november 2027" in warned[2]
    assert "er overskredet" in planned(browse, "1-10-2020")[f"{name} Kan ikke nås"][2]


def test_a_day_that_is_none_is_said_at_its_field_and_nothing_is_planned(vejle):
    assert "Datoen findes ikke i kalenderen" in vejle.get("calendar.plan_back", dag="31-2-2028", hvem="").text
    assert "Skriv den dag" in vejle.get("calendar.plan_back", dag="", hvem="").text
    assert vejle.get("calendar.plan_back", dag="1-1-2028", hvem=str(factories.organisation().id)).soup.caption
    assert not vejle.get("calendar.plan_back").soup.caption


# --- filters


def test_the_filter_stands_in_the_address_and_follows_from_month_to_view(vejle):
    page = vejle.get("calendar.index", slags="moeder", proces="closing", **JUNE)

    assert "lukkeregnskab" not in page.text
    assert page.value("proces") == "closing"
    listed = page.follow("Liste")
    assert (listed.value("slags"), listed.value("proces"), listed.value("visning")) == ("moeder", "closing", "liste")
    assert listed.follow("Næste: juli 2026").value("slags") == "moeder"


def test_one_process_at_a_time(vejle):
    assert "lukkeregnskab" in cell(vejle.get("calendar.index", proces="closing", **JUNE), "2026-06-02")
    assert "lukkeregnskab" not in cell(vejle.get("calendar.index", proces="takeover", **JUNE), "2026-06-02")


def test_what_cannot_be_read_filters_nothing(vejle):
    page = vejle.get("calendar.index", proces="x", slags="x", visning="x", **JUNE)

    assert "lukkeregnskab" in cell(page, "2026-06-02")


# --- what is overdue


def test_what_is_overdue_is_said_in_words_and_found_from_every_month(vejle, decided, clock):
    clock.set(date(2026, 6, 5))
    vejle.log_in(decided.operator)
    month = vejle.get("calendar.index", **JUNE)
    other = vejle.get("calendar.index", maaned="2026-09")

    assert "Overskredet med 3 dage" in cell(month, "2026-06-02")
    assert "1 dato er overskredet. Se den" in other.text
    overdue = other.follow("Overskredne (1)")
    assert [row[0] for row in overdue.rows("Overskredne frister")] == ["tirsdag 2. juni 2026 Overskredet med 3 dage"]


def test_nothing_overdue_is_good_news(vejle):
    page = vejle.get("calendar.index", visning="overskredne")

    assert "Ingen frister er overskredet" in page.text


# --- one deadline


def test_a_deadline_tells_all_about_itself(vejle, decided):
    page = vejle.get("calendar.deadline", deadline_id=decided.deadline(ACCOUNT).id)

    assert page.heading == "Foreløbigt lukkeregnskab"
    assert "Regnes fra 2. marts 2026" in page.text
    assert "Regel syddanmark-2025-2026, bilag 5" in page.text
    assert page.links()["Se sagen"] == f"/sager/{decided.case_id}"


def test_a_deadline_that_was_replaced_leads_to_the_one_that_counts(browse, seeded, clock):
    walk = ReferralWalk().opened().started().named().reported()
    old = walk.deadline("referral.decision")
    secretary = person("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden")
    day = date(2026, 3, 6)
    add_closed_days(walk.municipality_org.id, first=day, last=day, reason="Personaledag", actor=secretary)
    browse.log_in(walk.municipality)

    page = browse.get("calendar.deadline", deadline_id=old.id).follow("Se den, der gælder")

    assert "Dato 24. marts 2026" in page.text
    assert "23. marts 2026, beregnet 2. marts 2026" in page.text


def test_who_may_not_see_the_case_may_not_see_its_deadline(browse, seeded, clock):
    walk = ReferralWalk().opened().started().named().reported()
    browse.log_in(person("charlotte@sekretariat-hovedstaden.example", "sekretariat-hovedstaden"))

    browse.get("calendar.deadline", deadline_id=walk.deadline("referral.decision").id, status=404)


def test_a_deadline_is_led_back_to_the_agenda(browse, seeded, clock):
    clock.set(date(2027, 9, 1))
    walk = TakeoverWalk().opened(date(2029, 1, 1))
    council = walk.party(Party.MUNICIPALITY)
    factories.meeting(council, date(2027, 12, 15))
    factories.kept(AgendaClosing(organisation_id=council.id, days_before=8))
    browse.log_in(walk.municipality)

    page = browse.get("calendar.deadline", deadline_id=walk.deadline("takeover.declaration").id)
    (row,) = [
        row
        for row in browse.get("calendar.index", visning="liste", maaned="2028-01").rows("Frister i januar 2028")
        if "Meddelelse om overtagelse" in row[1]
    ]

    assert "Seneste dag for dagsordenen 7. december 2027" in page.text
    assert "7. december 2027 (møde 15. december 2027)" in row[3]


def test_a_date_that_cannot_be_met_is_a_warning(browse, seeded, clock):
    clock.set(date(2027, 9, 1))
    walk = TakeoverWalk().opened(date(2029, 1, 1))
    browse.log_in(walk.municipality)

    page = browse.get("calendar.deadline", deadline_id=walk.deadline("takeover.declaration").id)

    assert any("kan ikke nås på et ordinært møde" in message for message in page.messages)


def test_the_page_of_a_case_can_show_its_plans(app, seeded, clock):
    clock.set(date(2027, 9, 1))
    walk = TakeoverWalk().opened(date(2029, 1, 1))
    plans = case_plans(walk.case_id, walk.municipality, date(2027, 9, 1))

    with app.test_request_context():
        shown = " ".join(render_template("calendar/case_plans.html", plans=plans).replace("\xa0", " ").split())
        nothing = render_template("calendar/case_plans.html", plans=[])

    assert "Meddelelse om overtagelse til regionsrådet, senest 1. januar 2028" in shown
    assert "kan ikke nås på et ordinært møde" in shown
    assert nothing.strip() == ""


def test_the_calendar_is_for_those_who_are_logged_in(browse, database):
    assert browse.get("calendar.index").path == "/login"
