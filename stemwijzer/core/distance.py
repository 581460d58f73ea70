"""The distance of one fact from one wish, with its bounds; the only file that knows scales.

Every distance is a whole number of 1/UNIT, 0 = fits, UNIT = does not. A partly known fact has a
distance at best (``low``), at worst (``high``) and an expected one (``point``), where an unknown
option counts with the share of known solutions that are shown to have it. ``outcomes`` lists what a
partly known fact can turn out to be; its mean is the expected distance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from fractions import Fraction
from math import inf, lcm, log

from stemwijzer.core.model import (
    UNIT,
    Attribute,
    Fact,
    Kind,
    Measure,
    Question,
    QuestionKind,
    Sense,
)
from stemwijzer.core.profile import Target
from stemwijzer.record import record

FULL_FACTOR = 8
"""A number outside an interval by this factor is as far as can be."""


@record
class Cell:
    """How far one solution is from one wish: best, expected and worst case, in units.

    ``known`` is how much of what was asked is known, 0..UNIT. Always low <= point <= high.
    ``whole`` is false when part of the wish was left out because nobody's facts speak about it.
    """

    low: int
    point: int
    high: int
    known: int
    whole: bool = True

    @classmethod
    def exact(cls, distance: int) -> Cell:
        """Return the cell of a fact that leaves nothing open."""
        return cls(distance, distance, distance, UNIT)


@record
class Shares:
    """What is known of one attribute over the reference solutions of an application.

    ``options`` holds, per option somebody is shown to have or to lack, the share of the solutions
    with a fact about the attribute that are shown to have it; an option that is missing here is
    unknown of everyone. ``lows`` and ``highs`` are the known ends of intervals.
    """

    options: Mapping[str, Fraction] = field(default_factory=dict)
    lows: tuple[float, ...] = ()
    highs: tuple[float, ...] = ()


def measure_shares(attribute: Attribute, facts: tuple[Fact, ...]) -> Shares:
    """Return the shares over these facts (the reference solutions that have one)."""
    options: dict[str, Fraction] = {}
    for option in attribute.options:
        shown = sum(option.id in fact.has for fact in facts)
        half = sum(option.id in fact.partly for fact in facts)
        lacking = sum(option.id in fact.not_ for fact in facts)
        if shown + half + lacking:
            options[option.id] = Fraction(2 * shown + half, 2 * len(facts))
    return Shares(
        options,
        tuple(fact.low for fact in facts if fact.low is not None),
        tuple(fact.high for fact in facts if fact.high is not None),
    )


def worst(question: Question, target: Target) -> int:
    """Return the largest distance any fact could have from this wish."""
    if question.kind in (QuestionKind.STATEMENT, QuestionKind.POSITION):
        return max(scale_distance(question, target, o.at) for o in question.attribute.options)
    return UNIT


def scale_distance(question: Question, target: Target, at: int) -> int:
    """Return the distance of a place on the scale (0..UNIT) from what is wished.

    A need measures the shortfall from its demand, relative to the far end of the scale; a choice
    and a position measure plain distance.
    """
    if question.sense is Sense.NEED:
        demand = question.attribute.option(question.demand).at
        if question.demand_up:
            return rounded(Fraction(max(0, demand - at) * UNIT, demand))
        return rounded(Fraction(max(0, at - demand) * UNIT, UNIT - demand))
    if question.sense is Sense.CHOICE:
        pole = question.attribute.option(question.agree).at
        return abs(at - (pole if target == "agree" else UNIT - pole))
    return abs(at - question.attribute.option(str(target)).at)


def cell(question: Question, target: Target, fact: Fact, shares: Shares) -> Cell | None:
    """Return how far a fact is from a wish, or ``None`` when the wish cannot be asked at all.

    It cannot be asked when everything it asks about is unknown of every reference solution.
    """
    attribute = question.attribute
    match attribute.kind:
        case Kind.BOOL | Kind.LEVEL:
            return Cell.exact(scale_distance(question, target, attribute.option(fact.level).at))
        case Kind.LEVELS:
            return _levels(question, target, fact, shares)
        case Kind.SET:
            assert isinstance(target, frozenset)
            asked = target & shares.options.keys()
            if not asked:
                return None
            if question.measure is Measure.ANY:
                return _any(tuple(sorted(target)), fact, shares)
            found = _all(tuple(sorted(asked)), fact, shares)
            return found if target <= asked | fact.has else replace(found, whole=False)
        case Kind.INTERVAL:
            assert isinstance(target, float)
            return _within(target, fact, shares)
        case Kind.AMOUNT:
            assert isinstance(target, float)
            return Cell.exact(_at_most(target, fact, attribute))


Outcomes = tuple[tuple[int, float], ...]
"""What a fact can turn out to be: distances with their chances, together 1."""


def outcomes(question: Question, target: Target, fact: Fact, shares: Shares) -> Outcomes:
    """Return what a fact that ``cell`` accepts can turn out to be, the nearest first.

    The mean is the ``point`` of its cell, up to the rounding of that.
    """
    found = cell(question, target, fact, shares)
    assert found is not None
    if found.low == found.high:
        return ((found.point, 1.0),)
    if question.attribute.kind is Kind.LEVELS:
        return merged((d, float(c)) for d, c in _levels_walk(question, target, fact, shares))
    if isinstance(target, float):
        below = _below(target, found.high, shares) if fact.low is None else []
        above = _above(target, found.high, shares) if fact.high is None else []
        pairs = [min(found.high, b + a) for b in below or [0] for a in above or [0]]
        return merged((distance, 1 / len(pairs)) for distance in pairs)
    assert isinstance(target, frozenset)
    if question.measure is Measure.ANY:
        absent = float(_all_absent(target - fact.not_, shares))
        return merged([(0, 1 - absent), (UNIT, absent)])
    return _all_outcomes(target & shares.options.keys(), fact, shares)


def _all_outcomes(wanted: frozenset[str], fact: Fact, shares: Shares) -> Outcomes:
    """Return the chances of each share of missing options; unknown ones are there or not."""
    missing = sum(1 if o in fact.partly else 2 * (o in fact.not_) for o in wanted - fact.has)
    chances = [1.0]  # that this many of the unknown options are missing
    for option in sorted(wanted - fact.has - fact.partly - fact.not_):
        there = float(shares.options[option])
        chances = [
            there * (chances[k] if k < len(chances) else 0.0)
            + (1 - there) * (chances[k - 1] if k else 0.0)
            for k in range(len(chances) + 1)
        ]
    parts = 2 * len(wanted)
    return merged((_nearest((missing + 2 * k) * UNIT, parts), c) for k, c in enumerate(chances))


def merged(chances: Iterable[tuple[int, float]]) -> Outcomes:
    """Add up the chances per distance, the nearest first; what cannot happen is left out."""
    found: dict[int, float] = {}
    for distance, chance in chances:
        if chance > 0:
            found[distance] = found.get(distance, 0.0) + chance
    return tuple(sorted(found.items()))


def rounded(value: Fraction) -> int:
    """Round to the nearest whole unit, halves up."""
    return _nearest(value.numerator, value.denominator)


def _nearest(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _levels(question: Question, target: Target, fact: Fact, shares: Shares) -> Cell:
    """The nearest setting a product is shown to have; nearer ones may exist unproven."""
    walk = _levels_walk(question, target, fact, shares)
    low, high = walk[0][0], walk[-1][0]
    expected = sum((chance * distance for distance, chance in walk), Fraction(0))
    span = worst(question, target)
    known = UNIT if span == 0 else rounded(Fraction(UNIT * (span - (high - low)), span))
    return Cell(low, rounded(expected), high, known)


def _levels_walk(
    question: Question, target: Target, fact: Fact, shares: Shares
) -> list[tuple[int, Fraction]]:
    """Walk outward: each unproven nearer setting exists with the share that is shown to have it."""
    open_ = [o for o in question.attribute.options if o.id not in fact.not_]
    by_distance = sorted((scale_distance(question, target, o.at), o.id) for o in open_)
    if not by_distance:  # everything disproved: nothing fits
        return [(worst(question, target), Fraction(1))]
    shown = [d for d, option in by_distance if option in fact.has]
    high = shown[0] if shown else by_distance[-1][0]
    found, left = [], Fraction(1)
    for distance, option in by_distance:
        if distance >= high:
            break
        chance = shares.options.get(option, Fraction(0))
        found.append((distance, left * chance))
        left *= 1 - chance
    return [*found, (high, left)]


def _all(wanted: tuple[str, ...], fact: Fact, shares: Shares) -> Cell:
    """The share of the wanted options that is missing."""
    missing = 0  # for certain, in halves
    unknown: list[Fraction] = []
    for option in wanted:
        if option in fact.has:
            continue
        if option in fact.partly:
            missing += 1
        elif option in fact.not_:
            missing += 2
        else:
            unknown.append(shares.options[option])
    parts = 2 * len(wanted)
    best = _nearest(missing * UNIT, parts)
    if not unknown:
        return Cell.exact(best)
    worst_ = _nearest((missing + 2 * len(unknown)) * UNIT, parts)
    whole = lcm(*(share.denominator for share in unknown))
    lacking = sum((s.denominator - s.numerator) * (whole // s.denominator) for s in unknown)
    point = _nearest((missing * whole + 2 * lacking) * UNIT, parts * whole)
    return Cell(best, point, worst_, UNIT - (worst_ - best))


def _any(wanted: tuple[str, ...], fact: Fact, shares: Shares) -> Cell:
    """Zero when one of the wanted options is offered; nobody having one counts against it."""
    if fact.has.intersection(wanted):
        return Cell.exact(0)
    unknown = [option for option in wanted if option not in fact.not_]
    if not unknown:
        return Cell.exact(UNIT)
    return Cell(0, rounded(_all_absent(unknown, shares) * UNIT), UNIT, 0)


def _all_absent(options: Iterable[str], shares: Shares) -> Fraction:
    """Return the chance that none of these options is there."""
    absent = Fraction(1)
    for option in options:
        absent *= 1 - shares.options.get(option, Fraction(0))
    return absent


def ratio_distance(larger: float, smaller: float) -> int:
    """Return 0 for equal numbers, growing with the log of their ratio to UNIT at FULL_FACTOR."""
    if larger <= smaller:
        return 0
    if smaller <= 0 or larger == inf:
        return UNIT
    return round(UNIT * min(1.0, log(larger / smaller) / log(FULL_FACTOR)))


def _within(wish: float, fact: Fact, shares: Shares) -> Cell | None:
    """Zero inside the interval; below or above it, the log of the ratio.

    An end nobody's fact states is not asked. With one end known the other lies beyond it, which
    limits how far the wish can be outside.
    """
    if not shares.lows and not shares.highs:
        return None
    below = None if fact.low is None else ratio_distance(fact.low, wish)
    above = None if fact.high is None else ratio_distance(wish, fact.high)
    if below or above:  # outside a known end: the other end cannot matter
        return Cell.exact((below or 0) + (above or 0))
    worst_below, expected_below = 0, 0
    if below is None and shares.lows:
        worst_below = UNIT if fact.high is None else ratio_distance(fact.high, wish)
        expected_below = _mean(_below(wish, worst_below, shares))
    worst_above, expected_above = 0, 0
    if above is None and shares.highs:
        worst_above = UNIT if fact.low is None else ratio_distance(wish, fact.low)
        expected_above = _mean(_above(wish, worst_above, shares))
    asked = bool(shares.lows) + bool(shares.highs)
    open_ends = (below is None and bool(shares.lows)) + (above is None and bool(shares.highs))
    high = max(worst_below, worst_above)
    return Cell(
        low=0,
        point=min(high, expected_below + expected_above),
        high=high,
        known=UNIT - UNIT * open_ends // asked if high else UNIT,
        whole=(below is not None or bool(shares.lows))
        and (above is not None or bool(shares.highs)),
    )


def _below(wish: float, most: int, shares: Shares) -> list[int]:
    """Return how far the wish would be below each known low end, as far as is possible here."""
    return [min(most, ratio_distance(low, wish)) for low in shares.lows]


def _above(wish: float, most: int, shares: Shares) -> list[int]:
    """Return how far the wish would be above each known high end, as far as is possible here."""
    return [min(most, ratio_distance(wish, high)) for high in shares.highs]


def _mean(distances: list[int]) -> int:
    return rounded(Fraction(sum(distances), len(distances)))


def _at_most(limit: float, fact: Fact, attribute: Attribute) -> int:
    """Zero up to the limit, growing evenly to UNIT at double the limit."""
    assert fact.amount is not None
    amount = fact.amount * attribute.rates[fact.currency]
    if amount <= limit:
        return 0
    return round(UNIT * min(1.0, (amount - limit) / limit)) if limit > 0 else UNIT
