"""Each cell of a table names its column, so that a narrow screen shows it without scripts."""

from web.tables import titled

COLUMNS = ["Kommune", "Pladser>", ""]


def test_a_cell_gets_the_heading_of_its_column():
    assert titled("<tr><th>A</th><td class='number'>3</td><td>Ret</td></tr>", COLUMNS) == (
        '<tr><th data-title="Kommune">A</th><td data-title="Pladser" class=\'number\'>3</td>'
        '<td data-title="Handling">Ret</td></tr>'
    )


def test_a_title_of_its_own_stays_and_a_cell_over_several_columns_has_none():
    rows = '<tr><td data-title="Andet">1</td></tr><tr><td colspan="2">Ingen.</td><td>x</td></tr>'

    assert titled(rows, COLUMNS) == rows.replace("<td>x", '<td data-title="Handling">x')
