"""What stands beside a plot: the table with all its figures, and the sentences for those who do not see it."""

from decimal import Decimal

import pytest

from tests.documents.plot_examples import ACCOUNTS, COSTS, EFFECT, MUNICIPALITIES, OCCUPANCY, ONE_YEAR, SCENARIOS
from workflows.documents.alt_texts import alt_text
from workflows.documents.measure_plots import scenario_plot
from workflows.documents.measures import MeasureEffect, Scenario
from workflows.documents.plots import Plot, Series, over_years, plot_table


def test_a_plot_over_years_leaves_a_gap_where_a_year_is_missing():
    assert OCCUPANCY.labels == ("2021", "2022", "2023", "2024")
    assert OCCUPANCY.series[0].values == (Decimal("98.2"), Decimal(91), None, Decimal("71.5"))
    assert over_years("Belægning", "%", {"Belægning": {}}).labels == ()


def test_few_years_go_across_the_table():
    table = plot_table(OCCUPANCY)

    assert table.head == ("År", "2021", "2022", "2023", "2024")
    assert table.rows == (("Døgnpladser", ("98,2", "91", "–", "71,5")), ("Dagpladser", ("–", "80", "80", "–")))


def test_many_years_go_down_the_table():
    many = over_years("Resultat", "kr.", {"Resultat": {year: Decimal(-1000 * year) for year in range(2016, 2026)}})

    table = plot_table(many)

    assert table.head == ("År", "Resultat")
    assert table.rows[0] == ("2016", ("−2.016.000",))
    assert len(table.rows) == 10


def test_many_series_become_rows():
    series = tuple(Series(f"Kommune {number}", (Decimal(number),) * 9) for number in range(9))
    many = Plot("Takst", "År", tuple(map(str, range(2017, 2026))), series, "kr.")

    table = plot_table(many)

    assert table.head == ("År", *many.labels)
    assert table.rows[8] == ("Kommune 8", ("8",) * 9)


def test_municipalities_go_down_the_table_beside_the_bars():
    table = plot_table(COSTS)

    assert table.head == ("Betaler", "Før tiltaget", "Efter tiltaget")
    assert table.rows[1] == ("Høje-Taastrup Kommune", ("180.000", "200.000"))


def test_each_municipality_has_its_rows_before_and_after():
    table = plot_table(SCENARIOS)

    assert table.head == ("Betaler", "0 %", "50 %", "100 %")
    assert table.rows[0] == ("Albertslund Kommune, før tiltaget", ("0", "50.000", "100.000"))
    assert table.rows[1] == ("Albertslund Kommune, efter tiltaget", ("20.000", "70.000", "120.000"))


def test_the_bars_stand_for_what_each_municipality_pays():
    assert COSTS.labels == MUNICIPALITIES
    assert [series.values[1] for series in COSTS.series] == [Decimal(180000), Decimal(200000)]


def test_a_municipality_that_a_scenario_does_not_name_has_a_gap():
    first, *_ = EFFECT.changes
    scenarios = (Scenario(Decimal(0), EFFECT.changes), Scenario(Decimal(100), (first,)))

    plot = scenario_plot(MeasureEffect((), (), scenarios), "Betaling")

    assert [series.values for series in plot.series if series.panel == "København Kommune"] == [
        (Decimal(270000), None),
        (Decimal(290000), None),
    ]


@pytest.mark.parametrize(
    ("plot", "told"),
    [
        (
            OCCUPANCY,
            "Linjediagram, Belægning, i procent efter år fra 2021 til 2024. "
            "Døgnpladser falder fra 98,2 % (2021) til 71,5 % (2024). Ikke oplyst: 2023. "
            "Dagpladser er uændret 80 % fra 2022 til 2023. Ikke oplyst: 2021 og 2024. Tallene står i tabellen.",
        ),
        (
            ACCOUNTS,
            "Linjediagram, Økonomi, i kroner efter år fra 2023 til 2025. "
            "Indtægter falder fra 41.200.000 kr. (2023) til 35.100.000 kr. (2025). "
            "Resultat falder fra 300.000 kr. (2023) til −4.700.000 kr. (2025). Tallene står i tabellen.",
        ),
        (
            ONE_YEAR,
            "Linjediagram, Belægning, i procent for år 2025. Belægning er 71 % (2025). Tallene står i tabellen.",
        ),
        (
            COSTS,
            "Søjlediagram, Kommunernes betaling pr. år, i kroner for 3 betalere. "
            "Før tiltaget: fra 90.000 kr. (Albertslund Kommune) til 270.000 kr. (København Kommune). "
            "Efter tiltaget: fra 110.000 kr. (Albertslund Kommune) til 290.000 kr. (København Kommune). "
            "Tallene står i tabellen.",
        ),
        (
            SCENARIOS,
            "Linjediagram, Kommunernes betaling ved forskellig belægning, i kroner efter belægning fra 0 % til 100 %, "
            "et lille diagram for hver af 3 betalere. Linjerne viser før tiltaget og efter tiltaget. "
            "Tallene står i tabellen.",
        ),
        (
            Plot("Belægning", "År", ("2024", "2025"), (Series("Belægning", (None, None)),), "%"),
            "Linjediagram, Belægning, i procent efter år fra 2024 til 2025. Belægning er ikke oplyst. "
            "Tallene står i tabellen.",
        ),
        (
            Plot("Andele", "Kommune", ("Herlev Kommune",), (Series("Andel", (Decimal(-5),)),), "kr.", "bars"),
            "Søjlediagram, Andele, i kroner for Herlev Kommune. Andel: −5 kr. Tallene står i tabellen.",
        ),
    ],
)
def test_the_sentences_tell_how_each_series_runs(plot, told):
    assert alt_text(plot) == told
