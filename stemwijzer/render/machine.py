"""The forms for programs: the JSON envelope and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from stemwijzer.errors import ExitCode, StemwijzerError
from stemwijzer.i18n import Texts
from stemwijzer.report.contract import SCHEMA_VERSION, data
from stemwijzer.report.flat import rows
from stemwijzer.report.records import Result

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def envelopes(
    command: str,
    results: Sequence[Result],
    failed: Sequence[StemwijzerError | None] = (),
    texts: Texts | None = None,
) -> str:
    """Return one result as an indented envelope, several as one compact envelope per line.

    A result that does not meet a condition the caller asked for (``failed``, one per result) keeps
    its data and says so in its status, exit code and errors.
    """
    documents = []
    for result, error in zip_longest(results, failed):
        if error is None:
            documents.append(_envelope(command, "success", ExitCode.DONE, data(result), []))
        else:
            errors = _errors(error, texts or Texts("en"))
            documents.append(_envelope(command, "error", error.exit_code, data(result), errors))
    if len(documents) == 1:
        return json.dumps(documents[0], indent=2, ensure_ascii=False) + "\n"
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)


def error_envelope(command: str, error: StemwijzerError, texts: Texts) -> str:
    """Return an error as an envelope, with every problem and its place."""
    document = _envelope(command, "error", error.exit_code, None, _errors(error, texts))
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _errors(error: StemwijzerError, texts: Texts) -> list[dict[str, Any]]:
    errors: list[dict[str, Any]] = [
        {
            "code": error.code,
            "message": error.message.say(texts),
            "hint": error.hint.say(texts) if error.hint else None,
            "where": None,
        }
    ]
    errors += [
        {
            "code": problem.message.key,
            "message": problem.message.say(texts),
            "hint": problem.tip.say(texts) if problem.tip else None,
            "where": {"file": problem.file, "line": problem.line, "column": problem.column},
        }
        for problem in error.problems
    ]
    return errors


def _envelope(
    command: str, status: str, code: ExitCode, content: Any, errors: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "command": command,
        "status": status,
        "exit_code": int(code),
        "data": content,
        "errors": errors,
    }


def table(results: Sequence[Result]) -> str:
    """Return results as CSV (UTF-8, comma, point), safe to open in a spreadsheet."""
    found = [row for result in results for row in rows(result)]
    if not found:
        return ""
    header = list(dict.fromkeys(key for row in found for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({key: _safe(value) for key, value in row.items()} for row in found)
    return out.getvalue()


def _safe(value: Any) -> Any:
    """Keep a spreadsheet from taking a text for a formula; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")  # the writer leaves \r unquoted
    return f"'{text}" if value.startswith(_FORMULA_STARTS) else text
