"""Wishes, answers and facts in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from report.make import who
from stemwijzer.core.answer import Answer, Importance
from stemwijzer.core.model import Catalogue, Fact
from stemwijzer.i18n import Texts
from stemwijzer.report.result import explain_solution
from stemwijzer.report.words import Words, capital


def words(tiny: Catalogue, language: str = "en") -> Words:
    return Words(tiny, Texts(language))


@pytest.mark.parametrize(
    ("solution", "attribute", "english", "dutch"),
    [
        ("alto-one", "grinder", "yes", "ja"),
        ("basso", "grinder", "no", "nee"),
        ("alto-one", "noise", "loud", "luid"),
        ("alto-one", "milk", "none and by hand; not automatic", None),
        ("alto-one", "drinks", "Nocciola and Lungo; not Americano", None),
        ("basso", "drinks", "not Nocciola", "niet Nocciola"),
        ("alto-one", "cups", "5 to 40 cups", "5 tot 40 kopjes"),
        ("alto-duo", "cups", "from 20 cups", "vanaf 20 kopjes"),
        ("alto-one", "price", "EUR 500 (Basic, paid per month)", None),
        ("alto-duo", "price", "USD 3,000", "USD 3.000"),
        ("corto", "price", "unknown", "onbekend"),
    ],
)
def test_a_fact_of_every_kind_can_be_said(
    tiny: Catalogue, solution: str, attribute: str, english: str, dutch: str | None
) -> None:
    fact = tiny.solutions[solution].facts.get(attribute)
    assert words(tiny).fact(tiny.attributes[attribute], fact) == english
    if dutch:
        assert words(tiny, "nl").fact(tiny.attributes[attribute], fact) == dutch


def test_an_interval_without_a_lower_or_any_end_can_be_said(tiny: Catalogue) -> None:
    cups = tiny.attributes["cups"]
    assert words(tiny).fact(cups, Fact(high=40)) == "up to 40 cups"
    assert words(tiny).fact(cups, Fact()) == "unknown"
    assert words(tiny).fact(cups, Fact(low=0.5, high=float("inf"))) == "from 0.50 cups"


def test_a_half_option_of_a_judgement_is_said_as_partly(tiny: Catalogue) -> None:
    fact = Fact(has=frozenset({"steel"}), partly=frozenset({"wood"}))
    assert words(tiny).fact(tiny.attributes["material"], fact) == "steel; partly wood"


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("noise", None, "not answered yet"),
        ("noise", "skip", "skipped"),
        ("noise", "neutral", "neutral"),
        ("milk", "no_preference", "no preference"),
        ("noise", "fully_disagree", "fully disagree"),
        ("milk", "by_hand", "by hand"),
        ("drinks", ("americano", "lungo"), "Lungo and Americano"),
        ("cups", 1200.0, "1,200 cups"),
    ],
)
def test_every_answer_can_be_said(
    tiny: Catalogue, question: str, answer: str | None, expected: str
) -> None:
    given = None if answer is None else Answer(answer)
    assert words(tiny).answer(tiny.questions[question], given) == expected


@pytest.mark.parametrize(
    ("importance", "expected"),
    [
        (None, "Milk: automatic"),
        (Importance.NORMAL, "Milk: automatic"),
        (Importance.LESS, "Milk: automatic (counts half)"),
        (Importance.MORE, "Milk: automatic (counts double)"),
        (Importance.MUST, "Milk: automatic (must-have, counts double)"),
    ],
)
def test_a_wish_says_what_it_counts_unless_it_counts_once(
    tiny: Catalogue, importance: Importance | None, expected: str
) -> None:
    someone = who(tiny, {"milk": Answer("automatic", importance)})
    assert words(tiny).wish_with_weight(someone.profile.wishes[0]) == expected


def test_a_wish_about_a_statement_names_the_side(tiny: Catalogue) -> None:
    someone = who(tiny, {"breadth": "fully_disagree"})
    said = words(tiny).wish(someone.profile.wishes[0])
    assert said == "Fully disagree: One machine for everything is better."


def test_the_must_haves_of_a_solution_are_counted(tiny: Catalogue) -> None:
    known = explain_solution(tiny, who(tiny), "alto-duo").standing
    unknown = explain_solution(tiny, who(tiny), "corto").standing
    assert words(tiny).must_summary(known) == "all met"
    assert words(tiny).must_summary(unknown) == "ask about 1 of 1"
    assert words(tiny).must_summary(replace(known, must_haves=())) == ""


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, "0%"), (0.001, "1%"), (0.494, "49%"), (0.999, "99%"), (1, "100%")],
)
def test_a_percentage_is_never_rounded_to_all_or_nothing(share: float, expected: str) -> None:
    assert Texts("en").percent(share) == expected


def test_a_capital_is_put_on_any_text() -> None:
    assert (capital("één"), capital(""), capital("A")) == ("Één", "", "A")


def test_one_of_a_unit_is_said_in_the_singular(tiny: Catalogue) -> None:
    cups = replace(tiny.attributes["cups"], unit_one={"nl": "kopje", "en": "cup"})
    said = words(tiny)
    assert said.fact(cups, Fact(low=1)) == "from 1 cup"
    assert said.fact(cups, Fact(high=1)) == "up to 1 cup"
    assert said.fact(cups, Fact(low=1, high=5)) == "1 to 5 cups"
    assert words(tiny, "nl").fact(cups, Fact(low=1)) == "vanaf 1 kopje"
