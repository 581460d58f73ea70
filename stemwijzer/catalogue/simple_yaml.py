"""The simple YAML that most answer sheets are, read without loading a YAML reader.

Where this reader gives nodes they are exactly those of ``yaml_events``, place and all; at the first
thing that could mean something else it gives up, and the real reader decides (also about errors).
"""

from __future__ import annotations

import re

from stemwijzer.catalogue.strict_yaml import Mapping, Node, Scalar, Sequence

LONGEST = 20_000
"""Sheets are small; the data files would only be begun for nothing."""

_LINE = re.compile(r"( *)([A-Za-z][A-Za-z0-9_-]*): +(\S.*)")
_OPENING = re.compile(r"([a-z_]+): *")
_FOLDED = re.compile(r"([a-z_]+): >- *")
_NOTHING = re.compile(r" *(#.*)?")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_QUOTED = re.compile(r'"([^"\\]*)"|\'([^\']*)\'')
_TEXT = re.compile(r"[^\W_][^:#]*[^:#\s]|[^\W_]", re.ASCII)
_SPACES = re.compile(r" *")


class _Unsure(Exception):  # noqa: N818 - not an error, the other reader takes over
    """Something that needs the real reader."""


def parse(text: str) -> Mapping | None:
    """Return the mapping that the text is, or ``None`` when it is not simple enough."""
    if len(text) > LONGEST:
        return None
    lines = text.split("\n")
    if not all(line.isprintable() and not line.endswith(" ") for line in lines):
        return None
    try:
        return _Lines(lines).top()
    except _Unsure:
        return None


class _Lines:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0

    def skip(self) -> str | None:
        """Go to the next line that says something and return it, ``None`` at the end."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not _NOTHING.fullmatch(line):
                return line
            self.at += 1
        return None

    def top(self) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        first = None
        while (line := self.skip()) is not None:
            number = self.at + 1
            first = first or number
            if found := _FOLDED.fullmatch(line):
                value: Node = self.folded(len(found[1]) + 3)
            elif found := _OPENING.fullmatch(line):
                self.at += 1
                value = self.block()
            elif (found := _LINE.fullmatch(line)) and not found[1]:
                self.at += 1
                value = _value(found[3], number, found.start(3) + 1, block=True)
                found = re.match(r"([^:]+)", line)
            else:
                raise _Unsure
            assert found is not None
            _add(entries, Scalar(found[1], False, number, 1), value)
        if first is None:
            raise _Unsure
        return Mapping(entries, first, 1)

    def folded(self, column: int) -> Scalar:
        """Read a folded text whose lines all begin at the same place."""
        number = self.at + 1
        self.at += 1
        found: list[str] = []
        indent = 0
        while self.at < len(self.lines) and self.lines[self.at].startswith(" "):
            line = self.lines[self.at]
            width = _width(line)
            indent = indent or width
            if width != indent:
                raise _Unsure
            found.append(line[indent:])
            self.at += 1
        after = self.lines[self.at] if self.at < len(self.lines) else ""
        if not found or (self.at < len(self.lines) and not re.match("[a-z]", after)):
            raise _Unsure
        return Scalar(" ".join(found), True, number, column)

    def block(self) -> Mapping:
        """Read the indented lines below a key."""
        entries: dict[str, tuple[Scalar, Node]] = {}
        place: tuple[int, int] | None = None
        while (line := self.skip()) is not None and line.startswith(" "):
            found = _LINE.fullmatch(line)
            if found is None:
                raise _Unsure
            number, column = self.at + 1, len(found[1]) + 1
            place = place or (number, column)
            if column != place[1]:
                raise _Unsure
            self.at += 1
            key = Scalar(found[2], False, number, column)
            _add(entries, key, _value(found[3], number, found.start(3) + 1, block=False))
        if place is None:
            raise _Unsure
        return Mapping(entries, *place)


def _width(line: str) -> int:
    found = _SPACES.match(line)
    assert found is not None
    return found.end()


def _add(entries: dict[str, tuple[Scalar, Node]], key: Scalar, value: Node) -> None:
    if key.text in entries:
        raise _Unsure
    entries[key.text] = (key, value)


def _value(text: str, line: int, column: int, *, block: bool) -> Node:
    """Read what stands behind a key up to the end of its line."""
    if block and _TEXT.fullmatch(text):
        return Scalar(text, False, line, column)
    value, end = _flow(text, 0, line, column, deep=True)
    if end != len(text):
        raise _Unsure
    return value


def _flow(text: str, at: int, line: int, column: int, *, deep: bool) -> tuple[Node, int]:
    """Read a word, a quoted text, a list of words or (when ``deep``) a mapping of these."""
    opening = text[at : at + 1]
    if opening == "[":
        return _list(text, at, line, column)
    if opening == "{" and deep:
        return _mapping(text, at, line, column)
    if found := _WORD.match(text, at):
        return Scalar(found[0], False, line, column + at), found.end()
    if found := _QUOTED.match(text, at):
        words = found[1] if found[1] is not None else found[2]
        return Scalar(words, True, line, column + at), found.end()
    raise _Unsure


def _list(text: str, at: int, line: int, column: int) -> tuple[Sequence, int]:
    start, items = at, []
    while True:
        item, at = _flow(text, _spaces(text, at + 1), line, column, deep=False)
        if not isinstance(item, Scalar):
            raise _Unsure
        items.append(item)
        at = _spaces(text, at)
        if text[at : at + 1] == "]":
            return Sequence(list(items), line, column + start), at + 1
        if text[at : at + 1] != ",":
            raise _Unsure


def _mapping(text: str, at: int, line: int, column: int) -> tuple[Mapping, int]:
    start = at
    entries: dict[str, tuple[Scalar, Node]] = {}
    while True:
        at = _spaces(text, at + 1)
        found = re.compile(r"([a-z_]+): +").match(text, at)
        if found is None:
            raise _Unsure
        key = Scalar(found[1], False, line, column + at)
        value, at = _flow(text, found.end(), line, column, deep=False)
        _add(entries, key, value)
        at = _spaces(text, at)
        if text[at : at + 1] == "}":
            return Mapping(entries, line, column + start), at + 1
        if text[at : at + 1] != ",":
            raise _Unsure


def _spaces(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    assert found is not None
    return found.end()
