"""What the commands that look after the data say, as blocks."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.core.finding import Finding, Level
from stemwijzer.core.upkeep import Age
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import Block, Column, Heading, Items, Paragraph, Row, Table, Tone
from stemwijzer.report.catalogue_view import check_blocks as counts
from stemwijzer.report.common import provenance
from stemwijzer.report.data_contract import exported
from stemwijzer.report.data_records import (
    CoverageResult,
    DataResult,
    ExportResult,
    ScaffoldResult,
    StaleResult,
)
from stemwijzer.report.records import CheckResult
from stemwijzer.report.words import Words

_ALWAYS_LINES = 10_000
"""A table for which no terminal is wide enough: its rows are lines that editors can follow."""


def blocks(result: DataResult, texts: Texts) -> list[Block]:
    """Return any of these results as blocks."""
    match result:
        case StaleResult():
            found = list(
                _stale_by_vendor(result, texts) if result.by_vendor else _stale(result, texts)
            )
        case CoverageResult():
            found = list(_coverage(result, texts))
        case ExportResult():
            found = list(_export(result, texts))
        case ScaffoldResult():
            return list(_scaffold(result, texts))
    return [*found, *provenance(result.catalogue, texts)]


# data check -------------------------------------------------------------------------------------


def check_blocks(result: CheckResult, texts: Texts) -> list[Block]:
    """Say what the rules found, and what was read."""
    if any(not finding.excuse for finding in result.findings):
        return [*_findings(result, texts), *provenance(result.catalogue, texts)]
    return [*_findings(result, texts), *counts(result, texts)]


def _findings(result: CheckResult, texts: Texts) -> Iterator[Block]:
    if result.fixed:
        yield Paragraph(texts("data.check.fixed", path=result.fixed), Tone.STRONG)
    open_ = [finding for finding in result.findings if not finding.excuse]
    if open_:
        yield _table(open_, texts)
        yield Paragraph(check_sum(open_, texts), Tone.STRONG)
        if stale := sum(finding.time_based for finding in open_):
            yield Paragraph(texts("data.check.stale", count=stale))
        yield Paragraph(texts("data.check.explained"), Tone.HINT)
    if excused := [finding for finding in result.findings if finding.excuse]:
        yield Heading(texts("data.check.excused"))
        yield Items(
            tuple(
                texts("data.check.excused_line", finding=f.words.say(texts), reason=f.excuse)
                for f in excused
            )
        )


def check_sum(findings: list[Finding], texts: Texts) -> str:
    """Return how many findings there are of each level."""
    numbers = {level: sum(f.level is level for f in findings) for level in Level}
    return texts(
        "data.check.sum",
        errors=texts("data.check.errors", count=numbers[Level.ERROR]),
        warnings=texts("data.check.warnings", count=numbers[Level.WARNING]),
        infos=texts("data.check.infos", count=numbers[Level.INFO]),
    )


def _table(findings: list[Finding], texts: Texts) -> Table:
    names = ("place", "level", "rule", "message", "tip")
    rows = []
    for finding in findings:
        words = finding.words.values
        cells = [str(words["place"]), texts(f"data.level.{finding.level.value}"), finding.rule]
        cells.append(finding.problem.message.say(texts))
        cells.append(finding.problem.tip.say(texts) if finding.problem.tip else "")
        rows.append(Row(tuple(cells), finding.words.say(texts)))
    columns = tuple(Column(texts(f"data.column.{name}")) for name in names)
    return Table(columns, tuple(rows), least_width=_ALWAYS_LINES)


# data stale -------------------------------------------------------------------------------------


def _stale(result: StaleResult, texts: Texts) -> Iterator[Block]:
    yield Heading(texts("data.stale.title", day=result.day), 1)
    if not result.stale:
        yield _nothing_stale(result, texts)
        return
    yield Paragraph(texts("data.stale.sum", count=_over(result), facts=result.facts), Tone.STRONG)
    rows = []
    for age in result.stale:
        line = texts(
            "data.stale.line",
            solution=age.solution,
            attribute=age.attribute,
            seen=age.seen,
            days=age.days,
            limit=age.limit,
            urls=" ".join(age.urls),
        )
        numbers = (str(age.days), str(age.limit), str(max(0, age.over)))
        rows.append(Row((age.solution, age.attribute, str(age.seen), *numbers), line))
    columns = [Column(texts(f"data.column.{name}")) for name in ("solution", "attribute", "seen")]
    columns += [Column(texts(f"data.column.{n}"), number=True) for n in ("days", "limit", "over")]
    yield Table(tuple(columns), tuple(rows))


def _over(result: StaleResult) -> int:
    return sum(age.over > 0 for age in result.stale)


def _nothing_stale(result: StaleResult, texts: Texts) -> Paragraph:
    if result.due is None:
        return Paragraph(texts("data.stale.none_bare"))
    return Paragraph(texts("data.stale.none", day=result.day, next=result.due))


def _stale_by_vendor(result: StaleResult, texts: Texts) -> Iterator[Block]:
    """The text of an issue: per vendor what to open, and what to do."""
    yield Heading(texts("data.stale.title", day=result.day), 1)
    if not result.stale:
        yield _nothing_stale(result, texts)
        return
    yield Paragraph(texts("data.stale.sum", count=_over(result), facts=result.facts))
    yield Paragraph(texts("data.stale.ask"))
    words = Words(result.catalogue, texts)
    vendors: dict[str, list[Age]] = {}
    for age in result.stale:
        vendors.setdefault(age.vendor, []).append(age)
    for vendor in sorted(vendors):
        name = result.catalogue.vendors[vendor].name
        yield Heading(texts("data.stale.vendor", vendor=name))
        yield Items(tuple(_item(age, words) for age in vendors[vendor]))


def _item(age: Age, words: Words) -> str:
    attribute = words.catalogue.attributes[age.attribute]
    fact = words.catalogue.solutions[age.solution].facts[age.attribute]
    return words.texts(
        "data.stale.item",
        solution=words.solution(age.solution),
        attribute=attribute.label[words.language],
        value=words.fact(attribute, fact),
        seen=age.seen,
        limit=age.limit,
        urls=" ".join(age.urls),
    )


# data coverage ----------------------------------------------------------------------------------


def _coverage(result: CoverageResult, texts: Texts) -> Iterator[Block]:
    yield Heading(texts("data.coverage.title"), 1)
    share = texts.percent(result.share)
    words = texts("data.coverage.sum", share=share, solutions=len(result.solutions))
    yield Paragraph(words, Tone.STRONG)
    yield Heading(texts("data.coverage.attributes"))
    yield Paragraph(texts("data.coverage.attributes_hint"), Tone.HINT)
    rows = []
    for a in result.attributes:
        gain, weight = texts.number(a.gain, 1), texts.number(a.importance, 1)
        line = texts(
            "data.coverage.attribute_line",
            attribute=a.attribute,
            known=a.known,
            meant=a.meant,
            weight=weight,
            gain=gain,
        )
        part = texts.percent(a.known / a.meant) if a.meant else "-"
        rows.append(Row((a.attribute, str(a.known), str(a.meant), part, weight, gain), line))
    names = ("known", "meant", "share", "importance", "gain")
    numbers = tuple(Column(texts(f"data.column.{name}"), number=True) for name in names)
    yield Table((Column(texts("data.column.attribute")), *numbers), tuple(rows))
    yield from _matrix(result, texts)
    yield from _solutions(result, texts)


def _matrix(result: CoverageResult, texts: Texts) -> Iterator[Block]:
    applications = [a for a in result.catalogue.applications if result.catalogue.in_application(a)]
    rows = []
    for attribute in result.attributes:
        cells = {
            name: f"{known}/{meant}"
            for name, (known, meant) in attribute.by_application.items()
            if meant
        }
        said = ", ".join(f"{name} {cells[name]}" for name in applications if name in cells)
        line = texts("data.coverage.matrix_line", attribute=attribute.attribute, cells=said)
        shown = tuple(cells.get(name, "") for name in applications)
        rows.append(Row((attribute.attribute, *shown), line))
    yield Heading(texts("data.coverage.matrix"))
    columns = (
        Column(texts("data.column.attribute")),
        *(Column(a, number=True) for a in applications),
    )
    yield Table(columns, tuple(rows), least_width=22 + 9 * len(applications))


def _solutions(result: CoverageResult, texts: Texts) -> Iterator[Block]:
    yield Heading(texts("data.coverage.solutions"))
    rows = []
    for s in result.solutions:
        share, gain = texts.percent(s.share), texts.number(s.gain, 1)
        unknown = ", ".join(s.unknown) or texts("data.coverage.nothing")
        line = texts(
            "data.coverage.solution_line",
            solution=s.solution,
            share=share,
            gain=gain,
            unknown=unknown,
        )
        rows.append(Row((s.solution, share, gain, unknown), line))
    columns = (
        Column(texts("data.column.solution")),
        Column(texts("data.column.share"), number=True),
        Column(texts("data.column.gain"), number=True),
        Column(texts("data.column.unknown")),
    )
    yield Table(columns, tuple(rows), least_width=90)


# data export and data new -----------------------------------------------------------------------


def _export(result: ExportResult, texts: Texts) -> Iterator[Block]:
    words = Words(result.catalogue, texts)
    facts = exported(result.catalogue)
    yield Heading(texts("data.export.title", count=len(facts)), 1)
    rows = []
    for row in facts:
        solution = result.catalogue.solutions[row["solution"]]
        if row["attribute"] == "applications":
            value = texts.joined([words.application(name) for name in row["has"]])
        else:
            attribute = result.catalogue.attributes[row["attribute"]]
            value = words.fact(attribute, solution.facts[attribute.id])
        sources = ", ".join(source["source"] for source in row["sources"])
        line = texts(
            "data.export.line",
            solution=solution.id,
            attribute=row["attribute"],
            value=value,
            sources=sources,
        )
        rows.append(Row((solution.id, row["attribute"], value, sources), line))
    names = ("solution", "attribute", "value", "sources")
    yield Table(
        tuple(Column(texts(f"data.column.{n}")) for n in names), tuple(rows), least_width=90
    )


def _scaffold(result: ScaffoldResult, texts: Texts) -> Iterator[Block]:
    if result.inserted:
        words = texts("data.new.put", name=result.name, path=result.path, line=result.line)
    else:
        words = texts("data.new.written", path=result.path)
    yield Paragraph(words, Tone.STRONG)
    yield Paragraph(texts("data.new.hint"))
