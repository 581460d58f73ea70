"""The interview line by line: for screen readers, dumb terminals, transcripts and pipes.

Nothing is ever redrawn. It asks the same questions through the same ``step``.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from shutil import get_terminal_size
from typing import TextIO

from stemwijzer.core.model import QuestionKind
from stemwijzer.errors import Message, NeedsPersonError
from stemwijzer.interview import keys, words
from stemwijzer.interview.events import Act, Choose, Event, Give, Jump
from stemwijzer.interview.record import Mode, Notice, State
from stemwijzer.interview.screen import (
    Look,
    notice_words,
    question_line,
    theme_words,
    welcome_lines,
)
from stemwijzer.interview.state import step
from stemwijzer.interview.values import numbered, parse_number

Change = Callable[[State, State], State]
"""Called with the state before and after an event; returns the state to go on with."""

_NUMBERS = re.compile(r"\d+(?:[\s,;+&]+\d+)*[\s,;]*")
_WEIGH = re.compile(r"\*\s*(\d+)")


class EndOfInputError(NeedsPersonError):
    """The lines ran out before the interview was over; ``state`` is how far it came."""

    def __init__(self, state: State) -> None:
        """Keep how far it came."""
        super().__init__(Message("interview.no_input"), Message("interview.no_input_hint"))
        self.state = state


@dataclass(frozen=True, slots=True)
class Streams:
    """Where lines come from and go to."""

    read: TextIO | None
    write: TextIO

    @classmethod
    def of(cls, read: TextIO | None = None, write: TextIO | None = None) -> Streams:
        """Return these streams, else those of the process; stdout only when a person sees it."""
        seen = sys.stdout if sys.stdout is not None and sys.stdout.isatty() else sys.stderr
        return cls(read or sys.stdin, write or seen)

    def say(self, *lines: str) -> None:
        """Write lines, broken between words where a terminal would break them anywhere."""
        width = get_terminal_size().columns - 1 if self.write.isatty() else 0
        for line in lines:
            broken = textwrap.wrap(line, width, break_long_words=False) if width > 0 else []
            self.write.write("\n".join(broken or [line]) + "\n")
        self.write.flush()

    def ask(self, prompt: str) -> str | None:
        """Return the line that was typed, or ``None`` at the end of the input."""
        self.write.write(prompt)
        self.write.flush()
        line = self.read.readline() if self.read is not None else ""
        if not line:
            self.say("")
            return None
        return line.strip()


def ask(state: State, look: Look, change: Change, streams: Streams) -> State:
    """Ask line by line until it is done or stopped; return where it ended.

    Raises EndOfInputError when the input ends first.
    """
    if state.mode is Mode.WELCOME:
        streams.say(*welcome_lines(state, look))
        state = step(state, Act.CONFIRM)
    streams.say(_letters(look))
    while state.mode in (Mode.QUESTION, Mode.OVERVIEW):
        streams.say("", *(_question(state, look) if _asking(state) else _overview(state, look)))
        place = state.mode, state.index
        while (state.mode, state.index) == place:
            state = _one_line(state, look, change, streams)
    return state


def _one_line(state: State, look: Look, change: Change, streams: Streams) -> State:
    """Take one line and do what it says; a line that means nothing gets a reason."""
    prompt = "prompt" if _asking(state) else "prompt_overview"
    try:
        line = streams.ask(look.texts(f"interview.plain.{prompt}"))
    except KeyboardInterrupt:
        streams.say("")
        return step(state, Act.QUIT)
    if line is None:
        raise EndOfInputError(state)
    heard = _in_question(state, line) if _asking(state) else _in_overview(state, line)
    if isinstance(heard, Notice):
        streams.say(look.texts(heard.key, **heard.values))
        return state
    if heard is Act.HELP:
        streams.say(*_help(state, look))
        return state
    weigh = _WEIGH.fullmatch(line)
    if weigh and not _asking(state):
        state = replace(state, cursor=state.first_question_row + int(weigh[1]) - 1)
    after = step(state, heard)
    after = after if after.sheet == state.sheet else change(state, after)
    if notice := notice_words(after.notice, look):
        streams.say(notice)
    if heard is Act.IMPORTANCE:
        streams.say(_new_importance(after, look))
    return after


def _in_question(state: State, line: str) -> Event | Notice:
    """Return the event a line stands for, or why it stands for none."""
    question = state.question
    if not line:
        answered = state.answer(question) is not None
        return Act.FORWARD if answered else Notice("interview.plain.nothing")
    event = keys.by_letter(line)
    if event is Act.FINISH:
        return Notice("interview.plain.finish_where")
    if event is not None:
        return event
    if question.kind is QuestionKind.NUMBER:
        value = parse_number(line)
        return Notice("interview.not_number") if value is None else Give(value)
    if not _NUMBERS.fullmatch(line):
        return Notice("interview.plain.unknown", {"line": line})
    numbers = [int(number) for number in re.findall(r"\d+", line)]
    if question.kind is not QuestionKind.SET:
        return Choose(numbers[0]) if len(numbers) == 1 else Notice("interview.plain.one")
    offered = numbered(question)
    if not all(1 <= number <= len(offered) for number in numbers):
        return Notice("interview.no_such_choice", {"most": len(offered)})
    return Give(tuple(w for n, w in enumerate(offered, 1) if n in numbers))


def _in_overview(state: State, line: str) -> Event | Notice:
    if not line and state.open:
        return Jump(state.questions[state.open[0]].id)
    weigh = _WEIGH.fullmatch(line)
    if line.isdecimal() or weigh:
        number = int(weigh[1] if weigh else line)
        if not 1 <= number <= len(state.questions):
            return Notice("interview.plain.no_question", {"most": len(state.questions)})
        return Act.IMPORTANCE if weigh else Jump(state.questions[number - 1].id)
    event = keys.by_letter(line)
    if event in (Act.FINISH, Act.BACK, Act.OVERVIEW, Act.HELP, Act.QUIT):
        assert event is not None
        return event
    return Notice("interview.plain.unknown_overview", {"line": line})


def _asking(state: State) -> bool:
    return state.mode is Mode.QUESTION


# What is said


def _question(state: State, look: Look) -> list[str]:
    texts, question = look.texts, state.question
    answer = state.answer(question)
    earlier = () if answer is None else answer.value
    lines = [
        texts(
            "interview.plain.progress",
            number=state.index + 1,
            total=len(state.questions),
            theme=theme_words(question, look),
        ),
        question.text[texts.language],
    ]
    if sense := words.sense_words(question, texts):
        lines.append(sense)
    for number, word in enumerate(numbered(question), 1):
        said = f"{number}. {words.choice_words(question, word, texts)}"
        before = word in earlier if isinstance(earlier, tuple) else word == earlier
        lines.append(f"{said} {texts('interview.earlier')}" if before else said)
    if question.kind is not QuestionKind.STATEMENT:
        lines.append(texts("interview.plain.none"))
    if entry := _entry(state, look):
        lines.append(entry)
    lines.append(_importance(state, look))
    if answer is not None:
        said = words.answer_words(question, answer, texts)
        lines.append(texts("interview.plain.current", answer=said))
    return lines


def _entry(state: State, look: Look) -> str:
    """Return how to answer, where a single number does not speak for itself."""
    question, texts = state.question, look.texts
    match question.kind:
        case QuestionKind.SET if question.most:
            return texts("interview.plain.set_most", most=question.most)
        case QuestionKind.SET:
            return texts("interview.plain.set")
        case QuestionKind.NUMBER if question.attribute.unit:
            unit = question.attribute.unit[texts.language]
            return texts("interview.plain.number_unit", unit=unit)
        case QuestionKind.NUMBER:
            return texts("interview.plain.number")
    return ""


def _overview(state: State, look: Look) -> list[str]:
    texts = look.texts
    numbers = {"answered": state.answered, "total": len(state.questions)}
    lines = [texts("interview.plain.overview_title", **numbers)]
    lines += [question_line(state, question, look) for question in state.questions]
    lines.append(texts("interview.plain.overview"))
    if state.open:
        lines.append(texts("interview.plain.go_on", number=state.open[0] + 1))
    return lines


def _help(state: State, look: Look) -> list[str]:
    texts = look.texts
    if not _asking(state):
        return [texts("interview.plain.overview"), texts("interview.must_means")]
    lines = [state.question.explanation[texts.language]]
    lines += [texts("interview.no_weight_means"), texts("interview.must_means")]
    return [*lines, _letters(look)]


def _letters(look: Look) -> str:
    return look.texts("interview.plain.letters", letters=", ".join(keys.letters(look.texts)))


def _importance(state: State, look: Look) -> str:
    said = words.importance_words(state.importance(state.question), look.texts)
    return look.texts("interview.plain.importance", importance=said)


def _new_importance(state: State, look: Look) -> str:
    question = state.pointed
    assert question is not None
    return look.texts(
        "interview.plain.now_importance",
        number=state.questions.index(question) + 1,
        importance=words.importance_words(state.importance(question), look.texts),
    )
