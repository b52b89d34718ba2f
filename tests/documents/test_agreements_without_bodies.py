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


def test_a_change_told_in_words_alone_has_no_empty_table() -> None:
    data: dict[str, Any] = {**sample("significant_change"), "changes": [], "share_changes": []}

    text = text_of(render("significant_change", data))

    assert "Hvad er ændret, og hvorfor" in text
    assert "Ændringen i tal" not in text


def test_no_sentence_ends_twice() -> None:
    assert "kr.." not in text_of(render("provisional_account", sample("provisional_account")))
    assert "kr.." not in text_of(render("final_account", sample("final_account")))
