"""``stemwijzer match``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from stemwijzer.cli import options
from stemwijzer.cli.session import Session


class Metric(StrEnum):
    """The rules that can give the places."""

    CITY_BLOCK = "city_block"
    EUCLIDEAN = "euclidean"
    WORST_NEED = "worst_need"
    AGREEMENT = "agreement"
    EQUAL_WEIGHTS = "equal_weights"
    HEAD_TO_HEAD = "head_to_head"


def match(
    sheets: Annotated[list[str], typer.Argument(help="sheets", metavar="SHEET...")],
    application: options.Application = "",
    top: Annotated[int, typer.Option("--top", min=0, help="top")] = 10,
    metric: Annotated[Metric, typer.Option("--metric", help="metric")] = Metric.CITY_BLOCK,
    fail_if_none: Annotated[bool, typer.Option("--fail-if-none", help="fail_if_none")] = False,
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
    """Rank applications and solutions for one or more answer sheets."""
    session = Session("match", lang, data, form, json, output, no_color, plain)
    from stemwijzer.core.matching import Status
    from stemwijzer.core.second_rules import Rule
    from stemwijzer.errors import ConditionError, message
    from stemwijzer.report.result import match as match_sheet

    rule = Rule(metric.value)
    sampling = session.sampling(draws, seed, no_cache=no_cache)
    results = [
        match_sheet(
            session.catalogue,
            session.respondent(sheet),
            application,
            rule=rule,
            top=top,
            sampling=sampling,
        )
        for sheet in sheets
    ]
    failed = [
        ConditionError(message("none_ranked", names=r.respondent.name))
        if fail_if_none and not any(entry.ranking.status is Status.RANKED for entry in r.rankings)
        else None
        for r in results
    ]
    session.show(results, failed)
    names = [r.respondent.name for r, error in zip(results, failed, strict=True) if error]
    if names:
        session.fail(ConditionError(message("none_ranked", names=", ".join(names))))
