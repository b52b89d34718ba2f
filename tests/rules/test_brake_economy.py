from decimal import Decimal

import pytest

from workflows.errors import InputError
from workflows.rules.emergency_brake.economy import YearRow, check_years, read_years

PASTED = (
    "År\tPladser\tBelægning %\tBudget\tResultat\n"
    "2023\t20\t97,5\t18.500.000\t150.000\n"
    "2024\t20\t81\t18.700.000\t−2.100.000 kr.\n"
)


def row(year: int, **values) -> YearRow:
    usual = {"places": 20, "occupancy": Decimal("97.5"), "budget": Decimal(18_500_000), "result": Decimal(0)}
    return YearRow(year=year, **(usual | values))


def test_a_table_pasted_from_a_spreadsheet_is_read():
    assert read_years(PASTED) == [
        {"year": "2023", "places": "20", "occupancy": "97.5", "budget": "18500000", "result": "150000"},
        {"year": "2024", "places": "20", "occupancy": "81", "budget": "18700000", "result": "-2100000"},
    ]


@pytest.mark.parametrize("separator", [";", ","])
def test_a_file_of_separated_values_is_read_with_the_columns_in_any_order(separator):
    lines = (["Resultat", "År", "Note", "Budget", "Belægning", "Pladser"], ["-1.5", "2024", "x", "100", "80.5", "4"])
    text = "\ufeff" + "\r\n".join(separator.join(cells) for cells in lines)

    assert read_years(text) == [{"year": "2024", "places": "4", "occupancy": "80.5", "budget": "100", "result": "-1.5"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "overskrift"),
        ("År;Pladser", "mindst ét år"),
        ("År;Pladser;Budget\n2024;4;100", "Belægning i procent, Resultat"),
        (PASTED.replace("81", "cirka 81"), "Linje 3, Belægning i procent: »cirka 81« er ikke et tal"),
        ("År;Pladser;Belægning;Budget;Resultat\n2024;4;80;100", "Linje 2 mangler: Resultat"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(text, told):
    with pytest.raises(InputError, match=told):
        read_years(text)


def test_a_development_takes_two_years_at_least():
    check_years([row(2023), row(2024)], latest=2026)
    with pytest.raises(InputError, match="mindst 2 år"):
        check_years([row(2024)], latest=2026)


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        (row(2023), "economy_rows[1].year"),
        (row(2027), "economy_rows[1].year"),
        (row(2024, occupancy=Decimal(151)), "economy_rows[1].occupancy"),
        (row(2024, places=0), "economy_rows[1].places"),
        (row(2024, places=-1), "economy_rows[1].places"),
        (row(2024, budget=Decimal(-1)), "economy_rows[1].budget"),
    ],
)
def test_figures_that_cannot_be_are_refused_by_their_field(bad, path):
    with pytest.raises(InputError) as refusal:
        check_years([row(2023), bad], latest=2026)
    assert [found for found, _ in refusal.value.errors] == [path]
