"""Rankings of many profiles as lines of CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemwijzer.core.bulk import Ints
from stemwijzer.core.bulk_match import Part
from stemwijzer.core.bulk_place import STATES, STATUSES, Ranks
from stemwijzer.core.matching import MustState

COLUMNS = (
    "id",
    "line",
    "application",
    "status",
    "state",
    "rank",
    "tied",
    "close_call",
    "solution",
    "match",
    "low",
    "high",
    "coverage",
    "possible_winner",
)
MUSTS = ("unmet", "ask_vendor")
"""Two more columns for full rankings."""

_NUMBERS = ("match", "match_low", "match_high", "coverage")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Row = tuple[Any, ...]


def header(*, full: bool) -> str:
    """Return the first line of the CSV."""
    return _csv([(*COLUMNS, *MUSTS) if full else COLUMNS])


def as_csv(
    parts: Sequence[Part], ids: Sequence[str], lines: Sequence[int], codes: Ints, *, full: bool
) -> str:
    """Return one line per solution shown; a profile without any has one line with its status."""
    where: list[NDArray[np.int64]] = []
    rows: list[Row] = []
    for number, part in enumerate(parts):
        at, found = _flat(part, ids, lines, codes, full=full)
        keys = np.stack([part.rows[at], np.full(len(at), part.turn), np.full(len(at), number)])
        where.append(keys.astype(np.int64))
        rows += found
    seen = np.zeros(len(ids), dtype=bool)
    for part in parts:
        seen[part.rows] = True
    absent = np.flatnonzero(~seen)  # a profile that wishes for nothing ranks nothing
    nothing = ("",) * (len(COLUMNS) - 4 + (len(MUSTS) if full else 0))
    rows += [(safe(ids[i]), lines[i], "", "no_profile", *nothing) for i in absent.tolist()]
    where.append(np.stack([absent, 0 * absent, 0 * absent]).astype(np.int64))
    keys = np.concatenate(where, axis=1)
    order = np.lexsort((keys[2], keys[1], keys[0]))  # stable: solutions stay best first
    return _csv([rows[i] for i in order.tolist()])


def _flat(
    part: Part, ids: Sequence[str], lines: Sequence[int], codes: Ints, *, full: bool
) -> tuple[NDArray[np.intp], list[Row]]:
    """Return the lines of a part with the row each belongs to."""
    ranks = part.ranks
    shown = ranks.solution >= 0
    empty = ~shown.any(axis=1)
    if shown.shape[1] == 0:
        shown = np.zeros((len(part.rows), 0), dtype=bool)
    at, column = np.nonzero(shown)
    rows = part.rows[at].tolist()
    names = [solution.id for solution in part.table.table.solutions]
    statuses = [STATUSES[s].value for s in ranks.status.tolist()]
    solutions = ranks.solution[at, column].tolist()
    columns: list[Any] = [
        [safe(ids[i]) for i in rows],
        [lines[i] for i in rows],
        [part.application] * len(rows),
        [statuses[i] for i in at.tolist()],
        [STATES[s] for s in ranks.state[at, column].tolist()],
        [rank or "" for rank in ranks.rank[at, column].tolist()],
        _words(ranks.tied[at, column]),
        _words(ranks.close_call[at, column]),
        [names[s] for s in solutions],
        *(getattr(ranks, name)[at, column].tolist() for name in _NUMBERS),
        _words(ranks.possible_winner[at, column]),
    ]
    if full:
        columns += _must_columns(part, codes, rows, solutions)
    found = list(zip(*columns, strict=True))
    alone = np.flatnonzero(empty)
    nothing = ("",) * (len(COLUMNS) - 4 + (len(MUSTS) if full else 0))
    found += [
        (safe(ids[row]), lines[row], part.application, statuses[i], *nothing)
        for i, row in zip(alone.tolist(), part.rows[alone].tolist(), strict=True)
    ]
    return np.concatenate([at, alone]), found


def _must_columns(
    part: Part, codes: Ints, rows: Sequence[int], solutions: Sequence[int]
) -> list[list[str]]:
    unmet, ask = [], []
    for row, solution in zip(rows, solutions, strict=True):
        musts = part.table.musts(codes[row], solution)
        unmet.append(" ".join(q for q, state in musts if state is MustState.NOT_MET))
        ask.append(" ".join(q for q, state in musts if state is MustState.UNKNOWN))
    return [unmet, ask]


def _words(flags: NDArray[np.bool_]) -> list[str]:
    return ["true" if flag else "false" for flag in flags.tolist()]


def _csv(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def safe(text: str) -> str:
    """Keep a spreadsheet from taking an id for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def as_lines(
    parts: Sequence[Part], ids: Sequence[str], lines: Sequence[int], codes: Ints, *, full: bool
) -> str:
    """Return one JSON document per profile, in one line each."""
    rankings: list[list[tuple[int, dict[str, Any]]]] = [[] for _ in ids]
    for part in parts:
        names = [solution.id for solution in part.table.table.solutions]
        for i, row in enumerate(part.rows.tolist()):
            entry: dict[str, Any] = {
                "application": part.application,
                "status": STATUSES[part.ranks.status[i]].value,
                "ranking": [],
            }
            if full:
                entry |= {"excluded": [], "unranked": []}
            for found in _solutions(part.ranks, i, names):
                state = found.pop("state")
                if full:
                    musts = part.table.musts(codes[row], names.index(found["solution"]))
                    found["must_haves"] = [{"question": q, "state": s.value} for q, s in musts]
                entry["ranking" if state == "ranked" else state].append(found)
            rankings[row].append((part.turn, entry))
    return "".join(
        json.dumps(
            {
                "id": name,
                "line": line,
                "rankings": [entry for _, entry in sorted(found, key=lambda f: f[0])],
            },
            ensure_ascii=False,
        )
        + "\n"
        for name, line, found in zip(ids, lines, rankings, strict=True)
    )


def _solutions(ranks: Ranks, i: int, names: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            "state": STATES[ranks.state[i, k]],
            "rank": int(ranks.rank[i, k]) or None,
            "tied": bool(ranks.tied[i, k]),
            "close_call": bool(ranks.close_call[i, k]),
            "solution": names[solution],
            "match": float(ranks.match[i, k]),
            "low": float(ranks.match_low[i, k]),
            "high": float(ranks.match_high[i, k]),
            "coverage": float(ranks.coverage[i, k]),
            "possible_winner": bool(ranks.possible_winner[i, k]),
        }
        for k, solution in enumerate(ranks.solution[i].tolist())
        if solution >= 0
    ]
