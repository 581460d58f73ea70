"""YAML without surprises: nodes with their place, and every doubtful spelling refused.

Duplicate keys, anchors and tags are problems. Scalars stay text with a note whether they were
quoted; what type they must have is decided by the schema, so ``NO``, ``on`` or ``12:30`` can never
silently turn into something else.
"""

from __future__ import annotations

import re

from stemwijzer.errors import Problem
from stemwijzer.record import record

SURPRISES = re.compile(
    r"(?ix) ^( ~ | null | y | yes | n | no | on | off | true | false"
    r"| [-+]?\d[\d_]*(:[0-5]?\d)+(\.\d*)?"  # sexagesimal numbers and times
    r"| [-+]?0[0-7_]+ | [-+]?0[xob][\da-f_]+"  # octal and friends
    r"| [-+]?\.?\d[\d_,.]*(e[-+]?\d+)? | [-+]?\.(inf|nan) | \.nan"
    r"| \d{4}-\d\d?-\d\d?([Tt ].*)? )$"
)
"""Plain scalars that YAML 1.1 readers take for something other than text."""


_UNREADABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Return quoted text with the signs YAML refuses or folds written as escapes."""
    return _UNREADABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@record
class Scalar:
    """One scalar as written; ``quoted`` is true for anything but plain style."""

    text: str
    quoted: bool
    line: int
    column: int


@record
class Mapping:
    """A mapping; each key with the place where it stands."""

    entries: dict[str, tuple[Scalar, Node]]
    line: int
    column: int


@record
class Sequence:
    """A list."""

    items: list[Node]
    line: int
    column: int


Node = Scalar | Mapping | Sequence


def parse(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Parse one document into nodes; return it (``None`` when unreadable) with all problems.

    A file of nothing but simple lines, as most answer sheets are, is read without loading YAML.
    """
    from stemwijzer.catalogue import simple_yaml

    simple = simple_yaml.parse(text)
    if simple is not None:
        return simple, []
    from stemwijzer.catalogue import yaml_events

    return yaml_events.parse(text, file)
