"""What differs between two catalogues: facts, solutions, questions, judgements, age and coverage.

Pure: two catalogues in, records out. What the difference does to rankings is in ``effects``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum

from stemwijzer.core.model import BREADTH, Catalogue, Fact, Solution, Source

APPLICATIONS = "applications"
"""The name under which what a solution delivers is compared, as if it were an attribute."""


class FactChange(StrEnum):
    """What happened to a fact.

    ``CORRECTED``: another value. ``RESOURCED``: the same value from other pages. ``REDATED``: the
    same pages, seen or dated otherwise. ``NOTED``: only the note or the grade of a source differs.
    """

    ADDED = "added"
    CORRECTED = "corrected"
    REMOVED = "removed"
    RESOURCED = "resourced"
    REDATED = "redated"
    NOTED = "noted"


class ItemChange(StrEnum):
    """What happened to anything that is not a fact."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


class Item(StrEnum):
    """What can be added, removed or changed besides facts."""

    VENDOR = "vendor"
    SOLUTION = "solution"
    NOT_LISTED = "not_listed"
    QUESTION = "question"
    ATTRIBUTE = "attribute"
    APPLICATION = "application"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class FactDifference:
    """One fact that differs; ``before`` or ``after`` is ``None`` where there is none.

    ``attribute`` may be ``applications``. Ids are those of the newer catalogue where it has them.
    """

    kind: FactChange
    solution_id: str
    attribute: str
    before: Fact | None
    after: Fact | None


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """Something else that differs. ``fields`` names what changed in it.

    ``before`` and ``after`` are its names (renamed), or empty.
    """

    kind: ItemChange
    item: Item
    id: str
    fields: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """How well documented a catalogue is, and how fresh.

    ``coverage`` is the share of (solution, attribute that applies to it) with a fact; ``age`` the
    median number of days between seeing a fact's newest source and the newest look in either
    catalogue; ``dated`` the share of facts with a source that bears a date of its own.
    """

    vendors: int
    solutions: int
    facts: int
    coverage: float
    age: float
    dated: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs, with the state of both catalogues."""

    facts: tuple[FactDifference, ...]
    items: tuple[ItemDifference, ...]
    before: Condition
    after: Condition
    renamed: Mapping[str, str]

    @property
    def same(self) -> bool:
        """Say whether nothing differs at all."""
        return not self.facts and not self.items


def compare(before: Catalogue, after: Catalogue) -> Comparison:
    """Compare two catalogues. A solution under a new id with its old name counts as renamed."""
    renamed = _renamed(before.solutions, after.solutions)
    seen = [
        s.seen for c in (before, after) for x in c.solutions.values() for s in x.sources.values()
    ]
    newest = max(seen, default=date.min)
    return Comparison(
        facts=tuple(_facts(before, after, renamed)),
        items=tuple(_items(before, after, renamed)),
        before=_condition(before, newest),
        after=_condition(after, newest),
        renamed=renamed,
    )


def with_new_ids(catalogue: Catalogue, renamed: Mapping[str, str]) -> Catalogue:
    """Return an older catalogue whose solutions bear the ids of the newer one."""
    solutions = {
        renamed.get(name, name): replace(solution, id=renamed.get(name, name))
        for name, solution in catalogue.solutions.items()
    }
    return replace(catalogue, solutions=solutions)


def _renamed(before: Mapping[str, Solution], after: Mapping[str, Solution]) -> dict[str, str]:
    """Return new ids by old id, for solutions that kept their name under another id."""
    gone = [s for name, s in before.items() if name not in after]
    new = {(s.name, s.vendor): s.id for name, s in after.items() if name not in before}
    return {s.id: new[s.name, s.vendor] for s in gone if (s.name, s.vendor) in new}


# Facts ----------------------------------------------------------------------------------------


def facts_of(solution: Solution) -> dict[str, Fact]:
    """Return the facts somebody wrote down: what is counted from them is left out."""
    facts = {name: fact for name, fact in solution.facts.items() if name != BREADTH}
    return {APPLICATIONS: solution.applications_fact, **facts}


def _facts(
    before: Catalogue, after: Catalogue, renamed: Mapping[str, str]
) -> Iterator[FactDifference]:
    old = with_new_ids(before, renamed).solutions
    for name in _merged(old, after.solutions):
        mine, theirs = old.get(name), after.solutions.get(name)
        was = facts_of(mine) if mine else {}
        later = facts_of(theirs) if theirs else {}
        for attribute in _merged(was, later):
            one, other = was.get(attribute), later.get(attribute)
            kind = _fact_change(one, mine, other, theirs)
            if kind is not None:
                yield FactDifference(kind, name, attribute, one, other)


def _fact_change(
    one: Fact | None, mine: Solution | None, other: Fact | None, theirs: Solution | None
) -> FactChange | None:
    if one is None or mine is None:
        return FactChange.ADDED
    if other is None or theirs is None:
        return FactChange.REMOVED
    if bare(one) != bare(other):
        return FactChange.CORRECTED
    was, later = list(_proofs(one, mine)), list(_proofs(other, theirs))
    if [(option, s.url) for option, s in was] != [(option, s.url) for option, s in later]:
        return FactChange.RESOURCED
    if [(s.seen, s.page_date) for _, s in was] != [(s.seen, s.page_date) for _, s in later]:
        return FactChange.REDATED
    same = [(s.kind, s.grade) for _, s in was] == [(s.kind, s.grade) for _, s in later]
    return None if same and one.note == other.note else FactChange.NOTED


def bare(fact: Fact) -> Fact:
    """Return a fact without its proof and its note: what the distances are made of."""
    return replace(fact, sources=(), member_sources={}, note="")


def _proofs(fact: Fact, solution: Solution) -> Iterator[tuple[str, Source]]:
    """Yield the sources of a fact and of its options, in one order whatever the file's."""
    named = [("", name) for name in fact.sources] + list(fact.member_sources.items())
    found = [(option, solution.sources[name]) for option, name in named if name in solution.sources]
    yield from sorted(found, key=lambda pair: (pair[0], pair[1].url))


