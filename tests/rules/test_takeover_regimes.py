"""What the agreements say of a takeover, and the checklist of the transfer."""

from dataclasses import fields
from datetime import date

import pytest

from workflows.errors import InputError
from workflows.rules.agreement_types import Stated
from workflows.rules.takeover.checklist import checklist
from workflows.rules.takeover.regimes import Discussion, ShareBy, regime
from workflows.vocabulary import AgreementId, Party


@pytest.mark.parametrize("agreement", list(AgreementId))
def test_every_point_has_a_sentence_and_a_paragraph(agreement):
    rules = regime(agreement.value)
    points = [getattr(rules, one.name) for one in fields(rules)]

    for point in points:
        if isinstance(point, Stated):
            assert point.why.endswith(".")
            assert point.source.startswith((f"{agreement.value}, ", "serviceloven"))


def test_the_share_follows_by_rule_in_syddanmark_2025_2026_alone():
    assert [known.value for known in AgreementId if regime(known.value).share.value is ShareBy.BY_RULE] == [
        "syddanmark-2025-2026"
    ]


def test_hovedstaden_has_the_council_first_a_year_ahead_and_notice_after_the_agreement():
    rules = regime("hovedstaden-2019-2020")

    assert rules.council_first.value
    assert rules.turn_of_year.value
    assert rules.request_rule.value == "takeover.request"
    assert rules.employees_after_agreement.value


def test_midtjyllands_kontaktudvalg_treats_it_before_or_is_told_after():
    rules = regime("midtjylland-2017")

    assert rules.body.name == "Kontaktudvalget"
    assert rules.discussion.value is Discussion.BEFORE_OR_INFORMED
    assert rules.body_informed.value
    assert rules.supply_duty.value


def test_syddanmark_2016_has_its_own_steps_and_may_discuss_in_kkr():
    rules = regime("syddanmark-2016")

    assert rules.steps_rule.value == "takeover.steps"
    assert rules.discussion.value is Discussion.MAY_DISCUSS
    assert rules.body.code == "kkr-syddanmark"


def test_the_declaration_is_written_into_the_agreement_where_it_says_so():
    written = {known.value for known in AgreementId if regime(known.value).declaration_in_agreement.value}

    assert written == {"syddanmark-2016", "midtjylland-2017", "sjaelland-2018-2019", "hovedstaden-2019-2020"}


def test_an_unknown_agreement_is_refused():
    with pytest.raises(InputError):
        regime("nordjylland-2020")


def test_the_checklist_covers_the_transfer_with_an_owner_for_each_point():
    keys = {point.key for point in checklist()}

    assert keys >= {"assets", "rights", "staff", "pensions", "supervision", "portal", "contracts", "data_delivered"}
    assert {point.owner for point in checklist()} == {Party.MUNICIPALITY, Party.REGION}
    assert len(keys) == len(checklist())


def test_a_point_is_due_before_the_takeover_but_not_before_the_agreement():
    staff = next(point for point in checklist() if point.key == "staff")

    assert staff.due(date(2028, 1, 1), date(2027, 3, 1)) == date(2027, 10, 3)
    assert staff.due(date(2028, 1, 1), date(2027, 12, 15)) == date(2027, 12, 15)
