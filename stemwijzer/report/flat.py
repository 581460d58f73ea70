"""Results as flat rows, for CSV: one header, plain values, stable English names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stemwijzer.report import data_contract, requirements, roadmap, team_contract
from stemwijzer.report.audit_contract import audit_rows, diff_rows
from stemwijzer.report.audit_result import AuditResult, DiffResult
from stemwijzer.report.contract import data, standing
from stemwijzer.report.data_records import (
    CoverageResult,
    ExportResult,
    ScaffoldResult,
    StaleResult,
)
from stemwijzer.report.records import (
    CatalogueResult,
    CheckResult,
    CompareResult,
    ExplainResult,
    MatchResult,
    OpinionResult,
    QuestionsResult,
    ReportResult,
    RequirementsResult,
    Result,
    RoadmapResult,
    StabilityResult,
    TeamResult,
    VerifyResult,
    WrittenResult,
)
from stemwijzer.report.stability_contract import of_place

Rows = list[dict[str, Any]]


def rows(result: Result) -> Rows:
    """Return the rows of a result; every row has the same keys."""
    match result:
        case MatchResult():
            return list(_match(result))
        case ReportResult():
            return list(_match(result.match))
        case RoadmapResult():
            return list(roadmap.rows(result))
        case RequirementsResult():
            return list(requirements.rows(result))
        case ExplainResult() | CompareResult():
            return list(_contributions(result))
        case StabilityResult():
            return [
                {"sheet": result.respondent.name, "application": result.entry.application}
                | {key: value for key, value in place.items() if key != "shares"}
                for place in data(result)["stability"]["places"]
            ]
        case OpinionResult():
            return [
                {"sheet": result.respondent.name, "application": result.ranking.application}
                | {key: value for key, value in row.items() if key != "must_haves"}
                for row in data(result)["standings"]
            ]
        case VerifyResult():
            return [_flattened(move) for move in data(result)["moves"]]
        case AuditResult():
            return list(audit_rows(result))
        case DiffResult():
            return list(diff_rows(result))
        case TeamResult():
            return list(team_contract.rows(result))
        case QuestionsResult():
            return [
                {
                    "question": q["question"],
                    "theme": q["theme"],
                    "kind": q["kind"],
                    "sense": q["sense"],
                    "attribute": q["attribute"],
                    "options": " ".join(o["id"] for o in q["options"]),
                    "text_nl": q["text"]["nl"],
                    "text_en": q["text"]["en"],
                }
                for q in data(result)["questions"]
            ]
        case WrittenResult():
            return [data(result)]
        case CatalogueResult():
            return list(_catalogue(result))
        case CheckResult():
            return list(data_contract.check_rows(result))
        case StaleResult() | CoverageResult() | ExportResult() | ScaffoldResult():
            return list(data_contract.rows(result))


_PLACE_KEYS = ("p_first", "p_top_three", "rank_low", "rank_high", "tier", "beats_next")


def _match(result: MatchResult) -> Iterator[dict[str, Any]]:
    for entry in result.rankings:
        sure = (
            {place.solution_id: place for place in entry.stability.places}
            if entry.stability
            else {}
        )
        shown = entry.ranking.ranked[: result.top or None]
        for state, standings in (
            ("ranked", shown),
            ("excluded", entry.ranking.excluded),
            ("unranked", entry.ranking.unranked),
        ):
            for found in standings:
                plain = standing(found, result.catalogue)
                musts = plain.pop("must_haves")
                yield {
                    "sheet": result.respondent.name,
                    "application": entry.application,
                    "state": state,
                    **plain,
                    "unmet": " ".join(m["question"] for m in musts if m["state"] == "not_met"),
                    "ask_vendor": " ".join(m["question"] for m in musts if m["state"] == "unknown"),
                    **dict.fromkeys(_PLACE_KEYS),
                    **(of_place(sure[found.solution_id]) if found.solution_id in sure else {}),
                }


def _contributions(result: ExplainResult | CompareResult) -> Iterator[dict[str, Any]]:
    plain = data(result)
    if isinstance(result, ExplainResult):
        name = result.standing.solution_id
        cells = [(key, name, c) for key in ("for", "against", "unknown") for c in plain[key]]
    else:
        cells = [("", name, c) for d in plain["differences"] for name, c in d["solutions"].items()]
    for side, name, cell in cells:
        fact = cell["fact"] or {}
        yield {
            "sheet": result.respondent.name,
            "application": result.ranking.application,
            "solution": name,
            **{key: value for key, value in cell.items() if key != "fact"},
            "side": side,
            "sources": " ".join(fact.get("sources", [])),
        }


def _catalogue(result: CatalogueResult) -> Iterator[dict[str, Any]]:
    plain = data(result)
    for key in ("applications", "vendors", "solutions", "not_listed"):
        for entry in plain.get(key) or []:
            yield _flattened(entry)
    if "shown" in plain:
        yield _flattened(plain["shown"])


_NOT_FLAT = (
    "benefits",
    "prerequisites",
    "effort",
    "measures",
    "watch",
    "covered_by",
    "judgements",
)
"""What an application has besides; no column could hold it, the JSON does."""


def _flattened(entry: dict[str, Any]) -> dict[str, Any]:
    """Lists become words with spaces, two languages two columns; nested records are counted."""
    flat: dict[str, Any] = {}
    for key, value in entry.items():
        if key in _NOT_FLAT:
            continue
        if isinstance(value, dict) and set(value) == {"nl", "en"}:
            flat[f"{key}_nl"], flat[f"{key}_en"] = value["nl"], value["en"]
        elif key == "applications_proof":
            flat[key] = " ".join(value["sources"])
        elif key == "lifecycle":
            flat[key] = value and value["state"]
        elif isinstance(value, dict):
            flat[key] = len(value)
        elif isinstance(value, list):
            flat[key] = " ".join(str(v["solution"] if isinstance(v, dict) else v) for v in value)
        else:
            flat[key] = value
    return flat
