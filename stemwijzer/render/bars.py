"""Intervals drawn with characters: from the worst case to the best, a dot for what to expect."""

from __future__ import annotations

from stemwijzer.report.blocks import Bar, Cell, Drawn, Share, Shares

_SIGNS = {True: ("·", "━", "●"), False: (".", "=", "O")}
_FULL = {True: "█", False: "#"}
_BLOCKS = {True: " ▁▂▃▄▅▆▇█", False: " .:-=+*#@"}


def draw(drawing: Drawn, width: int = 20, *, unicode: bool = True) -> str:
    """Return a drawing as characters."""
    if isinstance(drawing, Shares):
        return _columns(drawing, unicode=unicode)
    if isinstance(drawing, Share):
        return _FULL[unicode] * max(drawing.share > 0, round(drawing.share * width))
    return _interval(drawing, width, unicode=unicode)


def told(cell: Cell) -> str:
    """Return a cell of a table as text; a drawing says its numbers."""
    match cell:
        case Bar():
            return f"{cell.low:.0%}–{cell.high:.0%}"
        case Shares():
            return ", ".join(f"{share:.0%}" for share in cell.shares)
        case Share():
            return f"{cell.share:.0%}"
    return cell


def _columns(shares: Shares, *, unicode: bool) -> str:
    """Return one character per place, its height the share; anything above 0 can be seen."""
    blocks = _BLOCKS[unicode]
    top = len(blocks) - 1
    return "".join(blocks[max(share > 0, round(share * top))] for share in shares.shares)


def _interval(bar: Bar, width: int, *, unicode: bool) -> str:
    """Return the bar as exactly ``width`` characters from 0 % to 100 %."""
    outside, inside, dot = _SIGNS[unicode]
    low, point, high = (
        min(width - 1, int(share * width)) for share in (bar.low, bar.point, bar.high)
    )
    cells = [inside if low <= i <= high else outside for i in range(width)]
    cells[point] = dot
    return "".join(cells)
