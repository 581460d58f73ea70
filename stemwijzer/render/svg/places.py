"""How often each solution takes each place: the height of a column says it, and a number."""

from __future__ import annotations

from stemwijzer.render.svg.base import (
    FILL,
    INK,
    LINE,
    PALE,
    SOFT,
    WIDTH,
    box,
    label,
    line,
    picture,
    shortened,
)
from stemwijzer.report.drawings import PlaceGrid

_LEFT = 8.0
_ROW = 70.0
_HEIGHT = 28.0
_SPOKEN = 0.095
"""From this share (10 % when rounded) a column carries its number."""


def place_grid(drawing: PlaceGrid, ident: str, title: str, description: str) -> str:
    """Return a row of columns per solution, one column per place."""
    step = (WIDTH - 2 * _LEFT) / max(1, len(drawing.places))
    wide = min(36.0, step * 0.7)
    parts = []
    for index, row in enumerate(drawing.rows):
        top = index * _ROW
        base = top + _ROW - 6
        parts.append(label(_LEFT, top + 15, shortened(row.label, WIDTH - 2 * _LEFT)))
        for place, (share, text) in enumerate(zip(row.shares, row.texts, strict=True)):
            centre = _LEFT + step * (place + 0.5)
            parts.append(box(centre - wide / 2, base - _HEIGHT, wide, _HEIGHT, PALE))
            parts.append(
                box(centre - wide / 2, base - _HEIGHT * share, wide, _HEIGHT * share, FILL)
            )
            if share >= _SPOKEN:
                parts.append(label(centre, base - _HEIGHT - 4, text, anchor="middle", colour=INK))
        parts.append(line(_LEFT, base, WIDTH - _LEFT, base, LINE))
    bottom = len(drawing.rows) * _ROW
    for place, text in enumerate(drawing.places):
        centre = _LEFT + step * (place + 0.5)
        parts.append(label(centre, bottom + 12, text, anchor="middle", colour=SOFT))
    return picture(ident, title, description, bottom + 20, parts)
