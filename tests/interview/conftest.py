"""A small catalogue about bicycles with one question of every kind, and ways to walk through it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from stemwijzer.core.answer import Answer, AnswerSheet
from stemwijzer.core.model import (
    UNIT,
    Attribute,
    Catalogue,
    Kind,
    Measure,
    Option,
    Question,
    QuestionKind,
    Sense,
    Text,
    Theme,
)
from stemwijzer.i18n import Texts
from stemwijzer.interview.events import Act, Event, Type
from stemwijzer.interview.screen import Look
from stemwijzer.interview.state import State, begin, step


def text(nl: str, en: str = "") -> Text:
    return Text(nl, en or nl)


def options(*words: str) -> tuple[Option, ...]:
    return tuple(
        Option(word, text(f"{word} nl", f"{word} en"), UNIT * n // (len(words) - 1))
        for n, word in enumerate(words)
    )


LOCK = Attribute("lock", Kind.BOOL, text("slot", "lock"), text("-"), options("no", "yes"))
MOTOR = Attribute("motor", Kind.BOOL, text("motor"), text("-"), options("no", "yes"))
GEARS = Attribute("gears", Kind.LEVEL, text("gears"), text("-"), options("one", "three", "eight"))
COLOURS = Attribute(
    "colours", Kind.SET, text("colours"), text("-"), options("red", "green", "blue", "black")
)
PARTS = Attribute("parts", Kind.SET, text("parts"), text("-"), options("bell", "rack"))
PRICE = Attribute("price", Kind.INTERVAL, text("price"), text("-"), unit=text("euro", "euros"))

QUESTIONS = (
    Question(
        "lock",
        "safety",
        QuestionKind.STATEMENT,
        LOCK,
        text("Een fiets moet op slot kunnen.", "A bicycle must have a lock."),
        text("Zonder slot is hij snel weg.", "Without a lock it is soon gone."),
        sense=Sense.NEED,
        demand="yes",
    ),
    Question(
        "motor",
        "riding",
        QuestionKind.STATEMENT,
        MOTOR,
        text("Een fiets mag een motor hebben.", "A bicycle may have a motor."),
        text("Met motor is hij zwaarder.", "A motor makes it heavier."),
        sense=Sense.CHOICE,
        agree="yes",
    ),
    Question(
        "gears",
        "riding",
        QuestionKind.POSITION,
        GEARS,
        text("Hoeveel versnellingen?", "How many gears?"),
        text("In de bergen zijn er meer nodig.", "Mountains ask for more."),
    ),
    Question(
        "colours",
        "looks",
        QuestionKind.SET,
        COLOURS,
        text("Welke kleuren? Kies er hooguit twee.", "Which colours? Choose two at most."),
        text("Zwart ziet men slecht.", "Black is hard to see."),
        measure=Measure.ANY,
        most=2,
        importance=4,
    ),
    Question(
        "parts",
        "looks",
        QuestionKind.SET,
        PARTS,
        text("Welke onderdelen?", "Which parts?"),
        text("Een bel is verplicht.", "A bell is required by law."),
        measure=Measure.ALL,
    ),
    Question(
        "price",
        "money",
        QuestionKind.NUMBER,
        PRICE,
        text("Wat mag hij kosten?", "What may it cost?"),
        text("Reken het slot mee.", "Count the lock in."),
        measure=Measure.AT_MOST,
        minimum=50,
    ),
)

CATALOGUE = Catalogue(
    version="1",
    fingerprint="0",
    private=True,
    name=text("Fietsen", "Bicycles"),
    themes={
        "safety": Theme("safety", text("Veiligheid", "Safety")),
        "riding": Theme("riding", text("Rijden", "Riding")),
        "looks": Theme("looks", text("Uiterlijk", "Looks")),
        "money": Theme("money", text("Geld", "Money")),
    },
    attributes={},
    questions={question.id: question for question in QUESTIONS},
    reserve={},
    applications={},
    vendors={},
    solutions={},
    not_listed={},
)

FULL = AnswerSheet(
    {
        "lock": Answer("fully_agree"),
        "motor": Answer("neutral"),
        "gears": Answer("three"),
        "colours": Answer(("red", "blue")),
        "parts": Answer("no_preference"),
        "price": Answer(1500.0),
    }
)


def look(language: str = "nl", **values: object) -> Look:
    return Look(Texts(language), CATALOGUE.themes, CATALOGUE.name[language], **values)  # type: ignore[arg-type]


def after(state: State, *events: Event | str) -> State:
    """Return the state after these events; a text stands for its characters."""
    for event in _spelled(events):
        state = step(state, event)
    return state


def _spelled(events: Iterable[Event | str]) -> Iterable[Event]:
    for event in events:
        if isinstance(event, str):
            yield from (Type(character) for character in event)
        else:
            yield event


def at(question_id: str, sheet: AnswerSheet | None = None) -> State:
    """Return the interview at a question, reached by going forward, with these answers given."""
    state = begin(QUESTIONS, AnswerSheet(), first_screen=False)
    while state.question.id != question_id:
        state = step(state, Act.SKIP)
    answers = AnswerSheet() if sheet is None else sheet
    state = State(QUESTIONS, answers, index=state.index)
    return step(step(state, Act.OVERVIEW), Act.BACK)


@pytest.fixture
def catalogue() -> Catalogue:
    return CATALOGUE
