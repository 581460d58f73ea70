"""The JSON form of ``data audit`` and ``data diff``, and their flat rows for CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from stemwijzer.core.model import Catalogue, Fact
from stemwijzer.report.audit_result import AuditResult, DiffResult
from stemwijzer.report.catalogue_contract import catalogue, fact

if TYPE_CHECKING:
    from stemwijzer.core.audit import ApplicationAudit, Lean, Share
    from stemwijzer.core.audit_findings import Finding
    from stemwijzer.core.catalogue_diff import Condition, FactDifference

Plain = dict[str, Any]

_APPLICATIONS = "applications"
_P_FIRST = "p_first"


def audit(result: AuditResult) -> Plain:
    """Return the whole audit; shares are 0..1."""
    found, known = result.audit, result.catalogue
    return {
        "catalogue": catalogue(known),
        "options": {"profiles": found.profiles, "seed": found.seed},
        "personas": list(found.personas),
        "exact_mixes": found.exact,
        "findings": [_finding(finding) for finding in result.findings],
        "applications": [_application(one, known) for one in found.applications],
        "no_solutions": list(found.unsold),
        "counts_double": [
            {"questions": [pair.one, pair.other], "r": pair.r, "count": pair.count}
            for pair in found.twice
        ],
        "directions": [{"theme": d.theme, "up": d.up, "down": d.down} for d in found.directions],
        "correlations": _leans(found.leans),
    }


def _finding(found: Finding) -> Plain:
    return {
        "finding": found.id,
        "level": found.level.value,
        "value": found.value,
        "threshold": found.threshold,
        "application": found.application or None,
        "applications": list(found.applications),
        "solutions": list(found.solutions),
        "questions": list(found.questions),
        "feature": found.feature or None,
        "rules": dict(found.rules),
        "count": found.count,
        "theme": found.theme or None,
    }


def _application(found: ApplicationAudit, known: Catalogue) -> Plain:
    return {
        "application": found.application,
        "sheets": found.sheets,
        "winners": found.winners,
        "placed": found.placed,
        "best_match": found.best_match,
        "solutions": [_share(share, known) for share in found.shares],
        "questions": [
            {
                "question": s.question_id,
                "known": s.known,
                "gap": s.spread,
                "counted": s.counted,
                "separation": s.separation,
                "proven": s.proven,
            }
            for s in found.spreads
        ],
        "alike": [
            {"solutions": [pair.one, pair.other], "share": pair.share, "known": pair.known}
            for pair in found.alike
        ],
        "correlations": _leans(found.leans),
    }


def _share(found: Share, known: Catalogue) -> Plain:
    return {
        "solution": found.solution_id,
        "name": known.solutions[found.solution_id].name,
        "ranked": found.ranked,
        "first": found.first,
        "top_three": found.top_three,
        "first_by": {way.value: share for way, share in found.first_by.items()},
        "top_by": {rule.value: x for rule, x in found.places_by.items() if rule != _P_FIRST},
        "p_first": next(x for rule, x in found.places_by.items() if rule == _P_FIRST),
        "features": {feature.value: value for feature, value in found.features.items()},
        "dominated_by": list(found.dominated_by),
        "mix": None
        if found.mix is None
        else [{"solution": part.solution_id, "share": float(part.share)} for part in found.mix],
        "first_for": list(found.first_for),
        "never_first_for": list(found.never_first_for),
    }


def _leans(leans: Iterable[Lean]) -> list[Plain]:
    return [
        {"feature": x.feature.value, "rule": x.rule.value, "r": x.r, "count": x.count}
        for x in leans
    ]


def audit_rows(result: AuditResult) -> Iterator[Plain]:
    """Yield one row per solution and application."""
    for application in result.audit.applications:
        for share in application.shares:
            plain = _share(share, result.catalogue)
            yield {
                "application": application.application,
                **{key: plain[key] for key in ("solution", "name", "ranked", "first", "top_three")},
                **{f"first_{way}": value for way, value in plain["first_by"].items()},
                **{f"top_{rule}": value for rule, value in plain["top_by"].items()},
                "p_first": plain["p_first"],
                "dominated_by": " ".join(share.dominated_by),
                "mix": " ".join(f"{m['solution']}={m['share']:g}" for m in plain["mix"] or ()),
                "first_for": " ".join(share.first_for),
                "never_first_for": " ".join(share.never_first_for),
            }


# Differences ------------------------------------------------------------------------------------


def diff(result: DiffResult) -> Plain:
    """Return everything that differs; ids are those of the newer catalogue where it has them."""
    found = result.comparison
    return {
        "base": result.base,
        "base_is_export": result.left_out is not None,
        "left_out": [{"solution": s, "attribute": a} for s, a in result.left_out or ()],
        "before": {"catalogue": catalogue(result.before), **_condition(found.before)},
        "after": {"catalogue": catalogue(result.after), **_condition(found.after)},
        "options": {"profiles": result.drawn, "seed": result.seed},
        "personas": list(result.sheets),
        "facts": [_fact_difference(one, result) for one in found.facts],
        "items": [
            {
                "kind": item.kind.value,
                "item": item.item.value,
                "id": item.id,
                "fields": list(item.fields),
                "before": item.before or None,
                "after": item.after or None,
            }
            for item in found.items
        ],
        "moves": [
            {
                "persona": move.profile,
                "application": move.application,
                "solution": move.solution_id,
                "before": move.before or None,
                "after": move.after or None,
                "cause": move.cause.value,
                "question": move.question_id or None,
                "by": move.by or None,
            }
            for move in result.moves
        ],
        "shares": [
            {
                "application": move.application,
                "solution": move.solution_id,
                "before": move.before,
                "after": move.after,
                "error": move.error,
            }
            for move in result.shares
        ],
    }


def _condition(found: Condition) -> Plain:
    return {
        "vendors": found.vendors,
        "solutions": found.solutions,
        "facts": found.facts,
        "coverage": found.coverage,
        "age": found.age,
        "dated": found.dated,
    }


def _fact_difference(found: FactDifference, result: DiffResult) -> Plain:
    return {
        "kind": found.kind.value,
        "solution": found.solution_id,
        "attribute": found.attribute,
        "before": _fact(found.attribute, found.before, result.before),
        "after": _fact(found.attribute, found.after, result.after),
    }


def _fact(attribute: str, found: Fact | None, known: Catalogue) -> Plain | None:
    if found is None:
        return None
    if attribute == _APPLICATIONS:
        return {
            "has": sorted(found.has),
            "not": [],
            "sources": list(found.sources),
            "member_sources": dict(found.member_sources),
            "note": found.note or None,
        }
    return fact(known.attributes[attribute], found)


def diff_rows(result: DiffResult) -> Iterator[Plain]:
    """Yield one row per fact that differs, its value before and after as one text."""
    for found in diff(result)["facts"]:
        yield {
            **{key: found[key] for key in ("kind", "solution", "attribute")},
            "before": _text(found["before"]),
            "after": _text(found["after"]),
            "sources": " ".join((found["after"] or found["before"])["sources"]),
        }


def _text(found: Plain | None) -> str:
    """Return a value as ``key=value`` words; empty when there is none."""
    if found is None:
        return ""
    words = []
    for key, value in found.items():
        if key in ("sources", "member_sources", "note") or value in (None, []):
            continue
        said = "+".join(value) if isinstance(value, list) else str(value).lower()
        words.append(said if key == "value" else f"{key}={said}")
    return " ".join(words)
