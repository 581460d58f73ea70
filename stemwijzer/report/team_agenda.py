"""The agenda of a team: what to talk about first, who stands where and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stemwijzer.core.answer import Importance
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import Block, Heading, Paragraph, Tone, items
from stemwijzer.report.records import TeamResult
from stemwijzer.report.words import Words

if TYPE_CHECKING:
    from stemwijzer.core.agenda import Issue, Position

_ISSUES = 7
_NAMES = 5


def few(names: list[str], texts: Texts, most: int = _NAMES) -> str:
    """Return the names, or how many there are when they are many."""
    if len(names) <= most:
        return texts.joined(names)
    return texts("team.many", count=len(names))


def agenda_blocks(result: TeamResult, words: Words) -> Iterator[Block]:
    """Return the questions that decide something, and in one line each the others."""
    texts = words.texts
    yield Heading(texts("team.agenda"))
    if len(result.team.voices) < 2:
        yield Paragraph(texts("team.agenda_alone"))
        return
    relevant = [issue for issue in result.agenda if issue.stake.value != "nothing"]
    if not relevant:
        yield Paragraph(texts("team.agenda_none"))
    else:
        yield Paragraph(texts("team.agenda_hint"), Tone.HINT)
    for number, issue in enumerate(relevant[:_ISSUES], 1):
        label = words.question_label(issue.question_id)
        title = texts(f"team.issue.{issue.stake.value}", number=number, question=label)
        yield Heading(title, 3)
        yield Paragraph(_asked(issue, words))
        yield from items(_outcomes(issue, words))
        if issue.skipped:
            yield Paragraph(texts("team.open", names=few(list(issue.skipped), texts)), Tone.HINT)
    others = [i for i in result.agenda if i.stake.value == "nothing"]
    for key, listed in (
        ("more", [_with_share(i, words) for i in relevant[_ISSUES:]]),
        ("harmless", [_with_share(i, words) for i in others if not i.agreed]),
        ("agreed", [words.question_label(i.question_id) for i in others if i.agreed]),
    ):
        if listed:
            yield Paragraph(texts(f"team.{key}", questions=texts.joined(listed)))


def _asked(issue: Issue, words: Words) -> str:
    """Return the question itself, and how far the answers lie apart."""
    texts = words.texts
    text = words.catalogue.questions[issue.question_id].text[words.language]
    if issue.disagreement:
        return texts("team.asked", text=text, share=texts.percent(float(issue.disagreement)))
    values = {p.answer.value for p in issue.positions}
    return texts("team.asked_same" if len(values) == 1 else "team.asked_alone", text=text)


def _with_share(issue: Issue, words: Words) -> str:
    label = words.question_label(issue.question_id)
    if not issue.disagreement:
        return label
    share = words.texts.percent(float(issue.disagreement))
    return words.texts("team.question_share", question=label, share=share)


def _outcomes(issue: Issue, words: Words) -> Iterator[str]:
    """Say per outcome which answers lead to it, and who gives these."""
    texts = words.texts
    of_first = issue.stake.value == "first"
    apart: dict[tuple[str, ...], list[Position]] = {}
    for position in issue.positions:
        found = position.first if of_first else position.top_three
        # The order among the first three is not what it is about, so it makes no outcome apart.
        key = next((known for known in apart if set(known) == set(found)), found)
        apart.setdefault(key, []).append(position)
    for names, positions in apart.items():
        answers = "; ".join(said(issue, position, words) for position in positions)
        if not names:
            yield texts("team.outcome_nobody", answers=answers)
            continue
        first = texts.joined([words.solution(name) for name in names])
        outcome = "first" if of_first else "top"
        yield texts(f"team.outcome_{outcome}", first=first, answers=answers)


def said(issue: Issue, position: Position, words: Words) -> str:
    """Return an answer with those who give it."""
    texts = words.texts
    question = words.catalogue.questions[issue.question_id]
    answer = words.answer(question, position.answer)
    if position.importance and position.importance is not Importance.NORMAL:
        told = texts(f"team.weight.{position.importance.name.lower()}")
        answer = texts("team.weighed", answer=answer, weight=told)
    return texts("team.said_by", answer=answer, names=few(list(position.members), texts))
