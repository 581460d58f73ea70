"""Which view says which result; only the one that is asked for is imported."""

from __future__ import annotations

from stemwijzer.i18n import Texts
from stemwijzer.report.audit_result import AuditResult, DiffResult
from stemwijzer.report.blocks import Block
from stemwijzer.report.data_records import (
    CoverageResult,
    ExportResult,
    ScaffoldResult,
    StaleResult,
)
from stemwijzer.report.records import (
    CatalogueResult,
    CheckResult,
    CompareResult,
    ExplainResult,
    MatchResult,
    OpinionResult,
    QuestionsResult,
    ReportResult,
    RequirementsResult,
    Result,
    RoadmapResult,
    StabilityResult,
    TeamResult,
    VerifyResult,
    WrittenResult,
)


def blocks(result: Result, texts: Texts) -> list[Block]:
    """Return any result as blocks."""
    match result:
        case MatchResult():
            from stemwijzer.report import match_view

            return match_view.blocks(result, texts)
        case ExplainResult():
            from stemwijzer.report import explain_view

            return explain_view.explain_blocks(result, texts)
        case CompareResult():
            from stemwijzer.report import explain_view

            return explain_view.compare_blocks(result, texts)
        case StabilityResult():
            from stemwijzer.report import stability_view

            return stability_view.blocks(result, texts)
        case OpinionResult():
            from stemwijzer.report import opinion

            return opinion.blocks(result, texts)
        case VerifyResult():
            from stemwijzer.report import verify

            return verify.blocks(result, texts)
        case AuditResult():
            from stemwijzer.report import audit_view

            return audit_view.blocks(result, texts)
        case DiffResult():
            from stemwijzer.report import diff_view

            return diff_view.blocks(result, texts)
        case ReportResult():
            from stemwijzer.report import document

            return document.blocks(result, texts)
        case RoadmapResult():
            from stemwijzer.report import roadmap_view

            return roadmap_view.blocks(result, texts)
        case RequirementsResult():
            from stemwijzer.report import requirements_view

            return requirements_view.blocks(result, texts)
        case TeamResult():
            from stemwijzer.report import team_view

            return team_view.blocks(result, texts)
        case QuestionsResult():
            from stemwijzer.report import catalogue_view

            return catalogue_view.questions_blocks(result, texts)
        case WrittenResult():
            from stemwijzer.report import catalogue_view

            return catalogue_view.written_blocks(result, texts)
        case CatalogueResult():
            from stemwijzer.report import catalogue_view

            return catalogue_view.catalogue_blocks(result, texts)
        case CheckResult():
            from stemwijzer.report import data_view

            return data_view.check_blocks(result, texts)
        case StaleResult() | CoverageResult() | ExportResult() | ScaffoldResult():
            from stemwijzer.report import data_view

            return data_view.blocks(result, texts)
