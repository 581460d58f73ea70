"""Wishes, facts and standings in words, in one language."""

from __future__ import annotations

from collections.abc import Collection
from math import inf

from stemwijzer.core.answer import AGREEMENT, Answer, Importance, State
from stemwijzer.core.matching import Contribution, MustState, Standing
from stemwijzer.core.model import (
    UNIT,
    Attribute,
    Catalogue,
    Fact,
    Kind,
    Measure,
    Question,
    QuestionKind,
    Sense,
    Solution,
)
from stemwijzer.core.profile import Wish
from stemwijzer.i18n import Texts

AI_APPETITE = "ai_role"
"""The question that tells most about how much AI somebody wants; named first in every profile."""

SPOKEN_FIRST = (AI_APPETITE, "channels", "scale")
"""Questions a profile in words always begins with."""


class Words:
    """Says things about one catalogue in one language."""

    def __init__(self, catalogue: Catalogue, texts: Texts) -> None:
        self.catalogue = catalogue
        self.texts = texts
        self.language = texts.language

    def label(self, question: Question) -> str:
        """Return the short name of what a question is about."""
        return question.attribute.label[self.language]

    def question_label(self, question_id: str) -> str:
        """Return the short name of a question by its id, with a capital."""
        return capital(self.label(self.catalogue.questions[question_id]))

    def solution(self, solution_id: str) -> str:
        """Return the name of a solution."""
        return self.catalogue.solutions[solution_id].name

    def vendor(self, solution_id: str) -> str:
        """Return the name of the vendor behind a solution."""
        return self.catalogue.vendors[self.catalogue.solutions[solution_id].vendor].name

    def application(self, application_id: str) -> str:
        """Return the name of an application, as in the middle of a sentence."""
        return self.catalogue.applications[application_id].name[self.language]

    def option(self, attribute: Attribute, option_id: str) -> str:
        """Return the label of an option."""
        return attribute.option(option_id).label[self.language]

    def options(self, attribute: Attribute, ids: frozenset[str]) -> str:
        """Return the labels of options in the order of the scale."""
        names = [o.label[self.language] for o in attribute.options if o.id in ids]
        return self.texts.joined(names)

    def amount(self, value: float) -> str:
        """Return a number without needless decimals."""
        return self.texts.amount(value)

    # Answers and wishes

    def answer(self, question: Question, answer: Answer | None) -> str:
        """Return an answer in words, no answer included."""
        if answer is None:
            return self.texts("output.answer.open")
        if answer.state is not State.GIVEN:
            return self.texts(f"output.answer.{answer.state.value}")
        match answer.value:
            case tuple():
                return self.options(question.attribute, frozenset(answer.value))
            case str() if answer.value in AGREEMENT:
                return self.texts(f"output.agreement.{answer.value}")
            case str():
                return self.option(question.attribute, answer.value)
        return self._with_unit(question.attribute, answer.value)

    def wish(self, wish: Wish) -> str:
        """Return what somebody wants, in one line that stands on its own."""
        if wish.question.kind is QuestionKind.STATEMENT:
            said = capital(self.agreement(wish))
            return f"{said}: {wish.question.text[self.language]}"
        return f"{capital(self.label(wish.question))}: {self.target(wish)}"

    def target(self, wish: Wish) -> str:
        """Return what a wish aims at as one says it, without the name of the question.

        Where several answers are good, all of them are named: ``never or only after consent``.
        """
        question, attribute = wish.question, wish.question.attribute
        if question.measure is Measure.AT_MOST:
            return self.texts("output.at_most", level=self.bare_target(wish))
        if question.measure is Measure.ANY and isinstance(wish.target, frozenset):
            return self._either(attribute, wish.target)
        if question.sense is Sense.NEED:
            least = attribute.option(question.demand).at
            up = question.demand_up
            good = [o.id for o in attribute.options if (o.at >= least if up else o.at <= least)]
            return self._either(attribute, good)
        return self.bare_target(wish)

    def _either(self, attribute: Attribute, ids: Collection[str]) -> str:
        """Return the labels of options of which one is enough, in the order of the scale."""
        return self.texts.either([o.label[self.language] for o in attribute.options if o.id in ids])

    def bare_target(self, wish: Wish) -> str:
        """Return what a wish names, for a text that says itself how it is meant."""
        question, attribute = wish.question, wish.question.attribute
        match question.kind:
            case QuestionKind.POSITION:
                return self.option(attribute, str(wish.target))
            case QuestionKind.SET:
                assert isinstance(wish.target, frozenset)
                return self.options(attribute, wish.target)
            case QuestionKind.NUMBER:
                assert isinstance(wish.target, float)
                return self._with_unit(attribute, wish.target)
        if question.sense is Sense.NEED:
            return self.target(wish)
        pole = attribute.option(question.agree).at
        at = pole if wish.target == "agree" else UNIT - pole
        return next(o.label[self.language] for o in attribute.options if o.at == at)

    def target_with_weight(self, wish: Wish) -> str:
        """Return what a wish aims at with how strongly and how much it counts."""
        extra = []
        if wish.question.kind is QuestionKind.STATEMENT:
            extra.append(self.agreement(wish))
        if weight := self.weight(wish):
            extra.append(weight)
        return f"{self.target(wish)} ({', '.join(extra)})" if extra else self.target(wish)

    def agreement(self, wish: Wish) -> str:
        """Return the answer to a statement in words."""
        return self.texts(f"output.agreement.{wish.agreement}")

    def weight(self, wish: Wish) -> str:
        """Return how much a wish counts, or an empty text when it counts as any other."""
        if wish.must:
            return self.texts("output.importance.must")
        if wish.importance == Importance.NORMAL.halves:
            return ""
        return self.texts(f"output.importance.{'less' if wish.importance == 1 else 'more'}")

    def wish_with_weight(self, wish: Wish) -> str:
        """Return a wish with how much it counts."""
        weight = self.weight(wish)
        if not weight:
            return self.wish(wish)
        if wish.question.kind is QuestionKind.STATEMENT:  # a whole sentence takes nothing after it
            said = capital(self.agreement(wish))
            return f"{said} ({weight}): {wish.question.text[self.language]}"
        return f"{self.wish(wish)} ({weight})"

    # Facts

    def fact(self, attribute: Attribute, fact: Fact | None) -> str:
        """Return what is known about an attribute, in words."""
        if fact is None:
            return self.texts("output.unknown")
        match attribute.kind:
            case Kind.BOOL | Kind.LEVEL:
                return self.option(attribute, fact.level)
            case Kind.LEVELS | Kind.SET:
                return self._options_fact(attribute, fact)
            case Kind.INTERVAL:
                return self._interval(attribute, fact)
            case Kind.AMOUNT:
                assert fact.amount is not None
                value = f"{fact.currency} {self.amount(fact.amount)}"
                extra = [fact.plan] if fact.plan else []
                if fact.billing:
                    extra.append(self.texts(f"output.billing.{fact.billing}"))
                return f"{value} ({', '.join(extra)})" if extra else value

    def _options_fact(self, attribute: Attribute, fact: Fact) -> str:
        parts = []
        if fact.has:
            parts.append(self.options(attribute, fact.has))
        if fact.partly:
            parts.append(self.texts("output.partly", options=self.options(attribute, fact.partly)))
        if fact.not_:
            parts.append(self.texts("output.not", options=self.options(attribute, fact.not_)))
        return "; ".join(parts)

    def _interval(self, attribute: Attribute, fact: Fact) -> str:
        """Return an interval in words; the unit follows the last number."""
        low, high = fact.low, None if fact.high == inf else fact.high
        if high is None:
            if low is None:
                return self.texts("output.unknown")
            return self.texts("output.from", low=self._with_unit(attribute, low))
        last = self._with_unit(attribute, high)
        if low is None:
            return self.texts("output.up_to", high=last)
        return self.texts("output.between", low=self.amount(low), high=last)

    def _with_unit(self, attribute: Attribute, amount: float) -> str:
        return self.texts.amount(amount, attribute.unit_of(amount))

    # Standings

    def shown(self, contribution: Contribution, solution: Solution) -> str:
        """Return what a solution shows on a question, in one line."""
        attribute = contribution.wish.question.attribute
        return self.fact(attribute, solution.facts.get(attribute.id))

    def must_summary(self, standing: Standing, form: str = "") -> str:
        """Return the must-haves of a solution in a few words (empty when there are none).

        ``form`` ``line.`` gives a whole sentence instead.
        """
        states = [must.state for must in standing.must_haves]
        if not states:
            return ""
        unknown = sum(state is MustState.UNKNOWN for state in states)
        if unknown:
            return self.texts(f"output.musts.{form}ask", count=unknown, total=len(states))
        return self.texts(f"output.musts.{form}met")

    def unmet(self, standing: Standing) -> str:
        """Return the must-haves a solution is known not to meet."""
        return self.texts.joined([self.question_label(q) for q in standing.unmet])


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
