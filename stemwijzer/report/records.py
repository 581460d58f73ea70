"""The results of the commands: frozen records that hold everything that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemwijzer.answers.sheet import Change
from stemwijzer.core.answer import AnswerSheet
from stemwijzer.core.explain import Difference, Explanation
from stemwijzer.core.matching import Ranking, Standing
from stemwijzer.core.model import Catalogue
from stemwijzer.core.profile import Profile
from stemwijzer.core.second_opinion import SecondOpinion
from stemwijzer.core.second_rules import Opinion, Rule
from stemwijzer.core.tables import Table

if TYPE_CHECKING:
    from stemwijzer.core.sensitivity import Sensitivity
    from stemwijzer.core.stability import Stability


@dataclass(frozen=True, slots=True)
class Respondent:
    """One sheet with its profile and what changed since it was made."""

    name: str
    sheet: AnswerSheet
    profile: Profile
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to simulate: number of draws (0 = not at all) and seed."""

    draws: int = 10_000
    seed: int = 1


SAMPLING = Sampling()
NO_SAMPLING = Sampling(0)


@dataclass(frozen=True, slots=True)
class ApplicationRanking:
    """The ranking of one application, what other rules say about it and how sure it is."""

    application: str
    table: Table
    ranking: Ranking
    opinions: tuple[Opinion, ...]
    stability: Stability | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class ExplainResult:
    """Why one solution stands where it stands in one application."""

    catalogue: Catalogue
    respondent: Respondent
    ranking: Ranking
    standing: Standing
    explanation: Explanation
    stability: Stability | None = None


@dataclass(frozen=True, slots=True)
class CompareResult:
    """Solutions side by side in one application, the deciding questions first."""

    catalogue: Catalogue
    respondent: Respondent
    ranking: Ranking
    standings: tuple[Standing, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class StabilityResult:
    """How sure one ranking is, and what would change its number one."""

    catalogue: Catalogue
    respondent: Respondent
    entry: ApplicationRanking
    stability: Stability
    sensitivity: Sensitivity | None
    sampling: Sampling


@dataclass(frozen=True, slots=True)
class QuestionsResult:
    """The questions of a catalogue, those in reserve included."""

    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class WrittenResult:
    """A file that was written, with the commands that make sense next."""

    path: str
    questions: int


@dataclass(frozen=True, slots=True)
class CatalogueResult:
    """A part of the catalogue to browse: ``part`` names what is listed, ``ids`` which of it."""

    catalogue: Catalogue
    part: str
    ids: tuple[str, ...] = ()
    application: str = ""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A catalogue that was read without a problem."""

    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class OpinionResult:
    """A shortlist judged in one application. ``skipped`` are best-fitting applications no listed
    solution delivers; ``outside`` are listed solutions that do not deliver this application.
    """

    catalogue: Catalogue
    respondent: Respondent
    ranking: Ranking
    opinion: SecondOpinion
    outside: tuple[str, ...]
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A solution whose place changed. A place is None when it has none; ``questions`` are those
    whose part of the distance changed, the largest change first.
    """

    application: str
    solution: str
    before: int | None
    after: int | None
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """A saved result beside the recomputed one."""

    catalogue: Catalogue
    name: str
    same: bool
    saved_tool: str
    saved_version: str
    saved_fingerprint: str
    moves: tuple[Move, ...]


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
)
