"""A team's outcome as a document to bring to a meeting: the agenda first, then all that follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stemwijzer import __version__
from stemwijzer.core.agenda import Stake
from stemwijzer.core.matching import Status
from stemwijzer.i18n import Texts
from stemwijzer.report import team_beside, team_view
from stemwijzer.report.blocks import (
    Block,
    Column,
    Figure,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    Tone,
    items,
)
from stemwijzer.report.chapter_view import lowered
from stemwijzer.report.common import provenance
from stemwijzer.report.drawings import Interval, Intervals
from stemwijzer.report.figures import DRAWN, place_figure, place_mark
from stemwijzer.report.team_agenda import agenda_blocks, few, said
from stemwijzer.report.words import Words

if TYPE_CHECKING:
    from stemwijzer.core.agenda import Issue
    from stemwijzer.report.records import TeamResult

_NAMED = 3
_MEMBERS = 40
"""Most members in the table of members; of more, everything is in the JSON."""


def title(result: TeamResult, texts: Texts) -> str:
    """Return the title of the document."""
    application = Words(result.catalogue, texts).application(result.team.application)
    return texts("team.title", application=application)


def blocks(result: TeamResult, texts: Texts) -> list[Block]:
    """Return the whole document."""
    words = Words(result.catalogue, texts)
    found: list[Block] = [Heading(title(result, texts), 1)]
    found += _head(result, words)
    found += _short(result, words)
    found += agenda_blocks(result, words)
    found += _steps(result, words)
    found += _ranking(result, words)
    found += _members(result, words)
    found += team_beside.employee_blocks(result, words)
    found += team_beside.excluded_blocks(result, words)
    found += team_beside.ask_blocks(result, words)
    found += team_view.application_blocks(result, words)
    found += _answers(result, words)
    found += _method(result, words)
    found += provenance(result.catalogue, texts)
    return found


def _head(result: TeamResult, words: Words) -> Iterator[Block]:
    texts, catalogue = words.texts, words.catalogue
    if catalogue.private:
        yield Paragraph(texts("output.private"), Tone.WARNING)
    names = {who.sheet.organisation.strip() for who in result.respondents} - {""}
    if len(names) == 1:
        yield Paragraph(" ".join(names.pop().split()), Tone.STRONG)
    yield from team_view.member_blocks(result, words)


# In short -------------------------------------------------------------------------------------


def _short(result: TeamResult, words: Words) -> Iterator[Block]:
    """The outcome on one screen: who is first, how sure, for whom least, and on what it hangs."""
    texts, team = words.texts, result.team
    yield Heading(texts("document.short.title"))
    if team.status is Status.NONE_LEFT:
        key = "none_left" if team.excluded else "none_known"
        yield Paragraph(texts(f"team.{key}"), Tone.STRONG)
    else:
        first = team.ranked[0]
        match = texts.percent(float(1 - first.distance))
        names = texts.joined([words.solution(s.solution_id) for s in team.first])
        key = "first" if len(team.first) == 1 else "tied"
        if len(team.ranked) == 1:
            key = "alone"
        yield Paragraph(
            texts(f"team.short.{key}", names=names, match=match, total=len(team.ranked)),
            Tone.STRONG,
        )
    yield from items(_points(result, words))


def _points(result: TeamResult, words: Words) -> Iterator[str]:
    texts, team = words.texts, result.team
    if team.ranked:
        first = team.ranked[0]
        if certain := team_view.verdict(result, words):
            yield certain
        if len(team.voices) > 1:
            who = few([team.voices[i].member.name for i in first.worst_off], texts)
            worst = texts.percent(float(1 - first.worst))
            yield texts("team.short.worst", who=who, worst=worst)
    for stake in (Stake.FIRST, Stake.TOP_THREE):
        issues = [i.question_id for i in result.agenda if i.stake is stake]
        if issues:
            names = texts.joined([words.question_label(q) for q in issues[:_NAMED]])
            if len(issues) > _NAMED:
                names = f"{names} {texts('document.steps.more', count=len(issues) - _NAMED)}"
            yield texts(f"team.short.hangs_{stake.value}", count=len(issues), questions=names)
    if len(team.voices) > 1 and all(i.stake is Stake.NOTHING for i in result.agenda):
        yield texts("team.agenda_none")
    yield from team_view.absences(result, words)


def _steps(result: TeamResult, words: Words) -> Iterator[Block]:
    """What to do on Monday."""
    texts, team = words.texts, result.team
    steps = []
    if any(i.stake is not Stake.NOTHING for i in result.agenda):
        steps.append(texts("team.steps.talk"))
    if any(demand.best_back for demand in team.demands):
        steps.append(texts("team.steps.musts"))
    if any(s.ask for s in team.ranked):
        steps.append(texts("team.steps.ask"))
    if any(voice.member.employee for voice in team.voices):
        steps.append(texts("team.steps.employee"))
    elif len(team.voices) > 1:
        steps.append(texts("team.steps.no_employee"))
    if team.ranked:
        steps.append(texts("team.steps.report"))
    yield Heading(texts("document.steps.title"))
    yield Items(tuple(steps))


# The joint ranking ----------------------------------------------------------------------------


def _ranking(result: TeamResult, words: Words) -> Iterator[Block]:
    texts, team = words.texts, result.team
    yield Heading(texts("team.ranking"))
    yield from team_view.status_blocks(result, words)
    if not team.ranked:
        return
    yield _figure(result, words)
    yield Paragraph(texts("team.legend"), Tone.HINT)
    if len(team.ranked) == 1:
        return
    yield Heading(texts("team.sure"), 3)
    yield from items(team_view.sure(result, words))
    if result.stability:
        yield place_figure(team.application, result.stability, words)


def _figure(result: TeamResult, words: Words) -> Figure:
    """Return a line per solution from the member it fits least to the one it fits best."""
    texts, team = words.texts, result.team
    drawn = []
    for standing in team.ranked[:DRAWN]:
        best = min(standing.members)
        low, match, high = (float(1 - far) for far in (standing.worst, standing.distance, best))
        label = f"{place_mark(standing, texts)}  {words.solution(standing.solution_id)}"
        told = (texts.percent(share) for share in (low, match, high))
        drawn.append(Interval(label, low, match, high, *told))
    first = drawn[0]
    description = texts(
        "team.figure.description",
        total=len(team.ranked),
        name=words.solution(team.ranked[0].solution_id),
        match=first.point_text,
        low=first.low_text,
        high=first.high_text,
    )
    table = team_view.ranking_table(result, words, most=0)
    return Figure(texts("team.figure.title"), description, Intervals(tuple(drawn)), table)


def _members(result: TeamResult, words: Words) -> Iterator[Block]:
    """Per member: the own number one, how the joint one fits, and who is first without him."""
    texts, team = words.texts, result.team
    if not 1 < len(team.voices) <= _MEMBERS or not team.ranked:
        return
    first = team.ranked[0]
    name = words.solution(first.solution_id)
    without = {absence.member: absence for absence in team.absences}
    rows = []
    for index, voice in enumerate(team.voices):
        who = voice.member.name
        role = texts("team.column.employee.one") if voice.member.employee else voice.member.role
        own = texts.joined([words.solution(s.solution_id) for s in voice.ranking.first])
        own = own or texts("team.nobody")
        match = texts.percent(float(1 - first.members[index]))
        left = without.get(who)
        other = [words.solution(s) for s in left.first] if left else []
        then = texts.joined(other) or texts("team.nobody")
        line = texts("team.member_line", member=who, own=own, name=name, match=match, then=then)
        rows.append(Row((who, role, own, match, then), line))
    yield Heading(texts("team.each"))
    columns = (
        Column(texts("team.column.member")),
        Column(texts("team.column.role")),
        Column(texts("team.column.own")),
        Column(texts("team.column.joint_first", name=name), number=True),
        Column(texts("team.column.without")),
    )
    yield Table(columns, tuple(rows), caption=texts("team.each_caption"))


# All answers, and how it was made -------------------------------------------------------------


def _answers(result: TeamResult, words: Words) -> Iterator[Block]:
    """Who stands where on every question."""
    texts = words.texts
    if len(result.team.voices) < 2 or not result.agenda:
        return
    yield Heading(texts("team.answers"))
    yield Paragraph(texts("team.answers_hint"), Tone.HINT)
    columns = (
        Column(texts("output.column.question")),
        Column(texts("team.column.difference"), number=True),
        Column(texts("team.column.decides")),
        Column(texts("team.column.who")),
    )
    rows = tuple(_answer_row(issue, words) for issue in result.agenda)
    yield Table(columns, rows, caption=texts("team.answers_caption"))


def _answer_row(issue: Issue, words: Words) -> Row:
    texts = words.texts
    label = words.question_label(issue.question_id)
    far = issue.disagreement
    share = "–" if far is None else texts.percent(float(far))
    decides = texts(f"team.decides.{issue.stake.value}")
    told = [said(issue, position, words) for position in issue.positions]
    if issue.skipped:
        told.append(texts("team.skipped", names=few(list(issue.skipped), texts)))
    who = "; ".join(told)
    line = texts("team.answer_line", question=label, share=share, decides=decides, who=who)
    return Row((label, share, decides, who), line)


def _method(result: TeamResult, words: Words) -> Iterator[Block]:
    texts, catalogue, stability = words.texts, words.catalogue, result.stability
    yield Heading(texts("document.method.title"))
    steps = [texts(f"document.method.{step}") for step in ("wish", "distance", "unknown")]
    steps.append(texts("team.method"))
    steps += [texts(f"team.method_{step}") for step in ("must", "votes", "agenda")]
    if stability:
        draws, seed = texts.number(stability.draws), stability.seed
        steps.append(texts("team.method_sure", draws=draws, seed=seed))
    yield Items(tuple(steps))
    independence: list[Block] = [Heading(texts("document.independence.title"))]
    yield from lowered(independence)
    if catalogue.private:
        yield Paragraph(texts("document.independence.private"), Tone.WARNING)
    yield Items(tuple(texts(f"document.independence.{key}") for key in ("money", "sources")))
    yield Heading(texts("document.origin.title"))
    name = f"{catalogue.name[words.language]} {catalogue.version}"
    rows = [
        (texts("document.origin.tool"), f"stemwijzer {__version__}"),
        (texts("document.origin.catalogue"), name),
        (texts("document.origin.fingerprint"), catalogue.fingerprint),
        (texts("document.origin.draws"), texts.number(result.sampling.draws)),
        (texts("document.origin.seed"), str(result.sampling.seed)),
    ]
    columns = (Column(texts("document.origin.what")), Column(texts("document.origin.value")))
    yield Table(
        columns,
        tuple(Row(pair, f"{pair[0]}: {pair[1]}") for pair in rows),
        caption=texts("document.origin.caption"),
    )
