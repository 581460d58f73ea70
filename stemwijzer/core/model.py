"""The records everything else is made of: questions, attributes, facts, solutions, the catalogue.

All records are frozen. Words are those of the design: an *attribute* is what is known about
solutions, a *fact* is a value of an attribute with its source, a *question* asks the user about
exactly one attribute.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum

from stemwijzer.record import record

UNIT = 2520
"""The unit of distance: every distance is a whole number of 1/2520.

2520 is the least common multiple of 1..10, so equal steps of any scale with up to eleven levels and
equal shares of any set with up to ten wanted options are whole numbers. With weights of at most
16 quarter units and 60 questions a sum stays below 2**24, exact in a float32 product too.
"""

GOALS = "goals"
"""Id of the attribute (and the question) that ties wishes to applications."""

BREADTH = "breadth"
"""Id of the attribute that is counted from a solution's proven applications."""


MAX_AGE = 540
"""Days after which a fact should be looked at again, unless its attribute says otherwise."""


class Kind(StrEnum):
    """How the values of an attribute are built."""

    BOOL = "bool"
    LEVEL = "level"
    LEVELS = "levels"
    SET = "set"
    INTERVAL = "interval"
    AMOUNT = "amount"


class QuestionKind(StrEnum):
    """What the user gives."""

    STATEMENT = "statement"
    POSITION = "position"
    SET = "set"
    NUMBER = "number"


class Sense(StrEnum):
    """What disagreeing with a statement means: no demand, or the opposite."""

    NEED = "need"
    CHOICE = "choice"


class Measure(StrEnum):
    """How a set or a number is compared."""

    ALL = "all"
    ANY = "any"
    WITHIN = "within"
    AT_MOST = "at_most"


@record
class Text:
    """The same text in Dutch and in English."""

    nl: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.nl


@record
class Option:
    """One value of a scale or a set. ``at`` is its place on the scale, 0..UNIT (sets: 0)."""

    id: str
    label: Text
    at: int = 0


