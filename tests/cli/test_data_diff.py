"""``data diff`` as a maintainer runs it: against a folder, and against a git revision."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from report.schemas import findings as schema_findings

from cli.conftest import FEW, TINY, Call, edited


def test_a_flipped_fact_is_shown_with_its_effect(call: Call, flipped: Path) -> None:
    found = call("data", "diff", TINY, "--data", flipped, *FEW)
    assert found.code == 0
    assert "- Facts: 1 corrected." in found.out
    assert (
        "Corrected: Alto One, drinks: from Nocciola and Lungo; not Americano "
        "to Nocciola; not Lungo; https://alto.example/one (2026-01-02)"
    ) in found.out
    assert "corner, espresso machine: Alto One from place 1 to 2; drinks." in found.out
    assert "corner, espresso machine: Alto Duo from place 2 to 1; drinks of Alto One." in found.out
    assert "- New number one: Alto Duo (espresso machine, corner)." in found.out
    assert "- Alto One: -1" in found.out
    assert "Share of first places in the simulation" in found.out
    assert "Coverage and age" in found.out


def test_the_json_says_the_same_and_fits_its_schema(call: Call, flipped: Path) -> None:
    found = call("data", "diff", TINY, "--data", flipped, *FEW, "--json")
    assert schema_findings("data-diff", found.json, strict=True) == []
    data = found.json["data"]
    (fact,) = data["facts"]
    assert (fact["kind"], fact["solution"], fact["attribute"]) == (
        "corrected",
        "alto-one",
        "drinks",
    )
    assert (fact["before"]["not"], fact["after"]["not"]) == (["americano"], ["lungo"])
    moved = {move["solution"]: move for move in data["moves"]}
    assert (moved["alto-one"]["before"], moved["alto-one"]["after"]) == (1, 2)
    assert (moved["alto-duo"]["by"], moved["alto-duo"]["question"]) == ("alto-one", "drinks")
    shares = {s["solution"]: s for s in data["shares"] if s["application"] == "espresso"}
    assert shares["alto-one"]["after"] < shares["alto-one"]["before"]
    assert found.out == call("data", "diff", TINY, "--data", flipped, *FEW, "--json").out


def test_everything_at_once_fits_the_schema(call: Call, tiny_folder: Path) -> None:
    edited(
        tiny_folder,
        "vendors.yaml",
        "    name: Basso\n    website",
        "    name: Basso BV\n    website",
    )
    edited(tiny_folder, "vendors.yaml", "          cups: {min: 20, source: page}\n", "")
    edited(tiny_folder, "vendors.yaml", "seen: 2026-01-02, grade: B", "seen: 2026-02-02, grade: B")
    edited(tiny_folder, "vendors.yaml", "note: measured", "note: measured again")
    edited(
        tiny_folder,
        "vendors.yaml",
        "has: [espresso], source: page}\n        sources:\n          page: {url: https://corto",
        "has: [espresso, filter], source: page}\n        sources:\n          page: {url: https://corto",
    )
    edited(tiny_folder, "questions.yaml", "at_most: audible", "at_most: silent")
    edited(tiny_folder, "applications.yaml", "min: 10", "min: 12")
    found = call("data", "diff", TINY, "--data", tiny_folder, *FEW, "--json")
    assert schema_findings("data-diff", found.json, strict=True) == []
    data = found.json["data"]
    assert {f["kind"] for f in data["facts"]} == {"removed", "redated", "noted", "corrected"}
    assert {(i["kind"], i["item"]) for i in data["items"]} == {
        ("renamed", "vendor"),
        ("changed", "question"),
        ("changed", "judgement"),
    }
    for form in ("table", "md", "csv"):
        for language in ("nl", "en"):
            given = ("--format", form, "--lang", language)
            said = call("data", "diff", TINY, "--data", tiny_folder, *FEW, *given)
            assert said.code == 0
            assert "{" not in said.out


def test_nothing_differs_between_a_catalogue_and_itself(call: Call) -> None:
    found = call("data", "diff", TINY, "--data", TINY, *FEW)
    assert found.code == 0
    assert "Nothing changes" in found.out
    assert call("data", "diff", TINY, "--data", TINY, "--format", "csv").out == ""


def test_the_examples_can_be_named(call: Call, flipped: Path, tmp_path: Path) -> None:
    none = tmp_path / "none"
    none.mkdir()
    found = call("data", "diff", TINY, "--data", flipped, "--examples", none, *FEW)
    assert "No examples, so no places to compare" in found.out


# The comment --------------------------------------------------------------------------------------


def test_the_comment_is_a_summary_with_folded_details(call: Call, flipped: Path) -> None:
    found = call("data", "diff", TINY, "--data", flipped, *FEW, "--format", "md")
    head, *details = found.out.split("<details>")
    assert "- Facts: 1 corrected." in head
    assert len(details) == found.out.count("</details>") == 5
    assert all(part.startswith("\n<summary>") for part in details)
    assert "| corrected | Alto One | drinks | Nocciola and Lungo; not Americano |" in found.out
    assert found.out.rstrip().endswith("not the published one.**")


def test_the_comment_goes_to_a_file(call: Call, flipped: Path, tmp_path: Path) -> None:
    path = tmp_path / "comment.md"
    found = call("data", "diff", TINY, "--data", flipped, *FEW, "-o", path)
    assert (found.code, found.out) == (0, "")
    assert "comment.md" in found.err
    assert path.read_text(encoding="utf-8").count("<details>") == 5


# Git ----------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(
        ["git", *settings, *arguments], cwd=folder, check=True, capture_output=True, timeout=30
    )


@pytest.fixture
def repository(flipped: Path) -> Path:
    """Return the data folder of a repository; ``old`` is the tiny catalogue as it was."""
    top = flipped.parent
    data = top / "data"
    shutil.copytree(TINY, data)
    git(top, "init", "-q", "-b", "main")
    git(top, "commit", "-q", "--allow-empty", "-m", "empty")
    git(top, "tag", "empty")
    git(top, "add", "data")
    git(top, "commit", "-q", "-m", "old")
    git(top, "tag", "old")
    shutil.copytree(flipped, data, dirs_exist_ok=True)
    return data


def test_a_git_revision_is_read_from_the_repository_of_the_data(
    call: Call, repository: Path, flipped: Path
) -> None:
    for base in ("old", "HEAD", "main"):
        found = call("data", "diff", base, "--data", repository, *FEW)
        assert found.code == 0
        assert f"What changes against {base}" in found.out
        assert "Alto One, drinks: from Nocciola" in found.out
    assert not (repository / ".git").exists()  # it lies below the top


def test_a_folder_comes_before_a_revision_of_the_same_name(
    call: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.parent)
    shutil.copytree(repository, repository.parent / "old")
    assert "Nothing changes" in call("data", "diff", "old", "--data", repository, *FEW).out


@pytest.mark.parametrize(
    ("base", "words"),
    [
        ("nonsense", "neither a folder with a catalogue, nor a saved export, nor a revision"),
        ("--output=x", "neither a folder with a catalogue, nor a saved export, nor a revision"),
        ("main:data", "neither a folder with a catalogue, nor a saved export, nor a revision"),
        ("empty", "has no questions.yaml"),
    ],
)
def test_a_base_that_is_neither_folder_nor_revision(
    call: Call, repository: Path, base: str, words: str
) -> None:
    found = call("data", "diff", "--data", repository, "--", base)
    assert found.code == 2
    assert words in found.err


def test_outside_a_repository_only_folders_count(call: Call, flipped: Path) -> None:
    found = call("data", "diff", "main", "--data", flipped)
    assert found.code == 2
    assert "neither a folder" in found.err


def test_a_revision_that_cannot_be_read_any_more_is_said_with_its_place(
    call: Call, repository: Path
) -> None:
    top = repository.parent
    edited(
        repository, "vendors.yaml", "    name: Basso\n    website", "    nome: Basso\n    website"
    )
    git(top, "commit", "-q", "-am", "broken")
    edited(
        repository, "vendors.yaml", "    nome: Basso\n    website", "    name: Basso\n    website"
    )
    found = call("data", "diff", "HEAD", "--data", repository)
    assert found.code == 4
    assert "HEAD:vendors.yaml:" in found.err
    assert "cannot be read with this version of the program" in found.err


# The workflows ------------------------------------------------------------------------------------


def workflow(name: str) -> dict[str, Any]:
    path = Path(__file__).parents[2] / ".github" / "workflows" / name
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_the_half_that_runs_the_pull_request_can_write_nothing() -> None:
    found = workflow("data-diff.yml")
    assert found["permissions"] == {"contents": "read"}
    assert set(found[True]) == {"pull_request"}  # YAML reads the key `on` as true
    assert "secrets" not in str(found)
    assert "permissions" not in found["jobs"]["report"]


def test_the_half_that_writes_runs_nothing_of_the_pull_request() -> None:
    found = workflow("data-diff-comment.yml")
    assert set(found[True]) == {"workflow_run"}
    assert found[True]["workflow_run"]["workflows"] == [workflow("data-diff.yml")["name"]]
    assert found["permissions"] == {}
    steps = found["jobs"]["comment"]["steps"]
    assert all("uses" not in step for step in steps)  # no checkout, no action of others
    for step in steps:
        assert "${{" not in step["run"]  # what others wrote comes in as a variable, never as code
        assert "pip" not in step["run"]


def test_what_the_other_half_left_behind_is_made_harmless(tmp_path: Path) -> None:
    """The script as it stands in the workflow, on a text that tries everything."""
    steps = workflow("data-diff-comment.yml")["jobs"]["comment"]["steps"]
    run = next(step["run"] for step in steps if step["name"] == "Make it harmless")
    script = run.partition("<<'PYTHON'\n")[2].partition("PYTHON")[0]
    hostile = (
        "# Title\n@maintainer fixes #12 and GH-7 \u202egnp.exe\u200b\x1b[31m\n"
        "<!-- stemwijzer data diff -->\nhttps://host.example/a/b/issues/3\n| a | \\# |\n"
    )
    mark = "<!-- stemwijzer data diff -->"

    def harmless(text: str) -> str:
        found, made = tmp_path / "comment.md", tmp_path / "body.md"
        found.write_text(text, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-I", "-", found, made],
            input=script,
            text=True,
            encoding="utf-8",
            env={**os.environ, "MARK": mark, "PYTHONUTF8": "1"},
            check=True,
            timeout=30,
        )
        return made.read_text(encoding="utf-8")

    body = harmless(hostile)
    assert body.startswith(f"{mark}\n_Made by the code of this pull request")
    assert body.count("<!--") == 1
    assert "# Title" in body
    assert "| a | \\# |" in body
    for gone in ("@maintainer", "#12", "GH-7", "/issues/3", "\u202e", "\x1b"):
        assert gone not in body
    assert len(harmless("@#1" * 80_000)) < 65_536


def test_the_base_is_the_one_that_was_merged_with() -> None:
    steps = workflow("data-diff.yml")["jobs"]["report"]["steps"]
    run = next(step["run"] for step in steps if step.get("name") == "Compare with the base")
    assert "HEAD^1" in run
    assert steps[0]["with"]["fetch-depth"] >= 2
