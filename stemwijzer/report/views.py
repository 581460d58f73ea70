"""Which view says which result; only the one that is asked for is imported."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stemwijzer.i18n import Texts
    from stemwijzer.report.blocks import Block
    from stemwijzer.report.records import Result

_VIEWS = {
    "MatchResult": "match_view.blocks",
    "ExplainResult": "explain_view.explain_blocks",
    "CompareResult": "explain_view.compare_blocks",
    "StabilityResult": "stability_view.blocks",
    "OpinionResult": "opinion.blocks",
    "VerifyResult": "verify.blocks",
    "AuditResult": "audit_view.blocks",
    "DiffResult": "diff_view.blocks",
    "ReportResult": "document.blocks",
    "RoadmapResult": "roadmap_view.blocks",
    "RequirementsResult": "requirements_view.blocks",
    "TeamResult": "team_view.blocks",
    "QuestionsResult": "catalogue_view.questions_blocks",
    "WrittenResult": "catalogue_view.written_blocks",
    "CatalogueResult": "catalogue_view.catalogue_blocks",
    "CheckResult": "data_view.check_blocks",
    "StaleResult": "data_view.blocks",
    "CoverageResult": "data_view.blocks",
    "ExportResult": "data_view.blocks",
    "ScaffoldResult": "data_view.blocks",
}
"""Module and function per kind of result. By name: naming the classes would load them all."""


def blocks(result: Result, texts: Texts) -> list[Block]:
    """Return any result as blocks."""
    module, _, name = _VIEWS[type(result).__name__].partition(".")
    view: Callable[[Result, Texts], list[Block]]
    view = getattr(import_module(f"stemwijzer.report.{module}"), name)
    return view(result, texts)
