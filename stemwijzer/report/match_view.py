"""The result of ``match`` (and of the interview) as blocks for a person to read."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.core.answer import State
from stemwijzer.core.explain import explain
from stemwijzer.core.matching import Contribution, Ranking, Standing, Status
from stemwijzer.core.model import UNIT
from stemwijzer.core.profile import theme_shares
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import (
    Bar,
    Block,
    Column,
    Commands,
    Heading,
    Items,
    Paragraph,
    Row,
    Share,
    Table,
    Tone,
    items,
)
from stemwijzer.report.common import changes, lifecycle, opinion_lines, provenance
from stemwijzer.report.records import ApplicationRanking, MatchResult
from stemwijzer.report.result import vendor_standings
from stemwijzer.report.stability_view import places_table, sure_sentence, verdict_line
from stemwijzer.report.words import SPOKEN_FIRST, Words, capital

_PROFILE_LINES = 8
_REASONS = 3


def blocks(result: MatchResult, texts: Texts) -> list[Block]:
    """Return the whole answer: profile, applications, rankings, why, what next."""
    words = Words(result.catalogue, texts)
    title = result.respondent.sheet.organisation or result.respondent.name
    found: list[Block] = [Heading(texts("output.match.title", name=title), 1)]
    found += changes(result.respondent, words)
    found += _profile(result, words)
    found += _applications(result, words)
    for entry in result.rankings:
        found += _ranking(result, entry, words)
    found += _vendors(result, words)
    found += provenance(result.catalogue, texts, result.rule.value)
    return found


def ranking_blocks(result: MatchResult, texts: Texts) -> list[Block]:
    """Return the rankings alone, for somebody who has just seen the rest."""
    words = Words(result.catalogue, texts)
    return [block for entry in result.rankings for block in _ranking(result, entry, words)]


def _profile(result: MatchResult, words: Words) -> Iterator[Block]:
    """What the respondent wants, the AI appetite, channels and scale first."""
    texts, profile = words.texts, result.respondent.profile
    yield Heading(texts("output.match.profile"))
    if not profile.wishes:
        yield Paragraph(texts("output.match.no_wishes"), Tone.WARNING)
        return
    first = [w for name in SPOKEN_FIRST if (w := profile.wish(name))]
    rest = sorted((w for w in profile.wishes if w not in first), key=lambda w: -w.weight)
    shown = [*first, *rest][:_PROFILE_LINES]
    yield Items(tuple(words.wish_with_weight(wish) for wish in shown))
    left = len(profile.wishes) - len(shown)
    silent = [state for state in profile.states.values() if state is not State.GIVEN]
    yield Paragraph(
        texts(
            "output.match.profile_rest",
            left=left,
            neutral=sum(s in (State.NEUTRAL, State.NO_PREFERENCE) for s in silent),
            skipped=sum(s is State.SKIPPED for s in silent),
        ),
        Tone.HINT,
    )
    yield from _weights(result, words)


def _weights(result: MatchResult, words: Words) -> Iterator[Block]:
    """How the weight is divided over the themes, where there is room to draw it."""
    texts = words.texts
    shares = theme_shares(result.respondent.profile)
    if len(shares) > 1:
        columns = (
            Column(texts("document.column.theme")),
            Column(texts("document.column.share"), number=True),
            Column(""),
        )
        most = shares[0][1]
        yield Table(columns, tuple(_weight(*share, most, words) for share in shares))


def _weight(theme: str, share: float, count: int, most: float, words: Words) -> Row:
    name, percent, _, line = weight_said(theme, share, count, words)
    return Row((name, percent, Share(share / most)), line)


def weight_said(theme: str, share: float, count: int, words: Words) -> tuple[str, str, str, str]:
    """Return a theme's name, its share, its number of wishes, and all of it as a sentence."""
    texts, name = words.texts, words.catalogue.themes[theme].label[words.language]
    percent, wishes = texts.percent(share), texts("document.weight.wishes", count=count)
    line = texts("document.weight.line", theme=name, share=percent, wishes=wishes)
    return name, percent, wishes, line


def _applications(result: MatchResult, words: Words) -> Iterator[Block]:
    texts, ranking = words.texts, result.applications
    yield Heading(texts("output.match.applications"))
    if ranking.status is Status.NO_PROFILE:
        yield Paragraph(texts("output.match.no_application_profile"), Tone.WARNING)
        return
    rows = []
    for standing in ranking.ranked:
        name = capital(words.application(standing.solution_id))
        match = texts.percent(standing.match)
        offered = len(result.catalogue.in_application(standing.solution_id))
        rows.append(
            Row(
                (_place(standing, texts), name, match, _bar(standing), str(offered)),
                texts(
                    "output.match.application_line",
                    place=_said_place(standing, texts),
                    name=name,
                    match=match,
                    count=offered,
                ),
            )
        )
    columns = (
        Column("#", number=True),
        Column(texts("output.column.application")),
        Column(texts("output.column.match"), number=True),
        Column(""),
        Column(texts("output.column.listed"), number=True),
    )
    yield Table(columns, tuple(rows), least_width=70)
    if ranking.excluded:
        names = [words.application(s.solution_id) for s in ranking.excluded]
        yield Paragraph(texts("output.match.no_goal", names=texts.joined(sorted(names))), Tone.HINT)
    yield Paragraph(texts("output.match.judgement"), Tone.HINT)


