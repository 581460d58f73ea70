"""The declaration of a data file as JSON Schema, for completion and checks in an editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from stemwijzer.catalogue import schema, upkeep
from stemwijzer.catalogue.declaration import (
    NUMBER,
    Bool,
    Date,
    ListOf,
    MapOf,
    Number,
    OneOrMore,
    Raw,
    Record,
    Str,
    TextPair,
    Type,
)
from stemwijzer.core.model import GOALS, Catalogue

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
"""Editors know this one best."""


def of(kind: Type) -> Schema:
    """Return the schema of a type."""
    return _MAKERS[type(kind)](kind)


def _string(kind: Str) -> Schema:
    if kind.choices is not None:
        numbers = [float(word) for word in kind.choices if NUMBER.fullmatch(word)]
        found: list[Any] = list(kind.choices)  # an editor reads a plain 0.5 as a number
        return {"enum": found + [int(n) if n == int(n) else n for n in numbers]}
    if kind.pattern is not None:
        return {"type": "string", "pattern": f"^(?:{kind.pattern.pattern})$"}
    return {"type": "string", "minLength": 1}


def _number(kind: Number) -> Schema:
    found: Schema = {"type": "integer" if kind.whole else "number"}
    return found if kind.minimum is None else {**found, "minimum": kind.minimum}


def _text_pair(kind: TextPair) -> Schema:
    text = {"type": "string", "minLength": 1}
    pair: Schema = {
        "type": "object",
        "properties": {"nl": text, "en": text},
        "required": ["nl", "en"],
        "additionalProperties": False,
    }
    return {"anyOf": [text, pair]} if kind.short else pair


def _list(kind: ListOf) -> Schema:
    found: Schema = {"type": "array", "items": of(kind.item), "uniqueItems": True}
    return {**found, "minItems": kind.least} if kind.least else found


def _map(kind: MapOf) -> Schema:
    names = _string(kind.key)
    return {"type": "object", "propertyNames": names, "additionalProperties": of(kind.value)}


def _record(kind: Record) -> Schema:
    found: Schema = {
        "type": "object",
        "description": kind.name,
        "properties": {key: of(value) for key, value in kind.fields.items()},
        "required": [key for key in kind.fields if key not in kind.optional],
        "additionalProperties": False,
    }
    if kind.either:
        found["anyOf"] = [{"required": [key]} for key in kind.either]
    return found


def _one_or_more(kind: OneOrMore) -> Schema:
    return {"anyOf": [of(kind.item), of(ListOf(kind.item, least=1))]}


_MAKERS: Mapping[type, Callable[[Any], Schema]] = {
    Raw: lambda _kind: {},
    Str: _string,
    Bool: lambda _kind: {"type": "boolean"},
    Number: _number,
    Date: lambda _kind: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    TextPair: _text_pair,
    ListOf: _list,
    MapOf: _map,
    Record: _record,
    OneOrMore: _one_or_more,
}


def every(catalogue: Catalogue) -> dict[str, Schema]:
    """Return the schema of every data file, by the name of the file without its ending."""
    attributes = catalogue.attributes
    goals = [option.id for option in attributes[GOALS].options] if GOALS in attributes else []
    kinds = {
        "questions": schema.QUESTIONS,
        "applications": schema.applications(attributes, goals),
        "vendors": schema.vendors(attributes, tuple(catalogue.applications)),
        "contradictions": upkeep.CONTRADICTIONS,
        "words": upkeep.WORDS,
        "exceptions": upkeep.EXCEPTIONS,
    }
    found = {}
    for name, kind in kinds.items():
        found[name] = {"$schema": DIALECT, "title": f"data/{name}.yaml", **of(kind)}
    _explain(found["vendors"], catalogue)
    return found


def _explain(vendors: Schema, catalogue: Catalogue) -> None:
    """Put the definition of each attribute beside its facts, for the editor to show."""
    vendor = vendors["properties"]["vendors"]["additionalProperties"]
    solution = vendor["properties"]["solutions"]["additionalProperties"]
    for name, fact in solution["properties"]["facts"]["properties"].items():
        attribute = catalogue.attributes[name]
        fact["description"] = f"{attribute.label.en}: {attribute.definition.en}"
