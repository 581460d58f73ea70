"""A roadmap of applications: what was asked, what comes out, and its forms for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from stemwijzer.core.matching import Ranking, Standing, rank
from stemwijzer.core.model import GOALS, Catalogue, Indicator, Text
from stemwijzer.core.plan import Place
from stemwijzer.core.roadmap import conditions, roadmap
from stemwijzer.core.tables import solution_table
from stemwijzer.errors import UsageError, closest, message
from stemwijzer.report.records import Respondent, RoadmapResult
from stemwijzer.report.result import applications_of

Plain = dict[str, Any]

_PLACES = 3
"""The solutions on these places are named; more when the last is shared."""


def plan(catalogue: Catalogue, who: Respondent, have: Sequence[str] = ()) -> RoadmapResult:
    """Return the roadmap of a respondent who has these applications and conditions already.

    Raises UsageError for a word that is neither.
    """
    known = (*catalogue.applications, *conditions(catalogue.applications.values()))
    for word in have:
        if word not in known:
            raise UsageError(message("unknown_have", name=word), closest(word, known))
    places = roadmap(
        catalogue.applications, applications_of(catalogue, who), who.profile, frozenset(have)
    )
    best = {
        place.application: best_placed(
            rank(who.profile, solution_table(catalogue, place.application))
        )
        for place in places
    }
    return RoadmapResult(catalogue, who, places, best, tuple(w for w in known if w in have))


def best_placed(ranking: Ranking) -> tuple[Standing, ...]:
    """Return the solutions on the first three places."""
    return tuple(s for s in ranking.ranked if s.rank <= _PLACES)


def goal_options(result: RoadmapResult) -> tuple[str, ...]:
    """Return the goals that were chosen, in the order of the question."""
    for wish in result.respondent.profile.wishes:
        attribute = wish.question.attribute
        if attribute.id == GOALS and isinstance(wish.target, frozenset):
            return tuple(o.id for o in attribute.options if o.id in wish.target)
    return ()


# JSON and CSV


def contract(result: RoadmapResult) -> Plain:
    """Return the parts of the envelope that belong to a roadmap."""
    measured = result.catalogue.goal_measures
    return {
        "have": list(result.have),
        "goals": [
            {"goal": goal, "measure": _indicator(measured[goal]) if goal in measured else None}
            for goal in goal_options(result)
        ],
        "roadmap": [_place(result, place) for place in result.places],
    }


def _place(result: RoadmapResult, place: Place) -> Plain:
    application = result.catalogue.applications[place.application]
    return {
        "application": application.id,
        "name": pair(application.name),
        "step": place.step.value,
        "match": place.standing.match,
        "serves": {"full": list(place.full), "half": list(place.half)},
        "reasons": [
            {
                "why": reason.why.value,
                "goals": list(reason.goals),
                "applications": list(reason.applications),
                "question": reason.question or None,
            }
            for reason in place.reasons
        ],
        "against": [c.wish.question.id for c in place.against],
        "prerequisites": [
            {
                "text": pair(prerequisite.text),
                "applications": list(prerequisite.applications),
                "condition": prerequisite.condition or None,
                "state": state.value,
            }
            for prerequisite, state in place.prerequisites
        ],
        "effort": pair(application.effort),
        "benefits": {
            "customer": pair(application.benefits.customer),
            "employee": pair(application.benefits.employee),
            "organisation": pair(application.benefits.organisation),
        },
        "solutions": [
            {
                "solution": s.solution_id,
                "name": result.catalogue.solutions[s.solution_id].name,
                "rank": s.rank,
                "match": s.match,
                "low": s.match_low,
                "high": s.match_high,
                "coverage": s.coverage,
            }
            for s in result.best[application.id]
        ],
        "measures": [_indicator(measure) for measure in application.measures],
        "watch": pair(application.watch),
    }


def pair(text: Text | None) -> Plain | None:
    """Return a text in both languages."""
    return None if text is None else {"nl": text.nl, "en": text.en}


def _indicator(found: Indicator) -> Plain:
    """Return a measure; what it is now, what it must become and when are for people to fill in."""
    return {
        "indicator": pair(found.indicator),
        "unit": pair(found.unit),
        "how": pair(found.how),
        "better": "higher" if found.up else "lower",
        "baseline": None,
        "target": None,
        "date": None,
        "owner": None,
    }


def rows(result: RoadmapResult) -> Iterator[Plain]:
    """Return one flat row per application."""
    for place in contract(result)["roadmap"]:
        yield {
            "sheet": result.respondent.name,
            "step": place["step"],
            "application": place["application"],
            "name_nl": place["name"]["nl"],
            "name_en": place["name"]["en"],
            "match": place["match"],
            "full": " ".join(place["serves"]["full"]),
            "half": " ".join(place["serves"]["half"]),
            "reasons": " ".join(reason["why"] for reason in place["reasons"]),
            "against": " ".join(place["against"]),
            "waits_for": " ".join(
                name
                for reason in place["reasons"]
                if reason["why"] == "waits_for"
                for name in reason["applications"]
            ),
            "solutions": " ".join(s["solution"] for s in place["solutions"]),
        }
