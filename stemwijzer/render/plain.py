"""Blocks as plain lines: no boxes, no columns, one fact per line, fit to be read aloud.

This is also what a pipe gets; tables become the sentences of their rows.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stemwijzer.report.blocks import (
    Block,
    Commands,
    Figure,
    Heading,
    Items,
    Links,
    Paragraph,
    Table,
)


def render(blocks: Iterable[Block], width: int = 0) -> str:
    """Return the text; ``width`` wraps lines, 0 leaves them whole."""
    lines = [line for block in blocks for line in _lines(block, width)]
    return "\n".join(lines).strip("\n") + "\n"


def _lines(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading():
            yield ""
            yield from _wrapped(block.text, width)
            if block.level == 1:
                yield "=" * min(len(block.text), width or len(block.text))
        case Paragraph():
            yield ""
            yield from _wrapped(block.text, width)
        case Items():
            for item in block.items:
                yield from _wrapped(item, width, first="- ", rest="  ")
        case Commands():
            for command, purpose in block.items:
                yield from _wrapped(f"{command}  ({purpose})", width, first="  ", rest="      ")
        case Table():
            if block.caption:
                yield ""
                yield from _wrapped(f"{block.caption}:", width)
            for row in block.rows:
                if row.sentence:
                    yield from _wrapped(row.sentence, width, first="", rest="  ")
        case Figure():
            yield ""
            yield from _wrapped(f"{block.title}:", width)
            yield from _lines(replace(block.table, caption=""), width)
        case Links():
            yield ""
            yield from _wrapped(f"{block.title}:", width)
            for link in block.items:
                yield from _wrapped(link.line, width, first="- ", rest="  ")


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    if not width:
        return [first + text]
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
