"""What a change of the data does: places of example profiles, and shares of simulated winners.

Both catalogues get the same sheets (``simulation.blocks`` gives every question its own stream), so
a difference is an effect of the data and not of the draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np

from stemwijzer.core.answer import AGREEMENT, Answer, AnswerSheet, State
from stemwijzer.core.audit import catalogue_codebook
from stemwijzer.core.catalogue_diff import bare
from stemwijzer.core.matching import Ranking, Standing, rank
from stemwijzer.core.model import Catalogue, Question, QuestionKind
from stemwijzer.core.profile import Profile, make_profile
from stemwijzer.core.simulation import Codebook, Codes, Scorer, best_shares, blocks
from stemwijzer.core.tables import Table, solution_table

SHEETS = 20_000
"""Simulated sheets per application."""

STANDARD_ERRORS = 2
"""A share must move by more than this many standard errors (of the paired difference)."""


class Cause(StrEnum):
    """Through what a solution moved.

    ``FACT``: a changed fact of the solution named. ``SILENCE``: its fact is unknown, and the mean
    that stands for it moved. ``QUESTION``: the question changed. ``LISTING``: it was added or
    removed, or is listed for another application. ``COVERAGE``: it crossed the bar of least
    coverage. ``MUST``: a must-have took it out or let it back in.
    """

    FACT = "fact"
    SILENCE = "silence"
    QUESTION = "question"
    LISTING = "listing"
    COVERAGE = "coverage"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class Move:
    """One solution that moved in the ranking of one profile; place 0 is no place.

    ``question_id`` is the question whose contribution moved most among it and those it passed or
    was passed by, ``by`` the solution whose contribution that is.
    """

    profile: str
    application: str
    solution_id: str
    before: int
    after: int
    cause: Cause
    question_id: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ShareMove:
    """A share of first places that moved in the simulation, with its standard error."""

    application: str
    solution_id: str
    before: float
    after: float
    error: float


def fitting(sheet: AnswerSheet, catalogue: Catalogue) -> Profile:
    """Return the profile of a sheet with the answers another catalogue takes; the rest is open."""
    answers = {
        name: answer
        for name, answer in sheet.answers.items()
        if name in catalogue.questions and _takes(catalogue.questions[name], answer)
    }
    return make_profile(catalogue.questions.values(), AnswerSheet(answers))


def _takes(question: Question, answer: Answer) -> bool:
    if answer.state is not State.GIVEN:
        return True
    ids = {option.id for option in question.attribute.options}
    match question.kind:
        case QuestionKind.STATEMENT:
            return answer.value in AGREEMENT
        case QuestionKind.POSITION:
            return answer.value in ids
        case QuestionKind.SET:
            return isinstance(answer.value, tuple) and ids.issuperset(answer.value)
        case QuestionKind.NUMBER:
            return isinstance(answer.value, int | float)


# Places of example profiles ---------------------------------------------------------------------


def moves(
    before: Catalogue, after: Catalogue, sheets: Iterable[tuple[str, AnswerSheet]]
) -> tuple[Move, ...]:
    """Return who moved in which ranking of which sheet, with what moved it.

    A solution whose place number only shifts because somebody else came or went is left out.
    """
    asked = [
        (name, fitting(sheet, before), make_profile(after.questions.values(), sheet))
        for name, sheet in sheets
    ]
    found: list[Move] = []
    for application in after.applications:
        if application not in before.applications:
            continue
        tables = solution_table(before, application), solution_table(after, application)
        for name, was, later in asked:
            pair = rank(was, tables[0]), rank(later, tables[1])
            found += _moved(name, pair, before, after)
    return tuple(found)


def _moved(
    profile: str, pair: tuple[Ranking, Ranking], before: Catalogue, after: Catalogue
) -> Iterator[Move]:
    old, new = pair
    was = {s.solution_id: s for s in old.ranked}
    later = {s.solution_id: s for s in new.ranked}
    for name in dict.fromkeys((*later, *was)):
        places = was[name].rank if name in was else 0, later[name].rank if name in later else 0
        if places[0] == places[1]:
            continue
        if 0 in places:
            cause, question = _entered(name, pair, before, after)
            yield Move(profile, new.application, name, *places, cause, question, name)
            continue
        passed = [
            other
            for other in was.keys() & later.keys()
            if _order(was[name], was[other]) != _order(later[name], later[other])
        ]
        if passed:  # else only others came or went
            cause, question, by = _through(name, sorted(passed), pair, before, after)
            yield Move(profile, new.application, name, *places, cause, question, by)


def _order(one: Standing, other: Standing) -> int:
    return (one.point > other.point) - (one.point < other.point)


def _entered(
    name: str, pair: tuple[Ranking, Ranking], before: Catalogue, after: Catalogue
) -> tuple[Cause, str]:
    """Say why a solution has a place in one ranking and none in the other."""
    old, new = pair[0].standing(name), pair[1].standing(name)
    if old is None or new is None:
        listed = [
            name in c.solutions and pair[1].application in c.solutions[name].applications
            for c in (before, after)
        ]
        return (Cause.QUESTION if all(listed) else Cause.LISTING), ""
    unmet = (*old.unmet, *new.unmet)
    if unmet:
        return Cause.MUST, unmet[0]
    gained: dict[str, float] = {}
    for sign, standing in ((-1, old), (1, new)):
        for contribution in standing.contributions:
            question = contribution.wish.question.id
            share = contribution.wish.weight * contribution.cell.known / standing.weight
            gained[question] = gained.get(question, 0.0) + sign * share
    return Cause.COVERAGE, max(gained, key=lambda q: abs(gained[q]), default="")


def _through(
    name: str,
    passed: Sequence[str],
    pair: tuple[Ranking, Ranking],
    before: Catalogue,
    after: Catalogue,
) -> tuple[Cause, str, str]:
    """Return whose contribution moved most between a solution and those it changed order with."""
    shifts = {who: _shifts(*pair, who) for who in (name, *passed)}
    most, question, by = 0.0, "", ""
    for other in passed:
        places = [ranking.standing(who) for ranking in pair for who in (name, other)]
        was, was_other, later, later_other = (s.point / s.weight if s else 0.0 for s in places)
        side = 1 if later - later_other < was - was_other else -1  # 1: it gained on the other
        for asked in dict.fromkeys((*shifts[name], *shifts[other])):
            mine, theirs = shifts[name].get(asked, 0.0), shifts[other].get(asked, 0.0)
            if side * (theirs - mine) > most + 1e-12:
                most, question = side * (theirs - mine), asked
                by = name if abs(mine) >= abs(theirs) else other
    return (cause_of(question, by, before, after) if question else Cause.QUESTION), question, by


def _shifts(old: Ranking, new: Ranking, name: str) -> dict[str, float]:
    """Return by how much each question's part of a solution's distance grew."""
    found: dict[str, float] = {}
    for sign, ranking in ((-1, old), (1, new)):
        standing = ranking.standing(name)
        for contribution in standing.contributions if standing else ():
            question = contribution.wish.question.id
            share = contribution.sum / ranking.weight
            found[question] = found.get(question, 0.0) + sign * share
    return found


def cause_of(question: str, solution: str, before: Catalogue, after: Catalogue) -> Cause:
    """Return through what a solution's part of a question changed, known in both catalogues."""
    was, later = before.questions.get(question), after.questions.get(question)
    if was is None or later is None or reckoned(was) != reckoned(later):
        return Cause.QUESTION
    facts = [c.solutions[solution].facts.get(later.attribute.id) for c in (before, after)]
    values = [fact and bare(fact) for fact in facts]  # a new date or source moves nobody
    return Cause.SILENCE if values[0] == values[1] else Cause.FACT


