"""What a rule found in the data: words, a place, how bad it is and whether only time made it so."""

from __future__ import annotations

from enum import StrEnum

from stemwijzer.errors import Message, Problem
from stemwijzer.record import record


class Level(StrEnum):
    """How bad a finding is, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@record
class Finding:
    """One finding of one rule.

    ``path`` names the place in the file (``vendors.acme.solutions.desk.facts.api``), ``solution``
    and ``attribute`` what it is about where that is one thing. ``time_based`` findings come or go
    as days pass, whoever changes what; ``excuse`` is the reason an exception gives for leaving it.
    """

    rule: str
    level: Level
    problem: Problem
    path: str = ""
    solution: str = ""
    attribute: str = ""
    time_based: bool = False
    excuse: str = ""

    @property
    def words(self) -> Message:
        """The finding as one line: ``file:line:column: level V002: message; tip``."""
        found = self.problem
        place = f"{found.file}:{found.line}:{found.column}" if found.line else found.file
        return Message(
            "data.finding.tip" if found.tip else "data.finding.bare",
            {
                "place": place,
                "level": Message(f"data.level.{self.level.value}"),
                "rule": self.rule,
                "message": found.message,
                "tip": found.tip,
            },
        )
