"""How answers and importances are said, the same on every screen."""

from __future__ import annotations

from stemwijzer.core.answer import AGREEMENT, NO_PREFERENCE, SKIP, Answer, Importance
from stemwijzer.core.model import Question, QuestionKind, Sense
from stemwijzer.core.profile import make_wish
from stemwijzer.i18n import Texts

_NONE = (NO_PREFERENCE, SKIP)


def choice_words(question: Question, word: str, texts: Texts) -> str:
    """Return a choice as people read it."""
    if word in AGREEMENT or word in _NONE:
        return texts(f"interview.answer.{word}")
    try:
        return question.attribute.option(word).label[texts.language]
    except KeyError:
        return word


def answer_words(question: Question, answer: Answer | None, texts: Texts) -> str:
    """Return an answer in words; open, skipped, neutral and no preference each have their own."""
    if answer is None:
        return texts("interview.answer.open")
    match answer.value:
        case tuple():
            return ", ".join(choice_words(question, word, texts) for word in answer.value)
        case str():
            return choice_words(question, answer.value, texts)
    return amount_words(question, answer.value, texts)


def amount_words(question: Question, amount: float, texts: Texts) -> str:
    """Return an amount with its unit, decimals only when it has them."""
    return texts.amount(amount, question.attribute.unit_of(amount))


def importance_words(importance: Importance, texts: Texts) -> str:
    """Return an importance in a word."""
    return texts(f"interview.importance.{importance.name.lower()}")


def weighs(question: Question, answer: Answer | None) -> bool:
    """Say whether an answer counts in the result, so that its importance means something."""
    return answer is not None and make_wish(question, answer) is not None


def sense_words(question: Question, texts: Texts) -> str:
    """Return what disagreeing means, or an empty text for a question that is no statement."""
    if question.kind is not QuestionKind.STATEMENT or question.sense is None:
        return ""
    return texts("interview.no_demand" if question.sense is Sense.NEED else "interview.opposite")


def entry_words(question: Question, texts: Texts) -> str:
    """Return how a question is filled in, or an empty text when its own text says it."""
    match question.kind:
        case QuestionKind.SET if not question.most:
            return texts("interview.tick")
        case QuestionKind.NUMBER:
            return texts("interview.type_number")
    return ""
