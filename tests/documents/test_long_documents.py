"""Many buyers, long names and long answers flow over pages; nothing is lost, nothing runs off the paper."""

import subprocess
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest

from tests.documents.conftest import pages_of, sample, text_of
from workflows.documents.render import render
from workflows.rules.calc_closing import calc_closing_account

BUYERS = [f"Køberkommunen ved Den Lange Fjord og Øerne Syd for Sundet nummer {number}" for number in range(1, 30)]
LEFT, RIGHT = 25 * 72 / 25.4, (210 - 24) * 72 / 25.4


def account_with_many_buyers(kind: str) -> dict[str, Any]:
    data = sample(kind)
    account = data["account"]
    operator = account["request"]["turnover"][0]
    account["request"]["turnover"] = [
        operator,
        *({"party": name, "year_minus_2": "100000", "year_minus_1": "90000"} for name in BUYERS),
    ]
    account["result"] = calc_closing_account(account["request"])
    percent = {share["party"]: share["percent"] for share in account["result"]["shares"]}
    account["turnover"]["rows"] = [
        {"operator": False, **row, "percent": percent[row["party"]]} for row in account["request"]["turnover"]
    ]
    return data


@pytest.fixture(scope="module")
def long_account() -> bytes:
    return render("provisional_account", account_with_many_buyers("provisional_account"))


def test_twenty_nine_buyers_are_all_in_the_account(long_account):
    told = text_of(long_account)

    assert all(f"nummer {number} " in told for number in range(1, 30))
    assert "−3.656.000" in told


def test_a_table_over_several_pages_repeats_its_head(long_account):
    with_shares = [page for page in pages_of(long_account) if page.count("1,25 %") > 2]

    assert len(with_shares) >= 3
    assert all("Part" in page and "Andel" in page for page in with_shares)


def test_no_page_but_the_last_of_a_part_is_nearly_empty(long_account):
    first, *rest = pages_of(long_account)

    assert len(first) > 500
    assert all(len(page) > 200 for page in rest)


def test_a_name_without_a_space_stays_on_the_paper():
    data = sample("closing_message")
    data["offer"]["name"] = "Botilbud" + "fællesskab" * 20
    data["envelope"]["receivers"][0]["name"] = "Kommune" * 30

    pdf = render("closing_message", data)

    assert all(left >= LEFT - 1 and right <= RIGHT + 1 for left, right in word_edges(pdf))


def test_a_long_answer_is_divided_over_pages_and_not_lost():
    data = sample("hearing_summary")
    data["answers"][0] |= {
        "status": "answered",
        "position": "Bemærkninger",
        "text": "\n".join(f"Afsnit {number}: " + "høringssvaret er langt. " * 12 for number in range(1, 40)),
    }

    told = text_of(render("hearing_summary", data))

    assert all(f"Afsnit {number}:" in told for number in range(1, 40))


def word_edges(pdf: bytes) -> list[tuple[float, float]]:
    read = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    page = ElementTree.fromstring(read.stdout)
    words = page.iter("{http://www.w3.org/1999/xhtml}word")
    return [(float(word.attrib["xMin"]), float(word.attrib["xMax"])) for word in words]
