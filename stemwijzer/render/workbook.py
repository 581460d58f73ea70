"""A workbook as an Excel file, through xlsxwriter (the extra ``excel``).

Texts are written as strings whatever they begin with; only formulas the program made are formulas.
The same workbook gives the same bytes.
"""

from __future__ import annotations

import io
from datetime import datetime
from math import ceil
from typing import Any

from stemwijzer.errors import UsageError, message
from stemwijzer.report.sheets import Book, Cell, Sheet, Style

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date, so that the bytes do not depend on it
_INK, _PAPER, _FIELD, _LINE = "#1F2937", "#E5E7EB", "#FEF9C3", "#9CA3AF"
_INTERNAL = "#B91C1C"
_A4 = 9
_LINE_HEIGHT = 15
_LONGEST = 409
"""A row cannot be higher."""

_BASE = {"valign": "top", "text_wrap": True, "font_color": _INK}
_STYLES: dict[Style, dict[str, Any]] = {
    Style.NORMAL: {},
    Style.TITLE: {"bold": True, "font_size": 16, "text_wrap": False},
    Style.HEADER: {"bold": True, "bg_color": _PAPER, "bottom": 1, "border_color": _LINE},
    Style.HINT: {"font_color": "#4B5563"},
    Style.STRONG: {"bold": True},
    Style.INPUT: {"bg_color": _FIELD, "border": 1, "border_color": _LINE},
    Style.INPUT_HEADER: {"bold": True, "bg_color": _FIELD, "border": 1, "border_color": _LINE},
    Style.INPUT_NUMBER: {
        "bg_color": _FIELD,
        "border": 1,
        "border_color": _LINE,
        "align": "left",
        "num_format": "General",
    },
    Style.WEIGHT: {"num_format": "0.0", "align": "center"},
    Style.COUNT: {"num_format": "0", "align": "center"},
    Style.POINTS: {"num_format": "0.0", "align": "right"},
    Style.TOTAL: {"num_format": "0.0", "bold": True, "align": "right"},
    Style.SECTION: {"bold": True, "font_size": 13, "text_wrap": False},
}
_UNWRAPPED = (Style.TITLE, Style.SECTION)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def render(book: Book) -> bytes:
    """Return the file. Raises UsageError when xlsxwriter is not installed."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise UsageError(message("no_excel"), message("no_excel_hint")) from error
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"title": book.title, "created": _MADE})
        formats = _Formats(workbook)
        for sheet in book.sheets:
            _write(workbook.add_worksheet(sheet.name), sheet, book, formats)
    return out.getvalue()


class _Formats:
    """The formats of a workbook, made when first needed."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.made: dict[tuple[Style, bool], Any] = {}

    def of(self, cell: Cell) -> Any:
        """Return the format of a cell; a text that looks like a formula is marked as text."""
        quoted = isinstance(cell.value, str) and cell.value.startswith(_FORMULA_STARTS)
        quoted = quoted and not cell.formula
        key = (cell.style, quoted)
        if key not in self.made:
            wishes = {**_BASE, **_STYLES[cell.style]}
            if quoted:
                wishes["quote_prefix"] = True
            self.made[key] = self.workbook.add_format(wishes)
        return self.made[key]


def _write(worksheet: Any, sheet: Sheet, book: Book, formats: _Formats) -> None:
    for column, width in enumerate(sheet.widths):
        worksheet.set_column(column, column, width)
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            _write_cell(worksheet, row, column, cell, formats)
        worksheet.set_row(row, _height(cells, sheet.widths))
    for choice in sheet.choices:
        worksheet.data_validation(
            choice.row, choice.column, choice.row, choice.column,
            {"validate": "list", "source": f"={choice.source}"},
        )  # fmt: skip
    for number in sheet.numbers:
        worksheet.data_validation(
            number.row, number.column, number.row, number.column,
            {"validate": "decimal", "criteria": ">=", "value": 0},
        )  # fmt: skip
    if any(sheet.freeze):
        worksheet.freeze_panes(*sheet.freeze)
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    if sheet.wide:
        worksheet.set_print_scale(60)
        worksheet.repeat_columns(1, sheet.freeze[1] - 1)
    else:
        worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    worksheet.set_footer(f"&C{book.footer}")
    if sheet.repeat is not None:
        worksheet.repeat_rows(sheet.repeat)
    if sheet.internal:
        worksheet.set_tab_color(_INTERNAL)


def _write_cell(worksheet: Any, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    look = formats.of(cell)
    if cell.span > 1:
        worksheet.merge_range(row, column, row, column + cell.span - 1, "", look)
    if cell.formula:
        value = _writable(cell.value) if isinstance(cell.value, str) else cell.value or 0
        worksheet.write_formula(row, column, f"={cell.formula}", look, value)
    elif isinstance(cell.value, str) and cell.value:
        worksheet.write_string(row, column, _writable(cell.value), look)
    elif isinstance(cell.value, int | float):
        worksheet.write_number(row, column, cell.value, look)
    elif cell.style is not Style.NORMAL:
        worksheet.write_blank(row, column, None, look)


def _writable(text: str) -> str:
    """Return text without the signs a workbook cannot hold, cut to what a cell can hold."""
    kept = "".join(c for c in text if c in "\t\n" or (c >= " " and not _odd(c)))
    return kept[:32767]


def _odd(sign: str) -> bool:
    return "\ud800" <= sign <= "\udfff" or sign in "\ufffe\uffff"


def _height(cells: tuple[Cell, ...], widths: tuple[float, ...]) -> float:
    """Return a height at which the longest text of a row can be read whole."""
    lines = 1
    for column, cell in enumerate(cells):
        if not isinstance(cell.value, str) or cell.style in _UNWRAPPED:
            continue
        width = sum(widths[column : column + cell.span]) or 1
        found = sum(max(1, ceil(len(part) * 1.1 / width)) for part in cell.value.split("\n"))
        lines = max(lines, found)
    title = any(cell.style in _UNWRAPPED for cell in cells)
    return min(_LONGEST, lines * _LINE_HEIGHT + (8 if title else 0))
