"""The programme of requirements, and the scores of vendors, as blocks for a person to read."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.core.matching import MustState
from stemwijzer.core.model import Measure
from stemwijzer.core.requirements import Line, Score
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import (
    Block,
    Column,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    Tone,
    items,
)
from stemwijzer.report.common import changes, provenance
from stemwijzer.report.match_view import named
from stemwijzer.report.records import RequirementsResult
from stemwijzer.report.requirement_words import Wording
from stemwijzer.report.requirements import items_of, quiet, without_evidence
from stemwijzer.report.words import Words, capital

HOW = ("knock_out", "wish", "total", "weights", "missing", "absolute")
"""The rules of the points, in the order they are told."""


def blocks(result: RequirementsResult, texts: Texts) -> list[Block]:
    """Return the programme, or the scores when vendors filled it in."""
    words = Words(result.catalogue, texts)
    found = _scores(result, words) if result.filled else _programme(result, words)
    return [*found, *provenance(result.catalogue, texts)]


def _title(result: RequirementsResult, words: Words, key: str) -> Iterator[Block]:
    application = words.application(result.programme.application)
    yield Heading(words.texts(key, application=application), 1)
    who = result.respondent
    yield Paragraph(words.texts("requirements.for", name=who.sheet.organisation or who.name))


def _programme(result: RequirementsResult, words: Words) -> Iterator[Block]:
    texts, made, wording = words.texts, result.programme, Wording(words)
    yield from _title(result, words, "requirements.title")
    if result.for_vendors:
        yield Paragraph(texts("requirements.intro_vendors"))
    else:
        yield from changes(result.respondent, words)
        yield Paragraph(texts("requirements.intro"))
        yield Paragraph(texts("requirements.legal"), Tone.HINT)
        for line in made.lines:
            if line.question.measure is Measure.AT_MOST:
                hint = texts("requirements.price_hint", number=line.number)
                yield Paragraph(hint, Tone.WARNING)
    if made.goals is not None:
        yield Heading(texts("requirements.purpose"))
        yield Paragraph(wording.requirement(made.goals))
        yield Paragraph(
            texts("requirements.line.proof", text=wording.proof(made.goals.question)), Tone.HINT
        )
    yield Heading(texts("requirements.how"))
    yield Items(tuple(texts(f"requirements.how.{name}") for name in HOW))
    for name, lines in (("knock_outs", made.knock_outs), ("wishes", made.wishes)):
        yield Heading(texts(f"requirements.{name}"))
        if not lines:
            yield Paragraph(texts(f"requirements.no_{name}"), Tone.HINT)
        for line in lines:
            yield from _line(line, wording)
    if result.for_vendors:
        return
    yield from _quiet(result, words)
    yield from _asks(result, words)
    yield Paragraph(
        texts("requirements.next", sheet=result.respondent.name, application=made.application),
        Tone.HINT,
    )


def _line(line: Line, wording: Wording) -> Iterator[Block]:
    texts, label = wording.texts, capital(wording.words.label(line.question))
    requirement, proof = wording.requirement(line.wish), wording.proof(line.question)
    if line.weight:
        title = texts(
            "requirements.line.wish",
            number=line.number,
            label=label,
            weight=wording.weight(line),
        )
        first = texts("requirements.line.wanted", text=requirement)
        last = texts("requirements.line.scale", text=wording.scale(line))
    else:
        title = texts("requirements.line.knock_out", number=line.number, label=label)
        first = texts("requirements.line.requirement", text=requirement)
        last = texts("requirements.line.pass", text=wording.passes(line))
    yield Heading(title, 3)
    yield Items((first, texts("requirements.line.proof", text=proof), last))


def _quiet(result: RequirementsResult, words: Words) -> Iterator[Block]:
    """Questions without a requirement: open, asked nothing on purpose, or about something else."""
    texts, made = words.texts, result.programme

    def said(question_text: str, label: str) -> str:
        return texts("requirements.list_line", label=capital(label), text=question_text)

    for name, questions in quiet(result):
        yield Heading(texts(f"requirements.{name}"))
        yield Paragraph(texts(f"requirements.{name}_hint"), Tone.HINT)
        yield Items(tuple(said(q.text[words.language], words.label(q)) for q in questions))
    if made.elsewhere:
        yield Heading(texts("requirements.elsewhere"))
        yield Items(tuple(said(words.target(w), words.label(w.question)) for w in made.elsewhere))


def _asks(result: RequirementsResult, words: Words) -> Iterator[Block]:
    """What to ask the vendors of the best-placed solutions."""
    texts, wording = words.texts, Wording(words)
    yield Heading(texts("requirements.ask"))
    yield Paragraph(texts("requirements.ask_hint"), Tone.WARNING)
    if not result.asks:
        yield Paragraph(texts("requirements.no_ranking"))
    lines = {line.question.id: line for line in result.programme.lines}
    for standing, questions in result.asks:
        name = named(standing.solution_id, words)
        if not questions:
            yield Paragraph(texts("requirements.ask_none", name=name))
            continue
        title = texts(
            "requirements.ask_for",
            name=name,
            rank=standing.rank,
            match=texts.percent(standing.match),
            low=texts.percent(standing.match_low),
            high=texts.percent(standing.match_high),
        )
        yield Heading(title, 3)
        facts = result.catalogue.solutions[standing.solution_id].facts
        yield from items(
            texts(
                "requirements.ask_line",
                number=lines[q].number,
                text=wording.requirement(lines[q].wish),
                known=words.fact(
                    lines[q].question.attribute, facts.get(lines[q].question.attribute.id)
                ),
            )
            for q in questions
        )


# Scores


def _scores(result: RequirementsResult, words: Words) -> Iterator[Block]:
    texts = words.texts
    yield from _title(result, words, "requirements.scores.title")
    yield from changes(result.respondent, words)
    yield Paragraph(texts("requirements.scores.hint"))
    if result.changed:
        lines = texts.joined(list(result.changed))
        yield Paragraph(texts("requirements.scores.changed", lines=lines), Tone.WARNING)
    if not any(score.answered for score in result.scores):
        yield Paragraph(texts("requirements.scores.none"), Tone.WARNING)
        return
    yield _totals(result, words)
    yield from items(line for score in result.scores for line in _knocked(score, result, words))
    yield from items(
        texts("requirements.scores.evidence", vendor=vendor, count=count)
        for vendor, count in without_evidence(result).items()
        if count
    )
    yield Heading(texts("requirements.scores.per_line"))
    yield _per_line(result, words)


def _totals(result: RequirementsResult, words: Words) -> Table:
    texts, wording = words.texts, Wording(words)
    asked = len(items_of(result.programme))
    rows = []
    for score in result.scores:
        place = f"{score.rank}{texts('output.tied_mark') if score.tied else ''}" * bool(score.rank)
        state = texts(f"requirements.scores.state.{score.state.value}")
        total, answered = wording.total(score.total), f"{score.answered}/{asked}"
        line = texts(
            "requirements.scores.line",
            place=f"{place}. " if place else "",
            vendor=score.vendor,
            total=total,
            state=state,
            answered=score.answered,
            items=asked,
        )
        rows.append(Row((place, score.vendor, total, state, answered), line))
    columns = (
        Column("#", number=True),
        Column(texts("requirements.column.vendor")),
        Column(texts("requirements.column.total"), number=True),
        Column(texts("requirements.column.knock_outs")),
        Column(texts("requirements.column.answered"), number=True),
    )
    return Table(columns, tuple(rows), least_width=70)


def _knocked(score: Score, result: RequirementsResult, words: Words) -> Iterator[str]:
    """Say on which knock-outs a vendor is out or has yet to answer."""
    lines = result.programme.knock_outs
    for state, key in ((MustState.NOT_MET, "failed"), (MustState.UNKNOWN, "open")):
        names = [
            f"{line.number} {words.label(line.question)}"
            for line, found in zip(lines, score.knock_outs, strict=True)
            if found is state
        ]
        if names and score.answered:
            said = words.texts.joined(names)
            yield words.texts(f"requirements.scores.{key}", vendor=score.vendor, lines=said)


def _per_line(result: RequirementsResult, words: Words) -> Table:
    texts, wording = words.texts, Wording(words)
    rows = []
    for index, line in enumerate(result.programme.lines):
        weight = wording.weight(line) if line.weight else texts("requirements.knock_out")
        found = [score.points[index] for score in result.scores]
        points = [
            texts("requirements.scores.no_points") if p is None else wording.points(p)
            for p in found
        ]
        label = capital(words.label(line.question))
        said = [
            texts("requirements.scores.vendor_points", vendor=score.vendor, points=p)
            for score, p in zip(result.scores, points, strict=True)
        ]
        sentence = texts(
            "requirements.scores.per_line_row",
            number=line.number,
            label=label,
            weight=weight,
            points="; ".join(said),
        )
        rows.append(Row((line.number, label, weight, *points), sentence))
    columns = (
        Column(texts("requirements.column.number")),
        Column(texts("requirements.column.requirement")),
        Column(texts("requirements.column.weight"), number=True),
        *(Column(score.vendor, number=True) for score in result.scores),
    )
    return Table(columns, tuple(rows), least_width=80)