@record
class Attribute:
    """Something that is known about solutions.

    ``applies_to`` holds application ids; ``None`` means every application.
    ``unit_one`` is the unit where the number is one (1 user, 2 users).
    ``rates`` converts other currencies into ``currency`` (amounts only).
    ``max_age_days``: a fact that was seen longer ago should be looked at again.
    """

    id: str
    kind: Kind
    label: Text
    definition: Text
    options: tuple[Option, ...] = ()
    applies_to: frozenset[str] | None = None
    unit: Text | None = None
    unit_one: Text | None = None
    currency: str = ""
    rates: Mapping[str, float] = field(default_factory=dict)
    max_age_days: int = MAX_AGE

    def option(self, option_id: str) -> Option:
        """Return the option with this id; KeyError when there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    def unit_of(self, amount: float) -> Text | None:
        """Return the unit as it is written after this amount; None when there is no unit."""
        return self.unit_one if amount == 1 and self.unit_one else self.unit

    def applies(self, application: str) -> bool:
        """Say whether the attribute means anything for this application."""
        return self.applies_to is None or application in self.applies_to


@record
class Theme:
    """A heading that questions stand under."""

    id: str
    label: Text


@record
class Question:
    """Something the user is asked, tied to exactly one attribute.

    ``demand`` is the level a need asks for and ``demand_up`` whether more than that is fine too
    (at least) or less (at most); ``agree`` is the pole of a choice one agrees with.
    ``importance`` is the importance proposed when the user gives none, in half units.
    ``requirement`` says the wish as a measurable requirement (``opposite`` for those who disagree
    with a choice; ``{target}`` stands for what is wanted) and ``proof`` how a vendor proves it.
    """

    id: str
    theme: str
    kind: QuestionKind
    attribute: Attribute
    text: Text
    explanation: Text
    applications: frozenset[str] | None = None
    sense: Sense | None = None
    measure: Measure | None = None
    demand: str = ""
    demand_up: bool = True
    agree: str = ""
    most: int = 0
    importance: int = 2
    minimum: float = 0
    requirement: Text | None = None
    opposite: Text | None = None
    proof: Text | None = None

    def applies(self, application: str) -> bool:
        """Say whether the question counts when this application is ranked."""
        return self.attribute.applies(application) and (
            self.applications is None or application in self.applications
        )


@record
class Source:
    """Where a fact can be read: a public page, when it was seen, and its own date if it has one."""

    id: str
    url: str
    kind: str
    seen: date
    grade: str
    page_date: date | None = None


@record
class Fact:
    """A value of an attribute with its source; which fields are used depends on the kind.

    bool, level: ``level``. levels, set: ``has``, ``partly`` (half, in judgement tables only) and
    ``not_``; an option in none of them is unknown. interval: ``low`` and ``high``, ``None`` for an
    unknown end. amount: ``amount`` with ``currency``, ``billing`` and ``plan``.
    ``sources`` are ids of the solution's sources; ``member_sources`` names them per option.
    """

    level: str = ""
    has: frozenset[str] = frozenset()
    partly: frozenset[str] = frozenset()
    not_: frozenset[str] = frozenset()
    low: float | None = None
    high: float | None = None
    amount: float | None = None
    currency: str = ""
    billing: str = ""
    plan: str = ""
    sources: tuple[str, ...] = ()
    member_sources: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@record
class Solution:
    """A product of a vendor with what is publicly known about it.

    ``lifecycle`` says, with its proof, that the product or its vendor will not stay as it is.
    """

    id: str
    name: str
    vendor: str
    applications: frozenset[str]
    applications_fact: Fact
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    aliases: tuple[str, ...] = ()
    private: bool = False
    lifecycle: Fact | None = None

    @property
    def proven(self) -> tuple[Fact, ...]:
        """Return everything about it that names a source."""
        whole = () if self.lifecycle is None else (self.lifecycle,)
        return (self.applications_fact, *whole, *self.facts.values())


@record
class Vendor:
    """A company or community behind one or more solutions; it has no score of its own."""

    id: str
    name: str
    website: str
    solutions: tuple[str, ...]


@record
class Benefits:
    """What an application does for the customer, the employee and the organisation."""

    customer: Text
    employee: Text
    organisation: Text


@record
class Prerequisite:
    """What must be there first.

    ``applications`` names other applications when it is one of these; ``condition`` is the word
    with which a user can say that it is there in another way.
    """

    text: Text
    applications: tuple[str, ...] = ()
    condition: str = ""


@record
class Indicator:
    """How to measure a goal or the work of an application; ``up`` when higher is better."""

    indicator: Text
    unit: Text
    how: Text
    up: bool


@record
class Cover:
    """Applications that usually do the work of this one as well, with the reason."""

    applications: tuple[str, ...]
    reason: Text


@record
class Application:
    """A technology application.

    ``facts`` are editorial judgement, each with its reason in ``reasons``; so are ``effort`` (what
    it asks of the organisation), ``measures``, ``watch`` (what to measure besides) and ``cover``.
    """

    id: str
    name: Text
    definition: Text
    benefits: Benefits
    prerequisites: tuple[Prerequisite, ...]
    facts: Mapping[str, Fact]
    reasons: Mapping[str, Text]
    effort: Text | None = None
    measures: tuple[Indicator, ...] = ()
    watch: Text | None = None
    cover: Cover | None = None


@record
class Reserve:
    """A question kept ready but not asked, with the reason why not."""

    question: Question
    reason: Text


@record
class NotListed:
    """A solution that was considered and is not listed, with the reason."""

    id: str
    name: str
    vendor: str
    website: str
    reason: str
    date: date
    note: str


@record
class Catalogue:
    """Questions, applications and vendors as one validated whole.

    ``fingerprint`` is the sha-256 of the data files; ``private`` is true for any catalogue that is
    not the one shipped with the package. Mappings keep the order of the files. ``goal_measures``
    says per goal how it is measured, whichever application serves it.
    """

    version: str
    fingerprint: str
    private: bool
    name: Text
    themes: Mapping[str, Theme]
    attributes: Mapping[str, Attribute]
    questions: Mapping[str, Question]
    reserve: Mapping[str, Reserve]
    applications: Mapping[str, Application]
    vendors: Mapping[str, Vendor]
    solutions: Mapping[str, Solution]
    not_listed: Mapping[str, NotListed]
    goal_measures: Mapping[str, Indicator] = field(default_factory=dict)

    def in_application(self, application: str) -> tuple[Solution, ...]:
        """Return the solutions proven to deliver this application, in catalogue order."""
        return tuple(s for s in self.solutions.values() if application in s.applications)
