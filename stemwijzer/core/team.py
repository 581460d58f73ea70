"""Several respondents, one ranking: the mean of the members' distances, and what stands beside it.

Every member keeps his own answers and counts by his own weights: his distance to a solution is
normalised before it is averaged, so a 1 and a 5 never become a 3 (aggregation of individual
priorities, Forman & Peniwati 1998). All sums are whole numbers over one denominator, so equal is
equal, and the order of the members means nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm

from stemwijzer.core.answer import Answer
from stemwijzer.core.matching import (
    ANSWER_STEPS,
    GOOD_MATCH,
    LEAST_COVERAGE,
    MustState,
    MustTest,
    Ranking,
    Standing,
    Status,
    product_must,
    rank,
)
from stemwijzer.core.model import UNIT
from stemwijzer.core.profile import Profile
from stemwijzer.core.tables import Table
from stemwijzer.core.votes import borda, concordance, kemeny, places

EMPLOYEE_ROLES = frozenset({"employee", "employees", "medewerker", "medewerkers"})
"""The roles whose view is shown on its own, beside the joint result."""

SHORTLIST = 8
"""The longest list for which the Kemeny order is worked out."""


@dataclass(frozen=True, slots=True)
class Member:
    """One respondent of a team; ``weight`` is 1 unless stated beforehand."""

    name: str
    profile: Profile
    answers: Mapping[str, Answer] = field(default_factory=dict)
    role: str = ""
    weight: Fraction = Fraction(1)

    @property
    def employee(self) -> bool:
        """Say whether this member speaks for those who work with it."""
        return self.role.strip().casefold() in EMPLOYEE_ROLES


@dataclass(frozen=True, slots=True)
class Voice:
    """What one member says about every solution of the table, in its order."""

    member: Member
    ranking: Ranking
    standings: tuple[Standing, ...]
    share: int

    @property
    def weight(self) -> int:
        """The sum of the weights of the member's own wishes."""
        return self.ranking.weight


MemberQuestion = tuple[str, str]
"""The name of a member and the id of a question he gave as a must-have."""


@dataclass(frozen=True, slots=True)
class JointStanding:
    """One solution as the team sees it; distances are 0..1.

    ``members`` and ``places`` hold, in the order of the voices, each member's own distance and own
    place among the jointly ranked solutions (empty when it is not ranked). ``unmet`` says whose
    must-have it does not meet, ``ask`` whose must-have nobody knows about. An excluded solution
    carries the rank it would have had. ``borda`` is the share of the others it beats.
    """

    solution_id: str
    distance: Fraction
    low: Fraction
    high: Fraction
    coverage: Fraction
    members: tuple[Fraction, ...]
    unmet: tuple[MemberQuestion, ...]
    ask: tuple[MemberQuestion, ...]
    rank: int = 0
    tied: bool = False
    close_call: bool = False
    possible_winner: bool = False
    places: tuple[int, ...] = ()
    borda: Fraction = Fraction(0)
    borda_rank: int = 0

    @property
    def worst(self) -> Fraction:
        """The distance of the member who is worst off."""
        return max(self.members)

    @property
    def worst_off(self) -> tuple[int, ...]:
        """The members who are worst off, as places in the list of voices."""
        return tuple(i for i, distance in enumerate(self.members) if distance == self.worst)


@dataclass(frozen=True, slots=True)
class Demand:
    """What one must-have does to the joint ranking: who asks it and what it takes away.

    ``alone`` counts the solutions that fail on nothing else; ``best_back`` is the best of these.
    """

    question_id: str
    members: tuple[str, ...]
    removes: int
    alone: int
    best_back: str


@dataclass(frozen=True, slots=True)
class Absence:
    """Who would be first without one member, and whether that is somebody else."""

    member: str
    first: tuple[str, ...]
    changes: bool


