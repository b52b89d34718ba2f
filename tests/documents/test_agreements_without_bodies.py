"""Some agreements have no committee, no date, no auditor: their documents say nothing of them."""

from typing import Any

from tests.documents.conftest import sample, text_of
from workflows.documents.render import render


def test_a_provisional_account_that_no_committee_sees_first_names_none() -> None:
    data: dict[str, Any] = {**sample("provisional_account"), "body": "", "due": None}

    text = text_of(render("provisional_account", data))

    assert "Foreløbigt lukkeregnskab" in text
    assert "til orientering" not in text


def test_a_final_account_without_audit_has_no_endorsement() -> None:
    statement = sample("final_account")["endorsement"]["statement"].split(".")[0]
    data: dict[str, Any] = {**sample("final_account"), "body": "", "endorsement": None, "rules": []}

    text = text_of(render("final_account", data))

    assert "Her er det endelige lukkeregnskab." in text
    assert statement not in text
    assert "forelægges" not in text


def test_a_notice_without_a_period_tells_the_day_it_was_given() -> None:
    data: dict[str, Any] = {**sample("closing_notice"), "notice": None}

    text = text_of(render("closing_notice", data))

    assert "Varslet er givet den" in text
