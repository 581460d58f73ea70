"""Make the results of the commands that look after the data."""

from __future__ import annotations

from datetime import date, timedelta

from stemwijzer.core.model import Catalogue
from stemwijzer.core.upkeep import ages, attribute_coverage, solution_coverage
from stemwijzer.report.data_records import CoverageResult, StaleResult


def stale_facts(
    catalogue: Catalogue, day: date, within: int = 0, *, by_vendor: bool = False
) -> StaleResult:
    """Return the facts past their limit on a day, or within so many days of it."""
    every = list(ages(catalogue, day))
    found = sorted(
        (age for age in every if age.over > -within), key=lambda a: (-a.over, a.solution)
    )
    fresh = [age.over for age in every if age.over <= 0]
    due = day + timedelta(days=1 - max(fresh)) if fresh else None
    return StaleResult(catalogue, day, within, len(every), tuple(found), due, by_vendor)


def covered(catalogue: Catalogue) -> CoverageResult:
    """Return what is known per attribute and per solution."""
    return CoverageResult(catalogue, attribute_coverage(catalogue), solution_coverage(catalogue))
