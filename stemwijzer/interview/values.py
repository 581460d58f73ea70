"""The values a question takes, and how typed text becomes one."""

from __future__ import annotations

import re
from math import isfinite

from stemwijzer.core.answer import AGREEMENT, NO_PREFERENCE, Importance, Value, allowed_words
from stemwijzer.core.model import Question, QuestionKind

ENTRY = ""
"""The choice of a number question that stands for what is typed."""

LONGEST_NUMBER = 9
"""More characters than any number of people or euros needs."""

_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")
_DECIMAL = re.compile(r"\d+([.,]\d{1,2})?")


def choices(question: Question) -> tuple[str, ...]:
    """Return the words of a question in the order they are offered, no preference last."""
    match question.kind:
        case QuestionKind.STATEMENT:
            return tuple(AGREEMENT)
        case QuestionKind.NUMBER:
            return (ENTRY, NO_PREFERENCE)
    return (*(option.id for option in question.attribute.options), NO_PREFERENCE)


def numbered(question: Question) -> tuple[str, ...]:
    """Return the choices that have a number; no preference has a sign of its own."""
    return tuple(word for word in choices(question) if word not in (ENTRY, NO_PREFERENCE))


def parse_number(text: str) -> float | None:
    """Return a number as people type it, or ``None``.

    A point or comma before exactly three digits separates thousands, whatever the language: nobody
    asks for a thousandth of an employee or of a euro.
    """
    text = text.strip()
    if _THOUSANDS.fullmatch(text):
        return float(re.sub("[.,]", "", text))
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    return None


def takes(question: Question, value: Value) -> bool:
    """Say whether a question takes this value as an answer; limits on amounts are not checked."""
    match value:
        case str():
            return value in allowed_words(question) and (
                question.kind is not QuestionKind.SET or value not in _options(question)
            )
        case tuple():
            return (
                question.kind is QuestionKind.SET
                and bool(value)
                and len(set(value)) == len(value)
                and set(value) <= _options(question)
            )
    return question.kind is QuestionKind.NUMBER and isfinite(value)


def in_order(question: Question, chosen: frozenset[str]) -> tuple[str, ...]:
    """Return chosen options in the order they are offered."""
    return tuple(word for word in choices(question) if word in chosen)


def after(importance: Importance) -> Importance:
    """Return the next importance: less, normal, more, must-have, and round again."""
    steps = tuple(Importance)
    return steps[(steps.index(importance) + 1) % len(steps)]


def _options(question: Question) -> set[str]:
    return {option.id for option in question.attribute.options}
