"""The help of the commands: in the chosen language, and fitting the terminal."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from typing import Any

import typer

from stemwijzer.i18n import Texts

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

NARROW = 60
"""Below this width explanations stand under what they explain, as in the interview."""

_HELP_WORDS = {
    "usage": r"^Usage:",
    "arguments": r"^Arguments:",
    "options": r"^Options:",
    "commands": r"^Commands:",
    "options_here": r"\[OPTIONS\]",
    "default": r"\[default:",
    "default_range": r"; default:",
    "required": r"\[required\]",
}
"""What the help of the option parser only says in English, by the key of our own words for it."""


def _in_own_words(found: str, texts: Texts) -> str:
    for key, pattern in _HELP_WORDS.items():
        found = re.sub(pattern, texts(f"help.word.{key}"), found, flags=re.MULTILINE)
    return found


def _fitted(context: Any) -> Any:
    """Return the context with a layout for a narrow terminal, where the parser's own one breaks.

    The parser never writes narrower than 50 columns and gives the options up to 30 of them.
    """
    columns = shutil.get_terminal_size().columns
    if columns >= NARROW:
        return context

    class Stacked(context.formatter_class):  # type: ignore[misc]
        """Writes every option on a line of its own and its explanation below it."""

        def write_dl(self, rows: Iterable[tuple[str, str]], *_: object, **__: object) -> None:
            for name, words in rows:
                self.write_text(name)
                self.indent()
                self.write_text(words)
                self.dedent()

    context.terminal_width = columns - 1
    context.formatter_class = Stacked
    return context


def translate(command: Any, texts: Texts, name: str = "") -> None:
    """Put help texts in the chosen language into a command and all below it."""
    key = f"help.command.{name}" if name else "help.app"
    whole = command.get_help
    command.get_help = lambda context: _in_own_words(whole(_fitted(context)), texts)
    command.help = texts(key)
    command.short_help = command.help.partition("\n")[0]
    help_option = command.get_help_option(typer.Context(command, **SETTINGS))
    for parameter in (*command.params, help_option):
        if parameter.name in ("help", "install_completion", "show_completion"):
            parameter.help = texts(f"help.option.{parameter.name}")
        elif parameter.help:
            parameter.help = texts(f"help.option.{parameter.help}")
    for child_name, child in getattr(command, "commands", {}).items():
        translate(child, texts, f"{name} {child_name}".strip())
