"""What ``data audit`` and ``data diff`` found: frozen records of everything that is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from stemwijzer.core.answer import AnswerSheet
from stemwijzer.core.model import Catalogue
from stemwijzer.record import record

if TYPE_CHECKING:  # numpy loads with these, and most commands do without
    from stemwijzer.core.audit import Audit
    from stemwijzer.core.audit_findings import Finding
    from stemwijzer.core.catalogue_diff import Comparison
    from stemwijzer.core.effects import Move, ShareMove

Sheets = Sequence[tuple[str, AnswerSheet]]
"""Answer sheets by the name they are shown under."""


@record
class AuditResult:
    """The audit of a catalogue. ``full`` shows every solution and question of every application."""

    catalogue: Catalogue
    audit: Audit
    findings: tuple[Finding, ...]
    full: bool = False

    @property
    def errors(self) -> int:
        """The number of findings of level error."""
        return sum(finding.level.value == "error" for finding in self.findings)


@record
class DiffResult:
    """What differs between two catalogues and what that does.

    ``base`` is how the older one was named, ``sheets`` names the example sheets, ``rankings``
    counts their rankings, ``drawn`` and ``seed`` are of the simulation. ``left_out`` is ``None``
    unless the older one is an export: then the facts of it (solution, attribute) that the present
    questions have no place for.
    """

    base: str
    before: Catalogue
    after: Catalogue
    comparison: Comparison
    sheets: tuple[str, ...]
    rankings: int
    moves: tuple[Move, ...]
    shares: tuple[ShareMove, ...]
    drawn: int
    seed: int
    left_out: tuple[tuple[str, str], ...] | None = None


def audit_catalogue(
    catalogue: Catalogue,
    sheets: Sheets,
    profiles: int,
    seed: int,
    applications: Iterable[str] = (),
    *,
    full: bool = False,
) -> AuditResult:
    """Audit a catalogue with these sheets as personas."""
    from stemwijzer.core.audit import audit
    from stemwijzer.core.audit_findings import findings
    from stemwijzer.core.profile import make_profile

    questions = catalogue.questions.values()
    personas = [(name, make_profile(questions, sheet)) for name, sheet in sheets]
    found = audit(catalogue, personas, profiles, seed, applications)
    return AuditResult(catalogue, found, findings(found), full)


def compare_catalogues(
    base: str,
    before: Catalogue,
    after: Catalogue,
    sheets: Sheets,
    drawn: int,
    seed: int,
    *,
    left_out: tuple[tuple[str, str], ...] | None = None,
) -> DiffResult:
    """Compare two catalogues and work out what the difference does to these sheets."""
    from stemwijzer.core.catalogue_diff import compare, with_new_ids
    from stemwijzer.core.effects import moves, share_moves

    comparison = compare(before, after)
    older = with_new_ids(before, comparison.renamed)
    shared = [name for name in after.applications if name in before.applications]
    return DiffResult(
        base,
        older,
        after,
        comparison,
        tuple(name for name, _ in sheets),
        len(shared) * len(sheets),
        moves(older, after, sheets),
        share_moves(older, after, sheets, drawn, seed),
        drawn,
        seed,
        left_out,
    )
