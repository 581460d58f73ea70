"""V042: no option has the name of an answer that is no option."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import QUESTIONS, Found, Material, Rule
from stemwijzer.core.answer import NO_PREFERENCE, SKIP
from stemwijzer.core.finding import Level

RESERVED = frozenset({SKIP, NO_PREFERENCE, "neutral"})


def check(material: Material) -> Iterator[Found]:
    """Yield options an answer sheet could not tell from skipping."""
    for attribute in material.catalogue.attributes.values():
        for option in attribute.options:
            if option.id in RESERVED:
                path = ("attributes", attribute.id, "options", option.id)
                yield Found(
                    "reserved", path, {"option": option.id}, QUESTIONS, attribute=attribute.id
                )


RULE = Rule("V042", Level.ERROR, check)