@dataclass(frozen=True, slots=True)
class Team:
    """The joint outcome for one application. ``silent`` are members who say nothing about it.

    ``kemeny`` is the order of the first few that goes against the members' own orders least, one
    of ``kemeny_orders`` that do so equally. ``concordance`` is Kendall's W, 0..1.
    """

    application: str
    status: Status
    voices: tuple[Voice, ...]
    silent: tuple[str, ...]
    ranked: tuple[JointStanding, ...]
    excluded: tuple[JointStanding, ...]
    unranked: tuple[JointStanding, ...]
    demands: tuple[Demand, ...]
    kemeny: tuple[str, ...]
    kemeny_orders: int
    concordance: Fraction | None
    absences: tuple[Absence, ...]

    @property
    def first(self) -> tuple[JointStanding, ...]:
        """All solutions on the first place."""
        return tuple(s for s in self.ranked if s.rank == 1)


def listen(
    members: Sequence[Member], table: Table, must_test: MustTest = product_must
) -> tuple[tuple[Voice, ...], tuple[str, ...]]:
    """Return the voices of those who say something about this table, and the names of the others.

    Voices come in the order of the members; ``share`` is the member's weight as a whole number.
    """
    scale = lcm(*(member.weight.denominator for member in members))
    voices, silent = [], []
    for member in members:
        ranking = rank(member.profile, table, must_test)
        if ranking.status is Status.NO_PROFILE:
            silent.append(member.name)
            continue
        found = {s.solution_id: s for s in (*ranking.ranked, *ranking.excluded, *ranking.unranked)}
        standings = tuple(found[solution.id] for solution in table.solutions)
        voices.append(Voice(member, ranking, standings, int(member.weight * scale)))
    return tuple(voices), tuple(silent)


def decide(members: Sequence[Member], table: Table) -> Team:
    """Rank the solutions of a table for a team."""
    voices, silent = listen(members, table)
    found = [_joint(voices, index) for index in range(len(table.solutions))] if voices else []
    unranked = [s for s in found if not s.unmet and not _enough(s)]
    ranked = _ranked([s for s in found if not s.unmet and _enough(s)], voices)
    excluded = [_would_be(s, ranked) for s in found if s.unmet]
    shortlist = [s for s in ranked if sum(o.rank <= s.rank for o in ranked) <= SHORTLIST]
    order, orders = kemeny(
        [[s.members[i] for s in shortlist] for i in range(len(voices))],
        [voice.share for voice in voices],
    )
    own = [[s.members[i] for s in ranked] for i in range(len(voices))]
    return Team(
        application=table.application,
        status=_status(ranked) if voices else Status.NO_PROFILE,
        voices=voices,
        silent=silent,
        ranked=ranked,
        excluded=tuple(sorted(excluded, key=lambda s: s.distance)),
        unranked=tuple(sorted(unranked, key=lambda s: s.distance)),
        demands=_demands(voices, excluded),
        kemeny=tuple(shortlist[i].solution_id for i in order),
        kemeny_orders=orders,
        concordance=concordance(own, [voice.share for voice in voices]),
        absences=tuple(_absences(voices, {s.solution_id for s in ranked if s.rank == 1})),
    )


