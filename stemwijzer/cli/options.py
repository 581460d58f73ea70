"""Options and arguments that mean the same on every command.

Help texts are keys: ``help.translate`` puts the words of the chosen language in their place.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from stemwijzer.cli import complete


class Language(StrEnum):
    """The languages of the interface."""

    NL = "nl"
    EN = "en"


class Format(StrEnum):
    """The forms of output."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


Lang = Annotated[Language | None, typer.Option("--lang", help="lang")]
Data = Annotated[
    Path | None,
    typer.Option("--data", help="data", envvar="STEMWIJZER_DATA", show_envvar=False),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="output")]
Form = Annotated[Format | None, typer.Option("--format", "-f", help="format")]
Json = Annotated[bool, typer.Option("--json", help="json")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="no_cache")]
NoColor = Annotated[bool, typer.Option("--no-color", help="no_color")]
Plain = Annotated[bool, typer.Option("--plain", help="plain")]

Sheet = Annotated[str, typer.Argument(help="sheet", metavar="SHEET")]
Application = Annotated[
    str,
    typer.Option("--application", "-a", help="application", autocompletion=complete.applications),
]
Draws = Annotated[int, typer.Option("--draws", min=0, max=1_000_000, help="draws")]
SomeDraws = Annotated[int, typer.Option("--draws", min=1, max=1_000_000, help="some_draws")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="seed")]
