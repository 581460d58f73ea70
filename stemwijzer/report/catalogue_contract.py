"""The JSON form of the catalogue: questions, facts with their sources, and lists of them."""

from __future__ import annotations

from math import inf
from typing import Any

from stemwijzer.core.model import (
    Application,
    Attribute,
    Catalogue,
    Fact,
    Kind,
    Question,
    Solution,
    Source,
)
from stemwijzer.report.records import CatalogueResult, QuestionsResult
from stemwijzer.report.roadmap import pair

Plain = dict[str, Any]


def catalogue(found: Catalogue) -> Plain:
    """Return which catalogue was used."""
    return {
        "version": found.version,
        "fingerprint": found.fingerprint,
        "private": found.private,
    }


def questions(result: QuestionsResult) -> Plain:
    """Return every question by theme, those in reserve with the reason."""
    found = result.catalogue
    return {
        "catalogue": catalogue(found),
        "themes": {t.id: {"nl": t.label.nl, "en": t.label.en} for t in found.themes.values()},
        "questions": [question(q) for q in found.questions.values()],
        "reserve": [
            {**question(e.question), "reason": {"nl": e.reason.nl, "en": e.reason.en}}
            for e in found.reserve.values()
        ],
    }


def question(found: Question) -> Plain:
    """Return a question with what it is about."""
    attribute = found.attribute
    return {
        "question": found.id,
        "theme": found.theme,
        "kind": found.kind.value,
        "sense": found.sense.value if found.sense else None,
        "measure": found.measure.value if found.measure else None,
        "attribute": attribute.id,
        "options": [
            {"id": o.id, "label": {"nl": o.label.nl, "en": o.label.en}} for o in attribute.options
        ],
        "most": found.most or None,
        "importance": found.importance / 2,
        "text": {"nl": found.text.nl, "en": found.text.en},
        "explanation": {"nl": found.explanation.nl, "en": found.explanation.en},
    }


def fact(attribute: Attribute, found: Fact) -> Plain:
    """Return a fact: its value by kind, its sources, its note."""
    value: Plain
    match attribute.kind:
        case Kind.BOOL:
            value = {"value": found.level == "yes"}
        case Kind.LEVEL:
            value = {"value": found.level}
        case Kind.LEVELS | Kind.SET:
            order = [o.id for o in attribute.options]
            value = {
                "has": sorted(found.has, key=order.index),
                "not": sorted(found.not_, key=order.index),
            }
        case Kind.INTERVAL:
            value = {"min": found.low, "max": found.high}
        case Kind.AMOUNT:
            value = {
                "amount": found.amount,
                "currency": found.currency,
                "billing": found.billing or None,
                "plan": found.plan or None,
            }
    return {
        **value,
        "sources": list(found.sources),
        "member_sources": dict(found.member_sources),
        "note": found.note or None,
    }


def source(found: Source) -> Plain:
    """Return a source with its dates as YYYY-MM-DD."""
    return {
        "url": found.url,
        "kind": found.kind,
        "page_date": found.page_date.isoformat() if found.page_date else None,
        "seen": found.seen.isoformat(),
        "grade": found.grade,
    }


def _solution(found: Solution, known: Catalogue) -> Plain:
    return {
        "solution": found.id,
        "name": found.name,
        "vendor": found.vendor,
        "aliases": list(found.aliases),
        "private": found.private,
        "lifecycle": found.lifecycle
        and {
            "state": found.lifecycle.level,
            "sources": list(found.lifecycle.sources),
            "note": found.lifecycle.note or None,
        },
        "applications": sorted(found.applications),
        "applications_proof": {
            "sources": list(found.applications_fact.sources),
            "member_sources": dict(found.applications_fact.member_sources),
            "note": found.applications_fact.note or None,
        },
        "facts": {name: fact(known.attributes[name], value) for name, value in found.facts.items()},
        "sources": {name: source(s) for name, s in found.sources.items()},
    }


def _application(known: Catalogue, application_id: str) -> Plain:
    found = known.applications[application_id]
    return {
        "application": found.id,
        "name": {"nl": found.name.nl, "en": found.name.en},
        "definition": {"nl": found.definition.nl, "en": found.definition.en},
        "solutions": [s.id for s in known.in_application(found.id)],
        "benefits": {
            "customer": pair(found.benefits.customer),
            "employee": pair(found.benefits.employee),
            "organisation": pair(found.benefits.organisation),
        },
        "prerequisites": [
            {
                "text": pair(first.text),
                "applications": list(first.applications),
                "condition": first.condition or None,
            }
            for first in found.prerequisites
        ],
        "effort": pair(found.effort),
        "measures": [
            {
                "indicator": pair(measure.indicator),
                "unit": pair(measure.unit),
                "how": pair(measure.how),
                "better": "higher" if measure.up else "lower",
            }
            for measure in found.measures
        ],
        "watch": pair(found.watch),
        "covered_by": None
        if found.cover is None
        else {"applications": list(found.cover.applications), "reason": pair(found.cover.reason)},
        "judgements": [_judgement(known, found, key) for key in found.reasons],
        "reasons": {key: {"nl": r.nl, "en": r.en} for key, r in found.reasons.items()},
    }


def _judgement(known: Catalogue, found: Application, key: str) -> Plain:
    """Return one editorial judgement: a goal with how far it is served, or a value, and why."""
    name, _, goal = key.partition(".")
    judged, reason = found.facts[name], pair(found.reasons[key])
    if goal:
        effect = "full" if goal in judged.has else "half"
        return {"attribute": name, "goal": goal, "effect": effect, "value": None, "reason": reason}
    value = fact(known.attributes[name], judged)
    for needless in ("sources", "member_sources", "note"):  # a judgement has a reason, no source
        del value[needless]
    value |= {end: None for end in ("min", "max") if value.get(end) == inf}  # no limit
    return {"attribute": name, "goal": None, "effect": None, "value": value, "reason": reason}


def _vendor(known: Catalogue, vendor_id: str) -> Plain:
    found = known.vendors[vendor_id]
    return {
        "vendor": found.id,
        "name": found.name,
        "website": found.website,
        "solutions": list(found.solutions),
    }


def part(result: CatalogueResult) -> Plain:
    """Return the part of the catalogue that was asked for."""
    known, head = result.catalogue, {"catalogue": catalogue(result.catalogue), "part": result.part}
    match result.part:
        case "applications":
            return {**head, "applications": [_application(known, a) for a in known.applications]}
        case "vendors":
            return {**head, "vendors": [_vendor(known, v) for v in known.vendors]}
        case "solutions":
            return {
                **head,
                "application": result.application or None,
                "solutions": [_solution(known.solutions[s], known) for s in result.ids],
            }
        case "not-listed":
            return {
                **head,
                "not_listed": [
                    {
                        "id": e.id,
                        "name": e.name,
                        "vendor": e.vendor,
                        "website": e.website or None,
                        "reason": e.reason,
                        "date": e.date.isoformat(),
                        "note": e.note or None,
                    }
                    for e in known.not_listed.values()
                ],
            }
    name = result.ids[0]
    if name in known.applications:
        return {**head, "shown": _application(known, name)}
    if name in known.solutions:
        return {**head, "shown": _solution(known.solutions[name], known)}
    solutions = [_solution(known.solutions[s], known) for s in known.vendors[name].solutions]
    return {**head, "shown": {**_vendor(known, name), "solutions": solutions}}
