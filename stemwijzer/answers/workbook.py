"""A filled-in workbook as it stands: headings, cells and the answers it was made from.

Reads the values only (through python-calamine, the extra ``excel``): no formula of the file is run.
What the cells mean is decided elsewhere.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stemwijzer.errors import AnswersError, UsageError, message

Value = str | float | bool
"""What a cell holds; an empty one is left out."""

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """A vendor's column: its heading, and per key the value, its cell and the text beside it."""

    heading: str
    values: Mapping[str, Value]
    cells: Mapping[str, str]
    evidence: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Workbook:
    """What was read: the vendors' columns, weights by question, and the answers behind them.

    ``weights`` holds None for a knock-out.
    """

    name: str
    application: str
    sheet: str
    weights: Mapping[str, float | None]
    keys: tuple[str, ...]
    columns: tuple[Column, ...]


def read_workbook(content: bytes, name: str, layout: Mapping[str, Any]) -> Workbook:
    """Read a workbook made by ``requirements``.

    ``layout`` says where things stand: the words ``answers``, ``requirements`` and ``profile`` in
    the first column, and the columns ``first_vendor`` and ``weight``. Raises AnswersError for any
    other file, UsageError when python-calamine is not installed.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError as error:
        raise UsageError(message("no_excel"), message("no_excel_hint")) from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            for sheet in book.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise _unfit(name) from error
    answers = _below(sheets, layout["answers"])
    required = _below(sheets, layout["requirements"])
    application, sheet = _profile(sheets, layout["profile"], name)
    if not answers or not required:
        raise _unfit(name)
    header_row, header, rows = answers
    keys = tuple(str(row[0]) for row in rows)
    columns = tuple(
        _column(str(header[at]), at, header_row, rows)
        for at in range(layout["first_vendor"], len(header), 2)
        if str(header[at]).strip()
    )
    weights = {str(row[0]): _weight(row, layout["weight"]) for row in required[2]}
    return Workbook(name, application, sheet, weights, keys, columns)


def _unfit(name: str) -> AnswersError:
    return AnswersError(message("not_workbook", name=name), message("not_workbook_hint"))


def _below(sheets: Sequence[Rows], word: str) -> tuple[int, Sequence[Any], Rows] | None:
    """Return the row with this word in its first cell, and the filled rows right below it."""
    for rows in sheets:
        for index, row in enumerate(rows):
            if row and row[0] == word:
                found = []
                for below in rows[index + 1 :]:
                    if not below or below[0] == "":
                        break
                    found.append(below)
                return index, row, found
    return None


def _profile(sheets: Sequence[Rows], word: str, name: str) -> tuple[str, str]:
    """Return the application and the answer sheet (as JSON text) the workbook was made from."""
    for rows in sheets:
        for row in rows:
            if row and row[0] == word:
                try:
                    found = json.loads(str(row[1]))
                    return str(found["application"]), json.dumps(found["sheet"])
                except (ValueError, KeyError, TypeError, IndexError) as error:
                    raise _unfit(name) from error
    raise _unfit(name)


def _column(heading: str, at: int, header_row: int, rows: Rows) -> Column:
    values: dict[str, Value] = {}
    cells: dict[str, str] = {}
    evidence: dict[str, str] = {}
    for index, row in enumerate(rows):
        value = row[at] if at < len(row) else ""
        if value == "" or value is None:
            continue
        key = str(row[0])
        number = isinstance(value, int | float) and not isinstance(value, bool)
        values[key] = float(value) if number else value if isinstance(value, bool) else str(value)
        cells[key] = f"{column_name(at)}{header_row + index + 2}"
        beside = str(row[at + 1]).strip() if at + 1 < len(row) else ""
        if beside:
            evidence[key] = beside
    return Column(_plain(heading), values, cells, evidence)


def _plain(text: str) -> str:
    """Return a name on one line without signs that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _weight(row: Sequence[Any], at: int) -> float | None:
    value = row[at] if at < len(row) else ""
    return float(value) if isinstance(value, int | float) else None


def column_name(column: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
