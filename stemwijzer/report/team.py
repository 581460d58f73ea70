"""A team's answers put together: from sheets to one result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from stemwijzer.core.agenda import agenda
from stemwijzer.core.matching import goal_must
from stemwijzer.core.model import UNIT, Catalogue
from stemwijzer.core.tables import application_table, solution_table
from stemwijzer.core.team import Member, Team, decide, listen
from stemwijzer.errors import AnswersError, UsageError, message
from stemwijzer.report.records import (
    NO_SAMPLING,
    Respondent,
    Sampling,
    TeamApplication,
    TeamResult,
)
from stemwijzer.report.result import ALL, application_id

if TYPE_CHECKING:
    from stemwijzer.answers.team import Seat
    from stemwijzer.core.sureness import Stability
    from stemwijzer.core.tables import Table


@dataclass(frozen=True, slots=True)
class Seated:
    """One respondent with the name, role and weight he has in the team."""

    respondent: Respondent
    member: Member


def seated(who: Respondent, name: str, seat: Seat | None = None) -> Seated:
    """Return a respondent as a member; a role in the team file goes before that of the sheet."""
    role = (seat.role if seat else "") or who.sheet.role
    weight = seat.weight if seat else Fraction(1)
    return Seated(who, Member(name, who.profile, who.sheet.answers, role, weight))


def consult(
    catalogue: Catalogue,
    members: Sequence[Seated],
    application: str = "",
    sampling: Sampling = NO_SAMPLING,
) -> TeamResult:
    """Put a team's answers together in the named application, or in the one that fits it best.

    Raises UsageError for an unknown application and AnswersError when no answer weighs anywhere.
    """
    people = [one.member for one in members]
    if application == ALL:
        raise UsageError(message("team_one_application"), message("one_application_hint"))
    fitting = _applications(catalogue, people)
    if application:
        chosen = application_id(catalogue, application)
        table = solution_table(catalogue, chosen)
        team = decide(people, table)
    else:
        team, table = _best(catalogue, people, fitting)
    if not team.voices:
        raise AnswersError(message("team_silent"), message("no_profile_hint"))
    return TeamResult(
        catalogue=catalogue,
        respondents=tuple(one.respondent for one in members),
        members=tuple(people),
        applications=fitting,
        team=team,
        agenda=agenda(team.voices, table),
        sampling=sampling,
        stability=_simulated(team, table, sampling),
        asked=application,
    )


def _applications(catalogue: Catalogue, people: Sequence[Member]) -> tuple[TeamApplication, ...]:
    """Return the applications, the best joint match first; whose goals each serves stands beside.

    Nobody's goals are left out of the mean: an application need not serve everyone.
    """
    voices, _ = listen(people, application_table(catalogue), goal_must)
    total = sum(voice.share for voice in voices)
    found = []
    for index, name in enumerate(catalogue.applications if voices else ()):
        standings = [(voice, voice.standings[index]) for voice in voices]
        far = sum((Fraction(v.share * s.point, s.weight * UNIT) for v, s in standings), Fraction(0))
        served = tuple(v.member.name for v, s in standings if not s.unmet)
        found.append(TeamApplication(name, 1 - far / total, served))
    return tuple(sorted(found, key=lambda a: (not a.serves, -a.match)))


def _best(
    catalogue: Catalogue, people: Sequence[Member], fitting: Sequence[TeamApplication]
) -> tuple[Team, Table]:
    """Return the best-fitting application with a ranked solution; without one, the first."""
    names = [a.application for a in fitting] or list(catalogue.applications)
    first: tuple[Team, Table] | None = None
    for name in names:
        table = solution_table(catalogue, name)
        team = decide(people, table)
        if team.ranked:
            return team, table
        if first is None or (team.voices and not first[0].voices):
            first = team, table
    assert first is not None  # a catalogue has applications
    return first


def _simulated(team: Team, table: Table, sampling: Sampling) -> Stability | None:
    """Simulate only when asked: numpy takes longer to load than a ranking to compute."""
    if not sampling.draws or not team.ranked:
        return None
    from stemwijzer.core.team_stability import simulate_team  # noqa: PLC0415

    return simulate_team(team, table, sampling.draws, sampling.seed)
