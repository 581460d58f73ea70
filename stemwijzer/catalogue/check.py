"""Run the rules over the data: findings in the order of the files, exceptions counted in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from stemwijzer.catalogue.load import Loaded
from stemwijzer.catalogue.rules import every_rule
from stemwijzer.catalogue.rules.base import APPLICATIONS, QUESTIONS, VENDORS, Found, Material, Rule
from stemwijzer.catalogue.rules.v091_needless_exceptions import RULE as NEEDLESS
from stemwijzer.catalogue.rules.v091_needless_exceptions import review
from stemwijzer.catalogue.upkeep import Exemption, read_upkeep
from stemwijzer.core.finding import Finding, Level
from stemwijzer.errors import Message, Problem

_WORST_FIRST = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}


def check(loaded: Loaded, today: date) -> tuple[Finding, ...]:
    """Return every finding about the data on a day; excused ones carry the reason.

    Raises CatalogueError when a file beside the catalogue cannot be read.
    """
    rules = every_rule()
    upkeep = read_upkeep(loaded.folder, loaded.catalogue, tuple(rule.id for rule in rules))
    material = Material(loaded, upkeep, today)
    findings = [_finding(rule, f, loaded) for rule in rules for f in rule.check(material)]
    excused = [_excuse(finding, upkeep.exemptions, today) for finding in findings]
    unused = [e for e in upkeep.exemptions if not any(_covers(e, f) for f in findings)]
    dated = frozenset(rule.id for rule in rules if rule.time_based)
    excused += [_finding(NEEDLESS, f, loaded) for f in review(unused, dated=dated)]
    return tuple(sorted(excused, key=_place))


def _finding(rule: Rule, found: Found, loaded: Loaded) -> Finding:
    if found.exemption is not None:
        place = (found.exemption.file, found.exemption.line, found.exemption.column)
    else:
        documents = {
            QUESTIONS: loaded.questions,
            APPLICATIONS: loaded.applications,
            VENDORS: loaded.vendors,
        }
        document = documents[found.file]
        line, column = document.where(found.path)
        if not found.path and "line" in found.values:  # a place in the text, not in the data
            line, column = int(str(found.values["line"])), 1
        place = (document.file, line, column)
    key = f"data.{rule.id.lower()}.{found.text}"
    return Finding(
        rule=rule.id,
        level=found.level or rule.level,
        problem=Problem(*place, Message(key, found.values), Message(f"{key}.tip", found.values)),
        path=".".join(map(str, found.path)),
        solution=found.solution,
        attribute=found.attribute,
        time_based=rule.time_based if found.time_based is None else found.time_based,
    )


def _excuse(finding: Finding, exemptions: Iterable[Exemption], today: date) -> Finding:
    """Return the finding with the reason to leave it; past its date it counts as time-based."""
    for exemption in exemptions:
        if _covers(exemption, finding):
            if exemption.until < today:
                return replace(finding, time_based=True)
            return replace(finding, excuse=exemption.reason)
    return finding


def _covers(exemption: Exemption, finding: Finding) -> bool:
    path = exemption.path
    return (
        exemption.rule == finding.rule
        and exemption.solution in ("", finding.solution)
        and exemption.attribute in ("", finding.attribute)
        and (path in ("", finding.path) or finding.path.startswith(f"{path}."))
    )


def _place(finding: Finding) -> tuple[str, int, int, int, str]:
    problem = finding.problem
    return problem.file, problem.line, problem.column, _WORST_FIRST[finding.level], finding.rule
