"""From the checked ``applications.yaml`` to applications with their editorial judgements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stemwijzer.catalogue.build_values import text, value_of
from stemwijzer.catalogue.declaration import Document, Path
from stemwijzer.core.model import (
    GOALS,
    Application,
    Attribute,
    Benefits,
    Cover,
    Fact,
    Indicator,
    Kind,
    Prerequisite,
    Text,
)
from stemwijzer.errors import closest, message


def applications(document: Document, known: Mapping[str, Attribute]) -> dict[str, Application]:
    """Build the applications with their editorial judgements."""
    everything = (document.data or {}).get("applications") or {}
    built: dict[str, Application] = {}
    judged: dict[str, str] = {}
    for name, data in everything.items():
        path: Path = ("applications", name)
        for index, item in enumerate(data.get("prerequisites") or []):
            _check_named(document, (*path, "prerequisites", index), item, everything)
        _check_named(document, (*path, "covered_by"), data.get("covered_by") or {}, everything)
        built[name] = _application(name, data, known)
        for attribute in built[name].facts:
            judged.setdefault(attribute, name)
    for attribute, first in judged.items():
        for name, application in built.items():
            if attribute not in application.facts:
                document.problem(
                    ("applications", name, "judgement"),
                    message("not_judged", name=name, attribute=attribute, first=first),
                    message("judge_all"),
                )
    return built


def goal_measures(document: Document) -> dict[str, Indicator]:
    """Build how each goal is measured."""
    measured = (document.data or {}).get("goals") or {}
    return {goal: _indicator(data) for goal, data in measured.items()}


def _check_named(
    document: Document, path: Path, item: Mapping[str, Any], known: Mapping[str, Any]
) -> None:
    """Report applications that a prerequisite or a cover names and that do not exist."""
    for index, other in enumerate(item.get("application") or []):
        if other not in known:
            document.problem(
                (*path, "application", index),
                message("unknown_application", name=other),
                closest(other, known),
            )


def _indicator(data: Mapping[str, Any]) -> Indicator:
    return Indicator(
        text(data.get("indicator")),
        text(data.get("unit")),
        text(data.get("how")),
        data.get("better") == "higher",
    )


def _application(name: str, data: Mapping[str, Any], known: Mapping[str, Attribute]) -> Application:
    facts: dict[str, Fact] = {}
    reasons: dict[str, Text] = {}
    goals = data.get("goals") or {}
    if GOALS in known:
        full = frozenset(goal for goal, cell in goals.items() if cell.get("effect") == "full")
        half = frozenset(goals) - full
        options = frozenset(option.id for option in known[GOALS].options)
        facts[GOALS] = Fact(has=full, partly=half, not_=options - full - half)
        reasons.update(
            {f"{GOALS}.{goal}": text(cell.get("reason")) for goal, cell in goals.items()}
        )
    for attribute_id, value in (data.get("judgement") or {}).items():
        attribute = known[attribute_id]
        fact = value_of(attribute, value)
        if attribute.kind in (Kind.SET, Kind.LEVELS):  # a judgement table is complete
            options = frozenset(option.id for option in attribute.options)
            fact = Fact(has=fact.has, not_=options - fact.has)
        elif attribute.kind is Kind.INTERVAL:  # what is left open has no limit
            low = 0.0 if fact.low is None else fact.low
            high = float("inf") if fact.high is None else fact.high
            fact = Fact(low=low, high=high)
        facts[attribute_id] = fact
        reasons[attribute_id] = text(value.get("reason"))
    benefits = data.get("benefits") or {}
    return Application(
        id=name,
        name=text(data.get("name")),
        definition=text(data.get("definition")),
        benefits=Benefits(
            text(benefits.get("customer")),
            text(benefits.get("employee")),
            text(benefits.get("organisation")),
        ),
        prerequisites=tuple(
            Prerequisite(
                text(item.get("text")),
                tuple(item.get("application") or ()),
                item.get("condition", ""),
            )
            for item in data.get("prerequisites") or []
        ),
        facts=facts,
        reasons=reasons,
        effort=text(data["effort"]) if "effort" in data else None,
        measures=tuple(_indicator(item) for item in data.get("measures") or []),
        watch=text(data["watch"]) if "watch" in data else None,
        cover=Cover(
            tuple(data["covered_by"].get("application") or ()),
            text(data["covered_by"].get("reason")),
        )
        if "covered_by" in data
        else None,
    )
