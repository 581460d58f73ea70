"""From the checked ``vendors.yaml`` to vendors, solutions and the list of what is not listed.

Every fact must name sources that are declared beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from stemwijzer.catalogue.build_values import value_of
from stemwijzer.catalogue.declaration import Document, Path
from stemwijzer.core.model import (
    BREADTH,
    Attribute,
    Fact,
    NotListed,
    Solution,
    Source,
    Vendor,
)
from stemwijzer.errors import closest, message

_BREADTH_STEPS = (1, 3, 6)
"""Largest number of applications for each level of breadth but the last."""


def vendors(
    document: Document, known: Mapping[str, Attribute]
) -> tuple[dict[str, Vendor], dict[str, Solution]]:
    """Build vendors and solutions; every fact must name sources that exist."""
    found: dict[str, Vendor] = {}
    solutions: dict[str, Solution] = {}
    places: dict[str, Path] = {}
    for vendor_id, data in ((document.data or {}).get("vendors") or {}).items():
        own = data.get("solutions") or {}
        for solution_id, solution_data in own.items():
            path: Path = ("vendors", vendor_id, "solutions", solution_id)
            if solution_id in places:
                first = document.places[places[solution_id]][0]
                document.problem(
                    path,
                    message("duplicate_solution", name=solution_id),
                    message("first_on_line", line=first),
                )
                continue
            places[solution_id] = path
            solutions[solution_id] = _solution(
                document, path, vendor_id, solution_id, solution_data, known
            )
        found[vendor_id] = Vendor(
            vendor_id, data.get("name", vendor_id), data.get("website", ""), tuple(own)
        )
    return found, solutions


def _solution(
    document: Document,
    path: Path,
    vendor: str,
    solution_id: str,
    data: Mapping[str, Any],
    known: Mapping[str, Attribute],
) -> Solution:
    sources = {
        name: Source(
            name,
            source["url"],
            source["kind"],
            date.fromisoformat(source["seen"]),
            source["grade"],
            date.fromisoformat(source["page_date"]) if "page_date" in source else None,
        )
        for name, source in (data.get("sources") or {}).items()
        if {"url", "kind", "seen", "grade"} <= source.keys()
    }
    declared = data.get("sources") or {}
    applications_data = data.get("applications") or {}
    proof = _proof(document, (*path, "applications"), applications_data, declared)
    delivered = frozenset(applications_data.get("has", ()))
    facts: dict[str, Fact] = {}
    for attribute_id, value in (data.get("facts") or {}).items():
        fact_path: Path = (*path, "facts", attribute_id)
        attribute = known[attribute_id]
        bare = value_of(attribute, value)
        _check_value(document, fact_path, bare)
        facts[attribute_id] = _with_proof(bare, _proof(document, fact_path, value, declared), value)
    if BREADTH in known and len(known[BREADTH].options) == len(_BREADTH_STEPS) + 1:
        step = sum(len(delivered) > most for most in _BREADTH_STEPS)
        facts[BREADTH] = Fact(level=known[BREADTH].options[step].id, sources=proof)
    return Solution(
        id=solution_id,
        name=data.get("name", solution_id),
        vendor=vendor,
        applications=delivered,
        applications_fact=_with_proof(Fact(has=delivered), proof, applications_data),
        facts=facts,
        sources=sources,
        aliases=tuple(data.get("aliases", ())),
        private=data.get("private", False),
        lifecycle=_lifecycle(document, (*path, "lifecycle"), data.get("lifecycle"), declared),
    )


def _lifecycle(
    document: Document, path: Path, data: Mapping[str, Any] | None, declared: Mapping[str, Any]
) -> Fact | None:
    if data is None:
        return None
    return _with_proof(
        Fact(level=data.get("value", "")), _proof(document, path, data, declared), data
    )


def _check_value(document: Document, path: Path, fact: Fact) -> None:
    for option in sorted(fact.has & fact.not_):
        document.problem(path, message("has_and_not", option=option))
    if fact.low is not None and fact.high is not None and fact.low > fact.high:
        document.problem(path, message("min_above_max", low=f"{fact.low:g}", high=f"{fact.high:g}"))


def _proof(
    document: Document, path: Path, data: Mapping[str, Any], declared: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the source ids of a fact, reporting each that is not declared."""
    sources = tuple(data.get("source", ()))
    for member, source in (data.get("sources") or {}).items():
        if source not in declared:
            document.problem(
                (*path, "sources", member),
                message("unknown_source", name=source),
                closest(source, declared),
            )
    for source in sources:
        if source not in declared:
            document.problem(
                (*path, "source"), message("unknown_source", name=source), closest(source, declared)
            )
    return sources


def _with_proof(bare: Fact, sources: tuple[str, ...], data: Mapping[str, Any]) -> Fact:
    return replace(
        bare,
        sources=sources,
        member_sources=dict(data.get("sources") or {}),
        note=data.get("note", ""),
    )


def not_listed(document: Document) -> dict[str, NotListed]:
    """Build the list of what was considered and is not listed."""
    return {
        name: NotListed(
            name,
            data.get("name", name),
            data.get("vendor", ""),
            data.get("website", ""),
            data.get("reason", ""),
            date.fromisoformat(data.get("date", "1970-01-01")),
            data.get("note", ""),
        )
        for name, data in ((document.data or {}).get("not_listed") or {}).items()
    }
