"""A measure that all municipalities of a region pay for: no figure is lost, nothing runs off the paper."""

from decimal import Decimal
from typing import Any

import pytest

from tests.documents.conftest import pages_of, sample, text_of
from tests.documents.test_long_documents import LEFT, RIGHT, word_edges
from workflows.documents.render import render

PAYERS = [f"Kommunen ved Den Lange Fjord og Øerne nummer {number}" for number in range(1, 30)]


def changes(occupancy: int) -> list[dict[str, Any]]:
    paid = [Decimal(1_000_000 + occupancy * 10_000 * number) for number in range(1, 30)]
    return [
        {"label": name, "before": f"{before}", "after": f"{before * 2}", "difference": f"{before}", "explanation": ""}
        for name, before in zip(PAYERS, paid, strict=True)
    ]


@pytest.fixture(scope="module")
def long_report() -> bytes:
    data = sample("brake_report")
    scenarios = [{"occupancy": f"{percent}", "changes": changes(percent)} for percent in (0, 25, 50, 75, 100)]
    effect = {"assumptions": [], "changes": changes(70), "scenarios": scenarios, "request": {}, "result": {"trace": []}}
    measure = data["measures"][0] | {"effect": effect, "name": "Et tiltag med et meget langt navn, " * 4}
    long_text = "Afdækningen viser mange ting. " * 200
    findings = [{"area": "Økonomi " * 20, "text": long_text, "by": "En kommune"}]
    return render("brake_report", data | {"measures": [measure], "together": None, "focus_areas": findings})


def test_all_who_pay_stand_in_both_tables(long_report):
    told = text_of(long_report)

    assert all(told.count(f"nummer {number}") >= 2 for number in range(1, 30))
    assert "42.600.000" in told
    assert "60.000.000" in told


def test_no_word_runs_off_the_paper(long_report):
    assert all(left >= LEFT - 1 and right <= RIGHT + 1 for left, right in word_edges(long_report))


def test_no_page_is_left_empty_before_a_high_plot(long_report):
    pages = pages_of(long_report)

    assert len(pages) < 16
    assert all(len(page.split()) > 20 for page in pages)
