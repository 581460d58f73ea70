"""``roadmap`` as a manager would use it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from report.schemas import findings

from tests.cli.conftest import ROOT

CITY = ROOT / "examples" / "municipality.yaml"


def test_the_roadmap_speaks_dutch_and_english(call):
    for language, words in (("nl", "Stappenplan voor"), ("en", "Roadmap for")):
        found = call("roadmap", CITY, "--lang", language)
        assert (found.code, found.err) == (0, "")
        assert words in found.out


def test_what_one_has_changes_the_order(call):
    found = call("roadmap", CITY, "--have", "knowledge, ticketing", "--json")
    data = found.json["data"]
    assert findings("roadmap", found.json, strict=True) == []
    assert data["have"] == ["ticketing", "knowledge"]  # in the order of the data
    steps = {place["application"]: place["step"] for place in data["roadmap"]}
    assert (steps["knowledge"], steps["ticketing"]) == ("present", "present")
    assert steps["agent_assist"] == "now"


def test_a_mistyped_word_is_suggested(call):
    found = call("roadmap", CITY, "--have", "knowlege")
    assert found.code == 2
    assert "did you mean 'knowledge'?" in found.err


def test_csv_holds_one_row_per_application(call, shipped):
    rows = list(csv.DictReader(io.StringIO(call("roadmap", CITY, "--format", "csv").out)))
    assert sorted(row["application"] for row in rows) == sorted(shipped.applications)
    assert rows[0]["step"] == "now"


def test_markdown_has_a_table_with_room_to_fill_in(call, tmp_path):
    path = tmp_path / "plan.md"
    assert call("roadmap", CITY, "-o", path).code == 0
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Roadmap for")
    assert "| ........ | ........ | ........ | ........ |" in text


def test_a_sheet_without_goals_is_told_so(call, tmp_path):
    path = tmp_path / "sheet.yaml"
    path.write_text("answers: {monthly: agree}\n")
    found = call("roadmap", path)
    assert found.code == 0
    assert "names no goals" in found.out


def test_the_tiny_catalogue_without_measures_works_too(call, tiny_folder, coffee):
    found = call("roadmap", coffee, "--data", tiny_folder)
    assert (found.code, found.err) == (0, "")
    assert "Next: espresso machine" in found.out
    assert "own catalogue" in found.out or "catalogue" in found.out


@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
def test_a_nasty_organisation_stays_text(call, tmp_path, form):
    path = tmp_path / "sheet.yaml"
    name = "=cmd|' /C calc'!A0 <script>x</script> # [a](http://b)"
    path.write_text(f"organisation: {json.dumps(name)}\nanswers: {{goals: [nothing_lost]}}\n")
    found = call("roadmap", path, "--format", form)
    assert found.code == 0
    if form == "md":
        assert "<script>" not in found.out
    if form == "csv":
        assert not [c for r in csv.reader(io.StringIO(found.out)) for c in r if c.startswith("=")]
