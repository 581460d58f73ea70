"""Run the interview in the front end that fits, and keep what is answered."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TextIO

from stemwijzer.core.answer import AnswerSheet
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import Interrupted, Message, NeedsPersonError, StemwijzerError
from stemwijzer.i18n import Texts
from stemwijzer.interview import plain as line_by_line
from stemwijzer.interview import prompt
from stemwijzer.interview.ask import ask_organisation, ask_resume
from stemwijzer.interview.record import Mode, Notice, State
from stemwijzer.interview.screen import Look
from stemwijzer.interview.state import begin

__all__ = ["ask_organisation", "ask_resume", "run_interview"]


@dataclass(slots=True)
class _Keeper:
    """Saves after every change and remembers whether the last attempt worked."""

    save: Callable[[AnswerSheet], object]
    texts: Texts
    failure: StemwijzerError | None = None

    def keep(self, sheet: AnswerSheet) -> None:
        """Save; a failure is remembered, the interview goes on."""
        try:
            self.save(sheet)
        except StemwijzerError as error:
            self.failure = error
        else:
            self.failure = None

    def follow(self, _before: State, after: State) -> State:
        """Save the new sheet, and say so on screen when that fails."""
        self.keep(after.sheet)
        if self.failure is None:
            return after
        reason = self.failure.message.say(self.texts)
        return replace(after, notice=Notice("interview.save_failed", {"reason": reason}))


def run_interview(
    catalogue: Catalogue,
    sheet: AnswerSheet,
    texts: Texts,
    *,
    plain: bool,
    save: Callable[[AnswerSheet], object],
    sheet_text: Callable[[AnswerSheet], str],
    saved_to: str = "",
    resume_command: str = "stemwijzer start --resume",
    plain_in: TextIO | None = None,
    plain_out: TextIO | None = None,
    ascii_only: bool = False,
    first_screen: bool = True,
) -> AnswerSheet:
    """Ask the questions and return the finished sheet.

    ``save`` is called after every change; ``sheet_text`` writes the sheet out on stderr when saving
    does not work, so that nothing is lost. Raises Interrupted when the person stops and
    NeedsPersonError when there is nobody to ask or the lines run out.
    """
    name = catalogue.name[texts.language]
    look = Look(texts, catalogue.themes, name, saved_to, ascii_only)
    keeper = _Keeper(save, texts)
    state = begin(catalogue.questions.values(), sheet, first_screen=first_screen)
    try:
        end = _held(state, look, keeper, plain, plain_in, plain_out)
    except line_by_line.EndOfInputError as error:
        _settle(error.state.sheet, sheet, keeper, sheet_text)
        if saved_to and keeper.failure is None and error.state.sheet.answers:
            raise NeedsPersonError(
                Message("interview.no_input_saved", {"path": saved_to}), error.hint
            ) from error
        raise
    _settle(end.sheet, sheet, keeper, sheet_text)
    if end.mode is Mode.STOPPED:
        raise _stopped(end, keeper, saved_to, resume_command)
    return end.sheet


def _held(
    state: State,
    look: Look,
    keeper: _Keeper,
    plain: bool,
    plain_in: TextIO | None,
    plain_out: TextIO | None,
) -> State:
    """Hold the interview on screens, or line by line where asked for or where screens fail."""
    if not plain and not prompt.screen_possible():
        raise prompt.no_terminal()
    if not plain and os.environ.get("TERM") != "dumb":
        try:
            with prompt.terminal():
                return prompt.ask(state, look, keeper.follow)
        except prompt.NoScreenError:
            sys.stderr.write(look.texts("interview.falls_back") + "\n")
    streams = line_by_line.Streams.of(plain_in, plain_out)
    return line_by_line.ask(state, look, keeper.follow, streams)


def _settle(
    sheet: AnswerSheet,
    first: AnswerSheet,
    keeper: _Keeper,
    sheet_text: Callable[[AnswerSheet], str],
) -> None:
    """Try once more where saving failed, and put the sheet on stderr when it fails again."""
    if keeper.failure is None or sheet == first:
        return
    keeper.keep(sheet)
    if keeper.failure is not None:
        words = keeper.texts("interview.rescue")
        sys.stderr.write(f"{words}\n\n{sheet_text(sheet)}\n")


def _stopped(end: State, keeper: _Keeper, saved_to: str, resume_command: str) -> Interrupted:
    if not end.sheet.answers:
        return Interrupted(Message("interview.stopped_empty"))
    if keeper.failure is not None:
        return Interrupted(Message("interview.stopped_unsaved"))
    hint = Message("interview.resume_with", {"command": resume_command})
    if not saved_to:
        return Interrupted(Message("interview.stopped_saved"), hint)
    return Interrupted(Message("interview.stopped", {"path": saved_to}), hint)
