"""``stemwijzer data``: for those who maintain the catalogue."""

from __future__ import annotations

import typer

from stemwijzer.cli import audit, upkeep


def make_group() -> typer.Typer:
    """Return the group of commands under ``data``."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="data")
    group.command("check")(upkeep.check)
    group.command("audit")(audit.audit)
    group.command("diff")(audit.diff)
    group.command("new")(upkeep.new)
    group.command("stale")(upkeep.stale)
    group.command("coverage")(upkeep.coverage)
    group.command("export")(upkeep.export)
    return group
