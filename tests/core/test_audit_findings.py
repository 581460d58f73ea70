"""Which measures become a finding, by their thresholds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.builders import has, ladder, level, solution, steps
from core.test_audit import FEW, QUESTIONS, catalogue
from stemwijzer.core.audit import Audit, AuditRule, Lean, audit
from stemwijzer.core.audit_features import Feature, features
from stemwijzer.core.audit_findings import Finding, Level, findings
from stemwijzer.core.audit_table import Directions, Spread
from stemwijzer.core.model import Catalogue, Fact


def test_the_features_of_a_solution_leave_out_what_is_unknown() -> None:
    one = solution("one", q1=level("v0"), licence=level("open"), headquarters=level("other"))
    assert features(one, ["q1", "q2", "breadth"]) == {
        Feature.FACTS: 1,
        Feature.SOURCES: 0,
        Feature.APPLICATIONS: 1,
        Feature.OUTSIDE_EUROPE: 1,
        Feature.OPEN_LICENCE: 1,
    }
    big = replace(one, facts={"scale": Fact(low=1, high=np.e**3)})
    assert features(big, [])[Feature.SCALE] == pytest.approx(3)
    endless = replace(one, facts={"scale": Fact(low=1, high=float("inf"))})
    assert Feature.SCALE not in features(endless, [])


def test_configurable_is_the_share_of_known_settings_with_a_choice() -> None:
    one = solution("one", q1=has("off", "on"), q2=has("on"), us_cloud=level("always"))
    found = features(one, [], ["q1", "q2", "q4"])
    assert (found[Feature.CONFIGURABLE], found[Feature.US_CLOUD]) == (0.5, 1)
    assert features(solution("two", us_cloud=level("none")), [])[Feature.US_CLOUD] == 0
    assert Feature.CONFIGURABLE not in features(one, [], ["q4"])


def test_statements_that_all_point_one_way_are_a_finding_by_their_number() -> None:
    ways = (
        Directions("a", 3, 0),
        Directions("b", 0, 2),
        Directions("c", 2, 1),
        Directions("d", 1, 0),
    )
    found = [f for f in findings(empty(directions=ways)) if f.id == "one_direction"]
    assert [(f.theme, f.level, f.value) for f in found] == [
        ("a", Level.WARNING, 3),
        ("b", Level.INFO, 2),
    ]


@pytest.mark.parametrize(
    ("proven", "expected"), [((0.1, 0.1), 0.25), ((0.1, 0.3), None), ((0, 0.19), 0.2375)]
)
def test_a_question_that_separates_mostly_by_silence_is_a_warning(proven, expected) -> None:
    """Over two applications in which it separates 0.4 each, the bar is 0.4 of 0.8."""
    made = audit(
        catalogue(QUESTIONS, [steps("a", 0, 1, 2, 3), steps("b", 3, 1, 1, 1)]), profiles=30
    )
    (one,) = made.applications
    known = tuple(
        replace(one, application=f"app{i}", spreads=(Spread("q1", 5, 0.5, 0.9, 0.4, part),))
        for i, part in enumerate(proven)
    )
    found = [f for f in findings(empty(applications=known)) if f.id == "mostly_documentation"]
    assert [(f.value, f.level, f.questions) for f in found] == (
        [] if expected is None else [(expected, Level.WARNING, ("q1",))]
    )


def test_a_solution_without_places_is_still_told_to_be_dominated_but_not_to_be_never_first() -> (
    None
):
    known = catalogue(QUESTIONS, [steps("a", 0), steps("b", 3)])
    (one,) = audit(known, profiles=30).applications
    silent = replace(
        one.shares[0], ranked=0.01, first=0.0, dominated_by=("b",), never_first_for=("us",)
    )
    found = findings(empty(applications=(replace(one, shares=(silent,), spreads=()),)))
    assert {f.id for f in found} == {"hardly_ranked", "dominated"}


def test_documentation_that_buys_places_is_found() -> None:
    """Everybody stands the same where known; the one rule that differs is how much is known."""
    asked = [ladder(f"q{i}") for i in range(1, 13)]
    solutions = [
        steps(f"s{i}", *[(0 if k % 2 else 4) if k <= i else None for k in range(1, 13)])
        for i in range(1, 13)
    ]
    found = audit(catalogue(asked, solutions), profiles=FEW)
    lean = next(f for f in findings(found) if f.id == "lean" and f.application == "app")
    assert (lean.feature, lean.level, lean.count) == ("facts", Level.WARNING, 12)
    assert lean.value >= 0.5
    assert lean.rules[0] == ("ranking", lean.value)


def empty(**more) -> Audit:
    given = {
        "profiles": 1,
        "seed": 1,
        "personas": (),
        "whole": True,
        "applications": (),
        "unsold": (),
        "twice": (),
        "directions": (),
        "leans": tuple(Lean(f, r, None, 0) for f in Feature for r in AuditRule),
        "exact": True,
    }
    return Audit(**{**given, **more})


def leans(feature: Feature, count: int = 100, **rules: float) -> tuple[Lean, ...]:
    known = {AuditRule(name): r for name, r in rules.items()}
    return tuple(
        Lean(f, r, known.get(r) if f is feature else None, count)
        for f in Feature
        for r in AuditRule
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"ranking": 0.6}, (Level.ERROR, 0.6, 0.5)),
        ({"ranking": -0.6}, (Level.ERROR, -0.6, 0.5)),
        ({"ranking": 0.4, "when_ranked": 0.7}, (Level.WARNING, 0.4, 0.3)),
        ({"ranking": 0.1, "when_ranked": -0.4}, (Level.WARNING, -0.4, 0.3)),
        ({"ranking": 0.2}, None),
        ({"ranking": 0.9, "count": 20}, None),
    ],
)
def test_a_lean_over_all_applications_by_its_thresholds(given, expected) -> None:
    count = given.pop("count", 100) if "count" in given else 100
    found = findings(empty(leans=leans(Feature.SOURCES, count, **given)))
    told = [(f.level, f.value, f.threshold) for f in found]
    assert told == ([expected] if expected else [])


def test_an_application_without_solutions_is_said() -> None:
    known = catalogue(QUESTIONS, [])
    found = audit(known, profiles=10)
    assert (found.applications, found.unsold) == ((), ("app",))
    assert findings(found) == (Finding("no_solutions", Level.INFO, 0, 1, "app"),)


def test_errors_come_first(shipped: Catalogue) -> None:
    found = audit(shipped, profiles=600, applications=["wfm", "telephony"])
    levels = [finding.level for finding in findings(found)]
    assert levels == sorted(levels, key=list(Level).index)
