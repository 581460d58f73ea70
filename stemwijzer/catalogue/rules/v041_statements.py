"""V041: a question is short, and agreeing with it never means denying a denial."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import QUESTIONS, Found, Material, Rule
from stemwijzer.core.finding import Level
from stemwijzer.core.model import Question

MOST_WORDS = 25
_NEGATIVE = {
    "nl": re.compile(r"\b(niet|geen|nooit|niets|niemand|nergens|zonder)\b", re.IGNORECASE),
    "en": re.compile(
        r"\b(not|no|never|none|nothing|nobody|nowhere|without|cannot)\b|n't\b", re.IGNORECASE
    ),
}


def check(material: Material) -> Iterator[Found]:
    """Yield questions that are too long or hold a double negation, those in reserve included."""
    for question in material.catalogue.questions.values():
        yield from _faults(question, "questions")
    for entry in material.catalogue.reserve.values():
        yield from _faults(entry.question, "reserve")


def _faults(question: Question, section: str) -> Iterator[Found]:
    for language, negative in _NEGATIVE.items():
        path = (section, question.id, "text", language)
        text = question.text[language]
        if (count := len(text.split())) > MOST_WORDS:
            yield Found("long", path, {"words": count, "most": MOST_WORDS}, QUESTIONS)
        for sentence in re.split(r"[.?!]", text):
            if len(found := [word[0] for word in negative.finditer(sentence)]) > 1:
                yield Found("double", path, {"negations": " … ".join(found)}, QUESTIONS)


RULE = Rule("V041", Level.WARNING, check)
