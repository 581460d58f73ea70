"""Short ways to make questions, facts and solutions for hand-worked examples."""

from __future__ import annotations

from collections.abc import Iterable

from stemwijzer.core.matching import Ranking, rank
from stemwijzer.core.model import (
    UNIT,
    Attribute,
    Fact,
    Kind,
    Measure,
    Option,
    Question,
    QuestionKind,
    Sense,
    Solution,
    Text,
)
from stemwijzer.core.profile import FULL_STRENGTH, Profile, Target, Wish
from stemwijzer.core.tables import Table

NORMAL = 2
"""Importance 1, in half units."""


def words(text: str) -> Text:
    """Return the same text for both languages."""
    return Text(text, text)


def attribute(kind: Kind, *options: str, id: str = "x", **more: object) -> Attribute:  # noqa: A002
    """Return an attribute whose options stand at equal steps of its scale."""
    last = max(1, len(options) - 1)
    scale = kind in (Kind.BOOL, Kind.LEVEL, Kind.LEVELS)
    placed = tuple(
        Option(option, words(option), index * UNIT // last if scale else 0)
        for index, option in enumerate(options)
    )
    return Attribute(id, kind, words(id), words(id), placed, **more)


def _question(of: Attribute, kind: QuestionKind, **more: object) -> Question:
    return Question(of.id, "theme", kind, of, words(of.id), words(of.id), **more)


def need(of: Attribute, demand: str, *, up: bool = True) -> Question:
    """Return a statement that demands a level, or more (``up``) or less than it."""
    return _question(of, QuestionKind.STATEMENT, sense=Sense.NEED, demand=demand, demand_up=up)


def choice(of: Attribute, agree: str) -> Question:
    """Return a statement between the two ends of a scale."""
    return _question(of, QuestionKind.STATEMENT, sense=Sense.CHOICE, agree=agree)


def position(of: Attribute) -> Question:
    """Return a question for one level."""
    return _question(of, QuestionKind.POSITION)


def options(of: Attribute, measure: Measure) -> Question:
    """Return a question for a set of options."""
    return _question(of, QuestionKind.SET, measure=measure)


def number(of: Attribute, measure: Measure) -> Question:
    """Return a question for a number."""
    return _question(of, QuestionKind.NUMBER, measure=measure)


FIVE = ("v0", "v1", "v2", "v3", "v4")
"""Five levels, at 0, 630, 1260, 1890 and 2520 units."""


def ladder(name: str) -> Question:
    """Return a question about a level from ``v0`` to ``v4``; each step is 630 units."""
    return position(attribute(Kind.LEVEL, *FIVE, id=name))


def level(name: str) -> Fact:
    """Return the fact of one level."""
    return Fact(level=name)


def has(*shown: str, not_: Iterable[str] = (), partly: Iterable[str] = ()) -> Fact:
    """Return the fact of options shown, proven absent and half."""
    return Fact(has=frozenset(shown), not_=frozenset(not_), partly=frozenset(partly))


def solution(name: str, *, private: bool = False, **facts: Fact) -> Solution:
    """Return a solution with these facts."""
    return Solution(name, name, "vendor", frozenset({"app"}), Fact(), facts, {}, (), private)


def steps(name: str, *distances: int | None) -> Solution:
    """Return a solution that is so many steps off on ``q1``, ``q2``, ... (None: unknown)."""
    facts = {
        f"q{index}": level(f"v{distance}")
        for index, distance in enumerate(distances, start=1)
        if distance is not None
    }
    return solution(name, **facts)


def wish(
    question: Question,
    target: Target,
    *,
    strength: int = FULL_STRENGTH,
    importance: int = NORMAL,
    must: bool = False,
) -> Wish:
    """Return a wish; as it stands it weighs 4 quarter units, like any normal question."""
    return Wish(question, target, strength, importance, must)


def profile(*wishes: Wish) -> Profile:
    """Return the profile of these wishes."""
    return Profile(wishes, {})


def table(
    questions: Iterable[Question],
    solutions: Iterable[Solution],
    reference: Iterable[Solution] | None = None,
) -> Table:
    """Return a table; the reference is all its solutions unless given."""
    solutions = tuple(solutions)
    return Table("app", questions, solutions, solutions if reference is None else reference)


def ranking(
    wishes: Iterable[Wish],
    solutions: Iterable[Solution],
    reference: Iterable[Solution] | None = None,
) -> Ranking:
    """Return the ranking of solutions for wishes."""
    wishes = tuple(wishes)
    return rank(profile(*wishes), table((w.question for w in wishes), solutions, reference))
