"""V013: a question nobody can be judged on moves the ranking by chance."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import QUESTIONS, Found, Material, Rule
from stemwijzer.core.finding import Level
from stemwijzer.core.model import BREADTH, GOALS

_LEAST_SHARE = 3
"""Known for at least one in this many."""


def check(material: Material) -> Iterator[Found]:
    """Yield attributes that are asked about and known for fewer than a third of the solutions."""
    catalogue = material.catalogue
    for question in catalogue.questions.values():
        attribute = question.attribute.id
        if attribute in (GOALS, BREADTH):
            continue
        meant = [
            s for s in catalogue.solutions.values() if any(map(question.applies, s.applications))
        ]
        known = sum(attribute in s.facts for s in meant)
        if known * _LEAST_SHARE < len(meant):
            values = {"question": question.id, "known": known, "meant": len(meant)}
            path = ("questions", question.id)
            yield Found("thin", path, values, QUESTIONS, attribute=attribute)


RULE = Rule("V013", Level.INFO, check)
