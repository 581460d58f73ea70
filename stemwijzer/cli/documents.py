"""Results that can also be a document to hand on: a page for the browser, or a PDF."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemwijzer.cli.options import Format
from stemwijzer.cli.session import Session, write_text
from stemwijzer.errors import UsageError, message

if TYPE_CHECKING:
    from stemwijzer.report.blocks import Block


class DocumentForm(StrEnum):
    """The forms of a document: a page, a PDF, or any form other commands have."""

    HTML = "html"
    PDF = "pdf"
    MD = "md"
    JSON = "json"
    CSV = "csv"
    TABLE = "table"


Form = Annotated[DocumentForm | None, typer.Option("--format", "-f", help="report_format")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="report_output")]

_SUFFIXES = {
    ".html": DocumentForm.HTML,
    ".htm": DocumentForm.HTML,
    ".pdf": DocumentForm.PDF,
    ".md": DocumentForm.MD,
    ".json": DocumentForm.JSON,
    ".csv": DocumentForm.CSV,
    ".txt": DocumentForm.TABLE,
}

_DOCUMENTS = (DocumentForm.HTML, DocumentForm.PDF)


def chosen_form(form: DocumentForm | None, json: bool, output: Path | None) -> DocumentForm:
    """Return the form: as asked, else by the name of the file, else what a terminal shows.

    Raises UsageError for a form that cannot be made here, before anything else is done.
    """
    if json and form not in (None, DocumentForm.JSON):
        raise UsageError(message("json_or_format"))
    found = form or (DocumentForm.JSON if json else _by_name(output))
    if found is DocumentForm.PDF:
        from stemwijzer.render import pdf

        if output is None:
            raise UsageError(message("pdf_where"), message("pdf_where_hint"))
        pdf.check_installed()
    return found


def _by_name(output: Path | None) -> DocumentForm:
    if output is None:
        return DocumentForm.TABLE
    found = _SUFFIXES.get(output.suffix.lower())
    if found is None:
        raise UsageError(
            message("report_suffix", name=output.name),
            message("report_suffix_hint", names=", ".join(_SUFFIXES)),
        )
    return found


def known_form(form: DocumentForm) -> Format | None:
    """Return the form as a session knows it; a document has none."""
    return None if form in _DOCUMENTS else Format(form.value)


def write_document(
    session: Session, form: DocumentForm, blocks: Sequence[Block], title: str
) -> None:
    """Write a page or Markdown to the file or to standard output, or a PDF to the file."""
    if form is DocumentForm.MD:
        from stemwijzer.render import markdown

        session.write(markdown.render(blocks))
        return
    if form is DocumentForm.HTML:
        from stemwijzer.render import page

        session.write(page.render(blocks, title, session.texts))
        return
    from stemwijzer.render import pdf

    assert session.output is not None
    write_text(session.output, pdf.render(blocks, title, session.texts))
    sys.stderr.write(session.texts("output.wrote", path=session.output) + "\n")
