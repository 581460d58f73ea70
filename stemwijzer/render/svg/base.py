"""What every picture is made of: safe texts, elements, widths and colours.

Colours are literal attributes, so a picture also looks right outside its page; the classes let the
page change them for a dark screen. Nothing is told by colour alone.
"""

from __future__ import annotations

import re
from html import escape as _escape

WIDTH = 440
"""Width of every picture: nearly its real size on a phone, enlarged by half on a desk."""

SIZE = 13
"""Size of the letters."""

INK, SOFT, LINE, FILL, PALE, YOU = "#1b1f24", "#50575e", "#767c82", "#0b5cad", "#c9dcf0", "#a33b00"
PAPER = "#ffffff"
_CLASSES = {
    INK: "ink",
    SOFT: "soft",
    LINE: "line",
    FILL: "fill",
    PALE: "pale",
    YOU: "you",
    PAPER: "paper",
}

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_NARROW, _WIDE = set("iljtfrI.,:;'|!()[] -"), set("mwMW%@&ÆŒ")
_ELLIPSIS = "…"


def escape(text: str) -> str:
    """Return text that is harmless in an element and in a quoted attribute, on one line."""
    return _escape(" ".join(_NOT_XML.sub("", text).split()), quote=True)


def number(value: float) -> str:
    """Return a coordinate, short and always with a point."""
    return f"{value:.1f}".removesuffix(".0")


def width_of(text: str, size: float = SIZE) -> float:
    """Return how wide a text is at most in a usual sans-serif letter."""
    units = 0.0
    for sign in text:
        if sign in _NARROW:
            units += 0.40
        elif sign in _WIDE:
            units += 0.98
        elif sign.isupper():
            units += 0.76
        else:
            units += 0.64 if ord(sign) < 0x2000 else 1.05
    return units * size


def shortened(text: str, width: float, size: float = SIZE) -> str:
    """Return text that fits a width, cut at its end with an ellipsis when it is too long."""
    text = " ".join(text.split())
    if width_of(text, size) <= width:
        return text
    while text and width_of(text + _ELLIPSIS, size) > width:
        text = text[:-1]
    return text.rstrip(" ,;:(-") + _ELLIPSIS


def label(
    x: float, y: float, text: str, *, anchor: str = "start", colour: str = INK, bold: bool = False
) -> str:
    """Return a text with its baseline at ``y``."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text class="c-{_CLASSES[colour]}" x="{number(x)}" y="{number(y)}" fill="{colour}"'
        f' text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str = LINE, wide: float = 1) -> str:
    """Return a straight line."""
    return (
        f'<line class="s-{_CLASSES[colour]}" x1="{number(x1)}" y1="{number(y1)}"'
        f' x2="{number(x2)}" y2="{number(y2)}" stroke="{colour}" stroke-width="{number(wide)}"/>'
    )


def box(x: float, y: float, width: float, height: float, colour: str, edge: str = "") -> str:
    """Return a filled rectangle, with an edge when a colour is given for it."""
    stroke = f' stroke="{edge}" stroke-width="1"' if edge else ""
    also = f" s-{_CLASSES[edge]}" if edge else ""
    return (
        f'<rect class="c-{_CLASSES[colour]}{also}" x="{number(x)}" y="{number(y)}"'
        f' width="{number(max(0.0, width))}" height="{number(max(0.0, height))}"'
        f' fill="{colour}"{stroke}/>'
    )


def dot(x: float, y: float, radius: float, colour: str, edge: str) -> str:
    """Return a circle."""
    return (
        f'<circle class="c-{_CLASSES[colour]} s-{_CLASSES[edge]}" cx="{number(x)}" cy="{number(y)}"'
        f' r="{number(radius)}" fill="{colour}" stroke="{edge}" stroke-width="2"/>'
    )


def diamond(x: float, y: float, radius: float, colour: str) -> str:
    """Return a square on its point."""
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    points = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
    return f'<polygon class="c-{_CLASSES[colour]}" points="{points}" fill="{colour}"/>'


def picture(ident: str, title: str, description: str, height: float, parts: list[str]) -> str:
    """Return a whole picture with its name and description for those who do not see it."""
    name = escape(ident)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"'
        f' aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {WIDTH} {number(height)}"'
        f' width="{WIDTH}" height="{number(height)}" font-size="{SIZE}"'
        f' font-family="system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{"".join(parts)}</svg>'
    )