def _joint(voices: Sequence[Voice], index: int) -> JointStanding:
    standings = [voice.standings[index] for voice in voices]
    pairs = list(zip(voices, standings, strict=True))

    def mean(sums: Callable[[Standing], int]) -> Fraction:
        scale = lcm(*(s.weight for s in standings))
        total = sum(v.share * (scale // s.weight) * sums(s) for v, s in pairs)
        return Fraction(total, scale * UNIT * sum(v.share for v in voices))

    def musts(state: MustState) -> tuple[MemberQuestion, ...]:
        return tuple(
            (voice.member.name, must.question_id)
            for voice, standing in pairs
            for must in standing.must_haves
            if must.state is state
        )

    return JointStanding(
        solution_id=standings[0].solution_id,
        distance=mean(lambda s: s.point),
        low=mean(lambda s: s.low),
        high=mean(lambda s: s.high),
        coverage=mean(lambda s: s.known),
        members=tuple(Fraction(s.point, s.weight * UNIT) for s in standings),
        unmet=musts(MustState.NOT_MET),
        ask=musts(MustState.UNKNOWN),
    )


def _enough(standing: JointStanding) -> bool:
    return standing.coverage >= Fraction(*LEAST_COVERAGE)


def _ranked(
    standings: Sequence[JointStanding], voices: Sequence[Voice]
) -> tuple[JointStanding, ...]:
    """Give places, ties, close calls and possible winners, as for one respondent."""
    ordered = sorted(standings, key=lambda s: s.distance)
    joint = places([s.distance for s in ordered])
    own = [places([s.members[i] for s in ordered]) for i in range(len(voices))]
    points = borda(
        [[s.members[i] for s in ordered] for i in range(len(voices))], [v.share for v in voices]
    )
    by_points = places([-value for value in points])
    certain = sorted((s.high, s.solution_id) for s in ordered if not s.ask)
    step = _answer_step(voices) if voices else Fraction(0)
    found = []
    for i, standing in enumerate(ordered):
        after = next((s for s in ordered if s.distance > standing.distance), None)
        bar = next((high for high, name in certain if name != standing.solution_id), None)
        found.append(
            replace(
                standing,
                rank=joint[i],
                tied=joint.count(joint[i]) > 1,
                close_call=after is not None and after.distance - standing.distance < step,
                possible_winner=bar is None or standing.low <= bar,
                places=tuple(row[i] for row in own),
                borda=points[i],
                borda_rank=by_points[i],
            )
        )
    return tuple(found)


def _answer_step(voices: Sequence[Voice]) -> Fraction:
    """Return what one answer step on a question of average weight is worth, over the members."""
    total = sum(v.share for v in voices)
    steps = (Fraction(v.share, ANSWER_STEPS * len(v.ranking.wishes)) for v in voices)
    return sum(steps, Fraction(0)) / total


def _would_be(standing: JointStanding, ranked: Sequence[JointStanding]) -> JointStanding:
    if not _enough(standing):
        return standing
    return replace(standing, rank=1 + sum(s.distance < standing.distance for s in ranked))


def _status(ranked: Sequence[JointStanding]) -> Status:
    if not ranked:
        return Status.NONE_LEFT
    good = 1 - ranked[0].distance >= Fraction(*GOOD_MATCH)
    return Status.RANKED if good else Status.NO_GOOD_MATCH


def _demands(voices: Sequence[Voice], excluded: Sequence[JointStanding]) -> tuple[Demand, ...]:
    """Return every must-have with what it takes away, the one that takes most first."""
    asked: dict[str, list[str]] = {}
    for voice in voices:
        for must in voice.standings[0].must_haves if voice.standings else ():
            asked.setdefault(must.question_id, []).append(voice.member.name)
    demands = []
    for question_id, names in asked.items():
        failing = [s for s in excluded if any(q == question_id for _, q in s.unmet)]
        alone = [s for s in failing if all(q == question_id for _, q in s.unmet)]
        best = min(alone, key=lambda s: s.distance).solution_id if alone else ""
        demands.append(Demand(question_id, tuple(names), len(failing), len(alone), best))
    return tuple(sorted(demands, key=lambda d: (-d.removes, d.question_id)))


def _absences(voices: Sequence[Voice], first: set[str]) -> Iterator[Absence]:
    """Leave every member out in turn, his must-haves included."""
    if len(voices) < 2:
        return
    scale = lcm(*(voice.weight for voice in voices))
    points = [_scaled(voice, scale, lambda s: s.point) for voice in voices]
    known = [_scaled(voice, scale, lambda s: s.known) for voice in voices]
    point_sums = [sum(column) for column in zip(*points, strict=True)]
    known_sums = [sum(column) for column in zip(*known, strict=True)]
    blocked = [
        {i for i, voice in enumerate(voices) if voice.standings[s].unmet}
        for s in range(len(point_sums))
    ]
    total = sum(voice.share for voice in voices)
    share, whole = LEAST_COVERAGE
    for i, voice in enumerate(voices):
        least = share * scale * UNIT * (total - voice.share)
        left = {
            standing.solution_id: point_sums[s] - points[i][s]
            for s, standing in enumerate(voice.standings)
            if not blocked[s] - {i} and (known_sums[s] - known[i][s]) * whole >= least
        }
        best = tuple(name for name, value in left.items() if value == min(left.values()))
        yield Absence(voice.member.name, best, set(best) != first)


def _scaled(voice: Voice, scale: int, sums: Callable[[Standing], int]) -> list[int]:
    factor = voice.share * (scale // voice.weight)
    return [factor * sums(standing) for standing in voice.standings]
