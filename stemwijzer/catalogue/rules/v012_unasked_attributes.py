"""V012: an attribute is asked about, or a reserve question says why it is not."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import QUESTIONS, Found, Material, Rule
from stemwijzer.core.finding import Level


def check(material: Material) -> Iterator[Found]:
    """Yield attributes that no question is about."""
    catalogue = material.catalogue
    asked = {question.attribute.id for question in catalogue.questions.values()}
    asked |= {entry.question.attribute.id for entry in catalogue.reserve.values()}
    for name in catalogue.attributes:
        if name not in asked:
            path = ("attributes", name)
            yield Found("unasked", path, {"attribute": name}, QUESTIONS, attribute=name)


RULE = Rule("V012", Level.WARNING, check)
