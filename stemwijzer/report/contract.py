"""The JSON contract: every result as plain values with stable English keys and exact numbers.

Only additions are allowed within one ``SCHEMA_VERSION``; ``docs/reference/json.md`` explains the
keys and ``docs/schema/*.json`` declares them.
"""

from __future__ import annotations

from typing import Any

from stemwijzer import __version__
from stemwijzer.answers.writing import as_mapping
from stemwijzer.core.matching import Contribution, Ranking, Standing
from stemwijzer.core.model import UNIT, Catalogue, Question, Solution
from stemwijzer.core.profile import WEIGHT_UNITS
from stemwijzer.core.second_rules import Opinion
from stemwijzer.report import (
    audit_contract,
    data_contract,
    opinion,
    report_contract,
    requirements,
    roadmap,
    team_contract,
)
from stemwijzer.report.audit_result import AuditResult, DiffResult
from stemwijzer.report.catalogue_contract import catalogue, fact, part, questions, source
from stemwijzer.report.data_records import (
    CoverageResult,
    ExportResult,
    ScaffoldResult,
    StaleResult,
)
from stemwijzer.report.records import (
    ApplicationRanking,
    CatalogueResult,
    CheckResult,
    CompareResult,
    ExplainResult,
    MatchResult,
    OpinionResult,
    QuestionsResult,
    ReportResult,
    RequirementsResult,
    Respondent,
    Result,
    RoadmapResult,
    StabilityResult,
    TeamResult,
    VerifyResult,
    WrittenResult,
)
from stemwijzer.report.result import vendor_standings
from stemwijzer.report.stability_contract import sensitivity, stability

SCHEMA_VERSION = 1

Plain = dict[str, Any]


def data(result: Result) -> Plain:
    """Return the ``data`` part of the envelope of any result."""
    match result:
        case MatchResult():
            return _match(result)
        case ExplainResult():
            return _explain(result)
        case CompareResult():
            return _compare(result)
        case StabilityResult():
            return _stability(result)
        case OpinionResult():
            return _second_opinion(result)
        case VerifyResult():
            return _verify(result)
        case AuditResult():
            return audit_contract.audit(result)
        case DiffResult():
            return audit_contract.diff(result)
        case ReportResult():
            return {**_match(result.match), **report_contract.report(result)}
        case RoadmapResult():
            return {**_head(result.catalogue, result.respondent), **roadmap.contract(result)}
        case RequirementsResult():
            return {**_head(result.catalogue, result.respondent), **requirements.contract(result)}
        case TeamResult():
            return {
                "tool": __version__,
                "catalogue": catalogue(result.catalogue),
                **team_contract.contract(result),
            }
        case QuestionsResult():
            return questions(result)
        case WrittenResult():
            return {"path": result.path, "questions": result.questions}
        case CatalogueResult():
            return part(result)
        case CheckResult():
            return data_contract.check(result)
        case StaleResult() | CoverageResult() | ExportResult() | ScaffoldResult():
            return data_contract.data(result)


def _head(found: Catalogue, who: Respondent) -> Plain:
    return {
        "tool": __version__,
        "catalogue": catalogue(found),
        "sheet": {"name": who.name, **as_mapping(who.sheet)},
        "changes": [
            {"kind": c.kind, "question": c.question_id, "detail": c.detail} for c in who.changes
        ],
        "profile": [_question_state(q, who) for q in found.questions.values()],
    }


def _question_state(question: Question, who: Respondent) -> Plain:
    """One question of the profile, those that do not weigh included."""
    wish = who.profile.wish(question.id)
    target: Any = None
    if wish is not None:
        target = sorted(wish.target) if isinstance(wish.target, frozenset) else wish.target
    return {
        "question": question.id,
        "attribute": question.attribute.id,
        "kind": question.kind.value,
        "state": who.profile.states[question.id].value,
        "target": target,
        "strength": wish.strength / 2 if wish else 0,
        "importance": wish.importance / 2 if wish else 0,
        "weight": wish.weight / WEIGHT_UNITS if wish else 0,
        "must": wish.must if wish else False,
    }


def _match(result: MatchResult) -> Plain:
    names = {a.id: a.name for a in result.catalogue.applications.values()}
    return {
        **_head(result.catalogue, result.respondent),
        "options": {
            "application": result.asked or None,
            "metric": result.rule.value,
            "top": result.top,
            "draws": result.sampling.draws,
            "seed": result.sampling.seed,
        },
        "applications": [
            {
                "application": s.solution_id,
                "name": {"nl": names[s.solution_id].nl, "en": names[s.solution_id].en},
                "rank": s.rank or None,
                "tied": s.tied,
                "match": s.match,
                "serves_goal": not s.unmet,
            }
            for s in (*result.applications.ranked, *result.applications.excluded)
        ],
        "rankings": [_ranking(result, entry) for entry in result.rankings],
        "vendors": [
            {
                "vendor": vendor,
                "name": result.catalogue.vendors[vendor].name,
                "application": application,
                "solution": standing.solution_id,
                "rank": standing.rank,
                "match": standing.match,
            }
            for vendor, application, standing in vendor_standings(result)
        ],
    }


