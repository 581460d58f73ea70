"""The rules for the data, one per file; ``docs/reference/data-rules.md`` explains each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from stemwijzer.catalogue.rules.base import Rule

MODULES = tuple(sorted(path.stem for path in Path(__file__).parent.glob("v[0-9]*.py")))


def every_rule() -> tuple[Rule, ...]:
    """Return the rules in the order of their ids; a file in this folder is all a rule needs."""
    rules = []
    for name in MODULES:
        rule = import_module(f"{__name__}.{name}").RULE
        assert isinstance(rule, Rule)
        rules.append(rule)
    return tuple(rules)
