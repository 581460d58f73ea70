"""A whole report as blocks: what was asked, what came out, how sure it is, what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from stemwijzer import __version__
from stemwijzer.core.answer import State
from stemwijzer.core.matching import Status
from stemwijzer.core.model import GOALS
from stemwijzer.core.profile import WEIGHT_UNITS, Wish
from stemwijzer.i18n import Texts
from stemwijzer.report import roadmap_view
from stemwijzer.report.blocks import (
    Block,
    Column,
    Commands,
    Heading,
    Items,
    Link,
    Links,
    Paragraph,
    Row,
    Table,
    Tone,
    items,
)
from stemwijzer.report.chapter_view import chapter_blocks, explained, source_links
from stemwijzer.report.common import changes, provenance, unasked
from stemwijzer.report.document_short import (
    best_chapters,
    sheet_name,
    short_blocks,
    step_blocks,
)
from stemwijzer.report.figures import application_figure, weight_figure
from stemwijzer.report.records import ReportResult
from stemwijzer.report.words import Words

_HEAVIEST = 3
_QUESTIONS = 3
_RIVALS = 5


def title(result: ReportResult, texts: Texts) -> str:
    """Return the title of the report."""
    sheet = result.match.respondent
    name = sheet.sheet.organisation or sheet_name(result)
    return texts("document.title", name=" ".join(name.split()))


def blocks(result: ReportResult, texts: Texts) -> list[Block]:
    """Return the whole report."""
    words = Words(result.match.catalogue, texts)
    found: list[Block] = [Heading(title(result, texts), 1)]
    found += _head(result, words)
    found += short_blocks(result, words)
    found += step_blocks(result, words)
    found += _profile(result, words)
    found += _applications(result, words)
    found += _roadmap(result, texts)
    for chapter in result.chapters:
        best = chapter in best_chapters(result)
        first = best and chapter is best_chapters(result)[0]
        found += chapter_blocks(result, chapter, words, first=first, best=best)
    found += _sources(result, words)
    found += _method(words)
    found += _origin(result, words)
    return found


def _roadmap(result: ReportResult, texts: Texts) -> Iterator[Block]:
    """Now, next and later at a glance: the first section of the roadmap."""
    if not result.roadmap.places:
        return
    whole = roadmap_view.blocks(result.roadmap, texts)
    starts = [i for i, b in enumerate(whole) if isinstance(b, Heading) and b.level == 2]
    yield Heading(texts("document.roadmap.title"))
    yield from whole[starts[0] + 1 : starts[1] if len(starts) > 1 else None]
    yield Paragraph(texts("document.roadmap.more"), Tone.HINT)


def _head(result: ReportResult, words: Words) -> Iterator[Block]:
    texts, catalogue = words.texts, words.catalogue
    if catalogue.private:
        yield Paragraph(texts("output.private"), Tone.WARNING)
    yield Paragraph(
        texts("document.subtitle", catalogue=catalogue.version, count=len(catalogue.solutions)),
        Tone.HINT,
    )
    if result.match.respondent.sheet.note:
        yield Paragraph(texts("document.note", note=result.match.respondent.sheet.note.strip()))
    yield from changes(result.match.respondent, words)


# What was asked -------------------------------------------------------------------------------


def _profile(result: ReportResult, words: Words) -> Iterator[Block]:
    texts, profile = words.texts, result.match.respondent.profile
    yield Heading(texts("document.profile.title"))
    goals = profile.wish(GOALS)
    if goals:
        yield Paragraph(texts("document.profile.goals", goals=words.target(goals)))
    if figure := weight_figure(profile, words):
        yield Paragraph(texts("document.profile.intro"))
        yield figure
    wishes = sorted(
        (w for w in profile.wishes if w.question.attribute.id != GOALS), key=lambda w: -w.weight
    )
    if wishes:
        columns = (
            Column(texts("output.column.question")),
            Column(texts("output.column.wish")),
            Column(texts("document.column.answer")),
            Column(texts("document.column.weight"), number=True),
        )
        rows = tuple(_wish_row(wish, words) for wish in wishes)
        yield Table(columns, rows, caption=texts("document.profile.caption"))
        yield Paragraph(texts("document.profile.weights"), Tone.HINT)
    yield from items(_silent(result, words))


def _wish_row(wish: Wish, words: Words) -> Row:
    """A wish with the answer as given and its weight."""
    texts = words.texts
    question = words.question_label(wish.question.id)
    value = wish.weight / WEIGHT_UNITS
    weight = texts.number(value, 0 if value == int(value) else 1 if value == 0.5 else 2)
    target, extra = words.target(wish), words.weight(wish)
    answer = words.agreement(wish) if wish.question.sense else texts("document.profile.chosen")
    said = f"{answer}, {extra}" if extra else answer
    line = texts(
        "document.profile.line", question=question, wish=target, answer=said, weight=weight
    )
    return Row((question, target, said, weight), line)


def _silent(result: ReportResult, words: Words) -> Iterator[str]:
    """The questions that ask nothing, and why."""
    profile = result.match.respondent.profile
    weighing = {wish.question.id for wish in profile.wishes}
    groups: dict[str, list[str]] = {"no_demand": [], "neutral": [], "skipped": []}
    for name, state in profile.states.items():
        if name in weighing:
            continue
        key = {State.GIVEN: "no_demand", State.SKIPPED: "skipped"}.get(state, "neutral")
        groups[key].append(words.label(words.catalogue.questions[name]))
    for key, names in groups.items():
        if names:
            yield words.texts(f"document.profile.{key}", questions=words.texts.joined(names))
    if rest := [words.label(question) for question in unasked(words.catalogue)]:
        yield words.texts("document.profile.unasked", questions=words.texts.joined(rest))


def _applications(result: ReportResult, words: Words) -> Iterator[Block]:
    texts, ranking = words.texts, result.match.applications
    yield Heading(texts("output.match.applications"))
    if ranking.status is Status.NO_PROFILE or not ranking.ranked:
        yield Paragraph(texts("output.match.no_application_profile"), Tone.WARNING)
        return
    yield Paragraph(texts("document.applications.intro"))
    yield application_figure(result.match, words)
    if ranking.excluded:
        names = sorted(words.application(s.solution_id) for s in ranking.excluded)
        yield Paragraph(texts("output.match.no_goal", names=texts.joined(names)))
    yield Paragraph(texts("document.applications.judgement"), Tone.HINT)
    shown = [words.application(c.entry.application) for c in result.chapters]
    if shown:
        yield Paragraph(
            texts("document.applications.chapters", names=texts.joined(shown)), Tone.HINT
        )


def _sources(result: ReportResult, words: Words) -> Iterator[Block]:
    """Every source behind the solutions that were explained, once per solution."""
    found: dict[str, dict[Link, None]] = {}
    for chapter in result.chapters:
        for standing in explained(chapter):
            links = source_links(chapter.entry.application, standing, words)
            found.setdefault(standing.solution_id, {}).update(dict.fromkeys(links))
    if not found:
        return
    texts = words.texts
    yield Heading(texts("output.explain.sources"))
    yield Paragraph(texts("document.sources.intro"))
    for name, of_solution in sorted(found.items(), key=lambda item: words.solution(item[0])):
        count = len(of_solution)
        title = texts("document.sources.title", name=words.solution(name), count=count)
        yield Links(title, tuple(of_solution))


# How it was made ------------------------------------------------------------------------------


def _method(words: Words) -> Iterator[Block]:
    texts = words.texts
    yield Heading(texts("document.method.title"))
    steps = ("wish", "distance", "unknown", "match", "must", "sure", "map")
    yield Items(tuple(texts(f"document.method.{step}") for step in steps))
    yield Heading(texts("document.method.not_title"), 3)
    nots = ("quality", "price", "listed", "judgement")
    listed = len(words.catalogue.not_listed)
    yield Items(tuple(texts(f"document.method.not_{key}", listed=listed) for key in nots))
    yield Heading(texts("document.independence.title"), 3)
    if words.catalogue.private:
        yield Paragraph(texts("document.independence.private"), Tone.WARNING)
    claims = ("money", "sources", "same", "open")
    yield Items(tuple(texts(f"document.independence.{key}") for key in claims))


def _origin(result: ReportResult, words: Words) -> Iterator[Block]:
    texts, catalogue, sampling = words.texts, words.catalogue, result.match.sampling
    yield Heading(texts("document.origin.title"))
    rows = [
        ("tool", f"stemwijzer {__version__}"),
        ("catalogue", f"{catalogue.name[words.language]} {catalogue.version}"),
        ("fingerprint", catalogue.fingerprint),
        ("published", texts(f"document.origin.{'private' if catalogue.private else 'public'}")),
        ("rule", texts(f"output.rule.{result.match.rule.value}")),
        ("draws", texts.number(sampling.draws)),
        ("seed", str(sampling.seed)),
        ("sheet", sheet_name(result)),
    ]
    told = [(texts(f"document.origin.{key}"), value) for key, value in rows]
    columns = (Column(texts("document.origin.what")), Column(texts("document.origin.value")))
    yield Table(
        columns,
        tuple(Row(pair, f"{pair[0]}: {pair[1]}") for pair in told),
        caption=texts("document.origin.caption"),
    )
    command = f"stemwijzer report {quote(sheet_name(result))} --seed {sampling.seed}"
    if sampling.draws != 10_000:
        command = f"{command} --draws {sampling.draws}"
    yield Commands(((command, texts("document.origin.again")),))
    yield from provenance(catalogue, texts, result.match.rule.value)
