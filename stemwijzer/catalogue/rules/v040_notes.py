"""V040: a note is short and tells; it does not sell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level

LONGEST = 240
"""Signs a note may hold; room for one sentence and a half-sentence beside it."""


def check(material: Material) -> Iterator[Found]:
    """Yield notes that are too long and words that sell."""
    listed = [word for words in material.upkeep.marketing.values() for word in words]
    listed.sort(key=len, reverse=True)  # of two that begin alike, the longer one
    selling = re.compile(
        rf"(?<!\w)({'|'.join(map(re.escape, listed))})(?!\w)" if listed else r"(?!)", re.IGNORECASE
    )
    for note, solution, path in material.notes():
        if len(note) > LONGEST:
            values = {"length": len(note), "longest": LONGEST}
            yield Found("long", path, values, solution=solution)
        for found in selling.finditer(note):
            yield Found("selling", path, {"word": found[0]}, solution=solution)


RULE = Rule("V040", Level.WARNING, check)
