"""Many answer sheets in one file: rows of a table, or a sheet per line as JSON.

Equal answers are read once: what a word asks is remembered per question, so that a row costs a few
look-ups. Whatever is not known yet goes through ``answers.sheet``, which also finds the words for
what is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stemwijzer.answers.sheet import SHEET_VERSION, answer_of, read_sheet
from stemwijzer.catalogue.strict_yaml import Mapping as MappingNode
from stemwijzer.catalogue.strict_yaml import Node, Scalar
from stemwijzer.catalogue.strict_yaml import Sequence as SequenceNode
from stemwijzer.core.answer import NO_PREFERENCE, SKIP
from stemwijzer.core.model import Catalogue, QuestionKind
from stemwijzer.core.profile import Wish, make_profile, make_wish
from stemwijzer.errors import AnswersError, Message, Problem, closest

ID = "id"
IMPORTANCE = ".importance"

Coder = Callable[[int, Wish | None], int]
"""Numbers a wish about the question of a column."""

_BETWEEN = re.compile(r"[\s,;|]+")
_TEXTS = ("organisation", "role", "note")


class BadRowError(Exception):
    """A row that cannot be read; the problems say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(self.problems[0]))


@dataclass(frozen=True, slots=True)
class Coded:
    """One row as codes, with the id it goes by (empty: none given)."""

    id: str
    codes: list[int]


class _Reader:
    """What both forms share: the questions, what is remembered, the place of what is wrong."""

    def __init__(self, catalogue: Catalogue, name: str, coder: Coder) -> None:
        self.catalogue = catalogue
        self.name = name
        self.coder = coder
        self.questions = tuple(catalogue.questions.values())
        self.columns = {q.id: i for i, q in enumerate(self.questions)}
        self.known: list[dict[Any, int]] = [{} for _ in self.questions]

    def bad(self, line: int, words: Message, tip: Message | None = None) -> BadRowError:
        return BadRowError([Problem(self.name, line, 1, words, tip)])

    def code(self, column: int, node: Node) -> int:
        """Return the code of an answer that was not met before; raises BadRowError."""
        question = self.questions[column]
        answer, problems = answer_of(question, node, self.name, self.catalogue)
        if problems:
            raise BadRowError(problems)
        return self.coder(column, None if answer is None else make_wish(question, answer))


class TableReader(_Reader):
    """Rows of a table: one column per question, ``<question>.importance`` beside it, and ``id``.

    ``resting`` are the columns of questions in reserve: they are passed over.
    """

    def __init__(
        self, catalogue: Catalogue, name: str, coder: Coder, header: Sequence[str]
    ) -> None:
        super().__init__(catalogue, name, coder)
        self.header = [column.strip() for column in header]
        self.resting = tuple(q for q in catalogue.reserve if q in self.header)
        self._check_header()
        self.id_at = self.header.index(ID) if ID in self.header else -1
        places = {column: at for at, column in enumerate(self.header)}
        self.asked = [
            (self.columns[column], at, places.get(f"{column}{IMPORTANCE}", -1), column)
            for column, at in places.items()
            if column in self.columns
        ]

    def _check_header(self) -> None:
        asked = (*self.columns, *self.resting)
        allowed = (ID, *asked, *(f"{q}{IMPORTANCE}" for q in asked))
        problems = []
        for at, column in enumerate(self.header):
            if column not in allowed:
                words = Message("batch.unknown_column", {"column": column})
                problems.append(Problem(self.name, 1, at + 1, words, closest(column, allowed)))
            elif column in self.header[:at]:
                words = Message("batch.column_twice", {"column": column})
                problems.append(Problem(self.name, 1, at + 1, words))
            elif column.endswith(IMPORTANCE) and column.removesuffix(IMPORTANCE) not in self.header:
                words = Message("batch.importance_alone", {"column": column})
                problems.append(Problem(self.name, 1, at + 1, words))
        if not self.columns.keys() & set(self.header):
            problems.append(Problem(self.name, 1, 1, Message("batch.no_question")))
        if problems:
            raise AnswersError(
                Message("batch.header", {"name": self.name}), Message("batch.header_hint"), problems
            )

    def read(self, row: Sequence[str], line: int) -> Coded:
        """Return the codes of a row; raises BadRowError."""
        if len(row) != len(self.header):
            counts = {"count": len(row), "columns": len(self.header)}
            raise self.bad(line, Message("batch.cells", counts))
        codes = [0] * len(self.questions)
        problems: list[Problem] = []
        for column, at, importance_at, _ in self.asked:
            key: Any = row[at] if importance_at < 0 else (row[at], row[importance_at])
            code = self.known[column].get(key)
            if code is None:
                try:
                    code = self._new(column, key, at, importance_at)
                except BadRowError as error:
                    problems += [replace(p, line=line) for p in error.problems]
                    continue
            codes[column] = code
        if problems:
            raise BadRowError(problems)
        return Coded("" if self.id_at < 0 else row[self.id_at], codes)

    def code_or_none(self, column: int, key: Any, at: int, importance_at: int) -> int | None:
        """Return the code of a cell (with that of the importance beside it), ``None`` if wrong."""
        code = self.known[column].get(key)
        if code is None:
            try:
                code = self._new(column, key, at, importance_at)
            except BadRowError:
                return None
        return code

    def _new(self, column: int, key: Any, at: int, importance_at: int) -> int:
        text, importance = (key, "") if importance_at < 0 else key
        text, importance = text.strip(), importance.strip()
        code = 0
        if text:
            node = self._node(column, text, at + 1)
            if importance:
                entries = {
                    "answer": (Scalar("answer", False, 1, at + 1), node),
                    "importance": (
                        Scalar("importance", False, 1, importance_at + 1),
                        Scalar(importance, False, 1, importance_at + 1),
                    ),
                }
                node = MappingNode(entries, 1, at + 1)
            code = self.code(column, node)
        self.known[column][key] = code
        return code

    def _node(self, column: int, text: str, place: int) -> Node:
        if self.questions[column].kind is QuestionKind.SET and text not in (NO_PREFERENCE, SKIP):
            words = [word for word in _BETWEEN.split(text) if word]
            return SequenceNode([Scalar(word, True, 1, place) for word in words], 1, place)
        return Scalar(text, True, 1, place)


