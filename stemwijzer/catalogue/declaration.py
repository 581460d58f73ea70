"""A small language to declare what a data file may hold, and the reader that checks against it.

One declaration serves the reader here and the JSON Schema for editors. Reading yields plain values
(dict, list, str, bool, int, float) and the place of each, and collects every problem instead of
stopping at the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isinf
from typing import Any

from stemwijzer.catalogue import strict_yaml
from stemwijzer.errors import Message, Problem, closest, message
from stemwijzer.record import record

Path = tuple[str | int, ...]
Place = tuple[int, int]

ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@record
class Str:
    """A text; with ``choices`` one of these words, with ``pattern`` matching it whole."""

    choices: tuple[str, ...] | None = None
    pattern: re.Pattern[str] | None = None
    what: str = "what_text"


@record
class Bool:
    """``true`` or ``false``, unquoted."""


@record
class Number:
    """A number with a point; ``whole`` asks for a whole one."""

    minimum: float | None = None
    whole: bool = False


@record
class Date:
    """A day as YYYY-MM-DD."""


@record
class TextPair:
    """The same text as ``nl`` and ``en``; ``short`` also allows one text for both (names)."""

    short: bool = False


@record
class ListOf:
    """A list of different values."""

    item: Type
    least: int = 0


@record
class MapOf:
    """A mapping from ids to values."""

    key: Str
    value: Type


@record
class Record:
    """A mapping with known keys; ``either`` names keys of which at least one must be there."""

    name: str
    fields: Mapping[str, Type]
    optional: frozenset[str] = frozenset()
    either: tuple[str, ...] = ()


@record
class OneOrMore:
    """One value, or a list of them; read as a list."""

    item: Type


@record
class Raw:
    """Anything; read as the node itself, for a caller that checks it further."""


Type = Raw | Str | Bool | Number | Date | TextPair | ListOf | MapOf | Record | OneOrMore

Identifier = Str(pattern=ID, what="what_id")
Url = Str(pattern=_URL, what="what_url")


@dataclass(slots=True)
class Document:
    """The checked content of one file: plain values, their places, and the problems found.

    ``places`` holds where each value begins, ``keys`` where its key stands.
    """

    file: str
    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Path, words: Message, tip: Message | None = None) -> None:
        """Add a problem at the place of ``path``, or of its nearest known parent."""
        while path not in self.places and path:
            path = path[:-1]
        line, column = self.places.get(path, (0, 0))
        self.problems.append(Problem(self.file, line, column, words, tip))

    def where(self, path: Path) -> Place:
        """Return the place of the key of ``path``, or of its nearest known parent."""
        while path and path not in self.keys and path not in self.places:
            path = path[:-1]
        return self.keys.get(path) or self.places.get(path, (0, 0))


_BAD: Any = object()


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document

    def fail(self, node: strict_yaml.Node, words: Message, tip: Message | None = None) -> Any:
        self.document.problems.append(
            Problem(self.document.file, node.line, node.column, words, tip)
        )
        return _BAD

    def read(self, node: strict_yaml.Node, kind: Type, path: Path) -> Any:
        self.document.places[path] = (node.line, node.column)
        return _READERS[type(kind)](self, node, kind, path)

    def scalar(self, node: strict_yaml.Node, path: Path, what: str) -> strict_yaml.Scalar | None:
        if isinstance(node, strict_yaml.Scalar):
            return node
        self.fail(node, message("expected", label=_label(path), what=message(what)))
        return None

    def string(self, node: strict_yaml.Node, kind: Str, path: Path) -> Any:
        scalar = self.scalar(node, path, kind.what)
        if scalar is None:
            return _BAD
        text = scalar.text
        if kind.choices is not None:
            if text in kind.choices:
                return text
            return self.fail(
                node,
                message("unknown_word", label=_label(path), word=text),
                closest(text, kind.choices),
            )
        if not text.strip():
            return self.fail(
                node, message("empty_text", label=_label(path)), message("fill_or_drop")
            )
        if kind.pattern is not None:
            if kind.pattern.fullmatch(text):
                return text
            return self.fail(
                node, message("not_what", label=_label(path), text=text, what=message(kind.what))
            )
        if not scalar.quoted and strict_yaml.SURPRISES.match(text):
            return self.fail(
                node,
                message("surprise", label=_label(path), text=text),
                message("quote_it", text=text),
            )
        return text

    def boolean(self, node: strict_yaml.Node, _: Bool, path: Path) -> Any:
        scalar = self.scalar(node, path, "what_bool")
        if scalar is None:
            return _BAD
        if scalar.quoted or scalar.text not in ("true", "false"):
            return self.fail(node, message("write_bool", label=_label(path), text=scalar.text))
        return scalar.text == "true"

    def number(self, node: strict_yaml.Node, kind: Number, path: Path) -> Any:
        scalar = self.scalar(node, path, "what_number")
        if scalar is None:
            return _BAD
        if scalar.quoted or not NUMBER.fullmatch(scalar.text) or isinf(float(scalar.text)):
            return self.fail(
                node,
                message("not_number", label=_label(path), text=scalar.text),
                message("digits"),
            )
        value = float(scalar.text)
        if kind.whole and value != int(value):
            return self.fail(node, message("not_whole", label=_label(path), text=scalar.text))
        if kind.minimum is not None and value < kind.minimum:
            words = message(
                "below", label=_label(path), text=scalar.text, minimum=f"{kind.minimum:g}"
            )
            return self.fail(node, words)
        return int(value) if value == int(value) else value

    def day(self, node: strict_yaml.Node, _: Date, path: Path) -> Any:
        scalar = self.scalar(node, path, "what_date")
        if scalar is None:
            return _BAD
        try:
            if date.fromisoformat(scalar.text).isoformat() == scalar.text:
                return scalar.text
        except ValueError:
            pass
        return self.fail(
            node, message("not_date", label=_label(path), text=scalar.text), message("write_date")
        )

    def text_pair(self, node: strict_yaml.Node, kind: TextPair, path: Path) -> Any:
        if isinstance(node, strict_yaml.Scalar) and kind.short:
            text = self.string(node, Str(), path)
            return _BAD if text is _BAD else {"nl": text, "en": text}
        return self.record(node, _PAIR, path)

    def sequence(self, node: strict_yaml.Node, kind: ListOf, path: Path) -> Any:
        if not isinstance(node, strict_yaml.Sequence):
            return self.fail(
                node, message("expected", label=_label(path), what=message("what_list"))
            )
        values: list[Any] = []
        for index, item in enumerate(node.items):
            value = self.read(item, kind.item, (*path, index))
            if value is _BAD:
                continue
            if value in values:
                self.fail(item, message("twice", label=_label(path), text=value))
                continue
            values.append(value)
        if len(node.items) < kind.least:
            self.fail(node, message("at_least_items", label=_label(path), count=kind.least))
        return values

    def one_or_more(self, node: strict_yaml.Node, kind: OneOrMore, path: Path) -> Any:
        if isinstance(node, strict_yaml.Sequence):
            return self.sequence(node, ListOf(kind.item, least=1), path)
        value = self.read(node, kind.item, path)
        return _BAD if value is _BAD else [value]

    def mapping(self, node: strict_yaml.Node, kind: MapOf, path: Path) -> Any:
        if not isinstance(node, strict_yaml.Mapping):
            return self.fail(
                node, message("expected", label=_label(path), what=message("what_mapping"))
            )
        values: dict[str, Any] = {}
        for key, (scalar, child) in node.entries.items():
            name = self.string(scalar, kind.key, (*path, key))
            value = self.read(child, kind.value, (*path, key))
            self.document.places[(*path, key)] = (scalar.line, scalar.column)
            self.document.keys[(*path, key)] = (scalar.line, scalar.column)
            if name is not _BAD and value is not _BAD:
                values[name] = value
        return values

    def record(self, node: strict_yaml.Node, kind: Record, path: Path) -> Any:
        if not isinstance(node, strict_yaml.Mapping):
            return self.fail(
                node,
                message("expected", label=_label(path), what=message("what_mapping")),
                message("known", words=", ".join(kind.fields)),
            )
        values: dict[str, Any] = {}
        for key, (scalar, child) in node.entries.items():
            child_kind = kind.fields.get(key)
            if child_kind is None:
                self.fail(
                    scalar,
                    message("unknown_key", key=key, record=kind.name),
                    closest(key, kind.fields),
                )
                continue
            value = self.read(child, child_kind, (*path, key))
            self.document.keys[(*path, key)] = (scalar.line, scalar.column)
            if value is not _BAD:
                values[key] = value
        for key in kind.fields:
            if key not in node.entries and key not in kind.optional:
                self.fail(
                    node, message("missing_key", label=_label(path), key=key, record=kind.name)
                )
        if kind.either and not any(key in node.entries for key in kind.either):
            words = "' / '".join(kind.either)
            self.fail(node, message("missing_key", label=_label(path), key=words, record=kind.name))
        return values


_PAIR = Record("a text in two languages", {"nl": Str(), "en": Str()})

_READERS: dict[type, Callable[..., Any]] = {
    Raw: lambda _reader, node, _kind, _path: node,
    Str: _Reader.string,
    Bool: _Reader.boolean,
    Number: _Reader.number,
    Date: _Reader.day,
    TextPair: _Reader.text_pair,
    ListOf: _Reader.sequence,
    OneOrMore: _Reader.one_or_more,
    MapOf: _Reader.mapping,
    Record: _Reader.record,
}


def _label(path: Sequence[str | int]) -> str:
    """Return the last names of a path, the words a person looks for in the file."""
    words = [str(part) for part in path if isinstance(part, str)]
    return ".".join(words[-2:]) or "file"


def read(text: str, file: str, kind: Type) -> Document:
    """Read and check one file; the document holds whatever could be read and all problems."""
    document = Document(file)
    root, problems = strict_yaml.parse(text, file)
    document.problems.extend(problems)
    if root is not None:
        value = _Reader(document).read(root, kind, ())
        document.data = None if value is _BAD else value
    return document
