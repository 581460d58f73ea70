"""A programme of requirements: what was asked, what comes out, and its forms for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from stemwijzer.core.explain import explain
from stemwijzer.core.matching import MustState, Ranking, Standing
from stemwijzer.core.model import Catalogue, Question
from stemwijzer.core.requirements import (
    FULL_POINTS,
    WHOLE_TOTAL,
    WHOLE_WEIGHT,
    Filled,
    Item,
    Line,
    Programme,
    Score,
    placed,
    programme,
    score,
)
from stemwijzer.errors import UsageError, message
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.report.common import unasked
from stemwijzer.report.records import RequirementsResult, Respondent
from stemwijzer.report.requirement_words import Wording
from stemwijzer.report.result import ALL, match
from stemwijzer.report.roadmap import best_placed
from stemwijzer.report.words import Words

Plain = dict[str, Any]


def make_requirements(
    catalogue: Catalogue, who: Respondent, application: str = ""
) -> RequirementsResult:
    """Return the programme for the application asked for, or for the best-fitting one.

    Raises UsageError for an unknown application, or when nothing on the sheet asks anything of it.
    """
    if application == ALL:
        raise UsageError(message("one_programme"), message("one_programme_hint"))
    rankings = match(catalogue, who, application).rankings
    if not rankings:
        raise UsageError(message("no_profile"), message("no_profile_hint"))
    ranking = rankings[0].ranking
    made = programme(who.profile, catalogue.questions.values(), ranking.application)
    if not made.lines:
        raise UsageError(message("no_profile"), message("no_profile_hint"))
    asks = tuple((s, _unknown(s, made, ranking)) for s in best_placed(ranking))
    return RequirementsResult(catalogue, who, made, ranking, asks)


def _unknown(standing: Standing, made: Programme, ranking: Ranking) -> tuple[str, ...]:
    """Return the questions public pages leave open about a solution, in the programme's order."""
    open_ = {c.wish.question.id for c in explain(standing).unknown} | set(ranking.left_out)
    open_ |= {m.question_id for m in standing.must_haves if m.state is MustState.UNKNOWN}
    return tuple(line.question.id for line in made.lines if line.question.id in open_)


def with_scores(
    result: RequirementsResult, filled: Sequence[Filled], changed: Sequence[str] = ()
) -> RequirementsResult:
    """Return the result with what vendors filled in, scored on the programme's own weights."""
    scores = placed(score(result.programme, one.vendor, one.answers) for one in filled)
    return replace(result, filled=tuple(filled), scores=scores, changed=tuple(changed))


def quiet(result: RequirementsResult) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    """Return the questions without a requirement, by why.

    ``open`` were skipped, ``unasked`` rest because too little is public about them although a
    vendor can prove them, ``free`` were answered in a way that asks nothing. Empty groups are left
    out.
    """
    made = result.programme
    rest = tuple(q for q in unasked(result.catalogue) if q.applies(made.application))
    groups = (("open", made.open_), ("unasked", rest), ("free", made.free))
    return tuple((name, questions) for name, questions in groups if questions)


def items_of(made: Programme) -> tuple[tuple[Line, Item], ...]:
    """Return everything a vendor fills in, with the line it belongs to."""
    return tuple((line, item) for line in made.lines for item in line.items)


def without_evidence(result: RequirementsResult) -> dict[str, int]:
    """Return how many answers of each vendor name no evidence."""
    return {
        one.vendor: sum(not one.evidence.get(key) for key in one.answers)
        for one in result.filled
        if one.answers
    }


# JSON and CSV


def wordings(catalogue: Catalogue) -> dict[str, Wording]:
    """Return the words of every language."""
    return {language: Wording(Words(catalogue, Texts(language))) for language in LANGUAGES}


def contract(result: RequirementsResult) -> Plain:
    """Return the parts of the envelope that belong to a programme."""
    made, said = result.programme, wordings(result.catalogue)
    goals = made.goals.target if made.goals else frozenset()
    return {
        "application": made.application,
        "goals": sorted(goals) if isinstance(goals, frozenset) else [],
        "knock_outs": [_line(line, said) for line in made.knock_outs],
        "wishes": [_line(line, said) for line in made.wishes],
        "open": [q.id for q in made.open_],
        "unasked": [q.id for q in dict(quiet(result)).get("unasked", ())],
        "no_demand": [q.id for q in made.free],
        "elsewhere": [w.question.id for w in made.elsewhere],
        "vendor_questions": [
            {"solution": s.solution_id, "rank": s.rank, "questions": list(questions)}
            for s, questions in result.asks
        ],
        "scores": [_score(one, result) for one in result.scores] if result.filled else None,
        "changed": list(result.changed),
    }


def _line(line: Line, said: dict[str, Wording]) -> Plain:
    return {
        "number": line.number,
        "question": line.question.id,
        "weight": line.weight / WHOLE_WEIGHT,
        "requirement": {name: w.requirement(line.wish) for name, w in said.items()},
        "proof": {name: w.proof(line.question) for name, w in said.items()},
        "scale": {name: w.scale(line) for name, w in said.items()},
        "items": [
            {
                "item": line.key(item),
                "form": item.form.value,
                "label": {name: w.item(line, item) for name, w in said.items()},
                "points": {option: points / 10 for option, points in item.points},
            }
            for item in line.items
        ],
    }


def _score(found: Score, result: RequirementsResult) -> Plain:
    return {
        "vendor": found.vendor,
        "rank": found.rank or None,
        "tied": found.tied,
        "knock_outs": found.state.value,
        "total": found.total * 100 / WHOLE_TOTAL,
        "answered": found.answered,
        "asked": len(items_of(result.programme)),
        "points": {
            line.number: None if points is None else points * 10 / FULL_POINTS
            for line, points in zip(result.programme.lines, found.points, strict=True)
        },
    }


def rows(result: RequirementsResult) -> Iterator[Plain]:
    """Return one flat row per requirement, or per vendor and requirement once these are scored."""
    plain = contract(result)
    head = {"sheet": result.respondent.name, "application": plain["application"]}
    kinds = [("knock_out", line) for line in plain["knock_outs"]]
    kinds += [("wish", line) for line in plain["wishes"]]
    for one in plain["scores"] or []:
        for kind, line in kinds:
            yield {
                **head,
                "vendor": one["vendor"],
                "rank": one["rank"],
                "knock_outs": one["knock_outs"],
                "total": one["total"],
                "kind": kind,
                "number": line["number"],
                "question": line["question"],
                "weight": line["weight"],
                "points": one["points"][line["number"]],
            }
    if plain["scores"] is not None:
        return
    for kind, line in kinds:
        yield {**head, "kind": kind, **_texts_of(line)}
    for kind in ("open", "unasked", "no_demand"):
        for question in plain[kind]:
            empty = dict.fromkeys(_texts_of(kinds[0][1]))
            yield {**head, "kind": kind, **empty, "question": question}


def _texts_of(line: Plain) -> Plain:
    flat = {key: line[key] for key in ("number", "question", "weight")}
    for key in ("requirement", "proof", "scale"):
        flat |= {f"{key}_{language}": line[key][language] for language in LANGUAGES}
    return flat
