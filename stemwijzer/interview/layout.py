"""Lines of text with a role each: wrapping, cutting, and fitting a screen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from stemwijzer.i18n import Texts

LEAST_BODY = 3
"""Rows the scrolling part keeps, however small the screen."""


class Role(StrEnum):
    """What a piece of text is for; a front end turns roles into colours."""

    PLAIN = "plain"
    TITLE = "title"
    PROGRESS = "progress"
    QUESTION = "question"
    POINTED = "pointed"
    EARLIER = "earlier"
    HINT = "hint"
    CHOSEN = "chosen"
    HELP = "help"
    NOTICE = "notice"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with its role."""

    text: str
    role: Role = Role.PLAIN


Line = tuple[Span, ...]
Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """What to show, and where the hardware cursor stands (row and column from 0)."""

    lines: Lines
    row: int
    column: int = 0

    @property
    def text(self) -> str:
        """The screen without roles."""
        return "\n".join("".join(span.text for span in line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of a screen, from top to bottom.

    ``body`` holds groups of lines and scrolls so that group ``focus`` stays in sight; ``extra`` may
    be cut; ``short`` replaces ``footer`` when there is no room. A ``long`` page always scrolls, so
    its blank lines are not given up for it.
    """

    head: list[Line]
    body: list[list[Line]] = field(default_factory=list)
    focus: int = 0
    column: int = 0
    extra: list[Line] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)
    footer: list[Line] = field(default_factory=list)
    short: list[Line] = field(default_factory=list)
    long: bool = False


BLANK: Line = ()


def line(text: str, role: Role = Role.PLAIN) -> Line:
    """Return a line of one piece."""
    return (Span(text, role),)


def wrapped(
    text: str, width: int, role: Role = Role.PLAIN, indent: int = 0, hang: int = 0
) -> list[Line]:
    """Return text broken between words; all lines are indented, those after the first by more."""
    texts = textwrap.wrap(
        text,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    )
    return [line(words, role) for words in texts]


def joined(pieces: Iterable[str], width: int, separator: str, role: Role) -> list[Line]:
    """Return pieces side by side, broken between pieces only."""
    lines: list[str] = []
    for piece in pieces:
        if lines and len(lines[-1]) + len(separator) + len(piece) <= width:
            lines[-1] += separator + piece
        else:
            lines.append(piece)
    return [row for words in lines for row in wrapped(words, width, role)]


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Return text of at most this width, ending in an ellipsis when something is left out."""
    if len(text) <= width:
        return text
    return text[: max(0, width - len(ellipsis))].rstrip() + ellipsis


def fit(page: Page, height: int, texts: Texts, ellipsis: str = "…") -> Screen:
    """Return the page as a screen of at most ``height`` lines, as far as that can be done.

    In this order: blank lines go, the footer gets short, what is extra is cut, the body scrolls.
    """
    head, extra, tail, footer = page.head, page.extra, page.tail, page.footer
    size = sum(map(len, page.body))
    least = min(size, LEAST_BODY)

    def room() -> int:
        return height - len(head) - len(extra) - len(tail) - len(footer)

    if room() < (min(size, 2 * LEAST_BODY) if page.long else size):
        head, extra, tail, footer = (list(filter(None, p)) for p in (head, extra, tail, footer))
    if room() < min(size, 2 * LEAST_BODY) and page.short:
        footer = page.short
    if room() < least and extra:
        left = len(extra) + room() - least
        extra = [*extra[: left - 1], line(ellipsis, Role.HINT)] if left > 1 else []
    start, end = _window([len(group) for group in page.body], page.focus, max(room(), least))
    shown = page.body[start:end]
    if start > 0:
        words = texts("interview.more_above", count=start)
        shown = [[line(f"  {ellipsis} {words}", Role.HINT)], *shown]
    if end < len(page.body):
        words = texts("interview.more_below", count=len(page.body) - end)
        shown = [*shown, [line(f"  {ellipsis} {words}", Role.HINT)]]
    body = [row for group in shown for row in group]
    before = page.focus - start + (start > 0)
    row = len(head) + sum(len(group) for group in shown[:before])
    return Screen((*head, *body, *extra, *tail, *footer), row, page.column)


def _window(sizes: list[int], focus: int, room: int) -> tuple[int, int]:
    """Return from where to where groups are in sight: as many as fit around the focus.

    A side with hidden groups costs one line more, for saying so.
    """

    def cost(start: int, end: int) -> int:
        return sum(sizes[start:end]) + (start > 0) + (end < len(sizes))

    if cost(0, len(sizes)) <= room:
        return 0, len(sizes)
    start, end = focus, focus + 1
    while True:
        if end < len(sizes) and cost(start, end + 1) <= room:
            end += 1
        elif start > 0 and cost(start - 1, end) <= room:
            start -= 1
        else:
            return start, end
        if start > 0 and cost(start - 1, end) <= room:
            start -= 1
