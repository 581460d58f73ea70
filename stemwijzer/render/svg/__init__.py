"""Pictures as inline SVG: pure functions from a drawing to a string."""

from __future__ import annotations

from stemwijzer.render.svg.bars import intervals, share_bars
from stemwijzer.render.svg.landscape import landscape
from stemwijzer.render.svg.places import place_grid
from stemwijzer.report.drawings import Drawing, Intervals, Map, PlaceGrid, ShareBars


def draw(drawing: Drawing, ident: str, title: str, description: str) -> str:
    """Return a drawing as an SVG element; ``ident`` makes its ids unique in the page."""
    match drawing:
        case ShareBars():
            return share_bars(drawing, ident, title, description)
        case Intervals():
            return intervals(drawing, ident, title, description)
        case PlaceGrid():
            return place_grid(drawing, ident, title, description)
        case Map():
            return landscape(drawing, ident, title, description)
