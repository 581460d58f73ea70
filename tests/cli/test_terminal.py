"""What the program sees of the terminal around it."""

from __future__ import annotations

import io
import sys

import pytest

from stemwijzer.cli.terminal import Terminal, look_around


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "colour", "plain"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"TERM": "dumb"}, False, True),
        ({"TERM": "xterm-256color"}, True, False),
        ({"STEMWIJZER_PLAIN": "1"}, True, True),
        ({"ACCESSIBLE": "1"}, True, True),
    ],
)
def test_the_environment_decides_about_colour_and_plain_lines(
    environment: dict[str, str], colour: bool, plain: bool
) -> None:
    terminal = look_around(environment)
    assert (terminal.colour, terminal.plain) == (colour, plain)


def test_options_can_only_take_colour_and_drawings_away() -> None:
    terminal = look_around({})
    assert terminal.asked(plain=True, no_color=True).plain
    assert not terminal.asked(plain=True, no_color=True).colour
    assert terminal.asked(plain=False, no_color=False) == terminal
    without = look_around({"NO_COLOR": "1", "ACCESSIBLE": "1"})
    assert without.asked(plain=False, no_color=False) == without


@pytest.mark.parametrize(
    ("encoding", "unicode"),
    [("utf-8", True), ("UTF8", True), ("cp1252", False), ("ascii", False), ("latin-1", False)],
)
def test_only_a_unicode_stream_is_drawn_on_in_unicode(
    monkeypatch: pytest.MonkeyPatch, encoding: str, unicode: bool
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert look_around({}).unicode is unicode


def test_streams_that_are_closed_or_missing_are_no_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed = Screen()
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "stderr", closed)
    assert look_around({}).stderr_tty
    closed.close()
    terminal = look_around({})
    assert not terminal.stdin_tty
    assert not terminal.stdout_tty
    assert not terminal.can_ask


@pytest.mark.parametrize(
    ("stdin", "stdout", "stderr", "can_ask"),
    [
        (True, True, True, True),
        (True, False, True, True),
        (True, True, False, True),
        (False, True, True, False),
        (True, False, False, False),
    ],
)
def test_asking_needs_a_keyboard_and_a_screen(
    stdin: bool, stdout: bool, stderr: bool, can_ask: bool
) -> None:
    terminal = Terminal(stdin, stdout, stderr, 80, colour=True, plain=False, unicode=True)
    assert terminal.can_ask is can_ask


@pytest.mark.parametrize(("columns", "width"), [("46", 46), ("5", 20), ("200", 200)])
def test_the_width_is_that_of_the_screen_and_never_too_small_to_use(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert look_around().width == width
