"""``stemwijzer data check``, ``new``, ``stale``, ``coverage`` and ``export``."""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemwijzer.cli import options
from stemwijzer.cli.options import Format
from stemwijzer.cli.session import Session, write_text
from stemwijzer.errors import CatalogueError, ConditionError, Message, UsageError, closest, message

if TYPE_CHECKING:
    from stemwijzer.catalogue.load import Loaded
    from stemwijzer.report.records import CheckResult

Today = Annotated[str, typer.Option("--today", help="today", metavar="YYYY-MM-DD")]


class Entry(StrEnum):
    """What can be begun."""

    VENDOR = "vendor"
    SOLUTION = "solution"


def check(
    fix: Annotated[bool, typer.Option("--fix", help="fix")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="data_strict")] = False,
    today: Today = "",
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Read the whole catalogue, run the rules over it and report every problem with its place."""
    session = Session("data check", lang, data, form, json, output, no_color, plain)
    day = _day(today)
    from stemwijzer.catalogue.check import check as run_rules
    from stemwijzer.catalogue.load import load_documents
    from stemwijzer.report.records import CheckResult

    loaded = load_documents(data)
    fixed = ""
    if fix and (text := _ordered(loaded)) != loaded.vendors_text:
        write_text(Path(loaded.vendors.file), text)
        fixed = loaded.vendors.file
        loaded = load_documents(data)
    result = CheckResult(loaded.catalogue, run_rules(loaded, day), fixed)
    error = _failure(result, strict=strict)
    session.show([result], [error])
    if error:
        session.fail(error)


def _ordered(loaded: Loaded) -> str:
    from stemwijzer.catalogue.upkeep_edit import in_order

    return in_order(loaded)


def _failure(result: CheckResult, *, strict: bool) -> CatalogueError | ConditionError | None:
    """Return why a check fails: errors always, warnings and what time brought only when strict."""
    from stemwijzer.core.finding import Level

    open_ = [finding for finding in result.findings if not finding.excuse]
    errors = sum(f.level is Level.ERROR and not f.time_based for f in open_)
    if errors:
        hint = Message("data.check.failed_hint")
        return CatalogueError(Message("data.check.failed", {"count": errors}), hint)
    warnings = sum(f.level is not Level.INFO for f in open_)
    if strict and warnings:
        hint = Message("data.check.strict_hint")
        return ConditionError(Message("data.check.strict", {"count": warnings}), hint)
    return None


def new(
    kind: Annotated[Entry, typer.Argument(help="new_kind", metavar="vendor|solution")],
    name: Annotated[str, typer.Argument(help="new_id", metavar="ID")],
    vendor: Annotated[str, typer.Option("--vendor", help="new_vendor")] = "",
    solution: Annotated[str, typer.Option("--solution", help="new_solution")] = "",
    application: Annotated[str, typer.Option("--application", "-a", help="new_application")] = "",
    insert: Annotated[bool, typer.Option("--insert", help="insert")] = False,
    force: Annotated[bool, typer.Option("--force", help="force")] = False,
    today: Today = "",
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
) -> None:
    """Make an empty entry for a vendor or solution, with every attribute that applies."""
    session = Session("data new", lang, data, None, json)
    day = _day(today)
    from stemwijzer.catalogue.load import load_documents
    from stemwijzer.catalogue.schema import SOURCE_KINDS
    from stemwijzer.catalogue.upkeep_edit import entry_line, with_entry
    from stemwijzer.report import scaffold
    from stemwijzer.report.data_records import ScaffoldResult

    loaded = load_documents(data)
    product = name if kind is Entry.SOLUTION else solution or name
    _free(session, loaded, kind, name, product, vendor)
    applications = _applications(loaded, application)
    details = (applications, SOURCE_KINDS, day.isoformat(), session.texts)
    if kind is Entry.VENDOR:
        text = scaffold.vendor(loaded.catalogue, name, product, *details)
        line = entry_line(loaded, name)
    else:
        text = scaffold.solution(loaded.catalogue, name, *details)
        line = entry_line(loaded, name, vendor)
    path = ""
    if insert:
        path = loaded.vendors.file
        write_text(Path(path), with_entry(loaded, text, line))
    elif output is not None:
        path = str(output)
        if output.exists() and not force:
            raise UsageError(message("exists", path=path), message("exists_hint"))
        write_text(output, text)
    result = ScaffoldResult(loaded.catalogue, kind.value, name, text, line, path, insert)
    if path or session.format is Format.JSON:
        session.show([result])
        return
    session.write(text)
    hints = [session.texts("data.new.where", line=line), session.texts("data.new.hint")]
    sys.stderr.write("\n".join(hints) + "\n")


def _free(
    session: Session, loaded: Loaded, kind: Entry, name: str, product: str, vendor: str
) -> None:
    """Raise UsageError when an entry of this name cannot be made."""
    known = loaded.catalogue
    for word in (name, product):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", word):
            hint = Message("data.error.id_hint")
            raise UsageError(Message("data.error.id", {"name": word}), hint)
    taken = name in known.vendors if kind is Entry.VENDOR else name in known.solutions
    if taken or product in known.solutions:
        values = {"name": name if taken else product}
        hint = Message("data.error.taken_hint", values)
        raise UsageError(Message("data.error.taken", values), hint)
    if (entry := known.not_listed.get(product)) is not None:
        reason = session.texts(f"output.not_listed.{entry.reason}")
        sys.stderr.write(
            Message("data.error.not_listed", {"name": product, "reason": reason}).say(session.texts)
            + f"\n{session.texts('data.error.not_listed_hint')}\n"
        )
    if kind is Entry.SOLUTION and not vendor:
        hint = Message("data.error.vendor_hint", {"name": name})
        raise UsageError(Message("data.error.vendor"), hint)
    if vendor and vendor not in known.vendors:
        raise UsageError(message("unknown_id", name=vendor), closest(vendor, known.vendors))


def _applications(loaded: Loaded, asked: str) -> list[str]:
    known = loaded.catalogue.applications
    names = [name.strip() for name in asked.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UsageError(message("unknown_application", name=name), closest(name, known))
    return sorted(names, key=list(known).index)


def stale(
    within: Annotated[int, typer.Option("--within", min=0, help="within")] = 0,
    today: Today = "",
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """List the facts that are older than the limit of their attribute."""
    session = Session("data stale", lang, data, form, json, output, no_color, plain)
    day = _day(today)
    from stemwijzer.report.data_result import stale_facts

    by_vendor = session.format is Format.MD
    session.show([stale_facts(session.catalogue, day, within, by_vendor=by_vendor)])


def coverage(
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Show where facts are missing, and where finding one helps most."""
    session = Session("data coverage", lang, data, form, json, output, no_color, plain)
    from stemwijzer.report.data_result import covered

    session.show([covered(session.catalogue)])


def export(
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Print every fact with its sources, one row per fact; CSV unless another form is asked."""
    unsaid = form is None and output is None and not json
    form = Format.CSV if unsaid else form
    session = Session("data export", lang, data, form, json, output, no_color, plain)
    from stemwijzer.report.data_records import ExportResult

    session.show([ExportResult(session.catalogue)])


def _day(text: str) -> date:
    """Return the day that was asked for, else the day it is."""
    if not text:
        return datetime.now(UTC).astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        hint = Message("data.error.date_hint")
        raise UsageError(Message("data.error.date", {"text": text}), hint) from error
