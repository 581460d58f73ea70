"""Any YAML into the nodes of ``strict_yaml``, by way of the events of a YAML reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from stemwijzer.catalogue.strict_yaml import Mapping, Node, Scalar, Sequence
from stemwijzer.errors import Message, Problem, message

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 64
"""How deep lists and mappings may be nested; the data files need eight."""


class _TooDeepError(Exception):
    """Nesting goes deeper than any data file needs; the first argument is the place."""


@dataclass(slots=True)
class _Reader:
    """Builds nodes from the events of one text, which unlike YAML's own nodes cannot overflow."""

    file: str
    events: Iterator[yaml.Event]
    problems: list[Problem] = field(default_factory=list)
    refused: bool = False

    def problem(self, mark: Any, words: Message, tip: Message | None = None) -> None:
        self.problems.append(Problem(self.file, *_place(mark), words, tip))

    def document(self) -> Node | None:
        """Return the root of the only document, ``None`` when there is none."""
        root: Node | None = None
        for event in self.events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if root is not None:
                self.refused = True
                self.problem(event.start_mark, message("not_yaml", words="a second document"))
                break
            root = self.node(next(self.events), 0)
        return root

    def node(self, event: yaml.Event, depth: int) -> Node:
        if depth > DEEPEST:
            raise _TooDeepError(event.start_mark)
        self.refuse(event)
        line, column = _place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, event.style in ("'", '"', "|", ">"), line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(inner, depth + 1))
            return Sequence(items, line, column)
        entries: dict[str, tuple[Scalar, Node]] = {}
        if isinstance(event, yaml.MappingStartEvent):
            while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
                self.entry(entries, inner, depth + 1)
        return Mapping(entries, line, column)

    def entry(self, entries: dict[str, tuple[Scalar, Node]], event: yaml.Event, depth: int) -> None:
        """Add one key with its value, when the key is a new word."""
        key, value = self.node(event, depth), self.node(next(self.events), depth)
        if not isinstance(key, Scalar):
            self.problem(event.start_mark, message("key_not_word"))
        elif key.text in entries:
            first = entries[key.text][0].line
            words = message("duplicate_key", key=key.text)
            self.problem(event.start_mark, words, message("first_on_line", line=first))
        elif key.text == "<<":
            self.problem(event.start_mark, message("no_merge"), message("write_out"))
        else:
            entries[key.text] = (key, value)

    def refuse(self, event: yaml.Event) -> None:
        """Report an alias, an anchor or an explicit tag."""
        for found, key in (
            (isinstance(event, yaml.AliasEvent), "no_alias"),
            (getattr(event, "anchor", None), "no_anchor"),
            (getattr(event, "tag", None), "no_tag"),
        ):
            if found:
                self.refused = True
                self.problem(event.start_mark, message(key), message("write_out"))
                return


def _place(mark: Any) -> tuple[int, int]:
    """Return line and column as people count them, 0 when the place is not known."""
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def parse(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Parse one document into nodes; return it (``None`` when unreadable) with all problems."""
    reader = _Reader(file, yaml.parse(text, Loader=_Loader))
    root: Node | None = None
    try:
        root = reader.document()
        if root is None:
            reader.problems.append(Problem(file, 1, 1, message("empty_file")))
    except yaml.MarkedYAMLError as error:
        reader.refused = True
        words = " ".join(part for part in (error.context, error.problem) if part)
        reader.problem(error.problem_mark or error.context_mark, message("not_yaml", words=words))
    except yaml.YAMLError as error:  # bad characters carry no mark
        reader.refused = True
        reader.problem(None, message("not_yaml", words=error))
    except _TooDeepError as error:
        reader.refused = True
        reader.problem(error.args[0], message("too_deep"))
    return (None if reader.refused else root), reader.problems
