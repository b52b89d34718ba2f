"""The report of a referral tells its decision, and is sealed as the rest of the case is."""

from tests.referral_walk import ReferralWalk
from tests.sealed import assert_nowhere
from workflows.services.papers.reports import issue_case_report


def test_the_report_has_the_decision_and_who_made_it(seeded):
    walk = ReferralWalk().ready().decided()

    issue_case_report(walk.case_id, walk.municipality)

    (decision,) = walk.clear("case_report")["decisions"]
    assert (decision["body"], decision["text"]) == ("Gladsaxe Kommune", "Bevilget.")


def test_a_referral_that_is_not_decided_has_no_decision_to_report(seeded):
    walk = ReferralWalk().ready()

    issue_case_report(walk.case_id, walk.municipality)

    assert walk.clear("case_report")["decisions"] == []


def test_the_report_names_the_citizen_nowhere(seeded):
    walk = ReferralWalk().ready().decided()

    issue_case_report(walk.case_id, walk.municipality)

    assert "Østerlund" not in str(walk.clear("case_report"))
    assert_nowhere("Østerlund")
