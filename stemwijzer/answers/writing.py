"""Answer sheets written out: as YAML with the questions as comments, or as plain values."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from stemwijzer.answers.sheet import SHEET_VERSION
from stemwijzer.catalogue import strict_yaml
from stemwijzer.core.answer import SKIP, Answer, AnswerSheet
from stemwijzer.core.model import Catalogue, Question, QuestionKind


def write_sheet(
    sheet: AnswerSheet, catalogue: Catalogue, language: str, legend: str, *, empty: bool = False
) -> str:
    """Return a sheet as YAML with each question as a comment above its answer.

    ``legend`` explains the words at the top. With ``empty`` every unanswered question stands there
    as ``skip``, to be filled in by hand; otherwise it is left out.
    """
    lines = [f"# {line}".rstrip() for line in legend.splitlines()]
    lines.append(f"sheet_version: {SHEET_VERSION}")
    for key in ("organisation", "role", "note"):
        text = getattr(sheet, key)
        if text.strip():
            lines.append(f"{key}: {_quoted(text)}")
        elif empty and key == "organisation":
            lines.append("# organisation: ...")
    lines.append(f"language: {language}")
    lines.append(
        f'catalogue: {{version: "{catalogue.version}", fingerprint: "{catalogue.fingerprint}"}}'
    )
    lines.append("answers:")
    if not sheet.answers and not empty:
        lines[-1] = "answers: {}"
    theme = ""
    for question in catalogue.questions.values():
        answer = sheet.answers.get(question.id)
        if answer is None and not empty:
            continue
        if question.theme != theme:
            theme = question.theme
            lines += ["", f"  # --- {_one_line(catalogue.themes[theme].label[language])} ---"]
        lines += [f"  # {line}" for line in _comment(question, language)]
        lines.append(f"  {_word(question.id)}: {_written(answer or Answer(SKIP))}")
    if sheet.retired:
        lines.append("retired:")
        lines += [f"  {_word(name)}: {_written(answer)}" for name, answer in sheet.retired.items()]
    return "\n".join(lines) + "\n"


def _comment(question: Question, language: str) -> Iterator[str]:
    yield from textwrap.wrap(_one_line(question.text[language]), 90)
    if question.kind is QuestionKind.NUMBER:
        return
    if question.kind is not QuestionKind.STATEMENT:
        for option in question.attribute.options:
            yield f"    {option.id}: {_one_line(option.label[language])}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _written(answer: Answer) -> str:
    match answer.value:
        case tuple():
            value = "[" + ", ".join(_word(word) for word in answer.value) + "]"
        case str():
            value = _word(answer.value)
        case _:
            whole = answer.value == int(answer.value)
            value = f"{answer.value:.0f}" if whole else f"{Decimal(repr(answer.value)):f}"
    if answer.importance is None:
        return value
    return f"{{answer: {value}, importance: {answer.importance.value}}}"


def _word(word: str) -> str:
    """Return a word bare when no reader can take it for something else, else quoted."""
    safe = word.replace("_", "").replace("-", "").isalnum() and word.isascii()
    return _quoted(word) if not safe or strict_yaml.SURPRISES.match(word) else word


def _quoted(text: str) -> str:
    """Return text in double quotes, as both YAML and JSON read it."""
    return strict_yaml.escaped(json.dumps(text, ensure_ascii=False))


def as_mapping(sheet: AnswerSheet) -> dict[str, object]:
    """Return a sheet as plain values for JSON; ``read_sheet`` reads its JSON text back."""
    answers = {name: _plain(answer) for name, answer in sheet.answers.items()}
    plain: dict[str, object] = {"sheet_version": SHEET_VERSION, "answers": answers}
    if sheet.catalogue_version:
        plain["catalogue"] = {
            "version": sheet.catalogue_version,
            "fingerprint": sheet.fingerprint,
        }
    if sheet.retired:
        plain["retired"] = {name: _plain(answer) for name, answer in sheet.retired.items()}
    for key in ("organisation", "role", "note", "language"):
        if getattr(sheet, key):
            plain[key] = getattr(sheet, key)
    return plain


def _plain(answer: Answer) -> object:
    value: object = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # 1e22 would be no number in a sheet
    if answer.importance is None:
        return value
    return {"answer": value, "importance": answer.importance.value}


def stamped(sheet: AnswerSheet, catalogue: Catalogue, language: str) -> AnswerSheet:
    """Return the sheet marked as made with this catalogue, in this language."""
    return replace(
        sheet,
        language=language,
        catalogue_version=catalogue.version,
        fingerprint=catalogue.fingerprint,
    )
