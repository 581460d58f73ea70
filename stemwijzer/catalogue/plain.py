"""A catalogue as plain JSON data and back, whatever its records hold.

The declared types of the records say how each field is written, so a field added to ``core.model``
travels along without a word here. A field equal to its default is left out; a question names its
attribute by id, so that both are one record again afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from stemwijzer.core import model
from stemwijzer.core.model import Attribute, Catalogue

_PLAIN = ("str", "int", "float", "bool")
_CONTAINERS = {
    "Mapping": re.compile(r"Mapping\[str, (.+)\]"),
    "tuple": re.compile(r"tuple\[(.+), \.\.\.\]"),
    "frozenset": re.compile(r"frozenset\[(.+)\]"),
}

Turn = Callable[[Any], Any]


class UnknownTypeError(TypeError):
    """A record has a field of a type that cannot be written here."""


def as_plain(catalogue: Catalogue) -> dict[str, Any]:
    """Return a catalogue as values that JSON can hold."""
    for question in (*catalogue.questions.values(), *(r.question for r in _reserve(catalogue))):
        if catalogue.attributes.get(question.attribute.id) != question.attribute:
            raise UnknownTypeError(question.id)
    found: dict[str, Any] = _writer("Catalogue")(catalogue)  # type: ignore[misc]
    return found


def _reserve(catalogue: Catalogue) -> tuple[model.Reserve, ...]:
    return tuple(catalogue.reserve.values())


def from_plain(data: dict[str, Any]) -> Catalogue:
    """Return the catalogue that was written as these values (which are used up)."""
    attributes = _reader("Mapping[str, Attribute]", {})(data["attributes"])  # type: ignore[misc]
    data["attributes"] = attributes
    return _record_reader(Catalogue, attributes, done=("attributes",))(data)  # type: ignore[no-any-return]


def _type_named(name: str) -> type:
    found = getattr(model, name, None)
    if not isinstance(found, type):
        raise UnknownTypeError(name)
    return found


def _inner(declared: str) -> tuple[str, str]:
    """Return the container and what it holds: ``tuple``, ``Option``."""
    for name, pattern in _CONTAINERS.items():
        if found := pattern.fullmatch(declared):
            return name, found[1]
    return "", declared


@cache
def _writer(declared: str) -> Turn | None:
    """Return what makes a value plain, ``None`` when it is so already."""
    if declared.endswith(" | None"):
        return _or_none(_writer(declared.removesuffix(" | None")))
    container, held = _inner(declared)
    if container == "frozenset" and held == "str":
        return sorted
    if container:
        write = _writer(held)
        if container == "Mapping":
            return dict if write is None else lambda v: {k: write(x) for k, x in v.items()}
        return list if write is None else lambda v: [write(x) for x in v]
    if declared in _PLAIN:
        return None
    if declared == "date":
        return date.isoformat
    kind = _type_named(declared)
    if issubclass(kind, Enum):
        return lambda v: v.value
    return _record_writer(kind)


def _or_none(turn: Turn | None) -> Turn | None:
    return None if turn is None else lambda v: None if v is None else turn(v)


def _record_writer(kind: type) -> Turn:
    parts = [
        (f.name, _default(f), (lambda a: a.id) if f.type == "Attribute" else _writer(str(f.type)))
        for f in _fields(kind)
    ]

    def write(record: Any) -> dict[str, Any]:
        found = {}
        for name, default, turn in parts:
            value = getattr(record, name)
            if default is MISSING or value != default or type(value) is not type(default):
                found[name] = value if turn is None else turn(value)
        return found

    return write


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _fields(kind: type) -> tuple[Field[Any], ...]:
    if not is_dataclass(kind):
        raise UnknownTypeError(kind.__name__)
    return fields(kind)


def _reader(declared: str, attributes: dict[str, Attribute]) -> Turn | None:
    """Return what makes a value from plain, ``None`` when it is so already."""
    if declared.endswith(" | None"):
        return _or_none(_reader(declared.removesuffix(" | None"), attributes))
    container, held = _inner(declared)
    if container == "frozenset" and held == "str":
        return frozenset
    if container:
        read = _reader(held, attributes)
        if container == "Mapping":
            return None if read is None else lambda v: {k: read(x) for k, x in v.items()}
        return tuple if read is None else lambda v: tuple([read(x) for x in v])
    if declared in _PLAIN:
        return None
    if declared == "date":
        return date.fromisoformat
    kind = _type_named(declared)
    if issubclass(kind, Enum):
        return kind
    return _record_reader(kind, attributes)


def _record_reader(
    kind: type, attributes: dict[str, Attribute], done: tuple[str, ...] = ()
) -> Turn:
    turns: list[tuple[str, Turn]] = []
    for field in _fields(kind):
        turn = (
            attributes.__getitem__
            if field.type == "Attribute"
            else _reader(str(field.type), attributes)
        )
        if turn is not None and field.name not in done:
            turns.append((field.name, turn))

    def read(data: dict[str, Any]) -> Any:
        for name, turn in turns:
            if name in data:
                data[name] = turn(data[name])
        return kind(**data)

    return read
