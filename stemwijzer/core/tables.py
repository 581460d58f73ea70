"""Distance tables: question by answer to solutions, for one application, worked out once.

An unknown fact counts as the mean distance of the reference solutions whose fact is known. The
reference is held apart from the solutions that are ranked: it is the public catalogue, so that a
private or filtered list never moves anyone's place among the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Protocol

from stemwijzer.core.distance import (
    Cell,
    Outcomes,
    Shares,
    cell,
    measure_shares,
    outcomes,
    rounded,
    worst,
)
from stemwijzer.core.model import Catalogue, Fact, Question
from stemwijzer.core.profile import Target

APPLICATIONS = "applications"
"""The name under which the applications themselves are ranked."""


class Ranked(Protocol):
    """Anything that can be ranked: a solution, or an application with its judgements."""

    @property
    def id(self) -> str:
        """A stable id."""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Facts by attribute id."""


Row = tuple[Cell, ...]
"""One cell per solution of the table, in its order."""


class Table:
    """The distances of the solutions of one application, each row worked out when first asked.

    ``application`` names what is ranked, ``solutions`` the columns, ``reference`` the solutions
    whose facts set shares and means.
    """

    def __init__(
        self,
        application: str,
        questions: Iterable[Question],
        solutions: Iterable[Ranked],
        reference: Iterable[Ranked],
    ) -> None:
        self.application = application
        self.questions = {question.id: question for question in questions}
        self.solutions = tuple(solutions)
        self.reference = tuple(reference)
        self._shares: dict[str, Shares] = {}
        self._rows: dict[tuple[str, Target], Row | None] = {}
        self._outcomes: dict[tuple[str, Target], tuple[Outcomes, ...]] = {}

    def row(self, question: Question, target: Target) -> Row | None:
        """Return the distances to a wish, or ``None`` when it is unknown of all the reference."""
        key = (question.id, target)
        if key not in self._rows:
            self._rows[key] = self._make_row(question, target)
        return self._rows[key]

    def outcomes(self, question: Question, target: Target) -> tuple[Outcomes, ...]:
        """Return what each solution's fact can turn out to be; only for a wish that has a row.

        A fact that is unknown can be what it is of any reference solution that has one, in their
        order: what is drawn for two wishes at the same place is then the fact of one solution.
        """
        key = (question.id, target)
        if key not in self._outcomes:
            shares, name = self.shares(question), question.attribute.id
            known = [
                outcomes(question, target, s.facts[name], shares)
                for s in self.reference
                if name in s.facts
            ]
            any_ = tuple((d, c / len(known)) for found in known for d, c in found)
            self._outcomes[key] = tuple(
                outcomes(question, target, s.facts[name], shares) if name in s.facts else any_
                for s in self.solutions
            )
        return self._outcomes[key]

    def shares(self, question: Question) -> Shares:
        """Return what is known of the question's attribute over the reference solutions."""
        attribute = question.attribute
        if attribute.id not in self._shares:
            facts = [s.facts[attribute.id] for s in self.reference if attribute.id in s.facts]
            self._shares[attribute.id] = measure_shares(attribute, tuple(facts))
        return self._shares[attribute.id]

    def _make_row(self, question: Question, target: Target) -> Row | None:
        shares = self.shares(question)
        known = [
            found
            for solution in self.reference
            if question.attribute.id in solution.facts
            and (found := cell(question, target, solution.facts[question.attribute.id], shares))
        ]
        if not any(found.known for found in known):
            return None
        mean = rounded(Fraction(sum(found.point for found in known), len(known)))
        unknown = Cell(0, mean, worst(question, target), 0)
        row: list[Cell] = []
        for solution in self.solutions:
            fact = solution.facts.get(question.attribute.id)
            found = None if fact is None else cell(question, target, fact, shares)
            row.append(found or unknown)
        return tuple(row)


def solution_table(catalogue: Catalogue, application: str) -> Table:
    """Return the table of the solutions of one application; its reference is the public ones."""
    solutions = catalogue.in_application(application)
    return Table(
        application,
        (q for q in catalogue.questions.values() if q.applies(application)),
        solutions,
        (s for s in solutions if not s.private),
    )


def application_table(catalogue: Catalogue) -> Table:
    """Return the table that ranks the applications, on the attributes that are judged of them."""
    applications = tuple(catalogue.applications.values())
    judged = {attribute for a in applications for attribute in a.facts}
    return Table(
        APPLICATIONS,
        (q for q in catalogue.questions.values() if q.attribute.id in judged),
        applications,
        applications,
    )
