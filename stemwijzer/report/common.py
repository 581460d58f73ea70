"""Blocks that several views share."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer import __version__
from stemwijzer.core.model import Catalogue, Question, Solution
from stemwijzer.core.second_rules import Opinion, Rule
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import Block, Heading, Items, Paragraph, Tone
from stemwijzer.report.records import Respondent
from stemwijzer.report.words import Words, capital


def changes(respondent: Respondent, words: Words) -> Iterator[Block]:
    """Say what changed in the catalogue since the sheet was made."""
    if not respondent.changes:
        return
    texts, catalogue = words.texts, words.catalogue
    yield Heading(texts("output.changes.title"), 3)
    lines = []
    for change in respondent.changes:
        name, detail = change.question_id, change.detail
        if name in catalogue.questions:
            name = words.question_label(name)
        elif name in catalogue.reserve:
            kept = catalogue.reserve[name]
            name, detail = capital(words.label(kept.question)), kept.reason[words.language]
        lines.append(texts(f"output.changes.{change.kind}", name=name, detail=detail))
    yield Items(tuple(lines))


def lifecycle(solution: Solution, words: Words) -> Iterator[Block]:
    """Say that a product or its vendor will not stay as it is, with the day of the newest proof."""
    found = solution.lifecycle
    if found is None:
        return
    days = [solution.sources[s].page_date or solution.sources[s].seen for s in found.sources]
    key = f"output.lifecycle.{found.level}"
    line = words.texts(key, name=words.solution(solution.id), day=max(days).isoformat())
    yield Paragraph(line, Tone.WARNING)


def unasked(catalogue: Catalogue) -> tuple[Question, ...]:
    """Return the questions that rest although a vendor can prove them: too little is public."""
    return tuple(e.question for e in catalogue.reserve.values() if e.question.proof is not None)


def provenance(catalogue: Catalogue, texts: Texts, rule: str = "") -> Iterator[Block]:
    """Say with which program, data and rule this was made."""
    words = texts(
        "output.provenance",
        tool=__version__,
        catalogue=catalogue.version,
        fingerprint=catalogue.fingerprint[:12],
    )
    if rule:
        words = f"{words} {texts('output.provenance_rule', rule=texts(f'output.rule.{rule}'))}"
    if catalogue.private:
        words = f"{words} {texts('output.private')}"
    yield Paragraph(words, Tone.WARNING if catalogue.private else Tone.HINT)


def opinion_lines(opinions: tuple[Opinion, ...], words: Words) -> list[str]:
    """Return what other rules say: who they put first where they differ, or that all agree."""
    if opinions and all(opinion.agrees for opinion in opinions):
        return [words.texts("output.match.rules_agree", count=len(opinions))]
    return [_opinion(opinion, words) for opinion in opinions if not opinion.agrees]


def _opinion(opinion: Opinion, words: Words) -> str:
    texts = words.texts
    names = texts.joined([words.solution(name) for name in opinion.first])
    rule = texts(f"output.rule.{opinion.rule.value}")
    if opinion.rule is Rule.HEAD_TO_HEAD:
        return texts("output.match.head_to_head", names=names)
    cause = words.question_label(opinion.cause)
    return texts("output.match.other_rule", rule=rule, names=names, cause=cause)
