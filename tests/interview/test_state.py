from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemwijzer.core.answer import Answer, AnswerSheet, Importance
from stemwijzer.interview.events import Act, Choose, Event, Give, Jump, Type
from stemwijzer.interview.state import NOWHERE, Mode, State, begin, step
from stemwijzer.interview.values import parse_number, takes

from .conftest import FULL, QUESTIONS, after, at


def start(sheet: AnswerSheet | None = None) -> State:
    return begin(QUESTIONS, AnswerSheet() if sheet is None else sheet, first_screen=False)


def value(state: State, question_id: str) -> object:
    return state.sheet.answers[question_id].value


# Where it starts


def test_an_empty_sheet_starts_at_the_first_question_with_nothing_pointed_at():
    state = start()
    assert (state.mode, state.index, state.cursor) == (Mode.QUESTION, 0, NOWHERE)


def test_a_partly_filled_sheet_starts_at_the_first_open_question():
    state = start(AnswerSheet({"lock": Answer("agree"), "gears": Answer("one")}))
    assert state.question.id == "motor"


def test_a_skipped_question_is_not_open():
    assert start(AnswerSheet({"lock": Answer("skip")})).question.id == "motor"


def test_a_full_sheet_starts_at_the_overview_with_the_result_pointed_at():
    state = start(FULL)
    assert (state.mode, state.cursor) == (Mode.OVERVIEW, state.done_row)


@pytest.mark.parametrize("event", [Act.CONFIRM, Act.FORWARD])
def test_the_first_screen_leads_to_where_it_starts(event: Act):
    state = begin(QUESTIONS, AnswerSheet({"lock": Answer("agree")}))
    assert state.mode is Mode.WELCOME
    assert after(state, event).question.id == "motor"
    assert after(begin(QUESTIONS, FULL), event).mode is Mode.OVERVIEW


def test_the_first_screen_ignores_answers():
    state = begin(QUESTIONS, AnswerSheet())
    assert after(state, "1", Act.SKIP, Act.DOWN) == state


# Answering


@pytest.mark.parametrize(
    ("digit", "word"),
    [
        ("1", "fully_agree"),
        ("2", "agree"),
        ("3", "neutral"),
        ("4", "disagree"),
        ("5", "fully_disagree"),
    ],
)
def test_a_digit_answers_a_statement_and_goes_on(digit: str, word: str):
    state = after(start(), digit)
    assert value(state, "lock") == word
    assert state.question.id == "motor"


def test_arrows_and_confirm_answer_as_well():
    assert value(after(start(), Act.DOWN, Act.DOWN, Act.CONFIRM), "lock") == "agree"
    assert value(after(start(), Act.UP, Act.CONFIRM), "lock") == "fully_disagree"


def test_the_pointer_goes_round():
    assert after(at("gears"), Act.UP, Act.DOWN).cursor == 0


def test_confirming_before_pointing_answers_nothing():
    state = after(start(), Act.CONFIRM)
    assert not state.sheet.answers
    assert state.notice is not None
    assert state.notice.key == "interview.choose_first"


def test_a_digit_beyond_the_choices_answers_nothing():
    state = after(start(), "7")
    assert not state.sheet.answers
    assert state.notice is not None


def test_a_notice_is_gone_at_the_next_event():
    assert after(start(), "7", Act.DOWN).notice is None


def test_no_preference_has_a_key_of_its_own():
    assert value(after(at("gears"), Act.NO_PREFERENCE), "gears") == "no_preference"
    assert value(after(at("price"), Act.NO_PREFERENCE), "price") == "no_preference"


def test_a_statement_knows_neutral_and_not_no_preference():
    state = after(start(), Act.NO_PREFERENCE)
    assert not state.sheet.answers
    assert state.notice is not None


def test_skipping_is_kept_apart_from_neutral():
    assert value(after(start(), Act.SKIP), "lock") == "skip"


def test_skipping_an_answered_question_says_so():
    state = after(start(), "1", Act.BACK, Act.SKIP)
    assert value(state, "lock") == "skip"
    assert state.notice is not None
    assert state.notice.values == {"number": 1}


