"""Bars of a share, and intervals from the worst case to the best."""

from __future__ import annotations

from stemwijzer.render.svg.base import (
    FILL,
    INK,
    LINE,
    PALE,
    PAPER,
    SOFT,
    WIDTH,
    box,
    dot,
    label,
    line,
    number,
    picture,
    shortened,
    width_of,
)
from stemwijzer.report.drawings import Interval, Intervals, ShareBars

_LEFT, _RIGHT = 8.0, 52.0
_ROW = 40.0
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def share_bars(drawing: ShareBars, ident: str, title: str, description: str) -> str:
    """Return a bar per share below its label, on the scale of ``full`` or of the longest."""
    most = drawing.full or max((bar.share for bar in drawing.bars), default=0.0) or 1.0
    room = WIDTH - _LEFT - _RIGHT
    parts = []
    for index, bar in enumerate(drawing.bars):
        top = index * _ROW
        detail = shortened(bar.detail, WIDTH - 3 * _LEFT - width_of(bar.label))
        parts.append(label(_LEFT, top + 15, shortened(bar.label, WIDTH - 2 * _LEFT), bold=True))
        if detail:
            parts.append(label(WIDTH - _LEFT, top + 15, detail, anchor="end", colour=SOFT))
        length = room * bar.share / most
        parts.append(box(_LEFT, top + 21, length, 13, FILL))
        parts.append(label(_LEFT + length + 6, top + 32, bar.value))
    return picture(ident, title, description, len(drawing.bars) * _ROW + 4, parts)


def intervals(drawing: Intervals, ident: str, title: str, description: str) -> str:
    """Return a line from worst to best case per row, with a dot for what to expect."""
    bottom = len(drawing.rows) * _ROW + 4
    parts = []
    for share in _QUARTERS:
        x = _place(share)
        parts.append(line(x, 2, x, bottom, PALE))
        anchor = {0.0: "start", 1.0: "end"}.get(share, "middle")
        parts.append(label(x, bottom + 14, f"{share:.0%}", anchor=anchor, colour=SOFT))
    for index, row in enumerate(drawing.rows):
        parts += _interval(row, index * _ROW)
    return picture(ident, title, description, bottom + 20, parts)


def _interval(row: Interval, top: float) -> list[str]:
    """One row: its name and match above, the line with its ends below."""
    low, point, high = (_place(share) for share in (row.low, row.point, row.high))
    middle = top + 28
    name = shortened(row.label, WIDTH - 3 * _LEFT - width_of(row.point_text))
    found = [
        box(0, top + 2, min(WIDTH, width_of(name) + _LEFT), 17, PAPER),
        label(_LEFT, top + 15, name),
        label(WIDTH - _LEFT, top + 15, row.point_text, anchor="end", bold=True),
        line(low, middle, high, middle, LINE, 5),
        line(low, middle - 6, low, middle + 6, INK, 2),
        line(high, middle - 6, high, middle + 6, INK, 2),
        dot(point, middle, 6, FILL, PAPER),
    ]
    wide = width_of(row.low_text)
    if low - _LEFT >= wide + 8:
        found.append(box(low - wide - 6, middle - 8, wide + 2, 16, PAPER))
        found.append(label(low - 5, middle + 4, row.low_text, anchor="end", colour=SOFT))
    wide = width_of(row.high_text)
    if WIDTH - high >= wide + 8:
        found.append(box(high + 4, middle - 8, wide + 2, 16, PAPER))
        found.append(label(high + 5, middle + 4, row.high_text, colour=SOFT))
    return [
        f'<g data-low="{_exact(row.low)}" data-match="{_exact(row.point)}"'
        f' data-high="{_exact(row.high)}">{"".join(found)}</g>'
    ]


def _exact(share: float) -> str:
    return f"{share:.6f}".rstrip("0").rstrip(".") or "0"


def _place(share: float) -> float:
    return float(number(_LEFT + share * (WIDTH - _LEFT - _RIGHT)))
