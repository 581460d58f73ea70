"""V034: what proves a fact is a source, never an address in a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level

_ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.\w{2,}\b"
    r"|\b[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|net|org|io|nl|eu|be|de|dev|cloud|app)/\S*",
    re.IGNORECASE,
)


def check(material: Material) -> Iterator[Found]:
    """Yield addresses in notes."""
    for note, solution, path in material.notes():
        if found := _ADDRESS.search(note):
            yield Found("address", path, {"address": found[0]}, solution=solution)


RULE = Rule("V034", Level.ERROR, check)
