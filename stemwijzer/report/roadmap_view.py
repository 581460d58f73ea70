"""The roadmap of applications as blocks for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stemwijzer.core.matching import GOOD_MATCH, MustState, Standing
from stemwijzer.core.model import GOALS, Application, Indicator, Prerequisite
from stemwijzer.core.plan import PLANNED, Place, Ready, Reason, Step, Why
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import (
    Block,
    Column,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    Tone,
    items,
)
from stemwijzer.report.common import changes, provenance
from stemwijzer.report.match_view import named
from stemwijzer.report.records import RoadmapResult
from stemwijzer.report.roadmap import goal_options
from stemwijzer.report.words import Words, capital

_AGAINST = 3
_EXAMPLE = 2


def blocks(result: RoadmapResult, texts: Texts) -> list[Block]:
    """Return the whole roadmap: at a glance, goals, then each application in its place."""
    words = Words(result.catalogue, texts)
    title = result.respondent.sheet.organisation or result.respondent.name
    found: list[Block] = [Heading(texts("roadmap.title", name=title), 1)]
    found += changes(result.respondent, words)
    if not result.places:
        found.append(Paragraph(texts("roadmap.no_goals"), Tone.WARNING))
    else:
        found += _overview(result, words)
        found += _goals(result, words)
        for place in result.places:
            if place.step in PLANNED:
                found += _planned(result, place, words)
        found += _aside(result, words)
    found += provenance(result.catalogue, texts)
    return found


def _overview(result: RoadmapResult, words: Words) -> Iterator[Block]:
    texts = words.texts
    yield Paragraph(texts("roadmap.intro"))
    yield Paragraph(texts("roadmap.judgement"), Tone.HINT)
    if result.have:
        names = [_have(result, word, words) for word in result.have]
        yield Paragraph(texts("roadmap.have", names=texts.joined(names)))
    else:
        example = ",".join(p.application for p in result.places[:_EXAMPLE])
        yield Paragraph(texts("roadmap.have_hint", example=example), Tone.HINT)
    yield Heading(texts("roadmap.overview"))
    rows = []
    for place in result.places:
        step = texts(f"roadmap.step.{place.step.value}")
        name = capital(words.application(place.application))
        match, why = texts.percent(place.standing.match), _why(result, place, words)
        line = texts("roadmap.line", step=step, name=name, match=match, why=why)
        rows.append(Row((step, name, match, why), line.strip()))
    columns = (
        Column(texts("roadmap.column.step")),
        Column(texts("output.column.application")),
        Column(texts("output.column.match"), number=True),
        Column(texts("roadmap.column.why")),
    )
    yield Table(columns, tuple(rows), least_width=90)
    if not any(place.step is Step.NOW for place in result.places):
        yield Paragraph(texts("roadmap.none_now"), Tone.WARNING)
    soon = [p for p in result.places if p.step in (Step.PRESENT, Step.NOW, Step.NEXT)]
    unserved = [g for g in goal_options(result) if not any(g in p.full for p in soon)]
    if unserved:
        goals = _goal_names(result, unserved, words)
        yield Paragraph(texts("roadmap.unserved", goals=goals), Tone.WARNING)


def _have(result: RoadmapResult, word: str, words: Words) -> str:
    """Return an application by its name, a condition by the prerequisite that names it."""
    if word in result.catalogue.applications:
        return words.application(word)
    texts = (
        p.text[words.language]
        for a in result.catalogue.applications.values()
        for p in a.prerequisites
        if p.condition == word
    )
    return next(texts).rstrip(".")


def _goal_names(result: RoadmapResult, goals: Iterable[str], words: Words) -> str:
    attribute = result.catalogue.attributes[GOALS]
    return words.texts.joined([words.option(attribute, goal) for goal in goals])


def _goals(result: RoadmapResult, words: Words) -> Iterator[Block]:
    """The goals with their measure and room for what it is and what it must become."""
    texts, measured = words.texts, result.catalogue.goal_measures
    goals = [goal for goal in goal_options(result) if goal in measured]
    if not goals:
        return
    blank = texts("roadmap.blank")
    rows = []
    for goal in goals:
        name = capital(_goal_names(result, [goal], words))
        indicator = indicator_line(measured[goal], words)
        line = texts("roadmap.goal_line", goal=name, indicator=indicator, blank=blank)
        rows.append(Row((name, indicator, blank, blank, blank, blank), line))
    yield Heading(texts("roadmap.goals"))
    yield Paragraph(texts("roadmap.goals_hint"))
    yield Table(
        (Column(texts("roadmap.column.goal")), *_blank_columns(words)), tuple(rows), least_width=100
    )
    yield Items(tuple(_how(measured[goal], words) for goal in goals), Tone.HINT)


def _blank_columns(words: Words) -> tuple[Column, ...]:
    names = ("indicator", "baseline", "target", "date", "owner")
    return tuple(Column(words.texts(f"roadmap.column.{name}")) for name in names)


def measured(found: Indicator, words: Words) -> str:
    """Return a measure in one line: what, which way is better, and how."""
    return f"{indicator_line(found, words)}: {found.how[words.language]}"


def indicator_line(found: Indicator, words: Words) -> str:
    """Return what is measured, in which unit, and which way is better."""
    return words.texts(
        "roadmap.indicator",
        indicator=found.indicator[words.language],
        unit=found.unit[words.language],
        better=words.texts("roadmap.higher" if found.up else "roadmap.lower"),
    )


def _how(found: Indicator, words: Words) -> str:
    language = words.language
    return words.texts("roadmap.how", indicator=found.indicator[language], how=found.how[language])


def _planned(result: RoadmapResult, place: Place, words: Words) -> Iterator[Block]:
    """One application of the plan; what it does and how to measure it when it comes soon."""
    texts, language = words.texts, words.language
    application = result.catalogue.applications[place.application]
    step = texts(f"roadmap.step.{place.step.value}")
    yield Heading(texts("roadmap.heading", step=step, name=words.application(place.application)))
    lines = [texts("roadmap.why", reasons=_why(result, place, words, whole=True))]
    if place.against:
        lines.append(texts("roadmap.against", reasons=_against(result, place, words)))
    if application.effort:
        lines.append(texts("roadmap.effort", effort=application.effort[language]))
    if place.step is not Step.LATER:
        lines += [
            texts(f"roadmap.{side}", text=getattr(application.benefits, side)[language])
            for side in ("customer", "employee", "organisation")
        ]
    lines.append(_solutions(result, place, words))
    yield Items(tuple(lines))
    if place.prerequisites:
        yield Paragraph(texts("roadmap.first"))
        yield Items(tuple(_first(place, p, state, words) for p, state in place.prerequisites))
    if place.step is not Step.LATER:
        yield from _measures(application, words)


def _measures(application: Application, words: Words) -> Iterator[Block]:
    texts = words.texts
    if not application.measures:
        return
    blank = texts("roadmap.blank")
    rows = []
    for found in application.measures:
        indicator = indicator_line(found, words)
        line = texts("roadmap.measure_line", indicator=indicator, blank=blank)
        rows.append(Row((indicator, blank, blank, blank, blank), line))
    yield Paragraph(texts("roadmap.measures"))
    yield Table(_blank_columns(words), tuple(rows), least_width=90)
    watch = [application.watch[words.language]] if application.watch else []
    yield Items((*(_how(m, words) for m in application.measures), *watch), Tone.HINT)


def _against(result: RoadmapResult, place: Place, words: Words) -> str:
    reasons = result.catalogue.applications[place.application].reasons
    return "; ".join(
        words.texts(
            "roadmap.against_one",
            question=words.label(c.wish.question),
            reason=reasons[c.wish.question.attribute.id][words.language].rstrip("."),
        )
        for c in place.against[:_AGAINST]
    )


def _solutions(result: RoadmapResult, place: Place, words: Words) -> str:
    texts = words.texts
    best = result.best[place.application]
    if not best:
        return texts("roadmap.no_solutions")
    names = [
        texts(
            "roadmap.solution",
            name=named(s.solution_id, words),
            match=texts.percent(s.match),
            low=texts.percent(s.match_low),
            high=texts.percent(s.match_high),
            musts=_musts(s, words),
        )
        for s in best
    ]
    return texts("roadmap.solutions", names="; ".join(names))


def _musts(standing: Standing, words: Words) -> str:
    """Say how many must-haves are to be asked about; those that stay in meet the others."""
    if all(must.state is MustState.MET for must in standing.must_haves):
        return ""
    return f"; {words.must_summary(standing)}"


def _first(place: Place, prerequisite: Prerequisite, state: Ready, words: Words) -> str:
    planned = {n for r in place.reasons if r.why is Why.WAITS_FOR for n in r.applications}
    named_ = [n for n in prerequisite.applications if n in planned or state is Ready.MISSING]
    return words.texts(
        f"roadmap.ready.{state.value}",
        text=prerequisite.text[words.language],
        names=_either(named_, words),
    )


def _either(names: Iterable[str], words: Words) -> str:
    return f" {words.texts('roadmap.or')} ".join(words.application(name) for name in names)


def _why(result: RoadmapResult, place: Place, words: Words, *, whole: bool = False) -> str:
    """Return the reasons of a place as sentences; ``whole`` adds what it also contributes to."""
    said = [_reason(result, place, reason, words) for reason in place.reasons]
    if place.step is Step.PRESENT and place.full:
        goals = _goal_names(result, place.full, words)
        said.append(words.texts("roadmap.reason.open_goals", goals=goals))
    named_ = {goal for reason in place.reasons for goal in reason.goals}
    rest = [goal for goal in (*place.full, *place.half) if goal not in named_]
    if whole and rest:
        said.append(words.texts("roadmap.also_half", goals=_goal_names(result, rest, words)))
    return " ".join(said)


def _reason(result: RoadmapResult, place: Place, reason: Reason, words: Words) -> str:
    texts, catalogue = words.texts, result.catalogue
    application = catalogue.applications[place.application]
    match reason.why:
        case Why.TOO_SMALL | Why.TOO_LARGE:
            attribute = catalogue.questions[reason.question].attribute
            wish = result.respondent.profile.wish(reason.question)
            assert wish is not None
            return texts(
                "roadmap.reason.size",
                range=words.fact(attribute, application.facts[attribute.id]),
                size=words.target(wish),
            )
        case Why.COVERED_BY:
            assert application.cover is not None
            return texts(
                "roadmap.reason.covered_by", reason=application.cover.reason[words.language]
            )
        case Why.MUST_HAVE:
            label = words.label(catalogue.questions[reason.question])
            return texts("roadmap.reason.must_have", question=label)
        case Why.WAITS_FOR:
            return texts(
                "roadmap.reason.waits_for", applications=_either(reason.applications, words)
            )
    return texts(
        f"roadmap.reason.{reason.why.value}",
        goals=_goal_names(result, reason.goals, words),
        applications=texts.joined([words.application(n) for n in reason.applications]),
        match=texts.percent(place.standing.match),
        limit=texts.percent(GOOD_MATCH[0] / GOOD_MATCH[1]),
    )


def _aside(result: RoadmapResult, words: Words) -> Iterator[Block]:
    """What is there already, and what is not for the user."""
    texts = words.texts
    present = [p for p in result.places if p.step is Step.PRESENT]
    if present:
        yield Heading(texts("roadmap.step.present"))
        yield from items(
            texts(
                "roadmap.present_goals" if p.full or p.half else "roadmap.present_none",
                name=capital(words.application(p.application)),
                goals=_goal_names(result, (*p.full, *p.half), words),
            )
            for p in present
        )
    out = [p for p in result.places if p.step is Step.NOT]
    if out:
        yield Heading(texts("roadmap.step.not"))
        yield from items(
            texts(
                "roadmap.not_line",
                name=capital(words.application(p.application)),
                why=_why(result, p, words),
            )
            for p in out
        )