def reckoned(question: Question) -> tuple[object, ...]:
    """Return all of a question that decides distances and weights; its words do not."""
    attribute = question.attribute
    return (
        (question.kind, question.sense, question.measure, question.demand, question.demand_up),
        (question.agree, question.most, question.importance, question.applications),
        (attribute.id, attribute.kind, attribute.applies_to, dict(attribute.rates)),
        tuple((option.id, option.at) for option in attribute.options),
    )


# Shares of winners ------------------------------------------------------------------------------


def share_moves(
    before: Catalogue,
    after: Catalogue,
    sheets: Iterable[tuple[str, AnswerSheet]] = (),
    count: int = SHEETS,
    seed: int = 1,
) -> tuple[ShareMove, ...]:
    """Return whose share of first places moved by more than chance, the largest move first."""
    sheets = tuple(sheets)
    profiles = (
        [fitting(sheet, before) for _, sheet in sheets],
        [make_profile(after.questions.values(), sheet) for _, sheet in sheets],
    )
    books = (
        catalogue_codebook((before, after), profiles[0]),
        catalogue_codebook((after, before), profiles[1]),
    )
    pairs = [
        _Pair(solution_table(before, name), solution_table(after, name), books)
        for name in after.applications
        if name in before.applications and _touched(name, before, after)
    ]
    if not pairs:
        return ()
    draws = [
        blocks(book, [book.encode(profile) for profile in own], count, seed)
        for book, own in zip(books, profiles, strict=True)
    ]
    for (_, old), (_, new) in zip(*draws, strict=True):
        for pair in pairs:
            pair.add(old, new)
    found = [move for pair in pairs for move in pair.moved(count)]
    return tuple(sorted(found, key=lambda move: -abs(move.after - move.before)))