def _ranking(result: MatchResult, entry: ApplicationRanking, words: Words) -> Iterator[Block]:
    texts, ranking = words.texts, entry.ranking
    name = words.application(entry.application)
    yield Heading(texts("output.match.solutions", application=name))
    if result.chosen:
        key = "chosen" if len(result.rankings) == 1 else "chosen_tied"
        yield Paragraph(texts(f"output.match.{key}", application=name), Tone.HINT)
    yield from status_blocks(ranking, words)
    if ranking.ranked:
        yield _table(result, entry, words)
        hidden = len(ranking.ranked) - (result.top or len(ranking.ranked))
        if hidden > 0:
            yield Paragraph(texts("output.match.hidden", count=hidden), Tone.HINT)
        yield Paragraph(texts("output.match.legend"), Tone.HINT)
        for standing in ranking.ranked[: result.top or None]:
            yield from lifecycle(words.catalogue.solutions[standing.solution_id], words)
        yield from certainty(entry, words)
        if entry.stability:
            yield places_table(entry.stability, result.top or None, words)
            yield Paragraph(texts("stability.tiers"), Tone.HINT)
        yield from why(ranking.ranked[0], words)
    yield from left_aside(ranking, words)


def status_blocks(ranking: Ranking, words: Words) -> Iterator[Block]:
    """Say when there is no ranking, or no good match in it."""
    texts = words.texts
    if ranking.status is Status.NO_PROFILE:
        yield Paragraph(texts("output.match.no_profile"), Tone.WARNING)
    elif ranking.status is Status.NONE_LEFT:
        key = "none_left_musts" if ranking.excluded else "none_left"
        yield Paragraph(texts(f"output.match.{key}"), Tone.WARNING)
    elif ranking.status is Status.NO_GOOD_MATCH:
        best = texts.percent(ranking.ranked[0].match)
        yield Paragraph(texts("output.match.no_good_match", best=best), Tone.WARNING)


def _table(result: MatchResult, entry: ApplicationRanking, words: Words) -> Table:
    texts, ranking = words.texts, entry.ranking
    with_musts = any(s.must_haves for s in ranking.ranked)
    columns = [
        Column("#", number=True),
        Column(texts("output.column.solution")),
        Column(texts("output.column.match"), number=True),
        Column(texts("output.column.bounds")),
        Column(texts("output.column.known"), number=True),
    ]
    if with_musts:
        columns.append(Column(texts("output.column.musts")))
    shown = ranking.ranked[: result.top] if result.top else ranking.ranked
    rows = []
    for standing in shown:
        cells: list[str | Bar] = [
            _place(standing, texts),
            named(standing.solution_id, words),
            texts.percent(standing.match),
            _bar(standing),
            texts.percent(standing.coverage),
        ]
        line = sentence(standing, words)
        place = entry.stability.place(standing.solution_id) if entry.stability else None
        if place:
            line = f"{line} {sure_sentence(place, words)}"
        if with_musts:
            cells.append(words.must_summary(standing))
        rows.append(Row(tuple(cells), line))
    return Table(tuple(columns), tuple(rows))


def named(solution_id: str, words: Words) -> str:
    """Return a solution with its vendor, once when they share a name."""
    solution, vendor = words.solution(solution_id), words.vendor(solution_id)
    return solution if vendor.casefold() in solution.casefold() else f"{solution} ({vendor})"


def sentence(standing: Standing, words: Words) -> str:
    """Return one solution's place as a sentence."""
    texts = words.texts
    line = texts(
        "output.match.line" if standing.low != standing.high else "output.match.line_exact",
        place=_said_place(standing, texts),
        name=named(standing.solution_id, words),
        match=texts.percent(standing.match),
        low=texts.percent(standing.match_low),
        high=texts.percent(standing.match_high),
        known=texts.percent(standing.coverage),
    )
    musts = words.must_summary(standing, "line.")
    return f"{line} {musts}" if musts else line


def _place(standing: Standing, texts: Texts) -> str:
    return f"{standing.rank}{texts('output.tied_mark') if standing.tied else ''}"


def _said_place(standing: Standing, texts: Texts) -> str:
    """The place as in a sentence: a shared one says so in words."""
    return f"{standing.rank} ({texts('output.shared')})" if standing.tied else str(standing.rank)


def _bar(standing: Standing) -> Bar:
    return Bar(standing.match_low, standing.match, standing.match_high)


