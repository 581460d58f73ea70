"""``stemwijzer requirements``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemwijzer.cli import options
from stemwijzer.cli.session import Session, read_bytes, write_text

if TYPE_CHECKING:
    from stemwijzer.answers.workbook import Workbook
    from stemwijzer.report.records import RequirementsResult, Respondent

_SUFFIXES = (".xlsx", ".md", ".csv", ".json", ".txt")


def requirements(
    sheet: Annotated[
        str | None, typer.Argument(help="requirements_sheet", metavar="[SHEET]", show_default=False)
    ] = None,
    application: options.Application = "",
    read: Annotated[list[str] | None, typer.Option("--read", help="read")] = None,
    for_vendors: Annotated[bool, typer.Option("--for-vendors", help="for_vendors")] = False,
    force: Annotated[bool, typer.Option("--force", help="force")] = False,
    form: options.Form = None,
    json: options.Json = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="requirements_output")
    ] = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Make a programme of requirements, or score what vendors filled in."""
    from stemwijzer.errors import UsageError, message

    session = Session("requirements", lang, data, form, json, output, no_color, plain)
    wanted = output.suffix.lower() if output else ""
    if output and wanted not in _SUFFIXES and not (form or json):
        raise UsageError(
            message("requirements_suffix", name=output.name, suffix=wanted or output.name),
            message("requirements_suffix_hint"),
        )
    excel = wanted == ".xlsx" and not (form or json)
    if excel and output and output.exists() and not force:
        raise UsageError(message("exists", path=output), message("exists_hint"))
    forms = (options.Format.TABLE, options.Format.MD)
    if for_vendors and (read or not (excel or session.format in forms)):
        raise UsageError(message("for_vendors_form"), message("for_vendors_form_hint"))
    result = replace(_result(session, sheet, application, read or []), for_vendors=for_vendors)
    if excel and output:
        _write_workbook(session, result, output)
    else:
        session.show([result])


def _result(
    session: Session, sheet: str | None, application: str, files: list[str]
) -> RequirementsResult:
    from stemwijzer.errors import UsageError, message
    from stemwijzer.report.requirements import make_requirements

    books = [_workbook(name) for name in files]
    if sheet is not None:
        who = session.respondent(sheet)
    elif books:
        who = _behind(session, books)
    else:
        raise UsageError(message("requirements_sheet"), message("requirements_sheet_hint"))
    if books and not application:
        application = books[0].application
    result = make_requirements(session.catalogue, who, application)
    if not books:
        return result
    from stemwijzer.report.requirements_read import read_back

    return read_back(result, books)


def _workbook(name: str) -> Workbook:
    from stemwijzer.answers.workbook import read_workbook
    from stemwijzer.report.requirements_read import LAYOUT

    return read_workbook(read_bytes(name), Path(name).name, LAYOUT)


def _behind(session: Session, books: list[Workbook]) -> Respondent:
    """Return the respondent whose answers the workbooks were made from; they must be the same."""
    from stemwijzer.answers.sheet import read_sheet
    from stemwijzer.errors import AnswersError, message
    from stemwijzer.report.result import respondent

    first = books[0]
    for book in books[1:]:
        if book.sheet != first.sheet:
            raise AnswersError(
                message("other_profile", name=book.name, first=first.name),
                message("other_profile_hint"),
            )
    found, changes = read_sheet(first.sheet, first.name, session.catalogue)
    # A workbook holds only the answers that count for its application: others are not new.
    changes = [change for change in changes if change.kind != "question_new"]
    return respondent(session.catalogue, first.name, found, changes)


def _write_workbook(session: Session, result: RequirementsResult, output: Path) -> None:
    from stemwijzer.render import workbook
    from stemwijzer.report.book import make_book

    write_text(output, workbook.render(make_book(result, session.texts)))
    sys.stderr.write(session.texts("output.wrote", path=output) + "\n")
