"""Plots: the same bytes for the same figures, Danish figures on the axes, readable without colours."""

import re
import subprocess
import sys
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from tests.documents.plot_examples import ACCOUNTS, COSTS, OCCUPANCY, ONE_YEAR, SCENARIOS
from workflows.documents import charts
from workflows.documents.charts import svg
from workflows.documents.places import ROOT
from workflows.documents.plots import Plot, Series

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLES = {"occupancy": OCCUPANCY, "accounts": ACCOUNTS, "costs": COSTS, "scenarios": SCENARIOS, "one year": ONE_YEAR}
IN_ANOTHER_PROCESS = "from tests.documents.test_charts import EXAMPLES, svg; print(svg(EXAMPLES[{!r}]))"


@pytest.fixture(params=EXAMPLES)
def example(request) -> str:
    return request.param


@pytest.fixture
def written(monkeypatch):
    """The figures that were put on the axes: letters are outlines in the picture, so they are caught here."""
    texts: list[str] = []
    put = charts._danish

    def caught(value: float, position: float = 0) -> str:
        texts.append(put(value, position))
        return texts[-1]

    monkeypatch.setattr(charts, "_danish", caught)
    svg.cache_clear()
    return texts


def test_the_same_figures_give_the_same_bytes_in_another_process(example):
    code = IN_ANOTHER_PROCESS.format(example)
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)

    assert other.stdout.strip() == svg(EXAMPLES[example])


def test_a_plot_is_one_picture_that_asks_for_nothing_outside_itself(example):
    picture = ElementTree.fromstring(svg(EXAMPLES[example]))

    assert picture.tag == f"{SVG}svg"
    for element in picture.iter():
        assert element.tag not in {f"{SVG}script", f"{SVG}image", f"{SVG}text", f"{SVG}metadata"}
        for name, value in element.attrib.items():
            assert not name.endswith("href") or value.startswith("#")
            assert not name.startswith("on")


def test_a_plot_bears_no_date_and_no_name_of_a_program(example):
    assert "Matplotlib" not in svg(EXAMPLES[example])
    assert "dc:date" not in svg(EXAMPLES[example])


def test_amounts_on_an_axis_are_danish(written):
    svg(ACCOUNTS)

    assert "40.000.000" in written
    assert not [text for text in written if "," in text]


def test_a_deficit_stands_below_nought_with_a_true_minus(written):
    svg(Plot("Resultat", "År", ("2024", "2025"), (Series("Resultat", (Decimal(-900), Decimal(-4700))),), "kr."))

    assert "0" in written
    assert "−4.000" in written


def test_lines_differ_by_stroke_and_marker_and_bars_by_hatching():
    assert len({str(look["linestyle"]) for look in charts.LINES}) == len(charts.LINES)
    assert len({look["marker"] for look in charts.LINES}) == len(charts.LINES)
    assert len({look.get("hatch") for look in charts.BARS}) == len(charts.BARS)
    assert "<pattern" in svg(COSTS)
    assert "stroke-dasharray" in svg(ACCOUNTS)


@pytest.mark.parametrize("payers", [1, 2, 3, 4, 29])
def test_no_name_begins_outside_the_picture(payers):
    series = tuple(Series("Før", (Decimal(10_000_000), Decimal(0)), f"Kommune {number}") for number in range(payers))
    picture = ElementTree.fromstring(svg(Plot("Betaling", "Belægning", ("0 %", "100 %"), series, "kr.")))
    width = float(picture.get("width").removesuffix("pt"))

    starts = [
        float(found[1])
        for group in picture.iter(f"{SVG}g")
        if (found := re.match(r"translate\((-?[0-9.]+) ", group.get("transform", "")))
    ]

    assert len(starts) > payers
    assert all(0 <= start < width for start in starts)


def test_a_missing_year_is_a_gap_and_no_nought():
    whole = Plot("Belægning", "År", ("2023", "2024", "2025"), (Series("Belægning", (Decimal(98),) * 3),), "%")
    gap = Plot("Belægning", "År", whole.labels, (Series("Belægning", (Decimal(98), None, Decimal(98))),), "%")

    assert _markers(gap) == _markers(whole) - 1


def test_one_year_alone_is_a_marker():
    assert _markers(ONE_YEAR) == 1 + IN_THE_LEGEND


def test_a_plot_without_figures_is_an_empty_picture():
    assert svg(Plot("Belægning", "År", (), (), "%")).startswith("<svg")
    assert svg(Plot("Belægning", "År", ("2025",), (Series("Belægning", (None,)),), "%")).startswith("<svg")


def test_a_dollar_sign_in_a_name_is_no_formula():
    plot = Plot("Takst", "År", ("2025",), (Series("$x^2$ & <b>", (Decimal(1),)),), "kr.")

    ElementTree.fromstring(svg(plot))


def test_a_series_must_have_a_value_for_each_label():
    with pytest.raises(ValueError, match="'Belægning' has 1 values for 2 labels"):
        svg(Plot("Belægning", "År", ("2024", "2025"), (Series("Belægning", (Decimal(1),)),), "%"))


def test_drawing_is_not_loaded_before_there_is_something_to_draw():
    modules = "workflows.services.papers.plots, workflows.documents.press"
    code = f"import sys, {modules}; print('matplotlib' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)

    assert loaded.stdout.strip() == "False"


IN_THE_LEGEND = 1


def _markers(plot: Plot) -> int:
    """How many times the first line's marker is drawn."""
    picture = ElementTree.fromstring(svg(plot))
    colour = f"stroke: {charts.LINES[0]['color']}"
    return sum(1 for use in picture.iter(f"{SVG}use") if colour in use.get("style", ""))
