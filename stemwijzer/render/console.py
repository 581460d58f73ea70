"""Blocks on a terminal, with rich: tables where they fit, sentences and bars where they do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TextIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from stemwijzer.render.bars import draw
from stemwijzer.report.blocks import (
    Block,
    Cell,
    Commands,
    Drawn,
    Figure,
    Heading,
    Items,
    Links,
    Paragraph,
    Table,
    Tone,
)

_TONES = {Tone.NORMAL: "", Tone.STRONG: "bold", Tone.WARNING: "bold yellow", Tone.HINT: "dim"}

_BODIES = Table | Items | Figure | Links


def print_blocks(
    blocks: Iterable[Block], stream: TextIO, *, width: int, colour: bool, unicode: bool
) -> None:
    """Print blocks on a terminal of this width."""
    console = Console(
        file=stream,
        width=width,
        force_terminal=True,
        no_color=not colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table) and width < block.least_width and not _said(block):
            continue  # its rows were said before
        # A heading brings its own air; what follows a table or a list gets some.
        if isinstance(before, _BODIES) and not isinstance(block, Heading | Items):
            console.print()
        console.print(_renderable(block, width, unicode=unicode))
        before = block


def _renderable(block: Block, width: int, *, unicode: bool) -> RenderableType:
    match block:
        case Heading():
            style = "bold cyan" if block.level == 1 else "bold"
            return Text(f"\n{block.text}", style=style)
        case Paragraph():
            return Text(block.text, style=_TONES[block.tone])
        case Items():
            return _list((item for item in block.items), "-", _TONES[block.tone])
        case Commands():
            return Group(
                *(
                    Group(Text(f"  {command}", style="cyan"), Padding(purpose, (0, 0, 0, 6)))
                    for command, purpose in block.items
                )
            )
        case Table():
            if block.caption:
                untitled = replace(block, caption="")
                return _under(block.caption, _renderable(untitled, width, unicode=unicode))
            if width >= block.least_width:
                return _table(block, unicode=unicode)
            return _stacked(block, width, unicode=unicode)
        case Figure():
            untitled = replace(block.table, caption="")
            return _under(block.title, _renderable(untitled, width, unicode=unicode))
        case Links():
            return _under(block.title, _list((link.line for link in block.items), "-", ""))


def _under(title: str, body: RenderableType) -> RenderableType:
    return Group(Text(f"\n{title}", style="bold"), body)


def _list(texts: Iterable[str], sign: str, style: str) -> RenderableType:
    """A list whose second lines stand under the first, whatever the width."""
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(width=1, no_wrap=True)
    grid.add_column(overflow="fold")
    for text in texts:
        grid.add_row(Text(sign), Text(text, style=style))
    return grid


def _table(block: Table, *, unicode: bool) -> RenderableType:
    table = RichTable(
        box=box.SIMPLE_HEAD if unicode else box.ASCII2,
        show_edge=False,
        pad_edge=False,
        header_style="bold",
        padding=(0, 1),
    )
    for column in block.columns:
        table.add_column(
            Text(column.title), justify="right" if column.number else "left", overflow="fold"
        )
    for row in block.rows:
        if row.opens and table.row_count:
            table.add_section()
        table.add_row(*(_cell(cell, unicode=unicode) for cell in row.cells))
    return table


def _said(block: Table) -> bool:
    return any(row.sentence for row in block.rows)


def _stacked(block: Table, width: int, *, unicode: bool) -> RenderableType:
    """Each row as its sentence, with its bar below it."""
    parts: list[RenderableType] = []
    for row in block.rows:
        if not row.sentence:
            continue
        parts.append(Text(row.sentence))
        parts += [
            Text(f"  {draw(cell, min(30, width - 4), unicode=unicode)}", style="cyan")
            for cell in row.cells
            if isinstance(cell, Drawn)
        ]
    return Group(*parts)


def _cell(cell: Cell, *, unicode: bool) -> Text:
    if isinstance(cell, Drawn):
        return Text(draw(cell, unicode=unicode), style="cyan", no_wrap=True)
    return Text(cell)
