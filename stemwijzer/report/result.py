"""From a catalogue and a sheet to results: what the commands compute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stemwijzer.answers.sheet import Change
from stemwijzer.core.answer import AnswerSheet
from stemwijzer.core.matching import Ranking, Standing, goal_must, rank
from stemwijzer.core.model import Catalogue, Question
from stemwijzer.core.profile import make_profile
from stemwijzer.core.second_rules import Rule, rerank, second_opinions
from stemwijzer.core.tables import Table, application_table, solution_table
from stemwijzer.errors import AnswersError, UsageError, closest, message
from stemwijzer.report.records import (
    NO_SAMPLING,
    SAMPLING,
    ApplicationRanking,
    CompareResult,
    ExplainResult,
    MatchResult,
    Respondent,
    Sampling,
    StabilityResult,
)

if TYPE_CHECKING:
    from stemwijzer.core.sureness import Stability

_CANDIDATES = 5

ALL = "all"
"""The word that asks for every application."""


def respondent(
    catalogue: Catalogue, name: str, sheet: AnswerSheet, changes: Sequence[Change] = ()
) -> Respondent:
    """Return a sheet with its profile."""
    return Respondent(
        name, sheet, make_profile(catalogue.questions.values(), sheet), tuple(changes)
    )


def match(
    catalogue: Catalogue,
    who: Respondent,
    application: str = "",
    *,
    rule: Rule = Rule.CITY_BLOCK,
    top: int = 0,
    sampling: Sampling = NO_SAMPLING,
) -> MatchResult:
    """Rank the applications for a respondent, and the solutions of those asked for.

    ``application`` is an id, ``all``, or empty for the best-fitting application that has a ranked
    solution. ``top`` limits what is shown (0 = everything). Raises UsageError for an unknown id.
    """
    applications = applications_of(catalogue, who)
    if application:
        rankings = [
            ranked_application(catalogue, who, name, rule, sampling)
            for name in _candidates(catalogue, applications, application)
        ]
    else:
        rankings = _best_fitting(catalogue, who, applications, rule, sampling)
    return MatchResult(
        catalogue,
        who,
        applications,
        tuple(rankings),
        rule,
        top,
        chosen=not application,
        sampling=sampling,
        asked=application,
    )


def ranked_application(
    catalogue: Catalogue,
    who: Respondent,
    application: str,
    rule: Rule = Rule.CITY_BLOCK,
    sampling: Sampling = NO_SAMPLING,
) -> ApplicationRanking:
    """Return the ranking of one application with its second opinions."""
    table = solution_table(catalogue, application)
    ranking = rank(who.profile, table)
    opinions = second_opinions(ranking)
    if rule is not Rule.CITY_BLOCK:  # the simulation speaks about the rule of the ranking only
        return ApplicationRanking(application, table, rerank(ranking, rule), opinions)
    return ApplicationRanking(
        application, table, ranking, opinions, _simulated(ranking, table, sampling)
    )


def _simulated(ranking: Ranking, table: Table, sampling: Sampling) -> Stability | None:
    """Simulate only when asked: numpy takes longer to load than a ranking to compute."""
    if not sampling.draws or not ranking.ranked:
        return None
    if sampling.simulate is not None:
        return sampling.simulate(ranking, table, sampling.draws, sampling.seed)
    from stemwijzer.core.stability import simulate

    return simulate(ranking, table, sampling.draws, sampling.seed)


def _best_fitting(
    catalogue: Catalogue,
    who: Respondent,
    applications: Ranking,
    rule: Rule,
    sampling: Sampling,
) -> list[ApplicationRanking]:
    """Rank the best-fitting application that has a ranked solution, and those that tie with it.

    When none has one, the best-fitting application shows why.
    """
    rankings: list[ApplicationRanking] = []
    place = 0
    candidates = _candidates(catalogue, applications, "")
    for name in candidates:
        found = applications.standing(name)
        if rankings and (found is None or found.rank != place):
            break
        entry = ranked_application(catalogue, who, name, rule, sampling)
        if entry.ranking.ranked:
            rankings.append(entry)
            place = found.rank if found else 0
            if found is None:
                break
    if not rankings and who.profile.wishes:
        return [ranked_application(catalogue, who, candidates[0], rule)]
    return rankings


def _candidates(catalogue: Catalogue, applications: Ranking, asked: str) -> list[str]:
    """Return the applications to rank, the best fitting first."""
    if asked and asked != ALL:
        return [application_id(catalogue, asked)]
    ordered = [s.solution_id for s in (*applications.ranked, *applications.excluded)]
    return ordered or list(catalogue.applications)


def application_id(catalogue: Catalogue, asked: str) -> str:
    """Return the id when it is an application, else raise UsageError with the nearest."""
    if asked not in catalogue.applications:
        raise UsageError(
            message("unknown_application", name=asked),
            closest(asked, (*catalogue.applications, ALL)),
        )
    return asked


def solution_id(catalogue: Catalogue, asked: str) -> str:
    """Return the id of a solution asked for by id, name or alias (any case).

    Raises UsageError, with the reason when the solution was considered and is not listed.
    """
    word = asked.casefold()
    for solution in catalogue.solutions.values():
        names = (solution.id, solution.name, *solution.aliases)
        if word in (name.casefold() for name in names):
            return solution.id
    for entry in catalogue.not_listed.values():
        if word in (entry.id.casefold(), entry.name.casefold()):
            raise UsageError(message("not_listed", name=entry.name), message("not_listed_hint"))
    raise UsageError(
        message("unknown_solution", name=asked), closest(asked, tuple(catalogue.solutions))
    )


def explain_solution(
    catalogue: Catalogue,
    who: Respondent,
    solution: str,
    application: str = "",
    sampling: Sampling = NO_SAMPLING,
) -> ExplainResult:
    """Explain one solution in the named application, or in the best fitting one it delivers."""
    from stemwijzer.core.explain import explain

    name = solution_id(catalogue, solution)
    found = ranked_application(
        catalogue, who, _shared(catalogue, who, (name,), application), sampling=sampling
    )
    standing = _standing(found.ranking, name)
    return ExplainResult(
        catalogue, who, found.ranking, standing, explain(standing), found.stability
    )


def examine_stability(
    catalogue: Catalogue, who: Respondent, application: str = "", sampling: Sampling = SAMPLING
) -> StabilityResult:
    """Return how sure the ranking of one application is and what would change number one."""
    from stemwijzer.core.sensitivity import sensitivity

    if application == ALL:
        raise UsageError(message("one_application"), message("one_application_hint"))
    result = match(catalogue, who, application, sampling=sampling)
    entry = result.rankings[0] if result.rankings else None
    if entry is None or entry.stability is None:
        raise AnswersError(message("nothing_ranked"), message("nothing_ranked_hint"))
    return StabilityResult(
        catalogue, who, entry, entry.stability, sensitivity(entry.ranking, entry.table), sampling
    )


def compare_solutions(
    catalogue: Catalogue, who: Respondent, solutions: Sequence[str], application: str = ""
) -> CompareResult:
    """Compare solutions in the named application, or in the best fitting one they share."""
    from stemwijzer.core.explain import compare

    names = tuple(dict.fromkeys(solution_id(catalogue, s) for s in solutions))
    if len(names) < 2:
        raise UsageError(message("two_solutions"), message("two_solutions_hint"))
    ranking = rank(
        who.profile, solution_table(catalogue, _shared(catalogue, who, names, application))
    )
    standings = tuple(_standing(ranking, name) for name in names)
    return CompareResult(catalogue, who, ranking, standings, compare(standings))


def _standing(ranking: Ranking, name: str) -> Standing:
    standing = ranking.standing(name)
    if standing is None:  # a profile without any weight ranks nobody
        raise AnswersError(message("no_profile"), message("no_profile_hint"))
    return standing


def _shared(catalogue: Catalogue, who: Respondent, names: Sequence[str], application: str) -> str:
    """Return the application to judge these solutions in; all of them must deliver it."""
    chosen = best_shared_application(catalogue, who, names, application)
    lacking = [n for n in names if chosen not in catalogue.solutions[n].applications]
    if lacking and application:
        raise UsageError(
            message("not_delivered", name=lacking[0], application=application),
            closest(application, sorted(catalogue.solutions[lacking[0]].applications)),
        )
    if lacking:
        raise UsageError(
            message("nothing_shared", names=", ".join(names)), message("nothing_shared_hint")
        )
    return chosen


def best_shared_application(
    catalogue: Catalogue, who: Respondent, names: Sequence[str], application: str = ""
) -> str:
    """Return the application asked for, else the one most of these solutions deliver.

    Where several are delivered by as many, the one that fits the respondent best.
    """
    if application:
        return application_id(catalogue, application)
    ordered = _candidates(catalogue, applications_of(catalogue, who), "")
    offered = [catalogue.solutions[name].applications for name in names]
    return max(ordered, key=lambda a: sum(a in own for own in offered))


def applications_of(catalogue: Catalogue, who: Respondent) -> Ranking:
    """Return the ranking of the applications themselves."""
    return rank(who.profile, application_table(catalogue), goal_must)


def vendor_standings(result: MatchResult) -> tuple[tuple[str, str, Standing], ...]:
    """Return (vendor id, application, its best-placed solution) over the rankings shown.

    A vendor has no score of its own: it stands where its best-placed solution stands, best rank
    first, then the better match.
    """
    best: dict[str, tuple[str, Standing]] = {}
    for entry in result.rankings:
        for standing in entry.ranking.ranked:
            vendor = result.catalogue.solutions[standing.solution_id].vendor
            if vendor not in best or _better(standing, best[vendor][1]):
                best[vendor] = (entry.application, standing)
    ordered = sorted(best.items(), key=lambda item: (item[1][1].rank, -item[1][1].match))
    return tuple((vendor, application, standing) for vendor, (application, standing) in ordered)


def _better(one: Standing, other: Standing) -> bool:
    return (one.rank, -one.match) < (other.rank, -other.match)


def helpful_questions(result: MatchResult, most: int = 3) -> tuple[Question, ...]:
    """Return the open or neutral questions that would separate the first of the ranking best.

    Nothing when number one is clear: then no further question is needed.
    """
    entry = result.rankings[0] if result.rankings else None
    if entry is None or entry.stability is None or entry.stability.verdict == "clear":
        return ()
    from stemwijzer.core.separating import separating_questions

    tier = [p.solution_id for p in entry.stability.places if p.tier == 1][:_CANDIDATES]
    candidates = [s for s in entry.ranking.ranked if s.solution_id in tier]
    found = separating_questions(result.respondent.profile, entry.table, candidates)
    return tuple(question for question, _ in found[:most])


def open_questions(who: Respondent, questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the questions that were skipped or never reached."""
    return tuple(q for q in questions if who.profile.states[q.id] == "skipped")