# Sets


def test_a_set_is_ticked_and_confirmed_in_the_order_it_is_offered():
    state = after(at("colours"), "3", "1", Act.CONFIRM)
    assert value(state, "colours") == ("red", "blue")
    assert state.question.id == "parts"


def test_space_ticks_and_unticks_what_is_pointed_at():
    state = after(at("colours"), Act.DOWN, Act.TOGGLE)
    assert state.chosen == {"green"}
    assert after(state, Act.TOGGLE).chosen == frozenset()


def test_more_than_the_limit_cannot_be_ticked():
    state = after(at("colours"), "123")
    assert state.chosen == {"red", "green"}
    assert state.notice is not None
    assert state.notice.values == {"most": 2}


def test_confirming_a_set_without_ticks_answers_nothing():
    state = after(at("colours"), Act.CONFIRM)
    assert "colours" not in state.sheet.answers
    assert state.notice is not None


def test_no_preference_and_options_exclude_each_other():
    state = after(at("colours"), "1", Act.UP, Act.TOGGLE)
    assert state.chosen == {"no_preference"}
    assert after(state, "2").chosen == {"green"}
    assert value(after(state, Act.CONFIRM), "colours") == "no_preference"


def test_confirming_on_no_preference_without_ticks_chooses_it():
    assert value(after(at("colours"), Act.UP, Act.CONFIRM), "colours") == "no_preference"


def test_confirming_on_no_preference_does_not_throw_ticks_away():
    state = after(at("colours"), "1", Act.UP, Act.CONFIRM)
    assert state.chosen == {"red"}
    assert state.question.id == "colours"
    assert state.notice is not None


@pytest.mark.parametrize("event", [Act.BACK, Act.FORWARD, Act.OVERVIEW, Act.QUIT, Jump("lock")])
def test_leaving_a_set_keeps_the_ticks(event: Event):
    assert value(after(at("colours"), "24", event), "colours") == ("green", "black")


# Numbers


def test_a_number_is_typed_and_confirmed():
    assert value(after(at("price"), "750", Act.CONFIRM), "price") == 750


def test_a_typed_number_can_be_mended():
    assert value(after(at("price"), "759", Act.ERASE, "0", Act.CONFIRM), "price") == 750


def test_erasing_an_empty_number_stays_at_the_question():
    assert after(at("price"), Act.ERASE).question.id == "price"


def test_erasing_elsewhere_goes_back():
    assert after(at("gears"), Act.ERASE).question.id == "motor"


@pytest.mark.parametrize("typed", ["49", ",", "1,2,3", ""])
def test_a_number_that_is_none_or_too_low_is_not_taken(typed: str):
    state = after(at("price"), typed, Act.CONFIRM)
    assert "price" not in state.sheet.answers
    assert state.notice is not None


def test_confirming_without_typing_keeps_the_earlier_number():
    state = after(at("price", FULL), Act.CONFIRM)
    assert state.sheet == FULL
    assert state.mode is Mode.OVERVIEW


def test_leaving_keeps_a_number_that_fits_and_drops_one_that_does_not():
    assert value(after(at("price"), "60", Act.BACK), "price") == 60
    assert "price" not in after(at("price"), "40", Act.BACK).sheet.answers


def test_a_number_does_not_grow_without_end():
    assert len(after(at("price"), "1" * 50).typed) < 20


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        ("12,5", 12.5),
        ("12.50", 12.5),
        ("1.500", 1500),
        ("1,500", 1500),
        ("1.500.000", 1_500_000),
        (" 7 ", 7),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: float):
    assert parse_number(typed) == number


@pytest.mark.parametrize("typed", ["", "x", "-5", "1.5,0", "1e9", "inf", "1.50000", "٣x"])
def test_other_texts_are_no_numbers(typed: str):
    assert parse_number(typed) is None


# Whole answers at once


