"""The questions and the catalogue as blocks for a person to browse."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.core.model import (
    BREADTH,
    GOALS,
    Application,
    Prerequisite,
    Question,
    QuestionKind,
    Sense,
    Solution,
)
from stemwijzer.i18n import Texts
from stemwijzer.report.blocks import (
    Block,
    Column,
    Commands,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    Tone,
    items,
)
from stemwijzer.report.common import lifecycle, provenance
from stemwijzer.report.explain_view import fact_sources, source_line
from stemwijzer.report.match_view import named
from stemwijzer.report.records import (
    CatalogueResult,
    CheckResult,
    QuestionsResult,
    WrittenResult,
)
from stemwijzer.report.roadmap_view import measured
from stemwijzer.report.words import Words, capital


def questions_blocks(result: QuestionsResult, texts: Texts) -> list[Block]:
    """Return every question by theme, then those in reserve with the reason."""
    words, catalogue = Words(result.catalogue, texts), result.catalogue
    found: list[Block] = [
        Heading(texts("output.questions.title", count=len(catalogue.questions)), 1)
    ]
    for theme in catalogue.themes.values():
        asked = [q for q in catalogue.questions.values() if q.theme == theme.id]
        if asked:
            found.append(Heading(theme.label[texts.language]))
            found.append(Items(tuple(_question(q, words) for q in asked)))
    if catalogue.reserve:
        found.append(Heading(texts("output.questions.reserve")))
        found.append(
            Items(
                tuple(
                    f"{entry.question.text[texts.language]} {entry.reason[texts.language]}"
                    for entry in catalogue.reserve.values()
                )
            )
        )
    found += provenance(catalogue, texts)
    return found


def _question(question: Question, words: Words) -> str:
    texts, language = words.texts, words.language
    if question.kind is QuestionKind.STATEMENT:
        sense = "need" if question.sense is Sense.NEED else "choice"
        how = texts(f"output.questions.{sense}")
    elif question.kind is QuestionKind.NUMBER:
        how = texts("output.questions.number")
    else:
        labels = [option.label[language] for option in question.attribute.options]
        how = texts(f"output.questions.{question.kind.value}", options=", ".join(labels))
    return f"[{question.id}] {question.text[language]} {how}"


def written_blocks(result: WrittenResult, texts: Texts) -> list[Block]:
    """Say where an empty sheet was written and what to do with it."""
    return [
        Paragraph(
            texts("output.questions.written", path=result.path, count=result.questions),
            Tone.STRONG,
        ),
        Commands(
            (
                (f"stemwijzer match {result.path}", texts("output.next.match")),
                (f"stemwijzer start --sheet {result.path}", texts("output.next.start_sheet")),
            )
        ),
    ]


def check_blocks(result: CheckResult, texts: Texts) -> list[Block]:
    """Say what was read and found to be in order."""
    known = result.catalogue
    counts = texts(
        "output.check.counts",
        questions=len(known.questions),
        applications=len(known.applications),
        vendors=len(known.vendors),
        solutions=len(known.solutions),
        facts=sum(_facts_known(s) for s in known.solutions.values()),
        not_listed=len(known.not_listed),
    )
    return [Paragraph(counts, Tone.STRONG), *provenance(known, texts)]


def catalogue_blocks(result: CatalogueResult, texts: Texts) -> list[Block]:
    """Return one part of the catalogue."""
    words = Words(result.catalogue, texts)
    parts = {
        "applications": _applications,
        "vendors": _vendors,
        "solutions": _solutions,
        "show": _show,
        "not-listed": _not_listed,
    }
    return [*parts[result.part](result, words), *provenance(result.catalogue, texts)]


def _applications(result: CatalogueResult, words: Words) -> Iterator[Block]:
    texts = words.texts
    yield Heading(texts("output.catalogue.applications"), 1)
    rows = []
    for application in result.catalogue.applications.values():
        name = capital(application.name[texts.language])
        count = len(result.catalogue.in_application(application.id))
        definition = application.definition[texts.language]
        line = texts(
            "output.catalogue.application_line",
            id=application.id,
            name=name,
            count=count,
            definition=definition,
        )
        rows.append(Row((application.id, name, str(count), definition), line))
    columns = (
        Column("id"),
        Column(texts("output.column.application")),
        Column(texts("output.column.listed"), number=True),
        Column(texts("output.column.definition")),
    )
    yield Table(columns, tuple(rows), least_width=90)


def _vendors(result: CatalogueResult, words: Words) -> Iterator[Block]:
    texts, catalogue = words.texts, result.catalogue
    yield Heading(texts("output.catalogue.vendors", count=len(catalogue.vendors)), 1)
    rows = []
    for vendor in catalogue.vendors.values():
        names = ", ".join(words.solution(s) for s in vendor.solutions)
        line = f"{vendor.name} ({vendor.id}): {names}. {vendor.website}"
        rows.append(Row((vendor.name, names, vendor.website), line))
    columns = (
        Column(texts("output.column.vendor")),
        Column(texts("output.column.solutions")),
        Column(texts("output.column.website")),
    )
    yield Table(columns, tuple(rows), least_width=90)


def _solutions(result: CatalogueResult, words: Words) -> Iterator[Block]:
    texts, catalogue = words.texts, result.catalogue
    shown = [s for s in catalogue.solutions.values() if s.id in result.ids]
    heading = texts("output.catalogue.solutions", count=len(shown))
    if result.application:
        heading = f"{heading}: {words.application(result.application)}"
    yield Heading(heading, 1)
    rows = []
    for solution in shown:
        names = ", ".join(
            words.application(a) for a in catalogue.applications if a in solution.applications
        )
        facts = str(_facts_known(solution))
        name = named(solution.id, words)
        line = texts(
            "output.catalogue.solution_line", id=solution.id, name=name, names=names, facts=facts
        )
        rows.append(Row((solution.id, name, names, facts), line))
    columns = (
        Column("id"),
        Column(texts("output.column.solution")),
        Column(texts("output.column.applications")),
        Column(texts("output.column.facts"), number=True),
    )
    yield Table(columns, tuple(rows), least_width=90)


def _facts_known(solution: Solution) -> int:
    """The facts somebody entered; what is counted from others is none of them."""
    return sum(attribute != BREADTH for attribute in solution.facts)


def _not_listed(result: CatalogueResult, words: Words) -> Iterator[Block]:
    texts = words.texts
    entries = result.catalogue.not_listed.values()
    yield Heading(texts("output.catalogue.not_listed", count=len(entries)), 1)
    yield Paragraph(texts("output.catalogue.not_listed_hint"), Tone.HINT)
    yield from items(
        texts(
            "output.catalogue.not_listed_line",
            name=entry.name,
            vendor=entry.vendor,
            reason=texts(f"output.not_listed.{entry.reason}"),
            date=entry.date.isoformat(),
        )
        + (f" {entry.note}" if entry.note else "")
        for entry in entries
    )


def _show(result: CatalogueResult, words: Words) -> Iterator[Block]:
    """Everything about one application, vendor or solution."""
    catalogue, name = result.catalogue, result.ids[0]
    if name in catalogue.applications:
        yield from _show_application(catalogue.applications[name], words)
    elif name in catalogue.solutions:
        yield from _show_solution(catalogue.solutions[name], words)
    else:
        vendor = catalogue.vendors[name]
        yield Heading(vendor.name, 1)
        yield Paragraph(vendor.website)
        for solution in vendor.solutions:
            yield from _show_solution(catalogue.solutions[solution], words, level=2)


def _show_application(application: Application, words: Words) -> Iterator[Block]:
    texts, language = words.texts, words.language
    yield Heading(capital(application.name[language]), 1)
    yield Paragraph(application.definition[language])
    benefits = application.benefits
    yield Heading(texts("output.catalogue.benefits"))
    yield Items(
        tuple(
            f"{texts(f'output.catalogue.{who}')}: {text[language]}"
            for who, text in (
                ("customer", benefits.customer),
                ("employee", benefits.employee),
                ("organisation", benefits.organisation),
            )
        )
    )
    if application.prerequisites:
        yield Heading(texts("output.catalogue.prerequisites"))
        yield Items(tuple(_prerequisite(p, words) for p in application.prerequisites))
    if application.effort:
        yield Heading(texts("output.catalogue.effort"))
        yield Paragraph(application.effort[language])
    if application.measures:
        yield Heading(texts("output.catalogue.measures"))
        yield Items(tuple(measured(measure, words) for measure in application.measures))
    if application.watch:
        yield Paragraph(application.watch[language], Tone.HINT)
    if application.cover:
        names = texts.joined([words.application(a) for a in application.cover.applications])
        yield Heading(texts("output.catalogue.covered_by"))
        yield Paragraph(f"{capital(names)}. {application.cover.reason[language]}")
    yield Heading(texts("output.catalogue.judgements"))
    yield Paragraph(texts("output.catalogue.judgement_hint"), Tone.HINT)
    lines = []
    goals = words.catalogue.attributes.get(GOALS)
    for key, reason in application.reasons.items():
        goal = key.partition(".")[2]
        if goal and goals:
            effect = "full" if goal in application.facts[GOALS].has else "half"
            what = texts(f"output.catalogue.goal_{effect}", goal=words.option(goals, goal))
        else:
            attribute = words.catalogue.attributes[key]
            said = words.fact(attribute, application.facts[key])
            what = f"{capital(attribute.label[language])}: {said}"
        lines.append(f"{what}. {reason[language]}")
    yield Items(tuple(lines))


def _prerequisite(found: Prerequisite, words: Words) -> str:
    """Return what must be there first, and the application it is or the word to say it is."""
    texts, text = words.texts, found.text[words.language]
    extra = []
    if found.applications:
        names = texts.either([words.application(a) for a in found.applications])
        extra.append(texts("output.catalogue.is_application", names=names))
    if found.condition:
        extra.append(texts("output.catalogue.condition", condition=found.condition))
    return f"{text} {' '.join(extra)}".rstrip()


def _show_solution(solution: Solution, words: Words, level: int = 1) -> Iterator[Block]:
    texts, catalogue, language = words.texts, words.catalogue, words.language
    yield Heading(named(solution.id, words), level)
    names = [words.application(a) for a in catalogue.applications if a in solution.applications]
    proof = ", ".join(fact_sources(solution.applications_fact))
    applications = f"{texts('output.column.applications')}: {', '.join(names)} [{proof}]"
    lines = [f"id: {solution.id}", applications]
    if solution.aliases:
        lines.append(f"{texts('output.catalogue.aliases')}: {', '.join(solution.aliases)}")
    yield Items(tuple(lines))
    yield from lifecycle(solution, words)
    yield Heading(texts("output.catalogue.facts"), level + 1)
    rows = []
    for attribute in catalogue.attributes.values():
        fact = solution.facts.get(attribute.id)
        if fact is None or attribute.id == GOALS:
            continue
        label, value = capital(attribute.label[language]), words.fact(attribute, fact)
        known_from = ", ".join(fact_sources(fact))
        note = f" {texts('output.catalogue.note', note=fact.note)}" if fact.note else ""
        line = f"{label}: {value}. [{known_from}]{note}"
        rows.append(Row((label, value, known_from, fact.note), line))
    columns = (
        Column(texts("output.column.attribute")),
        Column(texts("output.column.value")),
        Column(texts("output.column.source")),
        Column(texts("output.column.note")),
    )
    yield Table(columns, tuple(rows), least_width=100)
    unknown = [
        a.label[language]
        for a in catalogue.attributes.values()
        if a.id not in solution.facts
        and any(a.applies(application) for application in solution.applications)
    ]
    if unknown:
        yield Paragraph(texts("output.catalogue.unknown", attributes=texts.joined(unknown)))
    yield Heading(texts("output.explain.sources"), level + 1)
    yield Items(tuple(f"[{s.id}] {source_line(s, texts)}" for s in solution.sources.values()))
