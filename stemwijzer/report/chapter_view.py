"""One chapter of a report: an application, its solutions, how sure their order is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from stemwijzer.core.explain import explain
from stemwijzer.core.matching import Contribution, Standing
from stemwijzer.core.model import GOALS, UNIT, Solution
from stemwijzer.report.blocks import Block, Heading, Items, Link, Paragraph, Tone
from stemwijzer.report.common import lifecycle
from stemwijzer.report.explain_view import (
    contribution_table,
    fact_sources,
    source_line,
)
from stemwijzer.report.figures import map_figure, place_figure, ranking_figure
from stemwijzer.report.match_view import certainty, left_aside, named, status_blocks
from stemwijzer.report.records import Chapter, ReportResult
from stemwijzer.report.stability_view import open_fact_blocks, place_sentence, what_changes
from stemwijzer.report.words import Words, capital

_EXPLAINED = 3
_MOST_EXPLAINED = 5
_ASKED = 8
_SHARED = 1.005
"""Above this sum of chances, the printed percentages tell that first places were shared."""


def chapter_blocks(
    result: ReportResult, chapter: Chapter, words: Words, *, first: bool, best: bool
) -> Iterator[Block]:
    """Return the chapter of one application.

    The first one says how to read the pictures; the best fitting ones say how far weights may move.
    """
    texts, entry = words.texts, chapter.entry
    ranking = entry.ranking
    name = words.application(entry.application)
    yield Heading(texts("document.chapter.title", application=capital(name)))
    yield from _what_it_is(result, entry.application, words)
    yield from status_blocks(ranking, words)
    if ranking.ranked:
        if first:
            yield Paragraph(texts("output.match.legend"), Tone.HINT)
        yield ranking_figure(entry, words)
        if entry.stability and sum(p.first for p in entry.stability.places) > _SHARED:
            yield Paragraph(texts("document.ranking.shared"), Tone.HINT)
        yield from certainty(entry, words)
        if entry.stability and len(ranking.ranked) > 1:
            if first:
                yield Paragraph(_method(result, words), Tone.HINT)
            yield place_figure(entry.application, entry.stability, words)
        yield from _map(result, chapter, words)
        yield from _why(chapter, words)
    yield from left_aside(ranking, words)
    if chapter.sensitivity:
        sensitivity = chapter.sensitivity if best else replace(chapter.sensitivity, intervals=())
        yield from lowered(what_changes(sensitivity, ranking.ranked, words))
    if entry.stability:
        yield from lowered(open_fact_blocks(entry.stability, words))


def lowered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Return blocks with their headings one level down."""
    for block in blocks:
        yield replace(block, level=block.level + 1) if isinstance(block, Heading) else block


def _method(result: ReportResult, words: Words) -> str:
    sampling = result.match.sampling
    return words.texts(
        "stability.method", draws=words.texts.number(sampling.draws), seed=sampling.seed
    )


def _what_it_is(result: ReportResult, application_id: str, words: Words) -> Iterator[Block]:
    """What the application does, why it fits the goals, and what must be there first."""
    texts, language = words.texts, words.language
    application = words.catalogue.applications[application_id]
    yield Paragraph(application.definition[language])
    benefits = application.benefits
    yield Items(
        tuple(
            f"{texts(f'output.catalogue.{who}')}: {text[language]}"
            for who, text in (
                ("customer", benefits.customer),
                ("employee", benefits.employee),
                ("organisation", benefits.organisation),
            )
        )
    )
    wish = result.match.respondent.profile.wish(GOALS)
    wanted = wish.target if wish and isinstance(wish.target, frozenset) else frozenset()
    attribute = words.catalogue.attributes[GOALS] if wanted else None
    reasons = [
        f"{capital(words.option(attribute, option.id))}: {reason[language]}"
        for option in (attribute.options if attribute else ())
        if attribute
        and option.id in wanted
        and (reason := application.reasons.get(f"{GOALS}.{option.id}"))
    ]
    if reasons:
        yield Heading(texts("document.chapter.goals"), 3)
        yield Items(tuple(reasons))
    if application.prerequisites:
        yield Heading(texts("output.catalogue.prerequisites"), 3)
        yield Items(tuple(p.text[language] for p in application.prerequisites))


def _map(result: ReportResult, chapter: Chapter, words: Words) -> Iterator[Block]:
    """The map with what it keeps and what it loses."""
    texts, ranking = words.texts, chapter.entry.ranking
    plane = result.maps.get(chapter.entry.application)
    if plane is None:
        return
    yield Heading(texts("document.map.heading"), 3)
    yield map_figure(ranking, plane, words)
    key = "most" if plane.kept >= 0.8 else "half" if plane.kept >= 0.5 else "little"
    yield Paragraph(texts(f"document.map.kept_{key}", kept=texts.percent(plane.kept)))
    axes = [
        texts(
            f"document.map.{axis}",
            questions=texts.joined([words.label(words.catalogue.questions[q]) for q in questions]),
        )
        for axis, questions in (("across", plane.across), ("upward", plane.upward))
        if questions
    ]
    if axes:
        yield Paragraph(" ".join(axes))
    if plane.pairs > 1:
        yield Paragraph(
            texts("document.map.order", same=plane.same_order, pairs=plane.pairs), Tone.HINT
        )
    yield Paragraph(texts("document.map.loses"), Tone.HINT)


