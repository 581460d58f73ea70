from __future__ import annotations

from dataclasses import replace

import pytest

from core.builders import (
    attribute,
    choice,
    ladder,
    need,
    number,
    options,
    position,
    profile,
    wish,
)
from stemwijzer.core.answer import Answer, AnswerSheet, Importance, State, allowed_words
from stemwijzer.core.model import Kind, Measure
from stemwijzer.core.profile import make_profile, make_wish, theme_shares

LEVEL = attribute(Kind.LEVEL, "low", "middle", "high", id="level")
NEED = need(LEVEL, "high")
CHOICE = choice(LEVEL, "high")
POSITION = position(LEVEL)
SET = options(attribute(Kind.SET, "a", "b", "c", id="set"), Measure.ALL)
NUMBER = number(attribute(Kind.INTERVAL, id="number"), Measure.WITHIN)


@pytest.mark.parametrize(
    ("word", "target", "strength"),
    [
        ("fully_agree", "agree", 2),
        ("agree", "agree", 1),
        ("disagree", "disagree", 1),
        ("fully_disagree", "disagree", 2),
    ],
)
def test_a_choice_takes_the_side_and_its_strength(word, target, strength):
    wish = make_wish(CHOICE, Answer(word))
    assert (wish.target, wish.strength) == (target, strength)


@pytest.mark.parametrize(("word", "strength"), [("fully_agree", 2), ("agree", 1)])
def test_agreeing_with_a_need_is_a_demand(word, strength):
    wish = make_wish(NEED, Answer(word))
    assert (wish.target, wish.strength) == ("agree", strength)


@pytest.mark.parametrize("word", ["disagree", "fully_disagree", "neutral", "skip"])
def test_disagreeing_with_a_need_asks_nothing(word):
    assert make_wish(NEED, Answer(word)) is None


@pytest.mark.parametrize("question", [CHOICE, POSITION, SET, NUMBER])
@pytest.mark.parametrize("word", ["neutral", "no_preference", "skip"])
def test_words_for_no_wish_ask_nothing_of_any_question(question, word):
    assert make_wish(question, Answer(word, Importance.MUST)) is None


@pytest.mark.parametrize(
    ("question", "value", "target"),
    [
        (POSITION, "middle", "middle"),
        (SET, ("b", "a"), frozenset({"a", "b"})),
        (NUMBER, 25, 25.0),
    ],
)
def test_levels_sets_and_numbers_are_wished_in_full_strength(question, value, target):
    wish = make_wish(question, Answer(value))
    assert (wish.target, wish.strength) == (target, 2)


@pytest.mark.parametrize(
    ("importance", "weight", "must"),
    # In quarter units: strength 2 halves times importance 1, 2 or 4 halves.
    [("0.5", 2, False), ("1", 4, False), ("2", 8, False), ("must", 8, True)],
)
def test_weight_is_strength_times_importance(importance, weight, must):
    wish = make_wish(POSITION, Answer("low", Importance(importance)))
    assert (wish.weight, wish.must) == (weight, must)


def test_a_half_wish_of_half_importance_is_the_smallest_weight():
    assert make_wish(CHOICE, Answer("agree", Importance.LESS)).weight == 1


@pytest.mark.parametrize(("halves", "importance"), [(1, "0.5"), (2, "1"), (4, "2")])
def test_without_an_importance_the_proposal_of_the_question_counts(halves, importance):
    question = type(POSITION)(
        "q", "t", POSITION.kind, LEVEL, POSITION.text, POSITION.text, importance=halves
    )
    assert Answer("low").importance_for(question).value == importance
    assert make_wish(question, Answer("low")).importance == halves
    assert make_wish(question, Answer("low", Importance.NORMAL)).importance == 2


def test_neutral_no_preference_and_skipped_are_told_apart_and_all_weigh_nothing():
    questions = [need(attribute(Kind.LEVEL, "low", "high", id=name), "high") for name in "abcde"]
    sheet = AnswerSheet(
        {
            "a": Answer("neutral"),
            "b": Answer("no_preference"),
            "c": Answer("skip"),
            "e": Answer("agree"),
        }
    )
    profile = make_profile(questions, sheet)
    assert dict(profile.states) == {
        "a": State.NEUTRAL,
        "b": State.NO_PREFERENCE,
        "c": State.SKIPPED,
        "d": State.SKIPPED,
        "e": State.GIVEN,
    }
    assert [wish.question.id for wish in profile.wishes] == ["e"]
    assert profile.wish("e") is profile.wishes[0]
    assert profile.wish("a") is None


def test_a_need_that_is_denied_is_an_answer_without_a_wish():
    profile = make_profile([NEED], AnswerSheet({"level": Answer("fully_disagree")}))
    assert profile.states["level"] is State.GIVEN
    assert profile.wishes == ()


def test_answers_to_questions_that_are_not_asked_do_nothing():
    profile = make_profile([POSITION], AnswerSheet({"gone": Answer("low")}))
    assert profile.wishes == ()
    assert dict(profile.states) == {"level": State.SKIPPED}


def test_a_sheet_is_changed_by_making_another_one():
    before = AnswerSheet({"a": Answer("low")}, organisation="Us")
    after = before.with_answer("b", Answer("high"))
    assert set(before.answers) == {"a"}
    assert set(after.answers) == {"a", "b"}
    assert after.organisation == "Us"
    assert set(after.with_answer("a", None).answers) == {"b"}
    assert after.with_answer("never_there", None).answers == after.answers


def test_every_kind_of_question_says_which_words_it_takes():
    assert allowed_words(NEED) == (
        "fully_agree",
        "agree",
        "neutral",
        "disagree",
        "fully_disagree",
        "skip",
    )
    assert allowed_words(POSITION) == ("low", "middle", "high", "no_preference", "skip")
    assert allowed_words(SET) == ("a", "b", "c", "no_preference", "skip")
    assert allowed_words(NUMBER) == ("no_preference", "skip")


def test_the_weight_is_divided_over_the_themes_the_heaviest_first():
    """Theme one: a normal and a double wish, 4 + 8; theme two: one normal wish, 4. Of 16."""
    one, two = (replace(ladder(f"q{i}"), theme="one") for i in (1, 2))
    other = replace(ladder("q3"), theme="two")
    heavy = wish(two, "v0", importance=4)
    found = theme_shares(profile(wish(other, "v0"), wish(one, "v0"), heavy))
    assert found == [("one", 0.75, 2), ("two", 0.25, 1)]
    assert theme_shares(profile()) == []
