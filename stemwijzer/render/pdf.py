"""Blocks as a PDF, through typst (the extra ``pdf``): tagged, with a title and a language.

Texts reach the template as one JSON value and are set as strings there, so that nothing a data file
or a user says can become markup. Typst reads no file and fetches nothing. The same blocks give the
same bytes, as long as typst's own letters know every sign in them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from stemwijzer import __version__
from stemwijzer.errors import UsageError, message
from stemwijzer.i18n import Texts
from stemwijzer.render.bars import told
from stemwijzer.render.svg import draw
from stemwijzer.report.blocks import (
    Block,
    Commands,
    Figure,
    Heading,
    Items,
    Link,
    Links,
    Paragraph,
    Table,
)

_WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
_PICTURE_WIDTH, _PICTURE_HEIGHT = 330.0, 560.0
"""The room for a picture, in points; A4 between its margins is 493 by 730."""

_SIZE = re.compile(r' width="([\d.]+)" height="([\d.]+)"')
_NARROW = 9
"""A column whose texts are no longer takes the width it needs; longer ones share what is left."""


def check_installed() -> None:
    """Raise UsageError with the command to install it when typst is not there."""
    try:
        import typst  # noqa: F401
    except ImportError as error:
        raise UsageError(message("no_pdf"), message("no_pdf_hint")) from error


def render(blocks: Iterable[Block], title: str, texts: Texts) -> bytes:
    """Return the file. Raises UsageError when typst is not installed.

    The tables of folded pictures come together at the end, where they are in nobody's way.
    """
    check_installed()
    found = list(blocks)
    start = next((i for i, b in enumerate(found) if _opens_part(b)), len(found))
    behind = [b for b in found if isinstance(b, Figure) and b.folded]
    last: list[Block] = [Heading(texts("document.behind"))] if behind else []
    document = {
        "title": title,
        "language": texts.language,
        "contents": texts("document.contents"),
        "made": f"stemwijzer {__version__}",
        "page": texts("document.page"),
        "head": [_value(block) for block in found[:start]],
        "body": [_value(block) for block in [*found[start:], *last, *(_behind(b) for b in behind)]],
    }
    whole = json.dumps(document, ensure_ascii=False)
    return _compile(whole.encode(errors="replace").decode())  # half a sign is no sign


def _compile(document: str) -> bytes:
    """Return the PDF as PDF/UA-1, the standard for readers without eyes.

    Only signs that typst's own letters lack need those of this machine, and only signs that no
    letter here has cost the file its claim to the standard.
    """
    import typst

    template = files("stemwijzer.render").joinpath("templates", "report.typ").read_bytes()
    attempts: tuple[dict[str, Any], ...] = (
        {"ignore_system_fonts": True, "pdf_standards": "ua-1"},
        {"pdf_standards": "ua-1"},
    )
    for options in attempts:
        try:
            made = typst.compile(template, sys_inputs={"document": document}, **options)
        except typst.TypstError:
            continue
        assert made is not None
        return bytes(made)
    made = typst.compile(template, sys_inputs={"document": document})
    assert made is not None
    return bytes(made)


def _opens_part(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 2


def _behind(figure: Figure) -> Table:
    return Table(figure.table.columns, figure.table.rows, caption=figure.title)


def _value(block: Block) -> dict[str, Any]:
    """Return a block as the template takes it."""
    match block:
        case Heading():
            return {"kind": "heading", "level": min(6, max(1, block.level)), "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "tone": block.tone.value, "text": block.text}
        case Items():
            return {"kind": "items", "tone": block.tone.value, "items": block.items}
        case Commands():
            return {"kind": "commands", "items": block.items}
        case Table():
            return {"kind": "table", "caption": block.caption, **_table(block)}
        case Figure():
            return _figure(block)
        case Links():
            lines = [_link(link) for link in block.items]
            return {"kind": "links", "title": block.title, "items": lines}


def _figure(block: Figure) -> dict[str, Any]:
    svg = draw(block.drawing, "figure", block.title, block.description)
    size = _SIZE.search(svg)
    assert size is not None
    wide, high = float(size[1]), float(size[2])
    width = min(_PICTURE_WIDTH, _PICTURE_HEIGHT * wide / high)
    found = {
        "kind": "figure",
        "title": block.title,
        "alt": f"{block.title}. {block.description}",
        "svg": svg,
        "width": width,
    }
    return found if block.folded else {**found, "table": _table(block.table)}


def _table(block: Table) -> dict[str, Any]:
    """Return a table; the columns of words share the width by the length of what is in them."""
    rows = [[told(cell) for cell in row.cells] for row in block.rows]
    columns = []
    for index, column in enumerate(block.columns):
        lengths = sorted(len(row[index]) for row in rows) or [0]
        longest = max(lengths[-1], len(column.title))
        usual = lengths[len(lengths) * 3 // 4]
        share = 0 if longest <= _NARROW else max(8, min(140, usual, longest)) ** 0.6
        columns.append({"title": column.title, "number": column.number, "share": share})
    return {"columns": columns, "rows": rows}


def _link(link: Link) -> dict[str, Any]:
    return {
        "before": link.before,
        "url": link.url,
        "after": link.after,
        "web": _WEB.fullmatch(link.url) is not None,
    }
