"""The error tree: every way to stop, with its exit code on the class.

Errors carry words for a person (what, where, what to do next) and never print; the one place that
prints them is ``stemwijzer.cli.app``. Words are kept as keys with values, so that the language is
chosen where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from difflib import get_close_matches
from enum import IntEnum
from typing import ClassVar

from stemwijzer.i18n import Texts
from stemwijzer.record import record


class ExitCode(IntEnum):
    """What the process tells the shell; the table in ``docs/reference/exit-codes.md``."""

    DONE = 0
    BUG = 1
    USAGE = 2
    BAD_ANSWERS = 3
    BAD_CATALOGUE = 4
    NEEDS_PERSON = 5
    CONDITION_NOT_MET = 6
    INTERRUPTED = 130


@record
class Message:
    """A text by its key in ``i18n`` with the values for its placeholders.

    An empty key with a value ``text`` is a text that is already in the right language.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, texts: Texts) -> str:
        """Return the message in the language of ``texts``."""
        if not self.key:
            return str(self.values["text"])
        said = {
            name: value.say(texts) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return texts(self.key, **said)

    def __str__(self) -> str:
        return self.say(Texts("en"))


@record
class Bilingual(Message):
    """A text of the data, said in the language of the reader."""

    nl: str = ""
    en: str = ""

    def say(self, texts: Texts) -> str:
        """Return the text in the language of ``texts``."""
        return self.en if texts.language == "en" else self.nl


def message(key: str, /, **values: object) -> Message:
    """Return the message with this key of the area ``problems``."""
    return Message(f"problems.{key}", values)


def literal(text: str) -> Message:
    """Return a message whose text is final."""
    return Message("", {"text": text})


@record
class Problem:
    """One thing wrong in one file: ``file:line:column: message; tip``.

    Lines and columns count from 1; 0 means the place is not known.
    """

    file: str
    line: int
    column: int
    message: Message
    tip: Message | None = None

    def say(self, texts: Texts) -> str:
        """Return the problem as one line."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        tip = f"; {self.tip.say(texts)}" if self.tip else ""
        return f"{place}: {self.message.say(texts)}{tip}"

    def __str__(self) -> str:
        return self.say(Texts("en"))


class StemwijzerError(Exception):
    """A stop with a reason a person can act on.

    ``message`` says what went wrong, ``hint`` what to do next, ``problems`` lists every finding at
    once where the trouble sits in files. Plain texts are taken as final.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.BUG
    code: ClassVar[str] = "bug"

    def __init__(
        self,
        message: Message | str,
        hint: Message | str | None = None,
        problems: Sequence[Problem] = (),
    ) -> None:
        self.message = literal(message) if isinstance(message, str) else message
        self.hint = literal(hint) if isinstance(hint, str) else hint
        self.problems = tuple(problems)
        super().__init__(str(self.message))


class UsageError(StemwijzerError):
    """A command, option or value that does not exist."""

    exit_code = ExitCode.USAGE
    code = "usage"


class AnswersError(StemwijzerError):
    """An answer sheet that cannot be read, does not fit the questions, or cannot be saved."""

    exit_code = ExitCode.BAD_ANSWERS
    code = "bad_answers"


class CatalogueError(StemwijzerError):
    """Questions, applications or vendor data that cannot be loaded."""

    exit_code = ExitCode.BAD_CATALOGUE
    code = "bad_catalogue"


class NeedsPersonError(StemwijzerError):
    """A question must be asked, and there is no terminal to ask it in."""

    exit_code = ExitCode.NEEDS_PERSON
    code = "needs_person"


class ConditionError(StemwijzerError):
    """A condition the caller asked for does not hold."""

    exit_code = ExitCode.CONDITION_NOT_MET
    code = "condition_not_met"


class Interrupted(StemwijzerError):  # noqa: N818 - not an error, a person who stopped
    """The person stopped; what was answered is saved."""

    exit_code = ExitCode.INTERRUPTED
    code = "interrupted"


def closest(word: str, known: Iterable[str]) -> Message:
    """Return the tip for a mistyped word: the nearest known words (at most two), or all of them."""
    known = tuple(known)
    close = get_close_matches(word.lower(), known, n=2, cutoff=0.6)
    if close:
        return message("did_you_mean", words=" / ".join(f"'{name}'" for name in close))
    if not known:
        return message("none_known")
    return message("known", words=", ".join(known))
