"""The results of the commands that look after the data."""

from __future__ import annotations

from datetime import date

from stemwijzer.core.model import Catalogue
from stemwijzer.core.upkeep import Age, AttributeCoverage, SolutionCoverage
from stemwijzer.record import record


@record
class StaleResult:
    """Facts past the limit of their attribute on a day, the longest first.

    ``within`` also takes those that will be in so many days; ``by_vendor`` is the form of an
    issue, with the facts of each vendor together. ``due`` is when the next fact passes its limit.
    """

    catalogue: Catalogue
    day: date
    within: int
    facts: int
    stale: tuple[Age, ...]
    due: date | None = None
    by_vendor: bool = False


@record
class CoverageResult:
    """What is known per attribute and per solution, where most is to win first."""

    catalogue: Catalogue
    attributes: tuple[AttributeCoverage, ...]
    solutions: tuple[SolutionCoverage, ...]

    @property
    def share(self) -> float:
        """The known part of what the questions ask about all solutions, by weight."""
        meant = sum(found.meant for found in self.solutions)
        return sum(found.known for found in self.solutions) / meant if meant else 1.0


@record
class ExportResult:
    """Every fact of the catalogue, one by one."""

    catalogue: Catalogue


@record
class ScaffoldResult:
    """An empty entry: its text, the line of ``vendors.yaml`` it belongs on, where it was put."""

    catalogue: Catalogue
    kind: str
    name: str
    text: str
    line: int
    path: str = ""
    inserted: bool = False


DataResult = StaleResult | CoverageResult | ExportResult | ScaffoldResult
