"""Which measures of an audit are worth a word: named findings with a level and a threshold.

An *error* breaks a promise of the design (``--strict`` fails on it), a *warning* needs an
explanation, an *info* is good to know. Thresholds are fixed here, on principle and not on what the
present data happen to show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stemwijzer.core.audit import WEIGHT_DRAWS, ApplicationAudit, Audit, AuditRule, Lean
from stemwijzer.core.audit_features import Feature
from stemwijzer.core.audit_table import LEAST_ALIKE, LEAST_TWICE
from stemwijzer.core.finding import Level

FEW = 4
"""With fewer ranked solutions than this, somebody must win often: no finding on winners."""

LEADER_ERROR = 0.5
"""One solution takes more than half of all first places: the outcome is known beforehand."""

LEADER_WARNING = 1 / 3
"""One solution takes more than a third of all first places."""

WINNERS_ERROR = 1 / 6
"""Effective winners per ranked solution; below this most of the list is decoration."""

WINNERS_WARNING = 1 / 3
"""One-sided questions alone gave a third in the experiments of mcdm.md (5.7 of 17)."""

HARDLY_RANKED = 0.05
"""A solution with a place in fewer of the sheets is there in name only."""

LEAN_WARNING = 0.5
"""A feature that explains a quarter of the variance in one application."""

LEAN_COUNT = 10
"""Solutions a correlation in one application needs; below ten, 0.5 is chance."""

POOLED_WARNING = 0.3
"""The same over all applications together, where chance is smaller."""

POOLED_ERROR = 0.5
"""A feature that explains a quarter of the variance of the whole catalogue."""

POOLED_COUNT = 30
"""Places (solution in application) a pooled correlation needs."""

TWICE_COUNT = 12
"""Two questions with fewer shared solutions may agree by chance: info instead of warning."""

LEAST_KNOWN = 2
"""A question must be known of this many solutions before it can separate any."""


LEAST_PROVEN = 0.5
"""When less of what a question separates is proven, most of it may come from documentation."""

ONE_WAY = 3
"""Statements of a theme that all ask for one end of their scale; two may do so by chance (info)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the audit shows, with the number and the threshold that makes it worth a word.

    Empty fields do not apply; ``application`` is empty for the catalogue as a whole, ``theme`` is
    that of one-way statements. ``rules`` of a lean begins with the one that gives the value.
    ``count`` is what the value rests on: solutions (leans, pairs of questions, winners),
    applications in which enough is known of a question, statements of a theme, sheets (never
    first), draws of weights (never first for personas).
    """

    id: str
    level: Level
    value: float
    threshold: float
    application: str = ""
    solutions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    feature: str = ""
    rules: tuple[tuple[str, float], ...] = ()
    count: int = 0
    theme: str = ""


def findings(audit: Audit) -> tuple[Finding, ...]:
    """Return every finding, errors first, then in the order of the catalogue."""
    found = [*_catalogue(audit)]
    for application in audit.applications:
        found += _winners(application)
        found += _solutions(application)
        found += _pairs(application)
        found += _leans(application.leans, application.application)
    order = list(Level)
    return tuple(sorted(found, key=lambda finding: order.index(finding.level)))


def _catalogue(audit: Audit) -> Iterator[Finding]:
    if audit.leans:
        yield from _leans(audit.leans, "")
    yield from _questions(audit.applications, whole=audit.whole)
    for pair in audit.twice:
        level = Level.WARNING if pair.count >= TWICE_COUNT else Level.INFO
        questions = (pair.one, pair.other)
        yield Finding(
            "counts_double", level, pair.r, LEAST_TWICE, questions=questions, count=pair.count
        )
    for found in audit.directions:
        total = found.up + found.down
        if total > 1 and 0 in (found.up, found.down):
            level = Level.WARNING if total >= ONE_WAY else Level.INFO
            yield Finding("one_direction", level, total, ONE_WAY, theme=found.theme, count=total)
    for name in audit.unsold:
        yield Finding("no_solutions", Level.INFO, 0, 1, name)


def _leans(leans: Sequence[Lean], application: str) -> Iterator[Finding]:
    """One finding per feature; where the ranking itself does not lean, the strongest rule tells."""
    least, needed = (LEAN_WARNING, LEAN_COUNT) if application else (POOLED_WARNING, POOLED_COUNT)
    for feature in Feature:
        own = {lean.rule: lean for lean in leans if lean.feature is feature}
        known = {rule: lean.r for rule, lean in own.items() if lean.r is not None}
        ranking, count = known.get(AuditRule.RANKING, 0.0), own[AuditRule.RANKING].count
        lead = max(known, key=lambda rule: abs(known[rule]), default=AuditRule.RANKING)
        if count < needed or abs(known.get(lead, 0.0)) < least:
            continue
        if abs(ranking) >= least:
            lead = AuditRule.RANKING
        serious = not application and abs(ranking) >= POOLED_ERROR
        rules = sorted(known.items(), key=lambda item: item[0] is not lead)
        yield Finding(
            "lean",
            Level.ERROR if serious else Level.WARNING,
            known[lead],
            POOLED_ERROR if serious else least,
            application,
            feature=feature.value,
            rules=tuple((rule.value, r) for rule, r in rules),
            count=count,
        )


def _questions(applications: Sequence[ApplicationAudit], *, whole: bool) -> Iterator[Finding]:
    """A question that separates nobody anywhere is an error; in some applications, an info.

    One that separates somewhere, but mostly by what is unknown, is a warning.
    """
    names = {s.question_id: None for a in applications for s in a.spreads}
    for name in names:
        asked = [
            (a.application, s) for a in applications for s in a.spreads if s.question_id == name
        ]
        answered = [(place, s) for place, s in asked if s.known >= LEAST_KNOWN]
        flat = [(place, s) for place, s in answered if s.spread == 0]
        if not answered and whole:
            known = max(s.known for _, s in asked)
            yield Finding("unknown_question", Level.WARNING, known, LEAST_KNOWN, questions=(name,))
            continue
        all_flat = len(flat) == len(answered)
        everywhere = whole and all_flat
        if flat:
            counted = max(s.counted for _, s in flat)
            yield Finding(
                "only_documentation" if counted else "flat_question",
                Level.ERROR if everywhere else Level.INFO,
                counted,
                0,
                questions=(name,),
                applications=tuple(place for place, _ in flat),
                count=len(answered),
            )
        separation = sum(s.separation for _, s in answered)
        proven = sum(s.proven for _, s in answered)
        if not all_flat and proven < LEAST_PROVEN * separation:
            yield Finding(
                "mostly_documentation",
                Level.WARNING if whole else Level.INFO,
                round(proven / separation, 6),
                LEAST_PROVEN,
                questions=(name,),
                applications=tuple(place for place, _ in answered),
                count=len(answered),
            )


def _winners(found: ApplicationAudit) -> Iterator[Finding]:
    ranked = [share for share in found.shares if share.ranked > 0]
    if len(ranked) < FEW:
        return
    part = found.winners / len(ranked)
    if part < WINNERS_WARNING:
        serious = part < WINNERS_ERROR
        threshold = (WINNERS_ERROR if serious else WINNERS_WARNING) * len(ranked)
        level = Level.ERROR if serious else Level.WARNING
        yield Finding(
            "few_winners",
            level,
            found.winners,
            round(threshold, 4),
            found.application,
            count=len(ranked),
        )
    for share in ranked:
        if share.first > LEADER_WARNING:
            serious = share.first > LEADER_ERROR
            yield Finding(
                "leader",
                Level.ERROR if serious else Level.WARNING,
                share.first,
                round(LEADER_ERROR if serious else LEADER_WARNING, 4),
                found.application,
                (share.solution_id,),
                count=len(ranked),
            )


def _solutions(found: ApplicationAudit) -> Iterator[Finding]:
    place = found.application
    for share in found.shares:
        who = (share.solution_id,)
        if share.ranked < HARDLY_RANKED:
            level = Level.INFO if share.ranked else Level.WARNING
            yield Finding("hardly_ranked", level, share.ranked, HARDLY_RANKED, place, who)
        if share.dominated_by:
            solutions = (*who, *share.dominated_by)
            yield Finding("dominated", Level.INFO, len(share.dominated_by), 1, place, solutions)
        elif share.mix:
            solutions = (*who, *(part.solution_id for part in share.mix))
            yield Finding("dominated_by_mix", Level.INFO, len(share.mix), 2, place, solutions)
        elif share.first == 0 and share.ranked >= HARDLY_RANKED:
            yield Finding("never_first", Level.INFO, 0, 0, place, who, count=found.sheets)
        if share.ranked >= HARDLY_RANKED and share.never_first_for and not share.first_for:
            kind = "never_first_for_personas"
            yield Finding(kind, Level.INFO, 0, 0, place, who, count=WEIGHT_DRAWS)


def _pairs(found: ApplicationAudit) -> Iterator[Finding]:
    for pair in found.alike:
        same = pair.share == 1
        yield Finding(
            "identical" if same else "near_identical",
            Level.ERROR if same else Level.WARNING,
            pair.share,
            1 if same else LEAST_ALIKE,
            found.application,
            (pair.one, pair.other),
        )