def _touched(application: str, before: Catalogue, after: Catalogue) -> bool:
    """Say whether the distances of an application can differ; sources and notes do not count."""

    def seen(catalogue: Catalogue) -> object:
        solutions = {
            s.id: (
                s.private,
                {name: bare(fact) for name, fact in s.facts.items()},
            )
            for s in catalogue.in_application(application)
        }
        asked = (q for q in catalogue.questions.values() if q.applies(application))
        return solutions, {question.id: reckoned(question) for question in asked}

    return seen(before) != seen(after)


class _Pair:
    """One application in both catalogues: sums of first-place shares and of their differences."""

    def __init__(self, before: Table, after: Table, books: tuple[Codebook, Codebook]) -> None:
        self.application = after.application
        self.scorers = Scorer(before, books[0]), Scorer(after, books[1])
        found = (s.id for table in (after, before) for s in table.solutions)
        self.ids = tuple(dict.fromkeys(found))
        self.sums = np.zeros((2, len(self.ids)))
        self.squares = np.zeros(len(self.ids))

    def add(self, *codes: Codes) -> None:
        """Add one block of sheets, coded for each catalogue."""
        shares = []
        for scorer, block in zip(self.scorers, codes, strict=True):
            scores = scorer.score(block)
            columns = [self.ids.index(solution.id) for solution in scorer.table.solutions]
            share = np.zeros((len(block), len(self.ids)))
            share[:, columns] = best_shares(scores.points, scores.ranked, 1)
            shares.append(share)
        self.sums += [share.sum(axis=0) for share in shares]
        self.squares += ((shares[1] - shares[0]) ** 2).sum(axis=0)

    def moved(self, count: int) -> Iterator[ShareMove]:
        """Yield the shares that moved by more than chance."""
        was, later = self.sums / count
        for i, name in enumerate(self.ids):
            variance = self.squares[i] / count - (later[i] - was[i]) ** 2
            error = sqrt(max(0.0, variance) / count)
            if abs(later[i] - was[i]) > STANDARD_ERRORS * error + 1e-12:
                yield ShareMove(
                    self.application,
                    name,
                    round(float(was[i]), 6),
                    round(float(later[i]), 6),
                    round(error, 6),
                )
