"""Cells that name their column, as a table shows them on a narrow screen."""

import re
from collections.abc import Sequence

from flask import Flask
from markupsafe import Markup, escape

_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(?P<tag>td|th)\b(?P<attributes>[^>]*)>")
_SPAN = re.compile(r'colspan="(\d+)"')
OF_BUTTONS = "Handling"
"""What a column without a heading is called."""


def titled(rows: str, columns: Sequence[str]) -> Markup:
    """The rows of a table with the heading of its column on each cell that has none of its own.

    >>> titled('<tr><th scope="row">Vejle</th><td>3</td></tr>', ["Kommune", "Pladser>"])
    Markup('<tr><th data-title="Kommune" scope="row">Vejle</th><td data-title="Pladser">3</td></tr>')
    """
    return Markup(_ROW.sub(lambda row: _titled_row(row[0], columns), str(rows)))  # noqa: S704 - made of a template


def _titled_row(row: str, columns: Sequence[str]) -> str:
    place = 0

    def cell(found: re.Match[str]) -> str:
        nonlocal place
        here, span = place, _SPAN.search(found["attributes"])
        place += int(span[1]) if span else 1
        if span or "data-title" in found["attributes"] or here >= len(columns):
            return found[0]
        title = columns[here].removesuffix(">") or OF_BUTTONS
        return f'<{found["tag"]} data-title="{escape(title)}"{found["attributes"]}>'

    return _CELL.sub(cell, row)


def init_tables(app: Flask) -> None:
    """Give the filter to the templates."""
    app.add_template_filter(titled)
