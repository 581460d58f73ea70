"""The pictures of a report: each with the table it is drawn from, the same texts in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stemwijzer.core.matching import Ranking, Standing
from stemwijzer.core.profile import Profile, theme_shares
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import Column, Figure, Row, Table
from stemwijzer.report.drawings import (
    Interval,
    Intervals,
    Map,
    PlaceGrid,
    PlaceShares,
    ShareBar,
    ShareBars,
    Spot,
)
from stemwijzer.report.match_view import named, sentence, weight_said
from stemwijzer.report.records import ApplicationRanking, MatchResult
from stemwijzer.report.stability_view import place_sentence
from stemwijzer.report.words import Words, capital

if TYPE_CHECKING:
    from stemwijzer.core.landscape import Landscape
    from stemwijzer.core.sureness import Stability
    from stemwijzer.core.team import JointStanding

DRAWN = 12
"""Most rows in a picture; the table has them all."""

_GRID_ROWS = _GRID_PLACES = 8
_NAMED = 8
"""Solutions that carry their name on the map; the others their place."""


def place_mark(standing: Standing | JointStanding, texts: Texts) -> str:
    """Return a place as it stands in a table: a shared one is marked."""
    return f"{standing.rank}{texts('output.tied_mark') if standing.tied else ''}"


def weight_figure(profile: Profile, words: Words) -> Figure | None:
    """Return how the weight is divided over the themes, the goals aside: these rank no solution."""
    texts = words.texts
    bars, rows = [], []
    for theme, share, number in theme_shares(profile):
        name, percent, count, line = weight_said(theme, share, number, words)
        bars.append(ShareBar(name, share, percent, count))
        rows.append(Row((name, percent, str(number)), line))
    if not bars:
        return None
    columns = (
        Column(texts("document.column.theme")),
        Column(texts("document.column.share"), number=True),
        Column(texts("document.column.wishes"), number=True),
    )
    title = texts("document.weight.title")
    table = Table(columns, tuple(rows), caption=title)
    told = texts.joined([f"{bar.label} {bar.value}" for bar in bars[:3]])
    description = texts("document.weight.description", first=told)
    return Figure(title, description, ShareBars(tuple(bars)), table, folded=True)


def application_figure(result: MatchResult, words: Words) -> Figure:
    """Return how well each application fits, with the number one of each."""
    texts = words.texts
    firsts = {e.application: e.ranking.first for e in result.rankings}
    bars, rows = [], []
    for standing in result.applications.ranked:
        name = capital(words.application(standing.solution_id))
        mark, match = place_mark(standing, texts), texts.percent(standing.match)
        listed = len(result.catalogue.in_application(standing.solution_id))
        found = firsts.get(standing.solution_id, ())
        first = texts.joined(
            [f"{words.solution(s.solution_id)} ({texts.percent(s.match)})" for s in found]
        )
        first = first or texts("document.applications.nobody")
        bars.append(ShareBar(f"{mark}  {name}", standing.match, match))
        line = texts(
            "document.applications.line",
            place=standing.rank,
            name=name,
            match=match,
            count=listed,
            first=first,
        )
        rows.append(Row((mark, name, match, str(listed), first), line))
    columns = (
        Column("#", number=True),
        Column(texts("output.column.application")),
        Column(texts("output.column.match"), number=True),
        Column(texts("output.column.listed"), number=True),
        Column(texts("document.column.first")),
    )
    title = texts("document.applications.title")
    told = texts.joined([f"{bar.label.split('  ')[1]} {bar.value}" for bar in bars[:3]])
    return Figure(
        title,
        texts("document.applications.description", first=told),
        ShareBars(tuple(bars), full=1),
        Table(columns, tuple(rows), caption=texts("document.applications.caption")),
    )


def ranking_figure(entry: ApplicationRanking, words: Words) -> Figure:
    """Return the ranking: match, bounds, what is known, and how often first."""
    texts, ranked = words.texts, entry.ranking.ranked
    with_musts = any(s.must_haves for s in ranked)
    rows, drawn = [], []
    for standing in ranked:
        mark = place_mark(standing, texts)
        low, match, high = (
            texts.percent(share)
            for share in (standing.match_low, standing.match, standing.match_high)
        )
        cells = [mark, named(standing.solution_id, words), match, f"{low}–{high}"]
        cells.append(texts.percent(standing.coverage))
        line = sentence(standing, words)
        place = entry.stability.place(standing.solution_id) if entry.stability else None
        if place:
            cells.append(texts.percent(place.first))
            line = f"{line} {capital(place_sentence(place, words))}"
        if with_musts:
            cells.append(words.must_summary(standing))
        rows.append(Row(tuple(cells), line))
        drawn.append(
            Interval(
                f"{mark}  {words.solution(standing.solution_id)}",
                standing.match_low,
                standing.match,
                standing.match_high,
                low,
                match,
                high,
            )
        )
    columns = [
        Column("#", number=True),
        Column(texts("output.column.solution")),
        Column(texts("output.column.match"), number=True),
        Column(texts("document.column.bounds"), number=True),
        Column(texts("output.column.known"), number=True),
    ]
    if entry.stability:
        columns.append(Column(texts("output.column.first"), number=True))
    if with_musts:
        columns.append(Column(texts("output.column.musts")))
    application = words.application(entry.application)
    title = texts("document.ranking.title", application=application)
    if len(drawn) > DRAWN:
        title = texts("document.ranking.title_some", application=application, count=DRAWN)
    first = drawn[0]
    description = texts(
        "document.ranking.description",
        total=len(ranked),
        name=words.solution(ranked[0].solution_id),
        match=first.point_text,
        low=first.low_text,
        high=first.high_text,
        last=drawn[-1].point_text,
    )
    caption = texts("document.ranking.caption", application=application)
    table = Table(tuple(columns), tuple(rows), caption=caption)
    return Figure(title, description, Intervals(tuple(drawn[:DRAWN])), table)


def place_figure(application_id: str, stability: Stability, words: Words) -> Figure:
    """Return how often each of the first solutions takes each place."""
    texts = words.texts
    count = len(stability.places)
    shown = min(_GRID_PLACES, count)
    heads = [str(place) for place in range(1, shown + 1)]
    if count > shown:
        heads.append(texts("document.places.later", place=shown + 1))
    drawn, rows = [], []
    for place in stability.places[:_GRID_ROWS]:
        shares = list(place.shares[:shown])
        if count > shown:
            shares.append(sum(place.shares[shown:]))
        told = tuple(texts.percent(share) for share in shares)
        name = words.solution(place.solution_id)
        drawn.append(PlaceShares(name, tuple(shares), told))
        low, high = place.band
        band = str(low) if low == high else f"{low}–{high}"
        rows.append(Row((name, *told, band), f"{name}: {place_sentence(place, words)}"))
    columns = (
        Column(texts("output.column.solution_only")),
        *(Column(head, number=True) for head in heads),
        Column(texts("document.column.band"), number=True),
    )
    application = words.application(application_id)
    title = texts("document.places.title", application=application)
    first = stability.places[0]
    description = texts(
        "document.places.description",
        name=words.solution(first.solution_id),
        told=place_sentence(first, words),
    )
    table = Table(columns, tuple(rows), caption=title)
    return Figure(title, description, PlaceGrid(tuple(heads), tuple(drawn)), table, folded=True)


def map_figure(ranking: Ranking, plane: Landscape, words: Words) -> Figure:
    """Return the map of the user's ideal and the ranked solutions."""
    texts = words.texts
    you = texts("document.map.you")
    spots = [Spot(you, you, plane.ideal.x, plane.ideal.y, "you")]
    rows = [_map_row("", you, plane.ideal.x, plane.ideal.y, "", texts)]
    for index, (standing, point) in enumerate(zip(ranking.ranked, plane.points[1:], strict=True)):
        name = words.solution(standing.solution_id)
        short = str(standing.rank)
        label = f"{short} {name}" if index < _NAMED else short
        kind = "first" if standing.rank == 1 else "other"
        spots.append(Spot(label, short, point.x, point.y, kind))
        mark, match = place_mark(standing, texts), texts.percent(standing.match)
        rows.append(_map_row(mark, name, point.x, point.y, match, texts))
    columns = (
        Column("#", number=True),
        Column(texts("output.column.solution_only")),
        Column(texts("document.column.across"), number=True),
        Column(texts("document.column.upward"), number=True),
        Column(texts("output.column.match"), number=True),
    )
    application = words.application(ranking.application)
    title = texts("document.map.title", application=application)
    description = texts(
        "document.map.description",
        total=len(ranking.ranked),
        kept=texts.percent(plane.kept),
        name=words.solution(ranking.ranked[0].solution_id),
    )
    drawing = Map(tuple(spots), 0.1, texts("document.map.yardstick"))
    return Figure(title, description, drawing, Table(columns, tuple(rows), caption=title), True)


def _map_row(mark: str, name: str, x: float, y: float, match: str, texts: Texts) -> Row:
    """A row of the map's table; coordinates in points of match."""
    across, upward = texts.number(100 * x, 1), texts.number(100 * y, 1)
    line = texts("document.map.line", name=name, across=across, upward=upward)
    return Row((mark, name, across, upward, match), line)
