"""Organisations over time: codes, periods, search, and what happens to posts and seats at the end of one."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from db.session import reading
from tests import factories
from tests.conftest import Clock
from workflows.access.actor import Actor
from workflows.errors import NotAllowed, NotFound, Refused
from workflows.processes.lookups import municipalities_of
from workflows.services.people import people
from workflows.services.register import bodies, organisations
from workflows.services.register.history import history_of
from workflows.services.register.organisations import NewOrganisation
from workflows.services.register.regions import regions_of
from workflows.services.register.succession import end_organisation
from workflows.services.running.runner import work_once
from workflows.vocabulary import OrganisationKind

pytestmark = pytest.mark.usefixtures("database", "clock")


@pytest.fixture
def officer() -> Actor:
    return factories.actor(factories.secretariat())


def new(code: str = "999", **values: object) -> NewOrganisation:
    usual: dict[str, object] = {
        "code": code,
        "name": "Nyby Kommune",
        "kind": OrganisationKind.MUNICIPALITY,
        "region_code": "1083",
        "address": "",
        "valid_from": date(2026, 1, 1),
    }
    return NewOrganisation(**(usual | values))  # type: ignore[arg-type]


def region(name: str = "Region Prøve", code: str = "1083", **values: object) -> object:
    return factories.organisation(
        name, code=code, kind=OrganisationKind.REGION, region_code=code, valid_from=date(2007, 1, 1), **values
    )


def test_only_the_secretariat_creates_organisations() -> None:
    director = factories.actor(factories.organisation())

    with pytest.raises(NotAllowed):
        organisations.create_organisation(new(), actor=director)


def test_a_code_belongs_to_one_organisation_at_a_time(officer: Actor) -> None:
    region()
    factories.organisation(code="999", valid_from=date(2007, 1, 1), valid_to=date(2026, 6, 30))

    with pytest.raises(Refused) as refusal:
        organisations.create_organisation(new(), actor=officer)
    later = organisations.create_organisation(new(valid_from=date(2026, 7, 1)), actor=officer)

    assert refusal.value.field == "code"
    assert [row.valid_from for row in organisations.periods_of("999")] == [date(2007, 1, 1), date(2026, 7, 1)]
    assert organisations.get_organisation(later).name == "Nyby Kommune"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (OrganisationKind.MUNICIPALITY, "63"),
        (OrganisationKind.MUNICIPALITY, "6３0"),
        (OrganisationKind.REGION, "108"),
        (OrganisationKind.BODY, "SDF Syddanmark"),
        (OrganisationKind.SECRETARIAT, "-sekretariat"),
    ],
)
def test_a_code_has_the_form_of_its_kind(officer: Actor, kind: OrganisationKind, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        organisations.create_organisation(new(code, kind=kind, region_code=None), actor=officer)

    assert refusal.value.field == "code"


def test_a_municipality_lies_in_a_region_that_exists(officer: Actor) -> None:
    for region_code in (None, "1099"):
        with pytest.raises(Refused) as refusal:
            organisations.create_organisation(new(region_code=region_code), actor=officer)
        assert refusal.value.field == "region_code"


def test_a_period_does_not_end_before_it_begins(officer: Actor) -> None:
    with pytest.raises(Refused) as refusal:
        organisations.create_organisation(new(valid_to=date(2025, 12, 31)), actor=officer)

    assert refusal.value.field == "valid_to"


def test_organisations_are_found_by_kind_region_and_day() -> None:
    kept = factories.organisation("Ærø Kommune", code="492", valid_to=date(2026, 12, 31))
    factories.organisation("Aarhus Kommune", code="751", region_code="1082")

    found = organisations.list_organisations(
        text="ærø", kind=OrganisationKind.MUNICIPALITY, region_code="1083", on=date(2026, 12, 31)
    )
    day_after = organisations.list_organisations(text="ærø", on=date(2027, 1, 1))

    assert [row.id for row in found.rows] == [kept.id]
    assert day_after.total == 0


def test_names_stand_in_the_order_of_the_danish_alphabet() -> None:
    for name in ("Aabenraa Kommune", "Ærø Kommune", "Odense Kommune", "Ølgod Kommune", "Billund Kommune"):
        factories.organisation(name)

    names = [row.name for row in organisations.list_organisations().rows]

    assert [name.split()[0] for name in names] == ["Billund", "Odense", "Ærø", "Ølgod", "Aabenraa"]


def test_a_list_comes_in_pages_and_a_page_beyond_the_last_is_the_last() -> None:
    for _ in range(26):
        factories.organisation()

    first = organisations.list_organisations()
    beyond = organisations.list_organisations(page=9)

    assert (len(first.rows), first.pages, first.total) == (25, 2, 26)
    assert (len(beyond.rows), beyond.number) == (1, 2)


def test_name_and_address_are_corrected(officer: Actor) -> None:
    region()
    kept = factories.organisation("Kolding Komune")

    organisations.change_organisation(
        kept.id, name=" Kolding Kommune ", address="Akseltorv 1", region_code="1083", actor=officer
    )

    changed = organisations.get_organisation(kept.id)
    assert (changed.name, changed.address) == ("Kolding Kommune", "Akseltorv 1")


def test_an_unknown_organisation_is_not_found() -> None:
    with pytest.raises(NotFound):
        organisations.get_organisation(uuid4())


def test_posts_and_seats_go_on_in_the_successor(officer: Actor) -> None:
    old, committee = region("Region Sjælland", "1085"), factories.body()
    successor = region("Region Østdanmark", "1086")
    post, seat = factories.post(organisation_row=old), factories.seat(committee, old)

    end_organisation(old.id, last_day=date(2026, 12, 31), successor_id=successor.id, actor=officer)

    posts = people.get_person(post.person_id).posts
    assert {(row.organisation_id, row.valid_from, row.valid_to) for row in posts} == {
        (old.id, factories.FROM, date(2026, 12, 31)),
        (successor.id, date(2027, 1, 1), None),
    }
    seats = {(row.organisation_id, row.valid_to) for row in bodies.get_body(committee.id).seats}
    assert seats == {(old.id, date(2026, 12, 31)), (successor.id, None)}
    assert seat.organisation_id == old.id


def test_two_regions_that_become_one_have_one_seat(officer: Actor) -> None:
    west, east = region("Region Hovedstaden", "1084"), region("Region Sjælland", "1085")
    successor, committee = region("Region Østdanmark", "1086"), factories.body()
    for old in (west, east):
        factories.seat(committee, old)

    for old in (west, east):
        end_organisation(old.id, last_day=date(2026, 12, 31), successor_id=successor.id, actor=officer)

    seats = bodies.get_body(committee.id).seats
    assert [row.organisation_id for row in seats].count(successor.id) == 1


def moved(officer: Actor) -> tuple[Any, Any, Any]:
    """Region Sjælland ends with the year; of its two municipalities one goes on in the successor."""
    old, successor = region("Region Sjælland", "1085"), region("Region Østdanmark", "1086")
    greve = factories.organisation("Greve Kommune", region_code="1085")
    factories.organisation("Lejre Kommune", region_code="1085")
    end_organisation(
        old.id, last_day=date(2026, 12, 31), successor_id=successor.id, moved_ids=[greve.id], actor=officer
    )
    return old, successor, greve


def in_region(code: str, day: date) -> list[str]:
    with reading() as session:
        return [one.name for one in municipalities_of(session, code, day)]


def test_municipalities_move_on_the_day_and_not_before(officer: Actor, clock: Clock) -> None:
    _, _, greve = moved(officer)

    assert organisations.get_organisation(greve.id).region_code == "1085"
    assert in_region("1086", date(2026, 12, 31)) == []
    assert in_region("1086", date(2027, 1, 1)) == ["Greve Kommune"]
    clock.set(datetime(2027, 1, 1, 0, 0, 1))
    assert work_once() == 1
    assert organisations.get_organisation(greve.id).region_code == "1086"
    assert [(row.region, row.valid_to) for row in regions_of(greve.id)] == [
        ("Region Sjælland", date(2026, 12, 31)),
        ("Region Østdanmark", None),
    ]


def test_the_agreement_of_a_region_that_has_ended_keeps_its_municipalities(officer: Actor, clock: Clock) -> None:
    moved(officer)
    clock.set(date(2027, 3, 1))
    work_once()

    assert in_region("1085", date(2027, 3, 1)) == ["Greve Kommune", "Lejre Kommune"]


def test_a_plan_that_is_made_again_takes_the_place_of_the_first(officer: Actor, clock: Clock) -> None:
    old, successor, greve = moved(officer)

    end_organisation(old.id, last_day=date(2027, 3, 31), successor_id=successor.id, moved_ids=[greve.id], actor=officer)

    assert [row.valid_from for row in regions_of(greve.id)][1:] == [date(2027, 4, 1)]
    clock.set(date(2027, 2, 1))
    work_once()
    assert organisations.get_organisation(greve.id).region_code == "1085"


def test_only_those_who_lie_in_a_region_move_with_it(officer: Actor) -> None:
    old, successor = region("Region Sjælland", "1085"), region("Region Østdanmark", "1086")
    kolding = factories.organisation("Kolding Kommune", region_code="1083")

    with pytest.raises(Refused) as refusal:
        end_organisation(
            old.id, last_day=date(2026, 12, 31), successor_id=successor.id, moved_ids=[kolding.id], actor=officer
        )

    assert refusal.value.field == "moved_ids"
    assert organisations.get_organisation(old.id).valid_to is None


def test_a_move_stands_in_the_history_of_who_moves(officer: Actor) -> None:
    _, _, greve = moved(officer)

    changes = [change for act in history_of(greve.id).acts for change in act.changes]
    assert ("Region", "", "Region Østdanmark") in [
        (one.label, one.before, one.after) for change in changes for one in change.fields
    ]


def test_a_successor_is_of_the_same_kind_and_exists_the_day_after(officer: Actor) -> None:
    old = region("Region Sjælland", "1085")
    municipality = factories.organisation()
    gone = region("Region Før", "1086", valid_to=date(2026, 12, 31))

    for successor in (municipality, gone, old):
        with pytest.raises(Refused) as refusal:
            end_organisation(old.id, last_day=date(2026, 12, 31), successor_id=successor.id, actor=officer)
        assert refusal.value.field == "successor_id"


def test_an_organisation_does_not_end_with_roles_that_begin_later(officer: Actor) -> None:
    old = factories.organisation()
    factories.post(organisation_row=old, valid_from=date(2027, 2, 1))

    with pytest.raises(Refused):
        end_organisation(old.id, last_day=date(2026, 12, 31), successor_id=None, actor=officer)

    assert organisations.get_organisation(old.id).valid_to is None


def test_a_body_does_not_end_before_its_last_meeting(officer: Actor) -> None:
    committee = factories.body()
    factories.meeting(committee, date(2026, 9, 1))

    with pytest.raises(Refused):
        end_organisation(committee.id, last_day=date(2026, 8, 31), successor_id=None, actor=officer)
