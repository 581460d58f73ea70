"""What a person can do during the interview; front ends turn keys or lines into these."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from stemwijzer.core.answer import Value


class Act(Enum):
    """An event without a payload."""

    UP = auto()
    DOWN = auto()
    CONFIRM = auto()
    TOGGLE = auto()
    ERASE = auto()
    NO_PREFERENCE = auto()
    BACK = auto()
    FORWARD = auto()
    SKIP = auto()
    IMPORTANCE = auto()
    HELP = auto()
    OVERVIEW = auto()
    FINISH = auto()
    QUIT = auto()


@dataclass(frozen=True, slots=True)
class Type:
    """One typed character: the number of a choice, or part of an amount."""

    character: str


@dataclass(frozen=True, slots=True)
class Choose:
    """The choice with this number, counted from 1; with sets it is turned on or off."""

    number: int


@dataclass(frozen=True, slots=True)
class Give:
    """A whole answer at once: a word, wanted options or an amount."""

    value: Value


@dataclass(frozen=True, slots=True)
class Jump:
    """To this question, and after answering it back to the overview."""

    question_id: str


Event = Act | Type | Choose | Give | Jump
