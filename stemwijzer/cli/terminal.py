"""What the process can see of the world around it, gathered once at the edge."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace

from stemwijzer.record import record


@record
class Terminal:
    """The streams and wishes of the person at the keyboard.

    ``plain`` asks for lines without boxes or colour, for a screen reader or a simple terminal;
    ``unicode`` says the output can show more than ASCII.
    """

    stdin_tty: bool
    stdout_tty: bool
    stderr_tty: bool
    width: int
    colour: bool
    plain: bool
    unicode: bool

    @property
    def can_ask(self) -> bool:
        """Whether a person can be asked something here."""
        return self.stdin_tty and (self.stdout_tty or self.stderr_tty)

    def asked(self, *, plain: bool, no_color: bool) -> Terminal:
        """Return the terminal with the wishes from the command line added."""
        return replace(self, plain=self.plain or plain, colour=self.colour and not no_color)


def look_around(environment: Mapping[str, str] | None = None) -> Terminal:
    """Return the terminal this process runs in."""
    environment = os.environ if environment is None else environment
    dumb = environment.get("TERM") == "dumb"
    plain = bool(environment.get("STEMWIJZER_PLAIN") or environment.get("ACCESSIBLE")) or dumb
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    return Terminal(
        stdin_tty=_is_tty(sys.stdin),
        stdout_tty=_is_tty(sys.stdout),
        stderr_tty=_is_tty(sys.stderr),
        width=max(20, shutil.get_terminal_size((80, 24)).columns),
        colour=not environment.get("NO_COLOR") and not dumb,
        plain=plain,
        unicode=encoding.startswith("utf"),
    )


def _is_tty(stream: object) -> bool:
    try:
        return bool(stream is not None and stream.isatty())  # type: ignore[attr-defined]
    except ValueError:  # closed
        return False