def certainty(entry: ApplicationRanking, words: Words) -> Iterator[Block]:
    """Ties, close calls, possible winners and what other rules say: how far to trust number one."""
    texts, ranking, lines = words.texts, entry.ranking, []
    if entry.stability:
        lines.append(verdict_line(entry.stability, words))
    firsts = ranking.first
    names = texts.joined([words.solution(s.solution_id) for s in firsts])
    if len(firsts) > 1:
        lines.append(texts("output.match.tie", names=names))
    if firsts and firsts[0].close_call:
        after = next(s for s in ranking.ranked if s.rank > 1)
        lines.append(
            texts("output.match.close_call", first=names, second=words.solution(after.solution_id))
        )
    winners = [s for s in ranking.ranked if s.possible_winner]
    if len(winners) > len(firsts):
        lines.append(
            texts("output.match.possible_winners", count=len(winners), total=len(ranking.ranked))
        )
    lines += opinion_lines(entry.opinions, words)
    if lines:
        yield Heading(texts("output.match.how_sure"), 3)
        yield Items(tuple(lines))


def why(standing: Standing, words: Words) -> Iterator[Block]:
    """Why a solution stands where it stands, in three lines, and what is unknown about it."""
    texts = words.texts
    explanation = explain(standing)
    solution = words.catalogue.solutions[standing.solution_id]
    lines = []
    if explanation.for_:
        fits = [_short(c, words) for c in explanation.for_[:_REASONS]]
        lines.append(texts("output.match.why_for", reasons="; ".join(fits)))
    if explanation.against:
        misses = [
            f"{_short(c, words)} ({words.shown(c, solution)})"
            for c in explanation.against[:_REASONS]
        ]
        lines.append(texts("output.match.why_against", reasons="; ".join(misses)))
    if explanation.unknown:
        asks, count = explanation.unknown[:_REASONS], len(explanation.unknown)
        key = "output.match.why_unknown" if count == len(asks) else "output.match.why_unknown_most"
        reasons = "; ".join(_short(c, words) for c in asks)
        lines.append(texts(key, count=count, reasons=reasons))
    yield Heading(texts("output.match.why", name=words.solution(standing.solution_id)), 3)
    yield Items(tuple(lines))


def _short(contribution: Contribution, words: Words) -> str:
    return words.label(contribution.wish.question)


def left_aside(ranking: Ranking, words: Words) -> Iterator[Block]:
    """Who is not in the ranking, and which wishes nobody's facts speak about."""
    texts = words.texts
    if ranking.excluded:
        yield Heading(texts("output.match.excluded"), 3)
        yield from items(
            texts(
                "output.match.excluded_line" if s.rank else "output.match.excluded_line_unranked",
                name=named(s.solution_id, words),
                reason=words.unmet(s),
                rank=s.rank,
                match=texts.percent(s.match),
            )
            for s in ranking.excluded
        )
        yield from items(
            texts(
                "output.match.must_effect",
                question=words.question_label(effect.question_id),
                removes=effect.removes,
                alone=effect.alone,
            )
            for effect in ranking.must_effects
            if effect.removes
        )
        if ranking.relax:
            back = next(e for e in ranking.must_effects if e.question_id == ranking.relax)
            yield Paragraph(
                texts(
                    "output.match.relax",
                    question=words.question_label(ranking.relax),
                    name=words.solution(back.best_back),
                )
            )
    if ranking.unranked:
        yield Heading(texts("output.match.unranked"), 3)
        yield Paragraph(texts("output.match.unranked_why"), Tone.HINT)
        yield from items(
            texts(
                "output.match.unranked_line",
                name=named(s.solution_id, words),
                known=texts.percent(s.known / (s.weight * UNIT)),
                low=texts.percent(s.match_low),
                high=texts.percent(s.match_high),
            )
            for s in ranking.unranked
        )
    if ranking.left_out:
        names = texts.joined([words.question_label(q) for q in ranking.left_out])
        yield Paragraph(texts("output.match.left_out", questions=names), Tone.HINT)


def _vendors(result: MatchResult, words: Words) -> Iterator[Block]:
    """The vendors over several applications; with one application the ranking already says it."""
    if len(result.rankings) < 2:
        return
    texts = words.texts
    yield Heading(texts("output.match.vendors"))
    shown = vendor_standings(result)[: result.top or None]
    yield from items(
        texts(
            "output.match.vendor_line",
            vendor=result.catalogue.vendors[vendor].name,
            rank=standing.rank,
            application=words.application(application),
            name=words.solution(standing.solution_id),
            match=texts.percent(standing.match),
        )
        for vendor, application, standing in shown
    )


def next_commands(result: MatchResult, sheet_path: str, texts: Texts) -> list[Block]:
    """Return the commands that make sense after a result, filled in for this sheet."""
    found = [(f"stemwijzer match {sheet_path} --application all", texts("output.next.all"))]
    for entry in result.rankings[:1]:
        first = entry.ranking.ranked[:2]
        if first:
            name = first[0].solution_id
            found.insert(
                0, (f"stemwijzer explain {sheet_path} {name}", texts("output.next.explain"))
            )
        if len(first) > 1:
            pair = " ".join(s.solution_id for s in first)
            found.insert(
                1, (f"stemwijzer compare {sheet_path} {pair}", texts("output.next.compare"))
            )
    return [Heading(texts("output.next.title"), 3), Commands(tuple(found))]
