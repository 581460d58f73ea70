"""The JSON Schemas of ``docs/schema``, and a strict reading of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "schema"
NAMES = (
    "match",
    "explain",
    "compare",
    "stability",
    "second-opinion",
    "team",
    "verify",
    "roadmap",
    "requirements",
    "report",
    "questions",
    "catalogue",
    "data-check",
    "data-new",
    "data-stale",
    "data-coverage",
    "data-export",
    "data-audit",
    "data-diff",
    "error",
)


@cache
def schema(name: str) -> dict[str, Any]:
    """Return a schema as it stands in the docs."""
    return dict(json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")))


def findings(name: str, document: Any, *, strict: bool = False) -> list[str]:
    """Return what is wrong with a document; ``strict`` also refuses keys nobody documented."""
    found = _validator(name, strict).iter_errors(document)
    return [f"{error.json_path}: {error.message[:300]}" for error in found]


@cache
def _validator(name: str, strict: bool) -> Draft202012Validator:
    found = _strict(schema(name)) if strict else schema(name)
    return Draft202012Validator(found, format_checker=FormatChecker())


def properties(node: Any) -> set[str]:
    """Return the name of every key that a schema declares."""
    if isinstance(node, list):
        return {name for item in node for name in properties(item)}
    if not isinstance(node, dict):
        return set()
    found = {name for value in node.values() for name in properties(value)}
    declared = node.get("properties")
    return found | set(declared) if isinstance(declared, dict) else found


def _strict(whole: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with every object closed; records put together are joined first."""

    def closed(node: Any) -> Any:
        if isinstance(node, list):
            return [closed(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "allOf" in node:
            return closed(joined(node))
        outside = {k: v for k, v in node.items() if k != "oneOf" or "properties" not in node}
        result = {k: closed(v) for k, v in outside.items()}
        if len(outside) < len(node):
            result["oneOf"] = node["oneOf"]  # its parts add keys to those of the record itself
        if isinstance(node.get("properties"), dict):
            result["unevaluatedProperties"] = False
        return result

    def joined(node: dict[str, Any]) -> dict[str, Any]:
        parts = [
            whole["$defs"][part["$ref"].rsplit("/", 1)[1]] if "$ref" in part else part
            for part in node["allOf"]
        ]
        return {
            "type": "object",
            "required": [key for part in parts for key in part["required"]],
            "properties": {k: v for part in parts for k, v in part["properties"].items()},
        }

    return dict(closed(whole))
