"""Answer sheets as text: YAML people can read and write by hand; JSON is accepted too.

Reading reports every problem at once. A sheet made with another version of the catalogue stays
usable: what no longer fits is set aside and reported as a change instead of an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isinf

from stemwijzer.catalogue import strict_yaml
from stemwijzer.catalogue.declaration import (
    NUMBER,
    Document,
    MapOf,
    Number,
    Raw,
    Record,
    Str,
    read,
)
from stemwijzer.core.answer import (
    NO_PREFERENCE,
    SKIP,
    Answer,
    AnswerSheet,
    Importance,
    Value,
    allowed_words,
)
from stemwijzer.core.model import Catalogue, Question, QuestionKind
from stemwijzer.errors import AnswersError, Message, Problem, closest, message
from stemwijzer.record import record

SHEET_VERSION = 1

_SURROGATES = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u(d[89ab][\da-f]{2})\\u(d[c-f][\da-f]{2})", re.IGNORECASE
)

_answers = MapOf(Str(what="what_question"), Raw())

_SHEET = Record(
    "an answer sheet",
    {
        "sheet_version": Number(minimum=1, whole=True),
        "organisation": Str(),
        "role": Str(),
        "language": Str(choices=("nl", "en")),
        "note": Str(),
        "catalogue": Record(
            "the catalogue of a sheet",
            {"version": Str(), "fingerprint": Str()},
            optional=frozenset({"fingerprint"}),
        ),
        "answers": _answers,
        "retired": _answers,
    },
    optional=frozenset(
        {"sheet_version", "organisation", "role", "language", "note", "catalogue", "retired"}
    ),
)


@record
class Change:
    """Something in a sheet that the present catalogue no longer takes.

    ``kind`` is ``question_gone``, ``question_in_reserve``, ``option_gone`` or ``question_new``;
    ``detail`` names the option or the answer that is set aside.
    """

    kind: str
    question_id: str
    detail: str = ""


@dataclass(slots=True)
class _Reading:
    """One sheet on its way in: the catalogue, whether it is the one it was made with, findings."""

    catalogue: Catalogue
    document: Document
    older: bool = False
    changes: list[Change] = field(default_factory=list)

    def fail(self, node: strict_yaml.Node, words: Message, tip: Message | None = None) -> None:
        self.document.problems.append(
            Problem(self.document.file, node.line, node.column, words, tip)
        )

    def refuse(
        self, question: Question, node: strict_yaml.Node, words: Message, tip: Message | None = None
    ) -> None:
        """Report an answer the question does not take; an older sheet may have been right once."""
        if not self.older:
            self.fail(node, words, tip)
            return
        value = _raw_value(node)
        said = ", ".join(value) if isinstance(value, tuple) else str(value)
        self.changes.append(Change("option_gone", question.id, said))


def read_sheet(text: str, name: str, catalogue: Catalogue) -> tuple[AnswerSheet, list[Change]]:
    """Read a sheet; return it with what changed since it was made.

    ``name`` is how problems name the file. Raises AnswersError with every problem found.
    """
    document = read(_as_yaml(text), name, _SHEET)
    data = document.data or {}
    reading = _Reading(catalogue, document)
    made_with = data.get("catalogue") or {}
    version, fingerprint = made_with.get("version", ""), made_with.get("fingerprint", "")
    if fingerprint:
        reading.older = fingerprint != catalogue.fingerprint
    else:
        reading.older = bool(version) and version != catalogue.version
    if data.get("sheet_version", SHEET_VERSION) > SHEET_VERSION:
        document.problem(
            ("sheet_version",),
            message("sheet_newer"),
            message("install_newer"),
        )
    answers: dict[str, Answer] = {}
    retired: dict[str, Answer] = {}
    for question_id, node in (data.get("answers") or {}).items():
        question = catalogue.questions.get(question_id)
        if question is None:
            _unknown_question(reading, question_id, node, retired)
            continue
        answer = _answer(reading, question, node)
        if answer is not None:
            answers[question_id] = answer
    for question_id, node in (data.get("retired") or {}).items():
        retired[question_id] = _raw_answer(node)
    if reading.older:
        new = [q for q in catalogue.questions if q not in (data.get("answers") or {})]
        reading.changes.extend(Change("question_new", q) for q in new)
    if document.problems:
        ordered = sorted(document.problems, key=lambda p: (p.line, p.column))
        raise AnswersError(
            message("sheet", name=name, count=len(ordered)), message("sheet_hint"), ordered
        )
    sheet = AnswerSheet(
        answers=answers,
        organisation=data.get("organisation", ""),
        role=data.get("role", ""),
        note=data.get("note", ""),
        language=data.get("language", ""),
        catalogue_version=version,
        fingerprint=fingerprint,
        retired=retired,
    )
    return sheet, reading.changes


def _as_yaml(text: str) -> str:
    """Return JSON with what YAML reads otherwise (pairs of surrogates, rare signs) rewritten."""
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return text

    def joined(found: re.Match[str]) -> str:
        high, low = int(found[2], 16), int(found[3], 16)
        return found[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))

    return text[:1] + strict_yaml.escaped(_SURROGATES.sub(joined, text[1:]))


def _unknown_question(
    reading: _Reading, question_id: str, node: strict_yaml.Node, retired: dict[str, Answer]
) -> None:
    in_reserve = question_id in reading.catalogue.reserve  # asked once, or answered all the same
    if reading.older or in_reserve:
        retired[question_id] = _raw_answer(node)
        kind = "question_in_reserve" if in_reserve else "question_gone"
        reading.changes.append(Change(kind, question_id))
        return
    line, column = reading.document.places[("answers", question_id)]
    words = message("unknown_question", question=question_id)
    tip = closest(question_id, reading.catalogue.questions)
    reading.document.problems.append(Problem(reading.document.file, line, column, words, tip))


def _raw_answer(node: strict_yaml.Node) -> Answer:
    """Return an answer to a question that is gone, with its importance when it has a known one."""
    importance: Importance | None = None
    if isinstance(node, strict_yaml.Mapping) and "importance" in node.entries:
        word = node.entries["importance"][1]
        if isinstance(word, strict_yaml.Scalar) and word.text in list(Importance):
            importance = Importance(word.text)
    return Answer(_raw_value(node), importance)


def _raw_value(node: strict_yaml.Node) -> Value:
    """Return an answer to a question that is gone as it was written, as far as it is simple."""
    if isinstance(node, strict_yaml.Mapping):
        return _raw_value(node.entries["answer"][1]) if "answer" in node.entries else SKIP
    if isinstance(node, strict_yaml.Sequence):
        return tuple(item.text for item in node.items if isinstance(item, strict_yaml.Scalar))
    return node.text


def _answer(reading: _Reading, question: Question, node: strict_yaml.Node) -> Answer | None:
    importance: Importance | None = None
    if isinstance(node, strict_yaml.Mapping):
        for key, (scalar, _) in node.entries.items():
            if key not in ("answer", "importance"):
                reading.fail(
                    scalar,
                    message("unknown_answer_key", key=key, question=question.id),
                    closest(key, ("answer", "importance")),
                )
        if "importance" in node.entries:
            importance = _importance(reading, question, node.entries["importance"][1])
        if "answer" not in node.entries:
            reading.fail(
                node, message("answer_missing", question=question.id), message("write_answer")
            )
            return None
        node = node.entries["answer"][1]
    value = _value(reading, question, node)
    return None if value is None else Answer(value, importance)


def _importance(reading: _Reading, question: Question, node: strict_yaml.Node) -> Importance | None:
    word = node.text if isinstance(node, strict_yaml.Scalar) else ""
    try:
        return Importance({"1.0": "1", "2.0": "2", ".5": "0.5", "0,5": "0.5"}.get(word, word))
    except ValueError:
        words = message("unknown_importance", question=question.id, word=word)
        reading.fail(node, words, message("known", words=", ".join(i.value for i in Importance)))
        return None


def _value(reading: _Reading, question: Question, node: strict_yaml.Node) -> Value | None:
    if isinstance(node, strict_yaml.Sequence):
        if question.kind is not QuestionKind.SET:
            reading.refuse(question, node, message("one_answer", question=question.id))
            return None
        return _wanted(reading, question, node)
    if isinstance(node, strict_yaml.Mapping):
        reading.fail(node, message("answer_mapping", question=question.id))
        return None
    if question.kind is QuestionKind.NUMBER:
        return _number(reading, question, node)
    if node.text in allowed_words(question):
        if question.kind is QuestionKind.SET and node.text not in (NO_PREFERENCE, SKIP):
            return (node.text,)
        return node.text
    return _unknown_word(reading, question, node)


def _unknown_word(reading: _Reading, question: Question, node: strict_yaml.Scalar) -> Value | None:
    words = message("unknown_answer", question=question.id, word=node.text)
    reading.refuse(question, node, words, closest(node.text, allowed_words(question)))
    return None


def _wanted(
    reading: _Reading, question: Question, node: strict_yaml.Sequence
) -> tuple[str, ...] | None:
    """Return the known options of a list; what an older sheet has beyond them is set aside."""
    known = [option.id for option in question.attribute.options]
    wanted: dict[str, strict_yaml.Node] = {}
    for item in node.items:
        if not isinstance(item, strict_yaml.Scalar):
            reading.fail(item, message("answer_option", question=question.id))
        elif item.text not in known:
            _unknown_word(reading, question, item)
        elif item.text in wanted:
            reading.fail(item, message("answer_twice", question=question.id, word=item.text))
        else:
            wanted[item.text] = item
    if not node.items:
        reading.fail(
            node,
            message("answer_empty", question=question.id),
            message("write_none", none=NO_PREFERENCE, skip=SKIP),
        )
    most = question.most or len(wanted)
    words = message("too_many", question=question.id, most=most, count=len(wanted))
    for item in list(wanted.values())[most : None if reading.older else most + 1]:
        reading.refuse(question, item, words)
    return tuple(wanted)[:most] or None


def _number(reading: _Reading, question: Question, node: strict_yaml.Scalar) -> Value | None:
    if node.text in (NO_PREFERENCE, SKIP):
        return node.text
    if not NUMBER.fullmatch(node.text) or isinf(float(node.text)):
        words = message("answer_number", question=question.id, text=node.text)
        reading.refuse(question, node, words, message("digits"))
        return None
    value = float(node.text)
    if value < question.minimum:
        minimum = f"{question.minimum:g}"
        words = message("answer_below", question=question.id, text=node.text, minimum=minimum)
        reading.refuse(question, node, words)
        return None
    return value


def answer_of(
    question: Question, node: strict_yaml.Node, name: str, catalogue: Catalogue
) -> tuple[Answer | None, list[Problem]]:
    """Return one answer read by itself, as it would be in a sheet of today, with its problems."""
    reading = _Reading(catalogue, Document(name))
    answer = _answer(reading, question, node)
    return (None, reading.document.problems) if reading.document.problems else (answer, [])
