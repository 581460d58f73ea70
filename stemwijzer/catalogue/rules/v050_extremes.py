"""V050: a solution that meets every demand was perhaps described by someone who likes it."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level
from stemwijzer.core.model import Fact, Kind, Question, Sense, Solution

LEAST = 8
"""Known answers to demands from which it is worth a word."""


def check(material: Material) -> Iterator[Found]:
    """Yield solutions that meet every demand, or none, wherever something is known."""
    demands = [q for q in material.catalogue.questions.values() if q.sense is Sense.NEED]
    for solution, path in material.solutions():
        met = [found for q in demands if (found := meets(q, solution)) is not None]
        if len(met) >= LEAST and len(set(met)) == 1:
            text = "best" if met[0] else "worst"
            yield Found(
                text, path, {"solution": solution.id, "count": len(met)}, solution=solution.id
            )


def meets(question: Question, solution: Solution) -> bool | None:
    """Say whether a solution meets the demand of a question, ``None`` when nothing is known."""
    attribute = question.attribute
    fact: Fact | None = solution.facts.get(attribute.id)
    if fact is None or attribute.kind not in (Kind.BOOL, Kind.LEVEL):
        return None
    if not any(map(question.applies, solution.applications)):
        return None
    at, demand = attribute.option(fact.level).at, attribute.option(question.demand).at
    return at >= demand if question.demand_up else at <= demand


RULE = Rule("V050", Level.INFO, check)
