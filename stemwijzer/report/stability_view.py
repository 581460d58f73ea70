"""How sure a ranking is, as blocks for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from stemwijzer.core.matching import Standing
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import (
    Block,
    Column,
    Heading,
    Paragraph,
    Row,
    Shares,
    Table,
    Tone,
    items,
)
from stemwijzer.report.common import changes, opinion_lines, provenance
from stemwijzer.report.records import StabilityResult
from stemwijzer.report.words import Words, capital

if TYPE_CHECKING:  # numpy loads with it, and most rankings are shown without
    from stemwijzer.core.sensitivity import Sensitivity, WeightInterval
    from stemwijzer.core.sureness import Place, Stability

_RIVALS = 6
_FACTS = 5


def verdict_line(stability: Stability, words: Words) -> str:
    """Return one sentence on how sure the first place is."""
    first = stability.places[0]
    return words.texts(
        f"stability.verdict.{stability.verdict.value}",
        name=words.solution(first.solution_id),
        share=words.texts.percent(first.first),
        draws=words.texts.number(stability.draws),
    )


def place_sentence(place: Place, words: Words) -> str:
    """Return what the simulation says about one solution."""
    low, high = place.band
    key = "stability.place" if low != high else "stability.place_fixed"
    return words.texts(
        key,
        first=words.texts.percent(place.first),
        top=words.texts.percent(place.top_three),
        low=low,
        high=high,
    )


def sure_sentence(place: Place, words: Words) -> str:
    """Return what the simulation says about one solution, with its tier."""
    tier = words.texts("stability.tier", tier=place.tier)
    return f"{capital(place_sentence(place, words))} {tier}"


def blocks(result: StabilityResult, texts: Texts) -> list[Block]:
    """Return the whole picture of one ranking's stability."""
    words = Words(result.catalogue, texts)
    application = words.application(result.entry.application)
    found: list[Block] = [Heading(texts("stability.title", application=application), 1)]
    found += changes(result.respondent, words)
    found.append(Paragraph(verdict_line(result.stability, words), Tone.STRONG))
    found.append(Paragraph(_method(result, texts), Tone.HINT))
    found += [_places(result.stability, words)]
    found.append(Paragraph(f"{texts('stability.legend')} {texts('stability.tiers')}", Tone.HINT))
    found += _pairwise(result.stability, words)
    found += open_fact_blocks(result.stability, words)
    if result.sensitivity:
        found += what_changes(result.sensitivity, result.entry.ranking.ranked, words)
    lines = opinion_lines(result.entry.opinions, words)
    if lines:
        found.append(Heading(texts("stability.rules")))
        found += items(lines)
    found += provenance(result.catalogue, texts)
    return found


def _method(result: StabilityResult, texts: Texts) -> str:
    return texts(
        "stability.method",
        draws=texts.number(result.stability.draws),
        seed=result.stability.seed,
    )


def _places(stability: Stability, words: Words) -> Table:
    """The places of everyone, with a chart of how often each place occurs."""
    rows = []
    for index, (place, row) in enumerate(
        zip(stability.places, _place_rows(stability.places, words), strict=True), 1
    ):
        line = f"{index}. {words.solution(place.solution_id)}: {place_sentence(place, words)}"
        line = f"{line} {words.texts('stability.tier', tier=place.tier)}"
        rows.append(replace(row, cells=(*row.cells, Shares(place.shares)), sentence=line))
    chart = Column(words.texts("stability.column.shares"))
    return Table((*_place_columns(words.texts), chart), tuple(rows))


def places_table(stability: Stability, most: int | None, words: Words) -> Table:
    """The places of the first ``most`` (all: ``None``), where the sentences stand elsewhere."""
    rows = _place_rows(stability.places[:most], words)
    return Table(_place_columns(words.texts), tuple(rows))


def _place_columns(texts: Texts) -> tuple[Column, ...]:
    names = ("first", "top_three", "band", "tier")
    return (
        Column(texts("output.column.solution_only")),
        *(Column(texts(f"stability.column.{name}"), number=True) for name in names),
    )


def _place_rows(places: Sequence[Place], words: Words) -> Iterator[Row]:
    """Yield the cells of each place, without a sentence; a new tier opens a new group."""
    texts, tier = words.texts, 0
    for place in places:
        low, high = place.band
        cells = (
            words.solution(place.solution_id),
            texts.percent(place.first),
            texts.percent(place.top_three),
            str(low) if low == high else f"{low}-{high}",
            str(place.tier),
        )
        yield Row(cells, "", opens=place.tier != tier)
        tier = place.tier


