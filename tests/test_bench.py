"""The bench prints what the page holds; nothing is timed here."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from stemwijzer.answers.rows import TableReader
from stemwijzer.bench import __main__ as bench
from stemwijzer.bench import parts
from stemwijzer.bench.measure import Figures, duration
from stemwijzer.core.bulk import Book

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def test_a_table_as_markdown_and_as_text() -> None:
    table = Figures("Title", ("× base",))
    table.add("one", 0.5, None)
    table.add("two", 1.5, 0.5)
    assert table.markdown().splitlines() == [
        "### Title", "", "|  | time | × base |", "| --- | ---: | ---: |",
        "| one | 500.0 ms |  |", "| two | 1.50 s | 3.00 |",
    ]  # fmt: skip
    assert table.text().splitlines()[2:] == ["one    500.0 ms", "two      1.50 s    3.00"]
    assert duration(0.0123) == "12.3 ms"


def test_the_page_has_room_for_the_tables() -> None:
    page = PAGE.read_text(encoding="utf-8")
    written = bench.between(page, "tables\n")
    assert "<!-- bench -->\ntables\n<!-- end of bench -->" in written
    assert bench.between(written, "tables\n") == written
    with pytest.raises(ValueError, match="bench"):
        bench.between("no marks", "tables")


def test_made_up_profiles_can_be_read(shipped) -> None:
    file = io.StringIO()
    csv.writer(file).writerows(parts.rows(shipped, 20))
    header, *rows = csv.reader(io.StringIO(file.getvalue()))
    reader = TableReader(shipped, "x", Book(shipped.questions.values()).code, header)
    assert len([reader.read(row, 1) for row in rows]) == 20


def test_scoring_and_growth_measure_every_step() -> None:
    assert len(parts.against_product(1, 100, 4, 3)) == 4
