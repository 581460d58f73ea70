"""Random questions, facts and solutions, made directly as records."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from core.builders import attribute, choice, need, number, options, position
from stemwijzer.core.distance import scale_distance
from stemwijzer.core.model import UNIT, Attribute, Fact, Kind, Measure, Question, Solution
from stemwijzer.core.profile import Target, Wish

CURRENCIES = {"EUR": 1.0, "USD": 0.9}
_NAMES = "abcdefgh"
_AMOUNTS = st.sampled_from([0.0, 0.5, 1.0, 3.0, 10.0, 24.0, 25.0, 80.0, 1000.0, 1e6])


@st.composite
def attributes(draw: st.DrawFn, name: str) -> Attribute:
    """Return an attribute of any kind."""
    kind = draw(st.sampled_from(Kind))
    match kind:
        case Kind.BOOL:
            return attribute(kind, "no", "yes", id=name)
        case Kind.LEVEL | Kind.LEVELS | Kind.SET:
            count = draw(st.integers(2, 6))
            return attribute(kind, *_NAMES[:count], id=name)
        case Kind.INTERVAL:
            return attribute(kind, id=name)
        case Kind.AMOUNT:
            return attribute(kind, id=name, currency="EUR", rates=CURRENCIES)


@st.composite
def questions(draw: st.DrawFn, name: str) -> Question:
    """Return a question of any kind that fits its attribute."""
    of = draw(attributes(name))
    ids = [option.id for option in of.options]
    match of.kind:
        case Kind.SET:
            return options(of, draw(st.sampled_from([Measure.ALL, Measure.ANY])))
        case Kind.INTERVAL:
            return number(of, Measure.WITHIN)
        case Kind.AMOUNT:
            return number(of, Measure.AT_MOST)
    makers = [
        lambda: need(of, draw(st.sampled_from(ids[1:]))),
        lambda: need(of, draw(st.sampled_from(ids[:-1])), up=False),
        lambda: choice(of, draw(st.sampled_from([ids[0], ids[-1]]))),
    ]
    if of.kind is not Kind.BOOL:
        makers.append(lambda: position(of))
    return draw(st.sampled_from(makers))()


@st.composite
def facts(draw: st.DrawFn, of: Attribute) -> Fact:
    """Return a fact as a data file could hold it, partly known ones included."""
    ids = [option.id for option in of.options]
    match of.kind:
        case Kind.BOOL | Kind.LEVEL:
            return Fact(level=draw(st.sampled_from(ids)))
        case Kind.LEVELS | Kind.SET:
            states = {name: draw(st.sampled_from(["has", "not", "open"])) for name in ids}
            return Fact(
                has=frozenset(name for name in ids if states[name] == "has"),
                not_=frozenset(name for name in ids if states[name] == "not"),
            )
        case Kind.INTERVAL:
            low, high = sorted(draw(st.tuples(_AMOUNTS, _AMOUNTS)))
            known = draw(st.sampled_from(["both", "low", "high"]))
            return Fact(low=None if known == "high" else low, high=None if known == "low" else high)
        case Kind.AMOUNT:
            currency = draw(st.sampled_from(sorted(CURRENCIES)))
            return Fact(amount=draw(_AMOUNTS), currency=currency)


@st.composite
def targets(draw: st.DrawFn, question: Question) -> Target:
    """Return something a user could wish for."""
    ids = [option.id for option in question.attribute.options]
    if question.sense is not None:
        agreeing = question.sense.value == "need"
        return "agree" if agreeing else draw(st.sampled_from(["agree", "disagree"]))
    match question.attribute.kind:
        case Kind.SET:
            return draw(st.frozensets(st.sampled_from(ids), min_size=1))
        case Kind.INTERVAL | Kind.AMOUNT:
            return draw(_AMOUNTS)
    return draw(st.sampled_from(ids))


@st.composite
def wishes(draw: st.DrawFn, name: str, *, musts: bool = True) -> Wish:
    """Return a wish of any weight."""
    question = draw(questions(name))
    must = musts and draw(st.integers(0, 5)) == 0
    return Wish(
        question,
        draw(targets(question)),
        draw(st.sampled_from([1, 2])) if question.sense else 2,
        4 if must else draw(st.sampled_from([1, 2, 4])),
        must,
    )


@st.composite
def solutions(draw: st.DrawFn, name: str, asked: tuple[Question, ...]) -> Solution:
    """Return a solution of which about one fact in four is unknown."""
    known = {
        question.attribute.id: draw(facts(question.attribute))
        for question in asked
        if draw(st.integers(0, 3))
    }
    return Solution(name, name, "vendor", frozenset({"app"}), Fact(), known, {})


@dataclass(frozen=True, slots=True)
class World:
    """A random profile with random solutions."""

    wishes: tuple[Wish, ...]
    solutions: tuple[Solution, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the wishes."""
        return tuple(wish.question for wish in self.wishes)


