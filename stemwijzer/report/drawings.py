"""What a picture shows, as plain values: every number with the text that is printed for it.

A view makes a drawing and the table beside it from the same values and the same texts, so that
picture, table and sentence cannot disagree. A renderer decides how it looks.
"""

from __future__ import annotations

from stemwijzer.record import record


@record
class ShareBar:
    """A bar of a share, 0..1, with its printed value and a few words more."""

    label: str
    share: float
    value: str
    detail: str = ""


@record
class ShareBars:
    """Bars below each other. ``full`` is the share that fills the width (0: the longest bar)."""

    bars: tuple[ShareBar, ...]
    full: float = 0


@record
class Interval:
    """A match with its worst and best case, each 0..1, with the printed values."""

    label: str
    low: float
    point: float
    high: float
    low_text: str
    point_text: str
    high_text: str


@record
class Intervals:
    """Intervals below each other on one scale from 0 to 1."""

    rows: tuple[Interval, ...]


@record
class PlaceShares:
    """How often a solution takes each place: shares 0..1 and the printed values."""

    label: str
    shares: tuple[float, ...]
    texts: tuple[str, ...]


@record
class PlaceGrid:
    """How often each place occurs; ``places`` are the headings of the columns."""

    places: tuple[str, ...]
    rows: tuple[PlaceShares, ...]


@record
class Spot:
    """A point on a map. ``label`` is tried first, ``short`` where that does not fit.

    ``kind`` is ``you``, ``first`` or ``other``, each with a shape of its own.
    """

    label: str
    short: str
    x: float
    y: float
    kind: str


@record
class Map:
    """Points on a plane, with a yardstick of this length and its words."""

    spots: tuple[Spot, ...]
    yardstick: float
    yardstick_text: str


Drawing = ShareBars | Intervals | PlaceGrid | Map
