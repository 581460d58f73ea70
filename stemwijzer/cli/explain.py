"""``stemwijzer explain``, ``compare`` and ``stability``: one ranking from close by."""

from __future__ import annotations

from typing import Annotated

import typer

from stemwijzer.cli import complete, options
from stemwijzer.cli.session import Session

Solution = Annotated[
    str,
    typer.Argument(help="solution", metavar="SOLUTION", autocompletion=complete.solutions),
]
Solutions = Annotated[
    list[str],
    typer.Argument(help="solutions", metavar="SOLUTION...", autocompletion=complete.solutions),
]


def explain(
    sheet: options.Sheet,
    solution: Solution,
    application: options.Application = "",
    draws: options.Draws = 10_000,
    seed: options.Seed = 1,
    no_cache: options.NoCache = False,
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Show why a solution stands where it stands, with every source."""
    session = Session("explain", lang, data, form, json, output, no_color, plain)
    from stemwijzer.report.result import explain_solution

    who = session.respondent(sheet)
    sampling = session.sampling(draws, seed, no_cache=no_cache)
    session.show([explain_solution(session.catalogue, who, solution, application, sampling)])


def compare(
    sheet: options.Sheet,
    solutions: Solutions,
    application: options.Application = "",
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Show solutions side by side, the deciding questions first."""
    session = Session("compare", lang, data, form, json, output, no_color, plain)
    from stemwijzer.report.result import compare_solutions

    who = session.respondent(sheet)
    session.show([compare_solutions(session.catalogue, who, solutions, application)])


def stability(
    sheet: options.Sheet,
    application: options.Application = "",
    draws: options.SomeDraws = 10_000,
    seed: options.Seed = 1,
    no_cache: options.NoCache = False,
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Show how sure a ranking is and what would change its number one."""
    session = Session("stability", lang, data, form, json, output, no_color, plain)
    from stemwijzer.report.result import examine_stability

    who = session.respondent(sheet)
    sampling = session.sampling(draws, seed, no_cache=no_cache)
    session.show([examine_stability(session.catalogue, who, application, sampling)])
