"""Every phrase a profile can produce, as a person read them last.

``phrases-nl.txt`` and ``phrases-en.txt`` hold, for every question of the catalogue and every answer
to it, the wish, the cell of a table and the sentence that asks a vendor. Read them aloud: each must
be something a manager would say. After a change that is meant:
``STEMWIJZER_UPDATE_GOLDEN=1 python -m pytest tests/golden``, and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest

from stemwijzer.core.answer import AGREEMENT, Answer, Importance
from stemwijzer.core.model import Catalogue, Question, QuestionKind
from stemwijzer.core.profile import make_wish
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.report.requirement_words import Wording
from stemwijzer.report.words import Words

FOLDER = Path(__file__).parent
UPDATE = bool(os.environ.get("STEMWIJZER_UPDATE_GOLDEN"))


def answers(question: Question) -> list[Answer]:
    """Return every answer to a question; of a set each option, and the first three."""
    options = [o.id for o in question.attribute.options]
    match question.kind:
        case QuestionKind.STATEMENT:
            return [Answer(word) for word in AGREEMENT]
        case QuestionKind.POSITION:
            return [Answer(option) for option in options]
        case QuestionKind.NUMBER:
            return [Answer(number) for number in (12.0, 1250.0)]
    return [Answer(value) for value in (*((option,) for option in options), tuple(options[:3]))]


def phrases(catalogue: Catalogue, language: str) -> Iterator[str]:
    texts = Texts(language)
    words = Words(catalogue, texts)
    demands = Wording(words)
    for question in catalogue.questions.values():
        yield f"{words.question_label(question.id)} | {question.text[language]}"
        before: list[str] = []
        for answer in answers(question):
            wish = make_wish(question, answer)
            if wish is None:
                yield f"  {words.answer(question, answer)}: -"
                continue
            yield f"  {words.wish_with_weight(wish)}"
            yield f"    [{words.target_with_weight(wish)}]"
            line = texts(
                "document.why.question",
                question=words.question_label(question.id),
                wish=words.target(wish),
                points=texts.number(2.5, 1),
            )
            more = [f"    {line}", f"    {demands.requirement(wish)}"]
            if more != before:  # two answers that differ in strength only
                yield from more
            before = more
        musts = make_wish(question, Answer(answers(question)[0].value, Importance.MUST))
        if musts:
            yield f"  ! {words.wish_with_weight(musts)}"
        yield ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_one_that_was_read(shipped: Catalogue, language: str) -> None:
    record = FOLDER / f"phrases-{language}.txt"
    found = "\n".join(phrases(shipped, language))
    if UPDATE:
        record.write_text(found, encoding="utf-8")
    before = record.read_text(encoding="utf-8")
    changes = list(unified_diff(before.splitlines(), found.splitlines(), lineterm="", n=1))
    assert changes == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_limit_is_put_on_a_word(shipped: Catalogue, language: str) -> None:
    """'At most avoidable' was never a wish anybody had: a limit belongs to a number."""
    limit = Texts(language)("output.at_most", level="")
    for line in phrases(shipped, language):
        if not line.startswith(" "):
            continue
        for part in line.split(limit)[1:]:
            assert part[:1].isdigit(), line
