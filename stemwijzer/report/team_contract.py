"""The JSON and CSV form of a team's answers put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from stemwijzer.answers.writing import as_mapping
from stemwijzer.report.records import TeamResult
from stemwijzer.report.stability_contract import stability

if TYPE_CHECKING:
    from stemwijzer.core.agenda import Issue
    from stemwijzer.core.team import JointStanding, Voice

Plain = dict[str, Any]


def contract(result: TeamResult) -> Plain:
    """Return the parts of the envelope that belong to a team."""
    team = result.team
    return {
        "options": {
            "application": result.asked or None,
            "draws": result.sampling.draws,
            "seed": result.sampling.seed,
        },
        "members": _members(result),
        "applications": [
            {"application": a.application, "match": float(a.match), "serves": list(a.serves)}
            for a in result.applications
        ],
        "application": team.application,
        "status": team.status.value,
        "agenda": [_issue(issue) for issue in result.agenda],
        "ranking": [{**_joint(s, result), **_votes(s, team.voices)} for s in team.ranked],
        "excluded": [{**_joint(s, result), "unmet": _of_members(s.unmet)} for s in team.excluded],
        "unranked": [
            {**_joint(s, result), "reason": "too_little_public_information"} for s in team.unranked
        ],
        "must_have_effects": [
            {
                "question": d.question_id,
                "members": list(d.members),
                "removes": d.removes,
                "alone": d.alone,
                "best_back": d.best_back or None,
            }
            for d in team.demands
        ],
        "kemeny": {"order": list(team.kemeny), "orders": team.kemeny_orders},
        "concordance": None if team.concordance is None else float(team.concordance),
        "without": [
            {"member": a.member, "first": list(a.first), "changes": a.changes}
            for a in team.absences
        ],
        "stability": stability(result.stability) if result.stability else None,
    }


def _members(result: TeamResult) -> list[Plain]:
    voices = {voice.member.name: i for i, voice in enumerate(result.team.voices)}
    found = []
    for who, member in zip(result.respondents, result.members, strict=True):
        index = voices.get(member.name)
        found.append(
            {
                "member": member.name,
                "role": member.role or None,
                "weight": float(member.weight),
                "employee": member.employee,
                "counted": index is not None,
                "first": [] if index is None else own_first(result, index),
                "sheet": {"name": who.name, **as_mapping(who.sheet)},
                "changes": [
                    {"kind": c.kind, "question": c.question_id, "detail": c.detail}
                    for c in who.changes
                ],
            }
        )
    return found


def own_first(result: TeamResult, index: int, most: int = 1) -> list[str]:
    """Return the jointly ranked solutions one member alone would put first, the best first."""
    ranked = sorted(result.team.ranked, key=lambda s: s.places[index])
    return [s.solution_id for s in ranked if s.places[index] <= most]


def _issue(issue: Issue) -> Plain:
    positions = []
    for position in issue.positions:
        value = position.answer.value
        positions.append(
            {
                "value": list(value) if isinstance(value, tuple) else value,
                "importance": position.importance.value if position.importance else None,
                "members": list(position.members),
                "first": list(position.first),
                "top_three": list(position.top_three),
            }
        )
    return {
        "question": issue.question_id,
        "stake": issue.stake.value,
        "disagreement": None if issue.disagreement is None else float(issue.disagreement),
        "positions": positions,
        "open": list(issue.skipped),
    }


def _joint(found: JointStanding, result: TeamResult) -> Plain:
    solution = result.catalogue.solutions[found.solution_id]
    voices = result.team.voices
    return {
        "rank": found.rank or None,
        "solution": solution.id,
        "name": solution.name,
        "vendor": solution.vendor,
        "match": float(1 - found.distance),
        "low": float(1 - found.high),
        "high": float(1 - found.low),
        "coverage": float(found.coverage),
        "worst": float(1 - found.worst),
        "worst_off": [voices[i].member.name for i in found.worst_off],
        "ask": _of_members(found.ask),
    }


def _votes(found: JointStanding, voices: Sequence[Voice]) -> Plain:
    return {
        "tied": found.tied,
        "close_call": found.close_call,
        "possible_winner": found.possible_winner,
        "borda": float(found.borda),
        "borda_rank": found.borda_rank,
        "members": [
            {"member": voice.member.name, "rank": place, "match": float(1 - distance)}
            for voice, place, distance in zip(voices, found.places, found.members, strict=True)
        ],
    }


def _of_members(pairs: Sequence[tuple[str, str]]) -> list[Plain]:
    return [{"member": member, "question": question} for member, question in pairs]


def rows(result: TeamResult) -> Iterator[Plain]:
    """Yield one row per solution: the joint numbers, and each member's own match in a column."""
    team = result.team
    for state, standings in (
        ("ranked", team.ranked),
        ("excluded", team.excluded),
        ("unranked", team.unranked),
    ):
        for found in standings:
            plain = _joint(found, result)
            del plain["ask"]
            chance = result.stability.place(found.solution_id) if result.stability else None
            yield {
                "application": team.application,
                "state": state,
                **plain,
                "worst_off": " | ".join(plain["worst_off"]),
                "borda": float(found.borda) if state == "ranked" else None,
                "borda_rank": found.borda_rank or None,
                "p_first": chance.first if chance else None,
                "unmet": " | ".join(f"{member}: {question}" for member, question in found.unmet),
                "ask_vendor": " | ".join(f"{m}: {question}" for m, question in found.ask),
                **{
                    f"match {voice.member.name}": float(1 - distance)
                    for voice, distance in zip(team.voices, found.members, strict=True)
                },
            }
