"""V020: facts of one solution that do not go together, from ``contradictions.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stemwijzer.catalogue.declaration import Path
from stemwijzer.catalogue.rules.base import Found, Material, Rule, in_language
from stemwijzer.catalogue.upkeep import APPLICATIONS, Contradiction
from stemwijzer.core.finding import Level
from stemwijzer.core.model import Solution


def shows(solution: Solution, attribute: str, options: frozenset[str]) -> bool:
    """Say whether one of these options is shown."""
    if attribute == APPLICATIONS:
        return bool(solution.applications & options)
    fact = solution.facts.get(attribute)
    return fact is not None and (fact.level in options or bool(fact.has & options))


def lacks(solution: Solution, attribute: str, options: frozenset[str]) -> bool:
    """Say whether one of these options is proven absent."""
    if attribute == APPLICATIONS:
        return False
    fact = solution.facts.get(attribute)
    return fact is not None and bool(fact.not_ & options)


def holds(solution: Solution, rule: Contradiction) -> bool:
    """Say whether a contradiction is about this solution at all."""
    return (
        all(shows(solution, *condition) for condition in rule.when.items())
        and all(lacks(solution, *condition) for condition in rule.absent.items())
        and all(attribute in solution.facts for attribute in rule.known)
    )


def check(material: Material) -> Iterator[Found]:
    """Yield contradictions, at the first fact they are about."""
    for solution, path in material.solutions():
        for rule in material.upkeep.contradictions:
            if not holds(solution, rule):
                continue
            if rule.needs and not any(shows(solution, *option) for option in rule.needs.items()):
                yield _found("lacking", rule, rule.needs, solution, path)
            for attribute, options in rule.never.items():
                if shows(solution, attribute, options):
                    yield _found("clashing", rule, {attribute: options}, solution, path)


def _found(
    text: str,
    rule: Contradiction,
    options: Mapping[str, frozenset[str]],
    solution: Solution,
    path: Path,
) -> Found:
    first = next(iter((*rule.when, *rule.absent, *rule.known)))
    here = (*path, APPLICATIONS) if first == APPLICATIONS else (*path, "facts", first)
    wanted = [f"{name} {' / '.join(sorted(found))}" for name, found in options.items()]
    values = {
        "solution": solution.id,
        "attribute": first,
        "options": "; ".join(wanted),
        "reason": in_language(rule.reason),
        "rule": rule.id,
    }
    attribute = "" if first == APPLICATIONS else first
    return Found(text, here, values, solution=solution.id, attribute=attribute, level=rule.level)


RULE = Rule("V020", Level.ERROR, check)
