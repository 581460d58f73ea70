"""The map: the user, number one and the others, each with a shape of its own."""

from __future__ import annotations

from stemwijzer.render.svg.base import (
    FILL,
    INK,
    LINE,
    PAPER,
    SIZE,
    SOFT,
    WIDTH,
    YOU,
    box,
    diamond,
    dot,
    label,
    line,
    picture,
    shortened,
    width_of,
)
from stemwijzer.render.svg.labels import Box, Named, Placed, place
from stemwijzer.report.drawings import Map, Spot

_EDGE = 34.0
_LEAST, _MOST = 220.0, 460.0
_LENGTHS = (320.0, 230.0, 160.0)
"""Widths to cut a name down to, tried in turn before only the place is left."""
_FOOT = 24.0


def landscape(drawing: Map, ident: str, title: str, description: str) -> str:
    """Return the map; both axes have the same scale, so that distances mean something."""
    xs, ys = [s.x for s in drawing.spots], [s.y for s in drawing.spots]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    room = WIDTH - 2 * _EDGE
    scale = min(room / max(wide, 1e-9), (_MOST - 2 * _EDGE) / max(high, 1e-9), 2000.0)
    height = max(_LEAST, high * scale + 2 * _EDGE)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2

    def at(spot: Spot) -> tuple[float, float]:
        return WIDTH / 2 + (spot.x - middle_x) * scale, height / 2 - (spot.y - middle_y) * scale

    named = [Named(*at(s), _texts(s)) for s in drawing.spots]
    frame = Box(3, 3, WIDTH - 3, height - 3)
    parts = [box(1, 1, WIDTH - 2, height - 2, PAPER, LINE)]
    placed = place(named, frame)
    for point, found in zip(named, placed, strict=True):
        if found and found.leader:
            parts.append(line(point.x, point.y, *found.leader, LINE))
    parts += [_marker(s, n) for s, n in zip(drawing.spots, named, strict=True)]
    for spot, point, found in zip(drawing.spots, named, placed, strict=True):
        if found:
            parts.append(_name(spot, point, found))
    parts += _foot(drawing, height, scale)
    return picture(ident, title, description, height + _FOOT, parts)


def _texts(spot: Spot) -> tuple[str, ...]:
    """Return the label as long as may be, shorter, and at last its short form."""
    cut = [shortened(spot.label, wide) for wide in _LENGTHS]
    return tuple(dict.fromkeys((*cut, spot.short)))


def _name(spot: Spot, point: Named, found: Placed) -> str:
    """A label; one to the left of its point ends beside it."""
    left_of_it = found.box.right < point.x
    return label(
        found.box.right if left_of_it else found.box.left,
        (found.box.top + found.box.bottom) / 2 + SIZE * 0.36,
        found.text,
        anchor="end" if left_of_it else "start",
        colour=YOU if spot.kind == "you" else INK,
        bold=spot.kind != "other",
    )


def _marker(spot: Spot, at: Named) -> str:
    if spot.kind == "you":
        return diamond(at.x, at.y, 8, YOU)
    if spot.kind == "first":
        return dot(at.x, at.y, 6, FILL, FILL)
    return dot(at.x, at.y, 5, PAPER, FILL)


def _foot(drawing: Map, height: float, scale: float) -> list[str]:
    """The yardstick below the map, where there is room for it."""
    length, text = drawing.yardstick * scale, drawing.yardstick_text
    if width_of(text) > WIDTH - length - 24:
        return []
    y = height + 14
    return [
        line(4, y, 4 + length, y, INK, 2),
        line(4, y - 4, 4, y + 4, INK, 2),
        line(4 + length, y - 4, 4 + length, y + 4, INK, 2),
        label(12 + length, y + 4, text, colour=SOFT),
    ]
