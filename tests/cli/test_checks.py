"""``second-opinion`` and ``verify`` as a consultant's client would use them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

SHEET = ROOT / "examples" / "municipality.yaml"


@pytest.fixture
def saved(call, tmp_path):
    path = tmp_path / "result.json"
    assert call("match", SHEET, "--draws", 200, "-o", path).code == 0
    return path


def test_a_saved_result_is_recomputed_to_the_same(call, saved):
    found = call("verify", saved)
    assert (found.code, found.err) == (0, "")
    assert "Same" in found.out


def test_several_saved_results_are_checked_line_by_line(call, tmp_path):
    path = tmp_path / "results.json"
    call("match", SHEET, ROOT / "examples" / "home-team.yaml", "--draws", 0, "-o", path)
    found = call("verify", path)
    assert (found.code, found.out.count("Same")) == (0, 2)


def test_a_changed_place_is_found_and_named(call, saved):
    document = json.loads(saved.read_text())
    entry = document["data"]["rankings"][0]["ranking"]
    entry[0]["rank"], entry[1]["rank"] = 2, 1
    saved.write_text(json.dumps(document))
    found = call("verify", saved)
    assert found.code == 6
    assert f"{entry[0]['name']} stood on 2, now on 1" in found.out
    assert "the saved file or the program was changed" in found.out


def test_other_data_are_named_as_the_cause_with_the_question_behind_it(call, saved, tmp_path):
    """A fact of number one is taken out of a copy of the data."""
    first = json.loads(saved.read_text())["data"]["rankings"][0]["ranking"][0]
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    vendors = folder / "vendors.yaml"
    text = vendors.read_text()
    start = text.index(f"\n      {first['solution']}:\n")
    changed = re.sub(r"\n          ai_role:\n(            .*\n)+", "\n", text[start:], count=1)
    assert changed != text[start:]
    vendors.write_text(text[:start] + changed)
    found = call("verify", saved, "--data", folder, "--json")
    assert found.code == 6
    data = json.loads(found.out)["data"]
    assert data["same"] is False
    assert data["saved"]["fingerprint"] != data["now"]["fingerprint"]


TEAM = [str(path) for path in sorted((ROOT / "examples" / "team").glob("*.yaml"))]


@pytest.mark.parametrize(
    "arguments",
    [
        ["match", SHEET, "-a", "all", "--top", "2", "--metric", "euclidean"],
        ["match", SHEET, "--draws", "50", "--seed", "3"],
        ["explain", SHEET, "zammad", "--draws", "50"],
        ["explain", SHEET, "zammad", "--draws", "0"],
        ["compare", SHEET, "zammad", "topdesk"],
        ["stability", SHEET, "--draws", "50"],
        ["second-opinion", SHEET, "--shortlist", "zammad,genesys-cloud-cx", "-a", "knowledge"],
        ["second-opinion", SHEET, "--shortlist", "zammad", "--network", "network.yaml"],
        ["roadmap", SHEET, "--have", "ticketing"],
        ["requirements", SHEET, "-a", "crm"],
        ["report", SHEET, "--draws", "20"],
        ["report", SHEET, "--draws", "20", "-a", "all"],
        ["report", SHEET, "--draws", "20", "-a", "crm"],
        ["team", *TEAM, "--draws", "50"],
    ],
    ids=lambda arguments: " ".join(Path(a).name for a in arguments[:4]),
)
def test_the_result_of_every_command_on_answers_can_be_verified(
    call, tmp_path, monkeypatch, arguments
):
    monkeypatch.chdir(tmp_path)
    Path("network.yaml").write_text("network:\n  Adviser X: [Zendesk, topdesk]\n")
    result = tmp_path / "result.json"
    assert call(*arguments, "--json", "-o", result).code == 0
    found = call("verify", result, "--json")
    assert found.code == 0, found.out
    data = json.loads(found.out)["data"]
    assert (data["command"], data["same"], data["differs"]) == (arguments[0], True, [])
    content = result.read_text()
    assert "0.1.0" in content
    result.write_text(content.replace('"tool": "0.1.0"', '"tool": "0.0.9"'))
    found = call("verify", result, "--json")
    assert found.code == 6
    assert json.loads(found.out)["data"]["differs"] == ["tool"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"command": "questions", "data": {"questions": []}}', "not computed from answers"),
        ('{"id": "a", "line": 2, "rankings": []}', "lines of 'stemwijzer batch'"),
    ],
)
def test_what_cannot_be_recomputed_says_why(call, tmp_path, text, words):
    path = tmp_path / "x.json"
    path.write_text(text)
    found = call("verify", path)
    assert found.code == 3
    assert words in found.err


def test_scores_of_what_vendors_filled_in_cannot_be_recomputed(call, tmp_path):
    path = tmp_path / "x.json"
    call("requirements", SHEET, "-a", "crm", "--json", "-o", path)
    document = json.loads(path.read_text())
    document["data"]["scores"] = [{}]
    path.write_text(json.dumps(document))
    found = call("verify", path)
    assert found.code == 3
    assert "what vendors filled in" in found.err


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", '{"command": "explain", "data": {}}'])
def test_what_is_no_result_is_refused_with_the_way_to_make_one(call, tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    found = call("verify", path)
    assert (found.code, found.out) == (3, "")
    assert "stemwijzer match SHEET -o result.json" in found.err


@pytest.mark.parametrize("key", ["sheet", "options", "catalogue", "rankings"])
def test_a_damaged_result_is_refused_without_a_traceback(call, saved, key):
    document = json.loads(saved.read_text())
    document["data"][key] = None
    saved.write_text(json.dumps(document))
    found = call("verify", saved)
    assert found.code == 3
    assert "Traceback" not in found.err


def test_a_shortlist_of_well_known_suites_gets_an_honest_opinion(call):
    shortlist = "Genesys Cloud CX,zendesk-suite,topdesk"
    found = call("second-opinion", SHEET, "--shortlist", shortlist, "-a", "knowledge")
    assert (found.code, found.err) == (0, "")
    assert "drawn without preference" in found.out
    assert "It does not say why" in found.out


def test_a_shortlist_speaks_dutch_too(call):
    found = call("second-opinion", SHEET, "--shortlist", "zammad,topdesk", "--lang", "nl")
    assert "Tweede mening" in found.out


def test_a_mistyped_solution_is_suggested(call):
    found = call("second-opinion", SHEET, "--shortlist", "zamad")
    assert found.code == 2
    assert "did you mean 'zammad'?" in found.err


def test_an_own_network_file_is_weighed_and_named(call, tmp_path):
    network = tmp_path / "network.yaml"
    network.write_text("network:\n  Adviser X: [Zendesk, topdesk]\n")
    found = call(
        "second-opinion", SHEET, "-a", "knowledge",
        "--shortlist", "zendesk-suite,topdesk", "--network", network, "--json",
    )  # fmt: skip
    (shared,) = json.loads(found.out)["data"]["networks"]
    assert shared["party"] == "Adviser X"
    assert set(shared["listed"]) == {"zendesk-suite", "topdesk"}
    assert 0 < shared["chance_this_many"] < 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("network: [a]\n", "network.yaml:1:10: network: expected 'key: value' lines"),
        ("networks: {}\n", "did you mean 'network'?"),
        ("network: {X: [nobody-knows]}\n", "X: unknown vendor or solution 'nobody-knows'"),
    ],
)
def test_a_network_file_that_does_not_fit_says_where(call, tmp_path, monkeypatch, text, words):
    monkeypatch.chdir(tmp_path)
    Path("network.yaml").write_text(text)
    found = call("second-opinion", SHEET, "--shortlist", "zammad", "--network", "network.yaml")
    assert found.code in (2, 3)
    assert words in found.err
