"""The console script: answers ``--version`` at once, hands everything else to the commands."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from stemwijzer import __version__

        print(f"stemwijzer {__version__}")
        return
    from stemwijzer.cli.app import run

    sys.exit(run(sys.argv[1:]))
