"""``stemwijzer catalogue``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from stemwijzer.cli import options
from stemwijzer.cli.session import Session


class Part(StrEnum):
    """What can be browsed."""

    APPLICATIONS = "applications"
    VENDORS = "vendors"
    SOLUTIONS = "solutions"
    SHOW = "show"
    NOT_LISTED = "not-listed"


def catalogue(
    part: Annotated[Part, typer.Argument(help="part", metavar="PART")],
    name: Annotated[str | None, typer.Argument(help="show_id", metavar="[ID]")] = None,
    application: options.Application = "",
    where: Annotated[list[str] | None, typer.Option("--where", help="where")] = None,
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Browse applications, vendors, solutions and their facts with sources."""
    session = Session("catalogue", lang, data, form, json, output, no_color, plain)
    from stemwijzer.errors import UsageError, message
    from stemwijzer.report.browse import browse

    if part is Part.SHOW and name is None:
        raise UsageError(message("show_what"), message("show_what_hint"))
    if part is not Part.SHOW and name is not None:
        raise UsageError(message("no_id_here", part=part.value), message("no_id_here_hint"))
    filters = [_filter(text) for text in where or []]
    session.show([browse(session.catalogue, part.value, name or "", application, filters)])


def _filter(text: str) -> tuple[str, str]:
    from stemwijzer.errors import UsageError, message

    attribute, sign, option = text.partition("=")
    if not sign:
        raise UsageError(message("bad_where", text=text), message("bad_where_hint"))
    return attribute.strip(), option.strip()
