"""Which view says which result."""

from __future__ import annotations

from stemwijzer.i18n import Texts
from stemwijzer.report import (
    catalogue_view,
    explain_view,
    match_view,
    opinion,
    stability_view,
    verify,
)
from stemwijzer.report.blocks import Block
from stemwijzer.report.records import (
    CatalogueResult,
    CheckResult,
    CompareResult,
    ExplainResult,
    MatchResult,
    OpinionResult,
    QuestionsResult,
    Result,
    StabilityResult,
    VerifyResult,
    WrittenResult,
)


def blocks(result: Result, texts: Texts) -> list[Block]:
    """Return any result as blocks."""
    match result:
        case MatchResult():
            return match_view.blocks(result, texts)
        case ExplainResult():
            return explain_view.explain_blocks(result, texts)
        case CompareResult():
            return explain_view.compare_blocks(result, texts)
        case StabilityResult():
            return stability_view.blocks(result, texts)
        case OpinionResult():
            return opinion.blocks(result, texts)
        case VerifyResult():
            return verify.blocks(result, texts)
        case QuestionsResult():
            return catalogue_view.questions_blocks(result, texts)
        case WrittenResult():
            return catalogue_view.written_blocks(result, texts)
        case CatalogueResult():
            return catalogue_view.catalogue_blocks(result, texts)
        case CheckResult():
            return catalogue_view.check_blocks(result, texts)
