"""Where the comments of a YAML file stand, and to which key each belongs.

A comment on a line of its own belongs to the key below it and moves with that block; one that is
indented deeper than what follows belongs to the block above it. A comment behind a value stays
behind it. What begins with ``#:`` is a hint of an empty entry and belongs to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import yaml

from stemwijzer.catalogue import strict_yaml
from stemwijzer.catalogue.declaration import Path

HINT = "#:"
"""How the hints of an empty entry begin; they are no comments and go when the file is ordered."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Key:
    """A key that gets a line of its own, with its place (from 1)."""

    path: Path
    line: int
    column: int


@dataclass(slots=True)
class Comments:
    """The comments above, behind and below each key; those at the end of the file are last."""

    above: dict[Path, list[str]] = field(default_factory=dict)
    behind: dict[Path, list[str]] = field(default_factory=dict)
    below: dict[Path, list[str]] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)

    def count(self) -> int:
        """Return how many comments there are."""
        places = (self.above, self.behind, self.below)
        return sum(len(c) for place in places for c in place.values()) + len(self.last)


def block_keys(node: strict_yaml.Node, inline: Iterable[Path]) -> list[Key]:
    """Return the keys of all mappings in the order of the file, except those inside ``inline``."""
    whole = set(inline)

    def below(node: strict_yaml.Node, path: Path) -> Iterator[Key]:
        if isinstance(node, strict_yaml.Mapping) and path not in whole:
            for name, (key, child) in node.entries.items():
                yield Key((*path, name), key.line, key.column)
                yield from below(child, (*path, name))

    return list(below(node, ()))


def spans(node: strict_yaml.Node, inline: Iterable[Path]) -> list[tuple[int, int]]:
    """Return the first and last lines of the mappings that are written between brackets."""
    found = []
    for path in inline:
        inner, key = node, None
        for step in path:
            assert isinstance(inner, strict_yaml.Mapping)
            key, inner = inner.entries[str(step)]
        if key is not None and isinstance(inner, strict_yaml.Mapping):
            last = max((k.line for k, _ in inner.entries.values()), default=key.line)
            found.append((key.line, last))
    return found


def collect(text: str, keys: list[Key], short: Iterable[tuple[int, int]] = ()) -> Comments:
    """Return the comments of a text, each with the key it belongs to.

    ``short`` are the lines of mappings that get one line: their comments go above them.
    """
    found = Comments()
    values, lists = _spans(text)
    lists += short
    for line, text_of_line in enumerate(text.split("\n"), 1):
        column = _comment_column(text_of_line, values.get(line, ()))
        if column is None:
            continue
        comment = text_of_line[column:].rstrip()
        if comment.startswith(HINT):
            continue
        before = [key for key in keys if key.line <= line]
        after = next((key for key in keys if key.line > line), None)
        if text_of_line[:column].strip() and before:
            found.behind.setdefault(before[-1].path, []).append(comment)
        elif before and any(first <= line <= last for first, last in lists):
            found.above.setdefault(before[-1].path, []).append(comment)
        elif before and column + 1 > (after.column if after else 1):
            owner = next(key for key in reversed(before) if key.column <= column + 1)
            found.below.setdefault(owner.path, []).append(comment)
        elif after is not None:
            found.above.setdefault(after.path, []).append(comment)
        else:
            found.last.append(comment)
    return found


def _comment_column(line: str, spans: Iterable[tuple[int, int]]) -> int | None:
    """Return where a comment begins in a line, counted from 0; ``spans`` are texts to skip."""
    spans = tuple(spans)
    position = line.find("#")
    while position >= 0:
        starts = position == 0 or line[position - 1] in " \t"
        if starts and not any(first <= position < last for first, last in spans):
            return position
        position = line.find("#", position + 1)
    return None


def _spans(text: str) -> tuple[dict[int, list[tuple[int, int]]], list[tuple[int, int]]]:
    """Return where texts stand, by line, and the first and last lines of lists and short maps."""
    values: dict[int, list[tuple[int, int]]] = {}
    lists: list[tuple[int, int]] = []
    opened: list[tuple[bool, int]] = []
    reached = 0
    for event in yaml.parse(text, Loader=_LOADER):
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        if isinstance(event, yaml.ScalarEvent):
            reached = max(reached, start.line + 1)
            if event.style:
                for line in range(start.line, end.line + 1):
                    first = start.column if line == start.line else 0
                    last = end.column if line == end.line else 1 << 30
                    values.setdefault(line + 1, []).append((first, last))
        elif isinstance(event, yaml.CollectionStartEvent):
            inline = bool(event.flow_style) or isinstance(event, yaml.SequenceStartEvent)
            opened.append((inline, start.line + 1))
        elif isinstance(event, yaml.CollectionEndEvent):
            inline, first = opened.pop()
            if inline:
                lists.append((first, max(reached, first)))
    return values, lists
