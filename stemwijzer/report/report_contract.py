"""The JSON form of what a report adds to ``match``: its chapters and the maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stemwijzer.report.records import ReportResult

if TYPE_CHECKING:
    from stemwijzer.core.landscape import Landscape

Plain = dict[str, Any]


def report(result: ReportResult) -> Plain:
    """Return which applications have a chapter, and a map per ranking of two or more."""
    return {
        "chapters": [chapter.entry.application for chapter in result.chapters],
        "maps": [_map(application, plane) for application, plane in result.maps.items()],
    }


def _map(application: str, plane: Landscape) -> Plain:
    """One map; coordinates are differences in match, so 0.1 is ten points."""
    return {
        "application": application,
        "kept": plane.kept,
        "same_order": plane.same_order,
        "pairs": plane.pairs,
        "across": list(plane.across),
        "upward": list(plane.upward),
        "you": {"x": plane.ideal.x, "y": plane.ideal.y},
        "points": [{"solution": p.solution_id, "x": p.x, "y": p.y} for p in plane.points[1:]],
    }