def _why(chapter: Chapter, words: Words) -> Iterator[Block]:
    """Why the first three stand there, those that share the third place included."""
    shown = explained(chapter)
    yield Heading(words.texts("document.why.title", count=len(shown)), 3)
    for standing in shown:
        yield from _solution(chapter, standing, words)


def _solution(chapter: Chapter, standing: Standing, words: Words) -> Iterator[Block]:
    texts = words.texts
    solution = words.catalogue.solutions[standing.solution_id]
    explanation = explain(standing)
    yield Heading(f"{standing.rank}. {named(solution.id, words)}", 4)
    stability = chapter.entry.stability
    place = stability.place(solution.id) if stability else None
    line = _place(standing, words)
    yield Paragraph(f"{line} {capital(place_sentence(place, words))}" if place else line)
    yield from lifecycle(solution, words)
    if explanation.for_:
        fits = [words.label(c.wish.question) for c in explanation.for_]
        yield Paragraph(texts("output.match.why_for", reasons="; ".join(fits)))
    else:
        yield Paragraph(texts("document.why.nothing_fits"))
    if explanation.against:
        table = contribution_table("against", explanation.against, standing.weight, solution, words)
        caption = texts("document.why.against", name=solution.name)
        yield replace(table, caption=caption)
    else:
        yield Paragraph(texts("document.why.nothing_against"))
    if explanation.unknown:
        yield Paragraph(texts("document.why.ask", vendor=words.vendor(solution.id)))
        asked = sorted(explanation.unknown, key=lambda c: not c.wish.must)
        shown = asked[:_ASKED]
        yield Items(tuple(_question(c, standing, words) for c in shown))
        if left := len(explanation.unknown) - len(shown):
            yield Paragraph(texts("document.why.ask_more", count=left), Tone.HINT)
    links = source_links(chapter.entry.application, standing, words)
    yield Paragraph(texts("document.why.sources", count=len(links)), Tone.HINT)


def explained(chapter: Chapter) -> list[Standing]:
    """Return the first three, those that share the third place included."""
    ranked = chapter.entry.ranking.ranked
    return [s for s in ranked if s.rank <= _EXPLAINED][:_MOST_EXPLAINED]


def _place(standing: Standing, words: Words) -> str:
    texts = words.texts
    line = texts(
        "document.why.place" if standing.low != standing.high else "document.why.place_exact",
        match=texts.percent(standing.match),
        low=texts.percent(standing.match_low),
        high=texts.percent(standing.match_high),
        known=texts.percent(standing.coverage),
    )
    musts = words.must_summary(standing, "line.")
    return f"{line} {musts}" if musts else line


def _question(contribution: Contribution, standing: Standing, words: Words) -> str:
    """What to ask, what is wanted, and how many points of 100 hang on it."""
    wish, cell = contribution.wish, contribution.cell
    share = wish.weight / (standing.weight * UNIT) * 100
    return words.texts(
        f"document.why.{'must' if wish.must else 'question'}",
        question=words.question_label(wish.question.id),
        wish=words.target(wish),
        points=words.texts.number(cell.high * share, 1),
    )


def source_links(application: str, standing: Standing, words: Words) -> tuple[Link, ...]:
    """Return a line per fact and source behind a place: what is said, where, when it was seen."""
    solution = words.catalogue.solutions[standing.solution_id]
    proof = solution.applications_fact
    delivers = words.texts("document.why.delivers", application=words.application(application))
    own = proof.member_sources.get(application)
    found = list(_links(delivers, (own,) if own else proof.sources, solution, words))
    for contribution in standing.contributions:
        attribute = contribution.wish.question.attribute
        fact = solution.facts.get(attribute.id)
        if fact is None:
            continue
        said = f"{capital(attribute.label[words.language])}: {words.fact(attribute, fact)}"
        if fact.note:
            said = f"{said}. {words.texts('output.catalogue.note', note=fact.note)}"
        found += _links(said, fact_sources(fact), solution, words)
    return tuple(found)


def _links(said: str, sources: Sequence[str], solution: Solution, words: Words) -> Iterator[Link]:
    for name in sources:
        source = solution.sources[name]
        yield Link(
            said, source.url, source_line(source, words.texts).partition(source.url)[2].strip()
        )
