"""The terminal front end with piped keys. Every script of keys ends in one that stops."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from stemwijzer.core.answer import Answer, AnswerSheet, Importance
from stemwijzer.errors import NeedsPersonError
from stemwijzer.i18n import Texts
from stemwijzer.interview import ask, prompt, run
from stemwijzer.interview.state import Mode, State, begin

from .conftest import FULL, QUESTIONS, look

STOP = "\x03"
LEFT, RIGHT, UP, DOWN, ESCAPE = "\x1b[D", "\x1b[C", "\x1b[A", "\x1b[B", "\x1b"


@contextmanager
def piped(keys: str) -> Iterator[None]:
    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        with create_app_session(input=pipe, output=DummyOutput()):
            yield


def typed(
    keys: str, sheet: AnswerSheet | None = None, saved: list[AnswerSheet] | None = None
) -> State:
    """Return where the interview ends after these keys, Ctrl-C being the last of them."""

    def change(_before: State, after: State) -> State:
        if saved is not None:
            saved.append(after.sheet)
        return after

    start = begin(QUESTIONS, AnswerSheet() if sheet is None else sheet)
    with piped(keys + STOP):
        return prompt.ask(start, look(), change)


def test_a_whole_interview_by_keys():
    end = typed("\r" + "1" + "3" + DOWN + DOWN + "\r" + "1 3\r" + "-" + "750\r" + "\r")
    assert end.mode is Mode.DONE
    assert end.sheet.answers == {
        "lock": Answer("fully_agree"),
        "motor": Answer("neutral"),
        "gears": Answer("three"),
        "colours": Answer(("blue",)),
        "parts": Answer("no_preference"),
        "price": Answer(750.0),
    }


@pytest.mark.parametrize("key", [LEFT, "\x7f"])
def test_going_back_and_changing_an_answer(key: str):
    end = typed("\r" + "1" + key + "5")
    assert end.sheet.answers["lock"] == Answer("fully_disagree")


def test_escape_goes_back():
    end = typed("\r" + "12" + ESCAPE)
    assert end.sheet.answers.keys() == {"lock", "motor"}


def test_importance_skip_and_forward():
    end = typed("\r" + "*1" + LEFT + RIGHT + "s")
    assert end.sheet.answers == {
        "lock": Answer("fully_agree", Importance.MORE),
        "motor": Answer("skip"),
    }


def test_every_change_is_reported_once():
    saved: list[AnswerSheet] = []
    typed("\r" + "1" + UP + DOWN + "?" + "2", saved=saved)
    assert [len(sheet.answers) for sheet in saved] == [1, 2]


def test_pasted_text_is_no_answer():
    end = typed("\r" + "\x1b[200~12345\x1b[201~")
    assert not end.sheet.answers


def test_keys_typed_after_the_end_do_nothing():
    assert typed("\r" + "\r" + "111", FULL).sheet == FULL


@pytest.mark.parametrize("key", ["q", "Q", "\x03", "\x04"])
def test_stopping_keeps_the_answers(key: str):
    end = typed("\r" + "1" + key)
    assert end.mode is Mode.STOPPED
    assert end.sheet.answers == {"lock": Answer("fully_agree")}


def test_a_bug_in_saving_is_not_swallowed():
    def change(_before: State, _after: State) -> State:
        raise ZeroDivisionError

    with piped("\r1" + STOP), pytest.raises(ZeroDivisionError):
        prompt.ask(begin(QUESTIONS, AnswerSheet()), look(), change)


# Around it


def test_without_a_terminal_nothing_is_asked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert not prompt.screen_possible()
    with pytest.raises(NeedsPersonError, match="terminal"):
        ask.ask_organisation(Texts("nl"))
    with pytest.raises(NeedsPersonError):
        ask.ask_resume(Texts("nl"), [], 6)


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the adapters believe in a terminal; the pipe of the test stands in for it."""

    @contextmanager
    def terminal() -> Iterator[None]:
        yield

    monkeypatch.setattr(prompt, "screen_possible", lambda: True)
    monkeypatch.setattr(prompt, "terminal", terminal)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.usefixtures("at_terminal")
def test_the_organisation_is_asked_for():
    with piped("Gemeente Utrecht \r"):
        assert ask.ask_organisation(Texts("nl")) == "Gemeente Utrecht"


@pytest.mark.usefixtures("at_terminal")
def test_before_the_first_question_it_says_what_is_coming_in_lines_that_fit(
    monkeypatch: pytest.MonkeyPatch,
):
    import questionary

    said: list[str] = []
    monkeypatch.setattr(questionary, "print", said.append)
    monkeypatch.setattr(DummyOutput, "get_size", lambda _output: Size(rows=20, columns=46))
    with piped("\r"):
        assert ask.ask_organisation(Texts("nl")) == ""
    assert said[0].startswith("Welkom.")
    assert "leest u hoe de vragen werken" in said[0].replace("\n", " ")
    assert max(map(len, said[0].splitlines())) < 46


@pytest.mark.usefixtures("at_terminal")
def test_stopping_at_the_organisation_is_an_interruption():
    with piped(STOP), pytest.raises(run.Interrupted):
        ask.ask_organisation(Texts("nl"))


def test_a_console_that_cannot_be_driven_is_told_apart(monkeypatch: pytest.MonkeyPatch):
    class NoConsoleScreenBufferError(Exception):
        pass

    def fail(*_: object, **__: object) -> None:
        raise NoConsoleScreenBufferError("Found xterm, while expecting a Windows console")

    monkeypatch.setattr("prompt_toolkit.output.create_output", fail)
    with pytest.raises(prompt.NoScreenError), prompt.terminal():
        pass
