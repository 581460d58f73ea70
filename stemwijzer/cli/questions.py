"""``stemwijzer questions``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stemwijzer.cli import options
from stemwijzer.cli.session import Session, print_text, write_text


def questions(
    sheet: Annotated[str | None, typer.Option("--sheet", help="empty_sheet")] = None,
    force: Annotated[bool, typer.Option("--force", help="force")] = False,
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """List the questions, or write an empty answer sheet to fill in by hand."""
    session = Session("questions", lang, data, form, json, output, no_color, plain)
    from stemwijzer.report.records import QuestionsResult, WrittenResult

    if sheet is None:
        session.show([QuestionsResult(session.catalogue)])
        return
    text = _empty_sheet(session)
    if sheet == "-":
        print_text(text)
        return
    path = Path(sheet)
    if path.exists() and not force:
        from stemwijzer.errors import UsageError, message

        raise UsageError(message("exists", path=path), message("exists_hint"))
    write_text(path, text)
    session.show([WrittenResult(str(path), len(session.catalogue.questions))])


def _empty_sheet(session: Session) -> str:
    from stemwijzer.answers.writing import write_sheet
    from stemwijzer.core.answer import AnswerSheet

    legend = session.texts("output.sheet_legend", none="")
    language = session.texts.language
    return write_sheet(AnswerSheet(), session.catalogue, language, legend, empty=True)
