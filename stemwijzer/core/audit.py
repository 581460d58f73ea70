"""Does the instrument itself lean? Simulated sheets against every application of a catalogue.

Measures only; ``audit_findings`` says which of them are worth a word. Shares are rounded to six
decimals, so that the order in which sums are made shows nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from stemwijzer.core.audit_features import Feature, features
from stemwijzer.core.audit_mix import Part, mixes, solver_there
from stemwijzer.core.audit_rules import head_to_head, sampled_unknowns
from stemwijzer.core.audit_table import (
    Alike,
    Directions,
    Spread,
    Twice,
    alike,
    correlation,
    directions,
    dominated_by,
    spreads,
    twice,
)
from stemwijzer.core.model import UNIT, Catalogue, Kind, Sense
from stemwijzer.core.profile import Profile
from stemwijzer.core.simulation import (
    Codebook,
    Codes,
    Draw,
    Floats,
    Scorer,
    Scores,
    best_shares,
    blocks,
    make_codebook,
)
from stemwijzer.core.tables import solution_table

PROFILES = 100_000
SEED = 1

SAMPLED_SHEETS = 300
"""Sheets on which unknown facts are drawn; that rule costs a hundred times the others."""

SAMPLED_DRAWS = 100
"""Draws of the unknown facts per sheet."""

SHARED_SHEETS = 1_000
"""Sheets on which the head-to-head on shared facts is reckoned."""

WEIGHT_DRAWS = 2_000
"""Weights drawn per persona to see who is first under none of them."""

_MATCH_STEPS = 1_000


class AuditRule(StrEnum):
    """The shares of places that are compared; but for ``P_FIRST`` those of the first three.

    ``WHEN_RANKED`` is the ranking over the sheets in which a solution has a place at all: what the
    bar of least coverage does is left out. ``P_FIRST`` is the share of first places when unknown
    facts are drawn, as ``match`` shows it.
    """

    RANKING = "ranking"
    P_FIRST = "p_first"
    WHEN_RANKED = "when_ranked"
    SAMPLED_UNKNOWNS = "sampled_unknowns"
    HEAD_TO_HEAD = "head_to_head"


@dataclass(frozen=True, slots=True)
class Share:
    """One solution over all sheets of an application; shares are 0..1, ties are split.

    ``ranked`` is the share of sheets in which it has a place, ``first`` and ``top_three`` in which
    it is first and among the first three; ``first_by`` splits the first by way of drawing,
    ``places_by`` gives the share of each rule (on a part of the sheets).
    ``dominated_by`` are solutions at least as near for every answer and nearer for one, ``mix`` the
    shares of several others that together are (``None``: not worked out, there was no solver);
    ``first_for`` and ``never_first_for`` are the personas that rank it and for which some, or none,
    of the drawn weights make it first.
    """

    solution_id: str
    ranked: float
    first: float
    top_three: float
    first_by: Mapping[Draw, float]
    places_by: Mapping[AuditRule, float]
    features: Mapping[Feature, float]
    dominated_by: tuple[str, ...]
    mix: tuple[Part, ...] | None
    first_for: tuple[str, ...]
    never_first_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lean:
    """The correlation of a feature with the top-three share under a rule.

    ``count`` solutions are known; ``r`` is ``None`` when they are too few or do not vary.
    """

    feature: Feature
    rule: AuditRule
    r: float | None
    count: int


@dataclass(frozen=True, slots=True)
class ApplicationAudit:
    """The measures of one application.

    ``sheets`` counts those that rank somebody, ``winners`` is the effective number of winners
    (inverse Herfindahl index of the first-place shares), ``placed`` the mean number of solutions
    with a place, ``best_match`` the median match of number one.
    """

    application: str
    sheets: int
    winners: float
    placed: float
    best_match: float
    shares: tuple[Share, ...]
    spreads: tuple[Spread, ...]
    alike: tuple[Alike, ...]
    leans: tuple[Lean, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """The measures of a catalogue; these ``leans`` are over all applications together.

    ``whole`` is false when only some applications were looked at; there are no such leans then.
    ``unsold`` are applications without any solution. ``exact`` says whether domination by a mix was
    worked out, or only judged by drawing weights.
    """

    profiles: int
    seed: int
    personas: tuple[str, ...]
    whole: bool
    applications: tuple[ApplicationAudit, ...]
    unsold: tuple[str, ...]
    twice: tuple[Twice, ...]
    directions: tuple[Directions, ...]
    leans: tuple[Lean, ...]
    exact: bool


def audit(
    catalogue: Catalogue,
    personas: Sequence[tuple[str, Profile]] = (),
    profiles: int = PROFILES,
    seed: int = SEED,
    applications: Iterable[str] = (),
) -> Audit:
    """Audit a catalogue with ``profiles`` sheets; the same seed gives the same result.

    ``applications`` limits what is looked at (empty: everything).
    """
    asked = tuple(applications) or tuple(catalogue.applications)
    tables = [solution_table(catalogue, name) for name in asked]
    codebook = catalogue_codebook((catalogue,), [profile for _, profile in personas])
    tallies = [Tally(Scorer(table, codebook)) for table in tables if table.solutions]
    own = [codebook.encode(profile) for _, profile in personas]
    sample: list[Codes] = []
    for way, codes in blocks(codebook, own, profiles, seed):
        sample.append(codes[:: max(1, profiles // SHARED_SHEETS)])
        for tally in tallies:
            tally.add(way, codes)
    some = np.concatenate(sample)
    names, exact = [name for name, _ in personas], solver_there()
    found = tuple(
        _application(tally, catalogue, some, dict(zip(names, own, strict=True)), seed, exact=exact)
        for tally in tallies
    )
    return Audit(
        profiles,
        seed,
        tuple(names),
        asked == tuple(catalogue.applications),
        found,
        tuple(table.application for table in tables if not table.solutions),
        twice(catalogue),
        directions(catalogue),
        _leans([one.shares for one in found]) if asked == tuple(catalogue.applications) else (),
        exact,
    )


def catalogue_codebook(catalogues: Sequence[Catalogue], profiles: Iterable[Profile]) -> Codebook:
    """Return the codebook of the first catalogue's questions about solutions.

    The numbers that are drawn lie between those known in any of the catalogues.
    """
    return make_codebook(
        (q for q in catalogues[0].questions.values() if q.attribute.applies_to != frozenset()),
        (s for catalogue in catalogues for s in catalogue.solutions.values()),
        profiles,
    )


class Tally:
    """Adds up who is first and among the first three, block by block."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer
        self.sheets = dict.fromkeys(Draw, 0)
        self.first = {way: np.zeros(scorer.size) for way in Draw}
        self.top_three = np.zeros(scorer.size)
        self.ranked = np.zeros(scorer.size)
        self._matches = np.zeros(_MATCH_STEPS + 1, dtype=np.int64)

    def add(self, way: Draw, codes: Codes) -> None:
        """Add the sheets that rank somebody."""
        scores = self.scorer.score(codes)
        some = scores.ranked.any(axis=1)
        scores = Scores(scores.points[some], scores.known[some], scores.weights[some])
        ranked = scores.ranked
        self.sheets[way] += len(ranked)
        self.first[way] += best_shares(scores.points, ranked, 1).sum(axis=0)
        self.top_three += best_shares(scores.points, ranked, 3).sum(axis=0)
        self.ranked += ranked.sum(axis=0)
        whole = scores.weights.astype(np.int64) * UNIT
        best = np.where(ranked, scores.points, whole[:, None]).min(axis=1, initial=2**31)
        steps = (whole - best) * _MATCH_STEPS // whole
        self._matches += np.bincount(steps, minlength=_MATCH_STEPS + 1)

    @property
    def count(self) -> int:
        """The number of sheets added."""
        return sum(self.sheets.values())

    def firsts(self) -> Floats:
        """Return the share of first places per solution."""
        return np.asarray(sum(self.first.values()) / max(1, self.count))

    def best_match(self) -> float:
        """Return the median match of number one."""
        if not self.count:
            return 0.0
        below = self._matches.cumsum()
        return int(np.searchsorted(below, self.count / 2)) / _MATCH_STEPS


