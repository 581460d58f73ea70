"""The programme of requirements as a workbook: what stands on each sheet.

Nothing a person wrote ever becomes a formula: formulas are made from cell names and numbers, and
the words they show stand in cells of their own on the sheet with lists.
"""

from __future__ import annotations

import json

from stemwijzer import __version__
from stemwijzer.answers.writing import as_mapping
from stemwijzer.core.requirements import WHOLE_WEIGHT, Form
from stemwijzer.i18n import Texts
from stemwijzer.report.book_frame import (
    ANSWERS_KEY,
    FIRST_ITEM,
    FIRST_VENDOR,
    HEADER,
    PROFILE_KEY,
    REQUIREMENTS_KEY,
    Frame,
    make_frame,
)
from stemwijzer.report.book_scoring import scoring
from stemwijzer.report.match_view import named
from stemwijzer.report.records import RequirementsResult
from stemwijzer.report.requirements import quiet
from stemwijzer.report.requirements_view import HOW
from stemwijzer.report.sheets import Book, Cell, Choice, NumberOnly, Sheet, Style
from stemwijzer.report.words import Words, capital


def make_book(result: RequirementsResult, texts: Texts) -> Book:
    """Return the workbook; for vendors without the scores and what names a product."""
    frame = make_frame(result, Words(result.catalogue, texts))
    own = [] if result.for_vendors else [scoring(frame), _questions(frame), _sources(frame)]
    sheets = (
        _requirements(frame),
        _answers(frame),
        *own,
        _assumptions(frame),
        frame.lists_sheet,
    )
    application = frame.wording.words.application(result.programme.application)
    title = texts("requirements.title", application=application)
    return Book(title, texts("requirements.book.page"), sheets)


def _head(frame: Frame, key: str) -> Cell:
    return Cell(frame.wording.texts(key), Style.HEADER)


def _requirements(frame: Frame) -> Sheet:
    wording, made = frame.wording, frame.result.programme
    texts, words = wording.texts, wording.words
    who = frame.result.respondent
    hint = "intro_vendors" if frame.result.for_vendors else "book.internal"
    application = words.application(made.application)
    rows: list[tuple[Cell, ...]] = [
        (Cell(), Cell(texts("requirements.title", application=application), Style.TITLE)),
        (Cell(), Cell(texts("requirements.for", name=who.sheet.organisation or who.name), span=7)),
        (Cell(), Cell(texts(f"requirements.{hint}"), Style.HINT, span=7)),
        (
            Cell(REQUIREMENTS_KEY, Style.HINT),
            _head(frame, "requirements.column.number"),
            _head(frame, "requirements.book.type"),
            _head(frame, "requirements.book.theme"),
            _head(frame, "requirements.book.label"),
            _head(frame, "requirements.book.text"),
            _head(frame, "requirements.book.weight"),
            _head(frame, "requirements.book.proof"),
            _head(frame, "requirements.book.scale"),
        ),
    ]
    for line in made.lines:
        question, wish = line.question, bool(line.weight)
        theme = frame.result.catalogue.themes[question.theme].label[words.language]
        rows.append(
            (
                Cell(question.id, Style.HINT),
                Cell(line.number, Style.STRONG),
                Cell(texts("requirements.wish" if wish else "requirements.knock_out")),
                Cell(theme),
                Cell(capital(words.label(question))),
                Cell(wording.requirement(line.wish)),
                Cell(line.weight / 10, Style.WEIGHT) if wish else Cell(),
                Cell(wording.proof(question)),
                Cell(wording.scale(line) if wish else _passes(frame, wording.passes(line))),
            )
        )
    if made.wishes:
        first = FIRST_ITEM + len(made.knock_outs) + 1
        last = FIRST_ITEM + len(made.lines)
        total = Cell(WHOLE_WEIGHT / 10, Style.WEIGHT, f"SUM(G{first}:G{last})")
        label = Cell(texts("requirements.book.sum"), Style.STRONG)
        rows.append((Cell(), Cell(), Cell(), Cell(), Cell(), label, total))
    if not frame.result.for_vendors:
        rows += _quiet(frame)
    return Sheet(
        frame.sheet("requirements"),
        tuple(rows),
        (12, 6, 11, 16, 24, 60, 10, 45, 45),
        freeze=(FIRST_ITEM, 2),
        repeat=HEADER,
    )


def _passes(frame: Frame, text: str) -> str:
    return frame.wording.texts("requirements.line.pass", text=text)


