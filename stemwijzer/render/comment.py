"""Blocks as one comment under a pull request: a summary, and every section folded away.

The level-1 heading and what follows it is shown; each level-2 heading begins a part that unfolds.
The last paragraph (with which data this was made) is always there.
A host refuses comments that are too long, so parts are cut at the end of a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from stemwijzer.render.markdown import render
from stemwijzer.report.blocks import Block, Heading

LIMIT = 60_000
"""Characters of a comment; GitHub refuses more than 65,536."""

_END = "\n</details>\n"


def comment(blocks: Iterable[Block], cut_note: str, limit: int = LIMIT) -> str:
    """Return the comment; ``cut_note`` says that something was left out, where that is so."""
    parts: list[list[Block]] = [[]]
    *found, last = blocks
    for block in found:
        if isinstance(block, Heading) and block.level == 2:
            parts.append([])
        parts[-1].append(block)
    closing = "\n" + render([last])
    note = f"\n**{cut_note}**\n"
    room = limit - len(closing) - len(note)
    text, cut = _cut(render(parts[0]), room)
    for heading, *below in parts[1:]:
        assert isinstance(heading, Heading)
        begin = f"\n<details>\n<summary>{escape(heading.text)}</summary>\n\n"
        left = room - len(text) - len(begin) - len(_END)
        body, short = _cut(render(below), left)
        cut = cut or short
        if body:
            text += begin + body + _END
    return text + (note if cut else "") + closing


def _cut(text: str, room: int) -> tuple[str, bool]:
    """Return as many whole lines as fit, and whether any is missing."""
    if len(text) <= room:
        return text, False
    end = text.rfind("\n", 0, max(room, 0))
    return (text[: end + 1] if end > 0 else ""), True
