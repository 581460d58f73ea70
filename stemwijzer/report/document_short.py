"""The first page of a report: the answer on one screen, and what to do on Monday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from shlex import quote

from stemwijzer.core.matching import Status
from stemwijzer.core.model import GOALS
from stemwijzer.core.plan import Step
from stemwijzer.report.blocks import Block, Commands, Heading, Items, Paragraph, Tone, items
from stemwijzer.report.records import ApplicationRanking, Chapter, ReportResult
from stemwijzer.report.result import helpful_questions
from stemwijzer.report.stability_view import verdict_line
from stemwijzer.report.words import Words, capital

_HEAVIEST = 3
_QUESTIONS = 3
_RIVALS = 5


def best_chapters(result: ReportResult) -> list[Chapter]:
    """Return the best fitting chapters that have a ranking: one, or those that tie."""
    ranked = [c for c in result.chapters if c.entry.ranking.ranked]
    places = {s.solution_id: s.rank for s in result.match.applications.ranked}
    best = places.get(ranked[0].entry.application) if ranked else None
    return [c for c in ranked if best and places.get(c.entry.application) == best] or ranked[:1]


def sheet_name(result: ReportResult) -> str:
    """Return the sheet's file name without its folders, which are nobody's business."""
    return PurePath(result.match.respondent.name).name or result.match.respondent.name


def short_blocks(result: ReportResult, words: Words) -> Iterator[Block]:
    """The answer on one screen."""
    texts, applications = words.texts, result.match.applications
    yield Heading(texts("document.short.title"))
    if not result.match.respondent.profile.wishes:
        yield Paragraph(texts("output.match.no_wishes"), Tone.WARNING)
        return
    if applications.first:
        names = [words.application(s.solution_id) for s in applications.first]
        match = texts.percent(applications.first[0].match)
        key = "fits" if len(names) == 1 else "fit"
        yield Paragraph(
            texts(f"document.short.{key}", names=capital(texts.joined(names)), match=match),
            Tone.STRONG,
        )
    outcomes = [_outcome(chapter, words) for chapter in result.chapters]
    yield from items([*outcomes, *_order(result, words)])
    yield Paragraph(texts("document.short.percent"), Tone.HINT)
    if any(chapter.entry.stability for chapter in result.chapters):
        yield Paragraph(texts("document.short.sure"), Tone.HINT)


def _outcome(chapter: Chapter, words: Words) -> str:
    """Return what came out of one application in a sentence or two."""
    texts, ranking = words.texts, chapter.entry.ranking
    application = capital(words.application(chapter.entry.application))
    if not ranking.ranked:
        key = "no_profile" if ranking.status is Status.NO_PROFILE else "none_left"
        if ranking.status is Status.NONE_LEFT and ranking.excluded:
            key = "none_left_musts"
        return f"{application}: {texts(f'output.match.{key}')}"
    best = ranking.ranked[0]
    line = texts(
        f"document.short.{'first' if len(ranking.first) == 1 else 'tied'}",
        application=application,
        names=texts.joined([words.solution(s.solution_id) for s in ranking.first]),
        match=texts.percent(best.match),
        total=len(ranking.ranked),
    )
    if best.low != best.high:
        low, high = texts.percent(best.match_low), texts.percent(best.match_high)
        line = f"{line} {texts('document.short.bounds', low=low, high=high)}"
    if ranking.status is Status.NO_GOOD_MATCH:
        line = f"{line} {texts('output.match.no_good_match', best=texts.percent(best.match))}"
    if chapter.entry.stability and len(ranking.ranked) > 1:
        line = f"{line} {verdict_line(chapter.entry.stability, words)}"
        if rival := _oftener_first(chapter.entry, words):
            line = f"{line} {rival}"
    return line


def _oftener_first(entry: ApplicationRanking, words: Words) -> str:
    """Say who comes first more often than number one, when somebody does."""
    assert entry.stability is not None
    firsts = {s.solution_id for s in entry.ranking.first}
    most = max(entry.stability.places, key=lambda p: p.first)
    own = max(p.first for p in entry.stability.places if p.solution_id in firsts)
    share = words.texts.percent(most.first)
    if most.first <= own or share == words.texts.percent(own):
        return ""
    name = words.solution(most.solution_id)
    return words.texts("document.short.oftener", name=name, share=share)


def _order(result: ReportResult, words: Words) -> Iterator[str]:
    """Say with which kinds of technology to begin, and which come after that."""
    names = {
        step: [words.application(p.application) for p in result.roadmap.places if p.step is step]
        for step in (Step.NOW, Step.NEXT)
    }
    if names[Step.NOW]:
        line = words.texts("document.short.begin", names=words.texts.joined(names[Step.NOW]))
        if names[Step.NEXT]:
            part = words.texts("document.roadmap.title")
            then = words.texts.joined(names[Step.NEXT])
            after = words.texts("document.short.after", names=then, part=part)
            line = f"{line} {after}"
        yield line


def step_blocks(result: ReportResult, words: Words) -> Iterator[Block]:
    """What to do on Monday: for the profile, and for each best fitting application."""
    texts, profile = words.texts, result.match.respondent.profile
    best = best_chapters(result)
    if not best:
        return
    heaviest = sorted(
        (w for w in profile.wishes if w.question.attribute.id != GOALS), key=lambda w: -w.weight
    )[:_HEAVIEST]
    steps = []
    if heaviest:
        names = texts.joined([words.label(w.question) for w in heaviest])
        steps.append(texts("document.steps.check", questions=names))
    steps.append(texts("document.steps.prove"))
    yield Heading(texts("document.steps.title"))
    yield Items(tuple(steps))
    for chapter in best:
        yield Heading(capital(words.application(chapter.entry.application)), 3)
        yield Items(tuple(_steps(result, chapter, words)))
    yield Paragraph(texts("document.steps.commands"))
    sheet, application = quote(sheet_name(result)), best[0].entry.application
    yield Commands(
        (
            (
                f"stemwijzer requirements {sheet} -a {application} -o requirements.xlsx",
                texts("document.steps.requirements"),
            ),
            (f"stemwijzer roadmap {sheet} -o roadmap.md", texts("document.steps.roadmap")),
        )
    )


def _steps(result: ReportResult, chapter: Chapter, words: Words) -> Iterator[str]:
    """What to do for one application."""
    texts, entry = words.texts, chapter.entry
    application = words.catalogue.applications[entry.application]
    if application.prerequisites:
        first = " ".join(p.text[words.language] for p in application.prerequisites)
        yield texts("document.steps.prepare", first=first)
    if helpful := helpful_questions(replace(result.match, rankings=(entry,))):
        names = texts.joined([words.label(q) for q in helpful])
        yield texts("document.steps.answer", questions=names)
    if entry.stability is None:
        return
    tier = [p.solution_id for p in entry.stability.places if p.tier == 1]
    if len(tier) > 1:
        names = texts.joined([words.solution(s) for s in tier[:_RIVALS]])
        if len(tier) > _RIVALS:
            names = f"{names} {texts('document.steps.more', count=len(tier) - _RIVALS)}"
        yield texts("document.steps.invite", names=names)
    asks = [
        texts(
            "document.steps.ask_one",
            vendor=words.vendor(fact.solution_id),
            question=words.label(words.catalogue.questions[fact.question_id]),
        )
        for fact in entry.stability.open_facts[:_QUESTIONS]
    ]
    if asks:
        yield texts("document.steps.ask", asks="; ".join(asks))
