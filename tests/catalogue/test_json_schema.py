"""The schemas for editors are those of the declaration, and the shipped data fit them."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from stemwijzer.catalogue import strict_yaml
from stemwijzer.catalogue.declaration import NUMBER
from stemwijzer.catalogue.json_schema import every
from stemwijzer.core.model import Catalogue

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("questions", "applications", "vendors", "contradictions", "words", "exceptions")


def plain(node: strict_yaml.Node) -> Any:
    """Return data as an editor reads them: plain numbers and booleans, days as text."""
    if isinstance(node, strict_yaml.Mapping):
        return {name: plain(child) for name, (_, child) in node.entries.items()}
    if isinstance(node, strict_yaml.Sequence):
        return [plain(item) for item in node.items]
    if node.quoted:
        return node.text
    if node.text in ("true", "false"):
        return node.text == "true"
    if NUMBER.fullmatch(node.text):
        number = float(node.text)
        return int(number) if number == int(number) else number
    return node.text


def shipped_data(name: str) -> Any:
    text = (ROOT / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    root, problems = strict_yaml.parse(text, name)
    assert root is not None
    assert problems == []
    return plain(root)


def faults(schema: dict[str, Any], data: Any) -> list[str]:
    return [f"{e.json_path}: {e.message[:200]}" for e in Draft7Validator(schema).iter_errors(data)]


def test_the_schemas_on_disk_are_those_of_the_declaration(shipped: Catalogue) -> None:
    """After a change of the declaration: python tools/make_schemas.py"""
    made = every(shipped)
    assert set(made) == set(NAMES)
    assert {p.name for p in (ROOT / "schema").iterdir()} == {f"{n}.schema.json" for n in made}
    for name, schema in made.items():
        text = (ROOT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
        assert json.loads(text) == schema, name


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_data_fit_their_schema(shipped: Catalogue, name: str) -> None:
    schema = every(shipped)[name]
    Draft7Validator.check_schema(schema)
    assert faults(schema, shipped_data(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_editor_finds_the_schema_by_the_first_line(name: str) -> None:
    first = (ROOT / "data" / f"{name}.yaml").read_text(encoding="utf-8").split("\n", 1)[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found is not None
    assert (ROOT / "data" / found[1]).resolve() == ROOT / "schema" / f"{name}.schema.json"


def test_the_schema_refuses_what_the_reader_refuses(shipped: Catalogue) -> None:
    schema, sound = every(shipped)["vendors"], shipped_data("vendors")
    vendor = next(iter(sound["vendors"].values()))
    solution = next(iter(vendor["solutions"].values()))

    def broken(path: tuple[str, ...], value: Any) -> list[str]:
        changed = copy.deepcopy({**sound, "vendors": {"acme": vendor}, "not_listed": {}})
        inner: Any = changed["vendors"]["acme"]
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value
        return faults(schema, changed)

    name = next(iter(vendor["solutions"]))
    source = next(iter(solution["sources"]))
    here = ("solutions", name)
    assert broken(("partner",), "yes")
    assert broken(("website",), "example.com")
    assert broken((*here, "applications", "has"), ["fax"])
    assert broken((*here, "sources", source, "grade"), "C")
    assert broken((*here, "sources", source, "seen"), "yesterday")
    assert broken((*here, "facts", "monthly"), {"value": "ja", "source": source})
    assert broken((*here, "facts", "channels"), {"source": source})
    assert broken((*here, "facts", "channels"), {"has": ["emial"], "source": source})
    assert not broken((*here, "facts", "monthly"), {"value": True, "source": [source]})


def test_an_editor_shows_what_an_attribute_means(shipped: Catalogue) -> None:
    vendor = every(shipped)["vendors"]["properties"]["vendors"]["additionalProperties"]
    facts = vendor["properties"]["solutions"]["additionalProperties"]["properties"]["facts"]
    assert "cancelled" in facts["properties"]["monthly"]["description"]
