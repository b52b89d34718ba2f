"""The notice periods of the agreements: the last day paid for."""

import doctest
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from workflows.errors import InputError
from workflows.rules import notice as notice_module
from workflows.rules.dates_text import long_date
from workflows.rules.notice import notice, notice_rules
from workflows.vocabulary import AgreementId

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples/dates_notice.toml").read_text("utf-8"))["case"]
DAYS = st.dates(date(2006, 1, 1), date(2099, 12, 31))
OF_A_RUNNING_MONTH = [
    (agreement, rule.id) for rule in notice_rules().rules for agreement in rule.sources if rule.by == "running_month"
]


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: f"{case['kind']} {case['agreement']} {case['given']}")
def test_notice_runs_as_long_as_the_agreement_says(case):
    found = notice(agreement=case["agreement"], kind=case["kind"], given=case["given"])

    assert found.date == case["date"]
    assert found.last_working_day == case["last_working_day"]
    assert found.source == case["source"]
    assert found.skipped == ()


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: f"{case['kind']} {case['agreement']} {case['given']}")
def test_a_notice_explains_itself(case):
    found = notice(agreement=case["agreement"], kind=case["kind"], given=case["given"])

    assert f"({found.source})." in found.explanation
    assert long_date(case["given"]) in found.explanation
    assert f"Der betales til og med {long_date(found.date)}." in found.explanation


def test_every_notice_of_every_agreement_has_a_worked_example():
    shipped = {(rule.id, agreement) for rule in notice_rules().rules for agreement in rule.sources}

    assert {(case["kind"], case["agreement"]) for case in EXAMPLES} == shipped


def test_an_agreement_has_one_notice_of_each_kind():
    every = [*notice_rules().rules, *notice_rules().dateless]
    named = Counter((rule.id, agreement) for rule in every for agreement in rule.sources)

    assert set(named.values()) == {1}


def test_the_explanation_says_how_the_running_month_is_counted():
    found = notice(agreement=AgreementId.HOVEDSTADEN_2019_2020, kind="standard", given=date(2026, 1, 14))

    assert found.explanation == (
        "En plads opsiges med løbende måned plus 30 dage (hovedstaden-2019-2020, 4.2). "
        "Opsigelsen er givet onsdag den 14. januar 2026. "
        "Den løbende måned slutter lørdag den 31. januar 2026; dertil lægges 30 dage. "
        "Der betales til og med mandag den 2. marts 2026. Det er en arbejdsdag. "
        "Varslet bortfalder, hvis pladsen besættes med det samme."
    )


@pytest.mark.parametrize(
    ("agreement", "kind", "said"),
    [
        (AgreementId.HOVEDSTADEN_2019_2020, "shelter", "ikke aftalt noget opsigelsesvarsel"),
        (AgreementId.HOVEDSTADEN_2019_2020, "drug_treatment", "ikke aftalt noget opsigelsesvarsel"),
        (AgreementId.HOVEDSTADEN_2019_2020, "residential", "Brug extended eller standard."),
        (AgreementId.MIDTJYLLAND_2017, "day", "Brug standard."),
        (AgreementId.SYDDANMARK_2016, "secured", "har ikke varslet »secured«"),
        (AgreementId.SYDDANMARK_2016, "relevel_disagreement", "har ikke varslet »relevel_disagreement«"),
        (AgreementId.SYDDANMARK_2016, "special_measure", "aftales varslet mellem handlekommune og udbyder"),
        (AgreementId.SYDDANMARK_2025_2026, "standard", "har ikke varslet »standard«"),
        (AgreementId.SJAELLAND_2018_2019, "residential", "standardkontrakter"),
        (AgreementId.SYDDANMARK_2025_2026, "residental", "findes ikke. Brug closing, day"),
    ],
)
def test_a_notice_that_the_agreement_does_not_have_is_refused_in_words(agreement, kind, said):
    with pytest.raises(InputError) as refused:
        notice(agreement=agreement, kind=kind, given=date(2026, 1, 14))

    assert [path for path, _ in refused.value.errors] == ["kind"]
    assert said in refused.value.errors[0][1]


def test_a_notice_beyond_the_calendar_is_refused():
    with pytest.raises(InputError) as refused:
        notice(agreement=AgreementId.MIDTJYLLAND_2017, kind="standard", given=date(2100, 12, 1))

    assert [path for path, _ in refused.value.errors] == ["given"]


def test_the_worked_examples_in_the_words_of_the_rules_hold():
    assert doctest.testmod(notice_module).failed == 0


@for_all(rule=st.sampled_from(OF_A_RUNNING_MONTH), given=DAYS.filter(lambda day: day.year < 2099))
def test_notice_by_the_running_month_ends_with_a_month(rule, given):
    agreement, kind = rule

    found = notice(agreement=agreement, kind=kind, given=given)

    assert (found.date + timedelta(days=1)).day == 1
    assert found.date >= given


@for_all(given=DAYS.filter(lambda day: day.year < 2099))
def test_no_day_of_a_month_gives_a_shorter_notice_than_the_day_before(given):
    earlier, later = (
        notice(agreement=AgreementId.SYDDANMARK_2025_2026, kind="residential", given=day).date
        for day in (given, given + timedelta(days=1))
    )

    assert earlier <= later
