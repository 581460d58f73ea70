"""A team's answers put together, for a person: the agenda first, then the joint ranking."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from stemwijzer.core.matching import Status
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import (
    Block,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
    Tone,
    items,
)
from stemwijzer.report.common import changes, provenance
from stemwijzer.report.records import TeamResult
from stemwijzer.report.team_agenda import agenda_blocks, few
from stemwijzer.report.team_beside import (
    ask_blocks,
    employee_blocks,
    excluded_blocks,
    mean_match,
)
from stemwijzer.report.words import Words, capital

if TYPE_CHECKING:
    from stemwijzer.core.team import JointStanding

_SHOWN = 10
_MEMBERS = 12
_APPLICATIONS = 5
_EITHER = 6
_HIGH, _LOW = Fraction(7, 10), Fraction(4, 10)


def blocks(result: TeamResult, texts: Texts) -> list[Block]:
    """Return the whole outcome for a team."""
    words = Words(result.catalogue, texts)
    name = words.application(result.team.application)
    found: list[Block] = [Heading(texts("team.title", application=name), 1)]
    found += member_blocks(result, words)
    found += agenda_blocks(result, words)
    found += _ranking(result, words)
    found += employee_blocks(result, words)
    found += excluded_blocks(result, words)
    found += ask_blocks(result, words)
    found += application_blocks(result, words)
    method = texts("team.method")
    if result.stability:
        draws, seed = texts.number(result.stability.draws), result.stability.seed
        method = f"{method} {texts('team.method_draws', draws=draws, seed=seed)}"
    found.append(Paragraph(method, Tone.HINT))
    found += provenance(result.catalogue, texts)
    return found


def member_blocks(result: TeamResult, words: Words) -> Iterator[Block]:
    """Say who counts, how much, and what changed in the catalogue since their sheets."""
    texts, team = words.texts, result.team
    names = [voice.member.name for voice in team.voices]
    said = texts("team.members", count=len(names), names=_named(names, texts))
    weights = {voice.member.weight for voice in team.voices}
    if len(weights) > 1:
        told = [
            texts(
                "team.member_weight",
                name=v.member.name,
                weight=words.amount(float(v.member.weight)),
            )
            for v in team.voices
        ]
        said = f"{said} {texts('team.weights', weights=', '.join(told))}"
    elif len(names) > 1:
        said = f"{said} {texts('team.equal')}"
    yield Paragraph(said)
    if team.silent:
        yield Paragraph(texts("team.silent", names=_named(list(team.silent), texts)), Tone.WARNING)
    for who, member in zip(result.respondents, result.members, strict=True):
        if who.changes:
            yield Paragraph(texts("team.changes_of", member=member.name), Tone.WARNING)
            yield from changes(who, words)


def _named(names: list[str], texts: Texts) -> str:
    """Return names, of a crowd the first few and how many more there are."""
    if len(names) <= _MEMBERS:
        return texts.joined(names)
    others = texts("team.rest", count=len(names) - _MEMBERS)
    return texts.joined([*names[:_MEMBERS], others])


def application_blocks(result: TeamResult, words: Words) -> Iterator[Block]:
    """The applications that fit the team; left out when one was asked for."""
    texts = words.texts
    if result.asked or not result.applications:
        return
    yield Heading(texts("team.applications"))
    rows = []
    count = len(result.team.voices) + len(result.team.silent)
    for place, found in enumerate(result.applications[:_APPLICATIONS], 1):
        name, match = (
            capital(words.application(found.application)),
            texts.percent(float(found.match)),
        )
        served = len(found.serves)
        rows.append(
            Row(
                (str(place), name, match, texts("team.served", served=served, count=count)),
                texts(
                    "team.application_line",
                    place=place,
                    name=name,
                    match=match,
                    served=served,
                    count=count,
                ),
            )
        )
    columns = (
        Column("#", number=True),
        Column(texts("output.column.application")),
        Column(texts("output.column.match"), number=True),
        Column(texts("team.column.serves"), number=True),
    )
    yield Table(columns, tuple(rows), least_width=70)
    yield Paragraph(texts("team.chosen"), Tone.HINT)


# The joint ranking ----------------------------------------------------------------------------


def _ranking(result: TeamResult, words: Words) -> Iterator[Block]:
    texts, team = words.texts, result.team
    yield Heading(texts("team.ranking"))
    yield from status_blocks(result, words)
    if not team.ranked:
        return
    yield ranking_table(result, words)
    hidden = len(team.ranked) - _SHOWN
    if hidden > 0:
        yield Paragraph(texts("team.hidden", count=hidden), Tone.HINT)
    yield Paragraph(texts("team.legend"), Tone.HINT)
    yield Heading(texts("team.sure"))
    yield from items(sure(result, words))


def status_blocks(result: TeamResult, words: Words) -> Iterator[Block]:
    """Say that nobody is left, or that nobody fits well."""
    texts, team = words.texts, result.team
    if team.status is Status.NONE_LEFT:
        key = "none_left" if team.excluded else "none_known"
        yield Paragraph(texts(f"team.{key}"), Tone.WARNING)
    elif team.status is Status.NO_GOOD_MATCH:
        best = texts.percent(float(1 - team.ranked[0].distance))
        yield Paragraph(texts("team.no_good_match", best=best), Tone.WARNING)


def ranking_table(result: TeamResult, words: Words, most: int = _SHOWN) -> Table:
    """Return the joint ranking, at most so many rows (0: all)."""
    texts, team = words.texts, result.team
    employees = [i for i, voice in enumerate(team.voices) if voice.member.employee]
    columns = [
        Column("#", number=True),
        Column(texts("output.column.solution_only")),
        Column(texts("team.column.joint"), number=True),
        Column(texts("team.column.worst"), number=True),
        Column(texts("team.column.worst_member")),
        Column(texts("team.column.borda"), number=True),
    ]
    if employees:
        columns.append(Column(texts("team.column.employee", count=len(employees)), number=True))
    stability = result.stability if len(team.ranked) > 1 else None  # alone it is always first
    if stability:
        columns.append(Column(texts("team.column.first"), number=True))
    rows = []
    for found in team.ranked[: most or None]:
        place = f"{found.rank}{texts('output.tied_mark') if found.tied else ''}"
        name, joint = words.solution(found.solution_id), texts.percent(float(1 - found.distance))
        worst, who = texts.percent(float(1 - found.worst)), _worst_off(found, result, texts)
        cells = [place, name, joint, worst, who, str(found.borda_rank)]
        line = texts(
            "team.line",
            place=place,
            name=name,
            match=joint,
            worst=worst,
            who=who,
            borda=found.borda_rank,
        )
        if employees:
            match = texts.percent(float(mean_match(found, employees, result)))
            cells.append(match)
            line = texts("team.line_employee", line=line, match=match)
        if stability and (drawn := stability.place(found.solution_id)):
            share = texts.percent(drawn.first)
            cells.append(share)
            line = texts("team.line_first", line=line, share=share)
        rows.append(Row(tuple(cells), f"{line}."))
    return Table(tuple(columns), tuple(rows), least_width=76)


def _worst_off(found: JointStanding, result: TeamResult, texts: Texts) -> str:
    names = [result.team.voices[i].member.name for i in found.worst_off]
    return few(names, texts, most=1)


def verdict(result: TeamResult, words: Words) -> str:
    """Return how sure the first place is; who stands alone has beaten nobody."""
    texts, team = words.texts, result.team
    if len(team.ranked) == 1:
        return texts("team.only_one", name=words.solution(team.ranked[0].solution_id))
    if not result.stability:
        return ""
    return texts(
        f"team.verdict.{result.stability.verdict.value}",
        name=words.solution(team.ranked[0].solution_id),
        share=texts.percent(result.stability.places[0].first),
        draws=texts.number(result.stability.draws),
    )


def sure(result: TeamResult, words: Words) -> Iterator[str]:
    """How certain the first place is, and how far the members share the order."""
    texts, team = words.texts, result.team
    first = team.ranked[0]
    if len(team.first) > 1:
        names = texts.joined([words.solution(s.solution_id) for s in team.first])
        yield texts("team.tie", names=names)
    elif first.close_call:
        second = words.solution(team.ranked[1].solution_id)
        yield texts("team.close_call", first=words.solution(first.solution_id), second=second)
    if said := verdict(result, words):
        yield said
    if len(team.voices) < 2:
        return
    if team.concordance is not None:
        key = (
            "high" if team.concordance >= _HIGH else "low" if team.concordance < _LOW else "middle"
        )
        yield texts(f"team.concord.{key}", value=texts.number(float(team.concordance), 2))
    fairest = min(team.ranked, key=lambda s: s.worst)
    if fairest.worst < first.worst:
        yield texts(
            "team.worst_better",
            name=words.solution(fairest.solution_id),
            worst=texts.percent(float(1 - fairest.worst)),
            first=words.solution(first.solution_id),
            first_worst=texts.percent(float(1 - first.worst)),
        )
    tops = [s.solution_id for s in team.ranked if s.borda_rank == 1]
    if len(team.ranked) > 1 and set(tops) != {s.solution_id for s in team.first}:
        names = texts.joined([words.solution(name) for name in tops])
        yield texts("team.borda_other", names=names)
    elif len(team.ranked) > 1:
        yield texts("team.borda_same")
    if len(team.kemeny) > 1:
        key = "kemeny" if team.kemeny_orders == 1 else "kemeny_several"
        names = ", ".join(words.solution(name) for name in team.kemeny)
        yield texts(f"team.{key}", names=names, orders=team.kemeny_orders)
    yield from absences(result, words)


def absences(result: TeamResult, words: Words) -> Iterator[str]:
    """Say who would be first without one of the members."""
    texts = words.texts
    apart: dict[tuple[str, ...], list[str]] = {}
    for absence in result.team.absences:
        if absence.changes:
            apart.setdefault(absence.first, []).append(absence.member)
    if not apart:
        yield texts("team.without_none")
    for first, members in apart.items():
        said = _either(members, texts)
        if not first:
            yield texts("team.without_nobody", member=said)
            continue
        names = texts.joined([words.solution(name) for name in first])
        yield texts("team.without", member=said, first=names)


def _either(names: list[str], texts: Texts) -> str:
    """Return names of which one at a time is meant."""
    return texts.either(names) if len(names) <= _EITHER else few(names, texts)