def _pairwise(stability: Stability, words: Words) -> Iterator[Block]:
    """The chances of the first few against each other."""
    texts = words.texts
    shown = stability.places[:_RIVALS]
    if len(shown) < 2:
        return
    yield Heading(texts("stability.pairwise"))
    yield Paragraph(texts("stability.pairwise_hint"), Tone.HINT)
    rows = []
    for i, place in enumerate(shown):
        name = words.solution(place.solution_id)
        chances = [texts.percent(stability.beats[i][j]) for j in range(len(shown))]
        cells = [chance if j != i else "" for j, chance in enumerate(chances)]
        told = [
            f"{words.solution(other.solution_id)} {chances[j]}"
            for j, other in enumerate(shown)
            if j != i
        ]
        line = texts("stability.pairwise_line", name=name, chances=texts.joined(told))
        rows.append(Row((str(i + 1), name, *cells), line))
    columns = (
        Column("#", number=True),
        Column(texts("output.column.solution_only")),
        *(Column(str(j + 1), number=True) for j in range(len(shown))),
    )
    yield Table(columns, tuple(rows), least_width=60)


def open_fact_blocks(stability: Stability, words: Words) -> Iterator[Block]:
    """Say which unknown facts to ask about first."""
    if not stability.open_facts:
        return
    texts = words.texts
    yield Heading(texts("stability.open_facts"))
    yield from items(
        texts(
            "stability.open_fact",
            vendor=words.vendor(fact.solution_id),
            name=words.solution(fact.solution_id),
            question=words.question_label(fact.question_id),
        )
        for fact in stability.open_facts[:_FACTS]
    )


def what_changes(found: Sensitivity, ranked: tuple[Standing, ...], words: Words) -> Iterator[Block]:
    """Weights, answers and facts that would put somebody else first."""
    texts = words.texts
    yield Heading(texts("stability.changes"))
    name = words.solution(ranked[0].solution_id)
    lines = []
    for change in found.answers[:_FACTS]:
        question = words.catalogue.questions[change.question_id]
        lines.append(
            texts(
                "stability.answer",
                question=words.question_label(change.question_id),
                answer=words.answer(question, change.answer),
                first=texts.joined([words.solution(s) for s in change.first]),
            )
        )
    if not found.answers:
        lines.append(texts("stability.no_answer"))
    lines += [
        texts(
            "stability.left_out",
            question=words.question_label(left.question_id),
            first=texts.joined([words.solution(s) for s in left.first]),
        )
        for left in found.left_out
    ]
    if not found.left_out:
        lines.append(texts("stability.none_left_out"))
    for shift in found.shifts:
        if shift.share is None:
            lines.append(texts("stability.no_shift", name=words.solution(shift.solution_id)))
        else:
            lines.append(
                texts(
                    "stability.shift",
                    name=words.solution(shift.solution_id),
                    share=texts.percent(float(shift.share)),
                    away=words.question_label(shift.away),
                    towards=words.question_label(shift.towards),
                )
            )
    for wrong in found.wrong_facts:
        key = "stability.never_wrong" if wrong.count is None else "stability.wrong"
        lines.append(
            texts(key, count=wrong.count, name=name, rival=words.solution(wrong.solution_id))
        )
    yield from items(lines)
    limited = [i for i in found.intervals if i.low > 0 or i.high is not None]
    if limited:
        yield Heading(texts("stability.weights"))
        yield Paragraph(texts("stability.weights_hint", name=name), Tone.HINT)
        yield _intervals(limited, words)


def _intervals(intervals: list[WeightInterval], words: Words) -> Table:
    texts = words.texts
    rows = []
    for interval in intervals:
        low = texts.number(float(interval.low), 2)
        high = texts("stability.no_limit")
        if interval.high is not None:
            high = texts.number(float(interval.high), 2)
        rival = texts.joined([words.solution(s) for s in (interval.below, interval.above) if s])
        label = words.question_label(interval.question_id)
        weight = texts.number(float(interval.weight), 2)
        line = texts(
            "stability.interval", question=label, weight=weight, low=low, high=high, rival=rival
        )
        rows.append(Row((label, weight, low, high, rival), line))
    columns = (
        Column(texts("output.column.question")),
        Column(texts("stability.column.weight"), number=True),
        Column(texts("stability.column.from"), number=True),
        Column(texts("stability.column.to"), number=True),
        Column(texts("stability.column.rival")),
    )
    return Table(columns, tuple(rows))
