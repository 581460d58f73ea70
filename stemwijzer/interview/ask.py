"""The small questions around the interview: for whom, and go on or start anew."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol, TextIO

from stemwijzer.errors import Interrupted, Message, NeedsPersonError
from stemwijzer.i18n import Texts
from stemwijzer.interview import prompt
from stemwijzer.interview.layout import wrapped
from stemwijzer.interview.plain import Streams
from stemwijzer.interview.screen import WIDEST


class SavedSession(Protocol):
    """What is shown of a session that can be gone on with."""

    @property
    def path(self) -> Path:
        """Where it is saved."""

    @property
    def organisation(self) -> str:
        """For whom it was filled in."""

    @property
    def answered(self) -> int:
        """How many questions were done."""

    @property
    def finished(self) -> bool:
        """Whether nothing is open."""

    @property
    def changed(self) -> datetime:
        """When it was last saved."""


def ask_organisation(
    texts: Texts,
    *,
    plain: bool = False,
    plain_in: TextIO | None = None,
    plain_out: TextIO | None = None,
) -> str:
    """Welcome, and ask for whom the questions are answered; an empty text is a fine answer."""
    before, question = texts("interview.before_organisation"), texts("interview.ask_organisation")
    streams = Streams.of(plain_in, plain_out)
    if not _by_line(plain):
        try:
            with prompt.terminal():
                import questionary

                questionary.print(_fitted(before))
                return str(questionary.text(question, qmark="").unsafe_ask()).strip()
        except prompt.NoScreenError:
            pass
        except (KeyboardInterrupt, EOFError):
            raise _nothing_yet() from None
    streams.say(before)
    return _line(streams, question + " ").strip()


def _fitted(text: str) -> str:
    """Return a text broken where the lines of this terminal end."""
    from prompt_toolkit.application import get_app_session

    width = min(get_app_session().output.get_size().columns, WIDEST) - 1
    return "\n".join(piece[0].text for piece in wrapped(text, width))


def ask_resume(
    texts: Texts,
    sessions: Sequence[SavedSession],
    total: int,
    *,
    plain: bool = False,
    plain_in: TextIO | None = None,
    plain_out: TextIO | None = None,
) -> Path | None:
    """Ask which session to go on with; ``None`` is a new one. ``total`` counts the questions."""
    offered = [_offer(texts, session, total) for session in sessions]
    offered.append(texts("interview.start_anew"))
    question = texts("interview.ask_resume")
    chosen = _choose(texts, question, offered, plain, Streams.of(plain_in, plain_out))
    return sessions[chosen].path if chosen < len(sessions) else None


def ask_ranking(
    texts: Texts,
    offered: Sequence[str],
    *,
    plain: bool = False,
    plain_in: TextIO | None = None,
    plain_out: TextIO | None = None,
) -> int | None:
    """Ask which other ranking to see; ``None`` is enough seen (also Ctrl-C and end of input)."""
    question = texts("interview.ask_ranking")
    choices = [texts("interview.ask_ranking_done"), *offered]
    try:
        chosen = _choose(texts, question, choices, plain, Streams.of(plain_in, plain_out))
    except (Interrupted, NeedsPersonError):  # the answers are saved and the result was shown
        return None
    return chosen - 1 if chosen else None


def ask_more(
    texts: Texts,
    questions: Sequence[str],
    *,
    plain: bool = False,
    plain_in: TextIO | None = None,
    plain_out: TextIO | None = None,
) -> bool:
    """Ask whether to answer some more questions that would help; no answer is a no."""
    question = texts("interview.ask_more", count=len(questions))
    offered = [texts("interview.ask_more_no"), texts("interview.ask_more_yes")]
    try:
        return bool(_choose(texts, question, offered, plain, Streams.of(plain_in, plain_out)))
    except (Interrupted, NeedsPersonError):  # the answers are saved and the result was shown
        return False


def _choose(
    texts: Texts, question: str, offered: Sequence[str], plain: bool, streams: Streams
) -> int:
    """Return the place of what is chosen, on screen where that works."""
    if _by_line(plain):
        return _number(texts, question, offered, streams)
    try:
        with prompt.terminal():
            return _pointed(texts, question, offered)
    except prompt.NoScreenError:
        return _number(texts, question, offered, streams)
    except (KeyboardInterrupt, EOFError):
        raise _nothing_yet() from None


def _by_line(plain: bool) -> bool:
    """Say whether to ask line by line; refuse when there is neither a request nor a terminal."""
    if not plain and not prompt.screen_possible():
        raise prompt.no_terminal()
    return plain or os.environ.get("TERM") == "dumb"


def _offer(texts: Texts, session: SavedSession, total: int) -> str:
    return texts(
        "interview.session_finished" if session.finished else "interview.session",
        organisation=session.organisation or texts("interview.session_nameless"),
        answered=session.answered,
        total=total,
        changed=f"{session.changed:%Y-%m-%d %H:%M}",
    )


def _pointed(texts: Texts, question: str, offered: Sequence[str]) -> int:
    import questionary

    # Values are texts: questionary takes a choice without a true value for one without any.
    choices = [questionary.Choice(words, value=str(n)) for n, words in enumerate(offered)]
    asked = questionary.select(
        question,
        choices=choices,
        qmark="",
        instruction=texts("interview.ask_instruction"),
        use_jk_keys=False,
        erase_when_done=True,
    )
    return int(asked.unsafe_ask())


def _number(texts: Texts, question: str, offered: Sequence[str], streams: Streams) -> int:
    streams.say(question)
    streams.say(*(f"{number}. {words}" for number, words in enumerate(offered, 1)))
    while True:
        line = _line(streams, texts("interview.ask_resume_number"))
        if line.isdecimal() and 1 <= int(line) <= len(offered):
            return int(line) - 1
        streams.say(texts("interview.plain.no_question", most=len(offered)))


def _line(streams: Streams, question: str) -> str:
    try:
        line = streams.ask(question)
    except KeyboardInterrupt:
        streams.say("")
        raise _nothing_yet() from None
    if line is None:
        raise NeedsPersonError(Message("interview.no_input"), Message("interview.no_input_hint"))
    return line


def _nothing_yet() -> Interrupted:
    return Interrupted(Message("interview.stopped_empty"))
