"""What `calc takeover-share` refuses, and the path it names."""

import pytest

from tests.rules.takeover_cases import request, unit
from workflows.errors import InputError
from workflows.rules.calc_takeover import calc_takeover_share

FIELDS = ["name", "budget", "revenue", "costs", "year_result", "carried_forward", "accumulated"]


def faulty_paths(payload):
    with pytest.raises(InputError) as refused:
        calc_takeover_share(payload)
    assert all(message.endswith(".") for _, message in refused.value.errors)
    return [path for path, _ in refused.value.errors]


@pytest.mark.parametrize("name", ["agreement", "taken_over", "units", "total_accumulated"])
def test_a_missing_field_is_named(name):
    payload = request()
    del payload[name]

    assert faulty_paths(payload) == [name]


@pytest.mark.parametrize("name", FIELDS)
def test_a_missing_field_of_a_unit_is_named(name):
    payload = request()
    del payload["units"][0][name]

    assert faulty_paths(payload) == [f"units[0].{name}"]


@pytest.mark.parametrize("name", ["budget", "revenue", "costs"])
def test_what_cannot_be_negative_is_refused_when_it_is(name):
    payload = request()
    payload["units"][1][name] = "-1"

    assert faulty_paths(payload) == [f"units[1].{name}"]


@pytest.mark.parametrize("name", FIELDS[1:])
@pytest.mark.parametrize("value", [1, 1.5, True, None, "", "1,5", "1.234", "1e3", " 1", "1\n", "١٢", "10000000000000"])
def test_an_amount_in_any_other_form_is_refused(name, value):
    payload = request()
    payload["units"][2][name] = value

    assert faulty_paths(payload) == [f"units[2].{name}"]


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"agreement": "syddanmark-2024"}, ["agreement"]),
        ({"agreement": []}, ["agreement"]),
        ({"taken_over": "Enhed 4"}, ["taken_over"]),
        ({"taken_over": "enhed 1"}, ["taken_over"]),
        ({"taken_over": ""}, ["taken_over"]),
        ({"taken_over": 1}, ["taken_over"]),
        ({"taken_over": None}, ["taken_over"]),
        ({"units": None}, ["units"]),
        ({"units": {}}, ["units"]),
        ({"units": []}, ["taken_over", "units"]),
        ({"units": [unit("Enhed 1", budget="0"), unit("B", budget="0.00")]}, ["units"]),
        ({"units": [unit("Enhed 1", budget="-0")]}, ["units"]),
        ({"units": [unit("Enhed 1"), unit("Enhed 1")]}, ["units[1].name"]),
        ({"units": [unit("Enhed 1"), unit("B"), unit("B")]}, ["units[2].name"]),
        ({"units": [unit("Enhed 1"), unit(" \t")]}, ["units[1].name"]),
        ({"units": [unit("Enhed 1", basis="1")]}, ["units[0].basis"]),
        ({"units": [unit("Enhed 1"), 5]}, ["units[1]"]),
        ({"total_accumulated": -4500}, ["total_accumulated"]),
        ({"total_accumulated": "-4.500,00"}, ["total_accumulated"]),
        ({"total": "1"}, ["total"]),
    ],
)
def test_a_fault_is_told_with_the_path_of_its_field(changes, paths):
    assert faulty_paths(request(**changes)) == paths


@pytest.mark.parametrize(
    ("units", "paths"),
    [
        ([unit("B"), unit("")], ["units[1].name"]),
        ([unit("B"), 5], ["units[1]"]),
        ([5, 5], ["units[0]", "units[1]"]),
        ([unit("Enhed 1", budget="0"), unit("B", budget="x")], ["units[1].budget"]),
        ([unit("Enhed 1", budget="0"), unit("B", budget="-1")], ["units[1].budget"]),
        ([unit(""), unit("")], ["units[0].name", "units[1].name"]),
    ],
)
def test_nothing_is_concluded_from_what_could_not_be_read(units, paths):
    assert faulty_paths(request(units=units)) == paths


@pytest.mark.parametrize(
    ("units", "paths"),
    [
        ([unit("B", revenue="x")], ["units[0].revenue", "taken_over"]),
        ([unit("B", budget="x")], ["units[0].budget", "taken_over"]),
        ([unit("", budget="0")], ["units[0].name", "units"]),
        ([unit("Enhed 1", costs=1), unit("B"), unit("B")], ["units[0].costs", "units[2].name"]),
    ],
)
def test_a_fault_elsewhere_does_not_hide_what_is_certain(units, paths):
    assert faulty_paths(request(units=units)) == paths


def test_all_faults_are_told_at_once():
    units = [unit("A", budget=1), unit("B", accumulated="x", sum="1")]

    payload = request(agreement="x", units=units, total_accumulated="y", extra=1)

    assert faulty_paths(payload) == [
        "agreement",
        "units[0].budget",
        "units[1].accumulated",
        "units[1].sum",
        "total_accumulated",
        "extra",
        "taken_over",
    ]
