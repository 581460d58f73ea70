"""Renew what the documents take from the program: the README's session and the command reference.

Run ``python tools/render_docs.py``; a test fails while the files on disk differ from this.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
COMMANDS = ROOT / "docs" / "reference" / "commands.md"

WIDTH = 88

_SESSION = re.compile(
    r"(<!-- session: (?P<command>.+?) -->\n).*?(<!-- end of session -->)", re.DOTALL
)
_REFERENCE = (
    "",
    "start",
    "match",
    "explain",
    "compare",
    "stability",
    "second-opinion",
    "verify",
    "team",
    "roadmap",
    "requirements",
    "report",
    "batch",
    "questions",
    "catalogue",
    "data",
    "data check",
    "data new",
    "data stale",
    "data coverage",
    "data export",
    "data audit",
    "data diff",
)


def said(arguments: list[str], *, terminal: bool = False) -> str:
    """Return what the program prints for these arguments, in a pipe or on a terminal."""
    from unittest.mock import patch

    from stemwijzer.cli import session
    from stemwijzer.cli.app import run
    from stemwijzer.cli.terminal import Terminal

    screen = Terminal(
        stdin_tty=terminal,
        stdout_tty=terminal,
        stderr_tty=terminal,
        width=WIDTH,
        colour=False,
        plain=False,
        unicode=True,
    )
    out = io.StringIO()
    with contextlib.redirect_stdout(out), patch.object(session, "look_around", lambda: screen):
        run(arguments)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def readme(text: str) -> str:
    """Return the README with every recorded session run again."""

    def replay(found: re.Match[str]) -> str:
        command = found["command"]
        output = said(shlex.split(command), terminal=True).strip("\n")
        return f"{found[1]}```console\n$ stemwijzer {command}\n{output}\n```\n{found[3]}"

    return _SESSION.sub(replay, text)


def commands() -> str:
    """Return the command reference: the help of every command, in English."""
    parts = [
        "# Commands",
        "",
        "Made from the program by `python tools/render_docs.py`.",
        "Every command speaks Dutch and English: `--lang nl`, `--lang en`.",
    ]
    for name in _REFERENCE:
        output = said([*name.split(), "--help"])
        parts += ["", f"## stemwijzer {name}".rstrip(), "", "```text", output.rstrip(), "```"]
    return "\n".join(parts) + "\n"


def main() -> None:
    """Write both documents."""
    os.chdir(ROOT)
    os.environ.update(COLUMNS="100", STEMWIJZER_LANG="en")
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")
    COMMANDS.write_text(commands(), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
