"""Where everything stands in the workbook, so that formulas and reading back agree on it."""

from __future__ import annotations

from dataclasses import dataclass

from stemwijzer.core.matching import MustState
from stemwijzer.core.requirements import NO, YES, Filled, Form, Item, Line
from stemwijzer.report.records import RequirementsResult
from stemwijzer.report.requirement_words import Wording
from stemwijzer.report.requirements import items_of
from stemwijzer.report.sheets import Cell, Sheet, Style, reference
from stemwijzer.report.words import Words

REQUIREMENTS_KEY, ANSWERS_KEY, PROFILE_KEY = "question", "item", "stemwijzer"
"""Words in the first column by which a program finds its way, the same in every language."""

HEADER = 3
"""The row with the headings on the sheets with requirements, answers and scoring."""

FIRST_ITEM = HEADER + 1
"""The first row that can be filled in."""

FIRST_VENDOR = 5
"""The column of the first vendor's answers; its evidence stands beside it."""

FIRST_SCORE = 5
"""The column of the first vendor on the sheet with scores."""

STATE_ROW, TOTAL_ROW, ANSWERED_ROW = HEADER + 1, HEADER + 2, HEADER + 3
"""Rows of the outcome, above the lines on the sheet with scores."""

FIRST_LINE = HEADER + 5
"""The row of the first line on the sheet with scores."""

VENDORS = 5
"""At least so many columns for vendors."""

WEIGHT_COLUMN = 6
"""The column of the weights on the sheet with requirements."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The workbook of one result: names of sheets, the columns of vendors, places of lists.

    ``lists`` gives per line number the ranges of answers and points on the sheet with lists;
    ``words`` the place of a word that formulas need.
    """

    result: RequirementsResult
    wording: Wording
    vendors: tuple[Filled, ...]
    lists: dict[str, tuple[str, str]]
    words: dict[str, str]
    lists_sheet: Sheet

    def sheet(self, name: str) -> str:
        """Return the name of a sheet."""
        return self.wording.texts(f"requirements.book.{name}")

    def heading(self, vendor: int) -> str:
        """Return what stands above a vendor's column."""
        filled = self.vendors[vendor].vendor
        return filled or self.wording.texts("requirements.book.vendor", number=vendor + 1)

    def item_rows(self, line: Line) -> tuple[int, int]:
        """Return the first and last row of a line's items on the sheet with answers."""
        rows = [FIRST_ITEM + i for i, (own, _) in enumerate(self.items) if own is line]
        return rows[0], rows[-1]

    @property
    def items(self) -> tuple[tuple[Line, Item], ...]:
        """Everything to be filled in."""
        return items_of(self.result.programme)


def make_frame(result: RequirementsResult, words: Words) -> Frame:
    """Return the frame of a result; columns without a vendor stay empty."""
    wording = Wording(words)
    empty = Filled("", {}, {})
    least = 1 if result.for_vendors else VENDORS
    vendors = (*result.filled, *(empty for _ in range(least - len(result.filled))))
    texts, name = words.texts, words.texts("requirements.book.lists")
    rows: list[tuple[Cell, ...]] = [
        (
            Cell(texts("requirements.column.number"), Style.HEADER),
            Cell(texts("requirements.book.choices"), Style.HEADER),
            Cell(texts("requirements.book.points"), Style.HEADER),
        )
    ]
    lists: dict[str, tuple[str, str]] = {}
    places: dict[str, str] = {}
    fixed = [(word, texts(f"requirements.answer.{word}")) for word in (YES, NO)]
    fixed += [(s.value, texts(f"requirements.scores.state.{s.value}")) for s in MustState]
    lists[YES] = (reference(name, len(rows), 1, len(rows) + 1), "")
    for word, said in fixed:
        places[word] = reference(name, len(rows), 1)
        rows.append((Cell(), Cell(said)))
    for line in result.programme.lines:
        item = line.items[0]
        if item.form is not Form.LEVEL:
            continue
        first, last = len(rows), len(rows) + len(item.points) - 1
        lists[line.number] = (reference(name, first, 1, last), reference(name, first, 2, last))
        for (_, said), (_, points) in zip(wording.answers(line, item), item.points, strict=True):
            rows.append((Cell(line.number), Cell(said), Cell(points / 10, Style.POINTS)))
    sheet = Sheet(name, tuple(rows), (8, 50, 16), freeze=(1, 0), repeat=0)
    return Frame(result, wording, vendors, lists, places, sheet)
