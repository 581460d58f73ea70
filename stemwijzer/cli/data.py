"""``stemwijzer data``: for those who maintain the catalogue."""

from __future__ import annotations

import typer

from stemwijzer.cli import options
from stemwijzer.cli.session import Session


def check(
    json: options.Json = False,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Read the whole catalogue and report every problem with its place."""
    session = Session("data check", lang, data, None, json, None, no_color, plain)
    from stemwijzer.report.records import CheckResult

    session.show([CheckResult(session.catalogue)])


def make_group() -> typer.Typer:
    """Return the group of commands under ``data``."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="data")
    group.command("check")(check)
    return group
