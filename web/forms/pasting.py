"""Cells copied from a spreadsheet, put into a table of a form as if they had been typed there. Pure."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from werkzeug.datastructures import MultiDict

from web.forms.parsing import amount_from

PARTS = ("paste_box", "paste_grid", "paste_at", "paste_column")
"""What a table sends along for pasting, each followed by the table's name."""
Cells = list[list[str]]
Sent: TypeAlias = "MultiDict[str, str]"


@dataclass(frozen=True)
class Grid:
    """A table as it stands on a page: the fields of each row, in the order of the columns."""

    fields: list[str]
    """The short names of the columns."""
    rows: list[tuple[str, list[str]]]
    """The words of a row that has its own, else an empty text; and the names of its fields."""
    grows: str | None
    """The name of a table that gets the rows it lacks; none for one with its rows given."""
    most: int

    @classmethod
    def read(cls, text: str) -> "Grid":
        """The grid as the page carries it. Raises ValueError when it is none."""
        sent = json.loads(text)
        rows = [(str(label), [str(name) for name in names]) for label, names in sent["rows"]]
        return cls([str(one) for one in sent["fields"]], rows, sent["grows"], int(sent["most"]))

    def place_of(self, name: str) -> tuple[int, int] | None:
        """Row and column of a field."""
        for number, (_, names) in enumerate(self.rows):
            if name in names:
                return number, names.index(name)
        return None

    def names_at(self, number: int) -> list[str] | None:
        """The fields of a row, also of one that is not there yet; none where there is no room for it."""
        if number < len(self.rows):
            return self.rows[number][1]
        if self.grows is None or number >= self.most:
            return None
        index = self._next_index() + number - len(self.rows)
        return [f"{self.grows}-{index}-{field}" for field in self.fields]

    def _next_index(self) -> int:
        used = [re.match(rf"{re.escape(self.grows or '')}-(\d+)-", names[0]) for _, names in self.rows]
        return max((int(found[1]) + 1 for found in used if found), default=0)


def cells_of(text: str) -> Cells:
    """The cells of a copied range, without empty rows at its end; a cell of several lines stands in quotes."""
    separator = "\t" if "\t" in text else ";"
    table = [[_tidy(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
    while table and not any(table[-1]):
        table.pop()
    return table


def paste(sent: Sent, grid: Grid, cells: Cells, at: str, column: int = 0) -> tuple[Sent, list[str]]:
    """The form with the cells in it, and in sentences what was done with them.

    `at` is the field in which the first cell goes; without it the rows follow those that are filled in, from `column`.
    """
    told = []
    cells, heading = _without_heading(cells)
    if heading:
        told.append(f"Overskriften »{', '.join(filter(None, heading))}« er ikke sat ind.")
    place = grid.place_of(at)
    if place is None and grid.grows and not _labelled(grid, cells):
        cells = [row for row in cells if any(row)]
    first, column = place or (_first_empty(sent, grid), column)
    filled, left_out = MultiDict(sent), list[str]()
    done = 0
    for row, names in _placed(grid, cells, first, left_out):
        fitting = list(zip(names[column:], row, strict=False))
        for name, cell in fitting:
            filled[name] = cell
        done += bool(fitting)
    told.insert(0, f"{done} {'række' if done == 1 else 'rækker'} er sat ind. Se dem igennem.")
    if left_out:
        told.append(f"Der er ikke plads til: {'; '.join(left_out)}.")
    too_many = max(map(_width, cells), default=0) - len(grid.fields) + column - _labelled(grid, cells)
    if too_many > 0:
        last = "den sidste" if too_many == 1 else f"de sidste {too_many}"
        told.append(f"Tabellen har færre kolonner end det kopierede; {last} er ikke med.")
    return filled, told


def _placed(grid: Grid, cells: Cells, first: int, left_out: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Each row of cells with the fields it goes into; by its words where the table's rows have words."""
    if _labelled(grid, cells):
        known = {label.casefold(): names for label, names in grid.rows}
        for row in cells:
            names = known.get(row[0].casefold())
            if names:
                yield row[1:], names
            elif any(row):
                left_out.append(row[0] or "en række uden navn")
        return
    for number, row in enumerate(cells, start=first):
        fields = grid.names_at(number)
        if fields is None:
            left_out.append(", ".join(filter(None, row)))
        else:
            yield row, fields


def _labelled(grid: Grid, cells: Cells) -> bool:
    """Whether the cells begin with the words of the table's rows."""
    known = {label.casefold() for label, _ in grid.rows if label}
    return any(row and row[0].casefold() in known for row in cells)


def _width(row: list[str]) -> int:
    """The number of cells up to the last that holds something: a spreadsheet copies empty columns too."""
    return max((number for number, cell in enumerate(row, start=1) if cell), default=0)


def _first_empty(sent: Sent, grid: Grid) -> int:
    if grid.grows is None:
        return 0
    filled = [
        number for number, (_, names) in enumerate(grid.rows) if any(sent.get(name, "").strip() for name in names)
    ]
    return max(filled, default=-1) + 1


def _without_heading(cells: Cells) -> tuple[Cells, list[str]]:
    """The cells without a first row of words over columns of figures, and that row."""
    if len(cells) < 2 or any(_is_figure(cell) for cell in cells[0]):
        return cells, []
    over_figures = any(_is_figure(cell) for row in cells[1:] for cell in row[: len(cells[0])])
    return (cells[1:], cells[0]) if over_figures else (cells, [])


def _is_figure(cell: str) -> bool:
    try:
        amount_from(cell.removesuffix("%").strip())
    except ValueError:
        return False
    return True


def _tidy(cell: str) -> str:
    """The text of a cell; what a spreadsheet shows for zero kroner, a lonely dash, is zero."""
    words = " ".join(cell.split())
    return "0" if re.fullmatch(r"(?:kr\.? ?)?[-–](?: ?kr\.?)?", words) else words


def carried_back(changed: Iterable[Sequence[str]]) -> Sent:
    """A form as it was before a change, as an undo button carries it."""
    return MultiDict([(str(name), str(value)) for name, value in changed])
