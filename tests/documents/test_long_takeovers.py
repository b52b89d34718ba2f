"""Many units, long names and great amounts flow over pages; what is not known leaves no trace."""

import dataclasses
from typing import Any

import pytest

from tests.documents.conftest import pages_of, sample, text_of
from tests.documents.test_kept_data import DOCUMENTS
from tests.documents.test_long_documents import LEFT, RIGHT, word_edges
from workflows.documents.envelope import to_data
from workflows.documents.render import render
from workflows.documents.takeover_share import share_shown
from workflows.rules.calc_takeover import calc_takeover_share

UNITS = [f"Bofællesskabet ved Den Lange Fjord og Øerne Syd for Sundet, enhed {number}" for number in range(1, 31)]
TAKEOVER = sorted(kind for kind in DOCUMENTS if kind.startswith("takeover_"))
UNIT = {
    "budget": "240000000.25",
    "revenue": "238500000.50",
    "costs": "241000000.75",
    "year_result": "-2500000.25",
    "carried_forward": "-12400000.50",
    "accumulated": "-14900000.75",
}


def with_thirty_units() -> dict[str, Any]:
    data = sample("takeover_terms")
    request = {
        "agreement": "syddanmark-2025-2026",
        "taken_over": UNITS[0],
        "units": [{"name": name, **UNIT} for name in UNITS],
        "total_accumulated": "-447000022.50",
    }
    share = share_shown(request, calc_takeover_share(request), economic_unit="Regionens voksentilbud", year=2025)
    data["shares"] = [_plain(share)]
    data["transfer"]["users"] = [{"municipality": name, "places": 2, "users": 1} for name in UNITS]
    return data


def _plain(share: Any) -> dict[str, Any]:
    kept = dataclasses.make_dataclass("Kept", [("share", Any)], namespace={"kind": "takeover_terms"})
    return to_data(kept(share))["share"]


@pytest.fixture(scope="module")
def thirty_units() -> bytes:
    return render("takeover_terms", with_thirty_units())


def test_thirty_units_are_all_in_the_terms(thirty_units):
    told = text_of(thirty_units)

    assert all(f"enhed {number}" in told for number in range(1, 31))
    assert "Følger med" in told
    assert "−14.900.000,75" in told


def test_the_units_table_repeats_its_head_on_each_page(thirty_units):
    with_units = [page for page in pages_of(thirty_units) if page.count("−12.400.000,50") > 1]

    assert len(with_units) > 1
    assert all("Årsresultat" in page for page in with_units)


def test_great_amounts_stay_on_the_paper(thirty_units):
    lying = (297 - 24) * 72 / 25.4

    assert all(left >= LEFT - 1 and right <= lying + 1 for left, right in word_edges(thirty_units))


def test_small_amounts_stay_on_upright_paper():
    pdf = render("takeover_terms", sample("takeover_terms"))

    assert all(left >= LEFT - 1 and right <= RIGHT + 1 for left, right in word_edges(pdf))


def test_no_amount_is_divided_or_runs_into_the_next(thirty_units):
    rows = [page for page in pages_of(thirty_units) if "−12.400.000,50" in page]

    assert rows
    assert all("240.000.000,25 238.500.000,50 241.000.000,75 −2.500.000,25 −12.400.000,50" in page for page in rows)


@pytest.mark.parametrize("kind", TAKEOVER)
def test_what_is_not_known_leaves_no_empty_heading(kind):
    data = sample(kind)
    for field in dataclasses.fields(DOCUMENTS[kind]):
        if field.default is not dataclasses.MISSING:
            data[field.name] = [] if field.default == () else field.default
    if data.get("transfer"):
        data["transfer"] = {
            name: [] if isinstance(value, list) else "" if isinstance(value, str) else None
            for name, value in data["transfer"].items()
        } | {"property_value": None}

    told = text_of(render(kind, data))

    assert "Bostedet Åbrinken" in told
    assert not {"Personale", "Ejendom", "Bilag", "Pladser til andre kommuner"} & set(told.split())


def test_a_takeover_of_several_offers_lists_them():
    data = sample("takeover_declaration")
    data["offers"] = [data["offers"][0] | {"name": f"Bostedet Åbrinken {number}"} for number in range(1, 6)]

    told = text_of(render("takeover_declaration", data))

    assert "Meddelelse om overtagelse af 5 tilbud" in told
    assert "Om tilbuddene" in told
    assert all(f"Bostedet Åbrinken {number}" in told for number in range(1, 6))


def test_two_offers_are_named():
    data = sample("takeover_declaration")
    data["offers"] = [data["offers"][0] | {"name": name} for name in ("Bostedet Åbrinken", "Bostedet Fjordbo")]

    assert "overtagelse af Bostedet Åbrinken og Bostedet Fjordbo" in text_of(render("takeover_declaration", data))