class LinesReader(_Reader):
    """A sheet per line as JSON, as ``writing.as_mapping`` gives it; ``id`` is allowed beside."""

    def read(self, text: str, line: int) -> Coded:
        """Return the codes of a line; raises BadRowError."""
        try:
            data = json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            raise self.bad(line, Message("batch.not_json", {"words": error})) from error
        if not isinstance(data, dict):
            raise self.bad(line, Message("batch.not_sheet"))
        name = data.pop(ID, "")
        if not isinstance(name, str):
            raise self.bad(line, Message("batch.id_text"))
        codes = self._known_codes(data)
        return Coded(name, self._whole(text, line) if codes is None else codes)

    def _known_codes(self, data: Mapping[str, Any]) -> list[int] | None:
        """Return the codes when the sheet holds nothing that needs another look."""
        answers = data.get("answers")
        if not isinstance(answers, dict) or not _plain_head(data):
            return None
        codes = [0] * len(self.questions)
        for question, answer in answers.items():
            column = self.columns.get(question)
            if column is None:
                return None
            key = _key(answer)
            code = self.known[column].get(key) if key is not None else None
            if code is None:
                if key is None:
                    return None
                try:
                    code = self.code(column, _node(answer))
                except BadRowError:
                    return None
                self.known[column][key] = code
            codes[column] = code
        return codes

    def _whole(self, text: str, line: int) -> list[int]:
        """Read the sheet as ``match`` would, with all that may be wrong or older about it."""
        data = json.loads(text)
        if ID in data:
            del data[ID]
            text = json.dumps(data, ensure_ascii=False)
        try:
            sheet, _ = read_sheet(text, self.name, self.catalogue)
        except AnswersError as error:
            found = [replace(p, line=line, column=1) for p in error.problems]
            raise BadRowError(found or [Problem(self.name, line, 1, error.message)]) from error
        wishes = {w.question.id: w for w in make_profile(self.questions, sheet).wishes}
        return [self.coder(i, wishes.get(q.id)) for i, q in enumerate(self.questions)]


_HEAD = ("answers", "sheet_version", "language", "catalogue", *_TEXTS)


def _plain_head(data: Mapping[str, Any]) -> bool:
    """Say whether everything of a sheet but its answers is as ``as_mapping`` writes it."""
    made_with = data.get("catalogue", {"version": "-"})
    texts = [data[key] for key in _TEXTS if key in data]
    if not isinstance(made_with, dict) or not {"version"} <= made_with.keys() <= _MADE_WITH:
        return False
    return (
        data.keys() <= {*_HEAD}
        and data.get("sheet_version", "1") == str(SHEET_VERSION)
        and data.get("language", "nl") in ("nl", "en")
        and all(isinstance(t, str) and t.strip() for t in (*texts, *made_with.values()))
    )


_MADE_WITH = {"version", "fingerprint"}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"'{next(n for n in names if names.count(n) > 1)}' stands there twice")
    return found


def _key(answer: Any) -> Any:
    """Return an answer as something to remember it by, ``None`` when it is of no known shape."""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, list):
        return tuple(answer) if all(isinstance(word, str) for word in answer) else None
    if isinstance(answer, dict) and answer.keys() <= {"answer", "importance"}:
        inner, importance = _key(answer.get("answer")), answer.get("importance")
        if inner is not None and not isinstance(answer["answer"], dict):
            return (inner, importance, 0) if isinstance(importance, str) else None
    return None


def _node(answer: Any) -> Node:
    if isinstance(answer, str):
        return Scalar(answer, True, 1, 1)
    if isinstance(answer, list):
        return SequenceNode([Scalar(word, True, 1, 1) for word in answer], 1, 1)
    entries = {key: (Scalar(key, True, 1, 1), _node(value)) for key, value in answer.items()}
    return MappingNode(entries, 1, 1)