def _quiet(frame: Frame) -> list[tuple[Cell, ...]]:
    """Questions without a requirement: still open, resting, and without a demand on purpose."""
    texts, words = frame.wording.texts, frame.wording.words
    rows: list[tuple[Cell, ...]] = []
    for name, questions in quiet(frame.result):
        rows += [(), (Cell(), Cell(texts(f"requirements.{name}"), Style.SECTION))]
        rows.append((Cell(), Cell(texts(f"requirements.{name}_hint"), Style.HINT, span=7)))
        rows += [
            (
                Cell(q.id, Style.HINT),
                Cell(),
                Cell(),
                Cell(frame.result.catalogue.themes[q.theme].label[words.language]),
                Cell(capital(words.label(q))),
                Cell(q.text[words.language]),
            )
            for q in questions
        ]
    return rows


def _answers(frame: Frame) -> Sheet:
    """The form: one row per thing to fill in, two columns per vendor."""
    wording, texts = frame.wording, frame.wording.texts
    header = [
        Cell(ANSWERS_KEY, Style.HINT),
        _head(frame, "requirements.column.number"),
        _head(frame, "requirements.column.requirement"),
        _head(frame, "requirements.book.item"),
        _head(frame, "requirements.book.choices"),
    ]
    for vendor in range(len(frame.vendors)):
        header.append(Cell(frame.heading(vendor), Style.INPUT_HEADER))
        header.append(_head(frame, "requirements.book.evidence"))
    rows: list[tuple[Cell, ...]] = [
        (Cell(), Cell(texts("requirements.book.answers"), Style.TITLE)),
        (Cell(), Cell(texts("requirements.book.fill"), Style.HINT, span=6)),
        (),
        tuple(header),
    ]
    choices: list[Choice] = []
    numbers: list[NumberOnly] = []
    before = ""
    for line, item in frame.items:
        key, said = line.key(item), dict(wording.answers(line, item))
        number = item.form is Form.NUMBER
        possible = texts("requirements.answer.number") if number else " / ".join(said.values())
        cells = [
            Cell(key, Style.HINT),
            Cell(line.number, Style.STRONG),
            Cell(wording.requirement(line.wish) if line.number != before else ""),
            Cell(wording.item(line, item)),
            Cell(possible, Style.HINT),
        ]
        for vendor, filled in enumerate(frame.vendors):
            row, column = len(rows), FIRST_VENDOR + 2 * vendor
            given = filled.answers.get(key)
            shown = said[given] if isinstance(given, str) else given
            cells.append(Cell(shown, Style.INPUT_NUMBER if number else Style.INPUT))
            cells.append(Cell(filled.evidence.get(key), Style.INPUT))
            if number:
                numbers.append(NumberOnly(row, column))
            else:
                name = line.number if item.form is Form.LEVEL else "yes"
                choices.append(Choice(row, column, frame.lists[name][0]))
        rows.append(tuple(cells))
        before = line.number
    widths = (14.0, 6.0, 50.0, 34.0, 30.0, *([22.0, 30.0] * len(frame.vendors)))
    return Sheet(
        frame.sheet("answers"),
        tuple(rows),
        widths,
        freeze=(FIRST_ITEM, 2),
        repeat=HEADER,
        choices=tuple(choices),
        numbers=tuple(numbers),
        wide=not frame.result.for_vendors,
    )


def _questions(frame: Frame) -> Sheet:
    """What to ask the vendors of the best-placed solutions; it names products."""
    wording, texts, words = frame.wording, frame.wording.texts, frame.wording.words
    names = (
        "requirements.book.solution",
        "requirements.column.place",
        "requirements.column.number",
        "requirements.book.label",
        "requirements.book.known",
        "requirements.book.ask",
        "requirements.book.proof",
    )
    rows: list[tuple[Cell, ...]] = [
        (Cell(texts("requirements.ask"), Style.TITLE),),
        (Cell(texts("requirements.ask_hint"), Style.HINT, span=6),),
        (),
        tuple(_head(frame, name) for name in names),
    ]
    lines = {line.question.id: line for line in frame.result.programme.lines}
    for standing, questions in frame.result.asks:
        facts = frame.result.catalogue.solutions[standing.solution_id].facts
        for question in questions:
            line = lines[question]
            attribute = line.question.attribute
            rows.append(
                (
                    Cell(named(standing.solution_id, words)),
                    Cell(standing.rank, Style.COUNT),
                    Cell(line.number),
                    Cell(capital(words.label(line.question))),
                    Cell(words.fact(attribute, facts.get(attribute.id))),
                    Cell(wording.requirement(line.wish)),
                    Cell(wording.proof(line.question)),
                )
            )
    return Sheet(
        frame.sheet("questions"),
        tuple(rows),
        (30, 8, 6, 24, 36, 55, 45),
        freeze=(FIRST_ITEM, 1),
        repeat=HEADER,
        internal=True,
    )


