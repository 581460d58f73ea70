"""What stands beside a joint ranking: the employees apart, what is out, and what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from stemwijzer.report.blocks import Block, Heading, Paragraph, Tone, items
from stemwijzer.report.records import TeamResult
from stemwijzer.report.team_agenda import few
from stemwijzer.report.words import Words

if TYPE_CHECKING:
    from stemwijzer.core.team import JointStanding, Voice

_EMPLOYEES = 6
_ASKS = 5
_EXCLUDED = 12
_TOP = 3


def mean_match(found: JointStanding, members: Sequence[int], result: TeamResult) -> Fraction:
    """Return how a solution matches these members together, 0..1."""
    voices = result.team.voices
    total = sum(voices[i].share for i in members)
    far = sum((voices[i].share * found.members[i] for i in members), Fraction(0))
    return 1 - far / total


def employee_blocks(result: TeamResult, words: Words) -> Iterator[Block]:
    """Show those who will work with it on their own."""
    texts, team = words.texts, result.team
    found = [i for i, voice in enumerate(team.voices) if voice.member.employee]
    silent = [m.name for m in result.members if m.employee and m.name in team.silent]
    if not found and not silent:
        return
    yield Heading(texts("team.employees", count=len(found) + len(silent)))
    yield Paragraph(texts("team.employees_hint"), Tone.HINT)
    lines = [texts("team.employee_silent", member=name) for name in silent]
    first = team.ranked[0] if team.ranked else None
    # Many employees: the few whom number one fits least speak for themselves.
    shown = sorted(found, key=lambda i: -first.members[i] if first else 0)[:_EMPLOYEES]
    for i in shown:
        far = first.members[i] if first else None
        lines += _employee_lines(team.voices[i], far, result, words)
    if first and len(found) > 1:
        lines.append(
            texts(
                "team.employee_group",
                name=words.solution(first.solution_id),
                match=texts.percent(float(mean_match(first, found, result))),
                member=team.voices[shown[0]].member.name,
                worst=texts.percent(float(1 - first.members[shown[0]])),
            )
        )
    yield from items(lines)


def _employee_lines(
    voice: Voice, distance: Fraction | None, result: TeamResult, words: Words
) -> Iterator[str]:
    """What one employee would choose without the others, and where their number one stands."""
    texts, name = words.texts, voice.member.name
    own = [words.solution(s.solution_id) for s in voice.ranking.ranked[:_TOP]]
    names = texts.joined(own) or texts("team.nobody")
    yield texts("team.employee_own", member=name, count=max(1, len(own)), names=names)
    if distance is None:
        return
    joint = result.team.ranked[0].solution_id
    place = next((s.rank for s in voice.ranking.ranked if s.solution_id == joint), 0)
    yield texts(
        f"team.employee_{'joint' if place else 'joint_unranked'}",
        name=words.solution(joint),
        member=name,
        place=place,
        match=texts.percent(float(1 - distance)),
    )


def _reasons(pairs: Sequence[tuple[str, str]], words: Words) -> str:
    """Return questions with the members who made them a must-have."""
    by_question: dict[str, list[str]] = {}
    for member, question in pairs:
        by_question.setdefault(question, []).append(member)
    return words.texts.joined(
        [
            words.texts(
                "team.reason",
                question=words.question_label(question),
                names=few(members, words.texts),
            )
            for question, members in by_question.items()
        ]
    )


def excluded_blocks(result: TeamResult, words: Words) -> Iterator[Block]:
    """Say what is out and by whose must-have."""
    texts, team = words.texts, result.team
    if team.excluded:
        yield Heading(texts("team.excluded"))
        lines = []
        for demand in team.demands:
            if not demand.removes:
                continue
            line = texts(
                "team.demand",
                question=words.question_label(demand.question_id),
                names=few(list(demand.members), texts),
                removes=demand.removes,
                alone=demand.alone,
            )
            if demand.best_back:
                line = texts("team.demand_back", line=line, name=words.solution(demand.best_back))
            lines.append(line)
        for found in team.excluded[:_EXCLUDED]:
            key = "excluded_line" if found.rank else "excluded_line_unranked"
            lines.append(
                texts(
                    f"team.{key}",
                    name=words.solution(found.solution_id),
                    reasons=_reasons(found.unmet, words),
                    rank=found.rank,
                    match=texts.percent(float(1 - found.distance)),
                )
            )
        left = len(team.excluded) - _EXCLUDED
        if left > 0:
            lines.append(texts("team.more_excluded", count=left))
        yield from items(lines)
    if team.unranked:
        names = texts.joined([words.solution(s.solution_id) for s in team.unranked])
        yield Paragraph(texts("team.unranked", names=names), Tone.HINT)


def ask_blocks(result: TeamResult, words: Words) -> Iterator[Block]:
    """Say which must-haves nobody knows about."""
    texts = words.texts
    asks = [s for s in result.team.ranked if s.ask][:_ASKS]
    if asks:
        yield Heading(texts("team.ask_title"))
        yield from items(
            texts(
                "team.ask",
                name=words.solution(found.solution_id),
                reasons=_reasons(found.ask, words),
            )
            for found in asks
        )
