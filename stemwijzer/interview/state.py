"""The interview as a value: ``step(state, event)`` returns the next state and touches nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stemwijzer.core.answer import NO_PREFERENCE, SKIP, Answer, AnswerSheet, Importance, Value
from stemwijzer.core.model import Question, QuestionKind
from stemwijzer.interview.events import Act, Choose, Event, Give, Jump, Type
from stemwijzer.interview.record import NOWHERE, Mode, Notice, State
from stemwijzer.interview.values import (
    ENTRY,
    LONGEST_NUMBER,
    after,
    choices,
    in_order,
    numbered,
    parse_number,
    takes,
)

__all__ = ["NOWHERE", "Mode", "Notice", "State", "begin", "step"]


def begin(questions: Iterable[Question], sheet: AnswerSheet, *, first_screen: bool = True) -> State:
    """Return the state to start from: the first open question, or the overview of a full sheet."""
    state = State(tuple(questions), sheet)
    open_questions = state.open
    state = _enter(state, open_questions[0]) if open_questions else _overview(state, 0)
    return replace(state, mode=Mode.WELCOME) if first_screen else state


def step(state: State, event: Event) -> State:
    """Return what the interview is after this event."""
    state = replace(state, notice=None)
    if event is Act.QUIT and state.mode not in (Mode.DONE, Mode.STOPPED):
        return replace(_kept(state), mode=Mode.STOPPED)
    match state.mode:
        case Mode.WELCOME:
            return _leave_welcome(state) if event in (Act.CONFIRM, Act.FORWARD) else state
        case Mode.QUESTION:
            return _in_question(state, event)
        case Mode.OVERVIEW:
            return _in_overview(state, event)
    return state


def _leave_welcome(state: State) -> State:
    return replace(state, mode=Mode.QUESTION if state.open else Mode.OVERVIEW)


def _in_question(state: State, event: Event) -> State:
    match event:
        case Act.UP | Act.DOWN:
            return _moved(state, event)
        case Act.CONFIRM:
            return _confirmed(state)
        case Act.TOGGLE:
            return _toggled_at_cursor(state)
        case Act.ERASE:
            if state.question.kind is QuestionKind.NUMBER:
                return replace(state, typed=state.typed[:-1], cursor=0)
            return _back(state)
        case Act.NO_PREFERENCE:
            if state.question.kind is QuestionKind.STATEMENT:
                return _said(state, "use_neutral")
            return _answered(state, NO_PREFERENCE)
        case Act.BACK:
            return _back(state)
        case Act.FORWARD:
            return _forward(state)
        case Act.SKIP:
            return _skipped(state)
        case Act.IMPORTANCE:
            return _reweighed(state)
        case Act.HELP:
            return replace(state, help=not state.help)
        case Act.OVERVIEW:
            return _overview(_kept(state))
        case Type(character):
            return _typed(state, character)
        case Choose(number):
            return _chosen(state, number)
        case Give(value):
            return _given(state, value)
        case Jump(question_id):
            return _jumped(_kept(state), question_id)
    return state


def _in_overview(state: State, event: Event) -> State:
    match event:
        case Act.UP | Act.DOWN:
            return _moved(state, event)
        case Act.CONFIRM | Act.FORWARD:
            return _opened(state)
        case Act.BACK | Act.OVERVIEW | Act.ERASE if state.questions:
            return _enter(state, state.index)
        case Act.IMPORTANCE:
            return _reweighed(state)
        case Act.HELP:
            return replace(state, help=not state.help)
        case Act.FINISH:
            return replace(state, mode=Mode.DONE)
        case Jump(question_id):
            return _jumped(state, question_id)
    return state


# Moving about


def _enter(state: State, index: int, *, visiting: bool = False) -> State:
    """Show a question with the answer it has, if any, under the cursor."""
    question = state.questions[index]
    answer = state.answer(question)
    value = None if answer is None else answer.value
    chosen: frozenset[str] = frozenset()
    if question.kind is QuestionKind.SET:
        chosen = frozenset(value) if isinstance(value, tuple) else frozenset()
        if value == NO_PREFERENCE:
            chosen = frozenset({NO_PREFERENCE})
    offered = choices(question)
    start = 0 if question.kind in (QuestionKind.SET, QuestionKind.NUMBER) else NOWHERE
    return replace(
        state,
        mode=Mode.QUESTION,
        index=index,
        cursor=offered.index(value) if value in offered else start,
        chosen=chosen,
        typed="",
        visiting=visiting,
        help=False,
    )


def _overview(state: State, cursor: int | None = None) -> State:
    """Show the overview, by default with the cursor at the question last shown."""
    row = state.first_question_row + state.index if cursor is None else cursor
    return replace(state, mode=Mode.OVERVIEW, cursor=row, visiting=False, help=False)


def _moved(state: State, event: Act) -> State:
    if state.cursor == NOWHERE:
        return replace(state, cursor=0 if event is Act.DOWN else state.rows - 1)
    move = 1 if event is Act.DOWN else -1
    return replace(state, cursor=(state.cursor + move) % state.rows)


def _back(state: State) -> State:
    if not state.visiting and state.index == 0:
        return _said(state, "first_question")
    state = _kept(state)
    return _overview(state) if state.visiting else _enter(state, state.index - 1)


def _forward(state: State) -> State:
    state = _kept(state)
    return _said(state, "answer_first") if state.answer(state.question) is None else _next(state)


def _next(state: State) -> State:
    """Show what comes after this question.

    Who came from the overview returns to it once nothing is open, and goes on with the next open
    question before that.
    """
    if state.visiting:
        later = [i for i in state.open if i > state.index]
        if state.open:
            return _enter(state, (later or state.open)[0])
        return _overview(state)
    if state.index + 1 < len(state.questions):
        return _enter(state, state.index + 1)
    return _overview(state, 0)


def _jumped(state: State, question_id: str) -> State:
    ids = [question.id for question in state.questions]
    if question_id not in ids:
        return state
    return _enter(state, ids.index(question_id), visiting=True)


def _opened(state: State) -> State:
    """Do what the row of the overview under the cursor says."""
    if state.cursor == state.done_row:
        return replace(state, mode=Mode.DONE)
    if state.pointed is None:
        return _enter(state, state.open[0])
    return _jumped(state, state.pointed.id)


# Answering


def _answered(state: State, value: Value) -> State:
    return _next(_stored(state, value))


def _stored(state: State, value: Value) -> State:
    """Return the state with this answer on the sheet; the same sheet when nothing changes."""
    question = state.question
    before = state.answer(question)
    importance = before.importance if before else _chosen_importance(state, question)
    answer = Answer(value, importance)
    return state if answer == before else _with(state, question, answer)


def _with(state: State, question: Question, answer: Answer) -> State:
    return replace(state, sheet=state.sheet.with_answer(question.id, answer))


def _kept(state: State) -> State:
    """Return the state with what is ticked or typed on the sheet, so that leaving loses nothing."""
    if state.mode is not Mode.QUESTION:
        return state
    value = _entered(state)
    return state if value is None or _limit(state, value) else _stored(state, value)


def _entered(state: State) -> Value | None:
    """Return the set or the number being entered, ``None`` when there is none."""
    if state.question.kind is QuestionKind.NUMBER:
        return parse_number(state.typed)
    if NO_PREFERENCE in state.chosen:
        return NO_PREFERENCE
    return in_order(state.question, state.chosen) or None


def _limit(state: State, value: Value) -> Notice | None:
    """Return why a value of the right kind goes too far, ``None`` when it does not."""
    question = state.question
    if isinstance(value, tuple):
        if question.most and len(value) > question.most:
            return Notice("interview.too_many", {"most": question.most})
    elif not isinstance(value, str) and value < question.minimum:
        return Notice("interview.below", {"minimum": question.minimum})
    return None


def _confirmed(state: State) -> State:
    question = state.question
    if question.kind is QuestionKind.SET:
        return _confirmed_set(state)
    if state.cursor == NOWHERE:
        return _said(state, "choose_first")
    word = choices(question)[state.cursor]
    if word != ENTRY:
        return _answered(state, word)
    if not state.typed:
        before = state.answer(question)
        known = before is not None and isinstance(before.value, int | float)
        return _next(state) if known else _said(state, "type_first")
    value = parse_number(state.typed)
    return _said(state, "not_number") if value is None else _given(state, value)


def _confirmed_set(state: State) -> State:
    value = _entered(state)
    on_none = choices(state.question)[state.cursor] == NO_PREFERENCE
    if value is None:
        return _answered(state, NO_PREFERENCE) if on_none else _said(state, "tick_first")
    if on_none and value != NO_PREFERENCE:
        # Someone who ticked things and walked down to the last line means "go on", or means
        # "never mind"; guessing wrong would cost an answer.
        return _said(state, "ticks_stand")
    return _answered(state, value)


def _typed(state: State, character: str) -> State:
    if state.question.kind is QuestionKind.NUMBER:
        if len(state.typed) >= LONGEST_NUMBER or character not in "0123456789.,":
            return state
        return replace(state, typed=state.typed + character, cursor=0)
    if character.isdecimal():
        return _chosen(state, int(character) or 10)
    return state


def _chosen(state: State, number: int) -> State:
    question = state.question
    offered = numbered(question)
    if not 1 <= number <= len(offered):
        return _said(state, "no_such_choice", most=len(offered)) if offered else state
    word = offered[number - 1]
    if question.kind is QuestionKind.SET:
        return _toggled(replace(state, cursor=number - 1), word)
    return _answered(state, word)


def _toggled_at_cursor(state: State) -> State:
    question = state.question
    if question.kind is QuestionKind.SET:
        return _toggled(state, choices(question)[state.cursor])
    return state if question.kind is QuestionKind.NUMBER else _confirmed(state)


def _toggled(state: State, word: str) -> State:
    """Turn one option on or off; no preference and options exclude each other."""
    none = frozenset({NO_PREFERENCE})
    if word == NO_PREFERENCE:
        return replace(state, chosen=state.chosen ^ none if state.chosen <= none else none)
    chosen = (state.chosen - none) ^ {word}
    limit = _limit(state, tuple(chosen)) if word in chosen else None
    return replace(state, notice=limit) if limit else replace(state, chosen=chosen)


def _given(state: State, value: Value) -> State:
    if not takes(state.question, value):
        return _said(state, "not_an_answer")
    if limit := _limit(state, value):
        return replace(state, notice=limit)
    if value == SKIP:
        return _skipped(state)
    return _answered(state, value)


def _skipped(state: State) -> State:
    """Leave the question; one that had an answer loses it, and that is said."""
    before = state.answer(state.question)
    number = state.index + 1
    state = _answered(state, SKIP)
    if before is None or before.value == SKIP:
        return state
    return _said(state, "now_skipped", number=number)


def _reweighed(state: State) -> State:
    """Give the question at hand the next importance; the proposed one is not written down."""
    question = state.pointed
    if question is None:
        return state
    importance = after(state.importance(question))
    state = replace(state, importances={**state.importances, question.id: importance})
    answer = state.answer(question)
    if answer is None:
        return state
    chosen = _chosen_importance(state, question)
    return _with(state, question, replace(answer, importance=chosen))


def _chosen_importance(state: State, question: Question) -> Importance | None:
    """Return what was said about a question, ``None`` when that is what it proposes anyway."""
    chosen = state.importances.get(question.id)
    return None if chosen is Importance.proposed(question) else chosen


def _said(state: State, key: str, **values: object) -> State:
    return replace(state, notice=Notice(f"interview.{key}", values))
