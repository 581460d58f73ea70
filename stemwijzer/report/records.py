"""The results of the commands: frozen records that hold everything that is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from stemwijzer.core.second_rules import Rule
from stemwijzer.record import record

if TYPE_CHECKING:  # the types of the fields: a command loads what it fills in and nothing else
    from fractions import Fraction

    from stemwijzer.answers.sheet import Change
    from stemwijzer.core.agenda import Issue
    from stemwijzer.core.answer import AnswerSheet
    from stemwijzer.core.explain import Difference, Explanation
    from stemwijzer.core.finding import Finding
    from stemwijzer.core.landscape import Landscape
    from stemwijzer.core.matching import Ranking, Standing
    from stemwijzer.core.model import Catalogue
    from stemwijzer.core.plan import Place
    from stemwijzer.core.profile import Profile
    from stemwijzer.core.requirements import Filled, Programme, Score
    from stemwijzer.core.second_opinion import SecondOpinion
    from stemwijzer.core.second_rules import Opinion
    from stemwijzer.core.sensitivity import Sensitivity
    from stemwijzer.core.sureness import Stability
    from stemwijzer.core.tables import Table
    from stemwijzer.core.team import Member, Team
    from stemwijzer.report.audit_result import AuditResult, DiffResult
    from stemwijzer.report.data_records import DataResult

    Simulate = Callable[[Ranking, Table, int, int], Stability | None]


@record
class Respondent:
    """One sheet with its profile and what changed since it was made."""

    name: str
    sheet: AnswerSheet
    profile: Profile
    changes: tuple[Change, ...] = ()


@record
class Sampling:
    """How to simulate: number of draws (0 = not at all) and seed.

    ``simulate`` does it in place of ``core.stability.simulate``, with the same result.
    """

    draws: int = 10_000
    seed: int = 1
    simulate: Simulate | None = None


SAMPLING = Sampling()
NO_SAMPLING = Sampling(0)


@record
class ApplicationRanking:
    """The ranking of one application, what other rules say about it and how sure it is."""

    application: str
    table: Table
    ranking: Ranking
    opinions: tuple[Opinion, ...]
    stability: Stability | None = None


@record
class MatchResult:
    """One respondent's applications, and the rankings that were asked for.

    ``asked`` is the application asked for (an id, ``all`` or empty); ``chosen`` says it was picked
    as the best fitting one, not by the user.
    """

    catalogue: Catalogue
    respondent: Respondent
    applications: Ranking
    rankings: tuple[ApplicationRanking, ...]
    rule: Rule = Rule.CITY_BLOCK
    top: int = 0
    chosen: bool = False
    sampling: Sampling = NO_SAMPLING
    asked: str = ""


@record
class ExplainResult:
    """Why one solution stands where it stands in one application."""

    catalogue: Catalogue
    respondent: Respondent
    ranking: Ranking
    standing: Standing
    explanation: Explanation
    stability: Stability | None = None


@record
class CompareResult:
    """Solutions side by side in one application, the deciding questions first."""

    catalogue: Catalogue
    respondent: Respondent
    ranking: Ranking
    standings: tuple[Standing, ...]
    differences: tuple[Difference, ...]


@record
class StabilityResult:
    """How sure one ranking is, and what would change its number one."""

    catalogue: Catalogue
    respondent: Respondent
    entry: ApplicationRanking
    stability: Stability
    sensitivity: Sensitivity | None
    sampling: Sampling


@record
class QuestionsResult:
    """The questions of a catalogue, those in reserve included."""

    catalogue: Catalogue


@record
class WrittenResult:
    """A file that was written, with the commands that make sense next."""

    path: str
    questions: int


@record
class CatalogueResult:
    """A part of the catalogue to browse: ``part`` names what is listed, ``ids`` which of it."""

    catalogue: Catalogue
    part: str
    ids: tuple[str, ...] = ()
    application: str = ""


@record
class CheckResult:
    """A catalogue that was read without a problem, and what the rules found in it.

    ``fixed`` is the file that was put in order.
    """

    catalogue: Catalogue
    findings: tuple[Finding, ...] = ()
    fixed: str = ""


@record
class OpinionResult:
    """A shortlist judged in one application. ``skipped`` are best-fitting applications no listed
    solution delivers; ``outside`` are listed solutions that do not deliver this application;
    ``networks`` are the solutions of each party whose network was given.
    """

    catalogue: Catalogue
    respondent: Respondent
    ranking: Ranking
    opinion: SecondOpinion
    outside: tuple[str, ...]
    skipped: tuple[str, ...]
    networks: Mapping[str, frozenset[str]]


@record
class Move:
    """A solution whose place changed. A place is None when it has none; ``questions`` are those
    whose part of the distance changed, the largest change first.
    """

    application: str
    solution: str
    before: int | None
    after: int | None
    questions: tuple[str, ...]


@record
class VerifyResult:
    """A saved result beside the recomputed one; ``differs`` names the parts that changed."""

    catalogue: Catalogue
    name: str
    command: str
    same: bool
    saved_tool: str
    saved_version: str
    saved_fingerprint: str
    moves: tuple[Move, ...]
    differs: tuple[str, ...]


@record
class Chapter:
    """One application of a report. ``sensitivity`` is None when fewer than two are ranked."""

    entry: ApplicationRanking
    sensitivity: Sensitivity | None


@record
class ReportResult:
    """A whole report: all rankings, those with a chapter of their own, a map per ranking, and the
    order in which to introduce applications.
    """

    match: MatchResult
    chapters: tuple[Chapter, ...]
    maps: Mapping[str, Landscape]
    roadmap: RoadmapResult


@record
class RoadmapResult:
    """The applications in time. ``best`` holds the best-matching solutions of each; ``have`` what
    the user says is there.
    """

    catalogue: Catalogue
    respondent: Respondent
    places: tuple[Place, ...]
    best: Mapping[str, tuple[Standing, ...]]
    have: tuple[str, ...]


@record
class RequirementsResult:
    """A programme of requirements, and what vendors filled in when that was read.

    ``asks`` holds the best-placed solutions, each with the questions that are open about it;
    ``changed`` the requirements that stand otherwise in the files that were read. ``for_vendors``
    leaves out what names products and what is the organisation's own.
    """

    catalogue: Catalogue
    respondent: Respondent
    programme: Programme
    ranking: Ranking
    asks: tuple[tuple[Standing, tuple[str, ...]], ...]
    filled: tuple[Filled, ...] = ()
    scores: tuple[Score, ...] = ()
    changed: tuple[str, ...] = ()
    for_vendors: bool = False


@record
class TeamApplication:
    """How an application fits a team, and the members whose goals it serves."""

    application: str
    match: Fraction
    serves: tuple[str, ...]


@record
class TeamResult:
    """A team's answers put together in one application. ``respondents`` and ``members`` go
    together; ``asked`` is the application asked for, empty for the best fitting one.
    """

    catalogue: Catalogue
    respondents: tuple[Respondent, ...]
    members: tuple[Member, ...]
    applications: tuple[TeamApplication, ...]
    team: Team
    agenda: tuple[Issue, ...]
    sampling: Sampling = NO_SAMPLING
    stability: Stability | None = None
    asked: str = ""


if TYPE_CHECKING:
    Result = (
        MatchResult
        | ExplainResult
        | CompareResult
        | StabilityResult
        | QuestionsResult
        | WrittenResult
        | CatalogueResult
        | CheckResult
        | OpinionResult
        | VerifyResult
        | ReportResult
        | RoadmapResult
        | RequirementsResult
        | TeamResult
        | AuditResult
        | DiffResult
        | DataResult
    )
else:
    Result = object
