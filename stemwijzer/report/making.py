"""From a catalogue and a sheet to a whole report."""

from __future__ import annotations

from dataclasses import replace

from stemwijzer.core.landscape import landscape
from stemwijzer.core.model import Catalogue
from stemwijzer.core.sensitivity import sensitivity
from stemwijzer.report.records import (
    SAMPLING,
    ApplicationRanking,
    Chapter,
    MatchResult,
    ReportResult,
    Respondent,
    Sampling,
)
from stemwijzer.report.result import ALL, match, ranked_application
from stemwijzer.report.roadmap import plan

_NEXT = 2
"""Applications after the best fitting ones that get a chapter too."""

_EMPTY = 2
"""At most this many better fitting applications without any ranked solution are shown."""


def make_report(
    catalogue: Catalogue,
    who: Respondent,
    application: str = "",
    sampling: Sampling = SAMPLING,
    *,
    whole: bool = False,
) -> ReportResult:
    """Rank everything, and choose the applications that get a chapter.

    ``application`` (an id or ``all``) asks for these chapters instead of the best fitting. Only
    what gets a chapter is simulated, unless ``whole`` asks for everything.
    """
    found = match(catalogue, who, application or ALL)
    chosen = {e.application for e in (found.rankings if application else _chosen(found))}
    rankings = tuple(
        ranked_application(catalogue, who, entry.application, sampling=sampling)
        if sampling.draws and (whole or entry.application in chosen)
        else entry
        for entry in found.rankings
    )
    maps = {e.application: plane for e in rankings if (plane := landscape(e.ranking))}
    chapters = tuple(
        Chapter(entry, sensitivity(entry.ranking, entry.table))
        for entry in rankings
        if entry.application in chosen
    )
    whole_match = replace(found, rankings=rankings, sampling=sampling)
    return ReportResult(whole_match, chapters, maps, plan(catalogue, who))


def _chosen(found: MatchResult) -> list[ApplicationRanking]:
    """Return the best fitting applications, those that tie with them and the next two.

    Better fitting ones of which no solution has a place come along, to show why. A sheet that tells
    no applications apart gets the first with a ranked solution, as ``match`` does.
    """
    places = {s.solution_id: s.rank for s in found.applications.ranked}
    if not places:
        return [entry for entry in found.rankings if entry.ranking.ranked][:1]
    chosen: list[ApplicationRanking] = []
    best = empty = after = 0
    for entry in found.rankings:
        place = places.get(entry.application)
        if place is None:
            break
        if not entry.ranking.ranked:
            if not best and empty < _EMPTY:
                empty += 1
                chosen.append(entry)
            continue
        if best and place > best:
            after += 1
        best = best or place
        if after > _NEXT:
            break
        chosen.append(entry)
    return chosen
