"""What would have to change for another number one: closed forms, exact, without sampling.

Because a distance is a weighted sum, each of these is a small exact calculation: the interval in
which one weight may move (Mareschal 1988), the smallest shift of weight and the fewest wrong facts
that let another solution win, the answers that would change the winner, and leaving questions out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from stemwijzer.core.answer import AGREEMENT, Answer, Importance
from stemwijzer.core.distance import worst
from stemwijzer.core.matching import Contribution, Ranking, Standing
from stemwijzer.core.model import Question, QuestionKind
from stemwijzer.core.profile import WEIGHT_UNITS, Wish, make_wish
from stemwijzer.core.tables import Table
from stemwijzer.record import record


@record
class WeightInterval:
    """Between which weights of one question number one stays first, the others kept.

    Weights as on the sheet (a normal full wish weighs 1); ``high`` None = without limit.
    ``below`` and ``above`` name who takes over beyond the ends (empty: nobody).
    """

    question_id: str
    weight: Fraction
    low: Fraction
    high: Fraction | None
    below: str
    above: str


@record
class WeightShift:
    """The smallest shift of weight with which ``solution_id`` overtakes number one.

    ``share`` of the total weight moves from ``away`` to ``towards``; ``None`` when no shift between
    two questions is enough.
    """

    solution_id: str
    share: Fraction | None
    away: str
    towards: str


@record
class AnswerChange:
    """One changed answer that gives another number one. ``steps`` counts how far it moves."""

    question_id: str
    answer: Answer
    steps: int
    first: tuple[str, ...]


@record
class WrongFacts:
    """How many known facts must be wrong before ``solution_id`` overtakes number one.

    ``count`` None: even if all were. ``cells`` are (solution, question), the weightiest first.
    """

    solution_id: str
    count: int | None
    cells: tuple[tuple[str, str], ...]


@record
class LeftOut:
    """Who is first when one question is left out, where that differs."""

    question_id: str
    first: tuple[str, ...]


@record
class Sensitivity:
    """Everything that could change number one of a ranking."""

    intervals: tuple[WeightInterval, ...]
    shifts: tuple[WeightShift, ...]
    answers: tuple[AnswerChange, ...]
    wrong_facts: tuple[WrongFacts, ...]
    left_out: tuple[LeftOut, ...]


def sensitivity(ranking: Ranking, table: Table, rivals: int = 3) -> Sensitivity | None:
    """Work out what would change number one; ``None`` when fewer than two are ranked."""
    if len(ranking.ranked) < 2:
        return None
    first, *others = ranking.ranked
    nearest = others[:rivals]
    return Sensitivity(
        intervals=tuple(_interval(ranking.ranked, i) for i in range(len(ranking.wishes))),
        shifts=tuple(_shift(first, rival) for rival in nearest),
        answers=tuple(sorted(_answers(ranking, table), key=lambda a: (a.steps, a.question_id))),
        wrong_facts=tuple(_wrong_facts(first, rival) for rival in nearest),
        left_out=tuple(_left_out(ranking)),
    )


def _interval(ranked: Sequence[Standing], index: int) -> WeightInterval:
    """Cut the lines: with weight x of this question, D_j(x) = rest_j + x * d_j."""
    first = ranked[0]
    own = first.contributions[index]
    low, high = Fraction(0), None
    below = above = ""
    for rival in ranked[1:]:
        theirs = rival.contributions[index]
        # The lead of number one is rest + slope * x; it may never fall below 0.
        slope = theirs.cell.point - own.cell.point
        rest = (rival.point - theirs.sum) - (first.point - own.sum)
        if slope > 0 and Fraction(-rest, slope) > low:
            low, below = Fraction(-rest, slope), rival.solution_id
        if slope < 0:
            end = Fraction(rest, -slope)
            if high is None or end < high:
                high, above = end, rival.solution_id
    return WeightInterval(
        own.wish.question.id,
        Fraction(own.wish.weight, WEIGHT_UNITS),
        low / WEIGHT_UNITS,
        None if high is None else high / WEIGHT_UNITS,
        below,
        above,
    )


def _pairs(one: Standing, other: Standing) -> Iterator[tuple[Contribution, Contribution]]:
    yield from zip(one.contributions, other.contributions, strict=True)


def _shift(first: Standing, rival: Standing) -> WeightShift:
    """Move weight from one question to another so that the gap closes, as little as possible."""
    gap = rival.point - first.point
    best: WeightShift | None = None
    leads = [
        (theirs.cell.point - mine.cell.point, mine.wish) for mine, theirs in _pairs(first, rival)
    ]
    for lead_away, away in leads:
        for lead_towards, towards in leads:
            gain = lead_away - lead_towards  # what one unit of weight moved takes off the lead
            if gain <= 0:
                continue
            needed = Fraction(gap, gain)
            if needed > away.weight:  # a weight cannot fall below zero
                continue
            share = needed / first.weight
            if best is None or best.share is None or share < best.share:
                best = WeightShift(rival.solution_id, share, away.question.id, towards.question.id)
    return best or WeightShift(rival.solution_id, None, "", "")


def _wrong_facts(first: Standing, rival: Standing) -> WrongFacts:
    """Let facts turn out as badly as can be for number one and as well for the rival."""
    changes: list[tuple[int, tuple[str, str]]] = []
    for mine, theirs in _pairs(first, rival):
        wish, question = mine.wish, mine.wish.question
        if mine.cell.known:
            loss = wish.weight * (worst(question, wish.target) - mine.cell.point)
            changes.append((loss, (first.solution_id, question.id)))
        if theirs.cell.known:
            changes.append((wish.weight * theirs.cell.point, (rival.solution_id, question.id)))
    gap, taken = rival.point - first.point, []
    for change, cell in sorted(changes, key=lambda c: -c[0]):
        if gap < 0 or change == 0:
            break
        gap -= change
        taken.append(cell)
    enough = gap < 0
    return WrongFacts(rival.solution_id, len(taken) if enough else None, tuple(taken))


def _left_out(ranking: Ranking) -> Iterator[LeftOut]:
    ours = {s.solution_id for s in ranking.first}
    for index, wish in enumerate(ranking.wishes):
        points = {s.solution_id: s.point - s.contributions[index].sum for s in ranking.ranked}
        first = _lowest(points)
        if not ours & set(first):
            yield LeftOut(wish.question.id, first)


def _lowest(points: dict[str, int]) -> tuple[str, ...]:
    least = min(points.values())
    return tuple(name for name, point in points.items() if point == least)


def _answers(ranking: Ranking, table: Table) -> Iterator[AnswerChange]:
    """Try every other answer to every question that weighs; keep those with another winner.

    Must-haves and coverage stay as they are: only solutions that are ranked now can win.
    """
    ours = {s.solution_id for s in ranking.first}
    columns = {solution.id: i for i, solution in enumerate(table.solutions)}
    for index, wish in enumerate(ranking.wishes):
        for steps, answer in _alternatives(wish):
            other = make_wish(wish.question, answer)
            row = table.row(wish.question, other.target) if other else None
            if other is not None and row is None:
                continue
            points = {}
            for s in ranking.ranked:
                added = other.weight * row[columns[s.solution_id]].point if other and row else 0
                points[s.solution_id] = s.point - s.contributions[index].sum + added
            first = _lowest(points)
            if not ours & set(first):
                yield AnswerChange(wish.question.id, answer, steps, first)
                break  # the smallest change of this question is enough


def _alternatives(wish: Wish) -> list[tuple[int, Answer]]:
    """Return the other answers to a question, the nearest first, with their number of steps."""
    question = wish.question
    importance = Importance.of_halves(wish.importance)
    match question.kind:
        case QuestionKind.STATEMENT:
            words: Sequence[str] = tuple(AGREEMENT)
            here = words.index(wish.agreement)
        case QuestionKind.POSITION:
            words = [o.id for o in question.attribute.options]
            here = words.index(str(wish.target))
        case QuestionKind.SET:
            return [(1, Answer(s, importance)) for s in _one_option_changed(wish, question)]
        case QuestionKind.NUMBER:
            return []
    others = sorted((abs(i - here), i) for i in range(len(words)) if i != here)
    return [(steps, Answer(words[i], importance)) for steps, i in others]


def _one_option_changed(wish: Wish, question: Question) -> Iterator[tuple[str, ...]]:
    """Yield the wanted options with one taken away or one added."""
    assert isinstance(wish.target, frozenset)
    options = [o.id for o in question.attribute.options]
    for option in options:
        changed = wish.target ^ {option}
        if changed and (not question.most or len(changed) <= question.most):
            yield tuple(o for o in options if o in changed)