def _ranking(result: MatchResult, entry: ApplicationRanking) -> Plain:
    ranking = entry.ranking
    shown = ranking.ranked[: result.top] if result.top else ranking.ranked
    return {
        "application": entry.application,
        "status": ranking.status.value,
        "weight": ranking.weight / WEIGHT_UNITS,
        "left_out": list(ranking.left_out),
        "ranking": [_listed(s, result.catalogue) for s in shown],
        "excluded": [
            {**_listed(s, result.catalogue), "unmet": list(s.unmet)} for s in ranking.excluded
        ],
        "unranked": [
            {**_listed(s, result.catalogue), "reason": "too_little_public_information"}
            for s in ranking.unranked
        ],
        "must_have_effects": [
            {
                "question": effect.question_id,
                "removes": effect.removes,
                "alone": effect.alone,
                "best_back": effect.best_back or None,
            }
            for effect in ranking.must_effects
        ],
        "relax": ranking.relax or None,
        "second_opinions": [_opinion(opinion) for opinion in entry.opinions],
        "stability": stability(entry.stability) if entry.stability else None,
    }


def _listed(found: Standing, known: Catalogue) -> Plain:
    """A solution in a ranking, with what each question takes off its match (they add up to it)."""
    total = found.weight * UNIT
    return {
        **standing(found, known),
        "contributions": {c.wish.question.id: c.sum / total for c in found.contributions},
    }


def _opinion(opinion: Opinion) -> Plain:
    return {
        "rule": opinion.rule.value,
        "first": list(opinion.first),
        "agrees": opinion.agrees,
        "cause": opinion.cause or None,
    }


def standing(found: Standing, known: Catalogue) -> Plain:
    """Return one solution's place. Shares are exact doubles in 0..1; ``low`` is the worst case."""
    solution = known.solutions[found.solution_id]
    return {
        "rank": found.rank or None,
        "tied": found.tied,
        "close_call": found.close_call,
        "solution": solution.id,
        "name": solution.name,
        "vendor": solution.vendor,
        "match": found.match,
        "low": found.match_low,
        "high": found.match_high,
        "coverage": found.coverage,
        "possible_winner": found.possible_winner,
        "must_haves": [
            {"question": must.question_id, "state": must.state.value} for must in found.must_haves
        ],
    }


def _contribution(found: Contribution, ranking: Ranking, solution: Solution) -> Plain:
    """One question's part of the distance; over all questions ``contribution`` adds up to it."""
    attribute = found.wish.question.attribute
    cell, share = found.cell, found.wish.weight / ranking.weight
    return {
        "question": found.wish.question.id,
        "weight": found.wish.weight / WEIGHT_UNITS,
        "distance": cell.point / UNIT,
        "distance_low": cell.low / UNIT,
        "distance_high": cell.high / UNIT,
        "known": cell.known / UNIT,
        "contribution": share * cell.point / UNIT,
        "fact": fact(attribute, solution.facts[attribute.id])
        if attribute.id in solution.facts
        else None,
    }


def _explain(result: ExplainResult) -> Plain:
    solution = result.catalogue.solutions[result.standing.solution_id]
    sections = {
        "for": result.explanation.for_,
        "against": result.explanation.against,
        "unknown": result.explanation.unknown,
    }
    return {
        **_head(result.catalogue, result.respondent),
        "application": result.ranking.application,
        "standing": standing(result.standing, result.catalogue),
        "stability": stability(result.stability) if result.stability else None,
        **{
            key: [_contribution(c, result.ranking, solution) for c in contributions]
            for key, contributions in sections.items()
        },
        "sources": {name: source(s) for name, s in solution.sources.items()},
    }


def _stability(result: StabilityResult) -> Plain:
    return {
        **_head(result.catalogue, result.respondent),
        "application": result.entry.application,
        "ranking": [standing(s, result.catalogue) for s in result.entry.ranking.ranked],
        "stability": stability(result.stability),
        "sensitivity": sensitivity(result.sensitivity) if result.sensitivity else None,
        "second_opinions": [_opinion(opinion) for opinion in result.entry.opinions],
    }


def _compare(result: CompareResult) -> Plain:
    solutions = [result.catalogue.solutions[s.solution_id] for s in result.standings]
    return {
        **_head(result.catalogue, result.respondent),
        "application": result.ranking.application,
        "standings": [standing(s, result.catalogue) for s in result.standings],
        "differences": [
            {
                "question": difference.question_id,
                "gap": difference.gap / (result.ranking.weight * UNIT),
                "solutions": {
                    solution.id: _contribution(contribution, result.ranking, solution)
                    for solution, contribution in zip(
                        solutions, difference.contributions, strict=True
                    )
                },
            }
            for difference in result.differences
        ],
    }


def _second_opinion(result: OpinionResult) -> Plain:
    return {
        **_head(result.catalogue, result.respondent),
        **opinion.contract(result),
        "standings": [standing(s, result.catalogue) for s in result.opinion.standings],
    }


def _verify(result: VerifyResult) -> Plain:
    return {
        "name": result.name,
        "command": result.command,
        "same": result.same,
        "differs": list(result.differs),
        "saved": {
            "tool": result.saved_tool,
            "version": result.saved_version,
            "fingerprint": result.saved_fingerprint,
        },
        "now": {
            "tool": __version__,
            "version": result.catalogue.version,
            "fingerprint": result.catalogue.fingerprint,
        },
        "moves": [
            {
                "application": m.application,
                "solution": m.solution,
                "then": m.before,
                "now": m.after,
                "questions": list(m.questions),
            }
            for m in result.moves
        ],
    }
