"""The leaders' overview on the screen: filters in the address, plots with their tables, Excel as it is filtered."""

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from db.models.case import Task
from db.session import transaction
from tests import factories
from tests.closing_walk import ClosingWalk, colleague
from tests.takeover_walk import TakeoverWalk
from tests.web.pages.case import KOLDING, SECRETARIAT, VEJLE, acting
from workflows.clock import COPENHAGEN
from workflows.vocabulary import OrganisationKind, Role

LATE = "Overskredne datoer, og datoer inden for 30 dage"
VIEWS = ("overview.index", "overview.load", "overview.times")


@pytest.fixture
def late(walk_to, clock) -> ClosingWalk:
    """A closing whose provisional account was due three days ago."""
    walk = walk_to("decided")
    clock.set(date(2026, 6, 5))
    return walk


def test_the_secretariat_begins_at_what_is_late(browse, late):
    page = acting(browse, SECRETARIAT).open("/")

    assert page.path == browse.address("overview.index")
    assert page.rows(LATE) == [
        [
            "2. juni 2026 3 dage for sent",
            "Indtast foreløbigt lukkeregnskab",
            "Vejle Kommune",
            "Lukning af Bofællesskabet Åbrinken 2026-0001 Lukning af tilbud · 2026-0001",
        ]
    ]


def test_what_is_asked_for_stays_in_the_address_from_page_to_page(browse, late):
    page = acting(browse, SECRETARIAT).get("overview.index", proces="takeover", dage="7")
    assert "Intet er for sent" in page.text

    load = page.follow("Belastning")

    assert load.value("proces") == "takeover"
    assert "Ingen åbne opgaver" in load.text
    assert "proces=takeover" in load.links()["Hent som Excel"]
    assert "Intet er udført i perioden" in load.follow("Tid pr. trin").text


@pytest.mark.parametrize("asked", [{"proces": "andet"}, {"organisation": "ingen"}, {"dage": "1000"}, {"fra": "i går"}])
def test_what_cannot_be_read_leaves_nothing_out(browse, late, asked):
    page = acting(browse, SECRETARIAT).get("overview.index", **asked)

    assert len(page.rows(LATE)) == 1


def test_a_place_in_the_list_that_is_none_is_not_found(browse, late):
    acting(browse, SECRETARIAT).get("overview.index", fra_raekke="i-går_1", status=404)


@pytest.mark.parametrize("view", VIEWS)
def test_every_plot_has_its_figures_beside_it_and_is_told_in_words(browse, settled, clock, view):
    clock.set(date(2026, 3, 9))
    with transaction() as session:
        session.execute(
            update(Task).values(due_on=date(2026, 3, 2), opened_at=datetime(2026, 2, 2, 9, tzinfo=COPENHAGEN))
        )
    ClosingWalk("Dagtilbuddet Broen").opened()

    page = acting(browse, SECRETARIAT).get(view, dage="30")
    picture = page.soup.select_one("main img")
    drawn = browse.client.get(picture["src"])

    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert picture["alt"].startswith("Søjlediagram")
    assert picture["alt"].endswith("Tallene står i tabellen.")
    assert int(picture["width"]) > int(picture["height"]) > 0
    assert page.soup.select("main table")


@pytest.mark.parametrize("name", ["frister", "belastning", "tid"])
def test_an_extract_holds_what_the_page_is_filtered_to(browse, late, name):
    address = browse.address("overview.extract", name=name, proces="closing")

    with acting(browse, SECRETARIAT).client.get(address) as answer:
        book = load_workbook(BytesIO(answer.data))
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}-2026-06-05.xlsx"

    assert [row[1].value for row in book["Om udtrækket"].iter_rows() if row[0].value == "Slags sag"] == [
        "Lukning af tilbud"
    ]
    assert book[book.sheetnames[0]].max_row > 1


def test_a_picture_or_an_extract_that_is_none_is_not_found(browse, late):
    acting(browse, SECRETARIAT).get("overview.picture", name="andet", status=404)
    browse.get("overview.extract", name="andet", status=404)


def test_a_director_sees_the_overview_of_the_own_cases(browse, late):
    page = acting(browse, KOLDING).get("overview.load")

    assert "Ingen åbne opgaver" in page.text
    assert "Ledelse" in page.menu


def test_dates_that_no_meeting_comes_in_time_for_are_told_with_the_reason(browse, seeded, clock):
    walk = TakeoverWalk().opened()
    clock.set(date(2027, 6, 1))
    director = colleague(walk.municipality.organisation_id, {Role.DIRECTOR})
    browse.log_in(director)

    rows = browse.get("overview.index").rows("Datoer, der ikke kan nås på et ordinært møde")

    assert any("1. januar 2028" in row[0] and "ekstraordinært møde" in row[3] for row in rows)


@pytest.mark.parametrize("view", [*VIEWS, ("overview.extract", "frister"), ("overview.picture", "frister")])
@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (OrganisationKind.MUNICIPALITY, Role.CASEWORKER),
        (OrganisationKind.BODY, Role.BODY_SECRETARY),
        (OrganisationKind.AUDIT_FIRM, Role.AUDITOR),
    ],
)
def test_only_those_who_lead_see_the_overview(browse, database, view, kind, role):
    browse.log_in(factories.post(organisation_row=factories.organisation(kind=kind, code="prøve"), role=role))
    name, values = (view, {}) if isinstance(view, str) else (view[0], {"name": view[1]})

    assert browse.get(name, **values, status=403).heading == "Du har ikke adgang"


def test_those_without_a_login_are_asked_to_log_in(browse, database):
    for view in VIEWS:
        assert browse.get(view).path == browse.address("auth.login")


def test_operators_who_do_not_lead_have_no_such_place_in_the_menu(browse, seeded):
    assert "Ledelse" not in acting(browse, VEJLE).get("home.index").menu


def test_a_period_that_ends_before_it_begins_is_said_at_its_field(browse, seeded):
    page = acting(browse, SECRETARIAT).get("overview.times", fra="1-2-2026", til="1-1-2026")

    assert "Perioden slutter, før den begynder" in page.errors()["til"]


def test_organisations_stand_in_the_order_of_the_danish_alphabet(browse, seeded):
    shown = acting(browse, SECRETARIAT).get("overview.index").soup.select("select[name=organisation] option")
    names = [one.get_text(strip=True) for one in shown]

    assert names.index("Center for kommunikation, Herning Kommune") < names.index("CKU, Viborg og Skive Kommuner")
    assert names.index("Vejle Kommune") < names.index("Ærø Kommune") < names.index("Aabenraa Kommune")
