"""The quick reader of simple sheets agrees with the real one wherever it dares to speak."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemwijzer.answers.writing import write_sheet
from stemwijzer.catalogue import simple_yaml, yaml_events
from stemwijzer.core.answer import Answer, AnswerSheet, Importance

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))


def agrees(text: str) -> bool:
    """Return whether the quick reader spoke; what it said must be what the real one says."""
    quick = simple_yaml.parse(text)
    if quick is not None:
        assert (quick, []) == yaml_events.parse(text, "f")
    return quick is not None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_examples_are_simple(path: Path) -> None:
    assert agrees(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_sheets_that_the_program_writes_are_simple(tiny, language: str) -> None:
    answers = {
        "goals": Answer(("taste",)),
        "grinder": Answer("agree", Importance.MUST),
        "cups": Answer(20.0),
    }
    sheet = AnswerSheet(answers, organisation="Zorg & Co", fingerprint="a" * 64)
    assert agrees(write_sheet(sheet, tiny, language, "legend", empty=True))
    assert agrees(write_sheet(sheet, tiny, language, "two\nlines"))


LINES = (
    "answers:",
    "  a: agree",
    "  b: [x, y-z, 1.5]",
    "  c: {answer: [p, q], importance: 2}",
    "  d: 12",
    '  e: "q: #w"',
    "  f: 'it'",
    "   g: x",
    "  h:",
    "  i: x # note",
    "  j: [x, x]",
    "  k: [",
    "  l: no",
    "  m: {answer: x, answer: y}",
    "  -: x",
    "# comment",
    "   # indented comment",
    "",
    "note: >-",
    "note: some words, [and] signs & more",
    "note: a 'quote' in it",
    "note: ~",
    "note: a: b",
    "note: a #b",
    "note: a  b",
    "note: - x",
    "note: x-",
    "role: é",
    "role: eé",
    "role: ''",
    "role: 'a''b'",
    'role: "a\\n"',
    "role: !x y",
    "role: *x",
    "role: ?",
    "role: x,y",
    "role: |-",
    "---",
    "...",
    "--- x",
    "- x",
    "  folded words here",
    "    deeper words",
    "catalogue: {version: \"2026.1\", fingerprint: 'ab'}",
    "catalogue: {version: 2026.1}",
    "sheet_version: 1",
    "\tx: y",
    "x: y\t",
    "x: y ",
    "x: \u2028",
    "x: 0\ufeff",
    "<<: x",
    "? x",
    "x : y",
    "x:y",
    "x: [a,b , c]",
    "x: [a, [b]]",
    "x: {answer: {a: b}}",
    "x: {}",
    "x: []",
    "x: [a,]",
    "x: {answer: [a], }",
    "x: {answer: 'a', importance: \"must\"}",
    "x: @y",
    "x: %y",
    "x: &y z",
)


@pytest.mark.parametrize("line", LINES)
def test_every_odd_line_is_read_alike_or_left_to_the_real_reader(line: str) -> None:
    agrees(line)
    agrees(f"answers:\n{line}\n")
    agrees(f"a: b\n{line}")
    agrees(f"note: >-\n  words\n{line}\n")


@given(st.lists(st.sampled_from(LINES), max_size=6), st.booleans())
def test_any_pile_of_lines_is_read_alike(lines: list[str], end: bool) -> None:
    agrees("\n".join(lines) + "\n" * end)


SIGNS = "ab1 :#,[]{}'\"-_.>|&*!%@?~\\\té\u00a0"


@given(st.text(SIGNS, max_size=12))
def test_any_text_behind_a_key_is_read_alike(text: str) -> None:
    agrees(f"note: {text}")
    agrees(f"answers:\n  q: {text}\n  r: {text}")
    agrees(f"answers:\n  q: [{text}]")
    agrees(f"answers:\n  q: {{answer: {text}}}")
