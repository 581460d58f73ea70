"""``stemwijzer second-opinion`` and ``stemwijzer verify``: checking what others say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stemwijzer.cli import options
from stemwijzer.cli.session import Session, read_text


def second_opinion(
    sheet: options.Sheet,
    shortlist: Annotated[str, typer.Option("--shortlist", help="shortlist")],
    network: Annotated[Path | None, typer.Option("--network", help="network")] = None,
    application: options.Application = "",
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Judge somebody's shortlist against the independent ranking."""
    session = Session("second-opinion", lang, data, form, json, output, no_color, plain)
    from stemwijzer.answers.network import read_network
    from stemwijzer.report.opinion import judge_shortlist

    who = session.respondent(sheet)
    names = [name.strip() for name in shortlist.split(",") if name.strip()]
    networks = read_network(*read_text(str(network))) if network else {}
    session.show([judge_shortlist(session.catalogue, who, names, application, networks)])


def verify(
    result: Annotated[str, typer.Argument(help="saved_result", metavar="RESULT")],
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Recompute a saved JSON result and say whether it is the same."""
    session = Session("verify", lang, data, form, json, output, no_color, plain)
    from stemwijzer.errors import ConditionError, message
    from stemwijzer.report.verify import saved_results, verify

    text, name = read_text(result)
    found = [verify(session.catalogue, saved, name) for saved in saved_results(text, name)]
    error = ConditionError(message("not_same", name=name))
    session.show(found, [None if one.same else error for one in found])
    if not all(one.same for one in found):
        session.fail(error)
