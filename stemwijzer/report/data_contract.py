"""The JSON form of the results that look after the data, and their rows for CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stemwijzer.core.finding import Finding
from stemwijzer.core.model import BREADTH, Attribute, Catalogue, Fact, Kind, Solution
from stemwijzer.core.upkeep import Age
from stemwijzer.errors import Message
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.report.catalogue_contract import catalogue, fact, source
from stemwijzer.report.data_records import (
    CoverageResult,
    DataResult,
    ExportResult,
    ScaffoldResult,
    StaleResult,
)
from stemwijzer.report.records import CheckResult

Plain = dict[str, Any]

APPLICATIONS = "applications"
_NO_DATE = "none"


def data(result: DataResult) -> Plain:
    """Return the ``data`` part of the envelope of any of these results."""
    head = {"catalogue": catalogue(result.catalogue)}
    match result:
        case StaleResult():
            return {
                **head,
                "day": result.day.isoformat(),
                "within": result.within,
                "facts": result.facts,
                "due": result.due.isoformat() if result.due else None,
                "stale": [_age(age) for age in result.stale],
            }
        case CoverageResult():
            return {**head, **_coverage(result)}
        case ExportResult():
            return {**head, "facts": exported(result.catalogue)}
        case ScaffoldResult():
            return {
                "kind": result.kind,
                "id": result.name,
                "text": result.text,
                "line": result.line,
                "path": result.path or None,
                "inserted": result.inserted,
            }


def check(result: CheckResult) -> Plain:
    """Return what was read and what the rules found."""
    known = result.catalogue
    return {
        "catalogue": catalogue(known),
        "questions": len(known.questions),
        "applications": len(known.applications),
        "vendors": len(known.vendors),
        "solutions": len(known.solutions),
        "not_listed": len(known.not_listed),
        "findings": [_finding(finding) for finding in result.findings],
        "fixed": result.fixed or None,
    }


def _finding(found: Finding) -> Plain:
    problem = found.problem
    return {
        "rule": found.rule,
        "level": found.level.value,
        "message": _both(problem.message),
        "tip": _both(problem.tip) if problem.tip else None,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "path": found.path or None,
        "solution": found.solution or None,
        "attribute": found.attribute or None,
        "time_based": found.time_based,
        "excuse": found.excuse or None,
    }


def _both(words: Message) -> dict[str, str]:
    return {language: words.say(Texts(language)) for language in LANGUAGES}


def _age(age: Age) -> Plain:
    return {
        "vendor": age.vendor,
        "solution": age.solution,
        "attribute": age.attribute,
        "seen": age.seen.isoformat(),
        "days": age.days,
        "limit": age.limit,
        "over": age.over,
        "urls": list(age.urls),
    }


def _coverage(result: CoverageResult) -> Plain:
    return {
        "share": result.share,
        "attributes": [
            {
                "attribute": a.attribute,
                "weight": a.importance,
                "known": a.known,
                "meant": a.meant,
                "gain": a.gain,
                "applications": {
                    name: {"known": known, "meant": meant}
                    for name, (known, meant) in a.by_application.items()
                },
            }
            for a in result.attributes
        ],
        "solutions": [
            {
                "solution": s.solution,
                "known": s.known,
                "meant": s.meant,
                "share": s.share,
                "gain": s.gain,
                "unknown": list(s.unknown),
            }
            for s in result.solutions
        ],
    }


def exported(known: Catalogue) -> list[Plain]:
    """Return every fact of a catalogue with its sources, one record each."""
    found = []
    for solution in known.solutions.values():
        found.append(_record(known, solution, None, solution.applications_fact))
        found += [
            _record(known, solution, known.attributes[name], entered)
            for name, entered in solution.facts.items()
            if name != BREADTH
        ]
    return found


def _record(
    known: Catalogue, solution: Solution, attribute: Attribute | None, entered: Fact
) -> Plain:
    """Return one fact with the same keys whatever its kind; ``None`` for those it has not."""
    if attribute is None:
        order = list(known.applications)
        value: Plain = {"has": sorted(entered.has, key=order.index), "not": []}
        value |= {"member_sources": dict(entered.member_sources), "note": entered.note or None}
    else:
        value = fact(attribute, entered)
    names = dict.fromkeys((*entered.sources, *entered.member_sources.values()))
    keys = ("value", "has", "not", "min", "max", "amount", "currency", "billing", "plan")
    return {
        "vendor": solution.vendor,
        "vendor_name": known.vendors[solution.vendor].name,
        "solution": solution.id,
        "name": solution.name,
        "private": solution.private,
        "attribute": attribute.id if attribute else APPLICATIONS,
        "kind": attribute.kind.value if attribute else Kind.SET.value,
        **{key: value.get(key) for key in keys},
        "note": value["note"],
        "member_sources": value["member_sources"],
        "fact_sources": list(entered.sources),
        "sources": [{"source": name, **source(solution.sources[name])} for name in names],
    }


def rows(result: DataResult) -> Iterator[Plain]:
    """Yield the rows of a result for CSV."""
    match result:
        case StaleResult():
            for age in data(result)["stale"]:
                yield {**age, "urls": " ".join(age["urls"])}
        case CoverageResult():
            yield from _coverage_rows(result)
        case ExportResult():
            head = {key: data(result)["catalogue"][key] for key in ("version", "fingerprint")}
            for record in exported(result.catalogue):
                yield {**_flat_fact(record), **head}
        case ScaffoldResult():
            yield data(result)


def _coverage_rows(result: CoverageResult) -> Iterator[Plain]:
    """Attribute by application; the application ``all`` counts every solution once."""
    for a in result.attributes:
        head = {"attribute": a.attribute, "weight": a.importance}
        cells = {"all": (a.known, a.meant), **a.by_application}
        for name, (known, meant) in cells.items():
            gain = a.importance * (meant - known)
            yield {**head, "application": name, "known": known, "meant": meant, "gain": gain}


def _flat_fact(record: Plain) -> Plain:
    flat = {k: v for k, v in record.items() if "sources" not in k}
    for key in ("has", "not"):
        flat[key] = " ".join(record[key]) if record[key] is not None else None
    sources = record["sources"]
    flat["member_sources"] = " ".join(f"{k}={v}" for k, v in record["member_sources"].items())
    for key, column in (
        ("source", "sources"),
        ("url", "urls"),
        ("kind", "source_kinds"),
        ("page_date", "page_dates"),
        ("seen", "seen"),
        ("grade", "grades"),
    ):
        flat[column] = " ".join(one[key] or _NO_DATE for one in sources)
    flat["fact_sources"] = " ".join(record["fact_sources"])
    return flat


def check_rows(result: CheckResult) -> Iterator[Plain]:
    """Yield one row per finding."""
    for finding in check(result)["findings"]:
        row = {k: v for k, v in finding.items() if k not in ("message", "tip")}
        for key in ("message", "tip"):
            for language in LANGUAGES:
                row[f"{key}_{language}"] = (finding[key] or {}).get(language)
        yield row
