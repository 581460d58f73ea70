"""The difference between two catalogues, as blocks for a person to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from stemwijzer.core.model import Catalogue, Fact
from stemwijzer.i18n import Texts
from stemwijzer.report.audit_result import DiffResult
from stemwijzer.report.blocks import Block, Column, Heading, Paragraph, Row, Table, Tone, items
from stemwijzer.report.common import provenance
from stemwijzer.report.words import Words, capital

if TYPE_CHECKING:
    from stemwijzer.core.catalogue_diff import FactDifference, ItemDifference
    from stemwijzer.core.effects import Move

_KINDS = ("corrected", "added", "removed", "resourced", "redated", "noted")
_SHORT = ("redated", "noted")
"""Changes that are counted per solution: the value and the page are what they were."""

_NAMED = 8
_APPLICATIONS = "applications"


class _Both:
    """Says things about whichever of two catalogues knows them, the newer one first."""

    def __init__(self, result: DiffResult, texts: Texts) -> None:
        self.texts = texts
        self.words = (Words(result.after, texts), Words(result.before, texts))

    def _one(self, part: str, name: str) -> Words | None:
        return next((w for w in self.words if name in getattr(w.catalogue, part)), None)

    def solution(self, name: str) -> str:
        found = self._one("solutions", name)
        return found.solution(name) if found else name

    def application(self, name: str) -> str:
        found = self._one("applications", name)
        return found.application(name) if found else name

    def question(self, name: str) -> str:
        found = self._one("questions", name)
        return found.label(found.catalogue.questions[name]) if found else name

    def attribute(self, name: str) -> str:
        if name == _APPLICATIONS:
            return self.texts("audit.diff.applications")
        found = self._one("attributes", name)
        return found.catalogue.attributes[name].label[found.language] if found else name

    def fact(self, name: str, fact: Fact | None, *, newer: bool) -> str:
        """Return a value as its own catalogue puts it."""
        words = self.words[0 if newer else 1]
        if fact is None:
            return "-"
        if name == _APPLICATIONS:
            return ", ".join(self.application(a) for a in sorted(fact.has))
        return words.fact(words.catalogue.attributes[name], fact)


def blocks(result: DiffResult, texts: Texts) -> list[Block]:
    """Return the difference: a summary, then one section per kind of effect."""
    both = _Both(result, texts)
    found: list[Block] = [Heading(texts("audit.diff.title", base=result.base), 1)]
    found += _export(result, both)
    if result.comparison.same:
        found.append(Paragraph(texts("audit.diff.same"), Tone.STRONG))
    else:
        found += items(_summary(result, both))
        found += _facts(result, both)
        found += _others(result, texts)
        found += _moves(result, both)
        found += _net(result, both)
        found += _shares(result, both)
        found += _condition(result, texts)
    found += provenance(result.after, texts)
    return found


def _export(result: DiffResult, both: _Both) -> Iterator[Block]:
    """Say what an export does not hold, and which of its facts have no place any more."""
    if result.left_out is None:
        return
    yield Paragraph(both.texts("audit.diff.of_export"), Tone.HINT)
    if result.left_out:
        said = "; ".join(
            f"{both.solution(solution)}, {both.attribute(attribute)}"
            for solution, attribute in result.left_out
        )
        count = len(result.left_out)
        yield Paragraph(both.texts("audit.diff.left_out", count=count, said=said), Tone.WARNING)


# Summary ----------------------------------------------------------------------------------------


def _summary(result: DiffResult, both: _Both) -> Iterator[str]:
    texts, found = both.texts, result.comparison
    kinds = Counter(fact.kind.value for fact in found.facts)
    if kinds:
        said = [
            texts(f"audit.diff.count.{kind}", count=kinds[kind]) for kind in _KINDS if kinds[kind]
        ]
        yield texts("audit.diff.facts_line", said=texts.joined(said))
    if found.items:
        yield texts("audit.diff.items_line", count=len(found.items))
    moved = {(move.profile, move.application) for move in result.moves}
    if result.rankings:
        yield texts(
            "audit.diff.moves_line",
            moved=len(moved),
            total=result.rankings,
            moves=len(result.moves),
        )
    else:
        yield texts("audit.diff.no_sheets")
    first = [move for move in result.moves if move.after == 1]
    if first:
        said = [
            texts(
                "audit.diff.first",
                name=both.solution(move.solution_id),
                application=both.application(move.application),
                profile=move.profile,
            )
            for move in first[:_NAMED]
        ]
        key = "audit.diff.firsts_more" if len(first) > _NAMED else "audit.diff.firsts"
        yield texts(key, said="; ".join(said), more=len(first) - _NAMED)
    values = {"moves": len(result.shares), "drawn": texts.number(result.drawn)}
    if not result.shares:
        yield texts("audit.diff.no_shares", **values)
        return
    most = result.shares[0]
    yield texts(
        "audit.diff.shares_line",
        **values,
        name=both.solution(most.solution_id),
        application=both.application(most.application),
        before=_percent(most.before, texts),
        after=_percent(most.after, texts),
    )


def _percent(share: float, texts: Texts) -> str:
    """Return a share with one decimal: moves are often smaller than one point."""
    return f"{texts.number(share * 100, 1)}%"


# Facts and other changes --------------------------------------------------------------------------


def _facts(result: DiffResult, both: _Both) -> Iterator[Block]:
    texts = both.texts
    full = [fact for fact in result.comparison.facts if fact.kind.value not in _SHORT]
    if full:
        yield Heading(texts("audit.diff.facts"))
        full.sort(key=lambda fact: _KINDS.index(fact.kind.value))
        rows = tuple(_fact_row(fact, result, both) for fact in full)
        names = ("kind", "solution", "attribute", "before", "after", "source")
        yield Table(
            tuple(Column(texts(f"audit.column.{name}")) for name in names), rows, least_width=120
        )
    for kind in _SHORT:
        counts = Counter(
            fact.solution_id for fact in result.comparison.facts if fact.kind.value == kind
        )
        if counts:
            yield Heading(texts(f"audit.diff.{kind}"))
            yield from items(
                texts("audit.diff.short_line", name=both.solution(name), count=count)
                for name, count in counts.items()
            )


def _fact_row(fact: FactDifference, result: DiffResult, both: _Both) -> Row:
    texts = both.texts
    before = both.fact(fact.attribute, fact.before, newer=False)
    after = both.fact(fact.attribute, fact.after, newer=True)
    source = _source(fact, result)
    kind, name = texts(f"audit.diff.kind.{fact.kind.value}"), both.solution(fact.solution_id)
    label = both.attribute(fact.attribute)
    line = texts(
        "audit.diff.fact_line",
        kind=capital(kind),
        name=name,
        attribute=label,
        before=before,
        after=after,
        source=source,
    )
    return Row((kind, name, label, before, after, source), line)


def _source(fact: FactDifference, result: DiffResult) -> str:
    """Return where the fact can be read, with the day it was seen."""
    held, known = (fact.after, result.after) if fact.after else (fact.before, result.before)
    assert held is not None
    sources = known.solutions[fact.solution_id].sources
    names = dict.fromkeys((*held.sources, *held.member_sources.values()))
    return " ".join(f"{sources[n].url} ({sources[n].seen})" for n in names if n in sources)


def _others(result: DiffResult, texts: Texts) -> Iterator[Block]:
    if not result.comparison.items:
        return
    yield Heading(texts("audit.diff.items"))
    yield from items(_item(item, texts) for item in result.comparison.items)


def _item(item: ItemDifference, texts: Texts) -> str:
    return texts(
        f"audit.diff.item.{item.kind.value}",
        item=capital(texts(f"audit.item.{item.item.value}")),
        id=item.id,
        name=item.after or item.before,
        before=item.before,
        after=item.after,
        fields=", ".join(item.fields),
    )


# Effects ----------------------------------------------------------------------------------------


def _moves(result: DiffResult, both: _Both) -> Iterator[Block]:
    if not result.moves:
        return
    texts = both.texts
    yield Heading(texts("audit.diff.moves"))
    rows = []
    for move in result.moves:
        before, after = (str(place) if place else "-" for place in (move.before, move.after))
        name, application = both.solution(move.solution_id), both.application(move.application)
        cause = _cause(move, both)
        line = texts(
            "audit.diff.move_line",
            profile=move.profile,
            application=application,
            name=name,
            before=before,
            after=after,
            cause=cause,
        )
        rows.append(Row((move.profile, application, name, before, after, cause), line))
    columns = (
        Column(texts("audit.column.profile")),
        Column(texts("output.column.application")),
        Column(texts("output.column.solution_only")),
        Column(texts("audit.column.before"), number=True),
        Column(texts("audit.column.after"), number=True),
        Column(texts("audit.column.through")),
    )
    yield Table(columns, tuple(rows), least_width=100)


def _cause(move: Move, both: _Both) -> str:
    values = {"question": both.question(move.question_id) if move.question_id else ""}
    key = f"audit.diff.cause.{move.cause.value}"
    if move.by and move.by != move.solution_id:
        return both.texts(f"{key}_of", **values, name=both.solution(move.by))
    if not move.question_id:
        return both.texts(f"{key}_only")
    return both.texts(key, **values)


def _net(result: DiffResult, both: _Both) -> Iterator[Block]:
    """Who gains and loses over all example sheets together, those that gain most first."""
    net: Counter[str] = Counter()
    for move in result.moves:
        if move.before and move.after:
            net[move.solution_id] += move.before - move.after
    gains = sorted(((n, s) for s, n in net.items() if n), key=lambda pair: -pair[0])
    if not gains:
        return
    yield Heading(both.texts("audit.diff.net"))
    yield from items(
        both.texts("audit.diff.net_line", name=both.solution(solution), places=f"{places:+d}")
        for places, solution in gains
    )


def _shares(result: DiffResult, both: _Both) -> Iterator[Block]:
    if not result.shares:
        return
    texts = both.texts
    yield Heading(texts("audit.diff.shares"))
    yield Paragraph(
        texts("audit.diff.shares_hint", drawn=texts.number(result.drawn), seed=result.seed),
        Tone.HINT,
    )
    rows = []
    for move in result.shares:
        name, application = both.solution(move.solution_id), both.application(move.application)
        before, after = _percent(move.before, texts), _percent(move.after, texts)
        line = texts(
            "audit.diff.share_line", application=application, name=name, before=before, after=after
        )
        rows.append(Row((application, name, before, after, _percent(move.error, texts)), line))
    columns = (
        Column(texts("output.column.application")),
        Column(texts("output.column.solution_only")),
        Column(texts("audit.column.before"), number=True),
        Column(texts("audit.column.after"), number=True),
        Column(texts("audit.column.error"), number=True),
    )
    yield Table(columns, tuple(rows))


def _condition(result: DiffResult, texts: Texts) -> Iterator[Block]:
    yield Heading(texts("audit.diff.condition"))
    states = (result.comparison.before, result.comparison.after)
    versions = [_version(c) for c in (result.before, result.after)]
    lines = (
        ("vendors", [texts.number(s.vendors) for s in states]),
        ("solutions", [texts.number(s.solutions) for s in states]),
        ("facts", [texts.number(s.facts) for s in states]),
        ("coverage", [_percent(s.coverage, texts) for s in states]),
        ("dated", [_percent(s.dated, texts) for s in states]),
        ("age", [_days(s.age, texts) for s in states]),
        ("version", versions),
    )
    rows = []
    for key, (before, after) in lines:
        label = texts(f"audit.diff.condition.{key}")
        rows.append(Row((label, before, after), f"{capital(label)}: {before} -> {after}."))
    columns = (
        Column(""),
        Column(texts("audit.column.before"), number=True),
        Column(texts("audit.column.after"), number=True),
    )
    yield Table(columns, tuple(rows), least_width=60)


def _days(age: float, texts: Texts) -> str:
    return texts.number(age, 0 if age == int(age) else 1)


def _version(catalogue: Catalogue) -> str:
    return f"{catalogue.version} {catalogue.fingerprint[:8]}"
