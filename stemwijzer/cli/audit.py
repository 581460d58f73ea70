"""``stemwijzer data audit`` and ``stemwijzer data diff``: what the data do to rankings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemwijzer.cli import options
from stemwijzer.cli.session import Session, print_text, read_text, write_text

if TYPE_CHECKING:
    from stemwijzer.core.answer import AnswerSheet

Folder = Annotated[Path | None, typer.Option("--personas", "--examples", help="examples")]
Profiles = Annotated[int, typer.Option("--profiles", min=1, max=10_000_000, help="profiles")]


def audit(
    application: Annotated[str, typer.Option("--application", "-a", help="audited")] = "",
    profiles: Profiles = 100_000,
    seed: options.Seed = 1,
    personas: Folder = None,
    strict: Annotated[bool, typer.Option("--strict", help="strict")] = False,
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Simulate answer sheets and say where the instrument itself leans."""
    session = Session("data audit", lang, data, form, json, output, no_color, plain)
    from stemwijzer.errors import ConditionError, Message
    from stemwijzer.report.audit_result import audit_catalogue
    from stemwijzer.report.result import application_id

    asked = (application_id(session.catalogue, application),) if application else ()
    full = bool(application) or session.format is options.Format.MD
    sheets = example_sheets(session, personas)
    result = audit_catalogue(session.catalogue, sheets, profiles, seed, asked, full=full)
    error = ConditionError(
        Message("audit.strict", {"count": result.errors}), Message("audit.strict_hint")
    )
    failed = strict and result.errors > 0
    session.show([result], [error if failed else None])
    if failed:
        session.fail(error)


def diff(
    base: Annotated[str, typer.Argument(help="base", metavar="BASE")],
    examples: Folder = None,
    profiles: Profiles = 20_000,
    seed: options.Seed = 1,
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Say what changed since another version of the data, and what that does to rankings."""
    session = Session("data diff", lang, data, form, json, output, no_color, plain)
    from stemwijzer.catalogue.load import shipped_data
    from stemwijzer.cli.base import base_catalogue
    from stemwijzer.core.model import Catalogue
    from stemwijzer.report.audit_result import compare_catalogues

    found = base_catalogue(base, data or shipped_data(), session.catalogue)
    before, left_out = (
        (found, None)
        if isinstance(found, Catalogue)
        else (
            found.catalogue,
            found.left_out,
        )
    )
    sheets = example_sheets(session, examples)
    result = compare_catalogues(
        base, before, session.catalogue, sheets, profiles, seed, left_out=left_out
    )
    if session.format is not options.Format.MD:
        session.show([result])
        return
    from stemwijzer.render.comment import comment
    from stemwijzer.report.views import blocks

    note = session.texts("audit.diff.cut", base=base)
    text = comment(blocks(result, session.texts), note)
    if output is None:
        print_text(text)
    else:
        write_text(output, text)
        sys.stderr.write(session.texts("output.wrote", path=output) + "\n")


def example_sheets(session: Session, folder: Path | None) -> list[tuple[str, AnswerSheet]]:
    """Read the sheets of a folder, in the order of their names.

    Without a folder: the examples beside the data, or those of the checkout when every one of them
    fits the catalogue; else none.
    """
    from stemwijzer.catalogue.load import shipped_data
    from stemwijzer.errors import AnswersError, Message, UsageError

    if folder is not None:
        if not folder.is_dir():
            raise UsageError(
                Message("audit.no_folder", {"path": folder}), Message("audit.no_folder_hint")
            )
        return _sheets(session, folder)
    if session.data is None:
        return _sheets(session, shipped_data().parent / "examples")
    beside = session.data.resolve().parent / "examples"
    if beside.is_dir():
        return _sheets(session, beside)
    try:
        return _sheets(session, shipped_data().parent / "examples")
    except AnswersError:
        return []  # sheets for other questions


def _sheets(session: Session, folder: Path) -> list[tuple[str, AnswerSheet]]:
    from stemwijzer.answers.sheet import read_sheet

    paths = sorted(p for p in folder.glob("*") if p.suffix in (".yaml", ".yml", ".json"))
    return [
        (path.stem, read_sheet(read_text(str(path))[0], str(path), session.catalogue)[0])
        for path in paths
    ]
