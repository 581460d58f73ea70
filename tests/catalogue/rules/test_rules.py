"""Every rule is content with its passing fixtures and finds what its failing ones hold."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from stemwijzer.catalogue.check import check
from stemwijzer.catalogue.load import load_documents
from stemwijzer.catalogue.rules import MODULES, every_rule
from stemwijzer.core.finding import Finding, Level
from stemwijzer.i18n import LANGUAGES, Texts

HERE = Path(__file__).parent
BASE = HERE / "base"
TODAY = date(2026, 11, 20)
RULES = {rule.id: rule for rule in every_rule()}
REFERENCE = HERE.parents[2] / "docs" / "reference" / "data-rules.md"


def fixture(rule: str) -> dict[str, list[dict[str, Any]]]:
    """Return the cases of a rule; a rule without a file has none."""
    path = HERE / f"{rule}.yaml"
    text = path.read_text(encoding="utf-8") if path.is_file() else "{}"
    return yaml.safe_load(text) or {}


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(rule, case, id=f"{rule} {case['about']}")
        for rule in RULES
        for case in fixture(rule).get(kind, [])
    ]


def changed(folder: Path, case: dict[str, Any]) -> tuple[Finding, ...]:
    """Return what the rules find in the base catalogue with the changes of a case."""
    shutil.copytree(BASE, folder)
    for edit in case["edits"]:
        path = folder / f"{edit['file']}.yaml"
        text = path.read_text(encoding="utf-8")
        assert edit["old"] in text, edit["old"]
        path.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")
    return check(load_documents(folder), case.get("today", TODAY))


def test_every_rule_is_content_with_the_base() -> None:
    assert check(load_documents(BASE), TODAY) == ()


def test_every_rule_has_a_file_of_its_name() -> None:
    assert [name.partition("_")[0].upper() for name in MODULES] == list(RULES)


def test_every_rule_has_passing_and_failing_fixtures() -> None:
    lacking = [
        (rule, kind) for rule in RULES for kind in ("pass", "fail") if not fixture(rule).get(kind)
    ]
    assert lacking == []
    assert {path.stem for path in HERE.glob("V*.yaml")} == set(RULES)


def test_every_rule_has_a_section_in_the_reference_with_its_level() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### (V\d{3}) .*\n\n\*(\w+)", text, re.MULTILINE))
    assert sections == {rule.id: rule.level.value for rule in RULES.values()}


@pytest.mark.parametrize(("rule", "case"), cases("pass"))
def test_a_passing_fixture_passes(rule: str, case: dict[str, Any], tmp_path: Path) -> None:
    assert [f for f in changed(tmp_path / "data", case) if f.rule == rule] == []


@pytest.mark.parametrize(("rule", "case"), cases("fail"))
def test_a_failing_fixture_is_found_at_its_line_with_helpful_words(
    rule: str, case: dict[str, Any], tmp_path: Path
) -> None:
    found = [f for f in changed(tmp_path / "data", case) if f.rule == rule]
    spots = []
    for finding in found:
        lines = Path(finding.problem.file).read_text(encoding="utf-8").split("\n")
        line = lines[finding.problem.line - 1]
        spots.append((line.strip(), finding.problem.message.key.rpartition(".")[2]))
        assert finding.problem.column >= 1
        assert RULES[rule].time_based == finding.time_based
        for language in LANGUAGES:
            words = finding.words.say(Texts(language))
            assert words.count("; ") >= 1, words
            assert "{" not in words.replace(line, ""), words
    assert len(spots) == len(case["finds"]), spots
    for (line, text), wanted in zip(spots, case["finds"], strict=True):
        assert line.startswith(wanted["at"])
        assert text == wanted["text"]


def test_every_text_of_a_rule_occurs_in_a_failing_fixture() -> None:
    """So that no variant of a rule is without proof."""
    from stemwijzer.i18n.en.data import TEXTS

    declared = {tuple(key.split(".")[1:3]) for key in TEXTS if re.match(r"data\.v\d", key)}
    shown = {
        (rule.lower(), spot["text"])
        for rule in RULES
        for case in fixture(rule)["fail"]
        for spot in case["finds"]
    }
    assert declared == shown


def test_levels_are_what_a_contributor_can_live_with() -> None:
    """What time alone brings never fails a change, and what fails one is worth it."""
    assert all(rule.level is not Level.ERROR for rule in RULES.values() if rule.time_based)
    assert {rule.id for rule in RULES.values() if rule.level is Level.ERROR} == {
        "V002", "V003", "V020", "V024", "V034", "V042",
    }  # fmt: skip
