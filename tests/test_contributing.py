"""What people are told to do works: the example of CONTRIBUTING, the forms and the workflows."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from stemwijzer.catalogue.check import check
from stemwijzer.catalogue.load import load_documents
from stemwijzer.catalogue.rules import every_rule
from stemwijzer.catalogue.upkeep_edit import in_order

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
HEAD = 'schema_version: 1\nversion: "2026.11"\nvendors:\n'
PAGES = (
    *("CONTRIBUTING.md", "GOVERNANCE.md"),
    *(f"docs/how-to/change-{name}.md" for name in ("a-fact", "an-attribute", "a-judgement")),
)


def test_the_example_is_a_vendor_the_rules_are_content_with(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path, dirs_exist_ok=True)
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    path = tmp_path / "vendors.yaml"
    path.write_text(HEAD + example, encoding="utf-8")
    path.write_text(in_order(load_documents(tmp_path)), encoding="utf-8")
    loaded = load_documents(tmp_path)
    findings = check(loaded, date(2026, 11, 22))
    assert [f for f in findings if f.solution and not f.excuse] == []
    kinds = {loaded.catalogue.attributes[name].kind for name in _facts(loaded.vendors.data)}
    assert len(kinds) == 6, "the example shows every kind of attribute"


def _facts(data: dict[str, dict[str, dict[str, dict[str, dict[str, object]]]]]) -> set[str]:
    solutions = data["vendors"]["example"]["solutions"]
    return set(solutions["example-desk"]["facts"])  # type: ignore[call-overload]


def test_the_rules_named_beside_the_example_exist() -> None:
    named = set(re.findall(r"\bV\d{3}\b", GUIDE))
    assert named <= {rule.id for rule in every_rule()}
    assert len(named) >= 10


@pytest.mark.parametrize("page", PAGES)
def test_every_page_leads_somewhere_and_names_no_machine(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert not re.search(r"/(home|work|tmp|Users)/", text)
    for link in re.findall(r"\]\(([^)#]+)", text):
        assert "://" in link or ((ROOT / page).parent / link).exists(), link


def test_the_forms_ask_for_an_interest_and_have_every_part() -> None:
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
    assert len(forms) == 5
    for path in forms:
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert {"name", "description", "title", "labels", "body"} <= set(form)
        ids = [part["id"] for part in form["body"] if "id" in part]
        assert len(set(ids)) == len(ids)
        assert {"interest", "who"} & set(ids), path.name
        assert any(part.get("validations", {}).get("required") for part in form["body"])


def test_a_workflow_has_only_the_rights_it_needs_and_no_secret() -> None:
    for name, writes in (("check", set()), ("stale", {"issues"}), ("links", set())):
        text = (ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
        rights = yaml.safe_load(text)["permissions"]
        assert {key for key, value in rights.items() if value == "write"} == writes
        assert "secrets." not in text