def winners(first: Floats) -> float:
    """Return the effective number of winners: 1 when one takes all, m when m share alike."""
    squares = float((first**2).sum())
    return round(float(first.sum()) ** 2 / squares, 4) if squares else 0.0


def _application(
    tally: Tally,
    catalogue: Catalogue,
    some: Codes,
    personas: Mapping[str, Codes],
    seed: int,
    *,
    exact: bool,
) -> ApplicationAudit:
    scorer, count = tally.scorer, max(1, tally.count)
    table = scorer.table
    first = tally.firsts()
    rng = np.random.default_rng([seed, *table.application.encode()])
    few = some[:: max(1, len(some) // SAMPLED_SHEETS)]
    p_first, drawn = sampled_unknowns(scorer, few, SAMPLED_DRAWS, rng)
    places_by = {
        AuditRule.RANKING: tally.top_three / count,
        AuditRule.P_FIRST: p_first,
        AuditRule.WHEN_RANKED: tally.top_three / np.maximum(tally.ranked, 1),
        AuditRule.SAMPLED_UNKNOWNS: drawn,
        AuditRule.HEAD_TO_HEAD: head_to_head(scorer, some),
    }
    reached = {
        name: _reached(scorer, codes, np.random.default_rng([seed, *name.encode()]))
        for name, codes in personas.items()
    }
    asked = table.questions.values()
    about = {q.attribute.id for q in asked}
    # What a need asks for is there or not; the other levels are settings one can choose between.
    settings = (q for q in asked if q.attribute.kind is Kind.LEVELS and q.sense is not Sense.NEED)
    adjustable = {q.attribute.id for q in settings}
    dominated = dominated_by(scorer)
    mixed = mixes(table) if exact else None
    shares = tuple(
        Share(
            solution_id=solution.id,
            ranked=_rounded(tally.ranked[i] / count),
            first=_rounded(first[i]),
            top_three=_rounded(tally.top_three[i] / count),
            first_by={
                way: _rounded(tally.first[way][i] / sheets)
                for way, sheets in tally.sheets.items()
                if sheets
            },
            places_by={rule: _rounded(values[i]) for rule, values in places_by.items()},
            features=features(catalogue.solutions[solution.id], about, adjustable),
            dominated_by=dominated[i],
            mix=mixed[i] if mixed else None,
            first_for=tuple(n for n, found in reached.items() if found.get(i) is True),
            never_first_for=tuple(n for n, found in reached.items() if found.get(i) is False),
        )
        for i, solution in enumerate(table.solutions)
    )
    return ApplicationAudit(
        application=table.application,
        sheets=tally.count,
        winners=winners(first),
        placed=round(float(tally.ranked.sum()) / count, 4),
        best_match=tally.best_match(),
        shares=shares,
        spreads=spreads(table),
        alike=alike(table),
        leans=_leans([shares]),
    )


def _rounded(value: float) -> float:
    return round(float(value), 6)


def _reached(scorer: Scorer, codes: Codes, rng: np.random.Generator) -> dict[int, bool]:
    """Say of everyone ranked for a persona whether any of the drawn weights makes it first.

    Half of the weights are uniform on the simplex, half are uneven (a few questions decide).
    """
    scores = scorer.score(codes[None, :])
    ranked = np.flatnonzero(scores.ranked[0])
    points = [
        coded.point[codes[coded.column]][ranked].astype(np.int64)
        for coded in scorer.questions
        if coded.weights[codes[coded.column]]
    ]
    if not len(ranked):
        return {}
    drawn = -np.log1p(-rng.random((WEIGHT_DRAWS, len(points))))
    drawn[WEIGHT_DRAWS // 2 :] **= 4
    weights = np.rint(drawn / drawn.sum(axis=1, keepdims=True) * 1_000_000).astype(np.int64)
    totals = weights @ np.array(points)
    first = (totals == totals.min(axis=1, keepdims=True)).any(axis=0)
    return {int(i): bool(reached) for i, reached in zip(ranked, first, strict=True)}


def _leans(groups: Sequence[Sequence[Share]]) -> tuple[Lean, ...]:
    """Return all correlations; in each application shares and features count from their mean."""
    found = []
    for feature in Feature:
        for rule in AuditRule:
            features_, shares = [np.zeros(0)], [np.zeros(0)]
            for group in groups:
                known = [s for s in group if feature in s.features and s.ranked > 0]
                if len(known) < 2:
                    continue
                x = np.array([s.features[feature] for s in known])
                y = np.array([s.places_by[rule] for s in known])
                features_.append(x - x.mean())
                shares.append(y - y.mean())
            r, count = correlation(np.concatenate(features_), np.concatenate(shares))
            found.append(Lean(feature, rule, r, count))
    return tuple(found)