def _merged(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """Return the names of both, those of the newer one first, in their order."""
    return list(dict.fromkeys((*other, *one)))


# Anything else --------------------------------------------------------------------------------


def _items(
    before: Catalogue, after: Catalogue, renamed: Mapping[str, str]
) -> Iterator[ItemDifference]:
    yield from _entries(Item.VENDOR, before.vendors, after.vendors, skip={"solutions"})
    old = with_new_ids(before, renamed).solutions
    own = {"facts", "sources", "applications", "applications_fact"}
    for was, later in renamed.items():
        yield ItemDifference(ItemChange.RENAMED, Item.SOLUTION, later, ("id",), was, later)
    yield from _entries(Item.SOLUTION, old, after.solutions, skip=own)
    yield from _entries(Item.NOT_LISTED, before.not_listed, after.not_listed)
    yield from _entries(Item.ATTRIBUTE, before.attributes, after.attributes)
    yield from _entries(Item.QUESTION, before.questions, after.questions, skip={"attribute"})
    for name in before.questions.keys() & after.questions.keys():
        was, later = before.questions[name].attribute.id, after.questions[name].attribute.id
        if was != later:
            change = ItemChange.CHANGED
            yield ItemDifference(change, Item.QUESTION, name, ("attribute",), was, later)
    judged = {"facts", "reasons"}
    yield from _entries(Item.APPLICATION, before.applications, after.applications, skip=judged)
    for name, application in after.applications.items():
        if name not in before.applications:
            continue
        was_facts, now_facts = before.applications[name].facts, application.facts
        for attribute in _merged(was_facts, now_facts):
            if was_facts.get(attribute) != now_facts.get(attribute):
                where = f"{name}.{attribute}"
                yield ItemDifference(ItemChange.CHANGED, Item.JUDGEMENT, where, ("value",))
        if before.applications[name].reasons != application.reasons:
            yield ItemDifference(ItemChange.CHANGED, Item.JUDGEMENT, name, ("reasons",))


def _entries(
    item: Item,
    before: Mapping[str, object],
    after: Mapping[str, object],
    skip: Iterable[str] = (),
) -> Iterator[ItemDifference]:
    """Compare two mappings of records field by field; a changed name is a rename."""
    for name in _merged(before, after):
        if name not in before:
            yield ItemDifference(ItemChange.ADDED, item, name, after=_name(after[name]))
        elif name not in after:
            yield ItemDifference(ItemChange.REMOVED, item, name, before=_name(before[name]))
        else:
            changed = _changed(before[name], after[name], set(skip))
            was, later = _name(before[name]), _name(after[name])
            if "name" in changed and was != later:
                yield ItemDifference(ItemChange.RENAMED, item, name, ("name",), was, later)
                changed = tuple(field for field in changed if field != "name")
            if changed:
                yield ItemDifference(ItemChange.CHANGED, item, name, changed)


def _changed(one: object, other: object, skip: set[str]) -> tuple[str, ...]:
    assert is_dataclass(one)
    names = [f.name for f in fields(one) if f.name not in skip]
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


def _name(record: object) -> str:
    name = getattr(record, "name", "")
    return name if isinstance(name, str) else name.en


# Age and coverage -----------------------------------------------------------------------------


def _condition(catalogue: Catalogue, newest: date) -> Condition:
    ages, dated, possible = [], 0, 0
    attributes = {q.attribute.id: q.attribute for q in catalogue.questions.values()}
    attributes.pop(BREADTH, None)
    known = 0
    for solution in catalogue.solutions.values():
        for attribute in attributes.values():
            if any(attribute.applies(application) for application in solution.applications):
                possible += 1
                known += attribute.id in solution.facts
        for fact in facts_of(solution).values():
            sources = [source for _, source in _proofs(fact, solution)]
            if sources:
                ages.append((newest - max(source.seen for source in sources)).days)
                dated += any(source.page_date for source in sources)
    return Condition(
        vendors=len(catalogue.vendors),
        solutions=len(catalogue.solutions),
        facts=sum(len(facts_of(s)) - 1 for s in catalogue.solutions.values()),
        coverage=round(known / possible, 6) if possible else 0.0,
        age=_median(ages),
        dated=round(dated / len(ages), 6) if ages else 0.0,
    )


def _median(values: list[int]) -> float:
    if not values:
        return 0.0
    ordered, half = sorted(values), len(values) // 2
    return (ordered[half] + ordered[-half - 1]) / 2
