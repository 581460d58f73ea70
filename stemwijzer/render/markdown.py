"""Blocks as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stemwijzer.render.bars import draw
from stemwijzer.report.blocks import (
    Bar,
    Block,
    Cell,
    Commands,
    Heading,
    Items,
    Paragraph,
    Table,
    Tone,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def render(blocks: Iterable[Block]) -> str:
    """Return the document; texts from data or users can add no markup of their own."""
    lines = [line for block in blocks for line in _lines(block)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def escaped(text: str) -> str:
    """Return text with everything that Markdown could take as markup made harmless."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def _lines(block: Block) -> Iterator[str]:
    yield ""
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.text)}"
            yield ""
        case Paragraph():
            text = escaped(block.text)
            yield f"**{text}**" if block.tone in (Tone.STRONG, Tone.WARNING) else text
        case Items():
            yield from (f"- {escaped(item)}" for item in block.items)
        case Commands():
            yield from (f"- `{command}`: {escaped(purpose)}" for command, purpose in block.items)
        case Table():
            yield _row([escaped(column.title) or " " for column in block.columns])
            yield _row(["--:" if column.number else "---" for column in block.columns])
            yield from (_row([_cell(cell) for cell in row.cells]) for row in block.rows)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return f"`{draw(cell)}`" if isinstance(cell, Bar) else escaped(cell)
