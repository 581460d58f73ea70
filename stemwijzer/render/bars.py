"""Intervals drawn with characters: from the worst case to the best, a dot for what to expect."""

from __future__ import annotations

from stemwijzer.report.blocks import Bar

_SIGNS = {True: ("·", "━", "●"), False: (".", "=", "O")}


def draw(bar: Bar, width: int = 20, *, unicode: bool = True) -> str:
    """Return the bar as exactly ``width`` characters from 0 % to 100 %."""
    outside, inside, dot = _SIGNS[unicode]
    low, point, high = (min(width - 1, int(share * width)) for share in _ordered(bar))
    cells = [inside if low <= i <= high else outside for i in range(width)]
    cells[point] = dot
    return "".join(cells)


def _ordered(bar: Bar) -> tuple[float, float, float]:
    return bar.low, bar.point, bar.high
