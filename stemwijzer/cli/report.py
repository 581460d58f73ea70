"""``stemwijzer report``: the whole answer as one document."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from stemwijzer.cli import options
from stemwijzer.cli.session import Session


class ReportForm(StrEnum):
    """The forms of a report: a page, or any form other commands have."""

    HTML = "html"
    MD = "md"
    JSON = "json"
    CSV = "csv"
    TABLE = "table"


_SUFFIXES = {
    ".html": ReportForm.HTML,
    ".htm": ReportForm.HTML,
    ".md": ReportForm.MD,
    ".json": ReportForm.JSON,
    ".csv": ReportForm.CSV,
    ".txt": ReportForm.TABLE,
}


def report(
    sheet: options.Sheet,
    application: options.Application = "",
    draws: options.Draws = 10_000,
    seed: options.Seed = 1,
    no_cache: options.NoCache = False,
    form: Annotated[ReportForm | None, typer.Option("--format", "-f", help="report_format")] = None,
    json: options.Json = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="report_output")] = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Write one report: a stand-alone page with pictures, or Markdown."""
    chosen = _form(form, json, output)
    known = None if chosen is ReportForm.HTML else options.Format(chosen.value)
    session = Session("report", lang, data, known, False, output, no_color, plain)
    who = session.respondent(sheet)
    from stemwijzer.report.making import make_report

    whole = chosen in (ReportForm.JSON, ReportForm.CSV)
    sampling = session.sampling(draws, seed, no_cache=no_cache)
    result = make_report(session.catalogue, who, application, sampling, whole=whole)
    if chosen is not ReportForm.HTML:
        session.show([result])
        return
    from stemwijzer.render import page
    from stemwijzer.report import document

    texts = session.texts
    title = document.title(result, texts)
    session.write(page.render(document.blocks(result, texts), title, texts))


def _form(form: ReportForm | None, json: bool, output: Path | None) -> ReportForm:
    """Return the form: as asked, else by the name of the file, else what a terminal shows."""
    from stemwijzer.errors import UsageError, message

    if json and form not in (None, ReportForm.JSON):
        raise UsageError(message("json_or_format"))
    if json or form:
        return form or ReportForm.JSON
    if output is None:
        return ReportForm.TABLE
    found = _SUFFIXES.get(output.suffix.lower())
    if found is None:
        raise UsageError(
            message("report_suffix", name=output.name),
            message("report_suffix_hint", names=", ".join(_SUFFIXES)),
        )
    return found
