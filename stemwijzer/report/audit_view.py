"""The audit of a catalogue, as blocks for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stemwijzer.i18n import Texts
from stemwijzer.report.audit_result import AuditResult
from stemwijzer.report.blocks import Block, Column, Heading, Paragraph, Row, Table, Tone, items
from stemwijzer.report.common import provenance
from stemwijzer.report.words import Words, capital

if TYPE_CHECKING:
    from stemwijzer.core.audit import ApplicationAudit, Lean
    from stemwijzer.core.audit_findings import Finding

_PERCENTAGES = (
    "leader",
    "hardly_ranked",
    "identical",
    "near_identical",
    "only_documentation",
    "mostly_documentation",
)
"""Findings whose value is a share; the others are counts and correlations."""

_GROUPED = ("lean", "hardly_ranked", "never_first", "never_first_for_personas")
"""Findings that are told together, application by application."""

_BY_QUESTION = ("mostly_documentation",)
"""The same, question by question."""

_OTHER_RULES = ("p_first", "sampled_unknowns", "head_to_head")
"""The rules whose shares stand beside those of the ranking."""

_WIDE = 96
"""Tables with a column per rule ask for this many characters."""

_OFTEN = 3


def blocks(result: AuditResult, texts: Texts) -> list[Block]:
    """Return the audit: what it found first, then the numbers behind it."""
    words, found = Words(result.catalogue, texts), result.audit
    blocks: list[Block] = [
        Heading(texts("audit.title", version=result.catalogue.version), 1),
        Paragraph(_summary(result, texts), Tone.WARNING if result.errors else Tone.STRONG),
        Paragraph(_method(result, texts), Tone.HINT),
    ]
    for level in ("error", "warning", "info"):
        lines = _lines([one for one in result.findings if one.level.value == level], words)
        if lines:
            blocks.append(Heading(texts(f"audit.level.{level}")))
            blocks += items(lines)
    mixed = sum(bool(share.mix) for one in found.applications for share in one.shares)
    key = "audit.mix.exact" if found.exact else "audit.mix.sampled"
    blocks.append(Paragraph(texts(key, count=mixed), Tone.HINT))
    blocks.append(Heading(texts("audit.applications")))
    blocks.append(_overview(result, words))
    blocks.append(Paragraph(texts("audit.applications_hint"), Tone.HINT))
    for leans in [found.leans] if found.whole else [one.leans for one in found.applications]:
        blocks.append(Heading(texts("audit.leans")))
        blocks.append(_leans(leans, words))
        key = "audit.leans_hint" if found.whole else "audit.leans_hint_one"
        blocks.append(Paragraph(texts(key), Tone.HINT))
    blocks.append(Heading(texts("audit.directions")))
    blocks.append(_directions(result, words))
    if result.full:
        for application in found.applications:
            blocks += _application(application, words)
    blocks += provenance(result.catalogue, texts)
    return blocks


def _summary(result: AuditResult, texts: Texts) -> str:
    levels = [finding.level.value for finding in result.findings]
    counts = [
        texts(f"audit.count.{level}", count=levels.count(level))
        for level in ("error", "warning", "info")
    ]
    return f"{capital(texts.joined(counts))}."


def _method(result: AuditResult, texts: Texts) -> str:
    found = result.audit
    key = "audit.method" if found.personas else "audit.method_no_personas"
    return texts(
        key,
        profiles=texts.number(found.profiles),
        seed=found.seed,
        personas=texts.joined(list(found.personas)),
    )


def _number(value: float, texts: Texts) -> str:
    return texts.number(value, 0 if value == int(value) and abs(value) != 1 else 2)


def _lines(findings: list[Finding], words: Words) -> list[str]:
    """Return findings as sentences; those that only differ in whom they are about share one."""
    lines: dict[tuple[str, str], list[Finding]] = {}
    for index, one in enumerate(findings):
        grouped = (one.id in _GROUPED and one.application) or one.id in _BY_QUESTION
        lines.setdefault((one.id, one.feature) if grouped else ("", str(index)), []).append(one)
    return [
        _group(found, words) if kind else _finding(found[0], words)
        for (kind, _), found in lines.items()
    ]


def _group(findings: list[Finding], words: Words) -> str:
    """Return findings of one kind as one sentence, application by application."""
    texts = words.texts
    places: dict[str, list[str]] = {}
    for one in findings:
        if one.questions:
            places[words.question_label(one.questions[0])] = [texts.percent(one.value)]
            continue
        said = [words.solution(name) for name in one.solutions]
        places.setdefault(one.application, []).extend(said or [_number(one.value, texts)])
    kind, feature = findings[0].id, findings[0].feature
    return texts(
        f"audit.group.{kind}",
        said="; ".join(
            f"{place} {', '.join(said)}"
            if kind in ("lean", *_BY_QUESTION)
            else f"{', '.join(said)} ({place})"
            for place, said in places.items()
        ),
        feature=texts(f"audit.feature.{feature}") if feature else "",
        threshold=texts.percent(findings[0].threshold),
        draws=texts.number(findings[0].count),
    )


def _finding(found: Finding, words: Words) -> str:
    """Return a finding as one sentence; every text may use whichever of these it needs."""
    texts = words.texts
    names = [words.solution(name) for name in found.solutions]
    percent = found.id in _PERCENTAGES
    key = f"audit.finding.{found.id}"
    if found.id == "lean":
        key += ".more" if found.value > 0 else ".less"
    if found.applications and found.level.value == "error":
        key += ".everywhere"
    rules = [f"{texts(f'audit.rule.{rule}')} {_number(r, texts)}" for rule, r in found.rules[1:]]
    place = words.application(found.application) if found.application else texts("audit.all")
    return texts(
        key,
        place=capital(place),
        name=names[0] if names else "",
        names=texts.joined(names),
        others=texts.joined(names[1:]),
        questions=texts.joined([words.question_label(name) for name in found.questions]),
        where=", ".join(found.applications),
        here=len(found.applications),
        feature=texts(f"audit.feature.{found.feature}") if found.feature else "",
        rule=texts(f"audit.rule.{found.rules[0][0]}") if found.rules else "",
        rules=texts.joined(rules),
        value=texts.percent(found.value) if percent else _number(found.value, texts),
        threshold=texts.percent(found.threshold) if percent else _number(found.threshold, texts),
        many=texts.number(found.count),
        theme=words.catalogue.themes[found.theme].label[words.language] if found.theme else "",
    )


def _overview(result: AuditResult, words: Words) -> Table:
    texts = words.texts
    rows = []
    for found in result.audit.applications:
        ranked = sum(share.ranked > 0 for share in found.shares)
        often = sorted(found.shares, key=lambda share: -share.first)[:_OFTEN]
        said = ", ".join(
            f"{words.solution(s.solution_id)} {texts.percent(s.first)}" for s in often if s.first
        )
        name, match = words.application(found.application), texts.percent(found.best_match)
        winners = texts.number(found.winners, 1)
        placed = texts.number(found.placed, 1)
        line = texts(
            "audit.application_line",
            name=capital(name),
            ranked=ranked,
            winners=winners,
            placed=placed,
            match=match,
            often=said,
        )
        rows.append(Row((name, str(ranked), placed, winners, match, said), line))
    columns = (
        Column(texts("output.column.application")),
        Column(texts("output.column.solutions"), number=True),
        Column(texts("audit.column.placed"), number=True),
        Column(texts("audit.column.winners"), number=True),
        Column(texts("audit.column.best_match"), number=True),
        Column(texts("audit.column.often")),
    )
    return Table(columns, tuple(rows), least_width=88)


def _leans(leans: tuple[Lean, ...], words: Words) -> Table:
    texts = words.texts
    rules = list(dict.fromkeys(lean.rule.value for lean in leans))
    rows = []
    for feature in dict.fromkeys(lean.feature.value for lean in leans):
        own = [lean for lean in leans if lean.feature.value == feature]
        numbers = ["-" if x.r is None else texts.number(x.r, 2) for x in own]
        label, count = texts(f"audit.feature.{feature}"), str(own[0].count)
        told = texts.joined(
            [f"{texts(f'audit.rule.{r}')} {n}" for r, n in zip(rules, numbers, strict=True)]
        )
        if all(x.r is None for x in own):
            told = texts("audit.too_few")
        rows.append(Row((label, count, *numbers), f"{capital(label)} ({count}): {told}."))
    columns = (
        Column(texts("audit.column.feature")),
        Column(texts("audit.column.count"), number=True),
        *(Column(texts(f"audit.column.{rule}"), number=True) for rule in rules),
    )
    return Table(columns, tuple(rows), least_width=_WIDE)


def _directions(result: AuditResult, words: Words) -> Table:
    texts = words.texts
    rows = []
    for found in result.audit.directions:
        theme = result.catalogue.themes[found.theme].label[words.language]
        line = texts("audit.direction_line", theme=theme, up=found.up, down=found.down)
        rows.append(Row((theme, str(found.up), str(found.down)), line))
    columns = (
        Column(texts("audit.column.theme")),
        Column(texts("audit.column.up"), number=True),
        Column(texts("audit.column.down"), number=True),
    )
    return Table(columns, tuple(rows), least_width=40)


def _application(found: ApplicationAudit, words: Words) -> Iterator[Block]:
    texts = words.texts
    yield Heading(capital(words.application(found.application)))
    rules = [rule for rule in found.shares[0].places_by if rule.value in _OTHER_RULES]
    rows = []
    for share in sorted(found.shares, key=lambda share: (-share.first, -share.top_three)):
        name = words.solution(share.solution_id)
        ranked, first = texts.percent(share.ranked), texts.percent(share.first)
        top = texts.percent(share.top_three)
        others = [texts.percent(share.places_by[rule]) for rule in rules]
        told = [f"{texts(f'audit.rule.{r.value}')} {n}" for r, n in zip(rules, others, strict=True)]
        line = texts(
            "audit.share_line",
            name=name,
            ranked=ranked,
            first=first,
            top=top,
            others=texts.joined(told),
        )
        rows.append(Row((name, ranked, first, top, *others), line))
    columns = (
        Column(texts("output.column.solution_only")),
        Column(texts("audit.column.ranked"), number=True),
        Column(texts("audit.column.first"), number=True),
        Column(texts("audit.column.top_three"), number=True),
        *(Column(texts(f"audit.column.by_{rule.value}"), number=True) for rule in rules),
    )
    yield Table(columns, tuple(rows), least_width=_WIDE)
    yield _questions(found, words)


def _questions(found: ApplicationAudit, words: Words) -> Table:
    texts = words.texts
    rows = []
    for spread in found.spreads:
        label, known = words.question_label(spread.question_id), str(spread.known)
        gap, counted = texts.percent(spread.spread), texts.percent(spread.counted)
        proven = texts.percent(spread.proven / spread.separation) if spread.separation else "-"
        line = texts(
            "audit.spread_line",
            question=label,
            known=known,
            gap=gap,
            counted=counted,
            proven=proven,
        )
        rows.append(Row((label, known, gap, counted, proven), line))
    columns = (
        Column(texts("output.column.question")),
        *(
            Column(texts(f"audit.column.{name}"), number=True)
            for name in ("known", "gap", "counted", "proven")
        ),
    )
    return Table(columns, tuple(rows))
