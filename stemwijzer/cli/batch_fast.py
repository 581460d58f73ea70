"""The quick way through CSV for ``batch``, with polars: whole blocks instead of row by row.

It takes only blocks that are plain beyond doubt: no quotes, every line with all its cells, nothing
but UTF-8. Anything else goes row by row, as everything does without polars; so both say the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemwijzer.answers.rows import BadRowError, TableReader
from stemwijzer.core.bulk import Ints
from stemwijzer.core.bulk_match import Part
from stemwijzer.core.bulk_place import STATES, STATUSES
from stemwijzer.report.bulk_rows import COLUMNS, safe

_BETWEEN = "\x1f"
_ODD = (b'"', b"\0", _BETWEEN.encode())
ODD_SIGNS = f"[{_BETWEEN}\0]"
"""As a pattern: signs that would be taken for something else here."""

_QUOTED = frozenset(',"\r\n')
"""Signs that make a cell stand between quotes."""

_FLAGS = ("tied", "close_call", "possible_winner")
_NUMBERS = ("match", "match_low", "match_high", "coverage")

_SMALL = 1e-3
"""Numbers below this are written otherwise by polars; nearly all are above."""

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Many:
    """Profiles of one block as codes, and what was wrong with the other rows of the block."""

    lines: list[int]
    ids: list[str]
    codes: Ints
    bad: list[BadRowError]


def read(
    polars: Any, raw: Sequence[bytes], line: int, reader: TableReader, delimiter: str
) -> Many | None:
    """Return the profiles in these lines, ``None`` when they must be read row by row.

    ``line`` is the number of the first.
    """
    block = b"".join(raw)
    returns = block.count(b"\r")
    if returns:
        if block.count(b"\r\n") != returns:
            return None
        block = block.replace(b"\r\n", b"\n")
    wide = len(reader.header)
    if (
        wide < 2
        or any(sign in block for sign in _ODD)
        or block.count(delimiter.encode()) != len(raw) * (wide - 1)
    ):
        return None
    try:
        frame = polars.read_csv(
            io.BytesIO(block),
            has_header=False,
            separator=delimiter,
            quote_char=None,
            infer_schema=False,
        ).fill_null("")
    except polars.exceptions.PolarsError:
        return None
    if frame.shape != (len(raw), wide):
        return None

    def cells(row: int) -> list[str]:
        return next(csv.reader([raw[row].decode()], delimiter=delimiter))

    return of_frame(polars, frame, line, reader, cells)


def of_frame(
    polars: Any, frame: Any, line: int, reader: TableReader, cells: Callable[[int], list[str]]
) -> Many | None:
    """Return the profiles in a frame of texts; ``cells`` gives one row to say what is wrong."""
    codes = np.zeros((len(frame), len(reader.questions)), dtype=np.int32)
    for column, at, importance_at, _ in reader.asked:
        codes[:, column] = _coded(polars, frame, reader, column, at, importance_at)
    wrong = np.flatnonzero((codes < 0).any(axis=1)).tolist()
    bad = []
    for row in wrong:
        try:
            reader.read(cells(row), line + row)
        except BadRowError as error:
            bad.append(error)
    if len(bad) != len(wrong):
        return None
    ids = frame[:, reader.id_at].to_list() if reader.id_at >= 0 else [""] * len(frame)
    lines = list(range(line, line + len(frame)))
    if bad:
        kept = np.flatnonzero((codes >= 0).all(axis=1)).tolist()
        ids, lines, codes = [ids[i] for i in kept], [lines[i] for i in kept], codes[kept]
    return Many(lines, ids, codes, bad)


def _coded(
    polars: Any, frame: Any, reader: TableReader, column: int, at: int, importance_at: int
) -> NDArray[np.int32]:
    """Return the codes of a question for all rows: every different answer is looked up once."""
    keys = frame[:, at]
    if importance_at >= 0:
        both = polars.concat_str([keys, frame[:, importance_at]], separator=_BETWEEN)
        keys = polars.select(both).to_series()
    different = keys.unique()
    words = different.to_list()
    found = [
        reader.code_or_none(
            column, tuple(w.split(_BETWEEN)) if importance_at >= 0 else w, at, importance_at
        )
        for w in words
    ]
    numbers = polars.Series([-1 if code is None else code for code in found], dtype=polars.Int32)
    coded = keys.replace_strict(different, numbers, return_dtype=polars.Int32)
    return np.asarray(coded.to_numpy(), dtype=np.int32)


def as_csv(
    polars: Any, parts: Sequence[Part], ids: Sequence[str], lines: Sequence[int]
) -> bytes | None:
    """Return what ``bulk_rows.as_csv`` does for best matches, ``None`` when that must do it."""
    if any(not _QUOTED.isdisjoint(name) for name in ids):
        return None
    applications, solutions = [""], [""]
    found: list[dict[str, NDArray[Any]]] = []
    seen = np.zeros(len(ids), dtype=bool)
    for number, part in enumerate(parts):
        found.append(_lines(part, number, len(applications), len(solutions)))
        applications.append(part.application)
        solutions += [solution.id for solution in part.table.table.solutions]
        seen[part.rows] = True
    absent = np.flatnonzero(~seen)  # a profile that wishes for nothing ranks nothing
    found.append(_nothing(absent, np.full(len(absent), len(STATUSES) - 1), 0, 0, 0))
    whole = {name: np.concatenate([one[name] for one in found]) for name in found[0]}
    order = np.lexsort((whole["part"], whole["turn"], whole["at"]))  # stable: best first
    whole = {name: values[order] for name, values in whole.items()}
    numbers = np.stack([whole[name] for name in _NUMBERS])
    if ((numbers > 0) & (numbers < _SMALL)).any():
        return None

    def words(texts: Sequence[str], which: NDArray[Any]) -> Any:
        kept = polars.Series([text or None for text in texts], dtype=polars.String)
        return kept.gather(which.astype(np.uint32))

    empty = polars.Series(whole["solution"] == 0)
    frame = polars.DataFrame(
        {
            "id": words([safe(name) for name in ids], whole["at"]),
            "line": polars.Series(lines, dtype=polars.Int64).gather(whole["at"].astype(np.uint32)),
            "application": words(applications, whole["application"]),
            "status": words([status.value for status in STATUSES], whole["status"]),
            "state": words([*STATES, ""], whole["state"]),
            "rank": whole["rank"],
            "tied": whole["tied"],
            "close_call": whole["close_call"],
            "solution": words(solutions, whole["solution"]),
            "match": whole["match"],
            "low": whole["match_low"],
            "high": whole["match_high"],
            "coverage": whole["coverage"],
            "possible_winner": whole["possible_winner"],
        }
    )
    if empty.any():  # a line with a status and nothing more
        said = ("id", "line", "application", "status", "state", "solution")
        others = [name for name in COLUMNS if name not in said]
        frame = frame.with_columns(
            polars.when(~empty).then(polars.col(name)).alias(name) for name in others
        )
    out = io.BytesIO()
    frame.select(COLUMNS).write_csv(out, include_header=False, quote_style="necessary")
    return out.getvalue()


def _lines(
    part: Part, number: int, application: int, first_solution: int
) -> dict[str, NDArray[Any]]:
    """Return the lines of a part as columns, words as numbers."""
    ranks = part.ranks
    shown = ranks.solution >= 0
    at, column = np.nonzero(shown)
    found: dict[str, NDArray[Any]] = {
        "at": part.rows[at],
        "turn": np.full(len(at), part.turn),
        "part": np.full(len(at), number),
        "application": np.full(len(at), application),
        "status": ranks.status[at],
        "solution": ranks.solution[at, column] + first_solution,
    }
    for name in ("state", "rank", *_FLAGS, *_NUMBERS):
        found[name] = getattr(ranks, name)[at, column]
    alone = np.flatnonzero(~shown.any(axis=1))
    if not len(alone):
        return found
    more = _nothing(part.rows[alone], ranks.status[alone], part.turn, number, application)
    return {name: np.concatenate([values, more[name]]) for name, values in found.items()}


def _nothing(
    rows: Rows, status: NDArray[Any], turn: int, number: int, application: int
) -> dict[str, NDArray[Any]]:
    """Return lines with a status and no solution."""
    none = np.zeros(len(rows), dtype=np.int64)
    found: dict[str, NDArray[Any]] = {
        "at": rows,
        "turn": none + turn,
        "part": none + number,
        "application": none + application,
        "status": status,
        "solution": none,
        "state": none + len(STATES),
        "rank": none,
    }
    found |= dict.fromkeys(_FLAGS, none > 0)
    return found | {name: none.astype(float) for name in _NUMBERS}
