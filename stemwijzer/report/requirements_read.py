"""What vendors filled in, from cells to answers, and scored on the programme's own weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stemwijzer.answers.workbook import Column, Workbook
from stemwijzer.core.model import Catalogue
from stemwijzer.core.requirements import HIGH, LOW, Filled, Form, Item, Line, Programme
from stemwijzer.errors import AnswersError, Bilingual, Message, Problem, message
from stemwijzer.report.book_frame import (
    ANSWERS_KEY,
    FIRST_VENDOR,
    PROFILE_KEY,
    REQUIREMENTS_KEY,
    WEIGHT_COLUMN,
)
from stemwijzer.report.records import RequirementsResult
from stemwijzer.report.requirement_words import Wording
from stemwijzer.report.requirements import items_of, with_scores, wordings

LAYOUT: Mapping[str, Any] = {
    "answers": ANSWERS_KEY,
    "requirements": REQUIREMENTS_KEY,
    "profile": PROFILE_KEY,
    "first_vendor": FIRST_VENDOR,
    "weight": WEIGHT_COLUMN,
}
"""Where things stand in a workbook, for reading it back."""


def read_back(result: RequirementsResult, books: Sequence[Workbook]) -> RequirementsResult:
    """Return the result with the vendors of these workbooks, scored.

    Columns nobody filled in are left out. Raises AnswersError with every cell that holds something
    else than it takes, or when a workbook is about another application.
    """
    filled: list[tuple[Workbook, Filled]] = []
    changed: list[str] = []
    for book in books:
        if book.application != result.programme.application:
            raise AnswersError(
                message(
                    "other_programme",
                    name=book.name,
                    there=book.application,
                    here=result.programme.application,
                ),
                message("other_programme_hint"),
            )
        problems: list[Problem] = []
        for column in book.columns:
            if column.values:
                answers = _answers(result.programme, result.catalogue, column, book, problems)
                filled.append((book, Filled(column.heading, answers, column.evidence)))
        if problems:
            raise AnswersError(
                message("workbook", name=book.name, count=len(problems)),
                message("workbook_hint"),
                problems,
            )
        changed += [name for name in _changed(result.programme, book) if name not in changed]
    if not filled:  # nobody answered: the first column stands for that
        filled = [(books[0], Filled(c.heading, {}, {})) for c in books[0].columns[:1]]
    return with_scores(result, _with_names_of_their_own(filled), changed)


def _with_names_of_their_own(filled: Sequence[tuple[Workbook, Filled]]) -> list[Filled]:
    """Tell vendors with the same heading apart by the file they come from, or by a number."""
    headings = [one.vendor for _, one in filled]
    found: list[Filled] = []
    for book, one in filled:
        name = one.vendor
        if headings.count(name) > 1:
            name = f"{name} ({book.name})"
        taken = [other.vendor for other in found]
        base, count = name, 1
        while name in taken:
            count += 1
            name = f"{base} {count}"
        found.append(Filled(name, one.answers, one.evidence))
    return found


def _answers(
    made: Programme,
    catalogue: Catalogue,
    column: Column,
    book: Workbook,
    problems: list[Problem],
) -> dict[str, str | float]:
    said = wordings(catalogue)
    found: dict[str, str | float] = {}
    for line, item in items_of(made):
        key = line.key(item)
        if key not in column.values:
            continue
        value = _value(line, item, column.values[key], said)
        if isinstance(value, Message):
            problems.append(_problem(book, column, key, value))
        else:
            found[key] = value
    for line in made.lines:
        low, high = (found.get(f"{line.question.id}.{name}") for name in (LOW, HIGH))
        if isinstance(low, float) and isinstance(high, float) and low > high:
            key = f"{line.question.id}.{LOW}"
            problems.append(_problem(book, column, key, message("cell_order")))
    return found


def _problem(book: Workbook, column: Column, key: str, words: Message) -> Problem:
    place = {"cell": column.cells[key], "vendor": column.heading, "text": column.values[key]}
    return Problem(book.name, 0, 0, Message(words.key, {**place, **words.values}))


def _value(
    line: Line, item: Item, value: str | float | bool, said: Mapping[str, Wording]
) -> str | float | Message:
    """Return an answer, or what is wrong with it. Words of either language count, in any case."""
    if item.form is Form.NUMBER:
        if isinstance(value, float) and value >= 0:
            return value
        return message("cell_number")
    word = " ".join(str(value).split()).casefold()  # pasted words bring spaces
    for wording in said.values():
        for option, label in wording.answers(line, item):
            if word in (label.casefold(), option.casefold()):
                return option
    known = {w: " / ".join(label for _, label in v.answers(line, item)) for w, v in said.items()}
    return message("cell_answer", words=Bilingual("", nl=known["nl"], en=known["en"]))


def _changed(made: Programme, book: Workbook) -> Iterator[str]:
    """Yield the lines whose weight or questions stand otherwise in the workbook."""
    keys = {line.question.id: [line.key(i) for i in line.items] for line in made.lines}
    for line in made.lines:
        name = line.question.id
        weight = line.weight / 10 if line.weight else None
        there = [key for key in book.keys if key.partition(".")[0] == name]
        if name not in book.weights or book.weights[name] != weight or there != keys[name]:
            yield line.number
    yield from (name for name in book.weights if name not in keys)