@pytest.mark.parametrize(
    ("question_id", "given_value"),
    [
        ("lock", "no_preference"),
        ("lock", 3.0),
        ("lock", ("yes",)),
        ("gears", "two"),
        ("colours", "red"),
        ("colours", ()),
        ("colours", ("red", "red")),
        ("colours", ("red", "pink")),
        ("colours", ("red", "green", "blue")),
        ("price", float("nan")),
        ("price", float("inf")),
        ("price", 1.0),
        ("price", "cheap"),
    ],
)
def test_a_given_answer_that_does_not_fit_is_refused(question_id: str, given_value: object):
    state = after(at(question_id), Give(given_value))  # type: ignore[arg-type]
    assert not state.sheet.answers
    assert state.notice is not None


def test_a_given_answer_that_fits_is_taken():
    assert value(after(at("colours"), Give(("red",))), "colours") == ("red",)
    assert value(after(at("colours"), Give("skip")), "colours") == "skip"


# Moving about


def test_back_shows_the_answer_given_before():
    state = after(start(), "4", Act.BACK)
    assert (state.question.id, state.cursor) == ("lock", 3)


def test_back_at_the_first_question_stays_there():
    state = after(start(), Act.BACK)
    assert (state.index, state.notice is not None) == (0, True)


def test_forward_needs_an_answer():
    assert after(start(), Act.FORWARD).index == 0
    assert after(start(), "1", Act.BACK, Act.FORWARD).index == 1


def test_an_answer_can_be_changed_later():
    assert value(after(start(), "1", Act.BACK, "5"), "lock") == "fully_disagree"


def test_after_the_last_question_comes_the_overview():
    state = after(at("price"), "900", Act.CONFIRM)
    assert state.mode is Mode.OVERVIEW


def test_help_opens_and_closes_and_does_not_follow_to_the_next_question():
    assert after(start(), Act.HELP).help
    assert not after(start(), Act.HELP, Act.HELP).help
    assert not after(start(), Act.HELP, "1").help


def test_stopping_is_possible_everywhere():
    assert after(begin(QUESTIONS, AnswerSheet()), Act.QUIT).mode is Mode.STOPPED
    assert after(start(), Act.QUIT).mode is Mode.STOPPED
    assert after(start(FULL), Act.QUIT).mode is Mode.STOPPED


def test_nothing_happens_after_the_end():
    done = after(start(FULL), Act.CONFIRM)
    assert done.mode is Mode.DONE
    assert after(done, "1", Act.QUIT, Act.BACK) == done


# Overview


def test_the_overview_opens_at_the_question_one_came_from_and_leads_back_to_it():
    state = after(start(), "1", Act.OVERVIEW)
    assert state.pointed is QUESTIONS[1]
    assert after(state, Act.BACK).question.id == "motor"


def test_enter_in_the_overview_opens_a_question_and_its_answer_leads_back():
    state = after(start(FULL), Act.DOWN, Act.CONFIRM)
    assert state.question.id == "lock"
    state = after(state, "5")
    assert (state.mode, state.pointed) == (Mode.OVERVIEW, QUESTIONS[0])
    assert value(state, "lock") == "fully_disagree"


@pytest.mark.parametrize("event", [Act.BACK, Act.FORWARD])
def test_a_question_opened_from_the_overview_leads_back_to_it(event: Act):
    assert after(start(FULL), Jump("gears"), event).mode is Mode.OVERVIEW


def test_changing_an_answer_while_questions_are_open_goes_on_with_the_next_open_one():
    state = after(start(), "1", Act.OVERVIEW, Jump("lock"), "2")
    assert state.question.id == "motor"


def test_the_overview_offers_to_go_on_only_while_questions_are_open():
    state = after(start(), "1", Act.OVERVIEW)
    assert state.done_row == 1
    assert after(replace(state, cursor=0), Act.CONFIRM).question.id == "motor"
    assert start(FULL).done_row == 0


def test_the_result_can_be_asked_for_with_open_questions():
    state = after(start(), "1", Act.OVERVIEW)
    assert after(replace(state, cursor=state.done_row), Act.CONFIRM).mode is Mode.DONE
    assert after(state, Act.FINISH).mode is Mode.DONE


