"""The doors `calc deadline` and `calc notice`: what other programs send and get."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.errors import InputError
from workflows.rules.calc_dates import calc_deadline, calc_notice

REFERRAL = {"agreement": "hovedstaden-2019-2020", "rule": "referral.decision", "from": "2026-03-30"}
DECLARATION = {
    "agreement": "syddanmark-2025-2026",
    "rule": "takeover.declaration",
    "term_start": "2026-01-01",
}
RESIDENTIAL = {"agreement": "syddanmark-2025-2026", "kind": "residential", "given": "2026-01-14"}
BAD_DATES = [
    "2026-1-4",
    "2026-02-29",
    "2026-13-01",
    "20260104",
    "2026-01-04T00:00:00",
    "2026-W01-4",
    "04-01-2026",
    " 2026-01-04",
    "2026-01-04\n",
    "٢٠٢٦-٠١-٠٤",
    "0000-01-01",
    "0001-01-01",
    "1899-12-31",
    "2101-01-01",
    "9999-12-31",
    "",
    None,
    20260104,
    ["2026-01-04"],
    True,
]


def paths_refused(door, payload) -> list[str]:
    with pytest.raises(InputError) as refused:
        door(payload)
    assert all(message.endswith(".") for _, message in refused.value.errors)
    return sorted(path for path, _ in refused.value.errors)


def without(payload, *names):
    return {name: value for name, value in payload.items() if name not in names}


def test_the_example_of_the_contract_gives_its_answer():
    answer = calc_deadline(REFERRAL)

    assert list(answer) == ["date", "last_working_day", "explanation", "skipped", "source"]
    assert answer["date"] == answer["last_working_day"] == "2026-04-23"
    assert answer["skipped"][0] == {"date": "2026-04-02", "why": "Skærtorsdag"}
    assert answer["source"] == "hovedstaden-2019-2020, 8.1"
    assert json.loads(json.dumps(answer)) == answer


def test_a_rule_of_several_dates_gives_them_all():
    answer = calc_deadline({"agreement": "syddanmark-2016", "rule": "takeover.steps", "from": "2015-10-01"})

    assert answer["date"] == "2016-01-01"
    assert answer["dates"] == ["2015-09-10", "2016-01-01", "2017-01-01"]


def test_a_rule_of_a_term_takes_the_beginning_of_the_term():
    answer = calc_deadline(DECLARATION)

    assert (answer["date"], answer["last_working_day"]) == ("2028-01-01", "2027-12-30")
    assert answer["skipped"] == []


def test_notice_gives_the_last_day_paid_for():
    answer = calc_notice(RESIDENTIAL)

    assert list(answer) == ["date", "last_working_day", "explanation", "skipped", "source"]
    assert (answer["date"], answer["last_working_day"]) == ("2026-03-14", "2026-03-13")
    assert answer["skipped"] == []


@pytest.mark.parametrize("bad", BAD_DATES)
def test_a_date_is_written_as_the_contract_says(bad):
    assert paths_refused(calc_deadline, REFERRAL | {"from": bad}) == ["from"]
    assert paths_refused(calc_deadline, DECLARATION | {"term_start": bad}) == ["term_start"]
    assert paths_refused(calc_notice, RESIDENTIAL | {"given": bad}) == ["given"]


@pytest.mark.parametrize("name", ["agreement", "rule", "from"])
@pytest.mark.parametrize("bad", [None, 7, "", "hovedstaden", ["referral.decision"], {"a": "b"}])
def test_a_field_of_a_deadline_of_the_wrong_kind_is_named(name, bad):
    assert paths_refused(calc_deadline, REFERRAL | {name: bad}) == [name]


@pytest.mark.parametrize("name", ["agreement", "kind", "given"])
@pytest.mark.parametrize("bad", [None, 7, "", "Residential", ["residential"], {"a": "b"}])
def test_a_field_of_a_notice_of_the_wrong_kind_is_named(name, bad):
    assert paths_refused(calc_notice, RESIDENTIAL | {name: bad}) == [name]


def test_every_missing_field_is_named():
    assert paths_refused(calc_deadline, {}) == ["agreement", "from", "rule"]
    assert paths_refused(calc_deadline, without(DECLARATION, "term_start")) == ["term_start"]
    assert paths_refused(calc_notice, {}) == ["agreement", "given", "kind"]


def test_a_misspelt_field_is_named_beside_the_missing_one():
    assert paths_refused(calc_deadline, without(REFERRAL, "from") | {"form": "2026-03-30"}) == [
        "form",
        "from",
    ]
    assert paths_refused(calc_notice, RESIDENTIAL | {"Given": "2026-01-14"}) == ["Given"]
    assert paths_refused(calc_deadline, REFERRAL | {"paused": []}) == ["paused"]


def test_all_faults_are_told_at_once():
    payload = {"agreement": "syddanmark-2016", "rule": "closing.final_account", "from": "i går", "extra": 1}

    assert paths_refused(calc_deadline, payload) == ["extra", "from", "rule"]


@pytest.mark.parametrize(
    ("payload", "path"),
    [
        (DECLARATION | {"from": "2026-03-30"}, "from"),
        (REFERRAL | {"term_start": "2026-01-01"}, "term_start"),
        (DECLARATION | {"term_start": "2025-01-01"}, "term_start"),
    ],
)
def test_the_other_kind_of_day_is_refused(payload, path):
    assert paths_refused(calc_deadline, payload) == [path]


def test_a_rule_that_the_agreement_does_not_have_is_refused():
    assert paths_refused(calc_deadline, REFERRAL | {"agreement": "syddanmark-2016"}) == ["rule"]
    assert paths_refused(calc_notice, RESIDENTIAL | {"agreement": "sjaelland-2018-2019"}) == ["kind"]


def test_an_unknown_rule_is_refused_whichever_day_is_given():
    assert paths_refused(calc_deadline, DECLARATION | {"rule": "takeover.declare"}) == ["rule"]
    assert paths_refused(calc_deadline, REFERRAL | {"rule": "referral.decide"}) == ["rule"]


@given(
    st.dictionaries(
        st.sampled_from(["agreement", "rule", "from", "term_start", "kind", "given", "x"]),
        st.none() | st.booleans() | st.text("-0126æT", max_size=10) | st.lists(st.integers(), max_size=2),
    )
)
def test_nonsense_is_always_told_in_words(payload):
    assert paths_refused(calc_deadline, payload)
    assert paths_refused(calc_notice, payload)


@given(st.dates(date(2006, 1, 1), date(2094, 12, 31)))
def test_the_door_adds_nothing_to_the_day_it_is_given(day):
    answer = calc_deadline({"agreement": "midtjylland-2017", "rule": "invoice.payment", "from": day.isoformat()})

    assert answer["date"] == (day + timedelta(days=14)).isoformat()
