"""The results of ``explain`` and ``compare`` as blocks for a person to read."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.core.matching import Contribution
from stemwijzer.core.model import UNIT, Fact, Solution, Source
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import Bar, Block, Column, Heading, Items, Paragraph, Row, Table, Tone
from stemwijzer.report.common import changes, lifecycle, provenance
from stemwijzer.report.match_view import named, sentence
from stemwijzer.report.records import CompareResult, ExplainResult
from stemwijzer.report.stability_view import sure_sentence, verdict_line
from stemwijzer.report.words import Words, capital


def explain_blocks(result: ExplainResult, texts: Texts) -> list[Block]:
    """Return why a solution stands where it stands, with every source behind it."""
    words = Words(result.catalogue, texts)
    standing, solution = result.standing, result.catalogue.solutions[result.standing.solution_id]
    application = words.application(result.ranking.application)
    title = texts(
        "output.explain.title",
        name=named(solution.id, words),
        application=application,
    )
    found: list[Block] = [Heading(title, 1)]
    found += changes(result.respondent, words)
    found.append(Paragraph(_place(result, words), Tone.STRONG))
    found += lifecycle(solution, words)
    if result.stability and standing.rank and not standing.unmet:
        sure = f"{verdict_line(result.stability, words)} {texts('stability.tiers')}"
        found.append(Paragraph(sure, Tone.HINT))
    found += _musts(result, words)
    explanation = result.explanation
    for key, contributions in (
        ("against", explanation.against),
        ("for", explanation.for_),
        ("unknown", explanation.unknown),
    ):
        if contributions:
            found.append(Heading(texts(f"output.explain.{key}")))
            found.append(Paragraph(texts(f"output.explain.{key}_hint"), Tone.HINT))
            found.append(contribution_table(key, contributions, standing.weight, solution, words))
    found += _sources(result, solution, words)
    found += provenance(result.catalogue, texts)
    return found


def _place(result: ExplainResult, words: Words) -> str:
    standing, texts = result.standing, words.texts
    if standing.unmet:
        return texts(
            "output.explain.excluded",
            reason=words.unmet(standing),
            match=texts.percent(standing.match),
        )
    if not standing.rank:
        return texts(
            "output.explain.unranked",
            known=texts.percent(standing.coverage),
            low=texts.percent(standing.match_low),
            high=texts.percent(standing.match_high),
        )
    of = texts("output.explain.of", total=len(result.ranking.ranked))
    place = result.stability.place(standing.solution_id) if result.stability else None
    sure = f" {sure_sentence(place, words)}" if place else ""
    return f"{sentence(standing, words)} {of}{sure}"


def _musts(result: ExplainResult, words: Words) -> Iterator[Block]:
    if result.standing.must_haves:
        yield Heading(words.texts("output.explain.musts"))
        yield Items(
            tuple(
                words.texts(
                    f"output.must_state.{must.state.value}",
                    question=words.question_label(must.question_id),
                )
                for must in result.standing.must_haves
            )
        )


def contribution_table(
    key: str,
    contributions: tuple[Contribution, ...],
    weight: int,
    solution: Solution,
    words: Words,
) -> Table:
    """The questions with what was asked, what the solution shows and what that costs in points."""
    texts = words.texts
    columns = [
        Column(texts("output.column.question")),
        Column(texts("output.column.wish")),
        Column(texts("output.column.shows")),
    ]
    if key != "for":
        columns.append(Column(texts(f"output.column.{key}"), number=True))
    rows = []
    for contribution in contributions:
        cells = [
            capital(words.label(contribution.wish.question)),
            words.target_with_weight(contribution.wish),
            words.shown(contribution, solution),
        ]
        if key != "for":
            cells.append(cost_in_points(key, contribution, weight, texts))
        detail = f" ({cells[3]})" if key != "for" else ""
        line = texts(
            "output.explain.line", question=cells[0], wish=cells[1], shows=cells[2], detail=detail
        )
        rows.append(Row(tuple(cells), line))
    return Table(tuple(columns), tuple(rows), least_width=76)


def cost_in_points(key: str, contribution: Contribution, weight: int, texts: Texts) -> str:
    """What a question costs (or could cost) in points of the match, 0..100."""
    cell, share = contribution.cell, contribution.wish.weight / (weight * UNIT) * 100
    if key == "against":
        return texts("output.points", points=texts.number(cell.point * share, 1))
    return texts(
        "output.points_between",
        low=texts.number(cell.low * share, 1),
        high=texts.number(cell.high * share, 1),
    )


def _sources(result: ExplainResult, solution: Solution, words: Words) -> Iterator[Block]:
    """Every source behind the facts used, with its dates."""
    texts = words.texts
    used: dict[str, list[str]] = {}
    for contribution in result.standing.contributions:
        attribute = contribution.wish.question.attribute
        fact = solution.facts.get(attribute.id)
        if fact is None:
            continue
        for source in fact_sources(fact):
            used.setdefault(source, []).append(attribute.label[texts.language])
    if not used:
        return
    yield Heading(texts("output.explain.sources"))
    yield Items(
        tuple(
            f"{capital(', '.join(dict.fromkeys(labels)))}: "
            f"{source_line(solution.sources[source], texts)}"
            for source, labels in used.items()
        )
    )


def fact_sources(fact: Fact) -> tuple[str, ...]:
    """Return the source ids of a fact, those of single members included, each once."""
    return tuple(dict.fromkeys((*fact.sources, *fact.member_sources.values())))


def source_line(source: Source, texts: Texts) -> str:
    """Return a source as text: address, kind, date of the page, date seen, grade."""
    dated = (
        texts("output.source.dated", date=source.page_date.isoformat())
        if source.page_date
        else texts("output.source.undated")
    )
    return texts(
        "output.source.line",
        url=source.url,
        kind=texts(f"output.source_kind.{source.kind}"),
        dated=dated,
        seen=source.seen.isoformat(),
        grade=source.grade,
    )


def compare_blocks(result: CompareResult, texts: Texts) -> list[Block]:
    """Return solutions side by side, the deciding questions first."""
    words = Words(result.catalogue, texts)
    names = [words.solution(s.solution_id) for s in result.standings]
    application = words.application(result.ranking.application)
    title = texts("output.compare.title", names=texts.joined(names), application=application)
    found: list[Block] = [Heading(title, 1)]
    found += changes(result.respondent, words)
    found += [_side_by_side(result, words)]
    decisive = [d for d in result.differences if d.gap]
    equal = [d for d in result.differences if not d.gap]
    if decisive:
        found.append(Heading(texts("output.compare.decisive")))
        found.append(Paragraph(texts("output.compare.decisive_hint"), Tone.HINT))
        found.append(_differences(result, words))
    if equal:
        labels = texts.joined([words.question_label(d.question_id) for d in equal])
        found.append(Paragraph(texts("output.compare.equal", questions=labels)))
    found += provenance(result.catalogue, texts)
    return found


def _side_by_side(result: CompareResult, words: Words) -> Table:
    texts = words.texts
    columns = (
        Column("#"),
        Column(texts("output.column.solution")),
        Column(texts("output.column.match"), number=True),
        Column(texts("output.column.bounds")),
        Column(texts("output.column.known"), number=True),
    )
    rows = []
    for standing in result.standings:
        out = texts("output.compare.excluded") if standing.unmet else ""
        place = out or (str(standing.rank) if standing.rank else texts("output.compare.unranked"))
        line = (
            sentence(standing, words)
            if standing.rank and not out
            else _off_ranking(standing.solution_id, place, words)
        )
        rows.append(
            Row(
                (
                    place,
                    named(standing.solution_id, words),
                    texts.percent(standing.match),
                    Bar(standing.match_low, standing.match, standing.match_high),
                    texts.percent(standing.coverage),
                ),
                line,
            )
        )
    return Table(columns, tuple(rows))


def _points(points: float, texts: Texts) -> str:
    """Points with a minus sign, or a bare 0."""
    return f"-{texts.number(points, 1)}" if round(points, 1) else "0"


def _off_ranking(solution_id: str, place: str, words: Words) -> str:
    return f"{named(solution_id, words)}: {place}."


def _differences(result: CompareResult, words: Words) -> Table:
    texts, catalogue = words.texts, result.catalogue
    solutions = [catalogue.solutions[s.solution_id] for s in result.standings]
    columns = (
        Column(texts("output.column.question")),
        Column(texts("output.column.wish")),
        *(Column(solution.name) for solution in solutions),
    )
    rows = []
    for difference in result.differences:
        if not difference.gap:
            continue
        question = words.question_label(difference.question_id)
        wish = words.target_with_weight(difference.contributions[0].wish)
        cells = []
        for contribution, solution in zip(difference.contributions, solutions, strict=True):
            share = contribution.wish.weight / (result.ranking.weight * UNIT) * 100
            points = _points(contribution.cell.point * share, texts)
            key = "output.compare.cell" if contribution.cell.known else "output.compare.estimated"
            cells.append(texts(key, shows=words.shown(contribution, solution), points=points))
        told = "; ".join(f"{s.name}: {cell}" for s, cell in zip(solutions, cells, strict=True))
        rows.append(Row((question, wish, *cells), f"{question} ({wish}): {told}."))
    return Table(columns, tuple(rows), least_width=60 + 22 * len(solutions))
