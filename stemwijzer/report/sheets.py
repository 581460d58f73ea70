"""The neutral building blocks of a workbook; a renderer turns them into a file.

Rows and columns count from 0, as in ``Cell`` lists; names of cells as in a spreadsheet come from
``cell_name``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stemwijzer.answers.workbook import column_name


class Style(StrEnum):
    """How a cell looks; always said in words too."""

    NORMAL = ""
    TITLE = "title"
    HEADER = "header"
    HINT = "hint"
    STRONG = "strong"
    INPUT = "input"
    INPUT_HEADER = "input_header"
    INPUT_NUMBER = "input_number"
    WEIGHT = "weight"
    POINTS = "points"
    TOTAL = "total"
    SECTION = "section"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, a number or nothing; with ``formula`` the value is what it comes to.

    ``span`` joins so many cells to the right.
    """

    value: str | float | None = None
    style: Style = Style.NORMAL
    formula: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A cell in which one picks from a list elsewhere in the workbook (a range by reference)."""

    row: int
    column: int
    source: str


@dataclass(frozen=True, slots=True)
class NumberOnly:
    """A cell that takes a number of at least 0."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``freeze`` is the first row and column that scroll; ``repeat`` the heading row
    printed on every page; ``internal`` marks what is not to be sent. A ``wide`` sheet prints on
    several pages side by side, with the columns that do not scroll on each.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    freeze: tuple[int, int] = (0, 0)
    repeat: int | None = None
    choices: tuple[Choice, ...] = ()
    numbers: tuple[NumberOnly, ...] = ()
    internal: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook."""

    title: str
    footer: str
    sheets: tuple[Sheet, ...]


def cell_name(row: int, column: int) -> str:
    """Return the fixed name of a cell: (0, 0) is $A$1."""
    return f"${column_name(column)}${row + 1}"


def reference(sheet: str, row: int, column: int, last: int | None = None) -> str:
    """Return a reference to a cell of a sheet, or to a column of cells down to row ``last``."""
    quoted = sheet.replace("'", "''")
    end = "" if last is None else f":{cell_name(last, column)}"
    return f"'{quoted}'!{cell_name(row, column)}{end}"
