"""How old facts are, and where facts are missing: what a maintainer plans an hour with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from stemwijzer.core.model import BREADTH, GOALS, Catalogue, Question, Solution
from stemwijzer.record import record


@record
class Age:
    """One fact with the day its oldest proof was seen, and how many days it may be old."""

    vendor: str
    solution: str
    attribute: str
    seen: date
    days: int
    limit: int
    urls: tuple[str, ...]

    @property
    def over(self) -> int:
        """How many days the fact is past its limit, negative while it is not."""
        return self.days - self.limit


def ages(catalogue: Catalogue, day: date) -> Iterator[Age]:
    """Yield every entered fact with its age on a day, in catalogue order."""
    for solution in catalogue.solutions.values():
        for name, fact in solution.facts.items():
            proofs = dict.fromkeys((*fact.sources, *fact.member_sources.values()))
            if name in (BREADTH, GOALS) or not proofs:
                continue
            sources = [solution.sources[proof] for proof in proofs]
            seen = min(source.seen for source in sources)
            yield Age(
                vendor=solution.vendor,
                solution=solution.id,
                attribute=name,
                seen=seen,
                days=(day - seen).days,
                limit=catalogue.attributes[name].max_age_days,
                urls=tuple(source.url for source in sources),
            )


@record
class AttributeCoverage:
    """How well one attribute is known: per application (known, meant) and over all solutions.

    ``gain`` is what there is to win: the solutions it is unknown for, times the importance its
    question has when the user gives none; 0 when no question asks for it.
    """

    attribute: str
    importance: float
    known: int
    meant: int
    by_application: Mapping[str, tuple[int, int]]

    @property
    def gain(self) -> float:
        """Solutions still unknown times the importance of the question."""
        return self.importance * (self.meant - self.known)


@record
class SolutionCoverage:
    """How much of the questions that apply to a solution is known about it, by importance."""

    solution: str
    known: float
    meant: float
    unknown: tuple[str, ...]

    @property
    def share(self) -> float:
        """The known part, 0..1."""
        return self.known / self.meant if self.meant else 1.0

    @property
    def gain(self) -> float:
        """The importance of the questions nothing is known for."""
        return self.meant - self.known


def _asked(catalogue: Catalogue) -> dict[str, Question]:
    """Return the questions about facts that are entered, by attribute."""
    return {
        question.attribute.id: question
        for question in catalogue.questions.values()
        if question.attribute.id not in (GOALS, BREADTH)
    }


def attribute_coverage(catalogue: Catalogue) -> tuple[AttributeCoverage, ...]:
    """Return the attributes, the one with most to win first."""
    asked = _asked(catalogue)
    found = []
    for attribute in catalogue.attributes.values():
        if attribute.id in (GOALS, BREADTH):
            continue
        cells = {}
        for application in catalogue.applications:
            if attribute.applies(application):
                solutions = catalogue.in_application(application)
                known = sum(attribute.id in s.facts for s in solutions)
                cells[application] = (known, len(solutions))
        meant = [s for s in catalogue.solutions.values() if s.applications & cells.keys()]
        question = asked.get(attribute.id)
        found.append(
            AttributeCoverage(
                attribute.id,
                question.importance / 2 if question else 0.0,
                sum(attribute.id in s.facts for s in meant),
                len(meant),
                cells,
            )
        )
    return tuple(sorted(found, key=lambda f: (-f.gain, f.attribute)))


def solution_coverage(catalogue: Catalogue) -> tuple[SolutionCoverage, ...]:
    """Return the solutions, the one with most to win first."""
    asked = _asked(catalogue)
    found = [_covered(solution, asked) for solution in catalogue.solutions.values()]
    return tuple(sorted(found, key=lambda f: (-f.gain, f.solution)))


def _covered(solution: Solution, asked: Mapping[str, Question]) -> SolutionCoverage:
    meant = {
        name: question.importance / 2
        for name, question in asked.items()
        if any(map(question.applies, solution.applications))
    }
    unknown = [name for name in meant if name not in solution.facts]
    return SolutionCoverage(
        solution.id,
        sum(weight for name, weight in meant.items() if name in solution.facts),
        sum(meant.values()),
        tuple(sorted(unknown, key=lambda name: (-meant[name], list(meant).index(name)))),
    )
