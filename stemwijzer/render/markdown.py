"""Blocks as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stemwijzer.render.bars import draw
from stemwijzer.report.blocks import (
    Block,
    Cell,
    Commands,
    Drawn,
    Figure,
    Heading,
    Items,
    Link,
    Links,
    Paragraph,
    Table,
    Tone,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_ADDRESS = re.compile(r"https?://[^\s<>\\`]+")
_LINE_END = re.compile(r"\s*[\r\n]\s*")
_LIST_START = re.compile(r"([-+=]|\d+(?=[.)]))")


def render(blocks: Iterable[Block]) -> str:
    """Return the document; texts from data or users can add no markup of their own."""
    lines = [line for block in blocks for line in _lines(block)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def escaped(text: str) -> str:
    """Return text with everything that Markdown could take as markup made harmless."""
    return _SPECIAL.sub(r"\\\1", _LINE_END.sub(" ", text.strip()))


def _as_line(text: str) -> str:
    """Return text that begins a line, so that it cannot begin a list there."""
    safe = escaped(text)
    if found := _LIST_START.match(safe):
        sign = found[1]
        return f"\\{safe}" if not sign.isdigit() else f"{sign}\\{safe[len(sign) :]}"
    return safe


def _code(text: str) -> str:
    """Return text as code, whatever backticks it holds."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{text}{fence}"


def _lines(block: Block) -> Iterator[str]:
    yield ""
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.text)}"
            yield ""
        case Paragraph():
            strong = block.tone in (Tone.STRONG, Tone.WARNING)
            yield f"**{escaped(block.text)}**" if strong else _as_line(block.text)
        case Items():
            yield from (f"- {_as_line(item)}" for item in block.items)
        case Commands():
            yield from (
                f"- {_code(command)}: {escaped(purpose)}" for command, purpose in block.items
            )
        case Table():
            if block.caption:
                yield f"**{escaped(block.caption)}**"
                yield ""
            yield _row([escaped(column.title) or " " for column in block.columns])
            yield _row(["--:" if column.number else "---" for column in block.columns])
            yield from (_row([_cell(cell) for cell in row.cells]) for row in block.rows)
        case Figure():
            yield f"**{escaped(block.title)}**"
            yield from _lines(replace(block.table, caption=""))
        case Links():
            yield f"**{escaped(block.title)}**"
            yield ""
            yield from (f"- {_link(link)}" for link in block.items)


def _link(link: Link) -> str:
    """Return a line whose address stays whole, where it is one."""
    if not _ADDRESS.fullmatch(link.url):
        return _as_line(link.line)
    parts = (_as_line(link.before) if link.before else "", f"<{link.url}>", escaped(link.after))
    return " ".join(part for part in parts if part)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return f"`{draw(cell)}`" if isinstance(cell, Drawn) else escaped(cell)