@st.composite
def worlds(draw: st.DrawFn, *, least: int = 2, most: int = 6, musts: bool = True) -> World:
    """Return a profile of one to five wishes and a handful of solutions."""
    asked = tuple(draw(wishes(f"q{i}", musts=musts)) for i in range(draw(st.integers(1, 5))))
    count = draw(st.integers(least, most))
    about = tuple(wish.question for wish in asked)
    return World(asked, tuple(draw(solutions(f"s{i}", about)) for i in range(count)))


@st.composite
def improvements(draw: st.DrawFn, wish: Wish, fact: Fact) -> Fact:
    """Return the fact moved towards the wish, or as it is when it cannot be moved."""
    of, target = wish.question.attribute, wish.target
    match of.kind:
        case Kind.BOOL | Kind.LEVEL:
            return replace(fact, level=draw(st.sampled_from(_nearer(wish, fact))))
        case Kind.SET:
            assert isinstance(target, frozenset)
            gained = draw(st.sampled_from(sorted(target)))
            return replace(fact, has=fact.has | {gained}, not_=fact.not_ - {gained})
        case Kind.LEVELS:
            gained = draw(st.sampled_from(_not_farther(wish, fact)))
            return replace(fact, has=fact.has | {gained}, not_=fact.not_ - {gained})
        case Kind.INTERVAL:
            if fact.low is None or fact.high is None:
                return fact
            share = draw(st.sampled_from([0.0, 0.3, 1.0]))
            wish_at = float(target)
            low = fact.low - share * max(0.0, fact.low - wish_at)
            high = fact.high + share * max(0.0, wish_at - fact.high)
            return replace(fact, low=low, high=high)
        case Kind.AMOUNT:
            share = draw(st.sampled_from([0.0, 0.5, 0.9, 1.0]))
            return replace(fact, amount=fact.amount * share)


def _not_farther(wish: Wish, fact: Fact) -> list[str]:
    """Return the settings that are no farther from the wish than what the fact guarantees."""
    far = {
        option.id: scale_distance(wish.question, wish.target, option.at)
        for option in wish.question.attribute.options
    }
    shown = [far[name] for name in fact.has]
    open_ = [far[name] for name in far.keys() - fact.not_]
    sure = min(shown) if shown else max(open_ or far.values())
    return sorted(name for name in far if far[name] <= sure)


def _nearer(wish: Wish, fact: Fact) -> list[str]:
    """Return the levels between the fact and what the wish aims at, both included."""
    question, of = wish.question, wish.question.attribute
    here = of.option(fact.level).at
    if question.demand:
        goal = UNIT if question.demand_up else 0
    elif question.agree:
        pole = of.option(question.agree).at
        goal = pole if wish.target == "agree" else UNIT - pole
    else:
        goal = of.option(str(wish.target)).at
    low, high = sorted((here, goal))
    return [option.id for option in of.options if low <= option.at <= high]
