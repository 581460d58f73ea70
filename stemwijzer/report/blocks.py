"""The neutral building blocks of everything a person reads.

A view turns a result into blocks; a renderer turns blocks into a terminal, plain lines or
Markdown. So all of them say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from stemwijzer.record import record

if TYPE_CHECKING:
    from stemwijzer.report.drawings import Drawing


class Tone(StrEnum):
    """How much a paragraph asks for attention; always said in words too."""

    NORMAL = ""
    STRONG = "strong"
    WARNING = "warning"
    HINT = "hint"


@record
class Heading:
    """A heading; level 1 is the title."""

    text: str
    level: int = 2


@record
class Paragraph:
    """One paragraph of text."""

    text: str
    tone: Tone = Tone.NORMAL


@record
class Items:
    """A list of short texts."""

    items: tuple[str, ...]
    tone: Tone = Tone.NORMAL


@record
class Commands:
    """Commands to try next, each with what it does."""

    items: tuple[tuple[str, str], ...]


@record
class Bar:
    """A share with its bounds, each 0..1, drawn as an interval."""

    low: float
    point: float
    high: float


@record
class Shares:
    """How often each place occurs, place 1 first, each 0..1; drawn as blocks of that height."""

    shares: tuple[float, ...]


@record
class Share:
    """A part of the most there is, 0..1, drawn as a bar from nothing."""

    share: float


Drawn = Bar | Shares | Share
"""What a cell of a table can draw."""

Cell = str | Drawn


@record
class Column:
    """A column of a table. ``number`` aligns right."""

    title: str
    number: bool = False


@record
class Row:
    """One row: its cells, and the same as one sentence for those who do not read tables.

    The sentence is empty where another block has said it; ``opens`` begins a new group of rows.
    """

    cells: tuple[Cell, ...]
    sentence: str
    opens: bool = False


@record
class Table:
    """A table; on a terminal narrower than ``least_width`` its rows become sentences."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    least_width: int = 72
    caption: str = ""


@record
class Figure:
    """A picture with the same numbers as a table, which stands in for it where nothing is drawn.

    ``description`` says what is to be seen. A page folds the table away when ``folded``.
    """

    title: str
    description: str
    drawing: Drawing
    table: Table
    folded: bool = False


@record
class Link:
    """One line with an address in it."""

    before: str
    url: str
    after: str

    @property
    def line(self) -> str:
        """The whole as one line of text."""
        return " ".join(part for part in (self.before, self.url, self.after) if part)


@record
class Links:
    """A list of lines with addresses under a title; a page folds it away."""

    title: str
    items: tuple[Link, ...]


Block = Heading | Paragraph | Items | Commands | Table | Figure | Links


def items(texts: Iterable[str], tone: Tone = Tone.NORMAL) -> list[Block]:
    """Return a list block, or nothing when there is nothing to list."""
    found = tuple(texts)
    return [Items(found, tone)] if found else []