def _sources(frame: Frame) -> Sheet:
    """Where the public facts about the best-placed solutions stand; it names products."""
    texts, words = frame.wording.texts, frame.wording.words
    names = (
        "requirements.book.solution",
        "requirements.book.label",
        "requirements.book.known",
        "requirements.book.source",
        "requirements.book.seen",
    )
    rows: list[tuple[Cell, ...]] = [
        (Cell(frame.sheet("sources"), Style.TITLE),),
        (Cell(texts("requirements.ask_hint"), Style.HINT, span=4),),
        (),
        tuple(_head(frame, name) for name in names),
    ]
    for standing, _ in frame.result.asks:
        solution = frame.result.catalogue.solutions[standing.solution_id]
        for line in frame.result.programme.lines:
            attribute = line.question.attribute
            fact = solution.facts.get(attribute.id)
            if fact is None:
                continue
            for name in dict.fromkeys((*fact.sources, *fact.member_sources.values())):
                source = solution.sources[name]
                rows.append(
                    (
                        Cell(named(solution.id, words)),
                        Cell(capital(words.label(line.question))),
                        Cell(words.fact(attribute, fact)),
                        Cell(source.url),
                        Cell(source.seen.isoformat()),
                    )
                )
    return Sheet(
        frame.sheet("sources"),
        tuple(rows),
        (30, 24, 45, 70, 12),
        freeze=(FIRST_ITEM, 1),
        repeat=HEADER,
        internal=True,
    )


def _assumptions(frame: Frame) -> Sheet:
    """The rules of the points, what words mean, what it was made with, the answers behind it."""
    texts, words, result = frame.wording.texts, frame.wording.words, frame.result
    found = result.catalogue
    made = texts(
        "output.provenance",
        tool=__version__,
        catalogue=found.version,
        fingerprint=found.fingerprint,
    )
    rows: list[tuple[Cell, ...]] = [
        (Cell(), Cell(texts("requirements.book.assumptions"), Style.TITLE)),
        (),
        (Cell(), Cell(texts("requirements.how"), Style.SECTION)),
        *((Cell(), Cell(texts(f"requirements.how.{name}"), span=2)) for name in HOW),
        (Cell(), Cell(texts("requirements.legal"), span=2)),
        (),
        (Cell(), Cell(texts("requirements.book.definition"), Style.SECTION)),
    ]
    for line in result.programme.lines:
        attribute = line.question.attribute
        label = capital(words.label(line.question))
        rows.append((Cell(), Cell(label), Cell(attribute.definition[words.language])))
    rows += [
        (),
        (Cell(), Cell(texts("requirements.book.made"), Style.SECTION)),
        (Cell(), Cell(f"{made} {texts('output.private')}" if found.private else made, span=2)),
        (),
        (Cell(), Cell(texts("requirements.book.profile"), Style.SECTION)),
        (Cell(PROFILE_KEY, Style.HINT), Cell(profile_text(result), Style.HINT, span=2)),
    ]
    return Sheet(frame.sheet("assumptions"), tuple(rows), (12, 40, 90))


def profile_text(result: RequirementsResult) -> str:
    """Return the answers behind the programme as JSON: those that count here, and no names."""
    made = result.programme
    own = {line.question.id for line in made.lines} | {q.id for q in (*made.open_, *made.free)}
    own |= {made.goals.question.id} if made.goals else set()
    plain = as_mapping(result.respondent.sheet)
    answers = plain["answers"]
    assert isinstance(answers, dict)
    return json.dumps(
        {
            "application": made.application,
            "sheet": {
                "sheet_version": plain["sheet_version"],
                "catalogue": {
                    "version": result.catalogue.version,
                    "fingerprint": result.catalogue.fingerprint,
                },
                "answers": {name: value for name, value in answers.items() if name in own},
            },
        },
        ensure_ascii=False,
    )
