"""``stemwijzer roadmap``."""

from __future__ import annotations

from typing import Annotated

import typer

from stemwijzer.cli import options
from stemwijzer.cli.session import Session


def roadmap(
    sheet: options.Sheet,
    have: Annotated[str, typer.Option("--have", help="have")] = "",
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Plan the applications: now, next, later or not."""
    session = Session("roadmap", lang, data, form, json, output, no_color, plain)
    from stemwijzer.report.roadmap import plan

    words = [word.strip() for word in have.split(",") if word.strip()]
    session.show([plan(session.catalogue, session.respondent(sheet), words)])