def test_a_jump_to_a_question_that_is_not_there_does_nothing():
    state = start(FULL)
    assert after(state, Jump("wheels")) == state


def test_digits_and_skip_do_nothing_in_the_overview():
    state = after(start(FULL), Act.DOWN)
    assert after(state, "1", Act.SKIP, Choose(2)) == state


# Importance


def test_importance_goes_round_and_ends_unwritten_where_it_began():
    state = after(start(), "2", Act.BACK)
    seen = []
    for _ in range(4):
        state = after(state, Act.IMPORTANCE)
        seen.append(state.sheet.answers["lock"].importance)
    assert seen == [Importance.MORE, Importance.MUST, Importance.LESS, None]


def test_importance_given_before_the_answer_comes_along():
    state = after(start(), Act.IMPORTANCE, Act.IMPORTANCE)
    assert not state.sheet.answers
    assert after(state, "1").sheet.answers["lock"] == Answer("fully_agree", Importance.MUST)


def test_importance_given_before_the_answer_survives_going_away():
    state = after(at("motor"), Act.IMPORTANCE, Act.BACK, "1", "1")
    assert state.sheet.answers["motor"].importance is Importance.MORE


def test_importance_starts_from_what_the_question_proposes():
    state = at("colours")
    assert state.importance(state.question) is Importance.MORE
    assert after(state, Act.IMPORTANCE).importance(state.question) is Importance.MUST


def test_changing_the_answer_keeps_the_importance():
    state = after(start(), Act.IMPORTANCE, "1", Act.BACK, "2")
    assert state.sheet.answers["lock"] == Answer("agree", Importance.MORE)


def test_importance_changes_in_place_in_the_overview():
    state = after(start(FULL), Act.DOWN, Act.IMPORTANCE)
    assert state.sheet.answers["lock"] == Answer("fully_agree", Importance.MORE)
    assert (state.mode, state.pointed) == (Mode.OVERVIEW, QUESTIONS[0])


def test_importance_on_the_result_row_does_nothing():
    assert after(start(FULL), Act.IMPORTANCE) == start(FULL)


# Whatever happens

EVENTS = st.one_of(
    st.sampled_from(list(Act)),
    st.sampled_from("0123456789.,x").map(Type),
    st.integers(-2, 20).map(Choose),
    st.sampled_from([*(q.id for q in QUESTIONS), "wheels"]).map(Jump),
    st.sampled_from(
        [
            "agree",
            "neutral",
            "skip",
            "no_preference",
            "three",
            ("red",),
            ("bell", "rack"),
            80.0,
            -1.0,
        ]
    ).map(Give),
)
SHEETS = st.sampled_from(
    [AnswerSheet(), FULL, AnswerSheet({"lock": Answer("agree"), "parts": Answer(("bell",))})]
)


@settings(max_examples=150, deadline=None)
@given(SHEETS, st.booleans(), st.lists(EVENTS, max_size=60))
def test_no_series_of_events_breaks_the_interview(
    sheet: AnswerSheet, first_screen: bool, events: list[Event]
):
    state = begin(QUESTIONS, sheet, first_screen=first_screen)
    for event in events:
        before, state = state, step(state, event)
        _check_place(state)
        _check_answers(before, state, event)


def _check_place(state: State) -> None:
    assert 0 <= state.index < len(QUESTIONS)
    assert state.questions == QUESTIONS
    if state.mode is Mode.QUESTION:
        assert NOWHERE <= state.cursor < state.rows
    if state.mode is Mode.OVERVIEW:
        assert 0 <= state.cursor < state.rows


def _check_answers(before: State, state: State, event: Event) -> None:
    """Answers never go, change only at the question at hand, and always fit."""
    old, new = before.sheet.answers, state.sheet.answers
    assert set(old) <= set(new)
    changed = {name for name in new if new[name] != old.get(name)}
    assert changed <= ({before.pointed.id} if before.pointed else set())
    for question in QUESTIONS:
        if question.id in changed:
            assert takes(question, new[question.id].value)
    if event in (Act.UP, Act.DOWN, Act.HELP, Act.TOGGLE) and before.chosen:
        assert not changed
