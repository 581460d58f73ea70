"""What a rule is: an id, how bad it is, and a pure check over the material it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from stemwijzer.catalogue.declaration import Path
from stemwijzer.catalogue.load import Loaded
from stemwijzer.catalogue.upkeep import Exemption, Upkeep
from stemwijzer.core.finding import Level
from stemwijzer.core.model import Attribute, Catalogue, Fact, Solution, Source, Text
from stemwijzer.errors import Bilingual, Message

QUESTIONS, APPLICATIONS, VENDORS = "questions", "applications", "vendors"


@dataclass(frozen=True, slots=True)
class Found:
    """Something a rule found: at which path of which file, and what to fill in in its words.

    The words are ``data.<rule>.<text>`` and the tip ``data.<rule>.<text>.tip``. ``level`` and
    ``time_based`` replace those of the rule; a finding about an exception stands at its place.
    """

    text: str
    path: Path
    values: Mapping[str, object] = field(default_factory=dict)
    file: str = VENDORS
    solution: str = ""
    attribute: str = ""
    level: Level | None = None
    time_based: bool | None = None
    exemption: Exemption | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A fact with everything around it."""

    solution: Solution
    attribute: Attribute
    fact: Fact
    path: Path

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that prove the fact, those of single options included."""
        names = dict.fromkeys((*self.fact.sources, *self.fact.member_sources.values()))
        return tuple(self.solution.sources[name] for name in names)

    def found(self, text: str, level: Level | None = None, **values: object) -> Found:
        """Return a finding about this fact."""
        values = {"solution": self.solution.id, "attribute": self.attribute.id, **values}
        return Found(
            text,
            self.path,
            values,
            solution=self.solution.id,
            attribute=self.attribute.id,
            level=level,
        )


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a rule may look at."""

    loaded: Loaded
    upkeep: Upkeep
    today: date

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue."""
        return self.loaded.catalogue

    def solutions(self) -> Iterator[tuple[Solution, Path]]:
        """Yield every solution with its path."""
        for solution in self.catalogue.solutions.values():
            yield solution, ("vendors", solution.vendor, "solutions", solution.id)

    def facts(self) -> Iterator[Place]:
        """Yield every fact somebody entered."""
        for solution, path in self.solutions():
            entered = self.loaded.vendors.data
            for step in path:
                entered = entered[step]
            for name in entered["facts"]:
                attribute = self.catalogue.attributes[name]
                yield Place(solution, attribute, solution.facts[name], (*path, "facts", name))

    def notes(self) -> Iterator[tuple[str, str, Path]]:
        """Yield every note with the id of its solution (empty for what is not listed) and path."""
        for place in self.facts():
            if place.fact.note:
                yield place.fact.note, place.solution.id, (*place.path, "note")
        for solution, path in self.solutions():
            if solution.applications_fact.note:
                yield solution.applications_fact.note, solution.id, (*path, "applications", "note")
            if solution.lifecycle and solution.lifecycle.note:
                yield solution.lifecycle.note, solution.id, (*path, "lifecycle", "note")
        for entry in self.catalogue.not_listed.values():
            if entry.note:
                yield entry.note, "", ("not_listed", entry.id, "note")


def in_language(text: Text) -> Message:
    """Return a text of the data as words."""
    return Bilingual("", nl=text.nl, en=text.en)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``time_based`` findings depend on the day and never fail a contributor's change."""

    id: str
    level: Level
    check: Callable[[Material], Iterable[Found]]
    time_based: bool = False
