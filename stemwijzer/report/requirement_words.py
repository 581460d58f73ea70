"""Requirements in words, in one language: what is asked, how to prove it, what it earns."""

from __future__ import annotations

from fractions import Fraction

from stemwijzer.core.distance import FULL_FACTOR, rounded
from stemwijzer.core.model import UNIT, Kind, Measure, Question, Sense
from stemwijzer.core.profile import Wish
from stemwijzer.core.requirements import (
    FULL_POINTS,
    NO,
    YES,
    Form,
    Item,
    Line,
    points_for,
)
from stemwijzer.report.words import Words, capital

TARGET = "{target}"


class Wording:
    """Says the requirements of one catalogue in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.texts = words.texts
        self.language = words.language

    def requirement(self, wish: Wish) -> str:
        """Return a wish as a measurable requirement without the name of any product."""
        question, target = wish.question, self.words.bare_target(wish)
        own = question.requirement
        if question.sense is Sense.CHOICE and wish.target == "disagree":
            own = question.opposite
        if own is not None:
            return own[self.language].replace(TARGET, target)
        key = "plain"
        if question.attribute.kind is Kind.SET:
            key = "any" if question.measure is Measure.ANY else "all"
        elif question.measure is Measure.AT_MOST:
            key = "at_most"
        label = capital(self.words.label(question))
        return self.texts(f"requirements.generated.{key}", label=label, target=target)

    def proof(self, question: Question) -> str:
        """Return how a vendor proves that it meets a requirement."""
        if question.proof is not None:
            return question.proof[self.language]
        return self.texts("requirements.generated.proof")

    # What a vendor fills in

    def item(self, line: Line, item: Item) -> str:
        """Return what is asked in one cell."""
        attribute = line.question.attribute
        if item.form is Form.NUMBER:
            unit = attribute.unit or attribute.label
            return self.texts(f"requirements.item.{item.id}", unit=unit[self.language])
        if item.form is Form.LEVEL:
            return self.texts("requirements.item.setting")
        if line.question.measure is Measure.ANY:
            return self.texts("requirements.item.any", options=self.words.bare_target(line.wish))
        return capital(self.words.option(attribute, item.id))

    def answers(self, line: Line, item: Item) -> tuple[tuple[str, str], ...]:
        """Return the answers of an item with their words; nothing for a number."""
        if item.form is Form.YES_NO:
            return tuple((word, self.texts(f"requirements.answer.{word}")) for word in (YES, NO))
        attribute = line.question.attribute
        return tuple((o, self.words.option(attribute, o)) for o, _ in item.points)

    # Numbers

    def points(self, tenths: int) -> str:
        """Return points as people write them: 10, 6.7, 0."""
        return self.texts.number(tenths / 10, 0 if tenths % 10 == 0 else 1)

    def weight(self, line: Line) -> str:
        """Return a weight as a percentage with one decimal."""
        return f"{self.texts.number(line.weight / 10, 1)}%"

    def total(self, total: int) -> str:
        """Return a total of 0..100 with one decimal."""
        return self.texts.number(total / 1000, 1)

    def scale(self, line: Line) -> str:
        """Return what every answer earns, as it is fixed beforehand."""
        match line.items[0].form:
            case Form.LEVEL:
                return self._levels(line)
            case Form.YES_NO:
                return self._shares(line)
        return self._number(line)

    def passes(self, line: Line) -> str:
        """Return the answers with which a knock-out is met."""
        first = line.items[0]
        if first.form is Form.LEVEL:
            option = self.words.option
            attribute = line.question.attribute
            full = [option(attribute, o) for o, points in first.points if points == FULL_POINTS]
            return " / ".join(full)
        if first.form is Form.YES_NO:
            return self.texts("requirements.pass.yes", count=len(line.items))
        key = "at_most" if line.question.measure is Measure.AT_MOST else "within"
        assert isinstance(line.wish.target, float)
        return self.texts(f"requirements.pass.{key}", number=self.words.amount(line.wish.target))

    def _levels(self, line: Line) -> str:
        by_points: dict[int, list[str]] = {}
        for option, points in sorted(line.items[0].points, key=lambda p: -p[1]):
            label = self.words.option(line.question.attribute, option)
            by_points.setdefault(points, []).append(label)
        return "; ".join(
            self.texts(
                "requirements.scale.step", points=self.points(points), answer=" / ".join(names)
            )
            for points, names in by_points.items()
        )

    def _shares(self, line: Line) -> str:
        total = len(line.items)
        if total == 1:
            return self.texts("requirements.scale.yes_no", full=self.points(FULL_POINTS))
        steps = []
        for missing in range(total + 1):
            points = points_for(rounded(Fraction(missing * UNIT, total)))
            answer = self.texts("requirements.scale.of", count=total - missing, total=total)
            steps.append(self._step(points, answer))
        return "; ".join(steps)

    def _step(self, points: int, answer: str) -> str:
        return self.texts("requirements.scale.step", points=self.points(points), answer=answer)

    def _number(self, line: Line) -> str:
        wish = line.wish
        assert isinstance(wish.target, float)
        if line.question.measure is Measure.AT_MOST:
            return self.texts(
                "requirements.scale.at_most",
                limit=self.words.amount(wish.target),
                half=self.words.amount(wish.target * 1.5),
                double=self.words.amount(wish.target * 2),
            )
        return self.texts(
            "requirements.scale.within",
            size=self.words.amount(wish.target),
            factor=FULL_FACTOR,
            two=self.points(points_for(UNIT // 3)),
            four=self.points(points_for(UNIT * 2 // 3)),
        )
